// The phases of a case with when each was reached, and how long that took from detection.
import { optionLabel } from "../../kernel/describe";
import { dateTime } from "../../kernel/format";
import { msg } from "../../kernel/i18n";
import type { RegisterRecord } from "../../kernel/record";
import { Badge } from "../../ui/state";
import { Card } from "../../ui/page";
import { duration, minutesBetween, text } from "./model";

// What says that a phase was reached: its clock is the first of these that is known.
const PHASES: { state: string | null; clocks: string[]; label: () => string }[] = [
  { state: null, clocks: ["detected_at"], label: () => msg("incident.ui.phase.detected") },
  { state: "report", clocks: ["reported_at", "judged_at"], label: () => optionLabel("incident_state", "report") },
  { state: "containment", clocks: ["investigation_at"], label: () => msg("reg.incident.investigation_at") },
  { state: "recovery", clocks: ["contained_at"], label: () => msg("reg.incident.contained_at") },
  { state: "lessons", clocks: ["recovered_at"], label: () => msg("reg.incident.recovered_at") },
  { state: "closed", clocks: ["closed_at"], label: () => msg("reg.incident.closed_at") },
];

export function Course({ record }: { record: RegisterRecord }) {
  const detected = text(record, "detected_at");
  const over = record.state === "closed" || record.state === "withdrawn";
  return (
    <Card title={msg("incident.ui.course")} aside={over ? undefined : <Badge tone="warn" icon="clock">{msg("incident.ui.since", { time: duration(minutesBetween(detected, Date.now())) })}</Badge>}>
      <ol className="course">
        {PHASES.map((p) => {
          const at = p.clocks.map((key) => text(record, key)).find((t) => t !== "");
          const here = p.state !== null && record.state === p.state;
          return (
            <li key={p.clocks[0]} className={`course-step${at ? " reached" : ""}${here ? " here" : ""}`} aria-current={here ? "step" : undefined}>
              <span className="course-name">{p.label()}</span>
              <span className="course-at">{at ? dateTime(at, "short") : msg("incident.ui.clock.none")}</span>
              {at && p.state !== null && <span className="course-took">{msg("incident.ui.clock.after", { time: duration(minutesBetween(detected, at)) })}</span>}
              {here && <Badge tone="info">{optionLabel("incident_state", p.state)}</Badge>}
            </li>
          );
        })}
      </ol>
    </Card>
  );
}
