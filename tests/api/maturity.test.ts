// Components and the scorings of their maturity: the latest one counts, who sees the component sees them, and an indicator reads the mean.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Json } from "../support/client.ts";
import { dayFromNow } from "../support/day.ts";
import { setUp, signedInAs, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server);
const top = await topUnit(ciso);
const shop = (await ciso.post("/units", { name: "東京店", parent: top, kind: "shop" }, 201)).id;
const other = (await ciso.post("/units", { name: "大阪店", parent: top, kind: "shop" }, 201)).id;
const daysAgo = (n: number): string => dayFromNow(-n);

const component = (title: string, unit = shop): Promise<Json> => ciso.post("/components", { unit, title, kind: "service" }, 201);
const scoring = (c: Json, scored_on: string, evaluation: number, response: number, more: object = {}): Json => ({ unit: c.unit.id, component: c.id, scored_on, occasion: "regular", evaluation, response, reason: "見直した。", ...more });
const score = (...args: Parameters<typeof scoring>): Promise<Json> => ciso.post("/component-scorings", scoring(...args), 201);
const latest = async (c: Json): Promise<unknown[]> => {
  const got = await ciso.get(`/components/${c.id}`);
  return [got.evaluation, got.response, got.mean, got.mean_before, got.scored_on];
};

test("the latest day counts, whenever it was entered, and what is taken away does not", async () => {
  const c = await component("会員サイト");
  assert.deepEqual(await latest(c), [null, null, null, null, null]);
  const first = await score(c, daysAgo(30), 3, 4);
  assert.equal(first.mean, 35);
  assert.equal(first.name, `会員サイト ${daysAgo(30)}`);
  assert.deepEqual(await latest(c), [3, 4, 35, null, daysAgo(30)]);
  await score(c, daysAgo(90), 2, 2);
  assert.deepEqual(await latest(c), [3, 4, 35, 20, daysAgo(30)], "an older one entered later is the one before");
  const changed = await ciso.patch(`/component-scorings/${first.id}`, { evaluation: 5 }, "*");
  assert.deepEqual(await latest(c), [5, 4, 45, 20, daysAgo(30)]);
  await ciso.delete(`/component-scorings/${first.id}`, `"${changed.version}"`, 204);
  assert.deepEqual(await latest(c), [2, 2, 20, null, daysAgo(90)]);
  await ciso.delete(`/component-scorings/${(await ciso.get(`/component-scorings?filter[component][eq]=${c.id}`)).items[0].id}`, "*", 204);
  assert.deepEqual(await latest(c), [null, null, null, null, null]);
});

test("a scoring lies in the component's unit, is not in the future, and has levels from 1 to 5 and a reason", async () => {
  const c = await component("規則");
  const wrong: [object, string][] = [
    [{ unit: other }, "/unit"],
    [{ scored_on: "2999-01-01" }, "/scored_on"],
    [{ evaluation: 6 }, "/evaluation"],
    [{ response: 0 }, "/response"],
    [{ reason: null }, "/reason"],
  ];
  for (const [more, pointer] of wrong) await ciso.refused("POST", "/component-scorings", 422, { json: scoring(c, daysAgo(1), 3, 3, more), pointer });
  const made = await score(c, daysAgo(1), 3, 3);
  await ciso.refused("PATCH", `/component-scorings/${made.id}`, 422, { json: { unit: other }, etag: "*", pointer: "/unit" });
});

test("what has been scored is retired, not deleted; its scorings follow it into another unit", async () => {
  const c = await component("予約サイト");
  const made = await score(c, daysAgo(10), 2, 1, { occasion: "start" });
  await ciso.refused("DELETE", `/components/${c.id}`, 409, { etag: "*" });
  await ciso.patch(`/components/${c.id}`, { unit: other, title: "新予約サイト" }, "*");
  const moved = await ciso.get(`/component-scorings/${made.id}`);
  assert.deepEqual([moved.unit.id, moved.name], [other, `新予約サイト ${daysAgo(10)}`]);
  const before = await ciso.get("/component-maturity");
  await ciso.call("POST", `/components/${c.id}/transitions`, { json: { action: "retire" }, etag: "*" });
  const after = await ciso.get("/component-maturity");
  assert.deepEqual([after.in_use, after.scored], [before.in_use - 1, before.scored - 1]);
});

