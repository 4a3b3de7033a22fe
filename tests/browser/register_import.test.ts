// A table into a register as people do it: file or clipboard, columns, check, import, undo.
import assert from "node:assert/strict";
import { test } from "node:test";
import { visit } from "../support/browser.ts";
import { setUp, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server);
await topUnit(ciso);

const SHEET = "対策一覧（2026年度）\n\n件名,優先度,期限,初期費用（千円）,管理番号\nVPN装置の更新,高,令和8年9月30日,\"1,200\",007\n多要素認証の展開,中,2026/12/1,80万円,008\n";

test("a sheet is chosen, its columns are matched, it is checked, taken and undone", async () => {
  const visitor = await visit(server, "/measures", {}, ciso);
  const { page } = visitor;
  await page.getByRole("link", { name: "取り込み" }).click();
  await page.getByRole("heading", { name: "対策への取り込み" }).waitFor();
  await visitor.accessible();
  await visitor.shot("import-choose");
  await page.locator("input[type=file]").setInputFiles({ name: "対策一覧.csv", mimeType: "text/csv", buffer: Buffer.from(SHEET) });
  await page.getByRole("heading", { name: "列の対応づけ" }).waitFor();
  await page.getByText("見出しは3行目").waitFor();
  const title = page.getByRole("row", { name: /件名/ }).getByRole("button");
  if ((await title.innerText()).includes("取り込まない")) {
    await title.click();
    await page.getByRole("option", { name: "対策名", exact: true }).click();
  }
  await page.getByText("（例：1,200 → 1,200,000円）", { exact: false }).waitFor();
  // The asker's own unit, as in the form of one record.
  await page.waitForFunction(() => [...document.querySelectorAll("input")].some((field) => field.value === "株式会社かなめ商店"));
  await visitor.accessible();
  await visitor.shot("import-columns");
  await page.getByRole("button", { name: "内容を確認する" }).click();
  await page.getByRole("heading", { name: /確認の結果/ }).waitFor();
  await page.getByRole("row", { name: /VPN装置の更新/ }).getByText("追加").waitFor();
  await visitor.accessible();
  await visitor.shot("import-checked");
  await page.getByRole("button", { name: "2件を取り込む" }).click();
  await page.getByText("取り込みが完了しました").waitFor();
  await visitor.accessible();
  await visitor.shot("import-taken");
  const { items } = await ciso.get("/measures?sort=number");
  assert.deepEqual(items.map((m: { cost_initial: { amount: number } }) => m.cost_initial.amount), [1_200_000, 800_000]);
  await page.getByRole("button", { name: "取り込みを取り消す" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "取り込みを取り消す" }).click();
  await page.getByText("取り込みを取り消しました（2件）").waitFor();
  assert.equal((await ciso.get("/measures")).total, 0);
  visitor.quiet();
});

test("what Excel copied is pasted; wrong cells are told by line and column, and the valid rows taken", async () => {
  const visitor = await visit(server, "/units/import", { width: 390 }, ciso);
  const { page } = visitor;
  await page.getByRole("textbox", { name: /表をコピー/ }).fill("組織名\t種別\t上位組織\n名古屋店\t店舗\t株式会社かなめ商店\n謎の店\t屋台\t無い会社\n");
  await page.getByRole("button", { name: "貼り付けた表を読み込む" }).click();
  await page.getByRole("button", { name: "内容を確認する" }).click();
  await page.getByText("1件の行を取り込めません").waitFor();
  await page.getByText("3行目").first().waitFor();
  await visitor.fits();
  await visitor.accessible();
  await visitor.shot("import-faults");
  await page.getByRole("button", { name: "正しい1件だけを取り込む" }).click();
  await page.getByText("取り込みが完了しました").waitFor();
  const [shop] = (await ciso.get(`/units?q=${encodeURIComponent("名古屋店")}`)).items;
  assert.equal(shop.parent.title, "株式会社かなめ商店");
  visitor.quiet();
});
