// Lines over time, and the small line of a figure's past.
import { useId } from "react";
import { score } from "../kernel/format";
import { msg } from "../kernel/i18n";
import { usePhone } from "../ui/media";
import { ChartFrame, Legend, lookOf, Mark, r, type Series, SeriesTable } from "./series";

export interface TrendProps {
  title: string;
  labels: string[]; // along the time
  series: Series[];
  min?: number;
  max?: number;
  ticks?: number[];
  format?: (n: number | null) => string;
  tick?: (n: number) => string; // what stands at the lines
  units?: { across: string; up: string }; // of the axes
  wide?: boolean; // stands alone in a card as wide as the page
  summary?: string;
}

// Drawn for the width it stands in, so that the letters keep their size.
const DESK = { w: 640, h: 250, left: 38, right: 18, top: 14, bottom: 30, labels: 12 };
const WIDE = { ...DESK, w: 1060, h: 280, left: 56, labels: 14 };
const PHONE = { ...DESK, w: 340, h: 200, left: 26, labels: 5 };

// Round steps that cover the values.
export function niceTicks(min: number, max: number, count = 5): number[] {
  const span = max - min || 1;
  const raw = span / count;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 2.5, 5, 10].map((m) => m * power).find((s) => s >= raw) ?? raw;
  const ticks: number[] = [];
  for (let t = Math.floor(min / step) * step; t < max + step * 0.999; t += step) ticks.push(Number(t.toFixed(10)));
  return ticks;
}

export function Trend({ title, labels, series, min = 0, max, ticks, format = score, tick = String, units, wide, summary }: TrendProps) {
  const values = series.flatMap((s) => s.values.filter((v): v is number => v !== null));
  const marks = ticks ?? niceTicks(min, max ?? Math.max(min + 1, ...values));
  const low = marks[0] ?? 0;
  const high = marks.at(-1) ?? 1;
  const plain = usePhone() ? PHONE : wide ? WIDE : DESK;
  const box = units ? { ...plain, left: Math.max(plain.left, 44), top: plain.top + 16, bottom: plain.bottom + 16 } : plain;
  const inner = box.w - box.left - box.right;
  const x = (i: number) => box.left + (labels.length < 2 ? inner / 2 : 12 + (i * (inner - 24)) / (labels.length - 1));
  const y = (v: number) => box.h - box.bottom - ((v - low) / (high - low)) * (box.h - box.top - box.bottom);
  const every = Math.ceil(labels.length / box.labels);
  return (
    <ChartFrame
      title={title}
      summary={summary}
      table={<SeriesTable title={title} head={units?.across ?? msg("ui.chart.time")} labels={labels} series={series} format={format} />}
    >
      <svg viewBox={`0 0 ${box.w} ${box.h}`} role="img" aria-label={title}>
        {marks.map((t) => (
          <g key={t}>
            <line className="grid" x1={box.left} x2={box.w - box.right} y1={r(y(t))} y2={r(y(t))} />
            <text className="faint" x={box.left - 8} y={r(y(t) + 4)} textAnchor="end">
              {tick(t)}
            </text>
          </g>
        ))}
        {units && (
          <>
            <text className="faint" x={0} y={12}>{units.up}</text>
            <text className="faint" x={box.w - box.right} y={box.h - 6} textAnchor="end">{units.across}</text>
          </>
        )}
        {labels.map((l, i) =>
          i % every === 0 ? (
            <text key={l} className="faint" x={r(x(i))} y={box.h - (units ? 24 : 8)} textAnchor="middle">
              {l}
            </text>
          ) : null,
        )}
        {[...series].reverse().map((s) => {
          const look = lookOf(s, series.indexOf(s));
          return (
            <g key={s.id}>
              <path className={`series s${look}`} d={linePath(s.values, x, y)} />
              {s.values.map((v, i) =>
                v === null ? null : <Mark key={labels[i]} x={x(i)} y={y(v)} look={look} size={look === 1 ? 4 : 3} />,
              )}
            </g>
          );
        })}
      </svg>
      <Legend series={series} />
    </ChartFrame>
  );
}

function linePath(values: (number | null)[], x: (i: number) => number, y: (v: number) => number): string {
  let pen = "M";
  return values
    .map((v, i) => {
      if (v === null) {
        pen = "M";
        return "";
      }
      const part = `${pen}${r(x(i))} ${r(y(v))}`;
      pen = "L";
      return part;
    })
    .join("");
}

// The past of one figure beside it; the words are for those who do not see it.
export function Sparkline({ values, label, width = 88, height = 24 }: { values: (number | null)[]; label: string; width?: number; height?: number }) {
  const id = useId();
  const known = values.filter((v): v is number => v !== null);
  if (known.length < 2) return null;
  const [min, max] = [Math.min(...known), Math.max(...known)];
  const x = (i: number) => 3 + (i * (width - 6)) / (values.length - 1);
  const y = (v: number) => height - 4 - ((v - min) / (max - min || 1)) * (height - 8);
  const last = values.findLastIndex((v) => v !== null);
  return (
    <svg className="spark" width={width} height={height} role="img" aria-labelledby={id}>
      <title id={id}>{label}</title>
      <path className="series s1" d={linePath(values, x, y)} strokeWidth={1.6} />
      <circle className="series-mark s1" cx={r(x(last))} cy={r(y(values[last] ?? 0))} r={3} />
    </svg>
  );
}
