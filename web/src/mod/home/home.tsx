// What must I do now, where do we stand, what got worse.
import { Suspense, useState } from "react";
import { Link } from "../../app/router";
import { date, today } from "../../kernel/format";
import { label, msg } from "../../kernel/i18n";
import { mainRole, useSession } from "../../kernel/session";
import { Button, LinkButton } from "../../ui/button";
import { EmptyState, Note, Skeleton, toastError } from "../../ui/note";
import { Card, FigureCard, More, Page, PageHead } from "../../ui/page";
import { Count } from "../../ui/state";
import { Icon } from "../../ui/icon";
import { capabilities } from "../all";
import { DueBadge } from "../register/value";
import { NextThings } from "./next";
import type { Figure, HomeCard, StartStep, Task, Wait } from "./parts";

const SHOWN = 8;

// The capabilities are a constant list, so the hooks run in the same order every time.
function useAllTasks(): { tasks: Task[]; ready: boolean } {
  const lists = capabilities.map((c) => c.home?.useTasks?.() ?? (c.home?.useTasks ? undefined : []));
  const tasks = lists.flatMap((l) => l ?? []);
  tasks.sort((a, b) => (a.due ?? "9").localeCompare(b.due ?? "9"));
  return { tasks, ready: lists.every((l) => l !== undefined) };
}

function useAllWaits(): Wait[] {
  return capabilities.flatMap((c) => c.home?.useWaits?.() ?? []);
}

// Whether cards say what waits for the reader: then the list of tasks does not say that nothing does.
function useAnyAsks(): boolean {
  return capabilities.map((c) => c.home?.useAsks?.() ?? false).includes(true);
}

function useAllFigures(): Figure[] {
  return capabilities.flatMap((c) => c.home?.useFigures?.() ?? []);
}

// What others wait for: late, or due soon.
function Notices({ tasks }: { tasks: Task[] }) {
  const late = tasks.filter((t) => t.notice === "late");
  const soon = tasks.filter((t) => t.notice === "soon");
  const first = late[0] ?? soon[0];
  if (!first) return null;
  const words = [
    late.length > 0 ? msg("home.notice.late", { n: late.length }) : "",
    soon.length > 0 ? msg("home.notice.soon", { n: soon.length }) : "",
  ];
  return (
    <Note
      tone={late.length > 0 ? "bad" : "warn"}
      title={words.filter((w) => w !== "").join(" ")}
      actions={
        <LinkButton size="small" to={first.to}>
          {msg("home.notice.go")}
        </LinkButton>
      }
    />
  );
}

