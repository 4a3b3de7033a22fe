// What the search of the server finds, as pages and the finder show it.
import type { SearchHit } from "../gen/api";
import { recordLabel, recordPath, useDescribe, type RegisterInfo } from "./describe";
import { label, msg } from "./i18n";

export type { SearchHit, SearchList } from "../gen/api";

// Where a hit is shown, and what it is called.
export function hitPath(registers: RegisterInfo[], hit: SearchHit): string {
  const register = registers.find((r) => r.singular === hit.kind);
  if (register) return recordPath(register.name, hit);
  switch (hit.kind) {
    case "answer":
      return `/responses/${hit.id}#${encodeURIComponent(`item-${hit.number}`)}`;
    case "item":
      return `/sheets/${hit.id}#${encodeURIComponent(`item-${hit.number}`)}`;
    default:
      return `/${hit.kind}s/${hit.number ?? hit.id}`;
  }
}

export function kindLabel(registers: RegisterInfo[], kind: string): string {
  const register = registers.find((r) => r.singular === kind);
  return register ? recordLabel(register) : label(`search.kind.${kind}`, kind);
}

// Kind, number and unit of a hit on one line.
export function useHitMeta(): (hit: SearchHit) => string {
  const { registers } = useDescribe();
  return (hit) =>
    [kindLabel(registers, hit.kind), hit.number, hit.unit?.title].filter(Boolean).join(msg("ui.list.dot"));
}
