// Worry 13: company o, a maker of 500 without a CISO, wrote a scenario by itself and was told by the other departments that its aim was
// unclear and that it had little to do with their work. It now plans with those who are exercised, takes a vendor's advice, reflects
// together, and tells everybody what was done about what they found.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Json } from "../support/client.ts";
import { type Colleague, colleagueOf, setUp, signedInAs, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const systems = await setUp(server, { organisation: "o社" });
const unit = await topUnit(systems);
const DEPARTMENTS = [
  { name: "事業部門", wish: "ECサイトへの攻撃による顧客情報の流出" },
  { name: "法務部門", wish: "内部犯行による知的財産の流出" },
];
const others: (Colleague & { unit: string; wish: string })[] = [];
for (const { name, wish } of DEPARTMENTS) {
  const { id } = await systems.post("/units", { name, kind: "department", parent: unit }, 201);
  others.push({ ...(await colleagueOf(systems, name, "課長", ["manager"], id)), unit: id, wish });
}
const { id } = await systems.post("/exercises", { unit, title: "インシデントを想定した演習", kind: "tabletop", planned_on: "2026-12-01", style: "decide", minutes: 180, program: "専門のベンダにアドバイスを依頼し、シナリオの立案と当日の進め方を学ぶ" }, 201);
const boardOf = (): Promise<Json> => systems.get(`/exercises/${id}/board`);
const of = async (kind: string): Promise<Json[]> => (await boardOf()).lines.filter((l: Json) => l.kind === kind);

test("before: the departments say what concerns them, and that goes into the scenario", async () => {
  await systems.put(`/exercises/${id}/people`, { items: others.map((o) => ({ person: o.person, role: "business" })) }, "*");
  for (const o of others) {
    assert.ok((await o.client.get("/notices")).items.some((n: Json) => n.kind === "exercise_invited"));
    await o.client.post(`/own-exercises/${id}/lines`, { kind: "wish", title: o.wish }, 201);
  }
  const wishes = await of("wish");
  assert.deepEqual(wishes.map((w) => w.title), DEPARTMENTS.map((d) => d.wish));
  for (const [i, w] of wishes.entries()) {
    await systems.put(`/exercises/${id}/lines/${w.id}`, { title: w.title, unit: others[i]!.unit, result: "taken" }, "*");
    await systems.post(`/exercises/${id}/lines`, { kind: "inject", title: `${w.title}の疑いがある`, minute: i, asks: true }, 201);
  }
  assert.ok((await of("wish")).every((w) => w.result === "taken" && w.unit !== null));
  const seen: Json[] = (await others[0]!.client.get(`/own-exercises/${id}`)).lines;
  assert.deepEqual(seen.map((l) => l.kind), ["wish", "wish"], "each sees what the others care about, and not the scenario");
});

test("on the day and after: participants write what they found, reflect, and are told what was done about it", async () => {
  await systems.post(`/exercises/${id}/clock`, { press: "start" });
  await systems.post(`/exercises/${id}/clock`, { press: "end" });
  const points = ["流出した顧客に連絡する担当が決まっていない", "退職者の権限がすぐに消えない"];
  for (const [i, o] of others.entries()) {
    await o.client.post(`/own-exercises/${id}/lines`, { kind: "point", title: points[i] }, 201);
    await o.client.patch(`/own-exercises/${id}`, { learned: true, reflection: "課題を共有できた" });
  }
  assert.ok((await boardOf()).people.every((p: Json) => p.learned));
  const made: Json[] = [];
  for (const point of await of("point")) made.push((await systems.post(`/exercises/${id}/lines/${point.id}/measure`, { title: `${point.title}ことの是正`, priority: "high" }, 201)).measure);
  const president = await signedInAs(systems, "executive");
  const { status, text } = await president.call("POST", `/measures/${made[0].id}/transitions`, { json: { action: "approve" }, etag: "*" });
  assert.equal(status, 200, text);
  await systems.post(`/exercises/${id}/feedback`, { text: "2件の課題に対策を講じます" }, 204);
  for (const o of others) {
    const own = await o.client.get(`/own-exercises/${id}`);
    assert.equal(own.feedback, "2件の課題に対策を講じます");
    const told: Json[] = own.lines.filter((l: Json) => l.kind === "point");
    assert.deepEqual(told.map((l) => l.made.state), ["approved", "proposed"], "what became of the points of all");
    assert.ok((await o.client.get("/notices")).items.some((n: Json) => n.kind === "exercise_fed_back"));
  }
});
