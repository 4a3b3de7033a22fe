// A response that is read: answers beside last time's, evidence; for the reviewer also questions,
// return and acceptance.
import { useMemo, useState } from "react";
import { api } from "../../../kernel/api";
import { date, dateTime, difference, period, score } from "../../../kernel/format";
import { msg } from "../../../kernel/i18n";
import { invalidate, remember, useQuery } from "../../../kernel/query";
import { may, useSession } from "../../../kernel/session";
import { Button, LinkButton } from "../../../ui/button";
import { Segments } from "../../../ui/field";
import { Icon } from "../../../ui/icon";
import { EmptyState, Note, toast, toastError } from "../../../ui/note";
import { confirm } from "../../../ui/overlay";
import { Fact, Facts, Page, PageHead } from "../../../ui/page";
import { StateBadge } from "../../../ui/state";
import type { ResponseAdvice } from "../../../gen/api";
import { type Answer, guestName, type Question, type ResponseBrief, type ResponseRecord, type SheetItem, type SheetSection, type Tasks, type VerifiedItem, words } from "../model";
import { GuestsCard } from "../../guest/guests";
import { TalkCard } from "../../guest/talk";
import { DeclaredCard } from "../../supplier/declared_card";
import { nextTurn, type Turn } from "../start_rules";
import type { ResponseProps } from "./answering";
import { type CarryMark, useCarry } from "../carry";
import { AdviceNote, AdviceView, useAdvice } from "./advice";
import { CarriedNote } from "./carry";
import { FileList } from "./evidence";
import { AnswerLine } from "./item";
import { QuestionView } from "./questions";
import { Hints } from "./hints";
import { HollowBadge, HollowNote, useHollow } from "./hollow";
import { AskDialog, type Asking, ReturnDialog } from "./return_dialog";
import { SecondDialog, SecondView, useSecond } from "./second";
import { contentOf, sameContent } from "./sheet_store";
import { failedRules, JudgedOn, UnsupportedBadge, useVerified, VerifiedNote } from "./verified";
import { itemId } from "./walk";

type Filter = "all" | "marked" | "unsupported" | "second" | "changed" | "comment" | "asked";

function useSteps({ response, etag }: ResponseProps) {
  const [busy, setBusy] = useState<string | null>(null);
  const take = async (step: string, body: unknown, done: string): Promise<boolean> => {
    setBusy(step);
    try {
      const path = `/responses/${response.id}`;
      const answer = await api.post<ResponseRecord>(`${path}/${step}`, body, { etag });
      remember(path, answer);
      invalidate("/tasks/mine", "/campaigns");
      toast(done);
      return true;
    } catch (e) {
      toastError(e);
      invalidate(`/responses/${response.id}`);
      return false;
    } finally {
      setBusy(null);
    }
  };
  return { busy, take };
}

function levelChange(now: Answer | undefined, before: Answer | undefined): number | null {
  if (typeof now?.value !== "number" || typeof before?.value !== "number") return null;
  return now.value - before.value;
}

