// Level lines beside the industry mean, how the level went over the years and what later years aim
// at, and the scores of rating services.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Json } from "../support/client.ts";
import { newDatabase } from "../support/database.ts";
import { enterBy, signedInAs } from "../support/people.ts";
import { command, prepare, startServer } from "../support/server.ts";
import { answerForty, FORTY, newestVersion, openCampaign, step } from "../support/sheet.ts";

const database = newDatabase();
prepare(database);
const links = command(database, ["demo"]);
const server = await startServer({ database });
const ciso = await enterBy(server, links, "ciso");
const member = await signedInAs(ciso, "member");

const sections = Array.from({ length: 10 }, (_, i) => String(i + 1));
const trend = (more = ""): Promise<Json> => ciso.get(`/assessment-trend?sheet_key=${FORTY}${more}`);

test("the trend tells each campaign as its own results do, the oldest first", async () => {
  const { points, sections: named } = await trend();
  assert.deepEqual(named.map((s: Json) => s.key), sections);
  assert.equal(points.length, 2);
  for (const point of points) {
    const results = await ciso.get(`/campaigns/${point.campaign.number}/results`);
    assert.equal(point.period, results.period);
    assert.equal(point.counted_units, results.counted_units);
    assert.equal(point.overall.own, results.overall.own.tenths / 10);
    assert.deepEqual(
      point.values.map((v: Json) => v.own),
      results.sections.map((s: Json) => s.own.tenths / 10),
    );
  }
  assert.ok(points[0].period < points[1].period);
  assert.equal(points[0].overall.industry, null, "the average is younger than that campaign");
  assert.equal(points[1].overall.industry, 2.5);
});

test("targets of later years follow, and change nothing of what was", async () => {
  const before = (await trend()).points;
  const year = Number(before[1].period.slice(2)) + 3;
  await ciso.put("/target-levels", { sheet_key: FORTY, period: `FY${year}`, levels: [{ section: "1", level: 45 }] });
  const { points } = await trend();
  assert.deepEqual(points.slice(0, 2), before);
  const [aim] = points.slice(2);
  assert.equal(aim.period, `FY${year}`);
  assert.equal(aim.campaign ?? null, null);
  assert.equal(aim.overall.own, null);
  assert.equal(aim.values[0].target, 4.5);
  assert.equal(aim.values[1].target, 3, "where nothing new is set, the target of before goes on");
  assert.equal(aim.overall.target, 3.2, "(4.5 + 27.5 - 3.5 + …) / 10: the mean of all ten");
});

test("comparable firms and world leaders are lines of their own beside the industry's", async () => {
  const rows = sections.flatMap((s) => [`小売業,同規模・同業の企業,${s},2.7,40`, `retail,leaders,${s},4.2,`]);
  const query = new URLSearchParams({ sheet: FORTY, source: "調査会社の比較", as_of: "2026-03-31" });
  const loaded = await ciso.call("POST", `/industry-averages/import?${query}`, { body: ["業種,水準の種類,区分,平均,件数", ...rows, ""].join("\n") });
  assert.equal(loaded.json.created, 20, loaded.text);
  const { campaign } = (await trend()).points[1];
  const results = await ciso.get(`/campaigns/${campaign.number}/results`);
  assert.equal(results.overall.industry.mean, 2.52, "the industry's stays");
  assert.equal(Math.round(results.overall.comparable.mean * 10), 27);
  assert.equal(Math.round(results.overall.leaders.mean * 10), 42);
  assert.equal(results.sections[3].comparable.n, 40);
  assert.equal(results.items[0].leaders.of_section, true);
  const { points } = await trend();
  assert.deepEqual([points[1].overall.comparable, points[1].overall.leaders], [2.7, 4.2]);
});

test("a kind of line that does not exist is refused with its place", async () => {
  const query = new URLSearchParams({ sheet: FORTY, source: "調査会社の比較", as_of: "2026-03-31" });
  const answer = await ciso.call("POST", `/industry-averages/import?${query}`, { body: "業種,水準の種類,区分,平均\n小売業,競合,1,2.7\n" });
  assert.equal(answer.status, 422);
  assert.deepEqual(answer.json.errors.map((e: Json) => `${e.pointer} ${e.code}`), ["line 2, column line level_line"]);
});

test("what answers somebody else's questions is no part of where we stand", async () => {
  const { points } = await trend();
  const { unit } = (await ciso.get(`/campaigns/${points[1].campaign.number}/results`)).units[0];
  const sheet = await newestVersion(ciso, FORTY);
  const { responses } = await openCampaign(ciso, sheet.id, [unit.id], { name: "取引先への回答", period: "FY2099", due: "2999-01-31", for_request: true });
  await answerForty(ciso, responses[unit.id]?.id, "1".repeat(40));
  await step(ciso, responses[unit.id]?.id, "submit");
  assert.deepEqual((await trend()).points, points);
});

test("a sheet that nobody answered has no points, one that does not exist is refused", async () => {
  const { items } = await ciso.get("/sheets?limit=500");
  const other = items.find((s: Json) => s.key !== FORTY);
  assert.deepEqual((await ciso.get(`/assessment-trend?sheet_key=${other.key}`)).points, []);
  assert.equal((await ciso.refused("GET", "/assessment-trend?sheet_key=none", 422)).errors?.[0]?.code, "sheet");
  assert.equal((await member.get(`/assessment-trend?sheet_key=${FORTY}`)).points.length, 3);
});

test("scores of rating services are put on record, none above the highest possible", async () => {
  const units = (await ciso.get("/units")).items;
  const score = { unit: units[0].id, service: "外部評価A", measured_on: "2026-10-01", score: 78, industry_score: 73, score_max: 100 };
  const made = await ciso.post("/outside-scores", score);
  assert.equal(made.score, 78);
  const refused = await ciso.refused("POST", "/outside-scores", 422, { json: { ...score, score: 101 } });
  assert.deepEqual(refused.errors?.map((e) => `${e.pointer} ${e.code}`), ["/score above_score_max"]);
  await member.refused("GET", "/outside-scores", 403);
});
