// One firm entered twice: offered by its name, made one with everything that hangs on either, and taken back.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Json } from "../support/client.ts";
import { colleagueOf, setUp, signedInAs, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server);
const unit = await topUnit(ciso);
const NUMBER = "7000012050002";

const supplier = (name: string, more: object = {}): Promise<Json> => ciso.post("/suppliers", { name, ...more }, 201);
const work = (s: Json, name: string, more: object = {}): Promise<Json> => ciso.post("/supplier-engagements", { unit, work: name, supplier: s.id, ...more }, 201);
const ofWork = async (id: string): Promise<string> => (await ciso.get(`/supplier-engagements/${id}`)).supplier.id;
const merge = (into: Json, from: Json, more: object = {}): Promise<Json> =>
  ciso.call("POST", `/suppliers/${into.id}/merges`, { json: { from: from.id, ...more }, etag: "*" }).then((a) => (assert.equal(a.status, 201, a.text), a.json));
const undo = (id: string) => ciso.call("POST", `/supplier-merges/${id}/undo`);

test("firms of one name are offered, those told apart by their numbers are not", async () => {
  await supplier("株式会社みどり運輸", { corporate_number: NUMBER });
  await supplier("㈱みどり運輸", { corporate_number: "1180301018771" });
  await supplier("ひかり倉庫株式会社");
  const same = await supplier("ひかり 倉庫（株）");
  const names = async (): Promise<string[]> => (await ciso.get("/supplier-duplicates")).items.map((o: Json) => o.name);
  assert.deepEqual(await names(), ["ひかり倉庫株式会社", "ひかり 倉庫（株）"]);
  await ciso.call("DELETE", `/suppliers/${same.id}`, { etag: "*" });
  assert.deepEqual(await names(), []);
});

test("all that hangs on one goes to the other, and comes back", async () => {
  const into = await supplier("あおい電機", { employees: 30, contact_email: "a@aoi.example" });
  const from = await supplier("㈱あおい電機", { employees: 45, address: "横浜市" });
  const [mine, other, gone] = [await work(into, "部品の製造", { internet: "no" }), await work(from, "設計の補助", { internet: "yes" }), await work(from, "終わった仕事", { internet: "no" })];
  await ciso.call("DELETE", `/supplier-engagements/${gone.id}`, { etag: "*" });
  const certificate = await ciso.post("/supplier-certificates", { supplier: from.id, kind: "isms" }, 201);
  const comment = await ciso.post(`/suppliers/${from.id}/comments`, { text: "担当が替わった" }, 201);
  const task = await ciso.post("/tasks/on-record", { register: "suppliers", record: from.id, title: "訪問する", unit }, 201);
  await ciso.call("PUT", `/suppliers/${from.id}/duties/own`, { json: { met: true } });
  const done = await merge(into, from, { take: ["employees"] });
  assert.deepEqual(done.fields.sort(), ["address", "employees"]);
  const now = await ciso.get(`/suppliers/${into.id}`);
  assert.deepEqual([now.name, now.employees, now.address, now.contact_email, now.risk], ["あおい電機", 45, "横浜市", "a@aoi.example", "with"]);
  await ciso.refused("GET", `/suppliers/${from.id}`, 404);
  assert.equal(await ofWork(other.id), into.id);
  assert.equal((await ciso.get(`/supplier-certificates/${certificate.id}`)).supplier.id, into.id);
  assert.ok((await ciso.get(`/suppliers/${into.id}/comments`)).items.some((i: Json) => i.id === comment.id));
  assert.equal((await ciso.get(`/tasks/${task.id}`)).about, `${into.number} あおい電機`);
  const history: Json[] = (await ciso.get(`/supplier-engagements/${other.id}/history`)).items;
  assert.ok(history.some((h) => h.action === "update" && h.after?.supplier?.id === into.id), JSON.stringify(history[0]));
  assert.equal((await ciso.get(`/suppliers/${into.id}/history`)).items[0].action, "merge");

  await ciso.patch(`/suppliers/${into.id}`, { address: "川崎市" }, "*");
  const back = await undo(done.id);
  assert.equal(back.status, 200, back.text);
  assert.deepEqual(back.json.kept, ["address"]);
  const again = await ciso.get(`/suppliers/${into.id}`);
  assert.deepEqual([again.employees, again.address, again.risk], [30, "川崎市", "without"]);
  assert.deepEqual([(await ciso.get(`/suppliers/${from.id}`)).address, (await ciso.get(`/suppliers/${from.id}`)).risk], ["横浜市", "with"]);
  assert.deepEqual([await ofWork(mine.id), await ofWork(other.id)], [into.id, from.id]);
  await ciso.call("POST", `/supplier-engagements/${gone.id}/restore`, { etag: "*" });
  assert.equal(await ofWork(gone.id), from.id);
  assert.ok((await ciso.get(`/suppliers/${from.id}/comments`)).items.some((i: Json) => i.id === comment.id));
  assert.equal((await ciso.get(`/suppliers/${into.id}/comments`)).items.length, 0);
  assert.equal((await ciso.get(`/tasks/${task.id}`)).about, `${from.number} ㈱あおい電機`);
  assert.equal((await undo(done.id)).status, 409);
});

