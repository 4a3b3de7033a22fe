// Practice 7-4, company R: what CSIRT does must not hang on one person. The part that is here: a case, with what happened, what was
// decided and why, stands where the next on duty reads it; work that is stuck with somebody is seen, and what was learnt is found again –
// by public relations and legal, too, who read articles and no cases.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Json } from "../support/client.ts";
import { colleagueOf, setUp, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server);
const unit = await topUnit(ciso);
const senior = await colleagueOf(ciso, "古参", "CSIRT", ["csirt"], unit);
const junior = await colleagueOf(ciso, "新人", "CSIRT", ["csirt"], unit);
const member = await colleagueOf(ciso, "営業", "担当", ["member"], unit);

const step = async (path: string, action: string, reason?: string): Promise<void> => {
  const { status, text } = await junior.client.call("POST", `${path}/transitions`, { json: { action, ...(reason ? { reason } : {}) }, etag: "*" });
  assert.equal(status, 200, text);
};

let made: Json;

test("what staff noticed becomes a case that everybody of the CSIRT can take up", async () => {
  const { number } = await member.client.post("/own-incident-reports", { what: "取引先を装うメールで振込先の変更を求められた", done: "nothing" }, 201);
  const answer = await senior.client.call("POST", `/incident-reports/${number}/incident`, { json: { title: "取引先を装う送金の依頼", severity: "medium", threat_key: "mail_fraud", lead: senior.person }, etag: "*" });
  assert.equal(answer.status, 201, answer.text);
  made = answer.json;
  const path = `/incidents/${made.id}/timeline`;
  await senior.client.post(path, { kind: "fact", text: "経理部は振り込んでいない。" }, 201);
  await senior.client.post(path, { kind: "decision", text: "経理部に、振込先の変更は電話で確かめるよう伝える。" }, 201);
  await senior.client.post("/tasks/on-record", { register: "incidents", record: made.id, title: "取引先の担当者に電話で確かめる", owner: senior.person, due: "2026-01-10" }, 201);
});

test("who is next on duty reads the case from its timeline, and sees what is stuck with whom", async () => {
  const { items } = await junior.client.get(`/incidents/${made.number}/timeline`);
  assert.deepEqual(items.map((l: Json) => l.kind), ["phase", "report", "fact", "decision"]);
  assert.ok(items.every((l: Json) => l.by !== null), "each line says by whom");
  const [task] = (await junior.client.get(`/tasks?filter[record][eq]=${made.id}`)).items;
  assert.deepEqual([task.owner.id, task.due], [senior.person, "2026-01-10"]);
  await junior.client.patch(`/tasks/${task.id}`, { owner: junior.person }, "*");
  assert.equal((await junior.client.get(`/tasks/${task.id}`)).owner.id, junior.person);
});

test("what the case taught is written before it is closed, and found by its words afterwards", async () => {
  const path = `/incidents/${made.number}`;
  await step(path, "contain");
  await step(path, "recover");
  await step(path, "restored");
  await junior.client.refused("POST", `${path}/transitions`, 422, { json: { action: "close" }, etag: "*", pointer: "/lessons" });
  await junior.client.patch(path, { cause: "公開している担当者名が使われた", lessons: "振込先の変更は二人で電話確認する" }, "*");
  await step(path, "close");
  const { items } = await senior.client.get(`/search?q=${encodeURIComponent("電話確認")}`);
  assert.ok(items.some((i: Json) => JSON.stringify(i).includes(made.number)));
});

test("what the case taught is told to everybody as an article of the knowledge base, which public relations finds by its words", async () => {
  const pr = await colleagueOf(ciso, "広報", "広報部", ["member"], unit);
  const path = `/incidents/${made.number}`;
  await pr.client.refused("GET", path, 403);
  const article = await senior.client.post(`${path}/article`, { title: "取引先を装う送金の依頼", summary: "振込先の変更を求めるメールが届いた。振り込む前に気付いた。", lessons: "振込先の変更は二人で電話確認する" }, 201);
  await senior.client.refused("POST", `${path}/article`, 409, { json: { title: "二つ目", summary: "同じこと" } });
  const { status, text } = await senior.client.call("POST", `/knowledge-articles/${article.number}/transitions`, { json: { action: "publish" }, etag: "*" });
  assert.equal(status, 200, text);
  const read = await pr.client.get(`/knowledge-articles/${article.number}`);
  assert.deepEqual([read.kind, read.threat_key, read.state], ["own_incident", "mail_fraud", "published"]);
  for (const word of ["振込先", "電話確認"]) assert.ok((await pr.client.call("GET", `/search?q=${encodeURIComponent(word)}`)).text.includes(article.number), word);
  assert.ok(!(await pr.client.call("GET", `/search?q=${encodeURIComponent("電話確認")}`)).text.includes(made.number), "the case itself is not for them");
  await senior.client.post("/knowledge-articles", { title: "振込詐欺のメールの見分け方", kind: "sign", summary: "差出人のドメインが一文字違う", signs: "急がせる、電話を避ける" }, 201);
  assert.equal((await pr.client.get("/knowledge-articles?filter[kind][eq]=sign")).items.length, 1);
});

test("whoever noticed it is thanked, and its cost and report are there for the management", async () => {
  const path = `/incidents/${made.number}`;
  assert.deepEqual(await senior.client.post(`${path}/thanks`, { text: "振り込む前に知らせていただき、ありがとうございました。" }, 201), { told: 1 });
  assert.ok((await member.client.get("/notices?unread=true")).items.some((n: Json) => n.kind === "incident_report_thanked"));
  const cost = await senior.client.call("PUT", `${path}/costs/response`, { json: { amount: 120_000, note: "調査の人件費", settled: true }, etag: '"0"' });
  assert.equal(cost.status, 200, cost.text);
  const issue = await ciso.post("/report-issues", { type: "incident", incident: made.number, title: "報告", audience: "経営会議" }, 201);
  const doc = await ciso.get(`/report-issues/${issue.id}/document`);
  assert.equal(doc.title.ja, `インシデント報告 ${made.number}`);
  assert.ok(JSON.stringify(doc.sections).includes("二人で電話確認"));
});
