// The scores that rating services give us, each service and unit a chart, against the industry's.
import type { Series } from "../../../charts/series";
import { Trend } from "../../../charts/trend";
import type { Page as ListPage } from "../../../kernel/api";
import type { RefValue, RegisterRecord } from "../../../kernel/record";
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

const unitOf = (score: RegisterRecord | undefined): RefValue | null => (score?.unit as RefValue | undefined) ?? null;

function nameOf(score: RegisterRecord | undefined, withUnit: boolean): string {
  const service = String(score?.service);
  return withUnit ? msg("assessment.outside.of", { service, unit: unitOf(score)?.title ?? "" }) : service;
}

export function OutsideScores() {
  const list = useQuery<ListPage<RegisterRecord>>("/outside-scores", { sort: "-measured_on", limit: NEWEST });
  const scores = (list.data?.items ?? []).toReversed(); // the oldest first
  const charts = new Map<string, RegisterRecord[]>();
  for (const s of scores) {
    const key = `${unitOf(s)?.id} ${String(s.service)}`;
    charts.set(key, [...(charts.get(key) ?? []), s]);
  }
  const several = new Set(scores.map((s) => unitOf(s)?.id)).size > 1;
  const add = may("outside_score.write") && (
    <LinkButton icon="plus" to="/outside-scores/new">
      {msg("assessment.outside.add")}
    </LinkButton>
  );
  return (
    <Card
      title={msg("assessment.outside")}
      aside={
        charts.size > 0 && (
          <LinkButton look="plain" size="small" iconAfter="chevron_right" to="/outside-scores">
            {msg("assessment.outside.list")}
          </LinkButton>
        )
      }
    >
      <ErrorNote error={list.error} onRetry={() => void list.reload()} />
      {list.data && charts.size === 0 && (
        <EmptyState icon="trend" title={msg("assessment.outside.none")} text={msg("assessment.outside.text")} action={add} />
      )}
      <div className="stack">
        {[...charts].map(([key, of]) => (
          <Scores key={key} name={nameOf(of[0], several)} scores={of} />
        ))}
        {charts.size > 0 && <div className="row">{add}</div>}
      </div>
    </Card>
  );
}

function Scores({ name, scores }: { name: string; scores: RegisterRecord[] }) {
  const most = Math.max(...scores.map((s) => figure(s.score_max) ?? 0));
  const of = (id: string, name: string, look: Series["look"], key: string): Series[] => {
    const values = scores.map((s) => figure(s[key]));
    return values.some((v) => v !== null) ? [{ id, name, look, values }] : [];
  };
  return (
    <Trend
      title={name}
      labels={scores.map((s) => String(s.measured_on).replaceAll("-", "/"))}
      max={most > 0 ? most : undefined}
      series={[...of("own", msg("assessment.outside.own"), 1, "score"), ...of("industry", msg("assessment.outside.industry"), 3, "industry_score")]}
      format={text}
    />
  );
}
