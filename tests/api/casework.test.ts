// What a case takes from the plans of its threat: its tasks, made once, and that nobody recovers while the cause is not known.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Client, Json } from "../support/client.ts";
import { query } from "../support/database.ts";
import { colleagueOf, setUp, signedInAs, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server);
const unit = await topUnit(ciso);
const systems = await ciso.post("/units", { name: "情報システム部", kind: "department", parent: unit }, 201);
const shop = await ciso.post("/units", { name: "青葉店", kind: "shop", parent: unit }, 201);
const csirt = await colleagueOf(ciso, "初動", "CSIRT", ["csirt"], unit);
const head = await colleagueOf(ciso, "情シス", "部長", ["manager"], systems.id);
const lead = await colleagueOf(ciso, "指揮", "CSIRT", ["csirt"], unit);
const member = await colleagueOf(ciso, "店員", "販売", ["member"], shop.id);

const threat = await ciso.post("/threat-responses", { title: "ランサムウェア", position: 1, threat_key: "ransomware", possible: true, command: "CSIRT", responding: "情報システム部", keep_evidence: true, steps: "LANケーブルを抜く\n電源は切らない", on_card: true }, 201);
const plan = await ciso.post("/analysis-plans", { title: "ランサムウェアの分析", position: 1, threat: threat.id, own_work: "通信ログを確かめる\n\n感染経路を調べる\n感染経路を調べる", vendor_work: "端末を解析する", covered: "unknown" }, 201);

const ago = new Date(Date.now() - 90 * 60_000).toISOString();
let count = 0;
const incident = (more: Json = {}): Promise<Json> =>
  csirt.client.post("/incidents", { unit: systems.id, title: `暗号化${++count}`, severity: "critical", threat_key: "ransomware", detected_at: ago, lead: lead.person, ...more }, 201);

const press = (id: string, action: string, by: Client = csirt.client) => by.call("POST", `/incidents/${id}/transitions`, { json: { action }, etag: "*" });
async function step(id: string, action: string, by?: Client): Promise<void> {
  const { status, text } = await press(id, action, by);
  assert.equal(status, 200, text);
}
const refusedStep = (id: string, action: string, code: string, by: Client = csirt.client) => by.refused("POST", `/incidents/${id}/transitions`, 409, { json: { action }, etag: "*", code });
const planOf = (id: string, by: Client = csirt.client): Promise<Json> => by.get(`/incidents/${id}/plan`);
const tasksOf = async (id: string): Promise<Json[]> => (await csirt.client.get(`/tasks?filter[record][eq]=${id}&limit=500`)).items;
const finish = async (task: Json): Promise<void> => {
  const { status, text } = await csirt.client.call("POST", `/tasks/${task.id}/transitions`, { json: { action: "finish" }, etag: "*" });
  assert.equal(status, 200, text);
};
const all = (items: Json[]): Json[] => items.map((l) => ({ key: l.key, owner: l.owner?.id ?? null }));

test("the plan of a case is shown with whom each line would go to, and nothing is made by that", async () => {
  const { id } = await incident();
  const { items, cause } = await planOf(id);
  assert.deepEqual(items.map((l: Json) => [l.kind, l.line]), [["first", "LANケーブルを抜く"], ["first", "電源は切らない"], ["own", "通信ログを確かめる"], ["own", "感染経路を調べる"], ["vendor", "端末を解析する"]]);
  assert.deepEqual(items.map((l: Json) => l.owner.id), [head.person, head.person, head.person, head.person, lead.person], "CSIRT is no unit: whoever leads the case");
  assert.deepEqual([items[0].source, items[2].source], [`${threat.number} ランサムウェア`, `${plan.number} ランサムウェアの分析`]);
  assert.deepEqual([cause.needed, cause.fault, cause.lines, cause.done, cause.waiver], [true, "open", 3, 0, null]);
  assert.deepEqual(await tasksOf(id), []);
  await member.client.refused("GET", `/incidents/${id}/plan`, 403);
  await head.client.refused("GET", `/incidents/${id}/plan`, 403);
});

