// One task on a line: the tick, what is to be done, by whom and until when.
import { useState } from "react";
import { Link } from "../../app/router";
import { optionLabel, recordPath } from "../../kernel/describe";
import { may } from "../../kernel/session";
import { msg } from "../../kernel/i18n";
import { IconButton } from "../../ui/button";
import { Badge, StateBadge } from "../../ui/state";
import { DueDate } from "../register/value";
import { isUnfinished, type Task, tick, untick } from "./model";

interface Props {
  task: Task;
  owner?: boolean; // says who is in charge
  about?: boolean; // says what record it is on
}

export function TaskLine({ task: t, owner, about }: Props) {
  const [busy, setBusy] = useState(false);
  const open = isUnfinished(t);
  const press = async () => {
    setBusy(true);
    await (open ? tick(t) : untick(t));
    setBusy(false);
  };
  return (
    <li className="task-line">
      {may("task.write") && (
        <IconButton
          icon={open ? "check" : "check_circle"}
          look={open ? "outline" : "plain"}
          size="small"
          className="no-print"
          label={msg(open ? "task.tick" : "task.untick", { title: t.title })}
          isDisabled={busy}
          onPress={() => void press()}
        />
      )}
      <span className="task-line-text">
        <Link to={recordPath("tasks", t)}>{t.title}</Link>
        <span className="task-line-facts small">
          {t.due && <DueDate value={t.due} done={!open} />}
          {owner && t.owner && <span className="muted">{t.owner.title}</span>}
          {about && <span className="muted">{t.about ?? t.unit.title}</span>}
          {open && t.priority === "high" && <Badge tone="warn">{`${msg("reg.task.priority")} ${optionLabel("task_priority", t.priority)}`}</Badge>}
          {t.state !== "open" && <StateBadge set="task_state" value={t.state} />}
        </span>
      </span>
    </li>
  );
}

export function TaskLines({ tasks, ...how }: { tasks: Task[] } & Omit<Props, "task">) {
  return (
    <ul className="plain-list task-lines">
      {tasks.map((t) => (
        <TaskLine key={t.id} task={t} {...how} />
      ))}
    </ul>
  );
}
