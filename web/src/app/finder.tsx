// Ctrl+K: pages and records by two characters.
import { useEffect, useRef, useState } from "react";
import { api, type Page } from "../kernel/api";
import { mayRead, recordPath, recordTitle, registerLabel, type RegisterRecord, useDescribe } from "../kernel/describe";
import { msg } from "../kernel/i18n";
import { isComposing } from "../kernel/keys";
import { Icon } from "../ui/icon";
import { Dialog } from "../ui/overlay";
import { useNavigation } from "./nav";
import { navigate } from "./router";

interface Found {
  to: string;
  label: string;
  kind: string;
}

const DELAY = 200;
const EACH = 5; // records of one register

function usePages(text: string): Found[] {
  const entries = useNavigation();
  const all = entries.flatMap((e) => [
    { to: e.to, label: e.label(), kind: msg("ui.finder.page") },
    ...(e.under ?? []).filter((u) => u.to !== e.to).map((u) => ({ to: u.to, label: u.label(), kind: e.label() })),
  ]);
  const wanted = text.trim().toLowerCase();
  return all.filter((p) => p.label.toLowerCase().includes(wanted));
}

function useRecords(text: string): { found: Found[]; searching: boolean } {
  const { registers } = useDescribe();
  const [found, setFound] = useState<Found[]>([]);
  const [searching, setSearching] = useState(false);
  useEffect(() => {
    if ([...text.trim()].length < 2) {
      setFound([]);
      return;
    }
    const gone = new AbortController();
    setSearching(true);
    const search = async () => {
      const lists = await Promise.all(
        registers
          .filter((r) => mayRead(r.name))
          .map((r) =>
            api
              .get<Page<RegisterRecord>>(`/${r.name}`, { query: { q: text.trim(), limit: EACH }, signal: gone.signal })
              .then(({ data }) =>
                data.items.map((i) => ({
                  to: recordPath(r.name, i),
                  label: recordTitle(r, i),
                  kind: `${registerLabel(r)} ${i.number ?? ""}`,
                })),
              )
              .catch(() => []),
          ),
      );
      if (gone.signal.aborted) return;
      setFound(lists.flat());
      setSearching(false);
    };
    const timer = window.setTimeout(() => void search(), DELAY);
    return () => {
      gone.abort();
      window.clearTimeout(timer);
    };
  }, [text, registers]);
  return { found, searching };
}

export function Finder({ onClose }: { onClose: () => void }) {
  const [text, setText] = useState("");
  const [typed, setTyped] = useState(""); // without what an input method still composes
  const [at, setAt] = useState(0);
  const list = useRef<HTMLUListElement>(null);
  const pages = usePages(typed);
  const { found, searching } = useRecords(typed);
  const all = [...pages, ...found];
  const chosen = Math.min(at, all.length - 1);
  const go = (f: Found | undefined) => {
    if (!f) return;
    onClose();
    void navigate(f.to);
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
          aria-activedescendant={all.length ? `finder-${chosen}` : undefined}
          placeholder={msg("ui.finder.hint")}
          value={text}
          onChange={(e) => {
            setText(e.target.value);
            setAt(0);
            if (!(e.nativeEvent as InputEvent).isComposing) setTyped(e.target.value);
          }}
          onCompositionEnd={(e) => setTyped(e.currentTarget.value)}
          onKeyDown={(e) => {
            if (isComposing(e)) return;
            if (e.key === "ArrowDown") setAt(Math.min(chosen + 1, all.length - 1));
            else if (e.key === "ArrowUp") setAt(Math.max(chosen - 1, 0));
            else if (e.key === "Enter") go(all[chosen]);
            else return;
            e.preventDefault();
          }}
        />
      </div>
      <ul id="finder-list" className="finder-list" role="listbox" aria-label={msg("ui.finder.found")} ref={list}>
        {all.map((f, i) => (
          <li
            key={`${f.to} ${f.kind}`}
            id={`finder-${i}`}
            role="option"
            aria-selected={i === chosen}
            className="option"
            onClick={() => go(f)}
          >
            <span>{f.label}</span>
            <span className="muted small">{f.kind}</span>
          </li>
        ))}
      </ul>
      <p className="muted small" role="status">
        {searching ? msg("ui.loading") : all.length === 0 ? msg("ui.find.nothing") : ""}
      </p>
    </Dialog>
  );
}
