// The chain of suppliers seen as a whole: how many of our businesses stop with each firm by all ways, one business
// followed to the last tier with its gaps, the tree and what is around one firm.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Json } from "../support/client.ts";
import { setUp, signedInAs, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server);
const top = await topUnit(ciso);
const [east, west] = [await ciso.post("/units", { name: "東店", parent: top, kind: "shop" }, 201), await ciso.post("/units", { name: "西店", parent: top, kind: "shop" }, 201)];

for (const [name, importance] of [["販売", "high"], ["配送", "middle"], ["給与", "high"]]) await ciso.post("/businesses", { name, importance }, 201);
const firm = (name: string, more: object = {}): Promise<Json> => ciso.post("/suppliers", { name, ...more }, 201);
const work = (unit: string, supplier: Json, stops: string[]): Promise<Json> => ciso.post("/supplier-engagements", { unit, work: `${supplier.name}の仕事`, supplier: supplier.id, stops }, 201);
const step = (from: Json, more: object): Promise<Json> => ciso.post("/supplier-subcontracts", { work: "一部の作業", supplier: from.id, ...more }, 201);

//   システムA ─► 中央DC ─► 監視E      運送B ─► 軽貨物D ─► 中央DC (which gives work back to 運送B)     給与C ─► 中央DC
const [a, b, c] = [await firm("システムA"), await firm("運送B"), await firm("給与C")];
const [dc, light, guard] = [await firm("中央DC"), await firm("軽貨物D"), await firm("監視E", { subcontracts: "no" })];
const trusted = await firm("大手F", { trusted: true, trusted_reason: "上場企業で、契約で再委託先の対策を義務付けている" });
await work(east.id, a, ["販売"]);
await work(west.id, b, ["配送", "販売"]);
for (const one of [c, trusted]) await work(west.id, one, ["給与"]);
for (const from of [a, c, light]) await step(from, { subcontractor: dc.id });
const toLight = await step(b, { subcontractor: light.id });
await step(dc, { subcontractor: guard.id });
await step(dc, { subcontractor: b.id });
await step(a, { subcontractor_name: "まだ台帳にない会社" });

const names = (list: Json): string[] => list.items.map((f: Json) => f.name ?? f.firm?.name ?? f.work.name);

test("a firm counts each business once, whichever ways lead to it", async () => {
  const ranking = await ciso.get("/supplier-concentration");
  assert.equal(ranking.businesses, 3);
  const told = ranking.items.map((f: Json) => [f.name, f.tier, f.businesses, f.important, f.own, f.above]);
  // 運送B has work from us and from 中央DC, with which all three stop: so they stop with it, too.
  assert.deepEqual(told.slice(0, 4), [["中央DC", 2, 3, 2, 0, 3], ["監視E", 3, 3, 2, 0, 1], ["軽貨物D", 2, 3, 2, 0, 1], ["運送B", 1, 3, 2, 2, 1]]);
  assert.deepEqual(told.slice(4), [["システムA", 1, 1, 1, 1, 0], ["大手F", 1, 1, 1, 1, 0], ["給与C", 1, 1, 1, 1, 0]]);
  assert.deepEqual(ranking.items[0].stops.toSorted(), ["給与", "販売", "配送"].toSorted());
  const [first, second] = [await ciso.get("/supplier-concentration?limit=3"), await ciso.get("/supplier-concentration?limit=100&after=3")];
  assert.deepEqual([first.next, second.next, first.total, second.items.length], [3, null, 7, 4]);
  assert.deepEqual([...names(first), ...names(second)], names(ranking));
});

test("an ended step or ended work carries nothing, and a deleted firm is no part of the chain", async () => {
  const path = `/supplier-subcontracts/${toLight.id}/transitions`;
  const go = async (action: string): Promise<void> => assert.equal((await ciso.call("POST", path, { json: { action, reason: "試験" }, etag: "*" })).status, 200);
  await go("end");
  const without = await ciso.get("/supplier-concentration");
  assert.ok(!names(without).includes("軽貨物D"), names(without).join());
  await go("resume");
  await ciso.call("DELETE", `/suppliers/${guard.id}`, { etag: "*" });
  assert.ok(!names(await ciso.get("/supplier-concentration")).includes("監視E"));
  await ciso.call("POST", `/suppliers/${guard.id}/restore`, { etag: "*" });
  assert.ok(names(await ciso.get("/supplier-concentration")).includes("監視E"));
});

