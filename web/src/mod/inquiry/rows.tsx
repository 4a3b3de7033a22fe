// The questions of a customer's file: what is proposed for each, and what a person decides.
import { useState } from "react";
import { Link } from "../../app/router";
import type { InquiryBook, InquiryRow, InquiryRows } from "../../gen/api";
import { api } from "../../kernel/api";
import { optionLabel, recordPath } from "../../kernel/describe";
import { date, percent, today } from "../../kernel/format";
import { msg } from "../../kernel/i18n";
import { invalidate, useQuery } from "../../kernel/query";
import type { RefValue, RegisterRecord } from "../../kernel/record";
import { Button } from "../../ui/button";
import { RefField } from "../../ui/combo_field";
import { CheckField, Segments, SelectField, TextField } from "../../ui/field";
import { FormDialog } from "../../ui/form_dialog";
import { ErrorNote, Loading, toastError } from "../../ui/note";
import { Card } from "../../ui/page";
import { Badge, type Tone } from "../../ui/state";
import { decide, seen } from "./book";

const SHOWN = 50;
const MOST = 2000; // characters of an answer
const TONES: Record<InquiryRow["state"], Tone> = { open: "warn", proposed: "info", confirmed: "ok", blank: "neutral" };
const ANSWERS = ["yes", "partly", "no", "not_applicable", "text"] as const;
type Answer = (typeof ANSWERS)[number];

function Dialog({ inquiry, row, book, onClose }: { inquiry: string; row: InquiryRow; book: InquiryBook; onClose: () => void }) {
  const [statement, setStatement] = useState<RefValue | null>(row.statement && { id: row.statement.id, title: row.statement.question, number: row.statement.number ?? undefined });
  const [answer, setAnswer] = useState<Answer | null>(row.answer);
  const [text, setText] = useState(row.text ?? "");
  const [remark, setRemark] = useState(row.remark ?? "");
  const [keep, setKeep] = useState(false);
  const remarks = row.remark_cell === "free";
  const wordOf = (a: Answer, detail: string) => (a === "text" ? detail : book.words[a]);
  const take = async (chosen: RefValue | null) => {
    setStatement(chosen);
    if (!chosen) return;
    try {
      const { data } = await api.get<RegisterRecord>(`/statements/${chosen.id}`);
      const a = data.answer as Answer;
      setAnswer(a);
      setText(wordOf(a, String(data.detail ?? "")));
      setRemark(remarks && a !== "text" ? String(data.detail ?? "") : "");
    } catch (e) {
      toastError(e);
    }
  };
  const choose = (a: string | null) => {
    setAnswer(a as Answer | null);
    if (a && a !== "text") setText(book.words[a as Exclude<Answer, "text">]);
  };
  const send = async () => {
    await decide(inquiry, row, { state: "confirmed", statement: statement?.id ?? null, answer, text: text.trim() || null, remark: remark.trim() || null });
    if (statement || !keep) return;
    const kind = answer ?? "text";
    const detail = (kind === "text" ? text : remark).trim();
    await api.post("/statements", { question: row.question.replace(/\s+/g, " ").slice(0, 500), answer: kind, ...(detail ? { detail } : {}) });
    invalidate("/statements");
  };
  return (
    <FormDialog wide title={msg("inquiry.row.dialog")} save={msg("inquiry.row.confirm")} own={["statement", "answer", "text", "remark"]} send={send} onClose={onClose}>
      {(wrong) => (
        <>
          <p className="prewrap">{row.question}</p>
          <RefField label={msg("inquiry.row.statement")} register="statements" value={statement} onChange={(v) => void take(v)} error={wrong.statement} />
          <SelectField label={msg("inquiry.row.kind")} options={ANSWERS.map((a) => ({ id: a, label: optionLabel("statement_answer", a) }))} value={answer} onChange={choose} error={wrong.answer} />
          <TextField label={msg("inquiry.row.text")} lines={3} required value={text} onChange={setText} maxLength={MOST} error={wrong.text} />
          {remarks && <TextField label={msg("inquiry.row.remark")} lines={3} value={remark} onChange={setRemark} maxLength={MOST} error={wrong.remark} />}
          {!statement && <CheckField label={msg("inquiry.row.keep")} value={keep} onChange={setKeep} />}
        </>
      )}
    </FormDialog>
  );
}

