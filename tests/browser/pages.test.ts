// The frame around every page: ways between pages, search, language, connection, what others change.
import assert from "node:assert/strict";
import { test } from "node:test";
import { visit } from "../support/browser.ts";
import { setUp, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server);
const unit = await topUnit(ciso);
const me = await ciso.get("/session");
for (let i = 0; i < 9; i++)
  await ciso.post("/measures", {
    unit,
    title: ["委託先VPN装置の更新", "特権IDの棚卸し", "標的型メール訓練"][i % 3],
    priority: "high",
    owner: me.person.id,
    due: `2026-${String(1 + i).padStart(2, "0")}-15`,
    cost_initial: { amount: 1250000, currency: "JPY" },
  });

test("nothing is cut off in the tables of the first page", async () => {
  for (const width of [1440, 1100]) {
    const { page } = await visit(server, "/", { width }, ciso);
    await page.getByRole("heading", { name: "期限を過ぎた対策" }).waitFor();
    await page.getByRole("link", { name: "委託先VPN装置の更新" }).first().waitFor();
    const over = await page.locator(".table-frame").evaluateAll((frames) => frames.map((f) => f.scrollWidth - f.clientWidth));
    assert.ok(over.every((px) => px <= 0), `${over} px are cut off at ${width}`);
  }
});

test("between desk and phone the pages of an entry stand above the page", async () => {
  const visitor = await visit(server, "/people", { width: 900 }, ciso);
  await visitor.page.getByRole("navigation", { name: "体制・規程" }).getByRole("link", { name: "組織" }).click();
  await visitor.page.getByRole("heading", { name: "組織", level: 1 }).waitFor();
  await visitor.fits();
});

test("at most nine entries stand below one in the navigation of incidents, and every page is in one of them", async () => {
  const visitor = await visit(server, "/incidents", {}, ciso);
  const nav = visitor.page.locator(".nav-under");
  await nav.getByRole("link", { name: "演習", exact: true }).waitFor();
  assert.equal(await nav.locator(":scope > li").count(), 9);
  for (const [entry, page] of [["異常の連絡", "重大度の基準"], ["社外への連絡・公表", "噂への対応"], ["マニュアル・ナレッジ", "ナレッジベース"], ["脅威への備え", "脅威別の分析計画"], ["緊急連絡先", "担当する連絡先"]] as const) {
    await nav.getByRole("link", { name: entry, exact: true }).first().click();
    await nav.locator(".nav-group").getByRole("link", { name: page }).first().waitFor();
  }
  await visitor.page.evaluate(() => scrollTo(0, 0));
  await visitor.look("incident-navigation");
  await visitor.as({ width: 390 });
  await visitor.fits();
  await visitor.context.close();
});

test("anything is found by two characters", async () => {
  const { page } = await visit(server, "/", {}, ciso);
  await page.getByRole("heading", { name: "ホーム" }).waitFor();
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: "検索・移動" }).fill("VPN");
  await page.getByRole("option", { name: /委託先VPN装置の更新/ }).first().waitFor();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "委託先VPN装置の更新" }).waitFor();
});

test("the language is the person's own and changes at once", async () => {
  const { page } = await visit(server, "/", {}, ciso);
  await page.getByRole("button", { name: /アカウント/ }).click();
  await page.getByRole("menuitemradio", { name: "English" }).click();
  await page.getByRole("heading", { name: "Home" }).waitFor();
  await page.reload();
  await page.getByRole("heading", { name: "Home" }).waitFor();
  await page.getByRole("button", { name: /Account/ }).click();
  await page.getByRole("menuitemradio", { name: "日本語" }).click();
  await page.getByRole("heading", { name: "ホーム" }).waitFor();
});

test("a lost connection is said and comes back by itself", async () => {
  const visitor = await visit(server, "/measures", {}, ciso);
  const { page, context } = visitor;
  await page.getByRole("row").nth(1).waitFor();
  await context.setOffline(true);
  await page.getByRole("link", { name: "組織" }).or(page.getByRole("link", { name: "体制・規程" })).first().click();
  await page.getByText("サーバーに接続できません。入力した内容は").waitFor();
  await context.setOffline(false);
  await page.getByText("サーバーに接続できません。入力した内容は").waitFor({ state: "detached" });
});

test("what somebody else changes appears by itself", async () => {
  const record = await ciso.post("/measures", { unit, title: "はじめの名前", priority: "low" }, 201);
  const { page } = await visit(server, `/measures/${record.number}`, {}, ciso);
  await page.getByRole("heading", { name: "はじめの名前" }).waitFor();
  await page.waitForLoadState("networkidle");
  await ciso.patch(`/measures/${record.id}`, { title: "変わった名前" }, `"${record.version}"`);
  // The feed is asked every 15 s and when the page comes to the front: here it does.
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  await page.getByRole("heading", { name: "変わった名前" }).waitFor();
});
