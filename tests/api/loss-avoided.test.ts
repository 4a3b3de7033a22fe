// What measures spare by the newest estimate: by measure, in a business case, and in papers.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Json } from "../support/client.ts";
import { caseOf, fixed, LEAK, playedRun, RANSOMWARE, yen } from "../support/loss.ts";
import { setUp, signedInAs, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server);
const unit = await topUnit(ciso);
const YEARS = 20_000;

const measures: Json[] = [];
for (const [title, cost] of [["バックアップの分離", 5_000_000], ["WAFの導入", 40_000_000], ["教育", 0]] as const)
  measures.push(await ciso.post("/measures", { unit, title, priority: "high", ...(cost ? { cost_initial: yen(cost) } : {}) }, 201));
const [backup, waf, training] = measures as [Json, Json, Json];
const idea = await ciso.post("/business-cases", { unit, title: "止まらない工場", loss_avoided: yen(1_000_000), loss_basis: "概算" }, 201);
const patch = async (body: Json): Promise<Json> => ciso.patch(`/business-cases/${idea.id}`, body, "*");
const link = (measure: Json) => ciso.post(`/business-cases/${idea.id}/links`, { kind: "requires", register: "measures", record: measure.id }, 201);

let first: Json;
let scenario: Json;

test("before an estimate nothing is known", async () => {
  assert.deepEqual(await ciso.get("/loss-avoided"), { run: null, items: [], together: null });
});

test("the newest estimate tells what each measure spares, the best for a yen first", async () => {
  scenario = await ciso.post("/loss-scenarios", { ...RANSOMWARE, effects: [{ measure: backup.id, loss: 0.2 }] }, 201);
  await ciso.post("/loss-scenarios", { ...LEAK, effects: [{ measure: waf.id, frequency: 0.5 }, { measure: training.id, frequency: 0.9 }] }, 201);
  first = await playedRun(ciso, { years: YEARS, seed: 7 });
  const said = await ciso.get("/loss-avoided");
  assert.deepEqual([said.run.number, said.run.seed, said.run.years], [first.number, 7, YEARS]);
  assert.deepEqual(said.items.map((m: Json) => m.measure), [backup.number, waf.number, training.number]);
  const played = caseOf(first, "measure", backup.number);
  assert.deepEqual([said.items[0].avoided, said.items[0].cost, said.items[0].per_yen], [played.avoided, played.cost, played.avoided_per_yen]);
  assert.deepEqual([said.items[2].cost, said.items[2].per_yen], [null, null]);
  assert.equal(said.together.avoided, caseOf(first, "measures").avoided);
  assert.ok(said.together.avoided < said.items.reduce((n: number, m: Json) => n + m.avoided, 0));
});

test("a repetition of an older estimate is not the newest", async () => {
  await ciso.patch(`/loss-scenarios/${scenario.id}`, { frequency: fixed(0.4) }, "*");
  const second = await playedRun(ciso, { years: YEARS, seed: 7 });
  await playedRun(ciso, { repeat: first.number });
  assert.equal((await ciso.get("/loss-avoided")).run.number, second.number);
  first = second;
});

test("a business case takes the figure of its one measure, with the estimate as its source", async () => {
  await ciso.refused("PATCH", `/business-cases/${idea.id}`, 422, { json: { loss_run: first.number }, etag: "*", pointer: "/loss_run" });
  await link(backup);
  const taken = await patch({ loss_run: first.number });
  assert.deepEqual(taken.loss_avoided, yen(caseOf(first, "measure", backup.number).avoided));
  assert.deepEqual([taken.loss_run, taken.loss_run_seed, taken.loss_how, taken.loss_basis], [first.number, 7, "one", "概算"]);
  assert.match(taken.loss_run_on, /^\d{4}-\d\d-\d\d$/);
});

test("several measures are not added up: the largest, or what all spare together", async () => {
  await link(waf);
  const two = await patch({ loss_run: null });
  assert.deepEqual([two.loss_run, two.loss_run_on, two.loss_run_seed, two.loss_how], [null, null, null, null]);
  const largest = Math.max(...[backup, waf].map((m) => caseOf(first, "measure", m.number).avoided));
  const least = await patch({ loss_run: first.number });
  assert.deepEqual([least.loss_avoided.amount, least.loss_how], [largest, "at_least"]);
  await link(training);
  await patch({ loss_run: null });
  const all = await patch({ loss_run: first.number });
  assert.deepEqual([all.loss_avoided.amount, all.loss_how], [caseOf(first, "measures").avoided, "together"]);
});

