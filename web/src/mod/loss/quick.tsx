// A first figure in a minute: records held times a price, and the board's sheet of six losses. Every figure has its source.
import { useEffect, useState } from "react";
import { navigate } from "../../app/router";
import type { LossEstimate } from "../../gen/api";
import { api } from "../../kernel/api";
import { label, msg, pick } from "../../kernel/i18n";
import { may } from "../../kernel/session";
import { Button } from "../../ui/button";
import { CheckField, ChecksField, SelectField } from "../../ui/field";
import { AmountField } from "../../ui/money_field";
import { ErrorNote, Loading } from "../../ui/note";
import { NumberField } from "../../ui/number_field";
import { Card, FigureCard, More, Page, PageHead } from "../../ui/page";
import { Table } from "../../ui/table";
import { newItem, prepare } from "./draft";
import { formLabel, type LossForm, newQuantity, yen } from "./model";

const PAUSE = 300; // ms after the last keystroke

interface Wish {
  records: number | null;
  items: string[];
  identifiability: string;
  high_responsibility: boolean;
  handling: string;
  sales_a_day: number | null;
  world_sales: number | null;
  fined: boolean;
  net_profit: number | null;
  market_value: number | null;
}
const EMPTY: Wish = { records: null, items: ["name_address"], identifiability: "easy", high_responsibility: false, handling: "proper", sales_a_day: null, world_sales: null, fined: false, net_profit: null, market_value: null };
const YEN = ["sales_a_day", "net_profit", "market_value", "world_sales"] as const;

function useEstimate(wish: Wish): { answer: LossEstimate | null; error: unknown } {
  const [answer, setAnswer] = useState<LossEstimate | null>(null);
  const [error, setError] = useState<unknown>(null);
  const body = JSON.stringify(Object.fromEntries(Object.entries(wish).filter(([, v]) => v !== null && !Number.isNaN(v))));
  useEffect(() => {
    let shown = true;
    const timer = window.setTimeout(() => {
      api.post<LossEstimate>("/loss-estimates", JSON.parse(body)).then(
        ({ data }) => shown && (setAnswer(data), setError(null)),
        (e: unknown) => shown && setError(e),
      );
    }, PAUSE);
    return () => {
      shown = false;
      window.clearTimeout(timer);
    };
  }, [body]);
  return { answer, error };
}

const BOARD = [
  ["personal_data", "direct"], ["interruption", "direct"], ["penalty", "direct"], ["response", "direct"], ["profit", "indirect"], ["market_value", "indirect"],
] as const;

function howOf(key: string, { factors: f }: LossEstimate): string {
  return label(`loss.board.${key}.how`, undefined, { days: f.stop_days, share: 100 * f.fine_share, least: yen(f.fine_least), response: yen(f.response), profit: 100 * f.profit_share, market: 100 * f.market_share });
}

// The figures as a scenario's first items, to be put right by those who know better.
function toScenario(wish: Wish, e: LossEstimate): void {
  const one = (form: LossForm, amount: number) => newItem({ form, basis: msg("loss.source.jcic"), amount: { ...newQuantity("fixed"), value: amount } });
  const each = e.per_person > 0 ? e.per_person : e.quick_per_record;
  const basis = msg(e.per_person > 0 ? "loss.source.jo" : "loss.source.quick");
  const items = [
    ...(wish.records ? [newItem({ form: "personal_data", basis, amount: { ...newQuantity("fixed"), value: each }, units: { ...newQuantity("fixed"), value: wish.records } })] : []),
    ...(wish.sales_a_day ? [newItem({ form: "interruption", basis: msg("loss.source.jcic"), amount: { ...newQuantity("fixed"), value: wish.sales_a_day }, units: { ...newQuantity("fixed"), value: e.factors.stop_days } })] : []),
    ...(e.board.penalty > 0 ? [one("penalty", e.board.penalty)] : []),
    one("response", e.board.response),
    ...(e.board.profit + e.board.market_value > 0 ? [one("reputation", e.board.profit)] : []),
  ];
  prepare({ title: msg("loss.quick.scenario"), leak: (wish.records ?? 0) > 0, frequency: newQuantity("fixed"), items: items.filter((i) => (i.amount.value ?? 0) > 0) });
  void navigate("/loss-scenarios/new");
}

function Board({ estimate }: { estimate: LossEstimate }) {
  return (
    <Card title={msg("loss.board")} flush foot={<p className="small muted">{msg("loss.source", { source: msg("loss.source.jcic") })}</p>}>
      <Table
        bare
        label={msg("loss.board")}
        rows={BOARD.map(([key, kind]) => ({ key, kind }))}
        rowKey={(r) => r.key}
        columns={[
          { id: "name", label: msg("loss.board.item"), main: true, cell: (r) => label(`loss.board.${r.key}`) },
          { id: "kind", label: msg("loss.board.kind"), cell: (r) => label(`loss.board.${r.kind}`) },
          { id: "how", label: msg("loss.board.how"), cell: (r) => howOf(r.key, estimate) },
          { id: "yen", label: msg("loss.amount"), align: "num", cell: (r) => yen(estimate.board[r.key]) },
        ]}
      />
    </Card>
  );
}

