// Defence in depth: a protection holds a layer of a system, of all in a segment, or of the whole company;
// what is known of the most important systems' ways is what still stands on them.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Json } from "../support/client.ts";
import { setUp, signedInAs, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server);
const unit = await topUnit(ciso);

const make = (register: string, body: Json): Promise<Json> => ciso.post(`/${register}`, { unit, ...body }, 201);
const picture = (): Promise<Json> => ciso.get("/defence-in-depth");
const layersOf = async (system: Json): Promise<Json> => {
  const { layers } = (await picture()).systems.find((s: Json) => s.id === system.id);
  return Object.fromEntries(layers.map((l: Json) => [l.layer, l.status]));
};

const office = await make("network-segments", { name: "事務所LAN", kind: "office" });
const factory = await make("network-segments", { name: "工場", kind: "control" });
const closed = await make("network-segments", { name: "閉域", kind: "server" });
const control = await make("systems", { name: "生産制御", kind: "control", importance: "high", segment: factory.id });
const books = await make("systems", { name: "会計", kind: "server", importance: "middle", segment: closed.id });
const vault = await make("systems", { name: "設計書庫", kind: "server", importance: "high", segment: closed.id });
const line = await make("network-connections", { name: "専用線", from: office.id, to: factory.id, kind: "direct" });

test("a layer is held by the best protection at the system, in its segment or in the whole company", async () => {
  assert.deepEqual(await layersOf(control), { entry: "none", internal: "none", exit: "none", data: "none" });
  await make("protections", { name: "メールゲートウェイ", layer: "entry", status: "in_place" });
  await make("protections", { name: "EDR", layer: "internal", status: "planned", segment: factory.id });
  await make("protections", { name: "バックアップの隔離", layer: "data", status: "missing", system: control.id });
  assert.deepEqual(await layersOf(control), { entry: "in_place", internal: "planned", exit: "none", data: "missing" });
  assert.deepEqual(await layersOf(books), { entry: "in_place", internal: "none", exit: "none", data: "none" });
  await make("protections", { name: "監視", layer: "internal", status: "in_place", system: control.id });
  assert.equal((await layersOf(control)).internal, "in_place");
});

test("a protection stands at a system or at a segment, not at both", async () => {
  await ciso.refused("POST", "/protections", 422, { json: { unit, name: "x", layer: "data", status: "planned", system: control.id, segment: factory.id }, pointer: "/segment" });
});

test("past the gateway, what still stands on the way is named; the entry counts no more", async () => {
  const { ways, complete } = await picture();
  assert.equal(complete, true);
  assert.deepEqual(ways.map((w: Json) => [w.system, w.reachable]).sort(), [[control.id, true], [vault.id, false]].sort());
  const way = ways.find((w: Json) => w.system === control.id);
  assert.deepEqual(way.segments.map((s: Json) => s.title), ["事務所LAN", "工場"]);
  assert.deepEqual(way.protections.map((p: Json) => p.name), ["監視"]);
  assert.deepEqual([way.stands, way.connections[0].guarded], [1, false]);
  await ciso.patch(`/network-connections/${line.id}`, { guard: "工場の入口のファイアウォール" }, `"${line.version}"`);
  const after = (await picture()).ways.find((w: Json) => w.system === control.id);
  assert.deepEqual([after.stands, after.connections[0].guarded], [2, true]);
});

test("what holds the whole company is told once, and counts at every system and on every way", async () => {
  const before = await picture();
  const stood = before.ways.map((w: Json) => w.stands);
  const all = await make("protections", { name: "全社のログ監視", layer: "internal", status: "in_place" });
  const after = await picture();
  const layer = after.company.find((l: Json) => l.layer === "internal");
  assert.deepEqual(layer.protections.map((p: Json) => [p.id, p.place]), [[all.id, "company"]]);
  assert.deepEqual(after.company_standing.map((p: Json) => p.name), ["全社のログ監視"], "the gateway is passed");
  assert.equal(JSON.stringify(after.systems).includes(all.id) || JSON.stringify(after.ways).includes(all.id), false);
  assert.deepEqual(after.ways.map((w: Json) => w.stands), stood.map((n: number) => n + 1));
  assert.equal((await layersOf(books)).internal, "in_place");
  await ciso.call("DELETE", `/protections/${all.id}`, { etag: "*" });
});