function Steps({ response: r, asked, steps: { busy, take }, onReturn }: { response: ResponseRecord; asked: number; steps: ReturnType<typeof useSteps>; onReturn: () => void }) {
  const me = useSession();
  const next = useNext(r);
  const accept = async () => {
    const yes = await confirm({ title: msg("assessment.accept.ask", { name: r.unit.title ?? "" }), text: msg("assessment.accept.text"), yes: msg("assessment.accept") });
    if (yes) await take("accept", undefined, msg("assessment.accept.done"));
  };
  // A reviewer gives back; taking back is for those who answered.
  const mayWithdraw = r.may.withdraw && (!r.may.accept || r.submitted_by?.id === me.account.id);
  const withdraw = async () => {
    const yes = await confirm({ title: msg("assessment.withdraw.ask"), text: msg("assessment.withdraw.text"), yes: msg("assessment.withdraw") });
    if (yes) await take("withdraw", undefined, msg("assessment.withdraw.done"));
  };
  return (
    <>
      {mayWithdraw && (
        <Button look="plain" pending={busy === "withdraw"} onPress={() => void withdraw()}>
          {msg("assessment.withdraw")}
        </Button>
      )}
      {r.may.return && (
        <Button pending={busy === "return"} onPress={() => onReturn()}>
          {asked ? msg("assessment.return.n", { n: asked }) : msg("assessment.return")}
        </Button>
      )}
      {r.may.accept && (
        <Button look={asked ? "outline" : "filled"} icon="stamp" pending={busy === "accept"} onPress={() => void accept()}>
          {msg("assessment.accept")}
        </Button>
      )}
      {next && (
        <LinkButton look={r.may.accept ? "outline" : "filled"} iconAfter="chevron_right" to={`/responses/${next.response.id}`}>
          {next.kind === "review" ? msg("assessment.next.review", { unit: next.response.unit.title ?? "" }) : msg("assessment.next.answer", { unit: next.response.unit.title ?? "" })}
        </LinkButton>
      )}
      {r.state === "accepted" && !r.respondent && may("result.read") && (
        <LinkButton look={next ? "outline" : "filled"} icon="radar" to={`/campaigns/${r.campaign.number ?? r.campaign.id}/results`}>
          {msg("assessment.results.see")}
        </LinkButton>
      )}
    </>
  );
}

// The next unit's answers, once these are out of one's hands.
function useNext(r: ResponseRecord): Turn<ResponseBrief> | null {
  const tasks = useQuery<Tasks>(r.state === "submitted" || r.state === "accepted" ? "/tasks/mine" : null).data;
  return tasks ? nextTurn(r, tasks.to_review, [...tasks.to_answer, ...tasks.unassigned]) : null;
}

function PendingBar({ n, onReturn }: { n: number; onReturn: () => void }) {
  return (
    <div className="review-bar" role="status">
      <span>{msg("assessment.review.pending", { n })}</span>
      <Button look="filled" onPress={onReturn}>
        {msg("assessment.return.n", { n })}
      </Button>
    </div>
  );
}

interface ReadSectionProps {
  section: SheetSection;
  items: SheetItem[];
  response: ResponseRecord;
  now: Map<string, Answer>;
  before: Map<string, Answer>;
  asked: Asking[];
  verified: Map<string, VerifiedItem>;
  second: ReturnType<typeof useSecond>;
  carried: Map<string, CarryMark>;
  advice: ResponseAdvice;
  hollow: boolean; // may have become a matter of form
  onSecond: (item: SheetItem) => void;
  onAsk: (item: SheetItem, start?: string) => void;
  onForget: (asking: Asking) => void;
}

function ReadSection({ section: s, items, response: r, now, before, asked, verified, second, carried, advice, hollow, onSecond, onAsk, onForget }: ReadSectionProps) {
  if (items.length === 0) return null;
  const tenths = r.scores.sections.find((x) => x.section === s.key)?.tenths ?? null;
  return (
    <section className="answer-section" aria-labelledby={`section-${s.key}`}>
      <h2 className="answer-section-head" id={`section-${s.key}`}>
        <span className="answer-section-key">{s.key}</span>
        <span className="answer-section-name">{words(s.name)}</span>
        {hollow && <HollowBadge />}
        {tenths !== null && <span className="answer-section-count">{msg("assessment.mean", { score: score(tenths / 10) })}</span>}
      </h2>
      {items.map((i) => (
        <ReadItem
          key={i.key}
          item={i}
          response={r}
          now={now.get(i.key)}
          before={before.get(i.key)}
          mayAsk={r.may.return}
          asked={asked.filter((a) => a.item === i.key)}
          verified={verified.get(i.key)}
          second={second.items.get(i.key)}
          carried={carried.get(i.key)}
          advice={advice}
          onSecond={second.may ? () => onSecond(i) : undefined}
          onAsk={(start) => onAsk(i, start)}
          onForget={onForget}
        />
      ))}
    </section>
  );
}

