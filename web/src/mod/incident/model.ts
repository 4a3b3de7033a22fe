// What is said of incidents on several pages.
import type { RegisterRecord } from "../../kernel/record";
import { msg } from "../../kernel/i18n";

export const SEVERITIES = ["critical", "high", "medium", "low"];
export const OPEN_STATES = "report,containment,recovery,lessons";

const MINUTE = 60_000;
const HOUR = 60;
const DAY = 24 * HOUR;

export const minutesBetween = (from: string, to: string | number | Date): number => Math.max(0, Math.floor((new Date(to).getTime() - new Date(from).getTime()) / MINUTE));

// "3 h 20 min": how long something took.
export function duration(minutes: number): string {
  if (minutes < HOUR) return msg("incident.ui.time.minutes", { n: minutes });
  if (minutes < DAY) return msg("incident.ui.time.hours", { h: Math.floor(minutes / HOUR), m: minutes % HOUR });
  return msg("incident.ui.time.days", { d: Math.floor(minutes / DAY), h: Math.floor((minutes % DAY) / HOUR) });
}

// "3 h ago": how long a report has waited.
export function age(since: string): string {
  const minutes = minutesBetween(since, Date.now());
  if (minutes < HOUR) return msg("incident.ui.age.minutes", { n: minutes });
  if (minutes < DAY) return msg("incident.ui.age.hours", { n: Math.floor(minutes / HOUR) });
  return msg("incident.ui.age.days", { n: Math.floor(minutes / DAY) });
}

export const text = (record: RegisterRecord, key: string): string => (typeof record[key] === "string" ? (record[key] as string) : "");
