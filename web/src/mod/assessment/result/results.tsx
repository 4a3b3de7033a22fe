// Where we stand by one campaign: radar, units, items, gaps, what is worth sharing, floors to raise.
import { useParams } from "../../../app/router";
import { label, msg } from "../../../kernel/i18n";
import { period } from "../../../kernel/format";
import { useQuery } from "../../../kernel/query";
import { may } from "../../../kernel/session";
import { LinkButton } from "../../../ui/button";
import { EmptyState, ErrorNote, Loading, Note } from "../../../ui/note";
import { Page, PageHead } from "../../../ui/page";
import { Count, StateBadge } from "../../../ui/state";
import { Tabs } from "../../../ui/tabs";
import { campaignPath, type Claims, type Gap, type Results } from "../model";
import { ClaimsTab } from "./claims";
import { GapsTab } from "./gaps";
import { ItemsTab } from "./items";
import { OverviewTab } from "./overview";
import { UnitItemsTab } from "./unit_items";
import { UnitsTab } from "./units";

export default function ResultsPage() {
  const { id = "" } = useParams();
  const path = `/campaigns/${encodeURIComponent(id)}`;
  const { data: r, error, reload } = useQuery<Results>(`${path}/results`);
  const gaps = useQuery<{ items: Gap[] }>(r && r.counted_units > 0 ? `${path}/gaps` : null);
  const claims = useQuery<Claims>(r && r.counted_units > 0 ? `${path}/claims` : null);
  if (!r)
    return (
      <Page>
        <ErrorNote error={error} onRetry={() => void reload()} />
        {!error && <Loading />}
      </Page>
    );
  return (
    <Page>
      <PageHead
        title={msg("assessment.results")}
        documentTitle={`${r.campaign.title} ${msg("assessment.results")}`}
        crumbs={[
          { label: msg("ui.nav.assessment"), to: "/assessments" },
          { label: r.campaign.title ?? "", to: campaignPath(r.campaign) },
        ]}
        state={<StateBadge set="campaign_state" value={r.state} />}
        actions={
          <>
            {may("average.read") && (
              <LinkButton icon="trend" to="/assessments/averages">
                {msg("assessment.averages")}
              </LinkButton>
            )}
            {may("target.read") && (
              <LinkButton icon="radar" to={`/assessments/targets?sheet_key=${encodeURIComponent(r.sheet_key)}&period=${r.period}`}>
                {msg("assessment.targets")}
              </LinkButton>
            )}
            {may("report.write") && r.counted_units > 0 && (
              <LinkButton look="filled" icon="report" to={`/report-issues/new?campaign=${encodeURIComponent(r.campaign.number ?? r.campaign.id)}`}>
                {msg("report.ui.new")}
              </LinkButton>
            )}
          </>
        }
        meta={msg("assessment.results.meta", { period: period(r.period), counted: r.counted_units, asked: r.asked_units })}
      />
      {r.counted_units === 0 ? (
        <EmptyState
          icon="radar"
          title={msg("assessment.results.none")}
          text={msg("assessment.results.none.text")}
          action={<LinkButton to={campaignPath(r.campaign)}>{msg("assessment.campaign.progress")}</LinkButton>}
        />
      ) : (
        <ResultTabs results={r} gaps={gaps.data?.items} claims={claims.data} />
      )}
    </Page>
  );
}

function ResultTabs({ results: r, gaps, claims }: { results: Results; gaps: Gap[] | undefined; claims: Claims | undefined }) {
  const sample = r.sections.some((s) => s.industry?.sample);
  const doubts = claims ? claims.unsupported.length + claims.differences.length + claims.hollow.length : 0;
  return (
    <>
      {r.counted_units < r.asked_units && (
        <Note title={msg("assessment.results.partly", { counted: r.counted_units, asked: r.asked_units })} />
      )}
      {sample && <Note tone="warn" title={msg("assessment.industry.sample", { industry: label(`enum.industry.${r.industry}`) })} />}
      <Tabs
        label={msg("assessment.results")}
        tabs={[
          { id: "overview", label: msg("assessment.tab.overview"), content: <OverviewTab results={r} gaps={gaps} hollow={claims?.hollow.length ?? 0} /> },
          ...(r.units.length > 0 ? [{ id: "units", label: msg("assessment.tab.units"), content: <UnitsTab results={r} /> }] : []),
          { id: "items", label: msg("assessment.tab.items"), content: <ItemsTab results={r} /> },
          {
            id: "gaps",
            label: (
              <>
                {msg("assessment.tab.gaps")}
                {gaps && gaps.length > 0 && <Count n={gaps.length} />}
              </>
            ),
            content: <GapsTab results={r} gaps={gaps} />,
          },
          ...(claims
            ? [
                {
                  id: "claims",
                  label: (
                    <>
                      {msg("assessment.tab.claims")}
                      {doubts > 0 && <Count n={doubts} />}
                    </>
                  ),
                  content: <ClaimsTab results={r} claims={claims} />,
                },
              ]
            : []),
          ...(r.units.length > 1
            ? [
                { id: "practices", label: msg("assessment.tab.practices"), content: <UnitItemsTab results={r} kind="good-practices" /> },
                { id: "floors", label: msg("assessment.tab.floors"), content: <UnitItemsTab results={r} kind="floors" /> },
              ]
            : []),
        ]}
      />
    </>
  );
}
