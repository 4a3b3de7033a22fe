// A framework from elsewhere as a sheet: the report of a trial first, then it is taken.
import { useState } from "react";
import { FILE_BYTES } from "../../../gen/api";
import { api } from "../../../kernel/api";
import { megabytes } from "../../../kernel/format";
import { msg } from "../../../kernel/i18n";
import { invalidate } from "../../../kernel/query";
import { may } from "../../../kernel/session";
import { Button, LinkButton } from "../../../ui/button";
import { FileField } from "../../../ui/file_field";
import { EmptyState, Loading, Note } from "../../../ui/note";
import { Card, Page, PageHead } from "../../../ui/page";
import { Badge } from "../../../ui/state";
import { mappingPage } from "../carry";
import { words } from "../model";
import { Faults, type ImportAnswer, type Imported, type ImportedMapping, Report } from "./report";
import { ImportTable, isTable } from "./import_table";
import { languageNames } from "./texts";

export default function ImportSheetPage() {
  return (
    <Page narrow>
      <PageHead
        title={msg("assessment.sheet.import")}
        crumbs={[
          { label: msg("ui.nav.assessment"), to: "/assessments" },
          { label: msg("assessment.sheets"), to: "/sheets" },
        ]}
        meta={msg("assessment.sheet.import.text")}
      />
      <Import />
    </Page>
  );
}

function send(file: File, dryRun: boolean) {
  return api.post<ImportAnswer>("/sheets/import", file, { query: { name: file.name, dry_run: dryRun }, headers: { "Content-Type": "application/octet-stream" } });
}

function Import() {
  const [file, setFile] = useState<File | null>(null);
  const [answer, setAnswer] = useState<ImportAnswer | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const run = async (chosen: File, dryRun: boolean) => {
    setBusy(true);
    setError(null);
    if (dryRun) setAnswer(null);
    try {
      const { data } = await send(chosen, dryRun);
      setAnswer(data);
      if (!dryRun) invalidate("/sheets", "/mappings");
    } catch (e) {
      setAnswer(null);
      setError(e);
    }
    setBusy(false);
  };
  const choose = (chosen: File) => {
    setFile(chosen);
    setAnswer(null);
    setError(null);
    if (!isTable(chosen)) void run(chosen, true);
  };
  const taken = answer && !answer.dry_run;
  const some = answer && [...answer.sheets, ...answer.mappings].some((s) => s.added);
  return (
    <div className="stack">
      <Card title={msg("assessment.sheet.file")}>
        <FileField
          label={msg("assessment.sheet.file.label")}
          hint={msg("assessment.sheet.file.hint", { limit: megabytes(FILE_BYTES.sheet_import) })}
          required
          accept=".yaml,.yml,.json,.gz,.xlsx,.csv,.tsv"
          file={file}
          onChange={choose}
        />
      </Card>
      {file && isTable(file) && <ImportTable key={`${file.name}.${file.lastModified}`} file={file} />}
      {busy && !answer && <Loading />}
      {error !== null && <Faults error={error} />}
      {answer && (
        <>
          <Outcome answer={answer} />
          {answer.report && <Report report={answer.report} />}
        </>
      )}
      {file && answer?.dry_run && some && (
        <div className="form-foot row">
          <Button look="filled" size="large" pending={busy} onPress={() => void run(file, false)}>
            {msg("assessment.sheet.take")}
          </Button>
        </div>
      )}
      {taken && (
        <div className="row">
          <LinkButton to="/sheets">{msg("assessment.sheets")}</LinkButton>
        </div>
      )}
    </div>
  );
}

// What becomes a sheet, or has become one.
function Outcome({ answer }: { answer: ImportAnswer }) {
  const { sheets, mappings } = answer;
  if (sheets.length + mappings.length === 0) return <EmptyState icon="sheet" title={msg("import.none")} text={msg("assessment.sheet.import.none.text")} />;
  return (
    <Card title={answer.dry_run ? msg("assessment.sheet.taken.trial") : msg("assessment.sheet.taken")}>
      <div className="stack">
        {answer.dry_run ? (
          <Note title={msg("assessment.sheet.trial")} />
        ) : (
          <Note tone="ok" live title={[...sheets, ...mappings].some((s) => s.added) ? msg("assessment.sheet.done") : msg("assessment.sheet.same.all")} />
        )}
        {sheets.map((s) => (
          <TakenSheet key={s.version.id} imported={s} dryRun={answer.dry_run} />
        ))}
        {mappings.map((m) => (
          <TakenMapping key={m.key} imported={m} dryRun={answer.dry_run} />
        ))}
      </div>
    </Card>
  );
}

function TakenMapping({ imported: { added, key, from, to, pairs }, dryRun }: { imported: ImportedMapping; dryRun: boolean }) {
  return (
    <div className="row spread">
      <div>
        <p>
          <strong>{msg("assessment.mapping.between", { from, to })}</strong> {!added && <Badge>{msg("assessment.sheet.same")}</Badge>}
        </p>
        <p className="small muted">{msg("assessment.mapping.pairs.n", { n: pairs })}</p>
      </div>
      {(!dryRun || !added) && (
        <LinkButton size="small" to={mappingPage(key)}>
          {msg("assessment.mapping.open_it")}
        </LinkButton>
      )}
    </div>
  );
}

function TakenSheet({ imported: { added, version: v }, dryRun }: { imported: Imported; dryRun: boolean }) {
  const there = !dryRun || !added;
  return (
    <div className="row spread">
      <div>
        <p>
          <strong>{words(v.name) || v.sheet.title}</strong> {!added && <Badge>{msg("assessment.sheet.same")}</Badge>}
          {added && v.no > 1 && <Badge tone="info">{msg("assessment.sheet.new_version", { no: v.no })}</Badge>}
        </p>
        <p className="small muted">
          {msg("assessment.sheet.meta", { version: v.version, sections: v.n_sections, items: v.n_items })} <Badge square>{languageNames(v.languages)}</Badge>
        </p>
      </div>
      {there && (
        <div className="row">
          <LinkButton size="small" to={`/sheets/${v.sheet.id}`}>
            {msg("assessment.sheet.open")}
          </LinkButton>
          {may("campaign.write") && (
            <LinkButton size="small" look={dryRun ? "outline" : "filled"} icon="plus" to={`/campaigns/new?sheet=${v.sheet.id}`}>
              {msg("assessment.sheet.start")}
            </LinkButton>
          )}
        </div>
      )}
    </div>
  );
}
