// A connection in the sketch: its line says what may pass (by stroke, sign and word), its arrows which way.
import { optionLabel } from "../../../kernel/describe";
import { label, msg } from "../../../kernel/i18n";
import { Icon, type IconName } from "../../../ui/icon";
import type { Route } from "./layout";
import type { Line, Look } from "./model";
import { Arrow, at, bendsOf, type Point } from "../../../charts/arrow";
import { shorten, textWidth } from "../../../charts/text";

const SIZE = 11;
const MOST = 132; // of the text at a line
const SIGN = 18;

const SIGNS: Record<Look, IconName | null> = { open: "alert", limited: "shield", monitored: "eye", blocked: "close", unsaid: null };

export const lookName = (look: Look): string => label(look === "unsaid" ? "sketch.unsaid" : `enum.connection_passage.${look}`);

function textOf({ connection, look }: Line): string {
  if (look === "open" || look === "blocked") return lookName(look);
  return connection.guard ?? optionLabel("connection_kind", connection.kind);
}

const shown = (line: Line): string => shorten(textOf(line), SIZE, MOST);

export function labelWidth(line: Line): number {
  return Math.ceil(textWidth(shown(line), SIZE)) + (SIGNS[line.look] ? SIGN : 0) + 12;
}

// Through the place of its word, where a rounded corner would pass it by.
function pathOf({ points, label }: Route): string {
  const [first] = points;
  if (!first) return "";
  const far = (p: Point): number => Math.hypot(p.x - label.x, p.y - label.y);
  const nearest = points.reduce((best, p, i) => (far(p) < far(points[best] as Point) ? i : best), 0);
  return `M${at(first)}${bendsOf(points.slice(0, nearest + 1))}${bendsOf(points.slice(nearest))}`;
}

export function ConnectionLine({ line, route, lit }: { line: Line; route: Route; lit: boolean }) {
  const { points } = route;
  return (
    <g className={`sketch-line look-${line.look} ${lit ? "lit" : ""}`} aria-hidden="true">
      <path className="way" d={pathOf(route)} />
      <Arrow tip={points.at(-1)} from={points.at(-2)} />
      {line.connection.two_way && <Arrow tip={points[0]} from={points[1]} />}
    </g>
  );
}

// Above all lines, so that none goes through a word.
export function ConnectionLabel({ line, route }: { line: Line; route: Route }) {
  const sign = SIGNS[line.look];
  const { x, y, width } = route.label;
  const left = x - width / 2;
  return (
    <g className={`sketch-label look-${line.look}`} aria-hidden="true">
      <rect x={left} y={y - 10} width={width} height={20} rx={10} />
      {sign && (
        <g transform={`translate(${left + 6} ${y - 7})`}>
          <Icon name={sign} size={14} />
        </g>
      )}
      <text x={left + 6 + (sign ? SIGN : 0)} y={y + 4}>
        {shown(line)}
        <title>{msg("sketch.line", { name: line.connection.name, passage: lookName(line.look) })}</title>
      </text>
    </g>
  );
}

// A sample of each line that the sketch has.
export function LineKey({ looks }: { looks: Look[] }) {
  return (
    <ul className="legend sketch-key" aria-label={msg("ui.chart.key")}>
      {looks.map((look) => (
        <li key={look}>
          <svg viewBox="0 0 34 12" width={34} height={12} aria-hidden="true" className={`sketch-line look-${look}`}>
            <path className="way" d="M1 6H28" />
            <path className="arrow" d="M34 6l-8 -4v8z" />
          </svg>
          {lookName(look)}
        </li>
      ))}
      <li>
        <svg viewBox="0 0 20 12" width={20} height={12} aria-hidden="true" className="sketch-sample">
          <path className="sketch-endpoint" d="M5 1h10v7h-10zM8 11h4" />
        </svg>
        {msg("sketch.key.endpoint")}
      </li>
      <li>
        <b>{msg("sketch.key.vital")}</b>
      </li>
    </ul>
  );
}