test("lines become tasks in one press, are not doubled, and stand in the timeline", async () => {
  const { id } = await incident();
  const path = `/incidents/${id}/plan/tasks`;
  const { items } = await planOf(id);
  assert.deepEqual(await csirt.client.post(path, { items: all(items) }, 201), { made: 5, there: 0 });
  const tasks = await tasksOf(id);
  assert.equal(tasks.length, 5);
  const first = tasks.find((t) => t.title === "LANケーブルを抜く")!;
  assert.deepEqual([first.owner.id, first.priority, first.state], [head.person, "high", "open"]);
  assert.ok(first.detail.includes(threat.number));
  assert.deepEqual(await csirt.client.post(path, { items: all(items) }, 201), { made: 0, there: 5 });
  const now = await planOf(id);
  assert.ok(now.items.every((l: Json) => l.task !== null && l.state === "open"));
  const lines = (await csirt.client.get(`/incidents/${id}/timeline`)).items;
  assert.deepEqual(lines.filter((l: Json) => l.kind === "action").map((l: Json) => l.text), ["対応計画から5件のタスクを作成"]);
  await csirt.client.delete(`/tasks/${first.id}`, "*", 204);
  assert.equal((await planOf(id)).items[0].task, null);
  assert.deepEqual(await csirt.client.post(path, { items: all(items) }, 201), { made: 1, there: 4 });
  assert.equal((await tasksOf(id)).length, 5);
});

test("twenty presses at once make each task once", async () => {
  const { id } = await incident();
  const items = all((await planOf(id)).items);
  const made = await Promise.all(Array.from({ length: 20 }, () => csirt.client.post(`/incidents/${id}/plan/tasks`, { items }, 201)));
  assert.equal(made.reduce((n, m) => n + m.made, 0), 5);
  assert.equal((await tasksOf(id)).length, 5);
});

test("whoever may not see the case is not given its tasks, and what is wrong is told at its line", async () => {
  const { id } = await incident();
  const path = `/incidents/${id}/plan/tasks`;
  const [one, two] = (await planOf(id)).items;
  await csirt.client.refused("POST", path, 422, { json: { items: [{ key: one.key }, { key: two.key, owner: member.person }] }, pointer: "/items/1/owner" });
  await csirt.client.refused("POST", path, 422, { json: { items: [{ key: "0".repeat(64) }] }, pointer: "/items/0/key" });
  await csirt.client.refused("POST", path, 422, { json: { items: [{ key: one.key, owner: threat.id }] }, pointer: "/items/0/owner" });
  await csirt.client.refused("POST", path, 422, { json: { items: [] }, pointer: "/items" });
  assert.deepEqual(await tasksOf(id), [], "all or nothing");
  await head.client.refused("POST", path, 403, { json: { items: [{ key: one.key }] } });
  assert.deepEqual(await csirt.client.post(path, { items: [{ key: one.key, owner: null }, { key: one.key }] }, 201), { made: 1, there: 1 });
  const elsewhere = await signedInAs(ciso, "csirt", shop.id);
  await elsewhere.refused("GET", `/incidents/${id}/plan`, 404);
  await elsewhere.refused("POST", path, 404, { json: { items: [{ key: one.key }] } });
});

test("of a confidential case the department is offered only who may see it, and others find no plan", async () => {
  const { id } = await incident();
  const { status, text } = await csirt.client.call("PUT", `/incidents/${id}/readers`, { json: { confidential: true, people: [csirt.person], roles: [] }, etag: "*" });
  assert.equal(status, 200, text);
  const { items } = await planOf(id);
  assert.ok(items.every((l: Json) => l.owner === null), "neither the head nor the leader sees it");
  await lead.client.refused("GET", `/incidents/${id}/plan`, 404);
  await lead.client.refused("POST", `/incidents/${id}/plan/tasks`, 404, { json: { items: all(items) } });
});

test("a grave case does not recover before its analysis is done: what is dropped is not done", async () => {
  const { id } = await incident();
  await step(id, "contain");
  await refusedStep(id, "recover", "conflict");
  const { items } = await planOf(id);
  await csirt.client.post(`/incidents/${id}/plan/tasks`, { items: all(items) }, 201);
  const tasks = await tasksOf(id);
  const analysis = tasks.filter((t) => items.some((l: Json) => l.kind !== "first" && l.line === t.title));
  assert.equal(analysis.length, 3);
  for (const task of analysis.slice(1)) await finish(task);
  await csirt.client.call("POST", `/tasks/${analysis[0]!.id}/transitions`, { json: { action: "drop", reason: "要らない" }, etag: "*" });
  const { text } = await press(id, "recover");
  assert.ok(text.includes("1件が完了していません"), text);
  await csirt.client.call("POST", `/tasks/${analysis[0]!.id}/transitions`, { json: { action: "reopen" }, etag: "*" });
  await finish((await tasksOf(id)).find((t) => t.id === analysis[0]!.id)!);
  assert.deepEqual((await planOf(id)).cause.fault, "ok");
  await step(id, "recover");
});

