// Indicators: what is read from the registers, what people enter, and what that says against the targets.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Json } from "../support/client.ts";
import { query } from "../support/database.ts";
import { until } from "../support/environment.ts";
import { setUp, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server);
const unit = await topUnit(ciso);

const manual = { title: "中断時間", perspective: "customer", source: "manual", figure: "hours", direction: "lower", cycle: "month", target: 0, amber: 4 };
const make = (more: object): Promise<Json> => ciso.post("/indicators", { ...manual, ...more }, 201);
const told = async (id: string): Promise<Json> => (await ciso.get(`/scorecard?indicator=${id}`)).items[0];

test("the set to begin with is taken once", async () => {
  const { made } = await ciso.post("/scorecard/starter", undefined, 201);
  assert.ok(made > 10);
  assert.equal((await ciso.post("/scorecard/starter", undefined, 201)).made, 0);
  const { items, arrows } = await ciso.get("/scorecard");
  const of = (source: string): Json => items.find((i: Json) => i.source === source);
  assert.ok(arrows.some((a: Json) => a.cause.id === of("mean_maturity").id && a.effect.id === of("expected_loss").id));
  const several = (end: "cause" | "effect"): number => Math.max(...items.map((i: Json) => arrows.filter((a: Json) => a[end].id === i.id).length));
  assert.ok(several("cause") > 1 && several("effect") > 1, "several effects of one cause, several causes of one effect");
});

// Table 2-6.2 of the practices: what is judged in words, by view.
test("the set has every matter that is judged in words", async () => {
  const { items } = await ciso.get("/scorecard");
  const judged = (view: string): string[] => [...new Set<string>(items.filter((i: Json) => i.perspective === view && i.judged).map((i: Json) => i.judged))].sort();
  assert.deepEqual(judged("finance"), ["リスクと対策費用のバランス", "対策の見直し状況"].sort());
  assert.deepEqual(judged("customer"), ["セキュリティ関連の要望やクレームへの対処状況"]);
  assert.deepEqual(judged("process"), ["未対策となっているリスクがないか", "環境変化への対応ができているか"].sort());
  assert.deepEqual(judged("learning"), ["PDCAサイクルを通じた改善状況", "現場ニーズと要員スキルとの適合性"].sort());
});

test("what the organisation has taken away of the set's arrows does not come back", async () => {
  const { arrows } = await ciso.get("/scorecard");
  await ciso.delete(`/indicator-causes/${arrows[0].id}`, "*", 204);
  await ciso.post("/scorecard/starter", undefined, 201);
  const now: Json[] = (await ciso.get("/scorecard")).arrows;
  assert.equal(now.length, arrows.length - 1);
});

test("what a formula measures is not typed, what people enter they say themselves", async () => {
  const { figure, direction, ...bare } = manual;
  await ciso.refused("POST", "/indicators", 422, { json: bare, pointer: "/figure" });
  const read = await ciso.post("/indicators", { ...bare, title: "期限超過", source: "late_measures", figure, direction: "higher" }, 201);
  assert.deepEqual([read.figure, read.direction], ["count", "lower"]);
});

test("limits that contradict each other are refused", async () => {
  await ciso.refused("POST", "/indicators", 422, { json: { ...manual, target: 5, amber: 4 }, pointer: "/amber" });
});

test("arrows lead from several causes to several effects, never to themselves, twice or round", async () => {
  const [a, b, c] = [await make({ title: "学ぶ" }), await make({ title: "守る" }), await make({ title: "儲かる" })];
  const arrow = (cause: Json, effect: Json): Json => ({ cause: cause.id, effect: effect.id });
  const first = await ciso.post("/indicator-causes", { ...arrow(a, b), reason: "学べば守れる。" }, 201);
  assert.equal(first.name, "学ぶ → 守る");
  for (const [cause, effect] of [[a, c], [b, c]] as const) await ciso.post("/indicator-causes", arrow(cause, effect), 201);
  for (const [cause, effect] of [[a, a], [a, b], [b, a], [c, a]] as const) await ciso.refused("POST", "/indicator-causes", 422, { json: arrow(cause, effect), pointer: "/effect" });
  const seen = async (i: Json): Promise<string[]> => (await ciso.get(`/scorecard?indicator=${i.id}`)).arrows.map((x: Json) => `${x.cause.title}>${x.effect.title}`);
  assert.deepEqual(await seen(b), ["学ぶ>守る", "守る>儲かる"]);
  await ciso.patch(`/indicators/${a.id}`, { title: "学び" }, "*");
  assert.equal((await ciso.get(`/indicator-causes/${first.id}`)).name, "学び → 守る");
  await ciso.delete(`/indicators/${b.id}`, "*", 204);
  assert.deepEqual(await seen(c), ["学び>儲かる"], "arrows of a deleted indicator are not told");
  await ciso.refused("POST", "/indicator-causes", 422, { json: arrow(c, a), pointer: "/effect" });
});

