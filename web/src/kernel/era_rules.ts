// The eras of Japan's calendar: the counterpart of src/base/era.h. Pure.
interface Day {
  year: number;
  month: number;
  day: number;
}

// The newest first. Days before the Gregorian calendar came (1873) have none.
const ERAS = [
  { key: "reiwa", letter: "R", first: "2019-05-01" },
  { key: "heisei", letter: "H", first: "1989-01-08" },
  { key: "showa", letter: "S", first: "1926-12-25" },
  { key: "taisho", letter: "T", first: "1912-07-30" },
  { key: "meiji", letter: "M", first: "1868-01-01" },
] as const;
const GREGORIAN_FIRST = 1873;

const two = (n: number): string => String(n).padStart(2, "0");

function eraOf({ year, month, day }: Day): { key: string; letter: string; n: number } | null {
  const iso = `${year}-${two(month)}-${two(day)}`;
  const era = year < GREGORIAN_FIRST ? undefined : ERAS.find((e) => iso >= e.first);
  return era ? { key: era.key, letter: era.letter, n: year - Number(era.first.slice(0, 4)) + 1 } : null;
}

// "令和8", "令和元"; the plain year where there is no era.
export function eraYear(day: Day, say: (id: string) => string): string {
  const era = eraOf(day);
  if (!era) return String(day.year);
  return `${say(`date.era.${era.key}`)}${era.n === 1 ? say("date.era.first") : era.n}`;
}

// "R8.11.21".
export function eraShort(day: Day): string | null {
  const era = eraOf(day);
  return era && `${era.letter}${era.n}.${day.month}.${day.day}`;
}
