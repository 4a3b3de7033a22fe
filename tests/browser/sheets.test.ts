// Sheets and industry averages from files: looked at before they are taken, then assessed with.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import { visit, type View, type Visitor } from "../support/browser.ts";
import type { Client, Json } from "../support/client.ts";
import { stayPut } from "../support/pages.ts";
import { setUp, signedInAs } from "../support/people.ts";
import { startServer } from "../support/server.ts";
import { importSheet, smallSheet } from "../support/sheet.ts";

const server = await startServer();
let ciso: Client;
let manager: Client;

before(async () => {
  ciso = await setUp(server);
  const top = (await ciso.get("/units")).items[0];
  const shop = await ciso.post("/units", { name: "青葉店", kind: "shop", parent: top.id }, 201);
  manager = await signedInAs(ciso, "manager", shop.id);
});

const visitors: Visitor[] = [];
after(async () => {
  for (const visitor of visitors) await visitor.context.close();
});

async function go(path: string, as: Client, heading: string, view: View = {}): Promise<Visitor> {
  const visitor = await visit(server, path, view, as);
  visitors.push(visitor);
  await visitor.page.getByRole("heading", { name: heading, exact: true, level: 1 }).waitFor();
  await visitor.page.waitForLoadState("networkidle");
  return visitor;
}

// Light and dark on the desk, and on a phone's width.
async function look(visitor: Visitor, name: string): Promise<void> {
  const { page, view } = visitor;
  for (const [width, theme] of [[1440, "light"], [1440, "dark"], [390, "light"]] as const) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
    await page.evaluate(() => Promise.allSettled(document.getAnimations().map((a) => a.finished)));
    Object.assign(view, { width, theme });
    await visitor.fits();
    await visitor.accessible();
    await visitor.shot(name);
  }
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  Object.assign(view, { width: 1440, theme: "light" });
}

const choose = (page: Page, file: string | { name: string; mimeType: string; buffer: Buffer }): Promise<void> => page.locator("input[type=file]").setInputFiles(file);
const csv = (text: string): { name: string; mimeType: string; buffer: Buffer } => ({ name: "averages.csv", mimeType: "text/csv", buffer: Buffer.from(text) });

async function about(page: Page, source: string): Promise<void> {
  await page.getByRole("textbox", { name: /^出典/ }).fill(source);
  const parts = page.getByRole("group", { name: /^調査時点/ }).getByRole("spinbutton");
  for (const [i, digits] of ["2026", "03", "31"].entries()) await parts.nth(i).pressSequentially(digits);
}

test("without averages the page says what to do first", async () => {
  const visitor = await go("/assessments/averages", ciso, "業界平均");
  await visitor.page.getByText("業界平均はまだ取り込まれていません").waitFor();
  await look(visitor, "averages-empty");
  await visitor.page.getByRole("link", { name: "業界平均を取り込む" }).click();
  await visitor.page.getByRole("heading", { name: "業界平均を取り込む", level: 1 }).waitFor();
  visitor.quiet();
});

test("a file with faults shows each by line and column and stores nothing", async () => {
  const visitor = await go("/assessments/averages/import", ciso, "業界平均を取り込む");
  const { page } = visitor;
  await about(page, "小売業の調査");
  await choose(page, csv("industry,section,mean\nretail,1,2.8\nbakery,99,six\n"));
  await page.getByRole("button", { name: "内容を確認する" }).click();
  const faults = page.getByRole("table", { name: "直していただきたい箇所" });
  await faults.waitFor();
  assert.deepEqual(await faults.locator("tbody tr").allInnerTexts(), [
    "3 行目\t区分\tこのチェックシートに「99」という区分はありません。",
    "3 行目\t業種\t「bakery」という業種はありません。",
    "3 行目\t平均\t数値で入力してください",
  ]);
  await look(visitor, "averages-faults");
  assert.equal((await ciso.get("/industry-averages")).items.length, 0);
});

