// Data of the server in components: what was last seen is shown at once and refreshed behind it.
import { useCallback, useEffect, useMemo, useSyncExternalStore } from "react";
import { type Answer, api, ApiError, forgetSent, type Options, url } from "./api";

export interface Query<T> {
  data: T | undefined;
  etag: string | null;
  error: Error | null;
  loading: boolean; // nothing to show yet
  refreshing: boolean;
  reload: () => Promise<void>;
}

interface Entry {
  answer?: Answer<unknown>;
  error: Error | null;
  running?: Promise<void>;
  stale: boolean;
  era: number; // what was asked before it began is not wanted any more
  watchers: Set<() => void>;
  snapshot: Snapshot;
  used: number;
}

interface Snapshot {
  answer?: Answer<unknown>;
  error: Error | null;
  running: boolean;
}

const entries = new Map<string, Entry>();
const KEPT = 200; // answers nobody looks at are dropped beyond this
const EMPTY: Snapshot = { error: null, running: true };

function entryOf(key: string): Entry {
  let e = entries.get(key);
  if (!e) {
    e = { error: null, stale: true, era: 0, watchers: new Set(), snapshot: EMPTY, used: 0 };
    entries.set(key, e);
    prune();
  }
  e.used = Date.now();
  return e;
}

function prune(): void {
  if (entries.size <= KEPT) return;
  const idle = [...entries].filter(([, e]) => e.watchers.size === 0);
  idle.sort(([, a], [, b]) => a.used - b.used);
  for (const [key] of idle.slice(0, entries.size - KEPT)) entries.delete(key);
}

function tell(e: Entry): void {
  e.snapshot = { answer: e.answer, error: e.error, running: e.running !== undefined };
  for (const watcher of [...e.watchers]) watcher();
}

function fetchEntry(key: string, e: Entry): Promise<void> {
  if (e.running) return e.running;
  e.stale = false;
  const { era } = e;
  e.running = api
    .get(key)
    .then((answer) => {
      if (e.era !== era) return;
      e.answer = answer;
      e.error = null;
    })
    .catch((error: Error) => {
      if (e.era !== era) return;
      e.error = error;
      // What is refused or gone must not stay on the screen.
      if (error instanceof ApiError && error.status < 500) e.answer = undefined;
    })
    .finally(() => {
      e.running = undefined;
      tell(e);
      if (e.stale && e.watchers.size) void fetchEntry(key, e);
    });
  tell(e);
  return e.running;
}

// What is asked already may know nothing of what was just written.
async function askAgain(key: string, e: Entry): Promise<void> {
  if (e.running) {
    e.stale = true;
    await e.running;
  }
  await fetchEntry(key, e);
}

// An answer that is still under way comes too late.
function dropRunning(e: Entry): void {
  e.era += 1;
  if (e.running) e.stale = true;
}

const nothing = () => () => {};
const idle = (): Snapshot => IDLE;
const IDLE: Snapshot = { error: null, running: false };

// null: nothing to ask now.
export function useQuery<T>(path: string | null, query?: Options["query"]): Query<T> {
  const key = path === null ? null : url(path, query);
  const subscribe = useMemo(
    () =>
      key === null
        ? nothing
        : (watcher: () => void) => {
            const e = entryOf(key);
            e.watchers.add(watcher);
            return () => e.watchers.delete(watcher);
          },
    [key],
  );
  const snapshot = useSyncExternalStore(
    subscribe,
    useMemo(() => (key === null ? idle : () => entryOf(key).snapshot), [key]),
  );
  useEffect(() => {
    if (key === null) return;
    const e = entryOf(key);
    e.stale = true;
    void fetchEntry(key, e);
  }, [key]);
  const reload = useCallback(async () => {
    if (key !== null) await askAgain(key, entryOf(key));
  }, [key]);
  return {
    data: snapshot.answer?.data as T | undefined,
    etag: snapshot.answer?.etag ?? null,
    error: snapshot.error,
    loading: snapshot.running && snapshot.answer === undefined,
    refreshing: snapshot.running && snapshot.answer !== undefined,
    reload,
  };
}

// What begins with one of these paths has changed: shown lists are asked again, others forgotten.
export function invalidate(...paths: string[]): void {
  const prefixes = paths.map((p) => url(p));
  for (const [key, e] of [...entries]) {
    if (!prefixes.some((p) => key === p || key.startsWith(`${p}/`) || key.startsWith(`${p}?`)))
      continue;
    if (e.watchers.size === 0) entries.delete(key);
    else if (e.running) e.stale = true;
    else void fetchEntry(key, e);
  }
}

// After log-in or log-out nothing of the other account may be seen, nor what is still under way for it.
export function forgetAll(): void {
  forgetSent();
  for (const [key, e] of [...entries]) {
    dropRunning(e);
    e.answer = undefined;
    e.error = null;
    e.snapshot = EMPTY;
    if (e.watchers.size === 0) entries.delete(key);
  }
}

// Puts an answer that was got another way (the record a PATCH returns) where readers look.
export function remember<T>(path: string, answer: Answer<T>): void {
  const e = entryOf(url(path));
  dropRunning(e);
  e.answer = answer;
  e.error = null;
  tell(e);
}
