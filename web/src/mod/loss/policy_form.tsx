// The form of an insurance policy: what it pays, when it does not, whom it sends.
import { useEffect, useState } from "react";
import { navigate, useParams } from "../../app/router";
import type { InsurancePolicy } from "../../gen/api";
import { api, ApiError } from "../../kernel/api";
import { fieldLabel, type RegisterInfo, useRegister } from "../../kernel/describe";
import { label, msg } from "../../kernel/i18n";
import { invalidate, useQuery } from "../../kernel/query";
import { Button, IconButton } from "../../ui/button";
import { RefField } from "../../ui/combo_field";
import { DateField } from "../../ui/date_field";
import { CheckField, SelectField, TextField } from "../../ui/field";
import { EmptyState, ErrorNote, Loading, toast } from "../../ui/note";
import { Card, Page, PageHead } from "../../ui/page";
import { AmountField, MoneyField } from "../../ui/money_field";
import { NumberField } from "../../ui/number_field";
import { bodyOfPolicy, type CoverDraft, newExclude, newOrder, newPolicy, newService, type PolicyDraft, policyDraftOf } from "./draft";
import { formLabel, FORMS, PHASES, type Phase } from "./model";

function Cover({ form, draft, onChange }: { form: string; draft: CoverDraft; onChange: (draft: CoverDraft) => void }) {
  return (
    <div className="loss-part" role="group" aria-label={formLabel(form)}>
      <CheckField label={formLabel(form)} value={draft.on} onChange={(on) => onChange({ ...draft, on })} />
      {draft.on && (
        <div className="form-grid">
          <AmountField label={msg("loss.cover.limit")} optional currency="JPY" value={draft.limit} onChange={(limit) => onChange({ ...draft, limit })} />
          <TextField label={msg("loss.cover.note")} optional value={draft.note} onChange={(note) => onChange({ ...draft, note })} maxLength={500} />
        </div>
      )}
    </div>
  );
}

interface PartProps {
  draft: PolicyDraft;
  set: (change: Partial<PolicyDraft>) => void;
  fields: Record<string, string>;
  name: (key: string) => string;
}

function Contract({ draft, set, fields, name }: PartProps) {
  return (
    <Card title={msg("loss.policy.contract")}>
      <div className="form">
        <TextField label={name("title")} required value={draft.title} onChange={(title) => set({ title })} maxLength={200} error={fields.title} />
        <div className="form-grid">
          <TextField label={name("insurer")} optional value={draft.insurer} onChange={(insurer) => set({ insurer })} maxLength={200} error={fields.insurer} />
          <TextField label={name("policy_no")} optional value={draft.policy_no} onChange={(policy_no) => set({ policy_no })} maxLength={100} error={fields.policy_no} />
          <DateField label={name("starts_on")} optional value={draft.starts_on} onChange={(starts_on) => set({ starts_on })} error={fields.starts_on} />
          <DateField label={name("ends_on")} optional value={draft.ends_on} onChange={(ends_on) => set({ ends_on })} error={fields.ends_on} />
          <RefField label={name("owner")} optional register="people" value={draft.owner} onChange={(owner) => set({ owner })} error={fields.owner} />
          <MoneyField label={name("premium")} optional error={fields.premium} value={draft.premium} onChange={(premium) => set({ premium })} />
        </div>
        <CheckField label={name("left_out")} value={draft.left_out} onChange={(left_out) => set({ left_out })} />
      </div>
    </Card>
  );
}

const NO_COVER: CoverDraft = { on: false, limit: null, note: "" };

function Covers({ draft, set, fields, name }: PartProps) {
  return (
    <Card title={name("covers")}>
      <div className="form">
        {fields.covers && <p className="field-error">{fields.covers}</p>}
        <CheckField label={name("leak_only")} value={draft.leak_only} onChange={(leak_only) => set({ leak_only })} />
        {FORMS.map((form) => (
          <Cover key={form} form={form} draft={draft.covers[form] ?? NO_COVER} onChange={(c) => set({ covers: { ...draft.covers, [form]: c } })} />
        ))}
        <div className="form-grid">
          {(["event_limit", "year_limit", "deductible"] as const).map((key) => (
            <MoneyField key={key} label={name(key)} optional error={fields[key]} value={draft[key]} onChange={(v) => set({ [key]: v })} />
          ))}
          <NumberField label={name("waiting_hours")} optional min={0} max={8760} unit={msg("loss.unit.hours")} value={draft.waiting_hours} onChange={(waiting_hours) => set({ waiting_hours })} error={fields.waiting_hours} />
        </div>
        <TextField label={name("exclusions")} optional lines={3} value={draft.exclusions} onChange={(exclusions) => set({ exclusions })} maxLength={2000} error={fields.exclusions} />
        {draft.excludes.map((e, i) => (
          <div key={e.key} className="loss-line">
            <RefField label={msg("loss.exclude")} required register="loss-scenarios" value={e.scenario} onChange={(scenario) => set({ excludes: draft.excludes.map((x, k) => (k === i ? { ...x, scenario } : x)) })} error={fields[`excludes/${i}/scenario`]} />
            <TextField label={msg("loss.exclude.note")} optional value={e.note} onChange={(note) => set({ excludes: draft.excludes.map((x, k) => (k === i ? { ...x, note } : x)) })} maxLength={500} />
            <IconButton icon="trash" label={msg("loss.exclude.remove")} onPress={() => set({ excludes: draft.excludes.filter((_, k) => k !== i) })} />
          </div>
        ))}
        <div><Button size="small" icon="plus" onPress={() => set({ excludes: [...draft.excludes, newExclude()] })}>{msg("loss.exclude.add")}</Button></div>
      </div>
    </Card>
  );
}

