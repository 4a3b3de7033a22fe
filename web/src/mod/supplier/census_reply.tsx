// On a unit's answer to a supplier census: its list, piece by piece unchanged, changed or over, and what is new.
import { type ReactNode, useState } from "react";
import { Link } from "../../app/router";
import type { SupplierCensus, SupplierCensusUnit, SupplierEngagement } from "../../gen/api";
import { api, type Page as ListPage } from "../../kernel/api";
import { recordPath } from "../../kernel/describe";
import { date, number } from "../../kernel/format";
import { msg } from "../../kernel/i18n";
import { invalidate, useQuery } from "../../kernel/query";
import type { RefValue, RegisterRecord } from "../../kernel/record";
import { Button, LinkButton } from "../../ui/button";
import { ErrorNote, Note, toastError } from "../../ui/note";
import { ask } from "../../ui/overlay";
import { Card } from "../../ui/page";
import { Badge } from "../../ui/state";
import { type Column, Table } from "../../ui/table";
import type { RecordCardProps } from "../register/record";

const SHOWN = 200;

const refresh = (): void => {
  invalidate("/supplier-engagements");
  invalidate("/supplier-census-replies");
};

async function end(work: SupplierEngagement): Promise<void> {
  const reason = await ask({ title: msg("supplier.list.end"), text: work.work, yes: msg("supplier.list.end"), reason: "required" });
  if (reason !== null) await api.post(`/supplier-engagements/${work.id}/transitions`, { action: "end", reason }, { etag: "*" });
}

interface RowProps {
  work: SupplierEngagement;
  checked: boolean;
  busy: boolean;
  run: (what: () => Promise<unknown>) => void;
  path: string;
}

function Steps({ work, checked, busy, run, path }: RowProps) {
  return (
    <span className="row">
      {!checked && (
        <Button size="small" isDisabled={busy} aria-label={msg("supplier.list.same_of", { work: work.work })} onPress={() => run(() => api.post(`${path}/same`, { items: [work.id] }))}>
          {msg("supplier.list.same")}
        </Button>
      )}
      <LinkButton size="small" to={`${recordPath("supplier-engagements", work)}/edit`} aria-label={msg("supplier.list.change_of", { work: work.work })}>
        {msg("supplier.list.change")}
      </LinkButton>
      <Button size="small" isDisabled={busy} aria-label={msg("supplier.list.end_of", { work: work.work })} onPress={() => run(() => end(work))}>
        {msg("supplier.list.end")}
      </Button>
    </span>
  );
}

function columnsOf(since: string | null, steps: ((work: SupplierEngagement, checked: boolean) => ReactNode) | null): Column<SupplierEngagement>[] {
  const checked = (w: SupplierEngagement) => since !== null && (w.checked_on ?? "") >= since;
  return [
    {
      id: "firm",
      label: msg("supplier.list.firm"),
      main: true,
      cell: (w) => (
        <>
          {w.supplier?.title ?? w.supplier_name}
          <br />
          <Link to={recordPath("supplier-engagements", w)}>{w.work}</Link>
        </>
      ),
    },
    {
      id: "checked",
      label: msg("supplier.list.checked"),
      aside: true,
      className: "nowrap",
      cell: (w) => (checked(w) ? <Badge tone="ok">{date(w.checked_on!, "short")}</Badge> : <Badge tone="warn">{msg("supplier.list.unchecked")}</Badge>),
    },
    ...(steps ? [{ id: "do", label: msg("supplier.list.do"), action: true, className: "nowrap", cell: (w: SupplierEngagement) => steps(w, checked(w)) }] : []),
  ];
}

// The form of new work of the unit.
function newOf(record: RegisterRecord): string {
  const unit = record.unit as RefValue;
  return `/supplier-engagements/new?${new URLSearchParams({ unit: unit.id, "unit.title": unit.title ?? "" })}`;
}

function Ways({ record, list, busy, run, path }: { record: RegisterRecord; list: SupplierCensusUnit; busy: boolean; run: RowProps["run"]; path: string }) {
  const unit = (record.unit as RefValue).id;
  return (
    <span className="row">
      {list.unchecked > 0 && (
        <Button size="small" icon="check" isDisabled={busy} onPress={() => run(() => api.post(`${path}/same`, {}))}>
          {msg("supplier.list.same_all", { n: number(list.unchecked) })}
        </Button>
      )}
      <LinkButton size="small" icon="table" to={`/supplier-engagements?f.unit=${unit}&f.state=reported,confirmed`}>
        {msg("supplier.list.excel")}
      </LinkButton>
      <LinkButton size="small" icon="plus" to={newOf(record)}>
        {msg("supplier.list.add")}
      </LinkButton>
    </span>
  );
}

// What whoever asks has written to the units.
function Message({ census }: { census: RefValue }) {
  const { data } = useQuery<SupplierCensus>(`/supplier-censuses/${census.id}`);
  return data?.message ? <Note title={data.message} /> : null;
}

export default function CensusReplyCard({ record }: RecordCardProps) {
  const path = `/supplier-census-replies/${record.id}`;
  const unit = (record.unit as RefValue).id;
  const list = useQuery<SupplierCensusUnit>(`${path}/list`);
  const work = useQuery<ListPage<SupplierEngagement>>("/supplier-engagements", { "filter[unit][eq]": unit, "filter[state][in]": "reported,confirmed", limit: SHOWN });
  const [busy, setBusy] = useState(false);
  const run = (what: () => Promise<unknown>) => {
    setBusy(true);
    what()
      .then(refresh)
      .catch(toastError)
      .finally(() => setBusy(false));
  };
  const l = list.data;
  const rows = work.data?.items ?? [];
  const steps = l?.may ? (w: SupplierEngagement, checked: boolean) => <Steps work={w} checked={checked} busy={busy} run={run} path={path} /> : null;
  return (
    <>
      {l?.may && <Message census={record.census as RefValue} />}
      {record.state === "returned" && typeof record.return_reason === "string" && <Note tone="warn" title={msg("supplier.list.returned", { reason: record.return_reason })} />}
      <Card flush={rows.length > 0} title={msg("supplier.list")} aside={l?.may && <Ways record={record} list={l} busy={busy} run={run} path={path} />} foot={l?.may && <span className="muted small">{msg("supplier.list.about")}</span>}>
        <ErrorNote error={list.error ?? work.error} onRetry={() => void work.reload()} />
        {work.data && rows.length === 0 && <p className="muted">{msg(l?.may ? "supplier.list.none_yet" : "supplier.list.none")}</p>}
        {l && rows.length > 0 && <Table bare label={msg("supplier.list")} columns={columnsOf(l.since, steps)} rows={rows} rowKey={(w) => w.id} />}
        {(work.data?.total ?? 0) > rows.length && <p className="card-body muted">{msg("supplier.list.more", { n: number(rows.length) })}</p>}
      </Card>
    </>
  );
}
