// Sharing and publishing information on damage: points of dispute with stances and an agreed rule, decisions to publish by a round of
// approval, held against what is marked in the case, and rumours.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Client, Json } from "../support/client.ts";
import { colleagueOf, setUp, signedInAs, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server);
const unit = await topUnit(ciso);
const csirt = await colleagueOf(ciso, "初動", "CSIRT", ["csirt"], unit);
const president = await signedInAs(ciso, "executive", unit);

const act = async (by: Client, path: string, action: string, reason?: string): Promise<Json> => {
  const { status, json, text } = await by.call("POST", `${path}/transitions`, { json: { action, ...(reason ? { reason } : {}) }, etag: "*" });
  assert.equal(status, 200, text);
  return json;
};
const refused = (by: Client, path: string, action: string, status: number, pointer?: string): Promise<unknown> =>
  by.refused("POST", `${path}/transitions`, status, { json: { action, reason: "理由" }, etag: "*", ...(pointer ? { pointer } : {}) });

const POINT = { title: "公表の時期", topic: "publish", question: "いつ公表するか", guidance: "Q15, Q17" };
const RULE = { rule: "重大な事案は発覚の翌日までに公表する", decider: "社長（不在時は副社長）", decided_when: "重大と判断した時", lawyer: "見本法律事務所", advice: "時期の明示は避ける", advised_on: "2026-04-01", insurance: "公表の費用は補償の対象", insurance_on: "2026-04-02", board_on: "2026-04-20" };

test("the usual points are taken once, with the numbers of the guidance's questions", async () => {
  const manager = await signedInAs(ciso, "manager", unit);
  await manager.refused("POST", "/sharing-points/starter", 403);
  assert.equal((await ciso.post("/sharing-points/starter", undefined, 201)).made, 4);
  assert.equal((await ciso.post("/sharing-points/starter", undefined, 201)).made, 0);
  const { items } = await csirt.client.get("/sharing-points");
  assert.deepEqual(items.map((p: Json) => p.topic).sort(), ["delicate", "outside", "publish", "share"]);
  assert.ok(items.every((p: Json) => /^Q\d/.test(p.guidance) && p.state === "draft"));
});

test("a rule is agreed on when departments were heard, the lawyer and the insurance were asked and the board consents", async () => {
  const point = await csirt.client.post("/sharing-points", POINT, 201);
  const path = `/sharing-points/${point.id}`;
  await refused(csirt.client, path, "agree", 403);
  for (const key of ["rule", "decider", "decided_when", "advice", "advised_on", "insurance", "insurance_on", "board_on"]) await refused(president, path, "agree", 422, `/${key}`);
  await csirt.client.patch(path, RULE, "*");
  await refused(president, path, "agree", 409);
  const stance = await csirt.client.post("/sharing-stances", { point: point.id, department: "広報部", stance: "早く公表したい", heard_on: "2026-04-01" }, 201);
  await csirt.client.post("/sharing-stances", { point: point.id, department: "CSIRT", stance: "攻撃を助長する情報は出さない" }, 201);
  const agreed = await act(president, path, "agree");
  assert.deepEqual([agreed.state, agreed.agreed_on !== null], ["agreed", true]);
  await csirt.client.refused("PATCH", path, 409, { json: { rule: "別の取り扱い" }, etag: "*" });
  await csirt.client.refused("PATCH", `/sharing-stances/${stance.id}`, 409, { json: { stance: "遅らせたい" }, etag: "*" });
  await csirt.client.refused("POST", "/sharing-stances", 409, { json: { point: point.id, department: "法務部", stance: "x" } });
  await csirt.client.refused("DELETE", path, 409, { etag: "*" });
  await csirt.client.patch(path, { review_by: "2027-04-01" }, "*");
  const again = await act(csirt.client, path, "revise", "訓練の結果");
  assert.deepEqual([again.state, again.agreed_on, again.board_on], ["draft", null, null]);
  await csirt.client.patch(`/sharing-stances/${stance.id}`, { stance: "遅らせたい" }, "*");
});

