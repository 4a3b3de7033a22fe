// The keyboard while a sheet is answered: digits choose, letters act on the item at hand, Enter and
// arrows lead to another.
import { type RefObject, useEffect, useRef } from "react";
import { inTextField, isComposing } from "../../../kernel/keys";
import type { SheetItem } from "../model";
import type { Advance } from "./advance";
import type { SheetStore } from "./sheet_store";
import { choicesOf } from "./value_field";
import { itemId } from "./walk";

interface KeyTargets {
  item: SheetItem | undefined;
  step: (by: number) => void;
  copyLast: (item: SheetItem) => void;
  advance: Advance;
  store: SheetStore;
}

const STEPS: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, j: 1, k: -1, J: 1, K: -1, Enter: 1 };

// Letters and digits work where nothing is typed; Enter and arrows not on a button, which has its
// own use for them. Up and down lead to the next item also from a choice.
export function useAnswerKeys(root: RefObject<HTMLDivElement | null>, targets: KeyTargets): void {
  const current = useRef(targets);
  current.current = targets;
  useEffect(() => {
    const onKey = (e: KeyboardEvent) => {
      if (e.defaultPrevented || isComposing(e) || e.altKey || e.metaKey) return;
      const target = e.target as HTMLElement;
      if (target !== document.body && !root.current?.contains(target)) return;
      if (document.querySelector('[role="dialog"]')) return;
      if (handle(e, target, current.current)) e.preventDefault();
    };
    document.addEventListener("keydown", onKey, true);
    return () => document.removeEventListener("keydown", onKey, true);
  }, [root]);
}

function handle(e: KeyboardEvent, target: HTMLElement, { item, step, copyLast, advance, store }: KeyTargets): boolean {
  if (e.key !== "Enter") advance.stay();
  if (inTextField(target)) {
    if (e.key === "Escape" && item) document.getElementById(itemId(item.key))?.focus({ preventScroll: true });
    else if (e.key === "Enter" && e.ctrlKey) step(1);
    else return false;
    return true;
  }
  if (e.ctrlKey || e.shiftKey) return false;
  const onControl = target.closest("button:not(.q-open), a, summary, [role=button]") !== null;
  const by = STEPS[e.key];
  if (by !== undefined) {
    if (onControl && e.key === "Enter") return false;
    if (target.matches('input[type="checkbox"]') && e.key === "Enter") return false;
    if (e.key !== "Enter" || !advance.confirm()) step(by);
    return true;
  }
  if (e.key === "Backspace") {
    advance.back();
    return true;
  }
  if (!item) return false;
  if (/^[1-9]$/.test(e.key)) {
    const choice = choicesOf(item)[Number(e.key) - 1];
    if (choice) advance.choose(item, choice.value);
    return choice !== undefined;
  }
  if (e.key === "l" || e.key === "L") copyLast(item);
  else if (e.key === "n" || e.key === "N") store.change(item.key, { value: null, na_reason: "" });
  else if (e.key === "c" || e.key === "C") document.querySelector<HTMLElement>(".q.active .q-comment textarea")?.focus();
  else return false;
  return true;
}
