// A piece of a slide: something of a known height that stands below what came before it, and may be cut where a
// slide ends. Pure.
import { BODY, GAP, type Item, MUTED, type Para, POINT, SIZES, type Run } from "./deck";
import { cutAfter, lineCount, textWidth } from "./text_rules";

export interface Piece {
  height: number; // inches
  items(y: number): Item[];
  // What of it fits into `room` inches, and the rest; null: nothing does, or it is never cut.
  cut?(room: number): [Piece, Piece] | null;
  stays?: boolean; // with what follows: never the last on a slide
  notes?: string[];
}

const INDENT = 1.5; // em in front of an item of a list

export function runsText(runs: Run[]): string {
  return runs.map((r) => r.text).join("");
}

export function para(text: string, { size, line }: { size: number; line: number }, more: Partial<Para> = {}, run: Partial<Run> = {}): Para {
  return { runs: [{ text, ...run }], size, line, ...more };
}

function paraWidth(p: Para, width: number): number {
  const indent = p.bullet ? INDENT * p.size * POINT : p.mark ? textWidth(`${p.mark} `, p.size) : 0;
  return width - indent;
}

export function paraLines(p: Para, width: number): number {
  return lineCount(runsText(p.runs), p.size, paraWidth(p, width));
}

export function paraHeight(p: Para, width: number): number {
  return (paraLines(p, width) * p.line + (p.after ?? 0)) * POINT;
}

export function parasHeight(paras: Para[], width: number): number {
  return paras.reduce((h, p) => h + paraHeight(p, width), 0);
}

// The first lines of a paragraph of one run and the rest of it.
function cutPara(p: Para, width: number, room: number): [Para, Para] | null {
  const [run] = p.runs;
  const lines = Math.floor(room / (p.line * POINT));
  if (!run || p.runs.length !== 1 || lines < 2) return null;
  const cut = cutAfter(run.text, p.size, paraWidth(p, width), lines);
  if (!cut) return null;
  const rest: Para = { ...p, runs: [{ ...run, text: cut[1] }] };
  delete rest.mark;
  delete rest.bullet;
  return [{ ...p, runs: [{ ...run, text: cut[0] }], after: 0 }, rest];
}

function cutParas(paras: Para[], width: number, room: number): [Para[], Para[]] | null {
  const head: Para[] = [];
  let left = room;
  for (const [i, p] of paras.entries()) {
    const h = paraHeight(p, width);
    if (h <= left) {
      head.push(p);
      left -= h;
      continue;
    }
    const cut = cutPara(p, width, left);
    if (cut) return [[...head, cut[0]], [cut[1], ...paras.slice(i + 1)]];
    return head.length > 0 ? [head, paras.slice(i)] : null;
  }
  return null;
}

export function textPiece(paras: Para[], more: Pick<Piece, "notes"> = {}): Piece {
  const height = parasHeight(paras, BODY.w);
  return {
    ...more,
    height,
    items: (y) => [{ kind: "text", box: { ...BODY, y, h: height }, paras }],
    cut(room) {
      const cut = cutParas(paras, BODY.w, room);
      return cut && [textPiece(cut[0], more), textPiece(cut[1])];
    },
  };
}

export const smallPiece = (text: string): Piece => textPiece([para(text, SIZES.small, {}, { colour: MUTED })]);

// With something small that always stands below it, on the slide where it ends.
export function withBelow(piece: Piece, below: Piece): Piece {
  const more = GAP / 2 + below.height;
  return {
    ...piece,
    height: piece.height + more,
    items: (y) => [...piece.items(y), ...below.items(y + piece.height + GAP / 2)],
    cut(room) {
      const cut = piece.cut?.(piece.height <= room ? room - more : room) ?? null;
      return cut && [cut[0], withBelow(cut[1], below)];
    },
  };
}
