// The methods of valuing risks: which is in force, what another one would move, the change, and an own one as a file.
import { type ReactNode, useState } from "react";
import { HeatMap } from "../../charts/heat_map";
import type { RiskMethodList, RiskMethodListed, RiskMove, RiskMoveList, RiskRecompute, RiskRecomputeList, RiskRecomputeTold } from "../../gen/api";
import { api, ApiError, ToldError } from "../../kernel/api";
import { loadDescribe, optionLabel, recordPath } from "../../kernel/describe";
import { dateTime, number, plainNumber } from "../../kernel/format";
import { msg, pick } from "../../kernel/i18n";
import { invalidate, useQuery } from "../../kernel/query";
import { may } from "../../kernel/session";
import { Button } from "../../ui/button";
import { FileDrop } from "../../ui/file_field";
import { ErrorNote, Loading, Note, toast } from "../../ui/note";
import { Card, Page, PageHead } from "../../ui/page";
import { Badge } from "../../ui/state";
import { type Column, Table } from "../../ui/table";
import { bandOf, bandTone, type Colour, colourTone, type Method, scaleOf, valueAt } from "./method_rules";
import { stepName, useMethod } from "./model";
import { Worth } from "./worth_badge";

// ---- what a method says ----

function MethodTables({ method }: { method: Method }) {
  const { document: d } = method;
  const likelihood = scaleOf(method, "likelihood");
  const importance = scaleOf(method, "importance");
  const legend = d.bands.map((b) => ({ tone: bandTone(b) ?? 1, name: pick(b.name) }));
  return (
    <div className="stack">
      <HeatMap
        title={msg("risk.method.value")}
        head={msg("risk.map.head")}
        columns={importance.map((_, i) => ({ label: stepName(method, "importance", i + 1) }))}
        rows={likelihood
          .map((_, l) => ({
            id: String(l),
            label: stepName(method, "likelihood", l + 1),
            cells: importance.map((__, i) => {
              const value = valueAt(method, l + 1, i + 1);
              return { value, tone: bandTone(bandOf(method, value)) };
            }),
          }))
          .reverse()}
        legend={legend}
        format={plainNumber}
      />
      {d.likelihood && (
        <HeatMap
          title={msg("risk.method.likelihood")}
          head={msg("risk.method.likelihood.head")}
          columns={scaleOf(method, "vulnerability").map((_, v) => ({ label: stepName(method, "vulnerability", v + 1) }))}
          rows={scaleOf(method, "threat")
            .map((_, t) => ({
              id: String(t),
              label: stepName(method, "threat", t + 1),
              cells: (d.likelihood?.[t] ?? []).map((value) => ({ value, tone: 5 })),
            }))
            .reverse()}
          legend={[]}
          format={(n) => stepName(method, "likelihood", n)}
        />
      )}
      <dl className="facts">
        {d.bands.map((b) => (
          <div key={b.key}>
            <dt>{msg("risk.method.band", { from: b.from, name: pick(b.name) })}</dt>
            <dd>{pick(b.description)}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

function MethodDetail({ brief }: { brief: RiskMethodListed }) {
  const method = useQuery<Method>(`/risk-methods/${brief.key}`, { version: brief.version || null });
  return (
    <>
      <ErrorNote error={method.error} />
      {method.loading && <Loading />}
      {method.data && <MethodTables method={method.data} />}
    </>
  );
}

// ---- what would move ----

const RETURN = (): Column<RiskMove> => ({
  id: "returns",
  label: msg("risk.move.acceptance"),
  className: "nowrap",
  cell: (m) => m.returns && <Badge tone="warn">{msg("risk.move.returns", { why: optionLabel("risk_return", m.returns) })}</Badge>,
});

function MovesTable({ items, before, after }: { items: RiskMove[]; before: (m: RiskMove) => ReactNode; after: (m: RiskMove) => ReactNode }) {
  const columns: Column<RiskMove>[] = [
    { id: "risk", label: msg("risk.name"), main: true, cell: (m) => m.risk.name },
    { id: "before", label: msg("risk.move.before"), align: "num", className: "nowrap", cell: before },
    { id: "after", label: msg("risk.move.after"), align: "num", className: "nowrap", cell: after },
    ...(items.some((m) => m.returns) ? [RETURN()] : []),
  ];
  return <Table bare label={msg("risk.move")} columns={columns} rows={items} rowKey={(m) => m.risk.id} rowHref={(m) => recordPath("risks", m.risk)} />;
}

// Numbers of two methods cannot be compared, their bands can.
function Preview({ moves, brief }: { moves: RiskRecomputeTold; brief: RiskMethodListed }) {
  const before = useMethod().data;
  const after = useQuery<Method>(`/risk-methods/${brief.key}`, { version: brief.version || null }).data;
  if (!before || !after) return <Loading />;
  return (
    <MovesTable
      items={moves.items}
      before={(m) => <Worth method={before} value={m.now_before} withName />}
      after={(m) => <Worth method={after} value={m.now_after} withName />}
    />
  );
}

function Change({ brief, onDone }: { brief: RiskMethodListed; onDone: () => void }) {
  const [moves, setMoves] = useState<RiskRecomputeTold | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const run = async (what: "preview" | "choice") => {
    setBusy(true);
    setError(null);
    try {
      const { data } = await api.post<RiskRecomputeTold>(`/risk-methods/${brief.key}/${what}`, brief.version ? { version: brief.version } : {});
      if (what === "preview") setMoves(data);
      else {
        await loadDescribe(); // what bands are called
        invalidate("/risk-methods", "/risk-recomputes", "/risks", "/risk-heat-map", "/risk-figures");
        toast(msg(data.returned > 0 ? "risk.method.chosen.returned" : "risk.method.chosen", { name: pick(brief.name), n: number(data.moved), back: number(data.returned) }));
        onDone();
      }
    } catch (e) {
      setError(e);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="stack">
      <ErrorNote error={error} />
      {!moves && (
        <div className="row">
          <Button pending={busy} onPress={() => void run("preview")}>
            {msg("risk.method.preview")}
          </Button>
        </div>
      )}
      {moves && (
        <>
          <Note live tone={moves.moved > 0 ? "warn" : "info"} title={msg("risk.method.moves", { rows: number(moves.rows), n: number(moves.moved) })}>
            {moves.moved > 0 && msg("risk.method.moves.text")}
          </Note>
          {moves.returned > 0 && <Note tone="warn">{msg("risk.method.returned", { n: number(moves.returned) })}</Note>}
          {moves.items.length > 0 && <Preview moves={moves} brief={brief} />}
          <div className="row">
            <Button look="filled" pending={busy} onPress={() => void run("choice")}>
              {msg("risk.method.choose")}
            </Button>
            <Button onPress={() => setMoves(null)}>{msg("ui.cancel")}</Button>
          </div>
        </>
      )}
    </div>
  );
}

function MethodCard({ brief, reload }: { brief: RiskMethodListed; reload: () => void }) {
  const [open, setOpen] = useState(false);
  return (
    <Card
      title={pick(brief.name)}
      aside={
        <span className="row">
          {brief.own && <Badge icon={null}>{msg("risk.method.own", { version: brief.version })}</Badge>}
          {brief.in_force && <Badge tone="ok">{msg("risk.method.in_force")}</Badge>}
        </span>
      }
    >
      <div className="stack">
        <p>{pick(brief.description)}</p>
        {open ? (
          <MethodDetail brief={brief} />
        ) : (
          <div className="row">
            <Button look="plain" icon="table" onPress={() => setOpen(true)}>
              {msg("risk.method.tables")}
            </Button>
          </div>
        )}
        {!brief.in_force && may("risk.method") && <Change brief={brief} onDone={reload} />}
      </div>
    </Card>
  );
}

// ---- an own method ----

interface Fault {
  pointer: string;
  message: string;
}

function Own({ reload }: { reload: () => void }) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const faults: Fault[] = error instanceof ApiError ? (error.problem.errors ?? []) : [];
  const send = async (file: File) => {
    setBusy(true);
    setError(null);
    try {
      let document: unknown;
      try {
        document = JSON.parse(await file.text());
      } catch {
        throw new ToldError(msg("risk.method.no_json"));
      }
      await api.post("/risk-methods", document);
      toast(msg("risk.method.added"));
      reload();
    } catch (e) {
      setError(e);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Card screenOnly title={msg("risk.method.add")}>
      <div className="stack">
        <p className="muted">{msg("risk.method.add.text")}</p>
        <ErrorNote error={error} />
        {faults.length > 0 && (
          <ul className="plain-list">
            {faults.map((f) => (
              <li key={f.pointer + f.message}>
                <code>{f.pointer}</code> {f.message}
              </li>
            ))}
          </ul>
        )}
        <FileDrop className="drop-place" accept=".json,application/json" onFile={(file) => void send(file)}>
          {(choose) => (
            <Button icon="upload" pending={busy} onPress={choose}>
              {msg("risk.method.file")}
            </Button>
          )}
        </FileDrop>
      </div>
    </Card>
  );
}

// ---- what moved before ----

// A value with what the method in force calls bands of that meaning: the method of the time is not looked up.
function Then({ value, band }: { value: number | null; band: Colour | null }) {
  if (!value || !band) return <span className="muted">{msg("risk.unrated")}</span>;
  return (
    <span className={`risk-worth level-${colourTone(band)}`}>
      {value}
      <span className="risk-band">{optionLabel("risk_band", band)}</span>
    </span>
  );
}

function Moves({ of }: { of: RiskRecompute }) {
  const [after, setAfter] = useState(0);
  const page = useQuery<RiskMoveList>(`/risk-recomputes/${of.id}/moves`, { after });
  const next = page.data?.next;
  return (
    <div className="stack">
      <ErrorNote error={page.error} />
      {page.loading && <Loading />}
      {page.data && page.data.items.length === 0 && <p className="card-body muted">{msg("risk.move.none")}</p>}
      {page.data && page.data.items.length > 0 && (
        <MovesTable
          items={page.data.items}
          before={(m) => <Then value={m.now_before} band={m.band_before} />}
          after={(m) => <Then value={m.now_after} band={m.band_after} />}
        />
      )}
      {(next || after > 0) && (
        <div className="card-body row">
          {after > 0 && <Button onPress={() => setAfter(0)}>{msg("risk.move.first")}</Button>}
          {next && <Button onPress={() => setAfter(next)}>{msg("risk.move.next")}</Button>}
        </div>
      )}
    </div>
  );
}

function Earlier({ methods }: { methods: RiskMethodListed[] }) {
  const list = useQuery<RiskRecomputeList>("/risk-recomputes");
  const [open, setOpen] = useState<string | null>(null);
  const items = list.data?.items ?? [];
  const shown = items.find((r) => r.id === open);
  if (items.length === 0) return null;
  const cause = (r: RiskRecompute): string => {
    const name = r.cause === "method" && methods.find((m) => m.key === r.method.key)?.name;
    return name ? msg("risk.recompute.method.to", { method: pick(name) }) : CAUSES[r.cause]();
  };
  const columns: Column<RiskRecompute>[] = [
    { id: "at", label: msg("risk.recompute.at"), main: true, className: "nowrap", cell: (r) => dateTime(r.at, "short") },
    { id: "cause", label: msg("risk.recompute.cause"), cell: cause },
    { id: "rows", label: msg("risk.figures.count"), align: "num", cell: (r) => number(r.rows) },
    { id: "up", label: msg("risk.recompute.up"), align: "num", cell: (r) => number(r.up) },
    { id: "down", label: msg("risk.recompute.down"), align: "num", cell: (r) => number(r.down) },
    { id: "returned", label: msg("risk.recompute.returned"), align: "num", cell: (r) => number(r.returned) },
    {
      id: "moves",
      label: msg("risk.move"),
      action: true,
      cell: (r) =>
        r.moved > 0 && (
          <Button look="plain" size="small" aria-expanded={r.id === open} onPress={() => setOpen(r.id === open ? null : r.id)}>
            {msg("risk.recompute.moves")}
          </Button>
        ),
    },
  ];
  return (
    <Card flush title={msg("risk.recomputes")}>
      <p className="card-body muted small">{msg("risk.recomputes.text")}</p>
      <Table bare label={msg("risk.recomputes")} columns={columns} rows={items} rowKey={(r) => r.id ?? r.at} />
      {shown && (
        <section aria-label={msg("risk.move")}>
          <h3 className="card-body">{msg("risk.move.at", { at: dateTime(shown.at, "short") })}</h3>
          <Moves key={shown.id} of={shown} />
        </section>
      )}
    </Card>
  );
}

const CAUSES: Record<RiskRecompute["cause"], () => string> = {
  method: () => msg("risk.recompute.method"),
  system: () => msg("risk.recompute.system"),
  asset: () => msg("risk.recompute.asset"),
};

export default function RiskMethodsPage() {
  const list = useQuery<RiskMethodList>("/risk-methods");
  const reload = () => void list.reload();
  const items = [...(list.data?.items ?? [])].sort((a, b) => Number(b.in_force) - Number(a.in_force));
  return (
    <Page>
      <PageHead crumbs={[{ label: msg("ui.nav.risk"), to: "/risk" }]} title={msg("risk.methods")} meta={msg("risk.methods.text")} />
      <ErrorNote error={list.error} onRetry={reload} />
      {list.loading && <Loading />}
      {items.map((m) => (
        <MethodCard key={`${m.key} ${m.version}`} brief={m} reload={reload} />
      ))}
      {list.data && may("risk.method") && <Own reload={reload} />}
      <Earlier methods={items} />
    </Page>
  );
}
