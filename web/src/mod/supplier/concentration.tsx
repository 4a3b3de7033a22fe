// Firms ranked by how many of our businesses stop with them, by whatever ways.
import { useState } from "react";
import type { ChainFirm, SupplierConcentration } from "../../gen/api";
import { save } from "../../kernel/api";
import { number } from "../../kernel/format";
import { msg } from "../../kernel/i18n";
import { useQuery } from "../../kernel/query";
import { Button } from "../../ui/button";
import { EmptyState, ErrorNote, Loading, toastError } from "../../ui/note";
import { Card, Page, PageHead } from "../../ui/page";
import { type Column, Table } from "../../ui/table";
import { ChainLinks, firmColumns, Incomplete, nameColumn } from "./chain_parts";

const PAGE = 50;

const take = (format: "csv" | "xlsx"): void => void save("/supplier-concentration/file", { format }).catch(toastError);

function Stops({ firm }: { firm: ChainFirm }) {
  const rest = firm.businesses - firm.stops.length;
  return (
    <>
      {number(firm.businesses)}
      <div className="muted small">
        {firm.stops.join(msg("ui.list.comma"))}
        {rest > 0 && msg("supplier.chain.rest", { n: number(rest) })}
      </div>
    </>
  );
}

export default function ConcentrationPage() {
  const [after, setAfter] = useState(0);
  const query = useQuery<SupplierConcentration>("/supplier-concentration", { limit: PAGE, after });
  const data = query.data;
  const columns: Column<ChainFirm>[] = [
    { id: "rank", label: msg("supplier.chain.rank"), align: "num", cell: (f) => number(after + 1 + (data?.items.indexOf(f) ?? 0)) },
    nameColumn(),
    { id: "businesses", label: msg("supplier.chain.businesses"), cell: (f) => <Stops firm={f} /> },
    { id: "important", label: msg("supplier.chain.important"), align: "num", cell: (f) => number(f.important) },
    { id: "own", label: msg("supplier.chain.own"), align: "num", cell: (f) => number(f.own) },
    { id: "above", label: msg("supplier.chain.above"), align: "num", cell: (f) => number(f.above) },
    ...firmColumns(),
  ];
  return (
    <Page>
      <PageHead crumbs={[{ label: msg("ui.nav.suppliers"), to: "/suppliers-and-sites" }]} title={msg("supplier.concentration")} meta={msg("supplier.concentration.about")} actions={<ChainLinks but="concentration" />} />
      <ErrorNote error={query.error} onRetry={() => void query.reload()} />
      {query.loading && !data && <Loading />}
      <Incomplete complete={data?.complete} />
      {data?.total === 0 && <EmptyState icon="link" title={msg("supplier.concentration.none")} text={msg("supplier.concentration.none.text")} />}
      {data && data.total > 0 && (
        <Card
          flush
          title={msg("supplier.concentration.of", { firms: number(data.total), businesses: number(data.businesses) })}
          aside={
            <span className="row no-print">
              <Button size="small" icon="download" onPress={() => take("csv")}>
                {msg("supplier.concentration.csv")}
              </Button>
              <Button size="small" icon="download" onPress={() => take("xlsx")}>
                {msg("supplier.concentration.xlsx")}
              </Button>
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
          <Table bare label={msg("supplier.concentration")} columns={columns} rows={data.items} rowKey={(f) => f.id} />
        </Card>
      )}
    </Page>
  );
}
