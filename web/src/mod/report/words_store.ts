// What people say in a report while they write: shown at once, saved behind it, one text after the
// other. What could not be sent stays on this machine; what somebody else wrote meanwhile is shown
// beside one's own.
import { api, ApiError, ConnectionError } from "../../kernel/api";
import { dropDraft, readDraft, writeDraft } from "../../kernel/drafts";
import type { Language } from "../../kernel/i18n";
import { createStore, type Store } from "../../kernel/store";
import { errorText } from "../../ui/note";
import type { Said, SectionWords } from "./model";
import type { SaveState } from "../../ui/save_state";

export interface Entry {
  shown: string;
  saved: string;
  version: number;
  error?: string; // why the server did not take it
  theirs?: Said; // what somebody else saved meanwhile
}

export interface WordsState {
  entries: Record<string, Entry>;
  save: SaveState;
}

const TYPING_PAUSE = 700;
const RETRY_AFTER = 4000;
const NOTHING: Entry = { shown: "", saved: "", version: 0 };

const keyOf = (section: string, language: Language): string => `${section}/${language}`;

export class WordsStore {
  readonly state: Store<WordsState> = createStore<WordsState>({ entries: {}, save: "idle" });
  readonly path: string;
  changed = false; // something was saved from here
  #draftName: string;
  #timer = 0;
  #running: Promise<void> | null = null;
  #closed = false;

  constructor(issue: { id: string }, path: string) {
    this.path = path;
    this.#draftName = `report.${issue.id}`;
  }

  entry(section: string, language: Language): Entry {
    return this.#entry(keyOf(section, language));
  }

  // As the server has them now; what is being written here stays as it is.
  take(list: SectionWords[], editable: boolean): void {
    const first = Object.keys(this.state.get().entries).length === 0;
    const entries = { ...this.state.get().entries };
    for (const { section, words } of list)
      for (const said of words) {
        const key = keyOf(section, said.language);
        const now = entries[key];
        const text = said.text ?? "";
        if (!now || (now.shown === now.saved && said.version > now.version)) entries[key] = { shown: text, saved: text, version: said.version };
      }
    this.#set({ entries });
    if (!editable) dropDraft(this.#draftName);
    else if (first) this.#restore();
  }

  change(section: string, language: Language, text: string): void {
    const key = keyOf(section, language);
    this.#setEntry(key, { ...this.#entry(key), shown: text, error: undefined });
    this.#keep();
    this.#set({ save: "saving" });
    this.#later(TYPING_PAUSE);
  }

  // In a collision: mine over theirs, or theirs.
  resolve(section: string, language: Language, whose: "mine" | "theirs"): void {
    const key = keyOf(section, language);
    const { shown, theirs } = this.#entry(key);
    if (!theirs) return;
    const saved = theirs.text ?? "";
    this.#setEntry(key, { shown: whose === "mine" ? shown : saved, saved, version: theirs.version });
    this.#keep();
    void this.flush();
  }

  // Sends what waits, now. True when everything is with the server.
  async flush(): Promise<boolean> {
    window.clearTimeout(this.#timer);
    while (this.#running) await this.#running;
    this.#running = this.#send().finally(() => {
      this.#running = null;
    });
    await this.#running;
    return this.unsaved().length === 0;
  }

  unsaved(): string[] {
    return Object.entries(this.state.get().entries).flatMap(([key, e]) => (e.shown === e.saved ? [] : [key]));
  }

  // Called when the server may be there again.
  retry = (): void => {
    if (this.state.get().save === "offline") void this.flush();
  };

  close(): void {
    this.#closed = true;
    void this.flush();
  }

  #entry(key: string): Entry {
    return this.state.get().entries[key] ?? NOTHING;
  }

  #set(change: Partial<WordsState>): void {
    this.state.set({ ...this.state.get(), ...change });
  }

  #setEntry(key: string, entry: Entry): void {
    this.#set({ entries: { ...this.state.get().entries, [key]: entry } });
  }

  #later(pause: number): void {
    window.clearTimeout(this.#timer);
    if (!this.#closed) this.#timer = window.setTimeout(() => void this.flush(), pause);
  }

  #keep(): void {
    const keys = this.unsaved();
    if (keys.length === 0) dropDraft(this.#draftName);
    else writeDraft(this.#draftName, Object.fromEntries(keys.map((k) => [k, { text: this.#entry(k).shown, version: this.#entry(k).version }])));
  }

  // With the version it was written upon: what came after it is a collision as any other.
  #restore(): void {
    const kept = readDraft<Record<string, { text: string; version: number }>>(this.#draftName) ?? {};
    for (const [key, { text, version }] of Object.entries(kept)) this.#setEntry(key, { ...this.#entry(key), shown: text, version });
    if (this.unsaved().length > 0) void this.flush();
  }

  async #send(): Promise<void> {
    for (const key of this.unsaved()) {
      if (this.#entry(key).theirs) continue;
      this.#set({ save: "saving" });
      if (!(await this.#put(key))) {
        this.#set({ save: "offline" });
        this.#later(RETRY_AFTER);
        return;
      }
    }
    const entries = Object.values(this.state.get().entries);
    if (entries.some((e) => e.theirs)) this.#set({ save: "conflict" });
    else if (entries.some((e) => e.error)) this.#set({ save: "refused" });
    else if (this.state.get().save !== "idle" && this.unsaved().length === 0) this.#set({ save: "saved" });
  }

  // False: the server cannot be reached, it makes no sense to go on now.
  async #put(key: string): Promise<boolean> {
    const { shown, version } = this.#entry(key);
    const [section, language] = key.split("/");
    try {
      const { data } = await api.put<{ version: number }>(`${this.path}/words/${section}`, { language, text: shown }, { etag: `"${version}"` });
      this.changed = true;
      this.#setEntry(key, { ...this.#entry(key), saved: shown, version: data.version, error: undefined });
      this.#keep();
      return true;
    } catch (error) {
      return this.#refused(key, error);
    }
  }

  async #refused(key: string, error: unknown): Promise<boolean> {
    if (error instanceof ConnectionError || (error instanceof ApiError && (error.status >= 500 || error.status === 401))) return false;
    if (error instanceof ApiError && error.status === 412) return this.#collide(key);
    const fields = error instanceof ApiError ? Object.values(error.fields()) : [];
    this.#setEntry(key, { ...this.#entry(key), error: fields[0] ?? errorText(error) });
    return true;
  }

  async #collide(key: string): Promise<boolean> {
    try {
      const { data } = await api.get<{ items: SectionWords[] }>(`${this.path}/words`);
      const theirs = data.items.flatMap((s) => s.words.filter((w) => keyOf(s.section, w.language) === key))[0];
      const mine = this.#entry(key);
      if (theirs && (theirs.text ?? "") === mine.shown) this.#setEntry(key, { shown: mine.shown, saved: mine.shown, version: theirs.version });
      else this.#setEntry(key, { ...mine, theirs });
      this.#keep();
      return true;
    } catch {
      return false;
    }
  }
}
