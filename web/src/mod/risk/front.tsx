// The front page of risks: where they stand, the ten largest, what is accepted and when that ends, and what waits
// for the reader.
import { Link } from "../../app/router";
import type { RiskMovement, RiskSnapshotList } from "../../gen/api";
import type { Page as ListPage, QueryValue } from "../../kernel/api";
import { optionLabel, recordPath } from "../../kernel/describe";
import { addDays, date, number, today } from "../../kernel/format";
import { msg, pick } from "../../kernel/i18n";
import { useQuery } from "../../kernel/query";
import { may, useSession } from "../../kernel/session";
import { LinkButton } from "../../ui/button";
import { usePhone } from "../../ui/media";
import { EmptyState, ErrorNote, Loading, Skeleton } from "../../ui/note";
import { Card, FigureCard, Page, PageHead } from "../../ui/page";
import { Count, StateBadge } from "../../ui/state";
import { type Column, Table } from "../../ui/table";
import { DueBadge, DueDate } from "../register/value";
import { MapCard } from "./map_card";
import type { Method } from "./method_rules";
import { LIVE, methodName, useMethod } from "./model";
import { SHORT, snapshotName } from "./movement_model";
import { returnOf, type Risk } from "./risk_record";
import { Worth } from "./worth_badge";

const TOP = 10;
const SOON = 60; // days before an acceptance ends in which it is shown as ending
const NEAR = 14; // days before a risk of one's own has to be looked at

function useRisks(query: Record<string, QueryValue> | null) {
  return useQuery<ListPage<Risk>>(query && "/risks", query ?? undefined);
}

const totalOf = (page: ListPage<Risk> | undefined): number => page?.total ?? page?.total_at_least ?? 0;

interface Wait {
  risk: Risk;
  kind: string;
  due: string | null;
}

interface Waiting {
  shown: Wait[]; // the first of each kind
  more: number; // counted, not shown
}

const notShown = (page: ListPage<Risk> | undefined): number => Math.max(0, totalOf(page) - (page?.items.length ?? 0));

function lapsedKind(risk: Risk, method: Method): string {
  const why = returnOf(risk, method);
  if (why === "risen") return msg("risk.wait.risen", { from: risk.accepted_value ?? "", to: risk.value_now ?? "" });
  return why ? msg("risk.wait.method") : msg("risk.wait.lapsed");
}

function useWaits(method: Method): Waiting | undefined {
  const me = useSession();
  const high = method.document.bands.at(-1)?.from;
  const asked = useRisks(may("risk.accept") ? { "filter[state][eq]": "asked", sort: "-value_now", limit: 20 } : null);
  const lapsed = useRisks(may("risk.write") ? { "filter[state][eq]": "lapsed", sort: "-value_now", limit: 20 } : null);
  const own = useRisks(
    me.person
      ? { "filter[owner][eq]": me.person.id, "filter[state][in]": LIVE, "filter[due][le]": addDays(today(), NEAR), sort: "due", limit: 20 }
      : null,
  );
  const idle = useRisks(may("risk.write") && high ? { "filter[state][eq]": "open", "filter[value_now][ge]": high, sort: "-value_now", limit: 20 } : null);
  if (asked.loading || lapsed.loading || own.loading || idle.loading) return undefined;
  const all = [
    ...(asked.data?.items ?? []).map((risk) => ({ risk, kind: msg("risk.wait.decide"), due: risk.due })),
    ...(lapsed.data?.items ?? []).map((risk) => ({
      risk,
      kind: lapsedKind(risk, method),
      due: risk.due,
    })),
    ...(own.data?.items ?? []).map((risk) => ({ risk, kind: msg("risk.wait.review"), due: risk.due })),
    ...(idle.data?.items ?? []).map((risk) => ({ risk, kind: risk.treatment ? msg("risk.wait.begin") : msg("risk.wait.treatment"), due: risk.due })),
  ];
  return {
    shown: all.filter((wait, i) => all.findIndex((w) => w.risk.id === wait.risk.id) === i),
    more: [asked, lapsed, own, idle].reduce((sum, { data }) => sum + notShown(data), 0),
  };
}

