// The issues of reports, the newest period first: the list of the register with titles in the
// reader's language.
import { useRef } from "react";
import type { Page as ListPage } from "../../kernel/api";
import { optionLabel, type RegisterInfo, useRegister } from "../../kernel/describe";
import { date, dateTime, period } from "../../kernel/format";
import { msg } from "../../kernel/i18n";
import { useShortcuts } from "../../kernel/keys";
import { usePrefs } from "../../kernel/prefs";
import { useQuery } from "../../kernel/query";
import { may } from "../../kernel/session";
import { LinkButton } from "../../ui/button";
import { EmptyState, ErrorNote, Loading } from "../../ui/note";
import { Page, PageHead } from "../../ui/page";
import { StateBadge } from "../../ui/state";
import { type Column, Table } from "../../ui/table";
import { FilterBar } from "../register/filter_bar";
import { ExportMenu, isFiltered, Pager, shownKeys } from "../register/list";
import { listQuery, useListState } from "../register/list_state";
import { type Issue, issuePath, issueText } from "./model";

function columns(): Column<Issue>[] {
  return [
    { id: "number", label: msg("report.ui.number"), aside: true, cell: (i) => i.number, sort: "number", className: "nowrap" },
    { id: "title", label: msg("report.ui.title"), main: true, cell: (i) => issueText(i, "title") },
    { id: "state", label: msg("report.ui.state"), aside: true, cell: (i) => <StateBadge set="report_state" value={i.state} /> },
    { id: "type", label: msg("report.ui.type"), cell: (i) => i.own_type?.title ?? optionLabel("report_type", i.type) },
    { id: "period", label: msg("report.ui.period"), cell: (i) => period(i.period), sort: "period", className: "nowrap" },
    { id: "meeting", label: msg("report.ui.meeting"), cell: (i) => issueText(i, "meeting") },
    { id: "meeting_date", label: msg("report.ui.meeting_date"), cell: (i) => date(i.meeting_date, "short"), className: "nowrap" },
    { id: "approved", label: msg("report.ui.approved"), cell: (i) => dateTime(i.approved_at, "short"), className: "nowrap" },
  ];
}

function IssueList({ register }: { register: RegisterInfo }) {
  const state = useListState(register);
  const { page: limit } = usePrefs();
  const search = useRef<HTMLInputElement>(null);
  const list = useQuery<ListPage<Issue>>("/report-issues", { ...listQuery(state), cursor: state.cursor, limit });
  const page = list.data;
  const empty = page?.items.length === 0;
  const filtered = isFiltered(state);
  const create = may("report.write") && (
    <LinkButton look="filled" icon="plus" to="/report-issues/new">
      {msg("report.ui.new")}
    </LinkButton>
  );
  useShortcuts({ "/": () => search.current?.focus() });
  return (
    <Page>
      <PageHead
        title={msg("ui.nav.reports")}
        meta={msg("report.ui.text")}
        actions={
          page &&
          (!empty || filtered) && (
            <>
              <LinkButton icon="calendar" to="/report-schedules">
                {msg("report.schedule.list")}
              </LinkButton>
              <ExportMenu register={register} state={state} keys={shownKeys(register, undefined)} />
              {create}
            </>
          )
        }
      />
      {page && (!empty || filtered) && <FilterBar register={register} state={state} searchRef={search} />}
      <ErrorNote error={list.error} onRetry={() => void list.reload()} />
      {list.loading && <Loading />}
      {empty && filtered && <EmptyState icon="search" title={msg("ui.list.no_match")} text={msg("ui.list.no_match.text")} />}
      {empty && !filtered && <EmptyState icon="report" title={msg("report.ui.none")} text={msg("report.ui.none.text")} action={create} />}
      {page && !empty && (
        <>
          <Table
            label={msg("ui.nav.reports")}
            columns={columns()}
            rows={page.items}
            rowKey={(i) => i.id}
            rowHref={issuePath}
            sort={state.sort}
            onSort={(sort) => state.change({ sort })}
          />
          <Pager page={page} state={state} />
        </>
      )}
    </Page>
  );
}

export default function ReportIssuesPage() {
  const register = useRegister("report-issues");
  return register ? <IssueList register={register} /> : <Loading />;
}
