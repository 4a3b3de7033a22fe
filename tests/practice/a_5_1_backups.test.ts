// Practice 5-1, problem D, and worry 16: the backup lay in the system itself and would have been lost with it. It is copied to a
// medium that is off between runs, kept elsewhere, made each week, and a restore is tried against what the business bears (8-1).
import assert from "node:assert/strict";
import { test } from "node:test";
import { visit } from "../support/browser.ts";
import type { Json } from "../support/client.ts";
import { dayFromNow, today } from "../support/day.ts";
import { colleagueOf, setUp, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server, { organisation: "H社" });
await ciso.patch("/session", { lang: "ja" });
const unit = await topUnit(ciso);
const keeper = await colleagueOf(ciso, "保管", "情報システム部", ["manager"], unit);
const make = (register: string, body: Json): Promise<Json> => ciso.post(`/${register}`, { unit, ...body }, 201);
const found = async (): Promise<Json[]> => (await ciso.get("/continuity/backups")).findings;
let system: Json;
let backup: Json;

test("the business says what it bears, and which system it needs", async () => {
  const business = await ciso.post("/businesses", { name: "生産", importance: "high", recovery_priority: 1, recovery_hours: 8, recovery_point_hours: 168 }, 201);
  system = await make("systems", { name: "生産管理システム", kind: "server", importance: "high", recovery_hours: 8, recovery_point_hours: 168 });
  await make("business-needs", { work: "生産計画", business: business.id, system: system.id, dependence: "stops", workaround: "前日の計画を紙で回す" });
  await make("recovery-procedures", { title: "暗号化されたときの復旧", scenario: "ransomware", system: system.id, decision: "CISOの判断で始める", steps: "機器を入れ替える\n切り離した媒体から戻す", place: "情報システム部の書庫" });
  const { findings, businesses } = await ciso.get("/continuity");
  assert.deepEqual(findings.map((f: Json) => f.kind), ["unexercised"]);
  assert.equal(businesses[0].needs[0].longer, false);
});

test("problem D: the backup lies in the same system, and one press makes it a measure", async () => {
  backup = await make("backups", { name: "生産データの控え", system: system.id, medium: "disk", apart: "same_system", cycle: "weekly", owner: keeper.person, made_on: dayFromNow(-10) });
  assert.deepEqual((await found()).map((f) => f.kind), ["none_off", "same_system", "missed_cycle", "untested"]);
  const look = await visit(server, "/continuity/backups", {}, ciso);
  const { page } = look;
  const press = page.getByRole("button", { name: "対策にする：生産データの控え 同じシステムの中に保管", exact: true });
  await press.click();
  await page.getByText(/^対策 M-\d{4}-\d{4} を作成しました/).waitFor();
  await press.waitFor({ state: "detached" });
  await look.accessible();
  await look.shot("practice-5-1-backups");
  await look.context.close();
  const [measure] = (await ciso.get("/measures")).items;
  assert.deepEqual([measure.layer, measure.priority], ["data", "high"]);
});

test("copied to another place and off between runs, made each week by a person, tried within the objective: nothing is found", async () => {
  await keeper.client.patch(`/backups/${backup.id}`, { medium: "removable", apart: "other_site", place: "本社の耐火金庫", powered_off: true, copies: 4, made_on: today(), made_by: keeper.person }, "*");
  assert.deepEqual((await found()).map((f) => f.kind), ["untested"]);
  await keeper.client.patch(`/backups/${backup.id}`, { tested_on: today(), test_result: "ok", tested_hours: 11 }, "*");
  assert.deepEqual((await found()).map((f) => [f.kind, f.is, f.most]), [["restore_slow", 11, 8]]);
  await keeper.client.patch(`/backups/${backup.id}`, { tested_hours: 6.5 }, "*");
  assert.deepEqual(await found(), []);
});

test("when the system is encrypted, its case says within how many hours it has to be back, by what steps and from which copy", async () => {
  const { id, number } = await make("incidents", { title: "生産管理システムの暗号化", severity: "high", detected_at: new Date().toISOString() });
  await ciso.post(`/incidents/${id}/links`, { kind: "relates", register: "systems", record: system.id }, 201);
  const look = await visit(server, `/incidents/${number}`, {}, ciso);
  const card = look.page.locator("section").filter({ has: look.page.getByRole("heading", { name: "復旧に使えるもの", exact: true }) });
  await card.getByRole("link", { name: "暗号化されたときの復旧", exact: true }).waitFor();
  await card.getByRole("link", { name: "生産データの控え", exact: true }).waitFor();
  await card.getByText("8時間以内に復旧", { exact: true }).waitFor();
  for (const view of [{ width: 1440, theme: "light" }, { width: 390, theme: "dark" }] as const) {
    await look.as(view);
    await look.accessible();
    await look.shot("practice-5-1-case");
  }
  await look.context.close();
});

test("the exercise shows how long it takes, and the page is a sheet that is read when nothing runs", async () => {
  const exercise = await make("exercises", { title: "復旧演習", kind: "recovery", planned_on: today(), held_on: today() });
  const [procedure] = (await ciso.get("/recovery-procedures")).items;
  await ciso.patch(`/recovery-procedures/${procedure.id}`, { exercise: exercise.id, exercised_on: today(), exercised_hours: 7, found: "媒体の鍵の場所を知らない人がいた" }, "*");
  assert.deepEqual((await ciso.get("/continuity")).findings, []);
  const look = await visit(server, "/continuity", {}, ciso);
  await look.page.getByRole("heading", { name: "生産", exact: true }).waitFor();
  await look.page.getByText("間に合う", { exact: true }).waitFor();
  for (const view of [{ width: 1440, theme: "light" }, { width: 390, theme: "dark" }] as const) {
    await look.as(view);
    await look.accessible();
    await look.shot("practice-8-continuity");
  }
  await look.context.close();
});