test("a stance that changes while a rule goes round ends the round, as its route says", async () => {
  const steps = [{ name: "社長", need: "all", who: [{ kind: "role", role: "executive" }] }];
  const route = await ciso.post("/approval-routes", { name: "情報の取り扱い", subject: "sharing-points", active: true, on_change: "end", steps }, 201);
  const point = await csirt.client.post("/sharing-points", { ...POINT, ...RULE, title: "共有の範囲" }, 201);
  const stance = await csirt.client.post("/sharing-stances", { point: point.id, department: "知的財産部", stance: "営業秘密が出ないこと" }, 201);
  await refused(president, `/sharing-points/${point.id}`, "agree", 409);
  const round = await csirt.client.post("/approvals", { register: "sharing-points", record: point.id }, 201);
  await csirt.client.patch(`/sharing-stances/${stance.id}`, { stance: "図面も出ないこと" }, "*");
  assert.equal((await csirt.client.get(`/approvals/${round.number}`)).state, "changed");
  assert.equal((await csirt.client.get(`/sharing-points/${point.id}`)).state, "draft");
  await ciso.delete(`/approval-routes/${route.id}`, "*");
});

const DECISION = { title: "プロモーションサイトの停止", kind: "failure", happened_on: "2026-04-10", decision: "publish", reason: "攻撃との噂を防ぐ", text: "設備の障害により停止しました。" };
const decision = (more: Json = {}): Promise<Json> => csirt.client.post("/publication-decisions", { ...DECISION, ...more }, 201);

test("whether something is published is decided by the management, a stop that is no attack too", async () => {
  await csirt.client.refused("POST", "/publication-decisions", 422, { json: { ...DECISION, text: null }, pointer: "/text" });
  await csirt.client.refused("POST", "/publication-decisions", 422, { json: { ...DECISION, reason: null }, pointer: "/reason" });
  const made = await decision();
  const path = `/publication-decisions/${made.id}`;
  await refused(csirt.client, path, "decide", 403);
  const decided = await act(president, path, "decide");
  assert.deepEqual([decided.state, decided.drill, decided.decided_on !== null], ["decided", false, true]);
  await csirt.client.refused("PATCH", path, 409, { json: { text: "別の文" }, etag: "*" });
  await refused(csirt.client, path, "publish", 422, "/place");
  await csirt.client.patch(path, { place: "https://www.example.jp/news" }, "*");
  const published = await act(csirt.client, path, "publish");
  assert.deepEqual([published.state, published.published_on !== null], ["published", true]);
  const silent = await decision({ decision: "not_publish", text: null, reason: "事業への影響がない" });
  await act(president, `/publication-decisions/${silent.id}`, "decide");
  await csirt.client.patch(`/publication-decisions/${silent.id}`, { place: "x" }, "*");
  await refused(csirt.client, `/publication-decisions/${silent.id}`, "publish", 409);
});

test("the text holds nothing that is marked above TLP:CLEAR in its case, neither now nor when it is decided on", async () => {
  const incident = await csirt.client.post("/incidents", { unit, title: "流出", severity: "high", detected_at: new Date().toISOString() }, 201);
  const piece = { title: "検体", value: "NightCrab", tlp: "green" };
  await csirt.client.post(`/incidents/${incident.id}/pieces`, piece, 201);
  const bad = { ...DECISION, kind: "attack", incident: incident.number, text: "ｎｉｇｈｔｃｒａｂ に感染しました。" };
  await csirt.client.refused("POST", "/publication-decisions", 422, { json: bad, pointer: "/text" });
  await csirt.client.refused("POST", "/publication-decisions", 422, { json: { ...bad, text: "感染", text_en: "Infected by {#1}" }, pointer: "/text_en" });
  await csirt.client.refused("POST", "/publication-decisions", 422, { json: { ...bad, incident: "IN-2001-9999" }, pointer: "/incident" });
  const made = await decision({ kind: "attack", incident: incident.number, text: "東都倉庫の端末が感染しました。" });
  const path = `/publication-decisions/${made.id}`;
  await csirt.client.post(`/incidents/${incident.id}/pieces`, { title: "場所", value: "東都倉庫", tlp: "amber" }, 201);
  await refused(president, path, "decide", 422, "/text");
  await csirt.client.patch(path, { text: "当社の端末が感染しました。", place: "報道発表" }, "*");
  await act(president, path, "decide");
  await act(csirt.client, path, "publish");
  const lines = (await csirt.client.get(`/incidents/${incident.id}/timeline`)).items.map((l: Json) => l.text);
  assert.equal(lines.filter((t: string) => t.includes(made.number)).length, 2);
});

