// Scenarios, policies and limits of losses, and the runs that play them.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { Json } from "../support/client.ts";
import { dayFromNow } from "../support/day.ts";
import { caseOf, CYBER_POLICY, fixed, LEAK, pert, playedRun, RANSOMWARE, yen } from "../support/loss.ts";
import { colleagueOf, setUp, signedInAs, topUnit } from "../support/people.ts";
import { attempt, startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server);
const unit = await topUnit(ciso);
const YEARS = 20_000;
const NOBODY = "01939f3e-7b1c-7c3a-8f00-0000000000ff";

let ransomware: Json, leak: Json, policy: Json, measure: Json, cause: Json;

test("without a scenario there is nothing to play", async () => {
  await ciso.refused("POST", "/loss-runs", 409, { json: {} });
});

test("what is wrong with a scenario is told by its place", async () => {
  const wrong: [Json, string][] = [
    [{ frequency: { shape: "pert", low: 3, likely: 2, high: 4 } }, "/frequency/likely"],
    [{ frequency: { shape: "fixed", value: 1, low: 0 } }, "/frequency/low"],
    [{ items: [] }, "/items"],
    [{ items: [{ form: "interruption", amount: fixed(5) }] }, "/items/0/units"],
    [{ items: [RANSOMWARE.items[0], { form: "response", amount: { shape: "lognormal", low: 0, high: 9 } }] }, "/items/1/amount/low"],
    [{ items: [{ form: "response", amount: fixed(2e13) }] }, "/items/0/amount/value"],
    [{ causes: [{ cause: NOBODY, probability: 0.5 }] }, "/causes/0/cause"],
    [{ effects: [{ measure: NOBODY, loss: 0.5 }] }, "/effects/0/measure"],
    [{ items: Array.from({ length: 21 }, () => RANSOMWARE.items[0]) }, "/items"],
  ];
  for (const [change, pointer] of wrong) await ciso.refused("POST", "/loss-scenarios", 422, { json: { ...RANSOMWARE, ...change }, pointer });
});

test("scenarios name measures with what they leave, and causes that they share", async () => {
  measure = await ciso.post("/measures", { unit, title: "バックアップの分離", priority: "high", cost_initial: yen(5_000_000), cost_yearly: yen(1_000_000) }, 201);
  cause = await ciso.post("/loss-causes", { title: "クラウド事業者の障害", frequency: fixed(0.05) }, 201);
  await ciso.refused("POST", "/loss-causes", 422, { json: { title: "?", frequency: fixed(2000) }, pointer: "/frequency/value" });
  const more = { causes: [{ cause: cause.id, probability: 0.8 }] };
  ransomware = await ciso.post("/loss-scenarios", { ...RANSOMWARE, ...more, effects: [{ measure: measure.id, frequency: 0.9, loss: 0.2, forms: ["interruption"] }] }, 201);
  assert.match(ransomware.number, /^LS-\d{4}-\d{4}$/);
  leak = await ciso.post("/loss-scenarios", { ...LEAK, ...more }, 201);
  await ciso.refused("PATCH", `/loss-scenarios/${leak.id}`, 422, { json: { effects: [{ measure: measure.id }, { measure: measure.id }] }, etag: "*", pointer: "/effects/1/measure" });
  await ciso.refused("PATCH", `/loss-scenarios/${leak.id}`, 422, { json: { effects: [{ measure: measure.id, forms: ["weather"] }] }, etag: "*", pointer: "/effects/0/forms/0" });
});

test("a policy is in yen, covers each form once and excludes scenarios that are there", async () => {
  const wrong: [Json, string][] = [
    [{ premium: { amount: 1, currency: "USD" } }, "/premium"],
    [{ covers: [{ form: "response" }, { form: "response" }] }, "/covers/1/form"],
    [{ excludes: [{ scenario: NOBODY }] }, "/excludes/0/scenario"],
    [{ waiting_hours: 9000 }, "/waiting_hours"],
    [{ services: [{ phase: "later", service: "?" }] }, "/services/0/phase"],
  ];
  for (const [change, pointer] of wrong) await ciso.refused("POST", "/insurance-policies", 422, { json: { ...CYBER_POLICY, ...change }, pointer });
  policy = await ciso.post("/insurance-policies", CYBER_POLICY, 201);
});

