// What businesses bear against what their systems aim at, and what is wrong with backups: computed when asked for, the tighter of
// what a system aims at and its businesses bear; a finding becomes a measure once.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Json } from "../support/client.ts";
import { dayFromNow, today } from "../support/day.ts";
import { setUp, signedInAs, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server);
const unit = await topUnit(ciso);
const make = (register: string, body: Json): Promise<Json> => ciso.post(`/${register}`, { unit, ...body }, 201);
const picture = (): Promise<Json> => ciso.get("/continuity");
const backups = (): Promise<Json> => ciso.get("/continuity/backups");
const kinds = (findings: Json[], record: Json): string[] => findings.filter((f) => f.record.id === record.id).map((f) => f.kind);

const shop = await ciso.post("/businesses", { name: "店舗での販売", importance: "high", recovery_priority: 1, recovery_hours: 4, recovery_point_hours: 24 }, 201);
const pay = await ciso.post("/businesses", { name: "給与の支払い", importance: "middle" }, 201);
const till = await make("systems", { name: "販売管理", kind: "server", importance: "high", recovery_hours: 24, recovery_point_hours: 24 });
const stock = await make("systems", { name: "在庫", kind: "server", importance: "low" });
const need = await make("business-needs", { work: "会計", business: shop.id, system: till.id, dependence: "stops" });
const byHand = await make("business-needs", { work: "在庫の確認", business: shop.id, system: stock.id, dependence: "replaceable", without_hours: 72 });

test("where a system's objective is longer than its business bears, the need says so", async () => {
  const { businesses, findings, systems } = await picture();
  const row = businesses.find((b: Json) => b.id === shop.id);
  const one = row.needs.find((n: Json) => n.id === need.id);
  assert.deepEqual([one.bears_hours, one.objective_hours, one.longer, one.point_longer], [4, 24, true, false]);
  assert.deepEqual(kinds(findings, need), ["objective_long"]);
  const found = findings.find((f: Json) => f.kind === "objective_long");
  assert.deepEqual([found.is, found.most, found.business.title, found.system.title], [24, 4, shop.name, till.name]);
  assert.deepEqual(systems.map((s: Json) => [s.name, s.required_hours]).sort(), [[stock.name, 72], [till.name, 4]].sort());
});

test("what was said for one system counts before what the business bears", async () => {
  const { findings } = await picture();
  assert.deepEqual(kinds(findings, byHand), ["no_objective"]);
  await ciso.patch(`/systems/${stock.id}`, { recovery_hours: 72 }, "*");
  assert.deepEqual(kinds((await picture()).findings, byHand), []);
});

test("a business is asked what it bears, and to be prepared for an attack beside disasters", async () => {
  assert.deepEqual(kinds((await picture()).findings, pay), ["no_limit", "no_cyber"]);
  assert.deepEqual(kinds((await picture()).findings, shop), ["no_cyber"]);
  await make("recovery-procedures", { title: "地震のとき", scenario: "earthquake", business: shop.id, steps: "紙で会計する" });
  assert.deepEqual(kinds((await picture()).findings, shop), ["no_cyber"]);
  const restore = await make("recovery-procedures", { title: "暗号化されたとき", scenario: "ransomware", system: till.id, steps: "切り離した控えから戻す", exercised_on: dayFromNow(-30), exercised_hours: 6 });
  const { businesses, findings } = await picture();
  assert.deepEqual(kinds(findings, shop), [], "a system that it needs has one");
  assert.deepEqual(kinds(findings, restore), ["exercise_slow"], "six hours, where the shop bears four");
  assert.deepEqual(businesses.find((b: Json) => b.id === shop.id).procedures.map((p: Json) => [p.scenario, p.cyber]).sort(), [["earthquake", false], ["ransomware", true]]);
  await make("recovery-procedures", { title: "全社の遮断", scenario: "disconnection", steps: "対策本部の決定で外部接続を切る", exercised_on: today() });
  assert.deepEqual(kinds((await picture()).findings, pay), ["no_limit"], "the whole company's is everybody's");
  assert.equal((await picture()).procedures.length, 1);
});

