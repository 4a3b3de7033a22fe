// On a requirement set's page: its next edition, made as a draft with the same points.
import { useState } from "react";
import { navigate } from "../../app/router";
import type { RequirementsMade } from "../../gen/api";
import { api } from "../../kernel/api";
import { msg } from "../../kernel/i18n";
import { invalidate } from "../../kernel/query";
import { may } from "../../kernel/session";
import { Button } from "../../ui/button";
import { TextField } from "../../ui/field";
import { FormDialog } from "../../ui/form_dialog";
import { toast } from "../../ui/note";
import { Card } from "../../ui/page";
import type { RecordCardProps } from "../register/record";

function NextEdition({ id, onClose }: { id: string; onClose: () => void }) {
  const [edition, setEdition] = useState("");
  const send = async () => {
    const { data } = await api.post<RequirementsMade>(`/requirement-sets/${id}/editions`, { edition: edition.trim() });
    invalidate("/requirement-sets", "/requirement-points");
    toast(msg("contract.set.made", { n: data.made }));
    await navigate(`/requirement-sets/${data.id}`);
  };
  return (
    <FormDialog title={msg("contract.set.next")} save={msg("contract.set.make")} disabled={!edition.trim()} own={["edition"]} send={send} onClose={onClose}>
      {(wrong) => (
        <>
          <p>{msg("contract.set.text")}</p>
          <TextField label={msg("reg.requirement_set.edition")} required value={edition} onChange={setEdition} maxLength={60} error={wrong.edition} />
        </>
      )}
    </FormDialog>
  );
}

export default function RequirementSetCard({ record }: RecordCardProps) {
  const [open, setOpen] = useState(false);
  if (record.state === "draft" || !may("contract.write")) return null;
  return (
    <Card title={msg("contract.set.next")}>
      <p className="muted">{msg("contract.set.text")}</p>
      <p>
        <Button icon="plus" onPress={() => setOpen(true)}>{msg("contract.set.next")}</Button>
      </p>
      {open && <NextEdition id={String(record.id)} onClose={() => setOpen(false)} />}
    </Card>
  );
}
