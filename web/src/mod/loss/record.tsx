// The pages of a scenario and of a policy: what they say in words, then what every record has.
import { type ReactNode, useEffect, useState } from "react";
import { Link, useParams } from "../../app/router";
import { ApiError } from "../../kernel/api";
import { fieldLabel, type RegisterInfo, useRegister } from "../../kernel/describe";
import type { RefValue, RegisterRecord } from "../../kernel/record";
import { date, dateTime, money } from "../../kernel/format";
import { label, msg } from "../../kernel/i18n";
import { useQuery } from "../../kernel/query";
import { ChangedBar } from "../../ui/changed_bar";
import { EmptyState, ErrorNote, Loading } from "../../ui/note";
import { Card, Fact, Facts, Page, PageHead } from "../../ui/page";
import { Badge } from "../../ui/state";
import { Table } from "../../ui/table";
import { History } from "../register/history";
import { Comments, Links, RecordFiles } from "../register/items";
import { Tasks } from "../task/card";
import { RecordActions } from "../register/record";
import { refOf } from "./draft";
import { type ApiQuantity, formLabel, FORMS, type InsurancePolicy, type LossScenario, PHASES, quantityText, share, timesText, yen } from "./model";

function useRefs(register: string, ids: string[]): Map<string, RefValue> {
  const [refs, setRefs] = useState(new Map<string, RefValue>());
  const wanted = ids.join();
  useEffect(() => {
    let shown = true;
    void Promise.all(wanted.split(",").filter(Boolean).map((id) => refOf(register, id))).then((found) => shown && setRefs(new Map(found.map((r) => [r.id, r]))));
    return () => {
      shown = false;
    };
  }, [register, wanted]);
  return refs;
}

const RefLink = ({ register, refs, id }: { register: string; refs: Map<string, RefValue>; id: string }) => {
  const ref = refs.get(id);
  return ref ? <Link to={`/${register}/${ref.number ?? id}`}>{ref.title}</Link> : <span className="muted">{msg("ui.none")}</span>;
};

const unitText = (form: string, q: ApiQuantity) => msg(`loss.units.text.${form === "interruption" ? "days" : form === "personal_data" ? "records" : "pieces"}`, { n: quantityText(q) });

function ScenarioBody({ register, record }: { register: RegisterInfo; record: LossScenario }) {
  const name = (key: string) => fieldLabel(register, key);
  const measures = useRefs("measures", (record.effects ?? []).map((e) => e.measure));
  const causes = useRefs("loss-causes", (record.causes ?? []).map((c) => c.cause));
  return (
    <>
      <Card title={msg("ui.record.facts")}>
        <Facts>
          {record.description && <Fact name={name("description")}><span className="prewrap">{record.description}</span></Fact>}
          <Fact name={name("frequency")}>{timesText(record.frequency as ApiQuantity)}</Fact>
          {record.frequency_basis && <Fact name={name("frequency_basis")}><span className="prewrap">{record.frequency_basis}</span></Fact>}
          <Fact name={name("leak")}>{msg(record.leak ? "ui.yes" : "ui.no")}</Fact>
          {record.owner && <Fact name={name("owner")}>{record.owner.title}</Fact>}
          {record.reviewed_on && <Fact name={name("reviewed_on")}>{date(record.reviewed_on)}</Fact>}
          {(record.causes ?? []).map((c) => (
            <Fact key={c.cause} name={msg("loss.cause")}>
              <RefLink register="loss-causes" refs={causes} id={c.cause} /> {share(c.probability)}
            </Fact>
          ))}
        </Facts>
      </Card>
      <Card title={name("items")} flush>
        <Table
          bare
          label={name("items")}
          rows={record.items.map((i, n) => ({ ...i, id: String(n) }))}
          rowKey={(i) => i.id}
          columns={[
            { id: "form", label: msg("loss.form"), main: true, cell: (i) => (i.name ? `${formLabel(i.form)}: ${i.name}` : formLabel(i.form)) },
            { id: "amount", label: msg("loss.amount"), cell: (i) => quantityText(i.amount as ApiQuantity, yen) },
            { id: "units", label: msg("loss.count"), cell: (i) => (i.units ? unitText(i.form, i.units as ApiQuantity) : "") },
            { id: "probability", label: msg("loss.item.percent.short"), align: "num", cell: (i) => share(i.probability ?? 1) },
            { id: "basis", label: msg("loss.basis"), cell: (i) => i.basis ?? "" },
          ]}
        />
      </Card>
      {(record.effects ?? []).length > 0 && (
        <Card title={name("effects")} flush>
          <Table
            bare
            label={name("effects")}
            rows={record.effects ?? []}
            rowKey={(e) => e.measure}
            columns={[
              { id: "measure", label: msg("loss.effect.measure"), main: true, cell: (e) => <RefLink register="measures" refs={measures} id={e.measure} /> },
              { id: "fewer", label: msg("loss.effect.fewer.short"), align: "num", cell: (e) => share(1 - (e.frequency ?? 1)) },
              { id: "cheaper", label: msg("loss.effect.cheaper.short"), align: "num", cell: (e) => share(1 - (e.loss ?? 1)) },
              { id: "forms", label: msg("loss.effect.forms"), cell: (e) => ((e.forms ?? []) as string[]).map(formLabel).join(msg("ui.list.comma")) },
            ]}
          />
        </Card>
      )}
    </>
  );
}

