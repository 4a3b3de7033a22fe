// Suppliers of one name: which of them are one firm, a person says.
import { useState } from "react";
import { Link } from "../../app/router";
import type { SupplierAlike, SupplierDuplicates } from "../../gen/api";
import { api } from "../../kernel/api";
import { recordPath } from "../../kernel/describe";
import { number } from "../../kernel/format";
import { label, msg } from "../../kernel/i18n";
import { invalidate, useQuery } from "../../kernel/query";
import { Button } from "../../ui/button";
import { EmptyState, ErrorNote, Loading, toast, toastError } from "../../ui/note";
import { Card, Page, PageHead } from "../../ui/page";
import { StateBadge } from "../../ui/state";
import { type Column, Table } from "../../ui/table";
import { MergeDialog, type Side } from "./merge";

function groupsOf(items: SupplierAlike[]): SupplierAlike[][] {
  const groups = new Map<string, SupplierAlike[]>();
  for (const one of items) groups.set(one.match_name, [...(groups.get(one.match_name) ?? []), one]);
  return [...groups.values()].filter((g) => g.length > 1);
}

// Not offered again until another firm of that name comes.
function Apart({ group }: { group: SupplierAlike[] }) {
  const [busy, setBusy] = useState(false);
  const say = async () => {
    setBusy(true);
    try {
      await api.post("/supplier-duplicates/apart", { match_name: group[0]!.match_name });
      toast(msg("supplier.same.apart_done"));
      invalidate("/supplier-duplicates");
    } catch (e) {
      toastError(e);
    }
    setBusy(false);
  };
  return (
    <Button size="small" pending={busy} aria-label={msg("supplier.same.apart_of", { name: group[0]!.name })} onPress={() => void say()}>
      {msg("supplier.same.apart")}
    </Button>
  );
}

function Group({ group, onMerge }: { group: SupplierAlike[]; onMerge: (into: Side, from: Side) => void }) {
  const columns: Column<SupplierAlike>[] = [
    { id: "name", label: label("reg.supplier.name"), main: true, cell: (s) => <Link to={recordPath("suppliers", s)}>{s.name}</Link> },
    { id: "number", label: label("reg.supplier.corporate_number"), className: "nowrap", cell: (s) => s.corporate_number },
    { id: "address", label: label("reg.supplier.address"), cell: (s) => s.address },
    { id: "work", label: msg("supplier.same.work"), align: "num", cell: (s) => number(s.work) },
    { id: "state", label: label("reg.supplier.state"), aside: true, className: "nowrap", cell: (s) => <StateBadge set="supplier_state" value={s.state} /> },
    {
      id: "keep",
      label: msg("supplier.same.keep"),
      action: true,
      cell: (s) =>
        group
          .filter((other) => other.id !== s.id)
          .slice(0, 1)
          .map((other) => (
            <Button key={other.id} size="small" aria-label={msg("supplier.same.keep_of", { number: s.number, name: s.name })} onPress={() => onMerge(s, other)}>
              {msg("supplier.same.keep")}
            </Button>
          )),
    },
  ];
  return (
    <Card flush title={group[0]!.name} aside={<Apart group={group} />}>
      <Table bare label={group[0]!.name} columns={columns} rows={group} rowKey={(s) => s.id} />
    </Card>
  );
}

export default function SupplierDuplicatesPage() {
  const query = useQuery<SupplierDuplicates>("/supplier-duplicates");
  const [pair, setPair] = useState<{ into: Side; from: Side } | null>(null);
  const groups = groupsOf(query.data?.items ?? []);
  return (
    <Page>
      <PageHead crumbs={[{ label: msg("ui.nav.suppliers"), to: "/suppliers-and-sites" }]} title={msg("supplier.same")} meta={msg("supplier.same.about")} />
      <ErrorNote error={query.error} onRetry={() => void query.reload()} />
      {query.loading && !query.data && <Loading />}
      {query.data && groups.length === 0 && <EmptyState icon="check_circle" title={msg("supplier.same.none")} />}
      <div className="stack">
        {groups.map((group) => (
          <Group key={group[0]!.match_name} group={group} onMerge={(into, from) => setPair({ into, from })} />
        ))}
        {query.data?.more && <p className="muted">{msg("supplier.same.more")}</p>}
      </div>
      {pair && <MergeDialog {...pair} onClose={() => setPair(null)} />}
    </Page>
  );
}