test("the example can be downloaded, is understood, taken, listed and removed", async () => {
  const visitor = await go("/assessments/averages/import", ciso, "業界平均を取り込む");
  const { page } = visitor;
  const [example] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "記入例（CSV）をダウンロード" }).click()]);
  await choose(page, await example.path().then((path) => path as string));
  await about(page, "記入例");
  await page.getByText("見本データ（実際の統計ではない）").click();
  await page.getByRole("button", { name: "内容を確認する" }).click();
  const preview = page.getByRole("table", { name: "取り込む内容（10行）" });
  await preview.waitFor();
  assert.match((await preview.locator("tbody tr").first().innerText()), /^2 行目\t小売業\t業界平均\t1 .*\t3\.0\t100$/);
  assert.equal((await ciso.get("/industry-averages")).items.length, 0);
  await look(visitor, "averages-preview");
  await page.getByRole("button", { name: "10行を取り込む" }).click();
  await page.getByRole("heading", { name: "業界平均", exact: true, level: 1 }).waitFor();
  await page.getByRole("cell", { name: "記入例 見本データ" }).waitFor();
  assert.equal((await ciso.get("/industry-average-sets")).items[0].rows, 10);
  await page.waitForLoadState("networkidle");
  await look(visitor, "averages");
  await page.getByRole("button", { name: "「記入例」を削除" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "削除" }).click();
  await page.getByText("業界平均はまだ取り込まれていません").waitFor();
  visitor.quiet();
});

test("a file may be dropped, too", async () => {
  const visitor = await go("/sheets/import", ciso, "チェックシートを取り込む");
  const { page } = visitor;
  const data = await page.evaluateHandle(() => {
    const transfer = new DataTransfer();
    transfer.items.add(new File(["just text"], "notes.yaml"));
    return transfer;
  });
  await page.locator(".file-drop").dispatchEvent("drop", { dataTransfer: data });
  await page.getByText("notes.yaml").waitFor();
  await page.getByRole("alert").getByText(/フレームワークの形式を判別できません/).waitFor();
});

test("the sheets are listed and one is read in both languages", async () => {
  const visitor = await go("/sheets", manager, "チェックシート");
  const { page } = visitor;
  assert.equal(await page.getByRole("link", { name: "チェックシートを取り込む" }).count(), 0, "importing is not the manager's");
  await look(visitor, "sheets");
  await page.getByRole("link", { name: "サイバーセキュリティ経営 40項目チェック" }).click();
  const item = page.getByRole("article", { name: /^サイバーセキュリティリスクの管理に関わる人や部署/ });
  await item.waitFor();
  assert.equal(await item.getByRole("listitem").filter({ hasText: "レベル2" }).first().isVisible(), true);
  await page.getByRole("radio", { name: "併記" }).click();
  await item.getByText("The roles and responsibilities of executive management").waitFor();
  visitor.quiet();
  // One page of every kind of item: forty items would be too long to be looked at from all sides.
  const small = await importSheet(ciso, smallSheet("reading"));
  const reading = await go(`/sheets/${small.sheet.id}`, ciso, "「Small sheet」");
  await reading.page.getByRole("radio", { name: "併記" }).click();
  await reading.page.getByText("項目b-1の回答が「はい」のときに尋ねます。").waitFor();
  await look(reading, "sheet");
  reading.quiet();
});

async function importFile(page: Page, file: string): Promise<void> {
  await choose(page, file);
  await page.getByText("まだ保存されていません").waitFor();
}

test("a framework of another program is reported row by row, then taken", async () => {
  const visitor = await go("/sheets/import", ciso, "チェックシートを取り込む");
  const { page } = visitor;
  await importFile(page, "tests/fixtures/shop-check.yaml");
  await page.getByText("リスクマトリクス「Two by two」").waitFor();
  await page.getByText(/reference_controls/).waitFor();
  await look(visitor, "sheet-report");
  assert.ok(!(await ciso.get("/sheets")).items.some((s: Json) => s.key === "shop-check"));
  await page.getByRole("button", { name: "取り込む", exact: true }).click();
  await page.getByText("チェックシートを取り込みました。").waitFor();
  await look(visitor, "sheet-taken");
  await page.getByRole("link", { name: "診断を始める" }).click();
  await page.getByRole("heading", { name: "診断を始める", level: 1 }).waitFor();
  await page.getByRole("button", { name: /店舗点検/ }).waitFor();
  await page.getByRole("button", { name: "回答を開始する" }).click();
  await page.waitForURL(/\/campaigns\/(?!new)[^/]+$/);
  visitor.quiet();
});

async function responseOf(key: string): Promise<string> {
  const { items } = await ciso.get(`/campaigns?sheet=${key}`);
  return (await manager.get(`/responses?campaign=${items[0].id}`)).items[0].id;
}

const itemOf = (page: Page, key: string) => page.locator(`[id="item-${key}"]`);
async function openItem(page: Page, key: string): Promise<void> {
  const head = itemOf(page, key).locator(".q-open");
  if ((await head.getAttribute("aria-expanded")) !== "true") await head.click();
}
const pick = (page: Page, key: string, text: string | RegExp): Promise<void> => itemOf(page, key).locator("label.q-choice").filter({ hasText: text }).click();
const saved = (page: Page): Promise<void> => page.getByText("保存しました").waitFor();

