// What is found: layers of the most important systems that nothing holds, and the problems A to D.
import { Link } from "../../../app/router";
import { optionLabel, recordPath } from "../../../kernel/describe";
import { msg } from "../../../kernel/i18n";
import { Icon } from "../../../ui/icon";
import { Card } from "../../../ui/page";
import { Count } from "../../../ui/state";
import { type Column, Table } from "../../../ui/table";
import { ConcernLetter, MeasureOf, StatusBadge } from "./held";
import { type DefenceInDepth, type Finding, findingsOf, isOpenProblem, lackingOf, type LayerProtection, placeOf, type Protection, wishOfLayer, wishOfProblem } from "./model";
import { PlanButton } from "./plan";

const FIRST = 8; // findings in sight; the others are in the table below

const keyOf = ({ system, layer }: Finding): string => `${system.id} ${layer.layer}`;

function FindingLine({ finding: { system, layer }, first }: { finding: Finding; first: boolean }) {
  const lacking = lackingOf(layer);
  const name = optionLabel("measure_layer", layer.layer);
  return (
    <li className="defence-finding">
      <Icon name="alert" size={18} />
      <span>
        <Link to={recordPath("systems", system)} className="strong">
          {system.name}
        </Link>
        <span className="block small">{lacking ? msg("defence.finding.missing", { layer: name, name: lacking.name }) : msg("defence.finding.none", { layer: name })}</span>
      </span>
      <PlanButton wish={() => wishOfLayer(system, layer)} of={msg("defence.layer.of", { system: system.name, layer: name })} look={first ? "filled" : "outline"} />
    </li>
  );
}

export function Findings({ picture }: { picture: DefenceInDepth }) {
  const findings = findingsOf(picture);
  const vital = picture.systems.some((s) => s.importance === "high");
  return (
    <Card
      flush
      title={
        <>
          {msg("defence.findings")}
          <Count n={findings.length} tone={findings.length > 0 ? "bad" : "ok"} />
        </>
      }
    >
      {findings.length === 0 && <p className="card-body muted">{vital ? msg("defence.findings.none") : msg("defence.findings.no_vital")}</p>}
      <ul className="plain-list">
        {findings.slice(0, FIRST).map((f, i) => (
          <FindingLine key={keyOf(f)} finding={f} first={i === 0} />
        ))}
      </ul>
      {findings.length > FIRST && <p className="card-body small muted">{msg("defence.findings.more", { n: findings.length - FIRST })}</p>}
    </Card>
  );
}

// ---- problems ----

// How far the measure of a protection is, which only the picture knows.
function statesOf(picture: DefenceInDepth): Map<string, LayerProtection["measure_state"]> {
  const all = picture.systems.flatMap((s) => s.layers.flatMap((l) => l.protections));
  return new Map(all.map((p) => [p.id, p.measure_state]));
}

export function Problems({ picture, protections }: { picture: DefenceInDepth; protections: Protection[] }) {
  const found = protections.filter((p) => p.concern).sort((a, b) => optionLabel("defence_concern", a.concern).localeCompare(optionLabel("defence_concern", b.concern)));
  if (found.length === 0) return null;
  const states = statesOf(picture);
  const columns: Column<Protection>[] = [
    {
      id: "concern",
      label: msg("reg.protection.concern"),
      className: "nowrap",
      aside: true,
      cell: (p) => (
        <span className="defence-concern">
          <ConcernLetter concern={p.concern} />
          {optionLabel("defence_concern", p.concern).slice(2)}
        </span>
      ),
    },
    { id: "problem", label: msg("reg.protection.problem"), cell: (p) => p.problem ?? "" },
    {
      id: "name",
      label: msg("reg.protection.name"),
      main: true,
      cell: (p) => p.name,
    },
    { id: "place", label: msg("defence.place"), cell: (p) => placeOf(p)?.title ?? optionLabel("protection_place", "company") },
    { id: "status", label: msg("reg.protection.status"), aside: true, className: "nowrap", cell: (p) => <StatusBadge status={p.status} /> },
    {
      id: "measure",
      label: msg("reg.protection.measure"),
      cell: (p) => (p.measure ? <MeasureOf measure={p.measure} state={states.get(p.id)} /> : isOpenProblem(p) ? <PlanButton wish={() => wishOfProblem(p)} of={p.name} /> : null),
    },
  ];
  return (
    <Card flush title={msg("defence.problems")}>
      <Table bare label={msg("defence.problems")} columns={columns} rows={found} rowKey={(p) => p.id} rowHref={(p) => recordPath("protections", p)} />
    </Card>
  );
}
