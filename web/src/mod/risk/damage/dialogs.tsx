// Short forms of the sheet: a new scenario, tree or step, and the defences of one cell.
import { type ReactNode, useState } from "react";
import { ApiError } from "../../../kernel/api";
import { optionLabel } from "../../../kernel/describe";
import type { RefValue } from "../../../kernel/record";
import { msg } from "../../../kernel/i18n";
import { mainRole, useSession } from "../../../kernel/session";
import { Button, IconButton } from "../../../ui/button";
import { RefField } from "../../../ui/combo_field";
import { CheckField, SelectField, TextField } from "../../../ui/field";
import { ErrorNote } from "../../../ui/note";
import { Dialog } from "../../../ui/overlay";
import { add, change, type DamageSheetScenario, type DamageStep, type DamageTree, HARMS, LEVELS, nextNo, type PartOfDefence, PARTS, type Register, remove } from "./model";

export type Asked =
  | { kind: "scenario" }
  | { kind: "tree"; scenario: DamageSheetScenario }
  | { kind: "step"; scenario: DamageSheetScenario; tree: DamageTree }
  | { kind: "defences"; scenario: DamageSheetScenario; step: DamageStep; part: PartOfDefence };

const text = (register: string, field: string): string => msg(`reg.${register}.${field}`);

// Saves and closes, or says what is wrong beside the field.
function useSaving(register: Register, onDone: () => void) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const save = async (body: Parameters<typeof add>[1]) => {
    setBusy(true);
    setError(null);
    try {
      await add(register, body);
      onDone();
    } catch (e) {
      setError(e);
    }
    setBusy(false);
  };
  return { busy, save, error, fields: error instanceof ApiError ? error.fields() : {} };
}

function Form({ title, busy, error, fields, onSave, onClose, children }: { title: string; busy: boolean; error: unknown; fields: Record<string, string>; onSave: () => void; onClose: () => void; children: ReactNode }) {
  return (
    <Dialog
      title={title}
      isOpen
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>{msg("ui.cancel")}</Button>
          <Button look="filled" pending={busy} onPress={onSave}>
            {msg("damage.add")}
          </Button>
        </>
      }
    >
      {children}
      {Object.keys(fields).length === 0 && <ErrorNote error={error} />}
    </Dialog>
  );
}

function LevelField({ label, value, onChange }: { label: string; value: number | null; onChange: (n: number | null) => void }) {
  return (
    <SelectField
      label={label}
      options={LEVELS.map((n) => ({ id: String(n), label: msg(`damage.level.${n}`) }))}
      value={value === null ? null : String(value)}
      clearable={msg("damage.level.open")}
      onChange={(v) => onChange(v ? Number(v) : null)}
    />
  );
}

export function ScenarioDialog({ system, onClose }: { system: RefValue | null; onClose: () => void }) {
  const me = useSession();
  const form = useSaving("damage-scenarios", onClose);
  const [name, setName] = useState("");
  const [harm, setHarm] = useState<string | null>("stop");
  const [of, setOf] = useState(system);
  const [detail, setDetail] = useState("");
  const save = () => void form.save({ unit: mainRole(me)?.unit.id, name, harm, system: of?.id ?? null, detail: detail || null });
  return (
    <Form title={msg("damage.scenario.add")} {...form} onSave={save} onClose={onClose}>
      <TextField label={text("damage_scenario", "name")} required value={name} onChange={setName} maxLength={200} error={form.fields.name} autoFocus />
      <SelectField label={text("damage_scenario", "harm")} options={HARMS.map((id) => ({ id, label: optionLabel("damage_harm", id) }))} value={harm} onChange={setHarm} error={form.fields.harm} />
      <RefField label={text("damage_scenario", "system")} optional register="systems" value={of} onChange={setOf} error={form.fields.system} />
      <TextField label={text("damage_scenario", "detail")} optional lines={3} value={detail} onChange={setDetail} maxLength={2000} error={form.fields.detail} />
    </Form>
  );
}

