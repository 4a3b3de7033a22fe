// What requests to us bring to the first page: those that wait for my answer.
import type { Page as ListPage } from "../../kernel/api";
import { mayRead, recordPath } from "../../kernel/describe";
import type { RegisterRecord } from "../../kernel/record";
import { msg } from "../../kernel/i18n";
import { useQuery } from "../../kernel/query";
import { useSession } from "../../kernel/session";
import type { Task } from "../home/parts";

export function useInquiryTasks(): Task[] | undefined {
  const me = useSession();
  const mine = me.person && mayRead("inquiries") ? { "filter[owner][eq]": me.person.id, "filter[state][in]": "received,answering,approved", sort: "due", limit: 20 } : null;
  const { data, loading } = useQuery<ListPage<RegisterRecord>>(mine && "/inquiries", mine ?? undefined);
  if (loading) return undefined;
  return (data?.items ?? []).map((r) => ({
    id: `inquiry.${r.id}`,
    to: recordPath("inquiries", r),
    kind: `${msg("inquiry.task")}  ${r.number ?? ""}`,
    title: `${String(r.asker)} ${String(r.title)}`,
    due: (r.due as string | null) ?? null,
  }));
}
