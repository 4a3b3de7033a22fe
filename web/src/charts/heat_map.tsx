// Rows × columns with a level, 1–5 unless told otherwise, in each cell: units × directives. A table, so that it reads as
// one; the number stands in every cell, signs say above, below and unsupported.
import { Link } from "../app/router";
import { score } from "../kernel/format";
import { msg } from "../kernel/i18n";
import { Icon, type IconName } from "../ui/icon";

export type HeatMark = "up" | "down" | "flag";

export interface HeatCell {
  value: number | null;
  to?: string;
  mark?: HeatMark;
  tone?: number; // 1 to 5, where it does not follow from the value
}

export interface HeatRow {
  id: string;
  label: string;
  to?: string;
  cells: HeatCell[];
  total?: boolean; // a sum line, set apart
  mean?: number | null;
}

const MARKS: Record<HeatMark, { icon: IconName; text: () => string }> = {
  up: { icon: "arrow_up", text: () => msg("ui.chart.above") },
  down: { icon: "arrow_down", text: () => msg("ui.chart.below") },
  flag: { icon: "flag", text: () => msg("ui.chart.flagged") },
};

export interface Bounds {
  min: number;
  max: number;
}

const FIVE: Bounds = { min: 1, max: 5 };
const TONES = [1, 2, 3, 4, 5];

// The tone of a value, 1 to 5 over its scale; on a scale of 1 to 5 the nearest level.
export function levelOf(value: number, { min, max }: Bounds = FIVE): number {
  return Math.min(5, Math.max(1, 1 + Math.floor(((value - min) / (max - min)) * 4 + 0.5)));
}

// The value a tone stands for.
function toneName(tone: number, { min, max }: Bounds): string {
  return min === FIVE.min && max === FIVE.max ? msg("ui.chart.level", { level: tone }) : score(min + ((tone - 1) * (max - min)) / 4);
}

export interface HeatTone {
  tone: number;
  name: string;
}

export interface HeatStep {
  from: number;
  label: string;
}

// Fewer steps than tones are spread over them, as on paper (chart_heat_colour).
const SPREAD: Record<number, number[]> = { 2: [1, 4], 3: [1, 3, 5], 4: [1, 2, 4, 5], 5: TONES };

function stepTone(value: number, steps: HeatStep[]): number {
  const at = steps.findLastIndex((s) => value >= s.from);
  return SPREAD[steps.length]?.[Math.max(at, 0)] ?? 1;
}

export function HeatMap({
  title,
  head,
  columns,
  rows,
  withMean,
  bounds = FIVE,
  steps,
  legend,
  format = score,
}: {
  title: string;
  head: string;
  columns: { label: string; name?: string; to?: string }[];
  rows: HeatRow[];
  withMean?: boolean;
  bounds?: Bounds;
  steps?: HeatStep[]; // of a document that says itself where tones begin; instead of bounds
  legend?: HeatTone[]; // of cells that bring their own tones
  format?: (n: number) => string;
}) {
  const toneOf = (value: number): number => (steps ? stepTone(value, steps) : levelOf(value, bounds));
  const key = legend ?? (steps ? steps.map((s, i) => ({ tone: SPREAD[steps.length]?.[i] ?? i + 1, name: s.label })) : TONES.map((tone) => ({ tone, name: toneName(tone, bounds) })));
  const lacking = rows.some((row) => row.cells.some((c) => c.value === null));
  return (
    <figure className="chart" aria-label={title}>
      <div className="heat-scroll" tabIndex={0} role="region" aria-label={title}>
        <table className="heat">
          <thead>
            <tr>
              <th scope="col">{head}</th>
              {columns.map((c) => (
                <th key={c.label} scope="col" title={c.name}>
                  {c.to ? <Link to={c.to}>{c.label}</Link> : c.label}
                </th>
              ))}
              {withMean && <th scope="col">{msg("ui.chart.mean")}</th>}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id} className={row.total ? "total" : undefined}>
                <th scope="row">{row.to ? <Link to={row.to}>{row.label}</Link> : row.label}</th>
                {row.cells.map((cell, i) => (
                  <HeatCellView key={columns[i]?.label} cell={cell} toneOf={toneOf} format={format} />
                ))}
                {withMean && <HeatCellView cell={{ value: row.mean ?? null }} toneOf={toneOf} format={format} />}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <ul className="level-key" aria-label={msg("ui.chart.key")}>
        {key.map(({ tone, name }) => (
          <li key={tone}>
            <i className={`level-${tone}`} aria-hidden="true" />
            {name}
          </li>
        ))}
        {(!legend || lacking) && (
          <li>
            <i className="empty-cell" aria-hidden="true" />
            {msg("ui.chart.missing")}
          </li>
        )}
        {(Object.keys(MARKS) as HeatMark[])
          .filter((m) => rows.some((row) => row.cells.some((c) => c.mark === m)))
          .map((m) => (
            <li key={m}>
              <Icon name={MARKS[m].icon} size={12} />
              {MARKS[m].text()}
            </li>
          ))}
      </ul>
    </figure>
  );
}

function HeatCellView({ cell, toneOf, format }: { cell: HeatCell; toneOf: (value: number) => number; format: (n: number) => string }) {
  if (cell.value === null)
    return (
      <td className="empty-cell">
        <span>
          <span className="visually-hidden">{msg("ui.chart.missing")}</span>
        </span>
      </td>
    );
  const inside = (
    <>
      {format(cell.value)}
      {cell.mark && <Icon name={MARKS[cell.mark].icon} size={11} label={MARKS[cell.mark].text()} className="mark-small" />}
    </>
  );
  return (
    <td className={`level-${cell.tone ?? toneOf(cell.value)}`}>
      {cell.to ? <Link to={cell.to}>{inside}</Link> : <span>{inside}</span>}
    </td>
  );
}
