// What the pages of sites share.
import type { RegisterRecord } from "../../kernel/record";
import type { Tone } from "../../ui/state";

export const STATES = ["good", "watch", "weak"] as const;
export const STATE_TONES: Record<string, Tone> = { good: "ok", watch: "warn", weak: "bad" };

// The form of a new record of the site, with its unit and the site itself filled in.
export function newOfSite(register: string, site: RegisterRecord): string {
  const unit = site.unit as { id: string; title?: string | null };
  const given = { unit: unit.id, "unit.title": unit.title ?? "", site: site.id, "site.title": String(site.name) };
  return `/${register}/new?${new URLSearchParams(given)}`;
}
