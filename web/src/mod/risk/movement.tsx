// How the register of risks has moved: kept at one time after another, and what has become of each risk between two.
import { useState } from "react";
import { useSearch } from "../../app/router";
import { HeatMap } from "../../charts/heat_map";
import { Stacks } from "../../charts/stacks";
import type { RiskMovedBetween, RiskMovedList, RiskMovedSide, RiskMovement, RiskSnapshot, RiskSnapshotList } from "../../gen/api";
import { api } from "../../kernel/api";
import { optionLabel, recordPath } from "../../kernel/describe";
import { dateTime, number } from "../../kernel/format";
import { msg } from "../../kernel/i18n";
import { invalidate, useQuery } from "../../kernel/query";
import { may } from "../../kernel/session";
import { Button } from "../../ui/button";
import { SelectField, Segments } from "../../ui/field";
import { EmptyState, ErrorNote, Loading, Note, Skeleton, toast } from "../../ui/note";
import { Card, FigureCard, Page, PageHead } from "../../ui/page";
import { type Column, Table } from "../../ui/table";
import { MapCard } from "./map_card";
import { colourTone, type Method } from "./method_rules";
import { useMethod } from "./model";
import { cellAt, KINDS, placesAfter, PLACES, type Place, SHORT, snapshotName, wayOf } from "./movement_model";

const SHOWN = 8; // times in the chart

// A band as lists call it; where nothing is known, or no risk stands, there is no band.
function placeName(place: Place): string {
  return optionLabel(colourTone(place) === undefined ? "risk_place" : "risk_band", place);
}

function placesOf(method: Method, used: Record<string, number>[]): Place[] {
  return PLACES.filter((p) => method.document.bands.some((b) => b.colour === p) || used.some((u) => (u[p] ?? 0) > 0));
}

// ---- one time after another ----

function Times({ method, snapshots, now }: { method: Method; snapshots: RiskSnapshot[]; now: Record<string, number> }) {
  const told = snapshots.slice(0, SHOWN).reverse();
  const rows = [
    ...told.map((s) => ({ id: s.id, label: snapshotName(s), values: { ...s.bands } as Record<string, number> })),
    { id: "now", label: msg("risk.movement.now"), values: now },
  ];
  const places = placesOf(method, rows.map((r) => r.values));
  return (
    <Card title={msg("risk.movement.times")}>
      <Stacks
        title={msg("risk.movement.times")}
        head={msg("risk.movement.time")}
        parts={places.map((p) => ({ id: p, name: placeName(p), tone: colourTone(p) }))}
        rows={rows}
      />
    </Card>
  );
}

// ---- from band to band ----

// What stayed has no colour.
const WAY_TONES = { worse: 1, better: 4, same: 0, other: 3 } as const;

function Matrix({ method, movement: m }: { method: Method; movement: RiskMovement }) {
  const places: Place[] = [...placesOf(method, [placesAfter(m), { ...m.from.bands }]), "absent"];
  return (
    <Card title={msg("risk.movement.matrix")}>
      <HeatMap
        title={msg("risk.movement.matrix")}
        head={msg("risk.movement.matrix.head")}
        columns={places.map((p) => ({ label: placeName(p) }))}
        rows={places.map((from) => ({
          id: from,
          label: placeName(from),
          cells: places.map((to) => {
            const n = cellAt(m, from, to);
            return { value: n, tone: n > 0 ? WAY_TONES[wayOf(from, to)] : 0 };
          }),
        }))}
        legend={[
          { tone: WAY_TONES.worse, name: msg("risk.movement.worse") },
          { tone: WAY_TONES.better, name: msg("risk.movement.better") },
          { tone: WAY_TONES.other, name: msg("risk.movement.other") },
        ]}
        format={number}
      />
    </Card>
  );
}

// ---- risk by risk ----

function Standing({ side }: { side: RiskMovedSide | null }) {
  if (!side) return <span className="muted">{optionLabel("risk_place", "absent")}</span>;
  if (!side.band) return <span className="muted">{msg("risk.unrated")}</span>;
  return (
    <span className={`risk-worth level-${colourTone(side.band)}`}>
      {side.value_now}
      <span className="visually-hidden">{placeName(side.band)}</span>
    </span>
  );
}

function Moved({ wish, counts }: { wish: { from: string; to: string | null }; counts: RiskMovement["counts"] }) {
  const [search, change] = useSearch();
  const [after, setAfter] = useState<string | null>(null);
  const kind = KINDS.find((k) => k === search.get("kind")) ?? KINDS.find((k) => counts[k] > 0) ?? "up";
  const list = useQuery<RiskMovedList>("/risk-movement/risks", { ...wish, kind, after });
  const columns: Column<RiskMovedBetween>[] = [
    { id: "name", label: msg("risk.name"), main: true, cell: (r) => r.name },
    { id: "unit", label: msg("risk.unit"), cell: (r) => r.unit },
    { id: "from", label: msg("risk.movement.from"), className: "nowrap", cell: (r) => <Standing side={r.from} /> },
    { id: "to", label: msg("risk.movement.to"), className: "nowrap", cell: (r) => <Standing side={r.to} /> },
    { id: "why", label: msg("risk.movement.why"), cell: (r) => r.why.map((w) => optionLabel("risk_why", w.reason)).join(msg("ui.list.comma")) },
  ];
  return (
    <Card flush title={msg("risk.movement.risks")}>
      <div className="card-body">
        <Segments
          label={msg("risk.movement.kind")}
          value={kind}
          onChange={(k) => {
            setAfter(null);
            change({ kind: k });
          }}
          options={KINDS.map((k) => ({ id: k, label: msg("risk.movement.kind.n", { kind: optionLabel("risk_move_kind", k), n: number(counts[k]) }) }))}
        />
      </div>
      <ErrorNote error={list.error} onRetry={() => void list.reload()} />
      {list.loading && (
        <div className="card-body">
          <Skeleton lines={4} />
        </div>
      )}
      {list.data?.items.length === 0 && <p className="card-body muted">{msg("risk.movement.none")}</p>}
      {list.data && list.data.items.length > 0 && (
        <Table bare label={msg("risk.movement.risks")} columns={columns} rows={list.data.items} rowKey={(r) => r.id} rowHref={(r) => (r.open ? recordPath("risks", r) : undefined)} />
      )}
      {(after || list.data?.next) && (
        <nav className="pager card-body" aria-label={msg("ui.list.pages")}>
          <Button icon="chevron_left" isDisabled={!after} onPress={() => setAfter(null)}>
            {msg("risk.matrix.first")}
          </Button>
          <Button iconAfter="chevron_right" isDisabled={!list.data?.next} onPress={() => setAfter(list.data?.next ?? null)}>
            {msg("ui.list.next")}
          </Button>
        </nav>
      )}
    </Card>
  );
}

