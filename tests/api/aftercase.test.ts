// What follows a case: what it cost, measures of its lessons, thanks to whoever reported, and an article that everybody reads.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Client, Json } from "../support/client.ts";
import { colleagueOf, setUp, signedInAs, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server);
const unit = await topUnit(ciso);
const shop = await ciso.post("/units", { name: "青葉店", kind: "shop", parent: unit }, 201);
const csirt = await colleagueOf(ciso, "初動", "CSIRT", ["csirt"], unit);
const lead = await colleagueOf(ciso, "統括", "セキュリティ", ["security"], unit);
const member = await colleagueOf(ciso, "店員", "販売", ["member"], shop.id);
const pr = await colleagueOf(ciso, "広報", "広報部", ["member"], unit);

const ago = (hours: number): string => new Date(Date.now() - hours * 3_600_000).toISOString();
let count = 0;
const incident = (more: Json = {}): Promise<Json> =>
  csirt.client.post("/incidents", { unit: shop.id, title: `秘密の取引先への侵入${++count}`, severity: "high", threat_key: "ransomware", detected_at: ago(30), detail: "秘密の経路", ...more }, 201);

async function step(id: string, action: string): Promise<void> {
  const { status, text } = await csirt.client.call("POST", `/incidents/${id}/transitions`, { json: { action }, etag: "*" });
  assert.equal(status, 200, text);
}
async function closed(more: Json = {}): Promise<Json> {
  const made = await incident(more);
  for (const action of ["contain", "recover", "restored"]) await step(made.id, action);
  await csirt.client.patch(`/incidents/${made.id}`, { cause: "古いVPN機器", lessons: "VPN機器を月に一度更新する\n・委託先の接続を見直す" }, "*");
  await step(made.id, "close");
  return made;
}
async function readers(id: string, json: Json): Promise<void> {
  const { headers } = await csirt.client.call("GET", `/incidents/${id}/readers`);
  await csirt.client.put(`/incidents/${id}/readers`, json, headers.get("etag")!);
}
const mine = { confidential: true, people: [csirt.person], roles: [] };
const figures = async (query = "", by: Client = ciso): Promise<Json[]> => (await by.get(`/case-costs${query}`)).items;
const costs = (id: string, by: Client = csirt.client): Promise<Json> => by.get(`/incidents/${id}/costs`);

test("what a case cost is written down by form of loss, by whoever saw it last", async () => {
  const { id } = await incident();
  const empty = await costs(id);
  assert.deepEqual([empty.items.length, empty.total], [8, null]);
  assert.ok(empty.items.every((c: Json) => c.amount === null && c.version === 0));
  const put = (form: string, json: Json, etag: string) => csirt.client.call("PUT", `/incidents/${id}/costs/${form}`, { json, etag });
  const first = await put("response", { amount: 3_000_000, note: "フォレンジック調査" }, '"0"');
  assert.deepEqual([first.status, first.json.version, first.json.settled], [200, 1, false]);
  assert.equal((await put("response", { amount: 1 }, '"0"')).status, 412);
  assert.equal((await put("response", { amount: 3_200_000, settled: true }, '"1"')).status, 200);
  assert.equal((await put("recovery", { amount: 0 }, '"0"')).status, 200);
  assert.equal((await costs(id)).total, 3_200_000);
  assert.equal((await put("recovery", { amount: null }, '"1"')).status, 200);
  const now = await costs(id);
  assert.deepEqual(now.items.filter((c: Json) => c.amount !== null).map((c: Json) => [c.form, c.amount, c.settled]), [["response", 3_200_000, true]]);
  await csirt.client.refused("PUT", `/incidents/${id}/costs/nothing`, 404, { json: { amount: 1 }, etag: '"0"' });
  await csirt.client.refused("PUT", `/incidents/${id}/costs/ransom`, 422, { json: { amount: -1 }, etag: '"0"', pointer: "/amount" });
  const history = (await csirt.client.get(`/incidents/${id}/history`)).items;
  assert.equal(history.filter((e: Json) => e.action === "case_cost").length, 4);
  const auditor = await signedInAs(ciso, "auditor", unit);
  assert.equal((await costs(id, auditor)).total, 3_200_000);
  await auditor.refused("PUT", `/incidents/${id}/costs/ransom`, 403, { json: { amount: 1 }, etag: '"0"' });
  await member.client.refused("GET", `/incidents/${id}/costs`, 403);
});

test("figures of costs leave out exercises, what was no incident, and confidential cases", async () => {
  const of = async (form: string): Promise<Json | undefined> => (await figures("?threat_key=insider")).find((f) => f.form === form);
  const one = async (amount: number, more: Json = {}): Promise<Json> => {
    const made = await incident({ threat_key: "insider", ...more });
    assert.equal((await csirt.client.call("PUT", `/incidents/${made.id}/costs/recovery`, { json: { amount }, etag: '"0"' })).status, 200);
    return made;
  };
  assert.equal(await of("recovery"), undefined);
  await one(500);
  await one(700);
  await one(9_000, { drill: true });
  const none = await one(9_000);
  assert.equal((await csirt.client.call("POST", `/incidents/${none.id}/transitions`, { json: { action: "withdraw", reason: "誤検知" }, etag: "*" })).status, 200);
  const kept = await one(9_000);
  await readers(kept.id, mine);
  assert.deepEqual(await of("recovery"), { form: "recovery", cases: 2, low: 500, high: 700, total: 1200 });
  assert.deepEqual(await figures("?threat_key=insider", csirt.client), await figures("?threat_key=insider"), "they do not change with who looks");
  const below = await signedInAs(ciso, "csirt", shop.id);
  await below.refused("GET", "/case-costs", 403);
});

