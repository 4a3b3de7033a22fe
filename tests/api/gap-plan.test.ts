// What it takes to reach a target level – items, measures, people, money – and the request by which that is decided
// together (practice 4-2, company W11).
import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { join } from "node:path";
import { test } from "node:test";
import { Client, type Json } from "../support/client.ts";
import { newDatabase, query } from "../support/database.ts";
import { engine, newFolder } from "../support/environment.ts";
import { colleagueOf, setUp, signedInAs } from "../support/people.ts";
import { command, prepare, startServer } from "../support/server.ts";
import { answerForty, FORTY, makeShops, newestVersion, openCampaign, step } from "../support/sheet.ts";

const server = await startServer();
const ciso = await setUp(server);
const shops = await makeShops(ciso);
const president = await signedInAs(ciso, "executive");
const lead = await colleagueOf(ciso, "情報", "情報システム部長", ["security"], shops.top);
const manager = await colleagueOf(ciso, "東", "店長", ["manager"], shops.east);
const eastHead = await signedInAs(ciso, "executive", shops.east);
const yen = (amount: number): Json => ({ amount, currency: "JPY" });

// Head office at 3, both shops at 1 – the company's mean is 1.7 – but for item 1-1, where all stand at 3.
const opened = await openCampaign(ciso, (await newestVersion(ciso, FORTY)).id, [shops.head, shops.east, shops.west]);
for (const [unit, level] of [[shops.head, "3"], [shops.east, "1"], [shops.west, "1"]] as const) {
  await answerForty(ciso, opened.responses[unit]!.id, `3${level.repeat(39)}`);
  await step(ciso, opened.responses[unit]!.id, "submit");
}
const at = `/campaigns/${opened.campaign.number}`;
await ciso.put("/target-levels", { sheet_key: FORTY, period: "FY2026", levels: [{ section: "1", level: 30 }, { section: "2", level: 20 }] });

const measure = (more: Json = {}): Promise<Json> =>
  lead.client.post("/measures", { unit: shops.top, title: "監視の外部委託", priority: "high", sheet_key: FORTY, section_key: "1", item_key: "1-2", campaign: opened.campaign.number, level_to_reach: 3, ...more }, 201);
const request = (measures: Json[], more: Json = {}): Promise<Json> =>
  lead.client.post("/resource-requests", { unit: shops.top, title: "レベル3への要員・予算", sheet_key: FORTY, level_to_reach: 3, reason: "取引先の要求", measures: measures.map((m) => m.number), ...more }, 201);
const refused = (body: Json, pointer: string, by = lead.client): Promise<Json> =>
  by.refused("POST", "/resource-requests", 422, { json: { unit: shops.top, title: "x", ...body }, pointer });
const transit = (path: string, action: string, by = president): Promise<Json> => by.call("POST", `${path}/transitions`, { json: { action, reason: "理由" }, etag: "*" });
const stateOf = async (m: Json): Promise<string> => (await ciso.get(`/measures/${m.id}`)).state;
const send = (r: Json): Promise<Json> => lead.client.post("/approvals", { register: "resource-requests", record: r.id }, 201);
const decide = (round: Json, decision: string, by = president): Promise<Json> => by.call("POST", `/approvals/${round.id}/decision`, { json: { decision, comment: "次年度に再検討" }, etag: `"${round.version}"` });
const sums = (s: Json): unknown[] => [s.n, s.without_cost, s.people_needed, s.cost_low.amount, s.cost_high.amount, s.cost_yearly.amount];