test("an arrow that would lead round does not come back", async () => {
  const [a, b] = [await make({ title: "前" }), await make({ title: "後" })];
  const there = await ciso.post("/indicator-causes", { cause: a.id, effect: b.id }, 201);
  await ciso.delete(`/indicator-causes/${there.id}`, "*", 204);
  await ciso.post("/indicator-causes", { cause: b.id, effect: a.id }, 201);
  const gone = (await ciso.get("/indicator-causes?deleted=true&limit=500")).items.find((x: Json) => x.id === there.id);
  await ciso.refused("POST", `/indicator-causes/${there.id}/restore`, 422, { etag: `"${gone.version}"`, pointer: "/effect" });
});

test("any day names its period, a period has one figure, and one to come has none", async () => {
  const { id } = await make({ title: "月の値" });
  const value = { indicator: id, period_end: "2026-02-10", value: 3 };
  const made = await ciso.post("/indicator-values", value, 201);
  assert.deepEqual([made.period_end, made.name, made.origin], ["2026-02-28", "月の値 2026-02", "typed"]);
  await ciso.refused("POST", "/indicator-values", 409, { json: { ...value, period_end: "2026-02-28" } });
  await ciso.refused("POST", "/indicator-values", 422, { json: { ...value, period_end: "2999-01-01" }, pointer: "/period_end" });
  await ciso.refused("POST", "/indicator-values", 422, { json: { indicator: id, period_end: "2026-03-01" }, pointer: "/value" });
  await ciso.refused("POST", "/indicator-values", 422, { json: { ...value, period_end: "2026-03-01", records: 5 }, pointer: "/records" });
  await ciso.refused("PATCH", `/indicators/${id}`, 422, { json: { cycle: "quarter" }, etag: "*", pointer: "/cycle" });
});

test("a figure is told with its state, its movement and whether the last period is still to be entered", async () => {
  const { id } = await make({ title: "状態" });
  assert.deepEqual([(await told(id)).status, (await told(id)).due], ["none", true]);
  for (const [period_end, value] of [["2025-01-31", 0], ["2025-02-28", 5]]) await ciso.post("/indicator-values", { indicator: id, period_end, value }, 201);
  const now = await told(id);
  assert.deepEqual([now.value, now.before, now.status, now.movement, now.due], [5, 0, "bad", "worse", true]);
  assert.deepEqual(now.values.map((v: Json) => v.status), ["ok", "bad"]);
  await ciso.post("/indicator-values", { indicator: id, period_end: now.due_end, value: 2 }, 201);
  const then = await told(id);
  assert.deepEqual([then.status, then.movement, then.due], ["warn", "better", false]);
  await ciso.refused("GET", "/scorecard?indicator=KI-2001-0001", 404);
});

test("what has worsened stands first in its view", async () => {
  const { items } = await ciso.get("/scorecard");
  const customer = items.filter((i: Json) => i.perspective === "customer").map((i: Json) => i.movement === "worse");
  assert.deepEqual(customer, [...customer].sort((a, b) => Number(b) - Number(a)));
});

test("figures are read from the registers at the moment", async () => {
  const of = async (source: string): Promise<number> => (await ciso.get("/scorecard")).items.find((i: Json) => i.source === source).value;
  assert.equal(await of("late_measures"), 0);
  await ciso.post("/measures", { unit, title: "EDRの導入", priority: "high", due: "2026-01-31" }, 201);
  assert.equal(await of("late_measures"), 1);
  const spent = await ciso.post("/budgets", { unit, title: "EDR", fiscal_year: "FY2026", requested: { amount: 1_000_000, currency: "JPY" } }, 201);
  assert.ok(spent.id);
  assert.equal(await of("expected_loss"), null);
  assert.equal(await of("undecided_risks"), 0);
});

// The job has run at the start; taken away, it runs again at the next look at the queue.
test("when a period has ended, what the registers give for it is kept, and a figure that was typed stays", async () => {
  const counted = await make({ title: "演習の回数", source: "exercises_held", direction: "higher", target: 1, amber: 0 });
  const typed = await make({ title: "演習の回数（手入力）", source: "exercises_held", direction: "higher", target: 1, amber: 0 });
  const { due_end } = await told(counted.id);
  for (const title of ["机上演習", "復旧演習"]) await ciso.post("/exercises", { unit, title, kind: "tabletop", planned_on: due_end, held_on: due_end }, 201);
  await ciso.post("/indicator-values", { indicator: typed.id, period_end: due_end, value: 7 }, 201);
  query(server.database, "DELETE FROM job WHERE kind = 'indicator_close'");
  const kept = await until("the period is closed", async () => (await told(counted.id)).values[0] ?? null);
  assert.deepEqual([kept.period_end, kept.value, kept.origin], [due_end, 2, "computed"]);
  assert.deepEqual((await told(typed.id)).values.map((v: Json) => [v.value, v.origin]), [[7, "typed"]]);
});
