// One campaign: how far everybody is, opening and closing, supplements.
import { useState } from "react";
import { navigate, useParams } from "../../../app/router";
import { api } from "../../../kernel/api";
import type { RefValue } from "../../../kernel/record";
import { date, daysUntil, period } from "../../../kernel/format";
import { msg } from "../../../kernel/i18n";
import { invalidate, remember, useQuery } from "../../../kernel/query";
import { may } from "../../../kernel/session";
import { Button, LinkButton } from "../../../ui/button";
import { ErrorNote, Loading, Note, Progress, toast, toastError } from "../../../ui/note";
import { confirm } from "../../../ui/overlay";
import { Card, Page, PageHead } from "../../../ui/page";
import { Badge, StateBadge } from "../../../ui/state";
import { type Campaign, type CampaignProgress, campaignPath, type CampaignUnit, isAnswered, type SheetDocument, type Supplement, type Tasks, type Texts, words } from "../model";
import { RespondentsCard } from "../../guest/respondents";
import { EditCampaign } from "./edit";
import { ProgressTable } from "./progress";
import { Supplements } from "./supplements";
import { UnitChoice } from "./unit_choice";
import { Waiting } from "./waiting";
import { type Choice, inOrder, useUnitTree } from "./units";
import { unitsBody } from "./new";

export default function CampaignPage() {
  const { id = "" } = useParams();
  const path = `/campaigns/${encodeURIComponent(id)}`;
  const { data: c, error, reload } = useQuery<Campaign>(path);
  const document = useQuery<SheetDocument>(c ? `/sheet-versions/${c.sheet_version.id}/document` : null).data;
  if (!c)
    return (
      <Page>
        <ErrorNote error={error} onRetry={() => void reload()} />
        {!error && <Loading />}
      </Page>
    );
  return <CampaignView campaign={c} path={path} sheet={document} />;
}

function useSteps(c: Campaign, path: string) {
  const [busy, setBusy] = useState("");
  const run = async (step: string, done: string, how?: () => Promise<unknown>) => {
    setBusy(step);
    try {
      const etag = `"${c.version}"`;
      if (how) await how();
      else remember(path, await api.post<Campaign>(`${path}/${step}`, undefined, { etag }));
      invalidate("/campaigns", "/tasks/mine");
      toast(done);
    } catch (e) {
      toastError(e);
      invalidate(path);
    }
    setBusy("");
  };
  return { busy, run };
}

// The steps, each asked for first.
function useQuestions(c: Campaign, path: string) {
  const { busy, run } = useSteps(c, path);
  const open = async () => {
    const again = c.state === "closed";
    const yes = await confirm({
      title: again ? msg("assessment.reopen.ask") : msg("assessment.open.ask", { name: c.name }),
      text: again ? undefined : msg("assessment.open.text"),
      yes: again ? msg("assessment.reopen") : msg("assessment.open"),
    });
    if (yes) await run("open", msg("assessment.open.done"));
  };
  const closeNow = () => run("close", msg("assessment.close.done"));
  const close = async () => {
    const yes = await confirm({ title: msg("assessment.close.ask", { name: c.name }), text: msg("assessment.close.text"), yes: msg("assessment.close") });
    if (yes) await closeNow();
  };
  const remove = async () => {
    const yes = await confirm({ title: msg("ui.delete.ask", { name: c.name }), yes: msg("ui.delete"), look: "filled danger" });
    if (!yes) return;
    try {
      await api.remove(path, { etag: `"${c.version}"` });
      invalidate("/campaigns");
      await navigate("/assessments", { replace: true });
    } catch (e) {
      toastError(e);
    }
  };
  return { busy, open, close, closeNow, remove };
}

function CampaignView({ campaign: c, path, sheet }: { campaign: Campaign; path: string; sheet: SheetDocument | undefined }) {
  const { busy, open, close, closeNow, remove } = useQuestions(c, path);
  const [editing, setEditing] = useState(false);
  const write = may("campaign.write");
  const tasks = useQuery<Tasks>(c.state === "open" && may("response.read") ? "/tasks/mine" : null).data;
  const mine = tasks && [...tasks.to_answer, ...tasks.unassigned].find((r) => r.campaign.id === c.id);
  return (
    <Page>
      <PageHead
        title={c.name}
        number={c.number}
        crumbs={[{ label: msg("ui.nav.assessment"), to: "/assessments" }]}
        state={
          <>
            <StateBadge set="campaign_state" value={c.state} />
            {c.overdue && <Badge tone="bad">{msg("assessment.overdue")}</Badge>}
          </>
        }
        meta={msg("assessment.meta", { sheet: words(sheet?.name), period: period(c.period), due: date(c.due) })}
        actions={
          <>
            {write && c.state !== "closed" && (
              <Button look="plain" icon="edit" onPress={() => setEditing(true)}>
                {msg("ui.edit")}
              </Button>
            )}
            {write && c.state === "draft" && (
              <Button look="plain" icon="trash" onPress={() => void remove()}>
                {msg("ui.delete")}
              </Button>
            )}
            {write && c.state === "open" && (
              <Button pending={busy === "close"} onPress={() => void close()}>
                {msg("assessment.close")}
              </Button>
            )}
            {write && c.state === "closed" && (
              <Button pending={busy === "open"} onPress={() => void open()}>
                {msg("assessment.reopen")}
              </Button>
            )}
            {write && c.state === "draft" && (
              <Button look="filled" pending={busy === "open"} onPress={() => void open()}>
                {msg("assessment.open")}
              </Button>
            )}
            {mine && (
              <LinkButton look="filled" icon="edit" to={`/responses/${mine.id}`}>
                {msg("assessment.start.answer.go")}
              </LinkButton>
            )}
            {c.state !== "draft" && may("result.read") && !c.outside && (
              <LinkButton look={mine ? "outline" : "filled"} icon="radar" to={`${campaignPath(c)}/results`}>
                {msg("assessment.results")}
              </LinkButton>
            )}
          </>
        }
      />
      {write && isAnswered(c) && <Answered busy={busy === "close"} onClose={() => void closeNow()} />}
      {c.scheduled && c.opens && <Opening opens={c.opens} />}
      {c.note && <p className="prewrap">{c.note}</p>}
      {c.state === "draft" ? (
        <>
          {c.outside && <RespondentsCard path={path} number={c.number} state={c.state} />}
          {may("campaign.follow") && <DraftUnits campaign={c} path={path} write={write} />}
        </>
      ) : (
        <>
          {c.outside && <RespondentsCard path={path} number={c.number} state={c.state} />}
          {c.state === "open" && may("campaign.follow") && <Waiting campaign={c} path={path} />}
          <CampaignUnits campaign={c} path={path} items={sheet?.items.length} />
        </>
      )}
      {sheet && <CampaignSupplements campaign={c} path={path} sheet={sheet} write={write && c.state !== "closed"} />}
      {editing && <EditCampaign campaign={c} onClose={() => setEditing(false)} />}
    </Page>
  );
}

