// Lists, pages and forms of registers, as people use them.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { visit } from "../support/browser.ts";
import { setUp, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server);
const unit = await topUnit(ciso);

let count = 0;
async function measure(more: Record<string, unknown> = {}) {
  count += 1;
  return ciso.post("/measures", { unit, title: `対策${count}`, priority: "middle", ...more }, 201);
}

async function open(path: string, width = 1440) {
  return visit(server, path, { width }, ciso);
}

const title = (page: Page) => page.getByRole("textbox", { name: /^対策名/ });

test("an empty list says what to do first", async () => {
  const visitor = await open("/measures");
  await visitor.page.getByText("対策はまだ登録されていません").waitFor();
  await visitor.page.getByRole("link", { name: "最初の1件を登録" }).click();
  await visitor.page.getByRole("heading", { name: "対策の新規登録" }).waitFor();
  await visitor.accessible();
});

test("a form says beside the field what is missing, then creates the record", async () => {
  const { page } = await open("/measures/new");
  await page.getByRole("button", { name: "登録する" }).click();
  await page.getByText("2か所の入力内容を確認してください").waitFor();
  assert.ok(await title(page).evaluate((e) => e === document.activeElement), "the first field in error has the focus");
  await title(page).fill("委託先VPN装置の更新");
  await page.getByRole("radiogroup", { name: /優先度/ }).getByText("高", { exact: true }).click();
  await page.getByRole("group", { name: /期限/ }).getByRole("spinbutton").first().fill("2026");
  await page.getByRole("button", { name: "登録する" }).click();
  await page.getByRole("heading", { name: "委託先VPN装置の更新" }).waitFor();
  assert.match(page.url(), /\/measures\/M-\d{4}-\d{4}$/);
});

test("a long form stands in parts with headings, in the order of its fields", async () => {
  const visitor = await open("/measures/new");
  const { page } = visitor;
  await title(page).waitFor();
  assert.deepEqual(await page.locator(".form h2").allInnerTexts(), ["目的と内容", "費用", "要員と日程", "実施しない場合", "診断との関係", "効果と出典"]);
  const cost = page.getByRole("region", { name: "費用", exact: true });
  assert.equal(await cost.getByRole("textbox").count(), 4, "initial, yearly, from and to");
  assert.equal(await page.getByRole("region", { name: "目的と内容", exact: true }).getByRole("textbox", { name: /^対策名/ }).count(), 0, "what names the record stands before");
  for (const width of [1440, 390]) {
    await visitor.as({ width });
    await visitor.accessible();
    await visitor.shot("form-parts");
  }
});

test("the next action is the only filled button, and a refusal asks for a reason", async () => {
  const record = await measure();
  const visitor = await open(`/measures/${record.number}`);
  const { page } = visitor;
  await page.getByRole("button", { name: "承認", exact: true }).waitFor();
  assert.deepEqual(await page.locator(".page-actions .filled").allInnerTexts(), ["承認"]);
  await page.getByRole("button", { name: "却下" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "却下" }).click();
  await dialog.getByText("理由を入力してください").waitFor();
  await dialog.getByRole("textbox").fill("費用に見合わないため");
  await dialog.getByRole("button", { name: "却下" }).click();
  await page.getByText("理由: 費用に見合わないため").first().waitFor(); // of the round; the history tells it too
  await visitor.accessible();
  await visitor.shot("measure");
});

test("what is typed survives a reload, and leaving asks", async () => {
  const record = await measure({ title: "元の名前" });
  const { page } = await open(`/measures/${record.number}`);
  await page.getByRole("link", { name: "編集" }).click();
  await title(page).fill("途中まで");
  page.on("dialog", (dialog) => void dialog.accept());
  await page.reload();
  await page.getByText("前回保存していない入力内容を復元しました").waitFor();
  assert.equal(await title(page).inputValue(), "途中まで");
  await page.getByRole("link", { name: "ホーム", exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: "入力を続ける" }).click();
  assert.equal(await title(page).inputValue(), "途中まで");
  await page.goBack();
  await page.getByRole("dialog").getByRole("button", { name: "保存せずに移動" }).click();
  await page.getByRole("heading", { name: "元の名前" }).waitFor();
});

