// What stands in the cells of the sheet: a value, a level to choose, defences to mark.
import { useEffect, useState } from "react";
import { optionLabel } from "../../../kernel/describe";
import { msg, pick } from "../../../kernel/i18n";
import { IconButton } from "../../../ui/button";
import { type DamageDefence, type DamageSheet, type DamageStep, change, LEVELS, type PartOfDefence, type Register } from "./model";

export function DamageValue({ sheet, value }: { sheet: DamageSheet; value: string | null | undefined }) {
  const known = sheet.method.values.find((v) => v.key === value);
  if (!known) return <span className="muted">{msg("damage.value.open")}</span>;
  return <span className={`damage-value band-${known.colour}`}>{pick(known.name)}</span>;
}

// A level of 1 to 3, chosen where it stands.
export function Level({
  register,
  record,
  field,
  label,
  level,
  editable,
}: {
  register: Register;
  record: { id: string; version: number };
  field: string;
  label: string;
  level: number | null | undefined;
  editable: boolean;
}) {
  const [chosen, setChosen] = useState(level ?? null);
  useEffect(() => setChosen(level ?? null), [level, record.version]);
  if (!editable) return <>{level ?? ""}</>;
  const choose = (text: string) => {
    const to = text === "" ? null : Number(text);
    setChosen(to);
    void change(register, record, { [field]: to });
  };
  return (
    <>
      <select className="cell-select no-print" aria-label={label} value={chosen ?? ""} onChange={(e) => choose(e.target.value)}>
        <option value="">{msg("damage.level.open")}</option>
        {LEVELS.map((n) => (
          <option key={n} value={n}>
            {n}
          </option>
        ))}
      </select>
      <span className="print-only">{chosen ?? ""}</span>
    </>
  );
}

function Mark({ defence, editable }: { defence: DamageDefence; editable: boolean }) {
  const on = defence.in_place === true;
  const inside = (
    <>
      <span className="defence-sign" aria-hidden="true">
        {on ? msg("damage.mark.in") : msg("damage.mark.out")}
      </span>
      <span className="defence-name">{defence.name}</span>
      <span className="visually-hidden">{on ? msg("damage.in_place") : msg("damage.not_in_place")}</span>
    </>
  );
  const look = on ? "defence on" : "defence";
  if (!editable) return <span className={look}>{inside}</span>;
  return (
    <button type="button" className={look} aria-pressed={on} onClick={() => void change("attack-defences", defence, { in_place: !on })}>
      {inside}
    </button>
  );
}

// The defences of a step in one column.
export function Defences({ step, part, editable, onEdit }: { step: DamageStep; part: PartOfDefence; editable: boolean; onEdit?: () => void }) {
  const own = step.defences.filter((d) => d.part === part);
  return (
    <div className="defences">
      {own.map((d) => (
        <Mark key={d.id} defence={d} editable={editable} />
      ))}
      {editable && onEdit && (
        <span className="no-print">
          <IconButton size="small" icon="plus" label={msg("damage.defence.edit", { step: step.title, part: optionLabel("defence_part", part) })} onPress={onEdit} />
        </span>
      )}
    </div>
  );
}
