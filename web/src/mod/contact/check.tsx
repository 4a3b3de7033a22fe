// What the keeper of a contact says of it in a round: right, changed (and put right in the same step), or not needed any more.
import { useState } from "react";
import type { ContactCheck } from "../../gen/api";
import { api } from "../../kernel/api";
import { label, msg } from "../../kernel/i18n";
import { optionLabel } from "../../kernel/describe";
import { invalidate } from "../../kernel/query";
import { Button } from "../../ui/button";
import { ChecksField, RadioField, TextField } from "../../ui/field";
import { FormDialog } from "../../ui/form_dialog";
import { toast } from "../../ui/note";
import { Badge, type Tone } from "../../ui/state";

const KEYS = ["organisation", "post", "person", "phone", "phone_other", "email", "hours"] as const;
type Key = (typeof KEYS)[number];
export const WRONGS = ["left", "moved", "phone", "email", "hours", "missing", "other"];

const names: Record<Key, () => string> = {
  organisation: () => label("reg.contact.organisation"),
  post: () => label("reg.contact.post"),
  person: () => label("reg.contact.person"),
  phone: () => label("reg.contact.phone"),
  phone_other: () => label("reg.contact.phone_other"),
  email: () => label("reg.contact.email"),
  hours: () => label("reg.contact.hours"),
};

function CheckDialog({ check, onClose }: { check: ContactCheck; onClose: () => void }) {
  const [outcome, setOutcome] = useState<string | null>(check.outcome);
  const [said, setSaid] = useState(() => Object.fromEntries(KEYS.map((k) => [k, check[k] ?? ""])) as Record<Key, string>);
  const [wrong, setWrong] = useState<string[]>(check.wrong.map((w) => w.kind));
  const [note, setNote] = useState(check.note ?? "");
  const send = async () => {
    const changes = outcome === "changed" ? Object.fromEntries(KEYS.filter((k) => said[k].trim() !== (check[k] ?? "")).map((k) => [k, said[k].trim() || null])) : {};
    await api.post("/contact-answers", { round: check.round.id, contact: check.id, outcome, wrong: wrong.map((kind) => ({ kind })), note: note.trim() || null, ...changes });
    toast(msg("contact.ui.check.done"));
    invalidate("/contact-rounds", "/own-contact-checks", "/contacts", "/contact-lists");
  };
  return (
    <FormDialog title={msg("contact.ui.check.title", { name: check.name })} own={KEYS} disabled={outcome === null} send={send} onClose={onClose}>
      {(bad) => (
        <div className="form">
          <RadioField
            label={msg("contact.ui.check.outcome")}
            required
            value={outcome}
            onChange={setOutcome}
            options={[
              { id: "confirmed", label: msg("contact.ui.check.confirmed") },
              { id: "changed", label: msg("contact.ui.check.changed") },
              { id: "dropped", label: msg("contact.ui.check.dropped") },
            ]}
          />
          {outcome === "changed" && KEYS.map((k) => <TextField key={k} label={names[k]()} optional value={said[k]} onChange={(text) => setSaid({ ...said, [k]: text })} error={bad[k]} />)}
          {outcome !== null && outcome !== "confirmed" && <ChecksField label={msg("contact.ui.check.wrong")} optional options={WRONGS.map((id) => ({ id, label: optionLabel("contact_wrong", id) }))} value={wrong} onChange={setWrong} />}
          <TextField label={msg("contact.ui.check.note")} optional lines={2} maxLength={500} value={note} onChange={setNote} />
        </div>
      )}
    </FormDialog>
  );
}

export function CheckButton({ check }: { check: ContactCheck }) {
  const [open, setOpen] = useState(false);
  if (check.gone) return null;
  return (
    <>
      <Button size="small" aria-label={`${check.name} ${check.outcome ? msg("contact.ui.check.again") : msg("contact.ui.check")}`} onPress={() => setOpen(true)}>
        {check.outcome ? msg("contact.ui.check.again") : msg("contact.ui.check")}
      </Button>
      {open && <CheckDialog check={check} onClose={() => setOpen(false)} />}
    </>
  );
}

const TONES: Record<string, Tone> = { confirmed: "ok", changed: "warn", dropped: "neutral", returned: "bad", waiting: "info", unsent: "neutral", no_address: "neutral" };

export function Outcome({ check }: { check: ContactCheck }) {
  return (
    <span className="stack tight">
      {check.outcome && <Badge tone={TONES[check.outcome] ?? "neutral"}>{optionLabel("contact_outcome", check.outcome)}</Badge>}
      {check.wrong.length > 0 && <span className="small">{check.wrong.map((w) => optionLabel("contact_wrong", w.kind)).join(msg("ui.list.comma"))}</span>}
      {check.note && <span className="muted small">{check.note}</span>}
    </span>
  );
}

export function MailState({ check }: { check: ContactCheck }) {
  return (
    <span className="stack tight">
      <Badge tone={TONES[check.mail] ?? "neutral"}>{optionLabel("contact_test", check.mail)}</Badge>
      {check.answer_note && <span className="small">{msg("contact.ui.said", { note: check.answer_note })}</span>}
    </span>
  );
}

export function Reach({ check }: { check: ContactCheck }) {
  const lines = [[check.post, check.person], [check.phone], [check.phone_other], [check.email], [check.hours]].map((parts) => parts.filter(Boolean).join(" ")).filter(Boolean);
  return (
    <span className="stack tight small">
      {lines.map((line) => (
        <span key={line}>{line}</span>
      ))}
    </span>
  );
}
