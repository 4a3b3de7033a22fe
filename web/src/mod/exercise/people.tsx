// Who takes part, as what, and as what last time; who has a role in emergencies and is not invited; who came.
import { type ReactNode, useState } from "react";
import { Link } from "../../app/router";
import type { ExerciseBoard, ExercisePerson } from "../../gen/api";
import { api } from "../../kernel/api";
import { mayRead, optionLabel, recordPath } from "../../kernel/describe";
import { date } from "../../kernel/format";
import { msg } from "../../kernel/i18n";
import { invalidate } from "../../kernel/query";
import type { RefValue, RegisterRecord } from "../../kernel/record";
import { Button, IconButton } from "../../ui/button";
import { RefField } from "../../ui/combo_field";
import { SelectField } from "../../ui/field";
import { FormDialog } from "../../ui/form_dialog";
import { Note, toast, toastError } from "../../ui/note";
import { Card } from "../../ui/page";
import { Badge } from "../../ui/state";
import { type Column, Table } from "../../ui/table";
import { ROLES } from "./model";

interface Wish {
  person: RefValue;
  role: string;
  came: boolean | null;
}

interface Props {
  record: RegisterRecord;
  board: ExerciseBoard;
  etag: string | null;
}

const named = (person: RefValue): string => person.title ?? person.number ?? "";
const wishOf = (p: ExercisePerson): Wish => ({ person: p.person, role: p.role, came: p.came });

async function save({ record, etag }: Props, wishes: Wish[]): Promise<void> {
  const items = wishes.map((w) => ({ person: w.person.id, role: w.role, came: w.came }));
  await api.put(`/exercises/${record.id}/people`, { items }, { etag });
  toast(msg("exercise.ui.people.saved"));
  invalidate("/exercises", "/own-exercises");
}

/* ---- editing ---- */

const roleOptions = () => ROLES.map((id) => ({ id, label: optionLabel("exercise_role", id) }));
const CAME: Record<string, boolean | null> = { yes: true, no: false, unknown: null };
const cameKey = (came: boolean | null): string => (came === null ? "unknown" : came ? "yes" : "no");

function Row({ wish, held, onChange, onRemove }: { wish: Wish; held: boolean; onChange: (wish: Wish) => void; onRemove: () => void }) {
  const name = named(wish.person);
  return (
    <li className="row">
      <SelectField label={msg("exercise.ui.role_of", { name })} options={roleOptions()} value={wish.role} onChange={(role) => role && onChange({ ...wish, role })} />
      {held && (
        <SelectField
          label={msg("exercise.ui.came_of", { name })}
          options={[
            { id: "unknown", label: msg("exercise.ui.unknown") },
            { id: "yes", label: msg("exercise.ui.came") },
            { id: "no", label: msg("exercise.ui.absent") },
          ]}
          value={cameKey(wish.came)}
          onChange={(key) => onChange({ ...wish, came: CAME[key ?? "unknown"] ?? null })}
        />
      )}
      <IconButton icon="close" size="small" label={msg("exercise.ui.people.remove", { name })} onPress={onRemove} />
    </li>
  );
}

function Edit(props: Props & { onClose: () => void }) {
  const [wishes, setWishes] = useState<Wish[]>(() => props.board.people.map(wishOf));
  const [next, setNext] = useState<RefValue | null>(null);
  const change = (at: number, wish: Wish) => setWishes(wishes.map((w, i) => (i === at ? wish : w)));
  const add = (person: RefValue | null) => {
    setNext(null);
    if (person && !wishes.some((w) => w.person.id === person.id)) setWishes([...wishes, { person, role: "business", came: null }]);
  };
  return (
    <FormDialog title={msg("exercise.ui.people.edit")} wide send={() => save(props, wishes)} onClose={props.onClose}>
      {() => (
        <div className="stack">
          <ul className="plain-list stack">
            {wishes.map((w, i) => (
              <Row key={w.person.id} wish={w} held={props.board.time.clock !== "not_started" || props.record.state === "held"} onChange={(wish) => change(i, wish)} onRemove={() => setWishes(wishes.filter((x) => x !== w))} />
            ))}
          </ul>
          {mayRead("people") && <RefField label={msg("exercise.ui.people.add")} optional register="people" value={next} onChange={add} />}
        </div>
      )}
    </FormDialog>
  );
}

/* ---- shown ---- */

function Role({ p }: { p: ExercisePerson }) {
  return (
    <span className="stack tight">
      <span>{optionLabel("exercise_role", p.role)}</span>
      {p.last_role !== null && p.last_role === p.role && p.role !== "facilitator" && <Badge tone="warn">{msg("exercise.ui.same_role")}</Badge>}
      <span className="muted small">{last(p)}</span>
    </span>
  );
}

const last = (p: ExercisePerson): string => (p.last_role === null ? msg("exercise.ui.first_time") : msg("exercise.ui.last_role", { role: optionLabel("exercise_role", p.last_role), date: date(p.last_on, "short") }));

