// The latest radar on the first page.
import { useCampaigns } from "./home";
import { LatestRadar } from "./latest_radar";
import { latestWithResults } from "./model";

export default function HomeRadar() {
  const list = useCampaigns().data?.items;
  return list && latestWithResults(list) ? <LatestRadar campaigns={list} /> : null;
}
