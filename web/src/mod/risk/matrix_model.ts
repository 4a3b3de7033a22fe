// The matrix of systems and attack methods: what stands in its cells, what is typed or pasted into them, and how that
// goes to the server. No page, no requests.
import type { RefValue } from "../../kernel/record";
import type { Place } from "../../ui/grid_typing";
import { folded, placeTable } from "../../ui/paste_rules";
import { likelihoodAt, type Method, type Scale, scaleOf, type Texts, valueAt } from "./method_rules";
import type { Risk } from "./risk_record";

export type Rating = "threat_level" | "vulnerability" | "likelihood" | "importance";

export const SCALES: Record<Rating, Scale> = { threat_level: "threat", vulnerability: "vulnerability", likelihood: "likelihood", importance: "importance" };

export const RATINGS: Rating[] = ["threat_level", "vulnerability", "likelihood", "importance"];

// Those the method has steps for.
export const ratingsOf = (method: Method): Rating[] => RATINGS.filter((r) => scaleOf(method, SCALES[r]).length > 0);

export interface MatrixSystem {
  id: string;
  name: string;
  number?: string | null;
  importance: string | null; // of the ledger: "high", "middle", "low"
  unit: RefValue;
}

export interface MatrixThreat {
  id: string;
  name: string;
  group: string;
}

export type Ratings = Partial<Record<Rating, number | null>>;
export type Edits = ReadonlyMap<string, Ratings>; // by cellKey; only what differs from the server

export const cellKey = (system: string, threat: string): string => `${system} ${threat}`;

// The largest risk of each cell, and how many there are.
export function risksByCell(risks: Risk[]): Map<string, { risk: Risk; n: number }> {
  const cells = new Map<string, { risk: Risk; n: number }>();
  for (const risk of risks) {
    if (!risk.system) continue;
    const key = cellKey(risk.system.id, risk.threat.id);
    const known = cells.get(key);
    if (!known) cells.set(key, { risk, n: 1 });
    else cells.set(key, { risk: (risk.value_now ?? 0) > (known.risk.value_now ?? 0) ? risk : known.risk, n: known.n + 1 });
  }
  return cells;
}

export function ratingOf(rating: Rating, risk: Risk | undefined, edit: Ratings | undefined): number | null {
  return edit && rating in edit ? (edit[rating] ?? null) : (risk?.[rating] ?? null);
}

// The step of the method that the ledger's word stands for: the lowest, the upper of the middle two, the highest.
export function ledgerStep(method: Method, importance: string | null): number | null {
  const n = scaleOf(method, "importance").length;
  return { low: 1, middle: Math.floor(n / 2) + 1, high: n }[importance ?? ""] ?? null;
}

export interface CellWorth {
  likelihood: number | null;
  importance: number | null;
  value: number | null;
}

export function worthOf(method: Method, system: MatrixSystem, risk: Risk | undefined, edit: Ratings | undefined): CellWorth {
  const rating = (r: Rating) => ratingOf(r, risk, edit);
  const likelihood = rating("likelihood") ?? likelihoodAt(method, rating("threat_level"), rating("vulnerability"));
  const importance = rating("importance") ?? (risk?.asset && !edit ? risk.importance_used : ledgerStep(method, system.importance));
  return { likelihood, importance, value: valueAt(method, likelihood, importance) };
}

// Whether anything is said of the cell.
export const isRated = (worth: CellWorth, risk: Risk | undefined): boolean => risk !== undefined || worth.likelihood !== null;

// Edits with one more; what is the same as on the server is none.
export function withRating(edits: Edits, key: string, risk: Risk | undefined, rating: Rating, step: number | null): Edits {
  const next = new Map(edits);
  const ratings: Ratings = { ...next.get(key) };
  if ((risk?.[rating] ?? null) === step) delete ratings[rating];
  else ratings[rating] = step;
  if (Object.keys(ratings).length === 0) next.delete(key);
  else next.set(key, ratings);
  return next;
}

// What a cell of a spreadsheet means: a step by its number, name in any language or key. null: empty; undefined: nothing known.
export function readStep(method: Method, rating: Rating, text: string): number | null | undefined {
  const want = folded(text);
  if (want === "") return null;
  const steps = scaleOf(method, SCALES[rating]);
  const names = (s: { key: string; name: Texts }): string[] => [s.key, ...Object.values(s.name)].map((name) => folded(name ?? ""));
  const at = steps.findIndex((s, i) => want === String(i + 1) || names(s).includes(want));
  return at < 0 ? undefined : at + 1;
}

export interface Pasted {
  system: string;
  threat: string;
  text: string;
}

// Where the cells of a table from Excel belong: by the names of systems and attack methods, else from the chosen cell on.
export function placePasted(table: string, systems: MatrixSystem[], threats: MatrixThreat[], at: Place): { cells: Pasted[]; unknown: string[] } {
  const { cells, unknown } = placeTable(table, systems, threats, at);
  return { cells: cells.map((c) => ({ system: c.row, threat: c.column, text: c.text })), unknown };
}

const COLUMNS = ["number", "unit", "system", "threat", ...RATINGS] as const;

// The edited cells as a table that the register's import takes: a line each, with all ratings as they are to be.
export function tableOf(method: Method, edits: Edits, systems: MatrixSystem[], risks: Map<string, { risk: Risk; n: number }>): { csv: string; columns: string[] } {
  const columns = COLUMNS.filter((c) => !RATINGS.includes(c as Rating) || ratingsOf(method).includes(c as Rating));
  const lines = [...edits].map(([key, edit]) => {
    const [system = "", threat = ""] = key.split(" ");
    const risk = risks.get(key)?.risk;
    const unit = risk?.unit.id ?? systems.find((s) => s.id === system)?.unit.id ?? "";
    const said: Record<string, unknown> = { number: risk?.number ?? "", unit, system, threat };
    return columns.map((c) => said[c] ?? ratingOf(c as Rating, risk, edit) ?? "").join(",");
  });
  return { csv: [columns.join(","), ...lines].join("\r\n"), columns: [...columns] };
}
