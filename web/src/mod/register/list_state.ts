// What a list shows stands in its address, so that it can be sent as a link: words, sort, filters
// (f.state=approved, f.due.le=2026-12-31) and the page.
import { useMemo } from "react";
import { useSearch } from "../../app/router";
import type { QueryValue } from "../../kernel/api";
import type { RegisterInfo } from "../../kernel/describe";

export interface ListState {
  q: string;
  sort: string;
  cursor: string | null;
  from: number; // number of the first row shown
  columns: string[] | undefined; // those a saved view names
  filters: Record<string, string>; // "state" or "due.le" → value
  change: (next: Record<string, string | null>) => void; // begins at the first page
  turn: (cursor: string | null, from: number) => void;
}

export function useListState(register: RegisterInfo): ListState {
  const [search, set] = useSearch();
  return useMemo(() => {
    const filters: Record<string, string> = {};
    for (const [key, value] of search) if (key.startsWith("f.")) filters[key.slice(2)] = value;
    return {
      q: search.get("q") ?? "",
      sort: search.get("sort") ?? register.default_sort,
      cursor: search.get("cursor"),
      from: Number(search.get("from") ?? 1) || 1,
      columns: search.get("cols")?.split(",").filter(Boolean),
      filters,
      change: (next) => set({ ...next, cursor: null, from: null }),
      turn: (cursor, from) => set({ cursor, from: from > 1 ? String(from) : null }),
    };
  }, [search, set, register]);
}

export interface ListFilter {
  field: string;
  op: string;
  value: string;
}

export function listFilters(state: ListState): ListFilter[] {
  return Object.entries(state.filters).map(([key, value]) => {
    const [field = "", op] = key.split(".");
    return { field, op: op ?? (value.includes(",") ? "in" : "eq"), value };
  });
}

// The query of the server for this list.
export function listQuery(state: ListState): Record<string, QueryValue> {
  const query: Record<string, QueryValue> = { q: state.q || null, sort: state.sort };
  for (const { field, op, value } of listFilters(state)) query[`filter[${field}][${op}]`] = value;
  return query;
}
