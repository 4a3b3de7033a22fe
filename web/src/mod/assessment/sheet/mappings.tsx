// The mappings between frameworks that are there, below the sheets.
import { number } from "../../../kernel/format";
import { msg } from "../../../kernel/i18n";
import { Card } from "../../../ui/page";
import { Badge } from "../../../ui/state";
import { type Column, Table } from "../../../ui/table";
import { mappingPage, type MappingBrief, useMappings } from "../carry";
import { words } from "../model";

export function Whose({ mapping: m }: { mapping: MappingBrief }) {
  return <Badge icon={null}>{m.built_in ? msg("assessment.mapping.ours") : m.publisher}</Badge>;
}

export function MappingList() {
  const { data } = useMappings();
  if (!data) return null;
  const columns: Column<MappingBrief>[] = [
    { id: "name", label: msg("assessment.mapping.name"), main: true, cell: (m) => words(m.name) },
    { id: "whose", label: msg("assessment.mapping.whose"), aside: true, cell: (m) => <Whose mapping={m} /> },
    { id: "version", label: msg("assessment.sheet.version"), cell: (m) => m.version },
    { id: "pairs", label: msg("assessment.mapping.pairs"), align: "num", cell: (m) => number(m.n_pairs) },
  ];
  return (
    <Card title={msg("assessment.mappings")} flush foot={<span className="muted">{msg("assessment.mappings.text")}</span>}>
      <Table bare label={msg("assessment.mappings")} columns={columns} rows={data.items} rowKey={(m) => m.key} rowHref={(m) => mappingPage(m.key)} />
    </Card>
  );
}
