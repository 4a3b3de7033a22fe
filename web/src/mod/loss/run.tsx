// What an estimate says: the year's loss, against what the board accepts, by scenario, with each measure and policy,
// and what was played, so that anybody can play it again.
import { useEffect, useState } from "react";
import { Link, navigate, useParams } from "../../app/router";
import { Bars } from "../../charts/bars";
import { Trend } from "../../charts/trend";
import type { Job, LossRunAsked, LossRunWhole } from "../../gen/api";
import { api, ApiError } from "../../kernel/api";
import { dateTime, plainNumber } from "../../kernel/format";
import { label, msg } from "../../kernel/i18n";
import { invalidate, useQuery } from "../../kernel/query";
import { may } from "../../kernel/session";
import { Button, LinkButton } from "../../ui/button";
import { SelectField } from "../../ui/field";
import { EmptyState, ErrorNote, Loading, Note, Progress, toastError } from "../../ui/note";
import { confirm } from "../../ui/overlay";
import { Card, Fact, Facts, FigureCard, Page, PageHead } from "../../ui/page";
import { Badge } from "../../ui/state";
import { Table } from "../../ui/table";
import { type CurveLine, ExceedanceCurve } from "./curve";
import { type Case, caseName, formLabel, FORMS, type Model, nameIn, type Result, share, yen } from "./model";

const PAUSE = 500; // ms between two looks at the work

export async function askRun(body: object): Promise<void> {
  try {
    const { data } = await api.post<LossRunAsked>("/loss-runs", body);
    invalidate("/loss-runs");
    await navigate(`/loss-runs/${data.number}`);
  } catch (e) {
    toastError(e);
  }
}

// Looks at the job until it has ended.
function Waiting({ run, onDone }: { run: LossRunWhole; onDone: () => void }) {
  const [job, setJob] = useState<Job | null>(null);
  const over = job !== null && job.state !== "queued" && job.state !== "running";
  useEffect(() => {
    if (over) return;
    let timer = 0;
    const look = async () => {
      const got = await api.get<Job>(`/jobs/${run.job}`).catch(() => null);
      if (got) setJob(got.data);
      if (got?.data.state === "done") onDone();
      timer = window.setTimeout(() => void look(), PAUSE);
    };
    void look();
    return () => window.clearTimeout(timer);
  }, [run.job, over, onDone]);
  if (over && job.state !== "done") return <Note tone="bad" title={msg("loss.run.failed")} actions={<Button onPress={() => void askRun({ repeat: run.id })}>{msg("loss.run.again")}</Button>} />;
  return <Progress label={msg("loss.run.playing", { years: plainNumber(run.years) })} value={job?.progress ?? null} />;
}

const first = (result: Result): Case => result.cases[0]!;

function Figures({ result }: { result: Result }) {
  const { year } = first(result);
  return (
    <div className="tiles">
      <FigureCard name={msg("loss.figure.mean")} value={yen(year.mean)} note={msg("loss.figure.mean.note", { error: yen(1.96 * year.standard_error) })} />
      <FigureCard name={msg("loss.figure.median")} value={yen(year.median.value)} note={msg("loss.figure.median.note", { p: share(1 - year.any) })} />
      <FigureCard name={msg("loss.figure.p95")} value={yen(year.p95.value)} note={msg("loss.figure.p95.note")} />
      <FigureCard name={msg("loss.figure.p99")} value={yen(year.p99.value)} note={msg("loss.figure.p99.note")} />
      <FigureCard name={msg("loss.figure.tail")} value={yen(year.tail99)} note={msg("loss.figure.tail.note")} />
    </div>
  );
}

function Curve({ model, result }: { model: Model; result: Result }) {
  const others = result.cases.slice(1);
  const start = others.findIndex((c) => c.case === "measures");
  const [chosen, setChosen] = useState(String(start >= 0 ? start : others.length - 1));
  const other = others[Number(chosen)];
  const now = first(result);
  const lines: CurveLine[] = [{ id: "now", name: msg("loss.case.as_is"), of: now }];
  if (other) lines.push({ id: "other", name: caseName(model, other), of: other });
  return (
    <Card title={msg("loss.curve")} aside={others.length > 1 && <SelectField label={msg("loss.curve.beside")} hideLabel options={others.map((c, i) => ({ id: String(i), label: caseName(model, c) }))} value={chosen} onChange={(v) => setChosen(v ?? "0")} />}>
      <ExceedanceCurve lines={lines} appetite={now.appetite} />
    </Card>
  );
}

