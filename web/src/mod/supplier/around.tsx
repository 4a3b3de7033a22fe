// A firm among those above and below it: drawn, and as a table that has everything the drawing has.
import { useMemo, useState } from "react";
import { Link, useParams, useSearch } from "../../app/router";
import { Arrow, at, bendsOf } from "../../charts/arrow";
import { linesOf } from "../../charts/text";
import type { ChainFirm, SupplierAround } from "../../gen/api";
import { optionLabel, recordPath } from "../../kernel/describe";
import { number } from "../../kernel/format";
import { label, msg } from "../../kernel/i18n";
import { useQuery } from "../../kernel/query";
import { may } from "../../kernel/session";
import { IconButton, LinkButton } from "../../ui/button";
import { SelectField } from "../../ui/field";
import { ErrorNote, Loading } from "../../ui/note";
import { Card, Fact, Facts, Page, PageHead } from "../../ui/page";
import { StateBadge } from "../../ui/state";
import { type Column, Table } from "../../ui/table";
import { BOX, pairsOf, type Picture, pictureOf, type Work } from "./around_layout";
import { around, CHAIN, FindFirm, Incomplete, Known, KNOWN_TONES, lastAnswer, names, riskText, tierText } from "./chain_parts";

const PAD = 12;
const SIZE = 12;
const LINE = 16;
const READABLE = 0.85; // the smallest scale; what is wider then is scrolled

// How many of those above and below are not in the picture.
function hiddenOf(firm: ChainFirm, works: Work[]): { above: number; below: number } {
  const pairs = pairsOf(works);
  return { above: firm.above - pairs.filter((p) => p.to === firm.id).length, below: firm.below - pairs.filter((p) => p.from === firm.id).length };
}

function hiddenText(firm: ChainFirm, works: Work[]): string {
  const hidden = hiddenOf(firm, works);
  return [hidden.above > 0 && msg("supplier.around.more_above", { n: number(hidden.above) }), hidden.below > 0 && msg("supplier.around.more_below", { n: number(hidden.below) })].filter(Boolean).join(" ");
}

function Box({ box: { firm, x, y }, works, onStand }: { box: Picture["boxes"][number]; works: Work[]; onStand: (id: string | null) => void }) {
  const stand = { onMouseEnter: () => onStand(firm.id), onMouseLeave: () => onStand(null), onFocus: () => onStand(firm.id), onBlur: () => onStand(null) };
  const known = optionLabel("supplier_chain_below", firm.known);
  return (
    <Link to={around(firm.id)} className={`chain-box tone-${KNOWN_TONES[firm.known]}${firm.level === 0 ? " middle" : ""}`} {...stand}>
      <g transform={`translate(${x} ${y})`}>
        <rect className="frame" width={BOX.width} height={BOX.height} rx={6} />
        <rect className="stripe" width={5} height={BOX.height} rx={2} />
        {linesOf(firm.name, SIZE * 1.04, BOX.width - 2 * PAD - 4, 2).map((text, n) => (
          <text key={text} x={PAD + 4} y={19 + n * LINE} className="name">
            {text}
            <title>{firm.name}</title>
          </text>
        ))}{" "}
        <text x={PAD + 4} y={BOX.height - 25}>
          {msg("supplier.around.box", { known, n: number(firm.businesses) })}
        </text>{" "}
        <text x={PAD + 4} y={BOX.height - 9} className="more">
          {hiddenText(firm, works) || riskText(firm.risk)}
        </text>
      </g>
    </Link>
  );
}

function Drawing({ data }: { data: SupplierAround }) {
  const [on, setOn] = useState<string | null>(null);
  const picture = useMemo(() => pictureOf(data.items, data.works), [data]);
  const look = (from: string, to: string): string => (on === null ? "" : from === on || to === on ? "lit" : "dim");
  return (
    <div className="chain-map" tabIndex={0} role="region" aria-label={msg("supplier.around.picture")}>
      <svg
        viewBox={`0 0 ${picture.width} ${picture.height}`}
        width={picture.width}
        height={picture.height}
        style={{ minWidth: Math.round(picture.width * READABLE) }}
        role="group"
        aria-label={msg("supplier.around.summary", { firms: number(data.items.length), steps: number(picture.ways.length) })}
      >
        {picture.ways.map(({ from, to, points, back }) => (
          <g key={`${from} ${to}`} className={`way ${look(from, to)}${back ? " back" : ""}`} aria-hidden="true">
            <path d={points[0] ? `M${at(points[0])}${bendsOf(points)}` : ""} />
            <Arrow tip={points.at(-1)} from={points.at(-2)} />
          </g>
        ))}
        {picture.boxes.map((box) => (
          <Box key={box.firm.id} box={box} works={data.works} onStand={setOn} />
        ))}
      </svg>
    </div>
  );
}

