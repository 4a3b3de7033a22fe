// A risk as the API gives it.
import type { RefValue, RegisterRecord } from "../../kernel/record";

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
  accepted_value: number | null;
  accepted_until: string | null;
  acceptance_reason: string | null;
  due: string | null;
}

// Why what was accepted is not any more: the risk has grown beyond it; else its time is over, or somebody wants it looked at.
export const hasRisen = (risk: Risk): boolean => (risk.value_now ?? 0) > (risk.accepted_value ?? Infinity);
