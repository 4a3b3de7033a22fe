// On a supplier census: how the units stand, and what is to be done next.
import type { SupplierCensusProgress, SupplierCensusReply, SupplierUnplacedList } from "../../gen/api";
import type { Page as ListPage } from "../../kernel/api";
import { optionLabel, recordPath } from "../../kernel/describe";
import { date, number, percent } from "../../kernel/format";
import { label, msg } from "../../kernel/i18n";
import { useQuery } from "../../kernel/query";
import { may } from "../../kernel/session";
import { LinkButton } from "../../ui/button";
import { ErrorNote, Note } from "../../ui/note";
import { Card, FigureCard } from "../../ui/page";
import { StateBadge } from "../../ui/state";
import { type Column, Table } from "../../ui/table";
import type { RecordCardProps } from "../register/record";
import type { RegisterRecord } from "../../kernel/record";

const SHOWN = 20;
export const REPLY = "supplier_census_reply_state";

export const repliesOf = (census: { id: string }, states?: string): string => `/supplier-census-replies?f.census=${census.id}${states ? `&f.state=${states}` : ""}`;

// Of those asked, the share that has reported, or said that there are none.
export const answered = (p: SupplierCensusProgress): number => p.submitted + p.none + p.accepted;

export function CensusTiles({ census, progress: p }: { census: { id: string }; progress: SupplierCensusProgress }) {
  const unit = msg("supplier.census.unit");
  const waiting = p.waiting + p.returned;
  return (
    <div className="tiles">
      <FigureCard
        name={msg("supplier.census.answered")}
        value={number(answered(p))}
        unit={unit}
        note={msg("supplier.census.share", { all: number(p.units), share: percent(p.units === 0 ? null : answered(p) / p.units) })}
        to={repliesOf(census, "submitted,none,accepted")}
      />
      <FigureCard name={msg("supplier.census.waiting")} value={number(waiting)} unit={unit} note={p.late > 0 && msg("supplier.census.late", { n: number(p.late) })} to={repliesOf(census, "waiting,returned")} />
      <FigureCard name={optionLabel(REPLY, "none")} value={number(p.none)} unit={unit} to={repliesOf(census, "none")} />
      <FigureCard name={msg("supplier.census.to_accept")} value={number(p.submitted + p.none)} unit={unit} note={msg("supplier.census.accepted", { n: number(p.accepted) })} to={repliesOf(census, "submitted,none")} />
    </div>
  );
}

// Firms in no register come first: a list that names one cannot be accepted.
export function Unplaced() {
  const query = useQuery<SupplierUnplacedList>(may("supplier.write") ? "/supplier-unplaced" : null);
  if (!query.data?.total) return null;
  return (
    <Note tone="warn" title={msg("supplier.unplaced.some", { n: number(query.data.total) })}>
      <LinkButton to="/suppliers-and-sites/unplaced">{msg("supplier.unplaced")}</LinkButton>
    </Note>
  );
}

function Replies({ census }: { census: RegisterRecord }) {
  const query = useQuery<ListPage<SupplierCensusReply>>("/supplier-census-replies", { "filter[census][eq]": census.id, limit: SHOWN });
  const columns: Column<SupplierCensusReply>[] = [
    { id: "unit", label: label("reg.supplier_census_reply.unit"), main: true, cell: (r) => r.unit.title },
    { id: "owner", label: label("reg.supplier_census_reply.owner"), className: "nowrap", cell: (r) => r.owner?.title },
    { id: "work", label: label("reg.supplier_census_reply.work"), align: "num", cell: (r) => (r.work === null ? "" : number(r.work)) },
    { id: "on", label: label("reg.supplier_census_reply.submitted_on"), className: "nowrap", cell: (r) => r.submitted_on && date(r.submitted_on, "short") },
    { id: "state", label: label("reg.supplier_census_reply.state"), aside: true, className: "nowrap", cell: (r) => <StateBadge set={REPLY} value={r.state} /> },
  ];
  return (
    <Card
      flush
      title={msg("supplier.census.replies")}
      aside={
        <LinkButton look="plain" size="small" iconAfter="chevron_right" to={repliesOf(census)}>
          {msg("ui.see_all")}
        </LinkButton>
      }
    >
      <ErrorNote error={query.error} onRetry={() => void query.reload()} />
      {query.data?.items.length === 0 && <p className="card-body muted">{msg(census.state === "planned" ? "supplier.census.not_asked" : "supplier.census.asking")}</p>}
      {query.data && query.data.items.length > 0 && (
        <Table bare dense label={msg("supplier.census.replies")} columns={columns} rows={query.data.items} rowKey={(r) => r.id} rowHref={(r) => recordPath("supplier-census-replies", r)} />
      )}
    </Card>
  );
}

export default function CensusCard({ record }: RecordCardProps) {
  const progress = useQuery<SupplierCensusProgress>(may("supplier_census.progress") ? `/supplier-censuses/${record.id}/progress` : null);
  return (
    <>
      {progress.data && progress.data.units > 0 && <CensusTiles census={record} progress={progress.data} />}
      {progress.data && progress.data.submitted > 0 && <Unplaced />}
      <Replies census={record} />
    </>
  );
}