function Works({ data }: { data: SupplierAround }) {
  const firms = new Map(data.items.map((f) => [f.id, f]));
  const end = (id: string | null | undefined) => {
    const firm = id ? firms.get(id) : undefined;
    return firm && <Link to={around(firm.id)}>{firm.name}</Link>;
  };
  const columns: Column<Work>[] = [
    { id: "from", label: label("reg.supplier_subcontract.supplier"), cell: (w) => end(w.from) },
    { id: "to", label: label("reg.supplier_subcontract.subcontractor"), cell: (w) => end(w.to) },
    { id: "work", label: label("reg.supplier_subcontract.work"), main: true, cell: (w) => <Link to={recordPath("supplier-subcontracts", w)}>{w.work}</Link> },
    { id: "serves", label: label("reg.supplier_subcontract.serves"), cell: (w) => (w.serves.length > 0 ? names(w.serves) : <span className="muted">{msg("supplier.chain.serves_all")}</span>) },
    { id: "state", label: label("reg.supplier_subcontract.state"), aside: true, className: "nowrap", cell: (w) => <StateBadge set="supplier_subcontract_state" value={w.state} /> },
  ];
  return (
    <Card flush title={msg("supplier.around.works")}>
      {data.works.length === 0 && <p className="card-body muted">{msg("supplier.around.none")}</p>}
      {data.works.length > 0 && (
        <Table bare dense label={msg("supplier.around.works")} columns={columns} rows={data.works} rowKey={(w) => w.id} />
      )}
    </Card>
  );
}

function FirmFacts({ firm, way }: { firm: ChainFirm; way: SupplierAround["way"] }) {
  return (
    <Card>
      <Facts>
        <Fact name={msg("supplier.chain.tier")}>{tierText(firm.tier)}</Fact>
        {way.length > 1 && (
          <Fact name={msg("supplier.around.way")}>
            {way.map((w, i) => (
              <span key={w.id}>
                {i > 0 && " → "}
                {w.id === firm.id ? w.title : <Link to={around(w.id)}>{w.title}</Link>}
              </span>
            ))}
          </Fact>
        )}
        <Fact name={msg("supplier.chain.businesses")}>{firm.businesses > 0 ? msg("supplier.around.businesses", { n: number(firm.businesses), own: number(firm.own), names: names(firm.stops) }) : number(0)}</Fact>
        <Fact name={msg("supplier.chain.known")}>
          <Known firm={firm} />
        </Fact>
        <Fact name={msg("reg.supplier.risk")}>{riskText(firm.risk)}</Fact>
        <Fact name={msg("supplier.followed.answer")}>{lastAnswer(firm)}</Fact>
      </Facts>
    </Card>
  );
}

const levels = (most: number) => Array.from({ length: most + 1 }, (_, n) => ({ id: String(n), label: number(n) }));

export default function SupplierAroundPage() {
  const { id = "" } = useParams();
  const [search, change] = useSearch();
  const up = search.get("up") ?? "1";
  const down = search.get("down") ?? "2";
  const query = useQuery<SupplierAround>(`/suppliers/${id}/around`, { up, down });
  const data = query.data;
  const firm = data?.items[0];
  return (
    <Page>
      <PageHead
        crumbs={[
          { label: msg("ui.nav.suppliers"), to: "/suppliers-and-sites" },
          { label: msg("supplier.chain"), to: CHAIN },
        ]}
        number={firm?.number}
        title={firm?.name ?? msg("supplier.around")}
        actions={
          firm && (
            <>
              <LinkButton to={recordPath("suppliers", firm)}>{msg("supplier.around.record")}</LinkButton>
              {may("supplier.write") && (
                <LinkButton icon="plus" to={`/supplier-subcontracts/new?supplier=${firm.id}&supplier.title=${encodeURIComponent(firm.name)}`}>
                  {msg("supplier.chain.add")}
                </LinkButton>
              )}
              <IconButton icon="print" label={msg("ui.print")} look="outline" onPress={() => window.print()} />
            </>
          )
        }
      />
      <FindFirm />
      <ErrorNote error={query.error} onRetry={() => void query.reload()} />
      {query.loading && !data && <Loading />}
      {data && firm && (
        <div className="stack">
          <Incomplete complete={data.complete} />
          <FirmFacts firm={firm} way={data.way} />
          <Card
            title={msg("supplier.around.picture")}
            aside={
              <span className="row no-print">
                <SelectField label={msg("supplier.around.up")} options={levels(3)} value={up} onChange={(v) => change({ up: v })} />
                <SelectField label={msg("supplier.around.down")} options={levels(4)} value={down} onChange={(v) => change({ down: v })} />
              </span>
            }
            foot={data.more && <span className="muted small">{msg("supplier.around.cut")}</span>}
          >
            <Drawing data={data} />
          </Card>
          <Works data={data} />
        </div>
      )}
    </Page>
  );
}
