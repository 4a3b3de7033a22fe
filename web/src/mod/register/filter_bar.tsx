// Search and filters of a list, made from the types of the register's fields.
import { type RefObject, useState } from "react";
import {
  type FieldInfo,
  fieldLabel,
  optionLabel,
  recordTitle,
  type RefValue,
  type RegisterInfo,
  type RegisterRecord,
  useRegister,
} from "../../kernel/describe";
import { useQuery } from "../../kernel/query";
import { msg } from "../../kernel/i18n";
import { Button, IconButton } from "../../ui/button";
import { RefField } from "../../ui/combo_field";
import { DateField } from "../../ui/date_field";
import { type Option, SelectField } from "../../ui/field";
import { usePhone } from "../../ui/media";
import { Menu } from "../../ui/overlay";
import { SearchBox } from "../../ui/search_box";
import { Count } from "../../ui/state";
import type { ListState } from "./list_state";

const FILTERABLE = new Set(["enum", "bool", "ref", "date"]);
const SHOWN = 2; // filters that stand there from the start

export function filterFields(register: RegisterInfo): FieldInfo[] {
  return register.fields.filter((f) => FILTERABLE.has(f.type) && !f.confidential);
}

function firstFilters(register: RegisterInfo): string[] {
  const choices = filterFields(register).filter((f) => f.type === "enum" && f.listed);
  return choices.slice(0, SHOWN).map((f) => f.key);
}

// The choices of a filter; several at once come from a link and stand as one choice.
function choices(field: FieldInfo, value: string | null): Option[] {
  const all = (field.option_keys ?? []).map((id) => ({ id, label: optionLabel(field.options, id) }));
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
    default:
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
