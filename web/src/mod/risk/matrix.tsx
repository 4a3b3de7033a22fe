// Systems × attack methods: every cell is rated with the keys, with the pointer or by a table pasted from Excel. What
// was typed is looked at before it is taken (the import's own preview), and can be undone there and here.
import { type ClipboardEvent, type KeyboardEvent, useEffect, useState } from "react";
import { Link, navigate, useSearch } from "../../app/router";
import type { Page as ListPage } from "../../kernel/api";
import { optionLabel, recordPath, type RegisterInfo, useRegister } from "../../kernel/describe";
import type { RegisterRecord } from "../../kernel/record";
import { label, msg, pick } from "../../kernel/i18n";
import { useQuery } from "../../kernel/query";
import { may } from "../../kernel/session";
import { Button, LinkButton } from "../../ui/button";
import { Segments, SelectField } from "../../ui/field";
import { focusCell, type Place, placeAfter, useSteps } from "../../ui/grid_typing";
import { usePhone } from "../../ui/media";
import { EmptyState, ErrorNote, Loading, Note } from "../../ui/note";
import { Card, Page, PageHead } from "../../ui/page";
import { useUnsaved } from "../../ui/unsaved";
import { sendTable } from "../register/import_model";
import {
  cellKey,
  type Edits,
  isRated,
  type MatrixSystem,
  type MatrixThreat,
  placePasted,
  type Rating,
  ratingOf,
  ratingsOf,
  readStep,
  risksByCell,
  SCALES,
  tableOf,
  withRating,
  worthOf,
} from "./matrix_model";
import { bandOf, bandTone, type Method, scaleOf } from "./method_rules";
import { LIVE, methodName, stepName, useMethod } from "./model";
import type { Risk } from "./risk_record";
import { Worth } from "./worth_badge";

const SYSTEMS = 25; // on a page
const THREATS = 60;
const RISKS = 500;
const ON_PAPER = 10; // attack methods that fit the width of A4

interface MatrixProps {
  method: Method;
  systems: MatrixSystem[];
  threats: MatrixThreat[];
  risks: Map<string, { risk: Risk; n: number }>;
  register: RegisterInfo;
}

const NONE: Edits = new Map();

// ---- the grid ----

interface GridProps extends MatrixProps {
  edits: Edits;
  at: Place;
  onMove: (to: Place) => void;
  onKey: (e: KeyboardEvent) => void;
  onPaste: (e: ClipboardEvent) => void;
}

function GridCell({ system, threat, place, ...props }: GridProps & { system: MatrixSystem; threat: MatrixThreat; place: Place }) {
  const { method, risks, edits, at } = props;
  const key = cellKey(system.id, threat.id);
  const risk = risks.get(key)?.risk;
  const edit = edits.get(key);
  const worth = worthOf(method, system, risk, edit);
  const chosen = at.row === place.row && at.column === place.column;
  const tone = bandTone(bandOf(method, worth.value));
  const steps = `${stepName(method, "likelihood", worth.likelihood)}×${stepName(method, "importance", worth.importance)}`;
  return (
    <td
      role="gridcell"
      tabIndex={chosen ? 0 : -1}
      aria-selected={chosen}
      data-place={`${place.row}.${place.column}`}
      className={`${tone && isRated(worth, risk) ? `level-${tone}` : ""} ${edit ? "edited" : ""}`.trim() || undefined}
      onFocus={() => props.onMove(place)}
      onClick={(e) => e.currentTarget.focus()}
    >
      {isRated(worth, risk) ? (
        <>
          <b>{worth.value ?? msg("ui.none")}</b>
          <small>{worth.value ? steps : ""}</small>
        </>
      ) : (
        <span className="visually-hidden">{msg("risk.unrated")}</span>
      )}
    </td>
  );
}

// Attack methods of one group stand together under its name.
function groupsOf(threats: MatrixThreat[]): { group: string; n: number }[] {
  const groups: { group: string; n: number }[] = [];
  for (const { group } of threats) {
    const last = groups.at(-1);
    if (last?.group === group) last.n += 1;
    else groups.push({ group, n: 1 });
  }
  return groups;
}

