// What is said of decisions in the room of a case and on one's own page.
import type { Ruling, RulingPerson, RulingSeat } from "../../gen/api";
import { optionLabel } from "../../kernel/describe";
import { msg } from "../../kernel/i18n";
import type { Tone } from "../../ui/state";
import { duration, minutesBetween } from "../incident/model";

export const WHAT = 1000;
export const WORDS = 2000;
export const RANKS: Ruling["rank"][] = ["staff", "head", "management", "headquarters"];

export const TONES: Record<string, Tone> = { asked: "warn", approved: "ok", refused: "bad", overridden: "warn", withdrawn: "neutral" };

export const rankName = (rank: string): string => optionLabel("decision_rank", rank);
export const partName = (part: string): string => optionLabel("decision_part", part);
export const isLate = (r: Ruling): boolean => r.state === "asked" && Date.parse(r.due_at) < Date.now();
export const unreviewed = (r: Ruling): boolean => r.state === "overridden" && r.verdict === null;
export const heardBefore = (part: string): boolean => part === "first" || part === "before";

// How long it waits, or how long the answer took.
export function took(r: Ruling): string {
  if (r.ended_at && (r.state === "approved" || r.state === "refused")) return msg("ruling.ui.took", { time: duration(minutesBetween(r.asked_at, r.ended_at)) });
  return r.state === "asked" ? msg("ruling.ui.waits", { time: duration(minutesBetween(r.asked_at, Date.now())) }) : "";
}

export const nameOf = (p: RulingPerson): string => (p.post ? `${p.title} (${p.post})` : p.title);

// Why somebody has to be chosen for a rank; undefined: somebody holds it.
export function vacancy(seat: RulingSeat): string | undefined {
  if (seat.people.length > 0) return undefined;
  return seat.post ? msg("ruling.ui.ask.vacant.post", { post: seat.post }) : msg("ruling.ui.ask.vacant");
}
