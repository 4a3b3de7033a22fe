// The timeline of a case: the newest line first, written where it is read. Lines stay as they are; a mistake is put right
// by a new one. The feed of changes brings what others write.
import { useState } from "react";
import type { IncidentEntry, IncidentTimeline } from "../../gen/api";
import { api, ApiError } from "../../kernel/api";
import { optionLabel } from "../../kernel/describe";
import { dateTime } from "../../kernel/format";
import { msg } from "../../kernel/i18n";
import { invalidate, useQuery } from "../../kernel/query";
import type { RegisterRecord } from "../../kernel/record";
import { may } from "../../kernel/session";
import { Button } from "../../ui/button";
import { InstantField } from "../../ui/date_field";
import { SelectField, TextField } from "../../ui/field";
import { ErrorNote, Loading } from "../../ui/note";
import { Card } from "../../ui/page";
import { Badge, type Tone } from "../../ui/state";

const STEP = 200;
const KINDS = ["fact", "decision", "action", "note"];
const TONES: Record<string, Tone> = { fact: "info", decision: "warn", action: "ok", note: "neutral", report: "neutral", phase: "neutral", outside: "warn" };
const FAR = 60_000; // written at once when no more than a minute lies between

function Write({ path, corrects, onStop }: { path: string; corrects: number | null; onStop: () => void }) {
  const [kind, setKind] = useState<string | null>("fact");
  const [what, setWhat] = useState("");
  const [happened, setHappened] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const wrong = error instanceof ApiError ? error.fields() : {};
  const send = async () => {
    setBusy(true);
    setError(null);
    try {
      await api.post(path, { kind, text: what.trim(), happened_at: happened, corrects });
      setWhat("");
      setHappened(null);
      onStop();
      invalidate("/incidents");
    } catch (e) {
      setError(e);
    }
    setBusy(false);
  };
  return (
    <div className="stack no-print">
      {error !== null && Object.keys(wrong).length === 0 && <ErrorNote error={error} />}
      {corrects !== null && (
        <p className="row">
          <Badge tone="warn">{msg("incident.ui.timeline.correcting", { n: corrects })}</Badge>
          <Button size="small" look="plain" onPress={onStop}>
            {msg("incident.ui.timeline.correcting.stop")}
          </Button>
        </p>
      )}
      <TextField label={msg("incident.ui.timeline.what")} lines={2} maxLength={4000} value={what} onChange={setWhat} error={wrong.text} />
      <div className="timeline-write">
        <SelectField label={msg("incident.ui.timeline.kind")} options={KINDS.map((id) => ({ id, label: optionLabel("incident_entry", id) }))} value={kind} onChange={setKind} error={wrong.kind} />
        <InstantField label={msg("incident.ui.timeline.when")} hint={msg("incident.ui.timeline.when.hint")} value={happened} onChange={setHappened} error={wrong.happened_at} />
        <Button look="filled" pending={busy} isDisabled={what.trim() === ""} onPress={() => void send()}>
          {msg("incident.ui.timeline.add")}
        </Button>
      </div>
    </div>
  );
}

function said(e: IncidentEntry): string {
  if (e.kind !== "phase" || !e.state) return e.text;
  const phase = optionLabel("incident_state", e.state);
  return e.text === "" ? msg("incident.ui.timeline.phase", { phase }) : msg("incident.ui.timeline.phase.reason", { phase, reason: e.text });
}

function Line({ entry, onCorrect }: { entry: IncidentEntry; onCorrect?: () => void }) {
  const later = Math.abs(Date.parse(entry.written_at) - Date.parse(entry.happened_at)) > FAR;
  return (
    <li className="timeline-line" id={`line-${entry.seq}`}>
      <p className="row small">
        <span className="page-number">{entry.seq}</span>
        <time dateTime={entry.happened_at}>{dateTime(entry.happened_at)}</time>
        <Badge tone={TONES[entry.kind]}>{optionLabel("incident_entry", entry.kind)}</Badge>
        {entry.corrects !== null && <Badge tone="warn">{msg("incident.ui.timeline.correcting", { n: entry.corrects })}</Badge>}
        {entry.corrected_by !== null && <Badge tone="bad">{msg("incident.ui.timeline.corrected", { n: entry.corrected_by })}</Badge>}
      </p>
      <p className={entry.corrected_by !== null ? "timeline-text muted" : "timeline-text"}>{said(entry)}</p>
      <p className="row small muted">
        {entry.by && <span>{entry.by.name}</span>}
        {later && <span>{msg("incident.ui.timeline.written", { at: dateTime(entry.written_at) })}</span>}
        {onCorrect && (
          <Button size="small" look="plain" className="no-print" onPress={onCorrect}>
            {msg("incident.ui.timeline.correct")}
          </Button>
        )}
      </p>
    </li>
  );
}

export function Timeline({ record }: { record: RegisterRecord }) {
  const path = `/incidents/${record.id}/timeline`;
  const [limit, setLimit] = useState(STEP);
  const [corrects, setCorrects] = useState<number | null>(null);
  const list = useQuery<IncidentTimeline>(path, { limit });
  const items = [...(list.data?.items ?? [])].reverse();
  const first = items.at(-1)?.seq ?? 1;
  const writes = may("incident.note");
  return (
    <Card title={msg("incident.ui.timeline")}>
      <div className="stack">
        <p className="muted small">{msg("incident.ui.timeline.text")}</p>
        {writes && <Write path={path} corrects={corrects} onStop={() => setCorrects(null)} />}
        <ErrorNote error={list.error} onRetry={() => void list.reload()} />
        {list.loading && <Loading />}
        <ol className="plain-list timeline" aria-label={msg("incident.ui.timeline")}>
          {items.map((e) => (
            <Line key={e.seq} entry={e} onCorrect={writes && KINDS.includes(e.kind) ? () => setCorrects(e.seq) : undefined} />
          ))}
        </ol>
        {first > 1 && limit < 500 && (
          <p>
            <Button size="small" onPress={() => setLimit(500)}>
              {msg("incident.ui.timeline.older")}
            </Button>
          </p>
        )}
      </div>
    </Card>
  );
}
