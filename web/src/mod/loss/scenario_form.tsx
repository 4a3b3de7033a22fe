// The form of a scenario: how often, what it costs, what makes it rarer or cheaper. Nobody needs to know how it is kept.
import { useEffect, useState } from "react";
import { navigate, useParams, useSearch } from "../../app/router";
import type { LossScenario } from "../../gen/api";
import { api, ApiError } from "../../kernel/api";
import { fieldLabel, type RegisterInfo, useRegister } from "../../kernel/describe";
import { msg } from "../../kernel/i18n";
import { invalidate, useQuery } from "../../kernel/query";
import { Button, IconButton } from "../../ui/button";
import { RefField } from "../../ui/combo_field";
import { DateField } from "../../ui/date_field";
import { CheckField, ChecksField, SelectField, TextField } from "../../ui/field";
import { EmptyState, ErrorNote, Loading, toast } from "../../ui/note";
import { NumberField } from "../../ui/number_field";
import { Card, Page, PageHead } from "../../ui/page";
import { LinkNote } from "../register/edit";
import { bodyOfScenario, type CauseDraft, type EffectDraft, type ItemDraft, newCause, newEffect, newItem, newScenario, type ScenarioDraft, scenarioDraftOf, takePrepared } from "./draft";
import { formLabel, FORMS, type LossForm, newQuantity } from "./model";
import { QuantityEditor } from "./quantity";

const ITEMS_MOST = 20;

interface PartProps<T> {
  draft: T;
  at: string;
  fields: Record<string, string>;
  onChange: (draft: T) => void;
  onRemove?: () => void;
}

const NEEDS_UNITS: LossForm = "interruption";
const unitOf = (form: LossForm): string => msg(form === NEEDS_UNITS ? "loss.unit.days" : form === "personal_data" ? "loss.unit.records" : "loss.unit.pieces");

function Item({ draft, at, fields, onChange, onRemove, no }: PartProps<ItemDraft> & { no: number }) {
  const set = (change: Partial<ItemDraft>) => onChange({ ...draft, ...change });
  const setForm = (form: LossForm) => set({ form, units: form === NEEDS_UNITS ? (draft.units ?? newQuantity()) : draft.units });
  return (
    <fieldset className="loss-part">
      <legend>{msg("loss.item", { no })}</legend>
      <div className="form-grid">
        <SelectField label={msg("loss.form")} required options={FORMS.map((id) => ({ id, label: formLabel(id) }))} value={draft.form} onChange={(v) => setForm((v ?? "response") as LossForm)} error={fields[`${at}/form`]} />
        <TextField label={msg("loss.item.name")} optional value={draft.name} onChange={(name) => set({ name })} maxLength={100} error={fields[`${at}/name`]} />
      </div>
      <QuantityEditor name={draft.units ? msg("loss.amount.each", { unit: unitOf(draft.form) }) : msg("loss.amount")} value={draft.amount} onChange={(amount) => set({ amount })} at={`${at}/amount`} fields={fields} />
      {draft.form !== NEEDS_UNITS && <CheckField label={msg("loss.units.on")} value={draft.units !== null} onChange={(on) => set({ units: on ? newQuantity() : null })} />}
      {draft.units && <QuantityEditor name={msg("loss.units", { unit: unitOf(draft.form) })} value={draft.units} onChange={(units) => set({ units })} unit={unitOf(draft.form)} at={`${at}/units`} fields={fields} />}
      {fields[`${at}/units`] && <p className="field-error">{fields[`${at}/units`]}</p>}
      <div className="form-grid">
        <NumberField label={msg("loss.item.percent")} min={0} max={100} digits={1} unit="%" value={draft.percent} onChange={(n) => set({ percent: n ?? 100 })} error={fields[`${at}/probability`]} />
        <TextField label={msg("loss.basis")} optional value={draft.basis} onChange={(basis) => set({ basis })} maxLength={500} error={fields[`${at}/basis`]} />
      </div>
      {onRemove && <div><Button size="small" icon="trash" onPress={onRemove}>{msg("loss.item.remove", { no })}</Button></div>}
    </fieldset>
  );
}

