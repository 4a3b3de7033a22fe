// Rounds of approval as the pages read them.
import type { Approval, ApprovalHead, ApprovalList, ApprovalPerson, ApprovalSeat, ApprovalStep, ApprovalSubject, ApprovalSubjectList } from "../../gen/api";
import { msg, pick } from "../../kernel/i18n";
import { useQuery } from "../../kernel/query";

export type { Approval, ApprovalHead, ApprovalPerson, ApprovalSeat, ApprovalStep, ApprovalSubject };

export const approvalPath = (a: { id?: string | null; number?: string | null }): string => `/approvals/${a.number ?? a.id}`;

export const stepName = (s: { name: string; name_en?: string | null }): string => pick({ ja: s.name, en: s.name_en ?? undefined });

export const routeName = (a: ApprovalHead | Approval): string => stepName(a.route);

export function personText(p: ApprovalPerson): string {
  return p.post ? msg("approval.person", { post: p.post, name: p.name }) : p.name;
}

// How a record of this register is approved; undefined: not known yet, null: not by rounds.
export function useSubject(register: string): ApprovalSubject | null | undefined {
  const { data } = useQuery<ApprovalSubjectList>("/approval-subjects");
  return data ? (data.items.find((s) => s.register === register) ?? null) : undefined;
}

// The newest round of a record.
export function useRound(register: string, record: string): ApprovalHead | null | undefined {
  const subject = useSubject(register);
  const { data } = useQuery<ApprovalList>(subject ? "/approvals" : null, { register, record, limit: 1 });
  if (subject === null) return null;
  return data ? (data.items[0] ?? null) : undefined;
}

export const isLive = (a: ApprovalHead | null | undefined): boolean => a?.state === "open" || a?.state === "returned";
