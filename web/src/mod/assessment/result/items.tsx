// Every item beside what it is compared with.
import { useSearch } from "../../../app/router";
import { levelOf } from "../../../charts/heat_map";
import { score } from "../../../kernel/format";
import { msg } from "../../../kernel/i18n";
import { SelectField } from "../../../ui/field";
import { Card } from "../../../ui/page";
import { type Column, Table } from "../../../ui/table";
import { boundsOf, industryValue, type ItemResult, lastName, meanValue, ownName, type Results, sectionHead, sectionName, sectionWord, words } from "../model";

export function SectionFilter({ results: r }: { results: Results }) {
  const [search, change] = useSearch();
  const used = new Set(r.items.map((i) => i.section));
  return (
    <SelectField
      label={sectionHead(r)}
      hideLabel
      clearable={msg("assessment.section.all", { section: sectionWord(r) })}
      options={r.sections.filter((s) => used.has(s.key)).map((s) => ({ id: s.key, label: `${s.key} ${sectionName(s)}` }))}
      value={search.get("section")}
      onChange={(section) => change({ section })}
      className="compact"
    />
  );
}

function cell(value: number | null) {
  return value === null ? <span className="muted">{msg("ui.none")}</span> : score(value);
}

// Below what it is compared with: said by a sign too.
function compared(own: number | null, other: number | null) {
  if (other === null) return cell(null);
  const below = own !== null && own < other - 1e-9;
  return (
    <span className={below ? "tone-bad tone-text" : undefined}>
      {below && (
        <>
          <span aria-hidden="true">▼</span>
          <span className="visually-hidden">{msg("assessment.below")}</span>
        </>
      )}
      {score(other)}
    </span>
  );
}

export function LevelCell({ value, results }: { value: number | null; results: Results }) {
  if (value === null) return cell(null);
  return <b className={`q-level wide level-${levelOf(value, boundsOf(results))}`}>{score(value)}</b>;
}

export function ItemsTab({ results: r }: { results: Results }) {
  const [search] = useSearch();
  const section = search.get("section");
  const rows = r.items.filter((i) => !section || i.section === section);
  const has = (of: (i: ItemResult) => unknown) => r.items.some((i) => of(i) !== null);
  const columns: Column<ItemResult>[] = [
    { id: "key", label: msg("assessment.item.no"), cell: (i) => i.key, aside: true, className: "nowrap" },
    { id: "text", label: msg("assessment.item"), cell: (i) => words(i.text), main: true },
    { id: "own", label: ownName(r), align: "num", cell: (i) => <LevelCell value={meanValue(i.own)} results={r} /> },
    ...(has((i) => i.head_office) ? [{ id: "head", label: msg("assessment.head_office"), align: "num" as const, cell: (i: ItemResult) => cell(meanValue(i.head_office)) }] : []),
    ...(has((i) => i.target) ? [{ id: "target", label: msg("assessment.target"), align: "num" as const, cell: (i: ItemResult) => compared(meanValue(i.own), meanValue(i.target)) }] : []),
    ...(has((i) => i.industry) ? [{ id: "industry", label: msg("assessment.industry"), align: "num" as const, cell: (i: ItemResult) => compared(meanValue(i.own), industryValue(i.industry)) }] : []),
    ...(has((i) => i.last) ? [{ id: "last", label: lastName(r), align: "num" as const, cell: (i: ItemResult) => compared(meanValue(i.own), meanValue(i.last)) }] : []),
  ];
  return (
    <Card
      title={msg("assessment.tab.items")}
      flush
      aside={<SectionFilter results={r} />}
      foot={r.items.some((i) => i.industry?.of_section) ? <span className="muted small">{msg("assessment.industry.of_section", { section: sectionWord(r) })}</span> : undefined}
    >
      <Table bare dense label={msg("assessment.tab.items")} columns={columns} rows={rows} rowKey={(i) => i.key} />
    </Card>
  );
}
