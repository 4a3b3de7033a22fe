// Security work by who does it: the usual duties, what is to be watched, and who counts no more.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Json } from "../support/client.ts";
import { type Colleague, colleagueOf, setUp, signedInAs, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server);
const unit = await topUnit(ciso);
const colleague = (name: string): Promise<Colleague> => colleagueOf(ciso, "担当", name, ["security"], unit);
const first = await colleague("一");
const second = await colleague("二");
const third = await colleague("三");

const split = (): Promise<Json> => ciso.get("/work-split");
const told = async (id: string): Promise<string[]> => (await split()).items.find((d: Json) => d.id === id).warnings.map((w: Json) => w.kind);
const duty = (more: object): Promise<Json> => ciso.post("/security-duties", { unit, title: "監視", class: "given", reason: "夜間は見られない", skills: "報告を読める", provider: "委託先", ...more }, 201);

test("the usual duties are taken once for a unit, and stand in the three classes", async () => {
  const { made } = await ciso.post("/work-split/starter", { unit }, 201);
  assert.equal(made, 10);
  assert.equal((await ciso.post("/work-split/starter", { unit }, 201)).made, 0);
  const { items } = await split();
  assert.deepEqual(["own", "advised", "given"].map((c) => items.filter((d: Json) => d.class === c).length), [2, 4, 4]);
  assert.ok(items.every((d: Json) => d.warnings.some((w: Json) => w.kind === "nobody")));
  await ciso.refused("POST", "/work-split/starter", 422, { json: { unit: "0190a6f4-0000-7000-8000-000000000009" }, pointer: "/unit" });
});

test("one person alone is a risk, two are not", async () => {
  const { id } = await duty({ title: "ログの監視", person: first.person });
  assert.deepEqual(await told(id), ["one_person"]);
  assert.deepEqual((await split()).alone.map((a: Json) => [a.person.id, a.duties]), [[first.person, 1]]);
  await ciso.patch(`/security-duties/${id}`, { deputy: second.person }, "*");
  assert.deepEqual(await told(id), []);
  assert.deepEqual((await split()).alone, []);
});

test("one person is not named twice", async () => {
  await ciso.refused("POST", "/security-duties", 422, { json: { unit, title: "同じ人", class: "own", person: first.person, deputy: first.person }, pointer: "/deputy" });
  await ciso.refused("POST", "/security-duties", 422, { json: { unit, title: "同じ人", class: "own", deputy: first.person, reserve: first.person }, pointer: "/reserve" });
});

test("who may not log in any more, or has left, counts no more", async () => {
  const { id } = await duty({ title: "端末の監視", person: first.person, deputy: third.person });
  await ciso.post(`/accounts/${third.account}/disable`);
  assert.deepEqual(await told(id), ["one_person", "person_left"]);
  const found = (await split()).items.find((d: Json) => d.id === id);
  assert.deepEqual(found.people.map((p: Json) => p.counted), [true, false]);
  const gone = await ciso.post("/people", { unit, family_name: "退職", given_name: "済" }, 201);
  await ciso.patch(`/security-duties/${id}`, { deputy: gone.id }, "*");
  assert.deepEqual(await told(id), []);
  await ciso.delete(`/people/${gone.id}`, "*");
  assert.deepEqual(await told(id), ["one_person", "person_left"]);
});

test("a class without a reason, and work given out without a provider or the skills to steer it, are told", async () => {
  const two = { person: first.person, deputy: second.person, reason: null, skills: null, provider: null };
  assert.deepEqual(await told((await duty({ ...two, title: "理由なし" })).id), ["no_reason", "no_provider", "no_skills"]);
  assert.deepEqual(await told((await duty({ ...two, title: "自社", class: "own" })).id), ["no_reason"]);
});

test("a service says when its listing was looked up, and is looked up again a year later", async () => {
  const service = { title: "監視サービス", provider: "見守り株式会社", kind: "monitoring", listing: "service_list", used: "in_use" };
  const made = await ciso.post("/security-services", { ...service, checked_on: "2025-04-01", link: "https://www.ipa.go.jp/security/it-service/service_list.html" }, 201);
  assert.equal(made.check_by, "2026-04-01");
  await ciso.refused("POST", "/security-services", 422, { json: { ...service, link: "javascript:alert(1)" }, pointer: "/link" });
  await ciso.refused("POST", "/security-services", 422, { json: { ...service, checked_on: "2025-04-01", check_by: "2025-04-01" }, pointer: "/check_by" });
  const { id } = await duty({ title: "監視の委託", person: first.person, deputy: second.person, provider: null, service: made.id });
  assert.deepEqual(await told(id), ["service_unchecked"]);
  await ciso.patch(`/security-services/${made.id}`, { checked_on: "2026-05-01" }, "*");
  assert.equal((await ciso.get(`/security-services/${made.id}`)).check_by, "2027-05-01");
  await ciso.patch(`/security-services/${made.id}`, { check_by: "2999-12-31" }, "*");
  assert.deepEqual(await told(id), []);
});

test("a manager sees the duties of the own unit only", async () => {
  const shop = await ciso.post("/units", { name: "青葉店", kind: "shop", parent: unit }, 201);
  const manager = await signedInAs(ciso, "manager", shop.id);
  await duty({ unit: shop.id, title: "店の端末の管理" });
  assert.deepEqual((await manager.get("/work-split")).items.map((d: Json) => d.title), ["店の端末の管理"]);
  await manager.refused("POST", "/work-split/starter", 403, { json: { unit: shop.id } });
});
