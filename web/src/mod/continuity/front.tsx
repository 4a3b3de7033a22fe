// Per business: the systems it needs, how long it bears their stop against what they aim at, and how it comes back in which scenario.
import { Link } from "../../app/router";
import type { Continuity, ContinuityBusiness, ContinuityNeed, ContinuityProcedure, ContinuitySystem } from "../../gen/api";
import { optionLabel, recordPath } from "../../kernel/describe";
import { date, number } from "../../kernel/format";
import { label, msg } from "../../kernel/i18n";
import { useQuery } from "../../kernel/query";
import { may } from "../../kernel/session";
import { IconButton, LinkButton } from "../../ui/button";
import { EmptyState, ErrorNote, Loading, Note } from "../../ui/note";
import { Card, Fact, Facts, Page, PageHead } from "../../ui/page";
import { Badge } from "../../ui/state";
import { type Column, Table } from "../../ui/table";
import { Findings } from "./findings";
import { hours, inOrder, systemsInOrder } from "./model";

const shownHours = (n: number | null): string => hours(n) || msg("continuity.ui.business.unset");

// ---- needs ----

function Verdict({ need }: { need: ContinuityNeed }) {
  if (need.objective_hours === null) return <Badge tone="warn">{msg("continuity.ui.unknown")}</Badge>;
  if (need.longer || need.point_longer) return <Badge tone="bad">{msg("continuity.ui.longer")}</Badge>;
  return need.bears_hours === null ? null : <Badge tone="ok">{msg("continuity.ui.ok")}</Badge>;
}

function columns(): Column<ContinuityNeed>[] {
  return [
    {
      id: "system",
      label: label("reg.business_need.system"),
      main: true,
      cell: (n) => (
        <span className="stack tight">
          <Link to={recordPath("systems", n.system)}>{n.system.title}</Link>
          <Link to={recordPath("business-needs", n)} className="small">
            {n.work}
          </Link>
        </span>
      ),
    },
    {
      id: "instead",
      label: msg("continuity.ui.instead"),
      cell: (n) => (
        <span className="stack tight">
          <span>{optionLabel("business_dependence", n.dependence)}</span>
          {n.workaround && <span className="small muted">{n.workaround}</span>}
        </span>
      ),
    },
    { id: "bears", label: msg("continuity.ui.bears"), align: "num", cell: (n) => shownHours(n.bears_hours) },
    { id: "objective", label: msg("continuity.ui.objective"), align: "num", cell: (n) => shownHours(n.objective_hours) },
    { id: "verdict", label: msg("continuity.ui.verdict"), aside: true, cell: (n) => <Verdict need={n} /> },
  ];
}

// ---- procedures ----

function Procedure({ procedure: p }: { procedure: ContinuityProcedure }) {
  return (
    <li>
      <Badge tone={p.cyber ? "info" : "neutral"}>{p.cyber ? msg("continuity.ui.scenarios.cyber") : msg("continuity.ui.scenarios.other")}</Badge> {optionLabel("recovery_scenario", p.scenario)}{" "}
      <Link to={recordPath("recovery-procedures", p)}>{p.title}</Link>{" "}
      <span className="small muted">{p.exercised_on ? msg("continuity.ui.scenarios.exercised", { date: date(p.exercised_on, "short") }) : msg("continuity.ui.scenarios.never")}</span>
    </li>
  );
}

function Procedures({ procedures }: { procedures: ContinuityProcedure[] }) {
  if (procedures.length === 0) return <p className="muted">{msg("continuity.ui.scenarios.none")}</p>;
  return (
    <ul className="plain-list stack tight">
      {procedures.map((p) => (
        <Procedure key={p.id} procedure={p} />
      ))}
    </ul>
  );
}

// ---- a business ----

