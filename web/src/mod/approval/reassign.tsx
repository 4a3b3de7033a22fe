// Puts somebody in the place of one who cannot decide.
import { useState } from "react";
import { api, ApiError } from "../../kernel/api";
import type { RefValue } from "../../kernel/record";
import { msg } from "../../kernel/i18n";
import { Button } from "../../ui/button";
import { RefField } from "../../ui/combo_field";
import { SelectField } from "../../ui/field";
import { ErrorNote, toast } from "../../ui/note";
import { Dialog } from "../../ui/overlay";
import { afterChange, type RoundProps } from "./decide";
import { personText, stepName } from "./model";

export function Reassign({ round, etag, onClose }: RoundProps & { onClose: () => void }) {
  const seats = round.steps.filter((s) => s.no >= round.step).flatMap((s) => s.seats.filter((x) => x.decision === "none").map((x) => ({ id: x.person.id, label: `${stepName(s)}  ${personText(x.person)}` })));
  const [from, setFrom] = useState<string | null>(seats[0]?.id ?? null);
  const [to, setTo] = useState<RefValue | null>(null);
  const [error, setError] = useState<unknown>(null);
  const fields = error instanceof ApiError ? error.fields() : {};
  const save = async () => {
    setError(null);
    try {
      await api.post(`/approvals/${round.id}/reassignment`, { from, to: to?.id }, { etag });
      toast(msg("approval.did.reassign"));
      afterChange(round);
      onClose();
    } catch (e) {
      setError(e);
    }
  };
  return (
    <Dialog
      title={msg("approval.reassign.title")}
      isOpen
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>{msg("ui.cancel")}</Button>
          <Button look="filled" isDisabled={!from || !to} onPress={() => void save()}>{msg("approval.do.reassign")}</Button>
        </>
      }
    >
      {Object.keys(fields).length === 0 && <ErrorNote error={error} />}
      <SelectField label={msg("approval.reassign.from")} options={seats} value={from} onChange={setFrom} error={fields.from} />
      <RefField label={msg("approval.reassign.to")} register="people" value={to} onChange={setTo} error={fields.to} />
    </Dialog>
  );
}
