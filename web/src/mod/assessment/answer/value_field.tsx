// The answer to one item, for each scale. Levels stand as large choices with their criteria; the
// other scales are ordinary fields.
import { useRef, useState } from "react";
import { label, msg } from "../../../kernel/i18n";
import { date, plainNumber } from "../../../kernel/format";
import { DateField } from "../../../ui/date_field";
import { ChecksField, TextField } from "../../../ui/field";
import { NumberField } from "../../../ui/number_field";
import { type SheetItem, type Value, words } from "../model";

export interface Choice {
  value: number | string;
  mark: string; // what stands in the box: its key on the keyboard
  text: string;
  criterion?: string;
}

// What can be chosen with the keys 1–9; empty for scales that are typed.
export function choicesOf(item: SheetItem): Choice[] {
  switch (item.scale) {
    case "maturity5":
      return [1, 2, 3, 4, 5].map((n) => ({
        value: n,
        mark: String(n),
        text: words(item.levels?.[n - 1]) || msg("assessment.level", { n }),
        criterion: words(item.criteria?.[n - 1]) || undefined,
      }));
    case "yes_no_na":
      return ["yes", "no"].map((v, i) => ({ value: v, mark: String(i + 1), text: label(`assessment.value.${v}`) }));
    case "have":
      return ["have", "none"].map((v, i) => ({ value: v, mark: String(i + 1), text: label(`assessment.value.${v}`) }));
    case "choice":
      return (item.options ?? []).map((o, i) => ({ value: o.key, mark: i < 9 ? String(i + 1) : "", text: words(o.text) || o.key }));
    default:
      return [];
  }
}

// The value in words, for readers.
export function valueText(item: SheetItem, value: Value): string {
  if (value === null || value === undefined || value === "") return "";
  if (Array.isArray(value))
    return value.map((k) => words(item.options?.find((o) => o.key === k)?.text) || k).join(msg("ui.list.comma"));
  if (item.scale === "date") return date(String(value));
  if (item.scale === "number") return plainNumber(Number(value));
  const choice = choicesOf(item).find((c) => c.value === value);
  return choice ? choice.text : String(value);
}

interface FieldProps {
  item: SheetItem;
  value: Value;
  last: Value;
  name: string; // said to readers of the screen
  onChange: (value: Value, typing?: boolean) => void;
  onChoose?: (value: Value) => void; // pressed, not passed over with the arrow keys; else onChange
}

export function ValueField(props: FieldProps) {
  const choices = choicesOf(props.item);
  if (choices.length > 0) return <ChoiceList {...props} choices={choices} />;
  return (
    <div>
      <TypedField {...props} />
    </div>
  );
}

function ChoiceList({ item, value, last, name, onChange, onChoose = onChange, choices }: FieldProps & { choices: Choice[] }) {
  const [open, setOpen] = useState(false);
  const arrow = useRef(false); // held: one moves between the choices, and each is taken on the way
  const criteria = choices.some((c) => c.criterion);
  return (
    <fieldset
      className={`q-choices ${open ? "open" : ""}`}
      onKeyDown={(e) => {
        arrow.current = e.key.startsWith("Arrow");
      }}
      onKeyUp={() => {
        arrow.current = false;
      }}
    >
      <legend className="visually-hidden">{name}</legend>
      {choices.map((c) => (
        <label key={c.value} className={`q-choice ${item.scale === "maturity5" ? `of-level level-${c.value}` : ""}`}>
          <input
            type="radio"
            name={`answer-${item.key}`}
            checked={value === c.value}
            onChange={() => (arrow.current ? onChange : onChoose)(c.value)}
            // Pressed again, the answer is taken back.
            onClick={() => value === c.value && !item.required && onChange(null)}
          />
          <span className="q-mark" aria-hidden="true">
            {c.mark}
          </span>
          <span className="q-text">
            {c.text}
            {last === c.value && <span className="q-last">{msg("assessment.answer.last_here")}</span>}
            {c.criterion && <span className="q-criterion">{c.criterion}</span>}
          </span>
        </label>
      ))}
      {criteria && (
        <button type="button" className="button plain small only-phone" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? msg("assessment.answer.criteria.hide") : msg("assessment.answer.criteria.show")}
        </button>
      )}
    </fieldset>
  );
}

function TypedField({ item, value, name, onChange }: FieldProps) {
  if (item.scale === "multi")
    return (
      <ChecksField
        label={name}
        hideLabel
        options={(item.options ?? []).map((o) => ({ id: o.key, label: words(o.text) || o.key }))}
        value={Array.isArray(value) ? value : []}
        onChange={(v) => onChange(v.length ? v : null)}
      />
    );
  if (item.scale === "number")
    return (
      <NumberField
        label={name}
        hideLabel
        quiet
        value={typeof value === "number" ? value : null}
        onChange={(v) => onChange(v)}
        min={item.min}
        max={item.max}
        digits={item.scored ? 0 : 6}
      />
    );
  if (item.scale === "date")
    return <DateField label={name} hideLabel value={typeof value === "string" ? value : null} onChange={(v) => onChange(v)} />;
  return (
    <TextField
      label={name}
      hideLabel
      lines={3}
      value={typeof value === "string" ? value : ""}
      onChange={(v) => onChange(v || null, true)}
    />
  );
}
