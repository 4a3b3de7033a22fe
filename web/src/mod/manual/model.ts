import type { ManualEdition } from "../../gen/api";
import { date, dayOf } from "../../kernel/format";
import { msg } from "../../kernel/i18n";

export function approvedText(edition: Pick<ManualEdition, "approved_at" | "approved_by">): string {
  const on = date(dayOf(edition.approved_at));
  return edition.approved_by ? msg("manual.ui.approved", { date: on, name: edition.approved_by }) : msg("manual.ui.approved.on", { date: on });
}

// The form of feedback on a page.
export const tellPath = (page: { id: string; title: string }): string => `/manual-feedbacks/new?page=${page.id}&page.title=${encodeURIComponent(page.title)}`;
