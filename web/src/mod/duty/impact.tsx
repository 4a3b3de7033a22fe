// What a case has affected, as far as is known: shown, and written.
import { useState } from "react";
import type { CaseImpact } from "../../gen/api";
import { api, ApiError } from "../../kernel/api";
import { countryName, dateTime, number } from "../../kernel/format";
import { label, msg } from "../../kernel/i18n";
import { invalidate } from "../../kernel/query";
import type { RegisterRecord } from "../../kernel/record";
import { Button } from "../../ui/button";
import { InstantField } from "../../ui/date_field";
import { SelectField, TextField } from "../../ui/field";
import { NumberField } from "../../ui/number_field";
import { ErrorNote, toast } from "../../ui/note";
import { FACTS, type FactKey } from "./model";

type Known = "yes" | "no" | "unknown";
const known = (value: boolean | null | undefined): Known => (value === true ? "yes" : value === false ? "no" : "unknown");

function Form({ record, impact, onDone }: { record: RegisterRecord; impact: CaseImpact | null; onDone: () => void }) {
  const [knownAt, setKnownAt] = useState<string | null>(impact?.known_at ?? (record.detected_at as string));
  const [countries, setCountries] = useState(impact?.countries ?? "JP");
  const [persons, setPersons] = useState<number | null>(impact?.persons ?? null);
  const [facts, setFacts] = useState<Record<FactKey, Known>>(() => Object.fromEntries(FACTS.map((key) => [key, known(impact?.[key])])) as Record<FactKey, Known>);
  const [note, setNote] = useState(impact?.note ?? "");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const wrong = error instanceof ApiError ? error.fields() : {};
  const save = async () => {
    setBusy(true);
    setError(null);
    try {
      const told = Object.fromEntries(FACTS.map((key) => [key, facts[key] === "unknown" ? null : facts[key] === "yes"]));
      await api.put(`/incidents/${record.id}/impact`, { known_at: knownAt, countries: countries.trim(), persons, ...told, note: note.trim() || null }, { etag: impact ? `"${impact.version}"` : undefined });
      toast(msg("duty.ui.impact.saved"));
      invalidate("/incidents", "/waiting-duties");
      onDone();
    } catch (e) {
      setError(e);
      setBusy(false);
    }
  };
  const options = (["yes", "no", "unknown"] as const).map((id) => ({ id, label: label(`duty.fact.${id}`, id) }));
  return (
    <div className="stack no-print">
      {error !== null && Object.keys(wrong).length === 0 && <ErrorNote error={error} />}
      <div className="form-grid">
        <InstantField label={msg("duty.ui.known_at")} hint={msg("duty.ui.known_at.hint")} value={knownAt} onChange={setKnownAt} error={wrong.known_at} />
        <TextField label={msg("duty.ui.countries")} hint={msg("duty.ui.countries.hint")} required maxLength={200} value={countries} onChange={setCountries} error={wrong.countries} />
        <NumberField label={msg("duty.ui.persons")} hint={msg("duty.ui.persons.hint")} optional min={0} value={persons} onChange={setPersons} error={wrong.persons} />
      </div>
      <div className="form-grid">
        {FACTS.map((key) => (
          <SelectField key={key} label={label(`duty.fact.${key}`, key)} options={options} value={facts[key]} onChange={(value) => setFacts({ ...facts, [key]: value as Known })} error={wrong[key]} />
        ))}
      </div>
      <TextField label={msg("duty.ui.note")} optional lines={2} maxLength={2000} value={note} onChange={setNote} error={wrong.note} />
      <p className="row">
        <Button look="filled" pending={busy} isDisabled={knownAt === null || countries.trim() === ""} onPress={() => void save()}>
          {msg("duty.ui.impact.save")}
        </Button>
        <Button look="plain" onPress={onDone}>
          {msg("ui.cancel")}
        </Button>
      </p>
    </div>
  );
}

export function ImpactShown({ record, impact, writes }: { record: RegisterRecord; impact: CaseImpact | null; writes: boolean }) {
  const [editing, setEditing] = useState(false);
  if (editing) return <Form record={record} impact={impact} onDone={() => setEditing(false)} />;
  const of = (what: Known) => FACTS.filter((key) => impact && known(impact[key]) === what).map((key) => label(`duty.fact.${key}`, key));
  const rows = impact ? (["yes", "no", "unknown"] as const).map((what) => ({ what, list: of(what) })).filter((row) => row.list.length > 0) : [];
  return (
    <div>
      <h3 className="card-title small">{msg("duty.ui.impact")}</h3>
      {impact === null && <p className="muted small">{msg("duty.ui.impact.none")}</p>}
      {impact && (
        <p className="small">
          {msg("duty.ui.impact.line", { at: dateTime(impact.known_at), countries: impact.countries.split(",").map((code) => countryName(code.trim().toUpperCase())).join(msg("duty.ui.separator")) })}
          {impact.persons !== null && msg("duty.ui.impact.persons", { n: number(impact.persons) })}
        </p>
      )}
      {rows.map((row) => (
        <p key={row.what} className="small">
          {msg("duty.ui.impact.row", { what: label(`duty.fact.${row.what}`, row.what), list: row.list.join(msg("duty.ui.separator")) })}
        </p>
      ))}
      {impact?.note && <p className="timeline-text small">{impact.note}</p>}
      {writes && (
        <p className="no-print">
          <Button size="small" look={impact === null ? "outline" : "plain"} onPress={() => setEditing(true)}>
            {impact === null ? msg("duty.ui.impact.write") : msg("duty.ui.impact.edit")}
          </Button>
        </p>
      )}
    </div>
  );
}
