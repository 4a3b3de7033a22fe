// The sketch as two tables, for who does not see it and for who looks something up.
import { optionLabel, recordPath } from "../../../kernel/describe";
import { number } from "../../../kernel/format";
import { msg } from "../../../kernel/i18n";
import { type Column, Table } from "../../../ui/table";
import { lookName } from "./line";
import { hasFindings, type Line, type Network, type Place } from "./model";

// A line each.
function Found({ place }: { place: Place }) {
  const concerns = [...new Set(place.problems.map((p) => optionLabel("defence_concern", p.concern)))];
  const lines = [...concerns, ...place.bare.map((s) => msg("sketch.bare.of", { system: s.name }))];
  return (
    <ul className="plain-list sketch-found">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

function segmentColumns(): Column<Place>[] {
  return [
    { id: "name", label: msg("reg.network_segment"), main: true, cell: (p) => p.segment.name },
    { id: "kind", label: msg("reg.network_segment.kind"), cell: (p) => optionLabel("segment_kind", p.segment.kind) },
    { id: "owner", label: msg("reg.network_segment.owner"), cell: (p) => p.segment.owner?.title ?? "" },
    { id: "systems", label: msg("sketch.systems"), cell: (p) => p.systems.map((s) => s.name).join(msg("ui.list.comma")) },
    { id: "protections", label: msg("sketch.protections"), align: "num", cell: (p) => number(p.protections.length) },
    { id: "found", label: msg("sketch.found"), cell: (p) => (hasFindings(p) ? <Found place={p} /> : "") },
  ];
}

function connectionColumns(): Column<Line>[] {
  return [
    { id: "name", label: msg("reg.network_connection"), main: true, cell: (l) => l.connection.name },
    { id: "from", label: msg("reg.network_connection.from"), cell: (l) => l.connection.from.title ?? "" },
    { id: "to", label: msg("reg.network_connection.to"), cell: (l) => l.connection.to.title ?? "" },
    { id: "passage", label: msg("reg.network_connection.passage"), cell: (l) => lookName(l.look) },
    { id: "guard", label: msg("reg.network_connection.guard"), cell: (l) => l.connection.guard ?? "" },
    { id: "rule_setter", label: msg("reg.network_connection.rule_setter"), cell: (l) => l.connection.rule_setter?.title ?? "" },
  ];
}

export function Twin({ network }: { network: Network }) {
  return (
    <div className="stack">
      <Table bare dense label={msg("reg.network-segments")} columns={segmentColumns()} rows={network.places} rowKey={(p) => p.segment.id} rowHref={(p) => recordPath("network-segments", p.segment)} />
      <Table bare dense label={msg("reg.network-connections")} columns={connectionColumns()} rows={network.lines} rowKey={(l) => l.connection.id} rowHref={(l) => recordPath("network-connections", l.connection)} />
    </div>
  );
}