test("a measure that is linked twice counts once", async () => {
  const twice = await ciso.post("/business-cases", { unit, title: "二重に結ばれた計画" }, 201);
  const tie = (measure: Json, kind: string) => ciso.post(`/business-cases/${twice.id}/links`, { kind, register: "measures", record: measure.id }, 201);
  const take = async (): Promise<unknown[]> => {
    await ciso.patch(`/business-cases/${twice.id}`, { loss_run: null }, "*");
    const taken = await ciso.patch(`/business-cases/${twice.id}`, { loss_run: first.number }, "*");
    return [taken.loss_avoided.amount, taken.loss_how];
  };
  const spared = (m: Json): number => caseOf(first, "measure", m.number).avoided;
  await tie(backup, "requires");
  await tie(backup, "relates");
  assert.deepEqual(await take(), [spared(backup), "one"]);
  await tie(waf, "requires");
  assert.deepEqual(await take(), [Math.max(spared(backup), spared(waf)), "at_least"], "two of the three that were played");
});

test("an amount typed by hand has no estimate as its source; other changes keep it", async () => {
  const renamed = await patch({ goal: "出荷を止めない" });
  assert.equal(renamed.loss_run, first.number);
  const typed = await patch({ loss_avoided: yen(2_000_000) });
  assert.deepEqual([typed.loss_avoided, typed.loss_run, typed.loss_run_on, typed.loss_how], [yen(2_000_000), null, null, null]);
  await ciso.refused("PATCH", `/business-cases/${idea.id}`, 422, { json: { loss_run_seed: 3 }, etag: "*", pointer: "/loss_run_seed" });
  await ciso.refused("PATCH", `/business-cases/${idea.id}`, 422, { json: { loss_run: "LR-1999-0001" }, etag: "*", pointer: "/loss_run" });
});

test("only who may see losses sees them, or takes a figure from them", async () => {
  const manager = await signedInAs(ciso, "manager");
  await manager.refused("GET", "/loss-avoided", 403);
  const own = await manager.post("/business-cases", { unit, title: "部門の計画" }, 201);
  await manager.post(`/business-cases/${own.id}/links`, { kind: "requires", register: "measures", record: backup.id }, 201);
  await manager.refused("PATCH", `/business-cases/${own.id}`, 422, { json: { loss_run: first.number }, etag: "*", pointer: "/loss_run" });
  const auditor = await signedInAs(ciso, "auditor");
  assert.equal((await auditor.get("/loss-avoided")).items.length, 3);
  // A unit's auditor sees neither the figures of all units, nor learns them by way of a business case.
  const shop = await ciso.post("/units", { name: "東京店", parent: unit, kind: "shop" }, 201);
  const partly = await signedInAs(ciso, ["auditor", "manager"], shop.id);
  await partly.refused("GET", "/loss-avoided", 403);
  const local = await partly.post("/business-cases", { unit: shop.id, title: "店の計画" }, 201);
  const lock = await partly.post("/measures", { unit: shop.id, title: "店の鍵", priority: "low" }, 201);
  await partly.post(`/business-cases/${local.id}/links`, { kind: "requires", register: "measures", record: lock.id }, 201);
  const codes = (await partly.refused("PATCH", `/business-cases/${local.id}`, 422, { json: { loss_run: first.number }, etag: "*", pointer: "/loss_run" })).errors!.map((e: Json) => e.code);
  assert.deepEqual(codes, ["reference"]);
});

test("papers say what is lost without a measure, and that it was not estimated", async () => {
  const unplayed = await ciso.post("/measures", { unit, title: "ログの集約", priority: "low" }, 201);
  const cellsOf = (doc: Json, number: string): Json[] => doc.sections.flatMap((s: Json) => s.blocks).filter((b: Json) => b.type === "table").flatMap((t: Json) => t.rows).filter((r: Json) => r.cells[0] === number).flatMap((r: Json) => r.cells);
  for (const type of ["management_meeting", "investment_plan"]) {
    const issue = await ciso.post("/report-issues", { type, title: "報告", title_en: "Report", period: (await ciso.get("/budget-overview")).fiscal_year }, 201);
    const doc = await ciso.get(`/report-issues/${issue.id}/document`);
    const known = cellsOf(doc, backup.number).filter((c) => c?.ja).map((c) => c.ja);
    assert.ok(known.some((t: string) => /^(増える年間損失：)?\d[\d,.]*[万億]/m.test(t)), `${type} ${known.join()}`);
    assert.ok(cellsOf(doc, unplayed.number).some((c) => /未試算$/.test(c?.ja ?? "") && /Not estimated$/.test(c.en)), type);
    assert.ok(JSON.stringify(doc).includes(first.number), type);
  }
});
