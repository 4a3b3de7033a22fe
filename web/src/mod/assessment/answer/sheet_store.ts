// One response while it is answered: what is typed is shown at once and saved behind it, one item
// after the other. What could not be sent stays on this machine and is sent when the server is
// there again; what somebody else changed meanwhile is shown beside one's own.
import { api, ApiError, ConnectionError } from "../../../kernel/api";
import { dropDraft, readDraft, writeDraft } from "../../../kernel/drafts";
import { createStore, type Store } from "../../../kernel/store";
import type { Answer, Asked, EvidenceFile, Question, ResponseRecord, Value } from "../model";
import type { SaveState } from "../../../ui/save_state";

export interface Content {
  value: Value;
  na_reason: string | null;
  comment: string | null;
}

export interface Entry {
  shown: Content;
  saved: Content;
  version: number;
  error?: string; // why the server did not take it
  theirs?: Answer | null; // what somebody else saved meanwhile (null: took it back)
}

// What is kept on this machine, and which saved answer it was made from.
interface Kept extends Content {
  version?: number;
}

// What of a response is kept here.
export type Held = Asked & Pick<ResponseRecord, "answers" | "questions" | "files">;

export interface SheetState extends Asked {
  entries: Record<string, Entry>;
  questions: Question[];
  files: EvidenceFile[];
  uploads: Record<string, number>; // by item: files on their way
  save: SaveState;
  savedAt: number;
}

export const NOTHING: Content = { value: null, na_reason: null, comment: null };
const TYPING_PAUSE = 700;
const RETRY_AFTER = 4000;

export function contentOf(a: Answer | null | undefined): Content {
  return a ? { value: a.value, na_reason: a.na_reason, comment: a.comment } : NOTHING;
}

export function sameContent(a: Content, b: Content): boolean {
  return (
    JSON.stringify(a.value) === JSON.stringify(b.value) &&
    (a.na_reason ?? "") === (b.na_reason ?? "") &&
    (a.comment ?? "") === (b.comment ?? "")
  );
}

export function isAnswered(c: Content): boolean {
  return (c.value !== null && c.value !== "") || !!c.na_reason?.trim();
}

function entriesOf(response: Pick<ResponseRecord, "answers">): Record<string, Entry> {
  return Object.fromEntries(
    response.answers.map((a) => {
      const saved = contentOf(a);
      return [a.item, { shown: saved, saved, version: a.version }];
    }),
  );
}

interface Saved extends Asked {
  answer: Answer | null;
}

export class SheetStore {
  readonly state: Store<SheetState>;
  readonly id: string;
  readonly base: string; // of the paths to answers, files, questions and the book
  readonly path: string; // of the response itself
  readonly #drafts: boolean;
  #timers = new Map<string, number>();
  #queue: string[] = [];
  #running: Promise<void> | null = null;
  #retry = 0;
  #saves = 0;
  #closed = false;

