// The business-damage sheet as GET /damage-sheet gives it, and how its parts are changed.
import type { DamageDefence, DamageSheet, DamageSheetScenario, DamageStep, DamageTree } from "../../../gen/api";
import { api, type QueryValue } from "../../../kernel/api";
import { invalidate } from "../../../kernel/query";
import { toastError } from "../../../ui/note";

export type { DamageDefence, DamageSheet, DamageSheetScenario, DamageStep, DamageTree };
export type PartOfDefence = DamageDefence["part"];

export const PARTS: PartOfDefence[] = ["intrusion", "execution", "detection", "continuity"];
export const HARMS = ["stop", "falsification", "leak", "fraud", "life_safety"];
export const LEVELS = [1, 2, 3];

export type Register = "damage-scenarios" | "attack-trees" | "attack-steps" | "attack-defences";

interface Kept {
  id: string;
  version: number;
}

const changed = (register: Register): void => invalidate("/damage-sheet", `/${register}`);

// One member of one record; what somebody else changed meanwhile is shown instead.
export async function change(register: Register, record: Kept, patch: object): Promise<void> {
  try {
    await api.patch(`/${register}/${record.id}`, patch, { etag: `"${record.version}"` });
  } catch (e) {
    toastError(e);
  } finally {
    changed(register);
  }
}

export async function add(register: Register, body: Record<string, QueryValue>): Promise<void> {
  await api.post(`/${register}`, body);
  changed(register);
}

export async function remove(register: Register, record: Kept): Promise<void> {
  try {
    await api.remove(`/${register}/${record.id}`, { etag: `"${record.version}"` });
  } catch (e) {
    toastError(e);
  } finally {
    changed(register);
  }
}

// A tree with the number by which people refer to it: "26-1-2" is the second tree of DS-2026-0001.
export interface PlacedTree {
  scenario: DamageSheetScenario;
  tree: DamageTree;
  number: string;
}

export function treesOf(sheet: DamageSheet): PlacedTree[] {
  return sheet.scenarios.flatMap((scenario) => scenario.trees.map((tree) => ({ scenario, tree, number: tree.no })));
}

// The highest value first, else as they stand.
export function byValue(sheet: DamageSheet): PlacedTree[] {
  return treesOf(sheet).sort((a, b) => b.tree.rank - a.tree.rank);
}

export const stepsText = ({ tree, number }: PlacedTree): string => tree.steps.map((s) => `${number}-${s.step_no}`).join(", ");

export const nextNo = (taken: number[]): number => Math.max(0, ...taken) + 1;
