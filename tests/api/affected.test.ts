// What a case touches, pulled from the ledgers: linked systems, information in them, firms connected with them, as the reader may see.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Client, Json } from "../support/client.ts";
import { colleagueOf, setUp, signedInAs, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server);
const unit = await topUnit(ciso);
const csirt = await colleagueOf(ciso, "初動", "CSIRT", ["csirt"], unit);
const manager = await signedInAs(ciso, "manager", unit);
const member = await signedInAs(ciso, "member", unit);

const system = async (name: string): Promise<Json> => ciso.post("/systems", { name, kind: "server", unit }, 201);
const shop = await system("販売システム");
const mill = await system("生産システム");
const customers = await ciso.post("/information-assets", { unit, name: "顧客名簿", system: shop.id }, 201);
const drawings = await ciso.post("/information-assets", { unit, name: "図面" }, 201);
const keeper = await ciso.post("/suppliers", { name: "見本保守株式会社" }, 201);
const coupled = { coupled: true, coupled_reason: "注文を常時やり取りする", contact_phone: "03-0000-0000" };
const store = await ciso.post("/partners", { name: "見本通販サイト", kind: "booking_site", connection: "api" }, 201);
const keeperToo = await ciso.post("/partners", { name: "見本保守の決済部門", kind: "settlement", supplier: keeper.id }, 201);
const big = await ciso.post("/partners", { name: "見本百貨店", kind: "customer", ...coupled }, 201);

const link = (path: string, register: string, record: string): Promise<Json> => ciso.post(`${path}/links`, { kind: "relates", register, record }, 201);
await link(`/systems/${shop.id}`, "suppliers", keeper.id);
await link(`/partners/${store.id}`, "systems", shop.id);

const incident = (): Promise<Json> => csirt.client.post("/incidents", { unit, title: "不審な通信", severity: "high", detected_at: new Date().toISOString() }, 201);
const affected = async (id: string, by: Client = csirt.client): Promise<Json[]> => (await by.get(`/incidents/${id}/affected`)).items;
const told = (items: Json[]): unknown[] => items.map((i) => [i.group, i.title, i.why, i.via]);

test("a case that names nothing yet has those who are told at the first sign, and nobody else", async () => {
  const { id } = await incident();
  const items = await affected(id);
  assert.deepEqual(told(items), [["firms", big.name, "coupled", null]]);
  assert.deepEqual([items[0]!.coupled, items[0]!.register, items[0]!.number], [true, "partners", big.number]);
});

test("from a linked system follow the information in it and the firms connected with it, whichever side the link was made from", async () => {
  const { id } = await incident();
  await link(`/incidents/${id}`, "systems", shop.id);
  await link(`/incidents/${id}`, "information-assets", drawings.id);
  assert.deepEqual(told(await affected(id)), [
    ["systems", shop.name, "linked", null],
    ["information", drawings.name, "linked", null],
    ["information", customers.name, "system", shop.name],
    ["firms", keeper.name, "system", shop.name],
    ["firms", store.name, "system", shop.name],
    ["firms", keeperToo.name, "supplier", keeper.name],
    ["firms", big.name, "coupled", null],
  ]);
  await link(`/incidents/${id}`, "systems", mill.id);
  assert.equal((await affected(id)).length, 8, "another system, with nothing on it");
});

test("what is found by two ways stands once, by the nearer one", async () => {
  const { id } = await incident();
  await link(`/incidents/${id}`, "systems", shop.id);
  await link(`/incidents/${id}`, "suppliers", keeper.id);
  const items = await affected(id);
  assert.deepEqual(items.filter((i) => i.id === keeper.id).map((i) => i.why), ["linked"]);
});

test("registers that the reader may not read are left out, and confidential cases are not there", async () => {
  const { id } = await incident();
  await link(`/incidents/${id}`, "systems", shop.id);
  const seen = await affected(id, manager);
  assert.ok(seen.some((i) => i.id === shop.id));
  assert.ok(!seen.some((i) => i.register === "partners"), "the list of partners is not for managers");
  await member.refused("GET", `/incidents/${id}/affected`, 403);
  const { status, text } = await csirt.client.call("PUT", `/incidents/${id}/readers`, { json: { confidential: true, people: [csirt.person], roles: [] }, etag: "*" });
  assert.equal(status, 200, text);
  await manager.refused("GET", `/incidents/${id}/affected`, 404);
});
