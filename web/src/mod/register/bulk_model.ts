// A bulk edit as the pages handle it: which records were chosen in the list, and what may be done
// with them.
import { type FieldInfo, type RegisterInfo, type Transition } from "../../kernel/describe";
import { may } from "../../kernel/session";
import { createStore } from "../../kernel/store";
import { formFields } from "./form_values";
import type { ListFilter } from "./list_state";

export const BULK_ROWS = 10_000; // the server's limit

// Named one by one with the version that was shown, or all that a list's filter meets.
export interface BulkChoice {
  register: string;
  records: { id: string; version: number }[];
  all: { q: string; filters: ListFilter[] } | null;
  n: number;
}

// From the list to the page that asks what is to be changed.
export const bulkChoice = createStore<BulkChoice | null>(null);

export function bulkPath(register: RegisterInfo, id?: string): string {
  return `/${register.name}/bulk-edits${id ? `/${id}` : ""}`;
}

const NOT_AT_ONCE = new Set(["texts", "list"]);

// What names a record is its own.
export function bulkFields(register: RegisterInfo): FieldInfo[] {
  if (!may(register.permissions.update)) return [];
  return formFields(register).filter((f) => !f.create_only && !NOT_AT_ONCE.has(f.type) && f.key !== register.title);
}

// One of each action that somebody with these roles may press in some state.
export function bulkActions(register: RegisterInfo): Transition[] {
  const all = register.transitions.filter((t) => may(t.permission));
  return all.filter((t, i) => all.findIndex((other) => other.action === t.action) === i);
}

export function needsReason(register: RegisterInfo, action: string | null): boolean {
  return register.transitions.some((t) => t.action === action && t.reason);
}

export function mayBulkEdit(register: RegisterInfo): boolean {
  return bulkFields(register).length > 0 || bulkActions(register).length > 0;
}
