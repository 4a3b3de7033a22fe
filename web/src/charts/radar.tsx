// The radar of the ten directives (or any axes): own, target, industry, last time.
import { Link } from "../app/router";
import { difference, score } from "../kernel/format";
import { msg } from "../kernel/i18n";
import { usePhone } from "../ui/media";
import { ChartFrame, Legend, lookOf, Mark, overallOf, r, type Series, SeriesTable } from "./series";

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

interface Size {
  w: number;
  h: number;
  radius: number;
  line: number; // of a label, in widths of a full character
}

// Drawn for the width it stands in, so that the letters keep their size.
const DESK: Size = { w: 560, h: 400, radius: 142, line: 10 };
const PHONE: Size = { w: 340, h: 322, radius: 96, line: 6.6 };

class Web {
  constructor(
    readonly size: Size,
    readonly n: number,
    readonly max: number,
  ) {}

  // The place of a value on an axis.
  at(i: number, value: number, extra = 0): [number, number] {
    const angle = (2 * Math.PI * i) / this.n - Math.PI / 2;
    const reach = (this.size.radius * Math.max(0, value)) / this.max + extra;
    return [this.size.w / 2 + reach * Math.cos(angle), this.size.h / 2 + reach * Math.sin(angle)];
  }

  ring(value: number): string {
    return Array.from({ length: this.n }, (_, i) => this.at(i, value).map(r).join(",")).join(" ");
  }

  // One closed path, so that dashes run through the corners; where a value is missing, lines
  // between neighbours that are known.
  path(values: (number | null)[]): string {
    const points = values.map((v, i) => (v === null ? null : this.at(i, v).map(r).join(" ")));
    if (points.every((p) => p !== null)) return `M${points.join("L")}Z`;
    return points
      .map((p, i) => {
        const next = points[(i + 1) % this.n];
        return p && next ? `M${p}L${next}` : "";
      })
      .join("");
  }
}

const isFull = (c: string | undefined): boolean => (c ?? "") > "\u2e80"; // as wide as high; a line may end beside it
// Long-sound mark, comma, full stop, dot, closing brackets and small kana do not begin a line.
const NOT_FIRST = /[\u30fc\u3001\u3002\u30fb\uff09\u300d\u3041\u3043\u3045\u3047\u3049\u3063\u3083\u3085\u3087\u30a1\u30a3\u30a5\u30a7\u30a9\u30c3\u30e3\u30e5\u30e7]/;

function widthOf(text: string): number {
  return [...text].reduce((sum, c) => sum + (isFull(c) ? 1 : 0.52), 0);
}

// A long label in two lines: as much as fits in the first, no Latin word broken.
function linesOf(label: string, most: number): string[] {
  if (widthOf(label) <= most) return [label];
  const ends = [...label].map((_, i) => i).filter((i) => label[i - 1] === " " || (i > 0 && !NOT_FIRST.test(label[i] ?? "") && (isFull(label[i - 1]) || isFull(label[i]))));
  const at = ends.findLast((i) => widthOf(label.slice(0, i).trim()) <= most) ?? ends[0];
  return at === undefined ? [label] : [label.slice(0, at).trim(), label.slice(at).trim()];
}

export function radarSummary({ axes, series }: Pick<RadarProps, "axes" | "series">): string {
  const [own, ...others] = series;
  const all = own ? overallOf(own) : null;
  if (!own || all === null) return msg("ui.chart.radar.nothing");
  const known = own.values.flatMap((v, i) => (v === null ? [] : [{ v, name: axes[i]?.label ?? "" }]));
  const low = Math.min(...known.map((k) => k.v));
  const high = Math.max(...known.map((k) => k.v));
  // The first that has the value, and how many others have it too.
  const those = (v: number): string => {
    const [first, ...more] = known.filter((k) => score(k.v) === score(v)).map((k) => k.name);
    return msg(more.length === 0 ? "ui.chart.radar.one" : "ui.chart.radar.more", { name: first ?? "", n: more.length });
  };
  const words = [msg("ui.chart.radar.own", { name: own.name, mean: score(all), high: those(high), high_score: score(high), low: those(low), low_score: score(low) })];
  for (const other of others) {
    const m = overallOf(other);
    const below = own.values.filter((v, i) => v !== null && v < (other.values[i] ?? Number.NEGATIVE_INFINITY)).length;
    if (m !== null)
      words.push(msg(below > 0 ? "ui.chart.radar.other" : "ui.chart.radar.other.none", { name: other.name, diff: difference(all - m), below }));
  }
  const missing = own.values.filter((v) => v === null).length;
  if (missing) words.push(msg("ui.chart.radar.missing", { n: missing }));
  return words.reduce((first, rest) => msg("ui.list.sentences", { first, rest }));
}

