// Dates, periods, numbers and sums as a reader in Japan (or an English reader) writes them. The
// organisation's zone and fiscal year are set once the session is known.
import { eraShort } from "./era_rules";
import { label, language, msg } from "./i18n";
import { difference, type Money, number, score } from "./number_rules";

export { difference, type Money, number, score };

interface Place {
  zone: string;
  fiscalFirstMonth: number;
}

let place: Place = { zone: "Asia/Tokyo", fiscalFirstMonth: 4 };

export function zone(): string {
  return place.zone;
}

export function setPlace(next: Place): void {
  place = next;
}

interface Day {
  year: number;
  month: number;
  day: number;
  weekday: number;
}

function parseDay(iso: string): Day | null {
  const m = /^(\d{4})-(\d{2})-(\d{2})/.exec(iso);
  if (!m) return null;
  const [year, month, day] = [Number(m[1]), Number(m[2]), Number(m[3])];
  return { year, month, day, weekday: new Date(Date.UTC(year, month - 1, day)).getUTCDay() };
}

// The calendar day and clock time of an instant in the organisation's zone.
function inZone(instant: string): { iso: string; time: string } | null {
  const date = new Date(instant);
  if (Number.isNaN(date.getTime())) return null;
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone: place.zone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).formatToParts(date);
  const part = (type: string) => parts.find((p) => p.type === type)?.value ?? "";
  return {
    iso: `${part("year")}-${part("month")}-${part("day")}`,
    time: `${part("hour")}:${part("minute")}`,
  };
}

// Long "Saturday the 21st with its weekday", short for tables; both by the language's message.
// "paper": as a report writes it, without the weekday; "era": by the era, as it may in Japanese.
export function date(iso: string | null | undefined, style: "long" | "short" | "paper" | "era" = "long"): string {
  const d = iso ? parseDay(iso) : null;
  if (!d) return "";
  const short = style === "era" && language() === "ja" ? eraShort(d) : null;
  if (short) return short;
  if (style === "paper" || style === "era") return msg("report.date.short", { year: d.year, month: label(`date.month.short.${d.month}`), day2: two(d.day) });
  const weekday = label(`format.weekday.${d.weekday}`);
  if (style === "long")
    return msg("format.date.long", { year: d.year, month: monthName(d.month), day: d.day, weekday });
  return msg("format.date.short", { year: d.year, month: two(d.month), day: two(d.day), weekday });
}

function two(n: number): string {
  return String(n).padStart(2, "0");
}

// As it stands in a date: "11" or "Nov".
function monthName(month: number): string {
  return label(`format.month.${month}`);
}

// As it stands alone: on the axis of a chart.
export function month(n: number): string {
  return msg("format.month", { month: monthName(n) });
}

export function dateTime(instant: string | null | undefined, style: "long" | "short" = "long"): string {
  const at = instant ? inZone(instant) : null;
  return at ? `${date(at.iso, style)} ${at.time}` : "";
}

// The day of an instant in the organisation's zone, as YYYY-MM-DD.
export function dayOf(instant: string | number | Date): string {
  return inZone(new Date(instant).toISOString())?.iso ?? "";
}

export function today(): string {
  return dayOf(new Date());
}

// The instant at which a day begins in the organisation's zone.
export function startOfDay(iso: string): string {
  let at = Date.parse(`${iso}T00:00:00Z`);
  for (let round = 0; round < 2; round++) {
    const there = inZone(new Date(at).toISOString());
    if (there) at += Date.parse(`${iso}T00:00:00Z`) - Date.parse(`${there.iso}T${there.time}:00Z`);
  }
  return new Date(at).toISOString();
}

export function addDays(iso: string, days: number): string {
  return new Date(Date.parse(iso) + days * 86_400_000).toISOString().slice(0, 10);
}

// Whole days from today to a date: negative when it has passed.
export function daysUntil(iso: string): number {
  return Math.round((Date.parse(iso) - Date.parse(today())) / 86_400_000);
}

export function fiscalYear(iso: string = today()): number {
  const d = parseDay(iso);
  if (!d) return 0;
  return d.month >= place.fiscalFirstMonth ? d.year : d.year - 1;
}

// Fiscal years to choose from: the last, this one and the next, and the one that is chosen.
export function periodOptions(chosen: string) {
  const year = fiscalYear();
  const all = [year - 1, year, year + 1].map((y) => `FY${y}`);
  if (!all.includes(chosen)) all.unshift(chosen);
  return all.map((id) => ({ id, label: period(id) }));
}

