// Name, dates and note of a campaign.
import { useState } from "react";
import { api } from "../../../kernel/api";
import { msg } from "../../../kernel/i18n";
import { invalidate } from "../../../kernel/query";
import { DateField } from "../../../ui/date_field";
import { TextField } from "../../../ui/field";
import { FormDialog } from "../../../ui/form_dialog";
import type { Campaign } from "../model";
import { ReminderFields, type Reminders } from "./reminders";

export function EditCampaign({ campaign: c, onClose }: { campaign: Campaign; onClose: () => void }) {
  const [name, setName] = useState(c.name);
  const [due, setDue] = useState<string | null>(c.due);
  const [opens, setOpens] = useState<string | null>(c.opens);
  const [reminders, setReminders] = useState<Reminders>({ remind_before: c.remind_before, remind_every: c.remind_every });
  const [note, setNote] = useState(c.note ?? "");
  const send = async () => {
    await api.patch(`/campaigns/${c.id}`, { name: name.trim(), ...(opens === c.opens ? {} : { opens }), due, ...reminders, note: note.trim() || null }, { etag: `"${c.version}"` });
    invalidate("/campaigns", "/tasks/mine");
  };
  return (
    <FormDialog title={msg("ui.edit.title", { name: c.number })} own={["name", "opens", "due", "remind_before", "remind_every", "note"]} send={send} onClose={onClose}>
      {(wrong) => (
        <>
          <TextField label={msg("assessment.campaign.name")} required maxLength={200} value={name} onChange={setName} error={wrong.name} />
          <div className="form-grid">
            {c.state === "draft" && <DateField label={msg("assessment.opens")} hint={msg("assessment.opens.hint")} optional value={opens} onChange={setOpens} error={wrong.opens} />}
            <DateField label={msg("assessment.due.label")} hint={msg("assessment.due.hint")} required value={due} onChange={setDue} error={wrong.due} />
            <ReminderFields value={reminders} onChange={setReminders} errors={wrong} />
          </div>
          <TextField label={msg("assessment.campaign.note")} optional lines={3} maxLength={2000} value={note} onChange={setNote} error={wrong.note} />
        </>
      )}
    </FormDialog>
  );
}
