// The document of a report, "kaname-report/1", as the API gives it: what docs/admin/report-format.md
// describes and src/mod/report/report_doc.h reads. Types only.
import type { Money } from "../../kernel/number_rules";

export type Texts = { ja?: string; en?: string };

export type ReportTone = "neutral" | "good" | "progress" | "attention" | "bad";
export type Kind = "text" | "number" | "level" | "date" | "money" | "state";
export type Value = string | number | null | Texts | Money | { label: Texts; tone: ReportTone };

export interface Shown {
  kind?: Kind;
  digits?: number;
  sign?: boolean;
  unit?: Texts;
}

export interface Figure extends Shown {
  label: Texts;
  value: Value;
  note?: Texts;
  change?: { direction: "up" | "down" | "same"; tone: ReportTone; text: Texts };
}

export interface ReportColumn extends Shown {
  label: Texts;
  width?: number; // in shares of the table's width
  align?: "start" | "end" | "center";
}

export interface ReportRow {
  cells: Value[];
  emphasis?: "none" | "strong" | "attention";
  mark?: "none" | "new" | "changed";
}

interface Told {
  caption?: Texts;
  note?: Texts;
}

export interface WordsBlock extends Told {
  type: "words";
  author?: Person | null;
  written_at?: string | null;
  text?: Texts;
}

export interface ParagraphBlock extends Told {
  type: "paragraph";
  text: Texts;
  style?: "body" | "lead" | "small";
}

export interface FiguresBlock extends Told {
  type: "figures";
  items: Figure[];
}

export interface TableBlock extends Told {
  type: "table";
  columns: ReportColumn[];
  rows: ReportRow[];
  empty?: Texts;
}

export interface RadarBlock extends Told {
  type: "radar";
  max: number;
  axes: { label: Texts }[];
  series: { key: string; label: Texts; values: (number | null)[]; sample?: boolean }[];
  twin?: boolean;
}

export interface TrendBlock extends Told {
  type: "trend";
  max: number;
  periods: { label: Texts }[];
  series: { key: string; label: Texts; values: (number | null)[]; sample?: boolean }[];
  twin?: boolean;
}

export interface HeatBlock extends Told {
  type: "heatmap";
  corner?: Texts;
  columns: { label: Texts }[];
  rows: { label: Texts; values: (number | null)[]; emphasis?: string }[];
  steps: { from: number; label: Texts }[];
}

export interface BarsBlock extends Told {
  type: "bars";
  unit?: Texts;
  digits?: number;
  max?: number;
  items: { label: Texts; value: number | null; tone?: ReportTone; note?: Texts }[];
}

export interface SourcesBlock extends Told {
  type: "sources";
  items: { what: Texts; source: Texts; date?: string | null; sample?: boolean; note?: Texts }[];
}

export type Block =
  | WordsBlock
  | ParagraphBlock
  | FiguresBlock
  | TableBlock
  | RadarBlock
  | TrendBlock
  | HeatBlock
  | BarsBlock
  | SourcesBlock;

export interface Section {
  key: string;
  heading: Texts;
  blocks: Block[];
}

export interface Person {
  name: string;
  post: string;
}

export interface ReportDocument {
  type: string;
  number: string;
  period?: string | null;
  title: Texts;
  organisation: Texts;
  audience?: Texts | null;
  confidentiality?: Texts | null;
  meeting?: { name?: Texts | null; date?: string | null } | null;
  prepared_at: string;
  author: Person;
  approver?: Person | null;
  approved_at?: string | null;
  language_default?: "ja" | "en";
  calendar?: "gregorian" | "japanese"; // of the dates of the Japanese edition
  coverage?: { text: Texts; partial: boolean };
  sections: Section[];
}
