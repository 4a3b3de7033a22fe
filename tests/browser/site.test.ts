// Sites as the head office uses them: minutes pasted or read from a file and marked, follow-ups proposed by a press, a
// check list drafted from the site's page, words of minutes changed.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { visit, type Visitor } from "../support/browser.ts";
import { until } from "../support/environment.ts";
import type { Client, Json } from "../support/client.ts";
import { setUp, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
let ciso: Client;
let site: Json;
const NOTHING = "所長：セキュリティについては特に議事なし。\n\n総務：避難訓練について。\n";

before(async () => {
  ciso = await setUp(server);
  const unit = (await ciso.post("/units", { name: "バンコク工場", parent: await topUnit(ciso), kind: "overseas_site" }, 201)).id;
  site = await ciso.post("/sites", { unit, name: "バンコク工場", country: "TH", language: "th" }, 201);
  await ciso.post("/site-check-items/starter", undefined, 201);
});

const visitors: Visitor[] = [];
after(async () => {
  for (const visitor of visitors) await visitor.context.close();
});

async function go(address: string): Promise<Visitor["page"]> {
  const visitor = await visit(server, address, {}, ciso);
  visitors.push(visitor);
  return visitor.page;
}

test("minutes are read from a text file, and what they say stands on the site's page", async () => {
  const page = await go(`/sites/${site.number}`);
  await page.getByRole("button", { name: "議事録を登録する" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.locator("input[type=file]").setInputFiles({ name: "minutes.txt", mimeType: "text/plain", buffer: Buffer.from(`\uFEFF${NOTHING}`) });
  await until("the file is read", async () => (await dialog.getByRole("textbox", { name: /^議事録の本文/ }).inputValue()) === NOTHING);
  await dialog.getByRole("button", { name: "保存" }).click();
  await page.getByText("案：減点").waitFor();
});

test("a file that is no text is not taken", async () => {
  const page = await go(`/sites/${site.number}`);
  await page.getByRole("button", { name: "議事録を登録する" }).click();
  await page.getByRole("dialog").locator("input[type=file]").setInputFiles({ name: "minutes.txt", mimeType: "text/plain", buffer: Buffer.from([0x50, 0x4b, 3, 4, 0, 0xff, 0xfe]) });
  await page.getByText("UTF-8のテキストファイルではありません。").waitFor();
});

test("what to do about a site is proposed by one press", async () => {
  const page = await go("/sites/overview");
  await page.getByRole("button", { name: "働きかけを提案する" }).click();
  await page.getByText("働きかけの案を1件作成しました。").waitFor();
  const [proposal] = (await ciso.get("/site-follow-ups")).items;
  assert.deepEqual([proposal.kind, proposal.state], ["visit", "proposed"]);
});

test("a check list is drafted from the site's page", async () => {
  const page = await go(`/sites/${site.number}`);
  await page.getByRole("link", { name: "チェックリストを作る" }).click();
  await page.getByRole("heading", { level: 1, name: "拠点別チェックリストの新規登録" }).waitFor();
  await page.getByRole("button", { name: "登録する", exact: true }).click();
  await page.getByRole("heading", { level: 1, name: "バンコク工場" }).waitFor();
  const [list] = (await ciso.get("/site-check-lists")).items;
  assert.deepEqual([list.items, list.untranslated, list.site.id], [6, 6, site.id]);
});

test("the words by which minutes are read are changed in the settings", async () => {
  const page = await go("/sites/settings");
  await page.getByRole("textbox", { name: "セキュリティに関する語" }).fill("安全\n情報");
  await page.getByRole("button", { name: "保存" }).click();
  await page.getByText("設定を保存しました。").waitFor();
  assert.deepEqual((await ciso.get("/site-settings")).words, ["安全", "情報"]);
});
