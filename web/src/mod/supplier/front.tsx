// The front page of suppliers and sites: how many suppliers carry a risk and of which class they are, who has
// concerns and what is done about them, and what units have reported and nobody has confirmed.
import type { Campaign, SiteOverview, Supplier, SupplierCensus, SupplierCensusProgress, SupplierDeclaredList, SupplierEngagement, SupplierFigures, SupplierUnplacedList } from "../../gen/api";
import type { Page as ListPage } from "../../kernel/api";
import { mayRead, optionLabel, recordPath } from "../../kernel/describe";
import { addDays, date, number, percent, today } from "../../kernel/format";
import { label, msg } from "../../kernel/i18n";
import { useQuery } from "../../kernel/query";
import { may } from "../../kernel/session";
import { LinkButton } from "../../ui/button";
import { EmptyState, ErrorNote, Loading, Skeleton } from "../../ui/note";
import { Card, FigureCard, Page, PageHead } from "../../ui/page";
import { Count } from "../../ui/state";
import { type Column, Table } from "../../ui/table";
import { LateCorrections } from "../site/overview";
import { CensusTiles } from "./census";
import { OpenTickets, TicketKinds } from "./tickets";

const SHOWN = 10;
const LIVE = "candidate,active";
const CLASSES = ["a", "b", "c", "d"] as const;

function SeeAll({ to }: { to: string }) {
  return (
    <LinkButton look="plain" size="small" iconAfter="chevron_right" to={to}>
      {msg("ui.see_all")}
    </LinkButton>
  );
}

const listOf = (filter: string): string => `/suppliers?f.state=${LIVE}&${filter}`;

function Figures({ figures: f }: { figures: SupplierFigures }) {
  const part = (n: number) => msg("supplier.front.share", { all: number(f.suppliers), share: percent(f.suppliers === 0 ? null : n / f.suppliers) });
  return (
    <div className="tiles">
      <FigureCard
        name={msg("supplier.front.count")}
        value={number(f.suppliers)}
        unit={msg("supplier.unit", { n: f.suppliers })}
        note={[f.candidates > 0 && msg("supplier.front.candidates", { n: number(f.candidates) }), f.below > 0 && msg("supplier.front.below", { n: number(f.below) })].filter(Boolean).join(msg("ui.list.comma")) || undefined}
        to={`/suppliers?f.state=${LIVE}`}
      />
      <FigureCard name={msg("supplier.front.with_risk")} value={number(f.with_risk)} unit={msg("supplier.unit", { n: f.with_risk })} note={part(f.with_risk)} to={listOf("f.risk=with")} />
      <FigureCard name={msg("supplier.front.without_risk")} value={number(f.without_risk)} unit={msg("supplier.unit", { n: f.without_risk })} note={part(f.without_risk)} to={listOf("f.risk=without")} />
      <FigureCard name={msg("supplier.front.unknown")} value={number(f.risk_unknown)} unit={msg("supplier.unit", { n: f.risk_unknown })} note={part(f.risk_unknown)} to={listOf("f.risk.is_null=true")} />
    </div>
  );
}

interface Line {
  id: string;
  name: string;
  n: number;
  to: string;
}

function Lines({ title, lines, head, unit = msg("supplier.front.number") }: { title: string; lines: Line[]; head: string; unit?: string }) {
  const columns: Column<Line>[] = [
    { id: "name", label: head, main: true, cell: (l) => l.name },
    { id: "n", label: unit, align: "num", cell: (l) => number(l.n) },
  ];
  return (
    <Card flush title={title}>
      <Table bare dense cards={false} label={title} columns={columns} rows={lines} rowKey={(l) => l.id} rowHref={(l) => l.to} />
    </Card>
  );
}

function concernLines(f: SupplierFigures): Line[] {
  return [
    { id: "some", name: msg("supplier.front.concern_some"), n: f.concern_some, to: listOf("f.risk=with&f.concern=some") },
    { id: "none", name: msg("supplier.front.concern_none"), n: f.concern_none, to: listOf("f.risk=with&f.concern=none") },
    { id: "null", name: msg("supplier.front.not_looked_into"), n: f.not_looked_into, to: listOf("f.risk=with&f.concern.is_null=true") },
  ];
}

function classLines(f: SupplierFigures): Line[] {
  const known = CLASSES.map((id) => ({ id, name: optionLabel("supplier_class", id), n: f[`class_${id}`], to: listOf(`f.class=${id}`) }));
  return [...known, { id: "null", name: msg("supplier.front.unclassed"), n: f.unclassed, to: listOf("f.class.is_null=true") }];
}