function Appetite({ model, result }: { model: Model; result: Result }) {
  const now = first(result);
  if (now.appetite.length === 0) return <Note title={msg("loss.appetite.none")} actions={may("loss.appetite") && <LinkButton size="small" to="/loss-limits/new">{msg("loss.appetite.add")}</LinkButton>} />;
  return (
    <Card title={msg("loss.appetite")} flush>
      <Table
        bare
        label={msg("loss.appetite")}
        rows={now.appetite.map((a, i) => ({ ...a, i }))}
        rowKey={(a) => String(a.i)}
        columns={[
          { id: "loss", label: msg("loss.appetite.loss"), main: true, cell: (a) => msg("loss.more_than", { loss: yen(a.loss) }) },
          { id: "within", label: msg("loss.appetite.now"), aside: true, cell: (a) => <Badge tone={a.within ? "ok" : "bad"}>{msg(a.within ? "loss.within" : "loss.beyond")}</Badge> },
          { id: "allowed", label: msg("loss.appetite.allowed"), align: "num", cell: (a) => share(a.allowed) },
          ...result.cases.map((c, k) => ({ id: `case${k}`, label: caseName(model, c), align: "num" as const, cell: (a: { i: number }) => share(c.appetite[a.i]!.probability) })),
        ]}
      />
    </Card>
  );
}

function Scenarios({ run, model, result }: { run: LossRunWhole; model: Model; result: Result }) {
  const rows = [...result.scenarios].sort((a, b) => b.year.mean - a.year.mean);
  const path = (key: string) => run.sources.find((s) => s.number === key) && `/loss-scenarios/${key}`;
  return (
    <>
      <Card title={msg("loss.by_scenario")} flush>
        <Table
          bare
          label={msg("loss.by_scenario")}
          rows={rows}
          rowKey={(s) => s.key}
          rowHref={(s) => path(s.key)}
          columns={[
            { id: "name", label: msg("loss.scenario"), main: true, cell: (s) => nameIn(model.scenarios, s.key) },
            { id: "mean", label: msg("loss.figure.mean"), align: "num", cell: (s) => yen(s.year.mean) },
            { id: "p95", label: msg("loss.figure.p95"), align: "num", cell: (s) => yen(s.year.p95.value) },
            { id: "p99", label: msg("loss.figure.p99"), align: "num", cell: (s) => yen(s.year.p99.value) },
            { id: "any", label: msg("loss.any"), align: "num", cell: (s) => share(s.year.any) },
          ]}
        />
      </Card>
      <Card title={msg("loss.by_form")}>
        <Bars title={msg("loss.by_form")} rows={FORMS.filter((f) => result.forms[f] > 0).map((f) => ({ id: f, label: formLabel(f), value: result.forms[f] }))} format={yen} valueName={msg("loss.figure.mean")} />
      </Card>
    </>
  );
}

function Measures({ model, result }: { model: Model; result: Result }) {
  const rows = result.cases.filter((c) => c.case === "measure").sort((a, b) => (b.avoided_per_yen ?? Number.POSITIVE_INFINITY) - (a.avoided_per_yen ?? Number.POSITIVE_INFINITY));
  const all = result.cases.find((c) => c.case === "measures");
  if (rows.length === 0) return null;
  return (
    <Card title={msg("loss.measures")} flush foot={<p className="small muted">{msg("loss.measures.how")}</p>}>
      <Table
        bare
        label={msg("loss.measures")}
        rows={all ? [...rows, all] : rows}
        rowKey={(c) => c.key ?? c.case}
        rowHref={(c) => (c.key ? `/measures/${c.key}` : undefined)}
        columns={[
          { id: "name", label: msg("loss.effect.measure"), main: true, cell: (c) => caseName(model, c) },
          { id: "not_done", label: msg("loss.not_done"), align: "num", cell: (c) => yen(c.avoided) },
          { id: "cost", label: msg("loss.cost"), align: "num", cell: (c) => (c.cost ? yen(c.cost) : msg("loss.cost.none")) },
          { id: "per_yen", label: msg("loss.per_yen"), align: "num", cell: (c) => (c.avoided_per_yen === undefined ? msg("ui.none") : msg("loss.per_yen.text", { n: c.avoided_per_yen.toFixed(2) })) },
          { id: "p95", label: msg("loss.figure.p95"), align: "num", cell: (c) => yen(c.year.p95.value) },
        ]}
      />
    </Card>
  );
}

