// One issue of a report: its content as it stands, what people say in it, approval, files.
import { useState } from "react";
import { Link, useParams } from "../../app/router";
import type { ReportWordsList } from "../../gen/api";
import { api, ApiError } from "../../kernel/api";
import { useRegister } from "../../kernel/describe";
import { date, dateTime, period } from "../../kernel/format";
import { msg, pick } from "../../kernel/i18n";
import { invalidate, useQuery } from "../../kernel/query";
import { may } from "../../kernel/session";
import { useStore } from "../../kernel/store";
import { Button, IconButton, LinkButton } from "../../ui/button";
import { Icon } from "../../ui/icon";
import { EmptyState, ErrorNote, Loading, Note, toast, toastError } from "../../ui/note";
import { ask, Menu } from "../../ui/overlay";
import { Card, Fact, Facts, More, Page, PageHead } from "../../ui/page";
import { StateBadge } from "../../ui/state";
import { ownDraftText } from "../approval/own";
import { ApprovalNote, SendForApproval, useDecidedByRound } from "../approval/panel";
import { History } from "../register/history";
import { removeRecord } from "../register/record";
import { AskedOf, IssueAuthors } from "./authors";
import { BlockView, ByEra } from "./blocks";
import { IssueWarnings } from "../disclosure/warnings";
import { Decisions } from "./decisions";
import { Files } from "./files";
import type { ReportDocument, Section } from "./document";
import { isWordsOnly, type Issue, issuePath, issueText, LANGUAGES, languageName, type SectionWords } from "./model";
import { useWordsStore, Words } from "./words";
import { Presented } from "./presented";
import type { WordsStore } from "./words_store";

interface IssueProps {
  issue: Issue;
  etag: string | null;
}

function Approve({ issue, etag, store }: IssueProps & { store: WordsStore }) {
  const [busy, setBusy] = useState(false);
  const approve = async () => {
    // What is still being written belongs to what is approved.
    if (!(await store.flush())) {
      toast(msg("report.ui.approve.unsaved"), "bad");
      return;
    }
    const own = await ownDraftText(issuePath(issue)).catch(() => null);
    const comment = await ask({
      title: msg("report.ui.approve.ask", { name: issueText(issue, "title") }),
      text: (
        <div className="stack">
          {own && <Note tone="warn" title={msg("approval.own.title")}>{own}</Note>}
          <p>{msg("report.ui.approve.text")}</p>
        </div>
      ),
      yes: msg("report.ui.approve"),
      reason: "optional",
      reasonLabel: msg("report.ui.approve.comment"),
    });
    if (comment === null) return;
    setBusy(true);
    try {
      await api.post(`${issuePath(issue)}/approval`, comment ? { comment } : {}, { etag });
      toast(msg("report.ui.approve.done"));
    } catch (e) {
      toastError(e);
    } finally {
      invalidate("/report-issues");
      setBusy(false);
    }
  };
  return (
    <Button look="filled" icon="stamp" pending={busy} onPress={() => void approve()}>
      {msg("report.ui.approve")}
    </Button>
  );
}

function Actions({ issue, etag, store }: IssueProps & { store: WordsStore }) {
  const register = useRegister("report-issues");
  const draft = issue.state === "draft";
  const write = draft && may("report.write");
  const round = useDecidedByRound({ register: "report-issues", record: { ...issue } });
  const atOnce = draft && may("report.approve") && round.actions.length === 0;
  return (
    <>
      <Menu
        label={msg("ui.more")}
        groups={[
          {
            entries: [
              { id: "print", icon: "print", label: msg("ui.print"), onAction: () => window.print() },
              {
                id: "link",
                icon: "link",
                label: msg("ui.copy_link"),
                onAction: () => void navigator.clipboard.writeText(window.location.href).then(() => toast(msg("ui.copied"))),
              },
            ],
          },
          ...(write && register
            ? [
                {
                  entries: [
                    { id: "delete", icon: "trash" as const, label: msg("ui.delete"), danger: true, onAction: () => void removeRecord({ register, record: { ...issue }, etag }) },
                  ],
                },
              ]
            : []),
        ]}
      >
        <IconButton icon="more" label={msg("ui.more")} look="outline" />
      </Menu>
      {write && (
        <LinkButton icon="edit" to={`${issuePath(issue)}/edit`}>
          {msg("report.ui.edit")}
        </LinkButton>
      )}
      <SendForApproval register="report-issues" record={{ ...issue }} state={issue.state} />
      {atOnce && <Approve issue={issue} etag={etag} store={store} />}
    </>
  );
}

