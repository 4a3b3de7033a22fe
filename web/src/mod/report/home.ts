// What reports bring to the first page: drafts that wait for words or approval, the step to the first.
import type { ApprovalList, ReportIssueList } from "../../gen/api";
import { msg } from "../../kernel/i18n";
import { useQuery } from "../../kernel/query";
import { may } from "../../kernel/session";
import type { StartStep, Task } from "../home/parts";
import { useSubject } from "../approval/model";
import { issuePath, issueText } from "./model";

const MOST = 20;

// Reports on their way through a round that I take part in: nothing is to be done to them as drafts.
function useGoing(on: boolean): Set<string> | undefined {
  const inbox = useQuery<ApprovalList>(on ? "/approvals" : null, { box: "inbox", limit: MOST });
  const sent = useQuery<ApprovalList>(on ? "/approvals" : null, { box: "sent", limit: MOST });
  const done = useQuery<ApprovalList>(on ? "/approvals" : null, { box: "done", limit: MOST });
  if (inbox.loading || sent.loading || done.loading) return undefined;
  const all = [inbox, sent, done].flatMap((q) => q.data?.items ?? []);
  return new Set(all.filter((a) => a.register === "report-issues" && a.state === "open").map((a) => a.record.id));
}

export function useReportTasks(): Task[] | undefined {
  const on = may("report.words") || may("report.approve");
  const { data, loading } = useQuery<ReportIssueList>(on ? "/report-issues" : null, { "filter[state][eq]": "draft", sort: "meeting_date", limit: MOST });
  const subject = useSubject("report-issues");
  const going = useGoing(on);
  if (loading || going === undefined) return undefined;
  const write = may("report.write");
  // Where a route is set nobody approves a draft before it is sent; then it is a task of approvals.
  if (!write && subject?.routes) return [];
  const kind = write ? msg("report.task.finish") : msg("report.task.approve");
  return (data?.items ?? []).filter((i) => !going.has(i.id)).map((i) => ({ id: `report.${i.id}`, to: issuePath(i), kind: `${kind}  ${i.number}`, title: issueText(i, "title"), due: i.meeting_date ?? null }));
}

export function useReportStart(): StartStep[] | undefined {
  const on = may("report.write");
  const { data, loading } = useQuery<ReportIssueList>(on ? "/report-issues" : null, { limit: MOST });
  if (!on) return [];
  if (loading) return undefined;
  const issues = data?.items ?? [];
  const draft = issues.find((i) => i.state === "draft");
  return [
    {
      id: "report",
      order: 70,
      title: msg("report.start.step"),
      text: msg("report.start.step.text"),
      action: msg("report.ui.new"),
      to: "/report-issues/new",
      done: issues.length > 0,
    },
    {
      id: "report.approve",
      order: 80,
      title: msg("report.start.approve"),
      text: msg("report.start.approve.text"),
      action: msg("report.start.approve.go"),
      to: draft ? issuePath(draft) : "/report-issues",
      done: issues.some((i) => i.state !== "draft"),
    },
  ];
}
