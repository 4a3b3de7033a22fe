// The manual of the CSIRT: what is in force is the edition approved last, also while the next one is written; what users say of a page
// is taken up or not with a reason, and stands in an edition.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Json } from "../support/client.ts";
import { dayFromNow, today } from "../support/day.ts";
import { colleagueOf, setUp, signedInAs, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server);
const unit = await topUnit(ciso);
const csirt = await colleagueOf(ciso, "初動", "CSIRT", ["csirt"], unit);
const president = await signedInAs(ciso, "executive");
const inForce = async (): Promise<Json[]> => (await ciso.get("/csirt-manual")).pages;
const editions = async (page: Json): Promise<Json[]> => (await ciso.get(`/manual-pages/${page.id}/editions`)).items;
const step = async (path: string, action: string, reason?: string, by = csirt.client): Promise<Json> => {
  const { status, json, text } = await by.call("POST", `${path}/transitions`, { json: { action, reason }, etag: "*" });
  assert.equal(status, 200, text);
  return json;
};
let page: Json;

test("the usual pages are taken once, as drafts: nothing is in force before it was approved", async () => {
  assert.equal((await csirt.client.post("/manual-pages/starter", undefined, 201)).made, 6);
  assert.equal((await csirt.client.post("/manual-pages/starter", undefined, 201)).made, 0);
  const { items } = await ciso.get("/manual-pages");
  assert.deepEqual(items.map((p: Json) => p.topic), ["handling", "escalation", "department", "vendor", "false_information", "exercise"]);
  assert.ok(items.every((p: Json) => p.state === "draft" && p.source.includes("2-7.5") && p.edition === null));
  assert.deepEqual(await inForce(), []);
  page = items[1];
});

test("approved by another one it is in force, as it was; then it changes as a draft only", async () => {
  await step(`/manual-pages/${page.id}`, "approve", undefined, president);
  const [now] = await inForce();
  assert.ok(now);
  assert.deepEqual([now.id, now.edition, now.body, now.revising, now.waiting], [page.id, 1, page.body, false, 0]);
  await csirt.client.refused("PATCH", `/manual-pages/${page.id}`, 409, { json: { body: "別の本文" }, etag: "*" });
  await csirt.client.refused("DELETE", `/manual-pages/${page.id}`, 409, { etag: "*" });
  await csirt.client.patch(`/manual-pages/${page.id}`, { owner: csirt.person, review_by: dayFromNow(300) }, "*");
});

test("while the next edition is written the last one stays in force, and it says what is other", async () => {
  await step(`/manual-pages/${page.id}`, "revise", "演習で足りなかった");
  await csirt.client.patch(`/manual-pages/${page.id}`, { body: "30分つながらなければ代理に連絡する" }, "*");
  const [now] = await inForce();
  assert.deepEqual([now?.edition, now?.body, now?.revising], [1, page.body, true]);
  await president.refused("POST", `/manual-pages/${page.id}/transitions`, 422, { json: { action: "approve" }, etag: "*", pointer: "/changes" });
});

test("feedback knows the edition that was used, is answered with a reason, and stands in the next edition", async () => {
  const said = { unit, title: "夜間の連絡先が分からない", page: page.id, kind: "missing", used_in: "exercise", proposal: "当番表の場所を書く", said_by: csirt.person };
  const taken = await csirt.client.post("/manual-feedbacks", said, 201);
  const declined = await csirt.client.post("/manual-feedbacks", { ...said, title: "図が欲しい", kind: "unclear" }, 201);
  assert.deepEqual([taken.of_edition, taken.said_on, taken.state], [1, today(), "open"]);
  assert.equal((await inForce())[0]?.waiting, 2);
  await csirt.client.refused("POST", `/manual-feedbacks/${taken.id}/transitions`, 422, { json: { action: "take" }, etag: "*" });
  assert.equal((await step(`/manual-feedbacks/${taken.id}`, "take", "次の版に当番表を加える")).answer, "次の版に当番表を加える");
  await step(`/manual-feedbacks/${declined.id}`, "decline", "文章だけで印刷できるようにしている");
  await csirt.client.patch(`/manual-pages/${page.id}`, { changes: "当番表の場所を加えた" }, "*");
  await step(`/manual-pages/${page.id}`, "approve", undefined, president);
  assert.deepEqual([(await ciso.get(`/manual-feedbacks/${taken.id}`)).settled_edition, (await ciso.get(`/manual-feedbacks/${declined.id}`)).settled_edition], [2, null]);
  const [second, first] = await editions(page);
  assert.deepEqual([second?.edition, second?.ended_at, second?.changes], [2, null, "当番表の場所を加えた"]);
  assert.deepEqual([first?.edition, first?.body], [1, page.body]);
  assert.ok(first?.ended_at);
  assert.equal((await inForce())[0]?.body, "30分つながらなければ代理に連絡する");
  await csirt.client.refused("PATCH", `/manual-feedbacks/${taken.id}`, 409, { json: { title: "別のこと" }, etag: "*" });
  const back = await step(`/manual-feedbacks/${taken.id}`, "reopen", "まだ分かりにくい");
  assert.deepEqual([back.answer, back.settled_edition], [null, null]);
});

test("a page that is withdrawn is in force no more, and may be deleted", async () => {
  await step(`/manual-pages/${page.id}`, "withdraw", "別のページにまとめた");
  assert.deepEqual(await inForce(), []);
  assert.ok((await editions(page)).every((e) => e.ended_at));
  await csirt.client.delete(`/manual-pages/${page.id}`, "*");
});

test("the manual is for those who act in an emergency; a manager tells of his own unit", async () => {
  const member = await signedInAs(ciso, "member");
  for (const path of ["/csirt-manual", "/manual-pages", "/manual-feedbacks"]) await member.refused("GET", path, 403);
  const { id } = await ciso.post("/units", { name: "青葉店", kind: "shop", parent: unit }, 201);
  const manager = await signedInAs(ciso, "manager", id);
  const [other] = (await manager.get("/manual-pages")).items;
  await manager.post("/manual-feedbacks", { unit: id, title: "店では電話が先", page: other.id, kind: "wrong", used_in: "incident" }, 201);
  assert.equal((await manager.get("/manual-feedbacks")).items.length, 1, "those of other units are not the shop's");
  await manager.refused("POST", "/manual-pages", 403, { json: { title: "x", position: 9, topic: "other", body: "x" } });
  await csirt.client.refused("POST", `/manual-pages/${other.id}/transitions`, 403, { json: { action: "approve" }, etag: "*" });
});
