// The front page of losses: where we stand against what is accepted, and what the estimate is made of.
import { useState } from "react";
import type { InsurancePolicyList, LossCauseList, LossLimitList, LossRunList, LossScenarioList } from "../../gen/api";
import { ApiError } from "../../kernel/api";
import { date, dateTime, money, plainNumber } from "../../kernel/format";
import { msg } from "../../kernel/i18n";
import { useQuery } from "../../kernel/query";
import { may } from "../../kernel/session";
import { Button, LinkButton } from "../../ui/button";
import { EmptyState, ErrorNote, Loading } from "../../ui/note";
import { Card, FigureCard, Page, PageHead } from "../../ui/page";
import { Badge } from "../../ui/state";
import { type Column, Table } from "../../ui/table";
import { CostFigures } from "../aftercase/figures";
import { type ApiQuantity, share, timesText, yen } from "./model";
import { askRun } from "./run";

const LIMIT = 100;
const SHOWN = 10; // of the estimates made

interface ListProps<T> {
  title: string;
  add?: { to: string; label: string };
  rows: T[] | undefined;
  none: string;
  href: (row: T) => string;
  columns: Column<T>[];
}

function ListCard<T extends { id: string }>({ title, add, rows, none, href, columns }: ListProps<T>) {
  return (
    <Card title={title} flush={rows !== undefined && rows.length > 0} aside={add && <LinkButton size="small" icon="plus" to={add.to}>{add.label}</LinkButton>}>
      {rows === undefined ? <Loading /> : rows.length === 0 ? <p className="muted">{none}</p> : <Table bare label={title} rows={rows} rowKey={(r) => r.id} rowHref={href} columns={columns} />}
    </Card>
  );
}

const numbered = (path: string) => (r: { id: string; number?: string | null }) => `/${path}/${r.number ?? r.id}`;

function Latest({ runs }: { runs: LossRunList["items"] }) {
  const last = runs.find((r) => r.ended_at);
  if (!last) return null;
  return (
    <div className="tiles">
      <FigureCard name={msg("loss.figure.mean")} value={yen(last.mean ?? 0)} note={dateTime(last.created_at, "short")} to={`/loss-runs/${last.number}`} />
      <FigureCard name={msg("loss.figure.p95")} value={yen(last.p95 ?? 0)} note={msg("loss.figure.p95.note")} to={`/loss-runs/${last.number}`} />
    </div>
  );
}