function PolicyBody({ register, record }: { register: RegisterInfo; record: InsurancePolicy }) {
  const name = (key: string) => fieldLabel(register, key);
  const excluded = useRefs("loss-scenarios", (record.excludes ?? []).map((e) => e.scenario));
  const texts: [string, ReactNode][] = [
    ["insurer", record.insurer],
    ["policy_no", record.policy_no],
    ["starts_on", date(record.starts_on)],
    ["ends_on", date(record.ends_on)],
    ["owner", record.owner?.title],
    ["premium", money(record.premium)],
    ["event_limit", money(record.event_limit)],
    ["year_limit", money(record.year_limit)],
    ["deductible", money(record.deductible)],
    ["waiting_hours", record.waiting_hours ? msg("loss.hours", { n: record.waiting_hours }) : ""],
    ["leak_only", record.leak_only ? msg("ui.yes") : ""],
    ["exclusions", record.exclusions],
    ["contact", record.contact],
    ["start_hours", record.start_hours ? msg("loss.hours", { n: record.start_hours }) : ""],
  ];
  return (
    <>
      <Card title={msg("ui.record.facts")}>
        <Facts>
          {texts.filter(([, text]) => text).map(([key, text]) => <Fact key={key} name={name(key)}><span className="prewrap">{text}</span></Fact>)}
          {(record.excludes ?? []).map((e) => <Fact key={e.scenario} name={msg("loss.exclude")}><RefLink register="loss-scenarios" refs={excluded} id={e.scenario} /> {e.note}</Fact>)}
        </Facts>
      </Card>
      <Card title={name("covers")} flush>
        <Table
          bare
          label={name("covers")}
          rows={FORMS.map((form) => ({ form, cover: record.covers.find((c) => c.form === form) }))}
          rowKey={(r) => r.form}
          columns={[
            { id: "form", label: msg("loss.form"), main: true, cell: (r) => formLabel(r.form) },
            { id: "covered", label: msg("loss.covered"), aside: true, cell: (r) => (r.cover ? <Badge tone="ok">{msg("loss.covered.yes")}</Badge> : <Badge tone="warn">{msg("loss.covered.no")}</Badge>) },
            { id: "limit", label: msg("loss.cover.limit"), align: "num", cell: (r) => (typeof r.cover?.limit === "number" ? yen(r.cover.limit) : "") },
            { id: "note", label: msg("loss.cover.note"), cell: (r) => r.cover?.note ?? "" },
          ]}
        />
      </Card>
      {(record.services ?? []).length > 0 && (
        <Card title={name("services")}>
          <Facts>
            {PHASES.flatMap((phase) => (record.services ?? []).filter((s) => s.phase === phase).map((s, i) => <Fact key={`${phase}${i}`} name={label(`enum.insurance_phase.${phase}`)}>{s.service}{s.contact ? ` ${s.contact}` : ""}</Fact>))}
          </Facts>
        </Card>
      )}
      {(record.vendor_orders ?? []).length > 0 && (
        <Card title={name("vendor_orders")} flush>
          <Table
            bare
            label={name("vendor_orders")}
            rows={(record.vendor_orders ?? []).map((o, n) => ({ ...o, id: String(n) }))}
            rowKey={(o) => o.id}
            columns={[
              { id: "work", label: msg("loss.order.work"), main: true, cell: (o) => o.work },
              { id: "vendor", label: msg("loss.order.vendor"), cell: (o) => o.vendor },
              { id: "limit", label: msg("loss.order.limit"), align: "num", cell: (o) => (typeof o.limit === "number" ? yen(o.limit) : "") },
              { id: "approved", label: msg("loss.order.approved"), cell: (o) => [date(o.approved_on, "short"), o.approved_by].filter(Boolean).join(" ") },
            ]}
          />
        </Card>
      )}
    </>
  );
}

