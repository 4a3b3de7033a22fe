// A line of an exercise, written or changed: each kind has its own fields.
import { useState } from "react";
import type { ExerciseLine } from "../../gen/api";
import { api } from "../../kernel/api";
import { mayRead, optionLabel } from "../../kernel/describe";
import { msg } from "../../kernel/i18n";
import { invalidate } from "../../kernel/query";
import type { RefValue } from "../../kernel/record";
import { RefField } from "../../ui/combo_field";
import { CheckField, SelectField, TextField } from "../../ui/field";
import { FormDialog } from "../../ui/form_dialog";
import { NumberField } from "../../ui/number_field";
import { RESULTS, ROLES } from "./model";

type Kind = ExerciseLine["kind"];

interface Draft {
  title: string;
  text: string;
  expected: string;
  note: string;
  minute: number | null;
  by_hand: boolean;
  asks: boolean;
  role: string | null;
  result: string | null;
  unit: RefValue | null;
  measure: RefValue | null;
}

function draftOf(line: ExerciseLine | null): Draft {
  return {
    title: line?.title ?? "",
    text: line?.text ?? "",
    expected: line?.expected ?? "",
    note: line?.note ?? "",
    minute: line?.minute ?? null,
    by_hand: line?.by_hand ?? false,
    asks: line?.asks ?? false,
    role: line?.role ?? null,
    result: line?.result ?? null,
    unit: line?.unit ?? null,
    measure: line?.measure ?? null,
  };
}

const orNull = (text: string): string | null => text.trim() || null;

function bodyOf(kind: Kind, d: Draft) {
  const all = { title: d.title.trim(), text: orNull(d.text), note: orNull(d.note) };
  if (kind === "inject") return { ...all, expected: orNull(d.expected), minute: d.minute, by_hand: d.by_hand, asks: d.asks, role: d.role };
  if (kind === "step") return { ...all, measure: d.measure?.id ?? null, result: d.result };
  if (kind === "goal") return { ...all, result: d.result };
  if (kind === "wish") return { ...all, unit: d.unit?.id ?? null, result: d.result };
  return { ...all, unit: d.unit?.id ?? null };
}

interface FieldsProps {
  draft: Draft;
  wrong: Record<string, string>;
  set: (change: Partial<Draft>) => void;
}

function InjectFields({ draft, wrong, set, walk }: FieldsProps & { walk: boolean }) {
  const roles = ROLES.slice(0, ROLES.indexOf("facilitator")).map((id) => ({ id, label: optionLabel("exercise_role", id) }));
  return (
    <>
      <NumberField label={msg("exercise.ui.field.minute")} optional={draft.by_hand} min={0} value={draft.minute} onChange={(minute) => set({ minute })} error={wrong.minute} />
      <CheckField label={msg("exercise.ui.by_hand")} value={draft.by_hand} onChange={(by_hand) => set({ by_hand })} error={wrong.by_hand} />
      <SelectField label={msg("exercise.ui.field.role")} optional clearable={msg("exercise.ui.to.all")} options={roles} value={draft.role} onChange={(role) => set({ role })} error={wrong.role} />
      {!walk && <CheckField label={msg("exercise.ui.asks")} value={draft.asks} onChange={(asks) => set({ asks })} error={wrong.asks} />}
      <TextField label={msg("exercise.ui.field.expected")} optional lines={2} maxLength={2000} value={draft.expected} onChange={(expected) => set({ expected })} error={wrong.expected} />
    </>
  );
}

function Refs({ kind, draft, wrong, set }: FieldsProps & { kind: Kind }) {
  return (
    <>
      {(kind === "wish" || kind === "point") && mayRead("units") && <RefField label={msg("exercise.ui.field.unit")} optional register="units" value={draft.unit} onChange={(unit) => set({ unit })} error={wrong.unit} />}
      {kind === "step" && mayRead("measures") && <RefField label={msg("exercise.ui.field.measure")} optional register="measures" value={draft.measure} onChange={(measure) => set({ measure })} error={wrong.measure} />}
    </>
  );
}

const OWN = ["title", "text", "expected", "minute", "by_hand", "asks", "role", "unit", "measure", "result", "note"];

export function LineForm({ id, kind, line, walk, onClose }: { id: string; kind: Kind; line: ExerciseLine | null; walk: boolean; onClose: () => void }) {
  const [draft, setDraft] = useState<Draft>(() => draftOf(line));
  const set = (change: Partial<Draft>) => setDraft((now) => ({ ...now, ...change }));
  const results = RESULTS[kind] ?? [];
  const send = async () => {
    const path = `/exercises/${id}/lines`;
    if (line) await api.put(`${path}/${line.id}`, bodyOf(kind, draft), { etag: `"${line.version}"` });
    else await api.post(path, { kind, ...bodyOf(kind, draft) });
    invalidate("/exercises", "/own-exercises");
  };
  return (
    <FormDialog title={optionLabel("exercise_line", kind)} wide disabled={draft.title.trim() === ""} own={OWN} send={send} onClose={onClose}>
      {(wrong) => (
        <div className="stack">
          <TextField label={msg("exercise.ui.field.title")} required maxLength={200} value={draft.title} onChange={(title) => set({ title })} error={wrong.title} />
          <TextField label={kind === "step" ? msg("exercise.ui.field.defence") : msg("exercise.ui.field.text")} optional lines={3} maxLength={4000} value={draft.text} onChange={(text) => set({ text })} error={wrong.text} />
          {kind === "inject" && <InjectFields draft={draft} wrong={wrong} set={set} walk={walk} />}
          <Refs kind={kind} draft={draft} wrong={wrong} set={set} />
          {results.length > 0 && (
            <SelectField label={msg("exercise.ui.field.result")} optional clearable="–" options={results.map((key) => ({ id: key, label: optionLabel("exercise_result", key) }))} value={draft.result} onChange={(result) => set({ result })} error={wrong.result} />
          )}
          <TextField label={msg("exercise.ui.field.note")} optional lines={2} maxLength={2000} value={draft.note} onChange={(note) => set({ note })} error={wrong.note} />
        </div>
      )}
    </FormDialog>
  );
}
