// What is special about the registers of roles, policies, findings, exercises and training; what every
// register does is tested in registers.test.ts.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Json } from "../support/client.ts";
import { setUp, signedInAs, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server);
const unit = await topUnit(ciso);

async function transition(path: string, record: Json, action: string, more: object = {}): Promise<Json> {
  const answer = await ciso.call("POST", `${path}/${record.id}/transitions`, { json: { action, ...more }, etag: `"${record.version}"` });
  assert.equal(answer.status, 200, answer.text);
  return answer.json;
}

test("a finding is closed only by what was done, and by somebody who looked", async () => {
  const made = await ciso.post("/audit-findings", { unit, title: "退職者のIDが残っている", audit_kind: "internal", severity: "major", found_on: "2026-06-01" }, 201);
  await ciso.refused("POST", `/audit-findings/${made.id}/transitions`, 422, { json: { action: "correct" }, etag: `"${made.version}"`, pointer: "/correction" });
  const told = await ciso.patch(`/audit-findings/${made.id}`, { correction: "人事異動の連絡を月次から即日にした。" }, `"${made.version}"`);
  const corrected = await transition("/audit-findings", told, "correct");
  assert.equal(corrected.verified_on, null);
  const verified = await transition("/audit-findings", corrected, "verify");
  assert.match(verified.verified_on, /^\d{4}-\d\d-\d\d$/);
});

test("the share that took part in an exercise is the program's own figure", async () => {
  const body = { unit, title: "全店合同演習", kind: "incident", planned_on: "2026-09-01", invited: 12, attended: 11 };
  await ciso.refused("POST", "/exercises", 422, { json: { ...body, participation: 100 }, pointer: "/participation" });
  await ciso.refused("POST", "/exercises", 422, { json: { ...body, attended: 13 }, pointer: "/attended" });
  const made = await ciso.post("/exercises", body, 201);
  assert.equal(made.participation, 91);
  const held = await transition("/exercises", made, "hold");
  assert.match(held.held_on, /^\d{4}-\d\d-\d\d$/);
});

test("training is completed by those who passed its test, without one by those who were there", async () => {
  const body = { unit, title: "標的型メール", audience: "all", method: "e_learning", held_on: "2026-07-01", invited: 200, attended: 190 };
  const made = await ciso.post("/trainings", body, 201);
  assert.equal(made.completion, 95);
  const tested = await ciso.patch(`/trainings/${made.id}`, { passed: 150 }, `"${made.version}"`);
  assert.equal(tested.completion, 75);
});

test("a policy in force has a day of approval and stands below another one", async () => {
  const basic = await ciso.post("/policies", { title: "情報セキュリティ基本方針", level: "basic" }, 201);
  const rule = await ciso.post("/policies", { title: "情報管理規程", level: "rule", parent: basic.id }, 201);
  assert.equal(rule.parent.id, basic.id);
  await ciso.refused("PATCH", `/policies/${rule.id}`, 422, { json: { parent: rule.id }, etag: `"${rule.version}"`, pointer: "/parent" });
  assert.match((await transition("/policies", basic, "put_in_force")).approved_on, /^\d{4}-\d\d-\d\d$/);
});

test("a shop reads roles and policies, and not what the committee said", async () => {
  const shop = await signedInAs(ciso, "member");
  await shop.get("/role-assignments");
  await shop.get("/policies");
  await shop.refused("GET", "/meetings", 403);
  await shop.refused("POST", "/policies", 403, { json: { title: "x", level: "rule" } });
});