test("a shop's manager counts what their own unit has given out", async () => {
  const manager = await signedInAs(ciso, "manager", east.id);
  const ranking = await manager.get("/supplier-concentration");
  assert.deepEqual(ranking.items.map((f: Json) => f.stops), ranking.items.map(() => ["販売"]));
  assert.deepEqual([ranking.businesses, names(ranking).includes("給与C")], [1, false]);
  const salaries = (await ciso.get("/businesses")).items.find((x: Json) => x.name === "給与");
  assert.deepEqual((await manager.get(`/businesses/${salaries.id}/chain`)).items, []);
  assert.deepEqual(names(await manager.get("/supplier-tree")), ["システムA"]);
  for (const path of ["/supplier-concentration", "/supplier-concentration/file?format=csv", "/supplier-tree", `/suppliers/${a.id}/around`, `/businesses/${salaries.id}/chain`])
    for (const role of ["member", "trainer", "admin"] as const) await (await signedInAs(ciso, role)).refused("GET", path, 403);
});

test("a business is followed to the last tier, with what is not declared and what the contract assures", async () => {
  const businesses: Json[] = (await ciso.get("/businesses")).items;
  const salaries = businesses.find((x) => x.name === "給与") as Json;
  const chain = await ciso.get(`/businesses/${salaries.number}/chain`);
  assert.equal(chain.business.title, "給与");
  assert.deepEqual(chain.tiers.map((t: Json) => [t.tier, t.firms, t.missing, t.assured]), [[1, 2, 0, 1], [2, 1, 0, 0], [3, 2, 0, 0], [4, 1, 0, 0]]);
  const of = new Map<string, Json>(chain.items.map((f: Json) => [f.name, f]));
  assert.deepEqual([of.get("大手F")?.known, of.get("大手F")?.assured_reason], ["assured", "上場企業で、契約で再委託先の対策を義務付けている"]);
  assert.deepEqual([of.get("給与C")?.known, of.get("監視E")?.known, of.get("監視E")?.assured_reason], ["declared", "none", null]);
  assert.deepEqual(of.get("中央DC")?.from.map((f: Json) => f.title), ["給与C"]);
  await ciso.patch(`/suppliers/${guard.id}`, { subcontracts: null }, "*");
  const gaps = await ciso.get(`/businesses/${salaries.id}/chain?gaps=true`);
  assert.deepEqual([names(gaps), gaps.total, gaps.tiers[2].missing], [["監視E"], 1, 1]);
  const last = (await ciso.get("/supplier-subcontracts")).items.find((s: Json) => s.subcontractor?.title === "監視E");
  await ciso.patch(`/supplier-subcontracts/${last.id}`, { further: "no" }, "*");
  assert.equal((await ciso.get(`/businesses/${salaries.id}/chain?gaps=true`)).total, 0, "declared from above");
  await ciso.refused("GET", "/businesses/BU-1999-0001/chain", 404);
});

test("a step that names businesses is followed for these alone, one that names none for all", async () => {
  const [sale, salary] = ((await ciso.get("/businesses")).items as Json[]).filter((b) => ["販売", "給与"].includes(b.name)).toSorted((x) => (x.name === "販売" ? -1 : 1)) as [Json, Json];
  const [house, small, cloud] = [await firm("総合H"), await firm("小規模I"), await firm("クラウドJ")];
  await work(east.id, house, ["販売", "給与"]);
  const narrow = await step(house, { subcontractor: small.id, serves: [salary.number, "給与"] });
  await step(house, { subcontractor: cloud.id });
  const unnamed = await step(small, { subcontractor_name: "台帳にない会社", serves: ["給与"] });
  assert.deepEqual(narrow.serves, ["給与"], "a number is the name, and each stands once");
  const stops = async (name: string): Promise<string[]> => ((await ciso.get("/supplier-concentration")).items as Json[]).find((f) => f.name === name)?.stops.toSorted() ?? [];
  assert.deepEqual([await stops("小規模I"), await stops("クラウドJ")], [["給与"], ["給与", "販売"]]);

  const followed = async (business: Json): Promise<Map<string, Json>> => new Map((await ciso.get(`/businesses/${business.id}/chain`)).items.map((f: Json) => [f.name, f]));
  const [ofSale, ofSalary] = [await followed(sale), await followed(salary)];
  assert.deepEqual([ofSale.has("小規模I"), ofSale.get("総合H")?.below, ofSalary.get("総合H")?.below], [false, 1, 2]);
  const told = ofSalary.get("小規模I") as Json;
  assert.deepEqual([told.tier, told.from.map((f: Json) => f.title), told.presumed, told.unknown, told.known], [2, ["総合H"], false, 1, "declared"]);
  assert.deepEqual([ofSalary.get("クラウドJ")?.presumed, ofSalary.get("総合H")?.presumed], [true, false]);

  // With nothing said for this business, the tiers below are not declared for it.
  await ciso.patch(`/supplier-subcontracts/${unnamed.id}`, { serves: ["販売"] }, "*");
  assert.deepEqual([(await followed(salary)).get("小規模I")?.known, (await followed(salary)).get("小規模I")?.unknown], ["missing", 0]);
  const around = await ciso.get(`/suppliers/${small.id}/around`);
  assert.deepEqual(around.works.map((w: Json) => w.serves), [["給与"]]);
  const under = await ciso.get(`/supplier-tree?under=${house.id}`);
  assert.deepEqual(under.items.find((i: Json) => i.firm.name === "クラウドJ").work.serves, []);

  await ciso.patch(`/supplier-subcontracts/${narrow.id}`, { serves: null }, "*");
  assert.deepEqual(await stops("小規模I"), ["給与", "販売"]);
  for (const one of [house, small, cloud]) await ciso.call("DELETE", `/suppliers/${one.id}`, { etag: "*" });
});

