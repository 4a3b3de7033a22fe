// Measures and budget: what needs me here – late, undecided, asked for again, spent.
import { Icon } from "../../ui/icon";
import type { BudgetOverview, MeasuresForMeeting } from "../../gen/api";
import { optionLabel, recordPath } from "../../kernel/describe";
import { addDays, date, fiscalYear, lastDayOf, money, number, period, today } from "../../kernel/format";
import { msg } from "../../kernel/i18n";
import { useQuery } from "../../kernel/query";
import { may } from "../../kernel/session";
import { LinkButton } from "../../ui/button";
import { ErrorNote, Loading } from "../../ui/note";
import { Card, FigureCard, Page, PageHead } from "../../ui/page";
import { Badge, Count, StateBadge } from "../../ui/state";
import { type Column, Table } from "../../ui/table";
import { type Avoided, AvoidedRanking, AvoidedSource, NotDone, useAvoided } from "../loss/avoided";
import { DueDate } from "../register/value";
import { BudgetCard } from "./budget_card";
import LateMeasures from "./late";
import { UNFINISHED, useMeasures } from "./home";

type Row = MeasuresForMeeting["approved"][number];

export default function MeasuresFront() {
  const tables = useQuery<MeasuresForMeeting>("/measures-for-meeting", { since: addDays(lastDayOf(`FY${fiscalYear() - 1}`), 1) });
  const budget = useQuery<BudgetOverview>(may("budget.read") ? "/budget-overview" : null);
  const avoided = useAvoided();
  const t = tables.data;
  return (
    <Page>
      <PageHead
        title={msg("ui.nav.measures")}
        meta={msg("measure.front.text")}
        actions={
          may("measure.write") && (
            <LinkButton look="filled" icon="plus" to="/measures/new">
              {msg("measure.front.new")}
            </LinkButton>
          )
        }
      />
      <ErrorNote error={tables.error} onRetry={() => void tables.reload()} />
      {!t && !tables.error && <Loading />}
      {t && <Figures tables={t} budget={budget.data} />}
      {t && <Undecided rows={t.not_approved} avoided={avoided} />}
      {t && avoided && <AvoidedRanking avoided={avoided} measures={[...t.not_approved, ...t.approved]} href={(m) => recordPath("measures", m)} />}
      <LateMeasures />
      {t && <Approved rows={t.approved} avoided={avoided} />}
      {may("budget.read") && <BudgetCard />}
    </Page>
  );
}

function Figures({ tables: { not_approved: asked }, budget }: { tables: MeasuresForMeeting; budget?: BudgetOverview }) {
  const late = useMeasures({ "filter[state][in]": UNFINISHED, "filter[due][le]": addDays(today(), -1), limit: 1 });
  const undecided = asked.filter((m) => m.state === "proposed");
  const again = asked.filter((m) => m.asked_times > 1);
  const lateN = late.data?.total ?? late.data?.total_at_least ?? 0;
  const total = budget?.total;
  return (
    <div className="tiles">
      <FigureCard
        name={msg("measure.figure.late")}
        value={late.data ? number(lateN) : "–"}
        unit={msg("ui.unit.count")}
        to={`/measures?f.state=${UNFINISHED}&f.due.le=${addDays(today(), -1)}`}
        note={<Tone bad={lateN > 0}>{lateN > 0 ? msg("measure.figure.late.some") : msg("measure.figure.late.none")}</Tone>}
      />
      <FigureCard
        name={msg("measure.figure.proposed")}
        value={number(undecided.length)}
        unit={msg("ui.unit.count")}
        to="/measures?f.state=proposed"
        note={<span className="muted">{msg("measure.figure.deferred", { n: asked.length - undecided.length })}</span>}
      />
      <FigureCard
        name={msg("measure.figure.again")}
        value={number(again.length)}
        unit={msg("ui.unit.count")}
        note={<Tone bad={again.some((m) => m.priority === "high")}>{again.length > 0 ? msg("measure.figure.again.most", { n: Math.max(...again.map((m) => m.asked_times)) }) : msg("measure.figure.again.none")}</Tone>}
      />
      {total && (
        <FigureCard
          name={msg("measure.figure.spent", { year: period(budget.fiscal_year) })}
          value={money({ amount: total.ordered.amount + total.paid.amount, currency: budget.currency })}
          to="/spendings"
          note={
            <Tone bad={total.remaining.amount < 0}>
              {total.remaining.amount < 0
                ? msg("measure.figure.overspent", { money: money({ amount: -total.remaining.amount, currency: budget.currency }) })
                : msg("measure.figure.remaining", { money: money(total.remaining) })}
            </Tone>
          }
        />
      )}
    </div>
  );
}

function Tone({ bad, children }: { bad: boolean; children: string }) {
  if (!bad) return <span className="muted">{children}</span>;
  return (
    <span className="row tone-bad">
      <Icon name="alert" size={14} className="tone-text" />
      <span className="tone-text">{children}</span>
    </span>
  );
}

