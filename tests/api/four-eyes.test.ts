// Four eyes by who wrote: whoever has written what is to be decided on does not decide on it while somebody else could.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Client, Json } from "../support/client.ts";
import { type Colleague, colleagueOf, setUp, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const admin = await setUp(server);
const top = await topUnit(admin);

const staff = await colleagueOf(admin, "担当", "主任", ["security"], top);
const ciso = { client: admin, name: (await admin.get("/session")).account.name as string };
const president = await colleagueOf(admin, "社長", "代表取締役社長", ["executive"], top);

const etag = (record: Json): string => `"${record.version}"`;
const press = (who: Client, path: string, record: Json, action = "approve"): Promise<{ status: number; json: Json; text: string }> =>
  who.call("POST", `${path}/${record.id}/transitions`, { json: { action, ...(action === "revise" ? { reason: "改定" } : {}) }, etag: etag(record) });

async function policy(title: string): Promise<Json> {
  return staff.client.post("/policies", { title, level: "basic" }, 201);
}

async function refusedToWriter(answer: { status: number; json: Json; text: string }, may: { name: string }): Promise<void> {
  assert.equal(answer.status, 409, answer.text);
  assert.match(answer.json.detail, /自分だけ/);
  assert.ok(answer.json.detail.includes(may.name), answer.json.detail);
}

const roundOf = async (register: string, record: Json): Promise<Json> => (await staff.client.get(`/approvals?register=${register}&record=${record.id}`)).items[0];

test("who rewrote another's draft does not approve it at one press, and is told who may", async () => {
  const made = await policy("基本方針");
  const mine = await ciso.client.patch(`/policies/${made.id}`, { title: "CISOが書き直した基本方針" }, etag(made));
  await refusedToWriter(await press(ciso.client, "/policies", mine, "put_in_force"), president);
  assert.equal((await press(president.client, "/policies", mine, "put_in_force")).status, 200);
  assert.equal((await roundOf("policies", made)).alone, false);
});

test("what was approved is written anew by whoever changes it then, no longer by its first author", async () => {
  const made = await ciso.client.post("/policies", { title: "利用規程", level: "rule" }, 201);
  await refusedToWriter(await press(ciso.client, "/policies", made, "put_in_force"), president);
  assert.equal((await press(president.client, "/policies", made, "put_in_force")).status, 200);
  const again = await press(staff.client, "/policies", await staff.client.get(`/policies/${made.id}`), "revise");
  assert.equal(again.status, 200, again.text);
  const revised = await staff.client.patch(`/policies/${made.id}`, { title: "利用規程 第2版" }, etag(again.json));
  assert.equal((await press(ciso.client, "/policies", revised, "put_in_force")).status, 200);
});

test("a change of nothing that is decided on makes nobody a writer", async () => {
  const made = await policy("開示方針");
  const same = await ciso.client.patch(`/policies/${made.id}`, { title: "開示方針" }, etag(made));
  assert.equal((await press(ciso.client, "/policies", same, "put_in_force")).status, 200);
});

test("a round asks those who have not written, and a writer is told who may", async () => {
  const made = await policy("教育規程");
  await ciso.client.patch(`/policies/${made.id}`, { title: "教育規程（CISO案）" }, etag(made));
  const round = await staff.client.post("/approvals", { register: "policies", record: made.id }, 201);
  assert.deepEqual(round.steps[0].seats.map((s: Json) => s.person.name), [president.name]);
  const decide = (who: { client: Client }) => who.client.call("POST", `/approvals/${round.id}/decision`, { json: { decision: "approve" }, etag: etag(round) });
  await refusedToWriter(await decide(ciso), president);
  const done = await decide(president);
  assert.equal(done.json.state, "approved", done.text);
  assert.equal(done.json.alone, false);
});

test("on a route a writer may take part, but somebody who has not written has to approve", async () => {
  const step = (name: string, role: string): Json => ({ name, need: "all", who: [{ kind: "role", role }] });
  const route = await admin.post("/approval-routes", { name: "規程", subject: "policies", active: true, on_change: "end", steps: [step("統括", "ciso"), step("社長", "executive")] }, 201);
  const made = await policy("監査規程");
  await ciso.client.patch(`/policies/${made.id}`, { title: "監査規程（CISO案）" }, etag(made));
  const round = await staff.client.post("/approvals", { register: "policies", record: made.id }, 201);
  const decide = (who: { client: Client }) => who.client.call("POST", `/approvals/${round.id}/decision`, { json: { decision: "approve" }, etag: etag(round) });
  assert.equal((await decide(ciso)).status, 200);
  assert.equal((await decide(president)).json.state, "approved");
  // With the writer alone on the route nothing would be seen by a second person: it is not sent.
  const only = await admin.patch(`/approval-routes/${route.id}`, { steps: [step("統括", "ciso")] }, etag(route));
  const other = await policy("復旧規程");
  await ciso.client.patch(`/policies/${other.id}`, { title: "復旧規程（CISO案）" }, etag(other));
  const refused = await staff.client.refused("POST", "/approvals", 409, { json: { register: "policies", record: other.id } });
  assert.ok(refused.detail?.includes(president.name), refused.detail);
  await admin.patch(`/approval-routes/${route.id}`, { active: false }, etag(only));
});

test("who has worded the answer to a request does not approve it", async () => {
  const second = await colleagueOf(admin, "応援", "主任", ["security"], top);
  const made = await staff.client.post("/inquiries", { title: "調査票", asker: "東都物産", asker_kind: "buyer", received: "2026-01-05" }, 201);
  const started = await press(staff.client, "/inquiries", made, "start");
  const told = await second.client.patch(`/inquiries/${made.id}`, { told: "多要素認証は導入済み。" }, etag(started.json));
  await refusedToWriter(await press(second.client, "/inquiries", told), ciso);
  assert.equal((await press(ciso.client, "/inquiries", told)).status, 200);
});

test("whoever accepts a risk has not written why it is borne", async () => {
  const threat = await staff.client.post("/threats", { name: "停電", group: "targeted" }, 201);
  const system = await staff.client.post("/systems", { unit: top, name: "販売管理", kind: "server", importance: "low" }, 201);
  const made = await staff.client.post("/risks", { unit: top, threat: threat.id, system: system.id, owner: staff.person, likelihood: 1, importance: 3 }, 201);
  const why = await ciso.client.patch(`/risks/${made.id}`, { acceptance_reason: "費用が見合わない。", accepted_until: "2099-03-31" }, etag(made));
  const asked = await press(staff.client, "/risks", why, "ask");
  assert.equal(asked.status, 200, asked.text);
  const waiting = async (who: { client: Client }): Promise<string[]> => (await who.client.get("/risk-decisions")).items.map((r: Json) => r.number);
  assert.deepEqual(await waiting(ciso), []);
  assert.deepEqual(await waiting(president), [made.number]);
  await refusedToWriter(await press(ciso.client, "/risks", asked.json), president);
  assert.equal((await press(president.client, "/risks", asked.json)).status, 200);
});

test("measures that somebody wrote are not approved by him in a request for resources", async () => {
  const measure = await staff.client.post("/measures", { unit: top, title: "多要素認証", priority: "high", cost_initial: { amount: 100000, currency: "JPY" } }, 201);
  await ciso.client.patch(`/measures/${measure.id}`, { title: "多要素認証（CISO案）" }, etag(measure));
  const request = await staff.client.post("/resource-requests", { title: "来年度", unit: top, reason: "取引先の要求", measures: [measure.number] }, 201);
  const own = await press(ciso.client, "/resource-requests", request);
  assert.equal(own.status, 409, own.text);
  assert.ok(own.json.detail.includes(measure.number), own.text);
  assert.equal((await press(president.client, "/resource-requests", request)).status, 200);
});

let second: Colleague;

test("where all who could decide have written, whoever wrote least lately decides, and the round says so", async () => {
  second = await colleagueOf(admin, "副統括", "副CISO", ["ciso"], top);
  await admin.post(`/accounts/${president.account}/disable`);
  const made = await policy("委託規程");
  const first = await ciso.client.patch(`/policies/${made.id}`, { title: "委託規程（CISO案）" }, etag(made));
  const last = await second.client.patch(`/policies/${made.id}`, { title: "委託規程（副CISO案）" }, etag(first));
  await refusedToWriter(await press(second.client, "/policies", last, "put_in_force"), ciso);
  assert.equal((await press(ciso.client, "/policies", last, "put_in_force")).status, 200);
  assert.equal((await roundOf("policies", made)).alone, true);
});

// Two CISOs are all who could decide; both have written, the first one earlier. The route's steps ask these people, one after the other.
async function bothWrote(title: string, drafter: Client, asked: Json[][]): Promise<{ round: Json; route: Json }> {
  const steps = asked.map((who, i) => ({ name: `第${i + 1}段階`, need: "all", who }));
  const route = await admin.post("/approval-routes", { name: title, subject: "policies", active: true, on_change: "end", steps }, 201);
  const made = await drafter.post("/policies", { title, level: "basic" }, 201);
  const first = await ciso.client.patch(`/policies/${made.id}`, { title: `${title}（CISO案）` }, etag(made));
  await second.client.patch(`/policies/${made.id}`, { title: `${title}（副CISO案）` }, etag(first));
  return { round: await drafter.post("/approvals", { register: "policies", record: made.id }, 201), route };
}

const approve = (who: { client: Client }, round: Json) => who.client.call("POST", `/approvals/${round.id}/decision`, { json: { decision: "approve" }, etag: etag(round) });
const first = { kind: "person", person: (await admin.get("/people?limit=500")).items.find((p: Json) => p.name === ciso.name)?.id };
const person = (who: Colleague): Json => ({ kind: "person", person: who.person });

test("a writer's approval on the way does not let the sender end the round as a deputy, and is not called alone", async () => {
  const chief = await colleagueOf(admin, "本部", "本部長", ["manager"], top);
  const away = await chief.client.post("/absences", { deputy: second.person }, 201);
  const { round, route } = await bothWrote("持出規程", second.client, [[first], [person(chief)]]);
  const next = await approve(ciso, round);
  assert.deepEqual([next.status, next.json.step], [200, 2], next.text);
  await refusedToWriter(await approve(second, next.json), chief);
  const done = await approve(chief, next.json);
  assert.deepEqual([done.json.state, done.json.alone], ["approved", false], done.text);
  await chief.client.delete(`/absences/${away.id}`);
  await admin.patch(`/approval-routes/${route.id}`, { active: false }, etag(route));
});

test("where a route asks only writers, they end the round in whatever order, and it says so at the end", async () => {
  for (const [title, asked, order] of [
    ["入退室規程", [[first], [person(second)]], [ciso, second]],
    ["廃棄規程", [[person(second)], [first]], [second, ciso]],
  ] as const) {
    const { round, route } = await bothWrote(title, staff.client, asked.map((who) => [...who]));
    const next = await approve(order[0], round);
    assert.deepEqual([next.json.step, next.json.alone], [2, false], next.text);
    const done = await approve(order[1], next.json);
    assert.deepEqual([done.json.state, done.json.alone], ["approved", true], done.text);
    await admin.patch(`/approval-routes/${route.id}`, { active: false }, etag(route));
  }
});
