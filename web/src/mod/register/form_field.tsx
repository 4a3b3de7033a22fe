// One field of a form, by its type.
import { useCallback, useMemo } from "react";
import { type FieldInfo, fieldHint, fieldLabel, optionLabel, type RegisterInfo } from "../../kernel/describe";
import type { RefValue } from "../../kernel/record";
import { countryCodes, findCodes, zoneCodes } from "../../kernel/code_rules";
import * as format from "../../kernel/format";
import { language, msg } from "../../kernel/i18n";
import { useSession } from "../../kernel/session";
import { Button } from "../../ui/button";
import { ComboField, RefField } from "../../ui/combo_field";
import { DateField, InstantField } from "../../ui/date_field";
import { CheckField, RadioField, SelectField, TextField } from "../../ui/field";
import { MoneyField } from "../../ui/money_field";
import { NumberField } from "../../ui/number_field";
import { useKeyChoices } from "../assessment/key_name";
import type { Values } from "./form_values";

export interface FormFieldProps {
  register: RegisterInfo;
  field: FieldInfo;
  values: Values; // of the whole form
  onChange: (value: unknown) => void;
  errors: Record<string, string>;
  creating: boolean;
}

const FEW = 4; // so many choices stand side by side

export function FormField({ register, field, values, onChange, errors, creating }: FormFieldProps) {
  const value = values[field.key];
  const frame = {
    label: fieldLabel(register, field.key),
    hint: fieldHint(register, field.key) ?? rangeText(field),
    error: errors[field.key],
    required: field.required,
    optional: !field.required,
    disabled: field.create_only && !creating,
  };
  const text = typeof value === "string" ? value : "";
  if (field.key_of === "country" || field.key_of === "zone") return <CodeField kind={field.key_of} frame={frame} value={text || null} onChange={onChange} />;
  if (field.key_of) return <KeyField register={register} field={field} values={values} frame={frame} value={text || null} onChange={onChange} />;
  switch (field.type) {
    case "longtext":
      return <TextField {...frame} lines={3} value={text} onChange={onChange} />;
    case "int":
    case "num":
      return field.tenths ? (
        <NumberField
          {...frame}
          value={typeof value === "number" ? value / 10 : null}
          onChange={(n) => onChange(n === null ? null : Math.round(n * 10))}
          step={0.1}
          digits={1}
        />
      ) : (
        <NumberField
          {...frame}
          value={typeof value === "number" ? value : null}
          onChange={onChange}
          digits={field.type === "num" ? 6 : 0}
        />
      );
    case "bool":
      return <CheckField label={frame.label} value={value === true} onChange={onChange} disabled={frame.disabled} error={frame.error} />;
    case "date":
      return <DateField {...frame} value={text || null} onChange={onChange} />;
    case "instant":
      return <InstantField {...frame} value={text || null} onChange={onChange} />;
    case "period":
      return <PeriodField frame={frame} value={text || null} onChange={onChange} />;
    case "enum":
      return <EnumField field={field} frame={frame} value={text || null} onChange={onChange} />;
    case "money":
      return <MoneyField {...frame} error={frame.error ?? errors[`${field.key}/amount`]} value={(value as format.Money | null) ?? null} onChange={onChange} />;
    case "ref":
      return (
        <RefField {...frame} register={field.ref ?? ""} value={(value as RefValue | null) ?? null} onChange={onChange} />
      );
    case "texts":
      return <TextsField frame={frame} value={(value as Texts | null) ?? {}} onChange={onChange} errors={errors} name={field.key} />;
    case "list":
      if (field.ref) return <NamesField frame={frame} register={field.ref} value={(value as string[] | null) ?? []} onChange={onChange} />;
      return <LinesField frame={frame} value={(value as string[] | null) ?? []} onChange={onChange} />;
    default:
      return <TextField {...frame} value={text} onChange={onChange} />;
  }
}

// What a number may be; silent where only the program sets a bound.
const WIDE = 1_000_000_000;

function rangeText({ type, min, max, tenths }: FieldInfo): string | undefined {
  if ((type !== "int" && type !== "num") || min === undefined || max === undefined || max >= WIDE) return undefined;
  const part = tenths ? 10 : 1;
  return msg("ui.range", { min: format.plainNumber(min / part), max: format.plainNumber(max / part) });
}

interface Frame {
  label: string;
  hint?: string;
  error?: string;
  required?: boolean;
  optional?: boolean;
  disabled?: boolean;
}

interface PartProps<T> {
  frame: Frame;
  value: T;
  onChange: (value: unknown) => void;
}