export function Reviewing(props: ResponseProps) {
  const { response: r, sheet } = props;
  const steps = useSteps(props);
  const [filter, setFilter] = useState<Filter>("all");
  const [asking, setAsking] = useState<{ item: SheetItem; start?: string } | null>(null);
  const [asked, setAsked] = useState<Asking[]>([]);
  const [returning, setReturning] = useState(false);
  const now = useMemo(() => new Map(r.answers.map((a) => [a.item, a])), [r]);
  const before = useMemo(() => new Map(r.last?.answers.map((a) => [a.item, a])), [r]);
  const verified = useVerified(r.id);
  const second = useSecond(r.id);
  const carried = new Map(useCarry(r.id).data?.carried.map((m) => [m.item, m]));
  const hollow = useHollow(r.id);
  const advice = useAdvice(r.id);
  const marked = new Set(advice.marks.map((m) => m.item));
  const [opining, setOpining] = useState<SheetItem | null>(null);
  const unsupported = (key: string) => failedRules(verified.items.get(key), now.get(key)?.value).length > 0;
  const nUnsupported = sheet.items.filter((i) => !r.hidden.includes(i.key) && unsupported(i.key)).length;
  const matches: Record<Filter, (i: SheetItem) => boolean> = {
    all: () => true,
    marked: (i) => marked.has(i.key),
    unsupported: (i) => unsupported(i.key),
    second: (i) => second.items.has(i.key),
    changed: (i) => !sameContent(contentOf(now.get(i.key)), contentOf(before.get(i.key))),
    comment: (i) => !!now.get(i.key)?.comment || r.files.some((f) => f.item === i.key),
    asked: (i) => r.questions.some((q) => q.item === i.key) || asked.some((a) => a.item === i.key),
  };
  const shown = sheet.items.filter((i) => !r.hidden.includes(i.key) && matches[filter](i));
  const ask = (one: Asking) => {
    setAsked((all) => [...all, one]);
    setAsking(null);
  };
  return (
    <Page>
      <PageHead
        title={r.respondent?.title ?? r.unit.title ?? ""}
        crumbs={[
          { label: msg("ui.nav.assessment"), to: "/assessments" },
          { label: r.campaign.title ?? "", to: `/campaigns/${r.campaign.number}` },
        ]}
        state={<StateBadge set="response_state" value={r.state} />}
        meta={msg("assessment.meta", { sheet: words(sheet.name), period: period(r.period), due: date(r.due) })}
        actions={<Steps response={r} asked={asked.length} steps={steps} onReturn={() => setReturning(true)} />}
      />
      <div className="answer reading">
        <ReviewFacts response={r} max={sheet.score.max} />
        {r.respondent && <GuestsCard response={r} open={r.campaign_state === "open"} />}
        {r.respondent && <DeclaredCard response={r} />}
        {r.respondent && <TalkCard response={r.id} open={r.campaign_state === "open"} />}
        <AdviceNote advice={advice} />
        <HollowNote marks={hollow} sheet={sheet} />
        <Hints response={r.id} />
        {r.questions
          .filter((q) => q.item === null)
          .map((q) => (
            <QuestionView key={q.id} question={q} />
          ))}
        <ReviewFilter value={filter} onChange={setFilter} shown={shown.length} marked={marked.size} unsupported={nUnsupported} second={second.items.size} last={r.last !== null} frozenOn={verified.frozenOn} />
        {shown.length === 0 && <EmptyState icon="check_circle" title={msg("ui.list.no_match")} />}
        {sheet.sections.map((s) => (
          <ReadSection key={s.key} section={s} items={shown.filter((i) => i.section === s.key)} {...{ response: r, now, before, asked, second, carried, advice }} hollow={hollow.some((m) => m.section === s.key)} verified={verified.items} onSecond={setOpining} onAsk={(item, start) => setAsking({ item, start })} onForget={(one) => setAsked((all) => all.filter((x) => x !== one))} />
        ))}
        {asked.length > 0 && <PendingBar n={asked.length} onReturn={() => setReturning(true)} />}
      </div>
      {opining && <SecondDialog response={r.id} item={opining} answer={second.items.get(opining.key)} onClose={() => setOpining(null)} />}
      {asking && <AskDialog {...asking} onClose={() => setAsking(null)} onAsk={ask} />}
      {returning && (
        <ReturnDialog
          unit={r.respondent?.title ?? r.unit.title ?? ""}
          asked={asked}
          busy={steps.busy === "return"}
          onClose={() => setReturning(false)}
          onReturn={async (reason) => {
            if (await steps.take("return", { reason, questions: asked }, msg("assessment.return.done"))) setReturning(false);
          }}
        />
      )}
    </Page>
  );
}

