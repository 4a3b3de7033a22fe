// Units are asked which suppliers they give work to: the round, each unit's list, firms that are in no ledger.
import assert from "node:assert/strict";
import { test } from "node:test";
import { query } from "../support/database.ts";
import { until } from "../support/environment.ts";
import type { Client, Json } from "../support/client.ts";
import { checkedTable, takenTable } from "../support/imports.ts";
import { setUp, signedInAs, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server);
const top = await topUnit(ciso);
const unit = (name: string, parent = top, kind = "department"): Promise<Json> => ciso.post("/units", { name, parent, kind }, 201);
const [general, products, section] = [await unit("総務部"), await unit("製品部"), await unit("関西支店", top, "shop")];
const team = await unit("商品企画課", products.id);
const manager = await signedInAs(ciso, "manager", general.id);
const maker = await signedInAs(ciso, "manager", products.id);

const act = (client: Client, path: string, action: string, reason?: string) => client.call("POST", `${path}/transitions`, { json: { action, reason }, etag: "*" });
const done = async (client: Client, path: string, action: string, reason?: string): Promise<void> => {
  const { status, text } = await act(client, path, action, reason);
  assert.equal(status, 200, text);
};
const refused = async (client: Client, path: string, action: string, detail: RegExp): Promise<void> => {
  const { status, json } = await act(client, path, action, action === "return" ? "x" : undefined);
  assert.equal(status, 409);
  assert.match(json.detail, detail);
};
const replies = async (census: Json): Promise<Json[]> => (await ciso.get(`/supplier-census-replies?filter[census][eq]=${census.id}&limit=100`)).items;
const replyOf = async (census: Json, of: Json): Promise<string> => `/supplier-census-replies/${(await replies(census)).find((r) => r.unit.id === of.id)!.id}`;

// A round that has been opened, with its replies.
async function opened(body: object, units: number): Promise<Json> {
  const census = await ciso.post("/supplier-censuses", { name: "2026年度", due: "2099-03-31", ...body }, 201);
  await done(ciso, `/supplier-censuses/${census.id}`, "open");
  await until("the units are asked", async () => (await replies(census)).length === units);
  await until("it has been told", async () => (await ciso.get(`/supplier-censuses/${census.id}`)).reminded_on !== null);
  return census;
}
const told = async (client: Client, kind: string): Promise<Json[]> => (await client.get("/notices")).items.filter((n: Json) => n.kind === kind);

let year: Json;

test("a round asks each unit, and whoever answers for several is told once", async () => {
  year = await opened({}, 5);
  const all = await replies(year);
  assert.deepEqual(new Set(all.map((r) => r.state)), new Set(["waiting"]));
  assert.deepEqual(new Set(all.map((r) => r.due)), new Set(["2099-03-31"]));
  const [asked] = await told(maker, "census_asked");
  assert.ok(asked, "the manager is told");
  assert.equal((await told(maker, "census_asked")).length, 1);
  assert.match(asked.text, /製品部\n商品企画課/);
  assert.doesNotMatch(asked.text, /総務部/);
  assert.equal((await told(ciso, "census_asked")).length, 0, "those at the top answer for no unit of their own accord");
});

test("a round may ask units of a kind, or those below one", async () => {
  const shops = await opened({ kind: "shop" }, 1);
  assert.deepEqual((await replies(shops)).map((r) => r.unit.id), [section.id]);
  const below = await opened({ under: products.id }, 2);
  assert.deepEqual((await replies(below)).map((r) => r.unit.id).sort(), [products.id, team.id].sort());
  for (const one of [shops, below]) await done(ciso, `/supplier-censuses/${one.id}`, "close");
});