test("the tree opens one firm's tiers at a time, names that the ledger does not know included", async () => {
  const roots = await ciso.get("/supplier-tree");
  assert.deepEqual(names(roots), ["システムA", "大手F", "給与C", "運送B"]);
  assert.deepEqual([roots.items[0].firm.below, roots.items[0].firm.unknown, roots.items[0].work], [1, 1, null]);
  const under = await ciso.get(`/supplier-tree?under=${a.id}`);
  assert.deepEqual(names(under).toSorted(), ["まだ台帳にない会社", "中央DC"].toSorted());
  assert.deepEqual([under.firm.name, under.total, under.next], ["システムA", 2, null]);
  const unknown = under.items.find((i: Json) => i.firm === null);
  assert.deepEqual([unknown.work.to, unknown.work.from, unknown.work.work], [null, a.id, "一部の作業"]);
  const page = await ciso.get(`/supplier-tree?under=${a.id}&limit=1&after=1`);
  assert.deepEqual([names(page)[0], page.next], [names(under)[1], null]);
  assert.deepEqual((await ciso.get(`/supplier-tree?under=${guard.id}`)).way.length, 3);
  await ciso.refused("GET", "/supplier-tree?under=00000000-0000-7000-8000-000000000000", 404);
});

test("around a firm stand those above and below, and the work between them", async () => {
  const around = await ciso.get(`/suppliers/${dc.id}/around`);
  const levels = Object.fromEntries(around.items.map((f: Json) => [f.name, f.level]));
  assert.deepEqual(levels, { 中央DC: 0, システムA: -1, 給与C: -1, 軽貨物D: -1, 監視E: 1, 運送B: 1 });
  assert.deepEqual([around.more, around.works.length], [false, 6]);
  assert.ok(around.works.every((w: Json) => w.from && w.to));
  assert.deepEqual(around.way.map((f: Json) => f.title).length, 2);
  const alone = await ciso.get(`/suppliers/${dc.number}/around?up=0&down=0`);
  assert.deepEqual([names(alone), alone.works], [["中央DC"], []]);
  await ciso.refused("GET", `/suppliers/${dc.id}/around?down=9`, 422);
});

test("a picture of a firm with hundreds around it is cut, and says so", async () => {
  const hub = await firm("要所G");
  for (let i = 0; i < 70; i++) await step(hub, { subcontractor: (await firm(`末端${i}`)).id });
  const around = await ciso.get(`/suppliers/${hub.id}/around`);
  assert.deepEqual([around.items.length, around.more, around.items[0].below], [60, true, 70]);
  const [first, second] = [await ciso.get(`/supplier-tree?under=${hub.id}`), await ciso.get(`/supplier-tree?under=${hub.id}&after=50`)];
  assert.deepEqual([first.items.length, first.next, second.items.length, second.next], [50, 50, 20, null]);
});

test("the ranking leaves as CSV and as a book of Excel", async () => {
  const csv = await ciso.call("GET", "/supplier-concentration/file?format=csv");
  assert.match(csv.headers.get("content-type") ?? "", /^text\/csv/);
  const lines = csv.text.split("\r\n");
  assert.match(lines[1] ?? "", /^1,SR-\d{4}-\d{4},中央DC,2,3,2,0,3,申告あり,/);
  const book = await ciso.call("GET", "/supplier-concentration/file?format=xlsx");
  assert.deepEqual([book.status, book.headers.get("content-type")?.includes("spreadsheetml")], [200, true]);
  await ciso.refused("GET", "/supplier-concentration/file", 422);
});
