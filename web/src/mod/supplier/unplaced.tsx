// Firms that units have named and that are in no register: which one of the register each is, or that it is new.
import { useState } from "react";
import { Link } from "../../app/router";
import type { SupplierUnplaced, SupplierUnplacedList } from "../../gen/api";
import { api } from "../../kernel/api";
import { recordPath } from "../../kernel/describe";
import { number } from "../../kernel/format";
import { label, msg } from "../../kernel/i18n";
import { invalidate, useQuery } from "../../kernel/query";
import { Button } from "../../ui/button";
import { EmptyState, ErrorNote, Loading, toast, toastError } from "../../ui/note";
import { Card, Page, PageHead } from "../../ui/page";
import { type Column, Table } from "../../ui/table";

interface SupplierPlace {
  match_name: string;
  corporate_number: string | null;
  supplier: string | null; // null: a new one
}

const placeOf = (g: SupplierUnplaced, supplier: string | null): SupplierPlace => ({ match_name: g.match_name, corporate_number: g.corporate_number, supplier });

// What needs nobody's judgement: a firm of that corporate number, or none of the name at all.
function certain(g: SupplierUnplaced): SupplierPlace | null {
  const [first] = g.offers;
  if (!first) return placeOf(g, null);
  return first.by_number ? placeOf(g, first.id) : null;
}

interface ChoiceProps {
  group: SupplierUnplaced;
  busy: boolean;
  onPlace: (items: SupplierPlace[]) => void;
}

function Choices({ group: g, busy, onPlace }: ChoiceProps) {
  return (
    <span className="row">
      {g.offers.map((o) => (
        <Button key={o.id} size="small" isDisabled={busy} aria-label={msg("supplier.unplaced.is", { name: g.name, firm: `${o.number} ${o.name}` })} onPress={() => onPlace([placeOf(g, o.id)])}>
          {msg("supplier.unplaced.same")}
        </Button>
      ))}
      {!g.offers.some((o) => o.by_number) && (
        <Button size="small" isDisabled={busy} aria-label={msg(g.offers.length > 0 ? "supplier.unplaced.other_of" : "supplier.unplaced.new_of", { name: g.name })} onPress={() => onPlace([placeOf(g, null)])}>
          {msg(g.offers.length > 0 ? "supplier.unplaced.other" : "supplier.unplaced.new")}
        </Button>
      )}
    </span>
  );
}

function Groups({ list, busy, onPlace }: { list: SupplierUnplacedList; busy: boolean; onPlace: (items: SupplierPlace[]) => void }) {
  const columns: Column<SupplierUnplaced>[] = [
    { id: "name", label: msg("supplier.unplaced.name"), main: true, cell: (g) => g.name },
    { id: "number", label: label("reg.supplier.corporate_number"), className: "nowrap", cell: (g) => g.corporate_number },
    { id: "work", label: msg("supplier.unplaced.work"), align: "num", cell: (g) => number(g.work) },
    { id: "units", label: msg("supplier.unplaced.units"), align: "num", cell: (g) => number(g.units) },
    {
      id: "offers",
      label: msg("supplier.unplaced.offers"),
      cell: (g) => g.offers.map((o) => <Link key={o.id} to={recordPath("suppliers", o)}>{msg(o.by_number ? "supplier.unplaced.by_number" : "supplier.unplaced.by_name", { firm: `${o.number} ${o.name}` })}</Link>),
    },
    { id: "do", label: msg("supplier.list.do"), action: true, cell: (g) => <Choices group={g} busy={busy} onPlace={onPlace} /> },
  ];
  const hidden = list.total > list.items.length;
  const more = hidden ? <span className="muted small">{msg("supplier.unplaced.more", { n: number(list.items.length), all: number(list.total) })}</span> : undefined;
  return (
    <Card flush foot={more}>
      <Table bare label={msg("supplier.unplaced")} columns={columns} rows={list.items} rowKey={(g) => `${g.match_name} ${g.corporate_number ?? ""}`} />
    </Card>
  );
}

export default function UnplacedPage() {
  const query = useQuery<SupplierUnplacedList>("/supplier-unplaced");
  const [busy, setBusy] = useState(false);
  const list = query.data;
  const sure = (list?.items ?? []).map(certain).filter((p) => p !== null);
  const place = async (items: SupplierPlace[]) => {
    setBusy(true);
    try {
      await api.post("/supplier-unplaced/place", { items });
      toast(msg("supplier.unplaced.done", { n: number(items.length) }));
    } catch (e) {
      toastError(e);
    }
    invalidate("/supplier-unplaced", "/supplier-engagements", "/suppliers", "/supplier-figures");
    setBusy(false);
  };
  return (
    <Page>
      <PageHead
        crumbs={[{ label: msg("ui.nav.suppliers"), to: "/suppliers-and-sites" }]}
        title={msg("supplier.unplaced")}
        meta={msg("supplier.unplaced.about")}
        actions={
          sure.length > 0 && (
            <Button look="filled" pending={busy} onPress={() => void place(sure)}>
              {msg("supplier.unplaced.certain", { n: number(sure.length) })}
            </Button>
          )
        }
      />
      <ErrorNote error={query.error} onRetry={() => void query.reload()} />
      {query.loading && !list && <Loading />}
      {list && list.total === 0 && <EmptyState icon="check_circle" title={msg("supplier.unplaced.none")} />}
      {list && list.total > 0 && <Groups list={list} busy={busy} onPlace={(items) => void place(items)} />}
    </Page>
  );
}
