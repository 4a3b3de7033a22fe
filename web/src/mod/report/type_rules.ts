// A type of report while it is edited: sections have a key of their own on the page, so that they keep it when they move.
import type { ReportSectionKinds, ReportType, ReportTypeBody } from "../../gen/api";

export type Kind = ReportSectionKinds["items"][number];
type ApiSection = ReportTypeBody["sections"][number];

export interface Part {
  id: number;
  key: string | null; // as the server keeps it; NULL: it is new
  builder: Kind["key"] | null; // NULL: nothing but words
  ja: string;
  en: string;
  words: boolean;
}

export interface TypeDraft {
  title: string;
  title_en: string;
  audience: string;
  audience_en: string;
  description: string;
  parts: Part[];
}

export const SECTIONS_MOST = 40;

let ids = 0;

export const newPart = (builder: Part["builder"]): Part => ({ id: ++ids, key: null, builder, ja: "", en: "", words: true });

export const partOf = (s: ApiSection): Part => ({ id: ++ids, key: s.key ?? null, builder: s.builder ?? null, ja: s.heading?.ja ?? "", en: s.heading?.en ?? "", words: s.words });

export const newType = (): TypeDraft => ({ title: "", title_en: "", audience: "", audience_en: "", description: "", parts: [] });

export function draftOf(t: ReportType): TypeDraft {
  return { title: t.title, title_en: t.title_en ?? "", audience: t.audience ?? "", audience_en: t.audience_en ?? "", description: t.description ?? "", parts: t.sections.map(partOf) };
}

function headingOf({ ja, en }: Part): ApiSection["heading"] {
  const heading = { ...(ja.trim() ? { ja: ja.trim() } : {}), ...(en.trim() ? { en: en.trim() } : {}) };
  return Object.keys(heading).length > 0 ? heading : null;
}

export const sectionsOf = (parts: Part[]): ApiSection[] =>
  parts.map((p) => ({ ...(p.key && !p.builder ? { key: p.key } : {}), builder: p.builder, heading: headingOf(p), words: p.words || !p.builder }));

export function bodyOf(d: TypeDraft): ReportTypeBody {
  const text = (t: string) => t.trim() || null;
  return { title: d.title.trim(), title_en: text(d.title_en), audience: text(d.audience), audience_en: text(d.audience_en), description: text(d.description), sections: sectionsOf(d.parts) };
}

// The list with one of its members a place further up (-1) or down (1); as it was at either end.
export function moved<T>(list: T[], at: number, by: 1 | -1): T[] {
  const to = at + by;
  if (to < 0 || to >= list.length) return list;
  const next = [...list];
  [next[at], next[to]] = [next[to] as T, next[at] as T];
  return next;
}

// Kinds that are still to be had: each stands once in a type.
export const left = (kinds: Kind[], parts: Part[]): Kind[] => kinds.filter((k) => !k.incident && !parts.some((p) => p.builder === k.key));
