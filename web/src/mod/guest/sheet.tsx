// The form itself: one column of items, saved as one types, and the button that hands it in.
import { useEffect, useMemo, useState } from "react";
import { api, ApiError, url } from "../../kernel/api";
import { date, dateTime } from "../../kernel/format";
import { language, loadLanguage, msg } from "../../kernel/i18n";
import { setPrefs } from "../../kernel/prefs";
import { useStore } from "../../kernel/store";
import { Button } from "../../ui/button";
import { SelectField, TextField } from "../../ui/field";
import { ErrorNote, Loading, Note, toast, toastError } from "../../ui/note";
import { SaveLine } from "../../ui/save_state";
import { ExcelAnswers } from "../assessment/answer/excel";
import { AnswerLine, ItemView } from "../assessment/answer/item";
import { QuestionView } from "../assessment/answer/questions";
import { contentOf, isAnswered, SheetStore } from "../assessment/answer/sheet_store";
import { useWalk } from "../assessment/answer/walk";
import { Declaration } from "../supplier/declaration";
import { type Answer, type Asked, type EvidenceFile, guestName, type Question, type ResponseRecord, sectionName, type SheetDocument, type Supplement, words } from "../assessment/model";

interface GuestResponse extends Asked {
  organisation: string;
  asker: string | null;
  respondent: string;
  name: string;
  campaign: string;
  note: string | null;
  due: string;
  days_left: number;
  state: "draft" | "submitted" | "returned" | "accepted";
  version: number;
  may_answer: boolean;
  submitted_at: string | null;
  return_reason: string | null;
  answers: Answer[];
  last: Answer[];
  spared: ResponseRecord["spared"];
  supplements: Supplement[];
  questions: Question[];
  files: EvidenceFile[];
  colleagues: { name: string; address: string; ended: boolean }[];
  calls: { spoken_with: string; held_on: string }[];
  may_correct: boolean;
  may_invite: boolean;
  messages: { item: string | null; text: string; ours: boolean; guest: string | null; at: string }[];
  may_ask: boolean;
  letters: { subject: string; text: string; sent_at: string }[];
}

export function GuestSheet() {
  const [response, setResponse] = useState<GuestResponse | null>(null);
  const [sheet, setSheet] = useState<SheetDocument | null>(null);
  const [error, setError] = useState<unknown>(null);
  useEffect(() => {
    Promise.all([api.get<GuestResponse>("/guest/response"), api.get<SheetDocument>("/guest/sheet")]).then(([r, s]) => {
      setResponse(r.data);
      setSheet(s.data);
    }, setError);
  }, []);
  if (error) return (
      <main className="guest">
        <ErrorNote error={error} />
      </main>
    );
  if (!response || !sheet) return <Loading />;
  return (
    <main className="guest stack">
      <Head response={response} />
      {response.calls.length > 0 && <Phone response={response} onChange={setResponse} />}
      <Letters response={response} />
      {response.may_answer ? <Form key={response.state} response={response} sheet={sheet} onChange={setResponse} /> : <Given response={response} sheet={sheet} />}
      {(response.may_ask || response.messages.length > 0) && <Talk response={response} sheet={sheet} onChange={setResponse} />}
    </main>
  );
}

function Head({ response: r }: { response: GuestResponse }) {
  const other = language() === "ja" ? "en" : "ja";
  const leave = () => api.remove("/guest/session").finally(() => window.location.replace("/answer"));
  return (
    <header className="stack">
      <div className="row guest-bar">
        <span className="muted">{msg("ui.guest.from", { organisation: r.organisation })}</span>
        <Button
          look="plain"
          size="small"
          icon="language"
          onPress={() => {
            setPrefs({ language: other });
            void loadLanguage(other);
          }}
        >
          <span lang={other}>{msg("ui.language.other")}</span>
        </Button>
        <Button look="plain" size="small" onPress={() => void leave()}>{msg("ui.guest.leave")}</Button>
      </div>
      <h1>{r.campaign}</h1>
      <p>
        {msg("ui.guest.for", { respondent: r.respondent, name: r.name })} <b>{msg("ui.guest.due", { due: date(r.due) })}</b>
      </p>
      {r.note && <p className="prewrap">{r.note}</p>}
      {r.asker && <p className="muted small">{msg("ui.guest.asker", { asker: r.asker })}</p>}
    </header>
  );
}

