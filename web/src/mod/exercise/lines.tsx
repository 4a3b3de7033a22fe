// The scenario and what came out, kind by kind; points and gaps become measures by one press.
import { type ReactNode, useState } from "react";
import { Link } from "../../app/router";
import type { ExerciseBoard, ExerciseLine, ExerciseMeasureMade } from "../../gen/api";
import { api } from "../../kernel/api";
import { mayRead, optionLabel, recordPath } from "../../kernel/describe";
import { dateTime } from "../../kernel/format";
import { msg } from "../../kernel/i18n";
import { invalidate } from "../../kernel/query";
import type { RefValue, RegisterRecord } from "../../kernel/record";
import { may } from "../../kernel/session";
import { Button, IconButton } from "../../ui/button";
import { RefField } from "../../ui/combo_field";
import { DateField } from "../../ui/date_field";
import { SelectField, TextField } from "../../ui/field";
import { FormDialog } from "../../ui/form_dialog";
import { toast, toastError } from "../../ui/note";
import { confirm } from "../../ui/overlay";
import { Card } from "../../ui/page";
import { Badge, StateBadge, type Tone } from "../../ui/state";
import { When } from "./clock";
import { LineForm } from "./line_form";
import { isGap, linesOf } from "./model";

const TONES: Record<string, Tone> = { taken: "ok", left: "neutral", met: "ok", partly: "warn", missed: "bad", stopped: "ok", detected: "warn", passed: "bad" };

const KINDS: { kind: ExerciseLine["kind"]; title: () => string; text: () => string; add: () => string }[] = [
  { kind: "wish", title: () => msg("exercise.ui.wishes"), text: () => msg("exercise.ui.wishes.text"), add: () => msg("exercise.ui.add.wish") },
  { kind: "goal", title: () => msg("exercise.ui.goals"), text: () => msg("exercise.ui.goals.text"), add: () => msg("exercise.ui.add.goal") },
  { kind: "inject", title: () => msg("exercise.ui.injects"), text: () => msg("exercise.ui.injects.text"), add: () => msg("exercise.ui.add.inject") },
  { kind: "step", title: () => msg("exercise.ui.steps"), text: () => msg("exercise.ui.steps.text"), add: () => msg("exercise.ui.add.step") },
  { kind: "point", title: () => msg("exercise.ui.points"), text: () => msg("exercise.ui.points.text"), add: () => msg("exercise.ui.add.point") },
];

const changed = () => invalidate("/exercises", "/own-exercises");

/* ---- a measure of it ---- */

function MakeMeasure({ id, line, onClose }: { id: string; line: ExerciseLine; onClose: () => void }) {
  const [title, setTitle] = useState(line.title);
  const [owner, setOwner] = useState<RefValue | null>(null);
  const [due, setDue] = useState<string | null>(null);
  const [priority, setPriority] = useState<string | null>("middle");
  const send = async () => {
    await api.post<ExerciseMeasureMade>(`/exercises/${id}/lines/${line.id}/measure`, { title: title.trim(), owner: owner?.id ?? null, due, priority });
    toast(msg("exercise.ui.measure.made"));
    invalidate("/exercises", "/own-exercises", "/measures");
  };
  return (
    <FormDialog title={msg("exercise.ui.measure")} save={msg("exercise.ui.measure")} disabled={title.trim() === ""} own={["title", "owner", "due", "priority"]} send={send} onClose={onClose}>
      {(wrong) => (
        <div className="stack">
          <TextField label={msg("exercise.ui.measure.title")} required maxLength={200} value={title} onChange={setTitle} error={wrong.title} />
          {mayRead("people") && <RefField label={msg("reg.measure.owner")} optional register="people" value={owner} onChange={setOwner} error={wrong.owner} />}
          <DateField label={msg("reg.measure.due")} optional value={due} onChange={setDue} error={wrong.due} />
          <SelectField label={msg("reg.measure.priority")} options={["high", "middle", "low"].map((key) => ({ id: key, label: optionLabel("priority", key) }))} value={priority} onChange={setPriority} error={wrong.priority} />
        </div>
      )}
    </FormDialog>
  );
}

/* ---- one line ---- */

export function Made({ of }: { of: { id: string; title: string; state: string | null } }) {
  return (
    <span className="row small">
      {mayRead("measures") ? <Link to={recordPath("measures", of)}>{msg("exercise.ui.measure.to", { title: of.title })}</Link> : <span>{msg("exercise.ui.measure.to", { title: of.title })}</span>}
      {of.state !== null && <StateBadge set="measure_state" value={of.state} />}
    </span>
  );
}

