// Seminars for suppliers: who came, entered one by one or from a pasted list, and who has never come.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Json } from "../support/client.ts";
import { setUp, signedInAs } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server);
const manager = await signedInAs(ciso, "manager");
const firmOf = async (name: string, given: string | null = "c"): Promise<Json> => {
  const made = await ciso.post("/suppliers", { name, ...(given ? { class_given: given, class_reason: "見本" } : {}) }, 201);
  assert.equal((await ciso.call("POST", `/suppliers/${made.id}/transitions`, { json: { action: "activate" }, etag: "*" })).status, 200);
  return made;
};
const seminarOf = (more: object = {}): Promise<Json> => ciso.post("/supplier-seminars", { title: "不審なメール", held_on: "2026-08-20", class_c: true, ...more }, 201);
const [tobu, nishi, kita, minami] = [await firmOf("東部運輸株式会社"), await firmOf("西川商事"), await firmOf("北工業", "a"), await firmOf("南の会社", null)];

test("a pasted list is matched by name, number and corporate number, and says what it does not know", async () => {
  const seminar = await seminarOf();
  const path = `/supplier-seminars/${seminar.id}/attended`;
  await firmOf("同名商店");
  await firmOf("株式会社同名商店");
  const pasted = await ciso.post(path, { names: ["㈱東部運輸", nishi.number, "どこにもない会社", "同名商店", "東部運輸(株)"], standing: "attended" });
  assert.deepEqual(pasted, { entered: 2, changed: 0, unknown: ["どこにもない会社"], several: ["同名商店"] });
  assert.deepEqual(await ciso.post(path, { names: ["西川商事"], standing: "watched" }), { entered: 0, changed: 1, unknown: [], several: [] });
  assert.deepEqual(await ciso.post(path, { names: ["西川商事"], standing: "watched" }), { entered: 0, changed: 0, unknown: [], several: [] });
  const { items } = await ciso.get(`/seminar-attendances?filter[seminar][eq]=${seminar.id}`);
  assert.deepEqual(items.map((a: Json) => [a.title, a.standing]).sort(), [["東部運輸株式会社", "attended"], ["西川商事", "watched"]]);
  const came = await manager.get(path);
  const c = came.classes.find((x: Json) => x.class === "c");
  assert.deepEqual([c.asked, c.suppliers, c.attended, c.watched, came.may_write], [true, 4, 1, 1, false]);
  assert.deepEqual([came.never_total, came.never.map((f: Json) => f.name)], [2, ["同名商店", "株式会社同名商店"].sort()]);
});

test("only suppliers of invited classes count as never having come", async () => {
  const seminar = await seminarOf({ class_c: false, class_a: true });
  const path = `/supplier-seminars/${seminar.id}/attended`;
  const before = await ciso.get(path);
  assert.deepEqual([before.never_total, before.never[0].id], [1, kita.id]);
  await ciso.post("/seminar-attendances", { seminar: seminar.id, supplier: kita.id, standing: "absent" }, 201);
  assert.equal((await ciso.get(path)).never_total, 1, "who stayed away has not come");
  await ciso.post(path, { names: [kita.number], standing: "attended" });
  assert.equal((await ciso.get(path)).never_total, 0);
  assert.ok((await ciso.get(path)).classes.some((x: Json) => x.class === null && x.suppliers === 1 && !x.asked), minami.name);
});

test("a firm stands once in a seminar, links are pages, and managers read only", async () => {
  const seminar = await seminarOf();
  await ciso.post("/seminar-attendances", { seminar: seminar.id, supplier: tobu.id, standing: "invited" }, 201);
  await ciso.refused("POST", "/seminar-attendances", 422, { json: { seminar: seminar.id, supplier: tobu.id, standing: "attended" }, pointer: "/supplier" });
  await ciso.refused("PATCH", `/supplier-seminars/${seminar.id}`, 422, { json: { video: "javascript:alert(1)" }, etag: "*", pointer: "/video" });
  await manager.refused("POST", `/supplier-seminars/${seminar.id}/attended`, 403, { json: { names: ["x"], standing: "attended" } });
  await ciso.refused("POST", `/supplier-seminars/${seminar.id}/attended`, 422, { json: { names: [], standing: "attended" }, pointer: "/names" });
  await ciso.refused("GET", "/supplier-seminars/SZ-2001-0001/attended", 404);
});
