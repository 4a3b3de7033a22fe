// Which item of the sheet is at hand, and the ways to another.
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { SheetItem } from "../model";

export const END = "answer-end"; // below the last item: here the sheet is submitted

export const itemId = (key: string) => `item-${key}`;

export interface Walk {
  active: string | null;
  go: (key: string | null | undefined) => void;
  step: (by: number) => void;
  open: (key: string) => void;
  next: () => void;
  finish: () => void; // no item is at hand any more
}

const calm = (): boolean => window.matchMedia("(prefers-reduced-motion: reduce)").matches;

interface Goal {
  id: string;
  block: ScrollLogicalPosition;
  smooth: boolean;
}

function show({ id, block, smooth }: Goal): void {
  const el = document.getElementById(id);
  el?.focus({ preventScroll: true });
  el?.scrollIntoView({ block, behavior: smooth && !calm() ? "smooth" : "auto" });
}

export function useWalk(items: SheetItem[], first: SheetItem | undefined): Walk {
  const [active, setActive] = useState<string | null>(first?.key ?? null);
  // Where steps begin while no item is at hand: behind the end, or one has been closed.
  const at = useRef(active);
  at.current = active ?? at.current;

  // Once the item is open and the one before is closed: only then is it where it will stay.
  const [goal, setGoal] = useState<Goal | null>(null);
  useLayoutEffect(() => {
    if (goal) show(goal);
  }, [goal]);

  const go = useCallback((key: string | null | undefined) => {
    if (!key) return;
    setActive(key);
    setGoal({ id: itemId(key), block: "start", smooth: true });
  }, []);
  const finish = useCallback(() => {
    setActive(null);
    setGoal({ id: END, block: "center", smooth: true });
  }, []);

  // Resumes where one stopped: at the first item without an answer.
  const started = useRef(false);
  useEffect(() => {
    if (started.current) return;
    started.current = true;
    if (first && first !== items[0]) show({ id: itemId(first.key), block: "start", smooth: false });
    else if (first) document.getElementById(itemId(first.key))?.focus({ preventScroll: true });
  }, [first, items]);

  const step = useCallback(
    (by: number) => {
      if (active === null && by < 0) return go(at.current);
      const next = items[items.findIndex((i) => i.key === at.current) + by];
      if (next) go(next.key);
      else if (by > 0) document.getElementById(END)?.scrollIntoView({ block: "center" });
    },
    [items, active, go],
  );
  const open = useCallback((key: string) => (key === active ? setActive(null) : go(key)), [active, go]);
  const next = useCallback(() => step(1), [step]);
  return { active, go, step, open, next, finish };
}
