// Minutes of a site's committee: pasted, or read from a text file on this machine.
import { useState } from "react";
import { api, ToldError } from "../../kernel/api";
import { today } from "../../kernel/format";
import { msg } from "../../kernel/i18n";
import { invalidate } from "../../kernel/query";
import type { RefValue, RegisterRecord } from "../../kernel/record";
import { DateField } from "../../ui/date_field";
import { TextField } from "../../ui/field";
import { FileField } from "../../ui/file_field";
import { FormDialog } from "../../ui/form_dialog";
import { toast, toastError } from "../../ui/note";
import { NumberField } from "../../ui/number_field";

const LARGEST = 240_000; // bytes; the server takes 60,000 characters

async function textOf(file: File): Promise<string> {
  if (file.size > LARGEST) throw new ToldError(msg("site.ui.minutes.large"));
  const text = await file.text();
  if (text.includes("\u0000") || text.includes("\uFFFD")) throw new ToldError(msg("site.ui.minutes.no_text"));
  return text.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
}

export function MinutesDialog({ site, onClose }: { site: RegisterRecord; onClose: () => void }) {
  const [title, setTitle] = useState(msg("site.ui.minutes.committee"));
  const [held, setHeld] = useState<string | null>(today());
  const [minutes, setMinutes] = useState("");
  const [file, setFile] = useState<File | null>(null);
  const [total, setTotal] = useState<number | null>(null);
  const [security, setSecurity] = useState<number | null>(null);
  const read = async (chosen: File) => {
    try {
      setMinutes(await textOf(chosen));
      setFile(chosen);
    } catch (e) {
      toastError(e);
    }
  };
  const send = async () => {
    const unit = (site.unit as RefValue).id;
    const { data } = await api.post<RegisterRecord>("/site-minutes", { unit, site: site.id, title, held_on: held, minutes, minutes_total: total, minutes_security: security });
    toast(msg("site.ui.minutes.done", { number: data.number ?? "" }));
    invalidate("/site-minutes");
  };
  return (
    <FormDialog title={msg("site.ui.minutes")} wide disabled={minutes.trim() === "" || !held} send={send} onClose={onClose} own={["title", "held_on", "minutes", "minutes_total", "minutes_security"]}>
      {(wrong) => (
        <div className="stack">
          <TextField label={msg("reg.site_minutes.title")} required maxLength={200} value={title} onChange={setTitle} error={wrong.title} />
          <DateField label={msg("reg.site_minutes.held_on")} required value={held} onChange={setHeld} error={wrong.held_on} />
          <FileField label={msg("site.ui.minutes.file")} hint={msg("site.ui.minutes.file.hint")} accept=".txt,.md,text/plain" file={file} onChange={(f) => void read(f)} />
          <TextField label={msg("reg.site_minutes.minutes")} required lines={8} maxLength={60000} value={minutes} onChange={setMinutes} error={wrong.minutes} />
          <NumberField label={msg("reg.site_minutes.minutes_total")} optional digits={0} min={0} value={total} onChange={setTotal} error={wrong.minutes_total} />
          <NumberField label={msg("reg.site_minutes.minutes_security")} optional digits={0} min={0} value={security} onChange={setSecurity} error={wrong.minutes_security} />
        </div>
      )}
    </FormDialog>
  );
}
