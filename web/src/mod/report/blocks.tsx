// The blocks of a report document as they look on the page.
import { createContext, type ReactNode, useContext } from "react";
import { Bars } from "../../charts/bars";
import { HeatMap } from "../../charts/heat_map";
import { Radar } from "../../charts/radar";
import { niceTicks, Trend } from "../../charts/trend";
import { date, difference, money, type Money, number, score } from "../../kernel/format";
import { msg, pick } from "../../kernel/i18n";
import { FigureCard } from "../../ui/page";
import { Badge } from "../../ui/state";
import { type Column, Table } from "../../ui/table";
import type { BarsBlock, Block, Figure, HeatBlock, RadarBlock, ReportColumn, ReportRow, ReportTone, Shown, SourcesBlock, TableBlock, Texts, TrendBlock, Value } from "./document";
import { TONES } from "./model";

const TENTH = 10; // levels are told in tenths

function tenths(n: number | null): number | null {
  return n === null ? null : n / TENTH;
}

function levelText(n: number, { digits = 1, sign }: Shown): string {
  if (sign) return difference(n / TENTH, digits);
  return digits === 0 ? String(Math.round(n / TENTH)) : score(n / TENTH);
}

// Whether the dates of the document are by the era, in Japanese.
export const ByEra = createContext(false);

type DateStyle = "paper" | "era";
const useDateStyle = (): DateStyle => (useContext(ByEra) ? "era" : "paper");

function valueText(how: Shown, value: Value, style: DateStyle): ReactNode {
  if (value === null) return msg("ui.none");
  if (typeof value === "number") {
    if (how.kind === "level") return levelText(value, how);
    return how.sign ? difference(value, how.digits ?? 0) : number(value, how.digits ?? 0);
  }
  if (typeof value === "string") return how.kind === "date" ? date(value, style) : value;
  if ("amount" in value) return money(value as Money);
  if ("tone" in value) return <Badge tone={TONES[value.tone as ReportTone]}>{pick(value.label as Texts)}</Badge>;
  return pick(value as Texts);
}

function FigureView({ figure: f }: { figure: Figure }) {
  const style = useDateStyle();
  const sign = f.change && { up: "▲", down: "▼", same: "" }[f.change.direction];
  const note = (
    <>
      {f.change && (
        <span className={`tone-${TONES[f.change.tone]}`}>
          <span className="tone-text">
            {sign} {pick(f.change.text)}
          </span>
        </span>
      )}{" "}
      {pick(f.note)}
    </>
  );
  return <FigureCard name={pick(f.label)} value={valueText(f, f.value, style)} unit={f.value === null ? undefined : pick(f.unit)} note={note} />;
}

function Mark({ row }: { row: ReportRow }) {
  if (row.mark !== "new" && row.mark !== "changed") return null;
  return (
    <>
      {" "}
      <Badge tone={row.mark === "new" ? "info" : "neutral"}>{row.mark === "new" ? msg("report.mark.new") : msg("report.mark.changed")}</Badge>
    </>
  );
}

// The column that says what a row is about: the widest that holds text.
function mainColumn(block: TableBlock): number {
  const widths = block.columns.map((c) => ((c.kind ?? "text") === "text" ? (c.width ?? 1) : 0));
  return widths.indexOf(Math.max(...widths));
}

const SHORT = 1.3; // shares of the width: numbers and names, which are not broken
const LONG = 2; // sentences, which need room

function columnClass({ kind = "text", width = 1 }: ReportColumn): string {
  if (kind !== "text" || width <= SHORT) return "report-short";
  return width >= LONG ? "prewrap report-long" : "prewrap report-mid";
}

function ReportTable({ block }: { block: TableBlock }) {
  const style = useDateStyle();
  if (block.rows.length === 0) return <p className="muted">{pick(block.empty) || msg("report.nothing")}</p>;
  const main = mainColumn(block);
  const columns: Column<{ row: ReportRow; key: string }>[] = block.columns.map((c, i) => ({
    id: String(i),
    label: pick(c.unit) ? msg("report.ui.with_unit", { label: pick(c.label), unit: pick(c.unit) }) : pick(c.label),
    main: i === main,
    aside: i < main,
    align: c.kind === "number" || c.kind === "level" || c.kind === "money" ? "num" : undefined,
    className: columnClass(c),
    cell: ({ row }) => (
      <>
        {valueText(c, row.cells[i] ?? null, style)}
        {i === main && <Mark row={row} />}
      </>
    ),
  }));
  return (
    <Table
      bare
      dense
      label={pick(block.caption) || msg("report.ui.table")}
      columns={columns}
      rows={block.rows.map((row, i) => ({ row, key: String(i) }))}
      rowKey={(r) => r.key}
      rowClass={({ row }) => (row.emphasis === "none" ? undefined : row.emphasis)}
    />
  );
}

