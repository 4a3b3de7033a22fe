// What suppliers ask: those that wait, what is asked again and again, and those of one supplier.
import type { Supplier, SupplierTicket, SupplierTicketCell, SupplierTicketFigures } from "../../gen/api";
import type { Page as ListPage } from "../../kernel/api";
import { mayRead, optionLabel, recordPath } from "../../kernel/describe";
import { date, daysUntil, number } from "../../kernel/format";
import { label, msg } from "../../kernel/i18n";
import { useQuery } from "../../kernel/query";
import { may } from "../../kernel/session";
import { LinkButton } from "../../ui/button";
import { ErrorNote } from "../../ui/note";
import { Card } from "../../ui/page";
import { Badge, Count, StateBadge } from "../../ui/state";
import { type Column, Table } from "../../ui/table";

const SHOWN = 10;
const CLASSES = ["a", "b", "c", "d", null] as const;
const reads = () => mayRead("supplier-tickets");

function Add({ supplier }: { supplier?: Pick<Supplier, "id" | "name"> }) {
  if (!may("supplier_ticket.write")) return null;
  const of = supplier ? `?supplier=${supplier.id}&supplier.title=${encodeURIComponent(supplier.name)}` : "";
  return (
    <LinkButton size="small" icon="plus" to={`/supplier-tickets/new${of}`}>
      {msg("supplier.tickets.new")}
    </LinkButton>
  );
}

const age = (t: SupplierTicket): number => -daysUntil(t.asked_on);

export function OpenTickets() {
  const query = useQuery<ListPage<SupplierTicket>>(reads() ? "/supplier-tickets" : null, { "filter[state][eq]": "open", sort: "asked_on", limit: SHOWN });
  const figures = useQuery<SupplierTicketFigures>(reads() ? "/supplier-ticket-figures" : null);
  if (!reads()) return null;
  const columns: Column<SupplierTicket>[] = [
    { id: "title", label: label("reg.supplier_ticket.title"), main: true, cell: (t) => t.title },
    { id: "supplier", label: label("reg.supplier_ticket.supplier"), cell: (t) => t.supplier.title },
    { id: "kind", label: label("reg.supplier_ticket.kind"), cell: (t) => t.kind && optionLabel("supplier_ticket_kind", t.kind) },
    { id: "days", label: msg("supplier.tickets.days"), align: "num", cell: (t) => number(age(t)) },
    { id: "due", label: label("reg.supplier_ticket.due"), className: "nowrap", cell: (t) => t.due && (daysUntil(t.due) < 0 ? <Badge tone="bad">{date(t.due, "short")}</Badge> : date(t.due, "short")) },
  ];
  return (
    <Card
      flush
      title={
        <>
          {msg("supplier.tickets.open")}
          {figures.data && figures.data.open > 0 && <Count n={figures.data.open} tone={figures.data.late > 0 ? "bad" : "info"} />}
        </>
      }
      aside={
        <span className="row">
          <Add />
          <LinkButton look="plain" size="small" iconAfter="chevron_right" to="/supplier-tickets?f.state=open">
            {msg("ui.see_all")}
          </LinkButton>
        </span>
      }
    >
      <ErrorNote error={query.error} onRetry={() => void query.reload()} />
      {query.data?.items.length === 0 && <p className="card-body muted">{msg("supplier.tickets.none")}</p>}
      {query.data && query.data.items.length > 0 && (
        <Table bare dense label={msg("supplier.tickets.open")} columns={columns} rows={query.data.items} rowKey={(t) => t.id} rowHref={(t) => recordPath("supplier-tickets", t)} />
      )}
    </Card>
  );
}

interface Kind {
  kind: SupplierTicketCell["kind"];
  cells: SupplierTicketCell[];
  tickets: number;
  suppliers: number;
}

function kindsOf(items: SupplierTicketCell[]): Kind[] {
  const kinds = [...new Set(items.map((i) => i.kind))].map((kind) => {
    const cells = items.filter((i) => i.kind === kind);
    const sum = (of: (c: SupplierTicketCell) => number) => cells.reduce((n, c) => n + of(c), 0);
    return { kind, cells, tickets: sum((c) => c.tickets), suppliers: sum((c) => c.suppliers) };
  });
  return kinds.sort((a, b) => b.tickets - a.tickets);
}

// A firm is of one class, so those of the classes add up.
export function TicketKinds() {
  const { data } = useQuery<SupplierTicketFigures>(reads() ? "/supplier-ticket-figures" : null);
  if (!data || data.items.length === 0) return null;
  const classes = CLASSES.filter((c) => data.items.some((i) => i.class === c));
  const columns: Column<Kind>[] = [
    {
      id: "kind",
      label: msg("supplier.tickets.kind"),
      main: true,
      cell: (k) => (
        <>
          {k.kind ? optionLabel("supplier_ticket_kind", k.kind) : msg("supplier.tickets.unsorted")} {k.suppliers > 1 && <Badge tone="warn">{msg("supplier.tickets.several")}</Badge>}
        </>
      ),
    },
    ...classes.map(
      (c): Column<Kind> => ({
        id: c ?? "none",
        label: c ? optionLabel("supplier_class", c) : msg("supplier.tickets.unclassed"),
        align: "num",
        cell: (k) => number(k.cells.find((x) => x.class === c)?.tickets ?? 0),
      }),
    ),
    { id: "all", label: msg("supplier.tickets.all"), align: "num", cell: (k) => number(k.tickets) },
    { id: "suppliers", label: msg("supplier.tickets.suppliers"), align: "num", cell: (k) => number(k.suppliers) },
  ];
  const to = (k: Kind) => `/supplier-tickets?f.asked_on.ge=${data.since}&${k.kind ? `f.kind=${k.kind}` : "f.kind.is_null=true"}`;
  return (
    <Card flush title={msg("supplier.tickets.kinds")}>
      <Table bare dense label={msg("supplier.tickets.kinds")} columns={columns} rows={kindsOf(data.items)} rowKey={(k) => k.kind ?? "null"} rowHref={to} />
    </Card>
  );
}

export function TicketsOf({ supplier }: { supplier: Pick<Supplier, "id" | "name"> }) {
  const query = useQuery<ListPage<SupplierTicket>>(reads() ? "/supplier-tickets" : null, { "filter[supplier][eq]": supplier.id, limit: SHOWN });
  if (!reads()) return null;
  const columns: Column<SupplierTicket>[] = [
    { id: "title", label: label("reg.supplier_ticket.title"), main: true, cell: (t) => t.title },
    { id: "kind", label: label("reg.supplier_ticket.kind"), cell: (t) => t.kind && optionLabel("supplier_ticket_kind", t.kind) },
    { id: "on", label: label("reg.supplier_ticket.asked_on"), className: "nowrap", cell: (t) => date(t.asked_on, "short") },
    { id: "state", label: label("reg.supplier_ticket.state"), aside: true, className: "nowrap", cell: (t) => <StateBadge set="supplier_ticket_state" value={t.state} /> },
  ];
  return (
    <Card flush title={msg("supplier.tickets.of")} aside={<Add supplier={supplier} />}>
      <ErrorNote error={query.error} onRetry={() => void query.reload()} />
      {query.data?.items.length === 0 && <p className="card-body muted">{msg("supplier.tickets.of.none")}</p>}
      {query.data && query.data.items.length > 0 && (
        <Table bare dense label={msg("supplier.tickets.of")} columns={columns} rows={query.data.items} rowKey={(t) => t.id} rowHref={(t) => recordPath("supplier-tickets", t)} />
      )}
    </Card>
  );
}
