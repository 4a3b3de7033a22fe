// What is special about measures: what is asked for again is counted, what was put off comes back, and what a
// management meeting is told. The rest is every register's (registers.test.ts).
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Json } from "../support/client.ts";
import { query } from "../support/database.ts";
import { dayFromNow } from "../support/day.ts";
import { until } from "../support/environment.ts";
import { colleagueOf, setUp, signedInAs, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server);
const unit = await topUnit(ciso);
const president = await signedInAs(ciso, "executive");
const lead = await colleagueOf(ciso, "情報", "情報システム部長", ["security"], unit);
const yen = (amount: number): Json => ({ amount, currency: "JPY" });

const measure = (more: Json = {}): Promise<Json> => lead.client.post("/measures", { unit, title: "ネットワーク分離", priority: "high", ...more }, 201);

async function decide(record: Json, action: string, by = president): Promise<Json> {
  const answer = await by.call("POST", `/measures/${record.id}/transitions`, { json: { action, reason: "次年度の予算で改めて検討する" }, etag: "*" });
  assert.equal(answer.status, 200, answer.text);
  return answer.json;
}

// The job has run at the start; taken away, it runs again at the next look at the queue.
const lookAgain = (): unknown => query(server.database, "DELETE FROM job WHERE kind = 'measure_return'");
const inState = (record: Json, state: string): Promise<Json> =>
  until(`${record.number} is ${state}`, async () => {
    const now = await ciso.get(`/measures/${record.id}`);
    return now.state === state ? now : null;
  });

test("each asking is counted with its day, and people cannot write the count", async () => {
  await lead.client.refused("POST", "/measures", 422, { json: { unit, title: "x", priority: "low", asked_times: 7 }, pointer: "/asked_times" });
  const made = await measure();
  assert.deepEqual([made.asked_times, made.asked_on.length, made.decided_on], [1, 1, null]);
  const deferred = await decide(made, "defer");
  assert.deepEqual([deferred.asked_times, deferred.decided_on], [1, made.asked_on[0]]);
  const again = await decide(made, "propose_again", lead.client);
  assert.deepEqual([again.asked_times, again.asked_on], [2, [made.asked_on[0], made.asked_on[0]]]);
});

test("the estimate lies in its range, in one currency", async () => {
  const made = await measure({ cost_initial: yen(8000000), cost_low: yen(6000000), cost_high: yen(12000000), likelihood: "high", people_needed: 2, people_skills: "ネットワーク設計", people_from: "2027-04-01", fiscal_year: "FY2026" });
  assert.deepEqual([made.cost_low.amount, made.people_needed, made.fiscal_year], [6000000, 2, "FY2026"]);
  const wrong = (patch: Json, pointer: string): Promise<Json> => lead.client.refused("PATCH", `/measures/${made.id}`, 422, { json: patch, etag: "*", pointer });
  await wrong({ cost_high: yen(5000000) }, "/cost_high");
  await wrong({ cost_low: { amount: 100, currency: "USD" } }, "/cost_high");
  await wrong({ cost_initial: yen(5000000) }, "/cost_initial");
});

test("a milestone is a day and what is reached on it", async () => {
  const made = await measure({ milestones: ["2026-05-31 設計の完了", "2026-08-31 倉庫の切替"] });
  assert.equal(made.milestones.length, 2);
  for (const wrong of ["設計の完了", "2026-02-30 設計", "2026-05-31"])
    await lead.client.refused("PATCH", `/measures/${made.id}`, 422, { json: { milestones: ["2026-05-31 設計", wrong] }, etag: "*", pointer: "/milestones/1" });
});

test("what is done has its day, which reopening takes away", async () => {
  const made = await measure({ owner: lead.person });
  await decide(made, "approve");
  await decide(made, "start", lead.client);
  const done = await decide(made, "finish", lead.client);
  assert.match(done.done_on, /^\d{4}-\d\d-\d\d$/);
  assert.equal((await decide(made, "reopen", lead.client)).done_on, null);
});

