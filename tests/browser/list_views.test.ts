// Filters of lists by texts, numbers and dates, and views that keep them: saved, shared, opened.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { visit, type Visitor } from "../support/browser.ts";
import { setUp, signedInAs, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server);
const unit = await topUnit(ciso);
const security = await signedInAs(ciso, "security", unit);
const member = await signedInAs(ciso, "member", unit);

for (const [title, amount] of [["ＶＰＮ装置の更新", 500_000], ["vpn の監視", 1_500_000], ["端末の暗号化", 3_000_000]] as const)
  await ciso.post("/measures", { unit, title, priority: "high", cost_initial: { amount, currency: "JPY" } }, 201);

async function titles(visitor: Visitor): Promise<string[]> {
  await visitor.settled();
  return visitor.page.getByRole("row").locator("td.main").allInnerTexts();
}

async function filterBy(page: Page, field: string): Promise<void> {
  await page.getByRole("button", { name: "条件を追加" }).click();
  await page.getByRole("menuitem", { name: field, exact: true }).click();
}

test("a list is filtered by what a title contains or begins with, whatever the width, and by a sum from and to", async () => {
  const visitor = await visit(server, "/measures", {}, ciso);
  const { page } = visitor;
  await filterBy(page, "対策名");
  await page.getByRole("textbox", { name: "対策名" }).fill("ｖｐｎ");
  await page.keyboard.press("Enter");
  await page.getByRole("row", { name: /端末の暗号化/ }).waitFor({ state: "detached" });
  assert.deepEqual((await titles(visitor)).sort(), ["vpn の監視", "ＶＰＮ装置の更新"]);
  assert.match(decodeURIComponent(page.url()), /f\.title\.contains=ｖｐｎ/);
  await page.getByRole("button", { name: /「対策名」の探し方/ }).click();
  await page.getByRole("option", { name: "で始まる" }).click();
  await page.getByRole("textbox", { name: "対策名" }).fill("vpn の");
  await page.keyboard.press("Enter");
  await page.getByRole("row", { name: /装置の更新/ }).waitFor({ state: "detached" });
  assert.deepEqual(await titles(visitor), ["vpn の監視"]);
  await visitor.look("list-filters");
  await page.getByRole("button", { name: "条件をすべて解除" }).click();
  await page.getByRole("row", { name: /端末の暗号化/ }).waitFor();
  await filterBy(page, "初期費用");
  await page.getByRole("textbox", { name: "初期費用（から）" }).fill("1000000");
  await page.keyboard.press("Enter");
  await page.getByRole("row", { name: /装置の更新/ }).waitFor({ state: "detached" });
  await page.getByRole("textbox", { name: "初期費用（まで）" }).fill("2000000");
  await page.keyboard.press("Enter");
  await page.getByRole("row", { name: /端末の暗号化/ }).waitFor({ state: "detached" });
  assert.deepEqual(await titles(visitor), ["vpn の監視"]);
  await visitor.as({ width: 390 });
  await page.getByRole("button", { name: /絞り込み/ }).click();
  await visitor.look("list-filters");
});

test("a view keeps a list's filter and order, is shared, and opens for others as it was saved", async () => {
  const visitor = await visit(server, "/measures?f.title.contains=vpn&sort=-due&f.cost_initial.ge=1000000", {}, security);
  const { page } = visitor;
  await page.getByRole("row", { name: /vpn の監視/ }).waitFor();
  await page.getByRole("button", { name: "保存した表示" }).click();
  await page.getByRole("menuitem", { name: /保存/ }).click();
  await page.getByRole("dialog").getByRole("textbox").fill("高額なVPN対策");
  await page.getByRole("dialog").getByRole("button", { name: "保存する" }).click();
  await page.getByRole("button", { name: "高額なVPN対策" }).click();
  await visitor.shot("list-view-menu");
  await page.getByRole("menuitem", { name: /共有/ }).click();
  await page.getByText("共有しました").waitFor();
  const other = await visit(server, "/measures", {}, member);
  await other.page.getByRole("row", { name: /端末の暗号化/ }).waitFor();
  await other.page.getByRole("button", { name: "保存した表示" }).click();
  await other.page.getByRole("menuitemradio", { name: /高額なVPN対策/ }).click();
  await other.page.getByRole("row", { name: /端末の暗号化/ }).waitFor({ state: "detached" });
  assert.deepEqual(await titles(other), ["vpn の監視"]);
  assert.match(other.page.url(), /f\.title\.contains=vpn/);
  assert.equal(await other.page.getByRole("textbox", { name: "対策名" }).inputValue(), "vpn");
  await other.page.getByRole("button", { name: "高額なVPN対策" }).click();
  assert.equal(await other.page.getByRole("menuitem", { name: /削除/ }).count(), 0, "what others share cannot be deleted");
  other.quiet();
});
