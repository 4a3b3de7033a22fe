// Work in the background that a page waits for: an import, a bulk edit.
import { useEffect, useState } from "react";
import { api } from "../../kernel/api";

const PAUSE = 500; // ms between two looks at the work

export interface Work<T> {
  got: T | null;
  setGot: (got: T) => void;
  error: unknown;
  setError: (error: unknown) => void;
}

export function isWorking(state: string): boolean {
  return state === "checking" || state === "taking" || state === "undoing";
}

// Asks until what runs has ended; `done` is told when records have changed.
export function useWork<T extends { state: string }>(path: string, done: () => void): Work<T> {
  const [got, setGot] = useState<T | null>(null);
  const [error, setError] = useState<unknown>(null);
  const working = got !== null && isWorking(got.state);
  useEffect(() => {
    let shown = true;
    let timer = 0;
    const ask = async () => {
      try {
        const { data } = await api.get<T>(path);
        if (!shown) return;
        setGot(data);
        if (isWorking(data.state)) timer = window.setTimeout(() => void ask(), PAUSE);
        else if (data.state === "taken" || data.state === "undone") done();
      } catch (e) {
        if (shown) setError(e);
      }
    };
    void ask();
    return () => {
      shown = false;
      window.clearTimeout(timer);
    };
  }, [path, done, working]);
  return { got, setGot, error, setError };
}
