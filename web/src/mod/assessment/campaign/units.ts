// The organisation's units as a tree, and whom of them a campaign asks.
import { useEffect, useState } from "react";
import { api, type Page } from "../../../kernel/api";
import type { RefValue, RegisterRecord } from "../../../kernel/describe";
import { language } from "../../../kernel/i18n";

export interface TreeUnit {
  id: string;
  name: string;
  kind: string;
  depth: number;
}

// Whom each chosen unit's sheet goes to; null: the unit's own manager or member.
export type Choice = Map<string, RefValue | null>;

const PAGE = 500;

async function loadAll(): Promise<RegisterRecord[]> {
  const all: RegisterRecord[] = [];
  let cursor: string | null = null;
  do {
    const answer: { data: Page<RegisterRecord> } = await api.get<Page<RegisterRecord>>("/units", { query: { limit: PAGE, cursor } });
    all.push(...answer.data.items);
    cursor = answer.data.next;
  } while (cursor);
  return all;
}

function treeOf(units: RegisterRecord[]): TreeUnit[] {
  const byParent = new Map<string, RegisterRecord[]>();
  const known = new Set(units.map((u) => u.id));
  for (const u of units) {
    const parent = (u.parent as RefValue | null)?.id ?? "";
    const at = known.has(parent) ? parent : "";
    byParent.set(at, [...(byParent.get(at) ?? []), u]);
  }
  const into: TreeUnit[] = [];
  const walk = (parent: string, depth: number) => {
    const own = byParent.get(parent) ?? [];
    own.sort((a, b) => Number(b.head_office === true) - Number(a.head_office === true));
    for (const u of own) {
      const name = (language() === "en" && (u.name_en as string | null)) || String(u.name);
      into.push({ id: u.id, name, kind: String(u.kind), depth });
      walk(u.id, depth + 1);
    }
  };
  walk("", 0);
  return into;
}

export function useUnitTree(): { units: TreeUnit[] | undefined; error: unknown } {
  const [units, setUnits] = useState<TreeUnit[]>();
  const [error, setError] = useState<unknown>(null);
  useEffect(() => {
    let gone = false;
    loadAll()
      .then((all) => !gone && setUnits(treeOf(all)))
      .catch((e) => !gone && setError(e));
    return () => {
      gone = true;
    };
  }, []);
  return { units, error };
}

// Everybody but the company itself; the company when there is nobody else yet: then who starts it
// answers it.
export function usualChoice(units: TreeUnit[], me: RefValue | null): Choice {
  const some = units.filter((u) => u.kind !== "company");
  return some.length ? new Map(some.map((u) => [u.id, null])) : new Map(units.map((u) => [u.id, me]));
}
