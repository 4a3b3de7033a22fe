// One of our businesses followed to the last tier: all firms below it, and where nobody has said what comes next.
import { useState } from "react";
import { Link, useSearch } from "../../app/router";
import type { Business, BusinessChain, ChainFirm } from "../../gen/api";
import type { Page as ListPage } from "../../kernel/api";
import { optionLabel } from "../../kernel/describe";
import { number } from "../../kernel/format";
import { label, msg } from "../../kernel/i18n";
import { useQuery } from "../../kernel/query";
import { Button } from "../../ui/button";
import { CheckField } from "../../ui/field";
import { RefField } from "../../ui/combo_field";
import { EmptyState, ErrorNote, Loading } from "../../ui/note";
import { Card, Page, PageHead } from "../../ui/page";
import { type Column, Table } from "../../ui/table";
import { ChainLinks, firmColumns, Incomplete, lastAnswer, nameColumn, names, tierText } from "./chain_parts";

const PAGE = 50;

type Tier = BusinessChain["tiers"][number];

function Tiers({ tiers }: { tiers: Tier[] }) {
  const columns: Column<Tier>[] = [
    { id: "tier", label: msg("supplier.chain.tier"), main: true, className: "nowrap", cell: (t) => tierText(t.tier) },
    { id: "firms", label: msg("supplier.chain.firms"), align: "num", cell: (t) => number(t.firms) },
    { id: "missing", label: msg("supplier.chain.missing"), align: "num", cell: (t) => number(t.missing) },
    { id: "assured", label: optionLabel("supplier_chain_below", "assured"), align: "num", cell: (t) => number(t.assured) },
    { id: "risk", label: optionLabel("supplier_risk", "with"), align: "num", cell: (t) => number(t.with_risk) },
  ];
  return (
    <Card flush title={msg("supplier.followed.tiers")}>
      <Table bare dense label={msg("supplier.followed.tiers")} columns={columns} rows={tiers} rowKey={(t) => String(t.tier)} />
    </Card>
  );
}

// A step that names no business counts for each that the supplier above serves: here it may be one for another.
// The link leads to these steps, where the businesses are chosen.
function From({ firm }: { firm: ChainFirm }) {
  return (
    <span className="stack tight">
      <span>{names(firm.from.map((x) => x.title))}</span>
      {firm.presumed && (
        <Link className="small" to={`/supplier-subcontracts?f.subcontractor=${firm.id}`}>
          {msg("supplier.followed.presumed")}
        </Link>
      )}
    </span>
  );
}

function Firms({ business }: { business: string }) {
  const [after, setAfter] = useState(0);
  const [gaps, setGaps] = useState(false);
  const query = useQuery<BusinessChain>(`/businesses/${business}/chain`, { limit: PAGE, after, ...(gaps ? { gaps } : {}) });
  const data = query.data;
  const columns: Column<ChainFirm>[] = [
    nameColumn(),
    { id: "from", label: msg("supplier.followed.from"), cell: (f) => <From firm={f} /> },
    ...firmColumns(),
    { id: "answer", label: msg("supplier.followed.answer"), cell: (f) => lastAnswer(f) },
  ];
  return (
    <>
      <ErrorNote error={query.error} onRetry={() => void query.reload()} />
      {query.loading && !data && <Loading />}
      <Incomplete complete={data?.complete} />
      {data?.tiers.length === 0 && <EmptyState icon="link" title={msg("supplier.followed.none")} text={msg("supplier.followed.none.text")} />}
      {data && data.tiers.length > 0 && (
        <div className="stack">
          <Tiers tiers={data.tiers} />
          <Card
            flush
            title={msg("supplier.followed.firms", { n: number(data.total) })}
            aside={
              <span className="no-print">
                <CheckField
                  label={msg("supplier.followed.gaps")}
                  value={gaps}
                  onChange={(on) => {
                    setGaps(on);
                    setAfter(0);
                  }}
                />
              </span>
            }
            foot={
              data.total > PAGE && (
                <span className="row no-print">
                  <Button size="small" icon="chevron_left" isDisabled={after === 0} onPress={() => setAfter(Math.max(0, after - PAGE))}>
                    {msg("supplier.chain.before")}
                  </Button>
                  <Button size="small" iconAfter="chevron_right" isDisabled={data.next === null} onPress={() => setAfter(data.next ?? 0)}>
                    {msg("supplier.chain.next")}
                  </Button>
                </span>
              )
            }
          >
            {data.items.length === 0 ? (
              <p className="card-body muted">{msg("supplier.followed.no_gaps")}</p>
            ) : (
              <Table bare label={msg("supplier.followed")} columns={columns} rows={data.items} rowKey={(f) => f.id} />
            )}
          </Card>
        </div>
      )}
    </>
  );
}

export default function BusinessChainPage() {
  const [search, change] = useSearch();
  const asked = search.get("business");
  const important = useQuery<ListPage<Business>>(asked ? null : "/businesses", { "filter[importance][eq]": "high", limit: 1 });
  const chosen = useQuery<Business>(asked ? `/businesses/${asked}` : null);
  const business = chosen.data ?? important.data?.items[0];
  return (
    <Page>
      <PageHead crumbs={[{ label: msg("ui.nav.suppliers"), to: "/suppliers-and-sites" }]} title={msg("supplier.followed")} meta={msg("supplier.followed.about")} actions={<ChainLinks but="business" />} />
      <ErrorNote error={chosen.error ?? important.error} />
      <div className="chain-find">
        <RefField
          label={label("reg.business")}
          register="businesses"
          value={business ? { id: business.id, title: business.name, number: business.number ?? undefined } : null}
          onChange={(ref) => change({ business: ref?.id ?? null })}
        />
      </div>
      {important.data?.items.length === 0 && !asked && <EmptyState icon="link" title={msg("supplier.followed.choose")} />}
      {business && <Firms key={business.id} business={business.id} />}
    </Page>
  );
}