// What the asker sent after the answers had been looked at.
function Letters({ response }: { response: GuestResponse }) {
  if (response.letters.length === 0) return null;
  return (
    <section className="stack" aria-labelledby="letters">
      <h2 id="letters">{msg("ui.guest.letters")}</h2>
      {response.letters.map((l) => (
        <article key={l.sent_at} className="q">
          <h3>{l.subject}</h3>
          <p className="muted small">{msg("ui.guest.letter.at", { at: dateTime(l.sent_at, "short") })}</p>
          <p className="prewrap">{l.text}</p>
        </article>
      ))}
    </section>
  );
}

// As the components for answering take it; what guests are not told is empty.
function recordOf(r: GuestResponse): ResponseRecord {
  return { ...r, id: "guest", may: { answer: r.may_answer } } as unknown as ResponseRecord;
}

function useGuestStore(response: GuestResponse): SheetStore {
  const [store] = useState(() => new SheetStore(recordOf(response), { base: "/guest", path: "/guest/response", keep: false }));
  useEffect(() => {
    const warn = (e: BeforeUnloadEvent) => store.unsaved().length > 0 && e.preventDefault();
    window.addEventListener("beforeunload", warn);
    window.addEventListener("online", store.retry);
    return () => {
      window.removeEventListener("beforeunload", warn);
      window.removeEventListener("online", store.retry);
      store.close();
    };
  }, [store]);
  return store;
}

