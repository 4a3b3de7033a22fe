// From which severity on a case does not recover before its analysis plan is done.
import { useState } from "react";
import type { CaseRule } from "../../gen/api";
import { api } from "../../kernel/api";
import { optionLabel } from "../../kernel/describe";
import { msg } from "../../kernel/i18n";
import { invalidate, useQuery } from "../../kernel/query";
import { may } from "../../kernel/session";
import { Button } from "../../ui/button";
import { RadioField } from "../../ui/field";
import { FormDialog } from "../../ui/form_dialog";
import { ErrorNote, toast } from "../../ui/note";
import { Card } from "../../ui/page";

const FROM = ["critical", "high", "medium", "low", "never"];

function Edit({ now, etag, onClose }: { now: CaseRule; etag: string | null; onClose: () => void }) {
  const [from, setFrom] = useState<string | null>(now.cause_from);
  const send = async () => {
    await api.put("/case-rule", { cause_from: from }, { etag });
    toast(msg("casework.ui.rule.saved"));
    invalidate("/case-rule", "/incidents");
  };
  return (
    <FormDialog title={msg("casework.ui.rule")} own={["cause_from"]} disabled={from === null} send={send} onClose={onClose}>
      {(wrong) => <RadioField label={msg("casework.ui.rule.from")} required options={FROM.map((id) => ({ id, label: optionLabel("case_cause_from", id) }))} value={from} onChange={setFrom} error={wrong.cause_from} />}
    </FormDialog>
  );
}

export function CauseRule() {
  const query = useQuery<CaseRule>(may("case_plan.read") ? "/case-rule" : null);
  const [open, setOpen] = useState(false);
  const now = query.data;
  if (!may("case_plan.read")) return null;
  return (
    <Card
      title={msg("casework.ui.rule")}
      aside={
        now &&
        may("cause.waive") && (
          <Button size="small" icon="edit" onPress={() => setOpen(true)}>
            {msg("casework.ui.rule.edit")}
          </Button>
        )
      }
    >
      <ErrorNote error={query.error} onRetry={() => void query.reload()} />
      <p className="muted">{msg("casework.ui.rule.text")}</p>
      {now && <p>{optionLabel("case_cause_from", now.cause_from)}</p>}
      {now && open && <Edit now={now} etag={query.etag} onClose={() => setOpen(false)} />}
    </Card>
  );
}
