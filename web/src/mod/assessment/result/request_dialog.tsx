// From the plan of a level to the request that has its measures decided together.
import { useState } from "react";
import { navigate } from "../../../app/router";
import type { GapPlan, GapPlanMeasure, ResourceRequest } from "../../../gen/api";
import { api } from "../../../kernel/api";
import { recordPath } from "../../../kernel/describe";
import { period } from "../../../kernel/format";
import { msg } from "../../../kernel/i18n";
import { invalidate } from "../../../kernel/query";
import type { RefValue } from "../../../kernel/record";
import { useSession } from "../../../kernel/session";
import { RefField } from "../../../ui/combo_field";
import { TextField } from "../../../ui/field";
import { FormDialog } from "../../../ui/form_dialog";
import { toast } from "../../../ui/note";
import { widestUnit } from "./measure_dialog";

interface RequestDialogProps {
  plan: GapPlan;
  level: number;
  measures: GapPlanMeasure[];
  onClose: () => void;
}

export function RequestDialog({ plan, level, measures, onClose }: RequestDialogProps) {
  const me = useSession();
  const [title, setTitle] = useState(msg("assessment.plan.request.title", { n: level, period: period(plan.period) }));
  const [unit, setUnit] = useState<RefValue | null>(widestUnit(me.roles) ?? null);
  const [reason, setReason] = useState("");
  const send = async () => {
    const { data } = await api.post<ResourceRequest>("/resource-requests", {
      title,
      unit: unit?.id,
      reason: reason.trim() || null,
      sheet_key: plan.sheet_key,
      campaign: plan.campaign.number,
      level_to_reach: level,
      measures: measures.map((m) => m.number),
    });
    invalidate("/resource-requests", "/campaigns");
    toast(msg("assessment.plan.request.done", { number: data.number ?? "" }));
    await navigate(recordPath("resource-requests", data));
  };
  return (
    <FormDialog wide title={msg("assessment.plan.request.new", { n: level })} save={msg("assessment.plan.request.save")} disabled={!unit} own={["title", "unit", "reason"]} send={send} onClose={onClose}>
      {(wrong) => (
        <>
          <p className="muted">{msg("assessment.plan.request.text", { n: measures.length })}</p>
          <TextField label={msg("reg.resource_request.title")} required value={title} onChange={setTitle} maxLength={200} error={wrong.title} autoFocus />
          <RefField label={msg("reg.resource_request.unit")} register="units" value={unit} onChange={setUnit} required error={wrong.unit} />
          <TextField label={msg("reg.resource_request.reason")} optional lines={4} value={reason} onChange={setReason} maxLength={5000} error={wrong.reason} />
        </>
      )}
    </FormDialog>
  );
}
