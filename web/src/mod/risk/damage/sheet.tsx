// The sheet as its source prints it: a line a tree, then its steps with their defences in columns; on
// the phone a card a tree.
import { Link } from "../../../app/router";
import { optionLabel } from "../../../kernel/describe";
import { msg } from "../../../kernel/i18n";
import { Button } from "../../../ui/button";
import { usePhone } from "../../../ui/media";
import { DamageValue, Defences, Level } from "./cells";
import type { Asked } from "./dialogs";
import { byValue, type DamageSheet, type DamageSheetScenario, type DamageStep, PARTS, type PlacedTree, stepsText, treesOf } from "./model";

export interface SheetProps {
  sheet: DamageSheet;
  sort: string;
  editable: boolean;
  ask: (asked: Asked) => void;
}

const COLUMNS = 11;
const TREE_LEVELS = ["threat_level", "vulnerability_level", "damage_level"] as const;
const field = (name: string): string => msg(`reg.attack_tree.${name}`);

export function Sheet(props: SheetProps) {
  const phone = usePhone();
  return phone ? <Cards {...props} /> : <Desk {...props} />;
}

// What a scenario says of itself beside its name.
export function scenarioText(s: DamageSheetScenario): string {
  return [optionLabel("damage_harm", s.harm), s.system?.title, s.detail].filter(Boolean).join(" · ");
}

function Head() {
  return (
    <thead>
      <tr>
        <th scope="col" rowSpan={2} className="no">
          {msg("damage.col.no")}
        </th>
        <th scope="col" rowSpan={2}>
          {msg("damage.col.text")}
        </th>
        <th scope="colgroup" colSpan={4}>
          {msg("damage.col.rating")}
        </th>
        <th scope="colgroup" colSpan={4}>
          {msg("damage.col.defences")}
        </th>
        <th scope="col" rowSpan={2}>
          {msg("damage.col.control")}
        </th>
      </tr>
      <tr>
        {TREE_LEVELS.map((name) => (
          <th key={name} scope="col" className="level">
            {msg(`damage.col.${name}`)}
          </th>
        ))}
        <th scope="col" className="level">
          {field("value")}
        </th>
        {PARTS.map((part) => (
          <th key={part} scope="col" className="part">
            {optionLabel("defence_part", part)}
          </th>
        ))}
      </tr>
    </thead>
  );
}

function StepRow({ placed, step, editable, ask }: { placed: PlacedTree; step: DamageStep } & Pick<SheetProps, "editable" | "ask">) {
  const no = `${placed.number}-${step.step_no}`;
  const level = (name: "threat_level" | "vulnerability_level" | "control_level") => (
    <td className="level">
      <Level register="attack-steps" record={step} field={name} label={`${no} ${msg(`reg.attack_step.${name}`)}`} level={step[name]} editable={editable} />
    </td>
  );
  return (
    <tr>
      <td className="no">{no}</td>
      <th scope="row" className="step">
        <Link to={`/attack-steps/${step.number}`}>{step.title}</Link>
      </th>
      {level("threat_level")}
      {level("vulnerability_level")}
      <td className="none" />
      <td className="none" />
      {PARTS.map((part) => (
        <td key={part} className="part">
          <Defences step={step} part={part} editable={editable} onEdit={() => ask({ kind: "defences", scenario: placed.scenario, step, part })} />
        </td>
      ))}
      {level("control_level")}
    </tr>
  );
}

function TreeRows({ sheet, placed, editable, ask, named }: { placed: PlacedTree; named: boolean } & Omit<SheetProps, "sort">) {
  const { scenario, tree, number } = placed;
  return (
    <>
      <tr className="tree">
        <td className="no">{number}</td>
        <th scope="row">
          <Link to={`/attack-trees/${tree.number}`}>{tree.title}</Link>
          {named && <span className="block small muted">{scenario.name}</span>}
          {editable && (
            <span className="block no-print">
              <Button size="small" look="plain" icon="plus" aria-label={msg("damage.step.add.to", { name: tree.title })} onPress={() => ask({ kind: "step", scenario, tree })}>
                {msg("damage.step.add")}
              </Button>
            </span>
          )}
        </th>
        {TREE_LEVELS.map((name) => (
          <td key={name} className="level">
            <Level register="attack-trees" record={tree} field={name} label={`${number} ${field(name)}`} level={tree[name]} editable={editable} />
          </td>
        ))}
        <td className="level">
          <DamageValue sheet={sheet} value={tree.value} />
        </td>
        <td className="tree-steps" colSpan={PARTS.length}>
          {tree.steps.length > 0 && msg("damage.steps.of", { steps: stepsText(placed) })}
        </td>
        <td className="level">{tree.control_level ?? ""}</td>
      </tr>
      {tree.steps.map((step) => (
        <StepRow key={step.id} placed={placed} step={step} editable={editable} ask={ask} />
      ))}
    </>
  );
}

function ScenarioRow({ scenario, editable, ask }: { scenario: DamageSheetScenario } & Pick<SheetProps, "editable" | "ask">) {
  return (
    <tr className="scenario">
      <td className="no">{scenario.no}</td>
      <th scope="rowgroup" colSpan={COLUMNS - 1}>
        <span className="row">
          <Link to={`/damage-scenarios/${scenario.number}`}>{scenario.name}</Link>
          <span className="small muted">{scenarioText(scenario)}</span>
          {editable && (
            <span className="no-print">
              <Button size="small" look="plain" icon="plus" aria-label={msg("damage.tree.add.to", { name: scenario.name })} onPress={() => ask({ kind: "tree", scenario })}>
                {msg("damage.tree.add")}
              </Button>
            </span>
          )}
        </span>
      </th>
    </tr>
  );
}

