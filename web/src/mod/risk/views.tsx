// Risks from several sides: the largest first, by unit, by system, by directive, by kind of attack.
import type { ReactNode } from "react";
import type { Page as ListPage } from "../../kernel/api";
import { optionLabel, recordPath, useRegister } from "../../kernel/describe";
import { number } from "../../kernel/format";
import { msg } from "../../kernel/i18n";
import { useQuery } from "../../kernel/query";
import { LinkButton } from "../../ui/button";
import { EmptyState, ErrorNote, Loading } from "../../ui/note";
import { Page, PageHead } from "../../ui/page";
import { StateBadge } from "../../ui/state";
import { type Column, Table } from "../../ui/table";
import { Tabs } from "../../ui/tabs";
import { KeyName } from "../assessment/key_name";
import { colourTone, type Colour, type Method } from "./method_rules";
import { LIVE, useMethod } from "./model";
import type { Risk } from "./risk_record";
import { Worth } from "./worth_badge";

const MANY = 50;

// ---- the largest first ----

function Ranking({ method }: { method: Method }) {
  const list = useQuery<ListPage<Risk>>("/risks", { "filter[state][in]": LIVE, sort: "-value_now", limit: MANY });
  const columns: Column<Risk>[] = [
    { id: "value", label: msg("risk.value"), aside: true, className: "nowrap", cell: (r) => <Worth method={method} value={r.value_now} /> },
    { id: "name", label: msg("risk.name"), main: true, cell: (r) => r.name },
    { id: "inherent", label: msg("risk.side.inherent"), cell: (r) => <Worth method={method} value={r.value} /> },
    { id: "unit", label: msg("risk.unit"), cell: (r) => r.unit.title },
    { id: "state", label: msg("risk.state"), aside: true, className: "nowrap", cell: (r) => <StateBadge set="risk_state" value={r.state} /> },
  ];
  if (!list.data) return <ErrorNote error={list.error} />;
  const all = list.data.total ?? list.data.total_at_least ?? 0;
  return (
    <>
      <Table label={msg("risk.ranking")} columns={columns} rows={list.data.items} rowKey={(r) => r.id} rowHref={(r) => recordPath("risks", r)} />
      {all > MANY && (
        <LinkButton to={`/risks?f.state=${LIVE}`} iconAfter="chevron_right">
          {msg("risk.ranking.all", { n: number(all) })}
        </LinkButton>
      )}
    </>
  );
}

// ---- by unit, system, directive, kind of attack ----

interface Figure {
  id?: string | null;
  name: string | null;
  count: number;
  bands: Record<Colour, number>;
  unknown: number;
  highest: number | null;
}

type Side = "unit" | "system" | "group" | "directive";

// Where the list of a line's risks is.
function figurePath(by: Side, figure: Figure): string | undefined {
  return !figure.id ? undefined : `/risks?f.state=${LIVE}&f.${by}=${figure.id}`;
}

// The section of the sheet whose measures serve the risks; what no measure serves has none.
function DirectiveName({ section }: { section: string | null }) {
  const register = useRegister("measures");
  const field = register?.fields.find((f) => f.key === "section_key");
  if (!section || !register || !field) return msg("risk.directive.none");
  return <KeyName register={register} field={field} record={{ sheet_key: "kaname-csm40", section_key: section }} brief={false} />;
}

function nameOf(by: Side, figure: Figure): ReactNode {
  if (by === "directive") return <DirectiveName section={figure.name} />;
  return by === "group" ? optionLabel("threat_group", figure.name) : figure.name;
}

function Figures({ by, method, head }: { by: Side; method: Method; head: string }) {
  const list = useQuery<{ items: Figure[] }>("/risk-figures", { by });
  if (!list.data) return list.error ? <ErrorNote error={list.error} /> : <Loading />;
  const colours = [...new Set(method.document.bands.map((b) => b.colour))].reverse();
  const columns: Column<Figure>[] = [
    { id: "name", label: head, main: true, cell: (f) => nameOf(by, f) },
    { id: "highest", label: msg("risk.figures.highest"), cell: (f) => <Worth method={method} value={f.highest} /> },
    ...colours.map((colour): Column<Figure> => ({
      id: colour,
      label: optionLabel("risk_band", colour),
      align: "num",
      cell: (f) => (f.bands[colour] > 0 ? <span className={`risk-count level-${colourTone(colour)}`}>{number(f.bands[colour])}</span> : "0"),
    })),
    { id: "unknown", label: msg("risk.figure.unrated"), align: "num", cell: (f) => number(f.unknown) },
    { id: "count", label: msg("risk.figures.count"), align: "num", cell: (f) => number(f.count) },
  ];
  if (list.data.items.length === 0) return <EmptyState icon="shield" title={msg("risk.none")} />;
  return <Table label={head} columns={columns} rows={list.data.items} rowKey={(f) => f.id ?? f.name ?? "none"} rowHref={(f) => figurePath(by, f)} />;
}

function Directives({ method }: { method: Method }) {
  return (
    <div className="stack">
      <p className="muted">{msg("risk.directives.text")}</p>
      <Figures by="directive" method={method} head={msg("risk.directive")} />
    </div>
  );
}

export default function RiskRankingPage() {
  const method = useMethod();
  return (
    <Page>
      <PageHead crumbs={[{ label: msg("ui.nav.risk"), to: "/risk" }]} title={msg("risk.ranking")} />
      <ErrorNote error={method.error} onRetry={() => void method.reload()} />
      {method.loading && <Loading />}
      {method.data && (
        <Tabs
          label={msg("risk.ranking")}
          tabs={[
            { id: "ranking", label: msg("risk.ranking.tab"), content: <Ranking method={method.data} /> },
            { id: "units", label: msg("risk.units"), content: <Figures by="unit" method={method.data} head={msg("risk.unit")} /> },
            { id: "systems", label: msg("risk.systems"), content: <Figures by="system" method={method.data} head={msg("risk.matrix.corner")} /> },
            { id: "directives", label: msg("risk.directives"), content: <Directives method={method.data} /> },
            { id: "groups", label: msg("risk.groups"), content: <Figures by="group" method={method.data} head={msg("risk.matrix.group")} /> },
          ]}
        />
      )}
    </Page>
  );
}
