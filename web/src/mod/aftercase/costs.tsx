// What a case cost, by form of loss: written down as it becomes known, an estimate first and settled later.
import { useState } from "react";
import type { CaseCost, CaseCosts } from "../../gen/api";
import { api } from "../../kernel/api";
import { msg } from "../../kernel/i18n";
import { invalidate, useQuery } from "../../kernel/query";
import type { RegisterRecord } from "../../kernel/record";
import { may } from "../../kernel/session";
import { Button } from "../../ui/button";
import { CheckField, TextField } from "../../ui/field";
import { FormDialog } from "../../ui/form_dialog";
import { ErrorNote, toast } from "../../ui/note";
import { NumberField } from "../../ui/number_field";
import { Card } from "../../ui/page";
import { Badge } from "../../ui/state";
import { formLabel, yen } from "../loss/model";

const AMOUNT_MOST = 10_000_000_000_000;
const NOTE = 2000;

function Edit({ path, cost, onClose }: { path: string; cost: CaseCost; onClose: () => void }) {
  const [amount, setAmount] = useState<number | null>(cost.amount);
  const [settled, setSettled] = useState(cost.settled);
  const [note, setNote] = useState(cost.note ?? "");
  const send = async () => {
    await api.put<CaseCost>(`${path}/${cost.form}`, { amount, settled, note: note.trim() || null }, { etag: `"${cost.version}"` });
    toast(msg("aftercase.ui.costs.saved"));
    invalidate(path, path.replace(/costs$/, "history"));
  };
  return (
    <FormDialog title={msg("aftercase.ui.costs.edit", { form: formLabel(cost.form) })} own={["amount", "note"]} send={send} onClose={onClose}>
      {(wrong) => (
        <div className="form">
          <NumberField label={msg("aftercase.ui.costs.amount")} optional unit={msg("aftercase.ui.costs.unit")} min={0} max={AMOUNT_MOST} value={amount} onChange={setAmount} error={wrong.amount} />
          <CheckField label={msg("aftercase.ui.costs.settled")} value={settled} onChange={setSettled} />
          <TextField label={msg("aftercase.ui.costs.note")} optional lines={2} maxLength={NOTE} value={note} onChange={setNote} error={wrong.note} />
        </div>
      )}
    </FormDialog>
  );
}

function Row({ cost, onEdit }: { cost: CaseCost; onEdit?: () => void }) {
  return (
    <li className="row spread">
      <div>
        <p className="row">
          <span>{formLabel(cost.form)}</span>
          {cost.amount !== null && <b>{yen(cost.amount)}</b>}
          {cost.amount !== null && <Badge tone={cost.settled ? "ok" : "neutral"}>{msg(cost.settled ? "aftercase.ui.costs.is_settled" : "aftercase.ui.costs.is_estimate")}</Badge>}
        </p>
        {cost.note && <p className="muted small">{cost.note}</p>}
      </div>
      {onEdit && (
        <Button size="small" className="no-print" aria-label={msg("aftercase.ui.costs.edit", { form: formLabel(cost.form) })} onPress={onEdit}>
          {msg("aftercase.ui.costs.edit.short")}
        </Button>
      )}
    </li>
  );
}

export function Costs({ record }: { record: RegisterRecord }) {
  const path = `/incidents/${record.id}/costs`;
  const query = useQuery<CaseCosts>(may("case_cost.read") ? path : null);
  const [edited, setEdited] = useState<CaseCost | null>(null);
  if (!may("case_cost.read")) return null;
  const writes = may("case_cost.write");
  const items = (query.data?.items ?? []).filter((c) => writes || c.amount !== null);
  return (
    <Card title={msg("aftercase.ui.costs")}>
      <div className="stack">
        <ErrorNote error={query.error} onRetry={() => void query.reload()} />
        <p className="muted small">{msg("aftercase.ui.costs.text")}</p>
        {items.length > 0 && (
          <ul className="plain-list stack">
            {items.map((c) => (
              <Row key={c.form} cost={c} onEdit={writes ? () => setEdited(c) : undefined} />
            ))}
          </ul>
        )}
        {query.data && query.data.total !== null && (
          <p className="row">
            <span>{msg("aftercase.ui.costs.total")}</span>
            <b>{yen(query.data.total)}</b>
          </p>
        )}
      </div>
      {edited && <Edit path={path} cost={edited} onClose={() => setEdited(null)} />}
    </Card>
  );
}