function Desk({ sheet, sort, editable, ask }: SheetProps) {
  const trees = treesOf(sheet);
  return (
    <div className="table-frame damage-frame" tabIndex={0} role="region" aria-label={msg("damage.title")}>
      <table className="table damage-sheet">
        <colgroup>
          <col className="no" />
          <col />
          <col className="level" span={4} />
          <col className="part" span={PARTS.length} />
          <col className="level" />
        </colgroup>
        <Head />
        {sort === "value" ? (
          <tbody>
            {byValue(sheet).map((placed) => (
              <TreeRows key={placed.tree.id} sheet={sheet} placed={placed} editable={editable} ask={ask} named />
            ))}
          </tbody>
        ) : (
          sheet.scenarios.map((scenario) => (
            <tbody key={scenario.id}>
              <ScenarioRow scenario={scenario} editable={editable} ask={ask} />
              {trees
                .filter((t) => t.scenario === scenario)
                .map((placed) => (
                  <TreeRows key={placed.tree.id} sheet={sheet} placed={placed} editable={editable} ask={ask} named={false} />
                ))}
            </tbody>
          ))
        )}
      </table>
    </div>
  );
}

/* ---- phone ---- */

function StepCard({ placed, step, editable, ask }: { placed: PlacedTree; step: DamageStep } & Pick<SheetProps, "editable" | "ask">) {
  const no = `${placed.number}-${step.step_no}`;
  return (
    <li className="damage-step">
      <Link to={`/attack-steps/${step.number}`}>{`${no}  ${step.title}`}</Link>
      <dl className="damage-levels">
        {(["threat_level", "vulnerability_level", "control_level"] as const).map((name) => (
          <div key={name}>
            <dt>{msg(`reg.attack_step.${name}`)}</dt>
            <dd>
              <Level register="attack-steps" record={step} field={name} label={`${no} ${msg(`reg.attack_step.${name}`)}`} level={step[name]} editable={editable} />
            </dd>
          </div>
        ))}
      </dl>
      {PARTS.filter((part) => step.defences.some((d) => d.part === part)).map((part) => (
        <div key={part} className="damage-part">
          <span className="small muted">{optionLabel("defence_part", part)}</span>
          <Defences step={step} part={part} editable={editable} />
        </div>
      ))}
      {editable && (
        <div>
          <Button size="small" look="plain" icon="plus" aria-label={msg("damage.defence.add.to", { step: step.title })} onPress={() => ask({ kind: "defences", scenario: placed.scenario, step, part: "intrusion" })}>
            {msg("damage.defence.new")}
          </Button>
        </div>
      )}
    </li>
  );
}

function TreeCard({ sheet, placed, editable, ask }: { placed: PlacedTree } & Omit<SheetProps, "sort">) {
  const { scenario, tree, number } = placed;
  return (
    <section className="card damage-card">
      <div className="card-body stack">
        <div className="row spread">
          <h3>
            <Link to={`/attack-trees/${tree.number}`}>{`${number}  ${tree.title}`}</Link>
          </h3>
          <DamageValue sheet={sheet} value={tree.value} />
        </div>
        <span className="small muted">{scenario.name}</span>
        <dl className="damage-levels">
          {TREE_LEVELS.map((name) => (
            <div key={name}>
              <dt>{field(name)}</dt>
              <dd>
                <Level register="attack-trees" record={tree} field={name} label={`${number} ${field(name)}`} level={tree[name]} editable={editable} />
              </dd>
            </div>
          ))}
          <div>
            <dt>{msg("damage.col.control_tree")}</dt>
            <dd>{tree.control_level ?? msg("damage.level.open")}</dd>
          </div>
        </dl>
        <ul className="plain-list stack">
          {tree.steps.map((step) => (
            <StepCard key={step.id} placed={placed} step={step} editable={editable} ask={ask} />
          ))}
        </ul>
        {editable && (
          <div>
            <Button size="small" look="plain" icon="plus" aria-label={msg("damage.step.add.to", { name: tree.title })} onPress={() => ask({ kind: "step", scenario, tree })}>
              {msg("damage.step.add")}
            </Button>
          </div>
        )}
      </div>
    </section>
  );
}

function Cards({ sheet, sort, editable, ask }: SheetProps) {
  if (sort === "value")
    return byValue(sheet).map((placed) => <TreeCard key={placed.tree.id} sheet={sheet} placed={placed} editable={editable} ask={ask} />);
  const trees = treesOf(sheet);
  return sheet.scenarios.map((scenario) => (
    <section key={scenario.id} className="stack">
      <h2 className="damage-scenario">
        <Link to={`/damage-scenarios/${scenario.number}`}>{`${scenario.no}  ${scenario.name}`}</Link>
      </h2>
      <p className="small muted">{scenarioText(scenario)}</p>
      {trees
        .filter((t) => t.scenario === scenario)
        .map((placed) => (
          <TreeCard key={placed.tree.id} sheet={sheet} placed={placed} editable={editable} ask={ask} />
        ))}
      {editable && (
        <div>
          <Button size="small" icon="plus" aria-label={msg("damage.tree.add.to", { name: scenario.name })} onPress={() => ask({ kind: "tree", scenario })}>
            {msg("damage.tree.add")}
          </Button>
        </div>
      )}
    </section>
  ));
}
