// The blocks of a report as pieces of slides: one builder a kind. Pure.
import type { Block, Figure, FiguresBlock, HeatBlock, ParagraphBlock, SourcesBlock, TableBlock, WordsBlock } from "../document";
import { barsPieces, radarPieces, trendPieces } from "./chart_rules";
import { BODY, GAP, type Item, LINE, MUTED, type Para, SIZES, TONE_COLOURS } from "./deck";
import { para, parasHeight, type Piece, smallPiece, textPiece, withBelow } from "./piece";
import { heatKey, heatTable, sourcesTable, type TableOnSlide, tableOnSlide } from "./table_rules";
import { partsOf, textWidth } from "./text_rules";
import { changeText, personText, shortDate, type Speaker, textOf, valueText } from "./value_rules";

const PARA_GAP = 6; // points between paragraphs
const CARD = { pad: 0.12, gap: 0.16, most: 4 }; // inches; cards in a row

// ---- words ----

function wordParas(text: string): Para[] {
  return partsOf(text).map((part) => {
    const more: Partial<Para> = { after: PARA_GAP };
    if (part.kind === "bullet") more.bullet = true;
    if (part.kind === "number") more.mark = part.mark;
    return para(part.text, SIZES.body, more);
  });
}

export function byline(speaker: Speaker, block: WordsBlock): string {
  const author = personText(speaker, block.author);
  const day = shortDate(speaker, block.written_at);
  return author && day ? speaker.say("report.byline", { author, date: day }) : author;
}

function wordsPieces(speaker: Speaker, block: WordsBlock): Piece[] {
  const text = textOf(speaker, block.text);
  if (text.trim() === "") return [textPiece([para(speaker.say("report.words.none"), SIZES.body, {}, { colour: MUTED })])];
  const by = byline(speaker, block);
  const paras = wordParas(text);
  if (by) paras.push(para(by, SIZES.small, { align: "right" }, { colour: MUTED }));
  return [textPiece(paras, by ? { notes: [speaker.say("report.slides.written_by", { author: by })] } : {})];
}

function paragraphPieces(speaker: Speaker, block: ParagraphBlock): Piece[] {
  const text = textOf(speaker, block.text);
  if (block.style === "small") return [smallPiece(text)];
  const lead = block.style === "lead";
  return [textPiece(text.split(/\n{2,}/).map((t) => para(t, lead ? SIZES.lead : SIZES.body, { after: PARA_GAP }, { bold: lead })))];
}

// ---- key figures ----

const VALUES = [28, 24, 20]; // points: the first in which a value takes one line

function cardParas(speaker: Speaker, f: Figure, width: number): Para[] {
  const unit = f.value === null ? "" : textOf(speaker, f.unit);
  const text = valueText(speaker, f, f.value);
  const size = VALUES.find((s) => textWidth(text, s) + textWidth(` ${unit}`, s / 2) <= width) ?? SIZES.body.size;
  const value = para(text, { size, line: size * 1.3 }, {}, { bold: true });
  if (unit) value.runs.push({ text: ` ${unit}`, size: size / 2 });
  const paras = [para(textOf(speaker, f.label), { size: 12, line: 17 }, {}, { colour: MUTED }), value];
  if (f.change) paras.push(para(changeText(speaker, f.change), { size: 12, line: 17 }, {}, { bold: true, colour: TONE_COLOURS[f.change.tone] }));
  const note = textOf(speaker, f.note);
  if (note) paras.push(para(note, { size: 10.5, line: 15 }, {}, { colour: MUTED }));
  return paras;
}

function cardRow(speaker: Speaker, figures: Figure[], columns: number): Piece {
  const w = (BODY.w - CARD.gap * (columns - 1)) / columns;
  const cards = figures.map((f) => cardParas(speaker, f, w - 2 * CARD.pad));
  const height = Math.max(...cards.map((paras) => parasHeight(paras, w - 2 * CARD.pad))) + 2 * CARD.pad;
  const items = (y: number): Item[] => cards.map((paras, i) => ({ kind: "text", box: { x: BODY.x + i * (w + CARD.gap), y, w, h: height }, paras, fill: "FFFFFF", edge: LINE }));
  return { height, items };
}

