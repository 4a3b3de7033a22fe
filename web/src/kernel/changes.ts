// The change feed: what others changed while a page is open. Asked every 15 s, every 2 s while a
// job is watched, never when the page is hidden; what changed is asked again by whoever shows it.
import { useEffect } from "react";
import type { Change, ChangeList } from "../gen/api";
import { api, ApiError } from "./api";
import { invalidate } from "./query";

const SLOW = 15_000;
const FAST = 2_000;
let hurried = 0; // how many want it fast
let paths: Record<string, string> = {}; // singular → path of the register

export function setChangePaths(next: Record<string, string>): void {
  paths = next;
}

function apply(changes: Change[]): void {
  const touched = new Set<string>();
  for (const c of changes) touched.add(paths[c.subject] ?? `/${c.subject}s`);
  if (touched.size) invalidate(...touched);
}

export function useChanges(): void {
  useEffect(() => {
    let since: number | null = null;
    let timer: number | undefined;
    let stopped = false;
    let failures = 0;
    const ask = async () => {
      if (!document.hidden) {
        try {
          const { data } = await api.get<ChangeList>("/changes", { query: { since }, quiet: true });
          if (since !== null) apply(data.items);
          since = data.next;
          failures = 0;
        } catch (e) {
          if (e instanceof ApiError && (e.status === 404 || e.status === 401)) return;
          failures += 1;
        }
      }
      if (!stopped) timer = window.setTimeout(ask, (hurried ? FAST : SLOW) * Math.min(1 + failures, 4));
    };
    const wake = () => {
      if (document.hidden) return;
      window.clearTimeout(timer);
      void ask();
    };
    void ask();
    document.addEventListener("visibilitychange", wake);
    return () => {
      stopped = true;
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
    return () => {
      hurried -= 1;
    };
  }, [on]);
}