// From where a proposal comes, and what speaks against it.
function Basis({ row }: { row: InquiryRow }) {
  const s = row.statement;
  return (
    <>
      {row.earlier && <p className="small">{msg("inquiry.row.earlier", { asker: row.earlier.asker })}</p>}
      {s && (
        <p className="small">
          {row.why === "alike" && row.likeness && msg("inquiry.row.alike", { percent: percent(row.likeness / 100) })}
          <Link to={recordPath("statements", s)}>
            {s.number} {s.question}
          </Link>
        </p>
      )}
      {s?.valid_until && s.valid_until < today() && <Badge tone="warn">{msg("inquiry.row.expired", { date: date(s.valid_until, "short") })}</Badge>}
      {row.changed && <Badge tone="warn">{msg("inquiry.row.changed")}</Badge>}
      {row.cell !== "free" && <Badge>{optionLabel("book_cell", row.cell)}</Badge>}
    </>
  );
}

function Row({ inquiry, row, write, onChange }: { inquiry: string; row: InquiryRow; write: boolean; onChange: () => void }) {
  const [busy, setBusy] = useState(false);
  const put = async (state: "confirmed" | "blank") => {
    setBusy(true);
    try {
      await decide(inquiry, row, state === "blank" ? { state } : { state, statement: row.statement?.id ?? null, answer: row.answer, text: row.text, remark: row.remark });
    } catch (e) {
      toastError(e);
    }
    setBusy(false);
  };
  const place = msg("inquiry.row.place", { sheet: row.sheet, line: row.line });
  return (
    <li className="book-row" aria-label={place}>
      <p className="row small">
        <span className="muted">{place}</span>
        <Badge tone={TONES[row.state]}>{optionLabel("inquiry_row_state", row.state)}</Badge>
      </p>
      <p className="prewrap">{row.question}</p>
      <Basis row={row} />
      {row.text && (
        <p className="prewrap book-answer">
          <strong>{row.text}</strong>
          {row.remark && <span> {row.remark}</span>}
        </p>
      )}
      {write && row.cell === "free" && (
        <p className="row no-print">
          {row.state === "proposed" && (
            <Button size="small" look="filled" icon="check" pending={busy} aria-label={`${msg("inquiry.row.confirm")} ${place}`} onPress={() => void put("confirmed")}>
              {msg("inquiry.row.confirm")}
            </Button>
          )}
          <Button size="small" icon="edit" aria-label={`${msg(row.text ? "inquiry.row.change" : "inquiry.row.answer")} ${place}`} onPress={onChange}>
            {msg(row.text ? "inquiry.row.change" : "inquiry.row.answer")}
          </Button>
          {row.state !== "blank" && (
            <Button size="small" look="plain" isDisabled={busy} aria-label={`${msg("inquiry.row.blank")} ${place}`} onPress={() => void put("blank")}>
              {msg("inquiry.row.blank")}
            </Button>
          )}
        </p>
      )}
    </li>
  );
}

export function Rows({ inquiry, book, write }: { inquiry: string; book: InquiryBook; write: boolean }) {
  const { data, error, reload } = useQuery<InquiryRows>(`/inquiries/${inquiry}/rows`);
  const [which, setWhich] = useState("all");
  const [most, setMost] = useState(SHOWN);
  const [changing, setChanging] = useState<InquiryRow | null>(null);
  if (error) return <ErrorNote error={error} onRetry={() => void reload()} />;
  if (!data) return <Loading />;
  const rows = data.items.filter((r) => which === "all" || seen(r) === (which === "seen"));
  return (
    <Card title={msg("inquiry.rows")}>
      <div className="stack">
        {write && <p className="muted no-print">{msg("inquiry.rows.text")}</p>}
        <p>{msg("inquiry.book.done", { n: book.questions, done: book.questions - book.open })}</p>
        <div className="no-print">
          <Segments label={msg("inquiry.rows")} options={["all", "left", "seen"].map((w) => ({ id: w, label: msg(`inquiry.rows.${w}`) }))} value={which} onChange={setWhich} />
        </div>
        {rows.length === 0 && <p className="muted">{msg("inquiry.rows.none")}</p>}
        <ul className="plain">
          {rows.slice(0, most).map((r) => (
            <Row key={r.id} inquiry={inquiry} row={r} write={write} onChange={() => setChanging(r)} />
          ))}
        </ul>
        {rows.length > most && <Button onPress={() => setMost(most + SHOWN)}>{msg("inquiry.rows.next", { n: Math.min(SHOWN, rows.length - most) })}</Button>}
      </div>
      {changing && <Dialog inquiry={inquiry} row={changing} book={book} onClose={() => setChanging(null)} />}
    </Card>
  );
}