function figuresPieces(speaker: Speaker, block: FiguresBlock): Piece[] {
  const n = block.items.length;
  const columns = n <= CARD.most ? n : n <= 6 ? Math.ceil(n / 2) : CARD.most;
  // Five stand in one row: two rows of three and two look like one is missing.
  const inRow = n === 5 ? 5 : columns;
  const rows: Piece[] = [];
  for (let at = 0; at < n; at += inRow) rows.push(cardRow(speaker, block.items.slice(at, at + inRow), inRow));
  return rows;
}

// ---- tables ----

function tablePieces(speaker: Speaker, table: TableOnSlide): Piece[] {
  return table.left > 0 ? [table.whole, smallPiece(speaker.say("report.slides.rows_left", { n: table.left }))] : [table.whole];
}

// What a note below a block takes of the slide.
function noteRoom(speaker: Speaker, block: Block): number {
  const note = textOf(speaker, block.note);
  return note ? smallPiece(note).height + GAP : 0;
}

function emptyOr(speaker: Speaker, block: { caption?: TableBlock["caption"] }, n: number, empty: string, pieces: () => Piece[]): Piece[] {
  if (n > 0) return pieces();
  const text = para(empty || speaker.say("report.nothing"), SIZES.body, {}, { colour: MUTED });
  const caption = textOf(speaker, block.caption);
  return [textPiece(caption ? [para(caption, SIZES.caption, {}, { bold: true }), text] : [text])];
}

function heatPieces(speaker: Speaker, block: HeatBlock): Piece[] {
  const key = heatKey(speaker, block);
  return [{ ...key, stays: true }, ...tablePieces(speaker, heatTable(speaker, block, key.height + noteRoom(speaker, block)))];
}

export function sourceLines(speaker: Speaker, block: SourcesBlock): string[] {
  return block.items.map((s) => {
    const parts = [textOf(speaker, s.source), shortDate(speaker, s.date), s.sample ? speaker.say("report.sample.data") : ""].filter(Boolean);
    return speaker.say("report.slides.source", { what: textOf(speaker, s.what), source: parts.join(speaker.say("ui.list.comma")) });
  });
}

function sourcesPieces(speaker: Speaker, block: SourcesBlock): Piece[] {
  const { whole } = sourcesTable(speaker, block);
  return [{ ...whole, notes: sourceLines(speaker, block) }];
}

// ---- the table of kinds ----

type Builders = { [Type in Block["type"]]: (speaker: Speaker, block: Extract<Block, { type: Type }>) => Piece[] };

export const BUILDERS: Builders = {
  words: wordsPieces,
  paragraph: paragraphPieces,
  figures: figuresPieces,
  table: (speaker, block) => emptyOr(speaker, block, block.rows.length, textOf(speaker, block.empty), () => tablePieces(speaker, tableOnSlide(speaker, block, noteRoom(speaker, block)))),
  radar: radarPieces,
  trend: trendPieces,
  heatmap: heatPieces,
  bars: (speaker, block) => emptyOr(speaker, block, block.items.length, "", () => barsPieces(speaker, block)),
  sources: (speaker, block) => emptyOr(speaker, block, block.items.length, "", () => sourcesPieces(speaker, block)),
};

export function blockPieces(speaker: Speaker, block: Block): Piece[] {
  const build = BUILDERS[block.type] as ((speaker: Speaker, block: Block) => Piece[]) | undefined;
  if (!build) return []; // a kind of a later program
  const note = textOf(speaker, block.note);
  const pieces = build(speaker, block);
  const last = pieces.at(-1);
  return note && last ? [...pieces.slice(0, -1), withBelow(last, smallPiece(note))] : pieces;
}
