// States use the same words, colours and signs everywhere: colour is never the only sign.
import type { ReactNode } from "react";
import { optionLabel } from "../kernel/describe";
import { Icon, type IconName } from "./icon";

export type Tone = "neutral" | "info" | "ok" | "warn" | "bad";

export const TONE_SIGNS: Record<Tone, IconName> = {
  neutral: "minus",
  info: "arrow_right",
  ok: "check",
  warn: "alert",
  bad: "close_circle",
};

const TONES: Record<string, Tone> = {};
for (const [tone, keys] of Object.entries({
  neutral: "draft idea declined planned prepared new not_started closed archived withdrawn disabled none na cancelled",
  info: "open proposed submitted requested reviewing in_progress running ongoing doing invited presented scheduled queued",
  ok: "approved accepted answered done complete completed achieved held active issued published passed effective current",
  warn: "returned revising partial late paused on_hold waiting expiring due_soon",
  bad: "rejected overdue failed refused unsupported expired suspended locked",
}))
  for (const key of keys.split(" ")) TONES[key] = tone as Tone;

export function stateTone(state: string): Tone {
  return TONES[state] ?? "info";
}

export function Badge({
  tone = "neutral",
  icon,
  children,
  square,
}: {
  tone?: Tone;
  icon?: IconName | null;
  children: ReactNode;
  square?: boolean;
}) {
  return (
    <span className={`badge tone-${tone}${square ? " square" : ""}`}>
      {icon !== null && !square && <Icon name={icon ?? TONE_SIGNS[tone]} size={14} />}
      {children}
    </span>
  );
}

// The value of a state field: its word from the catalogue in its colour.
export function StateBadge({ set, value }: { set: string | undefined; value: unknown }) {
  if (typeof value !== "string") return null;
  return <Badge tone={stateTone(value)}>{optionLabel(set, value)}</Badge>;
}

export function Count({ n, tone = "neutral" }: { n: number; tone?: Tone }) {
  return <span className={`count tone-${tone}`}>{n > 999 ? "999+" : n}</span>;
}