test("a unit sees its own list and nobody else's", async () => {
  const mine: Json[] = (await manager.get("/supplier-census-replies?limit=100")).items;
  assert.deepEqual([...new Set(mine.map((r) => r.unit.id))], [general.id]);
  const other = await replyOf(year, products);
  await manager.refused("GET", other, 404);
  await manager.refused("GET", `${other}/list`, 404);
  await manager.refused("POST", `${other}/same`, 404, { json: {} });
  await manager.refused("GET", `/supplier-censuses/${year.id}/progress`, 403);
  const local = await signedInAs(ciso, "security", general.id);
  for (const path of [`/supplier-censuses/${year.id}/progress`, "/supplier-unplaced"]) await local.refused("GET", path, 403);
  assert.equal((await (await signedInAs(ciso, "executive")).get(`/supplier-censuses/${year.id}/progress`)).units, 5);
  await manager.refused("GET", "/supplier-unplaced", 403);
  await (await signedInAs(ciso, "member", general.id)).refused("GET", "/supplier-census-replies", 403);
});

test("a list is sent in when each piece of it has been looked at in this round", async () => {
  const path = await replyOf(year, general);
  await refused(manager, path, "submit", /1件もありません/);
  const before = await manager.post("/supplier-engagements", { unit: general.id, work: "コールセンター業務", supplier_name: "ABC株式会社", internet: "yes" }, 201);
  assert.match(before.checked_on, /^\d{4}-/, "what is written down has been looked at");
  await refused(manager, path, "none", /1件あります/);
  await done(manager, path, "submit");
  const sent = await manager.get(path);
  assert.deepEqual([sent.state, sent.work], ["submitted", 1]);
  const { status } = await manager.call("POST", `${path}/same`, { json: {} });
  assert.equal(status, 409, "what is sent in stays as it is");
  await done(ciso, path, "return", "派遣会社が入っていません");
  const back = await manager.get(path);
  assert.deepEqual([back.state, back.return_reason], ["returned", "派遣会社が入っていません"]);
  assert.match((await told(manager, "census_returned"))[0]!.text, /派遣会社が入っていません/);
  assert.deepEqual([...new Set(query(server.database, "SELECT subject FROM notice WHERE kind = 'census_returned'"))], ["supplier_census_reply"]);
  await manager.post("/supplier-engagements", { unit: general.id, work: "派遣", supplier_name: "㈱ＡＢＣ", internet: "no" }, 201);
  await done(manager, path, "submit");
});

test("a unit that gives work to nobody says so", async () => {
  const path = await replyOf(year, section);
  await done(ciso, path, "none");
  assert.equal((await ciso.get(path)).state, "none");
  const figures = await ciso.get(`/supplier-censuses/${year.id}/progress`);
  assert.deepEqual(figures, { units: 5, waiting: 3, returned: 0, submitted: 1, none: 1, accepted: 0, late: 0 });
});

test("firms that are in no ledger are placed once, with the work of all units, and the list is accepted", async () => {
  const path = await replyOf(year, general);
  await refused(ciso, path, "accept", /2件あります/);
  const known = await ciso.post("/suppliers", { name: "ひかり運送" }, 201);
  await maker.post("/supplier-engagements", { unit: products.id, work: "配送", supplier_name: "株式会社ひかり運送", internet: "no" }, 201);
  const { total, items } = await ciso.get("/supplier-unplaced");
  assert.equal(total, 2);
  assert.deepEqual(items.map((g: Json) => [g.match_name, g.work, g.offers.length]), [["abc", 2, 0], ["ひかり運送", 1, 1]]);
  assert.equal(items[1].offers[0].id, known.id);
  const left = await ciso.post("/supplier-unplaced/place", { items: [{ match_name: "abc" }, { match_name: "ひかり運送", supplier: known.id }] });
  assert.equal(left.total, 0);
  const work: Json[] = (await ciso.get("/supplier-engagements?limit=50")).items;
  assert.deepEqual(new Set(work.map((w) => w.state)), new Set(["confirmed"]));
  assert.equal(new Set(work.filter((w) => w.unit.id === general.id).map((w) => w.supplier.id)).size, 1);
  assert.equal((await ciso.get(`/suppliers/${known.id}`)).state, "active");
  await done(ciso, path, "accept");
  assert.equal((await ciso.get(path)).state, "accepted");
});

test("accepting a list confirms what it reports of firms of the ledger", async () => {
  const [known] = (await ciso.get("/suppliers?q=ひかり")).items;
  const made = await maker.post("/supplier-engagements", { unit: products.id, work: "倉庫", supplier: known.id }, 201);
  const path = await replyOf(year, products);
  await done(maker, path, "submit");
  await done(ciso, path, "accept");
  assert.equal((await ciso.get(`/supplier-engagements/${made.id}`)).state, "confirmed");
});