test("a larger loss is not accepted with a higher probability", async () => {
  await ciso.post("/loss-limits", { title: "赤字にならない", loss: yen(30_000_000), probability: 0.1 }, 201);
  await ciso.refused("POST", "/loss-limits", 422, { json: { title: "?", loss: yen(100_000_000), probability: 0.2 }, pointer: "/probability" });
  await ciso.refused("POST", "/loss-limits", 422, { json: { title: "?", loss: yen(30_000_000), probability: 0.05 }, pointer: "/loss" });
  await ciso.post("/loss-limits", { title: "事業が続く", loss: yen(100_000_000), probability: 0.01 }, 201);
});

let first: Json;

test("a run says what was played, in which versions, and agrees with the formula", async () => {
  first = await playedRun(ciso, { years: YEARS, seed: 7 });
  assert.match(first.number, /^LR-\d{4}-\d{4}$/);
  assert.equal(first.seed, 7);
  const sources = first.sources.map((s: Json) => [s.register, s.number, s.version]);
  for (const [register, record] of [["loss-scenarios", ransomware], ["loss-scenarios", leak], ["loss-causes", cause], ["measures", measure], ["insurance-policies", policy]])
    assert.ok(sources.some((s: Json) => s[0] === register && s[1] === record.number && s[2] === record.version), record.number);
  const now = caseOf(first, "as_is");
  assert.equal(first.mean > 0 && first.p95 >= now.year.median.value, true);
  assert.ok(Math.abs(now.year.mean - first.result.exact_mean) < 4 * now.year.standard_error);
  assert.equal(now.appetite.length, 2);
  const effect = caseOf(first, "measure", measure.number);
  assert.equal(effect.cost, 2_000_000, "a fifth of the first cost and the yearly one");
  assert.ok(effect.avoided > 0 && effect.avoided_per_yen > 0);
  const { gap } = caseOf(first, "policy", policy.number);
  for (const form of Object.keys(gap.loss)) {
    const shares = gap.paid[form] + gap.not_covered[form] + gap.own_share[form] + gap.over_limit[form];
    assert.ok(Math.abs(shares - gap.loss[form]) <= 4, form);
  }
  assert.equal((await ciso.get(`/loss-runs/${first.number}`)).id, first.id);
  assert.ok((await ciso.get("/loss-runs")).items.some((r: Json) => r.id === first.id && r.mean === first.mean));
});

test("the command plays the model of a run to the same figures", () => {
  const path = join(server.database.folder, "run.json");
  writeFileSync(path, JSON.stringify(first.model));
  const run = attempt(["simulate", path, "--json", "--years", String(YEARS), "--seed", "7", "--threads", "3"]);
  assert.equal(run.status, 0, run.err);
  assert.deepEqual(JSON.parse(run.out), first.result);
});

test("a run repeated later, after a restart and changes, gives the same bits; a new one the new figures", async () => {
  await ciso.patch(`/loss-scenarios/${leak.id}`, { left_out: true }, "*");
  await server.stop();
  await server.start();
  const again = await playedRun(ciso, { repeat: first.number });
  assert.deepEqual(again.repeats, { id: first.id, number: first.number, same: true });
  assert.equal(again.digest, first.digest);
  const other = await playedRun(ciso, { years: YEARS, seed: 7 });
  assert.equal(other.result.scenarios.length, 1);
  assert.ok(other.mean < first.mean);
  // The scenario that stayed has kept its years.
  assert.deepEqual(other.result.scenarios[0], first.result.scenarios.find((s: Json) => s.key === ransomware.number));
  await ciso.refused("POST", "/loss-runs", 422, { json: { repeat: "LR-1999-0001" }, pointer: "/repeat" });
});

test("without a seed one is chosen by chance; years and seeds have their limits", async () => {
  const run = await playedRun(ciso, { years: 1000 });
  assert.ok(Number.isSafeInteger(run.seed));
  await ciso.refused("POST", "/loss-runs", 422, { json: { years: 999 }, pointer: "/years" });
  await ciso.refused("POST", "/loss-runs", 422, { json: { years: 10_000_001 }, pointer: "/years" });
  await ciso.refused("POST", "/loss-runs", 422, { json: { seed: -1 }, pointer: "/seed" });
});