// Null where there is nothing: a card on the phone leaves its name out then.
function answered(p: ExercisePerson): ReactNode {
  if (p.came === null && p.answer === null && p.answer_note === null) return null;
  return (
    <span className="stack tight">
      {p.came !== null && <Badge tone={p.came ? "ok" : "bad"}>{p.came ? msg("exercise.ui.came") : msg("exercise.ui.absent")}</Badge>}
      {p.answer !== null && <span className={p.came !== null ? "muted small" : undefined}>{optionLabel("exercise_answer", p.answer)}</span>}
      {p.answer_note !== null && <span className="muted small">{p.answer_note}</span>}
    </span>
  );
}

function reported(p: ExercisePerson): ReactNode {
  if (p.report !== null) return <span className="timeline-text small">{p.report}</span>;
  return p.reported_at === null ? null : msg("exercise.ui.written");
}

function reflected(p: ExercisePerson): ReactNode {
  if (p.learned === null && p.reflection === null) return p.reflected_at === null ? null : msg("exercise.ui.written");
  return (
    <span className="stack tight">
      {p.learned !== null && <Badge tone={p.learned ? "ok" : "neutral"}>{p.learned ? msg("exercise.ui.learned") : msg("exercise.ui.learned.not")}</Badge>}
      {p.reflection !== null && <span className="timeline-text small">{p.reflection}</span>}
    </span>
  );
}

function discussed(p: ExercisePerson): ReactNode {
  const day = p.site_on ?? p.site_due;
  if (day === null && p.site_result === null) return null;
  return (
    <span className="stack tight">
      {day !== null && <span className="small">{date(day, "short")}</span>}
      {p.site_result !== null && <span className="timeline-text small">{p.site_result}</span>}
    </span>
  );
}

function columns(): Column<ExercisePerson>[] {
  return [
    {
      id: "person",
      label: msg("exercise.ui.col.person"),
      main: true,
      cell: (p) => (
        <span className="stack tight">
          <Link to={recordPath("people", p.person)}>{p.person.title}</Link>
          {p.emergency && <span className="muted small">{msg("exercise.ui.emergency")}</span>}
        </span>
      ),
    },
    { id: "role", label: msg("exercise.ui.col.role"), className: "name", cell: (p) => <Role p={p} /> },
    { id: "answer", label: msg("exercise.ui.col.answer"), cell: answered },
    { id: "report", label: msg("exercise.ui.col.report"), cell: reported },
    { id: "reflection", label: msg("exercise.ui.col.reflection"), cell: reflected },
    { id: "site", label: msg("exercise.ui.col.site"), cell: discussed },
  ];
}

const NAMED = 20; // of those who are missing
const MOST = 200; // who take part: LIMIT_EXERCISE_PEOPLE

function Missing(props: Props) {
  const { missing, people } = props.board;
  const room = missing.slice(0, MOST - people.length);
  if (missing.length === 0) return null;
  const add = () => save(props, [...people.map(wishOf), ...room.map(wishOf)]).catch(toastError);
  const names = missing.slice(0, NAMED).map((m) => m.person.title ?? "").join(msg("ui.list.comma"));
  return (
    <Note
      tone="warn"
      title={missing.length > NAMED ? msg("exercise.ui.people.missing.more", { names, n: missing.length - NAMED }) : msg("exercise.ui.people.missing", { names })}
      actions={
        props.board.runs &&
        room.length > 0 && (
          <Button size="small" icon="plus" onPress={() => void add()}>
            {msg("exercise.ui.people.missing.add", { n: room.length })}
          </Button>
        )
      }
    />
  );
}

function Learned({ people }: { people: ExercisePerson[] }) {
  const told = people.filter((p) => p.learned !== null);
  if (told.length === 0) return null;
  return <p>{msg("exercise.ui.learned.count", { n: told.length, yes: told.filter((p) => p.learned).length })}</p>;
}

export function People(props: Props) {
  const { board } = props;
  const [open, setOpen] = useState(false);
  return (
    <Card
      title={msg("exercise.ui.people")}
      aside={
        board.runs && (
          <Button size="small" icon="edit" onPress={() => setOpen(true)}>
            {msg("exercise.ui.people.edit")}
          </Button>
        )
      }
    >
      <div className="stack">
        <p className="muted small">{msg("exercise.ui.people.text")}</p>
        <p className="small">
          {msg("exercise.ui.people.year", { n: board.year_count })} {board.last_on !== null && msg("exercise.ui.people.last", { date: date(board.last_on) })}
        </p>
        {props.record.state === "planned" && <Missing {...props} />}
        {board.people.length === 0 && <p className="muted">{msg("exercise.ui.people.none")}</p>}
        {board.people.length > 0 && <Table dense label={msg("exercise.ui.people")} columns={columns()} rows={board.people} rowKey={(p) => p.person.id} />}
        <Learned people={board.people} />
        {open && <Edit {...props} onClose={() => setOpen(false)} />}
      </div>
    </Card>
  );
}
