// Which units are asked, and who answers for them.
import { useState } from "react";
import type { RefValue } from "../../../kernel/record";
import { label, msg } from "../../../kernel/i18n";
import { useQuery } from "../../../kernel/query";
import { Button } from "../../../ui/button";
import { CheckField, SelectField } from "../../../ui/field";
import { SearchBox } from "../../../ui/search_box";
import { Skeleton } from "../../../ui/note";
import type { Choice, TreeUnit } from "./units";

interface Answerer {
  account: RefValue;
  role: string;
  own_unit: boolean;
}

const MANY = 15; // from here on a field to find units

export function AssigneeField({ unit, name, value, onChange }: { unit: string; name: string; value: RefValue | null; onChange: (value: RefValue | null) => void }) {
  const { data } = useQuery<{ items: Answerer[] }>("/answerers", { unit });
  if (!data) return <Skeleton lines={1} />;
  const seen = new Map<string, Answerer>();
  for (const a of data.items) if (!seen.has(a.account.id)) seen.set(a.account.id, a);
  return (
    <SelectField
      className="compact"
      label={msg("assessment.assignee.of", { name })}
      hideLabel
      clearable={msg("assessment.assignee.auto")}
      options={[...seen.values()].map((a) => ({ id: a.account.id, label: a.account.title ?? "", hint: label(`role.${a.role}`) }))}
      value={value?.id ?? null}
      onChange={(id) => onChange(id ? (seen.get(id)?.account ?? null) : null)}
    />
  );
}

export function UnitChoice({ units, lacking, value, onChange }: { units: TreeUnit[]; lacking?: Set<string>; value: Choice; onChange: (value: Choice) => void }) {
  const [q, setQ] = useState("");
  const shown = units.filter((u) => u.name.normalize("NFKC").toLowerCase().includes(q.normalize("NFKC").toLowerCase()));
  const set = (change: (next: Choice) => void) => {
    const next = new Map(value);
    change(next);
    onChange(next);
  };
  const all = shown.every((u) => value.has(u.id));
  return (
    <div className="stack">
      <div className="row spread">
        <CheckField
          label={msg("assessment.units.all", { n: shown.length })}
          value={all}
          indeterminate={!all && shown.some((u) => value.has(u.id))}
          onChange={(on) => set((next) => shown.forEach((u) => (on ? next.has(u.id) || next.set(u.id, null) : next.delete(u.id))))}
        />
        <span className="muted small">{msg("assessment.units.chosen", { n: value.size })}</span>
      </div>
      {units.length > MANY && <SearchBox label={msg("assessment.units.find")} value={q} onSearch={setQ} />}
      <ul className="unit-tree">
        {shown.map((u) => (
          <UnitLine
            key={u.id}
            unit={u}
            auto={lacking?.has(u.id) ? msg("assessment.assignee.none") : msg("assessment.assignee.auto")}
            chosen={value.has(u.id)}
            assignee={value.get(u.id) ?? null}
            onChoose={(on) => set((next) => (on ? next.set(u.id, null) : next.delete(u.id)))}
            onAssign={(who) => set((next) => next.set(u.id, who))}
          />
        ))}
      </ul>
    </div>
  );
}

function UnitLine({
  unit,
  auto,
  chosen,
  assignee,
  onChoose,
  onAssign,
}: {
  unit: TreeUnit;
  auto: string; // who is asked when nobody is named
  chosen: boolean;
  assignee: RefValue | null;
  onChoose: (on: boolean) => void;
  onAssign: (who: RefValue | null) => void;
}) {
  const [picking, setPicking] = useState(false);
  return (
    <li>
      <div style={{ paddingInlineStart: `${unit.depth * 22}px` }}>
        <CheckField
          label={
            <>
              {unit.name} <span className="muted small">{label(`enum.unit_kind.${unit.kind}`)}</span>
            </>
          }
          value={chosen}
          onChange={onChoose}
        />
      </div>
      {chosen &&
        (picking || assignee ? (
          <AssigneeField unit={unit.id} name={unit.name} value={assignee} onChange={onAssign} />
        ) : (
          <Button size="small" look="plain" onPress={() => setPicking(true)} aria-label={msg("assessment.assignee.change", { who: auto, name: unit.name })}>
            {auto}
          </Button>
        ))}
    </li>
  );
}
