// Risks: valued by the organisation's method and never by hand, treated, accepted for a time.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Client, Json } from "../support/client.ts";
import { checkedTable, takenTable } from "../support/imports.ts";
import { setUp, signedInAs, topUnit } from "../support/people.ts";
import { DISAGREEING_LINE, makeLedgers, TABLE_2_4_2 } from "../support/risk.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server);
const unit = await topUnit(ciso);
const { threats, systems } = await makeLedgers(ciso, unit);

const risk = (more: object = {}): Promise<Json> => ciso.post("/risks", { unit, threat: threats[0].id, system: systems[0].id, ...more }, 201);

async function step(by: Client, record: Json, action: string, more: object = {}): Promise<Json> {
  const answer = await by.call("POST", `/risks/${record.id}/transitions`, { json: { action, ...more }, etag: "*" });
  assert.equal(answer.status, 200, answer.text);
  return answer.json;
}

test("a value is computed, never typed", async () => {
  await ciso.refused("POST", "/risks", 422, { json: { unit, threat: threats[0].id, system: systems[0].id, value: 3 }, pointer: "/value" });
  const made = await risk({ threat_level: 3, vulnerability: 2, importance: 2 });
  assert.deepEqual([made.likelihood_used, made.importance_used, made.value, made.value_now, made.band], [3, 2, 3, 3, "alarm"]);
  assert.equal(made.name, `${systems[0].name} – ${threats[0].name}`);
  const less = await ciso.patch(`/risks/${made.id}`, { likelihood: 1 }, "*");
  assert.deepEqual([less.likelihood_used, less.value, less.band], [1, 1, "calm"]);
  await ciso.refused("PATCH", `/risks/${made.id}`, 422, { json: { importance: 4 }, etag: "*", pointer: "/importance" });
});

test("a risk whose importance is not told takes its system's", async () => {
  const ec = systems.find((s: Json) => s.importance === "high");
  const made = await risk({ system: ec.id, likelihood: 2 });
  assert.deepEqual([made.importance, made.importance_used, made.value], [null, 3, 3]);
  const unknown = await risk({ system: ec.id });
  assert.deepEqual([unknown.value, unknown.value_now, unknown.band], [null, null, null]);
});

test("measures leave a residual value, which is never above the value", async () => {
  const made = await risk({ threat_level: 3, vulnerability: 3, importance: 3, residual_vulnerability: 1 });
  assert.deepEqual([made.value, made.residual_likelihood_used, made.residual_value, made.value_now], [3, 2, 3, 3]);
  const more = await ciso.patch(`/risks/${made.id}`, { residual_importance: 1 }, "*");
  assert.deepEqual([more.value, more.residual_value, more.value_now, more.band], [3, 1, 1, "calm"]);
  await ciso.refused("POST", "/risks", 422, {
    json: { unit, threat: threats[0].id, system: systems[0].id, likelihood: 1, importance: 1, residual_likelihood: 3, residual_importance: 3 },
    pointer: "/residual_importance",
  });
});

test("accepting a risk needs a reason, a day to come, and somebody who may", async () => {
  const security = await signedInAs(ciso, "security");
  const made = await risk({ likelihood: 2, importance: 2 });
  const path = `/risks/${made.id}`;
  await security.refused("POST", `${path}/transitions`, 422, { json: { action: "ask" }, etag: "*", pointer: "/acceptance_reason" });
  await security.patch(path, { acceptance_reason: "来期にシステムを廃止する。", accepted_until: "2020-03-31" }, "*");
  await security.refused("POST", `${path}/transitions`, 422, { json: { action: "ask" }, etag: "*", pointer: "/accepted_until" });
  await security.patch(path, { accepted_until: "2099-03-31" }, "*");
  const asked = await step(security, made, "ask");
  assert.deepEqual([asked.state, asked.treatment, asked.accepted_value], ["asked", "accept", null]);
  await security.refused("POST", `${path}/transitions`, 403, { json: { action: "approve" }, etag: "*" });
  const president = await signedInAs(ciso, "executive");
  const accepted = await step(president, made, "approve");
  assert.deepEqual([accepted.state, accepted.accepted_value, accepted.due], ["accepted", 2, "2099-03-31"]);
  await security.refused("PATCH", path, 422, { json: { accepted_until: "2100-01-01" }, etag: "*", pointer: "/accepted_until" });
  const grown = await security.patch(path, { likelihood: 3 }, "*");
  assert.deepEqual([grown.value, grown.state], [3, "lapsed"], "a risk that has grown is no longer accepted");
});