function Waits({ method }: { method: Method }) {
  const waits = useWaits(method);
  return (
    <Card
      flush
      title={
        <>
          {msg("risk.waits")}
          {waits && waits.shown.length > 0 && <Count n={waits.shown.length + waits.more} tone="info" />}
        </>
      }
    >
      {!waits && (
        <div className="card-body">
          <Skeleton lines={3} />
        </div>
      )}
      {waits?.shown.length === 0 && <p className="card-body muted">{msg("risk.waits.none")}</p>}
      <ul className="tasks">
        {waits?.shown.map(({ risk, kind, due }) => (
          <li key={risk.id}>
            <Link to={recordPath("risks", risk)} className="task">
              <span className="task-title">{risk.name}</span>
              <span className="task-kind">{due ? msg("risk.wait.line", { kind, date: date(due, "short") }) : kind}</span>
              <span className="task-due">{due && <DueBadge value={due} />}</span>
            </Link>
          </li>
        ))}
      </ul>
      {waits && waits.more > 0 && <p className="card-body muted small">{msg("risk.waits.more", { n: number(waits.more) })}</p>}
    </Card>
  );
}

function columnsOf(method: Method): Column<Risk>[] {
  return [
    { id: "value", label: msg("risk.value"), aside: true, className: "nowrap", cell: (r) => <Worth method={method} value={r.value_now} /> },
    { id: "name", label: msg("risk.name"), main: true, cell: (r) => r.name },
    { id: "state", label: msg("risk.state"), aside: true, className: "nowrap", cell: (r) => <StateBadge set="risk_state" value={r.state} /> },
  ];
}

function TopTen({ method }: { method: Method }) {
  const top = useRisks({ "filter[state][in]": LIVE, "filter[value_now][ge]": 1, sort: "-value_now", limit: TOP });
  return (
    <Card
      flush
      title={msg("risk.top")}
      aside={
        <LinkButton look="plain" size="small" iconAfter="chevron_right" to="/risk/ranking">
          {msg("ui.see_all")}
        </LinkButton>
      }
    >
      <ErrorNote error={top.error} onRetry={() => void top.reload()} />
      {top.loading && (
        <div className="card-body">
          <Skeleton lines={6} />
        </div>
      )}
      {top.data && <Table bare dense label={msg("risk.top")} columns={columnsOf(method)} rows={top.data.items} rowKey={(r) => r.id} rowHref={(r) => recordPath("risks", r)} />}
    </Card>
  );
}

function Accepted({ method }: { method: Method }) {
  const until = addDays(today(), SOON);
  const ending = useRisks({ "filter[state][in]": "accepted,lapsed", "filter[accepted_until][le]": until, sort: "accepted_until", limit: TOP });
  const all = useRisks({ "filter[state][eq]": "accepted", limit: 1 });
  if (!ending.data || !all.data || (totalOf(all.data) === 0 && ending.data.items.length === 0)) return null;
  const columns: Column<Risk>[] = [
    ...columnsOf(method),
    { id: "reason", label: msg("risk.accepted.reason"), cell: (r) => r.acceptance_reason },
    { id: "until", label: msg("risk.accepted.until"), className: "nowrap", cell: (r) => r.accepted_until && <DueDate value={r.accepted_until} /> },
  ];
  return (
    <Card
      flush
      title={msg("risk.accepted")}
      aside={
        <LinkButton look="plain" size="small" iconAfter="chevron_right" to="/risks?f.state=accepted&sort=accepted_until">
          {msg("risk.accepted.all", { n: totalOf(all.data) })}
        </LinkButton>
      }
    >
      {ending.data.items.length === 0 ? (
        <p className="card-body muted">{msg("risk.accepted.none", { n: SOON })}</p>
      ) : (
        <Table bare label={msg("risk.accepted")} columns={columns} rows={ending.data.items} rowKey={(r) => r.id} rowHref={(r) => recordPath("risks", r)} />
      )}
    </Card>
  );
}

