// What became of the events of one receiver.
import { useState } from "react";
import type { WebhookDelivery, WebhookDeliveryList, WebhookEvent } from "../../gen/api";
import { Link } from "../../app/router";
import { api } from "../../kernel/api";
import { dateTime } from "../../kernel/format";
import { label, msg } from "../../kernel/i18n";
import { useQuery } from "../../kernel/query";
import { Button } from "../../ui/button";
import { ErrorNote, Skeleton, toast, toastError } from "../../ui/note";
import { Badge, type Tone } from "../../ui/state";
import { type Column, Table } from "../../ui/table";
import { Tabs } from "../../ui/tabs";
import { eventText } from "./model";

const TONES: Record<string, Tone> = { queued: "info", sent: "ok", failed: "bad" };

// `path`: of all that failed, or of one of them.
export async function resend(path: string): Promise<void> {
  try {
    const { data } = await api.post<{ count: number }>(path);
    toast(msg("ui.webhooks.again.done", { n: data.count }));
  } catch (e) {
    toastError(e);
  }
}

function Result({ delivery: d }: { delivery: WebhookDelivery }) {
  const parts = [
    d.fault ? label(`webhook.fault.${d.fault}`, d.fault, { status: d.status ?? "" }) : String(d.status ?? ""),
    msg("ui.webhooks.ms", { n: d.duration_ms ?? 0 }),
    msg("ui.webhooks.attempts", { n: d.attempts }),
    d.next_at ? msg("ui.webhooks.next_at", { at: dateTime(d.next_at, "short") }) : "",
  ];
  return <span className="small">{parts.filter(Boolean).join(" · ")}</span>;
}

const columns = (events: WebhookEvent[], onSent: () => void): Column<WebhookDelivery>[] => [
  { id: "event", label: msg("ui.webhooks.event"), cell: (d) => eventText(d.type, events), main: true },
  { id: "about", label: msg("ui.webhooks.record"), cell: (d) => (d.path ? <Link to={d.path}>{d.number ?? msg("ui.webhooks.link")}</Link> : ""), className: "nowrap" },
  { id: "state", label: msg("ui.webhooks.state"), cell: (d) => <Badge tone={TONES[d.state] ?? "neutral"}>{label(`enum.webhook_state.${d.state}`)}</Badge>, aside: true },
  { id: "at", label: msg("ui.webhooks.at"), cell: (d) => dateTime(d.tried_at ?? d.created_at, "short"), className: "nowrap" },
  { id: "result", label: msg("ui.webhooks.result"), cell: (d) => (d.tried_at ? <Result delivery={d} /> : "") },
  {
    id: "again",
    label: msg("ui.webhooks.again"),
    action: true,
    cell: (d) => d.state === "failed" && <Button size="small" onPress={() => void resend(`/webhook-deliveries/${d.id}/resend`).then(onSent)}>{msg("ui.webhooks.again")}</Button>,
  },
];

interface Props {
  id: string;
  events: WebhookEvent[];
  onSent: () => void; // something is under way again
}

function List({ id, state, events, onSent }: Props & { state: string }) {
  const [cursor, setCursor] = useState<string | null>(null);
  const list = useQuery<WebhookDeliveryList>(`/webhooks/${id}/deliveries`, { state: state || null, cursor });
  const next = list.data?.next;
  return (
    <div className="stack">
      <ErrorNote error={list.error} onRetry={() => void list.reload()} />
      {list.loading && !list.data && <Skeleton lines={4} />}
      {list.data?.items.length === 0 && <p className="muted">{msg("ui.webhooks.deliveries.none")}</p>}
      {list.data && list.data.items.length > 0 && <Table label={msg("ui.webhooks.deliveries")} columns={columns(events, onSent)} rows={list.data.items} rowKey={(d) => d.id} />}
      {next && (
        <div>
          <Button iconAfter="chevron_right" onPress={() => setCursor(next)}>{msg("ui.list.next")}</Button>
        </div>
      )}
    </div>
  );
}

export function Deliveries(props: Props) {
  const tabs = ["", "failed", "queued", "sent"].map((state) => ({
    id: state || "all",
    label: state ? label(`enum.webhook_state.${state}`) : msg("ui.webhooks.events.all"),
    content: <List {...props} state={state} />,
  }));
  return <Tabs label={msg("ui.webhooks.state")} param="state" tabs={tabs} />;
}