test("the plan says by level which items climb, what serves them and what that takes", async () => {
  const soc = await measure({ cost_initial: yen(3000000), cost_yearly: yen(1200000), people_needed: 2, people_skills: "ログ分析", people_from: "2027-01-01" });
  await measure({ title: "手順書", level_to_reach: 2, cost_low: yen(100000), cost_high: yen(300000), people_needed: 1, people_skills: "ログ分析", people_from: "2026-10-01" });
  await measure({ title: "全社教育", item_key: "2-1", section_key: "2", level_to_reach: 2, unit: shops.east });
  const granted = await measure({ title: "委員会", item_key: "1-3", cost_initial: yen(50000) });
  await transit(`/measures/${granted.id}`, "approve");
  const done = await measure({ title: "終わったもの", item_key: "2-2", section_key: "2", level_to_reach: 2 });
  for (const action of ["approve"]) await transit(`/measures/${done.id}`, action);
  await lead.client.patch(`/measures/${done.id}`, { owner: lead.person }, "*");
  for (const action of ["start", "finish"]) assert.equal((await transit(`/measures/${done.id}`, action, lead.client)).status, 200);

  const plan = await ciso.get(`${at}/gap-plan`);
  assert.deepEqual(plan.levels.map((l: Json) => l.level), [2, 3]);
  const [two, three] = plan.levels;
  // Section 1 is aimed at 3, so its items pass 2; 1-1 stands at 3 already; section 2 is aimed at 2.
  assert.deepEqual(two.items.map((i: Json) => i.key), ["1-2", "1-3", "2-1", "2-2", "2-3"]);
  assert.deepEqual(three.items.map((i: Json) => i.key), ["1-2", "1-3"]);
  const item = two.items[0];
  assert.deepEqual([item.own, item.aim, item.aim_by, item.n_units], [1.7, 3, "target", 2]);
  assert.deepEqual(new Set(item.units.map((u: Json) => u.unit.id)), new Set([shops.east, shops.west]));
  // A measure that leads to 3 leads through 2, and counts where it ends.
  assert.deepEqual(new Set(item.measures.map((m: Json) => `${m.title} ${m.counts_in}`)), new Set(["監視の外部委託 3", "手順書 2"]));
  assert.deepEqual(sums(two.to_ask), [2, 1, 1, 100000, 300000, 0]);
  assert.deepEqual(sums(three.to_ask), [1, 0, 2, 3000000, 3000000, 1200000]);
  assert.deepEqual(two.to_ask.people, [{ skills: "ログ分析", number: 1, from: "2026-10-01" }]);
  assert.deepEqual(sums(three.granted), [1, 0, 0, 50000, 50000, 0]);
  assert.deepEqual([two.without_measure, three.without_measure], [2, 0], "what is done closes no gap that is still there");
  assert.deepEqual([plan.whole, plan.cut], [true, false]);

  const made = await request([soc]);
  const with_it = await ciso.get(`${at}/gap-plan`);
  assert.deepEqual(with_it.requests.map((r: Json) => [r.number, r.state, r.measures]), [[made.number, "draft", [soc.number]]]);
  await lead.client.delete(`/resource-requests/${made.id}`, "*");
  // A shop's manager sees the company's means, and the measures and units of the shop.
  const mine = await manager.client.get(`${at}/gap-plan`);
  assert.deepEqual(mine.levels[0].items[0].units.map((u: Json) => u.unit.id), [shops.east]);
  assert.deepEqual(sums(mine.levels[0].to_ask), [1, 1, 0, 0, 0, 0]);
  assert.equal(mine.whole, false);
  await ciso.refused("GET", "/campaigns/C-1999-0001/gap-plan", 404);
});

test("people and money of a request are its measures', and follow them until it is decided", async () => {
  const a = await measure({ cost_low: yen(2000000), cost_high: yen(5000000), cost_initial: yen(3000000), people_needed: 2, people_skills: "SOC", people_from: "2027-04-01" });
  const b = await measure({ cost_initial: yen(1000000), cost_yearly: yen(400000), people_needed: 1, people_skills: "SOC", people_from: "2026-12-01" });
  const made = await request([a, b]);
  assert.match(made.number, /^RR-\d{4}-\d{4}$/);
  const figures = (r: Json): unknown[] => [r.people_needed, r.cost_low.amount, r.cost_high.amount, r.cost_yearly.amount];
  assert.deepEqual(figures(made), [3, 3000000, 6000000, 400000]);
  assert.deepEqual(made.people, [{ skills: "SOC", number: 3, from: "2026-12-01" }]);
  assert.deepEqual(made.contents.map((m: Json) => m.number), [a.number, b.number]);
  await lead.client.patch(`/measures/${b.id}`, { cost_initial: yen(1500000), people_needed: 4 }, "*");
  const now = await lead.client.get(`/resource-requests/${made.id}`);
  assert.deepEqual(figures(now), [6, 3500000, 6500000, 400000]);
  assert.equal(now.version, made.version + 1);
  await lead.client.patch(`/measures/${b.id}`, { detail: "説明だけの変更" }, "*");
  assert.equal((await lead.client.get(`/resource-requests/${made.id}`)).version, now.version);
  const told = (await lead.client.get(`/resource-requests/${made.id}/history`)).items[0];
  assert.deepEqual([told.action, told.reason], ["update", b.number]);
  await lead.client.delete(`/measures/${b.id}`, "*");
  assert.deepEqual(figures(await lead.client.get(`/resource-requests/${made.id}`)), [2, 2000000, 5000000, 0]);
  // What is gone cannot be decided on.
  const stale = await lead.client.refused("POST", "/approvals", 409, { json: { register: "resource-requests", record: made.id } });
  assert.match(stale.detail ?? "", new RegExp(b.number));
});

