// How our level went over the years, what later years aim at and which measures lead there, and how
// rating services outside see us.
import { Link, useSearch } from "../../../app/router";
import type { Series } from "../../../charts/series";
import { Trend } from "../../../charts/trend";
import { period } from "../../../kernel/format";
import { label, msg } from "../../../kernel/i18n";
import { useQuery } from "../../../kernel/query";
import { may } from "../../../kernel/session";
import { LinkButton } from "../../../ui/button";
import { SelectField } from "../../../ui/field";
import { EmptyState, ErrorNote, Loading } from "../../../ui/note";
import { Card, Page, PageHead } from "../../../ui/page";
import { campaignPath, sectionHead, sectionName, type TrendPoint, type TrendResult, type TrendValues, words } from "../model";
import { useSheets } from "../sheet_list";
import { Aims } from "./aims";
import { OutsideScores } from "./outside_scores";

export default function TrendPage() {
  const [search, change] = useSearch();
  const sheets = useSheets();
  const items = sheets.data?.items ?? [];
  const sheet = items.find((s) => s.key === search.get("sheet_key")) ?? items.find((s) => s.built_in) ?? items[0];
  const trend = useQuery<TrendResult>(sheet ? "/assessment-trend" : null, sheet && { sheet_key: sheet.key });
  const t = trend.data;
  return (
    <Page>
      <PageHead
        title={msg("assessment.trend")}
        crumbs={[{ label: msg("ui.nav.assessment"), to: "/assessments" }]}
        meta={msg("assessment.trend.text")}
        actions={
          may("target.read") && (
            <LinkButton icon="radar" to="/assessments/targets">
              {msg("assessment.targets")}
            </LinkButton>
          )
        }
      />
      <ErrorNote error={sheets.error ?? trend.error} onRetry={() => void trend.reload()} />
      {!t && !sheets.error && !trend.error && <Loading />}
      {sheet && (
        <div className="form-grid">
          <SelectField
            label={msg("assessment.sheet")}
            options={items.map((s) => ({ id: s.key, label: words(s.newest.name) }))}
            value={sheet.key}
            onChange={(sheet_key) => change({ sheet_key, section: null })}
          />
          {t && (
            <SelectField
              label={sectionHead(t)}
              clearable={msg("assessment.overall")}
              options={t.sections.map((s) => ({ id: s.key, label: `${s.key} ${sectionName(s)}` }))}
              value={search.get("section")}
              onChange={(section) => change({ section })}
            />
          )}
        </div>
      )}
      {t && t.points.length === 0 && <EmptyState icon="trend" title={msg("assessment.results.none")} text={msg("assessment.results.none.text")} />}
      {t && t.points.length > 0 && <Levels trend={t} section={search.get("section")} />}
      {may("outside_score.read") && <OutsideScores />}
    </Page>
  );
}

// One label a point: campaigns of one year are counted.
function labelsOf(points: TrendPoint[]): string[] {
  return points.map((p, i) => {
    const before = points.slice(0, i).filter((q) => q.period === p.period).length;
    return before === 0 ? period(p.period) : msg("assessment.trend.again", { period: period(p.period), n: before + 1 });
  });
}

function Levels({ trend: t, section }: { trend: TrendResult; section: string | null }) {
  const at = t.sections.findIndex((s) => s.key === section);
  const valuesOf = (p: TrendPoint): TrendValues => (at < 0 ? p.overall : (p.values[at] ?? {}));
  const of = (id: keyof TrendValues, name: string, look: Series["look"]): Series[] => {
    const values = t.points.map((p) => valuesOf(p)[id] ?? null);
    return values.some((v) => v !== null) ? [{ id, name, look, values }] : [];
  };
  const head = t.sections[at];
  const title = msg("assessment.trend.of", { what: head ? `${head.key} ${words(head.name)}` : msg("assessment.overall") });
  const partly = t.points.filter((p) => p.campaign && p.counted_units < p.asked_units);
  return (
    <>
      <Card title={title}>
        <Trend
          title={title}
          labels={labelsOf(t.points)}
          min={t.score_min}
          max={t.score_max}
          series={[
            ...of("own", msg("assessment.own"), 1),
            ...of("target", msg("assessment.target"), 2),
            ...of("industry", label("enum.level_line.industry"), 3),
            ...of("comparable", label("enum.level_line.comparable"), 5),
            ...of("leaders", label("enum.level_line.leaders"), 6),
          ]}
        />
        {partly.length > 0 && (
          <ul className="small muted">
            {partly.map((p) => (
              <li key={p.campaign?.id}>
                {msg("assessment.trend.partly", { name: p.campaign?.title ?? "", counted: p.counted_units, asked: p.asked_units })}
              </li>
            ))}
          </ul>
        )}
        <p className="small">
          {msg("assessment.trend.results")}{" "}
          {t.points.flatMap((p, i) =>
            p.campaign
              ? [
                  i > 0 && msg("ui.list.comma"),
                  <Link key={p.campaign.id} to={`${campaignPath(p.campaign)}/results`}>
                    {p.campaign.title}
                  </Link>,
                ]
              : [],
          )}
        </p>
      </Card>
      <Aims trend={t} valuesOf={valuesOf} />
    </>
  );
}

