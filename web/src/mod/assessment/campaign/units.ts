// The organisation's units as a tree, and whom of them a campaign asks.
import { useEffect, useMemo, useState } from "react";
import type { UnitWithoutAnswererList } from "../../../gen/api";
import { api, type Page } from "../../../kernel/api";
import type { RefValue, RegisterRecord } from "../../../kernel/record";
import { language } from "../../../kernel/i18n";
import { useQuery } from "../../../kernel/query";

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

// "/1/9/" before "/1/10/", U-9 before U-10.
export function inOrder(a: string, b: string): number {
  return a.localeCompare(b, "en", { numeric: true });
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
    own.sort((a, b) => Number(b.head_office === true) - Number(a.head_office === true) || inOrder(String(a.number), String(b.number)));
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

const FEW = 10; // units that one person may be asked to answer for without having been chosen

// Everybody but the company itself; the company when there is nobody else yet. Who starts it answers
// for units that have nobody of their own, as long as they are few.
export function usualChoice(units: TreeUnit[], lacking: Set<string>, me: RefValue | null): Choice {
  const some = units.filter((u) => u.kind !== "company");
  const asked = some.length ? some : units;
  const mine = asked.filter((u) => lacking.has(u.id));
  const who = mine.length <= FEW ? me : null;
  return new Map(asked.map((u) => [u.id, lacking.has(u.id) ? who : null]));
}

// Units that nobody answers for unless somebody is named.
export function useLacking(): { lacking: Set<string> | undefined; error: Error | null } {
  const { data, error } = useQuery<UnitWithoutAnswererList>("/answerers/lacking");
  return { lacking: useMemo(() => data && new Set(data.items.map((i) => i.unit.id)), [data]), error };
}
