// What a unit does better than the head office (worth sharing), and where it stands below the
// company (floors to raise).
import { Link, useSearch } from "../../../app/router";
import { difference, score } from "../../../kernel/format";
import { msg } from "../../../kernel/i18n";
import { useQuery } from "../../../kernel/query";
import { SelectField } from "../../../ui/field";
import { EmptyState, ErrorNote, Skeleton } from "../../../ui/note";
import { Card } from "../../../ui/page";
import { type Column, Table } from "../../../ui/table";
import { ownName, type Results, type UnitItem, unitName, words } from "../model";
import { LevelCell } from "./items";

export function UnitItemsTab({ results: r, kind }: { results: Results; kind: "good-practices" | "floors" }) {
  const [search, change] = useSearch();
  const unit = search.get("unit");
  const list = useQuery<{ items: UnitItem[]; total: number }>(`/campaigns/${r.campaign.number ?? r.campaign.id}/${kind}`, { unit });
  const practices = kind === "good-practices";
  const title = practices ? msg("assessment.tab.practices") : msg("assessment.tab.floors");
  const columns: Column<UnitItem>[] = [
    { id: "unit", label: msg("assessment.unit"), aside: true, className: "short", cell: (i) => <Link to={`/responses/${i.response}#item-${i.key}`}>{nameOf(r, i)}</Link> },
    { id: "key", label: msg("assessment.item.no"), cell: (i) => i.key, className: "nowrap" },
    { id: "text", label: msg("assessment.item"), main: true, cell: (i) => words(i.text) },
    { id: "level", label: msg("assessment.unit.level"), align: "num", cell: (i) => <LevelCell value={i.level} results={r} /> },
    {
      id: "with",
      label: practices ? msg("assessment.head_office") : ownName(r),
      align: "num",
      cell: (i) => score(i.compared_with.tenths / 10),
    },
    {
      id: "diff",
      label: msg("assessment.difference"),
      align: "num",
      cell: (i) => <b className={practices ? "tone-ok tone-text" : "tone-bad tone-text"}>{difference(practices ? i.difference : -i.difference)}</b>,
    },
  ];
  const rows = list.data?.items ?? [];
  return (
    <Card
      title={title}
      flush
      aside={
        <SelectField
          label={msg("assessment.unit")}
          hideLabel
          className="compact"
          clearable={msg("assessment.unit.all")}
          options={r.units.map((u) => ({ id: u.unit.id, label: unitName(u) }))}
          value={unit}
          onChange={(u) => change({ unit: u })}
        />
      }
      foot={<span className="muted small">{practices ? msg("assessment.practices.text") : msg("assessment.floors.text")}</span>}
    >
      <ErrorNote error={list.error} onRetry={() => void list.reload()} />
      {list.loading && <Skeleton lines={5} />}
      {list.data && rows.length === 0 && <EmptyState icon="check_circle" title={practices ? msg("assessment.practices.none") : msg("assessment.floors.none")} />}
      {rows.length > 0 && <Table bare dense label={title} columns={columns} rows={rows} rowKey={(i) => `${i.unit.id}.${i.key}`} />}
    </Card>
  );
}

function nameOf(r: Results, i: UnitItem): string {
  const u = r.units.find((x) => x.unit.id === i.unit.id);
  return u ? unitName(u) : (i.unit.title ?? "");
}