test("a lesson becomes a measure by one press, linked with the case", async () => {
  const { id } = await closed();
  const made = await lead.client.post(`/incidents/${id}/measures`, { title: "VPN機器を月に一度更新する" }, 201);
  const measure = await lead.client.get(`/measures/${made.number}`);
  assert.deepEqual([measure.title, measure.unit.id, measure.priority, measure.state], ["VPN機器を月に一度更新する", shop.id, "high", "proposed"]);
  const links = (await lead.client.get(`/incidents/${id}/links`)).items;
  assert.ok(links.some((l: Json) => l.register === "measures" && l.record.number === made.number));
  await csirt.client.refused("POST", `/incidents/${id}/measures`, 403, { json: { title: "CSIRTは対策を作れない" } });
  await member.client.refused("POST", `/incidents/${id}/measures`, 403, { json: { title: "x" } });
  await lead.client.refused("POST", `/incidents/${id}/measures`, 422, { json: { title: "" }, pointer: "/title" });
});

test("whoever reported is thanked once, and reads nothing of the case by it", async () => {
  const report = (what: string): Promise<Json> => member.client.post("/own-incident-reports", { what, done: "opened" }, 201);
  const first = await report("画面が固まった");
  const { json: made } = await csirt.client.call("POST", `/incident-reports/${first.number}/incident`, { json: { title: "秘密の侵入", severity: "medium" }, etag: "*" });
  await csirt.client.post("/incident-reports", { unit: shop.id, what: "取引先からの電話", source: "supplier", source_name: "委託先" }, 201);
  const path = `/incidents/${made.id}/thanks`;
  assert.deepEqual(await csirt.client.get(path), { waiting: 1, thanked: 0 });
  await csirt.client.refused("POST", path, 422, { json: { text: "  " }, pointer: "/text" });
  assert.deepEqual(await csirt.client.post(path, { text: "早く知らせていただき、助かりました。" }, 201), { told: 1 });
  assert.deepEqual(await csirt.client.get(path), { waiting: 0, thanked: 1 });
  await csirt.client.refused("POST", path, 409, { json: { text: "もう一度" } });
  const { items } = await member.client.get("/notices?unread=true");
  const notice = items.find((n: Json) => n.kind === "incident_report_thanked");
  assert.equal(notice.path, "/report-incident");
  assert.ok(JSON.stringify(notice).includes("助かりました") && !JSON.stringify(notice).includes("秘密"));
  await member.client.refused("POST", path, 403, { json: { text: "x" } });
});

test("an article is made of a closed case once, read and found by everybody, without what the case keeps", async () => {
  const open = await incident();
  const body = { title: "VPN機器からの侵入", summary: "VPN機器の弱点から侵入され、暗号化の前に止めた。", cause: "更新の遅れ", lessons: "毎月更新する" };
  const refused = async (id: string, why: RegExp): Promise<void> => assert.match((await csirt.client.refused("POST", `/incidents/${id}/article`, 409, { json: body })).detail!, why);
  await refused(open.id, /終了|closed/);
  await refused((await closed({ drill: true })).id, /演習|exercise/);
  const kept = await closed();
  await readers(kept.id, mine);
  await refused(kept.id, /親展|confidential/);
  const { id } = await closed();
  await csirt.client.refused("POST", `/incidents/${id}/article`, 422, { json: { title: "概要なし" }, pointer: "/summary" });
  const made = await csirt.client.post(`/incidents/${id}/article`, body, 201);
  await refused(id, /もうあります|already/);
  const { status, text } = await csirt.client.call("POST", `/knowledge-articles/${made.number}/transitions`, { json: { action: "publish" }, etag: "*" });
  assert.equal(status, 200, text);
  const article = await pr.client.get(`/knowledge-articles/${made.number}`);
  assert.deepEqual([article.kind, article.state, article.threat_key, article.lessons], ["own_incident", "published", "ransomware", "毎月更新する"]);
  assert.ok(article.reviewed_on && article.happened_on);
  assert.ok(!JSON.stringify(article).includes("秘密"));
  const found = (await pr.client.get(`/search?q=${encodeURIComponent("暗号化の前")}`)).items;
  assert.ok(JSON.stringify(found).includes(made.number));
  await pr.client.refused("PATCH", `/knowledge-articles/${made.number}`, 403, { json: { title: "x" }, etag: "*" });
  for (const part of ["links", "history"]) {
    const { text: told } = await ciso.call("GET", `/knowledge-articles/${made.number}/${part}`);
    assert.ok(!told.includes("秘密") && !told.includes(id), `${part}: an article does not name its case`);
  }
  assert.equal((await csirt.client.get(`/incidents/${id}/article`)).article.number, made.number);
  assert.equal((await csirt.client.get(`/incidents/${open.id}/article`)).article, null);
  await pr.client.refused("GET", `/incidents/${id}/article`, 403);
});
