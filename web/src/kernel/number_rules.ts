// Numbers as both languages write them; pure.

export interface Money {
  amount: number; // minor units
  currency: string;
}

export function number(n: number | null | undefined, digits = 0): string {
  if (n === null || n === undefined) return "";
  return n.toLocaleString("en-GB", { minimumFractionDigits: digits, maximumFractionDigits: digits });
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
