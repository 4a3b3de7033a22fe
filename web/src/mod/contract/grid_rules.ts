// Points of several contracts beside each other: which stand in one row, what is typed into them, and how that goes to
// the server. No page, no requests.
import type { ContractPoint } from "../../gen/api";
import { csvLine, folded } from "../../ui/paste_rules";

export interface GridRow {
  id: string;
  name: string;
  phase: ContractPoint["phase"];
  points: Map<string, ContractPoint>; // by contract
}

export interface Edit {
  plan?: string | null;
  level?: ContractPoint["level"];
}
export type Edits = ReadonlyMap<string, Edit>; // by point; only what differs from the server
export type Typed = "plan" | "level";

export const LEVELS: ContractPoint["level"][] = ["must", "needed", "wanted"];
const PHASES: ContractPoint["phase"][] = ["development", "normal", "emergency"];

// What was approved or agreed stays as it is until it is opened again.
export const isSettled = (p: ContractPoint): boolean => p.state === "approved" || p.state === "target" || p.state === "sla";

const nameOf = (p: ContractPoint, english: boolean): string => (english && p.title_en) || p.title;

// Points of one phase and one title stand in one row, whichever contract they are of; the second of that title in the
// same contract in one of its own. In the order of phases, then of their places.
export function rowsOf(points: ContractPoint[], english: boolean): GridRow[] {
  const rows = new Map<string, GridRow>();
  for (const point of points.toSorted((a, b) => PHASES.indexOf(a.phase) - PHASES.indexOf(b.phase) || a.position - b.position || a.title.localeCompare(b.title))) {
    const contract = point.contract.id;
    const key = (no: number): string => `${point.phase} ${folded(point.title)} ${no}`;
    let no = 0;
    while (rows.get(key(no))?.points.has(contract)) no += 1;
    const row = rows.get(key(no)) ?? { id: key(no), name: nameOf(point, english), phase: point.phase, points: new Map<string, ContractPoint>() };
    row.points.set(contract, point);
    rows.set(key(no), row);
  }
  return [...rows.values()];
}

export const planOf = (point: ContractPoint, edit: Edit | undefined): string => (edit?.plan === undefined ? (point.plan ?? "") : (edit.plan ?? ""));
export const levelOf = (point: ContractPoint, edit: Edit | undefined): ContractPoint["level"] => edit?.level ?? point.level;

// Edits with one more; what is the same as on the server is none, and what is settled is not edited.
export function withEdit(edits: Edits, point: ContractPoint, change: Edit): Edits {
  if (isSettled(point)) return edits;
  const next = new Map(edits);
  const edit: Edit = { ...next.get(point.id), ...change };
  if ((edit.plan || "") === (point.plan ?? "") || edit.plan === undefined) delete edit.plan;
  if (edit.level === point.level) delete edit.level;
  if (Object.keys(edit).length === 0) next.delete(point.id);
  else next.set(point.id, edit);
  return next;
}

// The edited points as a table that the register's import takes: a line each, plan and level as they are to be.
export function tableOf(edits: Edits, points: ContractPoint[]): { csv: string; columns: string[] } {
  const columns = ["number", "level", "plan"];
  const lines = points.flatMap((p) => {
    const edit = edits.get(p.id);
    return edit ? [csvLine([p.number, levelOf(p, edit), planOf(p, edit)])] : [];
  });
  return { csv: [columns.join(","), ...lines].join("\r\n"), columns };
}

// What a cell of a spreadsheet means: a level by its place, its key or its name in the language of the page.
export function readLevel(text: string, names: readonly string[]): ContractPoint["level"] | undefined {
  const want = folded(text);
  return LEVELS.find((key, i) => want === key || want === String(i + 1) || want === folded(names[i] ?? ""));
}
