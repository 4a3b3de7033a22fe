// Practice 10-2: electronics maker Y kept silent on a stop that was no attack, and rumours made one of it. It now (1) sorts out the points of
// dispute on sharing, publishing, outside bodies and delicate information with the guidance's questions, (2) brings those concerned to
// agree, with a lawyer, the insurance and the board, and (3) acts by the rule: what is delicate cannot leave, and a stop is decided on.
import assert from "node:assert/strict";
import { test } from "node:test";
import { visit } from "../support/browser.ts";
import type { Json } from "../support/client.ts";
import { colleagueOf, setUp, signedInAs, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server, { organisation: "Y社" });
const unit = await topUnit(ciso);
const pr = await colleagueOf(ciso, "広報", "広報部長", ["security"], unit);
const csirt = await colleagueOf(ciso, "初動", "CSIRT", ["csirt"], unit);
const president = await signedInAs(ciso, "executive", unit);

const act = async (path: string, action: string): Promise<Json> => {
  const { status, json, text } = await president.call("POST", `${path}/transitions`, { json: { action }, etag: "*" });
  assert.equal(status, 200, text);
  return json;
};
let publish: Json;

test("step 1: four points of dispute stand with the questions of the guidance, and each department's stance beside them", async () => {
  await ciso.post("/sharing-points/starter", undefined, 201);
  const { items } = await ciso.get("/sharing-points");
  assert.equal(items.length, 4);
  publish = items.find((p: Json) => p.topic === "publish");
  assert.match(publish.guidance, /Q14.*Q15.*Q16/);
  for (const [department, stance] of [["広報部", "説明責任を果たすため早く公表したい"], ["CSIRT", "攻撃を助長する情報は出したくない"], ["知的財産部", "営業秘密が流出しないこと"]])
    await pr.client.post("/sharing-stances", { point: publish.id, department, stance, heard_on: "2026-04-01" }, 201);
  const look = await visit(server, `/sharing-points/${publish.number}`, {}, pr.client);
  await look.page.getByText("攻撃を助長する情報は出したくない").waitFor();
  await look.accessible();
  await look.context.close();
});

test("step 2: the rule says who decides when, and is agreed on with lawyer, insurance and board", async () => {
  const path = `/sharing-points/${publish.id}`;
  await pr.client.patch(path, { rule: "事業への影響がない停止も、社外から見えるものは公表する。攻撃の手口は公表しない。", decider: "CISO（夜間は当番役員）", decided_when: "停止が30分を超えた時", lawyer: "見本法律事務所", advice: "原因が確定するまで断定しない", advised_on: "2026-04-10", insurance: "公表の費用を補償に加えた", insurance_on: "2026-04-12", board_on: "2026-04-20", review_by: "2027-04-01" }, "*");
  assert.equal((await act(path, "agree")).state, "agreed");
});

test("step 3: a stop that is no attack is published by decision, and the rumour is answered with it", async () => {
  const decision = await csirt.client.post("/publication-decisions", { title: "プロモーションサイトの停止", kind: "failure", happened_on: "2026-05-01", decision: "publish", reason: "攻撃との噂を防ぐ", text: "設備の障害による停止です。サイバー攻撃によるものではありません。" }, 201);
  await act(`/publication-decisions/${decision.id}`, "decide");
  const rumour = await pr.client.post("/rumours", { title: "Y社が攻撃でマヒ", place: "social", heard_on: "2026-05-01", said: "攻撃を受けてマヒしているのではないか", decision: decision.id, answer: "設備の障害です", answer_where: "自社サイトと公式SNS" }, 201);
  const answered = await pr.client.call("POST", `/rumours/${rumour.id}/transitions`, { json: { action: "answer" }, etag: "*" });
  assert.equal(answered.status, 200, answered.text);
});

test("step 3: in a case, a trade secret can neither be shared nor published, and what concerns the attack can be shared", async () => {
  const { id, number } = await csirt.client.post("/incidents", { unit, title: "研究所への侵入", severity: "critical", detected_at: new Date().toISOString() }, 201);
  await csirt.client.post(`/incidents/${id}/pieces`, { title: "機能材料の名称", value: "青藍α", tlp: "red" }, 201);
  await csirt.client.post(`/incidents/${id}/pieces`, { title: "通信先", value: "c2.example.com", tlp: "green" }, 201);
  await csirt.client.refused("POST", "/publication-decisions", 422, { json: { title: "不正アクセス", kind: "attack", incident: number, happened_on: "2026-05-10", decision: "publish", reason: "株主への説明", text: "青藍αの研究所が侵入を受けました。" }, pointer: "/text" });
  const check = (text: string, tlp: string): Promise<Json[]> => csirt.client.post(`/incidents/${id}/release-check`, { text, tlp, readers: ["業界ISAC"] }, 200).then((r) => r.findings);
  assert.deepEqual((await check("通信先は c2[.]example[.]com、青藍αが狙われた", "green")).map((f) => [f.fault, f.no]), [["above", 1]]);
  assert.deepEqual(await check("通信先は c2[.]example[.]com", "green"), []);
});
