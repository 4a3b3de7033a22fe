// The sheets one can assess with: built in and imported.
import { useSearch } from "../../../app/router";
import type { Page as ListPage } from "../../../kernel/api";
import { date, number } from "../../../kernel/format";
import { msg } from "../../../kernel/i18n";
import { useQuery } from "../../../kernel/query";
import { may } from "../../../kernel/session";
import { Button, LinkButton } from "../../../ui/button";
import { ErrorNote, Loading } from "../../../ui/note";
import { Page, PageHead } from "../../../ui/page";
import { Badge } from "../../../ui/state";
import { type Column, Table } from "../../../ui/table";
import { type Sheet, words } from "../model";
import { MappingList } from "./mappings";
import { languageNames } from "./texts";

const PAGE = 50;

export default function SheetsPage() {
  const [search, change] = useSearch();
  const cursor = search.get("cursor");
  const list = useQuery<ListPage<Sheet>>("/sheets", { limit: PAGE, cursor });
  const page = list.data;
  return (
    <Page>
      <PageHead
        title={msg("assessment.sheets")}
        crumbs={[{ label: msg("ui.nav.assessment"), to: "/assessments" }]}
        meta={msg("assessment.sheets.text")}
        actions={
          may("sheet.write") && (
            <LinkButton look="filled" icon="upload" to="/sheets/import">
              {msg("assessment.sheet.import")}
            </LinkButton>
          )
        }
      />
      <ErrorNote error={list.error} onRetry={() => void list.reload()} />
      {list.loading && <Loading />}
      {page && <Table label={msg("assessment.sheets")} columns={columns()} rows={page.items} rowKey={(s) => s.id} rowHref={(s) => `/sheets/${s.id}`} />}
      {page && (cursor || page.next) && (
        <nav className="pager" aria-label={msg("ui.list.pages")}>
          <span role="status">{msg("ui.list.total", { total: number(page.total ?? 0) })}</span>
          <span className="row pager-buttons">
            <Button icon="chevron_left" isDisabled={!cursor} onPress={() => change({ cursor: null })}>
              {msg("ui.list.first_page")}
            </Button>
            <Button iconAfter="chevron_right" isDisabled={!page.next} onPress={() => change({ cursor: page.next })}>
              {msg("ui.list.next")}
            </Button>
          </span>
        </nav>
      )}
      {page && <MappingList />}
    </Page>
  );
}

function columns(): Column<Sheet>[] {
  return [
    { id: "name", label: msg("assessment.sheet.name"), main: true, cell: (s) => words(s.newest.name) || s.key },
    {
      id: "kind",
      label: msg("assessment.sheet.kind"),
      aside: true,
      cell: (s) => <Badge icon={null}>{s.built_in ? msg("assessment.sheet.built_in") : msg("assessment.sheet.imported")}</Badge>,
    },
    { id: "version", label: msg("assessment.sheet.version"), cell: (s) => s.newest.version },
    { id: "items", label: msg("assessment.sheet.items"), align: "num", cell: (s) => number(s.newest.n_items) },
    { id: "languages", label: msg("assessment.sheet.languages"), cell: (s) => languageNames(s.newest.languages) },
    { id: "publisher", label: msg("assessment.sheet.publisher"), className: "short", cell: (s) => s.newest.publisher },
    { id: "campaigns", label: msg("assessment.sheet.campaigns"), align: "num", cell: (s) => (s.campaigns === null ? "" : number(s.campaigns)) },
    { id: "since", label: msg("assessment.sheet.since"), className: "nowrap", cell: (s) => date(s.newest.created_at, "short") },
  ];
}
