// Acceptances of risks: who has to approve goes by what the risk is worth, and what was accepted comes back by itself
// when its day has passed or the risk has grown, telling why.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Client, Json } from "../support/client.ts";
import { query } from "../support/database.ts";
import { until } from "../support/environment.ts";
import { colleagueOf, setUp, signedInAs, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server);
const unit = await topUnit(ciso);
const owner = await colleagueOf(ciso, "田中", "情報システム部 主任", ["security"], unit);
const president = await colleagueOf(ciso, "大野", "代表取締役社長", ["executive"], unit);
const threat = (await ciso.post("/threats", { name: "不正な添付ファイル", group: "targeted" }, 201)).id;
const newSystem = (importance: string): Promise<Json> => ciso.post("/systems", { unit, name: `業務システム（${importance}）`, kind: "server", importance }, 201);

async function step(by: Client, record: Json, action: string): Promise<Json> {
  const answer = await by.call("POST", `/risks/${record.id}/transitions`, { json: { action }, etag: "*" });
  assert.equal(answer.status, 200, answer.text);
  return answer.json;
}

async function asked(more: Json): Promise<Json> {
  const system = await newSystem("low");
  const made = await owner.client.post("/risks", { unit, threat, system: system.id, owner: owner.person, acceptance_reason: "来期に廃止する。", accepted_until: "2099-03-31", ...more }, 201);
  return step(owner.client, made, "ask");
}
const accepted = async (more: Json): Promise<Json> => step(president.client, await asked(more), "approve");

// The job has run at the start; taken away, it runs again at the next look at the queue.
const lookAgain = (): unknown => query(server.database, "DELETE FROM job WHERE kind = 'risk_lapse'");
const lapsed = (record: Json): Promise<Json> =>
  until(`${record.number} has lapsed`, async () => {
    const now = await ciso.get(`/risks/${record.id}`);
    return now.state === "lapsed" ? now : null;
  });

const noticesOf = async (client: Client, record: Json): Promise<Json[]> =>
  (await client.get("/notices")).items.filter((n: Json) => n.kind === "risk_lapsed" && n.text.includes(record.number));

test("an acceptance ends with its day, with a reason in the history, and those concerned are told once", async () => {
  const made = await accepted({ likelihood: 2, importance: 2 });
  const resting = await accepted({ likelihood: 2, importance: 2 });
  query(server.database, `UPDATE risk SET accepted_until = '2020-03-31' WHERE number = '${made.number}'`);
  lookAgain();
  const back = await lapsed(made);
  assert.deepEqual([back.accepted_value, back.due], [2, "2020-03-31"]);
  assert.equal((await ciso.get(`/risks/${resting.id}`)).state, "accepted");
  const [entry] = (await ciso.get("/audit?limit=100")).items.filter((e: Json) => e.action === "lapse");
  assert.match(JSON.stringify(entry), /2020-03-31/);
  for (const who of [owner.client, president.client, ciso]) {
    const told = await noticesOf(who, made);
    assert.equal(told.length, 1);
    assert.match(told[0].text, /期限が過ぎた/);
  }
});

test("a ledger that makes an accepted risk larger ends its acceptance; one that makes it smaller does not", async () => {
  const system = await newSystem("middle");
  const made = await accepted({ system: system.id, likelihood: 2 });
  const other = await newSystem("high");
  const shrinking = await accepted({ system: other.id, likelihood: 2 });
  assert.deepEqual([made.accepted_value, shrinking.accepted_value], [2, 3]);
  await ciso.patch(`/systems/${other.id}`, { importance: "low" }, "*");
  await ciso.patch(`/systems/${system.id}`, { importance: "high" }, "*");
  const back = await lapsed(made);
  assert.deepEqual([back.value_now, back.accepted_value], [3, 2]);
  assert.ok(back.due < back.accepted_until, "it is due now, not at the end of what was accepted");
  assert.match((await noticesOf(owner.client, made))[0]?.text, /受容したときのリスク値は2、現在のリスク値は3/);
  const smaller = await ciso.get(`/risks/${shrinking.id}`);
  assert.deepEqual([smaller.state, smaller.value_now], ["accepted", 1]);
});

test("another method that values accepted risks higher ends their acceptance", async () => {
  const made = await accepted({ likelihood: 1, importance: 2 });
  await ciso.post("/risk-methods/multiplication/choice", {}, 200);
  const back = await lapsed(made);
  assert.deepEqual([back.accepted_value, back.value_now], [1, 2]);
  await ciso.post("/risk-methods/company-f/choice", {}, 200);
});

test("a person who rates an accepted risk higher is not told of what he did; the approvers are", async () => {
  const made = await accepted({ likelihood: 2, importance: 2 });
  const now = await owner.client.patch(`/risks/${made.id}`, { likelihood: 3 }, "*");
  assert.equal(now.state, "lapsed");
  assert.equal((await noticesOf(owner.client, made)).length, 0);
  assert.equal((await noticesOf(president.client, made)).length, 1);
  const again = await owner.client.patch(`/risks/${made.id}`, { accepted_until: "2099-12-31" }, "*");
  assert.equal((await step(owner.client, again, "ask")).state, "asked", "what has come back can be asked again");
});

test("a small risk is accepted by the CISO, a grave one needs the president after the CISO", async () => {
  const step1 = { name: "担当役員", who: [{ kind: "role", role: "ciso" }], need: "any", days: 3 };
  const step2 = { name: "社長", who: [{ kind: "role", role: "executive" }], need: "any", days: 3 };
  const route = (name: string, class_key: string, steps: Json[]): Promise<Json> =>
    ciso.post("/approval-routes", { name, subject: "risks", active: true, on_change: "end", class_key, steps }, 201);
  await route("小さいリスクの受容", "calm", [step1]);
  await route("深刻なリスクの受容", "alarm", [step1, step2]);
  const send = (record: Json): Promise<Json> => owner.client.post("/approvals", { register: "risks", record: record.id }, 201);
  const decide = async (by: Client, round: Json): Promise<Json> => {
    const now = await by.get(`/approvals/${round.id}`);
    const answer = await by.call("POST", `/approvals/${round.id}/decision`, { json: { decision: "approve" }, etag: `"${now.version}"` });
    assert.equal(answer.status, 200, answer.text);
    return answer.json;
  };
  const stateOf = async (record: Json): Promise<string> => (await ciso.get(`/risks/${record.id}`)).state;

  const small = await asked({ likelihood: 1, importance: 1 });
  assert.equal((await decide(ciso, await send(small))).state, "approved");
  assert.equal(await stateOf(small), "accepted");

  const grave = await asked({ likelihood: 3, importance: 3 });
  const round = await send(grave);
  await president.client.refused("POST", `/approvals/${round.id}/decision`, 409, { json: { decision: "approve" }, etag: `"${round.version}"` });
  await ciso.refused("POST", `/risks/${grave.id}/transitions`, 409, { json: { action: "approve" }, etag: "*" });
  assert.equal((await decide(ciso, round)).step, 2);
  assert.equal(await stateOf(grave), "asked");
  assert.equal((await decide(president.client, round)).state, "approved");
  const borne = await ciso.get(`/risks/${grave.id}`);
  assert.deepEqual([borne.state, borne.accepted_value], ["accepted", 3]);
});

test("who may not accept risks does not end a round", async () => {
  const grave = await asked({ likelihood: 3, importance: 3 });
  const manager = await signedInAs(ciso, "manager");
  await manager.refused("POST", `/risks/${grave.id}/transitions`, 403, { json: { action: "approve" }, etag: "*" });
});