  // Guests answer below another path, and on machines that may be anybody's: of theirs nothing stays.
  constructor(response: ResponseRecord, { base = `/responses/${response.id}`, path = base, keep = true }: { base?: string; path?: string; keep?: boolean } = {}) {
    this.id = response.id;
    this.base = base;
    this.path = path;
    this.#drafts = keep;
    const kept = (keep && readDraft<Record<string, Kept>>(this.#draftName)) || {};
    this.state = createStore<SheetState>({
      entries: entriesOf(response),
      asked: response.asked,
      answered: response.answered,
      hidden: response.hidden,
      missing: response.missing,
      questions: response.questions,
      files: response.files,
      uploads: {},
      save: "idle",
      savedAt: 0,
    });
    if (response.may.answer) for (const [item, one] of Object.entries(kept)) this.#resume(item, one);
    else dropDraft(this.#draftName);
  }

  // How many answers were saved by now.
  get saves(): number {
    return this.#saves;
  }

  // Shows what the server held when it was asked, `saves` having been read before that. What was saved meanwhile is
  // perhaps not in it: then it is asked again.
  async catchUp(saves: number, held: Held): Promise<void> {
    let now = held;
    for (let since = saves; since !== this.#saves; ) {
      since = this.#saves;
      now = (await api.get<ResponseRecord>(this.path)).data;
    }
    this.#renew(now);
  }

  // Answers that are not sent yet excepted.
  #renew(response: Held): void {
    const entries = entriesOf(response);
    for (const item of this.unsaved()) entries[item] = this.entry(item);
    const { asked, answered, hidden, missing, questions, files } = response;
    this.#set({ entries, asked, answered, hidden, missing, questions, files });
  }

  get #draftName(): string {
    return `response.${this.id}`;
  }

  entry(item: string): Entry {
    return this.state.get().entries[item] ?? { shown: NOTHING, saved: NOTHING, version: 0 };
  }

  // `typing`: more letters are likely to follow.
  change(item: string, change: Partial<Content>, typing = false): void {
    const before = this.entry(item);
    const shown = { ...before.shown, ...change };
    this.#setEntry(item, { ...before, shown, error: undefined });
    this.#keep();
    const { save } = this.state.get();
    if (save === "idle" || save === "saved") this.#set({ save: "saving" });
    window.clearTimeout(this.#timers.get(item));
    this.#timers.set(item, window.setTimeout(() => this.#enqueue(item), typing ? TYPING_PAUSE : 0));
  }

  // Goes out as the change of the answer it was made from: what somebody else saved since then is
  // met as a collision, not overwritten.
  #resume(item: string, { version, ...content }: Kept): void {
    const now = this.entry(item);
    if (sameContent(content, now.saved)) return this.#keep();
    this.#setEntry(item, { ...now, version: version ?? now.version });
    this.change(item, content);
  }

  // In a collision: mine over theirs, or theirs.
  resolve(item: string, whose: "mine" | "theirs"): void {
    const e = this.entry(item);
    if (e.theirs === undefined) return;
    const saved = contentOf(e.theirs);
    const version = e.theirs?.version ?? 0;
    this.#setEntry(item, { shown: whose === "mine" ? e.shown : saved, saved, version });
    this.#keep();
    this.#enqueue(item);
  }

  setFiles(change: (files: EvidenceFile[]) => EvidenceFile[]): void {
    this.#set({ files: change(this.state.get().files) });
  }

  uploading(item: string, by: 1 | -1): void {
    const { uploads } = this.state.get();
    this.#set({ uploads: { ...uploads, [item]: (uploads[item] ?? 0) + by } });
  }

  setQuestions(questions: Question[]): void {
    this.#set({ questions });
  }

  unsaved(): string[] {
    return Object.entries(this.state.get().entries)
      .filter(([, e]) => !sameContent(e.shown, e.saved))
      .map(([item]) => item);
  }

  // Sends what waits, now. True when everything is with the server.
  async flush(): Promise<boolean> {
    for (const timer of this.#timers.values()) window.clearTimeout(timer);
    this.#timers.clear();
    for (const item of this.unsaved()) this.#enqueue(item);
    await this.#running;
    return this.unsaved().length === 0;
  }

  // Called when the server may be there again.
  retry = (): void => {
    if (this.state.get().save === "offline") void this.flush();
  };

  close(): void {
    void this.flush();
    this.#closed = true;
    window.clearTimeout(this.#retry);
  }

  #set(change: Partial<SheetState>): void {
    this.state.set({ ...this.state.get(), ...change });
  }

  #setEntry(item: string, entry: Entry): void {
    this.#set({ entries: { ...this.state.get().entries, [item]: entry } });
  }

  #keep(): void {
    if (!this.#drafts) return;
    const items = this.unsaved();
    if (items.length === 0) dropDraft(this.#draftName);
    else writeDraft(this.#draftName, Object.fromEntries(items.map((i) => [i, this.#kept(i)])));
  }

  #kept(item: string): Kept {
    const { shown, version } = this.entry(item);
    return { ...shown, version };
  }

  #enqueue(item: string): void {
    if (!this.#queue.includes(item)) this.#queue.push(item);
    this.#running ??= this.#run().finally(() => {
      this.#running = null;
    });
  }

  async #run(): Promise<void> {
    let item = this.#queue.shift();
    while (item !== undefined) {
      const e = this.entry(item);
      if (e.theirs === undefined && !sameContent(e.shown, e.saved) && !(await this.#send(item, e))) return;
      item = this.#queue.shift();
    }
    const entries = Object.values(this.state.get().entries);
    if (entries.some((e) => e.theirs !== undefined)) this.#set({ save: "conflict" });
    else if (entries.some((e) => e.error)) this.#set({ save: "refused" });
    else if (this.state.get().save !== "idle" && this.unsaved().length === 0) this.#set({ save: "saved", savedAt: Date.now() });
  }

  // False: the server cannot be reached, it makes no sense to go on now.
  async #send(item: string, e: Entry): Promise<boolean> {
    this.#set({ save: "saving" });
    const { shown } = e;
    try {
      const path = `${this.base}/answers/${encodeURIComponent(item)}`;
      const etag = `"${e.version}"`;
      const empty = !isAnswered(shown) && !shown.comment?.trim();
      const { data } = empty ? await api.remove<Saved>(path, { etag }) : await api.put<Saved>(path, bodyOf(shown), { etag });
      const { answer, asked, answered, hidden, missing } = data;
      this.#saves += 1;
      this.#set({ asked, answered, hidden, missing });
      const now = this.entry(item);
      // As it was typed: blanks at the ends, which the server does not keep, are no change to be sent.
      this.#setEntry(item, { ...now, saved: shown, version: answer?.version ?? 0, error: undefined });
      this.#keep();
      return true;
    } catch (error) {
      return this.#failed(item, error);
    }
  }

  #failed(item: string, error: unknown): boolean {
    if (error instanceof ConnectionError || (error instanceof ApiError && (error.status >= 500 || error.status === 401))) {
      this.#queue = [];
      this.#set({ save: "offline" });
      window.clearTimeout(this.#retry);
      if (!this.#closed) this.#retry = window.setTimeout(this.retry, RETRY_AFTER);
      return false;
    }
    const now = this.entry(item);
    const versions = error instanceof ApiError ? (error.problem.versions as { current: Answer | null } | undefined) : undefined;
    if (versions) this.#setEntry(item, { ...now, theirs: versions.current });
    else if (error instanceof ApiError)
      this.#setEntry(item, { ...now, error: Object.values(error.fields())[0] ?? error.problem.detail ?? error.problem.title });
    else this.#setEntry(item, { ...now, error: String(error) });
    return true;
  }
}

function bodyOf({ value, na_reason, comment }: Content): Record<string, unknown> {
  const into: Record<string, unknown> = {};
  if (value !== null && value !== "") into.value = value;
  else if (na_reason?.trim()) into.na_reason = na_reason.trim();
  if (comment?.trim()) into.comment = comment.trim();
  return into;
}
