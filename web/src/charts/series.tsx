// What all charts share: series with their own dash and mark (colour is never the only sign), the
// legend, the twin table and the words.
import type { ReactNode } from "react";
import { score } from "../kernel/format";
import { msg } from "../kernel/i18n";
import { More } from "../ui/page";

export interface Series {
  id: string;
  name: string;
  values: (number | null)[];
  overall?: number | null; // the mean that words speak of; the mean of the values otherwise
  look?: 1 | 2 | 3 | 4 | 5 | 6; // 1 solid and filled, 2 dashed, 3 dotted, 4 dash-dot, 5 long dashes, 6 thin; by order otherwise
}

export function lookOf(series: Series, index: number): number {
  return series.look ?? Math.min(index + 1, 6);
}

export function r(n: number): string {
  return String(Math.round(n * 100) / 100);
}

// The mark of a series at a point: circle, diamond, square, triangle, triangle upside down, cross.
export function Mark({ x, y, look, size = 4 }: { x: number; y: number; look: number; size?: number }) {
  const name = `series-mark s${look}`;
  const s = size;
  if (look === 2)
    return <path className={name} d={`M${r(x)} ${r(y - s - 1)}l${s + 1} ${s + 1}l${-s - 1} ${s + 1}l${-s - 1} ${-s - 1}z`} />;
  if (look === 3) return <rect className={name} x={r(x - s + 1)} y={r(y - s + 1)} width={2 * s - 2} height={2 * s - 2} />;
  if (look === 4) return <path className={name} d={`M${r(x)} ${r(y - s)}l${s} ${1.8 * s}h${-2 * s}z`} />;
  if (look === 5) return <path className={name} d={`M${r(x)} ${r(y + s)}l${s} ${-1.8 * s}h${-2 * s}z`} />;
  if (look === 6) return <path className={name} d={`M${r(x - s)} ${r(y - s)}l${2 * s} ${2 * s}m0 ${-2 * s}l${-2 * s} ${2 * s}`} />;
  return <circle className={name} cx={r(x)} cy={r(y)} r={s} />;
}

export function Legend({ series }: { series: Series[] }) {
  return (
    <ul className="legend">
      {series.map((s, i) => (
        <li key={s.id}>
          <svg viewBox="0 0 34 12" aria-hidden="true">
            <line className={`series s${lookOf(s, i)}`} x1="1" x2="33" y1="6" y2="6" />
            <Mark x={17} y={6} look={lookOf(s, i)} size={3.5} />
          </svg>
          {s.name}
        </li>
      ))}
    </ul>
  );
}

export interface ChartFrameProps {
  title: string; // what the chart is about, for those who do not see it
  summary?: string; // the same in words
  hideSummary?: boolean; // only for readers of the screen
  table?: ReactNode;
  tableOpen?: boolean;
  children: ReactNode;
}

export function ChartFrame({ title, summary, hideSummary, table, tableOpen, children }: ChartFrameProps) {
  return (
    <figure className="chart" aria-label={title}>
      {children}
      {summary && <figcaption className={hideSummary ? "visually-hidden" : "chart-summary"}>{summary}</figcaption>}
      {table && (
        <More label={msg("ui.chart.table")} open={tableOpen}>
          {table}
        </More>
      )}
    </figure>
  );
}

export function SeriesTable({
  title,
  head,
  labels,
  series,
  format = score,
}: {
  title: string;
  head: string;
  labels: ReactNode[];
  series: Series[];
  format?: (n: number | null) => string;
}) {
  return (
    <div className="table-frame bare">
      <table className="table dense" aria-label={title}>
        <thead>
          <tr>
            <th scope="col">{head}</th>
            {series.map((s) => (
              <th key={s.id} scope="col" className="num">
                {s.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {labels.map((label, i) => (
            <tr key={i}>
              <th scope="row">{label}</th>
              {series.map((s) => (
                <td key={s.id} className="num">
                  {s.values[i] === null || s.values[i] === undefined ? msg("ui.none") : format(s.values[i] ?? null)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

// What words say of a series as a whole: figures beside the chart must not differ from them.
export function overallOf(s: Series): number | null {
  return s.overall ?? mean(s.values);
}

export function mean(values: (number | null)[]): number | null {
  const known = values.filter((v): v is number => v !== null);
  return known.length ? known.reduce((a, b) => a + b, 0) / known.length : null;
}
