// A report that was made outside, written down: when, by whom, with what receipt.
import { useState } from "react";
import type { RecordFile } from "../../gen/api";
import { api, ApiError } from "../../kernel/api";
import { optionLabel } from "../../kernel/describe";
import { msg } from "../../kernel/i18n";
import { invalidate, useQuery } from "../../kernel/query";
import type { RegisterRecord } from "../../kernel/record";
import { Button } from "../../ui/button";
import { InstantField } from "../../ui/date_field";
import { SelectField, TextField } from "../../ui/field";
import { ErrorNote, toast } from "../../ui/note";

const PARTS = ["first", "more", "final"];

export function RecordReport({ record, path, waits, onDone }: { record: RegisterRecord; path: string; waits: string | null; onDone: () => void }) {
  const files = useQuery<{ items: RecordFile[] }>(`/incidents/${record.id}/files`);
  const [part, setPart] = useState<string | null>(waits ?? "more");
  const [sent, setSent] = useState<string | null>(() => new Date().toISOString());
  const [by, setBy] = useState("");
  const [receipt, setReceipt] = useState("");
  const [file, setFile] = useState<string | null>(null);
  const [note, setNote] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const wrong = error instanceof ApiError ? error.fields() : {};
  const attached = files.data?.items ?? [];
  const save = async () => {
    setBusy(true);
    setError(null);
    try {
      await api.post(path, { part, sent_at: sent, by_whom: by.trim(), receipt: receipt.trim() || null, file, note: note.trim() || null });
      toast(msg("duty.ui.record.saved"));
      invalidate("/incidents", "/waiting-duties");
      onDone();
    } catch (e) {
      setError(e);
      setBusy(false);
    }
  };
  return (
    <div className="stack no-print">
      {error !== null && Object.keys(wrong).length === 0 && <ErrorNote error={error} />}
      <div className="form-grid">
        <SelectField label={msg("duty.ui.record.part")} options={PARTS.map((id) => ({ id, label: optionLabel("duty_part", id) }))} value={part} onChange={setPart} error={wrong.part} />
        <InstantField label={msg("duty.ui.record.sent")} value={sent} onChange={setSent} error={wrong.sent_at} />
        <TextField label={msg("duty.ui.record.by")} required maxLength={200} value={by} onChange={setBy} error={wrong.by_whom} />
        <TextField label={msg("duty.ui.record.receipt")} optional maxLength={200} value={receipt} onChange={setReceipt} error={wrong.receipt} />
        {attached.length > 0 && <SelectField label={msg("duty.ui.record.file")} hint={msg("duty.ui.record.file.hint")} optional clearable="–" options={attached.map((f) => ({ id: f.id, label: f.name }))} value={file} onChange={setFile} error={wrong.file} />}
      </div>
      <TextField label={msg("duty.ui.note")} optional lines={2} maxLength={2000} value={note} onChange={setNote} error={wrong.note} />
      <p className="row">
        <Button look="filled" pending={busy} isDisabled={by.trim() === "" || sent === null} onPress={() => void save()}>
          {msg("duty.ui.record.save")}
        </Button>
        <Button look="plain" onPress={onDone}>
          {msg("ui.cancel")}
        </Button>
      </p>
    </div>
  );
}
