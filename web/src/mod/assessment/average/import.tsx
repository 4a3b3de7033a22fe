// Industry averages from a CSV or JSON file: what the file holds is shown before anything is taken.
import { useState } from "react";
import { navigate } from "../../../app/router";
import { FILE_BYTES } from "../../../gen/api";
import { api, ApiError, type FieldProblem } from "../../../kernel/api";
import { megabytes, number, score } from "../../../kernel/format";
import { label, msg } from "../../../kernel/i18n";
import { invalidate, useQuery } from "../../../kernel/query";
import { registerOf } from "../../../kernel/describe";
import { Button } from "../../../ui/button";
import { DateField } from "../../../ui/date_field";
import { CheckField, SelectField, TextField } from "../../../ui/field";
import { FileField } from "../../../ui/file_field";
import { ErrorNote, Loading, Note, toast } from "../../../ui/note";
import { NumberField } from "../../../ui/number_field";
import { Card, More, Page, PageHead } from "../../../ui/page";
import { type Column, Table } from "../../../ui/table";
import { type Sheet, type SheetDocument, words } from "../model";
import { useSheets } from "../sheet_list";
import { type AverageImport, type AverageRow, industryLabel } from "./model";

const LIST = "/assessments/averages";

export default function ImportAveragesPage() {
  const sheets = useSheets();
  return (
    <Page narrow>
      <PageHead
        title={msg("assessment.average.import")}
        crumbs={[
          { label: msg("ui.nav.assessment"), to: "/assessments" },
          { label: msg("assessment.averages"), to: LIST },
        ]}
        meta={msg("assessment.average.import.text")}
      />
      <ErrorNote error={sheets.error} onRetry={() => void sheets.reload()} />
      {sheets.loading && <Loading />}
      {sheets.data && <ImportForm sheets={sheets.data.items} />}
    </Page>
  );
}

interface Facts {
  sheet: string | null;
  source: string;
  as_of: string | null;
  n: number | null;
  sample: boolean;
}

const isJson = (file: File): boolean => /\.json$/i.test(file.name);

function send(file: File, facts: Facts, dryRun: boolean) {
  const query = { ...facts, source: facts.source.trim(), format: isJson(file) ? "json" : "csv", dry_run: dryRun };
  return api.post<AverageImport>("/industry-averages/import", file, { query, headers: { "Content-Type": "application/octet-stream" } });
}

function ImportForm({ sheets }: { sheets: Sheet[] }) {
  const first = sheets.find((s) => s.built_in) ?? sheets[0];
  const [file, setFile] = useState<File | null>(null);
  const [facts, setFacts] = useState<Facts>({ sheet: first?.key ?? null, source: "", as_of: null, n: null, sample: false });
  const [tried, setTried] = useState<AverageImport | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const sheet = sheets.find((s) => s.key === facts.sheet);
  const document = useQuery<SheetDocument>(sheet ? `/sheet-versions/${sheet.newest.id}/document` : null).data;
  const forget = () => {
    setTried(null);
    setError(null);
  };
  const change = (more: Partial<Facts>) => {
    forget();
    setFacts({ ...facts, ...more });
  };
  const run = async (dryRun: boolean) => {
    if (!file) return;
    setBusy(true);
    setError(null);
    try {
      const { data } = await send(file, facts, dryRun);
      if (dryRun) setTried(data);
      else {
        invalidate("/industry-average-sets", "/industry-averages", "/campaigns");
        toast(msg("assessment.average.done", { n: data.created }));
        await navigate(LIST);
      }
    } catch (e) {
      setTried(null);
      setError(e);
    }
    setBusy(false);
  };
  const fields = error instanceof ApiError ? error.fields() : {};
  const ready = file !== null && facts.source.trim() !== "" && facts.as_of !== null && facts.sheet !== null;
  return (
    <div className="stack">
      <Card title={msg("assessment.average.file")}>
        <div className="form">
          <FileField
            label={msg("assessment.average.file.label")}
            hint={msg("assessment.average.file.hint", { limit: megabytes(FILE_BYTES.industry_average_import) })}
            required
            accept=".csv,.json,text/csv,application/json"
            file={file}
            onChange={(f) => {
              forget();
              setFile(f);
            }}
          />
          {document && <Form sheet={document} />}
        </div>
      </Card>
      <About sheets={sheets} facts={facts} onChange={change} problems={fields} />
      {error !== null && <Faults error={error} />}
      {tried && document && <Preview tried={tried} sheet={document} />}
      <div className="form-foot row">
        {tried ? (
          <Button look="filled" size="large" pending={busy} onPress={() => void run(false)}>
            {msg("assessment.average.take", { n: tried.rows })}
          </Button>
        ) : (
          <Button look="filled" size="large" pending={busy} isDisabled={!ready} onPress={() => void run(true)}>
            {msg("assessment.average.try")}
          </Button>
        )}
        {!ready && <span className="muted small">{msg("assessment.average.ready")}</span>}
      </div>
    </div>
  );
}

