// Many records changed at once: chosen in the list, previewed, carried out, undone.
import assert from "node:assert/strict";
import { test } from "node:test";
import { visit } from "../support/browser.ts";
import type { Json } from "../support/client.ts";
import { setUp, signedInAs, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server);
const unit = await topUnit(ciso);

async function measures(n: number, word: string): Promise<Json[]> {
  const all: Json[] = [];
  for (let i = 1; i <= n; i++) all.push(await ciso.post("/measures", { unit, title: `${word}${i}`, priority: "low", due: `2027-01-${String(1 + (i % 28)).padStart(2, "0")}` }, 201));
  return all;
}

const now = async (m: Json): Promise<Json> => ciso.get(`/measures/${m.id}`);

test("rows chosen by keyboard are changed after a preview that names whom somebody was faster with, and taken back", async () => {
  const all = await measures(4, "端末の更新");
  const visitor = await visit(server, "/measures", {}, ciso);
  const { page } = visitor;
  await page.getByRole("row", { name: /端末の更新1/ }).focus();
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Shift+Space");
  const bar = page.getByRole("region", { name: "選択した記録" });
  await bar.getByText("4 件を選択中").waitFor();
  await visitor.look("bulk-list");
  await ciso.patch(`/measures/${all[1]!.id}`, { kind: "people" }, `"1"`);
  await bar.getByRole("button", { name: "一括変更" }).click();
  await page.getByRole("heading", { name: "対策の一括変更" }).waitFor();
  await page.getByRole("button", { name: /変更する項目/ }).click();
  await page.getByRole("option", { name: "優先度" }).click();
  await page.getByRole("radiogroup", { name: /優先度/ }).getByText("高", { exact: true }).click();
  await page.getByRole("button", { name: /さらに変更する項目/ }).click();
  await page.getByRole("option", { name: "期限" }).click();
  await visitor.look("bulk-form");
  await page.getByRole("button", { name: "変更内容を確認" }).click();
  await page.getByText("変更できない記録が 1 件あります").waitFor();
  await page.getByRole("row", { name: /端末の更新2.*ほかの人がこの記録を変更しました/ }).waitFor();
  await page.getByRole("row", { name: /端末の更新3.*優先度: 低 → 高/ }).waitFor();
  await visitor.look("bulk-preview");
  assert.equal((await now(all[0]!)).priority, "low");
  await page.getByRole("button", { name: "変更できる 3 件だけ変更する" }).click();
  await page.getByText("3 件を変更しました").waitFor();
  assert.deepEqual([(await now(all[2]!)).priority, (await now(all[2]!)).due], ["high", null]);
  assert.equal((await now(all[1]!)).priority, "low");
  await ciso.patch(`/measures/${all[3]!.id}`, { kind: "technology" }, `"2"`);
  await page.getByRole("button", { name: "まとめて取り消す" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "まとめて取り消す" }).click();
  await page.getByText("2 件を元に戻しました").waitFor();
  await page.getByRole("row", { name: /端末の更新4/ }).waitFor();
  await visitor.look("bulk-undone");
  assert.deepEqual([(await now(all[2]!)).priority, (await now(all[2]!)).due], ["low", "2027-01-04"]);
  await page.getByRole("link", { name: "対策の一括変更" }).click();
  await page.getByRole("row", { name: /優先度・期限/ }).waitFor();
  await visitor.look("bulk-earlier");
});

test("all that a filter meets are chosen beyond the page, and their state is changed with a reason", async () => {
  const all = await measures(60, "見送り");
  const visitor = await visit(server, "/measures?q=見送り", {}, ciso);
  const { page } = visitor;
  await page.getByRole("checkbox", { name: "すべて選択" }).focus();
  await page.keyboard.press("Space");
  await page.getByText("50 件を選択中").waitFor();
  await page.getByRole("button", { name: "条件に合う 60 件すべてを選択" }).click();
  await page.getByText("60 件を選択中").waitFor();
  await page.getByRole("region", { name: "選択した記録" }).getByRole("button", { name: "一括変更" }).click();
  await page.getByRole("button", { name: /状態を進める操作/ }).click();
  await page.getByRole("option", { name: /保留/ }).click();
  await page.getByRole("button", { name: "変更内容を確認" }).click();
  await page.getByText("1か所の入力内容を確認してください").waitFor();
  await page.getByRole("textbox", { name: /理由/ }).fill("来年度に改めて検討するため");
  await page.getByRole("button", { name: "変更内容を確認" }).click();
  await page.getByRole("button", { name: "60 件を変更する" }).click();
  await page.getByText("60 件を変更しました").waitFor();
  assert.equal((await now(all[59]!)).state, "deferred");
  visitor.complaints.splice(0, visitor.complaints.length, ...visitor.complaints.filter((c) => !c.includes("422")));
  visitor.quiet();
});

test("on a phone the boxes come when asked for", async () => {
  await measures(2, "電話から");
  const visitor = await visit(server, "/measures?q=電話から", { width: 390 }, ciso);
  const { page } = visitor;
  await page.getByRole("button", { name: "選択", exact: true }).click();
  await page.getByRole("checkbox", { name: /電話から1/ }).focus();
  await page.keyboard.press("Space");
  await page.getByText("1 件を選択中").waitFor();
  await visitor.look("bulk-list");
  await page.getByRole("region", { name: "選択した記録" }).getByRole("button", { name: "一括変更" }).click();
  await page.getByRole("button", { name: /変更する項目/ }).click();
  await page.getByRole("option", { name: "優先度" }).waitFor();
  await page.keyboard.press("Escape");
  await visitor.look("bulk-form");
});

test("whoever may change nothing is offered no boxes", async () => {
  const auditor = await signedInAs(ciso, "auditor", unit);
  const { page } = await visit(server, "/measures", {}, auditor);
  await page.getByRole("row").nth(1).waitFor();
  assert.equal(await page.getByRole("checkbox").count(), 0);
  await page.goto("/measures/bulk");
  await page.getByRole("heading", { name: "ページが見つかりません" }).waitFor();
});
