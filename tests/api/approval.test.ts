// The approvals engine: routes, rounds, deputies, refusals, concurrency, people who leave.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { Client, type Json } from "../support/client.ts";
import { query } from "../support/database.ts";
import { until } from "../support/environment.ts";
import { type Colleague, colleagueOf, type Role, setUp, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const admin = await setUp(server);
const top = await topUnit(admin);
const shop = (await admin.post("/units", { name: "青葉店", kind: "shop", parent: top }, 201)).id;
const other = (await admin.post("/units", { name: "みなと店", kind: "shop", parent: top }, 201)).id;

const colleague = (family: string, post: string, roles: Role[], unit = top): Promise<Colleague> => colleagueOf(admin, family, post, roles, unit);

const drafter = await colleague("起案", "主任", ["manager"], shop);
const head = await colleague("課長", "課長", ["manager"], shop);
const it = await colleague("部長", "情報システム部長", ["security"]);
const audit = await colleague("監査", "監査室長", ["auditor"]);
const president = await colleague("社長", "代表取締役社長", ["executive"]);
const deputy = await colleague("専務", "専務取締役", ["executive"]);
const outsider = await colleague("他店", "店長", ["manager"], other);

const person = (who: Colleague): Json => ({ kind: "person", person: who.person });
const step = (name: string, who: Json[], more: Json = {}): Json => ({ name, who, need: "all", ...more });
const measureRoute = (more: Json = {}): Json => ({
  name: "対策の承認",
  subject: "measures",
  active: true,
  on_change: "end",
  steps: [
    step("課長", [{ kind: "post", post: "課長" }], { days: 2 }),
    step("部門", [person(it), person(audit)]),
    step("社長", [person(president)], { escalate: [person(deputy)], days: 3 }),
  ],
  ...more,
});

const route = await admin.post("/approval-routes", measureRoute(), 201);

async function measure(more: Json = {}): Promise<Json> {
  return drafter.client.post("/measures", { unit: shop, title: "復旧演習", priority: "high", cost_initial: { amount: 3000000, currency: "JPY" }, ...more }, 201);
}

async function send(record: Json, note = "お願いします。"): Promise<Json> {
  return drafter.client.post("/approvals", { register: "measures", record: record.id, note }, 201);
}

const of = (round: Json): string => `/approvals/${round.id}`;
const etag = (round: Json): string => `"${round.version}"`;

async function decide(who: Colleague, round: Json, decision = "approve", more: Json = {}): Promise<Json> {
  const answer = await who.client.call("POST", `${of(round)}/decision`, { json: { decision, ...more }, etag: etag(round) });
  assert.equal(answer.status, 200, answer.text);
  return answer.json;
}

async function refused(who: Colleague, round: Json, status: number, detail?: RegExp, more: Json = {}): Promise<void> {
  const problem = await who.client.refused("POST", `${of(round)}/decision`, status, { json: { decision: "approve", ...more }, etag: etag(round) });
  if (detail) assert.match(problem.detail ?? "", detail);
}

const inbox = async (who: Colleague): Promise<string[]> => (await who.client.get("/approvals?box=inbox&limit=500")).items.map((a: Json) => a.number);
const stateOf = async (record: Json): Promise<string> => (await admin.get(`/measures/${record.id}`)).state;
const day = (offset: number): string => new Date(Date.now() + offset * 86_400_000).toLocaleDateString("sv", { timeZone: "Asia/Tokyo" });

test("what can be put to approval is told, with the states before and after", async () => {
  const subjects = (await drafter.client.get("/approval-subjects")).items;
  const measures = subjects.find((s: Json) => s.register === "measures");
  assert.deepEqual([measures.from, measures.approve, measures.routes], ["proposed", "approve", true]);
  assert.ok(subjects.some((s: Json) => s.register === "report-issues"));
});

test("what would be asked is shown before it is sent", async () => {
  const record = await measure();
  const plan = await drafter.client.get(`/approval-plan?register=measures&record=${record.id}`);
  assert.equal(plan.id, null);
  assert.deepEqual(plan.steps.map((s: Json) => s.seats.map((seat: Json) => seat.person.post)), [["課長"], ["情報システム部長", "監査室長"], ["代表取締役社長"]]);
  await outsider.client.refused("GET", `/approval-plan?register=measures&record=${record.id}`, 404);
  await audit.client.refused("GET", `/approval-plan?register=measures&record=${record.id}`, 403);
});

test("a round goes through four people, one of them absent, in order and side by side", async () => {
  const record = await measure();
  const round = await send(record);
  assert.match(round.number, /^AP-\d{4}-\d{4}$/);
  assert.match(round.digest, /^[0-9a-f]{64}$/);
  assert.equal(round.state, "open");
  assert.equal(round.drafter.name, drafter.name);
  assert.match(round.due, /^\d{4}-\d{2}-\d{2}$/);
  assert.deepEqual(await inbox(head), [round.number]);
  assert.deepEqual(await inbox(president), []);
  const first = await decide(head, round, "approve", { comment: "必要な投資です。" });
  assert.equal(first.step, 2);
  // Side by side, in any order.
  assert.equal((await decide(audit, round)).step, 2);
  assert.equal((await decide(it, round)).step, 3);
  // The president is away; the deputy may decide on these days only.
  await refused(deputy, round, 403);
  const absence = await president.client.post("/absences", { deputy: deputy.person, first: day(-1), last: day(3), note: "出張" }, 201);
  assert.deepEqual(await inbox(deputy), [round.number]);
  const seen = await deputy.client.get(of(round));
  assert.equal(seen.mine.capacity, "deputy");
  assert.equal(seen.mine.instead_of, president.name);
  assert.ok(seen.steps[2].seats[0].absent);
  const last = await decide(deputy, round, "approve", { comment: "社長に代わり承認します。" });
  assert.equal(last.state, "approved");
  const seat = last.steps[2].seats[0];
  assert.equal(seat.person.name, president.name);
  assert.equal(seat.by.name, deputy.name);
  assert.equal(seat.by.post, "専務取締役");
  assert.equal(seat.capacity, "deputy");
  assert.equal(await stateOf(record), "approved");
  assert.deepEqual(last.events.map((e: Json) => e.kind), ["send", "approve", "approve", "approve", "approve"]);
  // The record's own history tells it, too.
  const history = await drafter.client.get(`/measures/${record.id}/history`);
  const kinds = history.items.map((e: Json) => e.action);
  for (const kind of ["approval_send", "approval_approve", "approve"]) assert.ok(kinds.includes(kind), `${kind} in ${kinds}`);
  await president.client.delete(`/absences/${absence.id}`);
});

test("those asked are told in the product, deputies too, and the drafter how it ended", async () => {
  const record = await measure({ title: "知らせる対策" });
  const away = await head.client.post("/absences", { deputy: audit.person, first: day(0), last: day(0) }, 201);
  const round = await send(record);
  const told = async (who: Colleague): Promise<Json> => (await who.client.get("/notices")).items.find((n: Json) => n.subject_id === round.id);
  for (const who of [head, audit]) {
    const notice = await told(who);
    assert.equal(notice.kind, "approval_asked");
    assert.equal(notice.path, `/approvals/${round.number}`);
    assert.match(notice.text, /知らせる対策/);
  }
  assert.equal(await told(it), undefined);
  await decide(audit, round, "reject", { comment: "重複しています。" });
  const end = await told(drafter);
  assert.equal(end.kind, "approval_decided");
  assert.match(end.text, /却下[^]*重複しています。/);
  await head.client.delete(`/absences/${away.id}`);
});

test("nobody decides out of turn, twice, for others, or on what they drafted", async () => {
  const record = await measure();
  const round = await send(record);
  await refused(president, round, 409, /順番/);
  await refused(drafter, round, 409, /起案/);
  await outsider.client.refused("GET", of(round), 404);
  await outsider.client.refused("POST", `${of(round)}/decision`, 404, { json: { decision: "approve" }, etag: etag(round) });
  await decide(head, round);
  await refused(head, round, 409, /すでに決裁/);
  await it.client.refused("POST", `${of(round)}/decision`, 428, { json: { decision: "approve" } });
  await it.client.refused("POST", `${of(round)}/decision`, 422, { json: { decision: "reject" }, etag: etag(round), pointer: "/comment" });
  await it.client.refused("POST", `${of(round)}/decision`, 422, { json: { decision: "none" }, etag: etag(round), pointer: "/decision" });
});

test("a record on its way is decided by the round alone", async () => {
  const record = await measure();
  await send(record);
  await president.client.refused("POST", `/measures/${record.id}/transitions`, 409, { json: { action: "approve" }, etag: `"${record.version}"` });
  await drafter.client.refused("POST", "/approvals", 409, { json: { register: "measures", record: record.id } });
});

test("where a route is set, one press does not pass it by", async () => {
  const record = await measure();
  const problem = await president.client.refused("POST", `/measures/${record.id}/transitions`, 409, { json: { action: "approve" }, etag: `"${record.version}"` });
  assert.match(problem.detail ?? "", /対策の承認/);
});

test("what is withdrawn can be decided no more and sent again", async () => {
  const record = await measure();
  const round = await send(record);
  await head.client.refused("POST", `${of(round)}/withdrawal`, 403, { json: {}, etag: etag(round) });
  const gone = await drafter.client.call("POST", `${of(round)}/withdrawal`, { json: { comment: "見積を取り直します。" }, etag: etag(round) });
  assert.equal(gone.json.state, "withdrawn");
  await refused(head, round, 412);
  await refused(head, gone.json, 409, /終了/);
  assert.equal(await stateOf(record), "proposed");
  assert.equal((await send(record)).state, "open");
});

test("it is sent back with questions to the drafter, mended, sent again, and begins anew", async () => {
  const record = await measure();
  const round = await send(record);
  await decide(head, round);
  const back = await decide(it, round, "return", { comment: "年間費用は含まれていますか。", to_step: 0 });
  assert.equal(back.state, "returned");
  assert.equal(back.step, 0);
  // Mending it is what it was sent back for.
  const now = await drafter.client.get(`/measures/${record.id}`);
  await drafter.client.patch(`/measures/${record.id}`, { cost_yearly: { amount: 500000, currency: "JPY" } }, `"${now.version}"`);
  await head.client.refused("POST", `${of(round)}/resending`, 403, { json: {}, etag: etag(back) });
  const again = await drafter.client.call("POST", `${of(round)}/resending`, { json: { comment: "年間50万円を追記しました。" }, etag: etag(back) });
  assert.equal(again.json.state, "open");
  assert.equal(again.json.step, 1);
  assert.notEqual(again.json.digest, round.digest);
  // A page that still shows the first round is too old.
  await refused(head, round, 412);
  const next = await decide(head, again.json);
  // Back to an earlier step: what was decided there no longer holds.
  const earlier = await decide(audit, next, "return", { comment: "課長のご意見を伺いたい。", to_step: 1 });
  assert.equal(earlier.step, 1);
  assert.equal(earlier.steps[0].seats[0].decision, "none");
  await audit.client.refused("POST", `${of(round)}/decision`, 409, { json: { decision: "return", comment: "x", to_step: 0 }, etag: etag(earlier) });
  await head.client.refused("POST", `${of(round)}/decision`, 422, { json: { decision: "return", comment: "x", to_step: 2 }, etag: etag(earlier), pointer: "/to_step" });
});

test("a rejection needs a reason, ends the round and rejects the record", async () => {
  const record = await measure();
  const round = await send(record);
  const gone = await decide(head, round, "reject", { comment: "費用に見合いません。" });
  assert.equal(gone.state, "rejected");
  assert.equal(await stateOf(record), "rejected");
});

test("a change of the subject ends the round, or starts it anew where the route says so", async () => {
  const record = await measure();
  const round = await send(record);
  await decide(head, round);
  await drafter.client.patch(`/measures/${record.id}`, { title: "復旧演習（改）" }, `"${record.version}"`);
  const ended = await drafter.client.get(of(round));
  assert.equal(ended.state, "changed");
  await refused(it, round, 412);
  const restarting = await admin.post("/approval-routes", measureRoute({ name: "店の対策", below: shop, on_change: "restart" }), 201);
  const second = await measure();
  const going = await send(second);
  assert.equal(going.route.name, "店の対策", "the nearer unit's route goes before");
  await decide(head, going);
  await drafter.client.patch(`/measures/${second.id}`, { title: "復旧演習（再改）" }, `"${second.version}"`);
  const anew = await drafter.client.get(of(going));
  assert.equal(anew.state, "open");
  assert.equal(anew.step, 1);
  assert.equal(anew.record.title, "復旧演習（再改）");
  assert.notEqual(anew.digest, going.digest);
  await refused(it, going, 412);
  await admin.delete(`/approval-routes/${restarting.id}`, `"${restarting.version}"`);
});

test("two who decide at once are both counted, once", async () => {
  const record = await measure();
  const round = await send(record);
  await decide(head, round);
  const press = (who: Colleague) => who.client.call("POST", `${of(round)}/decision`, { json: { decision: "approve" }, etag: etag(round) });
  const answers = await Promise.all([press(it), press(audit), press(it), press(audit)]);
  assert.deepEqual(answers.map((a) => a.status).sort(), [200, 200, 409, 409]);
  const now = await drafter.client.get(of(round));
  assert.equal(now.step, 3);
  assert.equal(now.events.filter((e: Json) => e.kind === "approve").length, 3);
});

test("routes are taken by amount and by class", async () => {
  const dear = await admin.post("/approval-routes", measureRoute({ name: "一千万円以上", amount_from: { amount: 10000000, currency: "JPY" }, steps: [step("社長", [person(president)])] }), 201);
  const low = await admin.post("/approval-routes", measureRoute({ name: "低優先度", class_key: "low", steps: [step("役員", [{ kind: "role", role: "executive" }], { need: "any" })] }), 201);
  const name = async (more: Json): Promise<string> => (await drafter.client.get(`/approval-plan?register=measures&record=${(await measure(more)).id}`)).route.name;
  assert.equal(await name({}), "対策の承認");
  assert.equal(await name({ cost_initial: { amount: 12000000, currency: "JPY" } }), "一千万円以上");
  assert.equal(await name({ priority: "low" }), "低優先度");
  const round = await send(await measure({ priority: "low" }));
  assert.equal(round.steps[0].seats.length, 2, "both executives are asked, one is enough");
  assert.equal((await decide(deputy, round)).state, "approved");
  for (const r of [dear, low]) await admin.delete(`/approval-routes/${r.id}`, `"${r.version}"`);
});

test("n of m: so many different people are enough", async () => {
  const two = await admin.post("/approval-routes", measureRoute({ name: "三名のうち二名", class_key: "middle", steps: [step("合議", [person(it), person(audit), person(president)], { need: "count", count: 2 })] }), 201);
  const round = await send(await measure({ priority: "middle" }));
  assert.equal((await decide(it, round)).state, "open");
  assert.equal((await decide(president, round)).state, "approved");
  await admin.delete(`/approval-routes/${two.id}`, `"${two.version}"`);
});

test("while nobody is asked, the drafter is refused all the same", async () => {
  const leaver = await colleague("転出", "顧問", ["auditor"]);
  const short = await admin.post("/approval-routes", measureRoute({ name: "部長、顧問", class_key: "low", steps: [step("部長", [person(it)]), step("顧問", [person(leaver)])] }), 201);
  const record = await measure({ priority: "low" });
  const round = await send(record);
  await admin.post(`/accounts/${leaver.account}/disable`);
  const next = await decide(it, round);
  assert.equal(next.step, 2);
  await refused(drafter, next, 409, /自分だけ/);
  await refused(drafter, next, 409, /自分だけ/, { decision: "reject", comment: "取りやめます。" });
  assert.equal(await stateOf(record), "proposed");
  const gone = await drafter.client.call("POST", `${of(round)}/withdrawal`, { json: {}, etag: etag(await drafter.client.get(of(round))) });
  assert.equal(gone.json.state, "withdrawn", gone.text);
  await admin.delete(`/approval-routes/${short.id}`, `"${short.version}"`);
});

test("where one person has decided for two, the drafter is not the second, nor is who wrote in it", async () => {
  const two = await admin.post("/approval-routes", measureRoute({ name: "二名の合議", class_key: "middle", steps: [step("合議", [person(it), person(audit)], { need: "count", count: 2 })] }), 201);
  const away = await audit.client.post("/absences", { deputy: it.person, first: day(0), last: day(1) }, 201);
  const made = await measure({ priority: "middle" });
  await admin.patch(`/measures/${made.id}`, { title: "CISOが書き直した演習" }, `"${made.version}"`);
  const round = await send(made);
  assert.equal((await decide(it, round)).state, "open");
  const both = await decide(it, round);
  assert.deepEqual([both.state, both.steps[0].seats.map((s: Json) => s.by.name)], ["open", [it.name, it.name]]);
  await refused(drafter, both, 409, /自分だけ/);
  await admin.refused("POST", `${of(round)}/decision`, 409, { json: { decision: "approve" }, etag: etag(both) });
  const now = await drafter.client.get(of(round));
  assert.deepEqual(now.steps[0].seats, both.steps[0].seats);
  assert.equal(await stateOf(made), "proposed");
  await audit.client.delete(`/absences/${away.id}`);
  await admin.delete(`/approval-routes/${two.id}`, `"${two.version}"`);
});

test("a route is checked when it is written", async () => {
  const bad = async (more: Json, pointer: string): Promise<void> => void (await admin.refused("POST", "/approval-routes", 422, { json: measureRoute(more), pointer }));
  await bad({ subject: "units" }, "/subject");
  await bad({ class_key: "urgent" }, "/class_key");
  await bad({ steps: [] }, "/steps");
  await bad({ steps: [step("x", [{ kind: "person" }])] }, "/steps/0/who/0/person");
  await bad({ steps: [step("x", [{ kind: "person", person: other }])] }, "/steps/0/who/0/person");
  await bad({ steps: [step("x", [{ kind: "role" }])] }, "/steps/0/who/0/role");
  await bad({ steps: [step("x", [{ kind: "post", post: "課長" }], { need: "count" })] }, "/steps/0/count");
  await bad({ steps: [step("x", [{ kind: "post", post: "課長" }], { escalate: [{ kind: "post" }] })] }, "/steps/0/escalate/0/post");
  await head.client.refused("POST", "/approval-routes", 403, { json: measureRoute() });
  const gap = await admin.post("/approval-routes", measureRoute({ class_key: "low", steps: [step("会長", [{ kind: "post", post: "会長" }])] }), 201);
  const record = await measure({ priority: "low" });
  const problem = await drafter.client.refused("POST", "/approvals", 409, { json: { register: "measures", record: record.id } });
  assert.match(problem.detail ?? "", /会長/);
  await admin.delete(`/approval-routes/${gap.id}`, `"${gap.version}"`);
});

test("absences are one's own, of others only for those who lead", async () => {
  await head.client.refused("POST", "/absences", 403, { json: { person: it.person, deputy: audit.person } });
  await head.client.refused("GET", "/absences?of=all", 403);
  await head.client.refused("POST", "/absences", 422, { json: { deputy: head.person }, pointer: "/deputy" });
  await head.client.refused("POST", "/absences", 422, { json: {}, pointer: "/deputy" });
  await head.client.refused("POST", "/absences", 422, { json: { deputy: it.person, first: day(3), last: day(1) }, pointer: "/last" });
  await head.client.refused("POST", "/absences", 422, { json: { deputy: it.person, first: day(-9), last: day(-2) }, pointer: "/last" });
  const ill = await admin.post("/absences", { person: head.person, deputy: it.person, first: day(0), last: day(5) }, 201);
  assert.equal(ill.person.name, head.name);
  assert.deepEqual((await head.client.get("/absences")).items.map((a: Json) => a.id), [ill.id]);
  await outsider.client.refused("DELETE", `/absences/${ill.id}`, 404);
  await admin.delete(`/absences/${ill.id}`);
});

test("a deputy is never the drafter, and only on the days given", async () => {
  const rule = await head.client.post("/absences", { deputy: drafter.person }, 201);
  const round = await send(await measure());
  await refused(drafter, round, 409, /起案/);
  assert.ok(!(await inbox(drafter)).includes(round.number));
  await head.client.delete(`/absences/${rule.id}`);
  const soon = await head.client.post("/absences", { deputy: it.person, first: day(2), last: day(4) }, 201);
  await refused(it, round, 403, /代理/);
  assert.ok(!(await inbox(it)).includes(round.number));
  await head.client.delete(`/absences/${soon.id}`);
  const standing = await head.client.post("/absences", { deputy: it.person }, 201);
  assert.equal((await decide(it, round)).step, 2);
  await head.client.delete(`/absences/${standing.id}`);
});

test("comments are kept with name and day, and change nothing", async () => {
  const round = await send(await measure());
  const said = await audit.client.call("POST", `${of(round)}/comments`, { json: { comment: "見積書を添付してください。" }, etag: etag(round) });
  assert.equal(said.json.version, round.version);
  const last = said.json.events.at(-1);
  assert.equal(last.kind, "comment");
  assert.equal(last.person.name, audit.name);
});

// The job looks at once when it has not looked for long.
const tend = (): unknown => query(server.database, "UPDATE job SET run_at = 0 WHERE kind = 'approval_days'");

test("a late step goes to those whom the route names for it", async () => {
  const round = await send(await measure());
  await decide(head, round);
  await decide(it, round);
  await decide(audit, round);
  query(server.database, `UPDATE approval_step SET due = '2020-01-06' WHERE no = 3 AND approval_id = (SELECT id FROM approval WHERE number = '${round.number}')`);
  assert.ok(!(await inbox(deputy)).includes(round.number));
  tend();
  await until("it is escalated", async () => (await inbox(deputy)).includes(round.number), 40);
  const now = await deputy.client.get(of(round));
  assert.equal(now.mine.capacity, "escalated");
  assert.equal(now.events.at(-1).kind, "escalate");
  const done = await decide(deputy, now);
  assert.equal(done.state, "approved");
  assert.equal(done.steps[2].seats[0].decision, "none", "the president's field stays empty");
});

test("who leaves in the middle is replaced, and a route's keeper can put somebody in the place", async () => {
  const leaver = await colleague("退職", "顧問", ["auditor"]);
  const short = await admin.post("/approval-routes", measureRoute({ name: "顧問", class_key: "low", steps: [step("顧問", [person(leaver)]), step("社長", [person(president)])] }), 201);
  const round = await send(await measure({ priority: "low" }));
  const second = await send(await measure({ priority: "low" }));
  await head.client.refused("POST", `${of(second)}/reassignment`, 403, { json: { from: leaver.account, to: it.person }, etag: etag(second) });
  await admin.refused("POST", `${of(second)}/reassignment`, 422, { json: { from: leaver.account, to: drafter.person }, etag: etag(second), pointer: "/to" });
  const put = await admin.call("POST", `${of(second)}/reassignment`, { json: { from: leaver.account, to: it.person, comment: "退職のため" }, etag: etag(second) });
  assert.equal(put.json.steps[0].seats[0].person.name, it.name);
  await admin.post(`/accounts/${leaver.account}/disable`);
  tend();
  await until("somebody who may decide is asked", async () => (await inbox(president)).includes(round.number), 40);
  const now = await president.client.get(of(round));
  assert.ok(now.events.some((e: Json) => e.kind === "leave" && e.instead_of === leaver.name));
  assert.equal((await decide(president, now)).step, 2);
  await admin.delete(`/approval-routes/${short.id}`, `"${short.version}"`);
});

test("without a route one press decides, is kept as a round, and is never one's own", async () => {
  await admin.patch(`/approval-routes/${route.id}`, { active: false }, `"${route.version}"`);
  const record = await measure();
  const mine = await admin.post("/measures", { unit: shop, title: "自分の案", priority: "high" }, 201);
  const press = (who: Client, r: Json) => who.call("POST", `/measures/${r.id}/transitions`, { json: { action: "approve" }, etag: `"${r.version}"` });
  const own = await press(admin, mine);
  assert.equal(own.status, 409, own.text);
  assert.match(own.json.detail, /自分だけ/);
  assert.equal((await press(president.client, record)).status, 200);
  const [round] = (await drafter.client.get(`/approvals?register=measures&record=${record.id}`)).items;
  assert.equal(round.state, "approved");
  assert.equal(round.drafter.name, drafter.name);
  assert.equal(round.alone, false);
  assert.equal(round.route.set, false);
  // Sent round without a route it goes to whoever may decide.
  const sent = await send(await measure());
  assert.deepEqual(sent.steps[0].seats.map((s: Json) => s.person.post).sort(), ["代表取締役社長", "専務取締役", null].sort());
});

test("who drafted a record does not approve it alone in a round that somebody else has sent", async () => {
  const record = await admin.post("/measures", { unit: shop, title: "CISOの案", priority: "high" }, 201);
  const round = await send(record);
  const own = await admin.refused("POST", `${of(round)}/decision`, 409, { json: { decision: "approve" }, etag: etag(round) });
  assert.match(own.detail ?? "", /自分だけ/);
  assert.equal(await stateOf(record), "proposed");
  assert.equal((await decide(deputy, round)).state, "approved");
});

test("a token reaches only rounds of its area", async () => {
  const make = async (scopes: string[]): Promise<Client> => {
    const client = new Client(server);
    client.token = (await president.client.post("/tokens", { name: scopes.join(), scopes, days: 1 }, 201)).token;
    return client;
  };
  const round = await send(await measure());
  const reader = await make(["measure.read"]);
  assert.equal((await reader.get(of(round))).number, round.number);
  await reader.refused("POST", `${of(round)}/decision`, 403, { json: { decision: "approve" }, etag: etag(round) });
  const elsewhere = await make(["report.read"]);
  await elsewhere.refused("GET", of(round), 404);
  assert.deepEqual((await elsewhere.get("/approvals")).items, []);
});

test("a round whose drafter has left is withdrawn by whoever keeps the routes, and sent anew", async () => {
  const leaver = await colleague("退任", "主任", ["manager"], shop);
  const record = await leaver.client.post("/measures", { unit: shop, title: "引き継がれる対策", priority: "low" }, 201);
  const round = await leaver.client.post("/approvals", { register: "measures", record: record.id }, 201);
  const withdraw = async (who: Client): Promise<number> => {
    const now = await admin.get(of(round));
    return (await who.call("POST", `${of(round)}/withdrawal`, { json: {}, etag: etag(now) })).status;
  };
  assert.equal(await withdraw(president.client), 403);
  await admin.post(`/accounts/${leaver.account}/disable`);
  assert.equal(await withdraw(head.client), 403);
  assert.equal((await admin.get(of(round))).mine.withdraw, true);
  assert.equal(await withdraw(president.client), 200);
  await drafter.client.post("/approvals", { register: "measures", record: record.id }, 201);
});

test("everything that the audit log says of rounds has a name in both languages", async () => {
  const entries: Json[] = (await admin.get("/audit?limit=500")).items.filter((e: Json) => e.action.startsWith("approval_"));
  const keys = new Set(entries.flatMap((e) => Object.keys(e.after ?? {})));
  assert.ok(keys.has("approval") && keys.has("step"), [...keys].join());
  for (const lang of ["ja", "en"]) {
    const messages = readFileSync(`po/${lang}/ui.po`, "utf8");
    assert.deepEqual([...keys].filter((key) => !messages.includes(`msgid "audit.field.${key}"`)), [], lang);
  }
});
