// The mappings, or one between two frameworks: whose it is, how much of the one the other reaches, and every
// item with what it is joined with.
import { Link, navigate, useSearch } from "../../../app/router";
import { api, ApiError, download } from "../../../kernel/api";
import { number, percent } from "../../../kernel/format";
import { label, msg } from "../../../kernel/i18n";
import { invalidate, useQuery } from "../../../kernel/query";
import { may } from "../../../kernel/session";
import { IconButton, LinkButton } from "../../../ui/button";
import { SelectField } from "../../../ui/field";
import { EmptyState, ErrorNote, Loading, Note, toast, toastError } from "../../../ui/note";
import { confirm, Menu } from "../../../ui/overlay";
import { Card, Fact, Facts, More, Page, PageHead } from "../../../ui/page";
import { Badge } from "../../../ui/state";
import { type Column, Table } from "../../../ui/table";
import { type CoverGroup, type CoverItem, type Mapping, type MappingPair, type MappingSide, type Relation, RELATIONS } from "../carry";
import { type SheetDocument, words } from "../model";
import { MappingList, Whose } from "./mappings";

export default function MappingsPage() {
  const [search] = useSearch();
  const key = search.get("key");
  if (key) return <One key={key} of={key} />;
  return (
    <Page>
      <PageHead
        title={msg("assessment.mappings")}
        crumbs={[
          { label: msg("ui.nav.assessment"), to: "/assessments" },
          { label: msg("assessment.sheets"), to: "/sheets" },
        ]}
      />
      <MappingList />
    </Page>
  );
}

function One({ of: key }: { of: string }) {
  const { data: mapping, error, reload } = useQuery<Mapping>(`/mappings/${encodeURIComponent(key)}`);
  if (error instanceof ApiError && error.status === 404)
    return <EmptyState icon="search" page title={msg("ui.not_found.title")} text={msg("ui.not_found.text")} action={<LinkButton to="/sheets">{msg("assessment.sheets")}</LinkButton>} />;
  if (error) return <ErrorNote error={error} onRetry={() => void reload()} />;
  if (!mapping) return <Loading />;
  return (
    <Page narrow>
      <PageHead
        title={words(mapping.name)}
        crumbs={[
          { label: msg("ui.nav.assessment"), to: "/assessments" },
          { label: msg("assessment.sheets"), to: "/sheets" },
        ]}
        state={<Whose mapping={mapping} />}
        meta={msg("assessment.mapping.meta", { version: mapping.version, n: number(mapping.n_pairs) })}
        actions={<Actions mapping={mapping} />}
      />
      <About mapping={mapping} />
      <Coverage mapping={mapping} />
    </Page>
  );
}

async function remove(mapping: Mapping): Promise<void> {
  const name = words(mapping.name);
  const yes = await confirm({ title: msg("assessment.mapping.remove.ask", { name }), text: msg("assessment.mapping.remove.text"), yes: msg("ui.delete"), look: "filled danger" });
  if (!yes) return;
  try {
    await api.remove(`/mappings/${encodeURIComponent(mapping.key)}`);
    invalidate("/mappings");
    toast(msg("ui.delete.done", { name }));
    await navigate("/sheets", { replace: true });
  } catch (e) {
    toastError(e);
  }
}

function Actions({ mapping }: { mapping: Mapping }) {
  return (
    <Menu
      label={msg("ui.more")}
      groups={[
        {
          entries: [
            { id: "json", icon: "download", label: msg("assessment.mapping.json"), onAction: () => download(`/mappings/${encodeURIComponent(mapping.key)}/document`) },
            { id: "print", icon: "print", label: msg("ui.print"), onAction: () => window.print() },
          ],
        },
        ...(may("sheet.write") && !mapping.built_in
          ? [{ entries: [{ id: "delete", icon: "trash" as const, danger: true, label: msg("assessment.mapping.remove"), onAction: () => void remove(mapping) }] }]
          : []),
      ]}
    >
      <IconButton icon="more" label={msg("ui.more")} look="outline" />
    </Menu>
  );
}

