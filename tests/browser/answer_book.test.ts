// Answering in Excel from the page: the book is taken out, filled in, looked at and taken.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import { Book } from "../support/book.ts";
import { visit, type Visitor } from "../support/browser.ts";
import type { Client, Json } from "../support/client.ts";
import { setUp, signedInAs } from "../support/people.ts";
import { startServer } from "../support/server.ts";
import { importSheet, openCampaign, put, smallSheet } from "../support/sheet.ts";

const server = await startServer();
let ciso: Client;
let manager: Client;
let clerk: Client;
let shop: string;
let sheet: string;

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

const dialog = (page: Page) => page.getByRole("dialog", { name: "Excelで回答" });

// The book as the page gives it.
async function takenOut(page: Page): Promise<Book> {
  const [download] = await Promise.all([page.waitForEvent("download"), dialog(page).getByRole("button", { name: "Excelに出力" }).click()]);
  assert.match(download.suggestedFilename(), /^回答票_K-\d{4}-\d{4}_青葉店\.xlsx$/);
  return new Book(readFileSync(await download.path()));
}

async function choose(page: Page, book: Book): Promise<void> {
  const path = join(server.database.folder, "回答票.xlsx");
  writeFileSync(path, Buffer.from(await book.blob().arrayBuffer()));
  await dialog(page).locator("input[type=file]").setInputFiles(path);
}

test("a filled-in book is looked at and taken; a wrong cell and another person's change are shown", async () => {
  const id = (await openCampaign(ciso, sheet, [shop])).responses[shop]?.id;
  await put(manager, id, "b-3", { value: 5 });
  const visitor = await visit(server, `/responses/${id}`, {}, manager);
  visitors.push(visitor);
  const { page } = visitor;
  await page.getByRole("button", { name: "Excelで回答" }).click();
  const book = await takenOut(page);
  book.fill("a-1", 4, { comment: "規程を改訂済み" });
  book.fill("a-2", "毎日");
  book.fill("b-1", "はい");
  book.fill("b-2", "無");
  book.fill("b-3", 12);
  await put(clerk, id, "b-3", { value: 8 }, "*");
  await choose(page, book);
  await dialog(page).getByText("取り込めないセルが1か所あります").waitFor();
  await dialog(page).getByText(`回答 E${book.line("a-2")}`).waitFor();
  await dialog(page).getByText(/b-3は、Excelへの出力後に.+さんが変更しました/).waitFor();
  await visitor.look("answering-excel");
  assert.ok(await dialog(page).getByRole("button", { name: "正しい3件だけ取り込む" }).isDisabled(), "the conflict is to be decided first");
  await dialog(page).getByText("Excelの回答にする").click();
  await dialog(page).getByRole("button", { name: "正しい4件だけ取り込む" }).click();
  await dialog(page).waitFor({ state: "detached" });
  const answers = (await manager.get(`/responses/${id}`)).answers;
  assert.deepEqual(answers.map((a: Json) => [a.item, a.value]), [["a-1", 4], ["b-1", "yes"], ["b-2", "none"], ["b-3", 12]]);
  await page.locator("#item-a-1").getByText("「4」").first().waitFor();
  visitor.quiet();
});