test("what a unit reports after its list was sent in is not confirmed unseen with the list", async () => {
  const [known] = (await ciso.get("/suppliers?q=ひかり")).items;
  const path = await replyOf(year, team);
  const first = await maker.post("/supplier-engagements", { unit: team.id, work: "調査", supplier: known.id }, 201);
  await done(maker, path, "submit");
  const etag = `"${(await ciso.get(path)).version}"`;
  const later = await maker.post("/supplier-engagements", { unit: team.id, work: "印刷", supplier: known.id }, 201);
  const accepted = await ciso.call("POST", `${path}/transitions`, { json: { action: "accept" }, etag });
  assert.equal(accepted.status, 409, accepted.text);
  assert.match(accepted.json.detail, /1件あります/);
  for (const one of [first, later]) assert.equal((await ciso.get(`/supplier-engagements/${one.id}`)).state, "reported");
  await done(ciso, `/supplier-engagements/${later.id}`, "confirm");
  await done(ciso, path, "accept");
  assert.equal((await ciso.get(`/supplier-engagements/${first.id}`)).state, "confirmed");
});

test("a firm with which dealings had ended is active again when a unit reports it", async () => {
  const firm = await ciso.post("/suppliers", { name: "ひさびさ工業" }, 201);
  await done(ciso, `/suppliers/${firm.id}`, "end", "取引終了");
  await maker.post("/supplier-engagements", { unit: products.id, work: "試作", supplier_name: "ひさびさ工業㈱", internet: "no" }, 201);
  await ciso.post("/supplier-unplaced/place", { items: [{ match_name: "ひさびさ工業", supplier: firm.id }] });
  assert.equal((await ciso.get(`/suppliers/${firm.id}`)).state, "active");
});

test("a corporate number says which firm it is", async () => {
  const firm = await ciso.post("/suppliers", { name: "みどり運輸", corporate_number: "7000012050002" }, 201);
  await maker.post("/supplier-engagements", { unit: team.id, work: "輸送", supplier_name: "ミドリ", supplier_number: "7000012050002" }, 201);
  await maker.post("/supplier-engagements", { unit: team.id, work: "保管", supplier_name: "みどり運輸", supplier_number: "1180301018771" }, 201);
  const { items } = await ciso.get("/supplier-unplaced");
  const offers = Object.fromEntries(items.map((g: Json) => [g.corporate_number, g.offers.map((o: Json) => [o.id, o.by_number])]));
  assert.deepEqual(offers, { "7000012050002": [[firm.id, true]], "1180301018771": [] }, "of one name with two numbers neither is the other");
  await ciso.post("/supplier-unplaced/place", { items: [{ match_name: "ミドリ", corporate_number: "7000012050002", supplier: firm.id }, { match_name: "みどり運輸", corporate_number: "1180301018771" }] });
  assert.equal((await ciso.get("/suppliers?q=みどり運輸")).items.length, 2);
});

test("a new firm of a known name is told apart, and those told apart are not offered again until another one comes", async () => {
  const names = async (): Promise<string[]> => (await ciso.get("/supplier-duplicates")).items.map((o: Json) => o.name);
  await maker.post("/supplier-engagements", { unit: team.id, work: "清掃", supplier_name: "ひかり運送" }, 201);
  await ciso.post("/supplier-unplaced/place", { items: [{ match_name: "ひかり運送", supplier: null }] });
  assert.deepEqual(await names(), []);
  await ciso.post("/suppliers", { name: "有限会社ひかり運送" }, 201);
  assert.equal((await names()).length, 3);
  assert.equal((await ciso.call("POST", "/supplier-duplicates/apart", { json: { match_name: "ひかり運送" } })).status, 204);
  assert.deepEqual(await names(), []);
});