const SHARES = ["paid", "not_covered", "own_share", "over_limit"] as const;
const sum = (by: Record<string, number>): number => Object.values(by).reduce((a, b) => a + b, 0);

function Policies({ model, result }: { model: Model; result: Result }) {
  const cases = result.cases.filter((c) => c.case === "policy");
  const now = first(result);
  if (cases.length === 0) return null;
  return (
    <>
      <Card title={msg("loss.policies")} flush foot={<p className="small muted">{msg("loss.policies.how")}</p>}>
        <Table
          bare
          label={msg("loss.policies")}
          rows={[now, ...cases]}
          rowKey={(c) => c.key ?? c.case}
          rowHref={(c) => (c.key ? `/insurance-policies/${c.key}` : undefined)}
          columns={[
            { id: "name", label: msg("loss.policy"), main: true, cell: (c) => (c.key ? caseName(model, c) : msg("loss.policy.none")) },
            { id: "premium", label: msg("loss.premium"), align: "num", cell: (c) => (c.key ? (c.cost ? yen(c.cost) : msg("ui.none")) : "") },
            { id: "paid", label: msg("loss.share.paid"), align: "num", cell: (c) => (c.gap ? yen(sum(c.gap.paid)) : "") },
            { id: "kept", label: msg("loss.kept"), align: "num", cell: (c) => yen(c.year.mean) },
            { id: "p95", label: msg("loss.kept.p95"), align: "num", cell: (c) => yen(c.year.p95.value) },
            { id: "p99", label: msg("loss.kept.p99"), align: "num", cell: (c) => yen(c.year.p99.value) },
          ]}
        />
      </Card>
      {cases.map((c) => (
        <Card key={c.key} title={msg("loss.gap", { name: caseName(model, c) })} flush>
          <Table
            bare
            label={msg("loss.gap", { name: caseName(model, c) })}
            rows={FORMS.filter((f) => (c.gap?.loss[f] ?? 0) > 0).map((form) => ({ form, gap: c.gap! }))}
            rowKey={(g) => g.form}
            columns={[
              { id: "form", label: msg("loss.form"), main: true, cell: (g) => formLabel(g.form) },
              { id: "loss", label: msg("loss.loss"), align: "num", cell: (g) => yen(g.gap.loss[g.form]) },
              ...SHARES.map((s) => ({ id: s, label: label(`loss.share.${s}`), align: "num" as const, cell: (g: { form: (typeof FORMS)[number]; gap: NonNullable<Case["gap"]> }) => yen(g.gap[s][g.form]) })),
            ]}
          />
        </Card>
      ))}
    </>
  );
}

function Convergence({ result }: { result: Result }) {
  const { running } = result;
  const man = (n: number) => Math.round(n / 1e4);
  const series = [
    { id: "mean", name: msg("loss.figure.mean"), values: running.map((p) => man(p.mean)) },
    { id: "high", name: msg("loss.convergence.high"), values: running.map((p) => man(p.mean + 1.96 * p.standard_error)) },
    { id: "low", name: msg("loss.convergence.low"), values: running.map((p) => man(p.mean - 1.96 * p.standard_error)) },
  ];
  const all = series.flatMap((s) => s.values);
  const now = first(result).year;
  return (
    <Card title={msg("loss.convergence")}>
      <Trend wide tick={plainNumber} units={{ across: msg("loss.axis.years"), up: msg("loss.unit.man") }} title={msg("loss.convergence.title")} labels={running.map((p) => plainNumber(p.years))} series={series} min={Math.min(...all)} max={Math.max(...all)} format={plainNumber} summary={msg("loss.convergence.text", { mean: yen(now.mean), exact: yen(result.exact_mean), error: yen(1.96 * now.standard_error) })} />
    </Card>
  );
}

