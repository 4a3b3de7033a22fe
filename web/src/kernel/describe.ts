// The registers of this server as GET /api/v1/describe tells them: fields, options, transitions.
import { api } from "./api";
import { label, language, pick } from "./i18n";
import { setChangePaths } from "./changes";
import { may } from "./session";
import { createStore, useStore } from "./store";

export type FieldType =
  | "text"
  | "longtext"
  | "int"
  | "num"
  | "bool"
  | "date"
  | "instant"
  | "period"
  | "enum"
  | "money"
  | "ref"
  | "id"
  | "texts"
  | "object"
  | "list"
  | "any";

export interface FieldInfo {
  key: string;
  type: FieldType;
  required?: boolean;
  readonly?: boolean;
  indexed?: boolean;
  filterable?: boolean;
  searchable?: boolean;
  confidential?: boolean;
  publishable?: boolean;
  listed?: boolean;
  nullable?: boolean;
  create_only?: boolean;
  tenths?: boolean; // an integer of tenths: 35 is read and typed as 3.5
  min?: number;
  max?: number;
  options?: string; // name of an option set
  option_keys?: string[];
  ref?: string; // plural name of a register
  key_of?: "sheet" | "section" | "item" | "campaign" | "country" | "register" | "zone"; // of a text: people read the name
  part?: string; // of the form: what stands under one heading
}

export interface Transition {
  from: string;
  action: string;
  to: string;
  permission: string;
  reason: boolean;
}

export interface RegisterInfo {
  name: string; // plural: the path
  singular: string;
  schema: string;
  prefix: string | null;
  by_unit: boolean;
  title: string;
  default_sort: string;
  state_field: string | null;
  readers: boolean; // a record may be kept to readers of its own
  permissions: { read: string; create: string; update: string; delete: string };
  fields: FieldInfo[];
  transitions: Transition[];
}

export interface Describe {
  registers: RegisterInfo[];
  roles: string[];
  permissions: { key: string; roles: string[] }[];
  option_names?: { [set: string]: { [key: string]: { ja?: string; en?: string } } }; // what the organisation itself calls them
}

const NOTHING: Describe = { registers: [], roles: [], permissions: [] };
const described = createStore<Describe | null>(null);

let asked: Promise<{ data: Describe }> | null = null;

// Asks ahead of time, where somebody is likely to be signed in.
export function askDescribe(): void {
  asked = api.get<Describe>("/describe", { quiet: true });
  asked.catch(() => {});
}

export async function loadDescribe(): Promise<void> {
  const early = asked;
  asked = null;
  const ask = () => api.get<Describe>("/describe");
  const { data } = await (early ? early.catch(ask) : ask());
  described.set(data);
  setChangePaths(Object.fromEntries(data.registers.map((r) => [r.singular, `/${r.name}`])));
}

export function useDescribe(): Describe {
  return useStore(described) ?? NOTHING;
}

export function registerOf(name: string | undefined): RegisterInfo | undefined {
  return described.get()?.registers.find((r) => r.name === name);
}

export function useRegister(name: string | undefined): RegisterInfo | undefined {
  return useDescribe().registers.find((r) => r.name === name);
}

export function mayRead(name: string): boolean {
  const register = registerOf(name);
  return register !== undefined && may(register.permissions.read);
}

const ownNames = (set: string | undefined) => described.get()?.option_names?.[set ?? ""];

export function optionLabel(set: string | undefined, key: unknown): string {
  if (typeof key !== "string") return "";
  const own = ownNames(set)?.[key];
  return own ? pick(own) : label(`enum.${set}.${key}`, key);
}

// The options in use: where the organisation names some of a set, those; and what is chosen already.
export function optionsOf(field: FieldInfo, chosen?: string | null): { id: string; label: string }[] {
  const own = ownNames(field.options);
  const keys = (field.option_keys ?? []).filter((key) => !own || own[key] || key === chosen);
  return keys.map((id) => ({ id, label: optionLabel(field.options, id) }));
}

export function registerLabel(register: RegisterInfo): string {
  return label(`reg.${register.name}`, label(`reg.${register.singular}`, register.name));
}

export function recordLabel(register: RegisterInfo): string {
  return label(`reg.${register.singular}`, register.name);
}

export function fieldLabel(register: RegisterInfo, key: string): string {
  return label(`reg.${register.singular}.${key}`, label(`reg.${key}`, key));
}

export function fieldHint(register: RegisterInfo, key: string): string | undefined {
  return label(`reg.${register.singular}.${key}.hint`, "") || undefined;
}

export function actionLabel(register: RegisterInfo, action: string): string {
  return label(`reg.${register.singular}.do.${action}`, label(`do.${action}`, action));
}

// What names a record to people.
export function recordTitle(register: RegisterInfo, record: Record<string, unknown>): string {
  const inEnglish = record[`${register.title}_en`];
  if (language() === "en" && typeof inEnglish === "string" && inEnglish !== "") return inEnglish;
  const value = record[register.title];
  if (typeof value === "string") return value;
  if (value && typeof value === "object") {
    const texts = value as Record<string, string>;
    return texts[language()] ?? texts.ja ?? texts.en ?? texts.title ?? "";
  }
  return String(record.number ?? record.id ?? "");
}

export function recordPath(register: string, record: { id: string; number?: string | null }): string {
  return `/${register}/${record.number ?? record.id}`;
}
