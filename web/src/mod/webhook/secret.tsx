// The secret of a receiver: shown once where it is made, and replaced.
import { useState } from "react";
import type { WebhookMade } from "../../gen/api";
import { api } from "../../kernel/api";
import { msg } from "../../kernel/i18n";
import { Button } from "../../ui/button";
import { copy } from "../../ui/copy";
import { SelectField, TextField } from "../../ui/field";
import { ErrorNote, Note } from "../../ui/note";
import { Dialog } from "../../ui/overlay";

const HOURS = [24, 72, 168, 0];

export function SecretDialog({ made, onClose }: { made: WebhookMade; onClose: () => void }) {
  return (
    <Dialog
      title={msg("ui.webhooks.secret")}
      isOpen
      fixed
      onClose={onClose}
      foot={
        <>
          <Button icon="copy" onPress={() => void copy(made.secret)}>{msg("ui.webhooks.secret.copy")}</Button>
          <Button look="filled" onPress={onClose}>{msg("ui.webhooks.secret.done")}</Button>
        </>
      }
    >
      <Note tone="warn" title={msg("ui.webhooks.secret.once")} />
      <TextField label={msg("ui.webhooks.secret")} hideLabel value={made.secret} onChange={() => {}} readOnly lines={2} />
    </Dialog>
  );
}

export function RotateDialog({ id, onMade, onClose }: { id: string; onMade: (made: WebhookMade) => void; onClose: () => void }) {
  const [hours, setHours] = useState<string | null>("24");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const rotate = async () => {
    setBusy(true);
    try {
      onMade((await api.post<WebhookMade>(`/webhooks/${id}/secret`, { overlap_hours: Number(hours) })).data);
    } catch (e) {
      setError(e);
      setBusy(false);
    }
  };
  return (
    <Dialog
      title={msg("ui.webhooks.rotate.title")}
      isOpen
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>{msg("ui.cancel")}</Button>
          <Button look="filled" pending={busy} onPress={() => void rotate()}>{msg("ui.webhooks.rotate")}</Button>
        </>
      }
    >
      <ErrorNote error={error} />
      <p>{msg("ui.webhooks.rotate.text")}</p>
      <SelectField
        label={msg("ui.webhooks.rotate.overlap")}
        options={HOURS.map((n) => ({ id: String(n), label: n === 0 ? msg("ui.webhooks.rotate.now") : msg("ui.webhooks.rotate.hours", { n }) }))}
        value={hours}
        onChange={setHours}
      />
    </Dialog>
  );
}
