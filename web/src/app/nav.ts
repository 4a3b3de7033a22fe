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

// A page of an entry, or a group of pages: shown by its name, with its pages only where the reader is in it.
export interface NavPage extends NavLink {
  under?: NavLink[]; // of a group, its first page first
}

export interface NavEntry extends NavLink {
  id: string;
  icon: IconName;
  under?: NavPage[]; // pages of the entry, the front page first
  also?: string[]; // further paths that belong to it
}

// Every page of an entry, those of its groups too.
export const pagesOf = (entry: NavEntry): NavLink[] => (entry.under ?? []).flatMap((u) => u.under ?? [u]);

const visible = (link: NavLink): boolean => link.shown?.() ?? true;

// What the reader may use of a page or group; a group leads to the first page that is left.
function seen(page: NavPage): NavPage[] {
  if (!page.under) return visible(page) ? [page] : [];
  const under = page.under.filter(visible);
  return under[0] ? [{ ...page, to: under[0].to, under }] : [];
}

function seenEntry(entry: NavEntry): NavEntry[] {
  if (!visible(entry)) return [];
  const shown = { ...entry, under: entry.under?.flatMap(seen) };
  const pages = pagesOf(shown);
  const first = pages[0];
  return [first && !pages.some((p) => p.to === entry.to) ? { ...shown, to: first.to } : shown];
}

export function useNavigation(): NavEntry[] {
  useStore(session);
  useDescribe();
  return navigation.flatMap(seenEntry);
}

// How much of the address a path is the start of; -1: none of it.
function start(p: string, path: string): number {
  return path === p || (p !== "/" && path.startsWith(`${p}/`)) ? p.length : -1;
}

function covers(entry: NavEntry, path: string): number {
  const paths = [entry.to, ...pagesOf(entry).map((u) => u.to), ...(entry.also ?? [])];
  return Math.max(-1, ...paths.map((p) => start(p, path)));
}

// The page of an entry that the address belongs to: /a/b is under /a, unless it is a page itself.
export function currentPage(entry: NavEntry, path: string): NavLink | undefined {
  const pages = pagesOf(entry);
  const best = Math.max(0, ...pages.map((u) => start(u.to, path)));
  return pages.find((u) => start(u.to, path) === best);
}

// The group of an entry that the address belongs to.
export function currentGroup(entry: NavEntry, path: string): NavPage | undefined {
  const page = currentPage(entry, path);
  return page && entry.under?.find((u) => u.under?.includes(page));
}

// The entry whose path is the longest start of the address.
export function currentEntry(entries: NavEntry[], path: string): NavEntry | undefined {
  let best: NavEntry | undefined;
  for (const e of entries)
    if (covers(e, path) >= 0 && (!best || covers(e, path) > covers(best, path))) best = e;
  return best;
}
