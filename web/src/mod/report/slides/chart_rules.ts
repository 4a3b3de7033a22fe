// Charts on slides: native ones, each with the same values as a table beside or below it. Pure.
import type { BarsBlock, RadarBlock, Texts, TrendBlock } from "../document";
import { BAR_COLOUR, BODY, type ChartItem, type Item, SIZES, strokeOf, TONE_COLOURS } from "./deck";
import { para, type Piece } from "./piece";
import { barsTable, levelsTable, type TableOnSlide } from "./table_rules";
import { shortened } from "./text_rules";
import { barText, type Speaker, textOf } from "./value_rules";

const TENTH = 10; // levels are told in tenths
const CHART = { w: 6.3, h: 4.85, alone: 9 }; // inches: beside its table, and wide where it stands alone
const TABLE_X = BODY.x + CHART.w + 0.2;
const BARS_MAX = 12; // on one slide
const BAR_HEIGHT = 0.38; // inches of the slide that a bar takes
const LABEL_WIDTH = 2.2; // inches of a bar's label, which its table has whole

type Drawn = Omit<ChartItem, "kind" | "box">;

function chartItem(drawn: Drawn, x: number, y: number, w: number, h: number): ChartItem {
  return { kind: "chart", box: { x, y, w, h }, ...drawn };
}

// With its table beside it where that fits, else on its own with the table below.
function withTable(drawn: Drawn, caption: string, table: TableOnSlide | null, height = CHART.h): Piece[] {
  const above = caption ? (SIZES.caption.line + 3) / 72 : 0;
  const h = Math.min(height, BODY.h - above);
  const side = table?.beside(TABLE_X, BODY.x + BODY.w - TABLE_X) ?? null;
  const beside = side && side.height <= BODY.h - above ? side : null;
  const items = (y: number): Item[] => [
    ...(caption ? [{ kind: "text" as const, box: { ...BODY, y, h: above }, paras: [para(caption, SIZES.caption, {}, { bold: true })] }] : []),
    beside ? chartItem(drawn, BODY.x, y + above, CHART.w, h) : chartItem(drawn, BODY.x + (BODY.w - CHART.alone) / 2, y + above, CHART.alone, h),
    ...(beside?.items(y + above) ?? []),
  ];
  const chart: Piece = { height: above + Math.max(h, beside?.height ?? 0), items };
  return beside || !table ? [chart] : [chart, table.whole];
}

const SAMPLE = "report.sample.suffix";

function levelsPieces(speaker: Speaker, block: RadarBlock | TrendBlock, chart: "radar" | "lines", axes: { label: Texts }[], head: string, title: string): Piece[] {
  const names = block.series.map((s) => textOf(speaker, s.label) + (s.sample ? speaker.say(SAMPLE) : ""));
  const caption = textOf(speaker, block.caption);
  const drawn: Drawn = {
    chart,
    categories: axes.map((a) => textOf(speaker, a.label).replaceAll("\n", " ")),
    series: block.series.map((s, i) => ({ name: names[i] ?? "", values: s.values.map((v) => (v === null ? null : v / TENTH)), stroke: strokeOf(s.key) })),
    min: 0,
    max: block.max / TENTH,
    step: Math.max(1, Math.ceil(block.max / TENTH / 10)),
    format: "0",
    colours: [],
    alt: caption || title,
  };
  return withTable(drawn, caption, block.twin === false ? null : levelsTable(speaker, block, axes, head, names));
}

export function radarPieces(speaker: Speaker, block: RadarBlock): Piece[] {
  return levelsPieces(speaker, block, "radar", block.axes, speaker.say("report.radar.axis"), speaker.say("report.radar.title"));
}

export function trendPieces(speaker: Speaker, block: TrendBlock): Piece[] {
  return levelsPieces(speaker, block, "lines", block.periods, speaker.say("report.trend.period"), speaker.say("report.trend.title"));
}

function barsSlide(speaker: Speaker, block: BarsBlock, caption: string, max: number): Piece[] {
  const digits = block.digits ?? 0;
  const drawn: Drawn = {
    chart: "bars",
    categories: block.items.map((b) => shortened(textOf(speaker, b.label).replaceAll("\n", " "), SIZES.small.size, LABEL_WIDTH)),
    series: [{ name: textOf(speaker, block.unit) || speaker.say("report.bars.value"), values: block.items.map((b) => b.value), stroke: strokeOf("own") }],
    min: Math.min(0, ...block.items.map((b) => b.value ?? 0)),
    max,
    step: 0,
    format: digits > 0 ? `#,##0.${"0".repeat(digits)}` : "#,##0",
    colours: block.items.map((b) => (b.tone && b.tone !== "neutral" ? TONE_COLOURS[b.tone] : BAR_COLOUR)),
    alt: block.items.map((b) => `${textOf(speaker, b.label)} ${barText(speaker, block, b.value)}`).join(", "),
  };
  return withTable(drawn, caption, barsTable(speaker, block), Math.max(1.6, 0.5 + BAR_HEIGHT * block.items.length));
}

export function barsPieces(speaker: Speaker, block: BarsBlock): Piece[] {
  const caption = textOf(speaker, block.caption);
  const max = Math.max(block.max ?? 0, ...block.items.map((b) => b.value ?? 0)) || 1;
  const pieces: Piece[] = [];
  for (let at = 0; at < block.items.length; at += BARS_MAX) {
    const shown = { ...block, items: block.items.slice(at, at + BARS_MAX) };
    pieces.push(...barsSlide(speaker, shown, at > 0 && caption ? speaker.say("report.continued", { caption }) : caption, max));
  }
  return pieces;
}
