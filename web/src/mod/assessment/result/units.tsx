// Units × directives: the head office first, the company as the sum line.
import { HeatMap, type HeatRow } from "../../../charts/heat_map";
import { msg } from "../../../kernel/i18n";
import { Card } from "../../../ui/page";
import { meanValue, type Results, sectionName, unitName, type UnitResult, words } from "../model";
import { topSections } from "./overview";

export function UnitsTab({ results: r }: { results: Results }) {
  const top = topSections(r);
  const places = top.map((s) => r.sections.indexOf(s));
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
      return { value, mark: d >= 0.5 ? ("up" as const) : d <= -0.5 ? ("down" as const) : undefined };
    }),
  });
  const units = [...r.units].sort((a, b) => Number(b.head_office) - Number(a.head_office));
  const rows: HeatRow[] = [
    { id: "company", label: msg("assessment.company"), total: true, mean: meanValue(r.overall.own), cells: company.map((value) => ({ value })) },
    ...units.map(rowOf),
  ];
  return (
    <Card title={msg("assessment.tab.units")}>
      <HeatMap
        title={msg("assessment.units.title")}
        head={msg("assessment.unit")}
        columns={top.map((s) => ({ label: `${s.key} ${sectionName(s)}`, name: words(s.name) }))}
        rows={rows}
        withMean
      />
      <p className="small muted">{msg("assessment.units.text")}</p>
    </Card>
  );
}
