// The seminars that a supplier has come to, or not: on its page and beside what is concluded about it.
import type { SeminarAttendance } from "../../gen/api";
import type { Page as ListPage } from "../../kernel/api";
import { mayRead, optionLabel, recordPath } from "../../kernel/describe";
import { label, msg } from "../../kernel/i18n";
import { useQuery } from "../../kernel/query";
import { ErrorNote } from "../../ui/note";
import { Card } from "../../ui/page";
import { type Column, Table } from "../../ui/table";

const SHOWN = 10;

export function SeminarsOf({ supplier }: { supplier: string }) {
  const query = useQuery<ListPage<SeminarAttendance>>(mayRead("seminar-attendances") ? "/seminar-attendances" : null, { "filter[supplier][eq]": supplier, limit: SHOWN });
  const columns: Column<SeminarAttendance>[] = [
    { id: "seminar", label: label("reg.seminar_attendance.seminar"), main: true, cell: (a) => a.seminar.title },
    { id: "standing", label: label("reg.seminar_attendance.standing"), cell: (a) => optionLabel("seminar_standing", a.standing) },
  ];
  return (
    <Card flush title={msg("supplier.seminars.of")}>
      <ErrorNote error={query.error} onRetry={() => void query.reload()} />
      {query.data?.items.length === 0 && <p className="card-body muted">{msg("supplier.seminars.of.none")}</p>}
      {query.data && query.data.items.length > 0 && (
        <Table bare dense label={msg("supplier.seminars.of")} columns={columns} rows={query.data.items} rowKey={(a) => a.id} rowHref={(a) => recordPath("seminar-attendances", a)} />
      )}
    </Card>
  );
}