test("a run can be removed, also one that another repeats; that is told by the audit", async () => {
  await ciso.delete(`/loss-runs/${first.id}`, undefined, 204);
  await ciso.refused("GET", `/loss-runs/${first.id}`, 404);
  assert.equal((await ciso.get("/loss-runs")).items.find((r: Json) => r.digest === first.digest).repeats, null);
  const entries = (await ciso.get("/audit?limit=20")).items.filter((e: Json) => e.subject === "loss_run");
  assert.deepEqual(entries.slice(0, 2).map((e: Json) => e.action), ["delete", "create"]);
});

test("members and administrators see nothing of it; auditors read and ask for none", async () => {
  const member = await signedInAs(ciso, "member");
  await member.refused("GET", "/loss-runs", 403);
  await member.refused("GET", "/loss-scenarios", 403);
  const auditor = await signedInAs(ciso, "auditor");
  assert.ok((await auditor.get("/loss-runs")).items.length > 0);
  await auditor.refused("POST", "/loss-runs", 403, { json: {} });
  const security = await signedInAs(ciso, "security");
  await security.refused("POST", "/loss-limits", 403, { json: { title: "?", loss: yen(1), probability: 1 } });
});

test("a quick estimate is the published formula with its source", async () => {
  const asked = { records: 10_000, items: ["name_address", "cards_accounts"], identifiability: "easy", handling: "proper", sales_a_day: 10_000_000, world_sales: 5_000_000_000, fined: true, net_profit: 286_000_000, market_value: 20_000_000_000 };
  const e = await ciso.post("/loss-estimates", asked, 200);
  assert.equal(e.quick, 5_000_000);
  assert.equal(e.per_person, 78_000);
  assert.equal(e.board.personal_data, 780_000_000);
  assert.deepEqual([e.board.interruption, e.board.penalty, e.board.response, e.board.market_value], [50_000_000, 2_600_000_000, 60_000_000, 2_000_000_000]);
  assert.equal(e.board.direct, 780_000_000 + 50_000_000 + 2_600_000_000 + 60_000_000);
  assert.match(e.jcic_source, /JCIC/);
  assert.ok(e.costs.length > 5 && e.costs.every((c: Json) => c.source.ja !== c.source.en && /JNSA/.test(c.source.ja)));
  await ciso.refused("POST", "/loss-estimates", 422, { json: { items: ["dreams"] }, pointer: "/items/0" });
  assert.equal((await ciso.post("/loss-estimates", {}, 200)).board.direct, 60_000_000);
});

test("a policy that ends stands in the calendar of who is in charge", async () => {
  const keeper = await colleagueOf(ciso, "保険", "総務課長", ["security"], unit);
  const ends_on = dayFromNow(20);
  await ciso.patch(`/insurance-policies/${policy.id}`, { owner: keeper.person, ends_on }, "*");
  const { url } = await keeper.client.post("/calendar-feed", undefined, 201);
  const feed = await keeper.client.call("GET", `/${new URL(url).pathname}`);
  assert.equal(feed.status, 200);
  assert.ok(feed.text.replaceAll("\r\n ", "").includes(`insurance_policy.${policy.id}.ends_on`));
});

test("a scenario of uncertain frequency is played too", async () => {
  await ciso.post("/loss-scenarios", { ...RANSOMWARE, title: "頻度に幅がある", frequency: pert(0.1, 0.3, 2) }, 201);
  const run = await playedRun(ciso, { years: YEARS });
  const now = caseOf(run, "as_is");
  assert.ok(Math.abs(now.year.mean - run.result.exact_mean) < 4 * now.year.standard_error);
});

test("runs are the whole organisation's: whoever runs the security of one shop neither reads, asks for nor removes one", async () => {
  const shop = (await ciso.post("/units", { name: "港店", kind: "shop", parent: unit }, 201)).id;
  const there = await signedInAs(ciso, "security", shop);
  const [run] = (await ciso.get("/loss-runs")).items;
  await there.refused("POST", "/loss-runs", 403, { json: {} });
  await there.refused("DELETE", `/loss-runs/${run.id}`, 403);
  await there.refused("GET", "/loss-runs", 403);
  await there.refused("GET", `/loss-runs/${run.id}`, 403);
  const auditor = await signedInAs(ciso, "auditor");
  assert.equal((await auditor.get(`/loss-runs/${run.id}`)).number, run.number);
});
