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
    assert.match(told[0].text, /です。対策を立てるか/, "nothing stands where there is nothing to add");
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

test("another method ends the acceptance of what it puts into a higher band, not of what has another number there, and says so before and after", async () => {
  const number = await accepted({ likelihood: 2, importance: 2 });
  const same = await accepted({ likelihood: 1, importance: 1 });
  const higher = await accepted({ likelihood: 1, importance: 2 });
  assert.deepEqual([number.accepted_band, number.accepted_method, higher.accepted_band], ["watch", "company-f", "calm"]);
  const { document } = await ciso.get("/risk-methods/company-f");
  const bands = document.bands.map((b: Json) => ({ ...b, from: 10 * b.from }));
  await ciso.post("/risk-methods", { ...document, key: "ten-times", value: { table: [[10, 20, 20], [10, 20, 30], [20, 30, 30]] }, bands: [{ ...bands[0], from: 1 }, ...bands.slice(1)] }, 201);
  const look = await ciso.post("/risk-methods/ten-times/preview", {}, 200);
  const of = (told: Json, record: Json): Json => told.items.find((m: Json) => m.risk.id === record.id);
  assert.deepEqual(look.items.filter((m: Json) => m.returns).map((m: Json) => [m.risk.id, m.returns, m.band_before, m.band_after]), [[higher.id, "band", "calm", "watch"]]);
  assert.equal(look.items[0].risk.id, higher.id, "what comes back is told first");
  assert.deepEqual([of(look, number).now_after, of(look, number).returns], [20, null]);
  assert.deepEqual([look.returned, look.up, look.down], [1, 1, 0], "risks whose number alone is larger have not risen");
  assert.equal((await ciso.get(`/risks/${higher.id}`)).state, "accepted", "a look changes nothing");

  const done = await ciso.post("/risk-methods/ten-times/choice", {}, 200);
  assert.deepEqual(done.items, look.items);
  const back = await lapsed(higher);
  assert.deepEqual([back.accepted_value, back.value_now, back.accepted_band, back.band], [1, 20, "calm", "watch"]);
  assert.match((await noticesOf(owner.client, higher))[0]?.text, /評価方法が変わり/);
  const [entry] = (await ciso.get("/audit?limit=100")).items.filter((e: Json) => e.action === "lapse");
  assert.match(JSON.stringify(entry), /評価方法が変わり/);
  for (const staying of [number, same]) {
    const now = await ciso.get(`/risks/${staying.id}`);
    assert.deepEqual([now.state, now.value_now, now.accepted_value, now.accepted_method], ["accepted", 10 * staying.accepted_value, staying.accepted_value, "company-f"]);
  }
  const [kept] = (await ciso.get("/risk-recomputes")).items;
  assert.deepEqual([kept.id, kept.returned, kept.up, kept.down], [done.id, 1, 1, 0]);
  assert.deepEqual((await ciso.get(`/risk-recomputes/${done.id}/moves`)).items, done.items);

  const touched = await owner.client.patch(`/risks/${number.id}`, { existing_measures: "記録を毎週確認する。" }, "*");
  assert.equal(touched.state, "accepted", "a change of words does not compare numbers of two methods either");
  const grown = await owner.client.patch(`/risks/${same.id}`, { likelihood: 3, importance: 3 }, "*");
  assert.equal(grown.state, "lapsed", "what rises into a higher band is no longer accepted, by whichever method");
  await ciso.post("/risk-methods/company-f/choice", {}, 200);
  assert.equal((await ciso.get(`/risks/${number.id}`)).state, "accepted", "back under its own method its value holds");
});