test("the fifteen rows of table 2-4.2 come in by their words, and the one that disagrees is told", async () => {
  const dry = await checkedTable(ciso, "risks", TABLE_2_4_2, { constants: [{ field: "unit", value: unit }] });
  assert.deepEqual(dry.columns.map((c: Json) => c.field), [null, "threat", "system", null, "likelihood", "importance", "value"]);
  assert.deepEqual([dry.state, dry.added, dry.refused, dry.warned], ["checked", 15, 0, 1], JSON.stringify(dry.faults));
  const [warning] = dry.warnings;
  assert.equal(dry.warnings.length, 1);
  assert.deepEqual([warning.line, warning.column, warning.field, warning.value], [DISAGREEING_LINE, 7, "value", "2"]);
  assert.match(warning.message, /2.*3/);
  const done = await takenTable(ciso, "risks", dry);
  assert.deepEqual([done.state, done.added, done.warned], ["taken", 15, 1]);
  const { items } = await ciso.get("/risks?limit=500&sort=number");
  const taken = items.slice(-15);
  assert.deepEqual(taken.map((r: Json) => r.value), [1, 3, 1, 3, 3, 3, 3, 3, 3, 2, 3, 2, 2, 3, 3]);
});

test("the heat map counts every risk once, before and after the measures", async () => {
  const { document } = await ciso.get("/risk-methods/now");
  assert.equal(document.scales.importance.length, 3);
  assert.deepEqual(document.value.table, [[1, 1, 2], [1, 2, 3], [2, 3, 3]]);
  const { items } = await ciso.get("/risks?limit=500");
  const { inherent, residual, unknown } = await ciso.get("/risk-heat-map");
  const counted = (cells: Json[]): number => cells.reduce((n, c) => n + c.count, 0);
  assert.equal(counted(inherent) + unknown, items.length);
  assert.equal(counted(inherent), counted(residual));
  for (const cell of inherent) {
    const at = items.filter((r: Json) => r.likelihood_used === cell.likelihood && r.importance_used === cell.importance);
    assert.deepEqual([cell.count, cell.value], [at.length, document.value.table[cell.likelihood - 1][cell.importance - 1]]);
  }
  assert.notDeepEqual(inherent, residual);
  const shop = (await ciso.post("/units", { name: "駅前店", kind: "shop", parent: unit }, 201)).id;
  assert.equal(counted((await ciso.get(`/risk-heat-map?unit=${shop}`)).inherent), 0);
});

test("figures name what is worst first", async () => {
  for (const by of ["unit", "threat", "group", "system", "owner"]) {
    const { items } = await ciso.get(`/risk-figures?by=${by}`);
    const all = await ciso.get("/risks?limit=1&total=exact");
    assert.equal(items.reduce((n: number, f: Json) => n + f.count, 0), all.total, by);
    for (const f of items) assert.equal(Object.values(f.bands as Record<string, number>).reduce((a, b) => a + b, 0) + f.unknown, f.count);
    assert.equal(items[0].highest, 3);
  }
});

test("risks are counted by the directives of their measures: in each of two, and in none where nothing serves them", async () => {
  const [one, two, three] = (await ciso.get("/risks?limit=3&filter[value_now][is_null]=false")).items;
  const measure = (item: string, section: string | null): Promise<Json> => ciso.post("/measures", { unit, title: `対策 ${item}`, priority: "high", sheet_key: "kaname-csm40", item_key: item, section_key: section }, 201);
  const link = (record: string, register: string, other: Json): Promise<Json> => ciso.post(`/${record}/links`, { kind: "relates", register, record: other.id }, 201);
  const fifth = await measure("5-2", "5"), again = await measure("5-4", null), eighth = await measure("8-2", null), refused = await measure("9-2", "9");
  for (const m of [fifth, again, eighth]) await link(`risks/${one.id}`, "measures", m);
  await link(`measures/${fifth.id}`, "risks", two);
  await link(`risks/${three.id}`, "measures", refused);
  await ciso.call("POST", `/measures/${refused.id}/transitions`, { json: { action: "reject", reason: "見送り" }, etag: "*" });
  const { items } = await ciso.get("/risk-figures?by=directive");
  const counts = Object.fromEntries(items.map((f: Json) => [f.name, f.count]));
  const all = (await ciso.get("/risks?limit=1&total=exact")).total;
  assert.deepEqual(counts, { 5: 2, 8: 1, null: all - 2 });
  assert.equal(items.find((f: Json) => f.name === "8").highest, one.value_now);
});

