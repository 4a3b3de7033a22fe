// An import as the page handles it: what its columns are meant for, and what is done with it.
import type { Import, ImportMappingBody } from "../../gen/api";
import { api } from "../../kernel/api";
import { type FieldInfo, fieldLabel, type RegisterInfo } from "../../kernel/describe";
import { label } from "../../kernel/i18n";
import { ownUnit } from "../../kernel/session";

export const NUMBER = "number";

const NOT_IN_CELLS = new Set(["id", "texts", "object", "list", "any"]);

// Lists of records are named in one cell.
const inCell = (f: FieldInfo): boolean => !NOT_IN_CELLS.has(f.type) || (f.type === "list" && f.ref !== undefined);

export function importFields(register: RegisterInfo): FieldInfo[] {
  return register.fields.filter((f) => !f.readonly && f.key !== register.state_field && inCell(f));
}

// What a column may be: numbers that the program computes too, which an import compares.
export function columnFields(register: RegisterInfo): FieldInfo[] {
  return [...importFields(register), ...register.fields.filter((f) => f.readonly && (f.type === "int" || f.type === "num"))];
}

export function importLabel(register: RegisterInfo, key: string): string {
  return key === NUMBER ? label("reg.number") : fieldLabel(register, key);
}

// "A", "B", … "AA": as a spreadsheet names its columns.
export function columnName(no: number): string {
  const rest = Math.floor((no - 1) / 26);
  return (rest > 0 ? columnName(rest) : "") + String.fromCharCode(65 + ((no - 1) % 26));
}

export interface Plan {
  fields: (string | null)[]; // by column
  constants: Record<string, string>;
  key: string | null;
  clearEmpty: boolean;
}

// What the server remembers or guesses; rows of a register by unit belong to the asker's own one, as in its form.
export function planOf(register: RegisterInfo, got: Import): Plan {
  const unit = register.by_unit ? ownUnit() : undefined;
  return {
    fields: got.columns.map((c) => c.field),
    constants: { ...(unit && { unit: unit.id }), ...Object.fromEntries((got.constants ?? []).map((c) => [c.field, c.value])) },
    key: got.key,
    clearEmpty: got.clear_empty,
  };
}

export function bodyOf(plan: Plan): ImportMappingBody {
  const columns = plan.fields.flatMap((field, i) => (field ? [{ no: i + 1, field }] : []));
  const constants = Object.entries(plan.constants).flatMap(([field, value]) =>
    value !== "" && !plan.fields.includes(field) ? [{ field, value }] : [],
  );
  return { columns, constants, key: plan.key, clear_empty: plan.clearEmpty };
}

// What names a record differs from row to row.
export function sameFor(register: RegisterInfo, plan: Plan): FieldInfo[] {
  return importFields(register).filter((f) => f.required && f.key !== register.title && !plan.fields.includes(f.key));
}

// Rows that are all new need a column with their names.
export function lacksName(register: RegisterInfo, plan: Plan): boolean {
  const title = importFields(register).find((f) => f.key === register.title);
  return !!title?.required && plan.key === null && !plan.fields.includes(title.key);
}

// A table that a page of ours has made: its headers are the keys of fields, and nobody has to match them.
export function madeHere(register: RegisterInfo, got: Import): boolean {
  const keys = new Set([NUMBER, ...columnFields(register).map((f) => f.key)]);
  return got.columns.length > 1 && got.columns.every((c) => c.header !== null && keys.has(c.header) && c.field === c.header);
}

// By what records can be found again: the number, and lines of text that are in the file.
export function keyFields(register: RegisterInfo, plan: Plan): string[] {
  const text = new Set(register.fields.filter((f) => f.type === "text").map((f) => f.key));
  return plan.fields.filter((key): key is string => key !== null && (key === NUMBER || text.has(key)));
}

export function importPath(register: RegisterInfo, id?: string): string {
  return `/${register.name}/imports${id ? `/${id}` : ""}`;
}

// Where the table stands in a file; nothing said: the first sheet, the first line like a header.
export interface Place {
  sheet: string;
  line: number | null;
}

export async function uploadTable(register: RegisterInfo, body: Blob, name: string, { sheet, line }: Place): Promise<Import> {
  const { data } = await api.post<Import>(importPath(register), body, {
    query: { name: name.slice(0, 200), sheet: sheet.trim(), header_line: line },
    headers: { "Content-Type": "application/octet-stream" },
  });
  return data;
}

// What a grid's cells are to be, as an import that waits to be looked at: records are found by their numbers, lines
// without one are new. Gives the page where it is.
export async function sendTable(register: RegisterInfo, table: { csv: string; columns: string[] }, name: string): Promise<string> {
  const got = await uploadTable(register, new Blob([table.csv]), name, { sheet: "", line: 1 });
  const columns = table.columns.map((field, i) => ({ no: i + 1, field }));
  await api.put<Import>(`${importPath(register, got.id)}/mapping`, { columns, constants: [], key: NUMBER, clear_empty: true });
  return `/${register.name}/import/${got.id}`;
}
