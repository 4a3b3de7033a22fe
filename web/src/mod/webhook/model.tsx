// What the pages of webhooks share: states and events in words, the way back to the list.
import type { Webhook, WebhookEvent } from "../../gen/api";
import { label, msg } from "../../kernel/i18n";
import type { Crumb } from "../../ui/page";
import { Badge } from "../../ui/state";
import { subjectText } from "../audit/audit";

export const crumbs = (): Crumb[] => [{ label: msg("ui.nav.settings"), to: "/settings" }];
export const crumbsBelow = (): Crumb[] => [...crumbs(), { label: msg("ui.webhooks"), to: "/settings/webhooks" }];

export function HookState({ hook }: { hook: Webhook }) {
  if (hook.active) return <Badge tone="ok">{msg("ui.webhooks.on")}</Badge>;
  return <Badge tone={hook.off ? "bad" : "neutral"}>{hook.off ? label(`enum.webhook_off.${hook.off}`) : msg("ui.webhooks.off")}</Badge>;
}

export interface EventGroup {
  subject: string;
  label: string;
  events: WebhookEvent[];
}

// Events of one kind of thing stand together, in the order in which the server names the things.
export function groupsOf(events: WebhookEvent[]): EventGroup[] {
  const groups = new Map<string, EventGroup>();
  for (const e of events) {
    const group = groups.get(e.subject) ?? { subject: e.subject, label: subjectText(e.subject), events: [] };
    group.events.push(e);
    groups.set(e.subject, group);
  }
  return [...groups.values()];
}

// "対策：作成"
export function eventText(type: string, events: WebhookEvent[]): string {
  const event = events.find((e) => e.type === type);
  if (!event) return type === "webhook.test" ? msg("webhook.test") : type;
  return msg("ui.webhooks.event.of", { subject: subjectText(event.subject), what: label(`webhook.what.${event.what}`) });
}
