// On a supplier's page: what is given out to it and what it gives on, what is asked of its class and how far it is, and what it holds.
import { useState } from "react";
import type { SupplierCertificate, SupplierDuties, SupplierDuty, SupplierEngagement, SupplierReview, SupplierSubcontract } from "../../gen/api";
import { api, type Page as ListPage } from "../../kernel/api";
import { optionLabel, recordPath } from "../../kernel/describe";
import { date, today } from "../../kernel/format";
import { label, msg } from "../../kernel/i18n";
import { invalidate, useQuery } from "../../kernel/query";
import { may } from "../../kernel/session";
import { Button, LinkButton } from "../../ui/button";
import { DateField } from "../../ui/date_field";
import { CheckField, TextField } from "../../ui/field";
import { FormDialog } from "../../ui/form_dialog";
import { ErrorNote, Skeleton, toast } from "../../ui/note";
import { Card } from "../../ui/page";
import { Badge, StateBadge, type Tone } from "../../ui/state";
import { type Column, Table } from "../../ui/table";
import type { RecordCardProps } from "../register/record";
import type { RegisterRecord } from "../../kernel/record";
import { around, names } from "./chain_parts";
import { Merges } from "./merge";
import { SeminarsOf } from "./seminars_of";
import { TicketsOf } from "./tickets";

const SHOWN = 50;
const TONES: Record<SupplierDuty["standing"], Tone> = { met: "ok", within_grace: "warn", not_met: "bad", not_asked: "neutral", unknown: "neutral" };

function Add({ register, record, may: allowed, text }: { register: string; record: RegisterRecord; may: boolean; text: string }) {
  if (!allowed) return null;
  const to = `/${register}/new?supplier=${record.id}&supplier.title=${encodeURIComponent(String(record.name))}`;
  return (
    <LinkButton size="small" icon="plus" to={to}>
      {text}
    </LinkButton>
  );
}

function Work({ record }: { record: RegisterRecord }) {
  const query = useQuery<ListPage<SupplierEngagement>>("/supplier-engagements", { "filter[supplier][eq]": record.id, limit: SHOWN });
  const columns: Column<SupplierEngagement>[] = [
    { id: "work", label: label("reg.supplier_engagement.work"), main: true, cell: (e) => e.work },
    { id: "unit", label: label("reg.supplier_engagement.unit"), cell: (e) => e.unit.title },
    { id: "risk", label: label("reg.supplier_engagement.risk"), cell: (e) => e.risk && optionLabel("supplier_risk", e.risk) },
    { id: "rule", label: label("reg.supplier_engagement.risk_rule"), cell: (e) => e.risk_rule && optionLabel("supplier_risk_rule", e.risk_rule) },
    { id: "state", label: label("reg.supplier_engagement.state"), aside: true, className: "nowrap", cell: (e) => <StateBadge set="supplier_engagement_state" value={e.state} /> },
  ];
  return (
    <Card
      flush
      title={msg("supplier.work")}
      aside={<Add register="supplier-engagements" record={record} may={may("supplier_engagement.write")} text={msg("supplier.front.report")} />}
    >
      <ErrorNote error={query.error} onRetry={() => void query.reload()} />
      {query.data?.items.length === 0 && <p className="card-body muted">{msg("supplier.work.none")}</p>}
      {query.data && query.data.items.length > 0 && (
        <Table bare dense label={msg("supplier.work")} columns={columns} rows={query.data.items} rowKey={(e) => e.id} rowHref={(e) => recordPath("supplier-engagements", e)} />
      )}
    </Card>
  );
}

