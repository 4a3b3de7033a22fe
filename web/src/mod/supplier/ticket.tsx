// On the page of a supplier's question: the thread, where it was asked on the page where suppliers answer, and making it a
// measure of ours.
import { useState } from "react";
import { navigate } from "../../app/router";
import type { Measure, SupplierTicket } from "../../gen/api";
import { api } from "../../kernel/api";
import { addDays, today } from "../../kernel/format";
import { msg } from "../../kernel/i18n";
import { invalidate, useQuery } from "../../kernel/query";
import type { RefValue } from "../../kernel/record";
import { mainRole, may, useSession } from "../../kernel/session";
import { Button, LinkButton } from "../../ui/button";
import { RefField } from "../../ui/combo_field";
import { DateField } from "../../ui/date_field";
import { TextField } from "../../ui/field";
import { FormDialog } from "../../ui/form_dialog";
import { toast } from "../../ui/note";
import type { ResponseBrief } from "../assessment/model";
import { TalkCard } from "../guest/talk";
import type { RecordCardProps } from "../register/record";

const DAYS = 90;

function MeasureDialog({ ticket, onClose }: { ticket: SupplierTicket; onClose: () => void }) {
  const me = useSession();
  const [title, setTitle] = useState(ticket.title);
  const [purpose, setPurpose] = useState((ticket.question ?? "").slice(0, 2000));
  const [owner, setOwner] = useState<RefValue | null>(ticket.owner ?? null);
  const [due, setDue] = useState<string | null>(addDays(today(), DAYS));
  const send = async () => {
    const body = { unit: mainRole(me)?.unit.id, title: title.trim(), purpose: purpose.trim() || null, owner: owner?.id ?? null, due, priority: "middle" };
    const { data } = await api.post<Measure>("/measures", body);
    await api.post(`/supplier-tickets/${ticket.id}/links`, { kind: "relates", register: "measures", record: data.id });
    invalidate("/measures", "/supplier-tickets");
    toast(msg("supplier.tickets.linked", { number: data.number ?? "" }), "ok", { label: msg("assessment.gap.open"), run: () => void navigate(`/measures/${data.number}`) });
  };
  return (
    <FormDialog wide title={msg("supplier.tickets.measure")} save={msg("assessment.gap.save")} own={["title", "purpose", "owner", "due"]} send={send} onClose={onClose}>
      {(wrong) => (
        <div className="stack">
          <TextField label={msg("assessment.gap.title.label")} required value={title} onChange={setTitle} maxLength={200} error={wrong.title} />
          <TextField label={msg("supplier.review.measure.purpose")} lines={4} value={purpose} onChange={setPurpose} maxLength={2000} error={wrong.purpose} />
          <div className="form-grid">
            <RefField label={msg("assessment.gap.owner")} register="people" value={owner} onChange={setOwner} error={wrong.owner} />
            <DateField label={msg("assessment.gap.due")} value={due} onChange={setDue} error={wrong.due} />
          </div>
        </div>
      )}
    </FormDialog>
  );
}

function OnPage({ response }: { response: string }) {
  const { data } = useQuery<ResponseBrief>(`/responses/${response}`);
  if (!data) return null;
  return (
    <>
      <p className="muted">{msg("supplier.tickets.on_page")}</p>
      <div>
        <LinkButton size="small" iconAfter="chevron_right" to={`/responses/${response}`}>
          {msg("supplier.tickets.to_response")}
        </LinkButton>
      </div>
      <TalkCard response={response} open={data.campaign_state === "open"} />
    </>
  );
}

export default function SupplierTicketCard({ record }: RecordCardProps) {
  const ticket = record as unknown as SupplierTicket;
  const [open, setOpen] = useState(false);
  return (
    <>
      {ticket.response && <OnPage response={ticket.response} />}
      {may("supplier_ticket.write") && may("measure.write") && (
        <div>
          <Button icon="plus" onPress={() => setOpen(true)}>
            {msg("supplier.tickets.measure")}
          </Button>
        </div>
      )}
      {open && <MeasureDialog ticket={ticket} onClose={() => setOpen(false)} />}
    </>
  );
}