test("an acceptance comes back when the new method cannot value its risk, and is of the new method when given again", async () => {
  await ciso.post("/risk-methods/five-by-five/choice", {}, 200);
  const made = await accepted({ likelihood: 5, importance: 2 });
  assert.equal(made.accepted_method, "five-by-five");
  const look = await ciso.post("/risk-methods/company-f/preview", {}, 200);
  const move = look.items.find((m: Json) => m.risk.id === made.id);
  assert.deepEqual([move.returns, move.now_after, move.band_after], ["unvalued", null, null]);
  await ciso.post("/risk-methods/company-f/choice", {}, 200);
  const back = await lapsed(made);
  assert.match((await noticesOf(owner.client, made))[0]?.text, /リスク値を求められない/);
  const rated = await owner.client.patch(`/risks/${back.id}`, { likelihood: 3 }, "*");
  const again = await step(president.client, await step(owner.client, rated, "ask"), "approve");
  assert.deepEqual([again.state, again.accepted_method, again.accepted_value, again.accepted_band], ["accepted", "company-f", 3, "alarm"]);
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

test("what is asked waits for those who decide, who are told; not for who drafted it, nor where a round goes by rank", async () => {
  const before: string[] = (await president.client.get("/risk-decisions")).items.map((r: Json) => r.id);
  const waiting = async (by: Client): Promise<string[]> => (await by.get("/risk-decisions")).items.map((r: Json) => r.id).filter((id: string) => !before.includes(id));
  const shop = (await ciso.post("/units", { name: "港店", kind: "shop", parent: unit }, 201)).id;
  const made = await asked({ likelihood: 2, importance: 3 });
  const told = (await president.client.get("/notices")).items.filter((n: Json) => n.kind === "risk_asked" && n.text.includes(made.number));
  assert.deepEqual([told.length, told[0].path], [1, `/risks/${made.number}`]);
  assert.match(told[0].text, /リスク値は3/);
  assert.deepEqual((await owner.client.get("/notices")).items.filter((n: Json) => n.kind === "risk_asked"), [], "who may not decide is not told");
  assert.deepEqual(await waiting(president.client), [made.id]);
  const there = await signedInAs(ciso, "executive", shop);
  assert.deepEqual(await waiting(there), [], "another unit's is not told");
  await owner.client.refused("GET", "/risk-decisions", 403);
  const own = await ciso.post("/risks", { unit, threat, system: (await newSystem("low")).id, likelihood: 2, importance: 3, acceptance_reason: "廃止する。", accepted_until: "2099-03-31" }, 201);
  await step(ciso, own, "ask");
  assert.deepEqual(await waiting(ciso), [made.id], "nobody decides on what he drafted while somebody else could");
  assert.deepEqual(await waiting(president.client), [made.id, own.id]);
  await owner.client.post("/approvals", { register: "risks", record: made.id }, 201);
  assert.deepEqual(await waiting(president.client), [own.id], "what goes round waits among the approvals");
  assert.equal((await president.client.get("/approvals?box=inbox")).items.length, 1);
  await step(president.client, own, "approve");
  assert.deepEqual(await waiting(president.client), []);
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
  const pressed = (await president.client.get("/risk-decisions")).items.map((r: Json) => r.id);
  assert.ok(!pressed.includes(grave.id), "where a route is set nothing waits for one press");
  const round = await send(grave);
  await president.client.refused("POST", `/approvals/${round.id}/decision`, 409, { json: { decision: "approve" }, etag: `"${round.version}"` });
  await ciso.refused("POST", `/risks/${grave.id}/transitions`, 409, { json: { action: "approve" }, etag: "*" });
  assert.equal((await decide(ciso, round)).step, 2);
  assert.equal(await stateOf(grave), "asked");
  assert.equal((await decide(president.client, round)).state, "approved");
  const borne = await ciso.get(`/risks/${grave.id}`);
  assert.deepEqual([borne.state, borne.accepted_value], ["accepted", 3]);
});

test("what waits for a press is told, however many larger risks go round by rank", async () => {
  const grave = await asked({ likelihood: 3, importance: 3 });
  const waiting = await asked({ likelihood: 2, importance: 2 });
  const postgres = server.database.url.startsWith("postgres:");
  const columns = query(server.database, postgres ? "SELECT column_name FROM information_schema.columns WHERE table_name = 'risk'" : "SELECT name FROM pragma_table_info('risk')").filter((name) => !["id", "uid", "number"].includes(name));
  const uid = postgres ? "decode(md5(n.i::text), 'hex')" : "randomblob(16)";
  query(server.database, `INSERT INTO risk (uid, number, ${columns.join()}) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 600) SELECT ${uid}, 'R-copy-' || n.i, ${columns.map((name) => `r.${name}`).join()} FROM risk r CROSS JOIN n WHERE r.number = '${grave.number}'`);
  const told = (await president.client.get("/risk-decisions")).items.map((r: Json) => r.id);
  assert.ok(told.includes(waiting.id));
  query(server.database, "DELETE FROM risk WHERE number LIKE 'R-copy-%'");
});

test("who may not accept risks does not end a round", async () => {
  const grave = await asked({ likelihood: 3, importance: 3 });
  const manager = await signedInAs(ciso, "manager");
  await manager.refused("POST", `/risks/${grave.id}/transitions`, 403, { json: { action: "approve" }, etag: "*" });
});
