// The audit log: every change by whom, when and from where, chained so that no entry can be
// taken out unseen.
import { useState } from "react";
import { Link, useSearch } from "../../app/router";
import { api } from "../../kernel/api";
import { useDescribe } from "../../kernel/describe";
import { dateTime } from "../../kernel/format";
import { label, msg } from "../../kernel/i18n";
import { useQuery } from "../../kernel/query";
import { Button } from "../../ui/button";
import { EmptyState, ErrorNote, Loading, toastError } from "../../ui/note";
import { Page, PageHead } from "../../ui/page";
import { type Column, Table } from "../../ui/table";
import type { HistoryEntry } from "../register/history";

interface AuditEntry extends HistoryEntry {
  via: string;
  subject: string; // singular name
  subject_id: string | null;
}

interface AuditPage {
  items: AuditEntry[];
  next: number | null;
}

function SubjectLink({ entry }: { entry: AuditEntry }) {
  const { registers } = useDescribe();
  const register = registers.find((r) => r.singular === entry.subject);
  const text = label(`reg.${entry.subject}`, label(`audit.subject.${entry.subject}`, entry.subject));
  if (!entry.subject_id) return text;
  if (entry.subject === "account") return <Link to={`/accounts/${entry.subject_id}`}>{text}</Link>;
  return register ? <Link to={`/${register.name}/${entry.subject_id}`}>{text}</Link> : text;
}

function actionText(entry: AuditEntry): string {
  return label(`reg.${entry.subject}.do.${entry.action}`, label(`audit.action.${entry.action}`, entry.action));
}

function changedText(entry: AuditEntry): string {
  const keys = Object.keys({ ...entry.before, ...entry.after });
  const names = keys.map((k) => label(`reg.${entry.subject}.${k}`, label(`reg.${k}`, k)));
  return names.slice(0, 6).join(msg("ui.list.comma")) + (names.length > 6 ? msg("ui.list.and_more") : "");
}

const columns = (): Column<AuditEntry>[] => [
  { id: "seq", label: msg("ui.audit.seq"), cell: (e) => e.seq, align: "num", aside: true },
  { id: "at", label: msg("ui.audit.at"), cell: (e) => dateTime(e.at, "short"), className: "nowrap", aside: true },
  { id: "who", label: msg("ui.audit.who"), cell: (e) => e.account?.name ?? msg("ui.system"), className: "short" },
  { id: "action", label: msg("ui.audit.action"), cell: actionText, className: "nowrap", main: true },
  { id: "subject", label: msg("ui.audit.subject"), cell: (e) => <SubjectLink entry={e} />, className: "nowrap" },
  { id: "changed", label: msg("ui.audit.changed"), cell: changedText },
  { id: "via", label: msg("ui.audit.via"), cell: (e) => e.via, className: "short" },
];

export default function AuditPage() {
  const [search] = useSearch();
  const query = { limit: 100, subject: search.get("subject") };
  const first = useQuery<AuditPage>("/audit", query);
  const [older, setOlder] = useState<AuditPage | null>(null);
  const next = older ? older.next : first.data?.next;
  const more = () =>
    api
      .get<AuditPage>("/audit", { query: { ...query, before: next } })
      .then(({ data }) => setOlder({ items: [...(older?.items ?? []), ...data.items], next: data.next }))
      .catch(toastError);
  const rows = [...(first.data?.items ?? []), ...(older?.items ?? [])];
  return (
    <Page>
      <PageHead
        crumbs={[{ label: msg("ui.nav.settings"), to: "/settings" }]}
        title={msg("ui.audit")}
        meta={msg("ui.audit.what")}
      />
      <ErrorNote error={first.error} onRetry={() => void first.reload()} />
      {first.loading && <Loading />}
      {first.data && rows.length === 0 && <EmptyState icon="audit" title={msg("ui.history.none")} />}
      {rows.length > 0 && (
        <Table label={msg("ui.audit")} columns={columns()} rows={rows} rowKey={(e) => String(e.seq)} dense />
      )}
      {next ? (
        <div>
          <Button onPress={() => void more()}>{msg("ui.history.more")}</Button>
        </div>
      ) : null}
    </Page>
  );
}
