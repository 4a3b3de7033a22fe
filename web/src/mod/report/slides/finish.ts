// What pptxgenjs 4 leaves out of a file, put in: the same bytes for the same deck (dates), series told apart by
// dashes and markers, gaps instead of empty numbers, tables that know their header, notes with line ends, the
// Japanese font. Parts are XML made by that library, so texts are found as it writes them.
import JSZip from "jszip";
import type { ChartItem, Deck, Series } from "./deck";

// ---- charts ----

function stroked(ser: string, { stroke }: Series): string {
  const width = Math.round(stroke.width * 12700); // EMU
  return ser
    .replace(/<a:ln w="\d+" cap="\w+">(<a:solidFill>.*?<\/a:solidFill>)<a:prstDash val="\w+"\/>/, `<a:ln w="${width}" cap="flat">$1<a:prstDash val="${stroke.dash}"/>`)
    .replace(/<c:symbol val="\w+"\s*\/>/, `<c:symbol val="${stroke.marker}"/>`);
}

// In a series of lines the schema wants the marker before the labels, and no turning of colours below zero.
function ordered(ser: string): string {
  const labels = /<c:dLbls>[\s\S]*?<\/c:dLbls>/.exec(ser)?.[0];
  const bare = ser.replace(/\s*<c:invertIfNegative val="0"\/>/, "");
  return labels && bare.includes("</c:marker>") ? bare.replace(labels, "").replace("</c:marker>", `</c:marker>${labels}`) : bare;
}

function chartXml(xml: string, chart: ChartItem): string {
  let at = 0;
  const filled = xml.replace(/<c:pt idx="\d+"><c:v><\/c:v><\/c:pt>/g, "");
  if (chart.chart === "bars") return filled;
  return filled.replace(/<c:ser>[\s\S]*?<\/c:ser>/g, (ser) => {
    const series = chart.series[at++];
    return series ? ordered(stroked(ser, series)) : ser;
  });
}

// ---- the other parts ----

function notesXml(xml: string): string {
  return xml.replace(/<a:p><a:r>(<a:rPr[^>]*\/>)<a:t>([^<]*)<\/a:t><\/a:r><a:endParaRPr[^>]*\/><\/a:p>/, (whole, properties: string, text: string) =>
    text.includes("\n")
      ? text
          .split(/\r?\n/)
          .map((line) => `<a:p><a:r>${properties}<a:t>${line}</a:t></a:r></a:p>`)
          .join("")
      : whole,
  );
}

const themeXml = (xml: string): string => xml.replace(/<a:ea typeface=""\/>/g, '<a:ea typeface="Yu Gothic"/>').replace(/<a:font script="Jpan" typeface="[^"]*"\/>/g, '<a:font script="Jpan" typeface="Meiryo"/>');

const slideXml = (xml: string): string => xml.replace(/<a:tblPr\s*\/>/g, '<a:tblPr firstRow="1"/>');

function coreXml(xml: string, made: string): string {
  return xml.replace(/(<dcterms:(?:created|modified)[^>]*>)[^<]*/g, `$1${made}`);
}

// The parts that name other parts.
const linked = (name: string, xml: string, own: (text: string) => string): string => (name.endsWith(".rels") || name.startsWith("[") ? own(xml) : xml);

function part(name: string, xml: string, charts: ChartItem[], made: string): string {
  const chart = /^ppt\/charts\/chart(\d+)\.xml$/.exec(name);
  const item = chart && charts[Number(chart[1]) - 1];
  if (item) return chartXml(xml, item);
  if (name.startsWith("ppt/notesSlides/notesSlide")) return notesXml(xml);
  if (name.startsWith("ppt/theme/")) return themeXml(xml);
  if (name.startsWith("ppt/slides/slide")) return slideXml(xml);
  if (name === "docProps/core.xml") return coreXml(xml, made);
  if (name === "xl/worksheets/sheet1.xml") return xml.replace(/><v><\/v><\/c>/g, "/>");
  return xml;
}

// The library numbers charts through all files that it makes; each file counts from 1 here.
const NUMBERED = /\b(chart|Microsoft_Excel_Worksheet)(\d+)(?=\.(?:xml|xlsx))/g;

function renumber(names: string[]): (text: string) => string {
  const numbers = names.flatMap((name) => /^ppt\/charts\/chart(\d+)\.xml$/.exec(name)?.[1] ?? []).map(Number);
  const before = Math.min(...numbers, Infinity) - 1;
  return (text) => text.replace(NUMBERED, (_, name: string, n: string) => `${name}${Number(n) - before}`);
}

// ---- packing ----

const EARLIEST = Date.UTC(1980, 0, 1); // that a ZIP knows

async function packed(bytes: ArrayBuffer | Uint8Array, charts: ChartItem[], made: Date, onProgress: (done: number) => void): Promise<Uint8Array> {
  const from = await JSZip.loadAsync(bytes);
  const to = new JSZip();
  const files = Object.values(from.files).filter((file) => !file.dir);
  const own = renumber(files.map((file) => file.name));
  const named = files.map((file) => ({ file, name: own(file.name) }));
  // The list of parts first, as Office writes it.
  named.sort((a, b) => Number(b.name.startsWith("[")) - Number(a.name.startsWith("[")) || (a.name < b.name ? -1 : 1));
  const instant = made.toISOString().replace(/\.\d+Z$/, "Z");
  for (const [i, { file, name }] of named.entries()) {
    const options = { date: made, createFolders: false };
    if (/\.(xml|rels)$/.test(name)) to.file(name, part(name, linked(name, await file.async("string"), own), charts, instant), options);
    else if (name.endsWith(".xlsx")) to.file(name, await packed(await file.async("uint8array"), [], made, () => undefined), options);
    else to.file(name, await file.async("uint8array"), options);
    onProgress((0.5 * i) / named.length);
  }
  return to.generateAsync({ type: "uint8array", compression: "DEFLATE", compressionOptions: { level: 6 } }, ({ percent }) => onProgress(0.5 + percent / 200));
}

export function finished(bytes: ArrayBuffer, deck: Deck, onProgress: (done: number) => void): Promise<Uint8Array> {
  const made = new Date(Math.max(EARLIEST, Date.parse(deck.made) || 0));
  const charts = deck.slides.flatMap((s) => s.items).filter((item): item is ChartItem => item.kind === "chart");
  return packed(bytes, charts, made, onProgress);
}
