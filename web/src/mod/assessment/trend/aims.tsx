// The years that are aimed at: how far it is, and the measures on the way.
import { Link } from "../../../app/router";
import { recordPath } from "../../../kernel/describe";
import { date, difference, lastDayOf, number, period } from "../../../kernel/format";
import { msg } from "../../../kernel/i18n";
import { may } from "../../../kernel/session";
import { LinkButton } from "../../../ui/button";
import { EmptyState } from "../../../ui/note";
import { Card } from "../../../ui/page";
import { StateBadge } from "../../../ui/state";
import { UNFINISHED, useMeasures } from "../../measure/home";
import type { TrendPoint, TrendResult, TrendValues } from "../model";
import { shown } from "./shown";

interface AimsProps {
  trend: TrendResult;
  valuesOf: (p: TrendPoint) => TrendValues;
}

export function Aims({ trend, valuesOf }: AimsProps) {
  const aims = trend.points.filter((p) => !p.campaign && valuesOf(p).target != null);
  const newest = trend.points.findLast((p) => p.campaign);
  const own = newest ? (valuesOf(newest).own ?? null) : null;
  return (
    <Card title={msg("assessment.aims")}>
      {aims.length === 0 && (
        <EmptyState
          icon="radar"
          title={msg("assessment.aims.none")}
          action={
            may("target.write") && (
              <LinkButton to={`/assessments/targets?sheet_key=${encodeURIComponent(trend.sheet_key)}`}>{msg("assessment.aims.set")}</LinkButton>
            )
          }
        />
      )}
      <div className="stack">
        {aims.map((p) => (
          <Aim key={p.period} name={p.period} own={own} target={valuesOf(p).target ?? 0} sheetKey={trend.sheet_key} />
        ))}
      </div>
    </Card>
  );
}

const SHOWN = 5;

function distance(own: number | null, target: number): string {
  if (own === null) return msg("assessment.aim.unknown", { target: shown(target) });
  if (own >= target) return msg("assessment.aim.reached", { own: shown(own), target: shown(target) });
  return msg("assessment.aim.line", { own: shown(own), target: shown(target), diff: difference(target - own) });
}

function Aim({ name, own, target, sheetKey }: { name: string; own: number | null; target: number; sheetKey: string }) {
  const until = lastDayOf(name);
  const filter = { "filter[sheet_key][eq]": sheetKey, "filter[state][in]": UNFINISHED, "filter[due][le]": until };
  const { data } = useMeasures({ ...filter, sort: "due", limit: SHOWN });
  const n = data?.total ?? data?.total_at_least ?? 0;
  return (
    <section className="stack tight" aria-label={period(name)}>
      <h3>{period(name)}</h3>
      <p>{distance(own, target)}</p>
      {data && <p className="muted small">{n === 0 ? msg("assessment.aim.no_measures") : msg("assessment.aim.measures", { n: number(n) })}</p>}
      <ul className="tasks">
        {data?.items.map((m) => (
          <li key={m.id}>
            <Link to={recordPath("measures", m)} className="task">
              <span className="task-title">{String(m.title)}</span>
              <span className="task-kind">
                {m.number} {m.due ? date(String(m.due), "short") : ""}
              </span>
              <span className="task-due">
                <StateBadge set="measure_state" value={String(m.state)} />
              </span>
            </Link>
          </li>
        ))}
      </ul>
      {n > SHOWN && (
        <p className="small">
          <Link to={`/measures?f.sheet_key=${encodeURIComponent(sheetKey)}&f.state=${UNFINISHED}&f.due.le=${until}`}>{msg("assessment.aim.more", { n: number(n) })}</Link>
        </p>
      )}
    </section>
  );
}
