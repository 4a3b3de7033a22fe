// Answering in Excel: the sheet taken out as a book, and what a filled-in one would change, shown
// before anything is saved.
import { useState } from "react";
import type { AnswerBook, AnswerBookFault, AnswerBookStep } from "../../../gen/api";
import { api, save } from "../../../kernel/api";
import { label, language, msg } from "../../../kernel/i18n";
import { invalidate, remember } from "../../../kernel/query";
import { Button } from "../../../ui/button";
import { Segments } from "../../../ui/field";
import { FileField } from "../../../ui/file_field";
import { ErrorNote, Loading, Note, toast } from "../../../ui/note";
import { Dialog } from "../../../ui/overlay";
import { Badge, type Tone } from "../../../ui/state";
import { Table } from "../../../ui/table";
import { type Answer, type ResponseRecord, type SheetDocument, type SheetItem, words } from "../model";
import { AnswerLine } from "./item";
import { contentOf, isAnswered, type SheetStore } from "./sheet_store";

type Side = "book" | "now";
type Take = "check" | "all" | "valid";

interface Shown {
  file: File;
  got: AnswerBook;
  sides: Record<string, Side>; // of the conflicts that were decided
}

const TONES: Record<string, Tone> = { added: "ok", changed: "info", cleared: "warn", kept: "neutral", conflicts: "warn" };

// Guests find it at any width: it may be the one way that their firm knows.
export function ExcelAnswers({ store, sheet, always }: { store: SheetStore; sheet: SheetDocument; always?: boolean }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button icon="table" className={always ? undefined : "not-phone"} onPress={() => setOpen(true)}>
        {msg("assessment.excel")}
      </Button>
      {open && <ExcelDialog store={store} sheet={sheet} onClose={() => setOpen(false)} />}
    </>
  );
}

function ExcelDialog({ store, sheet, onClose }: { store: SheetStore; sheet: SheetDocument; onClose: () => void }) {
  const [shown, setShown] = useState<Shown | null>(null);
  const [file, setFile] = useState<File | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const path = `${store.base}/book`;

  const work = async (what: () => Promise<void>) => {
    setBusy(true);
    setError(null);
    try {
      await what();
    } catch (e) {
      setError(e);
    }
    setBusy(false);
  };
  const send = async (from: File, take: Take, overwrite = "") => {
    const form = new FormData();
    form.append("file", from, from.name);
    return (await api.post<AnswerBook>(`${path}?take=${take}${overwrite && `&overwrite=${encodeURIComponent(overwrite)}`}`, form)).data;
  };
  // What was typed here goes first: the book is compared with it.
  const look = (from: File) =>
    work(async () => {
      setFile(from);
      setShown(null);
      await store.flush();
      setShown({ file: from, got: await send(from, "check"), sides: {} });
    });
  const take = (from: Shown) =>
    work(async () => {
      const got = await send(from.file, "valid", overwriteOf(from));
      const { saves } = store;
      const answer = await api.get<ResponseRecord>(store.path);
      remember(store.path, answer);
      await store.catchUp(saves, answer.data);
      invalidate("/tasks/mine", "/campaigns");
      toast(msg("assessment.excel.done", { n: got.added + got.changed + got.cleared }));
      onClose();
    });

  return (
    <Dialog
      title={msg("assessment.excel")}
      isOpen
      wide
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>{msg("ui.cancel")}</Button>
          {shown && <TakeButton shown={shown} busy={busy} onPress={() => void take(shown)} />}
        </>
      }
    >
      <div className="stack">
        <p>{msg("assessment.excel.text")}</p>
        <p className="row">
          <Button icon="download" pending={busy && !file} onPress={() => void work(() => store.flush().then(() => save(path, { lang: language() })))}>
            {msg("assessment.excel.get")}
          </Button>
        </p>
        <FileField label={msg("assessment.excel.file")} hint={msg("assessment.excel.file.hint")} accept=".xlsx" file={file} onChange={(f) => void look(f)} />
        {busy && file && <Loading />}
        <ErrorNote error={error} />
        {shown && <Preview shown={shown} sheet={sheet} onSide={(item, side) => setShown({ ...shown, sides: { ...shown.sides, [item]: side } })} />}
      </div>
    </Dialog>
  );
}

const conflictsOf = (got: AnswerBook): AnswerBookStep[] => got.steps.filter((s) => s.change === "conflicts");

// The book's answer was chosen, against the version that was seen.
function overwriteOf({ got, sides }: Shown): string {
  return conflictsOf(got)
    .filter((s) => sides[s.item] === "book")
    .map((s) => `${s.item}:${s.version}`)
    .join(",");
}

function countOf({ got, sides }: Shown): number {
  return got.added + got.changed + got.cleared + conflictsOf(got).filter((s) => sides[s.item] === "book").length;
}

