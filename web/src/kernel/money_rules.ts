// Sums of money as people type them: 800万, 1億2,000万円, ¥3,000,000, 1,200千円, 1.2m. Pure. The
// program reads the cells of imports by the same rule (cell_money in src/kernel/table/cell.c), and
// tests/fixtures/money.json holds the cases of both.

interface Part {
  figures: number; // without the point
  decimals: number; // how many of the figures stand behind it
  unit: number; // the power of ten that it stands before: 8 for 億
}

// The signs of Japanese sums: grammar, not texts that people are shown.
const THOUSAND = "\u5343";
const HUNDRED = "\u767e";
const TRILLION = "\u5146";
const HUNDRED_MILLION = "\u5104";
const TEN_THOUSAND = "\u4e07";
const YEN = "\u5186";
const SMALL: Record<string, number> = { [THOUSAND]: 3, [HUNDRED]: 2 };
const BIG: Record<string, number> = { [TRILLION]: 12, [HUNDRED_MILLION]: 8, [TEN_THOUSAND]: 4 };
const ENGLISH: Record<string, number> = { thousand: 3, million: 6, billion: 9, bn: 9, k: 3, m: 6, b: 9 };

const MINUS = "▲△−-";
const MARKS: Record<string, { before: string; after: string }> = { jpy: { before: "jpy|¥|\\\\", after: `jpy|${YEN}|yen` } };

const FIGURES = "(?:\\d{1,3}(?:,\\d{3})+|\\d+)(?:\\.\\d+)?|\\.\\d+";
const PART = new RegExp(`^(${FIGURES})([${THOUSAND}${HUNDRED}]?)([${TRILLION}${HUNDRED_MILLION}${TEN_THOUSAND}]?)`);
const WORD = new RegExp(`^(${FIGURES})(thousand|million|billion|bn|k|m|b)$`);

function partOf(figures: string, unit: number): Part | null {
  const [whole = "", behind = ""] = figures.replaceAll(",", "").split(".");
  const n = Number(whole + behind);
  return Number.isSafeInteger(n) ? { figures: n, decimals: behind.length, unit } : null;
}

// 1億2千5百万 is three parts, 800k one.
function partsOf(text: string): Part[] | null {
  const word = WORD.exec(text);
  if (word) {
    const part = partOf(word[1] ?? "", ENGLISH[word[2] ?? ""] ?? 0);
    return part && [part];
  }
  const parts: Part[] = [];
  let open: Part[] = []; // those that the next of 兆, 億 and 万 stands behind
  for (let rest = text; rest !== ""; ) {
    const found = PART.exec(rest);
    const part = found && partOf(found[1] ?? "", SMALL[found[2] ?? ""] ?? 0);
    if (!part) return null;
    parts.push(part);
    open.push(part);
    const big = BIG[found[3] ?? ""];
    if (big !== undefined) {
      for (const one of open) one.unit += big;
      open = [];
    }
    rest = rest.slice(found[0].length);
  }
  return parts.length > 0 ? parts : null;
}

// In minor units; null when that is no whole number, or more than a number holds.
function wholeOf({ figures, decimals, unit }: Part, digits: number): number | null {
  const exponent = unit + digits - decimals;
  const value = exponent < 0 ? figures / 10 ** -exponent : figures * 10 ** exponent;
  return Number.isSafeInteger(value) ? value : null;
}

// Each part has a smaller unit than the one before and is less than that, and only the last has a
// point: anything else is no sum that people write.
function sumOf(parts: Part[], digits: number): number | null {
  let sum = 0;
  for (const [i, part] of parts.entries()) {
    const value = wholeOf(part, digits);
    const before = parts[i - 1];
    if (value === null) return null;
    if (before && (before.decimals > 0 || part.unit >= before.unit || value >= 10 ** (before.unit + digits))) return null;
    sum += value;
  }
  return Number.isSafeInteger(sum) ? sum : null;
}

// What a form holds instead of a sum or a number that cannot be read.
export const isUnread = (value: unknown): boolean => Number.isNaN(value) || (typeof value === "object" && value !== null && "amount" in value && Number.isNaN(value.amount));

// What is typed, in minor units of `currency`, which has so many digits behind the point; null when
// it cannot be read for certain.
export function readMoney(text: string, currency: string, digits: number): number | null {
  const code = currency.toLowerCase();
  const { before, after } = MARKS[code] ?? { before: code, after: code };
  const folded = text.normalize("NFKC").toLowerCase().replace(/\s/g, "");
  const form = new RegExp(`^(?:([${MINUS}])|\\+)?(?:${before})?([${MINUS}])?([^${MINUS}].*?)(?:${after})?$`).exec(folded);
  if (!form || (form[1] && form[2])) return null;
  const parts = partsOf(form[3] ?? "");
  const sum = parts && sumOf(parts, digits);
  return sum === null ? null : form[1] || form[2] ? 0 - sum : sum;
}