function IssueFacts({ issue, coverage }: { issue: Issue; coverage?: string }) {
  const by = [issue.approver_post, issue.approver].filter(Boolean).join(" ");
  return (
    <Facts>
      <Fact name={msg("report.ui.period")}>{period(issue.period)}</Fact>
      {coverage && <Fact name={msg("report.label.coverage")}>{coverage}</Fact>}
      {issue.incident && (
        <Fact name={msg("report.ui.new.incident")}>
          <Link to={`/incidents/${issue.incident}`}>{issue.incident}</Link>
        </Fact>
      )}
      {issue.audience && <Fact name={msg("report.ui.audience")}>{issueText(issue, "audience")}</Fact>}
      {issue.meeting && <Fact name={msg("report.ui.meeting")}>{issueText(issue, "meeting")}</Fact>}
      {issue.schedule && (
        <Fact name={msg("report.schedule.list")}>
          <Link to={`/report-schedules/${issue.schedule.number}`}>{issue.schedule.title}</Link>
          <div className="small muted">{msg("report.schedule.issues.covers", { from: date(issue.covers_from, "short"), to: date(issue.covers_to, "short") })}</div>
        </Fact>
      )}
      {issue.meeting_date && <Fact name={msg("report.ui.meeting_date")}>{date(issue.meeting_date)}</Fact>}
      {issue.presented_on && <Fact name={msg("report.ui.presented_on")}>{date(issue.presented_on)}</Fact>}
      {issue.distribution && (
        <Fact name={msg("report.ui.distribution")}>
          {issue.distribution.split("\n").map((line) => (
            <div key={line}>{line}</div>
          ))}
        </Fact>
      )}
      {issue.era && <Fact name={msg("report.ui.calendar")}>{msg("report.ui.calendar.era")}</Fact>}
      {issue.confidentiality && <Fact name={msg("report.ui.confidentiality")}>{issueText(issue, "confidentiality")}</Fact>}
      {issue.approved_at && <Fact name={msg("report.ui.approved")}>{dateTime(issue.approved_at)}</Fact>}
      {by && <Fact name={msg("report.ui.approver")}>{by}</Fact>}
    </Facts>
  );
}

const sectionId = (key: string): string => `section-${key}`;

function goTo(key: string): void {
  const section = document.getElementById(sectionId(key));
  section?.scrollIntoView();
  section?.focus({ preventScroll: true });
}

// What stands in the report, and where somebody has said something.
function Contents({ sections, store }: { sections: Section[]; store: WordsStore }) {
  useStore(store.state);
  return (
    <Card title={msg("report.ui.contents")} flush>
      <ol className="report-contents">
        {sections.map((s, i) => {
          const said = LANGUAGES.filter((l) => store.entry(s.key, l).shown.trim());
          return (
            <li key={s.key}>
              <button type="button" className="q-jump" onClick={() => goTo(s.key)}>
                <span className="q-key">{i + 1}</span>
                <span>
                  {pick(s.heading)}
                  {said.length > 0 && (
                    <span className="row small muted">
                      <Icon name="comment" size={14} />
                      {msg("report.ui.said", { languages: said.map(languageName).join(msg("ui.list.comma")) })}
                    </span>
                  )}
                </span>
              </button>
            </li>
          );
        })}
      </ol>
    </Card>
  );
}

interface SectionProps {
  n: number;
  section: Section;
  words?: SectionWords;
  store: WordsStore;
  editable: boolean;
}

