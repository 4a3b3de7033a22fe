// Search and filters of a list, made from the types of the register's fields.
import { type RefObject, useEffect, useState } from "react";
import { type FieldInfo, fieldLabel, optionLabel, optionsOf, recordTitle, type RegisterInfo, useRegister } from "../../kernel/describe";
import type { RefValue, RegisterRecord } from "../../kernel/record";
import * as format from "../../kernel/format";
import { msg } from "../../kernel/i18n";
import { useQuery } from "../../kernel/query";
import { useSession } from "../../kernel/session";
import { Button, IconButton } from "../../ui/button";
import { RefField } from "../../ui/combo_field";
import { DateField } from "../../ui/date_field";
import { type Option, SelectField, TextField } from "../../ui/field";
import { usePhone } from "../../ui/media";
import { AmountField } from "../../ui/money_field";
import { NumberField } from "../../ui/number_field";
import { Menu } from "../../ui/overlay";
import { SearchBox } from "../../ui/search_box";
import { Count } from "../../ui/state";
import type { ListState } from "./list_state";

const SHOWN = 2; // filters that stand there from the start

export function filterFields(register: RegisterInfo): FieldInfo[] {
  return register.fields.filter((f) => f.filterable);
}

function firstFilters(register: RegisterInfo): string[] {
  const choices = filterFields(register).filter((f) => f.type === "enum" && f.listed);
  return choices.slice(0, SHOWN).map((f) => f.key);
}

// The choices of a filter; several at once come from a link and stand as one choice.
function choices(field: FieldInfo, value: string | null): Option[] {
  const all = optionsOf(field, value);
  if (!value?.includes(",")) return all;
  const several = value.split(",").map((key) => optionLabel(field.options, key));
  return [{ id: value, label: several.join(msg("ui.list.dot")) }, ...all];
}

function FilterField({ register, field, state }: { register: RegisterInfo; field: FieldInfo; state: ListState }) {
  const label = fieldLabel(register, field.key);
  const value = state.filters[field.key] ?? null;
  const set = (next: string | null) => state.change({ [`f.${field.key}`]: next });
  switch (field.type) {
    case "enum":
      return (
        <SelectField
          className="compact"
          label={label}
          value={value}
          onChange={set}
          clearable={msg("ui.filter.all")}
          options={choices(field, value)}
        />
      );
    case "bool":
      return (
        <SelectField
          className="compact"
          label={label}
          value={value}
          onChange={set}
          clearable={msg("ui.filter.all")}
          options={[
            { id: "true", label: msg("ui.yes") },
            { id: "false", label: msg("ui.no") },
          ]}
        />
      );
    case "ref":
      return <RefFilter label={label} register={field.ref ?? ""} value={value} onChange={set} />;
    case "date":
      return <DateRange field={field} label={label} state={state} />;
    case "int":
    case "num":
      return <NumberRange field={field} label={label} state={state} />;
    case "money":
      return <MoneyRange field={field} label={label} state={state} />;
    case "period":
      return (
        <SelectField
          className="compact"
          label={label}
          value={value}
          onChange={set}
          clearable={msg("ui.filter.all")}
          options={format.periodsAround(value).map((id) => ({ id, label: format.period(id) }))}
        />
      );
    default:
      return <TextFilter field={field} label={label} state={state} />;
  }
}

interface PartProps {
  field: FieldInfo;
  label: string;
  state: ListState;
}

function DateRange({ field, label, state }: PartProps) {
  return (
    <>
      <DateField
        className="compact"
        label={msg("ui.filter.from", { field: label })}
        value={state.filters[`${field.key}.ge`] ?? null}
        onChange={(date) => state.change({ [`f.${field.key}.ge`]: date })}
      />
      <DateField
        className="compact"
        label={msg("ui.filter.to", { field: label })}
        value={state.filters[`${field.key}.le`] ?? null}
        onChange={(date) => state.change({ [`f.${field.key}.le`]: date })}
      />
    </>
  );
}

type RangeOp = "ge" | "le";

// What the address says of an end of a range; null: nothing, or no number.
function endOf({ field, state }: PartProps, op: RangeOp): number | null {
  const text = state.filters[`${field.key}.${op}`];
  return text === undefined || text === "" || Number.isNaN(Number(text)) ? null : Number(text);
}

function MoneyRange(props: PartProps) {
  const { field, label, state } = props;
  const { organisation } = useSession();
  const end = (op: RangeOp, name: string) => (
    <AmountField
      className="compact filter-number"
      label={name}
      late
      currency={organisation.currency}
      value={endOf(props, op)}
      onChange={(n) => state.change({ [`f.${field.key}.${op}`]: n === null ? null : String(n) })}
    />
  );
  return (
    <>
      {end("ge", msg("ui.filter.from", { field: label }))}
      {end("le", msg("ui.filter.to", { field: label }))}
    </>
  );
}

