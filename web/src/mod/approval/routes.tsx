// The routes that the organisation has set.
import { Link } from "../../app/router";
import type { ApprovalRouteList, ApprovalRoute } from "../../gen/api";
import { optionLabel, registerOf } from "../../kernel/describe";
import { money } from "../../kernel/format";
import { label, msg } from "../../kernel/i18n";
import { useQuery } from "../../kernel/query";
import { may } from "../../kernel/session";
import { LinkButton } from "../../ui/button";
import { EmptyState, ErrorNote, Loading } from "../../ui/note";
import { Card, Page, PageHead } from "../../ui/page";
import { Badge } from "../../ui/state";
import { type Column, Table } from "../../ui/table";
import { stepName } from "./model";

const LIMIT = 200;

// What the class is called where the record says it: a priority, a kind of report.
function classText(subject: string, key: string): string {
  const field = registerOf(subject)?.fields.find((f) => f.option_keys?.includes(key));
  return field ? optionLabel(field.options, key) : key;
}

function condition(r: ApprovalRoute): string {
  const parts = [
    r.below ? msg("approval.route.below", { unit: r.below.title ?? "" }) : "",
    r.amount_from ? msg("approval.route.from", { amount: money(r.amount_from) }) : "",
    r.class_key ? classText(r.subject, r.class_key) : "",
  ].filter((p) => p !== "");
  return parts.length > 0 ? parts.join(msg("ui.list.comma")) : msg("approval.route.always");
}

function columns(): Column<ApprovalRoute>[] {
  return [
    { id: "name", label: msg("approval.route.name"), main: true, cell: (r) => <Link to={`/approval-routes/${r.id}`}>{stepName(r)}</Link> },
    { id: "active", label: msg("approval.route.active"), aside: true, cell: (r) => <Badge tone={r.active ? "ok" : "neutral"}>{r.active ? msg("approval.route.on") : msg("approval.route.off")}</Badge> },
    { id: "subject", label: msg("approval.route.subject"), cell: (r) => label(`reg.${r.subject}`, r.subject) },
    { id: "condition", label: msg("approval.route.condition"), cell: condition },
    { id: "steps", label: msg("approval.route.steps"), cell: (r) => (r.steps as { name: string; name_en?: string }[]).map(stepName).join(" → ") },
  ];
}

export default function RoutesPage() {
  const list = useQuery<ApprovalRouteList>("/approval-routes", { limit: LIMIT });
  const write = may("approval.route");
  return (
    <Page>
      <PageHead
        crumbs={[{ label: msg("ui.nav.settings"), to: "/settings" }]}
        title={msg("approval.routes")}
        actions={write && <LinkButton look="filled" icon="plus" to="/approval-routes/new">{msg("approval.route.new")}</LinkButton>}
      />
      <p className="muted">{msg("approval.routes.what")}</p>
      <ErrorNote error={list.error} onRetry={() => void list.reload()} />
      {list.loading && !list.data && <Loading />}
      {list.data?.items.length === 0 && <EmptyState icon="stamp" title={msg("approval.routes.none")} text={msg("approval.routes.none.text")} />}
      {list.data && list.data.items.length > 0 && (
        <Card flush>
          <Table bare label={msg("approval.routes")} columns={columns()} rows={list.data.items} rowKey={(r) => r.id} rowHref={(r) => `/approval-routes/${r.id}`} />
        </Card>
      )}
    </Page>
  );
}