test("which requests name a measure is kept with the request, and is found from the measure", async () => {
  const [a, b] = [await measure({ title: "甲" }), await measure({ title: "乙" })];
  const made = await request([a!, b!]);
  const named = (): string[] =>
    query(server.database, `SELECT m.number FROM resource_request_measure n JOIN measure m ON m.id = n.measure_id JOIN resource_request r ON r.id = n.request_id WHERE r.number = '${made.number}' ORDER BY m.number`);
  assert.deepEqual(named(), [a!.number, b!.number]);
  await lead.client.patch(`/resource-requests/${made.id}`, { reason: "ほかの理由" }, "*");
  assert.deepEqual(named(), [a!.number, b!.number]);
  await lead.client.patch(`/resource-requests/${made.id}`, { measures: [b!.id] }, "*");
  assert.deepEqual(named(), [b!.number]);
  const { version } = await lead.client.get(`/resource-requests/${made.id}`);
  await lead.client.patch(`/measures/${a!.id}`, { people_needed: 9 }, "*");
  assert.equal((await lead.client.get(`/resource-requests/${made.id}`)).version, version, "what is named no more changes nothing");
  await lead.client.patch(`/measures/${b!.id}`, { people_needed: 9 }, "*");
  assert.equal((await lead.client.get(`/resource-requests/${made.id}`)).people_needed, 9);
});

test("a round approves all measures in one step, and the histories say by which request", async () => {
  const own = [await measure({ cost_initial: yen(2000000) }), await measure({ title: "教育", unit: shops.east })];
  const made = await lead.client.post("/resource-requests", { unit: shops.top, title: "レベル3への要員・予算", measures: [own[0]!.id, own[1]!.number] }, 201);
  assert.deepEqual(made.measures, own.map((m) => m.number), "kept by number");
  const round = await send(made);
  assert.deepEqual([round.amount.amount, round.amount.currency], [2000000, "JPY"]);
  assert.deepEqual(await Promise.all(own.map(stateOf)), ["proposed", "proposed"]);
  const answer = await decide(round, "approve");
  assert.deepEqual([answer.status, answer.json.state], [200, "approved"], answer.text);
  assert.deepEqual(await Promise.all(own.map(stateOf)), ["approved", "approved"]);
  const record = await ciso.get(`/resource-requests/${made.id}`);
  assert.equal(record.state, "approved");
  assert.match(record.decided_on, /^\d{4}-\d\d-\d\d$/);
  const entry = (await ciso.get(`/measures/${own[0]!.id}/history`)).items.find((e: Json) => e.action === "approve");
  assert.match(entry.reason, new RegExp(`^${made.number} レベル3への要員・予算`));
  // What was decided stays, whatever becomes of the measures.
  await lead.client.patch(`/measures/${own[0]!.id}`, { cost_initial: yen(9000000) }, "*");
  const later = await ciso.get(`/resource-requests/${made.id}`);
  assert.deepEqual([later.cost_high.amount, later.contents[0].cost_initial.amount], [2000000, 2000000]);
  const fixed = await lead.client.refused("PATCH", `/resource-requests/${made.id}`, 409, { json: { title: "別の件名" }, etag: "*" });
  assert.match(fixed.detail ?? "", /決裁済み|stays as it is/);
  await lead.client.refused("DELETE", `/resource-requests/${made.id}`, 409, { etag: "*" });
});

