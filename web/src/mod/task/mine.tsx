// What the reader has been given to do, overdue first.
import { msg } from "../../kernel/i18n";
import { may, useSession } from "../../kernel/session";
import { LinkButton } from "../../ui/button";
import { ChangedBar } from "../../ui/changed_bar";
import { EmptyState, ErrorNote, Loading } from "../../ui/note";
import { Card, Page, PageHead } from "../../ui/page";
import { Count } from "../../ui/state";
import { TaskLines } from "./line";
import { isLate, listPath, ofPerson, type Task, useTasks } from "./model";

const SHOWN = 200;

function Part({ title, tasks, tone }: { title: string; tasks: Task[]; tone?: "bad" }) {
  if (tasks.length === 0) return null;
  return (
    <Card
      title={
        <>
          {title} <Count n={tasks.length} tone={tone} />
        </>
      }
    >
      <TaskLines tasks={tasks} about />
    </Card>
  );
}

export default function MyTasks() {
  const { person } = useSession();
  const list = useTasks(person ? ofPerson(person.id, SHOWN) : null);
  const tasks = list.data?.items ?? [];
  const late = tasks.filter(isLate);
  const more = (list.data?.total ?? tasks.length) - tasks.length;
  return (
    <Page>
      <PageHead
        title={msg("task.mine")}
        actions={
          <>
            {may("task.load") && <LinkButton to="/tasks/load">{msg("task.load")}</LinkButton>}
            <LinkButton to="/tasks">{msg("task.all")}</LinkButton>
            {may("task.write") && (
              <LinkButton to="/tasks/new" look="filled" icon="plus">
                {msg("task.card.add")}
              </LinkButton>
            )}
          </>
        }
      />
      <ChangedBar path="/tasks" />
      <ErrorNote error={list.error} onRetry={() => void list.reload()} />
      {list.loading && <Loading />}
      {(list.data || !person) && tasks.length === 0 && (
        <EmptyState icon="check_circle" title={msg("task.mine.none.title")} text={msg(person ? "task.mine.none.text" : "task.mine.no_person")} />
      )}
      <div className="stack">
        <Part title={msg("task.mine.late")} tasks={late} tone="bad" />
        <Part title={msg("task.mine.rest")} tasks={tasks.filter((t) => !isLate(t))} />
        {person && more > 0 && (
          <p>
            <LinkButton look="plain" to={listPath(person.id)}>
              {msg("task.card.more", { n: more })}
            </LinkButton>
          </p>
        )}
      </div>
    </Page>
  );
}