test("a case kept to readers of its own is not named; a drill is published nowhere", async () => {
  const secret = await csirt.client.post("/incidents", { unit, title: "持ち出し", severity: "high", detected_at: new Date().toISOString() }, 201);
  const readers = await csirt.client.call("PUT", `/incidents/${secret.id}/readers`, { json: { confidential: true, people: [csirt.person], roles: [] }, etag: "*" });
  assert.equal(readers.status, 200, readers.text);
  await csirt.client.refused("POST", "/publication-decisions", 409, { json: { ...DECISION, incident: secret.number } });
  await ciso.refused("POST", "/publication-decisions", 422, { json: { ...DECISION, incident: secret.number }, pointer: "/incident" });
  const drill = await csirt.client.post("/incidents", { unit, title: "訓練", severity: "high", detected_at: new Date().toISOString(), drill: true }, 201);
  const made = await decision({ incident: drill.number, place: "報道発表" });
  assert.equal(made.drill, true);
  await act(president, `/publication-decisions/${made.id}`, "decide");
  await act(csirt.client, `/publication-decisions/${made.id}`, "publish");
  assert.ok((await csirt.client.get(`/incidents/${drill.id}/timeline`)).items.some((l: Json) => l.text.startsWith("演習：")));
});

test("a decision goes the way of its case: kept to the case's readers from when it is confidential, open when it is again", async () => {
  const word = "退職者による持ち出し";
  const shut = await csirt.client.post("/incidents", { unit, title: word, severity: "high", detected_at: new Date().toISOString() }, 201);
  const [draft, decided] = [await decision({ title: word, incident: shut.number }), await decision({ title: word, incident: shut.number, place: "報道発表" })];
  await act(president, `/publication-decisions/${decided.id}`, "decide");
  const readers = (json: Json) => csirt.client.call("PUT", `/incidents/${shut.id}/readers`, { json, etag: "*" }).then(({ status, text }) => assert.equal(status, 200, text));
  await readers({ confidential: true, people: [csirt.person], roles: [] });
  for (const by of [president, ciso]) {
    for (const { id } of [draft, decided]) for (const part of ["", "/history", "/comments"]) await by.refused("GET", `/publication-decisions/${id}${part}`, 404);
    for (const address of ["/publication-decisions?limit=500", "/publication-decisions?format=csv", "/changes?since=0", "/audit?limit=500", "/approvals?box=done", `/search?q=${encodeURIComponent(word)}`]) {
      const { status, text } = await by.call("GET", address);
      if (status === 200) for (const told of [word, draft.id, decided.id]) assert.ok(!text.includes(told), `${address} ${told}`);
    }
    assert.ok([403, 404].includes((await by.call("POST", `/publication-decisions/${draft.id}/transitions`, { json: { action: "decide" }, etag: "*" })).status));
  }
  assert.equal((await csirt.client.get(`/publication-decisions/${draft.id}`)).title, word, "its readers have it");
  await refused(csirt.client, `/publication-decisions/${decided.id}`, "publish", 409);
  await csirt.client.refused("PATCH", `/publication-decisions/${draft.id}`, 409, { json: { reason: "別の理由" }, etag: "*" });
  await readers({ confidential: false });
  await act(president, `/publication-decisions/${draft.id}`, "decide");
  await act(csirt.client, `/publication-decisions/${decided.id}`, "publish");
});

test("a rumour is answered, or left with a reason", async () => {
  const made = await csirt.client.post("/rumours", { title: "攻撃でマヒしている", place: "social", heard_on: "2026-04-11", said: "攻撃を受けているらしい", owner: csirt.person, answer_by: "2026-04-12" }, 201);
  const path = `/rumours/${made.id}`;
  await refused(csirt.client, path, "answer", 422, "/answer");
  await csirt.client.patch(path, { answer: "攻撃ではありません", answer_where: "自社サイト" }, "*");
  const answered = await act(csirt.client, path, "answer");
  assert.deepEqual([answered.state, answered.answered_on !== null], ["answered", true]);
  assert.equal((await act(csirt.client, path, "reopen", "広がっている")).answered_on, null);
  await csirt.client.refused("POST", `${path}/transitions`, 422, { json: { action: "leave" }, etag: "*" });
  assert.equal((await act(csirt.client, path, "leave", "収まった")).state, "left");
  const manager = await signedInAs(ciso, "manager", unit);
  for (const list of ["/rumours", "/publication-decisions", "/sharing-points", "/sharing-stances"]) await manager.refused("GET", list, 403);
});
