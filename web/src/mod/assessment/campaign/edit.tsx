// Name, dates and note of a campaign.
import { useState } from "react";
import { api, ApiError } from "../../../kernel/api";
import { msg } from "../../../kernel/i18n";
import { invalidate } from "../../../kernel/query";
import { Button } from "../../../ui/button";
import { DateField } from "../../../ui/date_field";
import { TextField } from "../../../ui/field";
import { ErrorNote } from "../../../ui/note";
import { Dialog } from "../../../ui/overlay";
import type { Campaign } from "../model";
import { ReminderFields, type Reminders } from "./reminders";

export function EditCampaign({ campaign: c, onClose }: { campaign: Campaign; onClose: () => void }) {
  const [name, setName] = useState(c.name);
  const [due, setDue] = useState<string | null>(c.due);
  const [opens, setOpens] = useState<string | null>(c.opens);
  const [reminders, setReminders] = useState<Reminders>({ remind_before: c.remind_before, remind_every: c.remind_every });
  const [note, setNote] = useState(c.note ?? "");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const fields = error instanceof ApiError ? error.fields() : {};
  const save = async () => {
    setBusy(true);
    setError(null);
    try {
      await api.patch(`/campaigns/${c.id}`, { name: name.trim(), ...(opens === c.opens ? {} : { opens }), due, ...reminders, note: note.trim() || null }, { etag: `"${c.version}"` });
      invalidate("/campaigns", "/tasks/mine");
      onClose();
    } catch (e) {
      setError(e);
      setBusy(false);
    }
  };
  return (
    <Dialog
      title={msg("ui.edit.title", { name: c.number })}
      isOpen
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>{msg("ui.cancel")}</Button>
          <Button look="filled" pending={busy} onPress={() => void save()}>
            {msg("ui.save")}
          </Button>
        </>
      }
    >
      {Object.keys(fields).length === 0 && <ErrorNote error={error} />}
      <TextField label={msg("assessment.campaign.name")} required maxLength={200} value={name} onChange={setName} error={fields.name} />
      <div className="form-grid">
        {c.state === "draft" && <DateField label={msg("assessment.opens")} hint={msg("assessment.opens.hint")} optional value={opens} onChange={setOpens} error={fields.opens} />}
        <DateField label={msg("assessment.due.label")} hint={msg("assessment.due.hint")} required value={due} onChange={setDue} error={fields.due} />
        <ReminderFields value={reminders} onChange={setReminders} errors={fields} />
      </div>
      <TextField label={msg("assessment.campaign.note")} optional lines={3} maxLength={2000} value={note} onChange={setNote} error={fields.note} />
    </Dialog>
  );
}
