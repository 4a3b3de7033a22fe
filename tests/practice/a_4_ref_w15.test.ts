// Practice 4 (reference) and worry 15: firm q, a maker with an online shop, has insurance for leaks of personal data.
// It compares it with cyber insurance: what is paid of the losses it reckons with and what not, whose advice comes in
// which phase (table 2-4.1), and which orders no longer wait for a circular. The firm's figures are ours.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Json } from "../support/client.ts";
import { caseOf, CYBER_POLICY, LEAK, LEAK_POLICY, playedRun, RANSOMWARE, yen } from "../support/loss.ts";
import { setUp, signedInAs } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server);
const YEARS = 50_000;
const sum = (by: Record<string, number>): number => Object.values(by).reduce((a, b) => a + b, 0);

let ransomware: Json, leakPolicy: Json, cyber: Json, run: Json;

test("the head of security writes down what may happen and what the firm is insured for", async () => {
  const security = await signedInAs(ciso, "security");
  ransomware = await security.post("/loss-scenarios", RANSOMWARE, 201);
  await security.post("/loss-scenarios", LEAK, 201);
  leakPolicy = await security.post("/insurance-policies", LEAK_POLICY, 201);
  cyber = await security.post("/insurance-policies", CYBER_POLICY, 201);
  await ciso.post("/loss-limits", { title: "当期の利益で吸収できる", loss: yen(50_000_000), probability: 0.05 }, 201);
  run = await playedRun(security, { years: YEARS, seed: 415 });
});

test("insurance for leaks pays nothing of what is no leak, and never lost profit", () => {
  const { gap } = caseOf(run, "policy", leakPolicy.number);
  assert.equal(gap.paid.interruption, 0);
  assert.equal(gap.not_covered.interruption, gap.loss.interruption);
  assert.equal(gap.not_covered.recovery, gap.loss.recovery);
  // Of the response both scenarios need, only the leak's is paid.
  assert.ok(gap.paid.response > 0 && gap.not_covered.response > 0);
  assert.ok(gap.paid.personal_data > 0);
});

test("cyber insurance pays lost profit after its waiting hours, too, and leaves less to the firm", () => {
  const now = caseOf(run, "as_is");
  const [old, offered] = [leakPolicy, cyber].map((p) => caseOf(run, "policy", p.number));
  assert.ok(offered.gap.paid.interruption > 0 && offered.gap.own_share.interruption > 0);
  assert.equal(offered.gap.not_covered.liability, 0);
  assert.ok(offered.year.mean < old.year.mean && old.year.mean < now.year.mean);
  assert.ok(offered.year.p99.value < old.year.p99.value);
  for (const c of [old, offered]) assert.ok(Math.abs(c.year.mean + sum(c.gap.paid) - now.year.mean) < 20, "what is paid and what is left are the loss");
  assert.ok(offered.appetite[0].probability < now.appetite[0].probability);
});

test("the president sees what each policy costs against what it pays", async () => {
  const president = await signedInAs(ciso, "executive");
  const seen = await president.get(`/loss-runs/${run.number}`);
  const offered = caseOf(seen, "policy", cyber.number);
  assert.equal(offered.cost, CYBER_POLICY.premium.amount);
  assert.ok(offered.avoided_per_yen > 0);
});

test("advice is listed by the phase of an incident, with the line to call and the hours until an investigation", async () => {
  const policy = await ciso.get(`/insurance-policies/${cyber.number}`);
  assert.deepEqual(policy.services.map((s: Json) => s.phase), ["detect", "report", "contain", "recover"]);
  assert.equal(policy.start_hours, 24);
  assert.match(policy.contact, /24時間/);
});

test("an order that the policy pays for is approved in advance, with its bound and who decided", async () => {
  const [order] = (await ciso.get(`/insurance-policies/${cyber.number}`)).vendor_orders;
  assert.deepEqual([order.work, order.limit, order.approved_by], ["フォレンジック調査", 20_000_000, "取締役会"]);
  const wrong = [{ work: "フォレンジック調査", vendor: "" }];
  await ciso.refused("PATCH", `/insurance-policies/${cyber.id}`, 422, { json: { vendor_orders: wrong }, etag: "*", pointer: "/vendor_orders/0/vendor" });
});

test("a scenario that the insurer excludes is paid no more", async () => {
  await ciso.patch(`/insurance-policies/${cyber.id}`, { excludes: [{ scenario: ransomware.id, note: "国家による攻撃" }] }, "*");
  const again = await playedRun(ciso, { years: YEARS, seed: 415 });
  const { gap } = caseOf(again, "policy", cyber.number);
  assert.equal(gap.paid.recovery, 0);
  assert.deepEqual(gap.loss, caseOf(run, "policy", cyber.number).gap.loss, "the same years were played");
});