export function TreeDialog({ scenario, onClose }: { scenario: DamageSheetScenario; onClose: () => void }) {
  const form = useSaving("attack-trees", onClose);
  const [title, setTitle] = useState("");
  const [threat, setThreat] = useState<number | null>(null);
  const [vulnerability, setVulnerability] = useState<number | null>(null);
  const [damage, setDamage] = useState<number | null>(null);
  const save = () =>
    void form.save({ unit: scenario.unit.id, scenario: scenario.id, tree_no: nextNo(scenario.trees.map((t) => t.tree_no)), title, threat_level: threat, vulnerability_level: vulnerability, damage_level: damage });
  return (
    <Form title={msg("damage.tree.add.to", { name: scenario.name })} {...form} onSave={save} onClose={onClose}>
      <TextField label={text("attack_tree", "title")} required value={title} onChange={setTitle} maxLength={200} error={form.fields.title} autoFocus />
      <LevelField label={text("attack_tree", "threat_level")} value={threat} onChange={setThreat} />
      <LevelField label={text("attack_tree", "vulnerability_level")} value={vulnerability} onChange={setVulnerability} />
      <LevelField label={text("attack_tree", "damage_level")} value={damage} onChange={setDamage} />
    </Form>
  );
}

export function StepDialog({ scenario, tree, onClose }: { scenario: DamageSheetScenario; tree: DamageTree; onClose: () => void }) {
  const form = useSaving("attack-steps", onClose);
  const [title, setTitle] = useState("");
  const [threat, setThreat] = useState<number | null>(null);
  const [vulnerability, setVulnerability] = useState<number | null>(null);
  const [control, setControl] = useState<number | null>(null);
  const save = () =>
    void form.save({ unit: scenario.unit.id, tree: tree.id, step_no: nextNo(tree.steps.map((s) => s.step_no)), title, threat_level: threat, vulnerability_level: vulnerability, control_level: control });
  return (
    <Form title={msg("damage.step.add.to", { name: tree.title })} {...form} onSave={save} onClose={onClose}>
      <TextField label={text("attack_step", "title")} required value={title} onChange={setTitle} maxLength={200} error={form.fields.title} autoFocus />
      <LevelField label={text("attack_step", "threat_level")} value={threat} onChange={setThreat} />
      <LevelField label={text("attack_step", "vulnerability_level")} value={vulnerability} onChange={setVulnerability} />
      <LevelField label={text("attack_step", "control_level")} value={control} onChange={setControl} />
    </Form>
  );
}

// The marks of one cell, new ones and those to be taken away.
export function DefencesDialog({ scenario, step, part: first, onClose }: { scenario: DamageSheetScenario; step: DamageStep; part: PartOfDefence; onClose: () => void }) {
  const form = useSaving("attack-defences", () => setName(""));
  const [name, setName] = useState("");
  const [part, setPart] = useState(first);
  const [inPlace, setInPlace] = useState(false);
  const own = step.defences.filter((d) => d.part === part);
  const save = () => void form.save({ unit: scenario.unit.id, step: step.id, part, name, in_place: inPlace });
  return (
    <Dialog
      title={msg("damage.defence.of", { step: step.title })}
      isOpen
      onClose={onClose}
      foot={<Button onPress={onClose}>{msg("ui.close")}</Button>}
    >
      <SelectField
        label={text("attack_defence", "part")}
        options={PARTS.map((id) => ({ id, label: optionLabel("defence_part", id) }))}
        value={part}
        onChange={(to) => setPart((to ?? part) as PartOfDefence)}
      />
      {own.length > 0 && (
        <ul className="plain-list stack">
          {own.map((d) => (
            <li key={d.id} className="row spread">
              <CheckField label={d.name} value={d.in_place === true} onChange={(on) => void change("attack-defences", d, { in_place: on })} />
              <IconButton size="small" icon="trash" label={msg("damage.defence.remove", { name: d.name })} onPress={() => void remove("attack-defences", d)} />
            </li>
          ))}
        </ul>
      )}
      <TextField label={msg("damage.defence.new")} value={name} onChange={setName} onEnter={save} maxLength={200} error={form.fields.name} autoFocus />
      <CheckField label={msg("damage.in_place")} value={inPlace} onChange={setInPlace} />
      <div>
        <Button look="filled" icon="plus" pending={form.busy} isDisabled={name.trim() === ""} onPress={save}>
          {msg("damage.add")}
        </Button>
      </div>
      {Object.keys(form.fields).length === 0 && <ErrorNote error={form.error} />}
    </Dialog>
  );
}
