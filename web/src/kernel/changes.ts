// The change feed: what others changed while a page is open. Asked every 15 s, every 2 s while a
// job is watched, never when the page is hidden; what changed is asked again by whoever shows it.
// A page that somebody reads does not move under the eyes: where one says so (useOthersChanges),
// it is told of changes by others, and asks again when the reader wants it.
import { useCallback, useEffect, useState } from "react";
import type { Change, ChangeList } from "../gen/api";
import { api, ApiError } from "./api";
import { invalidate } from "./query";

const SLOW = 15_000;
const FAST = 2_000;
const HANGS = 30_000; // what has not come by then does not
let hurried = 0; // how many want it fast
let hurry = (): void => undefined; // asks now rather than when the slow pause is over
let paths: Record<string, string> = {}; // singular → path of the register

export function setChangePaths(next: Record<string, string>): void {
  paths = next;
}

interface Reader {
  path: string; // of the register
  id?: string; // only this record
  tell: () => void;
}
const readers = new Set<Reader>();

function apply(changes: Change[]): void {
  const touched = new Set<string>();
  for (const c of changes) {
    const path = paths[c.subject] ?? `/${c.subject}s`;
    const reading = [...readers].filter((r) => r.path === path);
    if (c.mine || reading.length === 0) touched.add(path);
    else for (const r of reading) if (r.id === undefined || r.id === c.id) r.tell();
  }
  if (touched.size) invalidate(...touched);
}

// Whether others have changed what is shown since it was asked; `reload` brings it.
export function useOthersChanges(path: string, id?: string): { changed: boolean; reload: () => void } {
  const [changed, setChanged] = useState(false);
  useEffect(() => {
    setChanged(false);
    const reader = { path, id, tell: () => setChanged(true) };
    readers.add(reader);
    return () => {
      readers.delete(reader);
    };
  }, [path, id]);
  const reload = useCallback(() => {
    setChanged(false);
    invalidate(path);
  }, [path]);
  return { changed, reload };
}

export function useChanges(): void {
  useEffect(() => {
    let since: number | null = null;
    let timer: number | undefined;
    let stopped = false;
    let failures = 0;
    let asking = false;
    let again = false;
    // Whether there is somebody to ask for.
    const once = async (): Promise<boolean> => {
      if (document.hidden) return true;
      try {
        const { data } = await api.get<ChangeList>("/changes", { query: { since }, quiet: true, signal: AbortSignal.timeout(HANGS) });
        if (since !== null) apply(data.items);
        since = data.next;
        failures = 0;
      } catch (e) {
        if (e instanceof ApiError && (e.status === 404 || e.status === 401)) return false;
        failures += 1;
      }
      return true;
    };
    // One at a time: each sets the time of the next, and two would go on side by side for good.
    const ask = async () => {
      if (asking) {
        again = true;
        return;
      }
      asking = true;
      const goesOn = await once();
      asking = false;
      const pause = again ? 0 : (hurried ? FAST : SLOW) * Math.min(1 + failures, 4);
      again = false;
      if (goesOn && !stopped) timer = window.setTimeout(ask, pause);
    };
    const wake = () => {
      if (document.hidden) return;
      window.clearTimeout(timer);
      void ask();
    };
    void ask();
    hurry = wake;
    document.addEventListener("visibilitychange", wake);
    return () => {
      stopped = true;
      hurry = () => undefined;
      window.clearTimeout(timer);
      document.removeEventListener("visibilitychange", wake);
    };
  }, []);
}

// While shown, the feed is asked every two seconds.
export function useHurriedChanges(on: boolean): void {
  useEffect(() => {
    if (!on) return;
    hurried += 1;
    if (hurried === 1) hurry();
    return () => {
      hurried -= 1;
    };
  }, [on]);
}
