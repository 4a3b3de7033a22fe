// A method of valuing risks and what follows from it, as the server has it (risk_method_rules.h). No page, no requests.

export type Texts = { ja?: string; en?: string };
export type Scale = "threat" | "vulnerability" | "likelihood" | "importance";
export type Colour = "calm" | "watch" | "warn" | "alarm";

export interface Step {
  key: string;
  name: Texts;
  description?: Texts | null;
}

export interface Band {
  key: string;
  from: number; // up to the next band's
  colour: Colour;
  name: Texts;
  description?: Texts | null;
}

// A document in the format "kaname-risk-method/1".
export interface MethodDocument {
  name: Texts;
  description?: Texts | null;
  scales: Partial<Record<Scale, Step[]>>;
  likelihood?: number[][]; // by threat and vulnerability, from 0; absent: likelihood is always set directly
  value: { product?: boolean; table?: number[][] }; // by likelihood and importance, from 0
  bands: Band[];
}

export interface Method {
  key: string;
  version: number; // 0: built in
  own: boolean;
  chosen_at?: string | null;
  document: MethodDocument;
}

export const scaleOf = (method: Method, scale: Scale): Step[] => method.document.scales[scale] ?? [];

// Tones of levels (ui/css): 1 is red, 4 green.
const TONES: Record<Colour, number> = { alarm: 1, warn: 2, watch: 3, calm: 4 };

// The higher, the graver; -1: none.
export const bandRank = (colour: Colour | undefined): number => Object.keys(TONES).reverse().indexOf(colour ?? "");

// Undefined: no colour of a band.
export const colourTone = (colour: string): number | undefined => TONES[colour as Colour];

export const bandTone = (band: Band | undefined): number | undefined => band && TONES[band.colour];

export function bandOf(method: Method, value: number | null | undefined): Band | undefined {
  return value ? method.document.bands.findLast((b) => b.from <= value) : undefined;
}

// Steps are numbered from 1; null: not known.
export function valueAt(method: Method, likelihood: number | null, importance: number | null): number | null {
  if (!likelihood || !importance) return null;
  const { product, table } = method.document.value;
  return product ? likelihood * importance : (table?.[likelihood - 1]?.[importance - 1] ?? null);
}

export function likelihoodAt(method: Method, threat: number | null, vulnerability: number | null): number | null {
  if (!threat || !vulnerability) return null;
  return method.document.likelihood?.[threat - 1]?.[vulnerability - 1] ?? null;
}