const LOOKS: Record<string, 1 | 2 | 3 | 4> = { own: 1, target: 2, industry: 3, last: 4 };

function seriesOf(block: RadarBlock | TrendBlock) {
  return block.series.map((s) => ({
    id: s.key,
    name: s.sample ? msg("report.ui.sample_of", { name: pick(s.label) }) : pick(s.label),
    look: LOOKS[s.key],
    values: s.values.map(tenths),
  }));
}

function ReportRadar({ block }: { block: RadarBlock }) {
  const series = seriesOf(block);
  // What it tells stands in the words above, from the exact means.
  return <Radar hideSummary title={pick(block.caption) || msg("report.radar.title")} max={block.max / TENTH} axes={block.axes.map((a) => ({ label: pick(a.label) }))} series={series} />;
}

function ReportTrend({ block }: { block: TrendBlock }) {
  const max = block.max / TENTH;
  return <Trend title={pick(block.caption) || msg("report.trend.title")} max={max} ticks={niceTicks(0, max)} labels={block.periods.map((p) => pick(p.label).replaceAll("\n", " "))} series={seriesOf(block)} />;
}

function ReportHeat({ block }: { block: HeatBlock }) {
  const rows = block.rows.map((r, i) => ({
    id: String(i),
    label: pick(r.label),
    total: r.emphasis === "strong",
    cells: r.values.map((v) => ({ value: tenths(v) })),
  }));
  return <HeatMap title={pick(block.caption)} head={pick(block.corner)} columns={block.columns.map((c) => ({ label: pick(c.label) }))} rows={rows} steps={block.steps.map((s) => ({ from: s.from / TENTH, label: pick(s.label) }))} />;
}

function ReportBars({ block }: { block: BarsBlock }) {
  const unit = pick(block.unit);
  return (
    <Bars
      title={pick(block.caption)}
      max={block.max}
      valueName={unit || msg("report.ui.value")}
      format={(n) => `${number(n, block.digits ?? 0)}${unit}`}
      rows={block.items.map((b, i) => ({ id: String(i), label: pick(b.label), value: b.value }))}
    />
  );
}

function Sources({ block }: { block: SourcesBlock }) {
  const style = useDateStyle();
  return (
    <ul>
      {block.items.map((s, i) => (
        <li key={i}>
          <b>{pick(s.what)}</b> {[pick(s.source), date(s.date, style), pick(s.note)].filter(Boolean).join(msg("ui.list.comma"))}{" "}
          {s.sample && <Badge tone="warn">{msg("report.sample.data")}</Badge>}
        </li>
      ))}
    </ul>
  );
}

function inside(block: Block): ReactNode {
  switch (block.type) {
    case "paragraph":
      return <p className={block.style === "small" ? "small muted prewrap" : "prewrap"}>{block.style === "lead" ? <b>{pick(block.text)}</b> : pick(block.text)}</p>;
    case "figures":
      return (
        <div className="tiles">
          {block.items.map((f, i) => (
            <FigureView key={i} figure={f} />
          ))}
        </div>
      );
    case "table":
      return <ReportTable block={block} />;
    case "radar":
      return (
        <div className="report-chart">
          <ReportRadar block={block} />
        </div>
      );
    case "trend":
      return (
        <div className="report-chart">
          <ReportTrend block={block} />
        </div>
      );
    case "heatmap":
      return <ReportHeat block={block} />;
    case "bars":
      return <ReportBars block={block} />;
    case "sources":
      return <Sources block={block} />;
    default:
      return null; // words stand where they are edited
  }
}

export function BlockView({ block }: { block: Block }) {
  const caption = pick(block.caption);
  return (
    <div className="stack">
      {caption && <h3>{caption}</h3>}
      {inside(block)}
      {block.note && <p className="small muted">{pick(block.note)}</p>}
    </div>
  );
}
