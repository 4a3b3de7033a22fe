// Classes of the Traffic Light Protocol 2.0: chosen, and shown by their names.
import { optionLabel } from "../../kernel/describe";
import { type FieldFrame, SelectField } from "../../ui/field";
import { Badge, type Tone } from "../../ui/state";

const CLASSES = ["clear", "green", "amber", "amber_strict", "red"];
const TONES: Record<string, Tone> = { green: "ok", amber: "warn", amber_strict: "warn", red: "bad" };

export const TlpBadge = ({ tlp }: { tlp: string }) => <Badge tone={TONES[tlp] ?? "neutral"}>{optionLabel("tlp", tlp)}</Badge>;

export function TlpField({ value, onChange, ...frame }: FieldFrame & { value: string | null; onChange: (tlp: string | null) => void }) {
  return <SelectField {...frame} options={CLASSES.map((id) => ({ id, label: optionLabel("tlp", id) }))} value={value} onChange={onChange} />;
}
