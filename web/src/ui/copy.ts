// Copies a text for the person to paste elsewhere. Browsers offer their clipboard only over https and
// on localhost; elsewhere the old way still works.
import { msg } from "../kernel/i18n";
import { toast } from "./note";

function copyTheOldWay(text: string): void {
  const area = document.createElement("textarea");
  area.value = text;
  (document.querySelector("dialog[open], [role=dialog]") ?? document.body).append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
}

export async function copy(text: string): Promise<void> {
  if (window.isSecureContext) await navigator.clipboard.writeText(text);
  else copyTheOldWay(text);
  toast(msg("ui.copied"));
}
