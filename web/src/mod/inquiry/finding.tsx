// From what an asker found wanting to a measure that is linked with the request.
import { useState } from "react";
import { navigate } from "../../app/router";
import { api } from "../../kernel/api";
import type { RefValue, RegisterRecord } from "../../kernel/record";
import { addDays, today } from "../../kernel/format";
import { msg } from "../../kernel/i18n";
import { invalidate } from "../../kernel/query";
import { mainRole, useSession } from "../../kernel/session";
import { RefField } from "../../ui/combo_field";
import { DateField } from "../../ui/date_field";
import { TextField } from "../../ui/field";
import { toast } from "../../ui/note";
import { FormDialog } from "../../ui/form_dialog";

const DAYS = 90;
const CAUSE_MOST = 2000; // characters of a measure's cause

export function FindingDialog({ record, onClose }: { record: RegisterRecord; onClose: () => void }) {
  const me = useSession();
  const [title, setTitle] = useState("");
  const [cause, setCause] = useState(msg("inquiry.finding.cause", { asker: String(record.asker), number: record.number ?? "", text: String(record.findings ?? "") }).slice(0, CAUSE_MOST));
  const [owner, setOwner] = useState<RefValue | null>(me.person ?? null);
  const [due, setDue] = useState<string | null>(addDays(today(), DAYS));
  const send = async () => {
    const { data } = await api.post<RegisterRecord>("/measures", { unit: mainRole(me)?.unit.id, title: title.trim(), cause, owner: owner?.id ?? null, due, priority: "middle" });
    await api.post(`/inquiries/${record.id}/links`, { kind: "causes", register: "measures", record: data.id });
    invalidate("/measures", `/inquiries/${record.id}/links`, `/inquiries/${record.id}/history`);
    toast(msg("assessment.gap.done", { number: data.number ?? "" }), "ok", { label: msg("assessment.gap.open"), run: () => void navigate(`/measures/${data.number ?? data.id}`) });
  };
  return (
    <FormDialog wide title={msg("inquiry.finding.measure")} save={msg("assessment.gap.save")} own={["title", "cause", "owner", "due"]} send={send} onClose={onClose}>
      {(wrong) => (
        <>
          <TextField label={msg("assessment.gap.title.label")} required value={title} onChange={setTitle} maxLength={200} error={wrong.title} autoFocus />
          <TextField label={msg("assessment.gap.cause.label")} lines={4} value={cause} onChange={setCause} maxLength={2000} error={wrong.cause} />
          <div className="form-grid">
            <RefField label={msg("assessment.gap.owner")} register="people" value={owner} onChange={setOwner} error={wrong.owner} />
            <DateField label={msg("assessment.gap.due")} value={due} onChange={setDue} error={wrong.due} />
          </div>
        </>
      )}
    </FormDialog>
  );
}