interface AboutProps {
  sheets: Sheet[];
  facts: Facts;
  onChange: (more: Partial<Facts>) => void;
  problems: Record<string, string>;
}

function About({ sheets, facts, onChange, problems }: AboutProps) {
  return (
    <Card title={msg("assessment.average.about")}>
      <div className="form">
        <SelectField
          label={msg("assessment.sheet")}
          required
          options={sheets.map((s) => ({ id: s.key, label: words(s.newest.name) }))}
          value={facts.sheet}
          onChange={(sheet) => onChange({ sheet })}
          error={problems["query/sheet"]}
        />
        <TextField
          label={msg("assessment.average.source")}
          hint={msg("assessment.average.source.hint")}
          required
          maxLength={300}
          value={facts.source}
          onChange={(source) => onChange({ source })}
          error={problems["query/source"]}
        />
        <div className="form-grid">
          <DateField label={msg("assessment.average.as_of")} required value={facts.as_of} onChange={(as_of) => onChange({ as_of })} error={problems["query/as_of"]} />
          <NumberField label={msg("assessment.average.n")} optional min={1} max={1000000} unit={msg("assessment.average.n.unit")} value={facts.n} onChange={(n) => onChange({ n })} error={problems["query/n"]} />
        </div>
        <CheckField label={msg("assessment.average.sample")} value={facts.sample} onChange={(sample) => onChange({ sample })} />
      </div>
    </Card>
  );
}

// What a file must look like, with an example made of the sheet's own sections.
function Form({ sheet }: { sheet: SheetDocument }) {
  const industries = registerOf("industry-averages")?.fields.find((f) => f.key === "industry")?.option_keys ?? [];
  const columns = ["industry", "line", "section", "item", "mean", "n"] as const;
  const example = () => {
    const head = columns.map((c) => label(`assessment.column.${c}`)).join(",");
    const middle = ((sheet.score.min + sheet.score.max) / 2).toFixed(1);
    const rows = sheet.sections.filter((s) => !s.parent).map((s) => `${industryLabel("retail")},,${s.key},,${middle},100`);
    const link = window.document.createElement("a");
    link.href = URL.createObjectURL(new Blob(["\uFEFF", [head, ...rows, ""].join("\r\n")], { type: "text/csv" }));
    link.download = "industry-averages.csv";
    link.click();
    URL.revokeObjectURL(link.href);
  };
  return (
    <div className="stack">
      <div className="row">
        <Button size="small" look="plain" icon="download" onPress={example}>
          {msg("assessment.average.example")}
        </Button>
      </div>
      <More label={msg("assessment.average.form")}>
        <div className="stack small">
          <dl className="facts">
            {columns.map((c) => (
              <div key={c}>
                <dt>
                  {label(`assessment.column.${c}`)} <span className="muted">({c})</span>
                </dt>
                <dd>{label(`assessment.average.form.${c}`)}</dd>
              </div>
            ))}
          </dl>
          <p>{msg("assessment.average.form.industries", { names: industries.map(industryLabel).join(msg("ui.list.comma")) })}</p>
        </div>
      </More>
    </div>
  );
}

