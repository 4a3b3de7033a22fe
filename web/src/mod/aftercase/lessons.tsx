// Each lesson of a case becomes a measure by one press; what has become one says so.
import { useState } from "react";
import { Link } from "../../app/router";
import type { AfterCaseMade, RecordLink } from "../../gen/api";
import { api } from "../../kernel/api";
import { recordPath } from "../../kernel/describe";
import { msg } from "../../kernel/i18n";
import { invalidate, useQuery } from "../../kernel/query";
import type { RegisterRecord } from "../../kernel/record";
import { may } from "../../kernel/session";
import { Button } from "../../ui/button";
import { TextField } from "../../ui/field";
import { FormDialog } from "../../ui/form_dialog";
import { toast, toastError } from "../../ui/note";
import { Card } from "../../ui/page";
import { LESSON_MOST, lessonLines } from "./lesson_rules";

// Measures are read by the whole firm: of a confidential case somebody looks through the words first.
function Reword({ line, make, onClose }: { line: string; make: (title: string) => Promise<void>; onClose: () => void }) {
  const [title, setTitle] = useState(line);
  return (
    <FormDialog title={msg("aftercase.ui.lessons.make")} own={["title"]} disabled={title.trim() === ""} send={() => make(title)} onClose={onClose}>
      {(wrong) => <TextField label={msg("aftercase.ui.lessons.title")} hint={msg("aftercase.ui.lessons.secret")} required maxLength={LESSON_MOST} value={title} onChange={setTitle} error={wrong.title} />}
    </FormDialog>
  );
}

function Line({ record, line, secret, measure }: { record: RegisterRecord; line: string; secret: boolean; measure?: RecordLink["record"] }) {
  const [busy, setBusy] = useState(false);
  const [open, setOpen] = useState(false);
  const make = async (title: string) => {
    const { data } = await api.post<AfterCaseMade>(`/incidents/${record.id}/measures`, { title });
    toast(msg("aftercase.ui.lessons.made", { number: data.number }));
    invalidate(`/incidents/${record.id}`, "/measures");
  };
  const press = async () => {
    setBusy(true);
    await make(line).catch(toastError);
    setBusy(false);
  };
  return (
    <li className="row spread">
      <span>{line}</span>
      {measure ? (
        <Link to={recordPath("measures", measure)}>{measure.number}</Link>
      ) : (
        <Button size="small" className="no-print" pending={busy} aria-label={msg("aftercase.ui.lessons.make.of", { line })} onPress={() => (secret ? setOpen(true) : void press())}>
          {msg("aftercase.ui.lessons.make")}
        </Button>
      )}
      {open && <Reword line={line} make={make} onClose={() => setOpen(false)} />}
    </li>
  );
}

export function Lessons({ record }: { record: RegisterRecord }) {
  const shown = may("aftercase.write") && may("measure.write");
  const links = useQuery<{ items: RecordLink[] }>(shown ? `/incidents/${record.id}/links` : null);
  const readers = useQuery<{ confidential: boolean }>(shown ? `/incidents/${record.id}/readers` : null);
  if (!shown) return null;
  const measures = (links.data?.items ?? []).filter((l) => l.register === "measures").map((l) => l.record);
  const lines = lessonLines(String(record.lessons ?? ""));
  return (
    <Card title={msg("aftercase.ui.lessons")}>
      {lines.length === 0 && <p className="muted small">{msg("aftercase.ui.lessons.none")}</p>}
      {lines.length > 0 && links.data && readers.data && (
        <ul className="plain-list stack">
          {lines.map((line) => (
            <Line key={line} record={record} line={line} secret={readers.data?.confidential === true} measure={measures.find((m) => m.title === line)} />
          ))}
        </ul>
      )}
    </Card>
  );
}
