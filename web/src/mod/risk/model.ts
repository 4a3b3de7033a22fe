// Risks as the pages handle them: records, and the method that is in force.
import type { RefValue, RegisterRecord } from "../../kernel/describe";
import { pick } from "../../kernel/i18n";
import { useQuery } from "../../kernel/query";
import { type Method, type Scale, scaleOf } from "./method_rules";

export interface Risk extends RegisterRecord {
  name: string | null;
  state: string;
  unit: RefValue;
  threat: RefValue;
  system: RefValue | null;
  asset: RefValue | null;
  threat_level: number | null;
  vulnerability: number | null;
  likelihood: number | null;
  importance: number | null;
  likelihood_used: number | null;
  importance_used: number | null;
  value: number | null;
  residual_likelihood_used: number | null;
  residual_importance_used: number | null;
  residual_value: number | null;
  value_now: number | null;
  accepted_until: string | null;
  acceptance_reason: string | null;
  due: string | null;
}

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
