// Values of a report as a slide says them, in the language of the slide, which need not be the reader's: the
// counterpart of src/mod/report/report_format_rules.h, with the same messages.
import type { Params } from "../../../kernel/fill";
import { eraShort, eraYear } from "../../../kernel/era_rules";
import { difference, type Money, number, score } from "../../../kernel/number_rules";
import type { BarsBlock, Figure, HeatBlock, Person, Shown, Texts, Value } from "../document";
import { clean } from "./text_rules";

// The words of one language: what stands on a slide is asked of it and of nothing else.
export interface Speaker {
  language: "ja" | "en";
  era?: boolean; // dates by the Japanese era
  say(id: string, params?: Params): string;
}

const TENTH = 10; // levels are told in tenths
const MAN = 10_000;
const OKU = 100_000_000;
const MINUS = "\u2212";

export function textOf(speaker: Speaker, texts: Texts | string | null | undefined): string {
  if (!texts) return "";
  if (typeof texts === "string") return clean(texts);
  return clean(texts[speaker.language] ?? texts.ja ?? texts.en ?? "");
}

function parseDay(iso: string): { year: number; month: number; day: number } | null {
  const m = /^(\d{4})-(\d{2})-(\d{2})/.exec(iso);
  return m ? { year: Number(m[1]), month: Number(m[2]), day: Number(m[3]) } : null;
}

function yearOf(speaker: Speaker, d: { year: number; month: number; day: number }): string {
  return speaker.era ? eraYear(d, speaker.say) : String(d.year);
}

export function shortDate(speaker: Speaker, iso: string | null | undefined): string {
  const d = parseDay(iso ?? "");
  if (!d) return "";
  const short = speaker.era ? eraShort(d) : null;
  if (short) return short;
  return speaker.say("report.date.short", { year: d.year, month: speaker.say(`date.month.short.${d.month}`), day: d.day, day2: String(d.day).padStart(2, "0") });
}

export function longDate(speaker: Speaker, iso: string | null | undefined): string {
  const d = parseDay(iso ?? "");
  if (!d) return "";
  const weekday = new Date(Date.UTC(d.year, d.month - 1, d.day)).getUTCDay();
  return speaker.say("report.date.long", { year: yearOf(speaker, d), month: speaker.say(`date.month.${d.month}`), day: d.day, weekday: speaker.say(`date.weekday.${weekday}`) });
}

export function periodText(speaker: Speaker, period: string | null | undefined): string {
  const year = /^FY(\d{4})$/.exec(period ?? "")?.[1];
  if (year) return speaker.say("report.period.year", { year: yearOf(speaker, { year: Number(year), month: 12, day: 31 }) });
  const month = parseDay(`${period}-01`);
  return month ? speaker.say("report.period.month", { year: yearOf(speaker, month), month: speaker.say(`date.month.${month.month}`) }) : clean(period ?? "");
}

function signed(n: number, digits: number): string {
  return n < 0 && Number(Math.abs(n).toFixed(digits)) !== 0 ? `${MINUS}${number(-n, digits)}` : number(Math.abs(n), digits);
}

function levelText(tenths: number, { digits = 1, sign }: Shown): string {
  const level = tenths / TENTH;
  if (sign) return difference(level, digits);
  return digits === 0 ? String(Math.round(level)) : score(level);
}

function yenText(speaker: Speaker, amount: number): string {
  const params = { amount: number(amount), man: number(Math.floor((amount % OKU) / MAN)), oku: number(Math.floor(amount / OKU)) };
  if (speaker.language !== "ja" || amount < MAN || amount % MAN !== 0) return speaker.say("report.money.yen", params);
  if (amount < OKU) return speaker.say("report.money.man", params);
  return speaker.say(amount % OKU === 0 ? "report.money.oku" : "report.money.oku_man", params);
}

export function moneyText(speaker: Speaker, { amount, currency }: Money): string {
  const before = amount < 0 ? MINUS : "";
  const size = Math.abs(amount);
  if (currency === "JPY") return before + yenText(speaker, size);
  const digits = new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
  return `${before}${clean(currency)} ${number(size / 10 ** digits, digits)}`;
}

// Any value; missing: the dash that stands for it. "" is a cell where nothing belongs.
export function valueText(speaker: Speaker, how: Shown, value: Value | undefined): string {
  if (value === null || value === undefined) return speaker.say("report.missing");
  if (typeof value === "number") {
    if (how.kind === "level") return levelText(value, how);
    return how.sign ? difference(value, how.digits ?? 0) : signed(value, how.digits ?? 0);
  }
  if (typeof value === "string") return how.kind === "date" && value !== "" ? shortDate(speaker, value) : clean(value);
  if ("amount" in value) return moneyText(speaker, value as Money);
  return textOf(speaker, "label" in value ? (value.label as Texts) : (value as Texts));
}

export function personText(speaker: Speaker, person: Person | null | undefined): string {
  if (!person?.name) return "";
  return person.post ? speaker.say("report.person", { name: clean(person.name), post: clean(person.post) }) : clean(person.name);
}

// "▲ 前年度から +0.2（改善）"
export function changeText(speaker: Speaker, change: NonNullable<Figure["change"]>): string {
  const params = { sign: { up: "\u25b2", down: "\u25bc", same: "\u2192" }[change.direction], change: textOf(speaker, change.text) };
  if (change.tone === "good") return speaker.say("report.change.judged", { ...params, tone: speaker.say("report.change.good") });
  if (change.tone === "bad") return speaker.say("report.change.judged", { ...params, tone: speaker.say("report.change.bad") });
  return speaker.say("report.change.plain", params);
}

// "2.0～2.9　一部" for the key of a heat map.
export function stepText(speaker: Speaker, steps: HeatBlock["steps"], i: number): string {
  const [step, next] = [steps[i], steps[i + 1]];
  if (!step) return "";
  const params = { from: score(step.from / TENTH), to: next ? score((next.from - 1) / TENTH) : "", label: textOf(speaker, step.label) };
  return speaker.say(next ? "report.heat.step" : "report.heat.last", params);
}

export function barText(speaker: Speaker, block: BarsBlock, value: number | null): string {
  return value === null ? speaker.say("report.missing") : `${signed(value, block.digits ?? 0)}${textOf(speaker, block.unit)}`;
}
