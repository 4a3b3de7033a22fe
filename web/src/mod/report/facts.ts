// What reports bring to the next things of the first page: results that nobody has reported yet.
import type { ReportIssueList } from "../../gen/api";
import { useQuery } from "../../kernel/query";
import { may } from "../../kernel/session";
import { useCampaigns } from "../assessment/home";
import { latestWithResults } from "../assessment/model";
import type { Facts } from "../home/next_rules";

const MOST = 20; // of the newest reports

export function useReportFacts(): Partial<Facts> | undefined {
  const on = may("report.write") && may("result.read");
  const campaigns = useCampaigns();
  const issues = useQuery<ReportIssueList>(on ? "/report-issues" : null, { limit: MOST });
  if (!on) return {};
  if (campaigns.loading || issues.loading) return undefined;
  const latest = latestWithResults(campaigns.data?.items ?? []);
  const reported = issues.data?.items.some((i) => i.campaign === latest?.id || i.campaign === latest?.number);
  return latest && issues.data && !reported ? { unreported: `/report-issues/new?campaign=${encodeURIComponent(latest.number)}` } : {};
}
