// What measures spare by the newest estimate: for tables, a measure's page, a business case and the ranking.
import { useMemo } from "react";
import { Link } from "../../app/router";
import type { LossAvoided, LossAvoidedByMeasure } from "../../gen/api";
import { dateTime, plainNumber } from "../../kernel/format";
import { msg } from "../../kernel/i18n";
import { useQuery } from "../../kernel/query";
import { may } from "../../kernel/session";
import { Card } from "../../ui/page";
import { Table } from "../../ui/table";
import { yen } from "./model";

export interface Avoided {
  run: LossAvoided["run"];
  of: (number: string | null | undefined) => LossAvoidedByMeasure | undefined;
  rank: (number: string) => number; // from 1, among those with a cost
  priced: number;
  together: LossAvoided["together"];
}

// Undefined for those who may not see losses, and until it is there.
export function useAvoided(): Avoided | undefined {
  const { data } = useQuery<LossAvoided>(may("loss.read") ? "/loss-avoided" : null);
  return useMemo(() => {
    if (!data) return undefined;
    const by = new Map(data.items.map((m) => [m.measure, m]));
    const priced = data.items.filter((m) => m.per_yen !== null);
    return {
      run: data.run,
      of: (number) => by.get(number ?? ""),
      rank: (number) => priced.findIndex((m) => m.measure === number) + 1,
      priced: priced.length,
      together: data.together,
    };
  }, [data]);
}

export const perYen = (n: number): string => msg("loss.per_yen.text", { n: n.toFixed(2) });

export function NotDone({ of }: { of: LossAvoidedByMeasure | undefined }) {
  if (!of) return <span className="muted">{msg("loss.unplayed")}</span>;
  return <span className="nowrap">{yen(of.avoided)}</span>;
}

// Where the figures come from, and what not to do with them.
export function AvoidedSource({ avoided }: { avoided: Avoided }) {
  const { run } = avoided;
  if (!run)
    return (
      <p className="small muted">
        {msg("loss.avoided.none")} <Link to="/loss">{msg("loss.avoided.play")}</Link>
      </p>
    );
  return (
    <p className="small muted">
      {msg("loss.avoided.source", { date: dateTime(run.ended_at, "short"), years: plainNumber(run.years), seed: String(run.seed) })} <Link to={`/loss-runs/${run.number}`}>{run.number}</Link>
      <br />
      {msg("loss.avoided.overlap")}
    </p>
  );
}

interface Measure {
  id: string;
  number?: string | null;
  title: string;
}

// The measures with a figure, what spares most for a yen first.
export function AvoidedRanking<T extends Measure>({ avoided, measures, href }: { avoided: Avoided; measures: T[]; href: (m: T) => string }) {
  const rows = measures.flatMap((m) => {
    const of = avoided.of(m.number);
    return of ? [{ m, of, rank: avoided.rank(of.measure) }] : [];
  });
  rows.sort((a, b) => (a.rank || Number.POSITIVE_INFINITY) - (b.rank || Number.POSITIVE_INFINITY) || b.of.avoided - a.of.avoided);
  if (rows.length === 0) return null;
  return (
    <Card title={msg("loss.ranking")} flush>
      <Table
        bare
        label={msg("loss.ranking")}
        rows={rows}
        rowKey={(r) => r.m.id}
        rowHref={(r) => href(r.m)}
        columns={[
          { id: "name", label: msg("loss.effect.measure"), main: true, cell: (r) => r.m.title },
          { id: "rank", label: msg("loss.ranking.rank"), align: "num", cell: (r) => (r.rank > 0 ? r.rank : msg("ui.none")) },
          { id: "per_yen", label: msg("loss.per_yen"), align: "num", cell: (r) => (r.of.per_yen === null ? msg("ui.none") : perYen(r.of.per_yen)) },
          { id: "not_done", label: msg("loss.not_done"), align: "num", cell: (r) => yen(r.of.avoided) },
          { id: "cost", label: msg("loss.cost"), align: "num", cell: (r) => (r.of.cost === null ? msg("loss.cost.none") : yen(r.of.cost)) },
        ]}
      />
    </Card>
  );
}