test("a rejected request rejects its measures and says why; one sent back leaves them as they are", async () => {
  const own = [await measure(), await measure()];
  const made = await request(own);
  const round = await send(made);
  const back = await decide(round, "return");
  assert.equal(back.json.state, "returned");
  assert.deepEqual(await Promise.all(own.map(stateOf)), ["proposed", "proposed"]);
  await lead.client.patch(`/measures/${own[0]!.id}`, { cost_initial: yen(700000) }, "*");
  const again = await lead.client.call("POST", `/approvals/${round.id}/resending`, { json: {}, etag: `"${back.json.version}"` });
  assert.equal(again.status, 200, again.text);
  const answer = await decide(again.json, "reject");
  assert.deepEqual([answer.status, answer.json.state], [200, "rejected"], answer.text);
  assert.deepEqual(await Promise.all(own.map(stateOf)), ["rejected", "rejected"]);
  const entry = (await ciso.get(`/measures/${own[0]!.id}/history`)).items.find((e: Json) => e.action === "reject");
  assert.match(entry.reason, new RegExp(`${made.number}.*次年度に再検討`));
  assert.equal((await ciso.get(`/resource-requests/${made.id}`)).cost_high.amount, 700000);
});

test("while it is being decided on, its measures are neither changed nor decided on alone", async () => {
  const [m, other] = [await measure({ cost_initial: yen(100) }), await measure()];
  const made = await request([m, other]);
  const second = await request([m]);
  const round = await send(made);
  const named = async (problem: Promise<Json>): Promise<void> => assert.match((await problem).detail, new RegExp(made.number));
  await named(lead.client.refused("PATCH", `/measures/${m.id}`, 409, { json: { cost_initial: yen(1) }, etag: "*" }));
  await named(lead.client.refused("DELETE", `/measures/${m.id}`, 409, { etag: "*" }));
  await named(president.refused("POST", `/measures/${m.id}/transitions`, 409, { json: { action: "approve" }, etag: "*" }));
  await named(lead.client.refused("POST", "/approvals", 409, { json: { register: "resource-requests", record: second.id } }));
  assert.equal((await lead.client.patch(`/measures/${m.id}`, { effect_expected: "検知の早期化" }, "*")).effect_expected, "検知の早期化");
  // A round of one measure alone ends neither.
  const alone = await lead.client.post("/approvals", { register: "measures", record: other.id }, 201);
  await named(president.refused("POST", `/approvals/${alone.id}/decision`, 409, { json: { decision: "approve" }, etag: `"${alone.version}"` }));
  const held = await decide(round, "approve");
  assert.equal(held.status, 409, held.text);
  assert.match(held.json.detail, new RegExp(other.number));
  assert.equal(await stateOf(m), "proposed");
  await lead.client.call("POST", `/approvals/${alone.id}/withdrawal`, { json: {}, etag: "*" });
  assert.equal((await decide(round, "approve")).status, 200);
  const late = await lead.client.refused("POST", "/approvals", 409, { json: { register: "resource-requests", record: second.id } });
  assert.match(late.detail ?? "", new RegExp(m.number));
});

test("only proposed measures of the request's own units, each once, can be asked for", async () => {
  const m = await measure({ unit: shops.west });
  const granted = await measure();
  await transit(`/measures/${granted.id}`, "approve");
  await refused({ measures: [] }, "/measures");
  await refused({}, "/measures");
  await refused({ measures: [m.number, granted.number] }, "/measures/1");
  await refused({ measures: [m.number, m.number] }, "/measures/1");
  await refused({ measures: ["M-1999-0001"] }, "/measures/0");
  await refused({ unit: shops.east, measures: [m.number] }, "/measures/0");
  await refused({ measures: [(await measure({ cost_initial: { amount: 5, currency: "USD" } })).number] }, "/measures/0");
  await refused({ measures: [m.number], cost_high: yen(1) }, "/cost_high");
  await refused({ measures: Array.from({ length: 101 }, (_, i) => `M-2026-${1000 + i}`) }, "/measures");
  // A shop's manager asks for what the shop needs, and learns nothing of others.
  const hidden = await refused({ unit: shops.east, measures: [m.number] }, "/measures/0", manager.client);
  assert.deepEqual(hidden.errors.map((e: Json) => e.code), ["reference"]);
  await manager.client.refused("POST", "/resource-requests", 403, { json: { unit: shops.top, title: "x", measures: [granted.number] } });
});

