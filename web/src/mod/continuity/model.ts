// What is found, in words, and how it becomes a measure.
import type { ContinuityBusiness, ContinuityFinding, ContinuityMeasure, ContinuitySystem } from "../../gen/api";
import { api } from "../../kernel/api";
import { optionLabel } from "../../kernel/describe";
import { date, plainNumber, today } from "../../kernel/format";
import { msg } from "../../kernel/i18n";
import { invalidate } from "../../kernel/query";
import type { RefValue } from "../../kernel/record";
import { usualDue } from "../measure/usual";

export type { ContinuityFinding };

export const hours = (n: number | null | undefined): string => (n === null || n === undefined ? "" : msg("continuity.ui.hours", { n: plainNumber(n) }));

const OBJECTIVES = ["objective_long"];
const POINTS = ["point_long"];
const DAYS = ["missed_cycle", "untested", "test_failed", "unexercised"]; // what is found is a day, or that there is none

// What stands behind a finding: hours against hours, or the last day.
export function detailOf(f: ContinuityFinding): string {
  const figures = { is: hours(f.is), most: hours(f.most) };
  if (OBJECTIVES.includes(f.kind)) return msg("continuity.ui.detail.objective", figures);
  if (POINTS.includes(f.kind)) return msg("continuity.ui.detail.point", figures);
  if (f.kind === "cycle_long") return msg("continuity.ui.detail.cycle", figures);
  if (f.is !== null && f.most !== null) return msg("continuity.ui.detail.hours", figures);
  if (!DAYS.includes(f.kind)) return "";
  return f.on ? msg("continuity.ui.detail.on", { date: date(f.on) }) : msg("continuity.ui.detail.never");
}

// What it is about, as people call it: a need by its two ends.
export function nameOf(f: ContinuityFinding): string {
  if (f.register === "business-needs" && f.business && f.system) return msg("continuity.ui.detail.between", { business: f.business.title ?? "", system: f.system.title ?? "" });
  return f.record.title ?? f.record.number ?? "";
}

export const kindOf = (f: ContinuityFinding): string => optionLabel("continuity_kind", f.kind);

export async function makeMeasure(f: ContinuityFinding, owner: RefValue | null): Promise<RefValue> {
  const names = { record: nameOf(f), kind: kindOf(f), detail: detailOf(f), date: date(today()) };
  const { data } = await api.post<ContinuityMeasure>("/continuity/measures", {
    kind: f.kind,
    record: f.record.id,
    title: msg("continuity.ui.plan.title", names).slice(0, 200),
    purpose: msg("continuity.ui.plan.purpose", names),
    priority: "high",
    owner: owner?.id ?? null,
    due: usualDue(),
  });
  invalidate("/continuity", "/measures");
  return data.measure;
}

// ---- orders ----

const IMPORTANCE = ["high", "middle", "low"];
const last = (n: number | null): number => n ?? Number.POSITIVE_INFINITY;
const rank = (importance: string | null): number => (importance ? IMPORTANCE.indexOf(importance) : IMPORTANCE.length);
const compared = (one: number, other: number): number => (one === other ? 0 : one < other ? -1 : 1);

export function inOrder(businesses: ContinuityBusiness[]): ContinuityBusiness[] {
  return [...businesses].sort(
    (a, b) => compared(last(a.recovery_priority), last(b.recovery_priority)) || compared(last(a.recovery_hours), last(b.recovery_hours)) || rank(a.importance) - rank(b.importance) || a.name.localeCompare(b.name),
  );
}

export function systemsInOrder(systems: ContinuitySystem[]): ContinuitySystem[] {
  return [...systems].sort((a, b) => compared(last(a.required_hours), last(b.required_hours)) || rank(a.importance) - rank(b.importance) || b.businesses - a.businesses || a.name.localeCompare(b.name));
}
