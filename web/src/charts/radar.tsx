// The radar of the ten directives (or any axes): own, target, industry, last time.
import { Link } from "../app/router";
import { difference, score } from "../kernel/format";
import { msg } from "../kernel/i18n";
import { ChartFrame, Legend, lookOf, Mark, mean, r, type Series, SeriesTable } from "./series";

export interface RadarAxis {
  label: string; // short: it stands at the corner
  name?: string; // full, for the table
  to?: string;
}

export interface RadarProps {
  title: string;
  axes: RadarAxis[];
  series: Series[]; // the first is the one the words are about
  max?: number;
  summary?: string; // made from the data otherwise
  hideSummary?: boolean;
  showTable?: boolean; // open from the start (reports, print)
  axisHead?: string;
}

const SIZE = { w: 560, h: 400, cx: 280, cy: 202, radius: 142 };

function corner(i: number, n: number, value: number): [number, number] {
  const angle = (2 * Math.PI * i) / n - Math.PI / 2;
  return [SIZE.cx + SIZE.radius * value * Math.cos(angle), SIZE.cy + SIZE.radius * value * Math.sin(angle)];
}

function polygon(n: number, value: number): string {
  return Array.from({ length: n }, (_, i) => corner(i, n, value).map(r).join(",")).join(" ");
}

// A closed line where every value is known; else lines between neighbours that are.
function lineOf(values: (number | null)[], max: number): string {
  const n = values.length;
  const parts: string[] = [];
  for (let i = 0; i < n; i++) {
    const a = values[i];
    const b = values[(i + 1) % n];
    if (a === null || a === undefined || b === null || b === undefined) continue;
    parts.push(`M${corner(i, n, a / max).map(r).join(" ")}L${corner((i + 1) % n, n, b / max).map(r).join(" ")}`);
  }
  return parts.join("");
}

// The line as one path where possible, so that dashes run through the corners.
function pathOf(values: (number | null)[], max: number): string {
  if (values.some((v) => v === null)) return lineOf(values, max);
  const points = values.map((v, i) => corner(i, values.length, (v ?? 0) / max).map(r).join(" "));
  return `M${points.join("L")}Z`;
}

export function radarSummary({ axes, series }: Pick<RadarProps, "axes" | "series">): string {
  const [own, ...others] = series;
  const all = own ? mean(own.values) : null;
  if (!own || all === null) return msg("ui.chart.radar.nothing");
  const known = own.values.flatMap((v, i) => (v === null ? [] : [{ v, name: axes[i]?.label ?? "" }]));
  const low = known.reduce((a, b) => (b.v < a.v ? b : a));
  const high = known.reduce((a, b) => (b.v > a.v ? b : a));
  const words = [
    msg("ui.chart.radar.own", { name: own.name, mean: score(all), high: high.name, high_score: score(high.v), low: low.name, low_score: score(low.v) }),
  ];
  for (const other of others) {
    const m = mean(other.values);
    const below = own.values.filter((v, i) => v !== null && v < (other.values[i] ?? Number.NEGATIVE_INFINITY)).length;
    if (m !== null)
      words.push(msg("ui.chart.radar.other", { name: other.name, diff: difference(all - m), below }));
  }
  const missing = own.values.filter((v) => v === null).length;
  if (missing) words.push(msg("ui.chart.radar.missing", { n: missing }));
  return words.join(" ");
}

export function Radar(props: RadarProps) {
  const { title, axes, series, max = 5 } = props;
  const n = axes.length;
  const own = series[0];
  const summary = props.summary ?? radarSummary(props);
  return (
    <ChartFrame
      title={title}
      summary={summary}
      hideSummary={props.hideSummary}
      tableOpen={props.showTable}
      table={
        <SeriesTable
          title={title}
          head={props.axisHead ?? msg("ui.chart.axis")}
          labels={axes.map((a) => a.name ?? a.label)}
          series={series}
        />
      }
    >
      <svg viewBox={`0 0 ${SIZE.w} ${SIZE.h}`} role="group" aria-label={title}>
        {Array.from({ length: max }, (_, k) => (
          <polygon key={k} className="grid" points={polygon(n, (k + 1) / max)} />
        ))}
        {axes.map((a, i) => {
          const [x, y] = corner(i, n, 1);
          return <line key={a.label} className="grid" x1={SIZE.cx} y1={SIZE.cy} x2={r(x)} y2={r(y)} />;
        })}
        {Array.from({ length: max }, (_, k) => (
          <text key={k} className="faint" x={SIZE.cx + 4} y={r(SIZE.cy - (SIZE.radius * (k + 1)) / max + 11)}>
            {k + 1}
          </text>
        ))}
        {own && <path className="series-area" d={pathOf(own.values, max)} />}
        {[...series].reverse().map((s) => {
          const look = lookOf(s, series.indexOf(s));
          return (
            <g key={s.id}>
              <path className={`series s${look}`} d={pathOf(s.values, max)} />
              {s.values.map((v, i) => {
                if (v === null) return null;
                const [x, y] = corner(i, n, v / max);
                return <Mark key={axes[i]?.label} x={x} y={y} look={look} size={look === 1 ? 4.5 : 3} />;
              })}
            </g>
          );
        })}
        {axes.map((a, i) => (
          <AxisLabel key={a.label} axis={a} i={i} n={n} value={own?.values[i] ?? null} />
        ))}
      </svg>
      <Legend series={series} />
    </ChartFrame>
  );
}

function AxisLabel({ axis, i, n, value }: { axis: RadarAxis; i: number; n: number; value: number | null }) {
  const [x, y] = corner(i, n, 1.1);
  const anchor = Math.abs(x - SIZE.cx) < 8 ? "middle" : x > SIZE.cx ? "start" : "end";
  const lift = y < SIZE.cy - 120 ? -14 : y > SIZE.cy + 120 ? 8 : -2;
  const text = (
    <text className="radar-label" x={r(x)} y={r(y + lift)} textAnchor={anchor}>
      {axis.label}
      <tspan className="strong" x={r(x)} dy="15">
        {value === null ? msg("ui.none") : score(value)}
      </tspan>
    </text>
  );
  return axis.to ? <Link to={axis.to}>{text}</Link> : text;
}
