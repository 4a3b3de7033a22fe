// From what an asker found wanting to a measure that is linked with the request.
import { useState } from "react";
import { navigate } from "../../app/router";
import { api, ApiError } from "../../kernel/api";
import type { RefValue, RegisterRecord } from "../../kernel/record";
import { addDays, today } from "../../kernel/format";
import { msg } from "../../kernel/i18n";
import { invalidate } from "../../kernel/query";
import { mainRole, useSession } from "../../kernel/session";
import { Button } from "../../ui/button";
import { RefField } from "../../ui/combo_field";
import { DateField } from "../../ui/date_field";
import { TextField } from "../../ui/field";
import { ErrorNote, toast } from "../../ui/note";
import { Dialog } from "../../ui/overlay";

const DAYS = 90;
const CAUSE_MOST = 2000; // characters of a measure's cause

export function FindingDialog({ record, onClose }: { record: RegisterRecord; onClose: () => void }) {
  const me = useSession();
  const [title, setTitle] = useState("");
  const [cause, setCause] = useState(msg("inquiry.finding.cause", { asker: String(record.asker), number: record.number ?? "", text: String(record.findings ?? "") }).slice(0, CAUSE_MOST));
  const [owner, setOwner] = useState<RefValue | null>(me.person ?? null);
  const [due, setDue] = useState<string | null>(addDays(today(), DAYS));
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const fields = error instanceof ApiError ? error.fields() : {};
  const save = async () => {
    setBusy(true);
    setError(null);
    try {
      const { data } = await api.post<RegisterRecord>("/measures", { unit: mainRole(me)?.unit.id, title: title.trim(), cause, owner: owner?.id ?? null, due, priority: "middle" });
      await api.post(`/inquiries/${record.id}/links`, { kind: "causes", register: "measures", record: data.id });
      invalidate("/measures", `/inquiries/${record.id}/links`, `/inquiries/${record.id}/history`);
      toast(msg("assessment.gap.done", { number: data.number ?? "" }), "ok", { label: msg("assessment.gap.open"), run: () => void navigate(`/measures/${data.number ?? data.id}`) });
      onClose();
    } catch (e) {
      setError(e);
      setBusy(false);
    }
  };
  return (
    <Dialog
      wide
      title={msg("inquiry.finding.measure")}
      isOpen
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>{msg("ui.cancel")}</Button>
          <Button look="filled" pending={busy} onPress={() => void save()}>
            {msg("assessment.gap.save")}
          </Button>
        </>
      }
    >
      {Object.keys(fields).length === 0 && <ErrorNote error={error} />}
      <TextField label={msg("assessment.gap.title.label")} required value={title} onChange={setTitle} maxLength={200} error={fields.title} autoFocus />
      <TextField label={msg("assessment.gap.cause.label")} lines={4} value={cause} onChange={setCause} maxLength={2000} error={fields.cause} />
      <div className="form-grid">
        <RefField label={msg("assessment.gap.owner")} register="people" value={owner} onChange={setOwner} error={fields.owner} />
        <DateField label={msg("assessment.gap.due")} value={due} onChange={setDue} error={fields.due} />
      </div>
    </Dialog>
  );
}
