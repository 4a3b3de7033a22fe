// The scores that rating services give us, each service a chart, against the industry's.
import type { Series } from "../../../charts/series";
import { Trend } from "../../../charts/trend";
import type { Page as ListPage } from "../../../kernel/api";
import type { RegisterRecord } from "../../../kernel/describe";
import { plainNumber } from "../../../kernel/format";
import { msg } from "../../../kernel/i18n";
import { useQuery } from "../../../kernel/query";
import { may } from "../../../kernel/session";
import { LinkButton } from "../../../ui/button";
import { EmptyState, ErrorNote } from "../../../ui/note";
import { Card } from "../../../ui/page";

const NEWEST = 200; // scores that are drawn

const figure = (value: unknown): number | null => (typeof value === "number" ? value : null);
const text = (n: number | null): string => (n === null ? msg("ui.none") : plainNumber(n));

export function OutsideScores() {
  const list = useQuery<ListPage<RegisterRecord>>("/outside-scores", { sort: "-measured_on", limit: NEWEST });
  const scores = (list.data?.items ?? []).toReversed(); // the oldest first
  const services = new Set(scores.map((s) => String(s.service)));
  const add = may("outside_score.write") && (
    <LinkButton icon="plus" to="/outside-scores/new">
      {msg("assessment.outside.add")}
    </LinkButton>
  );
  return (
    <Card
      title={msg("assessment.outside")}
      aside={
        services.size > 0 && (
          <LinkButton look="plain" size="small" iconAfter="chevron_right" to="/outside-scores">
            {msg("assessment.outside.list")}
          </LinkButton>
        )
      }
    >
      <ErrorNote error={list.error} onRetry={() => void list.reload()} />
      {list.data && services.size === 0 && (
        <EmptyState icon="trend" title={msg("assessment.outside.none")} text={msg("assessment.outside.text")} action={add} />
      )}
      <div className="stack">
        {[...services].map((service) => (
          <Service key={service} service={service} scores={scores.filter((s) => s.service === service)} />
        ))}
        {services.size > 0 && <div className="row">{add}</div>}
      </div>
    </Card>
  );
}

function Service({ service, scores }: { service: string; scores: RegisterRecord[] }) {
  const most = Math.max(...scores.map((s) => figure(s.score_max) ?? 0));
  const of = (id: string, name: string, look: Series["look"], key: string): Series[] => {
    const values = scores.map((s) => figure(s[key]));
    return values.some((v) => v !== null) ? [{ id, name, look, values }] : [];
  };
  return (
    <Trend
      title={service}
      labels={scores.map((s) => String(s.measured_on).replaceAll("-", "/"))}
      max={most > 0 ? most : undefined}
      series={[...of("own", msg("assessment.outside.own"), 1, "score"), ...of("industry", msg("assessment.outside.industry"), 3, "industry_score")]}
      format={text}
    />
  );
}
