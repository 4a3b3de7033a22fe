// The tasks of a record on its page: added in one line, ticked in one press.
import { useState } from "react";
import { api, ApiError } from "../../kernel/api";
import type { RefValue, RegisterRecord } from "../../kernel/record";
import { mayRead, type RegisterInfo } from "../../kernel/describe";
import { msg } from "../../kernel/i18n";
import { invalidate } from "../../kernel/query";
import { may } from "../../kernel/session";
import { Button } from "../../ui/button";
import { RefField } from "../../ui/combo_field";
import { DateField } from "../../ui/date_field";
import { TextField } from "../../ui/field";
import { ErrorNote, toast } from "../../ui/note";
import { Card, More } from "../../ui/page";
import { Count } from "../../ui/state";
import { Link } from "../../app/router";
import { TaskLines } from "./line";
import { isUnfinished, useTasks } from "./model";

interface Props {
  register: RegisterInfo;
  record: RegisterRecord;
}

const SHOWN = 50;

function AddTask({ register, record, onClose }: Props & { onClose: () => void }) {
  const [title, setTitle] = useState("");
  const [owner, setOwner] = useState<RefValue | null>(null);
  const [due, setDue] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const wrong = error instanceof ApiError ? error.fields() : {};
  const send = async () => {
    if (title.trim() === "" || busy) return;
    setBusy(true);
    setError(null);
    try {
      const { data } = await api.post<{ number: string }>("/tasks/on-record", { register: register.name, record: record.id, title: title.trim(), owner: owner?.id ?? null, due });
      invalidate("/tasks", `/${register.name}/${record.id}/history`);
      toast(msg("task.added", { number: data.number }));
      setTitle(""); // the next one has the same person and day
    } catch (e) {
      setError(e);
    }
    setBusy(false);
  };
  return (
    <div className="stack no-print">
      {error !== null && Object.keys(wrong).length === 0 && <ErrorNote error={error} />}
      <div className="task-add">
        <TextField label={msg("reg.task.title")} required autoFocus maxLength={200} value={title} onChange={setTitle} onEnter={() => void send()} error={wrong.title} />
        {mayRead("people") && <RefField label={msg("reg.task.owner")} optional register="people" value={owner} onChange={setOwner} error={wrong.owner} />}
        <DateField label={msg("reg.task.due")} optional value={due} onChange={setDue} error={wrong.due} />
      </div>
      <p className="row">
        <Button size="small" look="filled" pending={busy} isDisabled={title.trim() === ""} onPress={() => void send()}>
          {msg("task.card.add.yes")}
        </Button>
        <Button size="small" look="plain" onPress={onClose}>
          {msg("ui.close")}
        </Button>
      </p>
    </div>
  );
}

export function Tasks(props: Props) {
  const { register, record } = props;
  const [adding, setAdding] = useState(false);
  const list = useTasks({ "filter[record][eq]": record.id, sort: "due", limit: SHOWN });
  const mayAdd = may("task.write") && may(register.permissions.update);
  const items = list.data?.items ?? [];
  const open = items.filter(isUnfinished);
  const done = items.filter((t) => !isUnfinished(t));
  if (register.name === "tasks" || !mayRead("tasks") || (items.length === 0 && !mayAdd && !list.error)) return null;
  const more = (list.data?.total ?? items.length) - items.length;
  return (
    <Card
      title={
        <>
          {msg("task.card")} {open.length > 0 && <Count n={open.length} />}
        </>
      }
      screenOnly={items.length === 0}
      aside={
        mayAdd &&
        !adding && (
          <Button size="small" icon="plus" onPress={() => setAdding(true)}>
            {msg("task.card.add")}
          </Button>
        )
      }
    >
      <div className="stack">
        <ErrorNote error={list.error} />
        {list.data && items.length === 0 && !adding && <p className="muted">{msg("task.card.none")}</p>}
        {open.length > 0 && <TaskLines tasks={open} owner />}
        {adding && <AddTask {...props} onClose={() => setAdding(false)} />}
        {done.length > 0 && (
          <More label={msg("task.card.finished", { n: done.length })}>
            <TaskLines tasks={done} owner />
          </More>
        )}
        {more > 0 && (
          <p>
            <Link to={`/tasks?f.record=${record.id}`}>{msg("task.card.more", { n: more })}</Link>
          </p>
        )}
      </div>
    </Card>
  );
}
