// A step that the server refuses because something is not written yet: said by the names on the page.
import { ApiError } from "../../kernel/api";
import { fieldLabel, type RegisterInfo } from "../../kernel/describe";
import { msg } from "../../kernel/i18n";
import { toast, toastError } from "../../ui/note";

export function refusedText(register: RegisterInfo, error: unknown): string | null {
  if (!(error instanceof ApiError)) return null;
  const said = Object.entries(error.fields())
    .filter(([key]) => register.fields.some((f) => f.key === key))
    .map(([key, what]) => msg("ui.field.refused", { field: fieldLabel(register, key), what }));
  return said.length > 0 ? said.join(msg("ui.list.semicolon")) : null;
}

export function toastRefused(register: RegisterInfo, error: unknown): void {
  const text = refusedText(register, error);
  if (text) toast(text, "bad");
  else toastError(error);
}
