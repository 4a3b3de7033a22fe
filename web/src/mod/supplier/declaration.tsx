// To whom a supplier gives work on: the list that it keeps beside the survey, saved with every change. The same for whoever
// of us takes the answers down by telephone.
import { useCallback, useEffect, useMemo, useState } from "react";
import type { DeclaredSubcontractor, SubcontractorDeclaration } from "../../gen/api";
import { api } from "../../kernel/api";
import { countryCodes, findCodes } from "../../kernel/code_rules";
import { countryName, date, number } from "../../kernel/format";
import { label, language, msg } from "../../kernel/i18n";
import { Button } from "../../ui/button";
import { ComboField } from "../../ui/combo_field";
import { RadioField, TextField } from "../../ui/field";
import { FormDialog } from "../../ui/form_dialog";
import { ErrorNote, Note, toast, toastError } from "../../ui/note";
import { NumberField } from "../../ui/number_field";
import { Badge } from "../../ui/state";
import { addedTo, pastedRows } from "./declaration_rules";

type Row = DeclaredSubcontractor;

interface List extends SubcontractorDeclaration {
  etag: string | null;
}

function useDeclaration(base: string) {
  const path = `${base}/subcontractors`;
  const [list, setList] = useState<List | null>(null);
  const [error, setError] = useState<unknown>(null);
  const load = useCallback(() => api.get<SubcontractorDeclaration>(path).then(({ data, etag }) => setList({ ...data, etag }), setError), [path]);
  useEffect(() => void load(), [load]);
  // Somebody else may have changed it: what they wrote is shown before one writes again.
  const save = async (items: Row[], none = false) => {
    try {
      const { data, etag } = await api.put<SubcontractorDeclaration>(path, { items, none }, { etag: list?.etag ?? "*" });
      setList({ ...data, etag });
      toast(msg("ui.declare.saved"));
    } catch (e) {
      if (e && typeof e === "object" && "status" in e && e.status === 412) await load();
      throw e;
    }
  };
  return { list, error, save };
}

const COUNTRIES = 60; // of those found

function CountryField({ value, onChange, error }: { value: string | null; onChange: (code: string | null) => void; error?: string }) {
  const lang = language();
  const all = useMemo(() => countryCodes(lang), [lang]);
  const find = useCallback(async (text: string) => findCodes(all, text, ["JP"], COUNTRIES), [all]);
  const chosen = value ? { id: value, label: countryName(value), hint: value } : null;
  return <ComboField label={msg("ui.declare.country")} optional find={find} value={chosen} onChange={(code) => onChange(code?.id ?? null)} error={error} />;
}

const EMPTY: Row = { name: "", work: "", corporate_number: null, country: null, serves: null, employees: null, further: null };
const MEMBERS = ["name", "work", "corporate_number", "country", "serves", "employees", "further"] as const;
const tidy = (row: Row): Row => ({ ...row, name: row.name.trim(), work: row.work.trim(), corporate_number: row.corporate_number?.trim() || null, serves: row.serves?.trim() || null });

interface RowDialogProps {
  items: Row[];
  at: number; // which one; behind the last: a new one
  save: (items: Row[]) => Promise<void>;
  onClose: () => void;
}

function RowDialog({ items, at, save, onClose }: RowDialogProps) {
  const [row, setRow] = useState<Row>(items[at] ?? EMPTY);
  const change = (more: Partial<Row>) => setRow({ ...row, ...more });
  const ready = row.name.trim() && row.work.trim();
  const further = ["yes", "no", "unknown"].map((id) => ({ id, label: id === "unknown" ? msg("ui.declare.unknown") : label(`enum.yes_no.${id}`) }));
  return (
    <FormDialog title={msg("ui.declare.dialog")} disabled={!ready} own={MEMBERS.map((key) => `items/${at}/${key}`)} send={() => save(items.toSpliced(at, 1, tidy(row)))} onClose={onClose}>
      {(wrong) => {
        const error = (key: (typeof MEMBERS)[number]) => wrong[`items/${at}/${key}`];
        return (
          <>
            <TextField label={msg("ui.declare.name")} required value={row.name} onChange={(name) => change({ name })} maxLength={200} error={error("name")} />
            <TextField label={msg("ui.declare.work")} required value={row.work} onChange={(work) => change({ work })} maxLength={200} error={error("work")} />
            <TextField label={msg("ui.declare.serves")} optional value={row.serves ?? ""} onChange={(serves) => change({ serves })} maxLength={200} error={error("serves")} />
            <CountryField value={row.country} onChange={(country) => change({ country })} error={error("country")} />
            <TextField label={msg("ui.declare.number")} hint={msg("ui.declare.number.hint")} optional value={row.corporate_number ?? ""} onChange={(corporate_number) => change({ corporate_number })} maxLength={40} inputMode="numeric" error={error("corporate_number")} />
            <NumberField label={msg("ui.declare.employees")} optional min={0} value={row.employees} onChange={(employees) => change({ employees })} error={error("employees")} />
            <RadioField label={msg("ui.declare.further")} inline options={further} value={row.further ?? "unknown"} onChange={(id) => change({ further: id === "yes" || id === "no" ? id : null })} error={error("further")} />
          </>
        );
      }}
    </FormDialog>
  );
}

