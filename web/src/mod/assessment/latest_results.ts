// The newest results there are: those of the assessment before, until the one under way has some.
import { useQuery } from "../../kernel/query";
import { may } from "../../kernel/session";
import { type Campaign, latestWithResults, type Results } from "./model";

export interface LatestResults {
  campaign?: Campaign;
  results?: Results;
  awaited?: Campaign; // newer, and nothing is counted in it yet
  error: Error | null;
}

export function useLatestResults(campaigns: Campaign[]): LatestResults {
  const newest = may("result.read") ? latestWithResults(campaigns) : undefined;
  const first = useQuery<Results>(newest ? `/campaigns/${newest.number}/results` : null);
  // Who may not follow a campaign learns only from its results that they are empty.
  const before = first.data?.counted_units === 0 ? campaigns.find((c) => c.id === first.data?.last_campaign?.id) : undefined;
  const second = useQuery<Results>(before ? `/campaigns/${before.number}/results` : null);
  const campaign = before ?? newest;
  const at = campaign ? campaigns.indexOf(campaign) : 0;
  return {
    campaign,
    results: before ? second.data : first.data,
    awaited: campaigns.slice(0, at).find((c) => c.state === "open" && c.sheet.id === campaign?.sheet.id),
    error: first.error ?? second.error,
  };
}