function Help({ draft, set, fields, name }: PartProps) {
  const service = (i: number, change: object) => set({ services: draft.services.map((s, k) => (k === i ? { ...s, ...change } : s)) });
  return (
    <Card title={name("services")}>
      <div className="form">
        <TextField label={name("contact")} optional lines={2} value={draft.contact} onChange={(contact) => set({ contact })} maxLength={500} error={fields.contact} />
        <NumberField label={name("start_hours")} optional min={0} max={720} unit={msg("loss.unit.hours")} value={draft.start_hours} onChange={(start_hours) => set({ start_hours })} error={fields.start_hours} />
        {draft.services.map((s, i) => (
          <div key={s.key} className="loss-line">
            <SelectField label={msg("loss.phase")} options={PHASES.map((id) => ({ id, label: label(`enum.insurance_phase.${id}`) }))} value={s.phase} onChange={(phase) => service(i, { phase: (phase ?? "detect") as Phase })} />
            <TextField label={msg("loss.service")} required value={s.service} onChange={(v) => service(i, { service: v })} maxLength={500} error={fields[`services/${i}/service`]} />
            <IconButton icon="trash" label={msg("loss.service.remove")} onPress={() => set({ services: draft.services.filter((_, k) => k !== i) })} />
          </div>
        ))}
        <div><Button size="small" icon="plus" onPress={() => set({ services: [...draft.services, newService()] })}>{msg("loss.service.add")}</Button></div>
      </div>
    </Card>
  );
}

function Orders({ draft, set, fields, name }: PartProps) {
  const order = (i: number, change: object) => set({ vendor_orders: draft.vendor_orders.map((o, k) => (k === i ? { ...o, ...change } : o)) });
  return (
    <Card title={name("vendor_orders")}>
      <div className="form">
        <p className="small muted">{msg("loss.orders.hint")}</p>
        {draft.vendor_orders.map((o, i) => (
          <fieldset key={o.key} className="loss-part">
            <legend>{o.work || msg("loss.order")}</legend>
            <div className="form-grid">
              <TextField label={msg("loss.order.work")} required value={o.work} onChange={(work) => order(i, { work })} maxLength={500} error={fields[`vendor_orders/${i}/work`]} />
              <TextField label={msg("loss.order.vendor")} required value={o.vendor} onChange={(vendor) => order(i, { vendor })} maxLength={500} error={fields[`vendor_orders/${i}/vendor`]} />
              <AmountField label={msg("loss.order.limit")} optional currency="JPY" value={o.limit} onChange={(limit) => order(i, { limit })} />
              <DateField label={msg("loss.order.approved_on")} optional value={o.approved_on} onChange={(approved_on) => order(i, { approved_on })} />
              <TextField label={msg("loss.order.approved_by")} optional value={o.approved_by} onChange={(approved_by) => order(i, { approved_by })} maxLength={100} />
            </div>
            <div><Button size="small" icon="trash" onPress={() => set({ vendor_orders: draft.vendor_orders.filter((_, k) => k !== i) })}>{msg("loss.order.remove")}</Button></div>
          </fieldset>
        ))}
        <div><Button size="small" icon="plus" onPress={() => set({ vendor_orders: [...draft.vendor_orders, newOrder()] })}>{msg("loss.order.add")}</Button></div>
      </div>
    </Card>
  );
}

function PolicyForm({ register, initial, record }: { register: RegisterInfo; initial: PolicyDraft; record?: { id: string; etag: string | null } }) {
  const [draft, setDraft] = useState(initial);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const save = async () => {
    setBusy(true);
    setError(null);
    try {
      const body = bodyOfPolicy(draft);
      const saved = record ? await api.patch<InsurancePolicy>(`/insurance-policies/${record.id}`, body, { etag: record.etag }) : await api.post<InsurancePolicy>("/insurance-policies", body);
      toast(msg("ui.form.saved"));
      invalidate("/insurance-policies");
      await navigate(`/insurance-policies/${saved.data.number ?? saved.data.id}`);
    } catch (e) {
      setError(e);
    } finally {
      setBusy(false);
    }
  };
  const part: PartProps = { draft, set: (change) => setDraft((d) => ({ ...d, ...change })), fields: error instanceof ApiError ? error.fields() : {}, name: (key) => fieldLabel(register, key) };
  return (
    <div className="stack">
      <ErrorNote error={error} />
      <Contract {...part} />
      <Covers {...part} />
      <Help {...part} />
      <Orders {...part} />
      <div className="row"><Button look="filled" pending={busy} onPress={() => void save()}>{msg("ui.save")}</Button></div>
    </div>
  );
}

export default function PolicyFormPage() {
  const { id } = useParams();
  const register = useRegister("insurance-policies");
  const query = useQuery<InsurancePolicy>(id ? `/insurance-policies/${id}` : null);
  const [draft, setDraft] = useState<PolicyDraft | null>(() => (id ? null : newPolicy()));
  const record = query.data;
  useEffect(() => {
    if (record) void policyDraftOf(record).then((d) => setDraft((now) => now ?? d));
  }, [record]);
  if (query.error instanceof ApiError && query.error.status === 404) return <EmptyState icon="search" page title={msg("ui.not_found.title")} text={msg("ui.not_found.text")} />;
  return (
    <Page narrow>
      <PageHead crumbs={[{ label: msg("loss.title"), to: "/loss" }]} title={id ? (record?.title ?? msg("loss.policy")) : msg("loss.policy.new")} number={record?.number} />
      <ErrorNote error={query.error} />
      {register && draft ? <PolicyForm register={register} initial={draft} record={record ? { id: record.id, etag: query.etag } : undefined} /> : <Loading />}
    </Page>
  );
}
