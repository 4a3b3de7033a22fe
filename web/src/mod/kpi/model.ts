// Indicators as the API tells them, in the words and units people read.
import type { Scorecard } from "../../gen/api";
import { optionLabel } from "../../kernel/describe";
import { addDays, fiscalYear, lastDayOf, money, number, percent, period, plainNumber } from "../../kernel/format";
import { label, language, msg } from "../../kernel/i18n";
import { score } from "../../kernel/number_rules";
import type { Tone } from "../../ui/state";

export type Indicator = Scorecard["items"][number];
export type Figure = Indicator["figure"];
export type Cycle = Indicator["cycle"];

export const FINDS_VALUE = "finds_value"; // entered as records, told in yen
export const isEntered = (i: Indicator): boolean => i.source === "manual" || i.source === FINDS_VALUE;

// The number alone; its unit stands beside it in smaller letters.
export function numberText(figure: Figure, n: number): string {
  if (figure === "yen") return money({ amount: Math.round(n), currency: "JPY" });
  if (figure === "percent") return percent(n / 100, Number.isInteger(n) ? 0 : 1);
  if (figure === "level") return score(n);
  return number(n, Number.isInteger(n) ? 0 : 1);
}

// At the lines of a chart there is room for some signs: sums of money in round words.
export const tickText = (figure: Figure, n: number): string =>
  figure === "yen" ? new Intl.NumberFormat(language(), { notation: "compact" }).format(n) : plainNumber(n);

export const unitText = (figure: Figure, n: number): string => (["yen", "percent", "level"].includes(figure) ? "" : label(`enum.indicator_figure.${figure}`, figure, { n }));

export const figureText = (figure: Figure, n: number): string => {
  const unit = unitText(figure, n);
  return unit ? msg("kpi.figure", { n: numberText(figure, n), unit }) : numberText(figure, n);
};

const MONTHS: Record<Cycle, number> = { month: 1, quarter: 3, fiscal_year: 12 };
const monthNo = (iso: string): number => Number(iso.slice(0, 4)) * 12 + Number(iso.slice(5, 7)) - 1;

// The last day of the period that ends some periods after this one.
export function periodEnd(cycle: Cycle, end: string, after: number): string {
  const next = monthNo(end) + 1 + after * MONTHS[cycle];
  return addDays(`${Math.floor(next / 12)}-${String((next % 12) + 1).padStart(2, "0")}-01`, -1);
}

// "2026年度第2四半期"
export function periodText(cycle: Cycle, end: string): string {
  const year = `FY${fiscalYear(end)}`;
  if (cycle === "month") return period(`${year}-${end.slice(5, 7)}`);
  if (cycle === "quarter") return period(`${year}-Q${4 - Math.floor((monthNo(lastDayOf(year)) - monthNo(end)) / 3)}`);
  return period(year);
}

export const STATUS_TONE: Record<Indicator["status"], Tone> = { none: "neutral", ok: "ok", warn: "warn", bad: "bad" };

// "目標 0件（小さいほどよい）"
export function targetText(i: Indicator): string {
  const direction = optionLabel("indicator_direction", i.direction);
  return i.target === null ? msg("kpi.target.none", { direction }) : msg("kpi.target", { target: figureText(i.figure, i.target), direction });
}

// "2026年度第1四半期 18件、2026年度第2四半期 24件"
export const seriesText = (i: Indicator): string => i.values.map((v) => `${periodText(i.cycle, v.period_end)} ${figureText(i.figure, v.value)}`).join(msg("ui.list.comma"));