// The last day of a fiscal year ("FY2026" or a part of it).
export function lastDayOf(period: string): string {
  const next = Number(/^FY(\d{4})/.exec(period)?.[1] ?? fiscalYear()) + 1;
  return addDays(`${next}-${String(place.fiscalFirstMonth).padStart(2, "0")}-01`, -1);
}

// Years to choose from: three back, five ahead, and the one that is chosen.
export function periodsAround(chosen: string | null): string[] {
  const year = fiscalYear();
  const periods = Array.from({ length: 9 }, (_, i) => `FY${year - 3 + i}`);
  return chosen === null || periods.includes(chosen) ? periods : [chosen, ...periods];
}

// "FY2026", its quarters "FY2026-Q2" and months "FY2026-11" in words.
export function period(text: string | null | undefined): string {
  const m = /^FY(\d{4})(?:-Q([1-4])|-(\d{2}))?$/.exec(text ?? "");
  if (!m) return text ?? "";
  const [, year = "", quarter, inYear] = m;
  if (quarter) return msg("format.quarter", { year, quarter });
  if (inYear) return msg("format.year_month", { year, month: monthName(Number(inYear)) });
  return msg("format.year", { year });
}

// Any number with the digits it has.
export function plainNumber(n: number | null | undefined): string {
  return n === null || n === undefined ? "" : n.toLocaleString("en-GB", { maximumFractionDigits: 10 });
}

export function percent(ratio: number | null | undefined, digits = 0): string {
  return ratio === null || ratio === undefined ? "" : `${(ratio * 100).toFixed(digits)}%`;
}

// A code by its name in the reader's language: "JPY" 日本円, "JP" 日本; one that is no code stays as it is.
function codeName(type: "currency" | "region", code: string): string {
  try {
    return new Intl.DisplayNames(language(), { type }).of(code) ?? code;
  } catch {
    return code;
  }
}

export const currencyName = (code: string): string => codeName("currency", code);
export const countryName = (code: string): string => codeName("region", code);

// "Asia/Tokyo" as 日本標準時.
export function zoneName(code: string): string {
  try {
    const timeZoneName = code === "UTC" ? "long" : "longGeneric";
    const parts = new Intl.DateTimeFormat(language(), { timeZone: code, timeZoneName }).formatToParts();
    return parts.find((p) => p.type === "timeZoneName")?.value ?? code;
  } catch {
    return code;
  }
}

export function minorDigits(currency: string): number {
  return new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions()
    .maximumFractionDigits ?? 0;
}

// How large sums of yen are told: from this amount on in these units.
const YEN_UNITS = {
  ja: [
    { from: 1e8, id: "format.money.oku", unit: 1e8, digits: 2 },
    { from: 1e6, id: "format.money.man", unit: 1e4, digits: 0 },
    { from: 1e4, id: "format.money.man", unit: 1e4, digits: 1 },
  ],
  en: [{ from: 1e6, id: "format.money.million", unit: 1e6, digits: 2 }],
};

// "large" for tables and charts, "exact" where each yen counts.
export function money(m: Money | null | undefined, style: "large" | "exact" = "large"): string {
  if (!m) return "";
  const digits = minorDigits(m.currency);
  const amount = m.amount / 10 ** digits;
  if (m.currency !== "JPY") return `${m.currency} ${number(amount, digits)}`;
  const scale = style === "large" ? YEN_UNITS[language()].find((u) => Math.abs(amount) >= u.from) : undefined;
  if (!scale) return msg("format.money.yen", { n: number(amount) });
  return label(scale.id, undefined, { n: trim(amount / scale.unit, scale.digits) });
}

function trim(n: number, digits: number): string {
  return n.toLocaleString("en-GB", { maximumFractionDigits: digits });
}

// A limit as it is set: in whole binary megabytes.
export function megabytes(bytes: number): string {
  return `${bytes / 1024 / 1024} MB`;
}

export function fileSize(bytes: number): string {
  const units = ["B", "kB", "MB", "GB"];
  let n = bytes;
  let u = 0;
  while (n >= 1000 && u < units.length - 1) {
    n /= 1000;
    u += 1;
  }
  return `${u === 0 || n >= 100 ? Math.round(n) : n.toFixed(1)} ${units[u]}`;
}
