// Claims that no record supports, items that the auditor sees otherwise, and sections that look perfect
// while nothing bears it out.
import { Link } from "../../../app/router";
import { msg } from "../../../kernel/i18n";
import { EmptyState } from "../../../ui/note";
import { Card } from "../../../ui/page";
import { type Column, Table } from "../../../ui/table";
import { HollowWhy, hollowRemedy } from "../answer/hollow";
import { LevelMark } from "../answer/item";
import { Missing } from "../answer/verified";
import { type Claims, type ClaimRow, type Difference, type HollowMark, type Results, sectionHead, type Unsupported, unitName, words } from "../model";

function unitColumn<T extends ClaimRow>(r: Results): Column<T> {
  const name = (row: ClaimRow) => {
    const u = r.units.find((x) => x.unit.id === row.unit.id);
    return u ? unitName(u) : (row.unit.title ?? "");
  };
  return { id: "unit", label: msg("assessment.unit"), aside: true, className: "nowrap", cell: (i) => <Link to={`/responses/${i.response}#item-${i.key}`}>{name(i)}</Link> };
}

function itemColumns<T extends ClaimRow>(): Column<T>[] {
  return [
    { id: "key", label: msg("assessment.item.no"), cell: (i) => i.key, className: "nowrap" },
    { id: "text", label: msg("assessment.item"), main: true, cell: (i) => words(i.text) },
    { id: "claimed", label: msg("assessment.claims.claimed"), align: "num", cell: (i) => <LevelMark level={i.claimed} /> },
  ];
}

function HollowUnits({ results: r, mark: m }: { results: Results; mark: HollowMark }) {
  const name = (id: string, title: string | null) => {
    const u = r.units.find((x) => x.unit.id === id);
    return u ? unitName(u) : (title ?? "");
  };
  const shown = m.units.slice(0, UNITS_SHOWN);
  return (
    <>
      {shown.map((u, i) => (
        <span key={u.response}>
          {i > 0 && msg("ui.list.comma")}
          <Link to={`/responses/${u.response}`}>{name(u.unit.id, u.unit.title ?? null)}</Link>
        </span>
      ))}
      {m.n_units > shown.length && ` ${msg("assessment.hollow.units.more", { n: m.n_units - shown.length })}`}
    </>
  );
}

const UNITS_SHOWN = 6;

function HollowCard({ results: r, marks }: { results: Results; marks: HollowMark[] }) {
  const name = (key: string) => words(r.sections.find((s) => s.key === key)?.name);
  const columns: Column<HollowMark>[] = [
    { id: "section", label: sectionHead(r), main: true, cell: (m) => `${m.section} ${name(m.section)}` },
    { id: "why", label: msg("assessment.hollow.why"), cell: (m) => <HollowWhy mark={m} /> },
    { id: "units", label: msg("assessment.hollow.units"), cell: (m) => <HollowUnits results={r} mark={m} /> },
    { id: "remedy", label: msg("assessment.hollow.remedy"), cell: hollowRemedy },
  ];
  return (
    <Card title={msg("assessment.hollow.n", { n: marks.length })} flush foot={<span className="muted small">{msg("assessment.hollow.meaning")}</span>}>
      {marks.length === 0 && <EmptyState icon="check_circle" title={msg("assessment.hollow.none")} />}
      {marks.length > 0 && <Table bare dense label={msg("assessment.hollow")} columns={columns} rows={marks} rowKey={(m) => `${m.section} ${m.record?.id ?? ""}`} />}
    </Card>
  );
}

export function ClaimsTab({ results: r, claims }: { results: Results; claims: Claims }) {
  const unsupported: Column<Unsupported>[] = [
    unitColumn(r),
    ...itemColumns<Unsupported>(),
    { id: "supported", label: msg("assessment.verified"), align: "num", cell: (i) => (i.supported === null ? msg("assessment.verified.none") : <LevelMark level={i.supported} />) },
    { id: "missing", label: msg("assessment.claims.missing"), cell: (i) => <Missing rules={i.rules} /> },
  ];
  const differences: Column<Difference>[] = [
    unitColumn(r),
    ...itemColumns<Difference>(),
    { id: "second", label: msg("assessment.second"), align: "num", cell: (i) => <LevelMark level={i.second} /> },
    { id: "comment", label: msg("assessment.second.comment"), cell: (i) => <span className="prewrap">{i.comment}</span> },
    { id: "by", label: msg("assessment.second.who"), cell: (i) => i.by?.title ?? "" },
  ];
  return (
    <div className="stack">
      <HollowCard results={r} marks={claims.hollow} />
      <Card title={msg("assessment.unsupported.n", { n: claims.unsupported.length })} flush foot={<span className="muted small">{msg("assessment.unsupported.meaning")}</span>}>
        {claims.unsupported.length === 0 && <EmptyState icon="check_circle" title={msg("assessment.claims.none")} />}
        {claims.unsupported.length > 0 && (
          <Table bare dense label={msg("assessment.unsupported")} columns={unsupported} rows={claims.unsupported} rowKey={(i) => `${i.response}.${i.key}`} />
        )}
      </Card>
      <Card title={msg("assessment.differences")} flush>
        {claims.differences.length === 0 && <EmptyState icon="check_circle" title={msg("assessment.differences.none")} />}
        {claims.differences.length > 0 && (
          <Table bare dense label={msg("assessment.differences")} columns={differences} rows={claims.differences} rowKey={(i) => `${i.response}.${i.key}`} />
        )}
      </Card>
    </div>
  );
}
