// Tables on slides: columns as wide as their shares and their figures ask, rows as high as their longest cell,
// cut between rows with the header again on every slide. Pure.
import { LEVEL_COLOURS } from "../../../gen/levels";
import type { BarsBlock, HeatBlock, RadarBlock, ReportColumn, ReportRow, SourcesBlock, TableBlock, Texts, TrendBlock, Value } from "../document";
import { BLUE, BODY, type Box, type Cell, HEAD_FILL, INK, type Item, MUTED, POINT, type Run, SIZES, STRONG_FILL, TONE_COLOURS, TONE_FILLS, WARNED_FILL } from "./deck";
import { type Piece, para, runsText } from "./piece";
import { cutAfter, lineCount, longestWord, textWidth } from "./text_rules";
import { type Speaker, stepText, textOf, valueText } from "./value_rules";

// More rows than anybody shows on slides: the rest is in the workbook, which the last slide of the table says.
export const ROWS_MAX = 200;

export const CELL_MARGIN = { x: 0.07, y: 0.03 }; // inches, on each side
const FONTS = [12, 11, 10, 9]; // points, the first with which the columns fit
const READABLE = 10; // points: smaller only where columns do not fit otherwise
const LINE_SHARE = 1.4; // of the size
const FIRM_ROOM = 1.3; // of what a column of figures needs
const SHORT = 8.5; // em: texts that are not broken, as in report_table_rules.h
const TEXT_MIN = 4.5; // em that a column of texts has at least
const HEAD_MIN = 5; // em of a heading that stay on one line, in full-width characters

interface Column {
  label: string;
  unit: string;
  align: Cell["align"];
  share: number;
  firm: boolean; // numbers, dates, sums: never broken
}

interface Grid {
  columns: Column[];
  rows: Cell[][]; // without the header
}

interface Laid {
  caption: string;
  widths: number[];
  size: number;
  line: number;
  head: Cell[];
  headHeight: number;
  rows: Cell[][];
  heights: number[];
}

const kindAlign = (column: ReportColumn): Cell["align"] => {
  if (column.align) return ({ start: "left", end: "right", center: "center" } as const)[column.align];
  return column.kind === "number" || column.kind === "level" || column.kind === "money" ? "right" : "left";
};

const sum = (numbers: number[]): number => numbers.reduce((a, b) => a + b, 0);

// ---- cells ----

function stateOf(value: Value | undefined): "neutral" | "good" | "progress" | "attention" | "bad" | null {
  return value !== null && typeof value === "object" && "tone" in value ? value.tone : null;
}

function markRun(speaker: Speaker, mark: ReportRow["mark"]): Run[] {
  if (mark === "new") return [{ text: ` ${speaker.say("report.mark.new")}`, bold: true, colour: BLUE }];
  return mark === "changed" ? [{ text: ` ${speaker.say("report.mark.changed")}`, bold: true, colour: TONE_COLOURS.attention }] : [];
}

function cellOf(speaker: Speaker, column: ReportColumn, row: ReportRow, i: number, main: number): Cell {
  const value = row.cells[i];
  const tone = column.kind === "state" ? stateOf(value) : null;
  const text = valueText(speaker, column, value);
  const fill = tone ? TONE_FILLS[tone] : row.emphasis === "strong" ? STRONG_FILL : row.emphasis === "attention" ? WARNED_FILL : undefined;
  const run: Run = { text, bold: tone !== null || row.emphasis === "strong" };
  if (tone) run.colour = TONE_COLOURS[tone];
  return { runs: [run, ...(i === main ? markRun(speaker, row.mark) : [])], align: kindAlign(column), ...(fill ? { fill } : {}) };
}

// The column that says what a row is about: the widest that holds text.
function mainColumn(columns: ReportColumn[]): number {
  const widths = columns.map((c) => ((c.kind ?? "text") === "text" ? (c.width ?? 1) : 0));
  return widths.indexOf(Math.max(...widths));
}

function gridOf(speaker: Speaker, block: TableBlock): Grid {
  const main = mainColumn(block.columns);
  const rows = block.rows.slice(0, ROWS_MAX).map((row) => block.columns.map((column, i) => cellOf(speaker, column, row, i, main)));
  const columns = block.columns.map((column, i) => {
    const text = (column.kind ?? "text") === "text" || column.kind === "state";
    return {
      label: textOf(speaker, column.label),
      unit: textOf(speaker, column.unit),
      align: kindAlign(column),
      share: column.width ?? 1,
      firm: !text || rows.every((row) => textWidth(runsText(row[i]?.runs ?? []), 1) / POINT <= SHORT),
    };
  });
  return { columns, rows };
}

// ---- laying out ----

