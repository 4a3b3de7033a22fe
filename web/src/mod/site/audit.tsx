// On an audit's page: the answers that are looked at.
import { Link } from "../../app/router";
import { recordPath } from "../../kernel/describe";
import { msg } from "../../kernel/i18n";
import { useQuery } from "../../kernel/query";
import type { RegisterRecord } from "../../kernel/record";
import { ErrorNote, Loading } from "../../ui/note";
import { Card } from "../../ui/page";
import { StateBadge } from "../../ui/state";
import { type Column, Table } from "../../ui/table";
import type { RecordCardProps } from "../register/record";

const columns = (): Column<RegisterRecord>[] => [
  { id: "name", label: msg("reg.site_audit_answer.name"), main: true, cell: (r) => <Link to={recordPath("site-audit-answers", r)}>{String(r.name)}</Link> },
  { id: "state", label: msg("reg.site_audit_answer.state"), aside: true, cell: (r) => <StateBadge set="site_audit_result" value={r.state} /> },
  { id: "item", label: msg("reg.site_audit_answer.item_key"), className: "nowrap", cell: (r) => String(r.item_key ?? "") },
  { id: "answer", label: msg("reg.site_audit_answer.answer"), cell: (r) => String(r.answer ?? "") },
  { id: "seen", label: msg("reg.site_audit_answer.evidence_seen"), cell: (r) => String(r.evidence_seen ?? "") },
  { id: "finding", label: msg("reg.site_audit_answer.finding"), className: "nowrap", cell: (r) => (r.finding ? <Link to={`/audit-findings/${String(r.finding)}`}>{String(r.finding)}</Link> : "") },
];

export default function AuditAnswers({ record }: RecordCardProps) {
  const list = useQuery<{ items: RegisterRecord[] }>("/site-audit-answers", { "filter[audit][eq]": record.id, limit: 500, sort: "item_key" });
  return (
    <Card title={msg("reg.site-audit-answers")} flush={list.data !== undefined}>
      <ErrorNote error={list.error} onRetry={() => void list.reload()} />
      {list.loading && <Loading />}
      {list.data && <Table bare label={msg("reg.site-audit-answers")} columns={columns()} rows={list.data.items} rowKey={(r) => r.id} />}
    </Card>
  );
}