test("another method says what would move, then moves it as one step with one entry", async () => {
  const before = (await ciso.get("/risks?limit=500&sort=number")).items;
  const look = await ciso.post("/risk-methods/multiplication/preview", {}, 200);
  assert.equal(look.id, null);
  assert.equal(look.rows, before.length);
  assert.ok(look.moved > 0 && look.items.length === look.moved);
  assert.deepEqual((await ciso.get("/risks?limit=500&sort=number")).items, before, "a look stores nothing");
  const entries = async (): Promise<Json[]> => (await ciso.get("/audit?limit=100")).items.filter((e: Json) => e.action === "recompute");
  const had = (await entries()).length;
  const done = await ciso.post("/risk-methods/multiplication/choice", {}, 200);
  assert.deepEqual([done.moved, done.up, done.down], [look.moved, look.up, look.down]);
  assert.equal((await entries()).length, had + 1);
  const after = (await ciso.get("/risks?limit=500&sort=number")).items;
  let moved = 0;
  for (const [i, risk] of after.entries()) {
    const was = before[i];
    const value = risk.likelihood_used && risk.importance_used ? risk.likelihood_used * risk.importance_used : null;
    assert.equal(risk.value, value, risk.number);
    moved += was.value !== risk.value || was.value_now !== risk.value_now ? 1 : 0;
    if (JSON.stringify({ ...was, version: 0, updated_at: 0 }) === JSON.stringify({ ...risk, version: 0, updated_at: 0 })) assert.equal(risk.version, was.version, "what does not change is not written");
  }
  assert.equal(moved, done.moved);
  const told = await ciso.get(`/risk-recomputes/${done.id}/moves`);
  assert.deepEqual(told.items, done.items);
  assert.equal(told.next, null);
  assert.deepEqual((await ciso.get("/risk-recomputes")).items[0].method, { key: "multiplication", version: 0, own: false });
  const back = await ciso.post("/risk-methods/company-f/choice", {}, 200);
  assert.equal(back.moved, done.moved);
  const again = (await ciso.get("/risks?limit=500&sort=number")).items;
  assert.deepEqual(again.map((r: Json) => [r.value, r.value_now, r.band]), before.map((r: Json) => [r.value, r.value_now, r.band]));
});

test("a company's own method has versions, is refused by its cell, and is put in force", async () => {
  const { document } = await ciso.get("/risk-methods/company-f");
  const own = { ...document, key: "ours", publisher: "当社" };
  await ciso.refused("POST", "/risk-methods", 422, { json: document, pointer: "/key" });
  await ciso.refused("POST", "/risk-methods", 422, { json: { ...own, value: { table: [[1, 1, 2], [1, 2, 3], [2, 1, 3]] } }, pointer: "/value/table/2/1" });
  assert.deepEqual(await ciso.post("/risk-methods", own, 201), { key: "ours", version: 1, own: true });
  const stricter = { ...own, value: { table: [[1, 2, 3], [2, 3, 3], [3, 3, 3]] } };
  assert.equal((await ciso.post("/risk-methods", stricter, 201)).version, 2);
  assert.deepEqual((await ciso.get("/risk-methods/ours?version=1")).document, own);
  const listed = (await ciso.get("/risk-methods")).items;
  assert.deepEqual(listed.filter((m: Json) => m.in_force).map((m: Json) => m.key), ["company-f"]);
  assert.deepEqual(listed.at(-1).version, 2);
  const chosen = await ciso.post("/risk-methods/ours/choice", {}, 200);
  assert.equal(chosen.method.version, 2);
  assert.ok(chosen.up > 0 && chosen.down === 0);
  const now = await ciso.get("/risk-methods/now");
  assert.deepEqual([now.key, now.version, now.own], ["ours", 2, true]);
  const shop = await signedInAs(ciso, "manager");
  await shop.refused("POST", "/risk-methods/company-f/choice", 403, { json: {} });
  await ciso.post("/risk-methods/company-f/choice", {}, 200);
  await ciso.refused("POST", "/risk-methods/nothing/preview", 404, { json: {} });
});

