// Risks that wait for my word whether they are accepted. What goes round on a route is among the approvals.
import type { RiskAskedList } from "../../gen/api";
import { recordPath } from "../../kernel/describe";
import { msg } from "../../kernel/i18n";
import { useQuery } from "../../kernel/query";
import { may } from "../../kernel/session";
import type { Task } from "../home/parts";

export function useRiskTasks(): Task[] | undefined {
  const asked = useQuery<RiskAskedList>(may("risk.accept") ? "/risk-decisions" : null);
  if (asked.loading) return undefined;
  return (asked.data?.items ?? []).map((risk) => ({
    id: `risk.${risk.id}`,
    to: recordPath("risks", risk),
    kind: msg("risk.task.decide", { number: risk.number, value: risk.value_now }),
    title: risk.name ?? risk.number,
    due: null,
  }));
}
