// What is said of reports outside on several pages.
import type { CaseDutyProposal } from "../../gen/api";
import { date, dateTime, zone as ours, zoneName } from "../../kernel/format";
import { label, msg } from "../../kernel/i18n";
import { duration, minutesBetween } from "../incident/model";

export const FACTS = ["personal", "sensitive", "property", "unlawful", "harm", "financial", "infrastructure", "listed", "contracts"] as const;
export type FactKey = (typeof FACTS)[number];

export const reasons = (keys: string[]): string => keys.map((key) => label(`duty.fact.${key}`, label(`duty.why.${key}`, key))).join(msg("duty.ui.separator"));

// By when: a moment where hours count, a day of the zone where days do.
export function byWhen(due: string | null, day: string | null, zone: string): string {
  if (due === null) return msg("duty.ui.promptly");
  if (day === null || !endsDay(due, zone)) return msg("duty.ui.at", { at: dateTime(due) });
  return zone === ours() ? msg("duty.ui.on", { day: date(day) }) : msg("duty.ui.until", { day: date(day), zone: zoneName(zone) });
}

// Midnight in the zone: the end of a day.
function endsDay(due: string, zone: string): boolean {
  const clock = new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit", hour12: false }).format(new Date(due));
  return clock === "00:00" || clock === "24:00";
}

// What is due first stands first; what has no term, behind.
export const byDue = (list: CaseDutyProposal[]): CaseDutyProposal[] =>
  [...list].sort((a, b) => (a.first_due ?? a.final_due ?? "9999").localeCompare(b.first_due ?? b.final_due ?? "9999"));

export const left = (due: string): string => msg("duty.ui.left", { time: duration(minutesBetween(new Date().toISOString(), due)) });
