// One step of a route: who is asked, how many must agree, until when, and who is asked then.
import { useDescribe } from "../../kernel/describe";
import { label, msg } from "../../kernel/i18n";
import { Button, IconButton } from "../../ui/button";
import { RefField } from "../../ui/combo_field";
import { SelectField, SwitchField, TextField } from "../../ui/field";
import { NumberField } from "../../ui/number_field";
import { Card } from "../../ui/page";
import { newWho, type Step, type Who, type WhoKind } from "./route_model";

const KINDS: WhoKind[] = ["person", "role", "post"];
const ASKED_MOST = 5;

interface WhoProps {
  who: Who;
  at: string; // pointer of the selector in the body
  fields: Record<string, string>;
  onChange: (who: Who) => void;
  onRemove?: () => void;
}

function WhoEditor({ who, at, fields, onChange, onRemove }: WhoProps) {
  const { roles } = useDescribe();
  return (
    <div className="approval-who">
      <SelectField label={msg("approval.route.who")} options={KINDS.map((id) => ({ id, label: label(`enum.approval_who.${id}`) }))} value={who.kind} onChange={(v) => onChange({ ...who, kind: (v ?? "role") as WhoKind })} />
      {who.kind === "person" && <RefField label={label("enum.approval_who.person")} register="people" value={who.person} onChange={(person) => onChange({ ...who, person })} error={fields[`${at}/person`]} />}
      {who.kind === "role" && <SelectField label={label("enum.approval_who.role")} options={roles.map((id) => ({ id, label: label(`role.${id}`) }))} value={who.role} onChange={(role) => onChange({ ...who, role })} error={fields[`${at}/role`]} />}
      {who.kind === "post" && <TextField label={label("enum.approval_who.post")} value={who.post} onChange={(post) => onChange({ ...who, post })} maxLength={100} error={fields[`${at}/post`]} />}
      {onRemove && <IconButton icon="trash" label={msg("approval.route.remove_who")} onPress={onRemove} />}
    </div>
  );
}

interface StepProps {
  no: number;
  step: Step;
  at: string;
  fields: Record<string, string>;
  onChange: (step: Step) => void;
  onRemove?: () => void;
}

export function StepEditor({ no, step, at, fields, onChange, onRemove }: StepProps) {
  const set = (change: Partial<Step>) => onChange({ ...step, ...change });
  const setWho = (i: number, who: Who | null) => set({ who: who ? step.who.map((w, k) => (k === i ? who : w)) : step.who.filter((_, k) => k !== i) });
  return (
    <Card title={msg("approval.route.step", { no })} aside={onRemove && <Button size="small" icon="trash" onPress={onRemove}>{msg("approval.route.remove_step")}</Button>}>
      <div className="form">
        <TextField label={msg("approval.route.step_name")} required hint={msg("approval.route.step_name.hint")} value={step.name} onChange={(name) => set({ name })} maxLength={60} error={fields[`${at}/name`]} />
        <TextField label={msg("approval.route.step_name_en")} optional value={step.name_en} onChange={(name_en) => set({ name_en })} maxLength={60} error={fields[`${at}/name_en`]} />
        {step.who.map((who, i) => (
          <WhoEditor key={i} who={who} at={`${at}/who/${i}`} fields={fields} onChange={(w) => setWho(i, w)} onRemove={step.who.length > 1 ? () => setWho(i, null) : undefined} />
        ))}
        <p className="small muted">{msg("approval.route.who.hint")}</p>
        {step.who.length < ASKED_MOST && (
          <div>
            <Button size="small" icon="plus" onPress={() => set({ who: [...step.who, newWho()] })}>{msg("approval.route.add_who")}</Button>
          </div>
        )}
        <SelectField label={msg("approval.route.need")} options={["all", "any", "count"].map((id) => ({ id, label: label(`enum.approval_need.${id}`) }))} value={step.need} onChange={(v) => set({ need: v ?? "all" })} />
        {step.need === "count" && <NumberField label={msg("approval.route.count")} required min={1} max={50} value={step.count} onChange={(count) => set({ count })} error={fields[`${at}/count`]} />}
        <NumberField label={msg("approval.route.days")} optional hint={msg("approval.route.days.hint")} min={1} max={90} unit={msg("approval.route.days.unit")} value={step.days} onChange={(days) => set({ days })} error={fields[`${at}/days`]} />
        <SwitchField label={msg("approval.route.escalate")} value={step.escalate !== null} onChange={(on) => set({ escalate: on ? newWho() : null })} />
        {step.escalate && <WhoEditor who={step.escalate} at={`${at}/escalate/0`} fields={fields} onChange={(escalate) => set({ escalate })} />}
      </div>
    </Card>
  );
}
