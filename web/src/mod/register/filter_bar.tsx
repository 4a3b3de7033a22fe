// Search and filters of a list, made from the types of the register's fields.
import { type RefObject, useState } from "react";
import { type FieldInfo, fieldLabel, optionLabel, type RegisterInfo } from "../../kernel/describe";
import { msg } from "../../kernel/i18n";
import { Button, IconButton } from "../../ui/button";
import { RefField } from "../../ui/combo_field";
import { DateField } from "../../ui/date_field";
import { SelectField } from "../../ui/field";
import { Menu } from "../../ui/overlay";
import { SearchBox } from "../../ui/search_box";
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
          options={(field.option_keys ?? []).map((id) => ({ id, label: optionLabel(field.options, id) }))}
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
  const [chosen, setChosen] = useState<{ id: string; title?: string | null } | null>(value ? { id: value } : null);
  return (
    <RefField
      className="compact"
      label={label}
      register={register}
      value={value && chosen?.id === value ? chosen : null}
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
      {shown.map((f) => (
        <FilterField key={f.key} register={register} field={f} state={state} />
      ))}
      {others.length > 0 && (
        <Menu
          label={msg("ui.filter.add")}
          placement="bottom start"
          groups={[
            {
              entries: others.map((f) => ({
                id: f.key,
                label: fieldLabel(register, f.key),
                onAction: () => setAdded([...added, f.key]),
              })),
            },
          ]}
        >
          <Button look="plain" icon="filter">
            {msg("ui.filter.add")}
          </Button>
        </Menu>
      )}
      {(used.length > 0 || state.q) && (
        <IconButton icon="close" label={msg("ui.filter.clear")} onPress={clear} />
      )}
      <div className="filter-end">{children}</div>
    </search>
  );
}
