// In the room of a case: what there is to recover the systems with that are linked to it.
import { Link } from "../../app/router";
import type { CaseRecovery, ContinuityBackup, ContinuityProcedure } from "../../gen/api";
import { optionLabel, recordPath } from "../../kernel/describe";
import { date } from "../../kernel/format";
import { msg } from "../../kernel/i18n";
import { useQuery } from "../../kernel/query";
import type { RegisterRecord } from "../../kernel/record";
import { may } from "../../kernel/session";
import { ErrorNote } from "../../ui/note";
import { Card } from "../../ui/page";
import { Badge } from "../../ui/state";
import { hours } from "./model";

type CaseSystem = CaseRecovery["systems"][number];

function Backup({ backup: b }: { backup: ContinuityBackup }) {
  return (
    <li>
      <Link to={recordPath("backups", b)}>{b.name}</Link>{" "}
      <Badge tone={b.apart === "same_system" ? "bad" : "neutral"}>{optionLabel("backup_apart", b.apart)}</Badge>{" "}
      {b.powered_off && <Badge tone="ok">{msg("continuity.ui.backup.off")}</Badge>}{" "}
      <p className="small muted">
        {b.made_on ? msg("continuity.ui.case.made", { date: date(b.made_on) }) : msg("continuity.ui.case.never_made")}{" "}
        {b.tested_on ? msg("continuity.ui.case.tested", { date: date(b.tested_on), result: optionLabel("backup_test", b.test_result) }) : msg("continuity.ui.case.never_tested")}
        {b.tested_hours !== null && ` ${hours(b.tested_hours)}`}
      </p>
    </li>
  );
}

function Procedure({ procedure: p }: { procedure: ContinuityProcedure }) {
  return (
    <li>
      <Link to={recordPath("recovery-procedures", p)}>{p.title}</Link> <span className="small muted">{optionLabel("recovery_scenario", p.scenario)}</span>
    </li>
  );
}

function System({ system: s }: { system: CaseSystem }) {
  const within = s.required_hours ?? s.objective_hours;
  return (
    <li className="stack tight">
      <span>
        <Link to={recordPath("systems", s)} className="strong">
          {s.name}
        </Link>{" "}
        {within !== null && <span className="nowrap">{msg("continuity.ui.case.within", { hours: hours(within) })}</span>}
      </span>
      {s.procedures.length === 0 ? (
        <p className="small muted">{msg("continuity.ui.scenarios.none")}</p>
      ) : (
        <ul className="plain-list stack tight">
          {s.procedures.map((p) => (
            <Procedure key={p.id} procedure={p} />
          ))}
        </ul>
      )}
      {s.backups.length === 0 ? (
        <p className="small muted">{msg("continuity.ui.case.no_backup")}</p>
      ) : (
        <ul className="plain-list stack tight">
          {s.backups.map((b) => (
            <Backup key={b.id} backup={b} />
          ))}
        </ul>
      )}
    </li>
  );
}

// Nothing is shown where no system is linked.
export function CaseRecoveryCard({ record }: { record: RegisterRecord }) {
  const query = useQuery<CaseRecovery>(may("continuity.read") ? `/incidents/${record.id}/recovery` : null);
  const systems = query.data?.systems ?? [];
  if (!query.error && systems.length === 0) return null;
  return (
    <Card title={msg("continuity.ui.case")}>
      <ErrorNote error={query.error} onRetry={() => void query.reload()} />
      <ul className="plain-list stack">
        {systems.map((s) => (
          <System key={s.id} system={s} />
        ))}
      </ul>
    </Card>
  );
}
