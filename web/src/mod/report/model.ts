// Issues of reports and their document (docs/admin/report-format.md) as the API gives them.
import type { ReportIssue, ReportSaid, ReportSectionWords, ReportType } from "../../gen/api";
import { label, type Language, pick } from "../../kernel/i18n";
import type { Tone } from "../../ui/state";
import type { ReportTone } from "./document";

export type Form = "html" | "pdf" | "xlsx";

export const LANGUAGES: Language[] = ["ja", "en"];

export function languageName(language: Language): string {
  return label(`enum.report_language.${language}`);
}

export type Issue = ReportIssue;
export type Said = ReportSaid;
export type SectionWords = ReportSectionWords;

export const TONES: Record<ReportTone, Tone> = { neutral: "neutral", good: "ok", progress: "info", attention: "warn", bad: "bad" };

// Its own words in the reader's language where it has them.
export function issueText(issue: Issue, key: "title" | "audience" | "meeting" | "confidentiality"): string {
  return pick({ ja: issue[key] ?? undefined, en: issue[`${key}_en`] ?? issue[key] ?? undefined });
}

// An own type as its readers call it.
export function typeName(type: Pick<ReportType, "title" | "title_en">): string {
  return pick({ ja: type.title, en: type.title_en ?? type.title });
}

export function typePath(type: { id: string; number?: string | null }): string {
  return `/report-types/${type.number ?? type.id}`;
}

// Is a section nothing but words? They then stand first in it.
export function isWordsOnly(section: string): boolean {
  return section === "words" || section.startsWith("words_");
}

export function issuePath(issue: { id: string; number?: string | null }): string {
  return `/report-issues/${issue.number ?? issue.id}`;
}
