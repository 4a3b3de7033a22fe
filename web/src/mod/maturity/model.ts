// Components and what the levels of their scorings mean.
import type { Component, ComponentMaturity } from "../../gen/api";
import { score } from "../../kernel/format";
import { msg } from "../../kernel/i18n";
import { useQuery } from "../../kernel/query";

export type Column = "evaluation" | "response";
export const COLUMNS: readonly Column[] = ["evaluation", "response"];

export const useMaturity = () => useQuery<ComponentMaturity>("/component-maturity");

// The API keeps means in tenths.
export const meanText = (tenths: number): string => score(tenths / 10);

// "0.5上がった"
export function trendText(c: Component): string {
  if (c.mean == null) return "";
  if (c.mean_before == null) return msg("maturity.trend.first");
  const n = meanText(Math.abs(c.mean - c.mean_before));
  if (c.mean === c.mean_before) return msg("maturity.trend.same");
  return msg(c.mean > c.mean_before ? "maturity.trend.up" : "maturity.trend.down", { n });
}
