// The forms of two small registers: causes that scenarios share, and losses that the board accepts.
import { useEffect, useState } from "react";
import { navigate, useParams } from "../../app/router";
import type { LossCause, LossLimit } from "../../gen/api";
import { api, ApiError } from "../../kernel/api";
import { fieldLabel, recordLabel, type RegisterInfo, useRegister } from "../../kernel/describe";
import type { RegisterRecord } from "../../kernel/record";
import type { Money } from "../../kernel/format";
import { msg } from "../../kernel/i18n";
import { invalidate, useQuery } from "../../kernel/query";
import { Button } from "../../ui/button";
import { DateField } from "../../ui/date_field";
import { TextField } from "../../ui/field";
import { EmptyState, ErrorNote, Loading, toast } from "../../ui/note";
import { Card, Page, PageHead } from "../../ui/page";
import { MoneyField } from "../../ui/money_field";
import { NumberField } from "../../ui/number_field";
import { type ApiQuantity, bodyOfQuantity, newQuantity, type Quantity, quantityOf } from "./model";
import { QuantityEditor } from "./quantity";

interface BodyProps<D> {
  draft: D;
  set: (change: Partial<D>) => void;
  fields: Record<string, string>;
  name: (key: string) => string;
}

interface Kind<D> {
  register: string;
  fresh: () => D;
  draftOf: (record: RegisterRecord) => D;
  bodyOf: (draft: D) => object;
  Body: (props: BodyProps<D>) => React.ReactNode;
}

interface CauseDraft {
  title: string;
  frequency: Quantity;
  frequency_basis: string;
}

const CAUSE: Kind<CauseDraft> = {
  register: "loss-causes",
  fresh: () => ({ title: "", frequency: newQuantity("fixed"), frequency_basis: "" }),
  draftOf: (r) => {
    const c = r as unknown as LossCause;
    return { title: c.title, frequency: quantityOf(c.frequency as ApiQuantity), frequency_basis: c.frequency_basis ?? "" };
  },
  bodyOf: (d) => ({ title: d.title.trim(), frequency: bodyOfQuantity(d.frequency), frequency_basis: d.frequency_basis.trim() || null }),
  Body: ({ draft, set, fields, name }) => (
    <>
      <TextField label={name("title")} required hint={msg("loss.cause.hint")} value={draft.title} onChange={(title) => set({ title })} maxLength={200} error={fields.title} />
      <QuantityEditor name={name("frequency")} value={draft.frequency} onChange={(frequency) => set({ frequency })} unit={msg("loss.unit.times")} digits={4} at="frequency" fields={fields} />
      <TextField label={name("frequency_basis")} optional lines={2} value={draft.frequency_basis} onChange={(frequency_basis) => set({ frequency_basis })} maxLength={2000} error={fields.frequency_basis} />
    </>
  ),
};

interface LimitDraft {
  title: string;
  loss: Money | null;
  percent: number | null;
  decided_on: string | null;
  decided_by: string;
}

const LIMIT: Kind<LimitDraft> = {
  register: "loss-limits",
  fresh: () => ({ title: "", loss: null, percent: null, decided_on: null, decided_by: "" }),
  draftOf: (r) => {
    const l = r as unknown as LossLimit;
    return { title: l.title, loss: l.loss, percent: Math.round(1e4 * l.probability) / 100, decided_on: l.decided_on ?? null, decided_by: l.decided_by ?? "" };
  },
  bodyOf: (d) => ({ title: d.title.trim(), loss: d.loss, probability: d.percent === null ? null : Math.round(d.percent * 1e4) / 1e6, decided_on: d.decided_on, decided_by: d.decided_by.trim() || null }),
  Body: ({ draft, set, fields, name }) => (
    <>
      <p className="small muted">{msg("loss.limit.hint")}</p>
      <TextField label={name("title")} required value={draft.title} onChange={(title) => set({ title })} maxLength={200} error={fields.title} />
      <MoneyField label={name("loss")} required error={fields.loss} value={draft.loss} onChange={(loss) => set({ loss })} />
      <NumberField label={name("probability")} required min={0} max={100} digits={2} unit="%" value={draft.percent} onChange={(percent) => set({ percent })} error={fields.probability} />
      <DateField label={name("decided_on")} optional value={draft.decided_on} onChange={(decided_on) => set({ decided_on })} error={fields.decided_on} />
      <TextField label={name("decided_by")} optional value={draft.decided_by} onChange={(decided_by) => set({ decided_by })} maxLength={100} error={fields.decided_by} />
    </>
  ),
};

interface FormProps<D> {
  kind: Kind<D>;
  register: RegisterInfo;
  initial: D;
  id?: string;
  etag: string | null;
}

function SmallForm<D>({ kind, register, initial, id, etag }: FormProps<D>) {
  const [draft, setDraft] = useState(initial);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const save = async () => {
    setBusy(true);
    setError(null);
    try {
      if (id) await api.patch(`/${kind.register}/${id}`, kind.bodyOf(draft), { etag });
      else await api.post(`/${kind.register}`, kind.bodyOf(draft));
      toast(msg("ui.form.saved"));
      invalidate(`/${kind.register}`);
      await navigate("/loss");
    } catch (e) {
      setError(e);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Card>
      <div className="form">
        <ErrorNote error={error} />
        <kind.Body draft={draft} set={(change) => setDraft((d) => ({ ...d, ...change }))} fields={error instanceof ApiError ? error.fields() : {}} name={(key) => fieldLabel(register, key)} />
        <div className="row"><Button look="filled" pending={busy} onPress={() => void save()}>{msg("ui.save")}</Button></div>
      </div>
    </Card>
  );
}

function SmallPage<D>({ kind }: { kind: Kind<D> }) {
  const { id } = useParams();
  const register = useRegister(kind.register);
  const query = useQuery<RegisterRecord>(id ? `/${kind.register}/${id}` : null);
  const [draft, setDraft] = useState<D | null>(() => (id ? null : kind.fresh()));
  const record = query.data;
  useEffect(() => {
    if (record) setDraft((now) => now ?? kind.draftOf(record));
  }, [record, kind]);
  if (query.error instanceof ApiError && query.error.status === 404) return <EmptyState icon="search" page title={msg("ui.not_found.title")} text={msg("ui.not_found.text")} />;
  if (!register || draft === null) return <Loading />;
  const name = recordLabel(register);
  return (
    <Page narrow>
      <PageHead crumbs={[{ label: msg("loss.title"), to: "/loss" }]} title={id ? msg("ui.edit.title", { name }) : msg("ui.new", { name })} number={record?.number} />
      <ErrorNote error={query.error} />
      <SmallForm kind={kind} register={register} initial={draft} id={record?.id} etag={query.etag} />
    </Page>
  );
}

export const CauseForm = () => <SmallPage kind={CAUSE} />;
export const LimitForm = () => <SmallPage kind={LIMIT} />;
