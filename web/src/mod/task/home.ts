// What tasks bring to the first page: those given to the reader.
import { recordPath } from "../../kernel/describe";
import { msg } from "../../kernel/i18n";
import { useSession } from "../../kernel/session";
import type { Task as Waiting } from "../home/parts";
import { ofPerson, useTasks } from "./model";

const SHOWN = 20;

export function useTaskTasks(): Waiting[] | undefined {
  const { person } = useSession();
  const list = useTasks(person ? ofPerson(person.id, SHOWN) : null);
  if (list.loading) return undefined;
  return (list.data?.items ?? []).map((t) => ({
    id: `task.${t.id}`,
    to: recordPath("tasks", t),
    kind: `${msg("task.home")}  ${t.about ?? t.unit.title ?? ""}`,
    title: t.title,
    due: t.due ?? null,
  }));
}
