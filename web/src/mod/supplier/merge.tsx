// Making one supplier of two: what goes over, and which values are taken where both have one.
import { useState } from "react";
import type { SupplierMerge, SupplierMerges } from "../../gen/api";
import { api } from "../../kernel/api";
import { type FieldInfo, useRegister } from "../../kernel/describe";
import { date } from "../../kernel/format";
import { label, msg } from "../../kernel/i18n";
import { invalidate, useQuery } from "../../kernel/query";
import type { RegisterRecord } from "../../kernel/record";
import { may } from "../../kernel/session";
import { Button } from "../../ui/button";
import { ChecksField } from "../../ui/field";
import { FormDialog } from "../../ui/form_dialog";
import { ErrorNote, Loading, toast, toastError } from "../../ui/note";
import { ask } from "../../ui/overlay";
import { Card } from "../../ui/page";
import { Badge } from "../../ui/state";
import { fieldValue } from "../register/value";

const isEmpty = (value: unknown): boolean => value === null || value === undefined || value === "" || value === false;

function differing(fields: FieldInfo[], into: RegisterRecord, from: RegisterRecord): FieldInfo[] {
  return fields.filter((f) => !f.readonly && f.key !== "state" && !isEmpty(into[f.key]) && !isEmpty(from[f.key]) && JSON.stringify(into[f.key]) !== JSON.stringify(from[f.key]));
}

// What a merge changes; paths are whole words of an address.
const TOUCHED = ["/suppliers", "/supplier-duplicates", "/supplier-engagements", "/supplier-certificates", "/supplier-figures"];

export interface Side {
  id: string;
  name: string;
}

export function MergeDialog({ into, from, onClose }: { into: Side; from: Side; onClose: () => void }) {
  const register = useRegister("suppliers");
  const mine = useQuery<RegisterRecord>(`/suppliers/${into.id}`);
  const other = useQuery<RegisterRecord>(`/suppliers/${from.id}`);
  const [take, setTake] = useState<string[]>([]);
  const send = async () => {
    await api.post(`/suppliers/${into.id}/merges`, { from: from.id, take }, { etag: mine.etag });
    invalidate(...TOUCHED);
    toast(msg("supplier.merge.done"));
  };
  const records = mine.data && other.data && ([mine.data, other.data] as const);
  const conflicts = register && records ? differing(register.fields, ...records) : [];
  return (
    <FormDialog wide title={msg("supplier.merge.title")} save={msg("supplier.merge.do")} disabled={!records} send={send} onClose={onClose}>
      {() => (
        <div className="stack">
          <p>{msg("supplier.merge.about", { into: into.name, from: from.name })}</p>
          <ErrorNote error={mine.error ?? other.error} />
          {!records && !mine.error && !other.error && <Loading />}
          {register && records && conflicts.length > 0 && (
            <ChecksField
              label={msg("supplier.merge.conflicts")}
              options={conflicts.map((f) => ({
                id: f.key,
                label: label(`reg.supplier.${f.key}`),
                hint: msg("supplier.merge.values", { mine: shown(register, f, records[0]), other: shown(register, f, records[1]) }),
              }))}
              value={take}
              onChange={setTake}
            />
          )}
        </div>
      )}
    </FormDialog>
  );
}

// Values of these fields are texts, numbers and words of options: what is drawn is a text too.
function shown(register: Parameters<typeof fieldValue>[0], field: FieldInfo, record: RegisterRecord): string {
  const value = fieldValue(register, field, record);
  if (typeof value === "string" || typeof value === "number") return String(value);
  const raw = record[field.key];
  return typeof raw === "object" && raw !== null && "title" in raw ? String(raw.title) : String(raw);
}

async function undo(merge: SupplierMerge): Promise<void> {
  const name = merge.from.title;
  const yes = await ask({ title: msg("supplier.merges.undo"), text: msg("supplier.merges.undo.ask", { name }), yes: msg("supplier.merges.undo") });
  if (yes === null) return;
  try {
    await api.post(`/supplier-merges/${merge.id}/undo`);
    invalidate(...TOUCHED);
    toast(msg("supplier.merges.undo.done"));
  } catch (e) {
    toastError(e);
  }
}

export function Merges({ id }: { id: string }) {
  const { data } = useQuery<SupplierMerges>(`/suppliers/${id}/merges`);
  if (!data || data.items.length === 0) return null;
  return (
    <Card title={msg("supplier.merges")}>
      <ul className="stack plain-list">
        {data.items.map((m) => (
          <li key={m.id} className="row">
            <span>{msg("supplier.merges.line", { number: m.from.number, name: m.from.title, date: date(m.at.slice(0, 10), "short"), by: m.by ?? "" })}</span>
            {m.undone_at ? (
              <Badge>{msg("supplier.merges.undone")}</Badge>
            ) : (
              may("supplier.write") && (
                <Button size="small" icon="history" onPress={() => void undo(m)}>
                  {msg("supplier.merges.undo")}
                </Button>
              )
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
