// The chain of suppliers: the tree is walked and opened by the keys, a firm is found among all and drawn among its
// neighbours, the ranking leaves as a file, and a business shows where nobody has said what comes next.
import assert from "node:assert/strict";
import { test } from "node:test";
import { visit } from "../support/browser.ts";
import type { Json } from "../support/client.ts";
import { findAndTake } from "../support/pages.ts";
import { setUp, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server);
const unit = await topUnit(ciso);
const CHAIN = "/suppliers-and-sites/chain";

const VIEWS = [
  { width: 1440, theme: "light" },
  { width: 390, theme: "dark" },
] as const;

test("without work given out the tree says what it needs", async () => {
  const look = await visit(server, CHAIN, {}, ciso);
  await look.page.getByText("取引先の階層はまだありません", { exact: true }).waitFor();
  await look.accessible();
  await look.context.close();
});

const firm = (name: string): Promise<Json> => ciso.post("/suppliers", { name }, 201);
const step = (from: Json, to: Json, work: string): Promise<Json> => ciso.post("/supplier-subcontracts", { work, supplier: from.id, subcontractor: to.id }, 201);
let guard: Json;

async function fill(): Promise<void> {
  await ciso.post("/businesses", { name: "通信販売", importance: "high" }, 201);
  const [shop, depot, dc] = [await firm("あかつきシステム"), await firm("しののめ倉庫"), await firm("はやてデータセンター")];
  guard = await firm("みなと警備");
  for (const s of [shop, depot]) await ciso.post("/supplier-engagements", { unit, work: `${s.name}の業務`, supplier: s.id, stops: ["通信販売"] }, 201);
  await step(shop, dc, "サーバーの運用");
  await step(depot, dc, "在庫システムの運用");
  await step(dc, guard, "入退室の監視");
  await step(guard, dc, "監視カメラの映像の保管"); // the two give each other work
  for (let i = 1; i <= 60; i++) await step(depot, await firm(`梱包${String(i).padStart(2, "0")}`), "梱包");
}

test("the tree is walked and opened by the keys, page by page, and a round ends in it", async () => {
  await fill();
  const look = await visit(server, CHAIN, {}, ciso);
  const { page } = look;
  const item = (name: RegExp) => page.getByRole("treeitem", { name });
  await item(/^あかつきシステム/).focus();
  await page.keyboard.press("ArrowRight");
  const dcItem = item(/^はやてデータセンター サーバーの運用/);
  await dcItem.waitFor();
  assert.equal(await dcItem.getAttribute("aria-level"), "2");
  await page.keyboard.press("ArrowRight");
  await dcItem.and(page.locator(":focus")).waitFor();
  await page.keyboard.press("ArrowRight");
  await item(/^みなと警備/).waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowRight");
  const round = item(/上の階層にある取引先と同じ/);
  await round.waitFor();
  assert.equal(await round.getAttribute("aria-expanded"), null);
  for (const view of VIEWS) {
    await look.as(view);
    await look.accessible();
    await look.shot("supplier-tree");
  }
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowLeft");
  await dcItem.waitFor({ state: "detached" });
  await item(/^しののめ倉庫/).focus();
  await page.keyboard.press("ArrowRight");
  await page.getByRole("button", { name: "続きを表示（残り11件）" }).click();
  await item(/^梱包60/).waitFor();
  assert.equal(await page.getByRole("treeitem").count(), 2 + 61);
  await look.context.close();
});

test("a firm is found by its name, drawn among those above and below, and everything drawn is in the table", async () => {
  const look = await visit(server, CHAIN, {}, ciso);
  const { page } = look;
  await findAndTake(page, page.getByRole("combobox", { name: /取引先を探す/ }), "はやて", /はやてデータセンター/);
  await page.getByRole("heading", { name: "はやてデータセンター", level: 1 }).waitFor();
  const picture = page.getByRole("region", { name: "上下の階層の図" });
  await picture.getByRole("link", { name: /しののめ倉庫.*下にほか60社/ }).waitFor();
  assert.equal(await picture.getByRole("link").count(), 4);
  assert.equal(await picture.locator(".way.back").count(), 1);
  const rows = page.getByRole("table", { name: "再委託の一覧" }).getByRole("row");
  assert.equal(await rows.count(), 1 + 4);
  await picture.getByRole("link", { name: /^みなと警備/ }).focus();
  assert.deepEqual([await picture.locator(".way.lit").count(), await picture.locator(".way.dim").count()], [2, 2]);
  for (const view of VIEWS) {
    await look.as(view);
    await look.accessible();
    await look.shot("supplier-around");
  }
  await look.as(VIEWS[0]);
  await picture.getByRole("link", { name: /^しののめ倉庫/ }).click();
  await page.getByRole("heading", { name: "しののめ倉庫", level: 1 }).waitFor();
  await page.getByText("取引先が多いため、一部を省いています。", { exact: false }).waitFor();
  assert.equal(await picture.getByRole("link").count(), 60);
  await look.context.close();
});

test("the ranking names the firm that all depend on first, and leaves as a file", async () => {
  const look = await visit(server, "/suppliers-and-sites/concentration", {}, ciso);
  const { page } = look;
  const table = page.getByRole("table", { name: "取引先の集中度" });
  await table.getByRole("row", { name: /はやてデータセンター/ }).waitFor();
  assert.match((await table.getByRole("row").nth(1).textContent()) ?? "", /^1はやてデータセンター/);
  await page.getByRole("button", { name: "次へ", exact: true }).click();
  await table.getByRole("row", { name: /梱包60/ }).waitFor();
  assert.match((await table.getByRole("row").nth(1).textContent()) ?? "", /^51/);
  const leaving = page.waitForEvent("download");
  await page.getByRole("button", { name: "CSVで出力", exact: true }).click();
  assert.match((await leaving).suggestedFilename(), /取引先の集中度\.csv/);
  await look.context.close();
});

test("a business shows its firms by tier, and those of whom nobody has said what comes next", async () => {
  await ciso.patch(`/suppliers/${guard.id}`, { trusted: true, trusted_reason: "上場企業" }, "*");
  for (const s of (await ciso.get("/suppliers?q=梱包&limit=500")).items.slice(1)) await ciso.patch(`/suppliers/${s.id}`, { subcontracts: "no" }, "*");
  const look = await visit(server, "/suppliers-and-sites/business-chains", {}, ciso);
  const { page } = look;
  const tiers = page.getByRole("table", { name: "階層別の状況" });
  await tiers.waitFor();
  assert.deepEqual(await tiers.getByRole("row").evaluateAll((rows) => rows.slice(1).map((r) => [...r.querySelectorAll("td")].map((c) => c.textContent))), [
    ["1次", "2", "0", "0", "0"],
    ["2次", "61", "1", "0", "0"],
    ["3次", "1", "0", "0", "0"],
  ]);
  await page.getByRole("checkbox", { name: "再委託先が未申告の取引先だけを表示" }).check({ force: true });
  await page.getByRole("heading", { name: "この業務を支える取引先：1社" }).waitFor();
  for (const view of VIEWS) {
    await look.as(view);
    await look.accessible();
  }
  await look.context.close();
});
