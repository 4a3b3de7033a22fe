// Practice 7-5: company S, a warehouse keeper of 700, feared exercises that are held for their own sake. Its CIO asked for three things:
// everybody with a role in emergencies takes part and not only who has time, half a day at most, and something that concerns those who
// take part. IT and the OT of the warehouses exercise apart by one plan (table 2-7.6): the first time they walk through, later they have
// goals and decide.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Json } from "../support/client.ts";
import { type Colleague, colleagueOf, setUp, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server, { organisation: "S社" });
const unit = await topUnit(ciso);
const warehouse = await ciso.post("/units", { name: "倉庫", kind: "other", parent: unit }, 201);
const keeper = await colleagueOf(ciso, "倉庫", "設備担当", ["manager"], warehouse.id);
const people: Colleague[] = [];
for (const family of ["情報", "基盤", "広報"]) people.push(await colleagueOf(ciso, family, "担当", ["csirt"], unit));
for (const p of people) await ciso.post("/role-assignments", { unit, title: `${p.name}の緊急時の役割`, role: "csirt_member", phase: "emergency", person: p.person }, 201);

const PLAN = { it: { area: "it", kind: "tabletop", place: "S社会議室", program: "演習担当者が外部の研修で受講した内容をベースに、現場の懸念等も加味することでS社の条件に合ったプログラムを作成" }, ot: { area: "ot", kind: "other", place: "演習サービスベンダーの提供する模擬環境", program: "S社からの要望を演習サービスベンダーに示し、ベンダーの提案をもとにプログラムを作成" } };
const WALK = "「まず体験してみる、手を動かしてみる」ことに重点を置き、インシデント発生時に実施すべきことがどのようなことかを把握する";
const LATER = "インシデント対応スキルの習得・向上";

async function press(id: string, ...buttons: string[]): Promise<void> {
  for (const button of buttons) await ciso.post(`/exercises/${id}/clock`, { press: button });
}
const boardOf = (id: string): Promise<Json> => ciso.get(`/exercises/${id}/board`);

test("IT and OT exercise apart, half a day each, by one plan; the exercise day is everybody's", async () => {
  for (const plan of [PLAN.it, PLAN.ot]) {
    const body = { unit, title: `初回の演習（${plan.area}）`, planned_on: "2026-06-10", style: "walk", goal: WALK, minutes: 240, exercise_day: true, ...plan };
    await ciso.refused("POST", "/exercises", 422, { json: { ...body, minutes: 480 }, pointer: "/minutes" });
    const made = await ciso.post("/exercises", body, 201);
    assert.deepEqual([made.area, made.place, made.style, made.exercise_day], [plan.area, plan.place, "walk", true]);
    await ciso.refused("POST", `/exercises/${made.id}/lines`, 422, { json: { kind: "inject", title: "切り離すか", minute: 10, asks: true }, pointer: "/asks" });
  }
  assert.deepEqual(new Set((await ciso.get("/exercises?filter[style][eq]=walk")).items.map((x: Json) => x.area)), new Set(["it", "ot"]));
});

test("everybody with a role in emergencies is invited and whoever does not come is shown; they walk through and learn", async () => {
  const [first] = (await ciso.get("/exercises?filter[area][eq]=it")).items;
  const { missing } = await boardOf(first.id);
  assert.deepEqual(missing.map((m: Json) => m.person.title).sort(), people.map((p) => p.name).sort());
  const roles: string[] = missing.map((m: Json) => m.role);
  assert.equal(new Set(roles).size, 3, "each has a role of his own");
  const items = missing.map((m: Json, i: number) => ({ person: m.person.id, role: m.role, came: i !== 2 }));
  await ciso.put(`/exercises/${first.id}/people`, { items: [...items, { person: keeper.person, role: "business", came: true }] }, "*");
  await press(first.id, "start", "pause", "resume", "end");
  const record = await ciso.get(`/exercises/${first.id}`);
  assert.deepEqual([record.state, record.invited, record.attended, record.participation], ["held", 4, 3, 75]);
  assert.equal((await boardOf(first.id)).people.filter((p: Json) => p.came === false).length, 1);
  for (const who of [people[0]!, people[1]!, keeper]) await who.client.patch(`/own-exercises/${first.id}`, { learned: who !== people[1], reflection: "流れを把握できた" });
  assert.equal((await boardOf(first.id)).people.filter((p: Json) => p.learned).length, 2);
});

test("the second time goals are set, decisions are asked for, roles change, and what was missed becomes a measure", async () => {
  const { id } = await ciso.post("/exercises", { unit, title: "2回目の演習", planned_on: "2026-12-10", style: "decide", goal: LATER, minutes: 180, ...PLAN.it }, 201);
  const { missing, last_on } = await boardOf(id);
  assert.equal(last_on, "2026-06-10", "half a year before");
  const came = missing.filter((m: Json) => m.last_role !== null);
  assert.equal(came.length, 2, "who did not come had no role");
  assert.ok(came.every((m: Json) => m.role !== m.last_role));
  await ciso.put(`/exercises/${id}/people`, { items: missing.map((m: Json) => ({ person: m.person.id, role: m.role })) }, "*");
  const goal = await ciso.post(`/exercises/${id}/lines`, { kind: "goal", title: "仕分けを止めるかを30分以内に判断する" }, 201);
  await ciso.post(`/exercises/${id}/lines`, { kind: "inject", title: "自動仕分けシステムの応答がない", minute: 0, asks: true, expected: "現場と司令塔部署に連絡し、停止を判断する" }, 201);
  await press(id, "start");
  const player = people.find((p) => p.person === missing[0].person.id)!;
  const [inject] = (await player.client.get(`/own-exercises/${id}`)).lines.filter((l: Json) => l.kind === "inject");
  assert.equal(inject.asks, true);
  await player.client.post(`/own-exercises/${id}/answers`, { line: inject.id, text: "倉庫の仕分けを止める" }, 204);
  await press(id, "end");
  assert.deepEqual((await boardOf(id)).answers.map((a: Json) => a.text), ["倉庫の仕分けを止める"]);
  await ciso.put(`/exercises/${id}/lines/${goal.id}`, { title: goal.title, result: "partly", note: "判断に45分かかった" }, "*");
  assert.equal((await boardOf(id)).outcome, "partly");
  const { measure } = await ciso.post(`/exercises/${id}/lines/${goal.id}/measure`, { title: "停止を判断する人を決める", priority: "high" }, 201);
  assert.equal((await ciso.get(`/measures/${measure.id}`)).state, "proposed");
});
