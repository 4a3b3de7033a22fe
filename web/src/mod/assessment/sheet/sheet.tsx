// One sheet: where it comes from, its versions, and all of it to be read.
import { useState } from "react";
import { navigate, useHashPlace, useParams, useSearch } from "../../../app/router";
import { api, ApiError, download } from "../../../kernel/api";
import { date, plainNumber } from "../../../kernel/format";
import { label, msg } from "../../../kernel/i18n";
import { invalidate, useQuery } from "../../../kernel/query";
import { may } from "../../../kernel/session";
import { IconButton, LinkButton } from "../../../ui/button";
import { Segments, SelectField } from "../../../ui/field";
import { EmptyState, ErrorNote, Loading, toast, toastError } from "../../../ui/note";
import { confirm, Menu } from "../../../ui/overlay";
import { Card, Fact, Facts, More, Page, PageHead } from "../../../ui/page";
import { Badge } from "../../../ui/state";
import { type Column, Table } from "../../../ui/table";
import { type Sheet, type SheetDocument, type SheetVersion, type TotalBand, words } from "../model";
import { SheetReading } from "./read";
import { Mapped, RelatedFilter, useRelatedKeys } from "./related";
import { languageName, languageNames, Shown, Words } from "./texts";

export default function SheetPage() {
  const { id = "" } = useParams();
  const [search, change] = useSearch();
  const { data: sheet, error, reload } = useQuery<Sheet>(`/sheets/${encodeURIComponent(id)}`);
  if (error instanceof ApiError && error.status === 404)
    return <EmptyState icon="search" page title={msg("ui.not_found.title")} text={msg("ui.not_found.text")} action={<LinkButton to="/sheets">{msg("assessment.sheets")}</LinkButton>} />;
  if (error) return <ErrorNote error={error} onRetry={() => void reload()} />;
  if (!sheet) return <Loading />;
  const versions = sheet.versions ?? [sheet.newest];
  const version = versions.find((v) => String(v.no) === search.get("version")) ?? sheet.newest;
  return (
    <Page narrow>
      <PageHead
        title={words(version.name) || sheet.key}
        crumbs={[
          { label: msg("ui.nav.assessment"), to: "/assessments" },
          { label: msg("assessment.sheets"), to: "/sheets" },
        ]}
        state={<Badge icon={null}>{sheet.built_in ? msg("assessment.sheet.built_in") : msg("assessment.sheet.imported")}</Badge>}
        meta={msg("assessment.sheet.meta", { version: version.version, sections: version.n_sections, items: version.n_items })}
        actions={<Actions sheet={sheet} version={version} />}
      />
      {versions.length > 1 && (
        <SelectField
          className="compact"
          label={msg("assessment.sheet.version")}
          options={versions.map((v) => ({ id: String(v.no), label: msg("assessment.sheet.version.no", { no: v.no, version: v.version, date: date(v.created_at, "short") }) }))}
          value={String(version.no)}
          onChange={(no) => change({ version: no === String(sheet.newest.no) ? null : no })}
        />
      )}
      <Whole key={version.id} sheet={sheet} version={version} />
    </Page>
  );
}

async function remove(sheet: Sheet, version: SheetVersion): Promise<void> {
  const name = words(version.name) || sheet.key;
  const yes = await confirm({ title: msg("assessment.sheet.remove.ask", { name }), text: msg("assessment.sheet.remove.text"), yes: msg("ui.delete"), look: "filled danger" });
  if (!yes) return;
  try {
    await api.remove(`/sheet-versions/${version.id}`);
    invalidate("/sheets");
    toast(msg("ui.delete.done", { name }));
    await navigate("/sheets", { replace: true });
  } catch (e) {
    toastError(e);
  }
}

function Actions({ sheet, version }: { sheet: Sheet; version: SheetVersion }) {
  return (
    <>
      <Menu
        label={msg("ui.more")}
        groups={[
          {
            entries: [
              { id: "json", icon: "download", label: msg("assessment.sheet.json"), onAction: () => download(`/sheet-versions/${version.id}/document`) },
              { id: "print", icon: "print", label: msg("ui.print"), onAction: () => window.print() },
            ],
          },
          ...(may("sheet.write") && !sheet.built_in
            ? [{ entries: [{ id: "delete", icon: "trash" as const, danger: true, label: msg("assessment.sheet.remove"), onAction: () => void remove(sheet, version) }] }]
            : []),
        ]}
      >
        <IconButton icon="more" label={msg("ui.more")} look="outline" />
      </Menu>
      {may("campaign.write") && version.id === sheet.newest.id && (
        <LinkButton look="filled" icon="plus" to={`/campaigns/new?sheet=${sheet.id}`}>
          {msg("assessment.sheet.start")}
        </LinkButton>
      )}
    </>
  );
}

