// On a report's page: judging it. An incident of its own, or part of one that is open; "no incident" is a step at the page's head.
import { useState } from "react";
import { Link, navigate } from "../../app/router";
import type { IncidentOfReportMade } from "../../gen/api";
import { api, ApiError, type Page as ListPage } from "../../kernel/api";
import { actionLabel, mayRead, optionLabel, useDescribe } from "../../kernel/describe";
import { msg } from "../../kernel/i18n";
import { invalidate, useQuery } from "../../kernel/query";
import type { RefValue, RegisterRecord } from "../../kernel/record";
import { may } from "../../kernel/session";
import { Button } from "../../ui/button";
import { RefField } from "../../ui/combo_field";
import { InstantField } from "../../ui/date_field";
import { CheckField, RadioField, SelectField, TextField } from "../../ui/field";
import { ErrorNote, toast, toastError } from "../../ui/note";
import { ask } from "../../ui/overlay";
import { Card, More } from "../../ui/page";
import type { RecordCardProps } from "../register/record";
import { OPEN_STATES, SEVERITIES, text } from "./model";

const PRIORITIES = ["immediate", "today", "planned"];
const options = (set: string, keys: string[]) => keys.map((id) => ({ id, label: optionLabel(set, id) }));

// Each severity with the organisation's criteria under it.
function useSeverities() {
  const { data } = useQuery<ListPage<RegisterRecord>>("/severity-criteria", { limit: 100, sort: "severity" });
  const of = (severity: string): string =>
    (data?.items ?? [])
      .filter((c) => c.severity === severity)
      .map((c) => (typeof c.start_hours === "number" ? `${text(c, "criterion")} (${msg("incident.ui.triage.criteria.hours", { n: c.start_hours })})` : text(c, "criterion")))
      .join(" / ");
  return SEVERITIES.map((id) => ({ id, label: optionLabel("incident_severity", id), hint: of(id) || undefined }));
}

function useThreats() {
  const { registers } = useDescribe();
  const field = registers.find((r) => r.name === "incidents")?.fields.find((f) => f.key === "threat_key");
  return options("threat_key", field?.option_keys ?? []);
}

function MakeIncident({ record, etag }: RecordCardProps) {
  const [title, setTitle] = useState(text(record, "title"));
  const [severity, setSeverity] = useState<string | null>(null);
  const [threat, setThreat] = useState<string | null>(null);
  const [priority, setPriority] = useState<string | null>(null);
  const [detected, setDetected] = useState<string | null>(text(record, "noticed_at") || text(record, "received_at") || null);
  const [lead, setLead] = useState<RefValue | null>(null);
  const [drill, setDrill] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const severities = useSeverities();
  const threats = useThreats();
  const wrong = error instanceof ApiError ? error.fields() : {};
  const send = async () => {
    setBusy(true);
    setError(null);
    try {
      const body = { title: title.trim(), severity, threat_key: threat, priority, detected_at: detected, lead: lead?.id ?? null, drill };
      const { data } = await api.post<IncidentOfReportMade>(`/incident-reports/${record.id}/incident`, body, { etag });
      toast(msg("incident.ui.triage.made", { number: data.number }));
      invalidate("/incident-reports", "/incidents");
      await navigate(`/incidents/${data.number}`);
    } catch (e) {
      setError(e);
      setBusy(false);
    }
  };
  return (
    <div className="stack">
      {error !== null && Object.keys(wrong).length === 0 && <ErrorNote error={error} />}
      <TextField label={msg("reg.incident.title")} required maxLength={200} value={title} onChange={setTitle} error={wrong.title} />
      <RadioField label={msg("reg.incident.severity")} required options={severities} value={severity} onChange={setSeverity} error={wrong.severity} />
      <div className="form-grid">
        <SelectField label={msg("reg.incident.threat_key")} optional clearable="–" options={threats} value={threat} onChange={setThreat} error={wrong.threat_key} />
        <SelectField label={msg("reg.incident.priority")} optional clearable="–" options={options("incident_priority", PRIORITIES)} value={priority} onChange={setPriority} error={wrong.priority} />
        <InstantField label={msg("reg.incident.detected_at")} value={detected} onChange={setDetected} error={wrong.detected_at} />
        {mayRead("people") && <RefField label={msg("reg.incident.lead")} optional register="people" value={lead} onChange={setLead} error={wrong.lead} />}
      </div>
      <CheckField label={msg("reg.incident.drill")} value={drill} onChange={setDrill} />
      <p>
        <Button look="filled" pending={busy} isDisabled={title.trim() === "" || severity === null} onPress={() => void send()}>
          {msg("incident.ui.triage.make")}
        </Button>
      </p>
    </div>
  );
}

function JoinIncident({ record, etag }: RecordCardProps) {
  const { data } = useQuery<ListPage<RegisterRecord>>("/incidents", { "filter[state][in]": OPEN_STATES, sort: "-detected_at", limit: 100 });
  const [number, setNumber] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const items = data?.items ?? [];
  const send = async () => {
    setBusy(true);
    try {
      await api.post(`/incident-reports/${record.id}/transitions`, { action: "join", reason: number }, { etag });
      toast(msg("incident.ui.triage.join.done", { number: number ?? "" }));
    } catch (e) {
      toastError(e);
      setBusy(false);
    }
    invalidate("/incident-reports", "/incidents");
  };
  if (data && items.length === 0) return <p className="muted">{msg("incident.ui.triage.join.none")}</p>;
  return (
    <div className="stack">
      <SelectField label={msg("incident.ui.triage.join.which")} options={items.map((i) => ({ id: i.number ?? "", label: `${i.number ?? ""} ${text(i, "title")}` }))} value={number} onChange={setNumber} />
      <p>
        <Button pending={busy} isDisabled={number === null} onPress={() => void send()}>
          {msg("reg.incident_report.do.join")}
        </Button>
      </p>
    </div>
  );
}

function Dismiss({ register, record, etag }: RecordCardProps) {
  const [busy, setBusy] = useState(false);
  const yes = actionLabel(register, "dismiss");
  const run = async () => {
    const reason = await ask({ title: yes, text: msg("incident.ui.triage.none"), yes, reason: "required" });
    if (reason === null) return;
    setBusy(true);
    try {
      await api.post(`/incident-reports/${record.id}/transitions`, { action: "dismiss", reason }, { etag });
      toast(msg("ui.state.changed", { action: yes }));
    } catch (e) {
      toastError(e);
      setBusy(false);
    }
    invalidate("/incident-reports");
  };
  return (
    <p>
      <Button pending={busy} onPress={() => void run()}>
        {yes}
      </Button>
    </p>
  );
}

export default function Triage(props: RecordCardProps) {
  const { record } = props;
  const number = text(record, "incident");
  if (number !== "")
    return (
      <Card title={msg("incident.ui.triage")}>
        <Link to={`/incidents/${number}`}>{msg("incident.ui.triage.part", { number })}</Link>
      </Card>
    );
  if (record.state !== "new" || !may("incident_report.write")) return null;
  return (
    <Card title={msg("incident.ui.triage")} screenOnly>
      <div className="stack">
        <p className="muted">{msg("incident.ui.triage.text")}</p>
        <MakeIncident {...props} />
        <More label={msg("incident.ui.triage.join")}>
          <JoinIncident {...props} />
        </More>
        <Dismiss {...props} />
      </div>
    </Card>
  );
}
