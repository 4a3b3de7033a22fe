// One route: for what, and the steps one after the other.
import { useEffect, useState } from "react";
import { navigate, useParams } from "../../app/router";
import type { ApprovalRoute, ApprovalSubjectList } from "../../gen/api";
import { api, ApiError } from "../../kernel/api";
import { optionsOf, registerOf } from "../../kernel/describe";
import { label, msg } from "../../kernel/i18n";
import { invalidate, useQuery } from "../../kernel/query";
import { may } from "../../kernel/session";
import { Button } from "../../ui/button";
import { RefField } from "../../ui/combo_field";
import { SelectField, SwitchField, TextField } from "../../ui/field";
import { EmptyState, ErrorNote, Loading, toast, toastError } from "../../ui/note";
import { confirm } from "../../ui/overlay";
import { Card, Page, PageHead } from "../../ui/page";
import { MoneyField } from "../../ui/money_field";
import { stepName } from "./model";
import { bodyOf, draftOf, newRoute, newStep, type RouteDraft } from "./route_model";
import { StepEditor } from "./route_step";

interface FormProps {
  initial: RouteDraft;
  id?: string;
  etag: string | null;
  subjects: ApprovalSubjectList["items"];
}

function Condition({ draft, set, subjects, fields }: { draft: RouteDraft; set: (change: Partial<RouteDraft>) => void; subjects: ApprovalSubjectList["items"]; fields: Record<string, string> }) {
  const subject = subjects.find((s) => s.register === draft.subject);
  const register = registerOf(draft.subject);
  const classField = register?.fields.find((f) => f.key === subject?.class_field);
  return (
    <Card title={msg("approval.route.when")}>
      <div className="form">
        <TextField label={msg("approval.route.name")} required value={draft.name} onChange={(name) => set({ name })} error={fields.name} maxLength={200} />
        <TextField label={msg("approval.route.name_en")} optional value={draft.name_en} onChange={(name_en) => set({ name_en })} error={fields.name_en} maxLength={200} />
        <SelectField label={msg("approval.route.subject")} options={subjects.map((s) => ({ id: s.register, label: label(`reg.${s.register}`, s.register) }))} value={draft.subject} onChange={(v) => set({ subject: v ?? draft.subject, class_key: null, amount_from: null })} error={fields.subject} />
        <RefField label={msg("approval.route.units")} optional hint={msg("approval.route.units.hint")} register="units" value={draft.below} onChange={(below) => set({ below })} error={fields.below} />
        {subject?.amount && (
          <MoneyField
            label={msg("approval.route.amount")}
            optional
            hint={msg("approval.route.amount.hint")}
            error={fields.amount_from}
            value={draft.amount_from}
            onChange={(amount_from) => set({ amount_from })}
          />
        )}
        {classField?.option_keys && (
          <SelectField label={label(`reg.${register?.singular}.${classField.key}`)} optional options={optionsOf(classField, draft.class_key)} value={draft.class_key} onChange={(class_key) => set({ class_key })} clearable={msg("approval.route.any_class")} error={fields.class_key} />
        )}
        <SelectField label={msg("approval.route.on_change")} options={["end", "restart"].map((k) => ({ id: k, label: label(`enum.approval_on_change.${k}`) }))} value={draft.on_change} onChange={(v) => set({ on_change: v ?? "end" })} />
        <SwitchField label={msg("approval.route.active")} value={draft.active} onChange={(active) => set({ active })} />
      </div>
    </Card>
  );
}

function Form({ initial, id, etag, subjects }: FormProps) {
  const [draft, setDraft] = useState(initial);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const fields = error instanceof ApiError ? error.fields() : {};
  const set = (change: Partial<RouteDraft>) => setDraft((d) => ({ ...d, ...change }));
  const setStep = (i: number, step: RouteDraft["steps"][number] | null) => set({ steps: step ? draft.steps.map((s, k) => (k === i ? step : s)) : draft.steps.filter((_, k) => k !== i) });
  const save = async () => {
    setBusy(true);
    setError(null);
    try {
      if (id) await api.patch(`/approval-routes/${id}`, bodyOf(draft), { etag });
      else await api.post("/approval-routes", bodyOf(draft));
      toast(msg("ui.form.saved"));
      invalidate("/approval-routes", "/approval-subjects", "/approval-plan");
      await navigate("/approval-routes");
    } catch (e) {
      setError(e);
    } finally {
      setBusy(false);
    }
  };
  const remove = async () => {
    if (!(await confirm({ title: msg("ui.delete.ask", { name: draft.name }), yes: msg("ui.delete"), look: "filled danger" }))) return;
    try {
      await api.remove(`/approval-routes/${id}`, { etag });
      await navigate("/approval-routes", { replace: true });
      invalidate("/approval-routes", "/approval-subjects");
    } catch (e) {
      toastError(e);
    }
  };
  const write = may("approval.route");
  return (
    <div className="stack">
      <ErrorNote error={error} />
      <Condition draft={draft} set={set} subjects={subjects} fields={fields} />
      {draft.steps.map((step, i) => (
        <StepEditor key={step.key} no={i + 1} step={step} at={`steps/${i}`} fields={fields} onChange={(s) => setStep(i, s)} onRemove={draft.steps.length > 1 ? () => setStep(i, null) : undefined} />
      ))}
      {write && (
        <div className="row">
          {draft.steps.length < 10 && <Button icon="plus" onPress={() => set({ steps: [...draft.steps, newStep()] })}>{msg("approval.route.add_step")}</Button>}
          <Button look="filled" pending={busy} onPress={() => void save()}>{msg("ui.save")}</Button>
          {id && <Button look="danger" onPress={() => void remove()}>{msg("ui.delete")}</Button>}
        </div>
      )}
    </div>
  );
}

export default function RoutePage() {
  const { id } = useParams();
  const subjects = useQuery<ApprovalSubjectList>("/approval-subjects");
  const query = useQuery<ApprovalRoute>(id ? `/approval-routes/${id}` : null);
  const [draft, setDraft] = useState<RouteDraft | null>(null);
  const record = query.data;
  useEffect(() => {
    if (record) void draftOf(record).then(setDraft);
  }, [record]);
  const first = subjects.data?.items.find((s) => s.amount)?.register ?? subjects.data?.items[0]?.register;
  const initial = id ? draft : first ? newRoute(first) : null;
  if (query.error instanceof ApiError && query.error.status === 404) return <EmptyState icon="search" page title={msg("ui.not_found.title")} text={msg("ui.not_found.text")} />;
  return (
    <Page narrow>
      <PageHead crumbs={[{ label: msg("ui.nav.settings"), to: "/settings" }, { label: msg("approval.routes"), to: "/approval-routes" }]} title={id ? (record ? stepName(record) : msg("approval.route.one")) : msg("approval.route.new")} />
      <ErrorNote error={query.error ?? subjects.error} />
      {subjects.data && initial ? <Form key={record?.version ?? "new"} initial={initial} id={id} etag={query.etag} subjects={subjects.data.items} /> : <Loading />}
    </Page>
  );
}