// What has become of the risks since the register was kept last; nothing before that.
function Moved() {
  const kept = useQuery<RiskSnapshotList>("/risk-snapshots");
  const movement = useQuery<RiskMovement>(kept.data && kept.data.items.length > 0 ? "/risk-movement" : null);
  const m = movement.data;
  if (!m) return null;
  return (
    <Card
      title={msg("risk.movement.since", { time: snapshotName(m.from) })}
      aside={
        <LinkButton look="plain" size="small" iconAfter="chevron_right" to="/risk/movement">
          {msg("ui.see_all")}
        </LinkButton>
      }
    >
      <ul className="risk-moved">
        {SHORT.map((kind) => (
          <li key={kind}>
            <Link to={`/risk/movement?kind=${kind}`}>{msg("risk.movement.kind.n", { kind: optionLabel("risk_move_kind", kind), n: number(m.counts[kind]) })}</Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Figures({ method }: { method: Method }) {
  const high = method.document.bands.at(-1);
  const highest = useRisks(high ? { "filter[state][in]": LIVE, "filter[value_now][ge]": high.from, limit: 1 } : null);
  const all = useRisks({ "filter[state][in]": LIVE, limit: 1 });
  const unrated = useRisks({ "filter[state][in]": LIVE, "filter[value_now][is_null]": true, limit: 1 });
  const lapsed = useRisks({ "filter[state][eq]": "lapsed", limit: 1 });
  if (!all.data || !unrated.data || !lapsed.data || !highest.data) return null;
  const tiles = [
    { id: "high", name: msg("risk.figure.high", { band: high ? pick(high.name) : "" }), page: highest.data, to: `/risks?f.state=${LIVE}&f.value_now.ge=${high?.from}`, bad: true },
    { id: "lapsed", name: optionLabel("risk_state", "lapsed"), page: lapsed.data, to: "/risks?f.state=lapsed", bad: true },
    { id: "unrated", name: msg("risk.figure.unrated"), page: unrated.data, to: `/risks?f.state=${LIVE}&f.value_now.is_null=true`, bad: false },
    { id: "all", name: msg("risk.figure.all"), page: all.data, to: `/risks?f.state=${LIVE}`, bad: false },
  ];
  return (
    <div className="tiles">
      {tiles.map((t) => (
        <FigureCard key={t.id} name={t.name} value={number(totalOf(t.page))} unit={msg("ui.unit.count")} to={t.to} />
      ))}
    </div>
  );
}

// The step to take next is the one that stands out.
function FirstSteps() {
  const systems = useQuery<ListPage<{ id: string }>>("/systems", { limit: 1 });
  const threats = useQuery<ListPage<{ id: string }>>("/threats", { limit: 1 });
  if (!systems.data || !threats.data) return <Loading />;
  const next = systems.data.items.length === 0 ? 1 : threats.data.items.length === 0 ? 2 : 3;
  const look = (step: number) => (step === next ? "filled" : "outline");
  return (
    <>
      <EmptyState icon="shield" title={msg("risk.first")} text={msg("risk.first.text")} />
      <ol className="first-steps">
        <li>
          <h2>{msg("risk.first.systems")}</h2>
          <p className="muted">{msg("risk.first.systems.text")}</p>
          <LinkButton look={look(1)} to="/systems">{msg("risk.first.systems.go")}</LinkButton>
        </li>
        <li>
          <h2>{msg("risk.first.threats")}</h2>
          <p className="muted">{msg("risk.first.threats.text")}</p>
          <LinkButton look={look(2)} to="/risk/threats">{msg("risk.first.threats.go")}</LinkButton>
        </li>
        <li>
          <h2>{msg("risk.first.rate")}</h2>
          <p className="muted">{msg("risk.first.rate.text")}</p>
          <LinkButton look={look(3)} to="/risk/matrix">
            {msg("risk.first.rate.go")}
          </LinkButton>
        </li>
      </ol>
    </>
  );
}

// On a phone what waits comes before the long lists.
function Front({ method }: { method: Method }) {
  const phone = usePhone();
  const waits = <Waits method={method} />;
  return (
    <>
      <Figures method={method} />
      <div className="columns front">
        <div className="stack">
          <MapCard method={method} />
          {phone && waits}
          <TopTen method={method} />
          <Moved />
          <Accepted method={method} />
        </div>
        {!phone && <div className="stack">{waits}</div>}
      </div>
    </>
  );
}

export default function RiskPage() {
  const method = useMethod();
  const any = useRisks({ limit: 1 });
  const found = method.data;
  const empty = any.data?.items.length === 0;
  return (
    <Page>
      <PageHead
        title={msg("ui.nav.risk")}
        meta={found && msg("risk.front.text", { method: methodName(found) })}
        actions={
          found &&
          any.data &&
          !empty && (
            <LinkButton look="filled" icon="table" to="/risk/matrix">
              {may("risk.write") ? msg("risk.matrix.rate") : msg("risk.matrix")}
            </LinkButton>
          )
        }
      />
      <ErrorNote error={method.error ?? any.error} onRetry={() => void method.reload()} />
      {(method.loading || any.loading) && <Loading />}
      {empty && may("risk.write") && <FirstSteps />}
      {empty && !may("risk.write") && <EmptyState icon="shield" title={msg("risk.none")} text={msg("risk.none.text")} />}
      {found && any.data && !empty && <Front method={found} />}
    </Page>
  );
}