test("who only works here does not learn where nothing stands", async () => {
  const member = await signedInAs(ciso, "member");
  await member.refused("GET", "/defence-in-depth", 403);
  await member.refused("GET", "/protections", 403);
});

test("what a connection is said to let pass counts more than what stands in it; a blocked one leads nowhere", async () => {
  const way = async (): Promise<Json> => (await picture()).ways.find((w: Json) => w.system === control.id);
  await ciso.patch(`/network-connections/${line.id}`, { passage: "open" }, "*");
  assert.deepEqual([(await way()).connections[0].guarded, (await way()).connections[0].passage], [false, "open"]);
  await ciso.patch(`/network-connections/${line.id}`, { passage: "monitored" }, "*");
  assert.equal((await way()).connections[0].guarded, true);
  await ciso.patch(`/network-connections/${line.id}`, { passage: "blocked" }, "*");
  assert.equal((await way()).reachable, false);
});

const become = (body: Json): Promise<Json> => ciso.post("/defence-in-depth/measures", { priority: "high", ...body }, 201);

test("a layer on which nothing is on record becomes a measure, linked to the system, and a planned protection", async () => {
  const { measure, protection } = await become({ system: vault.id, layer: "data", title: "設計書庫の控えを別の場所に置く", purpose: "同時に失わない", due: "2027-03-31" });
  const made = await ciso.get(`/measures/${measure.id}`);
  assert.deepEqual([made.title, made.layer, made.purpose, made.priority, made.state, made.unit.id], ["設計書庫の控えを別の場所に置く", "data", "同時に失わない", "high", "proposed", unit]);
  const links = (await ciso.get(`/measures/${measure.id}/links`)).items;
  assert.deepEqual(links.map((l: Json) => l.record.id ?? l.id), [vault.id]);
  const held = await ciso.get(`/protections/${protection.id}`);
  assert.deepEqual([held.name, held.layer, held.status, held.system.id, held.measure.id], [made.title, "data", "planned", vault.id, measure.id]);
  const { layers } = (await picture()).systems.find((s: Json) => s.id === vault.id);
  const data = layers.find((l: Json) => l.layer === "data");
  assert.deepEqual([data.status, data.protections[0].measure_state], ["planned", "proposed"]);
});

test("a protection that is missing is planned from then on; once it has a measure it gets no second one", async () => {
  const missing = (await ciso.get("/protections?filter[status][eq]=missing")).items[0];
  const { measure, protection } = await become({ protection: missing.id, title: "バックアップの隔離" });
  assert.equal(protection.id, missing.id);
  const after = await ciso.get(`/protections/${missing.id}`);
  assert.deepEqual([after.status, after.measure.id], ["planned", measure.id]);
  await ciso.refused("POST", "/defence-in-depth/measures", 409, { json: { protection: missing.id, title: "x", priority: "low" } });
});

test("a measure says for what it is: a system with its layer, or a protection", async () => {
  const before = (await ciso.get("/measures?total=exact")).total;
  await ciso.refused("POST", "/defence-in-depth/measures", 422, { json: { title: "x", priority: "low", layer: "data" }, pointer: "/system" });
  await ciso.refused("POST", "/defence-in-depth/measures", 422, { json: { title: "x", priority: "low", system: vault.id }, pointer: "/layer" });
  await ciso.refused("POST", "/defence-in-depth/measures", 422, { json: { title: "x", priority: "low", protection: vault.id }, pointer: "/protection" });
  assert.equal((await ciso.get("/measures?total=exact")).total, before);
});
