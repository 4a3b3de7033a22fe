// Who has how much to do, for who leads a unit: what is late, what comes, and what does not move.
import { Link, useSearch } from "../../app/router";
import type { TaskLoad, TaskLoadRow } from "../../gen/api";
import { addDays, date, plainNumber, today } from "../../kernel/format";
import { msg } from "../../kernel/i18n";
import { useQuery } from "../../kernel/query";
import type { RegisterRecord } from "../../kernel/record";
import { LinkButton } from "../../ui/button";
import { RefField } from "../../ui/combo_field";
import { EmptyState, ErrorNote, Loading, Note } from "../../ui/note";
import { Card, Page, PageHead } from "../../ui/page";
import { type Column, Table } from "../../ui/table";
import { lateFilter, listPath } from "./model";

const DAY = 24; // hours

const timeText = (hours: number): string =>
  hours < 2 * DAY ? msg("task.load.hours", { n: hours }) : msg("task.load.days", { n: Math.floor(hours / DAY) });

const within = (days: number): Record<string, string> => ({ "f.due.ge": today(), "f.due.le": addDays(today(), days) });

function columns(): Column<TaskLoadRow>[] {
  const count = (id: string, label: string, n: (r: TaskLoadRow) => number, more?: () => Record<string, string>): Column<TaskLoadRow> => ({
    id,
    label,
    align: "num",
    cell: (r) => (n(r) === 0 ? plainNumber(0) : <Link to={listPath(r.person?.id ?? null, more?.())}>{plainNumber(n(r))}</Link>),
  });
  return [
    { id: "person", label: msg("task.load.person"), main: true, cell: (r) => r.person?.title ?? msg("task.load.nobody") },
    count("open", msg("task.load.open"), (r) => r.open),
    count("late", msg("task.load.late"), (r) => r.late, lateFilter),
    count("week", msg("task.load.week"), (r) => r.due_7, () => within(7)),
    count("month", msg("task.load.month"), (r) => r.due_30, () => within(30)),
    { id: "first", label: msg("task.load.first"), className: "nowrap", cell: (r) => date(r.first_due, "short") },
    { id: "still", label: msg("task.load.still"), align: "num", cell: (r) => timeText(r.hours_still) },
  ];
}

export default function LoadPage() {
  const [search, set] = useSearch();
  const id = search.get("unit");
  const unit = useQuery<RegisterRecord>(id ? `/units/${id}` : null).data;
  const load = useQuery<TaskLoad>("/tasks/load", id ? { unit: id } : undefined);
  const rows = load.data?.items ?? [];
  return (
    <Page>
      <PageHead title={msg("task.load")} crumbs={[{ label: msg("reg.tasks"), to: "/tasks" }]} actions={<LinkButton to="/tasks">{msg("task.all")}</LinkButton>} />
      <div className="stack">
        <div className="form-grid no-print">
          <RefField label={msg("task.load.unit")} optional register="units" value={id && unit ? { id: unit.id, title: String(unit.name) } : null} onChange={(u) => set({ unit: u?.id ?? null })} />
        </div>
        <ErrorNote error={load.error} onRetry={() => void load.reload()} />
        {load.loading && <Loading />}
        {load.data && rows.length === 0 && <EmptyState icon="check_circle" title={msg("task.load.none.title")} text={msg("task.load.none.text")} />}
        {rows.length > 0 && (
          <Card flush foot={<span className="muted small">{msg("task.load.note")}</span>}>
            <Table bare label={msg("task.load")} columns={columns()} rows={rows} rowKey={(r) => r.person?.id ?? ""} />
          </Card>
        )}
        {load.data?.more && <Note tone="info" title={msg("task.load.more")} />}
      </div>
    </Page>
  );
}
