// Numbers as both languages write them; pure.

export interface Money {
  amount: number; // minor units
  currency: string;
}

export function number(n: number | null | undefined, digits = 0): string {
  if (n === null || n === undefined) return "";
  return n.toLocaleString("en-GB", { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

const MINUS = /^[▲△−-]/;
const PLAIN = /^(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d*)?$|^\.\d+$/;

// What is typed as a number – 1200, 1,200, １，２００, -3.5, ▲1,200 – as the program reads the cells of imports (cell_number in
// src/kernel/table/cell.c); null when that is not certain.
export function readNumber(text: string): number | null {
  const folded = text.normalize("NFKC").replace(/\s/g, "");
  const figures = folded.replace(MINUS, "").replace(/^\+/, "");
  if (!PLAIN.test(figures) || (MINUS.test(folded) && folded[1] === "+")) return null;
  const value = Number(figures.replaceAll(",", ""));
  return MINUS.test(folded) ? 0 - value : value;
}

// A score or mean: always one decimal. Half up, as the server rounds; never -0.0.
export function score(n: number | null | undefined): string {
  return n === null || n === undefined ? "" : (Math.floor(n * 10 + 0.5 + 1e-9) / 10 + 0).toFixed(1);
}

// With its sign in words' company: "+0.3", "−0.2", "±0.0".
export function difference(n: number, digits = 1): string {
  const text = Math.abs(n).toFixed(digits);
  if (Number(text) === 0) return `±${text}`;
  return `${n > 0 ? "+" : "−"}${text}`;
}
