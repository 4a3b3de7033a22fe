// The organisation itself: the one unit without a parent, which the set-up has made.
import type { Page as ListPage } from "../../kernel/api";
import type { RefValue, RegisterRecord } from "../../kernel/record";
import { useQuery } from "../../kernel/query";

export function useTopUnit(): { top: RefValue | undefined; error: Error | null } {
  // In order of number, so that the first page holds it.
  const { data, error } = useQuery<ListPage<RegisterRecord>>("/units", { sort: "number", limit: 100 });
  const top = data?.items.find((u) => !u.parent);
  return { top: top && { id: top.id, number: top.number, title: String(top.name) }, error };
}