// The estimate, or the range it lies in.
export function costOf(m: Pick<Row, "cost_initial" | "cost_low" | "cost_high">): string {
  if (m.cost_low && m.cost_high) return msg("measure.cost.range", { low: money(m.cost_low), high: money(m.cost_high) });
  return money(m.cost_initial ?? m.cost_high ?? m.cost_low);
}

const Named = ({ m }: { m: Row }) => (
  <span>
    {m.title}
    {m.detail && (
      <span className="told-below">
        <span className="clamp muted small">{m.detail}</span>
      </span>
    )}
  </span>
);

const ASKED: Column<Row>[] = [
  { id: "title", label: "", cell: (m) => <Named m={m} />, main: true },
  { id: "priority", label: "", className: "nowrap", cell: (m) => optionLabel("priority", m.priority) },
  { id: "cost", label: "", cell: costOf, align: "num" },
  { id: "likelihood", label: "", cell: (m) => (m.likelihood ? optionLabel("incident_likelihood", m.likelihood) : "") },
  { id: "asked", label: "", cell: (m) => <Asked m={m} /> },
  { id: "state", label: "", cell: (m) => <StateBadge set="measure_state" value={m.state} />, aside: true },
];

// How many times, and when for the last time; a deferred one says when it comes back.
function Asked({ m }: { m: Row }) {
  const last = m.asked_on.at(-1);
  return (
    <span className="nowrap">
      {m.asked_times > 1 ? <Badge tone="warn">{msg("measure.asked", { n: m.asked_times })}</Badge> : msg("measure.asked", { n: m.asked_times })}
      {last && <span className="said-below muted small">{msg("measure.asked.last", { date: date(last, "short") })}</span>}
      {m.state === "deferred" && (
        <span className="said-below muted small">{m.back_on ? msg("measure.back", { date: date(m.back_on, "short") }) : msg("measure.back.meeting")}</span>
      )}
    </span>
  );
}

// Between cost and likelihood, for those who may see losses.
const withLoss = (columns: Column<Row>[], before: string, avoided: Avoided | undefined): Column<Row>[] =>
  avoided
    ? columns.flatMap((c) => (c.id === before ? [{ id: "not_done", label: msg("loss.not_done"), align: "num" as const, cell: (m: Row) => <NotDone of={avoided.of(m.number)} /> }, c] : [c]))
    : columns;

function Undecided({ rows, avoided }: { rows: Row[]; avoided: Avoided | undefined }) {
  const labels: Record<string, string> = {
    title: msg("measure.table.asked"),
    priority: msg("reg.measure.priority"),
    cost: msg("measure.table.cost"),
    likelihood: msg("measure.table.likelihood"),
    asked: msg("measure.table.times"),
    state: msg("reg.measure.state"),
  };
  return (
    <Card
      flush={rows.length > 0}
      foot={rows.length > 0 && avoided && <AvoidedSource avoided={avoided} />}
      title={
        <>
          {msg("measure.front.asked")}
          {rows.length > 0 && <Count n={rows.length} tone="warn" />}
        </>
      }
    >
      {rows.length === 0 && <p className="muted">{msg("measure.front.asked.none")}</p>}
      {rows.length > 0 && (
        <Table bare label={msg("measure.front.asked")} columns={withLoss(ASKED.map((c) => ({ ...c, label: labels[c.id] ?? "" })), "likelihood", avoided)} rows={rows} rowKey={(m) => m.id} rowHref={(m) => recordPath("measures", m)} />
      )}
    </Card>
  );
}

function Approved({ rows, avoided }: { rows: Row[]; avoided: Avoided | undefined }) {
  const columns: Column<Row>[] = [
    { id: "title", label: msg("measure.table.approved"), cell: (m) => <Named m={m} />, main: true },
    { id: "state", label: msg("reg.measure.state"), cell: (m) => <StateBadge set="measure_state" value={m.state} />, aside: true },
    { id: "owner", label: msg("reg.measure.owner"), cell: (m) => <span className="nowrap">{m.owner?.title ?? ""}</span> },
    { id: "due", label: msg("reg.measure.due"), cell: (m) => m.due && <DueDate value={m.due} done={m.state === "done" || m.state === "reviewed"} /> },
  ];
  return (
    <Card
      flush={rows.length > 0}
      title={msg("measure.front.approved")}
      aside={
        <LinkButton look="plain" size="small" iconAfter="chevron_right" to="/measures">
          {msg("ui.see_all")}
        </LinkButton>
      }
    >
      {rows.length === 0 && <p className="muted">{msg("measure.front.approved.none")}</p>}
      {rows.length > 0 && <Table bare label={msg("measure.front.approved")} columns={withLoss(columns, "owner", avoided)} rows={rows} rowKey={(m) => m.id} rowHref={(m) => recordPath("measures", m)} />}
    </Card>
  );
}