const headText = (c: Column): string => (c.unit ? `${c.label}\n${c.unit}` : c.label);

// The least that a column can do with at a size.
function leastWidth(column: Column, cells: Cell[], size: number): number {
  const em = size * POINT;
  const texts = cells.map((c) => runsText(c.runs));
  const head = Math.max(longestWord(headText(column), size), Math.min(textWidth(column.label, size), HEAD_MIN * em));
  const body = column.firm
    ? Math.max(0, ...texts.map((t) => Math.max(...t.split("\n").map((line) => textWidth(line, size)))))
    : Math.max(TEXT_MIN * em, Math.min(16 * em, ...[Math.max(0, ...texts.map((t) => longestWord(t, size)))]));
  return Math.max(head, body) + 2 * CELL_MARGIN.x + 0.02;
}

// Shares of `width`, but none below its least: what that takes is taken from those with room.
function shareOut(least: number[], shares: number[], width: number): number[] {
  const fixed = new Set<number>();
  for (;;) {
    const free = width - [...fixed].reduce((sum, i) => sum + (least[i] ?? 0), 0);
    const total = shares.reduce((sum, s, i) => (fixed.has(i) ? sum : sum + s), 0);
    const widths = shares.map((s, i) => (fixed.has(i) ? (least[i] ?? 0) : (free * s) / (total || 1)));
    const short = widths.findIndex((w, i) => !fixed.has(i) && w < (least[i] ?? 0));
    if (short < 0) return widths;
    fixed.add(short);
  }
}

// What columns of figures have beyond what they need goes to those of texts.
function roomForTexts(grid: Grid, least: number[], widths: number[]): number[] {
  const texts = grid.columns.flatMap((c, i) => (c.firm ? [] : [i]));
  if (texts.length === 0) return widths;
  const kept = widths.map((w, i) => (grid.columns[i]?.firm ? Math.min(w, FIRM_ROOM * (least[i] ?? w)) : w));
  const over = sum(widths) - sum(kept);
  const all = sum(texts.map((i) => kept[i] ?? 0));
  return kept.map((w, i) => (texts.includes(i) ? w + (over * w) / all : w));
}

// With a size the columns fit, or null; the last size is taken whether they do or not.
function columnWidths(grid: Grid, width: number, size: number): number[] | null {
  const least = grid.columns.map((c, i) => leastWidth(c, grid.rows.flatMap((r) => r[i] ?? []), size));
  const all = sum(least);
  if (all <= width) return roomForTexts(grid, least, shareOut(least, grid.columns.map((c) => c.share), width));
  return size === FONTS.at(-1) ? least.map((w) => (w * width) / all) : null;
}

function rowHeight(row: Cell[], widths: number[], size: number, line: number): number {
  const lines = row.map((cell, i) => lineCount(runsText(cell.runs), size, (widths[i] ?? 1) - 2 * CELL_MARGIN.x));
  return Math.max(1, ...lines) * line * POINT + 2 * CELL_MARGIN.y;
}

// A row higher than a slide becomes several, each with what of its texts comes next.
function cutRow(row: Cell[], widths: number[], size: number, line: number, room: number): Cell[][] {
  const lines = Math.max(1, Math.floor((room - 2 * CELL_MARGIN.y) / (line * POINT)));
  const rest: Cell[] = [];
  let more = false;
  const first = row.map((cell, i) => {
    const text = runsText(cell.runs);
    const cut = cutAfter(text, size, (widths[i] ?? 1) - 2 * CELL_MARGIN.x, lines);
    more ||= cut !== null;
    rest.push({ ...cell, runs: [{ ...cell.runs[0], text: cut?.[1] ?? "" }] });
    return cut ? { ...cell, runs: [{ ...cell.runs[0], text: cut[0] }] } : cell;
  });
  return more ? [first, ...cutRow(rest, widths, size, line, room)] : [first];
}

const captionHeight = (caption: string): number => (caption ? lineCount(caption, SIZES.caption.size, BODY.w) * SIZES.caption.line * POINT + 0.04 : 0);

function layAs(grid: Grid, caption: string, widths: number[], size: number): Laid {
  const line = size * LINE_SHARE;
  const head = grid.columns.map((c): Cell => ({ runs: [{ text: headText(c), bold: true, colour: INK }], align: c.align, fill: HEAD_FILL }));
  const headHeight = rowHeight(head, widths, size, line);
  const room = BODY.h - headHeight - captionHeight(caption);
  const rows = grid.rows.flatMap((row) => (rowHeight(row, widths, size, line) > room ? cutRow(row, widths, size, line, room) : [row]));
  return { caption, widths, size, line, head, headHeight, rows, heights: rows.map((row) => rowHeight(row, widths, size, line)) };
}

