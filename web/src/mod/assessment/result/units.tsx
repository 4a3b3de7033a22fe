// Units × sections: the head office first, the company as the sum line.
import { HeatMap, type HeatRow } from "../../../charts/heat_map";
import { Link } from "../../../app/router";
import { plainNumber, score } from "../../../kernel/format";
import { msg } from "../../../kernel/i18n";
import { Card } from "../../../ui/page";
import { type Column, Table } from "../../../ui/table";
import { boundsOf, meanValue, ownName, type Results, sectionName, sectionWord, unitName, type UnitResult, words } from "../model";
import { topSections } from "./overview";

export function UnitsTab({ results: r }: { results: Results }) {
  const top = topSections(r);
  const places = top.map((s) => r.sections.indexOf(s));
  const apart = (r.score_max - r.score_min) / 8; // half a level of five
  const company = top.map((s) => meanValue(s.own));
  const rowOf = (u: UnitResult): HeatRow => ({
    id: u.unit.id,
    label: unitName(u),
    to: `/responses/${u.response}`,
    mean: meanValue(u.overall),
    cells: places.map((at, i) => {
      const tenths = u.sections[at] ?? null;
      const value = tenths === null ? null : tenths / 10;
      const own = company[i] ?? null;
      const d = value === null || own === null ? 0 : value - own;
      return { value, mark: d >= apart ? ("up" as const) : d <= -apart ? ("down" as const) : undefined };
    }),
  });
  const units = [...r.units].sort((a, b) => Number(b.head_office) - Number(a.head_office));
  const rows: HeatRow[] = [
    { id: "company", label: ownName(r), total: true, mean: meanValue(r.overall.own), cells: company.map((value) => ({ value })) },
    ...units.map(rowOf),
  ];
  return (
    <Card title={msg("assessment.tab.units")}>
      <HeatMap
        title={msg("assessment.units.title", { section: sectionWord(r) })}
        head={msg("assessment.unit")}
        columns={top.map((s) => ({ label: `${s.key} ${sectionName(s)}`, name: words(s.name) }))}
        rows={rows}
        withMean
        bounds={boundsOf(r)}
      />
      <p className="small muted">{msg("assessment.units.text", { n: score(apart) })}</p>
      {r.total && <TotalTable results={r} />}
    </Card>
  );
}

// Of sheets that are read by their total: points and band of each unit.
function TotalTable({ results: r }: { results: Results }) {
  const columns: Column<UnitResult>[] = [
    { id: "unit", label: msg("assessment.unit"), main: true, cell: (u) => <Link to={`/responses/${u.response}`}>{unitName(u)}</Link> },
    { id: "total", label: msg("assessment.total"), align: "num", cell: (u) => u.total && msg("assessment.total.of", { points: plainNumber(u.total.tenths / 10), most: plainNumber(u.total.most) }) },
    { id: "band", label: msg("assessment.band"), cell: (u) => (u.total?.band ? words(u.total.band.name) : u.missing > 0 ? msg("assessment.total.missing", { n: u.missing }) : msg("ui.none")) },
  ];
  return <Table bare dense label={msg("assessment.total")} columns={columns} rows={r.units} rowKey={(u) => u.unit.id} />;
}