function Costs({ estimate }: { estimate: LossEstimate }) {
  return (
    <Card title={msg("loss.costs")} flush foot={<More label={msg("loss.costs.sources")}><ul className="small muted">{[...new Set(estimate.costs.map((c) => pick(c.source as { ja?: string; en?: string })))].map((s) => <li key={s}>{s}</li>)}</ul></More>}>
      <Table
        bare
        dense
        label={msg("loss.costs")}
        rows={estimate.costs}
        rowKey={(c) => c.key}
        columns={[
          { id: "name", label: msg("loss.costs.item"), main: true, cell: (c) => pick(c.name as { ja?: string; en?: string }) },
          { id: "form", label: msg("loss.form"), cell: (c) => formLabel(c.form) },
          { id: "price", label: msg("loss.costs.price"), align: "num", cell: (c) => (c.low === c.high ? yen(c.low) : msg("loss.range", { low: yen(c.low), high: yen(c.high) })) },
          { id: "per", label: msg("loss.costs.per"), cell: (c) => label(`loss.per.${c.per.replaceAll(" ", "_")}`, c.per) },
        ]}
      />
    </Card>
  );
}

export default function QuickPage() {
  const [wish, setWish] = useState(EMPTY);
  const { answer, error } = useEstimate(wish);
  const set = (change: Partial<Wish>) => setWish((w) => ({ ...w, ...change }));
  return (
    <Page>
      <PageHead
        crumbs={[{ label: msg("loss.title"), to: "/loss" }]}
        title={msg("loss.quick")}
        actions={may("loss.write") && answer && <Button look="filled" onPress={() => toScenario(wish, answer)}>{msg("loss.quick.take")}</Button>}
      />
      <p className="muted">{msg("loss.quick.what")}</p>
      <ErrorNote error={error} />
      <div className="columns">
        <div className="stack">
          <Card title={msg("loss.quick.data")}>
            <div className="form">
              <NumberField label={msg("loss.quick.records")} min={0} max={1e9} unit={msg("loss.unit.records")} value={wish.records} onChange={(records) => set({ records })} />
              {answer && <ChecksField label={msg("loss.quick.items")} options={answer.items.map((i) => ({ id: i.key, label: pick(i.name as { ja?: string; en?: string }) }))} value={wish.items} onChange={(items) => set({ items })} />}
              <SelectField label={msg("loss.quick.identifiability")} options={["easy", "some", "hard"].map((id) => ({ id, label: label(`enum.loss_identifiability.${id}`) }))} value={wish.identifiability} onChange={(v) => set({ identifiability: v ?? "easy" })} />
              <SelectField label={msg("loss.quick.handling")} options={["proper", "improper", "unknown"].map((id) => ({ id, label: label(`enum.loss_handling.${id}`) }))} value={wish.handling} onChange={(v) => set({ handling: v ?? "proper" })} />
              <CheckField label={msg("loss.quick.responsibility")} value={wish.high_responsibility} onChange={(high_responsibility) => set({ high_responsibility })} />
            </div>
          </Card>
          <Card title={msg("loss.quick.company")}>
            <div className="form">
              {YEN.map((key) => (
                <AmountField key={key} label={label(`loss.quick.${key}`)} currency="JPY" value={wish[key]} onChange={(n) => set({ [key]: n })} />
              ))}
              <CheckField label={msg("loss.quick.fined")} value={wish.fined} onChange={(fined) => set({ fined })} />
            </div>
          </Card>
        </div>
        <div className="stack">
          {!answer && <Loading />}
          {answer && (
            <>
              <FigureCard name={msg("loss.quick.quick", { yen: answer.quick_per_record })} value={yen(answer.quick)} note={msg("loss.source", { source: msg("loss.source.quick") })} />
              <FigureCard name={msg("loss.quick.jo")} value={yen(answer.personal_data)} note={msg("loss.quick.jo.note", { each: yen(answer.per_person), source: msg("loss.source.jo") })} />
              <FigureCard name={msg("loss.board.direct_sum")} value={yen(answer.board.direct)} note={msg("loss.board.indirect_sum", { yen: yen(answer.board.indirect) })} />
            </>
          )}
        </div>
      </div>
      {answer && (
        <div className="stack">
          <Board estimate={answer} />
          <Costs estimate={answer} />
        </div>
      )}
    </Page>
  );
}