test("a procedure of a business and a system is told once with the business, and with the others that need the system", async () => {
  const both = await make("recovery-procedures", { title: "店舗の会計を戻す", scenario: "ddos", business: shop.id, system: till.id, steps: "回線を切り替える" });
  const online = await ciso.post("/businesses", { name: "通信販売" }, 201);
  await make("business-needs", { work: "受注", business: online.id, system: till.id, dependence: "slows" });
  const { businesses } = await picture();
  for (const { id } of [shop, online]) assert.equal(businesses.find((b: Json) => b.id === id).procedures.filter((p: Json) => p.id === both.id).length, 1);
  await ciso.delete(`/businesses/${online.id}`, "*");
  await ciso.delete(`/recovery-procedures/${both.id}`, "*");
});

let kept: Json;
test("a copy in the same system, a missed week and an untested restore are found", async () => {
  assert.deepEqual(kinds((await backups()).findings, till), ["no_backup"]);
  assert.deepEqual(kinds((await backups()).findings, stock), [], "nobody stops without it");
  kept = await make("backups", { name: "販売データの控え", system: till.id, medium: "disk", apart: "same_system", cycle: "weekly", made_on: dayFromNow(-8) });
  const { findings } = await backups();
  assert.deepEqual(kinds(findings, kept), ["same_system", "missed_cycle", "untested", "cycle_long"]);
  assert.deepEqual(kinds(findings, till), ["none_off"]);
  assert.equal((await picture()).findings.some((f: Json) => f.record.id === kept.id), false, "each page tells of its own");
});

test("a restore is held against the tighter of the system's objective and what its businesses bear", async () => {
  await ciso.patch(`/backups/${kept.id}`, { apart: "other_site", powered_off: true, cycle: "daily", made_on: today(), tested_on: today(), test_result: "ok", tested_hours: 5 }, "*");
  const { backups: items, findings } = await backups();
  assert.deepEqual(kinds(findings, kept), ["restore_slow"]);
  assert.deepEqual([items[0].objective_hours, findings[0].is, findings[0].most], [4, 5, 4]);
  assert.deepEqual(kinds(findings, till), []);
});

test("a copy that is made seldom is none to mend where another one is made often enough, elsewhere than in the system", async () => {
  const safe = await make("backups", { name: "金庫の控え", system: till.id, medium: "removable", apart: "other_site", powered_off: true, cycle: "monthly", made_on: today(), tested_on: today(), test_result: "ok", tested_hours: 1 });
  assert.deepEqual(kinds((await backups()).findings, safe), []);
  await ciso.patch(`/backups/${kept.id}`, { apart: "same_system" }, "*");
  assert.deepEqual(kinds((await backups()).findings, safe), ["cycle_long"], "what lies in the system is lost with it");
  await ciso.patch(`/backups/${kept.id}`, { apart: "other_site" }, "*");
  await ciso.delete(`/backups/${safe.id}`, "*");
});

test("a finding becomes a measure once, linked to what it is about; with the measure gone it may become one again", async () => {
  const wish = { kind: "restore_slow", record: kept.id, title: "復元を速くする", purpose: "4時間で戻す", priority: "high", due: dayFromNow(90) };
  const { measure } = await ciso.post("/continuity/measures", wish, 201);
  const made = await ciso.get(`/measures/${measure.id}`);
  assert.deepEqual([made.title, made.layer, made.state, made.unit.id], ["復元を速くする", "data", "proposed", unit]);
  const links = (await ciso.get(`/measures/${measure.id}/links`)).items;
  assert.deepEqual(new Set(links.map((l: Json) => l.record.id)), new Set([kept.id, till.id]));
  const [found] = (await backups()).findings;
  assert.deepEqual([found.measure.id, found.measure_state], [measure.id, "proposed"]);
  await ciso.refused("POST", "/continuity/measures", 409, { json: wish });
  await ciso.refused("POST", "/continuity/measures", 409, { json: { ...wish, kind: "same_system" } });
  await ciso.delete(`/measures/${measure.id}`, "*");
  assert.equal((await backups()).findings[0].measure, null);
  const both = await Promise.all([1, 2].map(() => ciso.call("POST", "/continuity/measures", { json: wish })));
  assert.deepEqual(both.map((answer) => answer.status).sort(), [201, 409], "two presses at once make one");
});

