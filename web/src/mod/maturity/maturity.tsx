// How well the risks of each application and service are known and managed: the figures, what the levels mean, and the
// components by their latest scoring.
import type { ReactNode } from "react";
import type { Component, ComponentMaturity } from "../../gen/api";
import type { Page as ListPage } from "../../kernel/api";
import { recordPath } from "../../kernel/describe";
import { date, number, score } from "../../kernel/format";
import { msg, pick } from "../../kernel/i18n";
import { useQuery } from "../../kernel/query";
import { may } from "../../kernel/session";
import { LinkButton } from "../../ui/button";
import { EmptyState, ErrorNote, Loading, Note, Skeleton } from "../../ui/note";
import { Card, FigureCard, Page, PageHead } from "../../ui/page";
import { Badge } from "../../ui/state";
import { type Column as TableColumn, Table } from "../../ui/table";
import { Tabs } from "../../ui/tabs";
import { COLUMNS, meanText, trendText, useMaturity } from "./model";
import { useScoring } from "./score";

const SHOWN = 100; // components of one table

// ---- figures and levels ----

function Figures({ maturity: m }: { maturity: ComponentMaturity }) {
  const unit = msg("ui.unit.count");
  return (
    <div className="tiles">
      <FigureCard name={msg("maturity.figure.mean")} value={m.mean === null ? "–" : score(m.mean)} />
      <FigureCard name={msg("maturity.figure.in_use")} value={number(m.in_use)} unit={unit} to="/components?f.state=in_use" />
      <FigureCard name={msg("maturity.figure.never")} value={number(m.never)} unit={unit} to="/components?f.state=in_use&f.scored_on.is_null=true" />
      <FigureCard name={msg("maturity.figure.stale")} value={number(m.stale)} unit={unit} to={`/components?f.state=in_use&f.scored_on.lt=${m.stale_before}`} />
    </div>
  );
}

type Level = ComponentMaturity["evaluation"]["levels"][number];

function LevelTable({ maturity, column }: { maturity: ComponentMaturity; column: (typeof COLUMNS)[number] }) {
  const { name, mean, levels } = maturity[column];
  const title = mean === null ? pick(name) : `${pick(name)} ${msg("maturity.aside", { text: msg("maturity.column.mean", { mean: score(mean) }) })}`;
  const columns: TableColumn<Level>[] = [
    { id: "level", label: msg("maturity.level"), align: "num", cell: (l) => number(l.level) },
    { id: "text", label: msg("maturity.meaning"), main: true, cell: (l) => pick(l.text) },
    { id: "count", label: msg("maturity.counted"), align: "num", cell: (l) => number(l.count) },
  ];
  return (
    <section>
      <h3 className="maturity-column">{title}</h3>
      <Table bare dense cards={false} label={pick(name)} columns={columns} rows={[...levels].reverse()} rowKey={(l) => String(l.level)} />
    </section>
  );
}

function LevelsCard({ maturity }: { maturity: ComponentMaturity }) {
  return (
    <Card title={msg("maturity.levels")} foot={<span className="muted small">{pick(maturity.cites)}</span>}>
      <div className="maturity-pair">
        {COLUMNS.map((column) => (
          <LevelTable key={column} maturity={maturity} column={column} />
        ))}
      </div>
      <p className="muted small maturity-how">{msg("maturity.mean.how")}</p>
    </Card>
  );
}

// ---- components ----

function When({ component: c, staleBefore }: { component: Component; staleBefore: string }) {
  if (!c.scored_on) return <Badge tone="warn">{msg("maturity.never")}</Badge>;
  return (
    <span className="row">
      <span className="nowrap">{date(c.scored_on, "short")}</span>
      {c.scored_on < staleBefore && <Badge tone="warn">{msg("maturity.stale")}</Badge>}
    </span>
  );
}