const RINGS = 10;

// Up to ten levels each have a ring; more share five, or as few less as divide them evenly.
function ringLevels(max: number): number[] {
  let rings = max <= RINGS ? max : RINGS / 2;
  while (max % rings !== 0) rings--;
  return Array.from({ length: rings }, (_, k) => ((k + 1) * max) / rings);
}

function Grid({ web, names }: { web: Web; names: string[] }) {
  const levels = ringLevels(web.max);
  return (
    <g>
      {levels.map((k) => (
        <polygon key={k} className="grid" points={web.ring(k)} />
      ))}
      {names.map((name, i) => {
        const [x, y] = web.at(i, web.max);
        return <line key={name} className="grid" x1={web.size.w / 2} y1={web.size.h / 2} x2={r(x)} y2={r(y)} />;
      })}
      {levels.map((k) => {
        const [x, y] = web.at(0, k);
        return (
          <text key={k} className="faint" x={r(x + 4)} y={r(y + 11)}>
            {k}
          </text>
        );
      })}
    </g>
  );
}

function Line({ web, values, look }: { web: Web; values: (number | null)[]; look: number }) {
  return (
    <g>
      <path className={`series s${look}`} d={web.path(values)} />
      {values.map((v, i) => {
        if (v === null) return null;
        const [x, y] = web.at(i, v);
        return <Mark key={i} x={x} y={y} look={look} size={look === 1 ? 4.5 : 3} />;
      })}
    </g>
  );
}

function AxisLabel({ web, axis, i, value }: { web: Web; axis: RadarAxis; i: number; value: number | null }) {
  const [x, y] = web.at(i, web.max, 12);
  const { w, h, radius, line } = web.size;
  const anchor = Math.abs(x - w / 2) < 8 ? "middle" : x > w / 2 ? "start" : "end";
  const lines = linesOf(axis.label, line);
  const height = 15 * (lines.length + 1);
  const top = y < h / 2 - radius * 0.9 ? y - height + 8 : y > h / 2 + radius * 0.9 ? y + 12 : y - height / 2 + 12;
  const name = (
    <text x={r(x)} y={r(top)} textAnchor={anchor}>
      {lines.map((text, k) => (
        <tspan key={text} x={r(x)} dy={k ? 15 : 0}>
          {text}
        </tspan>
      ))}
    </text>
  );
  return (
    <g>
      {axis.to ? <Link to={axis.to}>{name}</Link> : name}
      <text className="strong" x={r(x)} y={r(top + 15 * lines.length)} textAnchor={anchor}>
        {value === null ? msg("ui.none") : score(value)}
      </text>
    </g>
  );
}

export function Radar(props: RadarProps) {
  const { title, axes, series, max = 5 } = props;
  const phone = usePhone();
  const web = new Web(phone ? PHONE : DESK, axes.length, max);
  const own = series[0];
  return (
    <ChartFrame
      title={title}
      summary={props.summary ?? radarSummary(props)}
      hideSummary={props.hideSummary}
      tableOpen={props.showTable}
      table={
        <SeriesTable
          title={title}
          head={props.axisHead ?? msg("ui.chart.axis")}
          labels={axes.map((a) => (phone ? a.label : (a.name ?? a.label)))}
          series={series}
        />
      }
    >
      <svg viewBox={`0 0 ${web.size.w} ${web.size.h}`} role="group" aria-label={title}>
        <Grid web={web} names={axes.map((a) => a.label)} />
        {own && <path className="series-area" d={web.path(own.values)} />}
        {[...series].reverse().map((s) => (
          <Line key={s.id} web={web} values={s.values} look={lookOf(s, series.indexOf(s))} />
        ))}
        {axes.map((a, i) => (
          <AxisLabel key={a.label} web={web} axis={a} i={i} value={own?.values[i] ?? null} />
        ))}
      </svg>
      <Legend series={series} />
    </ChartFrame>
  );
}
