// Ctrl+K: what may be done, pages, and records by two characters.
import { useEffect, useRef, useState } from "react";
import { api } from "../kernel/api";
import { recordLabel, useDescribe } from "../kernel/describe";
import { msg } from "../kernel/i18n";
import { isComposing } from "../kernel/keys";
import { hitPath, type SearchHit, type SearchList, useHitMeta } from "../kernel/search";
import { may } from "../kernel/session";
import { Icon, type IconName } from "../ui/icon";
import { Marked } from "../ui/marked";
import { Dialog } from "../ui/overlay";
import { pagesOf, useNavigation } from "./nav";
import { navigate } from "./router";

interface Choice {
  to: string;
  parts: { text: string; hit: boolean }[];
  kind: string;
  icon: IconName;
}

const DELAY = 250;
const SHOWN = 12; // hits; all of them are a press further
const ENOUGH = 2; // characters that records are looked up by

function plain(text: string): Choice["parts"] {
  return [{ text, hit: false }];
}

// Widths and cases are the same here too; records are folded by the server.
function folded(text: string): string {
  return text.normalize("NFKC").toLowerCase();
}

function usePages(text: string): Choice[] {
  const entries = useNavigation();
  const all = entries.flatMap((e) => [
    { to: e.to, label: e.label(), kind: msg("ui.finder.page") },
    ...pagesOf(e).filter((u) => u.to !== e.to).map((u) => ({ to: u.to, label: u.label(), kind: e.label() })),
  ]);
  const wanted = folded(text.trim());
  return all
    .filter((p) => folded(p.label).includes(wanted))
    .map((p) => ({ to: p.to, parts: plain(p.label), kind: p.kind, icon: "chevron_right" as const }));
}

function useActions(text: string): Choice[] {
  const { registers } = useDescribe();
  const wanted = folded(text.trim());
  if (!wanted) return [];
  return registers
    .filter((r) => may(r.permissions.create))
    .map((r) => ({ to: `/${r.name}/new`, label: msg("ui.finder.new", { name: recordLabel(r) }) }))
    .filter((a) => folded(a.label).includes(wanted))
    .map((a) => ({ to: a.to, parts: plain(a.label), kind: msg("ui.finder.action"), icon: "plus" as const }));
}

function useHits(text: string): { hits: SearchHit[]; searching: boolean } {
  const [hits, setHits] = useState<SearchHit[]>([]);
  const [searching, setSearching] = useState(false);
  useEffect(() => {
    const q = text.trim();
    if ([...q].length < ENOUGH) {
      setHits([]);
      setSearching(false);
      return;
    }
    const gone = new AbortController();
    const search = async () => {
      try {
        const { data } = await api.get<SearchList>("/search", { query: { q, sort: "best", limit: SHOWN }, signal: gone.signal });
        if (!gone.signal.aborted) setHits(data.items);
      } catch {
        if (!gone.signal.aborted) setHits([]);
      }
      if (!gone.signal.aborted) setSearching(false);
    };
    setSearching(true);
    const timer = window.setTimeout(() => void search(), DELAY);
    return () => {
      gone.abort();
      window.clearTimeout(timer);
    };
  }, [text]);
  return { hits, searching };
}

function useChoices(text: string): { choices: Choice[]; searching: boolean } {
  const { registers } = useDescribe();
  const { hits, searching } = useHits(text);
  const meta = useHitMeta();
  const pages = usePages(text);
  const actions = useActions(text);
  const records = hits.map((h) => ({ to: hitPath(registers, h), parts: h.title, kind: meta(h), icon: "sheet" as const }));
  const q = text.trim();
  const all = records.length > 0 ? [{ to: `/search?q=${encodeURIComponent(q)}`, parts: plain(msg("ui.finder.all", { text: q })), kind: "", icon: "arrow_right" as const }] : [];
  return { choices: [...pages, ...records, ...actions, ...all], searching };
}

export function Finder({ onClose }: { onClose: () => void }) {
  const [text, setText] = useState("");
  const [typed, setTyped] = useState(""); // without what an input method still composes
  const [at, setAt] = useState(0);
  const list = useRef<HTMLUListElement>(null);
  const { choices, searching } = useChoices(typed);
  const chosen = Math.min(at, choices.length - 1);
  const go = (choice: Choice | undefined) => {
    if (!choice) return;
    onClose();
    void navigate(choice.to);
  };
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
  }, [chosen]);
  return (
    <Dialog title={msg("ui.finder")} isOpen onClose={onClose} wide>
      <div className="input-group">
        <span className="affix">
          <Icon name="search" />
        </span>
        <input
          className="input"
          autoFocus
          role="combobox"
          aria-label={msg("ui.finder")}
          aria-expanded="true"
          aria-controls="finder-list"
          aria-activedescendant={choices.length ? `finder-${chosen}` : undefined}
          placeholder={msg("ui.finder.hint")}
          maxLength={200}
          value={text}
          onChange={(e) => {
            setText(e.target.value);
            setAt(0);
            if (!(e.nativeEvent as InputEvent).isComposing) setTyped(e.target.value);
          }}
          onCompositionEnd={(e) => setTyped(e.currentTarget.value)}
          onKeyDown={(e) => {
            if (isComposing(e)) return;
            if (e.key === "ArrowDown") setAt(Math.min(chosen + 1, choices.length - 1));
            else if (e.key === "ArrowUp") setAt(Math.max(chosen - 1, 0));
            else if (e.key === "Enter") go(choices[chosen]);
            else return;
            e.preventDefault();
          }}
        />
      </div>
      <ul id="finder-list" className="finder-list" role="listbox" aria-label={msg("ui.finder.found")} ref={list}>
        {choices.map((c, i) => (
          <li key={`${c.to} ${c.kind}`} id={`finder-${i}`} role="option" aria-selected={i === chosen} className="option" onClick={() => go(c)}>
            <Icon name={c.icon} size={16} />
            <span className="finder-label">
              <Marked parts={c.parts} />
            </span>
            <span className="muted small finder-kind">{c.kind}</span>
          </li>
        ))}
      </ul>
      <p className="muted small" role="status">
        {searching ? msg("ui.loading") : choices.length === 0 ? msg("ui.find.nothing") : ""}
      </p>
    </Dialog>
  );
}
