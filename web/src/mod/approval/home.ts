// What waits for my decision, and what was sent back to me.
import type { ApprovalList } from "../../gen/api";
import { msg } from "../../kernel/i18n";
import { useQuery } from "../../kernel/query";
import { daysUntil } from "../../kernel/format";
import type { Task } from "../home/parts";
import { type ApprovalHead, approvalPath } from "./model";

const MOST = 20;

function taskOf(a: ApprovalHead, kind: string): Task {
  const days = a.due ? daysUntil(a.due) : null;
  const notice = days === null ? null : days < 0 ? "late" : days <= 1 ? "soon" : null;
  return { id: `approval.${a.id}`, to: approvalPath(a), kind: `${kind}  ${a.number ?? ""}`, title: a.record.title, due: a.due ?? null, notice };
}

export function useApprovalTasks(): Task[] | undefined {
  const inbox = useQuery<ApprovalList>("/approvals", { box: "inbox", limit: MOST });
  const sent = useQuery<ApprovalList>("/approvals", { box: "sent", limit: MOST });
  if (inbox.loading || sent.loading) return undefined;
  return [
    ...(inbox.data?.items ?? []).map((a) => taskOf(a, msg("approval.task.decide"))),
    ...(sent.data?.items ?? []).filter((a) => a.state === "returned").map((a) => taskOf(a, msg("approval.task.returned"))),
  ];
}
