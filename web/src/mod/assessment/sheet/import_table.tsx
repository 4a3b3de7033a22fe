// A check list kept as Excel or CSV as a sheet: what its columns hold is proposed, tried and put right
// here before anything is taken.
import { useEffect, useState } from "react";
import type { Texts } from "../model";
import { api } from "../../../kernel/api";
import { number } from "../../../kernel/format";
import { label, msg } from "../../../kernel/i18n";
import { invalidate } from "../../../kernel/query";
import { may } from "../../../kernel/session";
import { Button, LinkButton } from "../../../ui/button";
import { SelectField, TextField } from "../../../ui/field";
import { Loading, Note } from "../../../ui/note";
import { Card } from "../../../ui/page";
import { Badge } from "../../../ui/state";
import { type Column, Table } from "../../../ui/table";
import { type SheetVersion, words } from "../model";
import { Faults } from "./report";

const HOLDS = ["key", "section", "text", "hint", "evidence", "level1", "level2", "level3", "level4", "level5", "answers"];
const SCALES = ["yes_no_na", "have", "graded", "text"];

interface TableColumn {
  no: number;
  header: string;
  holds: string | null;
  samples: string[];
}

interface Fault {
  line: number;
  column: number; // 0: the row
  code: string;
  value: string | null;
}

interface TableAnswer {
  dry_run: boolean;
  format: string;
  notices: { code: string; value: string | null; limit: number }[];
  header_line: number;
  columns: TableColumn[];
  scale: string;
  key: string;
  title: string;
  faults: Fault[];
  n_sections?: number;
  n_items?: number;
  items: { key: string; section: string; scale: string; text: Texts }[];
  added?: boolean;
  version?: SheetVersion;
}

// What the person says of the table; what is not said is guessed.
interface Wish {
  columns?: Record<string, number>;
  scale?: string;
  title?: string;
  publisher?: string;
}

function send(file: File, wish: Wish, dryRun: boolean) {
  const { columns, ...rest } = wish;
  const query = { name: file.name, dry_run: dryRun, ...rest, ...(columns ? { columns: JSON.stringify(columns) } : {}) };
  return api.post<TableAnswer>("/sheets/table", file, { query, headers: { "Content-Type": "application/octet-stream" } });
}

export const isTable = (file: File): boolean => /\.(csv|tsv|txt|xlsx)$/i.test(file.name);

export function ImportTable({ file }: { file: File }) {
  const [wish, setWish] = useState<Wish>({});
  const [answer, setAnswer] = useState<TableAnswer | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const run = async (next: Wish, dryRun: boolean) => {
    setBusy(true);
    setError(null);
    try {
      const { data } = await send(file, next, dryRun);
      setAnswer(data);
      if (!dryRun) invalidate("/sheets");
    } catch (e) {
      setError(e);
    }
    setBusy(false);
  };
  useEffect(() => void run({}, true), [file]);
  const change = (more: Wish) => {
    const next = { ...wish, ...more };
    setWish(next);
    void run(next, true);
  };
  return (
    <>
      {busy && !answer && <Loading />}
      {error !== null && <Faults error={error} />}
      {answer?.version && <Taken answer={answer} version={answer.version} />}
      {answer && !answer.version && (
        <>
          <Understood answer={answer} onChange={change} />
          <Settings answer={answer} wish={wish} onChange={change} />
          {answer.faults.length > 0 ? <FaultList answer={answer} /> : <Preview answer={answer} />}
          {answer.faults.length === 0 && (
            <div className="form-foot row">
              <Button look="filled" size="large" pending={busy} onPress={() => void run(wish, false)}>
                {msg("assessment.sheet.take")}
              </Button>
            </div>
          )}
        </>
      )}
    </>
  );
}

function Understood({ answer, onChange }: { answer: TableAnswer; onChange: (wish: Wish) => void }) {
  const now = Object.fromEntries(answer.columns.flatMap((c) => (c.holds ? [[c.holds, c.no]] : [])));
  const hold = (column: TableColumn, holds: string | null) => {
    const rest = Object.fromEntries(Object.entries(now).filter(([key, no]) => no !== column.no && key !== holds));
    onChange({ columns: holds ? { ...rest, [holds]: column.no } : rest });
  };
  const columns: Column<TableColumn>[] = [
    { id: "header", label: msg("assessment.table.column"), main: true, cell: (c) => c.header || msg("assessment.table.column.no", { no: c.no }) },
    { id: "samples", label: msg("assessment.table.samples"), cell: (c) => <span className="small muted">{c.samples.join(msg("ui.list.comma"))}</span> },
    {
      id: "holds",
      label: msg("assessment.table.holds"),
      cell: (c) => (
        <SelectField
          label={msg("assessment.table.holds.of", { name: c.header || String(c.no) })}
          hideLabel
          clearable={msg("assessment.table.holds.none")}
          options={HOLDS.map((h) => ({ id: h, label: label(`enum.sheet_column.${h}`) }))}
          value={c.holds}
          onChange={(h) => hold(c, h)}
        />
      ),
    },
  ];
  return (
    <Card title={msg("assessment.table.columns")} flush>
      <div className="card-body stack">
        <p>{msg("assessment.table.columns.text", { line: answer.header_line })}</p>
        {answer.notices.length > 0 && (
          <ul className="small muted">
            {answer.notices.map((n) => (
              <li key={n.code + n.value}>{label(`table.notice.${n.code}`, n.code, { value: n.value ?? "", limit: n.limit })}</li>
            ))}
          </ul>
        )}
      </div>
      <Table bare label={msg("assessment.table.columns")} columns={columns} rows={answer.columns} rowKey={(c) => String(c.no)} />
    </Card>
  );
}