function columnsOf(staleBefore: string, button: (c: Component) => ReactNode): TableColumn<Component>[] {
  return [
    { id: "title", label: msg("reg.component"), main: true, cell: (c) => c.title },
    { id: "unit", label: msg("reg.unit"), cell: (c) => c.unit.title ?? "" },
    { id: "evaluation", label: msg("reg.component.evaluation"), align: "num", cell: (c) => number(c.evaluation) },
    { id: "response", label: msg("reg.component.response"), align: "num", cell: (c) => number(c.response) },
    { id: "mean", label: msg("reg.component.mean"), align: "num", cell: (c) => (c.mean == null ? "" : meanText(c.mean)) },
    { id: "trend", label: msg("maturity.trend"), cell: (c) => trendText(c) },
    { id: "scored_on", label: msg("reg.component.scored_on"), className: "nowrap", cell: (c) => <When component={c} staleBefore={staleBefore} /> },
    { id: "score", label: msg("maturity.score"), action: true, cell: (c) => button(c) },
  ];
}

function useComponents(more: Record<string, string>) {
  return useQuery<ListPage<Component>>("/components", { "filter[state][eq]": "in_use", limit: SHOWN, ...more });
}

function List({ lists, staleBefore, none }: { lists: ReturnType<typeof useComponents>[]; staleBefore: string; none?: string }) {
  const scoring = useScoring();
  const rows = lists.flatMap((l) => l.data?.items ?? []);
  if (lists.some((l) => l.loading)) return <Skeleton lines={6} />;
  return (
    <>
      <ErrorNote error={lists.find((l) => l.error)?.error} onRetry={() => lists.forEach((l) => void l.reload())} />
      {rows.length === 0 && none && <p className="card-body muted">{none}</p>}
      {rows.length > 0 && <Table bare label={msg("maturity.list")} columns={columnsOf(staleBefore, scoring.button)} rows={rows} rowKey={(c) => c.id} rowHref={(c) => recordPath("components", c)} />}
      {scoring.dialog}
      {lists.some((l) => l.data?.next) && <Note>{msg("maturity.cut", { n: SHOWN })}</Note>}
    </>
  );
}

function All({ staleBefore }: { staleBefore: string }) {
  const all = useComponents({ sort: "title" });
  return <List lists={[all]} staleBefore={staleBefore} />;
}

function Due({ staleBefore }: { staleBefore: string }) {
  const never = useComponents({ sort: "title", "filter[scored_on][is_null]": "true" });
  const stale = useComponents({ sort: "scored_on", "filter[scored_on][lt]": staleBefore });
  return <List lists={[never, stale]} staleBefore={staleBefore} none={msg("maturity.due.none")} />;
}

function Components({ staleBefore }: { staleBefore: string }) {
  return (
    <Card
      title={msg("maturity.list")}
      aside={
        <LinkButton look="plain" size="small" iconAfter="chevron_right" to="/components">
          {msg("maturity.register")}
        </LinkButton>
      }
    >
      <Tabs
        label={msg("maturity.list")}
        tabs={[
          { id: "all", label: msg("maturity.tab.all"), content: <All staleBefore={staleBefore} /> },
          { id: "due", label: msg("maturity.tab.due"), content: <Due staleBefore={staleBefore} /> },
        ]}
      />
    </Card>
  );
}

export default function MaturityPage() {
  const query = useMaturity();
  const m = query.data;
  const add = may("component.write") && (
    <LinkButton icon="plus" look={m?.in_use === 0 ? "filled" : "outline"} to="/components/new">
      {msg("maturity.new")}
    </LinkButton>
  );
  return (
    <Page>
      <PageHead title={msg("maturity.title")} meta={msg("maturity.text")} actions={m && m.in_use > 0 && add} />
      <ErrorNote error={query.error} onRetry={() => void query.reload()} />
      {!m && !query.error && <Loading />}
      {m && <Note>{msg("maturity.managing")}</Note>}
      {m && m.in_use === 0 && <EmptyState icon="gauge" title={msg("maturity.none")} text={msg("maturity.none.text")} action={add} />}
      {m && m.in_use > 0 && <Figures maturity={m} />}
      {m && m.in_use > 0 && <Components staleBefore={m.stale_before} />}
      {m && <LevelsCard maturity={m} />}
    </Page>
  );
}
