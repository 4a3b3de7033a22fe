// The history of a record: who changed what and when, before and after.
import { useState } from "react";
import type { AuditEntry, History as AuditHistory } from "../../gen/api";
import { api } from "../../kernel/api";
import { type FieldInfo, fieldLabel, optionLabel, type RegisterInfo } from "../../kernel/describe";
import type { RegisterRecord } from "../../kernel/record";
import { dateTime } from "../../kernel/format";
import { label, msg } from "../../kernel/i18n";
import { useQuery } from "../../kernel/query";
import { Button } from "../../ui/button";
import { ErrorNote, Skeleton, toastError } from "../../ui/note";
import { fieldValue } from "./value";

type Fields = Record<string, unknown> | null | undefined;

const FIRST = 10;

// "Start" of a measure has its own word; "create" one for all.
function actionText(register: RegisterInfo, entry: AuditEntry): string {
  const own = `reg.${register.singular}.do.${entry.action}`;
  return label(own, label(`audit.action.${entry.action}`, entry.action));
}

// A value of then may be of a shape of then: what cannot be read as today is shown as it stands.
function valueThen(register: RegisterInfo, field: FieldInfo, values: Fields) {
  const value = values?.[field.key];
  if (value === null || value === undefined || value === "") return msg("ui.none");
  if (field.type === "enum") return optionLabel(field.options, value);
  if (field.type === "ref" && typeof value === "string") return value;
  return fieldValue(register, field, values as unknown as RegisterRecord, "page");
}

export function Changes({ register, entry }: { register: RegisterInfo; entry: AuditEntry }) {
  const [before, after] = [entry.before as Fields, entry.after as Fields];
  const changed = register.fields.filter(
    (f) => JSON.stringify(before?.[f.key] ?? null) !== JSON.stringify(after?.[f.key] ?? null),
  );
  if (changed.length === 0 || entry.action === "create") return null;
  return (
    <dl className="changes">
      {changed.map((f) => (
        <div key={f.key}>
          <dt>{fieldLabel(register, f.key)}</dt>
          <dd>
            <del>{valueThen(register, f, before)}</del>
            <span aria-hidden="true">→</span>
            <ins>{valueThen(register, f, after)}</ins>
          </dd>
        </div>
      ))}
    </dl>
  );
}

// A comment, link, file or line of the record: what it was.
function Hung({ entry }: { entry: AuditEntry }) {
  const told = (entry.after ?? entry.before) as Record<string, string> | null | undefined;
  if (!told || !/^(comment|link|file|task)_|_line_/.test(entry.action)) return null;
  const text = told.comment ?? told.file ?? told.task ?? told.item ?? [optionLabel("link_kind", told.link), told.record].filter(Boolean).join(" ");
  return text === "" ? null : <p className="small prewrap">{text}</p>;
}

export function History({ register, record }: { register: RegisterInfo; record: RegisterRecord }) {
  const path = `/${register.name}/${record.id}/history`;
  const first = useQuery<AuditHistory>(path, { limit: FIRST });
  const [older, setOlder] = useState<AuditHistory | null>(null);
  if (first.error) return <ErrorNote error={first.error} onRetry={() => void first.reload()} />;
  if (!first.data) return <Skeleton lines={4} />;
  const next = older ? older.next : first.data.next;
  const more = async () => {
    try {
      const { data } = await api.get<AuditHistory>(path, { query: { limit: 50, before: next } });
      setOlder({ items: [...(older?.items ?? []), ...data.items], next: data.next });
    } catch (e) {
      toastError(e);
    }
  };
  if (first.data.items.length === 0) return <p className="muted">{msg("ui.history.none")}</p>;
  return (
    <>
      <ol className="timeline">
        {[...first.data.items, ...(older?.items ?? [])].map((entry) => (
          <li key={entry.seq}>
            <div className="row spread">
              <strong>{actionText(register, entry)}</strong>
              <time className="muted small" dateTime={entry.at}>
                {dateTime(entry.at, "short")}
              </time>
            </div>
            <div className="muted small">{entry.account?.name ?? msg("ui.system")}</div>
            {entry.erased_by && <p className="muted small">{msg("ui.history.erased", { seq: entry.erased_by })}</p>}
            {entry.reason && <p className="reason">{msg("ui.reason.of", { reason: entry.reason })}</p>}
            <Changes register={register} entry={entry} />
            <Hung entry={entry} />
          </li>
        ))}
      </ol>
      {next !== null && next !== 0 && (
        <Button size="small" onPress={() => void more()}>
          {msg("ui.history.more")}
        </Button>
      )}
    </>
  );
}
