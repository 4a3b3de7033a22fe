// What people say in a section: read in place, written in both languages side by side and saved by
// itself.
import { type ReactNode, useEffect, useRef, useState } from "react";
import { dateTime } from "../../kernel/format";
import { type Language, language, msg, pick } from "../../kernel/i18n";
import { invalidate } from "../../kernel/query";
import { useStore } from "../../kernel/store";
import { Button } from "../../ui/button";
import { Segments, TextField } from "../../ui/field";
import { Note } from "../../ui/note";
import { More } from "../../ui/page";
import { SaveLine } from "../../ui/save_state";
import { type Issue, issuePath, LANGUAGES, languageName, type Said, type SectionWords } from "./model";
import { type Entry, WordsStore } from "./words_store";

const LONGEST = 10000;

// The texts of an issue while its page is open.
export function useWordsStore(issue: Issue, list: SectionWords[] | undefined, editable: boolean): WordsStore {
  const [store] = useState(() => new WordsStore(issue, issuePath(issue)));
  useEffect(() => {
    if (list) store.take(list, editable);
  }, [store, list, editable]);
  useEffect(() => {
    const hide = () => document.visibilityState === "hidden" && void store.flush();
    const warn = (e: BeforeUnloadEvent) => store.unsaved().length > 0 && e.preventDefault();
    window.addEventListener("online", store.retry);
    window.addEventListener("beforeunload", warn);
    document.addEventListener("visibilitychange", hide);
    return () => {
      window.removeEventListener("online", store.retry);
      window.removeEventListener("beforeunload", warn);
      document.removeEventListener("visibilitychange", hide);
      store.close();
      if (store.changed) invalidate(store.path);
    };
  }, [store]);
  return store;
}

function Conflict({ store, section, lang, entry }: { store: WordsStore; section: string; lang: Language; entry: Entry }) {
  const { theirs } = entry;
  if (!theirs) return null;
  const side = (name: string, text: string) => (
    <div>
      <p className="small muted">{name}</p>
      <p className="prewrap" lang={lang}>
        {text || msg("report.words.none")}
      </p>
    </div>
  );
  return (
    <Note tone="warn" live title={msg("ui.conflict", { name: theirs.author ?? "", at: dateTime(theirs.updated_at, "short") })}>
      <div className="stack">
        {side(msg("ui.conflict.theirs"), theirs.text ?? "")}
        {side(msg("ui.conflict.mine"), entry.shown)}
        <Segments
          label={msg("ui.conflict.take")}
          value=""
          onChange={(whose) => store.resolve(section, lang, whose as "mine" | "theirs")}
          options={[
            { id: "theirs", label: msg("report.ui.words.theirs") },
            { id: "mine", label: msg("report.ui.words.mine") },
          ]}
        />
      </div>
    </Note>
  );
}

function Editor({ store, section, onDone }: { store: WordsStore; section: string; onDone: () => void }) {
  const { entries, save } = useStore(store.state);
  const [first] = useState(() => [...LANGUAGES].sort((a) => (a === language() ? -1 : 1)));
  return (
    <div className="stack no-print">
      <p className="field-hint">{msg("report.ui.words.hint")}</p>
      <div className="form-grid">
        {first.map((lang, i) => {
          const entry = entries[`${section}/${lang}`] ?? store.entry(section, lang);
          return (
            <div key={lang} className="stack">
              <TextField
                label={msg("report.ui.words.of", { language: languageName(lang) })}
                lines={7}
                maxLength={LONGEST}
                value={entry.shown}
                onChange={(text) => store.change(section, lang, text)}
                onBlur={() => void store.flush()}
                error={entry.error}
                autoFocus={i === 0}
              />
              <Conflict store={store} section={section} lang={lang} entry={entry} />
            </div>
          );
        })}
      </div>
      <div className="row">
        <Button size="small" onPress={onDone}>
          {msg("ui.close")}
        </Button>
        <SaveLine state={save} />
      </div>
    </div>
  );
}

function Byline({ said }: { said: Said }) {
  if (!said.author) return null;
  const author = [said.author_post, said.author].filter(Boolean).join(" ");
  return <p className="small muted">{msg("report.byline", { author, date: dateTime(said.updated_at, "short") })}</p>;
}

function SaidText({ said }: { said: Said }) {
  return (
    <>
      <p className="prewrap" lang={said.language}>
        {said.text}
      </p>
      <Byline said={said} />
    </>
  );
}

function Reading({ words, editable, onEdit }: { words: SectionWords; editable: boolean; onEdit: () => void }) {
  const mine = words.words.find((s) => s.language === language() && s.text);
  const others = words.words.filter((s) => s !== mine && s.text);
  const write = mine || others.length > 0 ? msg("report.ui.words.edit") : msg("report.ui.words.write");
  return (
    <>
      {mine && <SaidText said={mine} />}
      {!mine && <p className="muted">{msg("report.words.none")}</p>}
      {others.map((s) => (
        <More key={s.language} label={msg("report.ui.words.in", { language: languageName(s.language) })}>
          <SaidText said={s} />
        </More>
      ))}
      {editable && (
        <div className="row no-print">
          <Button size="small" icon="edit" onPress={onEdit} aria-label={`${write} ${pick(words.heading)}`}>
            {write}
          </Button>
        </div>
      )}
    </>
  );
}

// As they stand here; by whom, once the server has said so.
function withShown(store: WordsStore, { words, ...section }: SectionWords): SectionWords {
  const shown = (s: Said): Said => {
    const { shown: text, version } = store.entry(section.section, s.language);
    return version === s.version && text === (s.text ?? "") ? s : { ...s, text: text || null, author: null };
  };
  return { ...section, words: words.map(shown) };
}

export function Words({ store, words: fromServer, editable, note }: { store: WordsStore; words: SectionWords; editable: boolean; note?: ReactNode }) {
  useStore(store.state);
  const words = editable ? withShown(store, fromServer) : fromServer;
  const [editing, setEditing] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const closed = useRef(false);
  const open = editing && editable;
  // Back to the button that opened it.
  useEffect(() => {
    if (!open && closed.current) place.current?.querySelector("button")?.focus();
    closed.current = false;
  }, [open]);
  const done = () => {
    closed.current = true;
    setEditing(false);
    void store.flush().then(() => invalidate(`${store.path}/words`));
  };
  const silent = words.words.every((s) => !s.text);
  if (!editable && silent) return null;
  return (
    <div ref={place} className={silent ? "stack report-words no-print" : "stack report-words"}>
      <h3>{msg("report.ui.words")}</h3>
      {note}
      {open ? <Editor store={store} section={words.section} onDone={done} /> : <Reading words={words} editable={editable} onEdit={() => setEditing(true)} />}
    </div>
  );
}
