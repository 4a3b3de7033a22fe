// The security investment plan: goal over risk to measures, people and money; budget, measures, what was put off,
// business cases, levels; frozen when approved, marked against the last one.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Json } from "../support/client.ts";
import { newDatabase } from "../support/database.ts";
import { enterBy } from "../support/people.ts";
import { command, prepare, startServer } from "../support/server.ts";

const database = newDatabase();
prepare(database);
const links = command(database, ["demo"]);
const server = await startServer({ database });
const ciso = await enterBy(server, links, "ciso");
const president = await enterBy(server, links, "president");
for (const route of (await ciso.get("/approval-routes")).items) await ciso.delete(`/approval-routes/${route.id}`, `"${route.version}"`);

const year: string = (await ciso.get("/budget-overview")).fiscal_year;
const unit: string = (await ciso.get("/units?limit=1")).items[0].id;
const jpy = (amount: number): Json => ({ amount, currency: "JPY" });
const section = (doc: Json, key: string): Json => doc.sections.find((s: Json) => s.key === key);
const tables = (doc: Json, key: string): Json[] => section(doc, key).blocks.filter((b: Json) => b.type === "table");
const plan = (): Promise<Json> => ciso.post("/report-issues", { type: "investment_plan", title: "セキュリティ投資計画", title_en: "Security investment plan", period: year }, 201);
const documentOf = (issue: Json): Promise<Json> => ciso.get(`/report-issues/${issue.id}/document`);

const threat = await ciso.post("/threats", { name: "脆弱性を突いた侵入", group: "vulnerability" }, 201);
const system = await ciso.post("/systems", { unit, name: "通販サイト", kind: "ec_site" }, 201);
const known = await ciso.post("/risks", { unit, name: "不正アクセスによる顧客情報の流出", threat: threat.id, system: system.id }, 201);
const measure = await ciso.post("/measures", { unit, title: "WAFの導入", priority: "high", effect_expected: "改ざんを検知して遮断する。", people_needed: 1, people_skills: "Web", cost_low: jpy(6000000), cost_high: jpy(12000000), fiscal_year: year }, 201);
const idea = await ciso.post("/business-cases", { unit, title: "EC事業への進出", goal: "自社ECサイトの運営", goal_effect: "売上 +500万円/月", fiscal_year: year, cost_initial: jpy(33200000), loss_avoided: jpy(80000000), people_needed: 1, people_skills: "Web" }, 201);
let first: Json;

test("a plan has its seven sections, drawn from what is on record for the year", async () => {
  await ciso.post(`/measures/${measure.id}/links`, { kind: "relates", register: "risks", record: known.id }, 201);
  await ciso.post(`/business-cases/${idea.id}/links`, { kind: "relates", register: "risks", record: known.id }, 201);
  await ciso.post(`/business-cases/${idea.id}/links`, { kind: "requires", register: "measures", record: measure.id }, 201);
  first = await plan();
  assert.equal(first.period, year);
  const doc = await documentOf(first);
  assert.deepEqual(doc.sections.map((s: Json) => s.key), ["summary", "goal", "budget", "measures", "deferred", "cases", "levels"]);
  const row = tables(doc, "goal")[0]!.rows.find((r: Json) => r.cells[0] === idea.number);
  assert.equal(row.cells[1].ja, "自社ECサイトの運営\n売上 +500万円/月");
  assert.ok(row.cells[2].ja.startsWith(known.name));
  assert.equal(row.cells[3].ja, "WAFの導入\n要員 1名（Web）\n初期費用 3,320万円");
  const asked = tables(doc, "measures")[0]!.rows.find((r: Json) => r.cells[0] === measure.number);
  assert.equal(asked.cells[3].ja, "600万円–1,200万円");
  assert.match(asked.cells[6].ja, /改ざんを検知して遮断する。$/);
  assert.ok(tables(doc, "cases")[0]!.rows.some((r: Json) => r.cells[5]?.amount === 80000000));
});

test("its budget agrees with the overview of the year, by section, unit and kind", async () => {
  const overview = await ciso.get(`/budget-overview?fiscal_year=${year}`);
  const doc = await documentOf(first);
  const three = tables(doc, "budget");
  assert.equal(three.length, 3);
  for (const table of three) {
    const total = table.rows.at(-1).cells;
    assert.deepEqual([total[1], total[2], total[4]], [overview.total.requested, overview.total.granted, overview.total.remaining]);
  }
  assert.match(three[0]!.rows[0].cells[0].ja, /^\d+ \S/, "sections have their names");
});

test("levels rise by what the measures reach, and what was put off says how often it was asked for", async () => {
  const doc = await documentOf(first);
  const [levels] = tables(doc, "levels");
  for (const { cells } of levels!.rows) assert.ok(cells[1] <= cells[2] && cells[2] <= cells[3], JSON.stringify(cells));
  assert.ok(levels!.rows.some((r: Json) => r.cells[4] > 0));
  const [deferred] = tables(doc, "deferred");
  assert.ok(deferred!.rows.length > 0);
  assert.ok(deferred!.rows.every((r: Json) => r.cells[6] > 1 || r.cells[2].label.ja === "保留"));
});

test("every form is given in both languages", async () => {
  for (const language of ["ja", "en"])
    for (const format of ["html", "pdf", "xlsx"]) {
      const answer = await president.call("GET", `/report-issues/${first.id}/document?format=${format}&language=${language}`);
      assert.equal(answer.status, 200, answer.text.slice(0, 300));
    }
});

test("approval freezes it, and the next one marks what is new", async () => {
  const { version } = await president.get(`/report-issues/${first.id}`);
  const answer = await president.call("POST", `/report-issues/${first.id}/approval`, { json: {}, etag: `"${version}"` });
  assert.equal(answer.status, 200, answer.text);
  const later = await ciso.post("/measures", { unit, title: "あとから求めた対策", priority: "low", fiscal_year: year }, 201);
  const frozen = await documentOf(first);
  assert.ok(!JSON.stringify(frozen).includes(later.number));
  assert.equal(frozen.sections.at(-1).key, "approval");
  const asked = tables(await documentOf(await plan()), "measures")[0]!;
  assert.deepEqual(asked.rows.filter((r: Json) => r.mark === "new").map((r: Json) => r.cells[0]), [later.number]);
});