// Nobody is awaited any more: one press ends it.
function Answered({ busy, onClose }: { busy: boolean; onClose: () => void }) {
  return (
    <Note
      tone="ok"
      title={msg("assessment.answered")}
      actions={
        <Button size="small" pending={busy} onPress={onClose}>
          {msg("assessment.close.now")}
        </Button>
      }
    >
      {msg("assessment.answered.text")}
    </Note>
  );
}

// A draft with a date ahead opens by itself; past that date it waits for units.
function Opening({ opens }: { opens: string }) {
  const waits = daysUntil(opens) < 0;
  return <Note tone={waits ? "warn" : "info"} title={waits ? msg("assessment.scheduled.waits", { date: date(opens) }) : msg("assessment.scheduled", { date: date(opens) })} />;
}

function CampaignUnits({ campaign: c, path }: { campaign: Campaign; path: string; items?: number }) {
  const { data: p, error } = useQuery<CampaignProgress>(may("campaign.follow") ? `${path}/progress` : null);
  if (!may("campaign.follow")) return <Note title={msg("assessment.progress.hidden")} />;
  if (c.outside && p?.units.length === 0) return null;
  return (
    <Card
      title={msg("assessment.progress")}
      flush
      aside={
        p?.campaign.counts && (
          <span className="row small">
            {(["submitted", "returned", "accepted"] as const).map(
              (s) =>
                (p.campaign.counts?.[s] ?? 0) > 0 && (
                  <span key={s} className="row">
                    <StateBadge set="response_state" value={s} /> {p.campaign.counts?.[s]}
                  </span>
                ),
            )}
          </span>
        )
      }
    >
      <ErrorNote error={error} />
      {p && (
        <>
          <div className="card-body">
            <Progress label={msg("assessment.progress.answers")} value={p.asked ? p.answered / p.asked : 0} text={msg("assessment.answer.of", { done: p.answered, all: p.asked })} />
          </div>
          <ProgressTable rows={[...p.units].sort((a, b) => inOrder(a.path, b.path))} assign={may("response.assign") && c.state === "open"} />
        </>
      )}
    </Card>
  );
}

function DraftUnits({ campaign: c, path, write }: { campaign: Campaign; path: string; write: boolean }) {
  const { units } = useUnitTree();
  const asked = useQuery<{ items: CampaignUnit[] }>(`${path}/units`);
  if (!units || !asked.data) return <Loading />;
  return <DraftUnitsForm key={c.version} campaign={c} path={path} write={write} units={units} asked={asked.data.items} />;
}

function DraftUnitsForm({
  campaign: c,
  path,
  write,
  units,
  asked,
}: {
  campaign: Campaign;
  path: string;
  write: boolean;
  units: NonNullable<ReturnType<typeof useUnitTree>["units"]>;
  asked: CampaignUnit[];
}) {
  const [choice, setChoice] = useState<Choice>(() => new Map<string, RefValue | null>(asked.map((u) => [u.unit.id, u.assignee])));
  const [changed, setChanged] = useState(false);
  const [busy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    try {
      await api.put(`${path}/units`, { units: unitsBody(choice) }, { etag: `"${c.version}"` });
      invalidate("/campaigns");
      toast(msg("assessment.units.saved"));
    } catch (e) {
      toastError(e);
    }
    setBusy(false);
  };
  return (
    <Card title={msg("assessment.new.whom")}>
      <UnitChoice
        units={units}
        value={choice}
        onChange={(next) => {
          setChoice(next);
          setChanged(true);
        }}
      />
      {write && (
        <Button pending={busy} isDisabled={!changed} onPress={() => void save()}>
          {msg("ui.save")}
        </Button>
      )}
    </Card>
  );
}

function CampaignSupplements({ campaign, path, sheet, write }: { campaign: Campaign; path: string; sheet: SheetDocument; write: boolean }) {
  const { data } = useQuery<{ items: Supplement[] }>(`${path}/supplements`);
  const set = async (item: string, text: Texts | null) => {
    try {
      const at = `${path}/supplements/${encodeURIComponent(item)}`;
      if (text) await api.put(at, { text });
      else await api.remove(at);
      invalidate("/campaigns", `/campaigns/${campaign.id}`);
    } catch (e) {
      toastError(e);
    }
  };
  if (!data || (!write && data.items.length === 0)) return null;
  return (
    <Card title={msg("assessment.supplements")} flush>
      <Supplements sheet={sheet} list={data.items} onSet={write ? set : undefined} />
    </Card>
  );
}
