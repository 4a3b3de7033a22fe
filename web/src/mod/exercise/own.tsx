// The participant's page: before the exercise his answer and pre-report, on the day what has been delivered to him and what he
// does, afterwards his reflection and what became of it.
import { type ReactNode, useState } from "react";
import { Link, useParams } from "../../app/router";
import type { ExerciseLine, OwnExercise } from "../../gen/api";
import { api, ApiError } from "../../kernel/api";
import { mayRead, optionLabel } from "../../kernel/describe";
import { date, dateTime } from "../../kernel/format";
import { msg } from "../../kernel/i18n";
import { invalidate, useQuery } from "../../kernel/query";
import { Button } from "../../ui/button";
import { DateField } from "../../ui/date_field";
import { RadioField, TextField } from "../../ui/field";
import { ErrorNote, Loading, Note, toast } from "../../ui/note";
import { Card, Fact, Facts, Page, PageHead } from "../../ui/page";
import { StateBadge } from "../../ui/state";
import { LineShown } from "./lines";
import { elapsed, linesOf, useClock } from "./model";

// A form that sends when its button is pressed, and says what was wrong at its fields.
function Form({ send, save, disabled, children }: { send: () => Promise<unknown>; save: string; disabled?: boolean; children: (wrong: Record<string, string>) => ReactNode }) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const wrong = error instanceof ApiError ? error.fields() : {};
  const run = async () => {
    setBusy(true);
    setError(null);
    try {
      await send();
      toast(msg("exercise.ui.own.saved"));
      invalidate("/own-exercises", "/exercises");
    } catch (e) {
      setError(e);
    }
    setBusy(false);
  };
  return (
    <div className="stack">
      {Object.keys(wrong).length === 0 && <ErrorNote error={error} />}
      {children(wrong)}
      <p>
        <Button look="filled" pending={busy} isDisabled={disabled} onPress={() => void run()}>
          {save}
        </Button>
      </p>
    </div>
  );
}

const orNull = (text: string): string | null => text.trim() || null;

/* ---- before ---- */

function Before({ own }: { own: OwnExercise }) {
  const [answer, setAnswer] = useState<string | null>(own.me.answer);
  const [note, setNote] = useState(own.me.answer_note ?? "");
  const [report, setReport] = useState(own.me.report ?? "");
  const send = () => api.patch(`/own-exercises/${own.id}`, { answer, answer_note: orNull(note), report: orNull(report) });
  return (
    <Card title={msg("exercise.ui.own.before")}>
      <Form send={send} save={msg("ui.save")}>
        {(wrong) => (
          <>
            <RadioField label={msg("exercise.ui.own.answer")} inline options={["comes", "absent"].map((id) => ({ id, label: optionLabel("exercise_answer", id) }))} value={answer} onChange={setAnswer} error={wrong.answer} />
            <TextField label={msg("exercise.ui.own.answer.note")} optional maxLength={500} value={note} onChange={setNote} error={wrong.answer_note} />
            <TextField label={msg("exercise.ui.own.report")} hint={own.report_due === null ? undefined : msg("exercise.ui.own.report.due", { date: date(own.report_due) })} optional lines={4} maxLength={4000} value={report} onChange={setReport} error={wrong.report} />
          </>
        )}
      </Form>
    </Card>
  );
}

/* ---- what one adds ---- */

function Add({ own, kind }: { own: OwnExercise; kind: "wish" | "point" }) {
  const [what, setWhat] = useState("");
  const send = async () => {
    await api.post(`/own-exercises/${own.id}/lines`, { kind, title: what.trim() });
    setWhat("");
  };
  const title = kind === "wish" ? msg("exercise.ui.own.wish") : msg("exercise.ui.own.point");
  return (
    <Card title={title}>
      <div className="stack">
        <ul className="plain-list stack">
          {linesOf(own.lines, kind).map((line) => (
            <li key={line.id}>
              <LineShown line={line} />
            </li>
          ))}
        </ul>
        <Form send={send} save={msg("exercise.ui.add")} disabled={what.trim() === ""}>
          {(wrong) => <TextField label={title} maxLength={200} value={what} onChange={setWhat} error={wrong.title} />}
        </Form>
      </div>
    </Card>
  );
}

/* ---- on the day ---- */

function Did({ own, line }: { own: OwnExercise; line: ExerciseLine | null }) {
  const [said, setSaid] = useState("");
  const send = async () => {
    await api.post(`/own-exercises/${own.id}/answers`, { line: line?.id ?? null, text: said.trim() });
    setSaid("");
  };
  return (
    <Form send={send} save={msg("exercise.ui.own.did.send")} disabled={said.trim() === ""}>
      {(wrong) => <TextField label={line === null ? msg("exercise.ui.own.did") : `${msg("exercise.ui.own.did")}: ${line.title}`} lines={2} maxLength={2000} value={said} onChange={setSaid} error={wrong.text} />}
    </Form>
  );
}

function Answers({ own, line }: { own: OwnExercise; line: string | null }) {
  return (
    <ul className="plain-list">
      {own.answers
        .filter((a) => a.line === line)
        .map((a, i) => (
          <li key={`${a.at}${i}`} className="small">
            <time dateTime={a.at}>{dateTime(a.at)}</time> {a.text}
          </li>
        ))}
    </ul>
  );
}

