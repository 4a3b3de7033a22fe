// The radar of the newest campaign that has results.
import { date, period } from "../../kernel/format";
import { msg } from "../../kernel/i18n";
import { LinkButton } from "../../ui/button";
import { EmptyState, Note, Skeleton } from "../../ui/note";
import { Card } from "../../ui/page";
import { useLatestResults } from "./latest_results";
import { type Campaign, campaignPath } from "./model";
import { radarTitle, ResultRadar } from "./result/overview";

export function LatestRadar({ campaigns }: { campaigns: Campaign[] }) {
  const { campaign: latest, results: r, awaited, error } = useLatestResults(campaigns);
  if (!latest || error || (r && r.counted_units === 0))
    return (
      <Card title={msg("assessment.results")}>
        <EmptyState icon="radar" title={msg("assessment.results.none")} text={msg("assessment.results.none.text")} />
      </Card>
    );
  const path = `${campaignPath(latest)}/results`;
  const source = r?.sections.find((s) => s.industry)?.industry;
  return (
    <Card
      title={r ? radarTitle(r) : msg("assessment.results")}
      aside={
        <LinkButton look="plain" size="small" iconAfter="chevron_right" to={path}>
          {msg("assessment.results.open")}
        </LinkButton>
      }
    >
      {!r && <Skeleton lines={10} />}
      {r && (
        <>
          {awaited && <Note title={msg("assessment.results.awaited", { period: period(r.period), next: awaited.name })} />}
          <p className="small muted">
            {msg("assessment.results.line", { name: latest.name, period: period(r.period), counted: r.counted_units, asked: r.asked_units })}
          </p>
          <ResultRadar results={r} to={(s) => `${path}?tab=gaps&section=${encodeURIComponent(s.key)}`} />
          {source && <p className="small muted">{msg("assessment.industry.source", { source: source.source, date: date(source.as_of) })}</p>}
        </>
      )}
    </Card>
  );
}