// Nothing to do oneself is not the same as nothing to wait for.
function Waits({ waits, asked }: { waits: Wait[]; asked: boolean }) {
  return (
    <>
      <p className="card-body muted">{msg(asked ? "home.tasks.waits.only" : "home.tasks.waits")}</p>
      <ul className="tasks">
        {waits.map((w) => (
          <li key={w.id}>
            <Link to={w.to} className="task">
              <span className="task-title">{w.title}</span>
              <span className="task-kind">{w.text}</span>
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}

function Tasks({ tasks, ready }: { tasks: Task[]; ready: boolean }) {
  const waits = useAllWaits();
  const asked = useAnyAsks();
  if (ready && tasks.length === 0 && waits.length === 0 && asked) return null;
  return (
    <Card
      flush
      title={
        <>
          {msg("home.tasks")}
          {tasks.length > 0 && <Count n={tasks.length} tone="info" />}
        </>
      }
    >
      {!ready && tasks.length === 0 && (
        <div className="card-body">
          <Skeleton lines={4} />
        </div>
      )}
      {ready && tasks.length === 0 && waits.length > 0 && <Waits waits={waits} asked={asked} />}
      {ready && tasks.length === 0 && waits.length === 0 && (
        <EmptyState icon="check_circle" title={msg("home.tasks.none")} text={msg("home.tasks.none.text")} />
      )}
      <ul className="tasks">
        {tasks.slice(0, SHOWN).map((t) => (
          <li key={t.id}>
            <Link to={t.to} className="task">
              <span className="task-title">{t.title}</span>
              <span className="task-kind">
                {[t.due ? msg("home.task.due", { kind: t.kind, date: date(t.due, "short") }) : t.kind, t.progress].filter(Boolean).join(msg("home.task.and"))}
              </span>
              <span className="task-due">{t.due && <DueBadge value={t.due} />}</span>
            </Link>
          </li>
        ))}
      </ul>
      {tasks.length > SHOWN && <p className="card-foot muted">{msg("home.tasks.more", { n: tasks.length - SHOWN })}</p>}
    </Card>
  );
}

function Figures() {
  const figures = useAllFigures();
  if (figures.length === 0) return null;
  return (
    <div className="tiles">
      {figures.map((f) => (
        <FigureCard
          key={f.id}
          name={f.name}
          value={f.value}
          unit={f.unit}
          to={f.to}
          note={
            f.note && (
              <span className={`row tone-${f.tone ?? "neutral"}`}>
                {f.tone && <Icon name={f.tone === "ok" ? "check_circle" : "alert"} size={14} className="tone-text" />}
                <span className={f.tone ? "tone-text" : "muted"}>{f.note}</span>
              </span>
            )
          }
        />
      ))}
    </div>
  );
}

// The way from an empty installation to the first report, until it has been gone.
interface Way {
  steps: StartStep[];
  next: StartStep;
  done: number; // of those that are not optional
  all: number;
}

// null: gone to its end; undefined: not known yet.
function useWay(): Way | null | undefined {
  const lists = capabilities.map((c) => c.home?.useStart?.());
  if (lists.some((l, i) => l === undefined && capabilities[i]?.home?.useStart)) return undefined;
  const steps = lists.flatMap((l) => l ?? []).sort((a, b) => a.order - b.order);
  const must = steps.filter((s) => !s.optional);
  const next = must.find((s) => !s.done);
  return next ? { steps, next, done: must.filter((s) => s.done).length, all: must.length } : null;
}

function StepButtons({ step: s, next }: { step: StartStep; next: boolean }) {
  const [busy, setBusy] = useState(false);
  const { act } = s;
  const look = next ? "filled" : "outline";
  const run = async (work: () => Promise<void>) => {
    setBusy(true);
    try {
      await work();
    } catch (e) {
      toastError(e);
    }
    setBusy(false);
  };
  return (
    <span className="start-buttons">
      {act ? (
        <Button look={look} size="small" pending={busy} onPress={() => void run(act)}>
          {s.action}
        </Button>
      ) : (
        <LinkButton to={s.to} look={look} size="small">
          {s.action}
        </LinkButton>
      )}
      {s.also && (
        <LinkButton to={s.also.to} look="plain" size="small">
          {s.also.label}
        </LinkButton>
      )}
    </span>
  );
}

function Step({ step: s, mark, next }: { step: StartStep; mark: number; next: boolean }) {
  return (
    <li className={s.done ? "done" : undefined} aria-current={next ? "step" : undefined}>
      <span className="start-mark">{s.done ? <Icon name="check" size={16} label={msg("home.start.done")} /> : mark}</span>
      <span>
        <strong>
          {s.title} {s.optional && !s.done && <span className="start-optional">{msg("home.start.optional")}</span>}
        </strong>
        <span className="muted small">{s.text}</span>
        {s.progress && <span className="small start-progress">{s.progress}</span>}
      </span>
      {!s.done && (s.optional || next) && <StepButtons step={s} next={next} />}
    </li>
  );
}

const PAST_SHOWN = 2; // steps gone that need no folding

// Steps gone are folded away but for the last of them, which says how far everybody is.
function Start({ way: { steps, next, done, all } }: { way: Way }) {
  const before = steps.slice(0, Math.max(steps.indexOf(next) - 1, 0)).filter((s) => s.done);
  const past = before.length > PAST_SHOWN ? before : [];
  const list = (some: StartStep[]) => (
    <ol className="start">
      {some.map((s) => (
        <Step key={s.id} step={s} mark={steps.indexOf(s) + 1} next={s === next} />
      ))}
    </ol>
  );
  return (
    <Card title={msg("home.start")} flush aside={<span className="small muted">{msg("home.start.count", { done, all })}</span>}>
      {past.length > 0 && (
        <div className="card-body">
          <More label={msg("home.start.past", { n: past.length })}>{list(past)}</More>
        </div>
      )}
      {list(steps.filter((s) => !past.includes(s)))}
    </Card>
  );
}

// What cannot wait for its turn stands above the tasks: cards of an order below nought.
function Cards({ place, urgent = false }: { place: HomeCard["place"]; urgent?: boolean }) {
  const cards = capabilities
    .flatMap((c) => c.home?.cards ?? [])
    .filter((c) => c.place === place && c.order < 0 === urgent && (c.shown?.() ?? true))
    .sort((a, b) => a.order - b.order);
  return cards.map((c) => (
    <Suspense key={c.id} fallback={<Skeleton lines={6} />}>
      <c.card />
    </Suspense>
  ));
}

// `quiet`: nothing is said about what is not there yet.
function Everyday({ tasks, ready, way, quiet }: { tasks: Task[]; ready: boolean; way: Way | null; quiet: boolean }) {
  return (
    <>
      {!quiet && <Figures />}
      <div className="columns home">
        <div className="stack">
          <Cards place="side" urgent />
          {!(quiet && tasks.length === 0) && <Tasks tasks={tasks} ready={ready} />}
          {!way && !quiet && <NextThings />}
          <Cards place="side" />
        </div>
        <div className="stack">
          {way && <Start way={way} />}
          <Cards place="wide" />
        </div>
      </div>
    </>
  );
}

export default function HomePage() {
  const me = useSession();
  const role = mainRole(me);
  const { tasks, ready } = useAllTasks();
  const way = useWay();
  const young = way && !way.steps.some((s) => s.result); // nothing else is worth a look yet
  return (
    <Page>
      <PageHead
        title={msg("ui.nav.home")}
        meta={msg("home.meta", {
          date: date(today()),
          role: role ? label(`role.${role.role}`) : "",
          unit: role?.unit.title ?? me.organisation.name,
        })}
      />
      <Notices tasks={tasks} />
      {way === undefined && <Skeleton lines={8} />}
      {way && young && <Start way={way} />}
      {way !== undefined && <Everyday tasks={tasks} ready={ready} way={young ? null : way} quiet={young === true} />}
    </Page>
  );
}