function Parts() {
  const scenarios = useQuery<LossScenarioList>("/loss-scenarios", { limit: LIMIT });
  const causes = useQuery<LossCauseList>("/loss-causes", { limit: LIMIT });
  const policies = useQuery<InsurancePolicyList>("/insurance-policies", { limit: LIMIT });
  const limits = useQuery<LossLimitList>("/loss-limits", { limit: LIMIT });
  const write = may("loss.write");
  return (
    <>
      <ErrorNote error={scenarios.error ?? policies.error ?? limits.error} />
      <ListCard
        title={msg("loss.scenarios")}
        add={write ? { to: "/loss-scenarios/new", label: msg("loss.scenario.new") } : undefined}
        rows={scenarios.data?.items}
        none={msg("loss.scenarios.none")}
        href={numbered("loss-scenarios")}
        columns={[
          { id: "title", label: msg("loss.scenario"), main: true, cell: (s) => s.title },
          { id: "state", label: msg("loss.state"), aside: true, cell: (s) => (s.left_out ? <Badge tone="warn">{msg("loss.left_out")}</Badge> : <Badge tone="ok">{msg("loss.in")}</Badge>) },
          { id: "frequency", label: msg("loss.often"), cell: (s) => timesText(s.frequency as ApiQuantity) },
          { id: "reviewed_on", label: msg("loss.reviewed"), cell: (s) => (s.reviewed_on ? date(s.reviewed_on, "short") : "") },
        ]}
      />
      <ListCard
        title={msg("loss.limits")}
        add={may("loss.appetite") ? { to: "/loss-limits/new", label: msg("loss.appetite.add") } : undefined}
        rows={limits.data?.items}
        none={msg("loss.limits.none")}
        href={(l) => `/loss-limits/${l.id}/edit`}
        columns={[
          { id: "title", label: msg("loss.limit.name"), main: true, cell: (l) => l.title },
          { id: "loss", label: msg("loss.appetite.loss"), align: "num", cell: (l) => msg("loss.more_than", { loss: money(l.loss) }) },
          { id: "probability", label: msg("loss.appetite.allowed"), align: "num", cell: (l) => share(l.probability) },
          { id: "decided", label: msg("loss.decided"), cell: (l) => [l.decided_on ? date(l.decided_on, "short") : "", l.decided_by].filter(Boolean).join(" ") },
        ]}
      />
      <ListCard
        title={msg("loss.policies.list")}
        add={write ? { to: "/insurance-policies/new", label: msg("loss.policy.new") } : undefined}
        rows={policies.data?.items}
        none={msg("loss.policies.none")}
        href={numbered("insurance-policies")}
        columns={[
          { id: "title", label: msg("loss.policy"), main: true, cell: (p) => p.title },
          { id: "insurer", label: msg("loss.insurer"), cell: (p) => p.insurer ?? "" },
          { id: "premium", label: msg("loss.premium"), align: "num", cell: (p) => money(p.premium) },
          { id: "ends_on", label: msg("loss.ends"), cell: (p) => date(p.ends_on, "short") },
        ]}
      />
      <ListCard
        title={msg("loss.causes")}
        add={write ? { to: "/loss-causes/new", label: msg("loss.cause.new") } : undefined}
        rows={causes.data?.items}
        none={msg("loss.causes.none")}
        href={numbered("loss-causes")}
        columns={[
          { id: "title", label: msg("loss.cause"), main: true, cell: (c) => c.title },
          { id: "frequency", label: msg("loss.often"), cell: (c) => timesText(c.frequency as ApiQuantity) },
        ]}
      />
    </>
  );
}

export default function LossFront() {
  const runs = useQuery<LossRunList>("/loss-runs");
  const [busy, setBusy] = useState(false);
  const play = async () => {
    setBusy(true);
    await askRun({});
    setBusy(false);
  };
  const items = runs.data?.items;
  const whole = !(runs.error instanceof ApiError && runs.error.status === 403); // who sees to one unit alone has no runs
  return (
    <Page>
      <PageHead
        title={msg("loss.title")}
        actions={
          <>
            <LinkButton to="/loss/quick">{msg("loss.quick")}</LinkButton>
            {whole && may("loss.write") && <Button look="filled" pending={busy} onPress={() => void play()}>{msg("loss.play")}</Button>}
          </>
        }
      />
      <p className="muted">{msg("loss.what")}</p>
      <div className="stack">
        {whole ? <ErrorNote error={runs.error} onRetry={() => void runs.reload()} /> : <p className="muted">{msg("loss.runs.whole")}</p>}
        {items && <Latest runs={items} />}
        <Parts />
        {whole && <CostFigures />}
        {items && items.length === 0 && <EmptyState icon="gauge" title={msg("loss.runs.none")} text={msg("loss.runs.none.text")} />}
        {items && items.length > 0 && (
          <ListCard
            title={msg("loss.runs")}
            rows={items.slice(0, SHOWN)}
            none=""
            href={numbered("loss-runs")}
            columns={[
              { id: "number", label: msg("loss.number"), main: true, cell: (r) => r.number },
              { id: "at", label: msg("loss.asked"), cell: (r) => dateTime(r.created_at, "short") },
              { id: "by", label: msg("loss.asked_by"), cell: (r) => r.asked_by ?? "" },
              { id: "years", label: msg("loss.years"), align: "num", cell: (r) => plainNumber(r.years) },
              { id: "mean", label: msg("loss.figure.mean"), align: "num", cell: (r) => (typeof r.mean === "number" ? yen(r.mean) : msg("loss.run.waiting")) },
              { id: "p95", label: msg("loss.figure.p95"), align: "num", cell: (r) => (typeof r.p95 === "number" ? yen(r.p95) : "") },
            ]}
          />
        )}
      </div>
    </Page>
  );
}
