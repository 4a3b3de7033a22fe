// Systems × layers: how well each is held and by what, the most important systems first.
import { useSearch } from "../../../app/router";
import { optionLabel, recordPath } from "../../../kernel/describe";
import { number } from "../../../kernel/format";
import { msg } from "../../../kernel/i18n";
import { Button } from "../../../ui/button";
import { Segments } from "../../../ui/field";
import { EmptyState } from "../../../ui/note";
import { Card } from "../../../ui/page";
import { SearchBox } from "../../../ui/search_box";
import { Badge } from "../../../ui/state";
import { type Column, Table } from "../../../ui/table";
import { folded } from "../../../ui/paste_rules";
import { HeldList, StatusBadge } from "./held";
import { bareLayers, byNeed, type DefenceInDepth, type DefenceSystem, isBare, isVital, type LayerKey, layerOf, LAYERS, wishOfLayer } from "./model";
import { PlanButton } from "./plan";

const PER_PAGE = 25;
const SHOWS = ["all", "vital", "bare"] as const;
type Show = (typeof SHOWS)[number];

const FILTERS: Record<Show, (s: DefenceSystem) => boolean> = {
  all: () => true,
  vital: isVital,
  bare: (s) => bareLayers(s).length > 0,
};

function Cell({ system, layer: key }: { system: DefenceSystem; layer: LayerKey }) {
  const layer = layerOf(system, key);
  if (!layer) return null;
  return (
    <div className="defence-cell">
      <StatusBadge status={layer.status} />
      <HeldList layer={layer} />
      {isBare(layer) && <PlanButton look="plain" wish={() => wishOfLayer(system, layer)} of={msg("defence.layer.cell", { system: system.name, layer: optionLabel("measure_layer", key) })} />}
    </div>
  );
}

function columns(): Column<DefenceSystem>[] {
  return [
    {
      id: "name",
      label: msg("defence.system"),
      main: true,
      className: "defence-system",
      cell: (s) => s.name,
    },
    {
      id: "importance",
      label: msg("defence.importance"),
      aside: true,
      className: "nowrap",
      cell: (s) => (isVital(s) ? <Badge tone="warn" icon="flag">{msg("defence.vital")}</Badge> : <span className="muted">{s.importance ? optionLabel("importance", s.importance) : msg("ui.none")}</span>),
    },
    { id: "segment", label: msg("reg.system.segment"), cell: (s) => s.segment?.title ?? "" },
    ...LAYERS.map((key): Column<DefenceSystem> => ({ id: key, label: optionLabel("measure_layer", key), className: "defence-layer", cell: (s) => <Cell system={s} layer={key} /> })),
  ];
}

function Pager({ page, all, onTurn }: { page: number; all: number; onTurn: (to: number) => void }) {
  const from = page * PER_PAGE;
  return (
    <nav className="pager" aria-label={msg("ui.list.pages")}>
      <span className="muted">{msg("ui.list.range", { from: number(from + 1), to: number(Math.min(from + PER_PAGE, all)), total: msg("ui.list.total", { total: number(all) }) })}</span>
      {all > PER_PAGE && (
        <span className="row pager-buttons">
          <Button icon="chevron_left" isDisabled={page === 0} onPress={() => onTurn(page - 1)}>
            {msg("ui.list.previous")}
          </Button>
          <Button iconAfter="chevron_right" isDisabled={from + PER_PAGE >= all} onPress={() => onTurn(page + 1)}>
            {msg("ui.list.next")}
          </Button>
        </span>
      )}
    </nav>
  );
}

export function Coverage({ picture }: { picture: DefenceInDepth }) {
  const [search, change] = useSearch();
  const show = SHOWS.find((s) => s === search.get("show")) ?? "all";
  const words = search.get("q") ?? "";
  const named = (s: DefenceSystem): boolean => folded(`${s.name} ${s.number} ${s.segment?.title ?? ""}`).includes(folded(words));
  const found = byNeed(picture.systems.filter(FILTERS[show]).filter(named));
  const last = Math.max(0, Math.ceil(found.length / PER_PAGE) - 1);
  const page = Math.min(Math.max(0, Number(search.get("page") ?? 1) - 1 || 0), last);
  return (
    <Card flush title={msg("defence.coverage")}>
      <div className="card-body filter-bar">
        <Segments
          label={msg("defence.show")}
          options={SHOWS.map((id) => ({ id, label: msg(`defence.show.${id}`, { n: picture.systems.filter(FILTERS[id]).length }) }))}
          value={show}
          onChange={(to) => change({ show: to === "all" ? null : to, page: null })}
        />
        <SearchBox label={msg("defence.search")} value={words} onSearch={(q) => change({ q: q || null, page: null })} />
      </div>
      {found.length === 0 ? (
        <EmptyState icon="search" title={msg("ui.list.no_match")} text={msg("ui.list.no_match.text")} />
      ) : (
        <>
          <Table bare label={msg("defence.coverage")} columns={columns()} rows={found.slice(page * PER_PAGE, (page + 1) * PER_PAGE)} rowKey={(s) => s.id} rowHref={(s) => recordPath("systems", s)} />
          <div className="card-body">
            <Pager page={page} all={found.length} onTurn={(to) => change({ page: to === 0 ? null : String(to + 1) })} />
          </div>
        </>
      )}
    </Card>
  );
}
