// What a form holds and what it sends: values as the API gives them, references as objects until
// they are sent.
import type { FieldInfo, RegisterInfo } from "../../kernel/describe";
import type { RefValue, RegisterRecord } from "../../kernel/record";
import { ownUnit } from "../../kernel/session";
import { isUnread } from "../../kernel/money_rules";

export type Values = Record<string, unknown>;

const NOT_IN_FORMS = new Set(["object", "any", "id"]);

// What names the record comes first: its title or, where the program makes that of parts, the parts
// and what lists sort them by (family and given name, reading).
function names(register: RegisterInfo, fields: FieldInfo[]): (field: FieldInfo) => boolean {
  if (fields.some((f) => f.key === register.title)) return (f) => f.key === register.title;
  const sort = register.default_sort.replace(/^-/, "");
  return (f) => f.key === sort || (f.required === true && f.type === "text");
}

export function formFields(register: RegisterInfo): FieldInfo[] {
  const fields = register.fields.filter(
    (f) => !f.readonly && f.key !== register.state_field && !NOT_IN_FORMS.has(f.type),
  );
  const first = names(register, fields);
  return fields.sort((a, b) => Number(first(b)) - Number(first(a)));
}

// The form's parts in order; what is under no heading comes first.
export function formParts(register: RegisterInfo): { key?: string; fields: FieldInfo[] }[] {
  const fields = formFields(register);
  const keys = [undefined, ...new Set(fields.map((f) => f.part).filter((key) => key !== undefined))];
  return keys.map((key) => ({ key, fields: fields.filter((f) => f.part === key) })).filter((part) => part.fields.length > 0);
}

export function isWide(field: FieldInfo, register: RegisterInfo): boolean {
  return field.type === "longtext" || field.type === "list" || field.key === register.title;
}

export function valuesOf(register: RegisterInfo, record: RegisterRecord): Values {
  return Object.fromEntries(formFields(register).map((f) => [f.key, record[f.key] ?? null]));
}

// A new record: what the address prefills (?title=…&section_key=…), else what the page presets or is
// known of the asker.
export function newValues(register: RegisterInfo, search: URLSearchParams, preset: Values = {}): Values {
  const values: Values = {};
  for (const f of formFields(register)) values[f.key] = prefilled(f, search) ?? preset[f.key] ?? null;
  const unit = ownUnit();
  if (register.by_unit && !values.unit && unit) values.unit = unit;
  return values;
}

function prefilled(field: FieldInfo, search: URLSearchParams): unknown {
  const text = search.get(field.key);
  if (text === null || text === "") return field.type === "bool" ? false : null;
  switch (field.type) {
    case "int":
    case "num":
      return Number(text);
    case "bool":
      return text === "true";
    case "ref":
      return { id: text, title: search.get(`${field.key}.title`) } satisfies RefValue;
    case "money":
    case "list":
    case "texts":
      return null;
    default:
      return text;
  }
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === "";
}

export function sendable(field: FieldInfo, value: unknown): unknown {
  if (isEmpty(value)) return null;
  if (field.type === "ref") return (value as RefValue).id;
  if (field.type === "money" && (value as { amount: number | null }).amount === null) return null; // NaN, come back from a draft
  return typeof value === "string" ? value.trim() : value;
}

export function same(field: FieldInfo, a: unknown, b: unknown): boolean {
  return JSON.stringify(sendable(field, a)) === JSON.stringify(sendable(field, b));
}

// Only what differs from `base`; for a new record everything that says something.
export function changes(register: RegisterInfo, values: Values, base: Values | null): Values {
  const body: Values = {};
  for (const f of formFields(register)) {
    if (base ? same(f, values[f.key], base[f.key]) : isEmpty(sendable(f, values[f.key]))) continue;
    body[f.key] = sendable(f, values[f.key]);
  }
  return body;
}

// Sums that cannot be read as they are typed.
export function unread(values: Values): string[] {
  return Object.keys(values).filter((key) => isUnread(values[key]));
}

export function missing(register: RegisterInfo, values: Values): string[] {
  return formFields(register)
    .filter((f) => f.required && isEmpty(sendable(f, values[f.key])))
    .map((f) => f.key);
}
