// One issue of a report: its content as it stands, what people say in it, approval, files.
import { useState } from "react";
import { useParams } from "../../app/router";
import { api, ApiError } from "../../kernel/api";
import { date, dateTime, period } from "../../kernel/format";
import { msg, pick } from "../../kernel/i18n";
import { invalidate, useQuery } from "../../kernel/query";
import { may } from "../../kernel/session";
import { Button, LinkButton } from "../../ui/button";
import { EmptyState, ErrorNote, Loading, Note, toast, toastError } from "../../ui/note";
import { ask } from "../../ui/overlay";
import { Card, Fact, Facts, Page, PageHead } from "../../ui/page";
import { StateBadge } from "../../ui/state";
import { BlockView } from "./blocks";
import { Files } from "./files";
import { type Issue, issuePath, type ReportDocument, type Section, type SectionWords } from "./model";
import { Words } from "./words";

function Approve({ issue, etag }: { issue: Issue; etag: string | null }) {
  const [busy, setBusy] = useState(false);
  const approve = async () => {
    const comment = await ask({
      title: msg("report.ui.approve.ask", { name: issue.title }),
      text: msg("report.ui.approve.text"),
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

function IssueFacts({ issue }: { issue: Issue }) {
  const by = [issue.approver_post, issue.approver].filter(Boolean).join(" ");
  return (
    <Facts>
      <Fact name={msg("report.ui.period")}>{period(issue.period)}</Fact>
      {issue.audience && <Fact name={msg("report.ui.audience")}>{issue.audience}</Fact>}
      {issue.meeting && <Fact name={msg("report.ui.meeting")}>{issue.meeting}</Fact>}
      {issue.meeting_date && <Fact name={msg("report.ui.meeting_date")}>{date(issue.meeting_date)}</Fact>}
      {issue.approved_at && <Fact name={msg("report.ui.approved")}>{dateTime(issue.approved_at)}</Fact>}
      {by && <Fact name={msg("report.ui.approver")}>{by}</Fact>}
    </Facts>
  );
}

function SectionView({ n, section, words, issue, editable }: { n: number; section: Section; words?: SectionWords; issue: Issue; editable: boolean }) {
  const said = words && <Words issue={issue} words={words} editable={editable} />;
  const first = section.key === "words"; // what the document does too
  return (
    <Card title={msg("report.heading", { number: n, heading: pick(section.heading) })}>
      <div className="stack">
        {first && said}
        {section.blocks.map((b, i) => (
          <BlockView key={i} block={b} />
        ))}
        {!first && said}
      </div>
    </Card>
  );
}

function Content({ issue }: { issue: Issue }) {
  const document = useQuery<ReportDocument>(`${issuePath(issue)}/document`, { format: "json" });
  const words = useQuery<{ items: SectionWords[] }>(`${issuePath(issue)}/words`);
  const editable = issue.state === "draft" && may("report.words");
  const error = document.error ?? words.error;
  if (error) return <ErrorNote error={error} onRetry={() => void Promise.all([document.reload(), words.reload()])} />;
  if (!document.data || !words.data) return <Loading />;
  return document.data.sections.map((s, i) => (
    <SectionView key={s.key} n={i + 1} section={s} issue={issue} editable={editable} words={words.data?.items.find((w) => w.section === s.key)} />
  ));
}

export default function ReportIssuePage() {
  const { id } = useParams();
  const query = useQuery<Issue>(`/report-issues/${id}`);
  const { data: issue, error } = query;
  if (error instanceof ApiError && error.status === 404) return <EmptyState icon="search" page title={msg("ui.not_found.title")} text={msg("ui.not_found.text")} />;
  if (error && !issue) return <ErrorNote error={error} onRetry={() => void query.reload()} />;
  if (!issue) return <Loading />;
  const draft = issue.state === "draft";
  const actions = draft && (
    <>
      {may("report.write") && (
        <LinkButton icon="edit" to={`${issuePath(issue)}/edit`}>
          {msg("report.ui.edit")}
        </LinkButton>
      )}
      {may("report.approve") && <Approve issue={issue} etag={query.etag} />}
    </>
  );
  return (
    <Page>
      <PageHead
        crumbs={[{ label: msg("ui.nav.reports"), to: "/report-issues" }]}
        title={issue.title}
        number={issue.number}
        state={<StateBadge set="report_state" value={issue.state} />}
        actions={actions}
      />
      <div className="stack">
        {draft && <Note title={msg("report.ui.draft.note")} />}
        <Card title={msg("report.ui.facts")}>
          <IssueFacts issue={issue} />
        </Card>
        <Files issue={issue} />
        <Content issue={issue} />
      </div>
    </Page>
  );
}
