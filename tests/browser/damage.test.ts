// The business-damage sheet in the browser: edited where it stands, sorted by value, taken to Excel.
import assert from "node:assert/strict";
import { test } from "node:test";
import { visit } from "../support/browser.ts";
import type { Json } from "../support/client.ts";
import { setUp, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server);
await ciso.patch("/session", { lang: "ja" });
const unit = await topUnit(ciso);
const shortNo = (s: Json): string => `${s.number.slice(5, 7)}-${Number(s.number.slice(-4))}`;
const make = (register: string, body: Json): Promise<Json> => ciso.post(`/${register}`, { unit, ...body }, 201);
const scenario = await make("damage-scenarios", { name: "広域での製品供給停止", harm: "stop" });
const tree = await make("attack-trees", { scenario: scenario.id, tree_no: 1, title: "監視端末からの停止", threat_level: 2, vulnerability_level: 2 });
await make("attack-trees", { scenario: scenario.id, tree_no: 2, title: "設備の破壊", threat_level: 3, vulnerability_level: 3, damage_level: 3 });
const step = await make("attack-steps", { tree: tree.id, step_no: 1, title: "保守用VPNから侵入" });

test("a level is chosen on the sheet, and the value of the tree follows", async () => {
  const visitor = await visit(server, "/risk/damage", {}, ciso);
  const { page } = visitor;
  const row = page.getByRole("row", { name: /監視端末からの停止/ });
  await row.getByText("未評価").waitFor();
  await row.getByLabel(`${shortNo(scenario)}-1 事業被害レベル`).selectOption("3");
  await row.getByText("B", { exact: true }).waitFor();
  assert.equal((await ciso.get(`/attack-trees/${tree.id}`)).value, "B");
  visitor.quiet();
  await visitor.context.close();
});

test("a defence is added to a cell and marked as in place with one press", async () => {
  const visitor = await visit(server, "/risk/damage", {}, ciso);
  const { page } = visitor;
  await page.getByRole("button", { name: "保守用VPNから侵入：検知・被害把握" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("対策を追加").fill("ログ監視");
  await dialog.getByRole("button", { name: "追加", exact: true }).click();
  await dialog.getByRole("checkbox", { name: "ログ監視" }).waitFor();
  await dialog.getByText("閉じる").click();
  await dialog.waitFor({ state: "hidden" });
  await page.locator("button.defence", { hasText: "ログ監視" }).click();
  await page.locator("button.defence.on", { hasText: "ログ監視" }).waitFor();
  const [defence] = (await ciso.get(`/attack-defences?filter[step][eq]=${step.id}`)).items;
  assert.deepEqual([defence.part, defence.in_place], ["detection", true]);
  visitor.quiet();
  await visitor.context.close();
});

test("by value the gravest tree stands first", async () => {
  const visitor = await visit(server, "/risk/damage?sort=value", {}, ciso);
  const { page } = visitor;
  const first = page.locator(".damage-sheet tr.tree").first();
  await first.getByText("設備の破壊").waitFor();
  assert.equal(await first.locator("td.no").textContent(), `${shortNo(scenario)}-2`);
  visitor.quiet();
  await visitor.context.close();
});
