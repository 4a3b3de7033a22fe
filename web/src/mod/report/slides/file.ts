// Makes the .pptx of a deck, with pptxgenjs: loaded only when somebody wants slides (slides.ts).
import PptxGenJS from "pptxgenjs";
import { BLUE, type Box, type Cell, type ChartItem, type Deck, FOOTER, HEADING, INK, type Item, LINE, MUTED, PAGE, type Para, type Run, SIZES, type Slide, type TableItem, type TextItem, TONE_COLOURS } from "./deck";
import { titleBox } from "./deck_rules";
import { finished } from "./finish";
import { CELL_MARGIN } from "./table_rules";
import { textWidth } from "./text_rules";

const POINTS = 72; // an inch
const BULLET_INDENT = 1.5; // em
const AT_ONCE = 10; // slides between two pauses, in which the page may breathe

type PptxSlide = PptxGenJS.Slide;
type TextOptions = PptxGenJS.TextPropsOptions;

const JAPANESE = /[\u3040-\u30ff\u3400-\u9fff]/;
const lang = (text: string): string => (JAPANESE.test(text) ? "ja-JP" : "en-GB");

// ---- texts ----

function runOptions(run: Run, size: number): TextOptions {
  return { fontSize: run.size ?? size, bold: run.bold ?? false, color: run.colour ?? INK, lang: lang(run.text) };
}

function paraOptions(p: Para, first: boolean, last: boolean): TextOptions {
  const options: TextOptions = { align: p.align ?? "left", lineSpacing: p.line };
  if (last && p.after) options.paraSpaceAfter = p.after;
  if (first && p.bullet) options.bullet = { indent: BULLET_INDENT * p.size };
  return options;
}

// The line ends of a text are paragraphs without space between.
function paraRuns(p: Para): PptxGenJS.TextProps[] {
  const mark: Run[] = p.mark ? [{ text: `${p.mark} ` }] : [];
  const lines: Run[][] = [[]];
  for (const run of [...mark, ...p.runs])
    run.text.split("\n").forEach((text, i) => {
      if (i > 0) lines.push([]);
      lines.at(-1)?.push({ ...run, text });
    });
  return lines.flatMap((runs, i) => {
    const options = paraOptions(p, i === 0, i === lines.length - 1);
    return runs.map((run, j) => ({ text: run.text, options: { ...options, ...runOptions(run, p.size), breakLine: j === runs.length - 1 } }));
  });
}

function addText(slide: PptxSlide, item: TextItem, name: string): void {
  const framed = item.edge !== undefined || item.fill !== undefined;
  slide.addText(item.paras.flatMap(paraRuns), {
    ...item.box,
    margin: framed ? 0.11 * POINTS : 0,
    valign: item.middle ? "middle" : "top",
    objectName: name,
    ...(item.fill ? { fill: { color: item.fill } } : {}),
    ...(item.edge ? { line: { color: item.edge, width: 0.75 } } : {}),
  });
}

// ---- tables ----

function tableCell(cell: Cell, size: number, line: number): PptxGenJS.TableCell {
  const one = { align: cell.align, lineSpacing: line };
  return {
    text: cell.runs.map((run) => ({ text: run.text, options: { ...one, ...runOptions(run, size) } })) as PptxGenJS.TableCell[],
    options: { align: cell.align, valign: "middle", ...(cell.fill ? { fill: { color: cell.fill } } : {}) },
  };
}

function addTable(slide: PptxSlide, item: TableItem, name: string): void {
  slide.addTable(
    item.rows.map((row) => row.map((cell) => tableCell(cell, item.size, item.line))),
    {
      x: item.box.x,
      y: item.box.y,
      w: item.box.w,
      colW: item.widths,
      rowH: item.heights,
      margin: [CELL_MARGIN.y, CELL_MARGIN.x, CELL_MARGIN.y, CELL_MARGIN.x],
      border: { type: "solid", pt: 0.5, color: LINE },
      objectName: name,
    },
  );
}

// ---- charts ----

const FACE = "+mn-lt"; // the theme's font

function chartOptions(item: ChartItem): PptxGenJS.IChartOpts {
  const labels = { catAxisLabelFontFace: FACE, catAxisLabelFontSize: item.chart === "radar" ? 11 : 12, catAxisLabelColor: INK, valAxisLabelFontFace: FACE, valAxisLabelFontSize: 9, valAxisLabelColor: MUTED };
  const all: PptxGenJS.IChartOpts = {
    ...item.box,
    ...labels,
    altText: item.alt,
    valAxisMinVal: item.min,
    valAxisMaxVal: item.max,
    valAxisLabelFormatCode: item.format,
    valGridLine: { color: "E0E0E0", size: 0.75, style: "solid" },
    dataLabelFontFace: FACE,
    dataLabelFormatCode: item.format,
    displayBlanksAs: "gap",
    ...(item.step > 0 ? { valAxisMajorUnit: item.step } : {}),
  };
  if (item.chart === "bars")
    return { ...all, barDir: "bar", barGapWidthPct: 45, catAxisOrientation: "maxMin" as "minMax" /* the types of the library know one of the two */, valAxisHidden: true, valGridLine: { style: "none" }, chartColors: item.colours, showValue: true, dataLabelFontSize: 11, dataLabelColor: INK, dataLabelPosition: "outEnd", showLegend: false };
  const lines: PptxGenJS.IChartOpts = { ...all, chartColors: item.series.map((s) => s.stroke.colour), lineDataSymbolSize: 7, showLegend: true, legendPos: "b", legendFontFace: FACE, legendFontSize: 10, legendColor: INK };
  // Values of lines that come near each other would cover each other: the table has them.
  return item.chart === "radar" ? { ...lines, radarStyle: "marker" } : { ...lines, lineSmooth: false };
}