function SideName({ side }: { side: MappingSide }) {
  return side.sheet ? <Link to={`/sheets/${side.sheet}`}>{words(side.name)}</Link> : <>{words(side.name)}</>;
}

function About({ mapping: m }: { mapping: Mapping }) {
  return (
    <Card title={msg("assessment.mapping.about")}>
      <div className="stack">
        {m.description && <p className="prewrap">{words(m.description)}</p>}
        <Facts>
          <Fact name={msg("assessment.mapping.from")}>
            <SideName side={m.from_side} />
          </Fact>
          <Fact name={msg("assessment.mapping.to")}>
            <SideName side={m.to_side} />
          </Fact>
          <Fact name={msg("assessment.sheet.publisher")}>{m.publisher}</Fact>
        </Facts>
        {(m.licence || m.source) && (
          <More label={msg("assessment.sheet.origin")}>
            <Facts>
              {m.licence && <Fact name={msg("assessment.sheet.licence")}>{m.licence}</Fact>}
              {m.source && <Fact name={msg("assessment.sheet.source")}>{m.source}</Fact>}
            </Facts>
          </More>
        )}
      </div>
    </Card>
  );
}

// What of the one framework (`side`) the other reaches.
function Coverage({ mapping: m }: { mapping: Mapping }) {
  const [search, change] = useSearch();
  const of = search.get("of") === "from" ? "from" : "to";
  const side = of === "to" ? m.to_side : m.from_side;
  const other = of === "to" ? m.from_side : m.to_side;
  const reached = side.items.filter((i) => i.relation).length;
  return (
    <>
      <SelectField
        className="compact"
        label={msg("assessment.mapping.side")}
        value={of}
        onChange={(v) => change({ of: v === "from" ? "from" : null, group: null })}
        options={[
          { id: "to", label: words(m.to_side.name) },
          { id: "from", label: words(m.from_side.name) },
        ]}
      />
      {side.known === "reference" && <Note title={msg("assessment.mapping.reference", { name: words(side.name) })} />}
      {side.known === "none" && <Note tone="warn" title={msg("assessment.mapping.none", { name: words(side.name) })} />}
      {side.unknown > 0 && <Note title={msg("assessment.mapping.unknown", { n: side.unknown })} />}
      {side.groups.length > 0 && (
        <Card title={msg("assessment.mapping.coverage", { side: words(side.name), other: words(other.name) })} flush foot={<span className="muted">{msg("assessment.mapping.coverage.text")}</span>}>
          <p className="card-body">{msg("assessment.mapping.reached", { n: reached, of: side.items.length, rate: percent(side.items.length ? reached / side.items.length : 0) })}</p>
          <Table bare label={msg("assessment.mapping.coverage.label")} columns={groupColumns()} rows={side.groups} rowKey={(g) => g.key} />
        </Card>
      )}
      <Items mapping={m} side={side} other={other} forward={of === "from"} group={search.get("group")} onGroup={(group) => change({ group })} />
    </>
  );
}

const wholly = (g: CoverGroup) => g.equal + g.superset;
const partly = (g: CoverGroup) => g.subset + g.intersect;

function groupColumns(): Column<CoverGroup>[] {
  return [
    {
      id: "name",
      label: msg("assessment.mapping.group"),
      main: true,
      cell: (g) => (
        <>
          <span className="q-key">{g.key}</span> {words(g.name)}
        </>
      ),
    },
    { id: "bar", label: msg("assessment.mapping.share"), cell: (g) => <Bar group={g} /> },
    { id: "wholly", label: msg("assessment.mapping.wholly"), align: "num", cell: (g) => number(wholly(g)) },
    { id: "partly", label: msg("assessment.mapping.partly"), align: "num", cell: (g) => number(partly(g)) },
    { id: "open", label: msg("assessment.mapping.open"), align: "num", cell: (g) => number(g.items - wholly(g) - partly(g)) },
    { id: "items", label: msg("assessment.sheet.items"), align: "num", cell: (g) => number(g.items) },
  ];
}

