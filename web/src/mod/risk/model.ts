// Risks as the pages handle them: records, and the method that is in force.
import { pick } from "../../kernel/i18n";
import { useQuery } from "../../kernel/query";
import { type Method, type Scale, scaleOf } from "./method_rules";

// The method in force.
export function useMethod() {
  return useQuery<Method>("/risk-methods/now");
}

export const methodName = (method: Method): string => pick(method.document.name);

export function stepName(method: Method, scale: Scale, step: number | null | undefined): string {
  const found = step ? scaleOf(method, scale)[step - 1] : undefined;
  return found ? pick(found.name) : step ? String(step) : "";
}

// Risks somebody still has to see to.
export const LIVE = "open,treating,asked,accepted,lapsed";
