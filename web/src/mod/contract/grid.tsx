// Contracts beside each other, point by point: plans and levels are typed or pasted where they stand and looked at before
// they are taken (the import's own preview); how far a point is agreed is pressed below the grid.
import { type ClipboardEvent, type KeyboardEvent, useEffect, useState } from "react";
import { Link, navigate, useSearch } from "../../app/router";
import type { Contract, ContractPoint } from "../../gen/api";
import type { Page as ListPage } from "../../kernel/api";
import { optionLabel, recordPath, type RegisterInfo, useRegister } from "../../kernel/describe";
import { label, language, msg } from "../../kernel/i18n";
import { useQuery } from "../../kernel/query";
import { may } from "../../kernel/session";
import { Button, LinkButton } from "../../ui/button";
import { Segments, TextField } from "../../ui/field";
import { focusCell, type Place, placeAfter, useSteps } from "../../ui/grid_typing";
import { usePhone } from "../../ui/media";
import { EmptyState, ErrorNote, Loading, Note } from "../../ui/note";
import { Card, Page, PageHead } from "../../ui/page";
import { placeTable } from "../../ui/paste_rules";
import { Badge } from "../../ui/state";
import { useUnsaved } from "../../ui/unsaved";
import { sendTable } from "../register/import_model";
import { Transitions } from "../register/record";
import { TONES } from "./card";
import { type Edit, type Edits, type GridRow, isSettled, levelOf, LEVELS, planOf, readLevel, rowsOf, tableOf, type Typed, withEdit } from "./grid_rules";

const CONTRACTS = 4; // beside each other
const POINTS = 500;
const SHOWN = 60; // characters of a plan in its cell

interface GridProps {
  contracts: Contract[];
  rows: GridRow[];
  register: RegisterInfo;
}

const NONE: Edits = new Map();
const levelNames = (): string[] => LEVELS.map((level) => optionLabel("requirement_level", level));
const excerpt = (text: string): string => (text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text);

function pointAt({ contracts, rows }: GridProps, at: Place): ContractPoint | undefined {
  const contract = contracts[at.column];
  return contract && rows[at.row]?.points.get(contract.id);
}

// ---- the grid ----

function Cell({ point, edit, chosen, place, onMove }: { point: ContractPoint | undefined; edit: Edit | undefined; chosen: boolean; place: Place; onMove: (to: Place) => void }) {
  return (
    <td
      role="gridcell"
      tabIndex={chosen ? 0 : -1}
      aria-selected={chosen}
      data-place={`${place.row}.${place.column}`}
      className={edit ? "edited" : undefined}
      onFocus={() => onMove(place)}
      onClick={(e) => e.currentTarget.focus()}
    >
      {point ? (
        <span className="stack tight">
          <span className="row">
            <Badge tone={TONES[point.state]}>{optionLabel("contract_point_state", point.state)}</Badge>
            <span className="small">{optionLabel("requirement_level", levelOf(point, edit))}</span>
          </span>
          <span className="small muted">{excerpt(planOf(point, edit)) || msg("contract.grid.no_plan")}</span>
        </span>
      ) : (
        <span className="visually-hidden">{msg("contract.grid.not_asked")}</span>
      )}
    </td>
  );
}

interface TypingProps extends GridProps {
  edits: Edits;
  at: Place;
  onMove: (to: Place) => void;
  onKey: (e: KeyboardEvent) => void;
  onPaste: (e: ClipboardEvent) => void;
}

