// When I am away, and who decides in my place.
import { useState } from "react";
import type { Absence, AbsenceList } from "../../gen/api";
import { api, ApiError } from "../../kernel/api";
import type { RefValue } from "../../kernel/record";
import { date } from "../../kernel/format";
import { msg } from "../../kernel/i18n";
import { invalidate, useQuery } from "../../kernel/query";
import { may } from "../../kernel/session";
import { Button, IconButton } from "../../ui/button";
import { RefField } from "../../ui/combo_field";
import { DateField } from "../../ui/date_field";
import { TextField } from "../../ui/field";
import { EmptyState, ErrorNote, Loading, toast, toastError } from "../../ui/note";
import { Card, Page, PageHead } from "../../ui/page";
import { type Column, Table } from "../../ui/table";
import { personText } from "./model";

function days(a: Absence): string {
  if (!a.first && !a.last) return msg("absence.standing");
  if (!a.last) return msg("absence.from", { first: date(a.first) });
  return a.first ? msg("absence.between", { first: date(a.first), last: date(a.last) }) : msg("absence.until", { last: date(a.last) });
}

async function remove(a: Absence): Promise<void> {
  try {
    await api.remove(`/absences/${a.id}`);
    toast(msg("absence.removed"));
  } catch (e) {
    toastError(e);
  } finally {
    invalidate("/absences");
  }
}

function List({ all }: { all: boolean }) {
  const list = useQuery<AbsenceList>("/absences", all ? { of: "all" } : undefined);
  if (list.error) return <ErrorNote error={list.error} onRetry={() => void list.reload()} />;
  if (!list.data) return <Loading />;
  if (list.data.items.length === 0) return <EmptyState icon="calendar" title={msg("absence.none")} text={msg("absence.none.text")} />;
  const columns: Column<Absence>[] = [
    { id: "days", label: msg("absence.days"), main: true, cell: days },
    ...(all ? [{ id: "who", label: msg("absence.who"), cell: (a: Absence) => personText(a.person) }] : []),
    { id: "deputy", label: msg("absence.deputy"), cell: (a) => (a.deputy ? personText(a.deputy) : msg("absence.nobody")) },
    { id: "note", label: msg("absence.note"), cell: (a) => a.note ?? msg("ui.none") },
    { id: "remove", label: msg("ui.delete"), action: true, cell: (a) => <IconButton icon="trash" label={msg("absence.remove", { days: days(a) })} onPress={() => void remove(a)} /> },
  ];
  return <Table bare label={msg("approval.absences")} columns={columns} rows={list.data.items} rowKey={(a) => a.id} />;
}

function Add({ manage }: { manage: boolean }) {
  const [person, setPerson] = useState<RefValue | null>(null);
  const [deputy, setDeputy] = useState<RefValue | null>(null);
  const [first, setFirst] = useState<string | null>(null);
  const [last, setLast] = useState<string | null>(null);
  const [note, setNote] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const fields = error instanceof ApiError ? error.fields() : {};
  const save = async () => {
    setBusy(true);
    setError(null);
    try {
      await api.post("/absences", { person: person?.id ?? null, deputy: deputy?.id ?? null, first, last, note: note.trim() || null });
      toast(msg("ui.form.saved"));
      for (const clear of [setPerson, setDeputy]) clear(null);
      for (const clear of [setFirst, setLast]) clear(null);
      setNote("");
      invalidate("/absences");
    } catch (e) {
      setError(e);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Card title={msg("absence.add")}>
      <div className="form">
        {Object.keys(fields).length === 0 && <ErrorNote error={error} />}
        {manage && <RefField label={msg("absence.who")} optional hint={msg("absence.who.hint")} register="people" value={person} onChange={setPerson} error={fields.person} />}
        <RefField label={msg("absence.deputy")} hint={msg("absence.deputy.hint")} register="people" value={deputy} onChange={setDeputy} error={fields.deputy} />
        <DateField label={msg("absence.first")} optional hint={msg("absence.first.hint")} value={first} onChange={setFirst} error={fields.first} />
        <DateField label={msg("absence.last")} optional value={last} onChange={setLast} error={fields.last} />
        <TextField label={msg("absence.note")} optional value={note} onChange={setNote} maxLength={200} error={fields.note} />
        <div>
          <Button look="filled" pending={busy} onPress={() => void save()}>{msg("ui.save")}</Button>
        </div>
      </div>
    </Card>
  );
}

export default function AbsencesPage() {
  const manage = may("absence.manage");
  return (
    <Page narrow>
      <PageHead crumbs={[{ label: msg("approval.title"), to: "/approvals" }]} title={msg("approval.absences")} />
      <p className="muted">{msg("absence.what")}</p>
      <Card flush>
        <List all={manage} />
      </Card>
      <Add manage={manage} />
    </Page>
  );
}
