// Likelihood × importance with the number of risks in each cell, coloured by what the method says of it; a cell
// leads to its risks.
import { HeatMap, type HeatRow } from "../../charts/heat_map";
import { SeriesTable } from "../../charts/series";
import { number } from "../../kernel/format";
import { msg, pick } from "../../kernel/i18n";
import { More } from "../../ui/page";
import { bandOf, bandTone, type Method, scaleOf, valueAt } from "./method_rules";
import { LIVE, stepName } from "./model";

export type Side = "inherent" | "residual";

export interface MapCell {
  likelihood: number;
  importance: number;
  count: number;
}

const FIELDS: Record<Side, string> = { inherent: "", residual: "residual_" };

export function cellPath(side: Side, likelihood: number, importance: number, unit?: string | null): string {
  const search = new URLSearchParams({
    "f.state": LIVE,
    [`f.${FIELDS[side]}likelihood_used`]: String(likelihood),
    [`f.${FIELDS[side]}importance_used`]: String(importance),
    ...(unit ? { "f.unit": unit } : {}),
  });
  return `/risks?${search}`;
}

const countAt = (cells: MapCell[], likelihood: number, importance: number): number =>
  cells.find((c) => c.likelihood === likelihood && c.importance === importance)?.count ?? 0;

// `past`: of a time that no list shows any more.
export function RiskMap({ method, cells, side, unit, past }: { method: Method; cells: MapCell[]; side: Side; unit?: string | null; past?: boolean }) {
  const likelihood = scaleOf(method, "likelihood");
  const importance = scaleOf(method, "importance");
  const rows: HeatRow[] = likelihood
    .map((_, l) => ({
      id: String(l + 1),
      label: stepName(method, "likelihood", l + 1),
      cells: importance.map((__, i) => {
        const n = countAt(cells, l + 1, i + 1);
        return {
          value: n,
          tone: bandTone(bandOf(method, valueAt(method, l + 1, i + 1))),
          to: n > 0 && !past ? cellPath(side, l + 1, i + 1, unit) : undefined,
        };
      }),
    }))
    .reverse();
  return (
    <div className="risk-map">
      <HeatMap
        title={msg("risk.map")}
        head={msg("risk.map.head")}
        columns={importance.map((_, i) => ({ label: stepName(method, "importance", i + 1) }))}
        rows={rows}
        format={(n) => number(n)}
        legend={method.document.bands.map((b) => ({ tone: bandTone(b) ?? 1, name: pick(b.name) }))}
      />
    </div>
  );
}

// The same in a table: what a cell is worth, before the measures and after them.
export function RiskMapTable({ method, before, after }: { method: Method; before: MapCell[]; after: MapCell[] }) {
  const places = scaleOf(method, "likelihood")
    .flatMap((_, l) => scaleOf(method, "importance").map((__, i) => ({ l: l + 1, i: i + 1, value: valueAt(method, l + 1, i + 1) ?? 0 })))
    .sort((a, b) => b.value - a.value || b.l - a.l || b.i - a.i);
  const place = (p: (typeof places)[number]): string =>
    msg("risk.map.place", { likelihood: stepName(method, "likelihood", p.l), importance: stepName(method, "importance", p.i), value: p.value });
  return (
    <More label={msg("ui.chart.table")}>
      <SeriesTable
        title={msg("risk.map")}
        head={msg("risk.map.cell")}
        labels={places.map(place)}
        series={[
          { id: "inherent", name: msg("risk.side.inherent"), values: places.map((p) => countAt(before, p.l, p.i)) },
          { id: "residual", name: msg("risk.side.residual"), values: places.map((p) => countAt(after, p.l, p.i)) },
        ]}
        format={(n) => number(n)}
      />
    </More>
  );
}
