// Issues of reports and their document (docs/admin/report-format.md) as the API gives them.
import type { Money } from "../../kernel/format";
import type { Language } from "../../kernel/i18n";
import type { Tone } from "../../ui/state";

export type Texts = { ja?: string; en?: string };
export type Form = "html" | "pdf" | "xlsx";

export interface Issue {
  id: string;
  number: string;
  version: number;
  type: string;
  state: "draft" | "approved";
  title: string;
  campaign: string | null;
  period: string | null;
  audience: string | null;
  meeting: string | null;
  meeting_date: string | null;
  approver: string | null;
  approver_post: string | null;
  approved_at: string | null;
  digest: string | null;
  updated_at: string;
}

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
  sections: Section[];
}

export interface Said {
  language: Language;
  text: string | null;
  version: number;
  author: string | null;
  author_post: string | null;
  updated_at: string | null;
}

export interface SectionWords {
  section: string;
  heading: Texts;
  words: Said[];
}

export const TONES: Record<ReportTone, Tone> = { neutral: "neutral", good: "ok", progress: "info", attention: "warn", bad: "bad" };

export function issuePath(issue: { id: string; number?: string | null }): string {
  return `/report-issues/${issue.number ?? issue.id}`;
}
