// Telling that something is wrong, in half a minute and on a phone; below it what became of one's own reports.
import { useState } from "react";
import type { OwnIncidentReportMade, OwnIncidentReports } from "../../gen/api";
import { api, ApiError } from "../../kernel/api";
import { optionLabel } from "../../kernel/describe";
import { dateTime } from "../../kernel/format";
import { msg } from "../../kernel/i18n";
import { invalidate, useQuery } from "../../kernel/query";
import { Button } from "../../ui/button";
import { InstantField } from "../../ui/date_field";
import { RadioField, TextField } from "../../ui/field";
import { ErrorNote, Note } from "../../ui/note";
import { Card, Page, PageHead } from "../../ui/page";
import { StateBadge } from "../../ui/state";

const OWN = "/own-incident-reports";
const DONE = ["nothing", "opened", "entered", "ran", "lost", "unsure"];

function Form({ onSent }: { onSent: (number: string) => void }) {
  const [what, setWhat] = useState("");
  const [done, setDone] = useState<string | null>(null);
  const [device, setDevice] = useState("");
  const [noticed, setNoticed] = useState<string | null>(null);
  const [contact, setContact] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const wrong = error instanceof ApiError ? error.fields() : {};
  const send = async () => {
    setBusy(true);
    setError(null);
    try {
      const { data } = await api.post<OwnIncidentReportMade>(OWN, { what: what.trim(), done, device: device.trim() || null, noticed_at: noticed, contact: contact.trim() || null });
      onSent(data.number);
      invalidate(OWN, "/incident-reports");
    } catch (e) {
      setError(e);
      setBusy(false);
    }
  };
  return (
    <Card>
      <div className="stack">
        {error !== null && Object.keys(wrong).length === 0 && <ErrorNote error={error} />}
        <TextField label={msg("reg.incident_report.what")} hint={msg("incident.ui.report.hint")} required autoFocus lines={4} maxLength={4000} value={what} onChange={setWhat} error={wrong.what} />
        <RadioField label={msg("reg.incident_report.done")} optional options={DONE.map((id) => ({ id, label: optionLabel("incident_report_done", id) }))} value={done} onChange={setDone} error={wrong.done} />
        <TextField label={msg("reg.incident_report.device")} hint={msg("incident.ui.report.device.hint")} optional maxLength={200} value={device} onChange={setDevice} error={wrong.device} />
        <InstantField label={msg("reg.incident_report.noticed_at")} optional value={noticed} onChange={setNoticed} error={wrong.noticed_at} />
        <TextField label={msg("reg.incident_report.contact")} hint={msg("incident.ui.report.contact.hint")} optional maxLength={200} value={contact} onChange={setContact} error={wrong.contact} />
        <p>
          <Button look="filled" size="large" icon="send" pending={busy} isDisabled={what.trim() === ""} onPress={() => void send()}>
            {msg("incident.ui.report.send")}
          </Button>
        </p>
      </div>
    </Card>
  );
}

function Sent({ number, onAgain }: { number: string; onAgain: () => void }) {
  return (
    <Note tone="ok" title={msg("incident.ui.report.done.title")} actions={<Button onPress={onAgain}>{msg("incident.ui.report.again")}</Button>}>
      <p>{msg("incident.ui.report.done.text", { number })}</p>
      <p>{msg("incident.ui.report.keep")}</p>
    </Note>
  );
}

function Own() {
  const list = useQuery<OwnIncidentReports>(OWN);
  const items = list.data?.items ?? [];
  if (items.length === 0) return <ErrorNote error={list.error} />;
  return (
    <Card title={msg("incident.ui.report.own")}>
      <ul className="plain-list stack">
        {items.map((r) => (
          <li key={r.id}>
            <p className="row">
              <span className="page-number">{r.number}</span>
              <StateBadge set="incident_report_state" value={r.state} />
              <span className="muted small">{dateTime(r.received_at)}</span>
            </p>
            <p className="timeline-text">{r.what}</p>
            {r.answer && <p className="muted">{msg("incident.ui.report.own.answer", { text: r.answer })}</p>}
          </li>
        ))}
      </ul>
    </Card>
  );
}

export default function ReportPage() {
  const [sent, setSent] = useState<string | null>(null);
  return (
    <Page narrow>
      <PageHead title={msg("incident.ui.report")} meta={msg("incident.ui.report.text")} />
      <div className="stack">
        {sent === null ? <Form onSent={setSent} /> : <Sent number={sent} onAgain={() => setSent(null)} />}
        <Own />
      </div>
    </Page>
  );
}
