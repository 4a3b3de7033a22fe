// Which analysis is done for which threat: by us, by a vendor, at what cost, and what insurance bears.
import { Link } from "../../app/router";
import type { AnalysisPlan } from "../../gen/api";
import type { Page as ListPage } from "../../kernel/api";
import { optionLabel, recordPath } from "../../kernel/describe";
import { money } from "../../kernel/format";
import { msg } from "../../kernel/i18n";
import { useQuery } from "../../kernel/query";
import { may } from "../../kernel/session";
import { Button, LinkButton } from "../../ui/button";
import { ErrorNote, Loading } from "../../ui/note";
import { Page, PageHead } from "../../ui/page";
import { type Column, Table } from "../../ui/table";
import { CauseRule } from "../casework/rule";
import { Starter } from "./starter";
import { Lines } from "./steps";

const MOST = 100;

const columns = (): Column<AnalysisPlan>[] => [
  { id: "title", label: msg("reg.analysis_plan.title"), main: true, className: "threat-department", cell: (p) => <Link to={recordPath("analysis-plans", p)}>{p.title}</Link> },
  { id: "own", label: msg("reg.analysis_plan.own_work"), className: "analysis-cell", cell: (p) => <Lines text={p.own_work} /> },
  { id: "vendor_work", label: msg("reg.analysis_plan.vendor_work"), className: "analysis-cell", cell: (p) => <Lines text={p.vendor_work} /> },
  { id: "vendor", label: msg("reg.analysis_plan.vendor"), className: "threat-department", cell: (p) => p.vendor && <Link to={recordPath("suppliers", p.vendor)}>{p.vendor.title ?? p.vendor.number}</Link> },
  { id: "cost", label: msg("reg.analysis_plan.cost"), align: "num", cell: (p) => p.cost && money(p.cost) },
  { id: "covered", label: msg("reg.analysis_plan.covered"), cell: (p) => optionLabel("analysis_cover", p.covered) },
];

export function PlansTable({ rows }: { rows: AnalysisPlan[] }) {
  return <Table label={msg("plan.page")} columns={columns()} rows={rows} rowKey={(p) => p.id} />;
}

export default function PlansPage() {
  const query = useQuery<ListPage<AnalysisPlan>>("/analysis-plans", { sort: "position", limit: MOST });
  const items = query.data?.items;
  return (
    <Page>
      <PageHead
        title={msg("plan.page")}
        meta={msg("plan.text")}
        actions={
          items &&
          items.length > 0 && (
            <>
              {may("analysis_plan.write") && (
                <LinkButton icon="plus" to="/analysis-plans/new">
                  {msg("plan.new")}
                </LinkButton>
              )}
              <Button icon="print" onPress={() => window.print()}>
                {msg("ui.print")}
              </Button>
            </>
          )
        }
      />
      <ErrorNote error={query.error} onRetry={() => void query.reload()} />
      {query.loading && !items && <Loading />}
      {items && items.length === 0 && <Starter register="analysis-plans" perm="analysis_plan.write" title={msg("plan.none")} text={msg("plan.none.text")} label={msg("plan.starter")} />}
      {items && items.length > 0 && <PlansTable rows={items} />}
      {items && <CauseRule />}
    </Page>
  );
}
