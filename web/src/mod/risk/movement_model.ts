// What was kept of the register, and what has become of the risks since, as the pages tell it.
import type { RiskMovement, RiskMovementCell, RiskMovementKinds, RiskSnapshot } from "../../gen/api";
import { date, period } from "../../kernel/format";
import { msg } from "../../kernel/i18n";

export type Kind = keyof RiskMovementKinds;
export type Place = RiskMovementCell["from"];

// What people ask for first; nobody reads what stayed the same.
export const KINDS: Kind[] = ["up", "down", "new", "gone", "rated"];
// Where there is room for few.
export const SHORT: Kind[] = ["up", "down", "new", "gone"];
export const PLACES: Place[] = ["alarm", "warn", "watch", "calm", "unknown"];

export const snapshotName = (s: RiskSnapshot): string => (s.by_hand ? msg("risk.snapshot.day", { date: date(s.as_of) }) : msg("risk.snapshot.quarter", { period: period(s.period) }));

// How many stood at each place at the later time.
export function placesAfter(m: RiskMovement): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const c of m.cells) sums[c.to] = (sums[c.to] ?? 0) + c.count;
  return sums;
}

export const cellAt = (m: RiskMovement, from: Place, to: Place): number => m.cells.find((c) => c.from === from && c.to === to)?.count ?? 0;

// Worse than before, better, or as it was: where a risk stands in neither of two bands, what has come is worse.
export function wayOf(from: Place, to: Place): "worse" | "better" | "same" | "other" {
  if (from === to) return "same";
  if (from === "absent" || to === "unknown") return from === "absent" ? "worse" : "other";
  if (to === "absent") return "better";
  if (from === "unknown") return "other";
  return PLACES.indexOf(to) < PLACES.indexOf(from) ? "worse" : "better";
}
