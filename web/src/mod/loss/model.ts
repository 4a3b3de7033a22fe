// Losses as the API has them, and as people write them: 万円, percent, "between … and …".
import type { InsurancePolicy, LossScenario } from "../../gen/api";
import { money, plainNumber } from "../../kernel/format";
import { label, msg } from "../../kernel/i18n";

export const FORMS = ["response", "interruption", "personal_data", "liability", "ransom", "recovery", "penalty", "reputation"] as const;
export type LossForm = (typeof FORMS)[number];
export const SHAPES = ["pert", "lognormal", "uniform", "fixed"] as const;
export type Shape = (typeof SHAPES)[number];
export const PHASES = ["detect", "report", "contain", "recover"] as const;
export type Phase = (typeof PHASES)[number];

// A quantity while it is edited: numbers that its shape does not use stay for the next change of mind.
export interface Quantity {
  shape: Shape;
  value: number | null;
  low: number | null;
  likely: number | null;
  high: number | null;
}
export type ApiQuantity = { shape: string; value?: number | null; low?: number | null; likely?: number | null; high?: number | null };

export const USED: Record<Shape, ("value" | "low" | "likely" | "high")[]> = { fixed: ["value"], uniform: ["low", "high"], pert: ["low", "likely", "high"], lognormal: ["low", "high"] };

export const newQuantity = (shape: Shape = "pert"): Quantity => ({ shape, value: null, low: null, likely: null, high: null });
export const quantityOf = (q: ApiQuantity): Quantity => ({ shape: q.shape as Shape, value: q.value ?? null, low: q.low ?? null, likely: q.likely ?? null, high: q.high ?? null });

export const bodyOfQuantity = (q: Quantity) => ({ shape: q.shape, ...Object.fromEntries(USED[q.shape].flatMap((m) => (q[m] === null ? [] : [[m, q[m]]]))) });

export const yen = (n: number): string => money({ amount: Math.round(n), currency: "JPY" });
export const share = (p: number): string => `${Number((100 * p).toPrecision(3)).toLocaleString("en-GB", { maximumFractionDigits: 2 })}%`;
export const formLabel = (form: string): string => label(`enum.loss_form.${form}`);

// "1.5億円から3億円（たいてい2億円）"
export function quantityText(q: ApiQuantity, of: (n: number) => string = plainNumber): string {
  if (q.shape === "fixed") return of(q.value ?? 0);
  const args = { low: of(q.low ?? 0), high: of(q.high ?? 0), likely: of(q.likely ?? 0) };
  return label(`loss.quantity.${q.shape}`, undefined, args);
}

export const timesText = (q: ApiQuantity): string => msg("loss.times", { n: quantityText(q, (n) => msg("loss.times.each", { n: plainNumber(n) })) });

// ---- what an estimate says (docs/admin/loss-format.md) ----

export interface Level {
  value: number;
  low: number;
  high: number;
}
export interface Year {
  mean: number;
  standard_error: number;
  median: Level;
  p90: Level;
  p95: Level;
  p99: Level;
  tail99: number;
  any: number;
  most: number;
}
export type ByForm = Record<LossForm, number>;
export interface Case {
  case: "as_is" | "measure" | "measures" | "policy";
  key?: string;
  year: Year;
  avoided: number;
  avoided_standard_error: number;
  cost?: number;
  avoided_per_yen?: number;
  curve: { loss: number; probability: number }[];
  appetite: { loss: number; allowed: number; probability: number; within: boolean }[];
  gap?: Record<"loss" | "paid" | "not_covered" | "own_share" | "over_limit", ByForm>;
}
export interface Result {
  exact_mean: number;
  scenarios: { key: string; year: Year }[];
  forms: ByForm;
  cases: Case[];
  running: { years: number; mean: number; standard_error: number }[];
}
export interface Model {
  scenarios: { key: string; name?: string }[];
  measures: { key: string; name?: string }[];
  policies: { key: string; name?: string }[];
}

export const nameIn = (list: { key: string; name?: string }[], key: string | undefined): string => list.find((m) => m.key === key)?.name ?? key ?? "";

export function caseName(model: Model, c: Case): string {
  if (c.case === "measure") return nameIn(model.measures, c.key);
  if (c.case === "policy") return nameIn(model.policies, c.key);
  return label(`loss.case.${c.case}`);
}

export type { InsurancePolicy, LossScenario };