// Numbers as people read them: tenths with a decimal.
function NumberRange(props: PartProps) {
  const { field, label, state } = props;
  const scale = field.tenths ? 10 : 1;
  const shown = (op: RangeOp) => {
    const n = endOf(props, op);
    return n === null ? null : n / scale;
  };
  const end = (op: RangeOp, name: string) => (
    <NumberField
      className="compact filter-number"
      quiet
      label={name}
      value={shown(op)}
      digits={field.type === "num" ? 6 : field.tenths ? 1 : 0}
      onChange={(n) => {
        const next = field.type === "num" ? n : n === null ? null : Math.round(n * scale);
        state.change({ [`f.${field.key}.${op}`]: next === null ? null : String(next) });
      }}
    />
  );
  return (
    <>
      {end("ge", msg("ui.filter.from", { field: label }))}
      {end("le", msg("ui.filter.to", { field: label }))}
    </>
  );
}

type TextOp = "contains" | "begins";

// What is typed is asked for when the field is left or Enter is pressed: never while composing.
function TextFilter({ field, label, state }: PartProps) {
  const known = state.filters[`${field.key}.begins`] === undefined ? "contains" : "begins";
  const given = state.filters[`${field.key}.${known}`] ?? "";
  const [op, setOp] = useState<TextOp>(known);
  const [text, setText] = useState(given);
  useEffect(() => setText(given), [given]);
  const apply = (nextOp: TextOp, value: string) => {
    const word = value.trim();
    if (nextOp === known && word === given) return;
    state.change({ [`f.${field.key}.contains`]: null, [`f.${field.key}.begins`]: null, [`f.${field.key}.${nextOp}`]: word || null });
  };
  return (
    <div className="filter-text">
      <TextField
        className="compact"
        label={label}
        value={text}
        maxLength={200}
        onChange={setText}
        onBlur={() => apply(op, text)}
        onEnter={() => apply(op, text)}
      />
      <SelectField
        className="compact"
        hideLabel
        label={msg("ui.filter.how", { field: label })}
        value={op}
        onChange={(next) => {
          const chosen = next === "begins" ? "begins" : "contains";
          setOp(chosen);
          apply(chosen, text);
        }}
        options={[
          { id: "contains", label: msg("ui.filter.contains") },
          { id: "begins", label: msg("ui.filter.begins") },
        ]}
      />
    </div>
  );
}

function RefFilter({
  label,
  register,
  value,
  onChange,
}: {
  label: string;
  register: string;
  value: string | null;
  onChange: (id: string | null) => void;
}) {
  const [chosen, setChosen] = useState<RefValue | null>(null);
  const known = value !== null && chosen?.id === value;
  const info = useRegister(register);
  const { data } = useQuery<RegisterRecord>(value && !known ? `/${register}/${value}` : null);
  const found = data && info ? { id: data.id, number: data.number, title: recordTitle(info, data) } : null;
  return (
    <RefField
      className="compact"
      label={label}
      register={register}
      value={known ? chosen : found}
      onChange={(ref) => {
        setChosen(ref);
        onChange(ref?.id ?? null);
      }}
    />
  );
}

export function FilterBar({
  register,
  state,
  searchRef,
  children,
}: {
  register: RegisterInfo;
  state: ListState;
  searchRef: RefObject<HTMLInputElement | null>;
  children?: React.ReactNode;
}) {
  const phone = usePhone();
  const [open, setOpen] = useState(false);
  const [added, setAdded] = useState<string[]>([]);
  const first = firstFilters(register);
  const used = Object.keys(state.filters).map((k) => k.split(".")[0]);
  const shown = filterFields(register).filter((f) => [...first, ...added, ...used].includes(f.key));
  const others = filterFields(register).filter((f) => !shown.includes(f));
  const searchable = register.fields.filter((f) => f.searchable).map((f) => fieldLabel(register, f.key));
  const clear = () => {
    setAdded([]);
    state.change({ q: null, ...Object.fromEntries(Object.keys(state.filters).map((k) => [`f.${k}`, null])) });
  };
  const some = used.length > 0 || state.q !== "";
  return (
    <search className="filter-bar">
      {searchable.length > 0 && (
        <SearchBox
          label={msg("ui.search")}
          value={state.q}
          onSearch={(q) => state.change({ q })}
          placeholder={searchable.slice(0, 2).join(msg("ui.list.dot"))}
          inputRef={searchRef}
        />
      )}
      {phone && (
        <Button look="plain" icon="filter" aria-expanded={open} onPress={() => setOpen(!open)}>
          {msg("ui.filter.add")}
          {used.length > 0 && <Count n={new Set(used).size} tone="info" />}
        </Button>
      )}
      {(!phone || open) && (
        <>
          {shown.map((f) => (
            <FilterField key={f.key} register={register} field={f} state={state} />
          ))}
          {others.length > 0 && <AddFilter register={register} fields={others} onAdd={(key) => setAdded([...added, key])} />}
        </>
      )}
      {some && <IconButton icon="close" label={msg("ui.filter.clear")} onPress={clear} />}
      <div className="filter-end">{children}</div>
    </search>
  );
}

function AddFilter({ register, fields, onAdd }: { register: RegisterInfo; fields: FieldInfo[]; onAdd: (key: string) => void }) {
  return (
    <Menu
      label={msg("ui.filter.more")}
      placement="bottom start"
      groups={[
        { entries: fields.map((f) => ({ id: f.key, label: fieldLabel(register, f.key), onAction: () => onAdd(f.key) })) },
      ]}
    >
      <Button look="plain" icon="plus">
        {msg("ui.filter.more")}
      </Button>
    </Menu>
  );
}