test("a method is the whole organisation's: whoever runs the security of one shop neither adds nor chooses one", async () => {
  const shop = (await ciso.post("/units", { name: "港店", kind: "shop", parent: unit }, 201)).id;
  const there = await signedInAs(ciso, "security", shop);
  const { document } = await there.get("/risk-methods/company-f");
  await there.refused("POST", "/risk-methods", 403, { json: { ...document, key: "of-a-shop" } });
  await there.refused("POST", "/risk-methods/multiplication/preview", 403, { json: {} });
  await there.refused("POST", "/risk-methods/multiplication/choice", 403, { json: {} });
  assert.equal((await ciso.get("/risk-methods/now")).key, "company-f");
});

test("a system that becomes more important moves the risks that take their importance from it", async () => {
  const system = await ciso.post("/systems", { unit, name: "受注システム", kind: "server", importance: "low" }, 201);
  const taking = await risk({ system: system.id, likelihood: 2 });
  const told = await risk({ system: system.id, likelihood: 2, importance: 1 });
  assert.deepEqual([taking.value, told.value], [1, 1]);
  await ciso.patch(`/systems/${system.id}`, { importance: "high" }, "*");
  const now = await ciso.get(`/risks/${taking.id}`);
  assert.deepEqual([now.importance_used, now.value, now.band], [3, 3, "alarm"]);
  assert.deepEqual(await ciso.get(`/risks/${told.id}`), told);
  const [step] = (await ciso.get("/risk-recomputes")).items;
  assert.deepEqual([step.cause, step.rows, step.moved, step.up], ["system", 2, 1, 1]);
});

test("bands are called as the method in force calls them: in the description of lists, and in files", async () => {
  await risk({ likelihood: 3, importance: 3 });
  const bandsOf = async (by: Client): Promise<Json> => (await by.get("/describe")).option_names.risk_band;
  const inFile = async (): Promise<string> => (await ciso.call("GET", "/risks?format=csv&fields=band&sort=-value_now")).text;
  await ciso.post("/risk-methods/company-f/choice", {}, 200);
  assert.deepEqual(await bandsOf(ciso), { calm: { ja: "小さい", en: "Small" }, watch: { ja: "重大", en: "Serious" }, alarm: { ja: "深刻", en: "Grave" } });
  assert.match(await inFile(), /,深刻\r\n/);
  await ciso.post("/risk-methods/multiplication/choice", {}, 200);
  assert.deepEqual((await bandsOf(ciso)).watch, { ja: "中", en: "Medium" });
  assert.match(await inFile(), /,中\r\n/);
  const { document } = await ciso.get("/risk-methods/multiplication");
  const twice = document.bands.map((b: Json) => (b.key === "middle" ? { ...b, colour: "calm" } : b));
  await ciso.post("/risk-methods", { ...document, key: "twice", bands: twice }, 201);
  await ciso.post("/risk-methods/twice/choice", {}, 200);
  assert.deepEqual((await bandsOf(ciso)).calm, { ja: "低 / 中", en: "Low / Medium" });
  assert.match(await inFile(), /,低 \/ 中\r\n/);
  assert.equal(await bandsOf(await signedInAs(ciso, "admin")), undefined);
  await ciso.post("/risk-methods/company-f/choice", {}, 200);
});

test("an organisation keeps so many methods, each version counted, and the list says which are newest", async () => {
  const { document } = await ciso.get("/risk-methods/company-f");
  let kept = 0, answer = await ciso.call("POST", "/risk-methods", { json: { ...document, key: "many" } });
  for (; answer.status === 201 && kept < 1000; kept++) answer = await ciso.call("POST", "/risk-methods", { json: { ...document, key: "many" } });
  assert.equal(answer.status, 409, answer.text);
  assert.match(answer.text, /200/);
  const { items } = await ciso.get("/risk-methods");
  assert.equal(items.find((m: Json) => m.key === "many").version, kept);
});
