// Where we stand: what waits for me, how the open campaign goes, the latest radar, all campaigns.
import { Link } from "../../app/router";
import type { Page as ListPage } from "../../kernel/api";
import { date, period } from "../../kernel/format";
import { msg } from "../../kernel/i18n";
import { useQuery } from "../../kernel/query";
import { may } from "../../kernel/session";
import { LinkButton } from "../../ui/button";
import { EmptyState, ErrorNote, Loading, Progress } from "../../ui/note";
import { Card, Page, PageHead } from "../../ui/page";
import { Badge, Count, StateBadge } from "../../ui/state";
import { type Column, Table } from "../../ui/table";
import { DueBadge } from "../register/value";
import { Meter } from "./campaign/progress";
import { LatestRadar } from "./latest_radar";
import { type Campaign, type CampaignProgress, campaignPath, type ResponseBrief, type Tasks } from "./model";

export default function AssessmentsPage() {
  const list = useQuery<ListPage<Campaign>>("/campaigns", { limit: 100 });
  const items = list.data?.items;
  const write = may("campaign.write");
  return (
    <Page>
      <PageHead
        title={msg("ui.nav.assessment")}
        meta={msg("assessment.front.text")}
        actions={
          write &&
          items &&
          items.length > 0 && (
            <LinkButton look="filled" icon="plus" to="/campaigns/new">
              {msg("assessment.new")}
            </LinkButton>
          )
        }
      />
      <ErrorNote error={list.error} onRetry={() => void list.reload()} />
      {list.loading && <Loading />}
      {items && items.length === 0 && (write ? <FirstSteps /> : <EmptyState icon="radar" title={msg("assessment.none")} text={msg("assessment.none.text")} />)}
      {items && items.length > 0 && <Front campaigns={items} />}
    </Page>
  );
}

function Front({ campaigns }: { campaigns: Campaign[] }) {
  const open = campaigns.filter((c) => c.state === "open");
  return (
    <>
      <div className="columns front">
        <LatestRadar campaigns={campaigns} />
        <div className="stack">
          <MyTasks />
          {may("campaign.follow") && open.map((c) => <OpenCampaign key={c.id} campaign={c} />)}
        </div>
      </div>
      <CampaignList campaigns={campaigns} />
    </>
  );
}

function MyTasks() {
  const { data } = useQuery<Tasks>("/tasks/mine");
  if (!data) return null;
  const groups: [string, ResponseBrief[]][] = [
    [msg("assessment.task.answer"), data.to_answer],
    [msg("assessment.task.unassigned"), data.unassigned],
    [msg("assessment.task.review"), data.to_review],
  ];
  const n = groups.reduce((sum, [, list]) => sum + list.length, 0);
  return (
    <Card
      flush
      title={
        <>
          {msg("assessment.mine")}
          {n > 0 && <Count n={n} tone="info" />}
        </>
      }
    >
      {n === 0 && <p className="card-body muted">{msg("assessment.mine.none")}</p>}
      <ul className="tasks">
        {groups.flatMap(([kind, list]) =>
          list.map((r) => (
            <li key={`${kind}.${r.id}`}>
              <Link to={`/responses/${r.id}`} className="task">
                <span className="task-title">
                  {kind}: {r.unit.title}
                </span>
                <span className="task-kind">
                  {msg("assessment.task.line", { campaign: r.campaign.title ?? "", done: r.answered, all: r.asked })}
                </span>
                <span className="task-due">{r.state === "returned" ? <StateBadge set="response_state" value={r.state} /> : <DueBadge value={r.due} />}</span>
              </Link>
            </li>
          )),
        )}
      </ul>
    </Card>
  );
}

// Where everything has been handed in, no date is near or past any more.
function DueSign({ campaign: c }: { campaign: Campaign }) {
  if (c.counts && c.counts.draft + c.counts.returned === 0) return <Badge tone="ok">{msg("assessment.all_in")}</Badge>;
  return c.overdue ? <Badge tone="bad">{msg("assessment.overdue")}</Badge> : <DueBadge value={c.due} />;
}

function OpenCampaign({ campaign: c }: { campaign: Campaign }) {
  const { data: p } = useQuery<CampaignProgress>(`/campaigns/${c.number}/progress`);
  const done = c.counts ? c.counts.submitted + c.counts.accepted : 0;
  return (
    <Card title={<Link to={campaignPath(c)}>{c.name}</Link>} aside={<DueSign campaign={c} />}>
      <div className="stack">
      <p className="small muted">{msg("assessment.due", { date: date(c.due) })}</p>
      {c.counts && (
        <Progress
          label={msg("assessment.progress.units")}
          value={c.counts.units ? done / c.counts.units : 0}
          text={msg("assessment.answer.of", { done, all: c.counts.units })}
        />
      )}
      {p && <Progress label={msg("assessment.progress.answers")} value={p.asked ? p.answered / p.asked : 0} text={msg("assessment.answer.of", { done: p.answered, all: p.asked })} />}
      </div>
    </Card>
  );
}

function CampaignList({ campaigns }: { campaigns: Campaign[] }) {
  const columns: Column<Campaign>[] = [
    { id: "number", label: msg("assessment.item.no"), aside: true, cell: (c) => c.number, className: "nowrap" },
    { id: "name", label: msg("assessment.campaign.name"), main: true, cell: (c) => c.name },
    { id: "state", label: msg("assessment.state"), aside: true, cell: (c) => <StateBadge set="campaign_state" value={c.state} /> },
    { id: "period", label: msg("assessment.period"), className: "nowrap", cell: (c) => period(c.period) },
    { id: "due", label: msg("assessment.due.label"), className: "nowrap", cell: (c) => date(c.due, "short") },
    { id: "progress", label: msg("assessment.progress.units"), cell: (c) => c.counts && <Meter done={c.counts.submitted + c.counts.accepted} all={c.counts.units} /> },
    {
      id: "results",
      label: msg("assessment.results"),
      cell: (c) => c.state !== "draft" && !c.outside && may("result.read") && <Link to={`${campaignPath(c)}/results`}>{msg("assessment.results.open")}</Link>,
    },
  ];
  return (
    <Card title={msg("assessment.campaigns")} flush>
      <Table bare label={msg("assessment.campaigns")} columns={columns} rows={campaigns} rowKey={(c) => c.id} rowHref={campaignPath} />
    </Card>
  );
}

// From nothing to the first radar in minutes.
function FirstSteps() {
  return (
    <>
      <EmptyState icon="radar" title={msg("assessment.first")} text={msg("assessment.first.text")} />
      <ol className="first-steps">
        <li>
          <h2>{msg("assessment.first.units")}</h2>
          <p className="muted">{msg("assessment.first.units.text")}</p>
          <LinkButton to="/units/new">{msg("assessment.first.units.go")}</LinkButton>
        </li>
        <li>
          <h2>{msg("assessment.first.start")}</h2>
          <p className="muted">{msg("assessment.first.start.text")}</p>
          <LinkButton look="filled" to="/campaigns/new">
            {msg("assessment.first.start.go")}
          </LinkButton>
        </li>
        <li>
          <h2>{msg("assessment.first.answer")}</h2>
          <p className="muted">{msg("assessment.first.answer.text")}</p>
        </li>
      </ol>
    </>
  );
}