test("a finding on a business is its department's work, or the whole company's", async () => {
  const { id } = await ciso.post("/units", { name: "総務部", kind: "department", parent: unit }, 201);
  const { measure: whole } = await ciso.post("/continuity/measures", { kind: "no_limit", record: pay.id, title: "復旧期限を決める", priority: "middle" }, 201);
  assert.equal((await ciso.get(`/measures/${whole.id}`)).unit.id, unit);
  await ciso.delete(`/measures/${whole.id}`, "*");
  await ciso.patch(`/businesses/${pay.id}`, { department: id }, "*");
  const { measure } = await ciso.post("/continuity/measures", { kind: "no_limit", record: pay.id, title: "復旧期限を決める", priority: "middle" }, 201);
  assert.deepEqual([(await ciso.get(`/measures/${measure.id}`)).unit.id, (await ciso.get(`/measures/${measure.id}`)).layer], [id, null]);
});

test("a backup is one of something, and a restore has its day, which is not ahead, and its result", async () => {
  const body = { unit, name: "控え", medium: "tape", apart: "other_site", cycle: "monthly" };
  await ciso.refused("POST", "/backups", 422, { json: body, pointer: "/system" });
  await ciso.refused("POST", "/backups", 422, { json: { ...body, system: till.id, tested_hours: 2 }, pointer: "/tested_on" });
  await ciso.refused("POST", "/backups", 422, { json: { ...body, system: till.id, tested_on: today() }, pointer: "/test_result" });
  for (const day of ["made_on", "tested_on"]) await ciso.refused("POST", "/backups", 422, { json: { ...body, system: till.id, test_result: "ok", tested_on: today(), [day]: dayFromNow(1) }, pointer: `/${day}` });
  const procedure = { unit, title: "手順", scenario: "fire", steps: "逃げる" };
  await ciso.refused("POST", "/recovery-procedures", 422, { json: { ...procedure, exercised_hours: 1 }, pointer: "/exercised_on" });
  await ciso.refused("POST", "/recovery-procedures", 422, { json: { ...procedure, exercised_on: dayFromNow(1) }, pointer: "/exercised_on" });
});

test("a case shows what there is to recover its systems with, to those who see the case", async () => {
  const { id } = await ciso.post("/incidents", { unit, title: "販売管理の暗号化", severity: "high", detected_at: new Date().toISOString() }, 201);
  assert.deepEqual((await ciso.get(`/incidents/${id}/recovery`)).systems, []);
  await ciso.post(`/incidents/${id}/links`, { kind: "relates", register: "systems", record: till.id }, 201);
  const [system, ...others] = (await ciso.get(`/incidents/${id}/recovery`)).systems;
  assert.deepEqual([system.id, system.required_hours, system.objective_hours, others.length], [till.id, 4, 24, 0]);
  assert.deepEqual([system.procedures.map((p: Json) => p.title), system.backups.map((b: Json) => b.id)], [["暗号化されたとき"], [kept.id]]);
  const elsewhere = await ciso.post("/units", { name: "みなと店", kind: "shop", parent: unit }, 201);
  const manager = await signedInAs(ciso, "manager", elsewhere.id);
  await manager.refused("GET", `/incidents/${id}/recovery`, 404);
});

test("where nothing can be restored is not for everybody, and the picture is the whole company's", async () => {
  const member = await signedInAs(ciso, "member");
  for (const path of ["/continuity", "/continuity/backups", "/backups", "/recovery-procedures"]) await member.refused("GET", path, 403);
  const { id } = await ciso.post("/units", { name: "青葉店", kind: "shop", parent: unit }, 201);
  const manager = await signedInAs(ciso, "manager", id);
  assert.equal((await manager.get("/backups")).items.length, 0, "another unit's");
  const apart = await signedInAs(ciso, "security", id);
  await apart.refused("GET", "/continuity", 403);
  const csirt = await signedInAs(ciso, "csirt");
  assert.ok((await csirt.get("/continuity")).businesses.length > 0);
  await csirt.refused("POST", "/continuity/measures", 403, { json: { kind: "no_limit", record: pay.id, title: "x", priority: "low" } });
});
