// Firms by joint measures: how far each is with each, changed in place; shares by class, and who has not started.
import { type ClipboardEvent, useState } from "react";
import { Link, navigate } from "../../app/router";
import type { JointGrid } from "../../gen/api";
import { api } from "../../kernel/api";
import { mayRead, optionLabel, recordPath, useRegister } from "../../kernel/describe";
import { date, number, percent } from "../../kernel/format";
import { msg } from "../../kernel/i18n";
import { invalidate, useQuery } from "../../kernel/query";
import { may } from "../../kernel/session";
import { Button, LinkButton } from "../../ui/button";
import { SelectField } from "../../ui/field";
import { EmptyState, ErrorNote, Loading, Note, toast, toastError } from "../../ui/note";
import { Card, Page, PageHead } from "../../ui/page";
import { Badge } from "../../ui/state";
import { type Column, Table } from "../../ui/table";
import { sendTable } from "../register/import_model";
import { AskButton } from "./ask";
import { type PastedStates, readPasted, type State, STATES } from "./paste_rules";

type Measure = JointGrid["measures"][number];
type Firm = JointGrid["items"][number];
type Cell = Firm["cells"][number];

const CLASSES = ["a", "b", "c", "d", null] as const;
const PAGE = 50;
const stateOptions = () => STATES.map((id) => ({ id, label: optionLabel("joint_state", id) }));

const sum = (measure: Measure, state?: State, of?: string | null): number =>
  measure.counts.reduce((n, c) => n + ((state === undefined || c.state === state) && (of === undefined || c.class === of) ? c.n : 0), 0);

// ---- one measure ----

function ByClass({ measure }: { measure: Measure }) {
  const rows = CLASSES.filter((c) => sum(measure, undefined, c) > 0);
  const columns: Column<(typeof CLASSES)[number]>[] = [
    { id: "class", label: msg("joint.class"), main: true, cell: (c) => (c ? optionLabel("supplier_class", c) : msg("joint.class.none")) },
    ...STATES.map((s) => ({ id: s, label: optionLabel("joint_state", s), align: "num" as const, cell: (c: (typeof CLASSES)[number]) => number(sum(measure, s, c)) })),
  ];
  return <Table bare dense label={msg("joint.by_class")} columns={columns} rows={[...rows]} rowKey={(c) => c ?? "none"} />;
}

function MeasureCard({ measure, onWaiting }: { measure: Measure; onWaiting: () => void }) {
  const all = sum(measure);
  const doing = sum(measure, "doing");
  return (
    <Card
      title={<Link to={recordPath("joint-measures", measure)}>{measure.title}</Link>}
      aside={<Badge>{optionLabel("joint_kind", measure.kind)}</Badge>}
      foot={
        <span className="row no-print">
          {may("joint.write") && <AskButton measure={measure} />}
          {all > doing && (
            <Button size="small" onPress={onWaiting}>
              {msg("joint.waiting")}
            </Button>
          )}
        </span>
      }
    >
      <p>{measure.because}</p>
      <p>
        <b>{all === 0 ? msg("joint.firms.none_asked") : msg("joint.share", { n: number(doing), all: number(all), share: percent(doing / all) })}</b>
      </p>
      {all > 0 && <ByClass measure={measure} />}
    </Card>
  );
}

// ---- firms by measures ----

function CellField({ firm, measure, cell, place }: { firm: Firm; measure: Measure; cell: Cell | undefined; place: string }) {
  if (!cell) return <span className="muted">—</span>;
  const since = cell.since && <span className="muted small">{msg("joint.since", { date: date(cell.since, "short") })}</span>;
  if (!may("joint.write"))
    return (
      <span className="stack tight">
        {optionLabel("joint_state", cell.state)}
        {since}
      </span>
    );
  const change = async (state: string | null) => {
    if (state === null || state === cell.state) return;
    try {
      await api.patch(`/joint-adoptions/${cell.id}`, { state }, { etag: `"${cell.version}"` });
      toast(msg("joint.saved"));
    } catch (e) {
      toastError(e);
    }
    invalidate("/joint-adoptions");
  };
  return (
    <span className="stack tight" data-place={place}>
      <SelectField hideLabel label={msg("joint.cell", { firm: firm.name, measure: measure.title })} options={stateOptions()} value={cell.state} onChange={(s) => void change(s)} />
      {since}
    </span>
  );
}

function columnsOf({ measures, items }: JointGrid): Column<Firm>[] {
  return [
    { id: "name", label: msg("reg.joint_adoption.name"), main: true, cell: (f) => f.name },
    { id: "class", label: msg("joint.class"), cell: (f) => (f.class ? optionLabel("supplier_class", f.class) : "") },
    ...measures.map((m, column) => ({
      id: m.id,
      label: m.title,
      cell: (f: Firm) => <CellField firm={f} measure={m} cell={f.cells.find((c) => c.measure === m.id)} place={`${items.indexOf(f)}.${column}`} />,
    })),
  ];
}

// ---- a table from Excel ----

