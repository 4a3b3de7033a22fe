// Answering when it does not go smoothly: evidence that is not taken, a lost connection, somebody
// else at the same item. Nothing that was typed is lost.
import assert from "node:assert/strict";
import { readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { Locator, Page } from "playwright-core";
import { visit, type Visitor } from "../support/browser.ts";
import type { Client, Json } from "../support/client.ts";
import { until } from "../support/environment.ts";
import { stayPut } from "../support/pages.ts";
import { setUp, signedInAs } from "../support/people.ts";
import { startServer } from "../support/server.ts";
import { importSheet, openCampaign, put, smallSheet } from "../support/sheet.ts";

const server = await startServer();
let ciso: Client;
let manager: Client;
let clerk: Client;
let sheet: string;
let shop: string;

before(async () => {
  ciso = await setUp(server);
  const top = (await ciso.get("/units")).items[0];
  shop = (await ciso.post("/units", { name: "青葉店", kind: "shop", parent: top.id }, 201)).id;
  manager = await signedInAs(ciso, "manager", shop);
  clerk = await signedInAs(ciso, "member", shop);
  sheet = (await importSheet(ciso, smallSheet())).id;
});

const visitors: Visitor[] = [];
after(async () => {
  for (const visitor of visitors) await visitor.context.close();
});

const newResponse = async (): Promise<string> => (await openCampaign(ciso, sheet, [shop])).responses[shop]?.id;

async function answering(id: string, as = manager): Promise<Visitor> {
  const visitor = await visit(server, `/responses/${id}`, {}, as);
  visitors.push(visitor);
  await stands(visitor.page);
  await stayPut(visitor.page);
  return visitor;
}

async function stands(page: Page): Promise<void> {
  await page.getByRole("heading", { name: "青葉店", exact: true, level: 1 }).waitFor();
  await page.waitForLoadState("networkidle");
}

const item = (page: Page, key: string): Locator => page.locator(`#item-${key}`);
const comment = (page: Page, key: string): Locator => item(page, key).getByRole("textbox", { name: /^コメント/ });
const level = (page: Page, key: string, n: number): Locator => item(page, key).locator(`input[name="answer-${key}"]`).nth(n - 1);
const says = (page: Page, text: string): Promise<void> => page.locator(".save-line").getByText(text).waitFor();
const answer = async (id: string, key: string): Promise<Json> => (await manager.get(`/responses/${id}`)).answers.find((a: Json) => a.item === key);

async function open(page: Page, key: string): Promise<void> {
  if ((await item(page, key).getByRole("button", { expanded: false }).count()) > 0) await item(page, key).locator(".q-open").click();
  await comment(page, key).waitFor();
}

async function choose(page: Page, key: string, n: number): Promise<void> {
  await open(page, key);
  await item(page, key).locator(".q-choice").nth(n - 1).click();
  assert.ok(await level(page, key, n).isChecked());
}

const OFFLINE = "接続待ち（入力はこの端末に残っています）";
const COLLISION = "別の人の変更と重なっています";
const SAVED = "保存しました";

test("evidence is attached with name and size, comes back the same and is taken away", async () => {
  const id = await newResponse();
  const visitor = await answering(id);
  const { page } = visitor;
  await choose(page, "a-1", 3);
  const buffer = Buffer.from(Array.from({ length: 300_000 }, (_, i) => (i * 7) % 251));
  await item(page, "a-1").locator("input[type=file]").setInputFiles({ name: "情報セキュリティ規程.pdf", mimeType: "application/pdf", buffer });
  const row = item(page, "a-1").getByRole("listitem").filter({ hasText: "情報セキュリティ規程.pdf" });
  await row.getByText("300 kB").waitFor();
  await visitor.look("answering-evidence");
  const [download] = await Promise.all([page.waitForEvent("download"), row.getByRole("link").click()]);
  assert.equal(download.suggestedFilename(), "情報セキュリティ規程.pdf");
  assert.ok(readFileSync(await download.path()).equals(buffer), "the bytes changed on the way");
  const away = row.getByRole("button", { name: "「情報セキュリティ規程.pdf」を削除" });
  await away.click();
  await page.getByRole("dialog").getByRole("button", { name: "キャンセル" }).click();
  await row.waitFor();
  assert.equal((await manager.get(`/responses/${id}`)).files.length, 1, "gone without a word");
  await away.click();
  await page.getByRole("dialog").getByRole("button", { name: "削除" }).click();
  await row.waitFor({ state: "detached" });
  assert.deepEqual((await manager.get(`/responses/${id}`)).files, []);
  assert.equal((await answer(id, "a-1")).value, 3);
  visitor.quiet();
});

test("a file over the limit is refused by name; the answer and the other file stay", async () => {
  const id = await newResponse();
  const visitor = await answering(id);
  const { page } = visitor;
  await choose(page, "a-1", 2);
  await comment(page, "a-1").fill("点検の記録を添えます。");
  const large = join(server.database.folder, "録画.mp4");
  const small = join(server.database.folder, "点検表.csv");
  writeFileSync(large, "");
  truncateSync(large, 100 * 1024 * 1024 + 1);
  writeFileSync(small, "日付,結果\n");
  await item(page, "a-1").locator("input[type=file]").setInputFiles([large, small]);
  await page.getByText("「録画.mp4」は大きすぎるため添付できません。1ファイル100 MBまでです。").waitFor();
  await item(page, "a-1").getByRole("link", { name: "点検表.csv" }).waitFor();
  await says(page, SAVED);
  assert.deepEqual((await manager.get(`/responses/${id}`)).files.map((f: Json) => f.name), ["点検表.csv"]);
  const saved = await answer(id, "a-1");
  assert.deepEqual([saved.value, saved.comment], [2, "点検の記録を添えます。"]);
  visitor.quiet();
});

test("a file's name loses its path and what cannot be seen", async () => {
  const id = await newResponse();
  const visitor = await answering(id);
  const { page } = visitor;
  const file = (name: string) => ({ name, mimeType: "text/plain", buffer: Buffer.from("x") });
  for (const name of ["../../etc/規程.txt", "点検\u0007\u202Efdp.exe", ".."]) {
    const before = await item(page, "a-1").getByRole("listitem").count();
    await item(page, "a-1").locator("input[type=file]").setInputFiles(file(name));
    await item(page, "a-1").getByRole("listitem").nth(before).waitFor();
  }
  assert.deepEqual(await item(page, "a-1").getByRole("listitem").getByRole("link").allInnerTexts(), ["規程.txt", "点検fdp.exe", "file"]);
  visitor.quiet();
});

// The banner of a lost connection does not lie over what the bar says.
async function inSight(page: Page): Promise<void> {
  await until("the bar stays in sight", () =>
    page.locator(".save-line").evaluate((e) => {
      const { left, top } = e.getBoundingClientRect();
      return window.scrollY > 100 && e.contains(document.elementFromPoint(left + 4, top + 3));
    }),
  );
}

test("without a connection what is answered is kept here, and saved by itself when it is back", async () => {
  const id = await newResponse();
  const visitor = await answering(id);
  const { page, context } = visitor;
  await page.setViewportSize({ width: 1440, height: 600 });
  await choose(page, "a-1", 4);
  await says(page, SAVED);
  await context.setOffline(true);
  await choose(page, "a-1", 2);
  await says(page, OFFLINE);
  await comment(page, "a-1").fill("通信が切れた間に書きました。");
  await choose(page, "a-2", 2);
  await says(page, OFFLINE);
  await page.mouse.wheel(0, 400);
  await inSight(page);
  await visitor.shot("answering-offline");
  assert.deepEqual((await manager.get(`/responses/${id}`)).answers.map((a: Json) => [a.item, a.value, a.comment]), [["a-1", 4, null]]);
  await context.setOffline(false);
  await says(page, SAVED);
  const answers = (await manager.get(`/responses/${id}`)).answers;
  assert.deepEqual(answers.map((a: Json) => [a.item, a.value, a.comment]), [["a-1", 2, "通信が切れた間に書きました。"], ["a-2", "yearly", null]]);
});

// Answers the first item while the server is away, and leaves the page.
async function leaveUnsaved(page: Page): Promise<void> {
  await server.stop();
  await choose(page, "a-1", 5);
  await comment(page, "a-1").fill("閉じる前の記入");
  await says(page, OFFLINE);
  const [dialog] = await Promise.all([page.waitForEvent("dialog").then(async (d) => (await d.accept(), d)), page.goto("about:blank")]);
  assert.equal(dialog.type(), "beforeunload", "nobody is warned");
  await server.start();
}

async function comeBack(page: Page, id: string): Promise<void> {
  await page.goto(`/responses/${id}`);
  await stands(page);
  await open(page, "a-1");
  assert.ok(await level(page, "a-1", 5).isChecked());
  assert.equal(await comment(page, "a-1").inputValue(), "閉じる前の記入");
}

test("who leaves while the server is away is warned, and finds everything again", async () => {
  const id = await newResponse();
  const { page } = await answering(id);
  await choose(page, "a-1", 1);
  await says(page, SAVED);
  await leaveUnsaved(page);
  assert.equal((await answer(id, "a-1")).value, 1);
  await comeBack(page, id);
  await says(page, SAVED);
  const saved = await answer(id, "a-1");
  assert.deepEqual([saved.value, saved.comment], [5, "閉じる前の記入"]);
});

test("what was kept here does not overwrite what somebody else saved meanwhile", async () => {
  const id = await newResponse();
  await put(manager, id, "a-1", { value: 1 });
  const { page } = await answering(id);
  await leaveUnsaved(page);
  await put(clerk, id, "a-1", { value: 2 }, '"1"');
  await comeBack(page, id);
  await says(page, COLLISION);
  assert.equal((await answer(id, "a-1")).value, 2);
  await item(page, "a-1").getByText("自分の入力を使う").click();
  await says(page, SAVED);
  assert.equal((await answer(id, "a-1")).value, 5);
});

// Both have the page open with nothing answered; the clerk saves first.
async function collide(id: string): Promise<Visitor> {
  const mine = await answering(id);
  const theirs = await answering(id, clerk);
  await choose(theirs.page, "a-1", 2);
  await comment(theirs.page, "a-1").fill("担当の見立て");
  await until("the clerk's answer is saved", async () => (await answer(id, "a-1"))?.comment === "担当の見立て");
  await choose(mine.page, "a-1", 4);
  await says(mine.page, COLLISION);
  theirs.quiet();
  return mine;
}

test("of two at one item the second sees both answers and takes the other's", async () => {
  const id = await newResponse();
  const visitor = await collide(id);
  const { page } = visitor;
  const sides = item(page, "a-1").locator(".q-sides > div");
  assert.match(await sides.nth(0).innerText(), /現在の内容[\s\S]*「2」[\s\S]*担当の見立て/);
  assert.match(await sides.nth(1).innerText(), /あなたの入力[\s\S]*「4」/);
  await item(page, "a-1").getByText(/^member-\d+さんが先に変更しました/).waitFor();
  await visitor.fits();
  await visitor.accessible();
  await visitor.shot("answering-collision");
  assert.equal((await answer(id, "a-1")).value, 2, "nothing is overwritten before one is chosen");
  await item(page, "a-1").getByText("現在の内容を使う").click();
  await says(page, SAVED);
  assert.ok(await level(page, "a-1", 2).isChecked());
  assert.equal(await comment(page, "a-1").inputValue(), "担当の見立て");
  const stored = await answer(id, "a-1");
  assert.deepEqual([stored.value, stored.comment], [2, "担当の見立て"]);
});

test("the second may keep what is theirs, and the first is found in the history", async () => {
  const id = await newResponse();
  const { page } = await collide(id);
  await item(page, "a-1").getByText("自分の入力を使う").click();
  await says(page, SAVED);
  const stored = await answer(id, "a-1");
  assert.deepEqual([stored.value, stored.comment], [4, null]);
  const drafts = (await manager.get(`/responses/${id}/answers/a-1/history`)).items;
  assert.deepEqual([drafts[0].value, drafts[0].comment], [2, "担当の見立て"]);
});

test("a comment of blanks alone leaves nothing to be saved", async () => {
  const id = await newResponse();
  const visitor = await answering(id);
  const { page } = visitor;
  await open(page, "a-1");
  await comment(page, "a-1").fill("  ");
  await says(page, SAVED);
  await page.getByRole("button", { name: "提出する" }).first().click();
  await item(page, "a-1").locator(".note.tone-bad").first().waitFor();
  assert.equal(await page.getByText("保存できていない回答があるため").count(), 0);
  assert.deepEqual((await manager.get(`/responses/${id}`)).answers, []);
});
