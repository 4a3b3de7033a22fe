// The issues of reports, the newest period first.
import type { Page as ListPage } from "../../kernel/api";
import { optionLabel } from "../../kernel/describe";
import { date, dateTime, period } from "../../kernel/format";
import { msg } from "../../kernel/i18n";
import { useQuery } from "../../kernel/query";
import { may } from "../../kernel/session";
import { LinkButton } from "../../ui/button";
import { EmptyState, ErrorNote, Loading } from "../../ui/note";
import { Page, PageHead } from "../../ui/page";
import { StateBadge } from "../../ui/state";
import { type Column, Table } from "../../ui/table";
import { type Issue, issuePath, issueText } from "./model";

const MOST = 200;

function columns(): Column<Issue>[] {
  return [
    { id: "number", label: msg("report.ui.number"), aside: true, cell: (i) => i.number, className: "nowrap" },
    { id: "title", label: msg("report.ui.title"), main: true, cell: (i) => issueText(i, "title") },
    { id: "state", label: msg("report.ui.state"), aside: true, cell: (i) => <StateBadge set="report_state" value={i.state} /> },
    { id: "type", label: msg("report.ui.type"), cell: (i) => optionLabel("report_type", i.type) },
    { id: "period", label: msg("report.ui.period"), cell: (i) => period(i.period), className: "nowrap" },
    { id: "meeting", label: msg("report.ui.meeting"), cell: (i) => issueText(i, "meeting") },
    { id: "meeting_date", label: msg("report.ui.meeting_date"), cell: (i) => date(i.meeting_date, "short"), className: "nowrap" },
    { id: "approved", label: msg("report.ui.approved"), cell: (i) => dateTime(i.approved_at, "short"), className: "nowrap" },
  ];
}

export default function ReportIssuesPage() {
  const list = useQuery<ListPage<Issue>>("/report-issues", { limit: MOST, sort: "-period" });
  const items = list.data?.items;
  const write = may("report.write");
  const create = (
    <LinkButton look="filled" icon="plus" to="/report-issues/new">
      {msg("report.ui.new")}
    </LinkButton>
  );
  return (
    <Page>
      <PageHead title={msg("ui.nav.reports")} meta={msg("report.ui.text")} actions={write && items && items.length > 0 && create} />
      <ErrorNote error={list.error} onRetry={() => void list.reload()} />
      {list.loading && <Loading />}
      {items?.length === 0 && <EmptyState icon="report" title={msg("report.ui.none")} text={msg("report.ui.none.text")} action={write && create} />}
      {items && items.length > 0 && <Table label={msg("ui.nav.reports")} columns={columns()} rows={items} rowKey={(i) => i.id} rowHref={issuePath} />}
    </Page>
  );
}
