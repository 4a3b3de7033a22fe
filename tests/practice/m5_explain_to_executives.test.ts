// Mini practice 5 (check item 6-2): how the state of security is explained to executives so that they can
// judge it. Practice example 1, an educational institution: "we are at 75 to 80 points, the industry's average
// is 73", always up to date. Practice example 3, an information service: how many diagnoses were done, how many
// serious vulnerabilities were found and dealt with, how many consultations answered, and the value of finding
// them as personal data held times 500 yen. The source has no figures but these; the counts are ours.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import type { Json } from "../support/client.ts";
import { setUp, signedInAs, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server);
const unit = await topUnit(ciso);
const president = await signedInAs(ciso, "executive");
const member = await signedInAs(ciso, "member");

const UNIT_PRICE = JSON.parse(readFileSync("catalog/loss/estimates.json", "utf8")).quick_per_record;

async function figure(source: string, title?: string): Promise<Json> {
  const found = (await president.get("/scorecard")).items.filter((i: Json) => i.source === source && (!title || i.title === title));
  assert.equal(found.length, 1, `${source} ${title ?? ""}`);
  return found[0];
}

test("the indicators to begin with are taken by one press, and executives read them", async () => {
  const { made } = await ciso.post("/scorecard/starter", undefined, 201);
  const { items } = await president.get("/scorecard");
  assert.equal(items.length, made);
  assert.deepEqual([...new Set(items.map((i: Json) => i.perspective))], ["finance", "customer", "process", "learning"]);
  await member.refused("GET", "/scorecard", 403);
  await president.refused("POST", "/scorecard/starter", 403);
});

test("example 1: the outside score stands against the industry's average, and whether it keeps rising", async () => {
  assert.equal((await figure("outside_lead")).value, null);
  const score = (measured_on: string, points: number): Promise<Json> =>
    ciso.post("/outside-scores", { unit, service: "外部評価サービス", measured_on, score: points, industry_score: 73, score_max: 100 }, 201);
  await score("2026-03-31", 75);
  await ciso.post("/indicator-values", { indicator: (await figure("outside_lead")).id, period_end: "2026-03-31", value: 2 }, 201);
  await score("2026-09-30", 80);
  const now = await figure("outside_lead");
  assert.deepEqual([now.value, now.live, now.as_of], [7, true, "2026-09-30"]);
  assert.deepEqual(now.parts.map((p: Json) => [p.key, p.value]), [["own", 80], ["industry", 73]]);
  assert.deepEqual([now.status, now.movement, now.before], ["ok", "better", 2]);
});

const COUNTS: [string, number, number][] = [
  ["実施した脆弱性診断", 18, 24],
  ["発見して対応した重大な脆弱性", 4, 7],
  ["対応した社内からの相談", 52, 61],
];

test("example 3: diagnoses done, serious vulnerabilities dealt with and consultations answered are counted", async () => {
  for (const [title, before, now] of COUNTS) {
    const { id } = await figure("manual", title);
    await ciso.post("/indicator-values", { indicator: id, period_end: "2026-06-30", value: before }, 201);
    await ciso.post("/indicator-values", { indicator: id, period_end: "2026-09-30", value: now, comment: "公開前の診断を全サービスに広げた。" }, 201);
    const told = await figure("manual", title);
    assert.deepEqual([told.value, told.before, told.movement, told.period_end], [now, before, "better", "2026-09-30"]);
    assert.equal(told.values.at(-1).comment, "公開前の診断を全サービスに広げた。");
  }
});

test("example 3: the value of finds is the personal data held times 500 yen", async () => {
  assert.equal(UNIT_PRICE.yen, 500);
  const { id } = await figure("finds_value");
  await ciso.refused("POST", "/indicator-values", 422, { json: { indicator: id, period_end: "2026-09-30", value: 6_000_000 }, pointer: "/records" });
  const made = await ciso.post("/indicator-values", { indicator: id, period_end: "2026-09-30", records: 12_000 }, 201);
  assert.deepEqual([made.value, made.unit_price], [6_000_000, 500]);
  const told = await figure("finds_value");
  assert.deepEqual([told.value, told.figure], [6_000_000, "yen"]);
  assert.deepEqual(told.parts, [
    { key: "records", figure: "count", value: 12_000 },
    { key: "unit_price", figure: "yen", value: 500 },
  ]);
});
