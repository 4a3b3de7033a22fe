// A chosen level leads on to the next item without an answer. It does not where there is more to the
// item than its level (a comment, evidence, a question, something to mend), nor after whatever else
// one does meanwhile; and who does not want it switches it off.
import { useCallback, useEffect, useRef, useState } from "react";
import { msg } from "../../../kernel/i18n";
import { usePrefs } from "../../../kernel/prefs";
import type { SheetDocument, SheetItem, Value } from "../model";
import { isAnswered, type SheetStore } from "./sheet_store";
import { valueText } from "./value_field";
import type { Walk } from "./walk";

const PAUSE = 400; // ms: long enough to see what one has chosen

export interface Advance {
  left: string | null; // the item it has led away from
  said: string; // for those who do not see it move
  choose: (item: SheetItem, value: Value) => void;
  back: () => void;
  stay: () => void;
  confirm: () => boolean; // Enter after the digit: true when it means no more than that
}

// To what is chosen there belongs no text: "have" asks what it is that one has.
const leadsOn = (item: SheetItem): boolean => ["maturity5", "yes_no_na", "choice"].includes(item.scale);

const bringsUp = (sheet: SheetDocument, key: string): boolean =>
  sheet.items.some((i) => i.applies?.answers?.some((a) => a.item === key));

function hasMore(store: SheetStore, key: string): boolean {
  const { comment } = store.entry(key).shown;
  const { theirs, error } = store.entry(key);
  const { files, questions, uploads } = store.state.get();
  return (
    !!comment?.trim() ||
    theirs !== undefined ||
    error !== undefined ||
    (uploads[key] ?? 0) > 0 ||
    files.some((f) => f.item === key) ||
    questions.some((q) => q.item === key && !q.met)
  );
}

// Further down, else what was passed over; what may be left out does not lead upwards again.
function nextOpen(sheet: SheetDocument, store: SheetStore, key: string): SheetItem | undefined {
  const { hidden } = store.state.get();
  const items = sheet.items.filter((i) => !hidden.includes(i.key));
  const open = (i: SheetItem) => i.key !== key && !isAnswered(store.entry(i.key).shown);
  const at = items.findIndex((i) => i.key === key);
  return items.slice(at).find(open) ?? items.find((i) => open(i) && i.required !== false);
}

function saidOf(item: SheetItem, value: Value): string {
  const answer = item.scale === "maturity5" ? msg("assessment.level", { n: Number(value) }) : valueText(item, value);
  return msg("assessment.answer.went_on", { item: item.key, answer });
}

export function useAdvance(sheet: SheetDocument, store: SheetStore, walk: Walk): Advance {
  const on = usePrefs().advance;
  const [path, setPath] = useState<string[]>([]);
  const [said, setSaid] = useState("");
  const waiting = useRef<{ timer: number; run: () => Promise<void> } | null>(null);
  const moved = useRef(false); // and nothing was done since
  const { go, finish } = walk;

  const stay = useCallback(() => {
    window.clearTimeout(waiting.current?.timer);
    waiting.current = null;
    moved.current = false;
  }, []);
  useEffect(() => stay, [stay]);

  const leave = useCallback(
    (item: SheetItem, value: Value, corrected: boolean) => {
      if (hasMore(store, item.key)) return;
      const next = nextOpen(sheet, store, item.key);
      if (!next && corrected) return;
      moved.current = true;
      setPath((before) => [...before.filter((k) => k !== item.key), item.key]);
      setSaid(saidOf(item, value));
      if (next) go(next.key);
      else finish();
    },
    [sheet, store, go, finish],
  );

  const choose = useCallback(
    (item: SheetItem, value: Value) => {
      stay();
      const corrected = isAnswered(store.entry(item.key).shown);
      store.change(item.key, { value, na_reason: null });
      if (!on || !leadsOn(item) || hasMore(store, item.key)) return;
      const run = async () => {
        window.clearTimeout(own.timer);
        if (bringsUp(sheet, item.key)) await store.flush();
        if (waiting.current !== own) return;
        waiting.current = null;
        leave(item, value, corrected);
      };
      const own = { timer: window.setTimeout(() => void run(), PAUSE), run };
      waiting.current = own;
    },
    [on, sheet, store, stay, leave],
  );

  const back = useCallback(() => {
    stay();
    const last = path.at(-1);
    setPath(path.slice(0, -1));
    setSaid("");
    go(last);
  }, [path, stay, go]);

  const confirm = useCallback(() => {
    const wait = waiting.current;
    if (wait) void wait.run();
    const was = wait !== null || moved.current;
    moved.current = false;
    return was;
  }, []);

  return { left: path.at(-1) ?? null, said, choose, back, stay, confirm };
}
