// Practice 5-3: company J, an education firm, had left security to its IT vendor. It takes published requirements by
// phase (table 2-5.4), lets the vendor file a plan for each and approves it, has somebody else check, and agrees on
// targets first and on service levels two years later.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Json } from "../support/client.ts";
import { setUp, signedInAs, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const cro = await setUp(server, { organisation: "J社" });
const unit = await topUnit(cro);
const colleague = await signedInAs(cro, "ciso");

const vendor = await cro.post("/suppliers", { name: "地元ITベンダー株式会社" }, 201);
const contract = await cro.post("/contracts", { unit, title: "教育サービス用システムの運用委託", supplier: vendor.id, form: "important", starts_on: "2026-04-01", ends_on: "2027-03-31" }, 201);
const act = async (path: string, action: string, reason?: string, by = cro): Promise<Json> => {
  const answer = await by.call("POST", `/${path}/transitions`, { json: { action, ...(reason ? { reason } : {}) }, etag: "*" });
  assert.equal(answer.status, 200, answer.text);
  return answer.json;
};
const points = async (): Promise<Json[]> => (await cro.get(`/contract-points?filter[contract][eq]=${contract.id}&sort=position&limit=100`)).items;

test("the usual requirements stand by phase, and are taken into the contract", async () => {
  const { id, made } = await cro.post("/requirement-sets/starter", undefined, 201);
  assert.equal(made, 10);
  assert.equal((await cro.post("/requirement-sets/starter", undefined, 201)).made, 0);
  assert.equal((await cro.post(`/contracts/${contract.id}/requirements`, { set: id }, 201)).made, 10);
  await cro.refused("POST", `/contracts/${contract.id}/requirements`, 409, { json: { set: id } });
  const all = await points();
  assert.deepEqual(["development", "normal", "emergency"].map((p) => all.filter((x) => x.phase === p).length), [3, 6, 1]);
  assert.ok(all.every((p) => p.state === "asked" && p.title_en && p.demand_en));
});

test("important work is not begun without cooperation in audits and all tiers disclosed", async () => {
  await cro.refused("POST", `/contracts/${contract.id}/transitions`, 422, { json: { action: "begin" }, etag: "*", pointer: "/audit_cooperation" });
  await cro.patch(`/contracts/${contract.id}`, { audit_cooperation: true, last_tier: true }, "*");
  assert.equal((await act(`contracts/${contract.id}`, "begin")).state, "in_force");
});

test("a plan is filed, returned, filed again and approved by somebody else", async () => {
  const [point] = (await points()).filter((p) => p.phase === "normal");
  assert.ok(point);
  await cro.refused("POST", `/contract-points/${point.id}/transitions`, 422, { json: { action: "file" }, etag: "*", pointer: "/plan" });
  await cro.patch(`/contract-points/${point.id}`, { plan: "構成管理表を毎月更新する" }, "*");
  await act(`contract-points/${point.id}`, "file");
  await act(`contract-points/${point.id}`, "return", "版の記載がない");
  await cro.patch(`/contract-points/${point.id}`, { plan: "機器とソフトウェアの版を含む構成管理表を毎月更新する" }, "*");
  await act(`contract-points/${point.id}`, "file");
  await cro.refused("POST", `/contract-points/${point.id}/transitions`, 409, { json: { action: "approve" }, etag: "*" });
  const approved = await act(`contract-points/${point.id}`, "approve", undefined, colleague);
  assert.ok(approved.filed_on && approved.approved_on);
  await cro.refused("PATCH", `/contract-points/${point.id}`, 422, { json: { plan: "毎年" }, etag: "*", pointer: "/plan" });
});

test("what can only be a target at first becomes a service level later, with the reason", async () => {
  const [point] = (await points()).filter((p) => p.state === "approved");
  assert.ok(point);
  const target = await act(`contract-points/${point.id}`, "agree_target");
  assert.ok(target.target_on && !target.sla_on);
  await cro.refused("POST", `/contract-points/${point.id}/transitions`, 422, { json: { action: "raise" }, etag: "*" });
  const sla = await act(`contract-points/${point.id}`, "raise", "2年間問題なく運用され、ベンダーの体制も強化された");
  assert.ok(sla.target_on && sla.sla_on);
  assert.match(sla.agreed_reason, /2年間/);
  assert.equal((await act(`contract-points/${point.id}`, "lower", "担当者の退職")).sla_on, null);
});

test("somebody else checks the work, and what is found is fixed by a day", async () => {
  const check = await cro.post("/contract-checks", { unit, contract: contract.id, title: "第三者による脆弱性診断", checked_on: "2026-06-01", checker: "別のセキュリティベンダー", result: "findings" }, 201);
  const finding = await cro.post("/contract-findings", { unit, check: check.id, title: "予約システムの権限確認の不備", severity: "high", due: "2026-06-30" }, 201);
  await cro.refused("POST", `/contract-findings/${finding.id}/transitions`, 422, { json: { action: "fix" }, etag: "*", pointer: "/fix" });
  await cro.patch(`/contract-findings/${finding.id}`, { fix: "OSSの修正版を適用した" }, "*");
  assert.ok((await act(`contract-findings/${finding.id}`, "fix")).fixed_on);
  const shop = await cro.post("/units", { name: "教室", kind: "shop", parent: unit }, 201);
  await cro.refused("POST", "/contract-checks", 422, { json: { unit: shop.id, contract: contract.id, title: "別の組織", checked_on: "2026-06-01", checker: "A", result: "passed" }, pointer: "/unit" });
  await cro.refused("PATCH", `/contracts/${contract.id}`, 422, { json: { unit: shop.id }, etag: "*", pointer: "/unit" });
});

test("a set in use does not change: its next edition does", async () => {
  const [set] = (await cro.get("/requirement-sets")).items;
  const [point] = (await cro.get(`/requirement-points?filter[set][eq]=${set.id}`)).items;
  await cro.refused("PATCH", `/requirement-points/${point.id}`, 409, { json: { title: "変える" }, etag: "*" });
  const next = await cro.post(`/requirement-sets/${set.id}/editions`, { edition: "2.0" }, 201);
  assert.equal(next.made, 10);
  const made = await cro.get(`/requirement-sets/${next.id}`);
  assert.deepEqual([made.state, made.edition, made.replaces.id], ["draft", "2.0", set.id]);
  const other = await cro.post("/contracts", { unit, title: "別の契約", supplier: vendor.id, form: "normal" }, 201);
  await cro.refused("POST", `/contracts/${other.id}/requirements`, 409, { json: { set: next.id } });
  await cro.refused("POST", `/contracts/${other.id}/requirements`, 422, { json: { set: other.id }, pointer: "/set" });
});