export function Business({ business: b }: { business: ContinuityBusiness }) {
  return (
    <Card
      title={<Link to={recordPath("businesses", b)}>{b.name}</Link>}
      aside={b.recovery_priority !== null && <Badge>{msg("continuity.ui.business.order", { n: b.recovery_priority })}</Badge>}
      foot={
        may("continuity.write") && (
          <LinkButton look="plain" size="small" icon="plus" to={`/business-needs/new?business=${b.id}&business.title=${encodeURIComponent(b.name)}`} aria-label={`${msg("continuity.ui.business.add_need")} ${b.name}`}>
            {msg("continuity.ui.business.add_need")}
          </LinkButton>
        )
      }
    >
      <div className="stack">
        <Facts>
          <Fact name={msg("continuity.ui.business.bears")}>{shownHours(b.recovery_hours)}</Fact>
          <Fact name={msg("continuity.ui.business.point")}>{shownHours(b.recovery_point_hours)}</Fact>
          {b.department && <Fact name={label("reg.business.department")}>{b.department.title}</Fact>}
        </Facts>
        {b.needs.length === 0 ? <p className="muted">{msg("continuity.ui.business.no_needs")}</p> : <Table bare dense label={`${label("reg.business-needs")} ${b.name}`} columns={columns()} rows={b.needs} rowKey={(n) => n.id} />}
        <h3 className="card-title">{msg("continuity.ui.scenarios")}</h3>
        <Procedures procedures={b.procedures} />
      </div>
    </Card>
  );
}

// ---- the order of systems ----

interface Placed extends ContinuitySystem {
  place: number;
}

const ORDER = (): Column<Placed>[] => [
  { id: "place", label: msg("continuity.ui.order.n"), align: "num", aside: true, cell: (s) => number(s.place) },
  { id: "name", label: label("reg.business_need.system"), main: true, cell: (s) => <Link to={recordPath("systems", s)}>{s.name}</Link> },
  { id: "required", label: msg("continuity.ui.required"), align: "num", cell: (s) => shownHours(s.required_hours) },
  { id: "objective", label: msg("continuity.ui.objective"), align: "num", cell: (s) => shownHours(s.objective_hours) },
  { id: "businesses", label: msg("continuity.ui.businesses"), align: "num", cell: (s) => number(s.businesses) },
  { id: "backups", label: msg("continuity.ui.count.backups"), align: "num", cell: (s) => number(s.backups) },
];

export function Order({ systems }: { systems: ContinuitySystem[] }) {
  if (systems.length === 0) return null;
  const rows = systemsInOrder(systems).map((s, i) => ({ ...s, place: i + 1 }));
  return (
    <Card flush title={msg("continuity.ui.order")}>
      <p className="card-body small muted">{msg("continuity.ui.order.text")}</p>
      <Table bare label={msg("continuity.ui.order")} columns={ORDER()} rows={rows} rowKey={(s) => s.id} />
    </Card>
  );
}

export default function ContinuityPage() {
  const query = useQuery<Continuity>("/continuity");
  const data = query.data;
  const empty = data?.businesses.length === 0;
  return (
    <Page>
      <PageHead
        title={msg("continuity.ui.title")}
        crumbs={[{ label: msg("ui.nav.incident"), to: "/incidents" }]}
        meta={msg("continuity.ui.text")}
        actions={
          data &&
          !empty && (
            <>
              <IconButton icon="print" label={msg("ui.print")} look="outline" onPress={() => window.print()} />
              <LinkButton icon="shield" to="/continuity/backups">
                {msg("continuity.ui.backups")}
              </LinkButton>
            </>
          )
        }
      />
      <ErrorNote error={query.error} onRetry={() => void query.reload()} />
      {query.loading && !data && <Loading />}
      {empty && (
        <EmptyState
          icon="alert"
          title={msg("continuity.ui.none")}
          text={msg("continuity.ui.none.text")}
          action={
            may("business.write") && (
              <LinkButton look="filled" icon="plus" to="/businesses/new">
                {msg("continuity.ui.none.new")}
              </LinkButton>
            )
          }
        />
      )}
      {data && !empty && (
        <>
          {!data.complete && <Note tone="warn">{msg("continuity.ui.incomplete")}</Note>}
          <Findings findings={data.findings} />
          <Order systems={data.systems} />
          {inOrder(data.businesses).map((b) => (
            <Business key={b.id} business={b} />
          ))}
          {data.procedures.length > 0 && (
            <Card title={msg("continuity.ui.company")}>
              <Procedures procedures={data.procedures} />
            </Card>
          )}
        </>
      )}
    </Page>
  );
}