function TakeButton({ shown, busy, onPress }: { shown: Shown; busy: boolean; onPress: () => void }) {
  const n = countOf(shown);
  const open = conflictsOf(shown.got).some((s) => !shown.sides[s.item]);
  const part = shown.got.faults.length > 0;
  return (
    <Button look="filled" pending={busy} isDisabled={n === 0 || open} onPress={onPress}>
      {part ? msg("assessment.excel.take.valid", { n }) : msg("assessment.excel.take", { n })}
    </Button>
  );
}

function Preview({ shown, sheet, onSide }: { shown: Shown; sheet: SheetDocument; onSide: (item: string, side: Side) => void }) {
  const { got } = shown;
  const items = new Map(sheet.items.map((i) => [i.key, i]));
  const plain = got.steps.filter((s) => s.change !== "conflicts");
  if (got.steps.length === 0 && got.faults.length === 0) return <Note live title={msg("assessment.excel.nothing")} />;
  return (
    <>
      {got.faults.length > 0 ? (
        <Note tone="bad" live title={msg("assessment.excel.faults", { n: got.faults.length })}>
          {msg("assessment.excel.faults.text")}
        </Note>
      ) : (
        <Note tone="ok" live title={msg("assessment.excel.ready", { n: got.added + got.changed + got.cleared })} />
      )}
      <Faults faults={got.faults} />
      <Conflicts shown={shown} items={items} onSide={onSide} />
      {plain.length > 0 && (
        <Table
          dense
          label={msg("assessment.excel.changes")}
          rows={plain}
          rowKey={(s) => s.item}
          columns={[
            { id: "item", label: msg("assessment.excel.item"), main: true, cell: (s) => <ItemName item={items.get(s.item)} /> },
            { id: "change", label: msg("assessment.excel.change"), aside: true, className: "nowrap", cell: (s) => <Badge tone={TONES[s.change]}>{label(`enum.book_change.${s.change}`)}</Badge> },
            { id: "now", label: msg("assessment.excel.now"), cell: (s) => <Content item={items.get(s.item)} answer={s.now} /> },
            { id: "book", label: msg("assessment.excel.book"), cell: (s) => <Content item={items.get(s.item)} answer={s.change === "kept" ? s.now : s.book} /> },
          ]}
        />
      )}
    </>
  );
}

function ItemName({ item }: { item: SheetItem | undefined }) {
  return (
    <span>
      <span className="q-key">{item?.key}</span> {words(item?.text)}
    </span>
  );
}

function Content({ item, answer }: { item: SheetItem | undefined; answer: AnswerBookStep["now"] }) {
  const content = contentOf(answer as Answer | null | undefined);
  return (
    <>
      {item && isAnswered(content) ? <AnswerLine item={item} content={content} /> : <span className="muted">{msg("assessment.answer.none")}</span>}
      {content.comment && <p className="small prewrap">{content.comment}</p>}
    </>
  );
}

function Faults({ faults }: { faults: AnswerBookFault[] }) {
  if (faults.length === 0) return null;
  return (
    <Table
      dense
      label={msg("assessment.excel.faults", { n: faults.length })}
      rows={faults.map((f, i) => ({ ...f, i }))}
      rowKey={(f) => String(f.i)}
      columns={[
        { id: "cell", label: msg("assessment.excel.cell"), main: true, className: "nowrap", cell: (f) => msg("assessment.excel.place", { sheet: f.sheet, cell: f.cell }) },
        { id: "item", label: msg("assessment.excel.item"), className: "nowrap", cell: (f) => f.item },
        { id: "value", label: msg("assessment.excel.value"), cell: (f) => f.value },
        { id: "message", label: msg("assessment.excel.reason"), cell: (f) => f.message },
      ]}
    />
  );
}

// Guests are not told who of the asking company changed an answer.
function conflictTitle({ item, now }: AnswerBookStep): string {
  const name = now?.by?.title;
  return name ? msg("assessment.excel.conflict", { name, item }) : msg("assessment.excel.conflict.nobody", { item });
}

function Conflicts({ shown, items, onSide }: { shown: Shown; items: Map<string, SheetItem>; onSide: (item: string, side: Side) => void }) {
  return (
    <>
      {conflictsOf(shown.got).map((s) => (
        <Note key={s.item} tone="warn" title={conflictTitle(s)}>
          <p>{words(items.get(s.item)?.text)}</p>
          <div className="q-sides">
            <div>
              <p className="q-hint-name">{msg("assessment.excel.now")}</p>
              <Content item={items.get(s.item)} answer={s.now} />
            </div>
            <div>
              <p className="q-hint-name">{msg("assessment.excel.book")}</p>
              <Content item={items.get(s.item)} answer={s.book} />
            </div>
          </div>
          <Segments
            label={msg("ui.conflict.take")}
            value={shown.sides[s.item] ?? ""}
            onChange={(side) => onSide(s.item, side as Side)}
            options={[
              { id: "now", label: msg("assessment.excel.keep") },
              { id: "book", label: msg("assessment.excel.use") },
            ]}
          />
        </Note>
      ))}
    </>
  );
}
