// Which columns of a customer's sheet hold questions and answers, chosen on its cells; and the words
// in which it wants its answers.
import { useState } from "react";
import type { InquiryBook, InquiryCells, InquirySheet, InquiryWords } from "../../gen/api";
import { api, ApiError } from "../../kernel/api";
import { optionLabel } from "../../kernel/describe";
import { msg } from "../../kernel/i18n";
import { useQuery } from "../../kernel/query";
import { Button } from "../../ui/button";
import { SelectField, TextField } from "../../ui/field";
import { ErrorNote, Loading, toast, toastError } from "../../ui/note";
import { NumberField } from "../../ui/number_field";
import { Card, More } from "../../ui/page";
import { bookChanged } from "./book";

const ROLES = ["question", "answer", "remark"] as const;
type Mark = Pick<InquirySheet, "question" | "answer" | "remark" | "first_line">;

function Cells({ cells, mark }: { cells: InquiryCells; mark: Mark }) {
  const role = (column: string) => ROLES.find((r) => mark[r] === column);
  return (
    <div className="book-cells" role="region" aria-label={msg("inquiry.book.preview")} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{msg("inquiry.book.line")}</th>
            {cells.columns.map((c) => (
              <th key={c} scope="col" className={role(c) && "book-marked"}>
                {c}
                {role(c) && <span className="muted small"> {msg(`inquiry.book.${role(c)}`)}</span>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {cells.lines.map((l) => (
            <tr key={l.line}>
              <th scope="row">{l.line}</th>
              {cells.columns.map((c, i) => (
                <td key={c} className={role(c) && l.line >= (mark.first_line ?? 1) ? "book-marked" : undefined}>
                  {String((l.cells as string[])[i] ?? "")}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Marking({ id, sheet }: { id: string; sheet: InquirySheet }) {
  const { data, error, reload } = useQuery<InquiryCells>(`/inquiries/${id}/book/cells`, { sheet: sheet.name });
  const [mark, setMark] = useState<Mark>({ ...sheet, first_line: sheet.first_line ?? 1 });
  const [wrong, setWrong] = useState<Record<string, string>>({});
  const [busy, setBusy] = useState(false);
  const send = async (body: Partial<Mark>) => {
    setBusy(true);
    setWrong({});
    try {
      const { data: book } = await api.put<InquiryBook>(`/inquiries/${id}/book/columns`, { sheet: sheet.name, ...body });
      if (body.question) toast(msg("inquiry.book.read.done", { n: book.questions }));
      bookChanged();
    } catch (e) {
      const fields = e instanceof ApiError ? e.fields() : {};
      setWrong(fields);
      if (Object.keys(fields).length === 0) toastError(e);
    }
    setBusy(false);
  };
  if (error) return <ErrorNote error={error} onRetry={() => void reload()} />;
  if (!data) return <Loading />;
  const letters = data.columns.map(String);
  const empty = letters.length < 26 ? [String.fromCharCode(65 + letters.length)] : []; // answers may stand beside what is filled
  const options = [...letters, ...empty].map((c) => ({ id: c, label: c }));
  return (
    <div className="stack">
      <div className="form-grid">
        {ROLES.map((role) => (
          <SelectField
            key={role}
            label={msg(`inquiry.book.${role}`)}
            options={options}
            value={mark[role]}
            clearable={role === "remark" ? msg("inquiry.book.no_remark") : undefined}
            onChange={(v) => setMark({ ...mark, [role]: v })}
            error={wrong[role]}
          />
        ))}
        <NumberField label={msg("inquiry.book.first_line")} value={mark.first_line ?? 1} min={1} max={1048576} onChange={(v) => setMark({ ...mark, first_line: v ?? 1 })} error={wrong.first_line} />
      </div>
      <p className="row">
        <Button
          look="filled"
          pending={busy}
          isDisabled={!mark.question || !mark.answer}
          onPress={() => void send({ question: mark.question, answer: mark.answer, first_line: mark.first_line, ...(mark.remark ? { remark: mark.remark } : {}) })}
        >
          {msg("inquiry.book.read")}
        </Button>
        {sheet.question && (
          <Button look="plain" isDisabled={busy} onPress={() => void send({})}>
            {msg("inquiry.book.unread")}
          </Button>
        )}
      </p>
      <Cells cells={data} mark={mark} />
      {data.more && <p className="muted small">{msg("inquiry.book.more")}</p>}
    </div>
  );
}

const WORDS = ["yes", "partly", "no", "not_applicable"] as const;

function Words({ id, words: now }: { id: string; words: InquiryWords }) {
  const [words, setWords] = useState(now);
  const [busy, setBusy] = useState(false);
  const send = async () => {
    setBusy(true);
    try {
      await api.put(`/inquiries/${id}/book/words`, words);
      bookChanged();
    } catch (e) {
      toastError(e);
    }
    setBusy(false);
  };
  return (
    <div className="stack">
      <p className="muted small">{msg("inquiry.book.words.text")}</p>
      <div className="form-grid">
        {WORDS.map((w) => (
          <TextField key={w} label={optionLabel("statement_answer", w)} value={words[w]} maxLength={40} onChange={(v) => setWords({ ...words, [w]: v })} />
        ))}
      </div>
      <p>
        <Button pending={busy} isDisabled={WORDS.some((w) => !words[w].trim()) || WORDS.every((w) => words[w] === now[w])} onPress={() => void send()}>
          {msg("inquiry.book.words.save")}
        </Button>
      </p>
    </div>
  );
}

export function Columns({ id, book }: { id: string; book: InquiryBook }) {
  const first = book.sheets.find((s) => s.question) ?? book.sheets.find((s) => !s.hidden) ?? book.sheets[0];
  const [name, setName] = useState(first?.name ?? null);
  const sheet = book.sheets.find((s) => s.name === name);
  return (
    <Card title={msg("inquiry.book.columns")} screenOnly>
      <div className="stack">
        <p className="muted">{msg("inquiry.book.columns.text")}</p>
        <SelectField
          label={msg("inquiry.book.sheet")}
          options={book.sheets.map((s) => ({ id: s.name, label: s.name, hint: s.hidden ? msg("inquiry.book.hidden") : undefined }))}
          value={name}
          onChange={setName}
        />
        {sheet && <Marking key={`${sheet.name} ${sheet.question} ${sheet.answer} ${sheet.remark} ${sheet.first_line}`} id={id} sheet={sheet} />}
        <More label={msg("inquiry.book.words")}>
          <Words key={JSON.stringify(book.words)} id={id} words={book.words} />
        </More>
      </div>
    </Card>
  );
}
