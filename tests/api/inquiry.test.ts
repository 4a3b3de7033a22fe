// Requests to us: who asks what until when, how it is answered and approved, what was told to whom.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Json } from "../support/client.ts";
import { login, setUp, signedInAs, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server);

const ASKED = { title: "セキュリティ調査票", asker: "東都物産", asker_kind: "buyer", received: "2026-11-02", due: "2026-11-30" };

async function act(id: string, action: string, by = ciso, more: Json = {}): Promise<Json> {
  const answer = await by.call("POST", `/inquiries/${id}/transitions`, { json: { action, ...more }, etag: "*" });
  assert.equal(answer.status, 200, answer.text);
  return answer.json;
}

test("a request to us is answered, approved by somebody else, and keeps what was told to whom and when", async () => {
  const security = await signedInAs(ciso, "security");
  const made = await security.post("/inquiries", ASKED, 201);
  assert.equal(made.state, "received");
  assert.equal((await act(made.id, "start", security)).state, "answering");
  await ciso.refused("POST", `/inquiries/${made.id}/transitions`, 422, { json: { action: "approve" }, etag: "*", pointer: "/told" });
  const told = await security.patch(`/inquiries/${made.number}`, { told: "成熟度の平均は2.4、多要素認証は導入済み。" }, "*");
  assert.match(told.told, /2\.4/);
  await security.refused("POST", `/inquiries/${made.id}/transitions`, 409, { json: { action: "approve" }, etag: "*" });
  assert.equal((await act(made.id, "approve")).state, "approved");
  await security.refused("PATCH", `/inquiries/${made.id}`, 422, { json: { told: "平均は5.0" }, etag: "*", pointer: "/told" });
  const [sheet] = (await ciso.get("/sheets")).items;
  const other = { name: "別の診断", sheet_version: sheet.newest.id, period: "FY2026", due: "2999-01-31", for_request: true, units: [{ unit: await topUnit(ciso) }] };
  const { number } = await ciso.post("/campaigns", other, 201);
  await security.refused("PATCH", `/inquiries/${made.id}`, 422, { json: { campaign: number }, etag: "*", pointer: "/campaign" });
  const answered = await act(made.id, "answer", security);
  assert.deepEqual([answered.state, answered.told_to], ["answered", "東都物産"]);
  assert.match(answered.told_on, /^\d{4}-\d\d-\d\d$/);
  const found = await security.patch(`/inquiries/${made.id}`, { findings: "復旧手順の訓練の記録がない。" }, "*");
  assert.match(found.findings, /訓練/);
  const again = await act(made.id, "reopen", security, { reason: "追加の質問を受けたため" });
  assert.equal(again.state, "answering");
  assert.equal(again.told_to, "東都物産", "what was told before stays");
});

test("a request to us can go round by who asks", async () => {
  const subjects = (await ciso.get("/approval-subjects")).items;
  assert.deepEqual(subjects.find((s: Json) => s.register === "inquiries")?.class_field, "asker_kind");
  const president = await signedInAs(ciso, "executive");
  const steps = [{ name: "社長", who: [{ kind: "role", role: "executive" }], need: "any", days: 3 }];
  await ciso.post("/approval-routes", { name: "株主への回答", subject: "inquiries", active: true, class_key: "shareholder", on_change: "end", steps }, 201);
  const made = await ciso.post("/inquiries", { ...ASKED, asker: "個人株主", asker_kind: "shareholder", told: "体制の概要を回答する。" }, 201);
  await act(made.id, "start");
  await president.refused("POST", `/inquiries/${made.id}/transitions`, 409, { json: { action: "approve" }, etag: "*" });
  const round = await ciso.post("/approvals", { register: "inquiries", record: made.id }, 201);
  const decided = await president.call("POST", `/approvals/${round.id}/decision`, { json: { decision: "approve" }, etag: "*" });
  assert.equal(decided.status, 200, decided.text);
  assert.equal((await ciso.get(`/inquiries/${made.id}`)).state, "approved");
});

test("the asker's sheet is approved when its answers are accepted, and not before", async () => {
  const [sheet] = (await ciso.get("/sheets")).items;
  const made = await ciso.post("/inquiries", { ...ASKED, sheet_key: sheet.key }, 201);
  await act(made.id, "start");
  const unit = await topUnit(ciso);
  const campaign = await ciso.post("/campaigns", { name: "東都物産への回答", sheet_version: sheet.newest.id, period: "FY2026", due: "2999-01-31", for_request: true, units: [{ unit }] }, 201);
  assert.equal(campaign.for_request, true);
  await ciso.patch(`/inquiries/${made.id}`, { campaign: campaign.number }, "*");
  const security = await signedInAs(ciso, "security");
  await security.refused("POST", `/inquiries/${made.id}/transitions`, 422, { json: { action: "approve" }, etag: "*", pointer: "/campaign" });
});

test("what needs no answer is declined with a reason", async () => {
  const made = await ciso.post("/inquiries", ASKED, 201);
  await ciso.refused("POST", `/inquiries/${made.id}/transitions`, 422, { json: { action: "decline" }, etag: "*", pointer: "/reason" });
  assert.equal((await act(made.id, "decline", ciso, { reason: "取引がないため" })).state, "declined");
});

test("a shop does not see requests to us", async () => {
  const shop = await signedInAs(await login(server), "manager");
  await shop.refused("GET", "/inquiries", 403);
});
