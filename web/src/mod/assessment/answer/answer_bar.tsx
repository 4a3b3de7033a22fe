// What stays in sight while one answers: how far it is, whether it is saved, what is open.
import { useState } from "react";
import { msg } from "../../../kernel/i18n";
import { setPrefs, usePrefs } from "../../../kernel/prefs";
import { Button } from "../../../ui/button";
import { SwitchField } from "../../../ui/field";
import { Dialog } from "../../../ui/overlay";
import { SaveLine } from "../../../ui/save_state";
import type { SheetItem } from "../model";
import { words } from "../model";
import type { Advance } from "./advance";
import { isAnswered, type SheetState } from "./sheet_store";

export function AnswerBar({
  state,
  items,
  active,
  advance,
  onGo,
  onSubmit,
  busy,
}: {
  state: SheetState;
  items: SheetItem[];
  active: string | null;
  advance: Advance;
  onGo: (key: string) => void;
  onSubmit: () => void;
  busy: boolean;
}) {
  const [listed, setListed] = useState(false);
  const [keys, setKeys] = useState(false);
  const done = items.filter((i) => {
    const e = state.entries[i.key];
    return e && isAnswered(e.shown);
  });
  const open = items.filter((i) => !done.includes(i));
  return (
    <div className="answer-bar">
      <div
        className="answer-progress"
        role="progressbar"
        aria-label={msg("assessment.answer.progress")}
        aria-valuenow={done.length}
        aria-valuemin={0}
        aria-valuemax={items.length}
        aria-valuetext={msg("assessment.answer.of", { done: done.length, all: items.length })}
      >
        <i style={{ width: `${items.length ? (done.length / items.length) * 100 : 0}%` }} />
      </div>
      <div className="answer-bar-row">
        <span className="answer-count">
          {msg("assessment.answer.of", { done: done.length, all: items.length })}
        </span>
        <SaveLine state={state.save} />
        <Way advance={advance} />
        <span className="top-space" />
        <Button size="small" look="plain" icon="keyboard" className="not-phone" onPress={() => setKeys(true)}>
          {msg("assessment.keys")}
        </Button>
        {open.length > 0 && (
          <Button size="small" look="plain" onPress={() => setListed(true)}>
            {msg("assessment.answer.open", { n: open.length })}
          </Button>
        )}
        <Button size="small" look={open.length === 0 ? "filled" : "outline"} icon="send" pending={busy} onPress={onSubmit}>
          {msg("assessment.submit")}
        </Button>
      </div>
      {listed && <OpenList open={open} active={active} onGo={onGo} onClose={() => setListed(false)} />}
      <KeyDialog isOpen={keys} onClose={() => setKeys(false)} />
    </div>
  );
}

// Whether a choice leads on, and the way back from where it led.
function Way({ advance }: { advance: Advance }) {
  const { advance: on } = usePrefs();
  return (
    <span className="answer-way">
      <SwitchField label={msg("assessment.answer.go_on")} value={on} onChange={(yes) => setPrefs({ advance: yes })} />
      {advance.left !== null && (
        <Button size="small" look="plain" icon="arrow_up" onPress={advance.back}>
          {msg("assessment.answer.back", { item: advance.left })}
        </Button>
      )}
      <span role="status" className="visually-hidden">
        {advance.said}
      </span>
    </span>
  );
}

function OpenList({ open, active, onGo, onClose }: { open: SheetItem[]; active: string | null; onGo: (key: string) => void; onClose: () => void }) {
  return (
    <Dialog title={msg("assessment.answer.open.title", { n: open.length })} isOpen onClose={onClose}>
      <ul className="q-open-list">
        {open.map((i) => (
          <li key={i.key}>
            <button
              type="button"
              className="q-jump"
              aria-current={i.key === active ? "true" : undefined}
              onClick={() => {
                onClose();
                // The dialog gives the focus back first.
                window.setTimeout(() => onGo(i.key), 50);
              }}
            >
              <span className="q-key">{i.key}</span>
              <span>{words(i.text)}</span>
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

function KeyDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const keys: [string[], string][] = [
    [["1", "…", "5"], msg("assessment.keys.choose")],
    [["Enter", "↓", "J"], msg("assessment.keys.next")],
    [["↑", "K"], msg("assessment.keys.previous")],
    [["Backspace"], msg("assessment.keys.back")],
    [["L"], msg("assessment.keys.last")],
    [["C"], msg("assessment.keys.comment")],
    [["N"], msg("assessment.keys.na")],
    [["Esc"], msg("assessment.keys.leave")],
    [["Ctrl", "Enter"], msg("assessment.keys.done")],
  ];
  return (
    <Dialog title={msg("assessment.keys")} isOpen={isOpen} onClose={onClose}>
      <dl className="facts">
        {keys.map(([names, what]) => (
          <div key={what}>
            <dt className="row">
              {names.map((n) => (
                <kbd key={n}>{n}</kbd>
              ))}
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
