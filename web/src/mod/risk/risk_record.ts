// A risk as the API gives it.
import type { RefValue, RegisterRecord } from "../../kernel/record";
import { bandOf, bandRank, type Colour, type Method } from "./method_rules";

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
  accepted_band: Colour | null;
  accepted_method: string | null; // key, of an own one key/version
  accepted_until: string | null;
  acceptance_reason: string | null;
  due: string | null;
}

const refOf = (method: Method): string => (method.own ? `${method.key}/${method.version}` : method.key);

export const acceptedByOther = (risk: Risk, now: Method): boolean => risk.accepted_method !== null && risk.accepted_method !== refOf(now);

// Why what was accepted is not any more, as the server has it (risk_accept_rules.h): numbers of one method are compared, of
// two methods the bands. null: its time is over, or somebody wants it looked at.
export function returnOf(risk: Risk, now: Method): "risen" | "band" | "unvalued" | null {
  if (!acceptedByOther(risk, now)) return (risk.value_now ?? 0) > (risk.accepted_value ?? Infinity) ? "risen" : null;
  if (!risk.value_now) return "unvalued";
  return risk.accepted_band && bandRank(bandOf(now, risk.value_now)?.colour) > bandRank(risk.accepted_band) ? "band" : null;
}