function RecordPage({ of, body }: { of: string; body: (register: RegisterInfo, record: RegisterRecord) => ReactNode }) {
  const { id } = useParams();
  const register = useRegister(of);
  const query = useQuery<RegisterRecord>(register ? `/${of}/${id}` : null);
  const record = query.data;
  if (query.error instanceof ApiError && query.error.status === 404) return <EmptyState icon="search" page title={msg("ui.not_found.title")} text={msg("ui.not_found.text")} />;
  if (query.error && !record) return <ErrorNote error={query.error} onRetry={() => void query.reload()} />;
  if (!register || !record) return <Loading />;
  return (
    <Page>
      <PageHead
        crumbs={[{ label: msg("loss.title"), to: "/loss" }, { label: label(`reg.${of}`), to: `/${of}` }]}
        title={String(record.title)}
        number={record.number}
        state={record.left_out === true && <Badge tone="warn">{msg("loss.left_out")}</Badge>}
        meta={msg("ui.record.updated", { at: dateTime(record.updated_at) })}
        actions={<RecordActions register={register} record={record} etag={query.etag} />}
      />
      <ChangedBar path={`/${of}`} id={record.id} />
      <div className="columns">
        <div className="stack">
          {body(register, record)}
          <Tasks register={register} record={record} />
          <Links register={register} record={record} />
          <RecordFiles register={register} record={record} />
        </div>
        <div className="stack">
          <Comments register={register} record={record} />
          <Card title={msg("ui.history")}>
            <History register={register} record={record} />
          </Card>
        </div>
      </div>
    </Page>
  );
}

function CauseBody({ register, record }: { register: RegisterInfo; record: RegisterRecord }) {
  return (
    <Card title={msg("ui.record.facts")}>
      <Facts>
        <Fact name={fieldLabel(register, "frequency")}>{timesText(record.frequency as ApiQuantity)}</Fact>
        {typeof record.frequency_basis === "string" && <Fact name={fieldLabel(register, "frequency_basis")}><span className="prewrap">{record.frequency_basis}</span></Fact>}
      </Facts>
    </Card>
  );
}

export const ScenarioPage = () => <RecordPage of="loss-scenarios" body={(register, record) => <ScenarioBody register={register} record={record as unknown as LossScenario} />} />;
export const PolicyPage = () => <RecordPage of="insurance-policies" body={(register, record) => <PolicyBody register={register} record={record as unknown as InsurancePolicy} />} />;
export const CausePage = () => <RecordPage of="loss-causes" body={(register, record) => <CauseBody register={register} record={record} />} />;
