// On the page of a meeting of the sites' officers: who came, what they showed, who was praised.
import { useState } from "react";
import { Link } from "../../app/router";
import type { SiteMade } from "../../gen/api";
import { api } from "../../kernel/api";
import { mayRead, optionLabel, recordPath } from "../../kernel/describe";
import { percent } from "../../kernel/format";
import { msg } from "../../kernel/i18n";
import { invalidate, useQuery } from "../../kernel/query";
import type { RegisterRecord } from "../../kernel/record";
import { may } from "../../kernel/session";
import { Button } from "../../ui/button";
import { ErrorNote, toast, toastError } from "../../ui/note";
import { Card } from "../../ui/page";
import { type Column, Table } from "../../ui/table";
import type { RecordCardProps } from "../register/record";

const columns = (): Column<RegisterRecord>[] => [
  { id: "name", label: msg("reg.site_attendance.site"), main: true, cell: (r) => <Link to={recordPath("site-attendances", r)}>{String(r.name)}</Link> },
  { id: "attendance", label: msg("reg.site_attendance.attendance"), aside: true, cell: (r) => optionLabel("site_attendance", r.attendance) },
  { id: "attendee", label: msg("reg.site_attendance.attendee"), cell: (r) => String(r.attendee ?? "") },
  { id: "compliance", label: msg("reg.site_attendance.compliance"), align: "num", cell: (r) => (typeof r.compliance === "number" ? percent(r.compliance / 100) : "") },
  { id: "award", label: msg("reg.site_attendance.award"), cell: (r) => String(r.award ?? "") },
];

function Invite({ meeting }: { meeting: RegisterRecord }) {
  const [busy, setBusy] = useState(false);
  const run = async () => {
    setBusy(true);
    try {
      const { data } = await api.post<SiteMade>("/site-attendances/invitations", { meeting: meeting.id });
      toast(msg("site.ui.invite.done", { n: data.made }));
      invalidate("/site-attendances");
    } catch (e) {
      toastError(e);
    }
    setBusy(false);
  };
  return (
    <Button size="small" icon="plus" pending={busy} onPress={() => void run()}>
      {msg("site.ui.invite")}
    </Button>
  );
}

export default function SitePlaces({ record }: RecordCardProps) {
  const shown = record.kind === "sites" && mayRead("site-attendances");
  const list = useQuery<{ items: RegisterRecord[] }>(shown ? "/site-attendances" : null, { "filter[meeting][eq]": record.id, limit: 500, sort: "number" });
  if (!shown) return null;
  const rows = list.data?.items ?? [];
  return (
    <Card title={msg("site.ui.places")} flush={rows.length > 0} aside={may("site.write") && <Invite meeting={record} />}>
      <ErrorNote error={list.error} onRetry={() => void list.reload()} />
      {rows.length > 0 && <Table bare label={msg("site.ui.places")} columns={columns()} rows={rows} rowKey={(r) => r.id} />}
    </Card>
  );
}
