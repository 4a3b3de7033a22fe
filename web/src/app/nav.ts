// The navigation: at most eleven entries, each appears when its capability is there and the person
// may use it. Modules bring their entries (mod/all.ts); the order is this one.
import { useDescribe } from "../kernel/describe";
import { session } from "../kernel/session";
import { useStore } from "../kernel/store";
import { navigation } from "../mod/all";
import type { IconName } from "../ui/icon";

export interface NavLink {
  to: string;
  label: () => string;
  shown?: () => boolean;
}

export interface NavEntry extends NavLink {
  id: string;
  icon: IconName;
  under?: NavLink[]; // pages of the entry, the front page first
  also?: string[]; // further paths that belong to it
}

export function useNavigation(): NavEntry[] {
  useStore(session);
  useDescribe();
  return navigation
    .filter((e) => e.shown?.() ?? true)
    .map((e) => ({ ...e, under: e.under?.filter((u) => u.shown?.() ?? true) }));
}

// How much of the address a path is the start of; -1: none of it.
function start(p: string, path: string): number {
  return path === p || (p !== "/" && path.startsWith(`${p}/`)) ? p.length : -1;
}

function covers(entry: NavEntry, path: string): number {
  const paths = [entry.to, ...(entry.under ?? []).map((u) => u.to), ...(entry.also ?? [])];
  return Math.max(-1, ...paths.map((p) => start(p, path)));
}

// The page of an entry that the address belongs to: /a/b is under /a, unless it is a page itself.
export function currentPage(entry: NavEntry, path: string): NavLink | undefined {
  const best = Math.max(0, ...(entry.under ?? []).map((u) => start(u.to, path)));
  return entry.under?.find((u) => start(u.to, path) === best);
}

// The entry whose path is the longest start of the address.
export function currentEntry(entries: NavEntry[], path: string): NavEntry | undefined {
  let best: NavEntry | undefined;
  for (const e of entries)
    if (covers(e, path) >= 0 && (!best || covers(e, path) > covers(best, path))) best = e;
  return best;
}
