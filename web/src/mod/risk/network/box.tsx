// A segment in the sketch: what it is called, who answers for it, its systems, and what is found there. The spaces between
// the texts are for who hears them one after the other.
import type { KeyboardEvent } from "react";
import { optionLabel } from "../../../kernel/describe";
import { number } from "../../../kernel/format";
import { msg } from "../../../kernel/i18n";
import { bareLayers } from "../defence/model";
import type { Box } from "./layout";
import { hasFindings, isEndpoint, type Place } from "./model";
import { shorten, textWidth } from "../../../charts/text";

const WIDTH = 216;
const PAD = 12;
const INNER = WIDTH - 2 * PAD;
const SHOWN = 4; // systems by name; the others are counted
const HEAD = 20;
const LINE = 17;
const MARKS = 28;
const SIZE = { name: 13, small: 11, system: 12 };

const bareCount = (place: Place): number => place.bare.reduce((n, s) => n + bareLayers(s).length, 0);
const letters = (place: Place): string[] => [...new Set(place.problems.map((p) => optionLabel("defence_concern", p.concern).slice(0, 1)))].sort();
const rows = (place: Place): number => Math.min(place.systems.length, SHOWN) + (place.systems.length > SHOWN ? 1 : 0);

function underName({ segment }: Place): string[] {
  const kind = [optionLabel("segment_kind", segment.kind), segment.address_range].filter(Boolean).join("  ");
  return segment.owner ? [kind, msg("sketch.owner", { name: segment.owner.title ?? "" })] : [kind];
}

export function boxOf(place: Place): { width: number; height: number } {
  const systems = rows(place) * LINE;
  return { width: WIDTH, height: PAD + HEAD + underName(place).length * LINE + (systems > 0 ? systems + 10 : 0) + (hasFindings(place) ? MARKS : 0) + 6 };
}

function Systems({ place, top }: { place: Place; top: number }) {
  const more = place.systems.length - SHOWN;
  const y = (i: number): number => top + i * LINE;
  return (
    <>
      {place.systems.slice(0, SHOWN).map((s, i) => (
        <g key={s.id} className={s.importance === "high" ? "vital" : undefined}>
          {isEndpoint(s) ? <path className="sketch-endpoint" d={`M${PAD} ${y(i) - 9}h10v7h-10zM${PAD + 3} ${y(i)}h4`} /> : <rect className="sketch-system" x={PAD + 1} y={y(i) - 9} width={8} height={9} rx={1} />}
          <text x={PAD + 16} y={y(i)} className="sketch-name">
            {shorten(s.name, SIZE.system, INNER - 16)}
            <title>{s.name}</title>
          </text>{" "}
        </g>
      ))}
      {more > 0 && (
        <text x={PAD + 16} y={y(SHOWN)} className="sketch-small">
          {`${msg("sketch.more", { n: number(more) })} `}
        </text>
      )}
    </>
  );
}

function Marks({ place, top }: { place: Place; top: number }) {
  const found = letters(place);
  const bare = place.bare.length > 0 ? msg("sketch.bare", { n: bareCount(place) }) : null;
  const at = PAD + found.length * 24;
  return (
    <g className="sketch-marks">
      {found.map((letter, i) => (
        <g key={letter}>
          <circle cx={PAD + 10 + i * 24} cy={top + 10} r={10} />
          <text x={PAD + 10 + i * 24} y={top + 14} textAnchor="middle">
            {letter}
          </text>{" "}
        </g>
      ))}
      {bare && (
        <>
          <rect x={at} y={top} width={Math.min(textWidth(bare, SIZE.small) + 16, WIDTH - PAD - at)} height={20} rx={10} />
          <text x={at + 8} y={top + 14}>
            {shorten(bare, SIZE.small, WIDTH - PAD - at - 12)}
          </text>
        </>
      )}
    </g>
  );
}

export interface BoxProps {
  box: Box;
  chosen: boolean;
  reachable: boolean; // by Tab; the others by the arrow keys
  onChoose: (id: string) => void;
  onKeyDown: (e: KeyboardEvent<SVGGElement>, box: Box) => void;
  onFocus: (id: string) => void;
}

export function SegmentBox({ box, chosen, reachable, onChoose, onKeyDown, onFocus }: BoxProps) {
  const { place } = box;
  const { segment } = place;
  const under = underName(place);
  const first = PAD + HEAD - 6;
  const systems = first + 4 + under.length * LINE + 16;
  return (
    <g
      role="button"
      tabIndex={reachable ? 0 : -1}
      aria-pressed={chosen}
      data-segment={segment.id}
      className={`sketch-box kind-${segment.kind} ${hasFindings(place) ? "marked" : ""} ${chosen ? "chosen" : ""}`}
      transform={`translate(${box.x} ${box.y})`}
      onClick={() => onChoose(segment.id)}
      onFocus={() => onFocus(segment.id)}
      onKeyDown={(e) => onKeyDown(e, box)}
    >
      <rect className="frame" width={box.width} height={box.height} rx={8} />
      <text x={PAD} y={first} className="sketch-title">
        {shorten(segment.name, SIZE.name * 1.04, INNER)}
        <title>{segment.name}</title>
      </text>{" "}
      {under.map((text, i) => (
        <text key={text} x={PAD} y={first + (i + 1) * LINE} className="sketch-small">
          {`${shorten(text, SIZE.small, INNER)} `}
        </text>
      ))}
      {place.systems.length > 0 && <line className="sketch-rule" x1={PAD} x2={WIDTH - PAD} y1={systems - 16} y2={systems - 16} />}
      <Systems place={place} top={systems} />
      {hasFindings(place) && <Marks place={place} top={box.height - MARKS} />}
    </g>
  );
}
