// On a component's page: where it stands, how it got there, and the way to score it.
import { Trend } from "../../charts/trend";
import type { Component, ComponentScoring } from "../../gen/api";
import type { Page as ListPage } from "../../kernel/api";
import { optionLabel, recordPath } from "../../kernel/describe";
import { date, number } from "../../kernel/format";
import { label, msg, pick } from "../../kernel/i18n";
import { useQuery } from "../../kernel/query";
import { ErrorNote, Skeleton } from "../../ui/note";
import { Card, Fact, Facts } from "../../ui/page";
import { type Column as TableColumn, Table } from "../../ui/table";
import type { RecordCardProps } from "../register/record";
import { COLUMNS, meanText, trendText, useMaturity } from "./model";
import { useScoring } from "./score";

const SHOWN = 50; // scorings, the latest

function Occasion({ scoring: s }: { scoring: ComponentScoring }) {
  return (
    <>
      {optionLabel("scoring_occasion", s.occasion)}
      {s.scored_by && (
        <>
          <br />
          <span className="muted small">{s.scored_by.title}</span>
        </>
      )}
    </>
  );
}

function columns(): TableColumn<ComponentScoring>[] {
  return [
    { id: "day", label: msg("reg.component_scoring.scored_on"), main: true, className: "nowrap", cell: (s) => date(s.scored_on, "short") },
    { id: "occasion", label: msg("reg.component_scoring.occasion"), cell: (s) => <Occasion scoring={s} /> },
    { id: "evaluation", label: msg("reg.component_scoring.evaluation"), align: "num", cell: (s) => number(s.evaluation) },
    { id: "response", label: msg("reg.component_scoring.response"), align: "num", cell: (s) => number(s.response) },
    { id: "reason", label: msg("reg.component_scoring.reason"), className: "maturity-reason", cell: (s) => s.reason },
  ];
}

function Lines({ component, scorings }: { component: Component; scorings: ComponentScoring[] }) {
  const old = [...scorings].reverse();
  if (old.length < 2) return null;
  return (
    <Trend
      title={msg("maturity.chart", { title: component.title })}
      labels={old.map((s) => date(s.scored_on, "short"))}
      series={COLUMNS.map((column) => ({ id: column, name: label(`reg.component_scoring.${column}`), values: old.map((s) => s[column]) }))}
      min={0}
      max={5}
      ticks={[0, 1, 2, 3, 4, 5]}
      format={(n) => (n === null ? "" : number(n))}
      units={{ across: msg("maturity.chart.day"), up: msg("maturity.level") }}
    />
  );
}

function Standing({ component: c }: { component: Component }) {
  const maturity = useMaturity();
  const at = (column: "evaluation" | "response") => {
    const level = c[column];
    const text = maturity.data?.[column].levels[(level ?? 0) - 1]?.text;
    return level == null ? msg("maturity.never") : msg("maturity.level.text", { level, text: text ? pick(text) : "" });
  };
  return (
    <Facts>
      <Fact name={msg("reg.component.mean")}>{c.mean == null ? msg("maturity.never") : `${meanText(c.mean)} ${msg("maturity.aside", { text: trendText(c) })}`}</Fact>
      {COLUMNS.map((column) => (
        <Fact key={column} name={label(`reg.component.${column}`)}>
          {at(column)}
        </Fact>
      ))}
      {c.scored_on && <Fact name={msg("reg.component.scored_on")}>{date(c.scored_on)}</Fact>}
    </Facts>
  );
}

export default function ComponentPast({ record }: RecordCardProps) {
  const component = record as unknown as Component;
  const query = useQuery<ListPage<ComponentScoring>>("/component-scorings", { "filter[component][eq]": record.id, sort: "-scored_on", limit: SHOWN });
  const scorings = query.data?.items;
  const scoring = useScoring();
  return (
    <>
      <Card title={msg("reg.component.mean")} aside={scoring.button(component, true)}>
        <div className="stack">
          <Standing component={component} />
          {scoring.dialog}
          {scorings && <Lines component={component} scorings={scorings} />}
        </div>
      </Card>
      <Card title={msg("maturity.scorings")} flush>
        <ErrorNote error={query.error} onRetry={() => void query.reload()} />
        {query.loading && (
          <div className="card-body">
            <Skeleton lines={3} />
          </div>
        )}
        {scorings?.length === 0 && <p className="card-body muted">{msg("maturity.scorings.none")}</p>}
        {scorings && scorings.length > 0 && <Table bare label={msg("maturity.scorings")} columns={columns()} rows={scorings} rowKey={(s) => s.id} rowHref={(s) => recordPath("component-scorings", s)} />}
      </Card>
    </>
  );
}
