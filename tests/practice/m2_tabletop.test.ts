// Mini-practice 2, of a financial firm: ticking check lists is no proof that an attack would fail. Threat-led penetration tests are
// too much for a small change; then those who know the system's defences play attacker and defender at a table, step by step, and see
// whether the attack would succeed.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Json } from "../support/client.ts";
import { colleagueOf, setUp, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server, { organisation: "金融機関" });
const unit = await topUnit(ciso);
const attacker = await colleagueOf(ciso, "攻撃", "基盤担当", ["csirt"], unit);
const defender = await colleagueOf(ciso, "防御", "運用担当", ["csirt"], unit);
const measure = (title: string): Promise<Json> => ciso.post("/measures", { unit, title, priority: "high" }, 201);

const STEPS = [
  { title: "標的型メールで端末に入る", by: "メールゲートウェイ", result: "detected" },
  { title: "管理者の認証情報を得る", by: "特権IDの多要素認証", result: "stopped" },
  { title: "バックアップを暗号化する", by: null, result: "passed" },
] as const;

test("each step of the attack is played against the register of measures, and what nothing stops becomes a measure", async () => {
  const { id } = await ciso.post("/exercises", { unit, title: "小規模な変更の机上演習", kind: "tabletop", planned_on: "2026-12-03", style: "decide", minutes: 120, goal: "攻撃が成功するかどうかを検証する" }, 201);
  await ciso.put(`/exercises/${id}/people`, { items: [{ person: attacker.person, role: "attacker" }, { person: defender.person, role: "defender" }] }, "*");
  await ciso.post(`/exercises/${id}/clock`, { press: "start" });
  for (const step of STEPS) {
    const against = step.by === null ? null : (await measure(step.by)).id;
    await ciso.post(`/exercises/${id}/lines`, { kind: "step", title: step.title, measure: against, result: step.result }, 201);
  }
  await ciso.post(`/exercises/${id}/clock`, { press: "end" });
  const played: Json[] = (await ciso.get(`/exercises/${id}/board`)).lines;
  assert.deepEqual(played.map((l) => [l.title, l.measure?.title.replace(/^\S+ /, "") ?? null, l.result]), STEPS.map((s) => [s.title, s.by, s.result]));
  const path = (line: Json) => `/exercises/${id}/lines/${line.id}/measure`;
  await ciso.refused("POST", path(played[1]), 409, { json: { title: "要らない", priority: "low" } });
  for (const gap of [played[0], played[2]]) await ciso.post(path(gap), { title: `${gap.title}ことへの対策`, priority: "high" }, 201);
  const linked: Json[] = (await ciso.get(`/exercises/${id}/links`)).items;
  assert.equal(linked.filter((l) => l.register === "measures").length, 2);
  const own = await defender.client.get(`/own-exercises/${id}`);
  assert.deepEqual(own.lines.map((l: Json) => l.made !== null), [true, false, true]);
});
