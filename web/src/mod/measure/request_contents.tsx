// What a request for people and budget asks for: the measures decided together, with what each needs and the sums.
import { Link } from "../../app/router";
import type { ResourceRequest, ResourceRequestContent } from "../../gen/api";
import { recordPath } from "../../kernel/describe";
import { money } from "../../kernel/format";
import { msg } from "../../kernel/i18n";
import { Note } from "../../ui/note";
import { Card } from "../../ui/page";
import { type Column, Table } from "../../ui/table";
import type { RecordCardProps } from "../register/record";
import { costOf } from "./front";
import { NeedTiles, peopleText, PeopleList, rangeOf, skillOf } from "./need";

type Row = ResourceRequestContent & { total?: boolean };

function People({ row }: { row: Row }) {
  if (!row.people_needed) return null;
  const people = { skills: row.people_skills ?? null, number: row.people_needed, from: row.people_from ?? null };
  return (
    <>
      {peopleText(people)}
      {people.skills && <span className="said-below muted small">{skillOf(people)}</span>}
    </>
  );
}

const columns = (request: ResourceRequest): Column<Row>[] => [
  { id: "title", label: msg("reg.measure"), main: true, cell: (m) => (m.total ? msg("measure.sum.total") : <Named row={m} />) },
  { id: "people", label: msg("measure.need.people"), cell: (m) => (m.total ? msg("measure.page.people.n", { n: request.people_needed ?? 0 }) : <People row={m} />) },
  { id: "initial", label: msg("measure.need.initial"), align: "num", cell: (m) => (m.total ? rangeOf(request.cost_low, request.cost_high) : costOf({ cost_initial: m.cost_initial ?? null, cost_low: m.cost_low ?? null, cost_high: m.cost_high ?? null })) },
  { id: "yearly", label: msg("measure.need.yearly"), align: "num", cell: (m) => money(m.total ? request.cost_yearly : m.cost_yearly) },
];

function Named({ row }: { row: Row }) {
  return (
    <span>
      <Link to={recordPath("measures", row)}>{row.title}</Link>
      <span className="said-below muted small">
        {[row.number, row.unit_name, row.item_key && msg("measure.request.item", { item: row.item_key })].filter(Boolean).join(msg("ui.list.comma"))}
      </span>
    </span>
  );
}

export default function RequestContents({ record }: RecordCardProps) {
  const request = record as unknown as ResourceRequest;
  const contents: Row[] = request.contents ?? [];
  const total: Row = { id: "total", number: "", title: "", unit_name: "", total: true };
  const silent = contents.filter((m) => !m.cost_initial && !m.cost_low && !m.cost_high && !m.cost_yearly).length;
  return (
    <Card title={msg("measure.request.contents")}>
      <div className="stack">
        <p className="muted">{msg(request.state === "draft" ? "measure.request.text" : "measure.request.text.decided")}</p>
        <NeedTiles needs={{ people_needed: request.people_needed ?? 0, people: request.people ?? [], cost_low: request.cost_low, cost_high: request.cost_high, cost_yearly: request.cost_yearly }} money={!!request.cost_high} />
        {silent > 0 && <Note tone="warn" title={msg("measure.need.silent", { n: silent })} />}
        <Table label={msg("measure.request.contents")} columns={columns(request)} rows={[...contents, total]} rowKey={(m) => m.id} rowClass={(m) => (m.total ? "total" : undefined)} />
        <PeopleList people={request.people ?? []} />
      </div>
    </Card>
  );
}
