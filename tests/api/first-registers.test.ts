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

test("blanks at the ends of a line are not kept, and are no name", async () => {
  const made = await ciso.post("/contacts", { name: "　JPCERT/CC \t", kind: "authority", phone: " ", purpose: "　" }, 201);
  assert.deepEqual([made.name, made.phone], ["JPCERT/CC", null]);
  const now = await ciso.patch(`/contacts/${made.id}`, { name: "JPCERT/CC　" }, "*");
  assert.equal(now.name, "JPCERT/CC");
  await ciso.refused("PATCH", `/contacts/${made.id}`, 422, { json: { name: "　 " }, etag: "*", pointer: "/name" });
});

test("a regulation comes into force by somebody else than who drafted it, or by a round that goes by its level", async () => {
  const president = await signedInAs(ciso, "executive");
  const made = await ciso.post("/policies", { title: "委託先管理規程", level: "rule" }, 201);
  await ciso.refused("POST", `/policies/${made.id}/transitions`, 409, { json: { action: "put_in_force" }, etag: "*" });
  assert.equal((await president.call("POST", `/policies/${made.id}/transitions`, { json: { action: "put_in_force" }, etag: "*" })).json.state, "in_force");
  const steps = [{ name: "社長", who: [{ kind: "role", role: "executive" }], need: "any", days: 3 }];
  await ciso.post("/approval-routes", { name: "基本方針", subject: "policies", active: true, class_key: "basic", on_change: "end", steps }, 201);
  const basic = await ciso.post("/policies", { title: "個人情報保護方針", level: "basic" }, 201);
  await president.refused("POST", `/policies/${basic.id}/transitions`, 409, { json: { action: "put_in_force" }, etag: "*" });
  const round = await ciso.post("/approvals", { register: "policies", record: basic.id }, 201);
  assert.equal((await president.call("POST", `/approvals/${round.id}/decision`, { json: { decision: "approve" }, etag: "*" })).status, 200);
  const now = await ciso.get(`/policies/${basic.id}`);
  assert.equal(now.state, "in_force");
  assert.match(now.approved_on, /^\d{4}-\d\d-\d\d$/);
});

test("a shop reads roles and policies, and not what the committee said", async () => {
  const shop = await signedInAs(ciso, "member");
  await shop.get("/role-assignments");
  await shop.get("/policies");
  await shop.refused("GET", "/meetings", 403);
  await shop.refused("POST", "/policies", 403, { json: { title: "x", level: "rule" } });
});