test("a unit's executive decides on the unit's request and not on the company's", async () => {
  const whole = await request([await measure()]);
  const part = await request([await measure({ unit: shops.east })], { unit: shops.east });
  await eastHead.refused("POST", `/resource-requests/${whole.id}/transitions`, 404, { json: { action: "approve" }, etag: "*" });
  await lead.client.refused("POST", `/resource-requests/${part.id}/transitions`, 403, { json: { action: "approve" }, etag: "*" });
  const round = await send(whole);
  await eastHead.refused("POST", `/approvals/${round.id}/decision`, 404, { json: { decision: "approve" }, etag: `"${round.version}"` });
  const pressed = await transit(`/resource-requests/${part.id}`, "approve", eastHead);
  assert.deepEqual([pressed.status, pressed.json.state], [200, "approved"], pressed.text);
  assert.equal((await ciso.get(`/approvals?register=resource-requests&record=${part.id}`)).items[0].state, "approved");
  assert.equal((await transit(`/resource-requests/${part.id}`, "approve", eastHead)).status, 409);
});

test("who decides goes by the most that it can cost", async () => {
  const stage = (role: string): Json => ({ name: role, who: [{ kind: "role", role }], need: "any", days: 3 });
  const route = (name: string, steps: Json[], more: Json): Promise<Json> => ciso.post("/approval-routes", { name, subject: "resource-requests", active: true, on_change: "end", steps, ...more }, 201);
  const routes = [await route("500万円まで", [stage("ciso")], {}), await route("500万円超", [stage("ciso"), stage("executive")], { amount_from: yen(5000001) })];
  const steps = async (high: number): Promise<number> => {
    const made = await request([await measure({ cost_low: yen(1000000), cost_high: yen(high) })]);
    return (await lead.client.get(`/approval-plan?register=resource-requests&record=${made.id}`)).steps.length;
  };
  assert.deepEqual([await steps(5000000), await steps(8000000)], [1, 2]);
  for (const made of routes) await ciso.delete(`/approval-routes/${made.id}`, "*");
});

test("a request does not go around the route of its measures", async () => {
  const route = (subject: string): Promise<Json> =>
    ciso.post("/approval-routes", { name: `決裁規程 ${subject}`, subject, active: true, on_change: "end", steps: [{ name: "経営者", who: [{ kind: "role", role: "executive" }], need: "any", days: 3 }] }, 201);
  const m = await measure();
  const made = await request([m]);
  const own = await route("measures");
  for (const action of ["approve", "reject"]) {
    const pressed = await transit(`/resource-requests/${made.id}`, action);
    assert.deepEqual([pressed.status, new RegExp(m.number).test(pressed.json.detail)], [409, true], pressed.text);
  }
  const sent = await lead.client.refused("POST", "/approvals", 409, { json: { register: "resource-requests", record: made.id } });
  assert.match(sent.detail ?? "", new RegExp(m.number));
  assert.equal(await stateOf(m), "proposed");
  const together = await route("resource-requests");
  assert.equal((await decide(await send(made), "approve")).status, 200);
  assert.equal(await stateOf(m), "approved");
  for (const one of [own, together]) await ciso.delete(`/approval-routes/${one.id}`, "*");
});

test("a route that measures get while their request goes round without one stops the round", async () => {
  const m = await measure();
  const round = await send(await request([m]));
  const own = await ciso.post("/approval-routes", { name: "対策の決裁規程", subject: "measures", active: true, on_change: "end", steps: [{ name: "経営者", who: [{ kind: "role", role: "executive" }], need: "any", days: 3 }] }, 201);
  for (const decision of ["approve", "reject"]) {
    const held = await decide(round, decision);
    assert.deepEqual([held.status, new RegExp(m.number).test(held.json.detail)], [409, true], held.text);
  }
  assert.equal(await stateOf(m), "proposed");
  await ciso.delete(`/approval-routes/${own.id}`, "*");
  assert.equal((await decide(round, "approve")).status, 200);
});

