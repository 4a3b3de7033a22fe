// What assessments bring to the next things of the first page.
import type { UnitWithoutAnswererList } from "../../gen/api";
import { fiscalYear } from "../../kernel/format";
import { useQuery } from "../../kernel/query";
import { may, useSession } from "../../kernel/session";
import type { Facts } from "../home/next_rules";
import { useCampaigns } from "./home";
import { useLatestResults } from "./latest_results";
import { type Campaign, campaignPath, type Gap, isAnswered, ownCampaigns, type Results } from "./model";

const yearOf = (c: Campaign): number => Number(c.period.slice(2, 6));

function oldestAverage(r: Results): string | undefined {
  const days = r.sections.flatMap((s) => (s.industry ? [s.industry.as_of] : []));
  return days.sort()[0];
}

function resultFacts(c: Campaign, r: Results, gaps: Gap[] | undefined): Partial<Facts> {
  const page = `${campaignPath(c)}/results`;
  const facts: Partial<Facts> = {};
  if (gaps && may("measure.write")) facts.gaps = { n: gaps.filter((g) => g.measures.length === 0).length, to: `${page}?tab=gaps&kind=open` };
  if (may("target.write") && !r.sections.some((s) => s.target)) facts.untargeted = `/assessments/targets?sheet_key=${encodeURIComponent(r.sheet_key)}&period=${r.period}`;
  if (may("average.read")) facts.averages = oldestAverage(r);
  return facts;
}

export function useAssessmentFacts(): Partial<Facts> | undefined {
  const campaigns = useCampaigns();
  const list = campaigns.data?.items.filter((c) => !c.for_request && !c.outside) ?? [];
  const { campaign, results, error } = useLatestResults(list);
  const here = new Set(useSession().roles.map((r) => r.unit.id));
  const gaps = useQuery<{ items: Gap[] }>(campaign && may("measure.write") ? `/campaigns/${campaign.number}/gaps` : null);
  const write = may("campaign.write");
  const lacking = useQuery<UnitWithoutAnswererList>(write && may("response.assign") ? "/answerers/lacking" : null);
  if (campaigns.loading || gaps.loading || lacking.loading || (campaign && !results && !error)) return undefined;
  const facts = campaign && results ? resultFacts(campaign, results, gaps.data?.items) : {};
  if (!write) return facts;
  const done = list.find(isAnswered);
  const years = ownCampaigns(list).map(yearOf);
  return {
    ...facts,
    answered: done && campaignPath(done),
    year: fiscalYear(),
    assessed: years.length > 0 ? Math.max(...years) : undefined,
    // Who leads the company answers for it; what is asked about is the units below.
    unanswering: may("account.manage") ? lacking.data?.items.filter((i) => !here.has(i.unit.id)).length : undefined,
  };
}