function Grid(props: GridProps) {
  const { systems, threats } = props;
  return (
    <div className="heat-scroll cell-grid" onKeyDown={props.onKey} onPaste={props.onPaste}>
      <table role="grid" aria-label={msg("risk.matrix")}>
        <thead>
          <tr>
            <td />
            {groupsOf(threats).map((g) => (
              <th key={g.group} scope="colgroup" colSpan={g.n}>
                {optionLabel("threat_group", g.group)}
              </th>
            ))}
          </tr>
          <tr>
            <th scope="col">{msg("risk.matrix.corner")}</th>
            {threats.map((t) => (
              <th key={t.id} scope="col" className="threat">
                <span>{t.name}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {systems.map((s, row) => (
            <tr key={s.id}>
              <th scope="row">
                {s.name}
                {s.importance && <small>{msg("risk.matrix.importance", { importance: optionLabel("importance", s.importance) })}</small>}
              </th>
              {threats.map((t, column) => (
                <GridCell key={t.id} {...props} system={s} threat={t} place={{ row, column }} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

// The chosen cell in words, with its ratings to press.
function CellBar({ method, systems, threats, risks, edits, at, onRate }: MatrixProps & { edits: Edits; at: Place; onRate?: (rating: Rating, step: number | null) => void }) {
  const system = systems[at.row];
  const threat = threats[at.column];
  if (!system || !threat) return null;
  const key = cellKey(system.id, threat.id);
  const found = risks.get(key);
  const edit = edits.get(key);
  const worth = worthOf(method, system, found?.risk, edit);
  return (
    <Card level={2} title={msg("risk.matrix.cell", { system: system.name, threat: threat.name })} aside={<Worth method={method} value={worth.value} withName />}>
      <div className="row risk-ratings">
        {ratingsOf(method).map((rating) => {
          const step = ratingOf(rating, found?.risk, edit);
          const steps = scaleOf(method, SCALES[rating]);
          return (
            <div key={rating} className="risk-rating">
              <span className="small muted">{label(`reg.risk.${rating}`)}</span>
              {onRate ? (
                <Segments
                  label={label(`reg.risk.${rating}`)}
                  value={step ? String(step) : "0"}
                  onChange={(id) => onRate(rating, Number(id) || null)}
                  options={[{ id: "0", label: msg("ui.none") }, ...steps.map((s, i) => ({ id: String(i + 1), label: pick(s.name) }))]}
                />
              ) : (
                <b>{stepName(method, SCALES[rating], step) || msg("ui.none")}</b>
              )}
            </div>
          );
        })}
        {found && (
          <Link to={found.n > 1 ? `/risks?f.system=${system.id}&f.threat=${threat.id}` : recordPath("risks", found.risk)}>
            {found.n > 1 ? msg("risk.matrix.several", { n: found.n }) : msg("risk.matrix.open")}
          </Link>
        )}
      </div>
    </Card>
  );
}

// On a phone, and on paper where the grid is too wide: what is rated, by system.
function BySystem({ method, systems, threats, risks }: MatrixProps) {
  return systems.map((s) => {
    const rated = threats.flatMap((t) => risks.get(cellKey(s.id, t.id)) ?? []).sort((a, b) => (b.risk.value ?? 0) - (a.risk.value ?? 0));
    return (
      <Card key={s.id} flush title={s.name} aside={<span className="small muted">{s.importance && msg("risk.matrix.importance", { importance: optionLabel("importance", s.importance) })}</span>}>
        {rated.length === 0 && <p className="card-body muted">{msg("risk.matrix.nothing")}</p>}
        <ul className="tasks">
          {rated.map(({ risk }) => (
            <li key={risk.id}>
              <Link to={recordPath("risks", risk)} className="task">
                <span className="task-title">{risk.threat.title}</span>
                <span className="task-due">
                  <Worth method={method} value={risk.value} />
                </span>
              </Link>
            </li>
          ))}
        </ul>
      </Card>
    );
  });
}

// ---- keys, paste, taking ----

// What the keys and the clipboard do to the chosen cell and from there on.
function useTyping({ method, systems, threats, risks }: MatrixProps, rating: Rating) {
  const { edits, set, undo, clear, mayUndo } = useSteps(NONE);
  const [at, setAt] = useState<Place>({ row: 0, column: 0 });
  const [unread, setUnread] = useState<{ texts: string[]; names: string[] }>({ texts: [], names: [] });
  const write = may("risk.write");
  const rate = (which: Rating, value: number | null) => {
    const system = systems[at.row];
    const threat = threats[at.column];
    if (!system || !threat) return;
    const key = cellKey(system.id, threat.id);
    set(withRating(edits, key, risks.get(key)?.risk, which, value));
  };
  const onKey = (e: KeyboardEvent) => {
    if (!(e.target as HTMLElement).matches("[role=gridcell]")) return;
    const to = placeAfter(at, e.key, systems.length, threats.length);
    const most = scaleOf(method, SCALES[rating]).length;
    if ((e.ctrlKey || e.metaKey) && e.key === "z" && write) undo();
    else if (e.ctrlKey || e.metaKey || e.altKey) return;
    else if (to) focusCell(to);
    else if (write && /^[1-9]$/.test(e.key) && Number(e.key) <= most) rate(rating, Number(e.key));
    else if (write && (e.key === "Delete" || e.key === "Backspace")) rate(rating, null);
    else return;
    e.preventDefault();
  };
  const onPaste = (e: ClipboardEvent) => {
    const text = e.clipboardData.getData("text/plain");
    if (!write || text === "" || !(e.target as HTMLElement).matches("[role=gridcell]")) return;
    e.preventDefault();
    let next = edits;
    const strange: string[] = [];
    const { cells, unknown } = placePasted(text, systems, threats, at);
    for (const cell of cells) {
      const key = cellKey(cell.system, cell.threat);
      const value = readStep(method, rating, cell.text);
      if (value === undefined) strange.push(cell.text.trim());
      else next = withRating(next, key, risks.get(key)?.risk, rating, value);
    }
    if (next !== edits) set(next);
    setUnread({ texts: strange, names: [...new Set(unknown)] });
  };
  return { edits, undo, clear, mayUndo, at, setAt, unread, rate, onKey, onPaste };
}

interface BarProps {
  method: Method;
  rating: Rating;
  onRating: (rating: Rating) => void;
  edited: number;
  undo?: () => void;
  clear: () => void;
  take: () => void;
  busy: boolean;
}

function Bar({ method, rating, onRating, edited, undo, clear, take, busy }: BarProps) {
  return (
    <div className="row spread no-print">
      <span className="row">
        <span className="small muted">{msg("risk.matrix.type")}</span>
        <Segments label={msg("risk.matrix.type")} value={rating} onChange={(id) => onRating(id as Rating)} options={ratingsOf(method).map((r) => ({ id: r, label: label(`reg.risk.${r}`) }))} />
      </span>
      <span className="row">
        <span className="small muted" role="status">
          {edited > 0 ? msg("risk.matrix.edited", { n: edited }) : ""}
        </span>
        <Button icon="history" isDisabled={!undo} onPress={undo}>
          {msg("ui.undo")}
        </Button>
        <Button isDisabled={edited === 0} onPress={clear}>
          {msg("risk.matrix.discard")}
        </Button>
        <Button look="filled" isDisabled={edited === 0} pending={busy} onPress={take}>
          {msg("risk.matrix.check")}
        </Button>
      </span>
    </div>
  );
}

// Sends what was typed and goes where it is looked at.
function useTaking({ method, systems, risks, register }: MatrixProps, edits: Edits) {
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const [sent, setSent] = useState<string | null>(null);
  useUnsaved(edits.size > 0 && sent === null);
  useEffect(() => {
    if (sent) void navigate(sent); // once leaving asks no more
  }, [sent]);
  const take = async () => {
    setBusy(true);
    setError(null);
    try {
      setSent(await sendTable(register, tableOf(method, edits, systems, risks), msg("risk.matrix.import")));
    } catch (e) {
      setError(e);
      setBusy(false);
    }
  };
  return { take, busy, error };
}

function Keys({ method, rating }: { method: Method; rating: Rating }) {
  const keys = scaleOf(method, SCALES[rating]).map((s, i) => msg("risk.matrix.key", { key: i + 1, name: pick(s.name) }));
  return <p className="small muted no-print">{msg("risk.matrix.keys", { rating: label(`reg.risk.${rating}`), scale: keys.join(msg("ui.list.comma")) })}</p>;
}

function Matrix(props: MatrixProps) {
  const [rating, setRating] = useState<Rating>("likelihood");
  const typing = useTyping(props, rating);
  const { edits, at, unread } = typing;
  const { take, busy, error } = useTaking(props, edits);
  const write = may("risk.write");
  const wide = props.threats.length > ON_PAPER;
  if (usePhone())
    return (
      <>
        {write && <p className="muted small">{msg("risk.matrix.phone")}</p>}
        <BySystem {...props} />
      </>
    );
  return (
    <>
      {write && <Bar method={props.method} rating={rating} onRating={setRating} edited={edits.size} undo={typing.mayUndo ? typing.undo : undefined} clear={typing.clear} take={() => void take()} busy={busy} />}
      <ErrorNote error={error} />
      {unread.texts.length > 0 && <Note tone="warn" live title={msg("risk.matrix.unread", { n: unread.texts.length, texts: [...new Set(unread.texts)].slice(0, 5).join(msg("ui.list.comma")) })} />}
      {unread.names.length > 0 && (
        <Note tone="warn" live title={msg("risk.matrix.unknown", { n: unread.names.length, names: unread.names.slice(0, 5).join(msg("ui.list.comma")) })}>
          {msg("risk.matrix.unknown.how")}
        </Note>
      )}
      <div className={wide ? "no-print" : undefined}>
        <Grid {...props} edits={edits} at={at} onMove={typing.setAt} onKey={typing.onKey} onPaste={typing.onPaste} />
      </div>
      {wide && (
        <div className="print-only">
          <BySystem {...props} />
        </div>
      )}
      {write && <Keys method={props.method} rating={rating} />}
      <div className="no-print">
        <CellBar {...props} edits={edits} at={at} onRate={write ? typing.rate : undefined} />
      </div>
    </>
  );
}

// ---- the page ----

type SystemRecord = RegisterRecord & { name: string; importance: string | null; unit: { id: string; title?: string | null } };
type ThreatRecord = RegisterRecord & { name: string; group: string };

const systemOf = (r: SystemRecord): MatrixSystem => ({ id: r.id, name: r.name, number: r.number ?? null, importance: r.importance, unit: r.unit });

function Turn({ page, cursor, onTurn }: { page: ListPage<unknown>; cursor: string | null; onTurn: (cursor: string | null) => void }) {
  if (!cursor && !page.next) return null;
  return (
    <nav className="pager" aria-label={msg("ui.list.pages")}>
      <Button icon="chevron_left" isDisabled={!cursor} onPress={() => onTurn(null)}>
        {msg("risk.matrix.first")}
      </Button>
      <Button iconAfter="chevron_right" isDisabled={!page.next} onPress={() => onTurn(page.next)}>
        {msg("ui.list.next")}
      </Button>
    </nav>
  );
}

export default function RiskMatrixPage() {
  const [search, change] = useSearch();
  const register = useRegister("risks");
  const cursor = search.get("cursor");
  const group = search.get("group");
  const method = useMethod();
  const systems = useQuery<ListPage<SystemRecord>>("/systems", { limit: SYSTEMS, sort: "name", cursor });
  const threats = useQuery<ListPage<ThreatRecord>>("/threats", { limit: THREATS, sort: "name" });
  const ids = systems.data?.items.map((s) => s.id).join(",");
  const risks = useQuery<ListPage<Risk>>(ids ? "/risks" : null, { "filter[system][in]": ids, "filter[state][in]": LIVE, limit: RISKS });
  const order = register?.fields.length ? threatOrder(threats.data?.items ?? []) : [];
  const shown = order.filter((t) => !group || t.group === group);
  const groups = [...new Set(order.map((t) => t.group))];
  const ready = method.data && systems.data && threats.data && register && (risks.data || !ids);
  const lacking = ready && (systems.data?.items.length === 0 || order.length === 0);
  return (
    <Page>
      <PageHead crumbs={[{ label: msg("ui.nav.risk"), to: "/risk" }]} title={msg("risk.matrix")} meta={method.data && msg("risk.matrix.text", { method: methodName(method.data) })} />
      <ErrorNote error={method.error ?? systems.error ?? threats.error ?? risks.error} />
      {!ready && <Loading />}
      {lacking && (
        <EmptyState
          icon="table"
          title={msg("risk.matrix.empty")}
          text={msg("risk.matrix.empty.text")}
          action={
            <>
              <LinkButton to="/systems">{msg("risk.first.systems.go")}</LinkButton>
              <LinkButton to="/risk/threats">{msg("risk.first.threats.go")}</LinkButton>
            </>
          }
        />
      )}
      {ready && !lacking && method.data && systems.data && (
        <>
          {groups.length > 1 && (
            <div className="no-print risk-group">
              <SelectField
                label={msg("risk.matrix.group")}
                value={group}
                clearable={msg("risk.matrix.group.all")}
                onChange={(id) => change({ group: id })}
                options={groups.map((g) => ({ id: g, label: optionLabel("threat_group", g) }))}
              />
            </div>
          )}
          <Matrix key={`${cursor} ${group}`} method={method.data} systems={systems.data.items.map(systemOf)} threats={shown} risks={risksByCell(risks.data?.items ?? [])} register={register} />
          <Turn page={systems.data} cursor={cursor} onTurn={(next) => change({ cursor: next })} />
        </>
      )}
    </Page>
  );
}

// Those of a group beside each other, groups in the order of their names.
function threatOrder(records: ThreatRecord[]): MatrixThreat[] {
  const list = records.map((r) => ({ id: r.id, name: r.name, group: r.group }));
  const place = (t: MatrixThreat): string => optionLabel("threat_group", t.group);
  return list.sort((a, b) => place(a).localeCompare(place(b)) || a.name.localeCompare(b.name));
}