// ---- the whole ----

function Tiles({ counts }: { counts: RiskMovement["counts"] }) {
  return (
    <div className="tiles">
      {SHORT.map((k) => (
        <FigureCard key={k} name={optionLabel("risk_move_kind", k)} value={number(counts[k])} unit={msg("ui.unit.count")} to={`/risk/movement?kind=${k}`} />
      ))}
    </div>
  );
}

// The map as it was, by the method of that time.
function EarlierMap({ snapshot }: { snapshot: RiskSnapshot }) {
  const method = useQuery<Method>(`/risk-methods/${snapshot.method.key}`, { version: snapshot.method.version || null });
  return method.data ? <MapCard method={method.data} snapshot={snapshot.id} title={msg("risk.movement.map", { time: snapshotName(snapshot) })} /> : <ErrorNote error={method.error} />;
}

function Choice({ snapshots, movement: m }: { snapshots: RiskSnapshot[]; movement: RiskMovement }) {
  const [, change] = useSearch();
  const earlier = snapshots.filter((s) => !m.to || s.taken_at < m.to.taken_at);
  const later = snapshots.filter((s) => s.taken_at > m.from.taken_at);
  const option = (s: RiskSnapshot) => ({ id: s.id, label: snapshotName(s), hint: msg("risk.snapshot.taken", { at: dateTime(s.taken_at, "short"), by: s.taken_by ?? msg("risk.snapshot.job") }) });
  return (
    <div className="filter-bar risk-times">
      <SelectField label={msg("risk.movement.from")} value={m.from.id} options={earlier.map(option)} onChange={(from) => change({ from, kind: null })} />
      <SelectField label={msg("risk.movement.to")} value={m.to?.id ?? null} clearable={msg("risk.movement.now")} options={later.map(option)} onChange={(to) => change({ to, kind: null })} />
    </div>
  );
}

function Whole({ method, snapshots }: { method: Method; snapshots: RiskSnapshot[] }) {
  const [search] = useSearch();
  const movement = useQuery<RiskMovement>("/risk-movement", { from: search.get("from"), to: search.get("to") });
  const now = useQuery<RiskMovement>("/risk-movement");
  const m = movement.data;
  return (
    <>
      <ErrorNote error={movement.error ?? now.error} onRetry={() => void movement.reload()} />
      {(!m || !now.data) && !movement.error && !now.error && <Loading />}
      {m && now.data && (
        <>
          <Choice snapshots={snapshots} movement={m} />
          {!m.same_method && <Note tone="info">{msg("risk.movement.methods")}</Note>}
          <Tiles counts={m.counts} />
          <Times method={method} snapshots={snapshots} now={placesAfter(now.data)} />
          <Moved key={`${m.from.id} ${m.to?.id}`} wish={{ from: m.from.id, to: m.to?.id ?? null }} counts={m.counts} />
          <div className="columns">
            <Matrix method={method} movement={m} />
            <EarlierMap snapshot={m.from} />
          </div>
        </>
      )}
    </>
  );
}

function TakeButton() {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const take = async () => {
    setBusy(true);
    setError(null);
    try {
      const { data } = await api.post<RiskSnapshot>("/risk-snapshots");
      invalidate("/risk-snapshots", "/risk-movement");
      toast(msg("risk.snapshot.done", { n: number(data.count) }));
    } catch (e) {
      setError(e);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <ErrorNote error={error} />
      <Button look="filled" icon="clock" isDisabled={busy} onPress={() => void take()}>
        {msg("risk.snapshot.take")}
      </Button>
    </>
  );
}

export default function RiskMovementPage() {
  const method = useMethod();
  const list = useQuery<RiskSnapshotList>("/risk-snapshots");
  const snapshots = list.data?.items;
  return (
    <Page>
      <PageHead crumbs={[{ label: msg("ui.nav.risk"), to: "/risk" }]} title={msg("risk.movement")} meta={msg("risk.movement.text")} actions={may("risk.snapshot") && <TakeButton />} />
      <ErrorNote error={method.error ?? list.error} onRetry={() => void list.reload()} />
      {(method.loading || list.loading) && <Loading />}
      {method.data && snapshots?.length === 0 && <EmptyState icon="clock" title={msg("risk.snapshot.none")} text={msg("risk.snapshot.none.text")} />}
      {method.data && snapshots && snapshots.length > 0 && <Whole method={method.data} snapshots={snapshots} />}
    </Page>
  );
}