function Bar({ group: g }: { group: CoverGroup }) {
  const width = (n: number) => ({ width: `${g.items ? (n / g.items) * 100 : 0}%` });
  return (
    <span className="cover-bar" aria-hidden="true">
      <i className="wholly" style={width(wholly(g))} />
      <i className="partly" style={width(partly(g))} />
    </span>
  );
}

const TONES: Record<Relation, "ok" | "info" | "neutral"> = { equal: "ok", superset: "ok", subset: "info", intersect: "neutral" };
const TURNED: Record<Relation, Relation> = { equal: "equal", superset: "subset", subset: "superset", intersect: "intersect" };

interface ItemsProps {
  mapping: Mapping;
  side: MappingSide;
  other: MappingSide;
  forward: boolean; // the items of `from`
  group: string | null;
  onGroup: (group: string | null) => void;
}

function Items({ mapping, side, other, forward, group, onGroup }: ItemsProps) {
  const own = useTexts(side);
  const theirs = useTexts(other);
  const shown = side.items.filter((i) => !group || (group === "none" ? i.relation === null : i.group === group));
  const columns: Column<CoverItem>[] = [
    {
      id: "item",
      label: msg("assessment.mapping.item"),
      main: true,
      cell: (i) => (
        <>
          <span className="q-key">{i.key}</span> {own.get(i.key)}
        </>
      ),
    },
    {
      id: "pairs",
      label: msg("assessment.mapping.joined"),
      cell: (i) => <Pairs pairs={mapping.pairs.filter((p) => same(forward ? p.from : p.to, i.key))} forward={forward} texts={theirs} />,
    },
  ];
  return (
    <>
      <SelectField
        className="compact"
        label={msg("assessment.mapping.filter")}
        clearable={msg("assessment.mapping.filter.all")}
        options={[...side.groups.map((g) => ({ id: g.key, label: `${g.key} ${words(g.name)}` })), { id: "none", label: msg("assessment.mapping.filter.none") }]}
        value={group}
        onChange={onGroup}
      />
      {shown.length === 0 ? (
        <EmptyState icon="check_circle" title={msg("ui.list.no_match")} />
      ) : (
        <Table label={msg("assessment.mapping.items", { name: words(side.name) })} columns={columns} rows={shown} rowKey={(i) => i.key} />
      )}
    </>
  );
}

// Mappings write keys in other letters and signs than sheets do (kernel/mapping/carry_rules.h).
const same = (a: string, b: string) => folded(a) === folded(b);
const folded = (key: string) =>
  key
    .toLowerCase()
    .replace(/[ .\-_/:()[\]]+/g, ".")
    .replace(/^\.|\.$/g, "");

function useTexts(side: MappingSide): Map<string, string> {
  const { data } = useQuery<SheetDocument>(side.sheet_version ? `/sheet-versions/${side.sheet_version}/document` : null);
  return new Map(data?.items.map((i) => [i.key, words(i.text)]));
}

function Pairs({ pairs, forward, texts }: { pairs: MappingPair[]; forward: boolean; texts: Map<string, string> }) {
  if (pairs.length === 0) return <span className="muted">{msg("assessment.mapping.no_pair")}</span>;
  const sorted = RELATIONS.flatMap((r) => pairs.filter((p) => (forward ? TURNED[p.relation] : p.relation) === r).map((pair) => ({ pair, relation: r })));
  return (
    <ul className="read-levels">
      {sorted.map(({ pair, relation }) => {
        const key = forward ? pair.to : pair.from;
        return (
          <li key={key}>
            <div>
              <p>
                <span className="q-key">{key}</span> {texts.get(key)}
              </p>
              <p className="small">
                <Badge tone={TONES[relation]} icon={null}>
                  {label(`enum.mapping_relation.${relation}`)}
                </Badge>{" "}
                <span className="muted">{words(pair.note)}</span>
              </p>
            </div>
          </li>
        );
      })}
    </ul>
  );
}
