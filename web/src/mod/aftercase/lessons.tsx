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
import { toast, toastError } from "../../ui/note";
import { Card } from "../../ui/page";
import { lessonLines } from "./lesson_rules";

function Line({ record, line, measure }: { record: RegisterRecord; line: string; measure?: RecordLink["record"] }) {
  const [busy, setBusy] = useState(false);
  const make = async () => {
    setBusy(true);
    try {
      const { data } = await api.post<AfterCaseMade>(`/incidents/${record.id}/measures`, { title: line });
      toast(msg("aftercase.ui.lessons.made", { number: data.number }));
      invalidate(`/incidents/${record.id}`, "/measures");
    } catch (e) {
      toastError(e);
    }
    setBusy(false);
  };
  return (
    <li className="row spread">
      <span>{line}</span>
      {measure ? (
        <Link to={recordPath("measures", measure)}>{measure.number}</Link>
      ) : (
        <Button size="small" className="no-print" pending={busy} aria-label={msg("aftercase.ui.lessons.make.of", { line })} onPress={() => void make()}>
          {msg("aftercase.ui.lessons.make")}
        </Button>
      )}
    </li>
  );
}

export function Lessons({ record }: { record: RegisterRecord }) {
  const links = useQuery<{ items: RecordLink[] }>(`/incidents/${record.id}/links`);
  if (!may("aftercase.write") || !may("measure.write")) return null;
  const measures = (links.data?.items ?? []).filter((l) => l.register === "measures").map((l) => l.record);
  const lines = lessonLines(String(record.lessons ?? ""));
  return (
    <Card title={msg("aftercase.ui.lessons")}>
      {lines.length === 0 && <p className="muted small">{msg("aftercase.ui.lessons.none")}</p>}
      {lines.length > 0 && (
        <ul className="plain-list stack">
          {lines.map((line) => (
            <Line key={line} record={record} line={line} measure={measures.find((m) => m.title === line)} />
          ))}
        </ul>
      )}
    </Card>
  );
}
