// What reports bring to the first page: drafts that wait for words or approval, the step to the first.
import type { ReportIssueList } from "../../gen/api";
import { msg } from "../../kernel/i18n";
import { useQuery } from "../../kernel/query";
import { may } from "../../kernel/session";
import type { StartStep, Task } from "../home/parts";
import { issuePath, issueText } from "./model";

const MOST = 20;

export function useReportTasks(): Task[] | undefined {
  const on = may("report.words") || may("report.approve");
  const { data, loading } = useQuery<ReportIssueList>(on ? "/report-issues" : null, { "filter[state][eq]": "draft", sort: "meeting_date", limit: MOST });
  if (loading) return undefined;
  const kind = may("report.write") ? msg("report.task.finish") : msg("report.task.approve");
  return (data?.items ?? []).map((i) => ({ id: `report.${i.id}`, to: issuePath(i), kind: `${kind}  ${i.number}`, title: issueText(i, "title"), due: i.meeting_date ?? null }));
}

export function useReportStart(): StartStep[] | undefined {
  const on = may("report.write");
  const { data, loading } = useQuery<ReportIssueList>(on ? "/report-issues" : null, { limit: 1 });
  if (!on) return [];
  if (loading) return undefined;
  return [
    {
      id: "report",
      order: 70,
      title: msg("report.start.step"),
      text: msg("report.start.step.text"),
      action: msg("report.ui.new"),
      to: "/report-issues/new",
      done: (data?.items.length ?? 0) > 0,
    },
  ];
}