interface Fault {
  row: string;
  column: string;
  text: string;
}

// "line 3, column mean" of a table, "/2/mean" of a list, "" of the file.
function faultOf(e: FieldProblem): Fault {
  const table = /^line (\d+)(?:, column (.+))?$/.exec(e.pointer);
  const list = /^\/(\d+)(?:\/(.+))?$/.exec(e.pointer);
  const row = table ? (table[1] ?? "") : list ? String(Number(list[1]) + 1) : "";
  const column = table?.[2] ?? list?.[2] ?? "";
  return { row, column: column && label(`assessment.column.${column}`, column), text: e.message };
}

function Faults({ error }: { error: unknown }) {
  const all = error instanceof ApiError ? (error.problem.errors ?? []) : [];
  const faults = all.filter((e) => !e.pointer.startsWith("/query/")).map(faultOf);
  if (faults.length === 0) return all.length === 0 && <ErrorNote error={error} />;
  const columns: Column<Fault>[] = [
    { id: "row", label: msg("assessment.average.line"), className: "nowrap", aside: true, cell: (f) => f.row && msg("import.line", { line: f.row }) },
    { id: "column", label: msg("assessment.average.column"), cell: (f) => f.column },
    { id: "text", label: msg("assessment.average.fault"), main: true, cell: (f) => f.text },
  ];
  return (
    <Card title={msg("assessment.average.faults")} flush>
      <div className="card-body">
        <Note tone="bad" live title={msg("assessment.average.faults.text", { n: faults.length })} />
      </div>
      <Table bare label={msg("assessment.average.faults")} columns={columns} rows={faults} rowKey={(f) => `${f.row}.${f.column}.${f.text}`} />
    </Card>
  );
}

function Preview({ tried, sheet }: { tried: AverageImport; sheet: SheetDocument }) {
  const rows = tried.preview ?? [];
  const what = (r: AverageRow): string => {
    const section = sheet.sections.find((s) => s.key === r.section_key);
    const item = sheet.items.find((i) => i.key === r.item_key);
    return section ? `${section.key} ${words(section.name)}` : `${r.item_key} ${words(item?.text)}`;
  };
  const columns: Column<AverageRow>[] = [
    { id: "line", label: msg("assessment.average.line"), className: "nowrap", aside: true, cell: (r) => msg("import.line", { line: r.line }) },
    { id: "industry", label: label("assessment.column.industry"), className: "short", cell: (r) => industryLabel(r.industry) },
    { id: "line_of", label: label("assessment.column.line"), className: "short", cell: (r) => label(`enum.level_line.${r.level_line ?? "industry"}`) },
    { id: "what", label: msg("assessment.average.what"), main: true, cell: what },
    { id: "mean", label: label("assessment.column.mean"), align: "num", cell: (r) => score(r.mean) },
    { id: "n", label: label("assessment.column.n"), align: "num", cell: (r) => number(r.n) },
  ];
  return (
    <Card title={msg("assessment.average.preview", { n: tried.rows })} flush>
      <div className="card-body">
        <Note tone="ok" live title={msg("assessment.average.fine")}>
          {tried.replaced > 0 && msg("assessment.average.replaces", { n: tried.replaced })}
        </Note>
      </div>
      <Table bare label={msg("assessment.average.preview", { n: tried.rows })} columns={columns} rows={rows} rowKey={(r) => String(r.line)} />
      {tried.rows > rows.length && <p className="card-body muted small">{msg("assessment.average.more", { n: tried.rows - rows.length })}</p>}
    </Card>
  );
}