function Played({ run }: { run: LossRunWhole }) {
  return (
    <Card title={msg("loss.played")} foot={<p className="small muted">{msg("loss.played.how")}</p>}>
      <Facts>
        <Fact name={msg("loss.years")}>{plainNumber(run.years)}</Fact>
        <Fact name={msg("loss.seed")}>{String(run.seed)}</Fact>
        <Fact name={msg("loss.took")}>{msg("loss.took.text", { s: ((run.ms ?? 0) / 1000).toFixed(1) })}</Fact>
        <Fact name={msg("loss.digest")}><span className="loss-digest">{run.digest}</span></Fact>
        {run.repeats && (
          <Fact name={msg("loss.repeats")}>
            <Link to={`/loss-runs/${run.repeats.number}`}>{run.repeats.number}</Link> {run.repeats.same !== null && <Badge tone={run.repeats.same ? "ok" : "bad"}>{msg(run.repeats.same ? "loss.same" : "loss.other")}</Badge>}
          </Fact>
        )}
      </Facts>
      <Table bare dense label={msg("loss.sources")} rows={run.sources} rowKey={(s) => s.id} columns={[
        { id: "title", label: msg("loss.sources"), main: true, cell: (s) => <Link to={`/${s.register}/${s.number}`}>{s.title}</Link> },
        { id: "register", label: msg("loss.sources.kind"), cell: (s) => label(`reg.${s.register}`) },
        { id: "number", label: msg("loss.number"), cell: (s) => s.number },
        { id: "version", label: msg("loss.version"), align: "num", cell: (s) => s.version },
      ]} />
    </Card>
  );
}

async function removeRun(run: LossRunWhole): Promise<void> {
  if (!(await confirm({ title: msg("ui.delete.ask", { name: run.number }), yes: msg("ui.delete"), look: "filled danger" }))) return;
  try {
    await api.remove(`/loss-runs/${run.id}`);
    await navigate("/loss", { replace: true });
    invalidate("/loss-runs");
  } catch (e) {
    toastError(e);
  }
}

function Said({ run }: { run: LossRunWhole }) {
  const [result, model] = [run.result as unknown as Result, run.model as unknown as Model];
  return (
    <div className="stack">
      <Figures result={result} />
      <Curve model={model} result={result} />
      <Appetite model={model} result={result} />
      <Scenarios run={run} model={model} result={result} />
      <Measures model={model} result={result} />
      <Policies model={model} result={result} />
      <Convergence result={result} />
      <Played run={run} />
    </div>
  );
}

export default function RunPage() {
  const { id } = useParams();
  const query = useQuery<LossRunWhole>(`/loss-runs/${id}`);
  const run = query.data;
  if (query.error instanceof ApiError && query.error.status === 404) return <EmptyState icon="search" page title={msg("ui.not_found.title")} text={msg("ui.not_found.text")} />;
  if (!run) return query.error ? <ErrorNote error={query.error} onRetry={() => void query.reload()} /> : <Loading />;
  const actions = may("loss.write") && run.result !== null && (
    <>
      <Button look="danger" icon="trash" onPress={() => void removeRun(run)}>{msg("ui.delete")}</Button>
      <Button icon="refresh" onPress={() => void askRun({ repeat: run.id })}>{msg("loss.repeat")}</Button>
    </>
  );
  return (
    <Page>
      <PageHead crumbs={[{ label: msg("loss.title"), to: "/loss" }]} title={msg("loss.run")} number={run.number} meta={[dateTime(run.created_at), run.asked_by].filter(Boolean).join(" ")} actions={actions} />
      {run.result ? <Said run={run} /> : <Waiting run={run} onDone={query.reload} />}
    </Page>
  );
}
