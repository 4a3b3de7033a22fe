// Dates as people write them in sheets and letters: 2026-04-01, 2026/4/1, 2026年4月1日, 令和8年4月1日, R8.4.1, 20260401. Pure. The
// program reads the cells of imports by the same rule (cell_date in src/kernel/table/cell.c).

// The year before the first of each era: grammar, not texts that people are shown.
const ERAS: [RegExp, number][] = [
  [/^(?:\u4ee4\u548c|r(?=\d))/, 2018],
  [/^(?:\u5e73\u6210|h(?=\d))/, 1988],
  [/^(?:\u662d\u548c|s(?=\d))/, 1925],
  [/^(?:\u5927\u6b63|t(?=\d))/, 1911],
  [/^(?:\u660e\u6cbb|m(?=\d))/, 1867],
];
const FIRST = "\u5143"; // of an era
const WEEKDAY = /(?:\([^)]{1,12}\))?$/;
const SIGNS = /^(\d{1,4})([/.-])(\d{1,2})\2(\d{1,2})$/;
const WORDS = /^(\d{1,4})\u5e74(\d{1,2})\u6708(\d{1,2})\u65e5$/;
const PACKED = /^(\d{4})(\d\d)(\d\d)$/;

function partsOf(text: string, era: number): [string, string, string] | null {
  const packed = era === 0 ? PACKED.exec(text) : null;
  if (packed) return [packed[1]!, packed[2]!, packed[3]!];
  const signs = SIGNS.exec(text);
  if (signs) return [signs[1]!, signs[3]!, signs[4]!];
  const words = WORDS.exec(text);
  return words && [words[1]!, words[2]!, words[3]!];
}

// YYYY-MM-DD; null when it is no date, or not certain (4/1/2026 is nobody's date for certain).
export function readDate(text: string): string | null {
  const folded = text.normalize("NFKC").toLowerCase().replace(/\s/g, "").replace(WEEKDAY, "");
  const [sign, before] = ERAS.find(([era]) => era.test(folded)) ?? [null, 0];
  const rest = sign ? folded.replace(sign, "").replace(new RegExp(`^${FIRST}`), "1") : folded;
  const parts = partsOf(rest, before);
  if (!parts || parts[0].length > (sign ? 2 : 4) || (!sign && parts[0].length < 4)) return null;
  const [year, month, day] = [before + Number(parts[0]), Number(parts[1]), Number(parts[2])];
  const date = new Date(Date.UTC(year, month - 1, day));
  const exists = year >= 1868 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return exists ? date.toISOString().slice(0, 10) : null;
}