test("the next round begins with the list of the last one", async () => {
  const next = await opened({ name: "2027年度", under: products.id }, 2);
  const path = await replyOf(next, products);
  // What was looked at today has been looked at in a round that begins today, too: another day is needed, as in life.
  query(server.database, "UPDATE supplier_engagement SET checked_on = '2026-01-01'");
  assert.deepEqual(await maker.get(`${path}/list`), { since: (await ciso.get(`/supplier-censuses/${next.id}`)).opened_on, work: 3, unchecked: 3, unplaced: 0, may: true });
  await refused(maker, path, "submit", /3件あります/);
  const [one, other, third]: Json[] = (await maker.get(`/supplier-engagements?filter[unit][eq]=${products.id}`)).items;
  assert.equal((await maker.post(`${path}/same`, { items: [one!.id, third!.id] })).unchecked, 1);
  await done(maker, `/supplier-engagements/${other!.id}`, "end", "契約満了");
  assert.deepEqual((await maker.get(`${path}/list`)).unchecked, 0);
  await done(maker, path, "submit");
  const history: Json[] = (await ciso.get(`${path}/history`)).items;
  assert.ok(history.some((h) => h.action === "census_same" && h.after.work.includes(one!.number)));
});

test("all that is left unchanged is said so at once", async () => {
  const [census] = (await ciso.get("/supplier-censuses?q=2027")).items;
  const path = await replyOf(census, team);
  const before = (await maker.get(`${path}/list`)).unchecked;
  assert.ok(before >= 2);
  const stranger = (await ciso.get(`/supplier-engagements?filter[unit][eq]=${general.id}`)).items[0];
  assert.equal((await maker.post(`${path}/same`, { items: [stranger.id] })).unchecked, before, "another unit's work is not this unit's to speak of");
  assert.equal((await maker.post(`${path}/same`, {})).unchecked, 0);
});

test("another day of a round goes to those that are waited for, and a round with answers stays", async () => {
  const [census] = (await ciso.get("/supplier-censuses?q=2027")).items;
  await ciso.patch(`/supplier-censuses/${census.id}`, { due: "2099-04-30" }, "*");
  assert.deepEqual((await replies(census)).map((r) => [r.state, r.due]).sort(), [["submitted", "2099-03-31"], ["waiting", "2099-04-30"]]);
  await ciso.refused("DELETE", `/supplier-censuses/${census.id}`, 409, { etag: "*" });
  await done(ciso, `/supplier-censuses/${census.id}`, "close");
  const path = await replyOf(census, team);
  await refused(maker, path, "submit", /受付中/);
  await ciso.refused("POST", "/supplier-census-replies", 422, { json: { unit: general.id, census: census.id }, pointer: "/census" });
});

test("work that stops a business in no register carries a risk by that rule", async () => {
  const { version: _, ...rules } = await ciso.get("/supplier-rules");
  await ciso.put("/supplier-rules", { ...rules, stops: true }, "*");
  const made = await maker.post("/supplier-engagements", { unit: team.id, work: "翻訳", supplier_name: "言葉社", internet: "no", information: "no", connection: "no", stops_other: "海外向けの説明書" }, 201);
  assert.deepEqual([made.risk, made.risk_rule], ["with", "stops"]);
});

test("a unit's list goes to a table and comes back filled in", async () => {
  const mine = `filter[unit][eq]=${general.id}&filter[state][in]=reported,confirmed`;
  const table = (await ciso.call("GET", `/supplier-engagements?${mine}&format=csv`)).text;
  const rows = table.trim().split("\r\n");
  const filled = [rows[0]!.replace(/^\uFEFF/, ""), ...rows.slice(1).map((row) => row.replace("コールセンター業務", "コールセンターと受注の業務"))].join("\r\n");
  query(server.database, "UPDATE supplier_engagement SET checked_on = '2026-01-01'");
  const done = await takenTable(manager, "supplier-engagements", await checkedTable(manager, "supplier-engagements", filled));
  assert.equal(done.state, "taken", JSON.stringify(done));
  const work: Json[] = (await manager.get(`/supplier-engagements?${mine}`)).items;
  const changed = work.find((w) => w.work === "コールセンターと受注の業務")!;
  assert.notEqual(changed.checked_on, "2026-01-01", "what has changed has been looked at");
  assert.ok(work.some((w) => w.checked_on === "2026-01-01"), "what has not waits to be said so");
});