// Those with concerns, with what is given out to them as far as the reader may see it.
function Concerns() {
  const query = useQuery<ListPage<Supplier>>("/suppliers", { "filter[concern][eq]": "some", "filter[state][in]": LIVE, limit: SHOWN });
  const ids = query.data?.items.map((s) => s.id) ?? [];
  const work = useQuery<ListPage<SupplierEngagement>>(ids.length > 0 ? "/supplier-engagements" : null, { "filter[supplier][in]": ids.join(","), limit: 200 });
  const of = (s: Supplier) => work.data?.items.filter((e) => e.supplier?.id === s.id) ?? [];
  const columns: Column<Supplier>[] = [
    { id: "name", label: label("reg.supplier.name"), main: true, cell: (s) => s.name },
    { id: "unit", label: label("reg.supplier_engagement.unit"), cell: (s) => [...new Set(of(s).map((e) => e.unit.title ?? ""))].join(msg("ui.list.comma")) },
    { id: "work", label: label("reg.supplier_engagement.work"), cell: (s) => of(s).map((e) => e.work).join(msg("ui.list.comma")) },
    { id: "concern", label: label("reg.supplier.main_concern"), cell: (s) => s.main_concern ?? "" },
    { id: "plan", label: label("reg.supplier.plan"), className: "nowrap", cell: (s) => (s.plan ? optionLabel("supplier_plan", s.plan) : "") },
  ];
  return (
    <Card flush title={msg("supplier.front.concerns")} aside={<SeeAll to={listOf("f.concern=some")} />}>
      <ErrorNote error={query.error} onRetry={() => void query.reload()} />
      {query.loading && (
        <div className="card-body">
          <Skeleton lines={3} />
        </div>
      )}
      {query.data?.items.length === 0 && <p className="card-body muted">{msg("supplier.front.no_concerns")}</p>}
      {query.data && query.data.items.length > 0 && (
        <Table bare label={msg("supplier.front.concerns")} columns={columns} rows={query.data.items} rowKey={(s) => s.id} rowHref={(s) => recordPath("suppliers", s)} />
      )}
    </Card>
  );
}

function Reported() {
  const query = useQuery<ListPage<SupplierEngagement>>("/supplier-engagements", { "filter[state][eq]": "reported", limit: SHOWN });
  const columns: Column<SupplierEngagement>[] = [
    { id: "work", label: label("reg.supplier_engagement.work"), main: true, cell: (e) => e.work },
    { id: "supplier", label: label("reg.supplier_engagement.supplier"), cell: (e) => e.supplier?.title ?? e.supplier_name },
    { id: "unit", label: label("reg.supplier_engagement.unit"), cell: (e) => e.unit.title },
  ];
  const total = query.data?.total ?? query.data?.total_at_least ?? 0;
  return (
    <Card
      flush
      title={
        <>
          {msg("supplier.front.reported")}
          {total > 0 && <Count n={total} tone="info" />}
        </>
      }
      aside={<SeeAll to="/supplier-engagements?f.state=reported" />}
    >
      <ErrorNote error={query.error} onRetry={() => void query.reload()} />
      {query.data?.items.length === 0 && <p className="card-body muted">{msg("supplier.front.no_reported")}</p>}
      {query.data && query.data.items.length > 0 && (
        <Table bare dense label={msg("supplier.front.reported")} columns={columns} rows={query.data.items} rowKey={(e) => e.id} rowHref={(e) => recordPath("supplier-engagements", e)} />
      )}
    </Card>
  );
}

// The round under way: how the units stand, for who reads the whole company's.
function Census() {
  const open = useQuery<ListPage<SupplierCensus>>(may("supplier_census.progress") ? "/supplier-censuses" : null, { "filter[state][eq]": "asking", limit: 1 });
  const census = open.data?.items[0];
  const progress = useQuery<SupplierCensusProgress>(census ? `/supplier-censuses/${census.id}/progress` : null);
  if (!census || !progress.data?.units) return null;
  return (
    <Card
      title={msg("supplier.front.census", { name: census.name, due: date(census.due) })}
      aside={
        <LinkButton look="plain" size="small" iconAfter="chevron_right" to={recordPath("supplier-censuses", census)}>
          {msg("supplier.front.census_open")}
        </LinkButton>
      }
    >
      <CensusTiles census={census} progress={progress.data} />
    </Card>
  );
}

const SOON_DAYS = 60;

function useNumber(path: string | null, query: Record<string, string>): number {
  const { data } = useQuery<ListPage<unknown>>(path, { ...query, limit: 1 });
  return data?.total ?? data?.total_at_least ?? 0;
}

const within = (from: string, to: string, key: string): string => `f.${key}.ge=${from}&f.${key}.le=${to}`;

