// Industry averages that were loaded, by what brought them; removed as a whole.
import { api } from "../../../kernel/api";
import { date, dateTime, number } from "../../../kernel/format";
import { msg } from "../../../kernel/i18n";
import { invalidate, useQuery } from "../../../kernel/query";
import { may } from "../../../kernel/session";
import { IconButton, LinkButton } from "../../../ui/button";
import { EmptyState, ErrorNote, Loading, toast, toastError } from "../../../ui/note";
import { confirm } from "../../../ui/overlay";
import { Page, PageHead } from "../../../ui/page";
import { Badge } from "../../../ui/state";
import { type Column, Table } from "../../../ui/table";
import { type Sheet, words } from "../model";
import { useSheets } from "../sheet_list";
import { type AverageSet, industryLabel } from "./model";

const IMPORT = "/assessments/averages/import";

export default function AveragesPage() {
  const sets = useQuery<{ items: AverageSet[] }>("/industry-average-sets");
  const sheets = useSheets();
  const write = may("average.write");
  const items = sets.data?.items;
  const load = (
    <LinkButton look="filled" icon="upload" to={IMPORT}>
      {msg("assessment.average.import")}
    </LinkButton>
  );
  return (
    <Page>
      <PageHead
        title={msg("assessment.averages")}
        crumbs={[{ label: msg("ui.nav.assessment"), to: "/assessments" }]}
        meta={msg("assessment.averages.text")}
        actions={
          items &&
          items.length > 0 && (
            <>
              <LinkButton icon="table" to="/industry-averages">
                {msg("assessment.averages.values")}
              </LinkButton>
              {write && load}
            </>
          )
        }
      />
      <ErrorNote error={sets.error ?? sheets.error} onRetry={() => void sets.reload()} />
      {(sets.loading || sheets.loading) && <Loading />}
      {items && items.length === 0 && (
        <EmptyState icon="trend" title={msg("assessment.averages.none")} text={msg("assessment.averages.none.text")} action={write && load} />
      )}
      {items && sheets.data && items.length > 0 && <SetTable sets={items} sheets={sheets.data.items} write={write} />}
    </Page>
  );
}

async function remove(set: AverageSet): Promise<void> {
  const yes = await confirm({
    title: msg("assessment.average.remove.ask", { source: set.source }),
    text: msg("assessment.average.remove.text", { n: set.rows }),
    yes: msg("ui.delete"),
    look: "filled danger",
  });
  if (!yes) return;
  try {
    const { sheet_key: sheet, source, as_of, sample } = set;
    await api.remove("/industry-average-sets", { query: { sheet, source, as_of, sample } });
    invalidate("/industry-average-sets", "/industry-averages", "/campaigns");
    toast(msg("assessment.average.removed", { source: set.source }));
  } catch (e) {
    toastError(e);
  }
}

function SetTable({ sets, sheets, write }: { sets: AverageSet[]; sheets: Sheet[]; write: boolean }) {
  const name = (key: string) => words(sheets.find((s) => s.key === key)?.newest.name) || key;
  const columns: Column<AverageSet>[] = [
    {
      id: "source",
      label: msg("assessment.average.source"),
      main: true,
      cell: (s) => (
        <span className="row">
          {s.source} {s.sample && <Badge square>{msg("assessment.sample")}</Badge>}
        </span>
      ),
    },
    { id: "as_of", label: msg("assessment.average.as_of"), className: "nowrap", cell: (s) => date(s.as_of, "short") },
    { id: "industries", label: msg("assessment.average.industries"), className: "short", cell: (s) => s.industries.map(industryLabel).join(msg("ui.list.comma")) },
    { id: "sheet", label: msg("assessment.sheet"), cell: (s) => name(s.sheet_key) },
    { id: "rows", label: msg("assessment.average.rows"), align: "num", cell: (s) => number(s.rows) },
    { id: "loaded", label: msg("assessment.average.loaded"), className: "nowrap", cell: (s) => dateTime(s.loaded_at, "short") },
  ];
  if (write)
    columns.push({
      id: "remove",
      label: msg("ui.delete"),
      action: true,
      cell: (s) => <IconButton icon="trash" label={msg("assessment.average.remove.of", { source: s.source })} onPress={() => void remove(s)} />,
    });
  return (
    <Table label={msg("assessment.averages")} columns={columns} rows={sets} rowKey={(s) => `${s.sheet_key}\n${s.source}\n${s.as_of}\n${s.sample}`} />
  );
}