function Form({ response, sheet, onChange }: { response: GuestResponse; sheet: SheetDocument; onChange: (r: GuestResponse) => void }) {
  const store = useGuestStore(response);
  const state = useStore(store.state);
  const items = useMemo(() => sheet.items.filter((i) => !state.hidden.includes(i.key)), [sheet, state.hidden]);
  const walk = useWalk(items, items.find((i) => !isAnswered(store.entry(i.key).shown)) ?? items[0]);
  const last = useMemo(() => new Map(response.last.map((a) => [a.item, a])), [response]);
  const [problems, setProblems] = useState<Record<string, string>>({});
  const [busy, setBusy] = useState(false);
  const submit = async () => {
    setBusy(true);
    try {
      if (!(await store.flush())) throw new Error(msg("assessment.answer.unsaved"));
      const now = await api.get<GuestResponse>("/guest/response");
      const { data } = await api.post<GuestResponse>("/guest/submit", undefined, { etag: now.etag });
      toast(msg("assessment.submit.done"));
      onChange(data);
      window.scrollTo(0, 0);
    } catch (e) {
      toastError(e);
      const fields = e instanceof ApiError ? e.fields() : {};
      const found = Object.fromEntries(Object.entries(fields).map(([at, text]) => [at.replace(/^answers\//, ""), text]));
      setProblems(found);
      const first = Object.keys(found)[0];
      if (first && first !== "subcontractors") walk.go(first);
      else if (first) document.getElementById(first)?.scrollIntoView();
    }
    setBusy(false);
  };
  const general = state.questions.filter((q) => q.item === null);
  return (
    <>
      {response.state === "returned" && (
        <Note tone="warn" title={msg("ui.guest.returned")}>
          <p className="prewrap">{response.return_reason}</p>
        </Note>
      )}
      <Progress store={store} sheet={sheet} />
      {general.map((q) => <QuestionView key={q.id} question={q} store={store} />)}
      {sheet.sections.map((s) => {
        const own = items.filter((i) => i.section === s.key);
        if (own.length === 0) return null;
        return (
          <section key={s.key} className="answer-section" aria-labelledby={`section-${s.key}`}>
            <h2 className="answer-section-head" id={`section-${s.key}`}>{sectionName(s)}</h2>
            {own.map((i) => (
              <ItemView
                key={i.key}
                item={i}
                entry={store.entry(i.key)}
                active={i.key === walk.active}
                problem={isAnswered(store.entry(i.key).shown) ? undefined : problems[i.key]}
                store={store}
                last={last.get(i.key)}
                supplement={response.supplements.find((x) => x.item === i.key)}
                questions={state.questions.filter((q) => q.item === i.key)}
                files={state.files.filter((f) => f.item === i.key)}
                spared={response.spared.find((x) => x.item === i.key)}
                carry={null}
                onChoose={(item, value) => store.change(item.key, { value, na_reason: null })}
                onOpen={walk.open}
                onNext={walk.next}
              />
            ))}
          </section>
        );
      })}
      <Declaration base="/guest" problem={problems.subcontractors} />
      <div className="answer-end" id="answer-end" tabIndex={-1}>
        {state.missing.length > 0 && <p>{msg("ui.guest.missing", { n: state.missing.length })}</p>}
        <Button look="filled" size="large" icon="send" pending={busy} onPress={() => void submit()}>
          {msg("assessment.submit")}
        </Button>
      </div>
      <Colleagues response={response} onChange={onChange} />
    </>
  );
}

// How far one is, whether all is saved, and the way by Excel.
function Progress({ store, sheet }: { store: SheetStore; sheet: SheetDocument }) {
  const state = useStore(store.state);
  return (
    <div className="row guest-bar">
      <span>{msg("assessment.answer.of", { done: state.answered, all: state.asked })}</span>
      <SaveLine state={state.save} />
      <ExcelAnswers store={store} sheet={sheet} always />
    </div>
  );
}

// Who else answers. Inviting more is for those whom the company that asks invited itself, from an address of their firm.
function Colleagues({ response, onChange }: { response: GuestResponse; onChange: (r: GuestResponse) => void }) {
  if (!response.may_invite && response.colleagues.length === 0) return null;
  return (
    <section className="stack" aria-labelledby="colleagues">
      <h2 id="colleagues">{msg(response.may_invite ? "ui.guest.colleagues" : "ui.guest.colleagues.others")}</h2>
      {response.may_invite && <p className="small muted">{msg("ui.guest.colleagues.text")}</p>}
      {response.colleagues.length > 0 && (
        <ul>
          {response.colleagues.map((c) => (
            <li key={c.address}>
              {c.name} {c.address} {c.ended && <span className="muted">{msg("ui.guest.colleague.ended")}</span>}
            </li>
          ))}
        </ul>
      )}
      {response.may_invite && <Invite onChange={onChange} />}
    </section>
  );
}

function Invite({ onChange }: { onChange: (r: GuestResponse) => void }) {
  const [name, setName] = useState("");
  const [address, setAddress] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const invite = async () => {
    setBusy(true);
    setError(null);
    try {
      const { data } = await api.post<GuestResponse>("/guest/colleagues", { name: name.trim(), address: address.trim(), lang: language() });
      onChange(data);
      setName("");
      setAddress("");
    } catch (e) {
      setError(e);
    }
    setBusy(false);
  };
  return (
    <>
      <ErrorNote error={error} />
      <TextField label={msg("ui.guest.colleague.name")} value={name} onChange={setName} maxLength={100} />
      <TextField label={msg("ui.guest.colleague.address")} value={address} onChange={setAddress} maxLength={254} />
      <div>
        <Button pending={busy} isDisabled={!name.trim() || !address.trim()} onPress={() => void invite()}>{msg("ui.guest.colleague.invite")}</Button>
      </div>
    </>
  );
}

// One of the company that asks entered what it was told.
function Phone({ response: r, onChange }: { response: GuestResponse; onChange: (r: GuestResponse) => void }) {
  const [busy, setBusy] = useState(false);
  const correct = async () => {
    setBusy(true);
    try {
      onChange((await api.post<GuestResponse>("/guest/correct")).data);
    } catch (e) {
      toastError(e);
    }
    setBusy(false);
  };
  return (
    <Note title={msg("ui.guest.phone")}>
      <ul className="plain-list">
        {r.calls.map((c, i) => <li key={i}>{msg("ui.guest.phone.line", { date: date(c.held_on), with: guestName(c.spoken_with) })}</li>)}
      </ul>
      {(r.may_answer || r.may_correct) && <p>{msg("ui.guest.phone.text")}</p>}
      {r.may_correct && <Button pending={busy} onPress={() => void correct()}>{msg("ui.guest.phone.correct")}</Button>}
    </Note>
  );
}

function Talk({ response: r, sheet, onChange }: { response: GuestResponse; sheet: SheetDocument; onChange: (r: GuestResponse) => void }) {
  const [item, setItem] = useState<string | null>(null);
  const [text, setText] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const items = sheet.items.filter((i) => !r.hidden.includes(i.key));
  const send = async () => {
    setBusy(true);
    setError(null);
    try {
      const { data } = await api.post<GuestResponse>("/guest/messages", { text: text.trim(), ...(item ? { item } : {}) });
      onChange(data);
      setText("");
      toast(msg("ui.guest.ask.sent"));
    } catch (e) {
      setError(e);
    }
    setBusy(false);
  };
  return (
    <section className="stack" aria-labelledby="talk">
      <h2 id="talk">{msg("ui.guest.ask")}</h2>
      {r.messages.map((m, i) => (
        <div key={i}>
          <p className="row small muted">
            <span>{m.ours ? msg("ui.talk.ours") : guestName(m.guest)} {dateTime(m.at, "short")}</span>
            {m.item && <span>{msg("ui.talk.about", { item: m.item })}</span>}
          </p>
          <p className="prewrap">{m.text}</p>
        </div>
      ))}
      {r.may_ask && (
        <>
          <p className="small muted">{msg("ui.guest.ask.text")}</p>
          <ErrorNote error={error} />
          <SelectField
            label={msg("ui.guest.ask.item")}
            clearable={msg("ui.guest.ask.general")}
            options={items.map((i) => ({ id: i.key, label: `${i.key} ${words(i.text)}` }))}
            value={item}
            onChange={setItem}
          />
          <TextField label={msg("ui.guest.ask.words")} lines={3} value={text} onChange={setText} maxLength={2000} />
          <div>
            <Button pending={busy} isDisabled={!text.trim()} onPress={() => void send()}>{msg("ui.guest.ask.send")}</Button>
          </div>
        </>
      )}
    </section>
  );
}

// What was handed in, to be read.
function Given({ response, sheet }: { response: GuestResponse; sheet: SheetDocument }) {
  const answers = new Map(response.answers.map((a) => [a.item, a]));
  const handed = response.state === "submitted" || response.state === "accepted";
  return (
    <>
      <Note tone={handed ? "ok" : "info"} title={handed ? msg("ui.guest.given", { at: dateTime(response.submitted_at, "short") }) : msg("ui.guest.closed")}>
        {handed ? msg("ui.guest.given.text") : undefined}
      </Note>
      {sheet.items.filter((i) => !response.hidden.includes(i.key)).map((i) => {
        const a = answers.get(i.key);
        return (
          <section key={i.key} className="q" aria-label={i.key}>
            <h3>{i.key} {words(i.text)}</h3>
            {a ? <AnswerLine item={i} content={contentOf(a)} /> : <p className="muted">{msg("assessment.answer.none")}</p>}
            {a?.comment && <p className="prewrap">{a.comment}</p>}
            <ul className="q-files">
              {response.files.filter((f) => f.item === i.key).map((f) => (
                <li key={f.id}><a href={url(`/guest/files/${f.id}`)} download={f.name}>{f.name}</a></li>
              ))}
            </ul>
          </section>
        );
      })}
      <Declaration base="/guest" />
    </>
  );
}