// In the largest letters with which it fits one slide, down to ten points; a longer table in the largest in which
// its columns fit. `below`: inches that something below it takes.
function lay(grid: Grid, caption: string, width: number, below = 0): Laid {
  let first: Laid | null = null;
  for (const size of FONTS) {
    const widths = columnWidths(grid, width, size);
    const laid = widths && layAs(grid, caption, widths, size);
    if (laid && size >= READABLE && heightOf(laid) + below <= BODY.h) return laid;
    first ??= laid;
  }
  if (!first) throw new Error("no size for a table");
  return first;
}

function heightOf(t: Laid): number {
  return captionHeight(t.caption) + t.headHeight + sum(t.heights);
}

function itemsOf(t: Laid, box: Box): Item[] {
  const above = captionHeight(t.caption);
  const table: Item = {
    kind: "table",
    box: { x: box.x, y: box.y + above, w: sum(t.widths), h: t.headHeight + sum(t.heights) },
    widths: t.widths,
    heights: [t.headHeight, ...t.heights],
    rows: [t.head, ...t.rows],
    size: t.size,
    line: t.line,
  };
  const caption: Item = { kind: "text", box: { ...box, h: above }, paras: [para(t.caption, SIZES.caption, {}, { bold: true })] };
  return t.caption ? [caption, table] : [table];
}

// How many of the rows stand on this slide: as many as fit, but where it needs few slides, about as many on each,
// so that the last one does not hold a single row.
function rowsHere(t: Laid, room: number): number {
  const above = captionHeight(t.caption) + t.headHeight;
  const full = BODY.h - above;
  let left = room - above;
  let n = 0;
  while (n < t.heights.length && (t.heights[n] ?? 0) <= left) left -= t.heights[n++] ?? 0;
  if (n === 0 || n === t.heights.length) return n;
  const all = sum(t.heights);
  let used = room - above - left;
  const slides = 1 + Math.ceil((all - used) / full);
  // On a slide that other things stand on, too, only a last one that would be nearly empty gets more.
  const share = room > 0.8 * BODY.h ? all / slides : all - used < full / 4 ? all / 2 : used;
  while (n > 1 && used - (t.heights[n - 1] ?? 0) >= share) used -= t.heights[--n] ?? 0;
  return n;
}

function piece(speaker: Speaker, t: Laid): Piece {
  return {
    height: heightOf(t),
    items: (y) => itemsOf(t, { ...BODY, y, h: 0 }),
    cut(room) {
      const n = rowsHere(t, room);
      if (n === 0 || n === t.rows.length) return null;
      const caption = t.caption && !t.caption.endsWith(speaker.say("report.continued", { caption: "" })) ? speaker.say("report.continued", { caption: t.caption }) : t.caption;
      return [piece(speaker, { ...t, rows: t.rows.slice(0, n), heights: t.heights.slice(0, n) }), piece(speaker, { ...t, caption, rows: t.rows.slice(n), heights: t.heights.slice(n) })];
    },
  };
}

// ---- what becomes a table ----

export interface TableOnSlide {
  whole: Piece; // as wide as the slide, cut where it must be
  // Beside a chart, from `x` on: null when it is too high for one slide.
  beside(x: number, width: number): { height: number; items(y: number): Item[] } | null;
  left: number; // rows that stand in the workbook only
}

function onSlide(speaker: Speaker, grid: Grid, caption: string, left = 0, below = 0): TableOnSlide {
  return {
    whole: piece(speaker, lay(grid, caption, BODY.w, below)),
    beside(x, width) {
      const t = lay(grid, "", width);
      const height = heightOf(t);
      return height > BODY.h || t.size < READABLE ? null : { height, items: (y) => itemsOf(t, { x, y, w: width, h: height }) };
    },
    left,
  };
}

// `below`: inches of the slide that other things than the table take.
export function tableOnSlide(speaker: Speaker, block: TableBlock, below: number): TableOnSlide {
  return onSlide(speaker, gridOf(speaker, block), textOf(speaker, block.caption), Math.max(0, block.rows.length - ROWS_MAX), below);
}

const LEVEL = { kind: "level" } as const;
const said = (text: string): Texts => ({ ja: text }); // in the slide's language already

// The levels of a radar or a trend: an axis or a point of time a row, a series a column.
export function levelsTable(speaker: Speaker, block: RadarBlock | TrendBlock, axes: { label: Texts }[], head: string, names: string[]): TableOnSlide {
  const share = names.length > 4 ? 0.11 : 0.13;
  const columns: ReportColumn[] = [{ label: said(head), width: 1 - share * names.length }, ...names.map((name) => ({ ...LEVEL, label: said(name), width: share }))];
  const rows = axes.map((axis, i) => ({ cells: [textOf(speaker, axis.label), ...block.series.map((s) => s.values[i] ?? null)] }));
  return onSlide(speaker, gridOf(speaker, { type: "table", columns, rows }), "");
}