function Live({ own }: { own: OwnExercise }) {
  const on = own.time.clock === "running" || own.time.clock === "paused";
  const injects = [...linesOf(own.lines, "inject")].sort((a, b) => (b.delivered_at ?? "").localeCompare(a.delivered_at ?? ""));
  return (
    <Card title={msg("exercise.ui.own.live")} aside={<StateBadge set="exercise_clock" value={own.time.clock} />}>
      <div className="stack">
        {own.time.started_at !== null && <p>{msg("exercise.ui.clock.elapsed", { time: elapsed(own.time) })}</p>}
        {own.case !== null && mayRead("incidents") && (
          <p>
            <Link to={`/incidents/${own.case}`}>{msg("exercise.ui.case.open", { number: own.case })}</Link>
          </p>
        )}
        {injects.length === 0 && <p className="muted">{msg("exercise.ui.own.live.none")}</p>}
        <ul className="plain-list stack" aria-label={msg("exercise.ui.own.live")}>
          {injects.map((line) => (
            <li key={line.id}>
              <LineShown line={line} />
              <Answers own={own} line={line.id} />
              {on && line.asks && <Did own={own} line={line} />}
            </li>
          ))}
        </ul>
        <Answers own={own} line={null} />
        {on && <Did own={own} line={null} />}
      </div>
    </Card>
  );
}

/* ---- after ---- */

function After({ own }: { own: OwnExercise }) {
  const [learned, setLearned] = useState<string | null>(own.me.learned === null ? null : own.me.learned ? "yes" : "no");
  const [said, setSaid] = useState(own.me.reflection ?? "");
  const send = () => api.patch(`/own-exercises/${own.id}`, { learned: learned === null ? null : learned === "yes", reflection: orNull(said) });
  return (
    <Card title={msg("exercise.ui.own.after")}>
      <Form send={send} save={msg("ui.save")}>
        {(wrong) => (
          <>
            <RadioField
              label={msg("exercise.ui.own.learned")}
              inline
              options={[
                { id: "yes", label: msg("exercise.ui.own.yes") },
                { id: "no", label: msg("exercise.ui.own.no") },
              ]}
              value={learned}
              onChange={setLearned}
              error={wrong.learned}
            />
            <TextField label={msg("exercise.ui.own.after")} optional lines={4} maxLength={4000} value={said} onChange={setSaid} error={wrong.reflection} />
          </>
        )}
      </Form>
    </Card>
  );
}

function Site({ own }: { own: OwnExercise }) {
  const [due, setDue] = useState<string | null>(own.me.site_due);
  const [on, setOn] = useState<string | null>(own.me.site_on);
  const [result, setResult] = useState(own.me.site_result ?? "");
  const send = () => api.patch(`/own-exercises/${own.id}`, { site_due: due, site_on: on, site_result: orNull(result) });
  return (
    <Card title={msg("exercise.ui.own.site")}>
      <Form send={send} save={msg("ui.save")}>
        {(wrong) => (
          <>
            <p className="muted small">{msg("exercise.ui.own.site.text")}</p>
            <DateField label={msg("exercise.ui.own.site.due")} optional value={due} onChange={setDue} error={wrong.site_due} />
            <DateField label={msg("exercise.ui.own.site.on")} optional value={on} onChange={setOn} error={wrong.site_on} />
            <TextField label={msg("exercise.ui.own.site.result")} optional lines={3} maxLength={2000} value={result} onChange={setResult} error={wrong.site_result} />
          </>
        )}
      </Form>
    </Card>
  );
}

function FedBack({ own }: { own: OwnExercise }) {
  if (own.feedback === null) return null;
  return (
    <Card title={msg("exercise.ui.feedback")}>
      <p className="timeline-text">{own.feedback}</p>
    </Card>
  );
}

/* ---- the page ---- */

function Plan({ own }: { own: OwnExercise }) {
  return (
    <Card>
      <Facts>
        <Fact name={msg("reg.exercise.planned_on")}>{date(own.planned_on)}</Fact>
        <Fact name={msg("exercise.ui.col.role")}>{optionLabel("exercise_role", own.role)}</Fact>
        {own.style !== null && <Fact name={msg("reg.exercise.style")}>{optionLabel("exercise_style", own.style)}</Fact>}
        {own.minutes !== null && <Fact name={msg("reg.exercise.minutes")}>{String(own.minutes)}</Fact>}
        {own.place !== null && <Fact name={msg("reg.exercise.place")}>{own.place}</Fact>}
        {own.goal !== null && <Fact name={msg("reg.exercise.goal")}>{own.goal}</Fact>}
      </Facts>
    </Card>
  );
}

function Goals({ own }: { own: OwnExercise }) {
  const goals = linesOf(own.lines, "goal");
  if (goals.length === 0) return null;
  return (
    <Card title={msg("exercise.ui.goals")}>
      <ul className="plain-list stack">
        {goals.map((line) => (
          <li key={line.id}>
            <LineShown line={line} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

export default function OwnExercisePage() {
  const { id = "" } = useParams();
  const query = useQuery<OwnExercise>(`/own-exercises/${id}`);
  const own = query.data;
  useClock(query, own?.time);
  const begun = own !== undefined && own.time.clock !== "not_started";
  const held = own?.state === "held";
  return (
    <Page>
      <PageHead crumbs={[{ label: msg("exercise.ui.own"), to: "/own-exercises" }]} title={own?.title ?? msg("exercise.ui.own")} number={own?.number} state={own && <StateBadge set="exercise_state" value={own.state} />} />
      <ErrorNote error={query.error} onRetry={() => void query.reload()} />
      {query.loading && !own && <Loading />}
      {own && (
        <div className="stack">
          <Note tone="info" title={msg("exercise.ui.own.drill")} />
          <Plan own={own} />
          <Goals own={own} />
          {own.state === "planned" && !begun && <Before own={own} />}
          {own.state === "planned" && !begun && <Add own={own} kind="wish" />}
          {begun && <Live own={own} />}
          {(begun || held) && <Add own={own} kind="point" />}
          {held && <After own={own} />}
          {held && <Site own={own} />}
          <FedBack own={own} />
        </div>
      )}
    </Page>
  );
}