export function LineShown({ line, buttons }: { line: ExerciseLine; buttons?: ReactNode }) {
  return (
    <>
      <p className="row">
        <b>{line.title}</b>
        {line.kind === "inject" && <When line={line} />}
        {line.result !== null && <Badge tone={TONES[line.result]}>{optionLabel("exercise_result", line.result)}</Badge>}
        {line.unit && <span className="muted small">{line.unit.title}</span>}
        {buttons}
      </p>
      {line.text !== null && <p className="timeline-text">{line.text}</p>}
      {line.measure && <Made of={line.measure} />}
      {line.note !== null && <p className="timeline-text muted small">{line.note}</p>}
      {line.delivered_at !== null && <p className="muted small">{dateTime(line.delivered_at)}</p>}
      {line.made && <Made of={line.made} />}
    </>
  );
}

interface Props {
  record: RegisterRecord;
  board: ExerciseBoard;
  etag: string | null;
}

function Line({ record, board, line }: Props & { line: ExerciseLine }) {
  const [editing, setEditing] = useState(false);
  const [making, setMaking] = useState(false);
  const kept = line.made !== null || (line.kind === "inject" && line.delivered_at !== null);
  const remove = async () => {
    const title = msg("exercise.ui.remove", { title: line.title });
    if (!(await confirm({ title, text: msg("exercise.ui.remove.text"), yes: msg("ui.delete") }))) return;
    await api.remove(`/exercises/${record.id}/lines/${line.id}`, { etag: `"${line.version}"` }).catch(toastError);
    changed();
  };
  const buttons = (
    <span className="row no-print">
      {isGap(line) && line.made === null && may("measure.write") && (
        <Button size="small" icon="plus" onPress={() => setMaking(true)}>
          {msg("exercise.ui.measure")}
        </Button>
      )}
      <IconButton icon="edit" size="small" label={msg("exercise.ui.edit", { title: line.title })} onPress={() => setEditing(true)} />
      {!kept && <IconButton icon="close" size="small" label={msg("exercise.ui.remove", { title: line.title })} onPress={() => void remove()} />}
    </span>
  );
  return (
    <li>
      <LineShown line={line} buttons={board.runs && buttons} />
      {editing && <LineForm id={record.id} kind={line.kind} line={line} walk={record.style === "walk"} onClose={() => setEditing(false)} />}
      {making && <MakeMeasure id={record.id} line={line} onClose={() => setMaking(false)} />}
    </li>
  );
}

/* ---- what follows from goals ---- */

function Outcome({ record, board, etag }: Props) {
  const { outcome } = board;
  if (outcome === null || record.outcome === outcome) return null;
  const set = async () => {
    await api.patch(`/exercises/${record.id}`, { outcome }, { etag }).catch(toastError);
    changed();
  };
  return (
    <p className="row">
      <span>{msg("exercise.ui.goals.outcome", { outcome: optionLabel("exercise_outcome", outcome) })}</span>
      {board.runs && (
        <Button size="small" onPress={() => void set()}>
          {msg("exercise.ui.goals.outcome.set")}
        </Button>
      )}
    </p>
  );
}

/* ---- all of them ---- */

export function Lines(props: Props) {
  const { record, board } = props;
  const [adding, setAdding] = useState<ExerciseLine["kind"] | null>(null);
  return (
    <Card title={msg("exercise.ui.lines")}>
      <div className="stack">
        {KINDS.map(({ kind, title, text, add }) => (
          <section key={kind} className="stack" aria-label={title()}>
            <h3 className="card-title small">{title()}</h3>
            <p className="muted small">{text()}</p>
            {linesOf(board.lines, kind).length === 0 && <p className="muted">{msg("exercise.ui.lines.none")}</p>}
            <ul className="plain-list stack">
              {linesOf(board.lines, kind).map((line) => (
                <Line key={line.id} {...props} line={line} />
              ))}
            </ul>
            {kind === "goal" && <Outcome {...props} />}
            {board.runs && (
              <p className="no-print">
                <Button size="small" icon="plus" onPress={() => setAdding(kind)}>
                  {add()}
                </Button>
              </p>
            )}
          </section>
        ))}
        {adding && <LineForm id={record.id} kind={adding} line={null} walk={record.style === "walk"} onClose={() => setAdding(null)} />}
      </div>
    </Card>
  );
}