test("nobody alone approves his or her own measure in a round that somebody else has sent", async () => {
  const drafted = await ciso.post("/measures", { unit: shops.top, title: "認証の強化", priority: "high" }, 201);
  const made = await request([await measure(), drafted]);
  const round = await send(made);
  const alone = await decide(round, "approve", ciso);
  assert.deepEqual([alone.status, new RegExp(drafted.number).test(alone.json.detail)], [409, true], alone.text);
  assert.equal(await stateOf(drafted), "proposed");
  assert.equal((await decide(round, "approve")).status, 200);
  // The same on a route of the requests' own; where somebody else has approved before, two have looked.
  const stage = (name: string, role: string): Json => ({ name, who: [{ kind: "role", role }], need: "any", days: 3 });
  for (const [steps, status] of [[[stage("CISO", "ciso")], 409], [[stage("経営者", "executive"), stage("CISO", "ciso")], 200]] as const) {
    const route = await ciso.post("/approval-routes", { name: `申請の決裁 ${status}`, subject: "resource-requests", active: true, on_change: "end", steps }, 201);
    const mine = await ciso.post("/measures", { unit: shops.top, title: "認証の強化", priority: "high" }, 201);
    let going = await send(await request([mine]));
    if (steps.length > 1) going = (await decide(going, "approve")).json;
    const answer = await decide(going, "approve", ciso);
    assert.equal(answer.status, status, answer.text);
    await ciso.delete(`/approval-routes/${route.id}`, "*");
  }
});

test("nobody approves at one press a request with a measure of his or her own", async () => {
  const drafted = await ciso.post("/measures", { unit: shops.top, title: "認証の強化", priority: "high" }, 201);
  const made = await request([await measure(), drafted]);
  const alone = await transit(`/resource-requests/${made.id}`, "approve", ciso);
  assert.deepEqual([alone.status, new RegExp(drafted.number).test(alone.json.detail)], [409, true], alone.text);
  assert.equal(await stateOf(drafted), "proposed");
  const other = await transit(`/resource-requests/${made.id}`, "approve");
  assert.deepEqual([other.status, other.json.state], [200, "approved"], other.text);
});

test("another name of a unit is no change of what is decided on", async () => {
  const m = await measure({ unit: shops.west });
  const made = await request([m]);
  const round = await send(made);
  const { name } = await ciso.get(`/units/${shops.west}`);
  await ciso.patch(`/units/${shops.west}`, { name: `${name}（改称）` }, "*");
  const answer = await decide(round, "approve");
  await ciso.patch(`/units/${shops.west}`, { name }, "*");
  assert.deepEqual([answer.status, answer.json.state], [200, "approved"], answer.text);
});

test("another organisation's measures are not there", { skip: engine === "postgres" ? false : "one file, one organisation" }, async () => {
  const m = await measure();
  const made = await request([m]);
  const elsewhere = newDatabase();
  prepare(elsewhere);
  command(elsewhere, ["demo"]);
  const archive = join(newFolder("out"), "other.zip");
  command(elsewhere, ["export", archive]);
  command(server.database, ["import-organisation", archive]);
  // Commands know the first organisation only, so the token of its CISO is written by hand.
  const [org] = query(server.database, "SELECT max(id) FROM org");
  const token = `${org}.${randomBytes(32).toString("base64url")}`;
  const hash = createHash("sha256").update(token).digest("hex");
  query(
    server.database,
    `INSERT INTO api_token (org_id, uid, account_id, name, token_hash, scopes, created_at, expires_at) SELECT org_id, uid, id, 'theirs', '\\x${hash}', 'write', 1, 9999999999999 FROM account WHERE org_id = ${org} AND login = 'ciso'`,
  );
  const theirs = new Client(server);
  theirs.token = `kaname_${token}`;
  await theirs.refused("GET", `/resource-requests/${made.id}`, 404);
  await theirs.refused("GET", `/campaigns/${opened.campaign.id}/gap-plan`, 404);
  await theirs.refused("POST", `/resource-requests/${made.id}/transitions`, 404, { json: { action: "approve" }, etag: "*" });
  const [own, unit] = [(await theirs.get("/measures?limit=500")).items.map((x: Json) => x.number), (await theirs.get("/units?filter[parent][is_null]=true")).items[0].id];
  assert.ok(!own.includes(m.number), "a number of ours alone");
  await theirs.refused("POST", "/resource-requests", 422, { json: { unit, title: "x", measures: [m.number] }, pointer: "/measures/0" });
});
