// What is on the slides, before any file is made of it: boxes in inches from the top left of a slide of
// 13.333 × 7.5 (16:9), texts in points. Pure; file.ts makes the .pptx.
import type { ReportTone } from "../document";

export interface Box {
  x: number;
  y: number;
  w: number;
  h: number;
}

export interface Run {
  text: string;
  bold?: boolean;
  colour?: string; // RRGGBB
  size?: number; // points; that of its paragraph
}

export interface Para {
  runs: Run[];
  size: number;
  line: number; // points from line to line
  align?: "left" | "right" | "center";
  bullet?: boolean;
  mark?: string; // of a numbered item, in the place of a bullet
  after?: number; // points below it
}

export interface Cell {
  runs: Run[];
  align: "left" | "right" | "center";
  fill?: string;
}

export interface TableItem {
  kind: "table";
  box: Box;
  widths: number[];
  heights: number[];
  rows: Cell[][]; // the first is the header
  size: number;
  line: number;
}

export interface Series {
  name: string;
  values: (number | null)[];
  stroke: Stroke;
}

export interface ChartItem {
  kind: "chart";
  box: Box;
  chart: "radar" | "bars" | "lines";
  categories: string[];
  series: Series[];
  min: number;
  max: number;
  step: number; // between two lines of the scale
  format: string; // of values, as Excel writes formats
  colours: string[]; // of the bars, where there is one series
  alt: string; // said in place of the picture
}

export interface TextItem {
  kind: "text";
  box: Box;
  paras: Para[];
  fill?: string;
  edge?: string;
  middle?: boolean; // centred in height
}

export type Item = TextItem | TableItem | ChartItem;

export interface Slide {
  heading: string;
  items: Item[];
  notes: string[];
}

export interface Deck {
  language: "ja" | "en";
  title: string;
  organisation: string;
  author: string;
  made: string; // instant of the document, which is the file's, too
  footer: string; // number and digest
  marks: { draft: string; confidentiality: string }; // "" none
  slides: Slide[]; // the first is the title
}

// ---- the page ----

export const POINT = 1 / 72; // inches

export const PAGE = { w: 13.333, h: 7.5 };
export const BODY: Box = { x: 0.6, y: 1.4, w: 12.13, h: 5.35 };
export const HEADING: Box = { x: 0.6, y: 0.42, w: 10.1, h: 0.75 };
export const FOOTER: Box = { x: 0.6, y: 7.0, w: 12.13, h: 0.3 };
export const GAP = 0.16; // between two blocks

export const SIZES = {
  title: { size: 36, line: 46 },
  heading: { size: 26, line: 32 },
  lead: { size: 18, line: 27 },
  body: { size: 16, line: 24 },
  caption: { size: 13, line: 19 },
  small: { size: 11, line: 16 },
  footer: { size: 8, line: 10 },
} as const;

// ---- its colours: those of the paper (src/mod/report/style/report.css, report_chart_rules.c) ----

export const INK = "1A1A1A";
export const MUTED = "4D4D4D";
export const BLUE = "0017C1";
export const HEAD_FILL = "EEF3FB";
export const STRONG_FILL = "F7F7F7";
export const WARNED_FILL = "FDF3E3";
export const LINE = "C4C4C4";

export const TONE_COLOURS: Record<ReportTone, string> = { neutral: "4D4D4D", good: "0F6E43", progress: "0017C1", attention: "8A4B00", bad: "B3000F" };
export const TONE_FILLS: Record<ReportTone, string> = { neutral: "F0F0F0", good: "E3F4EA", progress: "E8F1FE", attention: "FDEED7", bad: "FDE3E1" };
export const BAR_COLOUR = "5B7BD5"; // of a bar without a tone

// Told apart without colour by dashes and markers, as on paper.
export interface Stroke {
  colour: string;
  width: number; // points
  dash: "solid" | "dash" | "sysDot" | "lgDashDot" | "sysDash";
  marker: "circle" | "square" | "triangle" | "diamond";
}

const OTHER: Stroke = { colour: "197A4B", width: 1.75, dash: "sysDash", marker: "diamond" };
const STROKES: Record<string, Stroke> = {
  own: { colour: BLUE, width: 3, dash: "solid", marker: "circle" },
  target: { colour: "B34000", width: 2, dash: "dash", marker: "square" },
  industry: { colour: "3D3D3D", width: 1.75, dash: "sysDot", marker: "triangle" },
  comparable: { colour: "00737A", width: 1.75, dash: "dash", marker: "triangle" },
  leaders: { colour: "8A4B00", width: 1.75, dash: "sysDash", marker: "square" },
  last: { colour: "6F4FA3", width: 1.75, dash: "lgDashDot", marker: "diamond" },
};

export function strokeOf(key: string): Stroke {
  return STROKES[key] ?? OTHER;
}
