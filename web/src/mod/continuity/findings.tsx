// What is found, the first of it in sight, each made a measure by one press.
import { useState } from "react";
import { Link, navigate } from "../../app/router";
import { recordPath } from "../../kernel/describe";
import { msg } from "../../kernel/i18n";
import { may, useSession } from "../../kernel/session";
import { Button } from "../../ui/button";
import { Icon } from "../../ui/icon";
import { toast, toastError } from "../../ui/note";
import { Card } from "../../ui/page";
import { Count, StateBadge } from "../../ui/state";
import { type ContinuityFinding, detailOf, kindOf, makeMeasure, nameOf } from "./model";

const FIRST = 8;

function PlanButton({ finding }: { finding: ContinuityFinding }) {
  const me = useSession();
  const [busy, setBusy] = useState(false);
  if (!may("continuity.plan")) return null;
  const press = async () => {
    setBusy(true);
    try {
      const measure = await makeMeasure(finding, me.person ?? null);
      toast(msg("continuity.ui.plan.done", { number: measure.number ?? "" }), "ok", { label: msg("continuity.ui.plan.open"), run: () => void navigate(recordPath("measures", measure)) });
    } catch (e) {
      toastError(e);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button size="small" icon="plus" pending={busy} aria-label={msg("continuity.ui.plan.of", { of: `${nameOf(finding)} ${kindOf(finding)}` })} onPress={() => void press()}>
      {msg("continuity.ui.plan")}
    </Button>
  );
}

function Answer({ finding }: { finding: ContinuityFinding }) {
  if (!finding.measure) return <PlanButton finding={finding} />;
  return (
    <span className="defence-measure">
      <Link to={recordPath("measures", finding.measure)}>{finding.measure.number}</Link>
      {finding.measure_state && <StateBadge set="measure_state" value={finding.measure_state} />}
    </span>
  );
}

function FindingLine({ finding }: { finding: ContinuityFinding }) {
  const detail = detailOf(finding);
  return (
    <li className="defence-finding">
      <Icon name="alert" size={18} />
      <span>
        <Link to={recordPath(finding.register, finding.record)} className="strong">
          {nameOf(finding)}
        </Link>
        <span className="block small">{kindOf(finding)}</span>
        {detail && <span className="block small muted">{detail}</span>}
      </span>
      <Answer finding={finding} />
    </li>
  );
}

// Those that nobody has answered yet come first.
export function Findings({ findings }: { findings: ContinuityFinding[] }) {
  const [all, setAll] = useState(false);
  const sorted = [...findings.filter((f) => !f.measure), ...findings.filter((f) => f.measure)];
  const open = findings.filter((f) => !f.measure).length;
  const shown = all ? sorted : sorted.slice(0, FIRST);
  return (
    <Card
      flush
      title={
        <>
          {msg("continuity.ui.findings")}
          <Count n={open} tone={open > 0 ? "bad" : "ok"} />
        </>
      }
      foot={
        shown.length < sorted.length && (
          <span className="row">
            <span className="small muted">{msg("continuity.ui.findings.more", { n: sorted.length - shown.length })}</span>
            <Button look="plain" size="small" onPress={() => setAll(true)}>
              {msg("continuity.ui.findings.all")}
            </Button>
          </span>
        )
      }
    >
      {sorted.length === 0 && <p className="card-body muted">{msg("continuity.ui.findings.none")}</p>}
      <ul className="plain-list">
        {shown.map((f) => (
          <FindingLine key={`${f.record.id} ${f.kind}`} finding={f} />
        ))}
      </ul>
    </Card>
  );
}
