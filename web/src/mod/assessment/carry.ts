// Mappings between frameworks, and answers offered by them, as the API gives them.
import { type Query, useQuery } from "../../kernel/query";
import { may } from "../../kernel/session";
import type { Texts, Value } from "./model";

export type Relation = "equal" | "superset" | "subset" | "intersect";
export const RELATIONS: Relation[] = ["equal", "superset", "subset", "intersect"];
export type Sure = "high" | "middle" | "low";

export interface MappingPair {
  from: string;
  to: string;
  relation: Relation;
  strength?: number;
  note?: Texts;
}

export interface MappingBrief {
  key: string;
  version: string;
  built_in: boolean;
  name: Texts;
  publisher: string;
  wording: string;
  from: string;
  to: string;
  n_pairs: number;
  pairs?: MappingPair[];
}

export interface CoverGroup extends Record<Relation, number> {
  key: string;
  name: Texts;
  items: number;
}

export interface CoverItem {
  key: string;
  group: string | null;
  relation: Relation | null;
}

export interface MappingSide {
  key: string;
  name: Texts;
  known: "sheet" | "reference" | "none";
  sheet?: string;
  sheet_version?: string;
  unknown: number; // keys in pairs that it does not have
  groups: CoverGroup[];
  items: CoverItem[];
}

export interface Mapping extends MappingBrief {
  pairs: MappingPair[];
  description: Texts | null;
  licence: string | null;
  source: string | null;
  from_side: MappingSide;
  to_side: MappingSide;
}

export interface CarrySource {
  response: string;
  campaign: string;
  period: string;
  sheet: string;
  sheet_version: string;
  accepted_at: string;
}

export interface CarryOrigin {
  source: number; // place in sources
  item: string;
  value: Value;
  na_reason: string | null;
  relation: Relation; // of the answered item to the asked one
  strength: number | null;
  sure: Sure;
  mapping: string;
  note: Texts | null;
}

export interface CarryOffer {
  item: string;
  value: Value;
  na_reason: string | null;
  sure: Sure;
  differ: boolean;
  plain: boolean; // may be confirmed with others
  origins: CarryOrigin[];
}

export interface CarryMark {
  item: string;
  from: { response: string; campaign: string; period: string; sheet: string; item: string; relation: Relation; mapping: string }[];
}

export interface Carry {
  may: boolean;
  sources: CarrySource[];
  offers: CarryOffer[];
  carried: CarryMark[];
}

export function useCarry(response: string): Query<Carry> {
  return useQuery<Carry>(`/responses/${response}/carry-over`);
}

export function useMappings(sheet?: string): Query<{ items: MappingBrief[] }> {
  return useQuery<{ items: MappingBrief[] }>(may("sheet.read") ? "/mappings" : null, sheet ? { sheet, pairs: true } : {});
}

// Its key may hold points, which in a path would name a file.
export const mappingPage = (key: string): string => `/mappings?key=${encodeURIComponent(key)}`;

// What a mapping joins an item of a sheet with, seen from the item.
export function pairsOf(mapping: MappingBrief, sheet: string, item: string): string[] {
  const forward = mapping.from === sheet;
  return (mapping.pairs ?? []).filter((p) => (forward ? p.from : p.to) === item).map((p) => (forward ? p.to : p.from));
}
