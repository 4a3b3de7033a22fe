// What many changes at once would do to a record, and what their undo has left.
import type { ReactNode } from "react";
import type { RecordChanged, RecordKept } from "../../gen/api";
import { fieldLabel, type RegisterInfo } from "../../kernel/describe";
import type { RegisterRecord } from "../../kernel/record";
import { date, number } from "../../kernel/format";
import { msg } from "../../kernel/i18n";
import { Card } from "../../ui/page";
import { Table } from "../../ui/table";
import { fieldValue } from "./value";

export function more(n: number | null | undefined): ReactNode {
  return n ? <span className="muted small">{msg("ui.import.more", { n: number(n) })}</span> : undefined;
}

function shown(register: RegisterInfo, key: string, value: unknown): ReactNode {
  const field = register.fields.find((f) => f.key === key);
  if (field?.type === "date" && typeof value === "string") return date(value, "short"); // late or not is not the point here
  const record = { [key]: value } as unknown as RegisterRecord;
  const text = field ? fieldValue(register, field, record) : String(value ?? "");
  return text === "" ? msg("ui.import.empty") : text;
}

export function Difference({ register, fields }: { register: RegisterInfo; fields: RecordChanged[] }) {
  return (
    <ul className="plain-list">
      {fields.map((f) => (
        <li key={f.field}>
          {fieldLabel(register, f.field)}: {shown(register, f.field, f.before)} → {shown(register, f.field, f.after)}
        </li>
      ))}
    </ul>
  );
}

export function Kept({ kept, rest }: { kept: RecordKept[]; rest: number | null | undefined }) {
  if (kept.length === 0) return null;
  return (
    <Card flush title={msg("ui.import.kept")} foot={more(rest)}>
      <Table
        dense
        label={msg("ui.import.kept")}
        rows={kept.map((one, i) => ({ ...one, i }))}
        rowKey={(k) => String(k.i)}
        columns={[
          { id: "number", label: msg("ui.import.number"), cell: (k) => k.number, className: "nowrap", aside: true },
          { id: "title", label: msg("ui.import.record"), cell: (k) => k.title, main: true },
          { id: "message", label: msg("ui.import.reason"), cell: (k) => k.message },
        ]}
      />
    </Card>
  );
}