test("a corporate number goes over, and back, and stays one firm's", async () => {
  const [into, from] = [await supplier("さくら印刷"), await supplier("さくら印刷株式会社")];
  const number = "1180301018771";
  const holder = (await ciso.get("/suppliers?q=1180301018771")).items[0];
  if (holder) await ciso.call("DELETE", `/suppliers/${holder.id}`, { etag: "*" });
  await ciso.patch(`/suppliers/${from.id}`, { corporate_number: number }, "*");
  const done = await merge(into, from);
  assert.equal((await ciso.get(`/suppliers/${into.id}`)).corporate_number, number);
  assert.equal((await undo(done.id)).status, 200);
  assert.deepEqual([(await ciso.get(`/suppliers/${into.id}`)).corporate_number, (await ciso.get(`/suppliers/${from.id}`)).corporate_number], [null, number]);
});

test("what was merged on has to be taken back from the end", async () => {
  const [a, b, c] = [await supplier("甲"), await supplier("乙"), await supplier("丙")];
  const piece = await work(a, "運搬");
  const first = await merge(b, a);
  const second = await merge(c, b);
  assert.equal(await ofWork(piece.id), c.id);
  assert.equal((await undo(first.id)).status, 409);
  assert.equal((await undo(second.id)).status, 200);
  assert.equal((await undo(first.id)).status, 200);
  assert.equal(await ofWork(piece.id), a.id);
  await ciso.refused("POST", `/suppliers/${a.id}/merges`, 409, { json: { from: a.id }, etag: "*" });
  await ciso.refused("POST", `/suppliers/${a.id}/merges`, 422, { json: { from: b.id, take: ["risk"] }, etag: "*", pointer: "/take/0" });
  await ciso.refused("POST", `/suppliers/${a.id}/merges`, 422, { json: { from: "SP-1999-0001" }, etag: "*", pointer: "/from" });
});

test("what was approved about a firm is not changed by merging: of one with a review that stands, by hand entered or not", async () => {
  const lead = (await colleagueOf(ciso, "田中", "情報システム部 主任", ["security"], unit)).client;
  const conclusion = async (s: Json): Promise<unknown[]> => {
    const now = await ciso.get(`/suppliers/${s.id}`);
    return [now.grade, now.concern, now.main_concern, now.plan];
  };
  const reviewed = async (s: Json, more: object): Promise<void> => {
    const made = await lead.post("/supplier-reviews", { supplier: s.id, ...more }, 201);
    for (const [by, action] of [[lead, "submit"], [ciso, "approve"]] as const) assert.equal((await by.call("POST", `/supplier-reviews/${made.id}/transitions`, { json: { action }, etag: "*" })).status, 200);
  };
  const [into, from, third] = [await supplier("己"), await supplier("庚", { grade: "good", concern: "some", main_concern: "手書き", plan: "support" }), await supplier("辛", { grade: "good", main_concern: "前の懸念" })];
  await reviewed(into, { grade: "poor", concern: "none" });
  await lead.refused("POST", `/suppliers/${into.id}/merges`, 422, { json: { from: from.id, take: ["name", "grade"] }, etag: "*", pointer: "/take/1" });
  assert.deepEqual((await merge(into, from)).fields, []);
  assert.deepEqual(await conclusion(into), ["poor", "none", null, null]);
  const done = await merge(third, into);
  assert.deepEqual(await conclusion(third), ["poor", "none", null, null], "the conclusion goes with its review");
  assert.equal((await undo(done.id)).status, 200);
  assert.deepEqual([await conclusion(third), await conclusion(into)], [["good", null, "前の懸念", null], ["poor", "none", null, null]]);
  const again = await merge(third, into);
  await reviewed(third, { grade: "poor", concern: "none" });
  const back = await undo(again.id);
  assert.deepEqual([back.status, back.json.kept.sort()], [200, ["concern", "grade", "main_concern"]]);
  assert.deepEqual(await conclusion(third), ["poor", "none", null, null], "it has a review of its own by now");
});

test("only who runs security for the whole company merges", async () => {
  const shop = await ciso.post("/units", { name: "東京店", parent: unit, kind: "shop" }, 201);
  const security = await signedInAs(ciso, "security", shop.id);
  const [a, b] = [await supplier("丁"), await supplier("戊")];
  await security.refused("GET", "/supplier-duplicates", 403);
  await security.refused("POST", `/suppliers/${a.id}/merges`, 403, { json: { from: b.id }, etag: "*" });
  const done = await merge(a, b);
  await security.refused("POST", `/supplier-merges/${done.id}/undo`, 403);
  assert.equal((await security.get(`/suppliers/${a.id}/merges`)).items[0].from.number, b.number);
});