const TYPES = { radar: "radar", bars: "bar", lines: "line" } as const;

function addChart(slide: PptxSlide, item: ChartItem, name: string): void {
    // Zero as text: the workbook of the library leaves out what is false.
  const values = (list: (number | null)[]): number[] => list.map((v) => (v === 0 ? "0" : v)) as number[];
  const data = item.series.map((s) => ({ name: s.name, labels: item.categories, values: values(s.values) }));
  slide.addChart(TYPES[item.chart], data, { ...chartOptions(item), objectName: name });
}

// ---- slides ----

function addItem(slide: PptxSlide, item: Item, name: string): void {
  if (item.kind === "text") addText(slide, item, name);
  else if (item.kind === "table") addTable(slide, item, name);
  else addChart(slide, item, name);
}

function mark(slide: PptxSlide, text: string, right: number, colour: string): number {
  if (!text) return right;
  const { size } = SIZES.small;
  const w = textWidth(text, size) + 0.3;
  slide.addText(text, { x: right - w, y: HEADING.y, w, h: 0.3, margin: 0, align: "center", valign: "middle", fontSize: size, bold: true, color: colour, line: { color: colour, width: 1.25 }, lang: lang(text) });
  return right - w - 0.12;
}

function addFrame(slide: PptxSlide, deck: Deck, number: number): void {
  const right = mark(slide, deck.marks.confidentiality, PAGE.w - HEADING.x, TONE_COLOURS.bad);
  mark(slide, deck.marks.draft, right, MUTED);
  const { size } = SIZES.footer;
  const common: TextOptions = { margin: 0, fontSize: size, color: MUTED, valign: "middle" };
  const page = [deck.marks.draft, deck.marks.confidentiality, `${number} / ${deck.slides.length}`].filter(Boolean).join("  ");
  slide.addText(deck.footer, { ...FOOTER, w: FOOTER.w - 2.4, ...common, lang: lang(deck.footer) });
  slide.addText(page, { ...FOOTER, x: FOOTER.x + FOOTER.w - 2.3, w: 2.3, ...common, align: "right", lang: lang(page) });
}

const COVER = "cover";
const CONTENT = "content";

function defineMasters(pptx: PptxGenJS, deck: Deck): void {
  const { size, line, ...cover } = titleBox(deck.title);
  const title = (box: Box, options: Partial<PptxGenJS.PlaceholderProps>): { placeholder: { options: PptxGenJS.PlaceholderProps; text: string } } => ({
    placeholder: { options: { name: "title", type: "title", ...box, margin: 0, bold: true, color: INK, align: "left", ...options }, text: "" },
  });
  const rule = (y: number): { rect: PptxGenJS.ShapeProps } => ({ rect: { x: HEADING.x, y, w: PAGE.w - 2 * HEADING.x, h: 0.03, fill: { color: BLUE }, line: { color: BLUE, width: 0 } } });
  pptx.defineSlideMaster({ title: COVER, background: { color: "FFFFFF" }, objects: [rule(cover.y + cover.h + 0.15), title(cover, { fontSize: size, valign: "bottom" })] });
  pptx.defineSlideMaster({ title: CONTENT, background: { color: "FFFFFF" }, objects: [rule(HEADING.y + HEADING.h + 0.02), title(HEADING, { fontSize: SIZES.heading.size, valign: "middle" })] });
}

function headingSize(text: string): number {
  return [SIZES.heading.size, 22, 18, 16].find((size) => textWidth(text, size) <= HEADING.w) ?? 12;
}

function addSlide(pptx: PptxGenJS, deck: Deck, model: Slide, index: number): void {
  const slide = pptx.addSlide({ masterName: index === 0 ? COVER : CONTENT });
  const fontSize = index === 0 ? titleBox(deck.title).size : headingSize(model.heading);
  slide.addText([{ text: model.heading, options: { fontSize, bold: true, color: INK, lang: lang(model.heading) } }], { placeholder: "title" });
  model.items.forEach((item, i) => addItem(slide, item, `${item.kind} ${i + 1}`));
  addFrame(slide, deck, index + 1);
  if (model.notes.length > 0) slide.addNotes(model.notes.join("\n"));
}

const breath = (): Promise<void> => new Promise((next) => setTimeout(next, 0));

// `onProgress` is told how far it is, 0 to 1. The same deck gives the same bytes.
export async function deckFile(deck: Deck, onProgress: (done: number) => void): Promise<Uint8Array> {
  const pptx = new PptxGenJS();
  pptx.defineLayout({ name: "WIDE", width: PAGE.w, height: PAGE.h });
  pptx.layout = "WIDE";
  // The library escapes all of them but the company.
  const company = deck.organisation.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  Object.assign(pptx, { title: deck.title, subject: deck.title, author: deck.author, company });
  const face = deck.language === "ja" ? "Yu Gothic" : "Arial";
  pptx.theme = { headFontFace: face, bodyFontFace: face };
  defineMasters(pptx, deck);
  for (const [i, slide] of deck.slides.entries()) {
    addSlide(pptx, deck, slide, i);
    if (i % AT_ONCE === AT_ONCE - 1) {
      onProgress((0.3 * i) / deck.slides.length);
      await breath();
    }
  }
  onProgress(0.3);
  const raw = (await pptx.write({ outputType: "arraybuffer", compression: false })) as ArrayBuffer;
  onProgress(0.6);
  return finished(raw, deck, (done) => onProgress(0.6 + 0.4 * done));
}