test("somebody faster: both versions are shown and one is kept", async () => {
  const record = await measure({ title: "最初の名前" });
  const { page, ...visitor } = await open(`/measures/${record.number}/edit`);
  await title(page).fill("私の名前");
  await ciso.patch(`/measures/${record.id}`, { title: "相手の名前", priority: "high" }, `"${record.version}"`);
  await page.getByRole("button", { name: "保存する" }).click();
  await page.getByText("佐藤 花子さんが先に変更しました").waitFor();
  const row = page.getByRole("row", { name: /対策名/ });
  assert.match(await row.innerText(), /相手の名前[\s\S]*私の名前/);
  assert.ok(await page.getByRole("radio", { name: "高" }).first().isChecked(), "what only they changed is taken over");
  await row.getByRole("radio", { name: "現在の内容" }).click();
  assert.equal(await title(page).inputValue(), "相手の名前");
  await row.getByRole("radio", { name: "あなたの入力" }).click();
  await page.getByRole("button", { name: "保存する" }).click();
  await page.getByRole("heading", { name: "私の名前" }).waitFor();
  assert.ok(visitor.complaints.every((c) => c.includes("412")));
});

test("a level kept in tenths is read and typed with its decimal", async () => {
  await ciso.put("/target-levels", { sheet_key: "kaname-csm40", period: "FY2026", levels: [{ section: "1", level: 35 }] });
  const { page } = await open("/targets");
  await page.getByRole("cell", { name: "3.5", exact: true }).waitFor();
  const [target] = (await ciso.get("/targets")).items;
  await page.goto(`/targets/${target.id}/edit`);
  const level = page.getByRole("textbox", { name: /^目標/ });
  assert.equal(await level.inputValue(), "3.5");
  await level.fill("4.2");
  await page.getByRole("button", { name: "保存する" }).click();
  await page.waitForURL((url) => !url.pathname.endsWith("/edit"));
  await page.getByText("4.2", { exact: true }).first().waitFor();
  assert.equal((await ciso.get(`/targets/${target.id}`)).level, 42);
});

test("a deleted record comes back by one press", async () => {
  const record = await measure({ title: "消える対策" });
  const { page } = await open(`/measures/${record.number}`);
  await page.getByRole("button", { name: "その他の操作" }).click();
  await page.getByRole("menuitem", { name: "削除" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "削除" }).click();
  await page.getByRole("button", { name: "元に戻す" }).click();
  await page.getByRole("heading", { name: "消える対策" }).waitFor();
});

test("a list is filtered, sorted and walked by keyboard, and its address says so", async () => {
  for (const due of ["2027-03-01", "2027-01-01", "2027-02-01"]) await measure({ title: `期限${due}`, due, priority: "low" });
  const { page } = await open("/measures?f.priority=low");
  await page.getByRole("columnheader", { name: "期限" }).getByRole("button").click();
  await page.getByRole("row", { name: /期限2027-03-01/ }).waitFor();
  assert.match(page.url(), /f\.priority=low/);
  const dues = await page.getByRole("row").locator("td.main").allInnerTexts();
  assert.deepEqual(dues, ["期限2027-03-01", "期限2027-02-01", "期限2027-01-01"]);
  await page.getByRole("row").nth(1).focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "期限2027-02-01" }).waitFor();
  await page.goBack();
  await page.getByRole("row", { name: /期限2027-03-01/ }).waitFor();
  await page.keyboard.press("/");
  await page.keyboard.type("2027-01");
  await page.getByRole("row", { name: /期限2027-03-01/ }).waitFor({ state: "detached" });
  await page.getByRole("row", { name: /期限2027-01-01/ }).waitFor();
});

test("what is shown is exported", async () => {
  await measure({ title: "=1+1 と書かれた対策", priority: "low" });
  const { page } = await open("/measures?f.priority=low");
  await page.getByRole("button", { name: "出力" }).click();
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("menuitem", { name: /CSV/ }).click()]);
  const text = readFileSync(await file.path(), "utf8");
  assert.ok(text.startsWith("\uFEFF"));
  assert.doesNotMatch(text, /(^|,)=1\+1/m);
});

test("a list is cards on a phone", async () => {
  const visitor = await open("/measures", 390);
  await visitor.page.getByRole("list", { name: "対策" }).getByRole("listitem").first().waitFor();
  await visitor.fits();
  await visitor.accessible();
  await visitor.shot("measures");
  visitor.quiet();
});

test("nothing is searched while a Japanese input method composes", async () => {
  await measure({ title: "無線の認証", priority: "high" });
  const { page, context } = await open("/measures");
  const box = page.getByRole("searchbox", { name: "キーワード" });
  await box.click();
  const asked: string[] = [];
  page.on("request", (request) => request.url().includes("q=") && asked.push(request.url()));
  const keyboard = await context.newCDPSession(page);
  await keyboard.send("Input.imeSetComposition", { text: "むせん", selectionStart: 3, selectionEnd: 3 });
  await page.keyboard.press("Enter"); // takes a candidate; it does not search
  await keyboard.send("Input.insertText", { text: "無線" });
  await page.getByRole("row", { name: /無線の認証/ }).waitFor();
  await page.waitForURL(/q=/);
  assert.ok(asked.every((url) => !decodeURIComponent(url).includes("むせん")), asked.join("\n"));
});