function Subcontracts({ record }: { record: RegisterRecord }) {
  const query = useQuery<ListPage<SupplierSubcontract>>("/supplier-subcontracts", { "filter[supplier][eq]": record.id, "filter[state][in]": "declared,confirmed", limit: SHOWN });
  const columns: Column<SupplierSubcontract>[] = [
    { id: "work", label: label("reg.supplier_subcontract.work"), main: true, cell: (s) => s.work },
    { id: "to", label: label("reg.supplier_subcontract.subcontractor"), cell: (s) => s.subcontractor?.title ?? s.subcontractor_name },
    { id: "serves", label: label("reg.supplier_subcontract.serves"), cell: (s) => names(s.serves ?? []) },
    { id: "state", label: label("reg.supplier_subcontract.state"), aside: true, className: "nowrap", cell: (s) => <StateBadge set="supplier_subcontract_state" value={s.state} /> },
  ];
  return (
    <Card
      flush
      title={msg("supplier.subcontracts")}
      aside={
        <span className="row">
          <LinkButton size="small" to={around(record.id)}>
            {msg("supplier.around")}
          </LinkButton>
          <Add register="supplier-subcontracts" record={record} may={may("supplier.write")} text={msg("supplier.chain.add")} />
        </span>
      }
    >
      <ErrorNote error={query.error} onRetry={() => void query.reload()} />
      {query.data?.items.length === 0 && <p className="card-body muted">{msg("supplier.subcontracts.none")}</p>}
      {query.data && query.data.items.length > 0 && (
        <Table bare dense label={msg("supplier.subcontracts")} columns={columns} rows={query.data.items} rowKey={(s) => s.id} rowHref={(s) => recordPath("supplier-subcontracts", s)} />
      )}
    </Card>
  );
}

function Certificates({ record }: { record: RegisterRecord }) {
  const query = useQuery<ListPage<SupplierCertificate>>("/supplier-certificates", { "filter[supplier][eq]": record.id, limit: SHOWN });
  const columns: Column<SupplierCertificate>[] = [
    { id: "kind", label: label("reg.supplier_certificate.kind"), main: true, cell: (c) => optionLabel("supplier_certificate_kind", c.kind) },
    { id: "basis", label: label("reg.supplier_certificate.basis"), cell: (c) => c.basis && optionLabel("supplier_certificate_basis", c.basis) },
    { id: "to", label: label("reg.supplier_certificate.valid_to"), className: "nowrap", cell: (c) => c.valid_to && date(c.valid_to, "short") },
  ];
  return (
    <Card
      flush
      title={msg("supplier.certificates")}
      aside={<Add register="supplier-certificates" record={record} may={may("supplier.write")} text={msg("supplier.certificates.add")} />}
    >
      <ErrorNote error={query.error} onRetry={() => void query.reload()} />
      {query.data?.items.length === 0 && <p className="card-body muted">{msg("supplier.certificates.none")}</p>}
      {query.data && query.data.items.length > 0 && (
        <Table bare dense label={msg("supplier.certificates")} columns={columns} rows={query.data.items} rowKey={(c) => c.id} rowHref={(c) => recordPath("supplier-certificates", c)} />
      )}
    </Card>
  );
}

function Reviews({ record }: { record: RegisterRecord }) {
  const query = useQuery<ListPage<SupplierReview>>(may("supplier_review.read") ? "/supplier-reviews" : null, { "filter[supplier][eq]": record.id, limit: SHOWN });
  const columns: Column<SupplierReview>[] = [
    { id: "title", label: label("reg.supplier_review.title"), main: true, cell: (r) => r.title },
    { id: "grade", label: label("reg.supplier_review.grade"), cell: (r) => r.grade && optionLabel("supplier_grade", r.grade) },
    { id: "concern", label: label("reg.supplier_review.concern"), cell: (r) => r.concern && optionLabel("supplier_concern", r.concern) },
    { id: "plan", label: label("reg.supplier_review.plan"), cell: (r) => r.plan && optionLabel("supplier_plan", r.plan) },
    { id: "state", label: label("reg.supplier_review.state"), aside: true, className: "nowrap", cell: (r) => <StateBadge set="supplier_review_state" value={r.state} /> },
  ];
  if (!may("supplier_review.read")) return null;
  return (
    <Card flush title={msg("supplier.reviews")} aside={<Add register="supplier-reviews" record={record} may={may("supplier_review.write")} text={msg("supplier.reviews.add")} />}>
      <ErrorNote error={query.error} onRetry={() => void query.reload()} />
      {query.data?.items.length === 0 && <p className="card-body muted">{msg("supplier.reviews.none")}</p>}
      {query.data && query.data.items.length > 0 && (
        <Table bare dense label={msg("supplier.reviews")} columns={columns} rows={query.data.items} rowKey={(r) => r.id} rowHref={(r) => recordPath("supplier-reviews", r)} />
      )}
    </Card>
  );
}