test("tasks of scorings go with them into another unit, also those of a deleted one", async () => {
  const c = await component("引っ越すサービス");
  const made = await score(c, daysAgo(10), 2, 1);
  const gone = await score(c, daysAgo(20), 1, 1);
  for (const { id } of [made, gone]) await ciso.post("/tasks/on-record", { register: "component-scorings", record: id, title: `指摘の是正 ${id}` }, 201);
  await ciso.delete(`/component-scorings/${gone.id}`, "*", 204);
  const manager = await signedInAs(ciso, "manager", shop);
  const seen = async (query: string): Promise<string[]> => (await manager.get(`/tasks?limit=500${query}`)).items.map((t: Json) => t.title);
  assert.ok((await seen("")).includes(`指摘の是正 ${made.id}`));
  assert.ok((await seen("&deleted=true")).includes(`指摘の是正 ${gone.id}`));
  await ciso.patch(`/components/${c.id}`, { unit: other, title: "引っ越したサービス" }, "*");
  assert.deepEqual((await seen("")).filter((t) => t.includes("指摘の是正")), []);
  assert.deepEqual((await seen("&deleted=true")).filter((t) => t.includes("指摘の是正")), []);
  const [task] = (await ciso.get("/tasks?limit=500")).items.filter((t: Json) => t.title === `指摘の是正 ${made.id}`);
  assert.deepEqual([task.unit.id, task.about], [other, `${made.number} 引っ越したサービス ${daysAgo(10)}`]);
});

test("managers score the components of their units and see no others; members see none", async () => {
  const mine = await component("店舗アプリ");
  const theirs = await component("大阪の在庫照会", other);
  const hidden = await score(theirs, daysAgo(2), 5, 5);
  const manager = await signedInAs(ciso, "manager", shop);
  await manager.post("/component-scorings", scoring(mine, daysAgo(1), 2, 3), 201);
  await manager.refused("GET", `/components/${theirs.id}`, 404);
  await manager.refused("GET", `/component-scorings/${hidden.id}`, 404);
  const refused = await manager.call("POST", "/component-scorings", { json: scoring(theirs, daysAgo(1), 1, 1, { unit: shop }) });
  assert.ok(refused.status >= 400 && !refused.text.includes("大阪"), refused.text);
  const seen = await manager.get("/component-maturity");
  assert.equal(seen.in_use, (await manager.get("/components?filter[state][eq]=in_use&limit=500")).items.length);
  assert.equal(seen.evaluation.levels[4].count, 0, "5 of the other shop is not counted");
  await (await signedInAs(ciso, "member", shop)).refused("GET", "/component-maturity", 403);
  const auditor = await signedInAs(ciso, "auditor");
  await auditor.refused("POST", "/component-scorings", 403, { json: scoring(mine, daysAgo(1), 2, 3) });
});

test("figures count each component once, and say which levels, how many never and how many long ago", async () => {
  const old = await component("古いサービス");
  await score(old, daysAgo(400), 1, 1);
  const f = await ciso.get("/component-maturity");
  const items: Json[] = (await ciso.get("/components?filter[state][eq]=in_use&limit=500")).items;
  const scored = items.filter((c) => c.scored_on);
  assert.deepEqual([f.in_use, f.scored, f.never], [items.length, scored.length, items.length - scored.length]);
  assert.equal(f.stale, scored.filter((c) => c.scored_on < f.stale_before).length);
  assert.ok(f.stale >= 1 && f.never >= 1);
  const mean = scored.reduce((sum, c) => sum + c.mean, 0) / scored.length;
  assert.equal(f.mean, Math.floor(mean + 0.5) / 10);
  assert.equal(f.response.levels.length, 5);
  assert.ok(f.evaluation.levels.every((l: Json) => l.text.ja && l.text.en));
  assert.equal(f.evaluation.levels[0].count, scored.filter((c) => c.evaluation === 1).length);
});

test("an indicator reads the mean live, beside the one from assessments", async () => {
  const { id } = await ciso.post("/indicators", { title: "構成要素の成熟度", perspective: "process", source: "component_maturity", cycle: "quarter", target: 4 }, 201);
  const read = async (): Promise<Json> => (await ciso.get(`/scorecard?indicator=${id}`)).items[0];
  const now = await read();
  const f = await ciso.get("/component-maturity");
  assert.deepEqual([now.value, now.live, now.figure, now.direction], [f.mean, true, "level", "higher"]);
  assert.deepEqual(now.parts.map((p: Json) => [p.key, p.value]), [["fresh", f.scored - f.stale], ["unscored", f.never + f.stale]]);
  const c = await component("全体を管理", top);
  await score(c, daysAgo(0), 5, 5);
  assert.ok((await read()).value > now.value);
});
