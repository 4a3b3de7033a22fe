// Issues of reports and their document (docs/admin/report-format.md) as the API gives them.
import type { ReportIssue, ReportSaid, ReportSectionWords } from "../../gen/api";
import type { Money } from "../../kernel/format";
import { label, type Language, pick } from "../../kernel/i18n";
import type { Tone } from "../../ui/state";

export type Texts = { ja?: string; en?: string };
export type Form = "html" | "pdf" | "xlsx";

export const LANGUAGES: Language[] = ["ja", "en"];

export function languageName(language: Language): string {
  return label(`enum.report_language.${language}`);
}

export type Issue = ReportIssue;
export type Said = ReportSaid;
export type SectionWords = ReportSectionWords;

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
  items: { label: Texts; value: number | null; note?: Texts }[];
}

export interface SourcesBlock extends Told {
  type: "sources";
  items: { what: Texts; source: Texts; date?: string | null; sample?: boolean; note?: Texts }[];
}

export type Block =
  | ({ type: "words" } & Told)
  | ({ type: "paragraph"; text: Texts; style?: "body" | "lead" | "small" } & Told)
  | ({ type: "figures"; items: Figure[] } & Told)
  | TableBlock
  | RadarBlock
  | HeatBlock
  | BarsBlock
  | SourcesBlock;

export interface Section {
  key: string;
  heading: Texts;
  blocks: Block[];
}

export interface ReportDocument {
  number: string;
  coverage?: { text: Texts; partial: boolean };
  sections: Section[];
}

export const TONES: Record<ReportTone, Tone> = { neutral: "neutral", good: "ok", progress: "info", attention: "warn", bad: "bad" };

// Its own words in the reader's language where it has them.
export function issueText(issue: Issue, key: "title" | "audience" | "meeting" | "confidentiality"): string {
  return pick({ ja: issue[key] ?? undefined, en: issue[`${key}_en`] ?? issue[key] ?? undefined });
}

export function issuePath(issue: { id: string; number?: string | null }): string {
  return `/report-issues/${issue.number ?? issue.id}`;
}