function Effect({ draft, at, fields, onChange, onRemove }: PartProps<EffectDraft>) {
  const set = (change: Partial<EffectDraft>) => onChange({ ...draft, ...change });
  return (
    <fieldset className="loss-part">
      <legend>{draft.measure?.title ?? msg("loss.effect")}</legend>
      <RefField label={msg("loss.effect.measure")} required register="measures" value={draft.measure} onChange={(measure) => set({ measure })} error={fields[`${at}/measure`]} />
      <div className="form-grid">
        <NumberField label={msg("loss.effect.fewer")} optional min={0} max={100} digits={1} unit="%" value={draft.fewer} onChange={(fewer) => set({ fewer })} error={fields[`${at}/frequency`]} />
        <NumberField label={msg("loss.effect.cheaper")} optional min={0} max={100} digits={1} unit="%" value={draft.cheaper} onChange={(cheaper) => set({ cheaper })} error={fields[`${at}/loss`]} />
      </div>
      <ChecksField label={msg("loss.effect.forms")} hint={msg("loss.effect.forms.hint")} inline options={FORMS.map((id) => ({ id, label: formLabel(id) }))} value={draft.forms} onChange={(forms) => set({ forms })} />
      <div><Button size="small" icon="trash" onPress={onRemove}>{msg("loss.effect.remove")}</Button></div>
    </fieldset>
  );
}

function Cause({ draft, at, fields, onChange, onRemove }: PartProps<CauseDraft>) {
  const set = (change: Partial<CauseDraft>) => onChange({ ...draft, ...change });
  return (
    <div className="loss-line">
      <RefField label={msg("loss.cause")} required register="loss-causes" value={draft.cause} onChange={(cause) => set({ cause })} error={fields[`${at}/cause`]} />
      <NumberField label={msg("loss.cause.percent")} required min={0} max={100} digits={1} unit="%" value={draft.percent} onChange={(percent) => set({ percent })} error={fields[`${at}/probability`]} />
      <IconButton icon="trash" label={msg("loss.cause.remove")} onPress={() => onRemove?.()} />
    </div>
  );
}

const replaced = <T,>(list: T[], i: number, with_: T | null): T[] => (with_ === null ? list.filter((_, k) => k !== i) : list.map((one, k) => (k === i ? with_ : one)));