export function barsTable(speaker: Speaker, block: BarsBlock): TableOnSlide {
  const noted = block.items.some((item) => textOf(speaker, item.note));
  const columns: ReportColumn[] = [
    { label: said(speaker.say("report.bars.label")), width: 0.5 },
    { label: said(speaker.say("report.bars.value")), kind: "number", digits: block.digits ?? 0, unit: said(textOf(speaker, block.unit)), width: 0.2 },
    ...(noted ? [{ label: said(speaker.say("report.sources.note")), width: 0.3 }] : []),
  ];
  const rows = block.items.map((item) => ({ cells: [textOf(speaker, item.label), item.value, ...(noted ? [textOf(speaker, item.note)] : [])] }));
  return onSlide(speaker, gridOf(speaker, { type: "table", columns, rows }), "");
}

export function sourcesTable(speaker: Speaker, block: SourcesBlock): TableOnSlide {
  const column = (id: string, width: number, kind: ReportColumn["kind"] = "text"): ReportColumn => ({ label: said(speaker.say(id)), width, kind });
  const columns = [
    column("report.sources.what", 0.2),
    column("report.sources.source", 0.3),
    column("report.sources.date", 0.13, "date"),
    column("report.sources.data", 0.13, "state"),
    column("report.sources.note", 0.24),
  ];
  const rows = block.items.map((s): ReportRow => ({
    emphasis: s.sample ? "attention" : "none",
    cells: [
      textOf(speaker, s.what) || null,
      textOf(speaker, s.source) || null,
      s.date ?? null,
      { tone: s.sample ? "attention" : "neutral", label: said(speaker.say(s.sample ? "report.sample.data" : "report.sources.real")) },
      textOf(speaker, s.note) || null,
    ],
  }));
  return onSlide(speaker, gridOf(speaker, { type: "table", columns, rows }), textOf(speaker, block.caption));
}

// ---- heat maps ----

// Of which of the five colours step `i` of `n` is: as chart_heat_colour.
const SPREAD: Record<number, number[]> = { 2: [0, 3], 3: [0, 2, 4], 4: [0, 1, 3, 4] };

function stepColour(i: number, n: number): string {
  return LEVEL_COLOURS[SPREAD[n]?.[i] ?? i] ?? "FFFFFF";
}

function stepOf(steps: HeatBlock["steps"], tenths: number): number {
  return Math.max(0, steps.filter((s) => tenths >= s.from).length - 1);
}

export function heatTable(speaker: Speaker, block: HeatBlock, below: number): TableOnSlide {
  const level = (value: number | null, strong: boolean): Cell => ({
    runs: [{ text: valueText(speaker, LEVEL, value), bold: strong, ...(value === null ? { colour: MUTED } : {}) }],
    align: "center",
    ...(value === null ? {} : { fill: stepColour(stepOf(block.steps, value), block.steps.length) }),
  });
  const rows = block.rows.slice(0, ROWS_MAX).map((row): Cell[] => {
    const strong = row.emphasis === "strong";
    return [{ runs: [{ text: textOf(speaker, row.label), bold: strong }], align: "left" }, ...row.values.map((v) => level(v, strong))];
  });
  const columns: Column[] = [
    { label: textOf(speaker, block.corner), unit: "", align: "left", share: 2.6, firm: false },
    ...block.columns.map((c): Column => ({ label: textOf(speaker, c.label), unit: "", align: "center", share: 1, firm: true })),
  ];
  return onSlide(speaker, { columns, rows }, textOf(speaker, block.caption), Math.max(0, block.rows.length - ROWS_MAX), below);
}

// What the colours of a heat map mean, in one line of coloured cells.
export function heatKey(speaker: Speaker, block: HeatBlock): Piece {
  const { size, line } = SIZES.small;
  const cells = block.steps.map((_, i): Cell => ({ runs: [{ text: stepText(speaker, block.steps, i) }], align: "center", fill: stepColour(i, block.steps.length) }));
  const widths = cells.map((cell) => textWidth(runsText(cell.runs), size) + 0.4);
  const shrink = Math.min(1, BODY.w / sum(widths));
  const fitted = widths.map((w) => w * shrink);
  const height = rowHeight(cells, fitted, size, line);
  return { height, items: (y) => [{ kind: "table", box: { ...BODY, y, w: sum(fitted), h: height }, widths: fitted, heights: [height], rows: [cells], size, line }] };
}