function EnumField({ field, frame, value, onChange }: PartProps<string | null> & { field: FieldInfo }) {
  const options = (field.option_keys ?? []).map((id) => ({ id, label: optionLabel(field.options, id) }));
  if (field.required && options.length <= FEW)
    return <RadioField {...frame} inline options={options} value={value} onChange={onChange} />;
  return (
    <SelectField
      {...frame}
      options={options}
      value={value}
      onChange={onChange}
      clearable={field.required ? undefined : msg("ui.none_chosen")}
    />
  );
}

const CODES = { country: { all: countryCodes, name: format.countryName }, zone: { all: zoneCodes, name: format.zoneName } };
const SHOWN = 60; // of the codes found

// A country or a time zone, found by its name; the organisation's own zone and its region stand first.
function CodeField({ kind, frame, value, onChange }: PartProps<string | null> & { kind: keyof typeof CODES }) {
  const { organisation } = useSession();
  const lang = language();
  const all = useMemo(() => CODES[kind].all(lang), [kind, lang]);
  const find = useCallback(async (text: string) => findCodes(all, text, ["JP", organisation.zone], SHOWN), [all, organisation.zone]);
  const chosen = value ? { id: value, label: CODES[kind].name(value), hint: value } : null;
  return <ComboField {...frame} find={find} value={chosen} onChange={(code) => onChange(code?.id ?? null)} />;
}

// A key is chosen by its name; one that is no longer offered stays as it is.
function KeyField({ register, field, values, frame, value, onChange }: PartProps<string | null> & Pick<FormFieldProps, "register" | "field" | "values">) {
  const choices = useKeyChoices(register, field, values);
  const options = value && !choices.some((o) => o.id === value) ? [{ id: value, label: value }, ...choices] : choices;
  return (
    <SelectField
      {...frame}
      disabled={frame.disabled || options.length === 0}
      options={options}
      value={value}
      onChange={onChange}
      clearable={field.required ? undefined : msg("ui.none_chosen")}
    />
  );
}

function PeriodField({ frame, value, onChange }: PartProps<string | null>) {
  return (
    <SelectField
      {...frame}
      options={format.periodsAround(value).map((id) => ({ id, label: format.period(id) }))}
      value={value}
      onChange={onChange}
      clearable={frame.required ? undefined : msg("ui.none_chosen")}
    />
  );
}

interface Texts {
  ja?: string;
  en?: string;
}

function TextsField({
  frame,
  value,
  onChange,
  errors,
  name,
}: PartProps<Texts> & { errors: Record<string, string>; name: string }) {
  const set = (lang: keyof Texts, text: string) => {
    const next: Texts = { ...value };
    if (text) next[lang] = text;
    else delete next[lang];
    onChange(Object.keys(next).length ? next : null);
  };
  return (
    <div className="stack">
      <TextField
        {...frame}
        label={msg("ui.text.ja", { field: frame.label })}
        error={errors[`${name}/ja`] ?? frame.error}
        value={value.ja ?? ""}
        onChange={(text) => set("ja", text)}
      />
      <TextField
        {...frame}
        required={false}
        optional
        label={msg("ui.text.en", { field: frame.label })}
        error={errors[`${name}/en`]}
        value={value.en ?? ""}
        onChange={(text) => set("en", text)}
      />
    </div>
  );
}

function LinesField({ frame, value, onChange }: PartProps<string[]>) {
  return (
    <TextField
      {...frame}
      hint={frame.hint ?? msg("ui.lines.hint")}
      lines={3}
      value={value.join("\n")}
      onChange={(text) => onChange(text === "" ? null : text.split("\n"))}
    />
  );
}

// Records of another register, kept by their names: chosen one after the other, each in a field that is empty again.
function NamesField({ frame, register, value, onChange }: PartProps<string[]> & { register: string }) {
  const put = (names: string[]) => onChange(names.length > 0 ? names : null);
  const add = (chosen: RefValue | null) => {
    const name = chosen?.title;
    if (name && !value.includes(name)) put([...value, name]);
  };
  return (
    <div className="stack">
      <RefField key={value.length} {...frame} hint={frame.hint ?? msg("ui.names.hint")} register={register} value={null} onChange={add} />
      {value.length > 0 && (
        <div className="row" role="group" aria-label={frame.label}>
          {value.map((name) => (
            <Button key={name} size="small" iconAfter="close" aria-label={msg("ui.names.remove", { name })} onPress={() => put(value.filter((one) => one !== name))}>
              {name}
            </Button>
          ))}
        </div>
      )}
    </div>
  );
}