function ScenarioForm({ register, initial, link, record }: { register: RegisterInfo; initial: ScenarioDraft; link?: string; record?: { id: string; number?: string | null; etag: string | null } }) {
  const [draft, setDraft] = useState(initial);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const fields = error instanceof ApiError ? error.fields() : {};
  const set = (change: Partial<ScenarioDraft>) => setDraft((d) => ({ ...d, ...change }));
  const name = (key: string) => fieldLabel(register, key);
  const save = async () => {
    setBusy(true);
    setError(null);
    try {
      const body = bodyOfScenario(draft);
      const saved = record ? await api.patch<LossScenario>(`/loss-scenarios/${record.id}`, body, { etag: record.etag }) : await api.post<LossScenario>("/loss-scenarios", body, { query: { link } });
      toast(msg("ui.form.saved"));
      invalidate("/loss-scenarios", ...(link ? [`/${link}`] : []));
      await navigate(`/loss-scenarios/${saved.data.number ?? saved.data.id}`);
    } catch (e) {
      setError(e);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="stack">
      <ErrorNote error={error} />
      <Card title={msg("loss.scenario.what")}>
        <div className="form">
          {link && <LinkNote link={link} />}
          <TextField label={name("title")} required value={draft.title} onChange={(title) => set({ title })} maxLength={200} error={fields.title} />
          <TextField label={name("description")} optional lines={3} value={draft.description} onChange={(description) => set({ description })} maxLength={2000} error={fields.description} />
          <CheckField label={name("leak")} value={draft.leak} onChange={(leak) => set({ leak })} />
          <CheckField label={name("left_out")} value={draft.left_out} onChange={(left_out) => set({ left_out })} />
          <div className="form-grid">
            <RefField label={name("owner")} optional register="people" value={draft.owner} onChange={(owner) => set({ owner })} error={fields.owner} />
            <DateField label={name("reviewed_on")} optional value={draft.reviewed_on} onChange={(reviewed_on) => set({ reviewed_on })} error={fields.reviewed_on} />
          </div>
        </div>
      </Card>
      <Card title={msg("loss.often")}>
        <div className="form">
          <p className="small muted">{msg("loss.often.hint")}</p>
          <QuantityEditor name={name("frequency")} value={draft.frequency} onChange={(frequency) => set({ frequency })} unit={msg("loss.unit.times")} digits={4} at="frequency" fields={fields} />
          <TextField label={name("frequency_basis")} optional lines={2} value={draft.frequency_basis} onChange={(frequency_basis) => set({ frequency_basis })} maxLength={2000} error={fields.frequency_basis} />
          {draft.causes.map((c, i) => (
            <Cause key={c.key} draft={c} at={`causes/${i}`} fields={fields} onChange={(v) => set({ causes: replaced(draft.causes, i, v) })} onRemove={() => set({ causes: replaced(draft.causes, i, null) })} />
          ))}
          <div><Button size="small" icon="plus" onPress={() => set({ causes: [...draft.causes, newCause()] })}>{msg("loss.cause.add")}</Button></div>
        </div>
      </Card>
      <Card title={msg("loss.items")}>
        <div className="form">
          {draft.items.map((item, i) => (
            <Item key={item.key} no={i + 1} draft={item} at={`items/${i}`} fields={fields} onChange={(v) => set({ items: replaced(draft.items, i, v) })} onRemove={draft.items.length > 1 ? () => set({ items: replaced(draft.items, i, null) }) : undefined} />
          ))}
          {draft.items.length < ITEMS_MOST && <div><Button size="small" icon="plus" onPress={() => set({ items: [...draft.items, newItem()] })}>{msg("loss.item.add")}</Button></div>}
        </div>
      </Card>
      <Card title={msg("loss.effects")}>
        <div className="form">
          <p className="small muted">{msg("loss.effects.hint")}</p>
          {draft.effects.map((e, i) => (
            <Effect key={e.key} draft={e} at={`effects/${i}`} fields={fields} onChange={(v) => set({ effects: replaced(draft.effects, i, v) })} onRemove={() => set({ effects: replaced(draft.effects, i, null) })} />
          ))}
          <div><Button size="small" icon="plus" onPress={() => set({ effects: [...draft.effects, newEffect()] })}>{msg("loss.effect.add")}</Button></div>
        </div>
      </Card>
      <div className="row"><Button look="filled" pending={busy} onPress={() => void save()}>{msg("ui.save")}</Button></div>
    </div>
  );
}

export default function ScenarioFormPage() {
  const { id } = useParams();
  const [search] = useSearch();
  const register = useRegister("loss-scenarios");
  const query = useQuery<LossScenario>(id ? `/loss-scenarios/${id}` : null);
  const [draft, setDraft] = useState<ScenarioDraft | null>(() => (id ? null : newScenario(takePrepared() ?? {})));
  const link = id ? undefined : (search.get("link") ?? undefined);
  const record = query.data;
  useEffect(() => {
    if (record) void scenarioDraftOf(record).then((d) => setDraft((now) => now ?? d));
  }, [record]);
  if (query.error instanceof ApiError && query.error.status === 404) return <EmptyState icon="search" page title={msg("ui.not_found.title")} text={msg("ui.not_found.text")} />;
  return (
    <Page narrow>
      <PageHead crumbs={[{ label: msg("loss.title"), to: "/loss" }]} title={id ? (record?.title ?? msg("loss.scenario")) : msg("loss.scenario.new")} number={record?.number} />
      <ErrorNote error={query.error} />
      {register && draft ? <ScenarioForm register={register} initial={draft} link={link} record={record ? { ...record, etag: query.etag } : undefined} /> : <Loading />}
    </Page>
  );
}
