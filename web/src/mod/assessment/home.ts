// What assessments bring to the first page: sheets to answer and to review, how mature we are, the
// step to the first radar.
import type { Page as ListPage } from "../../kernel/api";
import { score } from "../../kernel/format";
import { label, msg } from "../../kernel/i18n";
import { useQuery } from "../../kernel/query";
import { may } from "../../kernel/session";
import type { Figure, StartStep, Task } from "../home/parts";
import { type Campaign, campaignPath, latestWithResults, meanValue, type ResponseBrief, type Results, type Tasks } from "./model";

const taskOf = (kind: string) => (r: ResponseBrief): Task => ({
  id: `response.${kind}.${r.id}`,
  to: `/responses/${r.id}`,
  kind,
  title: `${r.campaign.title} ${r.unit.title}`,
  due: r.due,
  notice: r.notice,
});

export function useAssessmentTasks(): Task[] | undefined {
  const { data, loading } = useQuery<Tasks>(may("response.read") ? "/tasks/mine" : null);
  if (loading) return undefined;
  if (!data) return [];
  return [
    ...data.to_answer.map(taskOf(msg("assessment.task.answer"))),
    ...data.unassigned.map(taskOf(msg("assessment.task.unassigned"))),
    ...data.to_review.map(taskOf(msg("assessment.task.review"))),
  ];
}

export function useCampaigns() {
  return useQuery<ListPage<Campaign>>(may("campaign.read") ? "/campaigns" : null, { limit: 100 });
}

export function useAssessmentFigures(): Figure[] | undefined {
  const list = useCampaigns().data?.items ?? [];
  const latest = may("result.read") ? latestWithResults(list) : undefined;
  const { data: r } = useQuery<Results>(latest ? `/campaigns/${latest.number}/results` : null);
  const own = meanValue(r?.overall.own);
  if (!latest || !r || own === null) return [];
  const target = meanValue(r.overall.target);
  return [
    {
      id: "assessment.maturity",
      name: msg("assessment.figure.maturity"),
      value: score(own),
      unit: msg("assessment.of_max", { max: r.score_max }),
      note: target === null ? undefined : msg("assessment.figure.target", { score: score(target) }),
      tone: target === null ? undefined : own >= target ? "ok" : "warn",
      to: `${campaignPath(latest)}/results`,
    },
  ];
}

// The first campaign, its answers, its radar. What one can do next depends on how far it is.
export function useAssessmentStart(): StartStep[] | undefined {
  const on = may("campaign.write");
  const { data, loading } = useCampaigns();
  const mine = useQuery<Tasks>(on ? "/tasks/mine" : null);
  if (!on) return [];
  if (loading || mine.loading) return undefined;
  const list = data?.items ?? [];
  const sum = (of: (c: NonNullable<Campaign["counts"]>) => number) => list.reduce((n, c) => n + (c.counts ? of(c.counts) : 0), 0);
  const begun = list.find((c) => c.state !== "draft") ?? list[0];
  const toAnswer = mine.data?.to_answer[0];
  const toReview = mine.data?.to_review[0];
  const page = begun ? campaignPath(begun) : "/campaigns/new";
  const step = (id: string, order: number, to: string, done: boolean): StartStep => ({
    id: `assessment.${id}`,
    order,
    title: label(`assessment.start.${id}`),
    text: label(`assessment.start.${id}.text`),
    action: label(`assessment.start.${id}.go`),
    to,
    done,
  });
  return [
    step("campaign", 40, begun?.state === "draft" ? page : "/campaigns/new", list.some((c) => c.state !== "draft")),
    step("answer", 50, toAnswer ? `/responses/${toAnswer.id}` : page, sum((n) => n.submitted + n.accepted) > 0),
    step("radar", 60, toReview ? `/responses/${toReview.id}` : `${page}/results`, sum((n) => n.accepted) > 0),
  ];
}
