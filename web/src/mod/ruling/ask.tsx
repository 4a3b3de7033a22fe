// Asking for a decision: the matrix says who decides and who is heard; where nobody holds a post, somebody is chosen.
import { useState } from "react";
import type { RulingSeat, RulingSeats } from "../../gen/api";
import { api } from "../../kernel/api";
import { optionLabel, useRegister } from "../../kernel/describe";
import { msg } from "../../kernel/i18n";
import { invalidate, useQuery } from "../../kernel/query";
import type { RefValue } from "../../kernel/record";
import { RefField } from "../../ui/combo_field";
import { SelectField, TextField } from "../../ui/field";
import { FormDialog } from "../../ui/form_dialog";
import { ErrorNote, Note, Skeleton, toast } from "../../ui/note";
import { nameOf, partName, RANKS, rankName, vacancy, WHAT } from "./model";

const MINUTES: [string, () => string][] = [
  ["15", () => msg("ruling.ui.ask.minutes.15")],
  ["30", () => msg("ruling.ui.ask.minutes.30")],
  ["60", () => msg("ruling.ui.ask.minutes.60")],
  ["240", () => msg("ruling.ui.ask.minutes.240")],
  ["1440", () => msg("ruling.ui.ask.minutes.1440")],
];
const OTHER = "other";
const MINUTE = 60_000;

type Chosen = Record<string, RefValue | null>;

function Seat({ seat, part, value, onChange }: { seat: RulingSeat; part: string; value: RefValue | null; onChange: (value: RefValue | null) => void }) {
  const [other, setOther] = useState(false);
  const label = msg("ruling.ui.ask.part", { rank: rankName(seat.rank), part: partName(part) });
  const must = part === "final";
  if (seat.people.length === 0) return <RefField label={label} hint={vacancy(seat)} required={must} optional={!must} register="people" value={value} onChange={onChange} />;
  const pick = (id: string | null) => {
    setOther(id === OTHER);
    const one = seat.people.find((p) => p.id === id);
    onChange(one ? { id: one.id, title: one.title, number: one.number } : null);
  };
  return (
    <>
      <SelectField label={label} required={must} options={[...seat.people.map((p) => ({ id: p.id, label: nameOf(p) })), { id: OTHER, label: msg("ruling.ui.ask.other") }]} value={other ? OTHER : (value?.id ?? null)} onChange={pick} />
      {other && <RefField label={`${label} ${msg("ruling.ui.ask.person")}`} required={must} optional={!must} register="people" value={value} onChange={onChange} />}
    </>
  );
}

function Seats({ seats, chosen, onChange }: { seats: RulingSeats; chosen: Chosen; onChange: (rank: string, value: RefValue | null) => void }) {
  const [rank, setRank] = useState<string | null>(null);
  if (seats.matrix === null) {
    const seat = seats.seats.find((s) => s.rank === rank);
    return (
      <>
        <Note tone="warn" title={msg("ruling.ui.ask.no_row")} />
        <SelectField label={msg("ruling.ui.ask.rank")} required options={RANKS.map((id) => ({ id, label: rankName(id) }))} value={rank} onChange={(id) => setRank(id)} />
        {seat && <Seat key={seat.rank} seat={seat} part="final" value={chosen[seat.rank] ?? null} onChange={(value) => onChange(seat.rank, value)} />}
      </>
    );
  }
  return seats.seats.filter((s) => s.part !== "none").map((s) => <Seat key={s.rank} seat={s} part={s.part} value={chosen[s.rank] ?? null} onChange={(value) => onChange(s.rank, value)} />);
}

// The first holder of each rank, until another is chosen.
function usual(seats: RulingSeats): Chosen {
  const of = (s: RulingSeat): RefValue | null => {
    const [first] = s.people;
    return first && s.part !== "none" ? { id: first.id, title: first.title, number: first.number } : null;
  };
  return Object.fromEntries(seats.seats.map((s) => [s.rank, of(s)]));
}

export function AskDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const info = useRegister("response-decisions");
  const keys = (field: string): { id: string; label: string }[] => (info?.fields.find((f) => f.key === field)?.option_keys ?? []).map((k) => ({ id: k, label: optionLabel(`decision_${field}`, k) }));
  const [action, setAction] = useState("stop_system");
  const [impact, setImpact] = useState("trade");
  const [what, setWhat] = useState("");
  const [minutes, setMinutes] = useState("30");
  const [own, setOwn] = useState<Chosen>({});
  const { data, error, reload } = useQuery<RulingSeats>(`/incidents/${id}/ruling-people`, { action, impact });
  const chosen: Chosen = data ? (data.matrix === null ? own : { ...usual(data), ...own }) : {};
  const asks = data?.matrix === null ? chosen : Object.fromEntries((data?.seats ?? []).filter((s) => s.part !== "none").map((s) => [s.rank, chosen[s.rank] ?? null]));
  const people = Object.entries(asks).flatMap(([rank, value]) => (value ? [{ rank, person: value.id }] : []));
  const final = data?.matrix === null ? people[0]?.rank : data?.seats.find((s) => s.part === "final")?.rank;
  const anew = (set: (value: string) => void) => (value: string | null) => {
    if (!value) return;
    set(value);
    setOwn({});
  };
  const choose = (rank: string, value: RefValue | null) => setOwn((now) => (data?.matrix === null ? { [rank]: value } : { ...now, [rank]: value }));
  const send = async () => {
    await api.post(`/incidents/${id}/rulings`, { action, impact, what, due_at: new Date(Date.now() + Number(minutes) * MINUTE).toISOString(), people });
    toast(msg("ruling.ui.ask.done"));
    invalidate(`/incidents/${id}`, "/own-rulings");
  };
  return (
    <FormDialog title={msg("ruling.ui.ask")} wide save={msg("ruling.ui.ask.send")} own={["what", "action", "impact", "due_at"]} disabled={what.trim() === "" || !people.some((p) => p.rank === final)} send={send} onClose={onClose}>
      {(wrong) => (
        <div className="form">
          <p className="muted">{msg("ruling.ui.ask.text")}</p>
          <SelectField label={msg("reg.response_decision.action")} options={keys("action")} value={action} onChange={anew(setAction)} error={wrong.action} />
          <SelectField label={msg("reg.response_decision.impact")} options={keys("impact")} value={impact} onChange={anew(setImpact)} error={wrong.impact} />
          <TextField label={msg("ruling.ui.ask.what")} required lines={3} maxLength={WHAT} value={what} onChange={setWhat} error={wrong.what} />
          <SelectField label={msg("ruling.ui.ask.minutes")} options={MINUTES.map(([key, label]) => ({ id: key, label: label() }))} value={minutes} onChange={(m) => m && setMinutes(m)} error={wrong.due_at} />
          <ErrorNote error={error} onRetry={() => void reload()} />
          {data ? <Seats key={`${action} ${impact}`} seats={data} chosen={chosen} onChange={choose} /> : <Skeleton lines={3} />}
        </div>
      )}
    </FormDialog>
  );
}
