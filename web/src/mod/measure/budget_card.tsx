// A fiscal year's budgets: asked for, granted, spent and left, by directive, unit or kind.
import { useSearch } from "../../app/router";
import type { BudgetOfKind, BudgetOfSection, BudgetOfUnit, BudgetOverview, BudgetTotal, Money } from "../../gen/api";
import { optionLabel, useRegister } from "../../kernel/describe";
import { fiscalYear, money, period, periodsAround } from "../../kernel/format";
import { msg } from "../../kernel/i18n";
import { useQuery } from "../../kernel/query";
import { may } from "../../kernel/session";
import { LinkButton } from "../../ui/button";
import { Segments, SelectField } from "../../ui/field";
import { EmptyState, ErrorNote, Note, Skeleton } from "../../ui/note";
import { Card } from "../../ui/page";
import { type Column, Table } from "../../ui/table";
import { KeyName } from "../assessment/key_name";

const WAYS = ["section", "unit", "kind"] as const;
type Way = (typeof WAYS)[number];

const wayLabel = (way: Way): string => ({ section: msg("reg.budget.section_key"), unit: msg("reg.budget.unit"), kind: msg("reg.budget.kind") })[way];

export function BudgetCard() {
  const [search, change] = useSearch();
  const year = search.get("year") ?? `FY${fiscalYear()}`;
  const way = WAYS.find((w) => w === search.get("by")) ?? "section";
  const overview = useQuery<BudgetOverview>("/budget-overview", { fiscal_year: year });
  const o = overview.data;
  return (
    <Card
      title={msg("measure.budget")}
      flush={(o?.total.n ?? 0) > 0}
      aside={
        may("budget.write") && (
          <LinkButton look="plain" size="small" icon="plus" to="/budgets/new">
            {msg("measure.budget.new")}
          </LinkButton>
        )
      }
    >
      <div className="card-body row budget-choice">
        <SelectField label={msg("reg.budget.fiscal_year")} options={periodsAround(year).map((id) => ({ id, label: period(id) }))} value={year} onChange={(y) => change({ year: y })} />
        <Segments label={msg("measure.budget.by")} options={WAYS.map((id) => ({ id, label: wayLabel(id) }))} value={way} onChange={(by) => change({ by: by === "section" ? null : by })} />
      </div>
      <ErrorNote error={overview.error} onRetry={() => void overview.reload()} />
      {!o && !overview.error && <Skeleton lines={4} />}
      {o && o.in_other_currencies > 0 && (
        <div className="card-body">
          <Note>{msg("measure.budget.other", { n: o.in_other_currencies, currency: o.currency })}</Note>
        </div>
      )}
      {o && o.total.n === 0 && <EmptyState icon="measures" title={msg("measure.budget.none", { year: period(year) })} text={msg("reg.budget.empty")} />}
      {o && o.total.n > 0 && <Sums overview={o} way={way} />}
    </Card>
  );
}

interface Line extends BudgetTotal {
  id: string;
  name: React.ReactNode;
}

function SectionName({ row }: { row: BudgetOfSection }) {
  const register = useRegister("budgets");
  const field = register?.fields.find((f) => f.key === "section_key");
  if (!row.section_key || !register || !field) return msg("measure.budget.nowhere");
  return <KeyName register={register} field={field} record={{ ...row }} brief />;
}

function linesOf(o: BudgetOverview, way: Way): Line[] {
  if (way === "unit") return o.by_unit.map((r: BudgetOfUnit) => ({ ...r, id: r.unit.id, name: r.unit.title ?? "" }));
  if (way === "kind") return o.by_kind.map((r: BudgetOfKind) => ({ ...r, id: r.kind ?? "", name: r.kind ? optionLabel("measure_kind", r.kind) : msg("measure.budget.nowhere") }));
  return o.by_section.map((r: BudgetOfSection) => ({ ...r, id: `${r.sheet_key}/${r.section_key}`, name: <SectionName row={r} /> }));
}

const SUMS = ["requested", "undecided", "granted", "ordered", "paid", "remaining"] as const;
const sumLabel = (key: (typeof SUMS)[number]): string =>
  ({
    requested: msg("measure.sum.requested"),
    undecided: msg("measure.sum.undecided"),
    granted: msg("measure.sum.granted"),
    ordered: msg("measure.sum.ordered"),
    paid: msg("measure.sum.paid"),
    remaining: msg("measure.sum.remaining"),
  })[key];

function Amount({ value }: { value: Money }) {
  if (value.amount === 0) return <span className="muted">0</span>;
  return <span className={value.amount < 0 ? "tone-bad tone-text nowrap" : "nowrap"}>{money(value)}</span>;
}

function Sums({ overview, way }: { overview: BudgetOverview; way: Way }) {
  const columns: Column<Line>[] = [
    { id: "name", label: wayLabel(way), cell: (l) => l.name, main: true },
    ...SUMS.map((key): Column<Line> => ({ id: key, label: sumLabel(key), align: "num", cell: (l) => <Amount value={l[key]} /> })),
  ];
  const rows: Line[] = [...linesOf(overview, way), { ...overview.total, id: "total", name: msg("measure.sum.total") }];
  return <Table bare label={msg("measure.budget")} columns={columns} rows={rows} rowKey={(l) => l.id} rowClass={(l) => (l.id === "total" ? "total" : undefined)} />;
}
