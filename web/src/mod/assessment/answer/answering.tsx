// Answering a sheet: one column, the item at hand open, keys 1–5 and Enter.
import { useEffect, useMemo, useRef, useState } from "react";
import { navigate } from "../../../app/router";
import { api, ApiError } from "../../../kernel/api";
import { date, period } from "../../../kernel/format";
import { msg } from "../../../kernel/i18n";
import { invalidate, remember } from "../../../kernel/query";
import { useStore } from "../../../kernel/store";
import { Button } from "../../../ui/button";
import { Icon } from "../../../ui/icon";
import { ErrorNote, Note, toast } from "../../../ui/note";
import { Page, PageHead } from "../../../ui/page";
import { StateBadge } from "../../../ui/state";
import { CallNow } from "../../guest/call";
import { Declaration } from "../../supplier/declaration";
import { DueBadge } from "../../register/value";
import { type Answer, type EvidenceFile, type Question, type ResponseRecord, sectionName, type SheetDocument, type SheetItem, type SheetSection, type Value, type VerifiedItem, words } from "../model";
import { useAdvance } from "./advance";
import { ItemView } from "./item";
import { Mapped } from "../sheet/related";
import { QuestionView } from "./questions";
import { contentOf, type Entry, isAnswered, NOTHING, type SheetState, SheetStore } from "./sheet_store";
import { AnswerBar } from "./answer_bar";
import { CarryBar, type CarryWork, useCarryWork } from "./carry";
import { ExcelAnswers } from "./excel";
import { useVerified } from "./verified";
import { END, useWalk } from "./walk";
import { useAnswerKeys } from "./answer_keys";

export interface ResponseProps {
  response: ResponseRecord;
  etag: string | null;
  sheet: SheetDocument;
}

const NO_ENTRY: Entry = { shown: NOTHING, saved: NOTHING, version: 0 };
const NONE: never[] = [];

function useSheetStore(response: ResponseRecord): SheetStore {
  const [store] = useState(() => new SheetStore(response));
  useEffect(() => {
    const flush = () => void store.flush();
    const hide = () => document.visibilityState === "hidden" && flush();
    const warn = (e: BeforeUnloadEvent) => store.unsaved().length > 0 && e.preventDefault();
    window.addEventListener("online", store.retry);
    window.addEventListener("beforeunload", warn);
    document.addEventListener("visibilitychange", hide);
    return () => {
      window.removeEventListener("online", store.retry);
      window.removeEventListener("beforeunload", warn);
      document.removeEventListener("visibilitychange", hide);
      store.close();
      invalidate(`/responses/${store.id}`, "/tasks/mine");
    };
  }, [store]);
  return store;
}

function by<T extends { item: string | null }>(list: T[]): Map<string, T[]> {
  const map = new Map<string, T[]>();
  for (const one of list) if (one.item !== null) map.set(one.item, [...(map.get(one.item) ?? []), one]);
  return map;
}