const ALL = "all";

function Whole({ sheet, version }: { sheet: Sheet; version: SheetVersion }) {
  const [lang, setLang] = useState<string | null>(null);
  const { data: document, error, reload } = useQuery<SheetDocument>(`/sheet-versions/${version.id}/document`);
  useHashPlace(document !== undefined);
  if (error) return <ErrorNote error={error} onRetry={() => void reload()} />;
  if (!document) return <Loading />;
  const own = window.document.documentElement.lang;
  const chosen = lang ?? (document.languages.includes(own) ? own : (document.languages[0] ?? ALL));
  return (
    <Shown value={chosen === ALL ? document.languages : [chosen]}>
      <Card title={msg("assessment.sheet.about")}>
        <div className="stack">
          {document.description && <p className="prewrap">{words(document.description)}</p>}
          <Facts>
            {version.publisher && <Fact name={msg("assessment.sheet.publisher")}>{version.publisher}</Fact>}
            <Fact name={msg("assessment.sheet.wording")}>{label(`enum.sheet_wording.${document.wording}`)}</Fact>
            <Fact name={msg("assessment.sheet.score")}>{msg("assessment.sheet.score.of", { min: document.score.min, max: document.score.max })}</Fact>
            <Fact name={msg("assessment.sheet.languages")}>{languageNames(document.languages)}</Fact>
            {sheet.campaigns !== null && <Fact name={msg("assessment.sheet.campaigns")}>{msg("assessment.sheet.campaigns.n", { n: sheet.campaigns })}</Fact>}
          </Facts>
          {(version.licence || version.source || document.basis) && (
            <More label={msg("assessment.sheet.origin")}>
              <Facts>
                {version.licence && <Fact name={msg("assessment.sheet.licence")}>{version.licence}</Fact>}
                {version.source && <Fact name={msg("assessment.sheet.source")}>{version.source}</Fact>}
                {document.basis && (
                  <Fact name={msg("assessment.sheet.source")}>
                    <Words texts={document.basis} />
                  </Fact>
                )}
              </Facts>
            </More>
          )}
        </div>
      </Card>
      {document.total?.bands && <Bands bands={document.total.bands} na={document.total.na} />}
      {document.languages.length > 1 && (
        <div className="row">
          <Segments
            label={msg("assessment.sheet.shown")}
            value={chosen}
            onChange={setLang}
            options={[...document.languages.map((l) => ({ id: l, label: languageName(l) })), { id: ALL, label: msg("assessment.sheet.side") }]}
          />
        </div>
      )}
      <Reading sheet={document} />
    </Shown>
  );
}

// The items, all or those that another framework's group speaks of too.
function Reading({ sheet }: { sheet: SheetDocument }) {
  const [search, change] = useSearch();
  const keys = useRelatedKeys(sheet, search.get("related"));
  const items = keys ? sheet.items.filter((i) => keys.has(i.key)) : sheet.items;
  const holds = (key: string): boolean => items.some((i) => i.section === key) || sheet.sections.some((s) => s.parent === key && holds(s.key));
  const shown = keys ? { ...sheet, items, sections: sheet.sections.filter((s) => holds(s.key)) } : sheet;
  return (
    <Mapped sheet={sheet.key}>
      <RelatedFilter sheet={sheet} value={search.get("related")} onChange={(related) => change({ related })} />
      {items.length === 0 ? <EmptyState icon="search" title={msg("ui.list.no_match")} /> : <SheetReading sheet={shown} />}
    </Mapped>
  );
}

// What the points of the whole sheet say, the highest band first.
function Bands({ bands, na }: { bands: TotalBand[]; na: number | undefined }) {
  const columns: Column<TotalBand>[] = [
    { id: "from", label: msg("assessment.band.points"), cell: (b) => msg("assessment.band.from", { from: plainNumber(b.from) }), className: "nowrap", aside: true },
    { id: "name", label: msg("assessment.band"), main: true, cell: (b) => <Words texts={b.name} /> },
    { id: "advice", label: msg("assessment.band.advice"), cell: (b) => (b.advice ? <Words texts={b.advice} /> : "") },
  ];
  return (
    <Card
      title={msg("assessment.sheet.total")}
      flush
      foot={na === undefined ? undefined : <span className="muted">{msg("assessment.sheet.total.na", { n: plainNumber(na) })}</span>}
    >
      <Table bare label={msg("assessment.sheet.total")} columns={columns} rows={bands} rowKey={(b) => String(b.from)} />
    </Card>
  );
}
