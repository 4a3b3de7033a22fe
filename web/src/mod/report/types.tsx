// The organisation's own types of reports, beside those that are built in.
import { Link } from "../../app/router";
import type { ReportType, ReportTypeList } from "../../gen/api";
import { optionLabel } from "../../kernel/describe";
import { msg } from "../../kernel/i18n";
import { useQuery } from "../../kernel/query";
import { may } from "../../kernel/session";
import { LinkButton } from "../../ui/button";
import { EmptyState, ErrorNote, Loading } from "../../ui/note";
import { Card, Page, PageHead } from "../../ui/page";
import { StateBadge } from "../../ui/state";
import { type Column, Table } from "../../ui/table";
import { typeName, typePath } from "./model";

const MOST = 100;

function columns(): Column<ReportType>[] {
  return [
    { id: "title", label: msg("report.type.name"), main: true, cell: (t) => <Link to={typePath(t)}>{typeName(t)}</Link> },
    { id: "number", label: msg("report.ui.number"), aside: true, cell: (t) => t.number, className: "nowrap" },
    { id: "state", label: msg("report.ui.state"), aside: true, cell: (t) => <StateBadge set="report_type_state" value={t.state} /> },
    { id: "sections", label: msg("report.type.sections"), cell: (t) => msg("report.type.count", { n: t.sections.length }), className: "nowrap" },
    { id: "audience", label: msg("report.ui.audience"), cell: (t) => t.audience },
  ];
}

export default function ReportTypesPage() {
  const list = useQuery<ReportTypeList>("/report-types", { limit: MOST });
  const create = may("report.write") && (
    <LinkButton look="filled" icon="plus" to="/report-types/new">
      {msg("report.type.new")}
    </LinkButton>
  );
  const items = list.data?.items;
  return (
    <Page>
      <PageHead crumbs={[{ label: msg("ui.nav.reports"), to: "/report-issues" }]} title={msg("report.types")} meta={msg("report.types.text")} actions={items && items.length > 0 && create} />
      <ErrorNote error={list.error} onRetry={() => void list.reload()} />
      {list.loading && !items && <Loading />}
      {items?.length === 0 && <EmptyState icon="report" title={msg("report.types.none")} text={msg("report.types.none.text", { types: ["assessment", "management_meeting", "investment_plan", "yearly_review", "disclosure_statement"].map((t) => optionLabel("report_type", t)).join(msg("ui.list.comma")) })} action={create} />}
      {items && items.length > 0 && (
        <Card flush>
          <Table bare label={msg("report.types")} columns={columns()} rows={items} rowKey={(t) => t.id} rowHref={typePath} />
        </Card>
      )}
    </Page>
  );
}
