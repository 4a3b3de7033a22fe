// Before a page is left on which something was typed that nobody has saved.
import { useCallback } from "react";
import { useBlocker } from "../app/router";
import { msg } from "../kernel/i18n";
import { confirm } from "./overlay";

export function useUnsaved(dirty: boolean): void {
  const ask = useCallback(
    () => confirm({ title: msg("ui.form.leave"), text: msg("ui.form.leave.text"), yes: msg("ui.form.leave.yes"), no: msg("ui.form.leave.no"), look: "outline" }),
    [],
  );
  useBlocker(dirty, ask);
}
