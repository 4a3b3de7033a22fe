// Contracts side by side: cells are chosen with the keys, a plan is typed below, a range of Excel is pasted, looked at and
// taken; what is agreed stays.
import assert from "node:assert/strict";
import { test } from "node:test";
import { visit } from "../support/browser.ts";
import type { Json } from "../support/client.ts";
import { until } from "../support/environment.ts";
import { setUp, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server);
const unit = await topUnit(ciso);

const contract = async (title: string): Promise<Json> => {
  const supplier = await ciso.post("/suppliers", { name: `${title}の会社` }, 201);
  return ciso.post("/contracts", { unit, title, supplier: supplier.id, form: "normal" }, 201);
};
const point = (of: Json, title: string, position: number): Promise<Json> => ciso.post("/contract-points", { unit, contract: of.id, phase: "normal", level: "must", position, title, demand: `${title}を行うこと` }, 201);

test("without points the page says what it needs", async () => {
  const look = await visit(server, "/contract-grid", {}, ciso);
  await look.page.getByText("並べる要件がありません", { exact: true }).waitFor();
  await look.accessible();
  await look.context.close();
});

test("plans of two contracts are typed and pasted beside each other and taken after a look", async () => {
  const [east, west] = [await contract("東システムの運用"), await contract("西システムの運用")];
  const first = await point(east, "構成管理", 1);
  const second = await point(west, "構成管理", 1);
  const third = await point(west, "変更管理", 2);
  const look = await visit(server, "/contract-grid", {}, ciso);
  const { page } = look;
  const grid = page.getByRole("grid", { name: "契約の要件を並べて編集" });
  await grid.waitFor();
  assert.equal(await grid.getByRole("row").count(), 3);
  const cell = (row: number, column: number) => page.locator(`[data-place="${row}.${column}"]`);
  await cell(0, 0).focus();
  await page.getByRole("textbox", { name: /^委託先の対処計画/ }).fill("台帳を毎月確認する");
  await page.getByText("1か所を変更", { exact: true }).waitFor();
  await cell(0, 0).focus();
  await page.keyboard.press("ArrowRight");
  await cell(0, 1).and(page.locator(":focus")).waitFor();
  await cell(0, 1).evaluate((td) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", '"自動で集める\n毎週見直す"\n承認後に変更する\n');
    td.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  });
  await page.getByText("3か所を変更", { exact: true }).waitFor();
  await look.accessible();
  await look.look("contract-grid");
  await page.getByRole("button", { name: "変更を確認する", exact: true }).click();
  await page.waitForURL(/\/contract-points\/import\//);
  const id = page.url().split("/").at(-1);
  await until("the import is checked", async () => ((await ciso.get(`/contract-points/imports/${id}`)).state === "checked" ? true : null));
  assert.equal((await ciso.get(`/contract-points/imports/${id}`)).changed, 3);
  await ciso.post(`/contract-points/imports/${id}/commit`, { partial: false }, 200);
  await until("the import is taken", async () => ((await ciso.get(`/contract-points/imports/${id}`)).state === "taken" ? true : null));
  const plans = await Promise.all([first, second, third].map(async (p) => (await ciso.get(`/contract-points/${p.id}`)).plan));
  assert.deepEqual(plans, ["台帳を毎月確認する", "自動で集める\n毎週見直す", "承認後に変更する"]);

  // How far it is agreed is pressed where it stands.
  await page.goto("/contract-grid");
  await cell(0, 0).focus();
  await page.getByRole("button", { name: "計画を受け付ける", exact: true }).click();
  await cell(0, 0).getByText("計画を受付済み").waitFor();
  assert.equal((await ciso.get(`/contract-points/${first.id}`)).state, "filed");
  await look.context.close();
});