function PasteDialog({ items, most, save, onClose }: { items: Row[]; most: number; save: (items: Row[]) => Promise<void>; onClose: () => void }) {
  const [text, setText] = useState("");
  const pasted = pastedRows(text, [msg("ui.declare.name"), msg("ui.declare")]);
  const all = addedTo(items, pasted.rows);
  const faults = pasted.faults.map((f) => ({ bad: msg("ui.declare.paste.bad", { line: f.line }), number: msg("ui.declare.paste.number", { line: f.line, value: f.value }), country: msg("ui.declare.paste.country", { line: f.line, value: f.value }) })[f.what]);
  if (all.length > most) faults.push(msg("ui.declare.many", { most }));
  return (
    <FormDialog title={msg("ui.declare.paste")} disabled={faults.length > 0 || all.length === items.length} send={() => save(all)} onClose={onClose}>
      {() => (
        <>
          <TextField label={msg("ui.declare.paste.label")} hint={msg("ui.declare.paste.hint")} lines={8} value={text} onChange={setText} />
          {faults.length > 0 && (
            <ul className="plain-list small" role="alert">
              {faults.slice(0, 10).map((f) => <li key={f}>{f}</li>)}
            </ul>
          )}
          {faults.length === 0 && <p role="status">{msg("ui.declare.paste.rows", { n: all.length - items.length })}</p>}
        </>
      )}
    </FormDialog>
  );
}

function RowLine({ row: r, at, may, onEdit, onRemove }: { row: Row; at: number; may: boolean; onEdit: (at: number) => void; onRemove: (at: number) => void }) {
  const facts = [
    r.country && countryName(r.country),
    r.employees !== null && `${msg("ui.declare.employees")} ${number(r.employees)}`,
    r.corporate_number,
    r.serves,
    r.further && `${msg("ui.declare.further")} ${label(`enum.yes_no.${r.further}`)}`,
  ].filter(Boolean);
  return (
    <li className="q">
      <p>
        <b>{r.name}</b> {r.work}
      </p>
      {facts.length > 0 && <p className="muted small">{facts.join(msg("ui.list.comma"))}</p>}
      {may && (
        <div className="row">
          <Button size="small" aria-label={msg("ui.declare.edit_of", { name: r.name })} onPress={() => onEdit(at)}>{msg("ui.declare.edit")}</Button>
          <Button size="small" look="plain" aria-label={msg("ui.declare.remove_of", { name: r.name })} onPress={() => onRemove(at)}>{msg("ui.declare.remove")}</Button>
        </div>
      )}
    </li>
  );
}

// What was declared the last time, to be taken over with one press.
function Last({ list, onUse }: { list: List; onUse: (items: Row[]) => void }) {
  if (!list.last_on) return null;
  if (list.last_none) return <p className="muted small">{msg("ui.declare.last.none", { date: date(list.last_on) })}</p>;
  if (list.last.length === 0) return null;
  return (
    <p className="row small">
      <span>{msg("ui.declare.last.text", { date: date(list.last_on), n: list.last.length })}</span>
      <Button size="small" onPress={() => onUse(addedTo(list.items, list.last).slice(0, list.most))}>{msg("ui.declare.last")}</Button>
    </p>
  );
}

function Changes({ list, press, onAdd, onPaste }: { list: List; press: (items: Row[], none?: boolean) => void; onAdd: () => void; onPaste: () => void }) {
  if (!list.may_change) return null;
  if (list.none)
    return (
      <div>
        <Button size="small" onPress={() => press([])}>{msg("ui.declare.none.take")}</Button>
      </div>
    );
  const full = list.items.length >= list.most;
  return (
    <>
      {list.items.length === 0 && <Last list={list} onUse={press} />}
      <div className="row">
        <Button icon="plus" isDisabled={full} onPress={onAdd}>{msg("ui.declare.add")}</Button>
        <Button isDisabled={full} onPress={onPaste}>{msg("ui.declare.paste")}</Button>
        {list.items.length === 0 && <Button onPress={() => press([], true)}>{msg("ui.declare.none")}</Button>}
      </div>
    </>
  );
}

// base: "/guest", or a response's path for one of ours. `problem`: what the submission found missing.
export function Declaration({ base, problem }: { base: string; problem?: string }) {
  const { list, error, save } = useDeclaration(base);
  const [dialog, setDialog] = useState<number | "paste" | null>(null);
  const press = (items: Row[], none = false) => void save(items, none).catch(toastError);
  if (error) return <ErrorNote error={error} />;
  if (!list?.asked) return null;
  const nothing = list.items.length === 0 && !list.none;
  const close = () => setDialog(null);
  return (
    <section className="stack" id="subcontractors" aria-labelledby="subcontractors-head">
      <h2 id="subcontractors-head">
        {msg("ui.declare")} {nothing && <Badge tone="warn">{msg("ui.declare.waiting")}</Badge>}
      </h2>
      {list.may_change && <p className="small muted">{msg("ui.declare.text")}</p>}
      {nothing && problem && <Note tone="bad" title={problem} />}
      {list.none && <p>{msg("ui.declare.none.said")}</p>}
      {list.items.length > 0 && (
        <ul className="plain-list stack">
          {list.items.map((r, at) => (
            <RowLine key={`${r.name}\n${r.work}`} row={r} at={at} may={list.may_change} onEdit={setDialog} onRemove={(no) => press(list.items.toSpliced(no, 1))} />
          ))}
        </ul>
      )}
      <Changes list={list} press={press} onAdd={() => setDialog(list.items.length)} onPaste={() => setDialog("paste")} />
      {typeof dialog === "number" && <RowDialog items={list.items} at={dialog} save={save} onClose={close} />}
      {dialog === "paste" && <PasteDialog items={list.items} most={list.most} save={save} onClose={close} />}
    </section>
  );
}
