// The report of an import: how each part of the file was represented, what was lost, what was left out.
import { useState } from "react";
import { ApiError } from "../../../kernel/api";
import { label, msg, type Params } from "../../../kernel/i18n";
import { Segments } from "../../../ui/field";
import { ErrorNote, Note } from "../../../ui/note";
import { Card, More } from "../../../ui/page";
import { Badge, type Tone } from "../../../ui/state";
import type { SheetVersion } from "../model";

export interface ReportRow {
  severity: "info" | "warning" | "refused";
  code: string;
  message: string; // message id
  line?: number;
  urn?: string;
  ref_id?: string;
  path?: string;
  args: Params;
}

export interface ImportReport {
  file: string;
  format: string;
  counts: Record<ReportRow["severity"], number>;
  more: number;
  rows: ReportRow[];
}

export interface Imported {
  added: boolean;
  version: SheetVersion;
}

export interface ImportedMapping {
  added: boolean;
  key: string;
  from: string;
  to: string;
  pairs: number;
}

export interface ImportAnswer {
  dry_run: boolean;
  sheets: Imported[];
  mappings: ImportedMapping[];
  report: ImportReport | null;
}

const TONES: Record<ReportRow["severity"], Tone> = { info: "info", warning: "warn", refused: "bad" };
const ORDER: ReportRow["severity"][] = ["refused", "warning", "info"];

interface Group {
  severity: ReportRow["severity"];
  code: string;
  rows: ReportRow[];
}

// Rows that say the same of different places stand together, the gravest first.
function grouped(rows: ReportRow[]): Group[] {
  const groups = new Map<string, Group>();
  for (const row of rows) {
    const key = `${row.severity}.${row.code}`;
    const group = groups.get(key) ?? { severity: row.severity, code: row.code, rows: [] };
    group.rows.push(row);
    groups.set(key, group);
  }
  return [...groups.values()].sort((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity));
}

function place(row: ReportRow): string {
  const line = row.line === undefined ? "" : msg("import.line", { line: row.line });
  return [line, row.ref_id ?? row.path ?? row.urn ?? ""].filter(Boolean).join(" ");
}

export function Report({ report }: { report: ImportReport }) {
  const [only, setOnly] = useState("all");
  const rows = report.rows.filter((r) => only === "all" || r.severity === only);
  const count = (severity: ReportRow["severity"]) => report.counts[severity];
  if (report.rows.length === 0) return <Note tone="ok" title={msg("assessment.report.clean")} />;
  return (
    <Card
      title={msg("assessment.report")}
      flush
      aside={
        <Segments
          label={msg("assessment.report.filter")}
          value={only}
          onChange={setOnly}
          options={[
            { id: "all", label: msg("assessment.report.all") },
            ...ORDER.filter((s) => count(s) > 0).map((s) => ({ id: s, label: `${label(`import.severity.${s}`)} ${count(s)}` })),
          ]}
        />
      }
    >
      <p className="card-body muted small">{msg("assessment.report.text")}</p>
      <ul className="report-rows">
        {grouped(rows).map((g) => (
          <GroupRow key={`${g.severity}.${g.code}`} group={g} />
        ))}
      </ul>
      {report.more > 0 && <p className="card-body muted small">{msg("import.more", { more: report.more })}</p>}
    </Card>
  );
}

const SHOWN = 3;

function GroupRow({ group: { severity, rows } }: { group: Group }) {
  const rest = rows.slice(SHOWN);
  return (
    <li>
      <span>
        <Badge tone={TONES[severity]}>{label(`import.severity.${severity}`)}</Badge>
      </span>
      <div className="stack">
        {rows.slice(0, SHOWN).map((r, i) => (
          <Line key={i} row={r} />
        ))}
        {rest.length > 0 && (
          <More label={msg("assessment.report.more", { n: rest.length })}>
            <div className="stack">
              {rest.map((r, i) => (
                <Line key={i} row={r} />
              ))}
            </div>
          </More>
        )}
      </div>
    </li>
  );
}

function Line({ row }: { row: ReportRow }) {
  return (
    <p>
      {label(row.message, row.code, row.args)} <span className="muted small report-place">{place(row)}</span>
    </p>
  );
}

// Why a file could not be read: one reason, or every member of it that is wrong.
export function Faults({ error }: { error: unknown }) {
  const all = error instanceof ApiError ? (error.problem.errors ?? []) : [];
  if (all.length === 0) return <ErrorNote error={error} />;
  return (
    <Card title={msg("assessment.report.faults", { n: all.length })} flush>
      <ul className="report-rows">
        {all.map((e) => (
          <li key={`${e.pointer}.${e.code}`}>
            <span>
              <Badge tone="bad">{msg("assessment.report.fault")}</Badge>
            </span>
            <p>
              {e.message} <span className="muted small report-place">{e.pointer}</span>
            </p>
          </li>
        ))}
      </ul>
    </Card>
  );
}