export function Answering({ response, sheet }: ResponseProps) {
  const store = useSheetStore(response);
  const state = useStore(store.state);
  const items = useMemo(() => sheet.items.filter((i) => !state.hidden.includes(i.key)), [sheet, state.hidden]);
  const first = items.find((i) => !isAnswered(store.entry(i.key).shown)) ?? items[0];
  const walk = useWalk(items, first);
  const { active, go, step, open, next } = walk;
  const advance = useAdvance(sheet, store, walk);
  const [problems, setProblems] = useState<Record<string, string>>({});
  const root = useRef<HTMLDivElement>(null);
  const item = items.find((i) => i.key === active);
  const last = useMemo(() => new Map(response.last?.answers.map((a) => [a.item, a])), [response]);
  const copyLast = (i: SheetItem) => {
    const old = last.get(i.key);
    if (old) store.change(i.key, contentOf(old));
  };
  useAnswerKeys(root, { item, step, copyLast, advance, store });

  const submit = useSubmit(store, response, setProblems, go);
  const files = useMemo(() => by(state.files), [state.files]);
  const questions = useMemo(() => by(state.questions), [state.questions]);
  const verified = useVerified(response.id).items;
  const carry = useCarryWork(store);
  const shared = { files, questions, last, verified, carry };
  const general = state.questions.filter((q) => q.item === null);

  return (
    <Page>
      <PageHead
        title={response.respondent?.title ?? response.unit.title ?? ""}
        crumbs={[
          { label: msg("ui.nav.assessment"), to: "/assessments" },
          { label: response.campaign.title ?? "", to: `/campaigns/${response.campaign.number}` },
        ]}
        state={<StateBadge set="response_state" value={response.state} />}
        actions={<ExcelAnswers store={store} sheet={sheet} />}
        meta={
          <>
            {msg("assessment.meta", { sheet: words(sheet.name), period: period(response.period), due: date(response.due) })} <DueBadge value={response.due} />
          </>
        }
      />
      <div className="answer-layout" ref={root} onPointerDownCapture={advance.stay}>
        <div className="answer">
        {response.respondent && <CallNow response={response.id} flush={() => store.flush()} />}
        {response.state === "returned" && (
          <Note tone="warn" title={msg("assessment.answer.returned", { name: response.returned_by?.title ?? "" })}>
            <p className="prewrap">{response.return_reason}</p>
          </Note>
        )}
        {general.map((q) => (
          <QuestionView key={q.id} question={q} store={store} />
        ))}
        <CarryBar work={carry} />
        <AnswerBar state={state} items={items} active={active} advance={advance} onGo={go} onSubmit={submit.run} busy={submit.busy} />
        <ErrorNote error={submit.error} />
          <Mapped sheet={sheet.key}>
          {sheet.sections.map((section) => (
            <SectionItems key={section.key} section={section} walk={{ active, open, next, choose: advance.choose }} {...{ items, state, problems, store, response, shared }} />
          ))}
          </Mapped>
          {response.respondent && <Declaration base={`/responses/${response.id}`} problem={problems.subcontractors} />}
          <End missing={state.missing} submit={submit} onGo={go} />
        </div>
        <SectionNav sheet={sheet} items={items} entries={state.entries} active={item?.section} onGo={go} />
      </div>
    </Page>
  );
}

interface SectionProps {
  section: SheetSection;
  items: SheetItem[];
  state: SheetState;
  problems: Record<string, string>;
  store: SheetStore;
  response: ResponseRecord;
  walk: { active: string | null; open: (key: string) => void; next: () => void; choose: (item: SheetItem, value: Value) => void };
  shared: { files: Map<string, EvidenceFile[]>; questions: Map<string, Question[]>; last: Map<string, Answer>; verified: Map<string, VerifiedItem>; carry: CarryWork | null };
}

function SectionItems({ section: s, items, state, problems, store, response, walk, shared }: SectionProps) {
  const own = items.filter((i) => i.section === s.key);
  const entry = (i: SheetItem) => state.entries[i.key] ?? NO_ENTRY;
  if (own.length === 0) return null;
  const done = own.filter((i) => isAnswered(entry(i).shown)).length;
  return (
    <section className="answer-section" aria-labelledby={`section-${s.key}`}>
      <h2 className="answer-section-head" id={`section-${s.key}`}>
        <span className="answer-section-key">{s.key}</span>
        <span className="answer-section-name">{words(s.name)}</span>
        <span className="answer-section-count">
          {done === own.length && <Icon name="check" size={14} />}
          {msg("assessment.answer.of", { done, all: own.length })}
        </span>
      </h2>
      {own.map((i) => (
        <ItemView
          key={i.key}
          item={i}
          entry={entry(i)}
          active={i.key === walk.active}
          problem={isAnswered(entry(i).shown) ? undefined : problems[i.key]}
          store={store}
          last={shared.last.get(i.key)}
          lastPeriod={response.last?.period}
          supplement={response.supplements.find((x) => x.item === i.key)}
          questions={shared.questions.get(i.key) ?? NONE}
          files={shared.files.get(i.key) ?? NONE}
          spared={response.spared.find((x) => x.item === i.key)}
          verified={shared.verified.get(i.key)}
          carry={shared.carry}
          onChoose={walk.choose}
          onOpen={walk.open}
          onNext={walk.next}
        />
      ))}
    </section>
  );
}

