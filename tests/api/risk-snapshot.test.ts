// The register of risks as it was kept, and what has become of the risks since.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Client, Json } from "../support/client.ts";
import { query } from "../support/database.ts";
import { setUp, signedInAs, topUnit } from "../support/people.ts";
import { makeLedgers } from "../support/risk.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server);
const unit = await topUnit(ciso);
const { threats, systems } = await makeLedgers(ciso, unit);
const shop = (await ciso.post("/units", { name: "港店", kind: "shop", parent: unit }, 201)).id;
const depot = (await ciso.post("/units", { name: "倉庫", kind: "shop", parent: unit }, 201)).id;
const inShop = await signedInAs(ciso, "manager", shop);
const inBoth = await signedInAs(ciso, "manager", shop);

const risk = (name: string, more: object = {}): Promise<Json> => ciso.post("/risks", { unit, name, threat: threats[0].id, system: systems[0].id, ...more }, 201);
const change = (record: Json, patch: object): Promise<Json> => ciso.patch(`/risks/${record.id}`, patch, "*");
const close = async (record: Json): Promise<void> => {
  const answer = await ciso.call("POST", `/risks/${record.id}/transitions`, { json: { action: "close", reason: "廃止した" }, etag: "*" });
  assert.equal(answer.status, 200, answer.text);
};
const movement = (by: Client = ciso, more = ""): Promise<Json> => by.get(`/risk-movement?${more}`);
const moved = async (kind: string, by: Client = ciso, more = ""): Promise<Json[]> => (await by.get(`/risk-movement/risks?kind=${kind}${more}`)).items;
const told = (rows: Json[]): Json[] => rows.map((r) => [r.name, r.from?.value_now ?? null, r.to?.value_now ?? null, r.why.map((w: Json) => w.reason)]);
// One a day can be taken by hand: what was taken before becomes yesterday's.
const dayPasses = (): unknown => query(server.database, "UPDATE risk_snapshot SET period = '2001-01-0' || id, as_of = '2001-01-0' || id");

test("without risks there is nothing to keep, and without a snapshot nothing has moved", async () => {
  await ciso.refused("POST", "/risk-snapshots", 409);
  assert.deepEqual((await ciso.get("/risk-snapshots")).items, []);
  await ciso.refused("GET", "/risk-movement", 404);
});

let first: Json, second: Json;
const made: Record<string, Json> = {};

test("the register is kept as it stands, once a day, by those who run security for all of it", async () => {
  made.up = await risk("上がる", { likelihood: 1, importance: 2 });
  made.down = await risk("下がる", { likelihood: 3, importance: 3 });
  made.same = await risk("動かない", { likelihood: 2, importance: 2 });
  made.gone = await risk("なくなる", { likelihood: 2, importance: 3 });
  made.deleted = await risk("消される", { likelihood: 1, importance: 1 });
  made.unrated = await risk("未評価");
  made.shop = await risk("店のリスク", { likelihood: 1, importance: 1, unit: shop });
  made.depot = await risk("倉庫のリスク", { likelihood: 3, importance: 2, unit: depot });
  made.closed = await risk("はじめから終結", { likelihood: 3, importance: 3 });
  await close(made.closed);
  const there = await signedInAs(ciso, "security", shop);
  await there.refused("POST", "/risk-snapshots", 403);
  await inShop.refused("POST", "/risk-snapshots", 403);
  first = await ciso.post("/risk-snapshots", undefined, 201);
  assert.deepEqual([first.by_hand, first.count, first.period, first.method.key], [true, 8, first.as_of, "company-f"]);
  assert.deepEqual(first.bands, bandsOf(await ciso.get("/risks?limit=100")));
  await ciso.refused("POST", "/risk-snapshots", 409);
  const entries = (await ciso.get("/audit?limit=20")).items.filter((e: Json) => e.subject === "risk_snapshot");
  assert.deepEqual(entries.map((e: Json) => e.action), ["create"]);
});

// Of those that are not closed.
function bandsOf({ items }: Json): Json {
  const bands: Json = { calm: 0, watch: 0, warn: 0, alarm: 0, unknown: 0 };
  for (const r of items) if (r.state !== "closed") bands[r.band ?? "unknown"]++;
  return bands;
}

test("what was kept stays as it was; what has moved since is counted and told with its reason", async () => {
  assert.deepEqual((await movement()).counts, { new: 0, gone: 0, up: 0, down: 0, rated: 0, same: 8 });
  await change(made.up, { likelihood: 3 });
  await change(made.down, { residual_likelihood: 1, residual_importance: 1 });
  await change(made.unrated, { likelihood: 2, importance: 1 });
  await close(made.gone);
  await ciso.call("DELETE", `/risks/${made.deleted.id}`, { etag: "*" });
  await change(made.shop, { unit: depot });
  made.new = await risk("新しい", { likelihood: 1, importance: 3 });
  const m = await movement();
  assert.deepEqual(m.counts, { new: 1, gone: 2, up: 1, down: 1, rated: 1, same: 3 });
  assert.deepEqual([m.from.id, m.to, m.same_method], [first.id, null, true]);
  assert.deepEqual(told(await moved("up")), [["上がる", 1, 3, ["likelihood"]]]);
  assert.deepEqual(told(await moved("down")), [["下がる", 3, 1, ["measures"]]]);
  assert.deepEqual(told(await moved("rated")), [["未評価", null, 1, ["likelihood", "importance"]]]);
  assert.deepEqual(told(await moved("new")), [["新しい", null, 2, ["created"]]]);
  assert.deepEqual(told(await moved("gone")), [["なくなる", 3, null, ["closed"]], ["消される", 1, null, ["deleted"]]]);
  assert.deepEqual((await moved("gone")).map((r) => r.open), [true, false]);
  const cells = Object.fromEntries(m.cells.map((c: Json) => [`${c.from}>${c.to}`, c.count]));
  const of = (side: string, place: string): number => m.cells.filter((c: Json) => c[side] === place).reduce((n: number, c: Json) => n + c.count, 0);
  for (const band of ["calm", "watch", "warn", "alarm", "unknown"]) assert.equal(of("from", band), first.bands[band], band);
  assert.deepEqual([cells["absent>absent"], of("from", "absent"), of("to", "absent")], [undefined, 1, 2]);
  assert.deepEqual((await ciso.get("/risk-snapshots")).items[0].bands, first.bands);
});