interface FilterProps {
  value: Filter;
  onChange: (filter: Filter) => void;
  shown: number;
  marked: number;
  unsupported: number;
  second: number;
  last: boolean; // there is a last time
  frozenOn: string | null;
}

function ReviewFilter({ value, onChange, shown, marked, unsupported, second, last, frozenOn }: FilterProps) {
  const options: [Filter, string, boolean][] = [
    ["all", msg("assessment.review.all"), true],
    ["marked", msg("assessment.review.marked", { n: marked }), marked > 0],
    ["unsupported", msg("assessment.unsupported.n", { n: unsupported }), unsupported > 0],
    ["second", msg("assessment.second.n", { n: second }), second > 0],
    ["changed", msg("assessment.review.changed"), last],
    ["comment", msg("assessment.review.comment"), true],
    ["asked", msg("assessment.review.asked"), true],
  ];
  return (
    <div className="row spread">
      <Segments
        label={msg("assessment.review.filter")}
        value={value}
        onChange={(f) => onChange(f as Filter)}
        options={options.filter(([, , there]) => there).map(([id, label]) => ({ id, label }))}
      />
      <span className="row">
        <JudgedOn on={frozenOn} />
        <span className="muted small">{msg("assessment.items.n", { n: shown })}</span>
      </span>
    </div>
  );
}

function ReviewFacts({ response: r, max }: { response: ResponseRecord; max: number }) {
  return (
    <>
      {r.state === "returned" && (
        <Note tone="warn" title={msg("assessment.returned.by", { name: r.returned_by?.title ?? "", at: dateTime(r.returned_at) })}>
          <p className="prewrap">{r.return_reason}</p>
        </Note>
      )}
      {r.alone && <Note tone="warn" title={msg("assessment.accept.alone")} />}
      <Facts>
        {r.scores.tenths !== null && (
          <Fact name={msg("assessment.overall")}>
            <strong>{score(r.scores.tenths / 10)}</strong> {msg("assessment.of_max", { max })}
          </Fact>
        )}
        <Fact name={msg("assessment.progress")}>{msg("assessment.answer.of", { done: r.answered, all: r.asked })}</Fact>
        {r.assignee && <Fact name={msg("assessment.assignee")}>{r.assignee.title}</Fact>}
        {r.submitted_at && (
          <Fact name={msg("assessment.submitted")}>
            {r.submitted_by?.title ?? guestName(r.submitted_guest)} {dateTime(r.submitted_at)}
          </Fact>
        )}
        {r.accepted_at && (
          <Fact name={msg("assessment.accepted")}>
            {r.accepted_by?.title} {dateTime(r.accepted_at)}
          </Fact>
        )}
      </Facts>
    </>
  );
}

interface ReadProps {
  item: SheetItem;
  response: ResponseRecord;
  now?: Answer;
  before?: Answer;
  mayAsk: boolean;
  asked: Asking[];
  verified?: VerifiedItem;
  second?: Answer;
  carried?: CarryMark;
  advice: ResponseAdvice;
  onSecond?: () => void;
  onAsk: (start?: string) => void;
  onForget: (asking: Asking) => void;
}

