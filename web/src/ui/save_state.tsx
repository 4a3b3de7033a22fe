// Whether what is typed has reached the server: the one line of every page that saves by itself.
import { msg } from "../kernel/i18n";
import { Icon, type IconName } from "./icon";

export type SaveState = "idle" | "saving" | "saved" | "offline" | "refused" | "conflict";

const ICONS: Record<SaveState, IconName> = {
  idle: "check",
  saving: "refresh",
  saved: "check",
  offline: "offline",
  refused: "alert",
  conflict: "alert",
};

function text(state: SaveState): string {
  switch (state) {
    case "saving":
      return msg("ui.save.saving");
    case "saved":
      return msg("ui.save.saved");
    case "offline":
      return msg("ui.save.offline");
    case "refused":
      return msg("ui.save.refused");
    case "conflict":
      return msg("ui.save.conflict");
    default:
      return msg("ui.save.idle");
  }
}

export function SaveLine({ state }: { state: SaveState }) {
  const bad = state === "offline" || state === "refused" || state === "conflict";
  return (
    <span className={bad ? "save-line tone-warn" : "save-line"} role="status">
      <Icon name={ICONS[state]} size={15} />
      <span>{text(state)}</span>
    </span>
  );
}
