// On a seminar's page: the share of each class that came, who came, who has never come to any, and entering many at once.
import { useState } from "react";
import type { SeminarAttendance, SeminarAttended, SeminarClass, SeminarPasted } from "../../gen/api";
import { api, type Page as ListPage } from "../../kernel/api";
import { optionLabel, recordPath } from "../../kernel/describe";
import { number, percent } from "../../kernel/format";
import { label, msg } from "../../kernel/i18n";
import { invalidate, useQuery } from "../../kernel/query";
import { Link } from "../../app/router";
import { Button, LinkButton } from "../../ui/button";
import { SelectField, TextField } from "../../ui/field";
import { FormDialog } from "../../ui/form_dialog";
import { ErrorNote, Skeleton, toast } from "../../ui/note";
import { Card } from "../../ui/page";
import { Badge } from "../../ui/state";
import { type Column, Table } from "../../ui/table";
import type { RecordCardProps } from "../register/record";

const SHOWN = 20;
const STANDINGS = ["attended", "watched", "invited", "absent"];

function Pasting({ path, onDone, onClose }: { path: string; onDone: (pasted: SeminarPasted) => void; onClose: () => void }) {
  const [names, setNames] = useState("");
  const [standing, setStanding] = useState<string>("attended");
  const lines = names.split("\n").map((line) => line.trim()).filter((line) => line !== "");
  const send = async () => {
    const { data } = await api.post<SeminarPasted>(`${path}/attended`, { names: lines, standing });
    invalidate(path, "/seminar-attendances");
    toast(msg("supplier.seminar.paste.done", { entered: number(data.entered), changed: number(data.changed) }));
    onDone(data);
  };
  return (
    <FormDialog wide title={msg("supplier.seminar.paste")} disabled={lines.length === 0} own={["names", "standing"]} send={send} onClose={onClose}>
      {(wrong) => (
        <div className="stack">
          <p className="muted">{msg("supplier.seminar.paste.about")}</p>
          <TextField label={msg("supplier.seminar.paste.names")} lines={8} value={names} onChange={setNames} error={wrong.names} />
          <SelectField label={label("reg.seminar_attendance.standing")} options={STANDINGS.map((id) => ({ id, label: optionLabel("seminar_standing", id) }))} value={standing} onChange={(id) => setStanding(id ?? "attended")} />
        </div>
      )}
    </FormDialog>
  );
}

function Came({ path, data }: { path: string; data: SeminarAttended }) {
  const [open, setOpen] = useState(false);
  const [left, setLeft] = useState<SeminarPasted | null>(null);
  const columns: Column<SeminarClass>[] = [
    {
      id: "class",
      label: msg("supplier.seminar.class"),
      main: true,
      cell: (c) => (
        <>
          {c.class ? optionLabel("supplier_class", c.class) : msg("supplier.seminar.unclassed")} {c.asked && <Badge tone="info">{msg("supplier.seminar.asked")}</Badge>}
        </>
      ),
    },
    { id: "suppliers", label: msg("supplier.seminar.suppliers"), align: "num", cell: (c) => number(c.suppliers) },
    { id: "attended", label: msg("supplier.seminar.attended"), align: "num", cell: (c) => number(c.attended) },
    { id: "watched", label: msg("supplier.seminar.watched"), align: "num", cell: (c) => number(c.watched) },
    { id: "share", label: msg("supplier.seminar.share"), align: "num", cell: (c) => percent(c.suppliers === 0 ? null : (c.attended + c.watched) / c.suppliers) },
  ];
  return (
    <Card
      flush
      title={msg("supplier.seminar.came")}
      aside={
        data.may_write && (
          <Button size="small" icon="plus" onPress={() => setOpen(true)}>
            {msg("supplier.seminar.paste")}
          </Button>
        )
      }
    >
      <Table bare dense label={msg("supplier.seminar.came")} columns={columns} rows={data.classes} rowKey={(c) => c.class ?? "null"} />
      {left && left.unknown.length > 0 && <p className="card-body" role="status">{msg("supplier.seminar.paste.unknown", { names: left.unknown.join(msg("ui.list.comma")) })}</p>}
      {left && left.several.length > 0 && <p className="card-body" role="status">{msg("supplier.seminar.paste.several", { names: left.several.join(msg("ui.list.comma")) })}</p>}
      {open && <Pasting path={path} onDone={setLeft} onClose={() => setOpen(false)} />}
    </Card>
  );
}

function Firms({ seminar }: { seminar: string }) {
  const query = useQuery<ListPage<SeminarAttendance>>("/seminar-attendances", { "filter[seminar][eq]": seminar, limit: SHOWN });
  const columns: Column<SeminarAttendance>[] = [
    { id: "firm", label: label("reg.seminar_attendance.supplier"), main: true, cell: (a) => a.supplier.title },
    { id: "standing", label: label("reg.seminar_attendance.standing"), cell: (a) => optionLabel("seminar_standing", a.standing) },
    { id: "people", label: label("reg.seminar_attendance.people"), align: "num", cell: (a) => a.people != null && number(a.people) },
  ];
  return (
    <Card
      flush
      title={msg("supplier.seminar.firms")}
      aside={
        <LinkButton look="plain" size="small" iconAfter="chevron_right" to={`/seminar-attendances?f.seminar=${seminar}`}>
          {msg("ui.see_all")}
        </LinkButton>
      }
    >
      <ErrorNote error={query.error} onRetry={() => void query.reload()} />
      {query.data?.items.length === 0 && <p className="card-body muted">{msg("supplier.seminar.firms.none")}</p>}
      {query.data && query.data.items.length > 0 && (
        <Table bare dense label={msg("supplier.seminar.firms")} columns={columns} rows={query.data.items} rowKey={(a) => a.id} rowHref={(a) => recordPath("seminar-attendances", a)} />
      )}
    </Card>
  );
}

function Never({ data }: { data: SeminarAttended }) {
  if (!data.classes.some((c) => c.asked)) return null;
  return (
    <Card title={msg("supplier.seminar.never")}>
      <p>{data.never_total === 0 ? msg("supplier.seminar.never.none") : msg("supplier.seminar.never.about", { n: number(data.never_total) })}</p>
      <ul>
        {data.never.map((f) => (
          <li key={f.id}>
            <Link to={recordPath("suppliers", f)}>{f.name}</Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}

export default function SeminarCard({ record }: RecordCardProps) {
  const path = `/supplier-seminars/${record.id}`;
  const query = useQuery<SeminarAttended>(`${path}/attended`);
  if (query.error) return <ErrorNote error={query.error} onRetry={() => void query.reload()} />;
  if (!query.data) return <Skeleton lines={3} />;
  return (
    <>
      <Came path={path} data={query.data} />
      <Firms seminar={record.id} />
      <Never data={query.data} />
    </>
  );
}