async function submitAndAccept(response: string, page: Page): Promise<Json> {
  await saved(page);
  await page.getByRole("button", { name: "提出する" }).first().click();
  await page.getByText("提出済み").first().waitFor();
  const review = await go(`/responses/${response}`, ciso, "青葉店");
  await look(review, `review-${(await ciso.get(`/responses/${response}`)).campaign.number}`);
  await review.page.getByRole("button", { name: "受理する" }).click();
  await review.page.getByRole("dialog").getByRole("button", { name: "受理する" }).click();
  await review.page.getByText("受理済み").first().waitFor();
  review.quiet();
  return ciso.get(`/responses/${response}`);
}

test("the imported framework is answered, accepted and scored", async () => {
  const response = await responseOf("shop-check");
  const visitor = await go(`/responses/${response}`, manager, "青葉店");
  const { page } = visitor;
  await stayPut(page);
  await openItem(page, "T.1");
  await pick(page, "T.1", "ほぼ完了");
  await openItem(page, "K.1-1");
  assert.equal(await itemOf(page, "K.1-2").count(), 0, "to whom is asked when keys are lent");
  await pick(page, "K.1-1", "Yes");
  await openItem(page, "K.1-2");
  await itemOf(page, "K.1-2").getByRole("textbox").first().fill("清掃会社");
  await openItem(page, "P.1");
  await page.keyboard.press("2");
  await saved(page);
  await look(visitor, "answering-import");
  const done = await submitAndAccept(response, page);
  assert.equal(done.state, "accepted");
  assert.deepEqual(done.answers.map((a: Json) => [a.item, a.score]), [["T.1", 4], ["K.1-1", 1], ["K.1-2", null], ["P.1", 2]]);
  const campaign = done.campaign;
  const results = await ciso.get(`/campaigns/${campaign.id}/results`);
  assert.deepEqual(results.sections.filter((s: Json) => !s.parent).map((s: Json) => s.own.tenths), [40, 10, 20]);
  const seen = await go(`/campaigns/${campaign.number}/results`, ciso, "診断結果");
  await seen.page.getByRole("figure").first().waitFor();
  await look(seen, "results-import");
  visitor.quiet();
});

test("every kind of answer can be given in the browser", async () => {
  const file = { name: "small.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(smallSheet("kinds"))) };
  const importer = await go("/sheets/import", ciso, "チェックシートを取り込む");
  await choose(importer.page, file);
  await importer.page.getByText("すべてそのまま取り込めます。").waitFor();
  await importer.page.getByRole("button", { name: "取り込む", exact: true }).click();
  await importer.page.getByRole("link", { name: "診断を始める" }).click();
  await importer.page.getByRole("button", { name: "回答を開始する" }).click();
  await importer.page.waitForURL(/\/campaigns\/(?!new)[^/]+$/);

  const response = await responseOf("kinds");
  const visitor = await go(`/responses/${response}`, manager, "青葉店");
  const { page } = visitor;
  await stayPut(page);
  await openItem(page, "a-1");
  await page.keyboard.press("4");
  await openItem(page, "a-2");
  await page.keyboard.press("2");
  await openItem(page, "a-3");
  for (const name of ["「x」", "「z」"]) await itemOf(page, "a-3").getByText(name).click();
  await openItem(page, "b-1");
  assert.equal(await itemOf(page, "b-2").count(), 0);
  await page.keyboard.press("1");
  await openItem(page, "b-2");
  await pick(page, "b-2", "有");
  await openItem(page, "b-3");
  await itemOf(page, "b-3").getByRole("textbox").first().fill("42");
  await openItem(page, "b-4");
  await itemOf(page, "b-4").getByRole("textbox").first().fill("本社で管理");
  await openItem(page, "b-5");
  const date = itemOf(page, "b-5").getByRole("spinbutton");
  for (const [i, digits] of ["2026", "04", "01"].entries()) await date.nth(i).pressSequentially(digits);
  await page.keyboard.press("Tab");
  await page.getByText("すべての項目に回答しました").waitFor();
  await look(visitor, "answering-kinds");
  const done = await submitAndAccept(response, page);
  assert.deepEqual(Object.fromEntries(done.answers.map((a: Json) => [a.item, a.value])), {
    "a-1": 4,
    "a-2": "yearly",
    "a-3": ["x", "z"],
    "b-1": "yes",
    "b-2": "have",
    "b-3": 42,
    "b-4": "本社で管理",
    "b-5": "2026-04-01",
  });
  visitor.quiet();
});
