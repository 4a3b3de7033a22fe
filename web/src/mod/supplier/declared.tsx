// What suppliers have declared of their subcontractors, to be taken into the register row by row by a person.
import { useState } from "react";
import { Link } from "../../app/router";
import type { SupplierDeclared, SupplierDeclaredList } from "../../gen/api";
import { api } from "../../kernel/api";
import { recordPath } from "../../kernel/describe";
import { countryName, date, number } from "../../kernel/format";
import { label, msg } from "../../kernel/i18n";
import { invalidate, useQuery } from "../../kernel/query";
import { Button } from "../../ui/button";
import { EmptyState, ErrorNote, Loading, toast, toastError } from "../../ui/note";
import { Card, Page, PageHead } from "../../ui/page";
import { type Column, Table } from "../../ui/table";

interface Choice {
  id: string;
  as: "known" | "firm" | "new" | "none" | "skipped";
  supplier?: string;
}

const TOUCHED = ["/supplier-declared", "/supplier-subcontracts", "/suppliers", "/supplier-figures", "/supplier-tree", "/supplier-concentration"];
const stepText = (d: SupplierDeclared): string => `${d.known?.number ?? ""} ${d.known?.title ?? ""}`;

// What needs nobody's judgement: the same step of the same firm, a firm of that corporate number, a name that the register does not have.
function certain(d: SupplierDeclared): Choice | null {
  if (d.name === null) return null;
  if (d.known && d.known_same_work) return { id: d.id, as: "known" };
  const [first] = d.offers;
  if (!first) return d.known ? null : { id: d.id, as: "new" };
  return first.by_number ? { id: d.id, as: "firm", supplier: first.id } : null;
}

function Choices({ declared: d, busy, onPlace }: { declared: SupplierDeclared; busy: boolean; onPlace: (items: Choice[]) => void }) {
  const press = (as: Choice["as"], text: string, told: string, supplier?: string) => (
    <Button key={`${as} ${supplier ?? ""}`} size="small" look={as === "skipped" ? "plain" : undefined} isDisabled={busy} aria-label={told} onPress={() => onPlace([{ id: d.id, as, ...(supplier ? { supplier } : {}) }])}>
      {text}
    </Button>
  );
  const firm = d.supplier.title ?? "";
  const skip = press("skipped", msg("supplier.declared.skip"), msg("supplier.declared.skip_of", { name: d.name ?? firm }));
  if (d.name === null)
    return (
      <span className="row">
        {press("none", msg("supplier.declared.accept_none"), msg("supplier.declared.accept_none_of", { name: firm }))}
        {skip}
      </span>
    );
  const { name } = d;
  return (
    <span className="row">
      {d.known && press("known", msg("supplier.declared.keep"), msg("supplier.declared.keep_of", { name }))}
      {d.offers.map((o) => press("firm", msg("supplier.unplaced.same"), msg("supplier.unplaced.is", { name, firm: `${o.number} ${o.name}` }), o.id))}
      {!d.offers.some((o) => o.by_number) && press("new", msg(d.offers.length > 0 ? "supplier.unplaced.other" : "supplier.unplaced.new"), msg(d.offers.length > 0 ? "supplier.unplaced.other_of" : "supplier.unplaced.new_of", { name }))}
      {skip}
    </span>
  );
}

function Ledger({ declared: d }: { declared: SupplierDeclared }) {
  return (
    <span className="stack tight">
      {d.known && (
        <Link to={recordPath("supplier-subcontracts", d.known)}>{msg(d.known_same_work ? "supplier.declared.known" : "supplier.declared.known_other", { step: stepText(d) })}</Link>
      )}
      {d.offers.map((o) => (
        <Link key={o.id} to={recordPath("suppliers", o)}>{msg(o.by_number ? "supplier.unplaced.by_number" : "supplier.unplaced.by_name", { firm: `${o.number} ${o.name}` })}</Link>
      ))}
    </span>
  );
}

function Waiting({ list, busy, onPlace }: { list: SupplierDeclaredList; busy: boolean; onPlace: (items: Choice[]) => void }) {
  const facts = (d: SupplierDeclared) => [d.country && countryName(d.country), d.corporate_number, d.business ? msg("supplier.declared.business", { name: d.business }) : d.serves].filter(Boolean).join(msg("ui.list.comma"));
  const columns: Column<SupplierDeclared>[] = [
    {
      id: "name",
      label: msg("supplier.declared.name"),
      main: true,
      cell: (d) => (
        <>
          {d.name ?? msg("supplier.declared.says_none")} {facts(d) && <span className="muted small">{facts(d)}</span>}
        </>
      ),
    },
    { id: "work", label: label("reg.supplier_subcontract.work"), cell: (d) => d.work },
    { id: "size", label: msg("supplier.declared.size"), align: "num", cell: (d) => (d.employees === null ? null : number(d.employees)) },
    { id: "supplier", label: msg("supplier.declared.supplier"), cell: (d) => d.supplier.title },
    { id: "on", label: msg("supplier.declared.on"), className: "nowrap", cell: (d) => date(d.declared_on) },
    { id: "ledger", label: msg("supplier.declared.ledger"), cell: (d) => (d.known || d.offers.length > 0 ? <Ledger declared={d} /> : null) },
    { id: "do", label: msg("supplier.list.do"), action: true, cell: (d) => <Choices declared={d} busy={busy} onPlace={onPlace} /> },
  ];
  const hidden = list.total > list.items.length;
  const more = hidden ? <span className="muted small">{msg("supplier.declared.more", { n: number(list.items.length), all: number(list.total) })}</span> : undefined;
  return (
    <Card flush foot={more}>
      <Table bare label={msg("supplier.declared")} columns={columns} rows={list.items} rowKey={(d) => d.id} rowHref={(d) => `/responses/${d.response}`} />
    </Card>
  );
}

export default function DeclaredPage() {
  const query = useQuery<SupplierDeclaredList>("/supplier-declared");
  const [busy, setBusy] = useState(false);
  const list = query.data;
  const sure = (list?.items ?? []).map(certain).filter((c) => c !== null);
  const place = async (items: Choice[]) => {
    setBusy(true);
    try {
      await api.post("/supplier-declared/place", { items });
      toast(msg("supplier.declared.done", { n: number(items.length) }));
    } catch (e) {
      toastError(e);
    }
    invalidate(...TOUCHED);
    setBusy(false);
  };
  return (
    <Page>
      <PageHead
        crumbs={[{ label: msg("ui.nav.suppliers"), to: "/suppliers-and-sites" }]}
        title={msg("supplier.declared")}
        meta={msg("supplier.declared.about")}
        actions={
          sure.length > 0 && (
            <Button look="filled" pending={busy} onPress={() => void place(sure)}>
              {msg("supplier.declared.certain", { n: number(sure.length) })}
            </Button>
          )
        }
      />
      <ErrorNote error={query.error} onRetry={() => void query.reload()} />
      {query.loading && !list && <Loading />}
      {list && list.total === 0 && <EmptyState icon="check_circle" title={msg("supplier.declared.none")} />}
      {list && list.total > 0 && <Waiting list={list} busy={busy} onPlace={(items) => void place(items)} />}
    </Page>
  );
}