function Telling({ path, duty, onClose }: { path: string; duty: SupplierDuty; onClose: () => void }) {
  const [met, setMet] = useState(duty.standing === "met");
  const [on, setOn] = useState<string | null>(duty.checked_on ?? today());
  const [note, setNote] = useState(duty.note ?? "");
  const send = async () => {
    await api.put(`${path}/${duty.duty}`, { met, checked_on: on, note: note || null });
    invalidate(path);
    toast(msg("supplier.duties.saved"));
  };
  return (
    <FormDialog title={optionLabel("supplier_duty", duty.duty)} send={send} onClose={onClose}>
      {() => (
        <div className="stack">
          <CheckField label={msg("supplier.duties.met")} value={met} onChange={setMet} />
          <DateField label={msg("supplier.duties.checked_on")} optional value={on} onChange={setOn} />
          <TextField label={msg("supplier.duties.note")} optional lines={3} maxLength={2000} value={note} onChange={setNote} />
        </div>
      )}
    </FormDialog>
  );
}

function graceText(d: SupplierDuties): string {
  return d.counts_from ? msg("supplier.duties.counts_from", { date: date(d.counts_from), years: d.grace_years }) : msg("supplier.duties.not_asked");
}

function Duties({ record }: { record: RegisterRecord }) {
  const path = `/suppliers/${record.id}/duties`;
  const query = useQuery<SupplierDuties>(path);
  const [open, setOpen] = useState<SupplierDuty | null>(null);
  const d = query.data;
  const columns: Column<SupplierDuty>[] = [
    { id: "duty", label: msg("supplier.duties.duty"), main: true, cell: (x) => optionLabel("supplier_duty", x.duty) },
    { id: "standing", label: msg("supplier.duties.standing"), aside: true, className: "nowrap", cell: (x) => <Badge tone={TONES[x.standing]}>{optionLabel("supplier_standing", x.standing)}</Badge> },
    { id: "on", label: msg("supplier.duties.checked_on"), className: "nowrap", cell: (x) => x.checked_on && date(x.checked_on, "short") },
    { id: "note", label: msg("supplier.duties.note"), cell: (x) => x.note },
    {
      id: "change",
      label: msg("supplier.duties.change"),
      action: true,
      cell: (x) =>
        d?.may &&
        !x.by_survey && (
          <Button size="small" icon="edit" onPress={() => setOpen(x)} aria-label={msg("supplier.duties.change_of", { duty: optionLabel("supplier_duty", x.duty) })}>
            {msg("supplier.duties.change")}
          </Button>
        ),
    },
  ];
  return (
    <Card flush title={msg("supplier.duties")} foot={d?.class && <span className="muted small">{graceText(d)}</span>}>
      <ErrorNote error={query.error} onRetry={() => void query.reload()} />
      {query.loading && !d && (
        <div className="card-body">
          <Skeleton lines={2} />
        </div>
      )}
      {d?.class === null && <p className="card-body muted">{msg("supplier.duties.none")}</p>}
      {d?.class && <Table bare dense label={msg("supplier.duties")} columns={columns} rows={d.items} rowKey={(x) => x.duty} />}
      {open && <Telling path={path} duty={open} onClose={() => setOpen(null)} />}
    </Card>
  );
}

export default function SupplierCard({ record }: RecordCardProps) {
  return (
    <>
      <Work record={record} />
      <Subcontracts record={record} />
      <Reviews record={record} />
      <Duties record={record} />
      <Certificates record={record} />
      <SeminarsOf supplier={record.id} />
      <TicketsOf supplier={{ id: record.id, name: String(record.name) }} />
      <Merges id={record.id} />
    </>
  );
}