function Settings({ answer, wish, onChange }: { answer: TableAnswer; wish: Wish; onChange: (wish: Wish) => void }) {
  const [title, setTitle] = useState(answer.title);
  const [publisher, setPublisher] = useState(wish.publisher ?? "");
  const levels = answer.columns.some((c) => c.holds?.startsWith("level") || c.holds === "answers");
  return (
    <Card title={msg("assessment.table.sheet")}>
      <div className="stack">
        <TextField label={msg("assessment.table.title")} required maxLength={200} value={title} onChange={setTitle} onBlur={() => title.trim() && title !== answer.title && onChange({ title: title.trim() })} />
        <TextField label={msg("assessment.sheet.publisher")} optional maxLength={200} value={publisher} onChange={setPublisher} onBlur={() => publisher.trim() !== (wish.publisher ?? "") && onChange({ publisher: publisher.trim() || undefined })} />
        <SelectField
          label={msg("assessment.table.scale")}
          hint={levels ? msg("assessment.table.scale.levels") : undefined}
          options={SCALES.map((s) => ({ id: s, label: label(`enum.sheet_table_scale.${s}`) }))}
          value={answer.scale}
          onChange={(s) => onChange({ scale: s ?? "yes_no_na" })}
        />
      </div>
    </Card>
  );
}

function FaultList({ answer }: { answer: TableAnswer }) {
  const name = (column: number) => answer.columns.find((c) => c.no === column)?.header || String(column);
  const place = (f: Fault) =>
    f.line === 0 ? msg("assessment.table.whole") : f.column === 0 ? msg("import.line", { line: f.line }) : msg("assessment.table.place", { line: f.line, column: name(f.column) });
  return (
    <Card title={msg("assessment.table.faults", { n: answer.faults.length })} flush>
      <ul className="report-rows">
        {answer.faults.map((f) => (
          <li key={`${f.line}.${f.column}.${f.code}`}>
            <span>
              <Badge tone="bad">{place(f)}</Badge>
            </span>
            <p>{label(`error.field.sheet_${f.code}`, f.code, { value: f.value ?? "" })}</p>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Preview({ answer }: { answer: TableAnswer }) {
  return (
    <Card title={msg("assessment.table.preview")}>
      <div className="stack">
        <Note title={msg("assessment.sheet.trial")} />
        <p>{msg("assessment.table.counts", { items: number(answer.n_items ?? 0), sections: number(answer.n_sections ?? 0) })}</p>
        <ul className="read-levels">
          {answer.items.map((i) => (
            <li key={i.key}>
              <div>
                <span className="q-key">{i.key}</span> {words(i.text)} <Badge square>{label(`enum.sheet_scale.${i.scale}`)}</Badge>
              </div>
            </li>
          ))}
        </ul>
      </div>
    </Card>
  );
}

function Taken({ answer, version: v }: { answer: TableAnswer; version: SheetVersion }) {
  return (
    <Card title={msg("assessment.sheet.taken")}>
      <div className="stack">
        <Note tone="ok" live title={answer.added ? msg("assessment.sheet.done") : msg("assessment.sheet.same.all")} />
        <p>
          <strong>{words(v.name) || v.sheet.title}</strong> <span className="muted">{msg("assessment.sheet.meta", { version: v.version, sections: v.n_sections, items: v.n_items })}</span>
        </p>
        <div className="row">
          <LinkButton to={`/sheets/${v.sheet.id}`}>{msg("assessment.sheet.open")}</LinkButton>
          {may("campaign.write") && (
            <LinkButton look="filled" icon="plus" to={`/campaigns/new?sheet=${v.sheet.id}`}>
              {msg("assessment.sheet.start")}
            </LinkButton>
          )}
        </div>
      </div>
    </Card>
  );
}
