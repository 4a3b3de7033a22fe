// W14: a maker asks its suppliers for measures and takes care that it asks nothing unlawful: what is asked, why, how
// far, who bears the cost, and what was agreed between whom. "Because this may happen, do that" lists say what is meant.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Json } from "../support/client.ts";
import { setUp, signedInAs, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server, { organisation: "p社" });
const unit = await topUnit(ciso);
const firm = await ciso.post("/suppliers", { name: "部品加工株式会社" }, 201);
const request = await ciso.post("/supplier-asks", { unit, title: "端末の暗号化のお願い", asked: "当社の図面を扱うPCの記憶装置を暗号化する" }, 201);
const one = await ciso.post("/ask-firms", { unit, ask: request.id, supplier: firm.id }, 201);

async function act(path: string, action: string): Promise<Json> {
  const answer = await ciso.call("POST", `/${path}/transitions`, { json: { action }, etag: "*" });
  assert.equal(answer.status, 200, answer.text);
  return answer.json;
}

const refusedFields = async (): Promise<string[]> => {
  const answer = await ciso.call("POST", `/supplier-asks/${request.id}/transitions`, { json: { action: "confirm" }, etag: "*" });
  assert.equal(answer.status, 422, answer.text);
  return answer.json.errors.map((f: Json) => f.pointer);
};

test("nothing is sent before the check list is done: each empty field is named", async () => {
  await ciso.refused("POST", `/supplier-asks/${request.id}/transitions`, 409, { json: { action: "send" }, etag: "*" });
  await ciso.refused("POST", `/ask-firms/${one.id}/transitions`, 409, { json: { action: "ask" }, etag: "*" });
  const empty = await refusedFields();
  for (const field of ["/cost_bearer", "/necessity", "/scope", "/talks", "/check_cost", "/check_product", "/check_price"]) assert.ok(empty.includes(field), field);
});

test("a point that is a problem stops it, and who is to pay is talked to about the price", async () => {
  const good = { check_cost: "ok", check_product: "problem", check_price: "not_applicable", check_need: "ok", check_explained: "ok", check_record: "ok" };
  await ciso.patch(`/supplier-asks/${request.id}`, { necessity: "図面が漏れると納入先に及ぶ", scope: "図面を扱うPCだけ", cost_bearer: "supplier", talks: "各社と費用を話し合った", ...good }, "*");
  assert.deepEqual((await refusedFields()).sort(), ["/check_price", "/check_product"]);
  await ciso.patch(`/supplier-asks/${request.id}`, { cost_bearer: "none", check_product: "ok", offers: "OSの標準機能での設定手順を渡す" }, "*");
  assert.ok((await act(`supplier-asks/${request.id}`, "confirm")).checked_on);
});

test("what was checked does not change on the way", async () => {
  await ciso.refused("PATCH", `/supplier-asks/${request.id}`, 422, { json: { scope: "すべてのPC" }, etag: "*", pointer: "/scope" });
  assert.ok((await act(`supplier-asks/${request.id}`, "send")).sent_on);
  await ciso.refused("PATCH", `/supplier-asks/${request.id}`, 422, { json: { cost_bearer: "supplier" }, etag: "*", pointer: "/cost_bearer" });
});

test("each firm's agreement has its words, its day and two names, and its adoption is followed", async () => {
  await act(`ask-firms/${one.id}`, "ask");
  await ciso.refused("POST", `/ask-firms/${one.id}/transitions`, 422, { json: { action: "agree" }, etag: "*", pointer: "/their_name" });
  await ciso.patch(`/ask-firms/${one.id}`, { agreement: "9月末までに対象のPCを暗号化する", agreed_on: "2026-07-01", our_name: "購買部 山田", their_name: "工場長 鈴木" }, "*");
  await act(`ask-firms/${one.id}`, "agree");
  assert.ok((await act(`ask-firms/${one.id}`, "adopt")).adopted_on);
  await ciso.refused("POST", "/ask-firms", 409, { json: { unit, ask: request.id, supplier: firm.id } });
});

test("lists in the form 'this may happen, so do that' are at hand, with the sources on asking", async () => {
  const { lists, points, sources } = await ciso.get("/asking-lists");
  assert.equal(lists.length, 12);
  assert.ok(lists[0].because.ja && lists[0].lines[0].text.en);
  assert.ok(points.some((p: Json) => p.text.ja.includes("費用")));
  assert.ok(sources.every((s: Json) => s.link.startsWith("https://")));
  await (await signedInAs(ciso, "manager")).refused("GET", "/asking-lists", 403);
});

test("which star to ask follows from three questions, and the answers are kept", async () => {
  const judge = (more: object): Promise<Json> => ciso.post("/star-judgements", { supplier: firm.id, judged_on: "2026-07-01", ...more }, 201);
  const no = { information: "no", stop: "no", access: "no" };
  assert.equal((await judge(no)).result, "star_3");
  assert.equal((await judge({ ...no, access: "yes" })).result, "star_4");
  assert.equal((await judge({ information: "no" })).result, "undecided");
  await ciso.refused("POST", "/star-judgements", 422, { json: { supplier: firm.id, judged_on: "2026-07-01", ...no, raised: true }, pointer: "/raised_reason" });
  assert.equal((await judge({ ...no, raised: true, raised_reason: "納入先が★4を求めている" })).result, "star_4");
});
