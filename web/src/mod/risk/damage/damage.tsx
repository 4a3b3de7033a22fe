// The business-damage sheet of control systems: all of it on one page, edited where it stands.
import { useState } from "react";
import { useSearch } from "../../../app/router";
import { save } from "../../../kernel/api";
import type { RefValue } from "../../../kernel/record";
import { msg, pick } from "../../../kernel/i18n";
import { useQuery } from "../../../kernel/query";
import { may } from "../../../kernel/session";
import { Button, IconButton } from "../../../ui/button";
import { Segments, SelectField } from "../../../ui/field";
import { EmptyState, ErrorNote, Loading, Note, toastError } from "../../../ui/note";
import { Page, PageHead } from "../../../ui/page";
import { AssetSheet } from "./assets";
import { DamageValue } from "./cells";
import { type Asked, DefencesDialog, ScenarioDialog, StepDialog, TreeDialog } from "./dialogs";
import { type DamageSheet, LEVELS } from "./model";
import { Sheet } from "./sheet";

// Systems that the sheet speaks of; those of others cannot be chosen.
function systemsOf(sheet: DamageSheet | undefined): RefValue[] {
  const found = new Map<string, RefValue>();
  for (const { system } of sheet?.scenarios ?? []) if (system) found.set(system.id, system as RefValue);
  return [...found.values()];
}

// How the value follows from the levels: a table for each damage level.
function Method({ sheet }: { sheet: DamageSheet }) {
  const { method } = sheet;
  const table = method.table as string[][][];
  return (
    <details className="more no-print">
      <summary>{msg("damage.method", { name: pick(method.name) })}</summary>
      <div className="stack">
        <p className="small">{pick(method.description)}</p>
        <div className="damage-methods">
          {LEVELS.map((damage) => (
            <table key={damage} className="damage-method">
              <caption>{msg("damage.method.of", { level: damage })}</caption>
              <thead>
                <tr>
                  <th scope="col">{msg("damage.method.axes")}</th>
                  {LEVELS.map((v) => (
                    <th key={v} scope="col">
                      {v}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {LEVELS.map((t) => (
                  <tr key={t}>
                    <th scope="row">{t}</th>
                    {LEVELS.map((v) => (
                      <td key={v}>
                        <DamageValue sheet={sheet} value={table[damage - 1]?.[t - 1]?.[v - 1]} />
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          ))}
        </div>
      </div>
    </details>
  );
}

function Asking({ asked, sheet, system, onClose }: { asked: Asked; sheet: DamageSheet; system: RefValue | null; onClose: () => void }) {
  if (asked.kind === "scenario") return <ScenarioDialog system={system} onClose={onClose} />;
  if (asked.kind === "tree") return <TreeDialog scenario={asked.scenario} onClose={onClose} />;
  if (asked.kind === "step") return <StepDialog scenario={asked.scenario} tree={asked.tree} onClose={onClose} />;
  // What the dialog shows changes while it is open.
  const steps = sheet.scenarios.flatMap((s) => s.trees.flatMap((t) => t.steps));
  const step = steps.find((s) => s.id === asked.step.id) ?? asked.step;
  return <DefencesDialog scenario={asked.scenario} step={step} part={asked.part} onClose={onClose} />;
}

export default function DamagePage() {
  const [search, changeSearch] = useSearch();
  const [asked, setAsked] = useState<Asked | null>(null);
  const system = search.get("system");
  const sort = search.get("sort") === "value" ? "value" : "scenario";
  const all = useQuery<DamageSheet>("/damage-sheet");
  const one = useQuery<DamageSheet>(system ? "/damage-sheet" : null, { system });
  const sheet = system ? one : all;
  const editable = may("damage.write");
  const systems = systemsOf(all.data);
  const shown = systems.find((s) => s.id === system) ?? null;
  const empty = sheet.data?.scenarios.length === 0;
  const excel = () => void save("/damage-sheet/book", { sort, system }).catch(toastError);
  return (
    <Page>
      <PageHead
        title={msg("damage.title")}
        crumbs={[{ label: msg("ui.nav.risk"), to: "/risk" }]}
        meta={msg("damage.text")}
        actions={
          <>
            {!empty && <IconButton icon="print" label={msg("ui.print")} look="outline" onPress={() => window.print()} />}
            {!empty && (
              <Button icon="download" onPress={excel}>
                {msg("damage.excel")}
              </Button>
            )}
            {editable && (
              <Button look="filled" icon="plus" onPress={() => setAsked({ kind: "scenario" })}>
                {msg("damage.scenario.add")}
              </Button>
            )}
          </>
        }
      />
      <ErrorNote error={sheet.error} onRetry={() => void sheet.reload()} />
      {!sheet.data && !sheet.error && <Loading />}
      {sheet.data && !empty && (
        <>
          <div className="row no-print">
            <Segments
              label={msg("damage.sort")}
              options={[
                { id: "scenario", label: msg("damage.sort.scenario") },
                { id: "value", label: msg("damage.sort.value") },
              ]}
              value={sort}
              onChange={(to) => changeSearch({ sort: to === "value" ? to : null })}
            />
            {systems.length > 1 && (
              <SelectField
                hideLabel
                label={msg("reg.damage_scenario.system")}
                options={systems.map((s) => ({ id: s.id, label: s.title ?? s.number ?? s.id }))}
                value={system}
                clearable={msg("damage.system.all")}
                onChange={(to) => changeSearch({ system: to })}
              />
            )}
          </div>
          {!sheet.data.complete && <Note tone="warn">{msg("damage.incomplete")}</Note>}
          <Sheet sheet={sheet.data} sort={sort} editable={editable} ask={setAsked} />
          <Method sheet={sheet.data} />
          <AssetSheet systems={systemsOf(sheet.data)} />
        </>
      )}
      {empty && (
        <EmptyState
          icon="shield"
          page
          title={msg("damage.empty")}
          text={msg("damage.empty.text")}
        />
      )}
      {asked && sheet.data && <Asking asked={asked} sheet={sheet.data} system={shown} onClose={() => setAsked(null)} />}
    </Page>
  );
}
