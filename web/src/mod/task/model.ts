// What tasks are to the pages: those of somebody, those of a record, and how they are ticked off.
import type { Task, TaskList } from "../../gen/api";
import { api, type QueryValue } from "../../kernel/api";
import { mayRead } from "../../kernel/describe";
import { addDays, today } from "../../kernel/format";
import { msg } from "../../kernel/i18n";
import { invalidate, useQuery } from "../../kernel/query";
import { toast, toastError } from "../../ui/note";

export type { Task, TaskList };

export const UNFINISHED = "open,doing";

export const isUnfinished = (t: Task): boolean => t.state === "open" || t.state === "doing";
export const isLate = (t: Task): boolean => isUnfinished(t) && !!t.due && t.due < today();

export function useTasks(query: Record<string, QueryValue> | null) {
  return useQuery<TaskList>(query && mayRead("tasks") ? "/tasks" : null, query ?? undefined);
}

// The unfinished ones of a person, the earliest due first.
export const ofPerson = (person: string, limit: number): Record<string, QueryValue> => ({
  "filter[owner][eq]": person,
  "filter[state][in]": UNFINISHED,
  sort: "due",
  limit,
});

// The list of all tasks, narrowed to somebody's unfinished ones (null: nobody's).
export function listPath(person: string | null, more: Record<string, string> = {}): string {
  const whose: Record<string, string> = person === null ? { "f.owner.is_null": "true" } : { "f.owner": person };
  return `/tasks?${new URLSearchParams({ ...whose, "f.state": UNFINISHED, ...more }).toString()}`;
}

export const lateFilter = (): Record<string, string> => ({ "f.due.le": addDays(today(), -1) });

const changed = (t: Task): void => invalidate("/tasks", ...(t.register ? [`/${t.register}/${t.record}/history`] : []));

async function move(t: Task, action: "finish" | "reopen"): Promise<void> {
  await api.post(`/tasks/${t.id}/transitions`, { action }, { etag: "*" });
  changed(t);
}

// Done in one press, with a way back.
export async function tick(t: Task): Promise<void> {
  try {
    await move(t, "finish");
    toast(msg("task.ticked", { title: t.title }), "ok", { label: msg("ui.undo"), run: () => void move(t, "reopen").catch(toastError) });
  } catch (e) {
    toastError(e);
  }
}

export async function untick(t: Task): Promise<void> {
  try {
    await move(t, "reopen");
    toast(msg("task.unticked", { title: t.title }));
  } catch (e) {
    toastError(e);
  }
}