function SectionView({ n, section, words, store, editable }: SectionProps) {
  const said = words && <Words store={store} words={words} editable={editable} note={editable && <AskedOf path={store.path} section={section.key} />} />;
  const first = isWordsOnly(section.key); // what the document does too
  return (
    <div id={sectionId(section.key)} className="report-section" tabIndex={-1}>
      <Card title={msg("report.heading", { number: n, heading: pick(section.heading) })}>
        <div className="stack">
          {first && said}
          {section.blocks.map((b, i) => (
            <BlockView key={i} block={b} />
          ))}
          {!first && said}
        </div>
      </Card>
    </div>
  );
}

function Trail({ issue }: { issue: Issue }) {
  const register = useRegister("report-issues");
  if (!register) return null;
  return (
    <Card>
      <div className="stack">
        {issue.digest && (
          <p className="small muted">
            {msg("report.ui.digest")} <code className="report-digest">{issue.digest}</code>
          </p>
        )}
        <More label={msg("ui.history")}>
          <History register={register} record={{ ...issue }} />
        </More>
      </div>
    </Card>
  );
}

function IssueView({ issue, etag }: IssueProps) {
  const editable = issue.state === "draft" && may("report.words");
  const document = useQuery<ReportDocument>(`${issuePath(issue)}/document`, { format: "json" });
  const words = useQuery<ReportWordsList>(`${issuePath(issue)}/words`);
  const store = useWordsStore(issue, words.data?.items, editable);
  const round = useDecidedByRound({ register: "report-issues", record: { ...issue } });
  const error = document.error ?? words.error;
  const ready = document.data && words.data;
  const of = (key: string) => words.data?.items.find((w) => w.section === key);
  return (
    <Page>
      <PageHead
        crumbs={[{ label: msg("ui.nav.reports"), to: "/report-issues" }]}
        title={issueText(issue, "title")}
        number={issue.number}
        state={<StateBadge set="report_state" value={issue.state} />}
        actions={<Actions issue={issue} etag={etag} store={store} />}
      />
      <ApprovalNote register="report-issues" record={{ ...issue }} />
      {issue.state === "draft" && !round.live && (
        <Note title={msg("report.ui.draft.note")}>{!may("report.approve") && msg("report.ui.approve.who")}</Note>
      )}
      {issue.state !== "draft" && <Note tone="ok" title={msg("report.ui.approved.note")} />}
      {may("disclosure.read") && <IssueWarnings id={issue.id} draft={issue.state === "draft"} />}
      {document.data?.coverage?.partial && <Note tone="warn" title={msg("report.partial.notice")} />}
      <div className="report-columns">
        <aside className="stack report-side no-print" aria-label={msg("report.ui.facts")}>
          <Card title={msg("report.ui.facts")}>
            <IssueFacts issue={issue} coverage={pick(document.data?.coverage?.text)} />
          </Card>
          <Files issue={issue} />
          {issue.state !== "draft" && <Presented issue={issue} etag={etag} />}
          <IssueAuthors path={issuePath(issue)} draft={issue.state === "draft"} />
          {ready && <Contents sections={document.data?.sections ?? []} store={store} />}
          <Trail issue={issue} />
        </aside>
        <div className="stack">
          {error && <ErrorNote error={error} onRetry={() => void Promise.all([document.reload(), words.reload()])} />}
          {!error && !ready && <Loading />}
          {issue.state !== "draft" && <Decisions issue={issue} />}
          <ByEra.Provider value={document.data?.calendar === "japanese"}>
            {ready && document.data?.sections.map((s, i) => <SectionView key={s.key} n={i + 1} section={s} store={store} editable={editable} words={of(s.key)} />)}
          </ByEra.Provider>
        </div>
      </div>
    </Page>
  );
}

export default function ReportIssuePage() {
  const { id } = useParams();
  const query = useQuery<Issue>(`/report-issues/${id}`);
  const { data: issue, error } = query;
  if (error instanceof ApiError && error.status === 404) return <EmptyState icon="search" page title={msg("ui.not_found.title")} text={msg("ui.not_found.text")} />;
  if (error && !issue) return <ErrorNote error={error} onRetry={() => void query.reload()} />;
  if (!issue) return <Loading />;
  return <IssueView key={issue.id} issue={issue} etag={query.etag} />;
}
