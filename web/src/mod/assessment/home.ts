// What assessments bring to the first page: sheets to answer and to review, how mature we are, the
// step to the first radar.
import type { Page as ListPage } from "../../kernel/api";
import { api } from "../../kernel/api";
import { date, fiscalYear, score } from "../../kernel/format";
import { label, msg } from "../../kernel/i18n";
import { invalidate, useQuery } from "../../kernel/query";
import { may } from "../../kernel/session";
import { toast } from "../../ui/note";
import type { Figure, StartStep, Task, Wait } from "../home/parts";
import { useLatestResults } from "./latest_results";
import { useSheets } from "./sheet_list";
import { acceptedShare, answeredShare } from "./start_rules";
import { type Campaign, campaignPath, isPart, meanValue, ownCampaigns, type ResponseBrief, type Results, type SheetDocument, type Tasks } from "./model";

const taskOf = (kind: string) => (r: ResponseBrief): Task => ({
  id: `response.${kind}.${r.id}`,
  to: `/responses/${r.id}`,
  kind,
  title: `${r.campaign.title} ${r.unit.title}`,
  progress: r.asked > 0 ? msg("assessment.task.items", { done: r.answered, all: r.asked }) : undefined,
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

// Open assessments that some units have not submitted yet.
export function useAssessmentWaits(): Wait[] | undefined {
  const list = useCampaigns().data?.items ?? [];
  return list.flatMap((c) => {
    const open = c.state === "open" && c.counts ? c.counts.draft + c.counts.returned : 0;
    if (open === 0) return [];
    return [{ id: `assessment.${c.id}`, to: campaignPath(c), title: c.name, text: msg(c.outside ? "assessment.waits.suppliers" : "assessment.waits", { n: open, all: c.counts?.units ?? 0, date: date(c.due) }) }];
  });
}

// A part's figure is not the company's, and says so where it stands.
function figureNote(r: Results, target: number | null): string | undefined {
  const partly = r.counted_units < r.asked_units ? msg("assessment.figure.partly", { counted: r.counted_units, asked: r.asked_units }) : null;
  const aim = target === null ? null : msg("assessment.figure.target", { score: score(target) });
  return [partly, aim].filter(Boolean).join(msg("home.task.and")) || undefined;
}

export function useAssessmentFigures(): Figure[] | undefined {
  const { campaign: latest, results: r } = useLatestResults(useCampaigns().data?.items ?? []);
  const own = meanValue(r?.overall.own);
  if (!latest || !r || own === null) return [];
  const target = meanValue(r.overall.target);
  return [
    {
      id: "assessment.maturity",
      name: msg(isPart(r) ? "assessment.figure.maturity.partly" : "assessment.figure.maturity"),
      value: score(own),
      unit: msg("assessment.of_max", { max: r.score_max }),
      note: figureNote(r, target),
      tone: target === null ? undefined : own >= target ? "ok" : "warn",
      to: `${campaignPath(latest)}/results`,
    },
  ];
}

const SMALL = "kaname-sme25"; // the self-check for small firms: fewer items, all of them yes or no
const USUAL_TARGET = 30; // level 3, in tenths

// Targets may be set at any time; until then level 3 everywhere is one press away.
function useTargetStep(begun: Campaign | undefined): StartStep[] | undefined {
  const on = may("target.write") && may("target.read") && may("sheet.read");
  const sheets = useSheets(on);
  const all = sheets.data?.items ?? [];
  const sheet = (begun && all.find((s) => s.id === begun.sheet.id)) ?? all.find((s) => s.built_in) ?? all[0];
  const period = begun?.period ?? `FY${fiscalYear()}`;
  const set = useQuery<ListPage<unknown>>(on && sheet ? "/targets" : null, { "filter[sheet_key][eq]": sheet?.key, "filter[period][eq]": period, limit: 1 });
  const done = (set.data?.items.length ?? 0) > 0;
  const document = useQuery<SheetDocument>(on && sheet && set.data && !done ? `/sheet-versions/${sheet.newest.id}/document` : null).data;
  if (!on) return [];
  if (sheets.loading || set.loading) return undefined;
  if (!sheet) return [];
  const page = `/assessments/targets?sheet_key=${encodeURIComponent(sheet.key)}&period=${period}`;
  const fits = document !== undefined && document.score.min < USUAL_TARGET / 10 && USUAL_TARGET / 10 < document.score.max;
  const act = async () => {
    await api.put("/target-levels", { sheet_key: sheet.key, period, levels: document?.sections.map((s) => ({ section: s.key, level: USUAL_TARGET })) });
    invalidate("/targets", "/campaigns");
    toast(msg("assessment.start.targets.set"));
  };
  return [
    {
      id: "assessment.targets",
      order: 35,
      optional: true,
      title: msg("assessment.start.targets"),
      text: msg("assessment.start.targets.text"),
      action: fits ? msg("assessment.start.targets.go") : msg("assessment.targets"),
      to: page,
      act: fits ? act : undefined,
      also: fits ? { label: msg("assessment.start.targets.also"), to: page } : undefined,
      done,
    },
  ];
}

// The first campaign, its answers, its radar. What one can do next depends on how far it is.
export function useAssessmentStart(): StartStep[] | undefined {
  const on = may("campaign.write");
  const { data, loading } = useCampaigns();
  const mine = useQuery<Tasks>(on ? "/tasks/mine" : null);
  const list = ownCampaigns(data?.items ?? []);
  const begun = list.find((c) => c.state !== "draft") ?? list[0];
  const targets = useTargetStep(begun);
  const small = useSheets(on).data?.items.find((s) => s.key === SMALL);
  if (!on) return [];
  if (loading || mine.loading || !targets) return undefined;
  const answered = answeredShare(list);
  const accepted = acceptedShare(list);
  const toAnswer = mine.data?.to_answer[0] ?? mine.data?.unassigned[0];
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
    ...targets,
    {
      ...step("campaign", 40, begun?.state === "draft" ? page : "/campaigns/new", list.some((c) => c.state !== "draft")),
      also: small && !begun ? { label: msg("assessment.start.small"), to: `/campaigns/new?sheet=${small.id}` } : undefined,
    },
    {
      ...step("answer", 50, toAnswer ? `/responses/${toAnswer.id}` : page, answered.through),
      ...(toAnswer || !begun ? {} : { action: msg("assessment.start.follow") }),
      progress: answered.all > 1 ? msg("assessment.start.answer.units", { done: answered.done, all: answered.all }) : undefined,
    },
    {
      ...step("radar", 60, toReview ? `/responses/${toReview.id}` : page, accepted.through),
      ...(toReview || !begun ? {} : { action: msg("assessment.start.follow") }),
      progress: accepted.all > 1 ? msg("assessment.start.radar.units", { done: accepted.done, all: accepted.all }) : undefined,
      result: accepted.done > 0,
    },
  ];
}
