// Receivers of webhooks, for administrators.
import type { Webhook, WebhookList } from "../../gen/api";
import { Link } from "../../app/router";
import { dateTime } from "../../kernel/format";
import { msg } from "../../kernel/i18n";
import { useQuery } from "../../kernel/query";
import { LinkButton } from "../../ui/button";
import { EmptyState, ErrorNote, Loading } from "../../ui/note";
import { Card, Page, PageHead } from "../../ui/page";
import { Count } from "../../ui/state";
import { type Column, Table } from "../../ui/table";
import { crumbs, HookState } from "./model";

const columns = (): Column<Webhook>[] => [
  { id: "name", label: msg("ui.webhooks.name"), cell: (h) => <Link to={`/settings/webhooks/${h.id}`}>{h.name}</Link>, main: true },
  { id: "state", label: msg("ui.webhooks.state"), cell: (h) => <HookState hook={h} />, aside: true },
  { id: "url", label: msg("ui.webhooks.host"), cell: (h) => new URL(h.url).host },
  { id: "events", label: msg("ui.webhooks.events"), cell: (h) => msg("ui.webhooks.events.count", { n: h.events.length }), className: "nowrap" },
  { id: "accepted", label: msg("ui.webhooks.accepted_at"), cell: (h) => (h.accepted_at ? dateTime(h.accepted_at, "short") : msg("ui.webhooks.never")), className: "nowrap" },
  { id: "waiting", label: msg("ui.webhooks.waiting"), cell: (h) => h.waiting, align: "num" },
  { id: "failed", label: msg("ui.webhooks.failed"), cell: (h) => (h.failed > 0 ? <Count n={h.failed} tone="bad" /> : 0), align: "num" },
];

export default function WebhooksPage() {
  const list = useQuery<WebhookList>("/webhooks");
  const items = list.data?.items;
  const add = <LinkButton look="filled" icon="plus" to="/settings/webhooks/new">{msg("ui.webhooks.add")}</LinkButton>;
  return (
    <Page>
      <PageHead crumbs={crumbs()} title={msg("ui.webhooks")} meta={msg("ui.webhooks.text")} actions={items && items.length > 0 && add} />
      <ErrorNote error={list.error} onRetry={() => void list.reload()} />
      {list.loading && !items && <Loading />}
      {items?.length === 0 && <EmptyState icon="send" title={msg("ui.webhooks.none")} action={add} />}
      {items && items.length > 0 && (
        <Card flush>
          <Table label={msg("ui.webhooks")} columns={columns()} rows={items} rowKey={(h) => h.id} rowHref={(h) => `/settings/webhooks/${h.id}`} />
        </Card>
      )}
    </Page>
  );
}
