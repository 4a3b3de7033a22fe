// A chosen level leads on to the next item without an answer by itself; it does not where there is
// more to write, and not for whom does not want it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Locator, Page } from "playwright-core";
import { type View, visit, type Visitor } from "../support/browser.ts";
import type { Client, Json } from "../support/client.ts";
import { until } from "../support/environment.ts";
import { setUp, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";
import { FORTY, importSheet, newestVersion, openCampaign, put, smallSheet } from "../support/sheet.ts";

const server = await startServer();
let ciso: Client;
let forty: string;
let small: string;
let unit: string;

before(async () => {
  ciso = await setUp(server);
  unit = await topUnit(ciso);
  forty = (await newestVersion(ciso, FORTY)).id;
  small = (await importSheet(ciso, smallSheet())).id;
});

const visitors: Visitor[] = [];
after(async () => {
  for (const visitor of visitors) await visitor.context.close();
});

const newResponse = async (sheet: string): Promise<string> => (await openCampaign(ciso, sheet, [unit])).responses[unit]?.id;

async function answering(id: string, view: View = {}): Promise<Visitor> {
  const visitor = await visit(server, `/responses/${id}`, view, ciso);
  visitors.push(visitor);
  await visitor.page.locator("section.q.active").waitFor();
  await visitor.page.waitForLoadState("networkidle");
  return visitor;
}

const item = (page: Page, key: string): Locator => page.locator(`#item-${key}`);
const atHand = (page: Page, key: string): Promise<void> => page.locator(`#item-${key}.active`).waitFor();
const answered = (page: Page, key: string, level: number): Promise<void> => item(page, key).locator(`.q-level.level-${level}`).waitFor();
const wayBack = (page: Page, key: string): Locator => page.getByRole("button", { name: `${key}に戻る` });
const GOES_ON = "選ぶと次の項目へ進む";
const stored = async (id: string, key: string): Promise<Json> => (await ciso.get(`/responses/${id}`)).answers.find((a: Json) => a.item === key);

// Focus has followed, and the item lies below what sticks to the top.
async function inHand(page: Page, key: string): Promise<void> {
  await atHand(page, key);
  await until(`${key} has the focus and is in sight`, () =>
    item(page, key).evaluate((section) => {
      const { left, top, width } = section.querySelector(".q-title")!.getBoundingClientRect();
      const seen = document.elementFromPoint(left + Math.min(width, 40) / 2, top + 8);
      return document.activeElement === section && section.contains(seen);
    }),
  );
}

// Whatever wanted to go on by itself would have done so by now.
async function stays(page: Page, key: string): Promise<void> {
  await page.clock.fastForward(5000);
  assert.equal(await page.locator("section.q.active").getAttribute("id"), `item-${key}`);
}

async function saysSaved(page: Page): Promise<void> {
  await page.locator(".save-line").getByText("保存しました").waitFor();
}

test("a digit leads on to the next item without an answer, with the focus, and says so", async () => {
  const id = await newResponse(forty);
  await put(ciso, id, "1-2", { value: 4 });
  const visitor = await answering(id);
  const { page } = visitor;
  await atHand(page, "1-1");
  await page.keyboard.press("3");
  await inHand(page, "1-3");
  await answered(page, "1-1", 3);
  await page.getByRole("status").getByText("1-1：レベル3").waitFor({ state: "attached" });
  await page.keyboard.press("2");
  await inHand(page, "2-1");
  await saysSaved(page);
  assert.deepEqual([(await stored(id, "1-1")).value, (await stored(id, "1-3")).value], [3, 2]);
  await visitor.look("answering-goes-on");
});

test("who presses Enter after the digit, as before, passes over nothing", async () => {
  const id = await newResponse(forty);
  const { page } = await answering(id);
  for (const key of ["1-1", "1-2", "1-3"]) {
    await atHand(page, key);
    await page.keyboard.press("4");
    await page.keyboard.press("Enter");
  }
  await atHand(page, "2-1");
  await page.keyboard.press("2");
  await atHand(page, "2-2");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await atHand(page, "2-3");
});

test("one key and one button lead back, and a corrected answer leads on from there", async () => {
  const id = await newResponse(forty);
  const { page } = await answering(id);
  for (const key of ["1-1", "1-2"]) {
    await atHand(page, key);
    await page.keyboard.press("3");
  }
  await atHand(page, "1-3");
  await page.keyboard.press("Backspace");
  await inHand(page, "1-2");
  await wayBack(page, "1-1").click();
  await inHand(page, "1-1");
  assert.equal(await page.getByRole("button", { name: /に戻る$/ }).count(), 0);
  await page.keyboard.press("5");
  await inHand(page, "1-3");
  await answered(page, "1-1", 5);
});

test("nobody is led away from a comment, evidence or an open question", async () => {
  const id = await newResponse(forty);
  const visitor = await answering(id);
  const { page } = visitor;
  await page.clock.install();
  await page.keyboard.press("c");
  await page.keyboard.type("取締役会で決めました。");
  await item(page, "1-1").locator(".q-choice").nth(2).click();
  await saysSaved(page);
  await until("it is stored", async () => (await stored(id, "1-1"))?.value === 3);
  await page.keyboard.press("4");
  await until("the other level is stored", async () => (await stored(id, "1-1"))?.value === 4);
  await item(page, "1-1").getByRole("textbox", { name: /^コメント/ }).waitFor();
  await stays(page, "1-1");
  await page.keyboard.press("Enter");
  await atHand(page, "1-2");
  await item(page, "1-2").locator("input[type=file]").setInputFiles({ name: "規程.pdf", mimeType: "application/pdf", buffer: Buffer.from("x") });
  await item(page, "1-2").getByRole("link", { name: "規程.pdf" }).waitFor();
  await page.keyboard.press("2");
  await until("it is stored", async () => (await stored(id, "1-2"))?.value === 2);
  await stays(page, "1-2");
  assert.equal((await stored(id, "1-1")).comment, "取締役会で決めました。");
  visitor.quiet();
});

test("who begins to write right after choosing stays", async () => {
  const id = await newResponse(forty);
  const { page } = await answering(id);
  await page.clock.install();
  await page.keyboard.press("3");
  await page.keyboard.press("c");
  await page.keyboard.type("役員会の議事録");
  await until("the comment is stored with its level", async () => (await stored(id, "1-1"))?.comment === "役員会の議事録");
  assert.equal((await stored(id, "1-1")).value, 3);
  await stays(page, "1-1");
});

test("moving between the levels with the arrow keys does not lead away", async () => {
  const id = await newResponse(forty);
  const { page } = await answering(id);
  await page.clock.install();
  await item(page, "1-1").getByRole("radio").first().focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await until("the level is stored", async () => (await stored(id, "1-1"))?.value === 3);
  await stays(page, "1-1");
});

test("switched off it stays off, on this machine, until it is switched on", async () => {
  const id = await newResponse(forty);
  const visitor = await answering(id);
  const { page } = visitor;
  await page.clock.install();
  await page.getByText(GOES_ON).click();
  await item(page, "1-1").locator(".q-choice").nth(2).click();
  await until("it is stored", async () => (await stored(id, "1-1"))?.value === 3);
  await stays(page, "1-1");
  await page.keyboard.press("Enter");
  await atHand(page, "1-2");
  await page.reload();
  await atHand(page, "1-2");
  assert.equal(await page.getByRole("switch", { name: GOES_ON }).isChecked(), false);
  await page.getByText(GOES_ON).click();
  await item(page, "1-2").locator(".q-choice").nth(2).click();
  await inHand(page, "1-3");
  visitor.quiet();
});

test("what an answer brings up comes next", async () => {
  const id = await newResponse(small);
  await put(ciso, id, "a-1", { value: 2 });
  await put(ciso, id, "a-2", { value: "yearly" });
  const { page } = await answering(id);
  await item(page, "b-1").locator(".q-open").click();
  await atHand(page, "b-1");
  await page.keyboard.press("1");
  await atHand(page, "b-2");
});

test("on a phone the next item is in sight after each press; the last leads to the end", async () => {
  const id = await newResponse(forty);
  const last = (await ciso.get(`/responses/${id}`)).missing.slice(0, -3);
  for (const key of last) await put(ciso, id, key, { value: 3 });
  const visitor = await answering(id, { width: 390 });
  const { page } = visitor;
  for (const key of ["10-1", "10-2"]) {
    await atHand(page, key);
    await item(page, key).locator(".q-choice").nth(3).tap();
    await answered(page, key, 4);
  }
  await inHand(page, "10-3");
  await visitor.look("answering-goes-on");
  await item(page, "10-3").locator(".q-choice").nth(3).tap();
  await page.getByText("すべての項目に回答しました").waitFor();
  await answered(page, "10-3", 4);
  const submit = page.locator("#answer-end").getByRole("button", { name: "提出する" });
  await until("the button is in sight", () => submit.evaluate((b) => b.getBoundingClientRect().bottom <= window.innerHeight));
  assert.equal(await page.evaluate(() => document.activeElement?.id), "answer-end");
  await page.keyboard.press("2");
  await page.keyboard.press("Backspace");
  await inHand(page, "10-3");
  assert.equal((await stored(id, "10-3")).value, 4, "a digit at the end changed an answer");
  visitor.quiet();
});
