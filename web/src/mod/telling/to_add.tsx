// Recipients taken from lists, partners, suppliers and contacts, or written down; and one of them changed.
import { useState } from "react";
import type { CaseTold, CaseToldAdded } from "../../gen/api";
import { api } from "../../kernel/api";
import { mayRead } from "../../kernel/describe";
import { label, msg } from "../../kernel/i18n";
import { invalidate } from "../../kernel/query";
import type { RefValue } from "../../kernel/record";
import { RefField } from "../../ui/combo_field";
import { SelectField, TextField } from "../../ui/field";
import { FormDialog } from "../../ui/form_dialog";
import { toast } from "../../ui/note";

const NAME = 200;
const PERSON = 100;
const ADDRESS = 254;
const IMPACT = 1000;

// Where a recipient is taken from, and how it is sent.
const FROM: Record<string, { register?: string; body: (id: string) => object }> = {
  list: { register: "contact-lists", body: (list) => ({ list }) },
  coupled: { body: () => ({ coupled: true }) },
  partner: { register: "partners", body: (id) => ({ partners: [id] }) },
  supplier: { register: "suppliers", body: (id) => ({ suppliers: [id] }) },
  contact: { register: "contacts", body: (id) => ({ contacts: [id] }) },
};

const orNull = (text: string): string | null => text.trim() || null;

function Free({ who, onChange, wrong }: { who: { name: string; person: string; address: string }; onChange: (more: Partial<typeof who>) => void; wrong: Record<string, string> }) {
  return (
    <>
      <TextField label={msg("telling.ui.to.name")} required maxLength={NAME} value={who.name} onChange={(name) => onChange({ name })} error={wrong.name} />
      <TextField label={msg("telling.ui.to.person")} optional maxLength={PERSON} value={who.person} onChange={(person) => onChange({ person })} error={wrong.person} />
      <TextField label={msg("telling.ui.to.address")} optional type="email" maxLength={ADDRESS} value={who.address} onChange={(address) => onChange({ address })} error={wrong.address} />
    </>
  );
}

export function AddRecipients({ path, needsImpact, onClose }: { path: string; needsImpact: boolean; onClose: () => void }) {
  const [from, setFrom] = useState<string | null>(needsImpact ? "partner" : "coupled");
  const [record, setRecord] = useState<RefValue | null>(null);
  const [who, setWho] = useState({ name: "", person: "", address: "" });
  const [impact, setImpact] = useState("");
  const source = from === null ? undefined : FROM[from];
  const choices = ["coupled", "list", "partner", "supplier", "contact", "free"].filter((id) => !FROM[id]?.register || mayRead(FROM[id]?.register ?? ""));
  const ready = from === "free" ? who.name.trim() !== "" : from === "coupled" || record !== null;
  const send = async () => {
    const chosen = source ? source.body(record?.id ?? "") : { name: who.name, person: orNull(who.person), address: orNull(who.address) };
    const { data } = await api.post<CaseToldAdded>(`${path}/recipients`, { ...chosen, impact: orNull(impact) });
    toast(msg("telling.ui.to.added", { n: data.added, there: data.there }));
    invalidate("/incidents");
  };
  return (
    <FormDialog title={msg("telling.ui.to.add")} save={msg("telling.ui.to.add")} own={["name", "person", "address", "impact"]} disabled={!ready} send={send} onClose={onClose}>
      {(wrong) => (
        <div className="form">
          <SelectField
            label={msg("telling.ui.to.from")}
            options={choices.map((id) => ({ id, label: label(`telling.ui.to.from.${id}`) }))}
            value={from}
            onChange={(next) => {
              setFrom(next);
              setRecord(null);
            }}
          />
          {source?.register && <RefField key={from} label={msg("telling.ui.to.record")} required register={source.register} value={record} onChange={setRecord} />}
          {from === "free" && <Free who={who} onChange={(more) => setWho((old) => ({ ...old, ...more }))} wrong={wrong} />}
          <TextField label={msg("telling.ui.to.impact")} hint={msg("telling.ui.to.impact.hint")} optional lines={3} maxLength={IMPACT} value={impact} onChange={setImpact} error={wrong.impact} />
        </div>
      )}
    </FormDialog>
  );
}

export function EditRecipient({ path, to, onClose }: { path: string; to: CaseTold; onClose: () => void }) {
  const [person, setPerson] = useState(to.person ?? "");
  const [address, setAddress] = useState(to.address ?? "");
  const [impact, setImpact] = useState(to.impact ?? "");
  const send = async () => {
    await api.put(`${path}/recipients/${to.no}`, { person: orNull(person), address: orNull(address), impact: orNull(impact) });
    invalidate("/incidents");
  };
  return (
    <FormDialog title={to.name} own={["person", "address", "impact"]} send={send} onClose={onClose}>
      {(wrong) => (
        <div className="form">
          <TextField label={msg("telling.ui.to.person")} optional maxLength={PERSON} value={person} onChange={setPerson} error={wrong.person} />
          <TextField label={msg("telling.ui.to.address")} optional type="email" maxLength={ADDRESS} value={address} onChange={setAddress} error={wrong.address} />
          <TextField label={msg("telling.ui.to.impact")} hint={msg("telling.ui.to.impact.hint")} optional lines={3} maxLength={IMPACT} value={impact} onChange={setImpact} error={wrong.impact} />
        </div>
      )}
    </FormDialog>
  );
}