// What waits to be done, each with where it is done; nothing is said of what does not wait.
function useWaiting(f: SupplierFigures): Line[] {
  const [from, to] = [today(), addDays(today(), SOON_DAYS)];
  const steers = may("supplier.write");
  const reads = (register: string) => (mayRead(register) ? `/${register}` : null);
  const asked = useQuery<ListPage<Campaign>>(may("campaign.read") ? "/campaigns" : null, { state: "open", limit: 100 });
  const unplaced = useQuery<SupplierUnplacedList>(steers ? "/supplier-unplaced" : null);
  const declared = useQuery<SupplierDeclaredList>(steers ? "/supplier-declared" : null);
  const mine = useNumber(may("supplier_engagement.write") ? "/supplier-census-replies" : null, { "filter[state][in]": "waiting,returned" });
  const accept = useNumber(steers ? "/supplier-census-replies" : null, { "filter[state][in]": "submitted,none" });
  const certificates = useNumber(reads("supplier-certificates"), { "filter[valid_to][ge]": from, "filter[valid_to][le]": to });
  const contracts = useNumber(reads("contracts"), { "filter[ends_on][ge]": from, "filter[ends_on][le]": to, "filter[state][in]": "preparing,in_force" });
  const surveys = (asked.data?.items ?? []).filter((c) => c.outside === "supplier" && c.counts);
  const lines: Line[] = [
    ...surveys.map((c) => ({
      id: c.id,
      name: msg(c.overdue ? "supplier.front.survey_late" : "supplier.front.survey", { name: c.name, due: date(c.due) }),
      n: c.counts!.draft + c.counts!.returned,
      to: `/campaigns/${c.number}`,
    })),
    { id: "mine", name: msg("supplier.front.census_mine"), n: mine, to: "/supplier-census-replies?f.state=waiting,returned" },
    { id: "unplaced", name: msg("supplier.unplaced"), n: unplaced.data?.total ?? 0, to: "/suppliers-and-sites/unplaced" },
    { id: "declared", name: msg("supplier.declared"), n: declared.data?.total ?? 0, to: "/suppliers-and-sites/declared" },
    { id: "accept", name: msg("supplier.front.census_accept"), n: accept, to: "/supplier-census-replies?f.state=submitted,none" },
    { id: "look", name: msg("supplier.front.to_look_into"), n: f.not_looked_into, to: listOf("f.risk=with&f.concern.is_null=true") },
    { id: "duties", name: msg("supplier.front.duties_unmet"), n: f.duties_unmet, to: listOf("f.duties_from.is_null=false") },
    { id: "certificates", name: msg("supplier.front.certificates", { days: number(SOON_DAYS) }), n: certificates, to: `/supplier-certificates?${within(from, to, "valid_to")}` },
    { id: "contracts", name: msg("supplier.front.contracts", { days: number(SOON_DAYS) }), n: contracts, to: `/contracts?f.state=preparing,in_force&${within(from, to, "ends_on")}` },
  ];
  return lines.filter((line) => line.n > 0);
}

function Waiting({ figures }: { figures: SupplierFigures }) {
  const lines = useWaiting(figures);
  if (lines.length === 0) return null;
  return <Lines title={msg("supplier.front.waiting")} head={msg("supplier.front.what")} lines={lines} unit={msg("supplier.front.items")} />;
}

function SitesLate() {
  const query = useQuery<SiteOverview>(mayRead("sites") ? "/sites/overview" : null);
  return query.data ? <LateCorrections overview={query.data} /> : null;
}

function Front({ figures }: { figures: SupplierFigures }) {
  return (
    <>
      <Figures figures={figures} />
      <Waiting figures={figures} />
      <Census />
      <Concerns />
      <SitesLate />
      <div className="columns front">
        <div className="stack">
          <OpenTickets />
          <Reported />
        </div>
        <div className="stack">
          <TicketKinds />
          <Lines title={msg("supplier.front.concern")} head={label("reg.supplier.concern")} lines={concernLines(figures)} />
          <Lines title={msg("supplier.front.classes")} head={label("reg.supplier.class")} lines={classLines(figures)} />
        </div>
      </div>
    </>
  );
}

function Actions() {
  return (
    <>
      {may("supplier_engagement.write") && (
        <LinkButton icon="plus" to="/supplier-engagements/new">
          {msg("supplier.front.report")}
        </LinkButton>
      )}
      {may("supplier.write") && (
        <LinkButton icon="plus" to="/suppliers/new">
          {msg("supplier.front.new")}
        </LinkButton>
      )}
      {may("supplier.write") && (
        <LinkButton look="filled" icon="units" to="/supplier-censuses/new">
          {msg("supplier.front.ask_units")}
        </LinkButton>
      )}
    </>
  );
}

export default function SuppliersAndSitesPage() {
  const query = useQuery<SupplierFigures>("/supplier-figures");
  return (
    <Page>
      <PageHead title={msg("ui.nav.suppliers")} meta={msg("supplier.front.about")} actions={<Actions />} />
      <ErrorNote error={query.error} onRetry={() => void query.reload()} />
      {query.loading && !query.data && <Loading />}
      {query.data?.suppliers === 0 && <EmptyState icon="link" title={label("reg.suppliers")} text={msg("supplier.front.empty")} />}
      {query.data && <Front figures={query.data} />}
    </Page>
  );
}
