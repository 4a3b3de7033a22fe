// The facilitator's view: the clock, what comes next, what participants did, and the drill case.
import { useState } from "react";
import { Link } from "../../app/router";
import type { ExerciseBoard, ExerciseLine } from "../../gen/api";
import { api } from "../../kernel/api";
import { mayRead, optionLabel } from "../../kernel/describe";
import { dateTime } from "../../kernel/format";
import { msg } from "../../kernel/i18n";
import { invalidate } from "../../kernel/query";
import type { RegisterRecord } from "../../kernel/record";
import { may } from "../../kernel/session";
import { Button } from "../../ui/button";
import { SelectField } from "../../ui/field";
import { FormDialog } from "../../ui/form_dialog";
import { toastError } from "../../ui/note";
import { confirm } from "../../ui/overlay";
import { Card } from "../../ui/page";
import { Badge, StateBadge } from "../../ui/state";
import { SEVERITIES } from "../incident/model";
import { elapsed, linesOf } from "./model";

const PRESSES: Record<string, string[]> = { not_started: ["start"], running: ["pause", "end"], paused: ["resume", "end"], ended: [] };

export function When({ line }: { line: ExerciseLine }) {
  return (
    <>
      {line.minute !== null && <Badge tone="neutral">{msg("exercise.ui.minute", { n: line.minute })}</Badge>}
      {line.by_hand && <Badge tone="neutral">{msg("exercise.ui.by_hand")}</Badge>}
      <span className="muted small">{line.role === null ? msg("exercise.ui.to.all") : msg("exercise.ui.to", { role: optionLabel("exercise_role", line.role) })}</span>
      {line.asks && <Badge tone="warn">{msg("exercise.ui.asks")}</Badge>}
    </>
  );
}

function Press({ record, board }: { record: RegisterRecord; board: ExerciseBoard }) {
  const [busy, setBusy] = useState(false);
  const press = async (action: string) => {
    if (action === "end" && !(await confirm({ title: msg("exercise.ui.clock.end.ask"), text: msg("exercise.ui.clock.end.text"), yes: optionLabel("exercise_press", "end") }))) return;
    setBusy(true);
    await api.post(`/exercises/${record.id}/clock`, { press: action }).catch(toastError);
    setBusy(false);
    invalidate("/exercises", "/own-exercises");
  };
  const offered = board.time.clock === "not_started" && record.state !== "planned" ? [] : (PRESSES[board.time.clock] ?? []);
  return (
    <p className="row no-print">
      {offered.map((action, i) => (
        <Button key={action} look={i === 0 ? "filled" : "outline"} pending={busy} onPress={() => void press(action)}>
          {optionLabel("exercise_press", action)}
        </Button>
      ))}
    </p>
  );
}

function Next({ record, board }: { record: RegisterRecord; board: ExerciseBoard }) {
  const [busy, setBusy] = useState<string | null>(null);
  const on = board.time.clock === "running" || board.time.clock === "paused";
  const left = linesOf(board.lines, "inject").filter((l) => l.delivered_at === null);
  const deliver = async (line: ExerciseLine) => {
    setBusy(line.id);
    await api.post(`/exercises/${record.id}/lines/${line.id}/deliver`).catch(toastError);
    setBusy(null);
    invalidate("/exercises", "/own-exercises");
  };
  return (
    <section className="stack" aria-label={msg("exercise.ui.clock.next")}>
      <h3 className="card-title small">{msg("exercise.ui.clock.next")}</h3>
      {left.length === 0 && <p className="muted">{msg("exercise.ui.clock.next.none")}</p>}
      <ul className="plain-list stack">
        {left.slice(0, 5).map((line) => (
          <li key={line.id}>
            <p className="row">
              <b>{line.title}</b> <When line={line} />
              {on && (
                <Button size="small" icon="send" pending={busy === line.id} onPress={() => void deliver(line)}>
                  {msg("exercise.ui.deliver")}
                </Button>
              )}
            </p>
            {line.expected && <p className="muted small">{line.expected}</p>}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Answers({ board }: { board: ExerciseBoard }) {
  const title = (id: string | null): string => board.lines.find((l) => l.id === id)?.title ?? "";
  return (
    <section className="stack" aria-label={msg("exercise.ui.answers")}>
      <h3 className="card-title small">{msg("exercise.ui.answers")}</h3>
      {board.answers.length === 0 && <p className="muted">{msg("exercise.ui.answers.none")}</p>}
      <ul className="plain-list stack">
        {[...board.answers].reverse().map((a, i) => (
          <li key={`${a.at}${i}`}>
            <p className="row small">
              <time dateTime={a.at}>{dateTime(a.at)}</time> <b>{a.by}</b> <span className="muted">{title(a.line)}</span>
            </p>
            <p className="timeline-text">{a.text}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Case({ record, board }: { record: RegisterRecord; board: ExerciseBoard }) {
  const [open, setOpen] = useState(false);
  const [severity, setSeverity] = useState<string | null>("high");
  const make = async () => {
    await api.post(`/exercises/${record.id}/case`, { severity });
    invalidate("/exercises", "/incidents");
  };
  return (
    <section className="stack" aria-label={msg("exercise.ui.case")}>
      <h3 className="card-title small">{msg("exercise.ui.case")}</h3>
      <p className="muted small">{msg("exercise.ui.case.text")}</p>
      {board.case !== null && mayRead("incidents") && (
        <p>
          <Link to={`/incidents/${board.case}`}>{msg("exercise.ui.case.open", { number: board.case })}</Link>
        </p>
      )}
      {board.case === null && board.runs && record.state !== "called_off" && may("incident.write") && (
        <p>
          <Button size="small" icon="plus" onPress={() => setOpen(true)}>
            {msg("exercise.ui.case.make")}
          </Button>
        </p>
      )}
      {open && (
        <FormDialog title={msg("exercise.ui.case.make")} save={msg("exercise.ui.case.make")} own={["severity"]} send={make} onClose={() => setOpen(false)}>
          {(wrong) => <SelectField label={msg("reg.incident.severity")} options={SEVERITIES.map((id) => ({ id, label: optionLabel("incident_severity", id) }))} value={severity} onChange={setSeverity} error={wrong.severity} />}
        </FormDialog>
      )}
    </section>
  );
}

export function Clock({ record, board }: { record: RegisterRecord; board: ExerciseBoard }) {
  return (
    <Card title={msg("exercise.ui.clock")} aside={<StateBadge set="exercise_clock" value={board.time.clock} />}>
      <div className="stack">
        {board.time.started_at !== null && (
          <p>
            <b>{msg("exercise.ui.clock.elapsed", { time: elapsed(board.time) })}</b> <span className="muted small">{dateTime(board.time.started_at)}</span>
          </p>
        )}
        {board.runs && <Press record={record} board={board} />}
        {board.runs && board.time.clock !== "ended" && <Next record={record} board={board} />}
        {board.runs && <Answers board={board} />}
        <Case record={record} board={board} />
      </div>
    </Card>
  );
}