test("who sees one unit sees what moved in it, and a risk that has gone to another as gone", async () => {
  const m = await movement(inShop);
  assert.deepEqual(m.counts, { new: 0, gone: 1, up: 0, down: 0, rated: 0, same: 0 });
  assert.equal(m.from.count, 1);
  assert.deepEqual(told(await moved("gone", inShop)), [["店のリスク", 1, null, ["unit"]]]);
  assert.equal((await moved("gone", inShop))[0].open, false);
  assert.deepEqual((await inShop.get("/risk-snapshots")).items.map((s: Json) => s.count), [1]);
  const inDepot = await signedInAs(ciso, "manager", depot);
  assert.deepEqual(told(await moved("new", inDepot)), [["店のリスク", null, 1, ["unit"]]]);
  assert.deepEqual((await movement(ciso, `unit=${depot}`)).counts, (await movement(inDepot)).counts);
  const member = await signedInAs(ciso, "member", shop);
  assert.equal((await movement(member)).from.count, 1);
});

test("two snapshots are compared in the order of time, page by page", async () => {
  dayPasses();
  second = await ciso.post("/risk-snapshots", undefined, 201);
  await change(made.same, { likelihood: 3 });
  const between = `from=${first.id}&to=${second.id}`;
  const m = await movement(ciso, between);
  assert.deepEqual(m.counts, { new: 1, gone: 2, up: 1, down: 1, rated: 1, same: 3 });
  assert.deepEqual([m.to.id, m.from.id], [second.id, first.id]);
  assert.deepEqual(told(await moved("gone", ciso, `&${between}`)), [["なくなる", 3, null, ["closed"]], ["消される", 1, null, ["deleted"]]]);
  assert.deepEqual(told(await moved("new", ciso, `&${between}`)), [["新しい", null, 2, ["created"]]]);
  assert.deepEqual((await movement()).counts, { new: 0, gone: 0, up: 1, down: 0, rated: 0, same: 6 });
  await ciso.refused("GET", `/risk-movement?from=${second.id}&to=${first.id}`, 422, { pointer: "/query/to" });
  await ciso.refused("GET", `/risk-movement?from=${threats[0].id}`, 404);
  await ciso.refused("GET", "/risk-movement/risks?kind=new&after=x", 422, { pointer: "/query/after" });
  const all = await ciso.get(`/risk-movement/risks?kind=same&${between}`);
  assert.equal(all.next, null);
  const last = all.items[0];
  const rest = await moved("same", ciso, `&${between}&after=${last.to.value_now}.${last.number}`);
  assert.deepEqual(rest, all.items.slice(1));
});

test("between two methods the bands are compared, and the method is the reason", async () => {
  await ciso.post("/risk-methods/multiplication/choice", {}, 200);
  const m = await movement();
  assert.deepEqual([m.same_method, m.from.method.key], [false, "company-f"]);
  const rows = [...(await moved("up")), ...(await moved("down")), ...(await moved("same"))];
  const touched = rows.find((r) => r.name === "動かない") as Json;
  assert.deepEqual(touched.why, [{ reason: "likelihood" }]);
  const untouched = rows.find((r) => r.name === "上がる") as Json;
  assert.deepEqual([untouched.from.value_now, untouched.to.value_now, untouched.why], [3, 6, [{ reason: "method" }]]);
  const rank = (band: string): number => ["calm", "watch", "warn", "alarm"].indexOf(band);
  for (const r of await moved("up")) assert.ok(rank(r.to.band) > rank(r.from.band), r.name);
  await ciso.post("/risk-methods/company-f/choice", {}, 200);
  assert.equal((await movement()).same_method, true);
});

test("a risk that is opened again is new for that reason", async () => {
  dayPasses();
  await ciso.post("/risk-snapshots", undefined, 201);
  const again = await ciso.call("POST", `/risks/${made.gone.id}/transitions`, { json: { action: "reopen", reason: "再び使う" }, etag: "*" });
  assert.equal(again.status, 200, again.text);
  assert.deepEqual(told(await moved("new")), [["なくなる", null, 3, ["reopened"]]]);
});

test("one taken by hand can be removed; what a quarter ended with stays", async () => {
  const [newest] = (await ciso.get("/risk-snapshots")).items;
  await inBoth.refused("DELETE", `/risk-snapshots/${newest.id}`, 403);
  await ciso.call("DELETE", `/risk-snapshots/${newest.id}`);
  assert.deepEqual((await ciso.get("/risk-snapshots")).items.map((s: Json) => s.id), [second.id, first.id]);
  await ciso.refused("DELETE", `/risk-snapshots/${newest.id}`, 404);
  query(server.database, "UPDATE risk_snapshot SET by_hand = 0, period = 'FY2001-Q' || id");
  await ciso.refused("DELETE", `/risk-snapshots/${first.id}`, 409);
  assert.equal((await movement()).from.id, second.id);
});