function End({ missing, submit, onGo }: { missing: string[]; submit: { busy: boolean; run: () => void }; onGo: (key: string | null | undefined) => void }) {
  return (
    <div id={END} className="answer-end" tabIndex={-1}>
      {missing.length === 0 ? (
        <>
          <p>{msg("assessment.answer.all")}</p>
          <Button size="large" icon="send" pending={submit.busy} onPress={submit.run}>
            {msg("assessment.submit")}
          </Button>
        </>
      ) : (
        <Button onPress={() => onGo(missing[0])} iconAfter="arrow_up">
          {msg("assessment.answer.to_missing", { n: missing.length })}
        </Button>
      )}
    </div>
  );
}

// Beside the sheet on a wide screen: how far each section is.
function SectionNav({
  sheet,
  items,
  entries,
  active,
  onGo,
}: {
  sheet: SheetDocument;
  items: SheetItem[];
  entries: Record<string, Entry>;
  active: string | undefined;
  onGo: (key: string) => void;
}) {
  const done = (i: SheetItem) => isAnswered((entries[i.key] ?? NO_ENTRY).shown);
  return (
    <nav className="answer-nav" aria-label={msg("assessment.answer.sections")}>
      <ol>
        {sheet.sections.map((s) => {
          const own = items.filter((i) => i.section === s.key);
          const next = own.find((i) => !done(i)) ?? own[0];
          if (!next) return null;
          const n = own.filter(done).length;
          return (
            <li key={s.key}>
              <button type="button" className="answer-nav-entry" aria-current={s.key === active ? "true" : undefined} onClick={() => onGo(next.key)}>
                <span className="q-key">{s.key}</span>
                <span>{sectionName(s)}</span>
                <span className="small muted">{n === own.length ? <Icon name="check" size={16} label={msg("assessment.answer.section.done")} /> : msg("assessment.answer.of", { done: n, all: own.length })}</span>
              </button>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}

function useSubmit(
  store: SheetStore,
  response: ResponseRecord,
  setProblems: (problems: Record<string, string>) => void,
  go: (key: string | null) => void,
) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const run = async () => {
    setBusy(true);
    setError(null);
    try {
      if (!(await store.flush())) throw new Error(msg("assessment.answer.unsaved"));
      const path = `/responses/${response.id}`;
      const now = await api.get<ResponseRecord>(path);
      const answer = await api.post<ResponseRecord>(`${path}/submit`, undefined, { etag: now.etag });
      toast(msg("assessment.submit.done"));
      invalidate("/tasks/mine", "/campaigns");
      remember(path, answer);
      await navigate(`/responses/${response.id}`, { replace: true });
      window.scrollTo(0, 0);
    } catch (e) {
      setError(e instanceof Error && !(e instanceof ApiError) && e.name === "Error" ? new ApiError({ title: e.message, status: 0 }) : e);
      const fields = e instanceof ApiError ? e.fields() : {};
      const problems = Object.fromEntries(
        Object.entries(fields).flatMap(([at, text]) => {
          const [where = "", key = ""] = at.split("/");
          if (where === "answers") return [[key, text]];
          if (where === "subcontractors") return [[where, text]];
          const asked = store.state.get().questions.find((q) => q.id === key);
          return asked?.item ? [[asked.item, text]] : [];
        }),
      );
      setProblems(problems);
      const [first] = Object.keys(problems);
      if (first && first !== "subcontractors") go(first);
    }
    setBusy(false);
  };
  return { run: () => void run(), busy, error };
}