function ReadItem({ item, response, now, before, mayAsk, asked, verified, second, carried, advice, onSecond, onAsk, onForget }: ReadProps) {
  const questions: Question[] = response.questions.filter((q) => q.item === item.key);
  const files = response.files.filter((f) => f.item === item.key);
  const supplement = response.supplements.find((s) => s.item === item.key);
  const change = levelChange(now, before);
  const criterion = item.scale === "maturity5" && typeof now?.value === "number" ? words(item.criteria?.[now.value - 1]) : "";
  return (
    <article id={itemId(item.key)} className="q read" aria-labelledby={`${itemId(item.key)}-text`} tabIndex={-1}>
      <h3 className="q-read-head">
        <span className="q-key">{item.key}</span>
        <span id={`${itemId(item.key)}-text`}>{words(item.text)}</span>
        <span className="q-read-do">
          {failedRules(verified, now?.value).length > 0 && <UnsupportedBadge />}
          {onSecond && (
            <Button size="small" look="plain" icon="eye" onPress={onSecond}>
              {second ? msg("assessment.second.change") : msg("assessment.second.give")}
            </Button>
          )}
          {mayAsk && (
            <Button size="small" look="plain" icon="comment" onPress={() => onAsk()}>
              {msg("assessment.question.ask")}
            </Button>
          )}
        </span>
      </h3>
      <div className="q-sides">
        <div>
          <p className="q-hint-name">
            {msg("assessment.answer.now")}
            {change !== null && change !== 0 && (
              <span className={`row tone-text ${change > 0 ? "tone-ok" : "tone-bad"}`}>
                <Icon name={change > 0 ? "arrow_up" : "arrow_down"} size={13} />
                {difference(change, 0)}
              </span>
            )}
          </p>
          {now ? <AnswerLine item={item} content={contentOf(now)} /> : <p className="muted">{msg("assessment.answer.none")}</p>}
          {now?.comment && <p className="prewrap">{now.comment}</p>}
          {criterion && <p className="q-criterion">{criterion}</p>}
          {carried && <CarriedNote mark={carried} />}
          <FileList base={`/responses/${response.id}`} files={files} />
        </div>
        {response.last && (
          <div className="q-before">
            <p className="q-hint-name">{msg("assessment.answer.last", { period: period(response.last.period) })}</p>
            {before ? <AnswerLine item={item} content={contentOf(before)} /> : <p className="muted">{msg("assessment.answer.none")}</p>}
            {before?.comment && <p className="prewrap">{before.comment}</p>}
          </div>
        )}
      </div>
      <AdviceView advice={advice} item={item.key} onAsk={mayAsk ? onAsk : undefined} />
      <VerifiedNote verified={verified} level={now?.value} />
      {second && <SecondView item={item} answer={second} />}
      {supplement && (
        <div className="q-supplement small">
          <p className="q-hint-name">
            <Icon name="flag" size={14} />
            {msg("assessment.supplement")}
          </p>
          <p className="prewrap">{words(supplement.text)}</p>
        </div>
      )}
      {questions.map((q) => (
        <QuestionView key={q.id} question={q} />
      ))}
      {asked.map((a) => (
        <NotSent key={a.text} asking={a} onForget={onForget} />
      ))}
    </article>
  );
}

// A question that goes out when the response is returned.
function NotSent({ asking: a, onForget }: { asking: Asking; onForget: (asking: Asking) => void }) {
  return (
    <div className="q-question">
      <p className="row spread">
        <span className="small">
          {a.kind === "evidence" ? msg("assessment.question.evidence") : msg("assessment.question.question")} {msg("assessment.question.not_sent")}
        </span>
        <Button size="small" look="plain" onPress={() => onForget(a)}>
          {msg("assessment.question.forget")}
        </Button>
      </p>
      <p className="prewrap">{a.text}</p>
    </div>
  );
}