// Pasted while a cell has the focus; what it would change is looked at before it is taken (the import's own preview).
function usePaste(grid: JointGrid) {
  const register = useRegister("joint-adoptions");
  const [told, setTold] = useState<PastedStates | null>(null);
  const onPaste = (e: ClipboardEvent) => {
    const text = e.clipboardData.getData("text/plain");
    const at = (e.target as HTMLElement).closest<HTMLElement>("[data-place]")?.dataset["place"]?.split(".").map(Number);
    const [row, column] = at ?? [];
    if (text === "" || row === undefined || column === undefined || !register || !may("joint.write")) return;
    e.preventDefault();
    const pasted = readPasted(text, grid, STATES.map((s) => optionLabel("joint_state", s)), { row, column });
    setTold(pasted);
    if (pasted.changed > 0 && pasted.unread.length + pasted.unknown.length + pasted.unasked === 0) void take(pasted);
  };
  const take = async (pasted: PastedStates) => {
    if (!register) return;
    try {
      await navigate(await sendTable(register, pasted.table, msg("joint.paste.import")));
    } catch (e) {
      toastError(e);
    }
  };
  return { told, onPaste, take };
}

// What could not be read is said first; the rest is taken by a press.
function PasteNote({ told, onTake }: { told: PastedStates; onTake: () => void }) {
  const few = (list: string[]): string => list.slice(0, 5).join(msg("ui.list.comma"));
  const lines = [
    told.unread.length > 0 && msg("joint.paste.unread", { texts: few(told.unread) }),
    told.unknown.length > 0 && msg("joint.paste.unknown", { names: few(told.unknown) }),
    told.unasked > 0 && msg("joint.paste.unasked", { n: number(told.unasked) }),
  ].filter(Boolean);
  if (lines.length === 0 && told.changed > 0) return null;
  return (
    <Note tone={lines.length > 0 ? "warn" : undefined} live title={told.changed > 0 ? msg("joint.paste.some", { n: number(told.changed) }) : msg("joint.paste.nothing")}>
      {lines.map((line) => (
        <p key={String(line)}>{line}</p>
      ))}
      {told.changed > 0 && (
        <Button size="small" onPress={onTake}>
          {msg("joint.paste.take")}
        </Button>
      )}
    </Note>
  );
}

interface Wish {
  measure: string | null;
  state: string | null;
  after: string | null;
}

function Firms({ grid, wish, setWish }: { grid: JointGrid; wish: Wish; setWish: (wish: Wish) => void }) {
  const foot = (wish.after || grid.next) && (
    <span className="row no-print">
      <Button size="small" icon="chevron_left" isDisabled={!wish.after} onPress={() => setWish({ ...wish, after: null })}>
        {msg("joint.before")}
      </Button>
      <Button size="small" iconAfter="chevron_right" isDisabled={!grid.next} onPress={() => setWish({ ...wish, after: grid.next })}>
        {msg("joint.next", { n: PAGE })}
      </Button>
    </span>
  );
  const { told, onPaste, take } = usePaste(grid);
  return (
    <Card title={msg("joint.firms")} foot={foot}>
      {may("joint.write") && grid.items.length > 0 && <p className="muted small no-print">{msg("joint.paste")}</p>}
      {told && <PasteNote told={told} onTake={() => void take(told)} />}
      <div className="row wrap no-print">
        <SelectField
          label={msg("joint.measure")}
          clearable={msg("joint.any")}
          options={grid.measures.map((m) => ({ id: m.id, label: m.title }))}
          value={wish.measure}
          onChange={(measure) => setWish({ ...wish, measure, after: null })}
        />
        <SelectField label={msg("joint.state")} clearable={msg("joint.any")} options={[{ id: "waiting", label: optionLabel("joint_which", "waiting") }, ...stateOptions()]} value={wish.state} onChange={(state) => setWish({ ...wish, state, after: null })} />
      </div>
      {grid.items.length === 0 ? (
        <p className="muted">{msg("joint.firms.none")}</p>
      ) : (
        <div onPaste={onPaste}>
          <Table label={msg("joint.firms")} columns={columnsOf(grid)} rows={grid.items} rowKey={(f) => f.name + f.cells.map((c) => c.id).join()} />
        </div>
      )}
    </Card>
  );
}

export default function JointPage() {
  const [wish, setWish] = useState<Wish>({ measure: null, state: null, after: null });
  const query = useQuery<JointGrid>("/joint-adoptions/grid", { measure: wish.measure ?? undefined, state: wish.state ?? undefined, after: wish.after ?? undefined });
  const grid = query.data;
  return (
    <Page>
      <PageHead
        crumbs={[{ label: msg("ui.nav.suppliers"), to: "/suppliers-and-sites" }]}
        title={msg("joint.title")}
        meta={msg("joint.text")}
        actions={
          <>
            {mayRead("joint-adoptions") && <LinkButton to="/joint-adoptions">{msg("joint.list")}</LinkButton>}
            {may("joint.write") && (
              <LinkButton icon="plus" to="/joint-measures/new">
                {msg("joint.new")}
              </LinkButton>
            )}
          </>
        }
      />
      <ErrorNote error={query.error} onRetry={() => void query.reload()} />
      {!grid && !query.error && <Loading />}
      {grid && grid.measures.length === 0 && <EmptyState icon="link" title={msg("joint.none")} text={msg("joint.none.text")} />}
      {grid && grid.measures.map((m) => <MeasureCard key={m.id} measure={m} onWaiting={() => setWish({ measure: m.id, state: "waiting", after: null })} />)}
      {grid && grid.measures.length > 0 && <Firms grid={grid} wish={wish} setWish={setWish} />}
    </Page>
  );
}