test("what names no threat, or one without a plan, says so; a lesser case goes on", async () => {
  const none = await incident({ threat_key: null });
  await step(none.id, "contain");
  assert.ok((await press(none.id, "recover")).text.includes("脅威の種類"));
  const unplanned = await incident({ threat_key: "insider" });
  await step(unplanned.id, "contain");
  assert.ok((await press(unplanned.id, "recover")).text.includes("分析計画がありません"));
  const lesser = await incident({ severity: "high" });
  await step(lesser.id, "contain");
  await step(lesser.id, "recover");
  await csirt.client.patch(`/incidents/${lesser.id}`, { severity: "critical" }, "*");
  await refusedStep(lesser.id, "restored", "conflict");
  await csirt.client.call("POST", `/incidents/${lesser.id}/transitions`, { json: { action: "contain_again", reason: "重大だった" }, etag: "*" });
  await refusedStep(lesser.id, "recover", "conflict");
});

test("the CISO alone lets a case go on without its analysis, once and with a reason that stays", async () => {
  const { id } = await incident();
  const path = `/incidents/${id}/cause-waiver`;
  await step(id, "contain");
  await csirt.client.refused("POST", path, 403, { json: { reason: "急ぐ" } });
  await ciso.refused("POST", path, 422, { json: {}, pointer: "/reason" });
  await ciso.refused("POST", path, 422, { json: { reason: " 　" }, pointer: "/reason" });
  const waiver = await ciso.post(path, { reason: "販売を止められず、端末は入れ替える" }, 201);
  assert.equal(waiver.reason, "販売を止められず、端末は入れ替える");
  await ciso.refused("POST", path, 409, { json: { reason: "もう一度" } });
  await step(id, "recover");
  const { cause } = await planOf(id);
  assert.deepEqual([cause.fault, cause.waiver.reason, cause.waiver.by], ["ok", waiver.reason, waiver.by]);
  const lines = (await csirt.client.get(`/incidents/${id}/timeline`)).items;
  assert.ok(lines.some((l: Json) => l.kind === "decision" && l.text.includes(waiver.reason)));
  const history = (await csirt.client.get(`/incidents/${id}/history`)).items;
  assert.ok(history.some((e: Json) => e.action === "cause_waive" && e.reason === waiver.reason));
});

test("from which severity on is the CISO's to say, and read by whoever reads plans", async () => {
  const now = await csirt.client.call("GET", "/case-rule");
  assert.deepEqual([now.json.cause_from, now.headers.get("etag")], ["critical", '"0"']);
  await csirt.client.refused("PUT", "/case-rule", 403, { json: { cause_from: "never" }, etag: "*" });
  await ciso.refused("PUT", "/case-rule", 428, { json: { cause_from: "high" } });
  await ciso.refused("PUT", "/case-rule", 422, { json: { cause_from: "grave" }, etag: "*", pointer: "/cause_from" });
  const put = await ciso.call("PUT", "/case-rule", { json: { cause_from: "high" }, etag: '"0"' });
  assert.equal(put.status, 200, put.text);
  await ciso.refused("PUT", "/case-rule", 412, { json: { cause_from: "low" }, etag: '"0"' });
  const high = await incident({ severity: "high" });
  await step(high.id, "contain");
  await refusedStep(high.id, "recover", "conflict");
  assert.equal((await ciso.call("PUT", "/case-rule", { json: { cause_from: "never" }, etag: "*" })).status, 200);
  await step(high.id, "recover");
});

test("a timeline that people have filled still takes the tasks of the plan and the CISO's waiver", async () => {
  const { id, number } = await incident();
  query(
    server.database,
    `WITH RECURSIVE n (seq) AS (SELECT 2 UNION ALL SELECT seq + 1 FROM n WHERE seq < 19500)
     INSERT INTO incident_entry (org_id, incident_id, seq, kind, text, happened_at, written_at)
     SELECT i.org_id, i.id, n.seq, 'note', 'x', 0, 0 FROM n, incident i WHERE i.number = '${number}'`,
  );
  await csirt.client.refused("POST", `/incidents/${id}/timeline`, 409, { json: { kind: "note", text: "1行多い" } });
  assert.equal((await csirt.client.post(`/incidents/${id}/plan/tasks`, { items: all((await planOf(id)).items) }, 201)).made, 5);
  await step(id, "contain");
  await ciso.post(`/incidents/${id}/cause-waiver`, { reason: "店を開ける" }, 201);
});
