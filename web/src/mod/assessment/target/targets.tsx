// The levels we aim at in one year: one for each directive, beside our own mean and the industry's.
import { useState } from "react";
import { useSearch } from "../../../app/router";
import { api, ApiError, type Page as ListPage } from "../../../kernel/api";
import { fiscalYear, period as periodText, periodOptions, score } from "../../../kernel/format";
import { msg } from "../../../kernel/i18n";
import { invalidate, useQuery } from "../../../kernel/query";
import { may } from "../../../kernel/session";
import { Button, LinkButton } from "../../../ui/button";
import { SelectField } from "../../../ui/field";
import { ErrorNote, Loading, Note, toast } from "../../../ui/note";
import { NumberField } from "../../../ui/number_field";
import { Card, Page, PageHead } from "../../../ui/page";
import { type Column, Table } from "../../../ui/table";
import { useUnsaved } from "../../../ui/unsaved";
import { useLatestResults } from "../latest_results";
import { type Campaign, industryValue, meanValue, type Results, sectionHead, type Sheet, type SheetDocument, type SheetSection, words } from "../model";
import { useSheets } from "../sheet_list";

const PERIOD = /^FY\d{4}$/;

interface Target {
  section_key: string;
  level: number; // in tenths
}

type Levels = Record<string, number | null>; // section → tenths

export default function TargetsPage() {
  const [search, change] = useSearch();
  const sheets = useSheets();
  const items = sheets.data?.items ?? [];
  const sheet = items.find((s) => s.key === search.get("sheet_key")) ?? items.find((s) => s.built_in) ?? items[0];
  const asked = search.get("period") ?? "";
  const period = PERIOD.test(asked) ? asked : `FY${fiscalYear()}`;
  return (
    <Page>
      <PageHead
        title={msg("assessment.targets")}
        crumbs={[{ label: msg("ui.nav.assessment"), to: "/assessments" }]}
        meta={msg("assessment.targets.text")}
        actions={
          may("average.read") && (
            <LinkButton icon="trend" to="/assessments/averages">
              {msg("assessment.averages")}
            </LinkButton>
          )
        }
      />
      <ErrorNote error={sheets.error} onRetry={() => void sheets.reload()} />
      {sheets.loading && <Loading />}
      {sheet && (
        <>
          <div className="form-grid">
            <SelectField
              label={msg("assessment.sheet")}
              options={items.map((s) => ({ id: s.key, label: words(s.newest.name) }))}
              value={sheet.key}
              onChange={(sheet_key) => change({ sheet_key })}
            />
            <SelectField label={msg("assessment.period")} options={periodOptions(period)} value={period} onChange={(p) => change({ period: p })} />
          </div>
          <SheetTargets key={`${sheet.key}.${period}`} sheet={sheet} period={period} />
        </>
      )}
    </Page>
  );
}

// The newest results of this sheet, when the reader may see any.
function useResultsOf(sheet: Sheet): Results | undefined {
  const list = useQuery<ListPage<Campaign>>(may("result.read") ? "/campaigns" : null, { limit: 100 });
  return useLatestResults((list.data?.items ?? []).filter((c) => c.sheet.id === sheet.id)).results;
}

function SheetTargets({ sheet, period }: { sheet: Sheet; period: string }) {
  const document = useQuery<SheetDocument>(`/sheet-versions/${sheet.newest.id}/document`);
  const targets = useQuery<ListPage<Target>>("/targets", {
    "filter[sheet_key][eq]": sheet.key,
    "filter[period][eq]": period,
    limit: 500,
  });
  const results = useResultsOf(sheet);
  const error = document.error ?? targets.error;
  if (error) return <ErrorNote error={error} onRetry={() => void targets.reload()} />;
  if (!document.data || !targets.data) return <Loading />;
  const saved: Levels = Object.fromEntries(targets.data.items.map((t) => [t.section_key, t.level]));
  return <Editor sheet={document.data} period={period} saved={saved} results={results} />;
}

interface EditorProps {
  sheet: SheetDocument;
  period: string;
  saved: Levels;
  results: Results | undefined;
}

function Editor({ sheet, period, saved, results }: EditorProps) {
  const [typed, setTyped] = useState<Levels>({});
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const level = (key: string) => (key in typed ? (typed[key] ?? null) : (saved[key] ?? null));
  const changed = sheet.sections.filter((s) => level(s.key) !== (saved[s.key] ?? null));
  const write = may("target.write");
  useUnsaved(changed.length > 0 && !busy);
  const save = async () => {
    setBusy(true);
    setError(null);
    try {
      const levels = changed.map((s) => ({ section: s.key, level: level(s.key) }));
      await api.put("/target-levels", { sheet_key: sheet.key, period, levels });
      invalidate("/targets", "/campaigns");
      toast(msg("assessment.targets.saved"));
    } catch (e) {
      setError(e);
    }
    setBusy(false);
  };
  const columns = targetColumns(sheet, results, level, write ? (key, n) => setTyped({ ...typed, [key]: n }) : null);
  const sample = results?.sections.some((s) => s.industry?.sample);
  return (
    <div className="stack">
      <ErrorNote error={error} />
      {error instanceof ApiError && Object.values(error.fields()).map((text) => <Note key={text} tone="bad" title={text} />)}
      <Card
        flush
        title={periodText(period)}
        foot={
          write && (
            <Button look="filled" pending={busy} isDisabled={changed.length === 0} onPress={() => void save()}>
              {msg("ui.save")}
            </Button>
          )
        }
      >
        <Table bare label={msg("assessment.targets")} columns={columns} rows={sheet.sections} rowKey={(s) => s.key} />
      </Card>
      {results && (
        <p className="small muted">
          {msg("assessment.targets.compared", { name: results.campaign.title ?? "", period: periodText(results.period) })}
          {sample && ` ${msg("assessment.targets.sample")}`}
        </p>
      )}
    </div>
  );
}

function targetColumns(
  sheet: SheetDocument,
  results: Results | undefined,
  level: (key: string) => number | null,
  onLevel: ((key: string, tenths: number | null) => void) | null,
): Column<SheetSection>[] {
  const of = new Map(results?.sections.map((s) => [s.key, s]));
  const columns: Column<SheetSection>[] = [
    { id: "section", label: sectionHead(sheet), main: true, cell: (s) => `${s.key} ${words(s.name)}` },
    {
      id: "level",
      label: msg("assessment.targets.level", { min: sheet.score.min, max: sheet.score.max }),
      align: onLevel ? undefined : "num",
      className: "short",
      cell: (s) => {
        const tenths = level(s.key);
        const value = tenths === null ? null : tenths / 10;
        if (!onLevel) return score(value);
        return (
          <NumberField
            hideLabel
            label={msg("assessment.targets.level.of", { section: words(s.name) })}
            min={sheet.score.min}
            max={sheet.score.max}
            step={0.1}
            digits={1}
            value={value}
            onChange={(n) => onLevel(s.key, n === null ? null : Math.round(n * 10))}
          />
        );
      },
    },
  ];
  if (!results) return columns;
  return [
    ...columns,
    { id: "own", label: msg("assessment.targets.own"), align: "num", cell: (s) => score(meanValue(of.get(s.key)?.own)) },
    { id: "industry", label: msg("assessment.industry"), align: "num", cell: (s) => score(industryValue(of.get(s.key)?.industry)) },
  ];
}
