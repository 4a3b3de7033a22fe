// Assume the mail has passed the gateway and the intruder is connected: the ways to the most important systems, and what
// still stands on them.
import { Link } from "../../../app/router";
import { optionLabel, recordPath } from "../../../kernel/describe";
import { msg } from "../../../kernel/i18n";
import { useState } from "react";
import { Button } from "../../../ui/button";
import { Icon } from "../../../ui/icon";
import { Card, More } from "../../../ui/page";
import { Badge } from "../../../ui/state";
import { type Column, Table } from "../../../ui/table";
import { type DefenceInDepth, type DefenceWay, segmentsOf, type SystemWays, waysOf } from "./model";

const FIRST = 10; // systems in sight

type Gate = DefenceWay["connections"][number];

// What a gate is called: what stands in it, else its kind.
function gateText(gate: Gate): string {
  if (!gate.guarded) return msg("defence.gate.open");
  return gate.guard ?? optionLabel("connection_kind", gate.kind);
}

function GateMark({ gate }: { gate: Gate }) {
  return (
    <span className={`defence-gate ${gate.guarded ? "tone-ok" : "tone-bad"}`}>
      <Icon name={gate.guarded ? "shield" : "alert"} size={14} className="tone-text" />
      <Link to={recordPath("network-connections", gate)}>{gateText(gate)}</Link>
    </span>
  );
}

function Path({ way, system }: { way: DefenceWay; system: string }) {
  return (
    <ol className="defence-path">
      {segmentsOf(way).map((segment, i) => (
        <li key={segment.id}>
          {i > 0 && way.connections[i - 1] && (
            <>
              <Icon name="arrow_right" size={14} />
              <GateMark gate={way.connections[i - 1] as Gate} />
              <Icon name="arrow_right" size={14} />
            </>
          )}
          <span className="defence-hop">{segment.title}</span>
        </li>
      ))}
      <li>
        <Icon name="arrow_right" size={14} />
        <span className="defence-hop strong">{system}</span>
      </li>
    </ol>
  );
}

function Verdict({ stands }: { stands: number }) {
  if (stands === 0) return <Badge tone="bad">{msg("defence.ways.nothing")}</Badge>;
  return <Badge tone={stands === 1 ? "warn" : "ok"}>{msg("defence.ways.stands", { n: stands })}</Badge>;
}

function Standing({ way }: { way: DefenceWay }) {
  const names = [
    ...way.connections.filter((g) => g.guarded).map((g) => ({ id: g.id, text: gateText(g) })),
    ...way.protections.map((p) => ({ id: p.id, text: msg("defence.ways.standing", { name: p.name, layer: optionLabel("measure_layer", p.layer) }) })),
  ];
  return (
    <ul className="plain-list defence-list">
      {names.map(({ id, text }) => (
        <li key={id} className="small">
          {text}
        </li>
      ))}
    </ul>
  );
}

function Others({ ways, system }: { ways: DefenceWay[]; system: string }) {
  if (ways.length === 0) return null;
  return (
    <More label={msg("defence.ways.others", { n: ways.length })}>
      <ul className="plain-list stack">
        {ways.map((way) => (
          <li key={way.from.id} className="stack tight">
            <Path way={way} system={system} />
            <Verdict stands={way.stands} />
          </li>
        ))}
      </ul>
    </More>
  );
}

export function Ways({ picture }: { picture: DefenceInDepth }) {
  const [all, setAll] = useState(false);
  const rows = waysOf(picture);
  if (rows.length === 0) return null;
  const columns: Column<SystemWays>[] = [
    { id: "system", label: msg("defence.system"), main: true, className: "defence-system", cell: (r) => r.system.name },
    {
      id: "path",
      label: msg("defence.ways.path"),
      cell: (r) =>
        r.weakest ? (
          <>
            <Path way={r.weakest} system={r.system.name} />
            <Others ways={r.others} system={r.system.name} />
          </>
        ) : (
          <span className="muted">{msg("defence.ways.unreachable")}</span>
        ),
    },
    { id: "standing", label: msg("defence.ways.left"), cell: (r) => (r.weakest && r.weakest.stands > 0 ? <Standing way={r.weakest} /> : null) },
    { id: "verdict", label: msg("defence.ways.verdict"), aside: true, className: "nowrap", cell: (r) => (r.weakest ? <Verdict stands={r.weakest.stands} /> : <Badge tone="ok">{msg("defence.ways.cut_off")}</Badge>) },
  ];
  return (
    <Card
      flush
      title={msg("defence.ways")}
      foot={
        rows.length > FIRST &&
        !all && (
          <Button look="plain" onPress={() => setAll(true)}>
            {msg("defence.ways.all", { n: rows.length })}
          </Button>
        )
      }
    >
      <p className="card-body small muted">{msg("defence.ways.text")}</p>
      <Table bare label={msg("defence.ways")} columns={columns} rows={all ? rows : rows.slice(0, FIRST)} rowKey={(r) => r.system.id} />
    </Card>
  );
}