function Grid(props: TypingProps) {
  const { contracts, rows, edits, at } = props;
  return (
    <div className="heat-scroll cell-grid contract-grid" onKeyDown={props.onKey} onPaste={props.onPaste}>
      <table role="grid" aria-label={msg("contract.grid")}>
        <thead>
          <tr>
            <th scope="col">{msg("contract.col.point")}</th>
            {contracts.map((c) => (
              <th key={c.id} scope="col">
                <Link to={recordPath("contracts", c)}>{c.title}</Link>
                <small className="muted">{c.supplier.title}</small>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((r, row) => (
            <tr key={r.id}>
              <th scope="row">
                {r.name}
                <small>{optionLabel("requirement_phase", r.phase)}</small>
              </th>
              {contracts.map((c, column) => {
                const point = r.points.get(c.id);
                return <Cell key={c.id} point={point} edit={point && edits.get(point.id)} chosen={at.row === row && at.column === column} place={{ row, column }} onMove={props.onMove} />;
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

// The chosen cell whole: what is asked, its plan and level to be typed, and how far it is agreed.
function Chosen({ contract, point, register, edit, onEdit }: { contract: Contract; point: ContractPoint; register: RegisterInfo; edit: Edit | undefined; onEdit?: (change: Edit) => void }) {
  const english = language() === "en";
  const fixed = !onEdit || isSettled(point);
  return (
    <Card
      title={msg("contract.grid.cell", { contract: contract.title, point: (english && point.title_en) || point.title })}
      aside={<Badge tone={TONES[point.state]}>{optionLabel("contract_point_state", point.state)}</Badge>}
      foot={
        <span className="row">
          <Transitions key={point.id} register={register} record={{ ...point }} etag={`"${point.version}"`} />
          <Link to={recordPath("contract-points", point)}>{msg("contract.grid.open")}</Link>
        </span>
      }
    >
      <div className="stack">
        <p className="prewrap">{(english && point.demand_en) || point.demand}</p>
        {onEdit && isSettled(point) && <p className="muted small">{msg("contract.grid.settled")}</p>}
        {fixed ? (
          <p className="prewrap">{planOf(point, edit) || msg("contract.grid.no_plan")}</p>
        ) : (
          <>
            <span className="row">
              <Segments label={msg("reg.contract_point.level")} value={levelOf(point, edit)} onChange={(id) => onEdit({ level: LEVELS.find((level) => level === id) })} options={LEVELS.map((id) => ({ id, label: optionLabel("requirement_level", id) }))} />
            </span>
            <TextField label={msg("reg.contract_point.plan")} lines={4} value={planOf(point, edit)} onChange={(plan) => onEdit({ plan })} maxLength={5000} />
          </>
        )}
      </div>
    </Card>
  );
}

// On a phone: one contract under the other.
function ByContract({ contracts, rows }: GridProps) {
  return contracts.map((c) => (
    <Card key={c.id} flush title={c.title} aside={<span className="small muted">{c.supplier.title}</span>}>
      <ul className="tasks">
        {rows.flatMap((r) => {
          const point = r.points.get(c.id);
          return point
            ? [
                <li key={point.id}>
                  <Link to={recordPath("contract-points", point)} className="task">
                    <span className="task-title">{r.name}</span>
                    <span className="task-due">
                      <Badge tone={TONES[point.state]}>{optionLabel("contract_point_state", point.state)}</Badge>
                    </span>
                  </Link>
                </li>,
              ]
            : [];
        })}
      </ul>
    </Card>
  ));
}

// ---- keys, paste, taking ----

interface Unread {
  texts: string[]; // that are no level
  names: string[]; // that no row or column has
  settled: number;
}

const READ: Unread = { texts: [], names: [], settled: 0 };

// A table from Excel into the plans or levels of what stands there.
function pasted(props: GridProps, typed: Typed, text: string, at: Place, edits: Edits): { edits: Edits; unread: Unread } {
  const { cells, unknown } = placeTable(text, props.rows, props.contracts.map((c) => ({ id: c.id, name: c.title })), at);
  const unread: Unread = { texts: [], names: [...new Set(unknown)], settled: 0 };
  let next = edits;
  for (const cell of cells) {
    const point = props.rows.find((r) => r.id === cell.row)?.points.get(cell.column);
    const level = readLevel(cell.text, levelNames());
    if (!point) continue;
    if (isSettled(point)) unread.settled += 1;
    else if (typed === "plan") next = withEdit(next, point, { plan: cell.text.trim() });
    else if (level) next = withEdit(next, point, { level });
    else unread.texts.push(cell.text.trim());
  }
  return { edits: next, unread };
}

function useTyping(props: GridProps, typed: Typed) {
  const { edits, set, undo, clear, mayUndo } = useSteps(NONE);
  const [at, setAt] = useState<Place>({ row: 0, column: 0 });
  const [unread, setUnread] = useState(READ);
  const write = may("contract.write");
  const change = (edit: Edit) => {
    const point = pointAt(props, at);
    if (point) set(withEdit(edits, point, edit));
  };
  const onKey = (e: KeyboardEvent) => {
    if (!(e.target as HTMLElement).matches("[role=gridcell]")) return;
    const to = placeAfter(at, e.key, props.rows.length, props.contracts.length);
    const level = typed === "level" && /^[1-9]$/.test(e.key) ? LEVELS[Number(e.key) - 1] : undefined;
    if ((e.ctrlKey || e.metaKey) && e.key === "z" && write) undo();
    else if (e.ctrlKey || e.metaKey || e.altKey) return;
    else if (to) focusCell(to);
    else if (write && level) change({ level });
    else if (write && typed === "plan" && (e.key === "Delete" || e.key === "Backspace")) change({ plan: null });
    else return;
    e.preventDefault();
  };
  const onPaste = (e: ClipboardEvent) => {
    const text = e.clipboardData.getData("text/plain");
    if (!write || text === "" || !(e.target as HTMLElement).matches("[role=gridcell]")) return;
    e.preventDefault();
    const done = pasted(props, typed, text, at, edits);
    if (done.edits !== edits) set(done.edits);
    setUnread(done.unread);
  };
  return { edits, undo, clear, mayUndo, at, setAt, unread, change, onKey, onPaste };
}

// Sends what was typed and goes where it is looked at.
function useTaking({ rows, register }: GridProps, edits: Edits) {
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
      setSent(await sendTable(register, tableOf(edits, rows.flatMap((r) => [...r.points.values()])), msg("contract.grid.import")));
    } catch (e) {
      setError(e);
      setBusy(false);
    }
  };
  return { take, busy, error };
}

function Bar({ typed, onTyped, edited, undo, clear, take, busy }: { typed: Typed; onTyped: (typed: Typed) => void; edited: number; undo?: () => void; clear: () => void; take: () => void; busy: boolean }) {
  const options = (["plan", "level"] as const).map((id) => ({ id, label: label(`reg.contract_point.${id}`) }));
  return (
    <div className="row spread no-print">
      <span className="row">
        <span className="small muted">{msg("contract.grid.type")}</span>
        <Segments label={msg("contract.grid.type")} value={typed} onChange={(id) => onTyped(id === "level" ? "level" : "plan")} options={options} />
      </span>
      <span className="row">
        <span className="small muted" role="status">
          {edited > 0 ? msg("contract.grid.edited", { n: edited }) : ""}
        </span>
        <Button icon="history" isDisabled={!undo} onPress={undo}>
          {msg("ui.undo")}
        </Button>
        <Button isDisabled={edited === 0} onPress={clear}>
          {msg("contract.grid.discard")}
        </Button>
        <Button look="filled" isDisabled={edited === 0} pending={busy} onPress={take}>
          {msg("contract.grid.check")}
        </Button>
      </span>
    </div>
  );
}

function Notes({ unread }: { unread: Unread }) {
  const few = (list: string[]): string => [...new Set(list)].slice(0, 5).join(msg("ui.list.comma"));
  return (
    <>
      {unread.texts.length > 0 && <Note tone="warn" live title={msg("contract.grid.unread", { n: unread.texts.length, texts: few(unread.texts) })} />}
      {unread.names.length > 0 && <Note tone="warn" live title={msg("contract.grid.unknown", { n: unread.names.length, names: few(unread.names) })} />}
      {unread.settled > 0 && <Note tone="warn" live title={msg("contract.grid.kept", { n: unread.settled })} />}
    </>
  );
}

function ContractGrid(props: GridProps) {
  const [typed, setTyped] = useState<Typed>("plan");
  const typing = useTyping(props, typed);
  const { edits, at } = typing;
  const { take, busy, error } = useTaking(props, edits);
  const write = may("contract.write");
  const point = pointAt(props, at);
  const contract = props.contracts[at.column];
  if (usePhone())
    return (
      <>
        {write && <p className="muted small">{msg("contract.grid.phone")}</p>}
        <ByContract {...props} />
      </>
    );
  return (
    <>
      {write && <Bar typed={typed} onTyped={setTyped} edited={edits.size} undo={typing.mayUndo ? typing.undo : undefined} clear={typing.clear} take={() => void take()} busy={busy} />}
      <ErrorNote error={error} />
      <Notes unread={typing.unread} />
      <Grid {...props} edits={edits} at={at} onMove={typing.setAt} onKey={typing.onKey} onPaste={typing.onPaste} />
      {write && <p className="small muted no-print">{msg("contract.grid.keys")}</p>}
      {point && contract && (
        <div className="no-print">
          <Chosen contract={contract} point={point} register={props.register} edit={edits.get(point.id)} onEdit={write ? typing.change : undefined} />
        </div>
      )}
    </>
  );
}

// ---- the page ----

export default function ContractGridPage() {
  const [search, change] = useSearch();
  const cursor = search.get("cursor");
  const register = useRegister("contract-points");
  const contracts = useQuery<ListPage<Contract>>("/contracts", { "filter[state][in]": "preparing,in_force", sort: "title", limit: CONTRACTS, cursor });
  const ids = contracts.data?.items.map((c) => c.id).join(",");
  const points = useQuery<ListPage<ContractPoint>>(ids ? "/contract-points" : null, { "filter[contract][in]": ids, sort: "position", limit: POINTS });
  const rows = rowsOf(points.data?.items ?? [], language() === "en");
  const ready = contracts.data && register && (points.data || !ids);
  return (
    <Page>
      <PageHead crumbs={[{ label: msg("ui.nav.suppliers"), to: "/suppliers-and-sites" }]} title={msg("contract.grid")} meta={msg("contract.grid.text")} />
      <ErrorNote error={contracts.error ?? points.error} />
      {!ready && <Loading />}
      {ready && rows.length === 0 && <EmptyState icon="table" title={msg("contract.grid.none")} text={msg("contract.grid.none.text")} action={<LinkButton to="/contracts">{msg("contract.grid.contracts")}</LinkButton>} />}
      {points.data?.next && <Note title={msg("contract.grid.cut", { n: POINTS })} />}
      {ready && rows.length > 0 && <ContractGrid key={ids} contracts={contracts.data?.items ?? []} rows={rows} register={register} />}
      {(cursor || contracts.data?.next) && (
        <nav className="pager" aria-label={msg("ui.list.pages")}>
          <Button icon="chevron_left" isDisabled={!cursor} onPress={() => change({ cursor: null })}>
            {msg("contract.grid.first")}
          </Button>
          <Button iconAfter="chevron_right" isDisabled={!contracts.data?.next} onPress={() => change({ cursor: contracts.data?.next ?? null })}>
            {msg("ui.list.next")}
          </Button>
        </nav>
      )}
    </Page>
  );
}
