// On the page of a meeting of suppliers' heads: which firms came, and which are willing.
import { Link } from "../../app/router";
import { mayRead, optionLabel, recordPath } from "../../kernel/describe";
import { msg } from "../../kernel/i18n";
import { useQuery } from "../../kernel/query";
import type { RegisterRecord } from "../../kernel/record";
import { may } from "../../kernel/session";
import { LinkButton } from "../../ui/button";
import { ErrorNote } from "../../ui/note";
import { Card } from "../../ui/page";
import { type Column, Table } from "../../ui/table";
import type { RecordCardProps } from "../register/record";

const MOST = 500;

const columns = (): Column<RegisterRecord>[] => [
  { id: "name", label: msg("reg.supplier_attendance.name"), main: true, cell: (r) => <Link to={recordPath("supplier-attendances", r)}>{String(r.name)}</Link> },
  { id: "attendance", label: msg("reg.supplier_attendance.attendance"), aside: true, cell: (r) => optionLabel("supplier_attendance", r.attendance) },
  { id: "attendee", label: msg("reg.supplier_attendance.attendee"), cell: (r) => String(r.attendee ?? "") },
  { id: "willing", label: msg("reg.supplier_attendance.willing"), cell: (r) => (r.willing ? msg("ui.yes") : "") },
];

export default function SupplierPlaces({ record }: RecordCardProps) {
  const shown = record.kind === "supplier" && mayRead("supplier-attendances");
  const list = useQuery<{ items: RegisterRecord[] }>(shown ? "/supplier-attendances" : null, { "filter[meeting][eq]": record.id, limit: MOST, sort: "name" });
  if (!shown) return null;
  const rows = list.data?.items ?? [];
  const add = (
    <LinkButton size="small" icon="plus" to={`/supplier-attendances/new?meeting=${record.id}`}>
      {msg("joint.place.add")}
    </LinkButton>
  );
  return (
    <Card title={msg("joint.places")} flush={rows.length > 0} aside={may("joint.write") && add}>
      <ErrorNote error={list.error} onRetry={() => void list.reload()} />
      {rows.length > 0 && <Table bare label={msg("joint.places")} columns={columns()} rows={rows} rowKey={(r) => r.id} />}
    </Card>
  );
}