test("a deferred measure comes back on the day it names, is counted, and those in charge are told", async () => {
  const made = await measure({ title: "SIEMの導入", priority: "middle", owner: lead.person, back_on: dayFromNow(400) });
  const later = await measure({ title: "まだ先の対策", back_on: dayFromNow(400) });
  await decide(made, "defer");
  await decide(later, "defer");
  query(server.database, `UPDATE measure SET back_on = '${dayFromNow(-1)}' WHERE number = '${made.number}'`);
  lookAgain();
  const back = await inState(made, "proposed");
  assert.equal(back.asked_times, 2);
  assert.equal((await ciso.get(`/measures/${later.id}`)).state, "deferred");
  for (const who of [lead.client, president]) {
    const { items } = await who.get("/notices");
    assert.ok(items.some((n: Json) => n.kind === "measure_back" && n.text.includes("2回目")), JSON.stringify(items));
  }
});

test("without such a day it comes back at the next management meeting, not at another one", async () => {
  const made = await measure({ title: "特権IDの管理" });
  await decide(made, "defer");
  query(server.database, `UPDATE measure SET decided_on = '${dayFromNow(-40)}' WHERE number = '${made.number}'`);
  const meeting = (kind: string, held_on: string): Promise<Json> => ciso.post("/meetings", { title: "会議", kind, held_on }, 201);
  await meeting("security_committee", dayFromNow(-3));
  await meeting("management", dayFromNow(-60));
  await meeting("management", dayFromNow(30));
  const marker = await measure({ title: "目印", back_on: dayFromNow(400) });
  await decide(marker, "defer");
  query(server.database, `UPDATE measure SET back_on = '${dayFromNow(-1)}' WHERE number = '${marker.number}'`);
  lookAgain();
  await inState(marker, "proposed"); // the job has looked at all of them
  assert.equal((await ciso.get(`/measures/${made.id}`)).state, "deferred");
  await meeting("management", dayFromNow(-2));
  lookAgain();
  assert.equal((await inState(made, "proposed")).asked_times, 2);
});

test("the meeting's tables: what is paid for, and what is still asked for, the urgent first", async () => {
  const tables = await ciso.get("/measures-for-meeting");
  const states = (list: Json[]): Set<string> => new Set(list.map((m) => m.state));
  assert.ok([...states(tables.not_approved)].every((s) => s === "proposed" || s === "deferred"));
  assert.ok([...states(tables.approved)].every((s) => ["approved", "under_way", "done", "reviewed"].includes(s)));
  const ranks = tables.not_approved.map((m: Json) => ["high", "middle", "low"].indexOf(m.priority) * 1000 - m.asked_times);
  assert.deepEqual(ranks, [...ranks].sort((a: number, b: number) => a - b));
  const member = await signedInAs(ciso, "member", (await ciso.post("/units", { name: "別の店", kind: "shop", parent: unit }, 201)).id);
  assert.deepEqual((await member.get("/measures-for-meeting")).not_approved, []);
});

test("what was done before the day asked for is no news", async () => {
  const made = await measure({ title: "拠点間通信のVPN導入", owner: lead.person });
  await decide(made, "approve");
  await decide(made, "start", lead.client);
  await decide(made, "finish", lead.client);
  const titles = async (since: string): Promise<string[]> => (await ciso.get(`/measures-for-meeting?since=${since}`)).approved.map((m: Json) => m.title);
  assert.ok((await titles(dayFromNow(-7))).includes("拠点間通信のVPN導入"));
  assert.ok(!(await titles(dayFromNow(7))).includes("拠点間通信のVPN導入"));
  await ciso.refused("GET", "/measures-for-meeting?since=yesterday", 422);
});

test("measures are taken from a set, in the language of whoever takes them", async () => {
  const { items } = await ciso.get("/measure-templates");
  assert.deepEqual(items.map((t: Json) => t.key), ["factory", "insider", "mail-attachment", "ransomware", "supply-chain", "telework"]);
  await lead.client.patch("/session", { lang: "en" });
  const taken = await lead.client.post("/measure-templates/mail-attachment/takings", { unit, measures: ["block", "edr"] }, 201);
  assert.deepEqual(taken.items.map((m: Json) => m.title), ["Blocking suspicious attachments", "Detection and response on terminals (EDR)"]);
});
