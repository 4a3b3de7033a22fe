// A record's page: comments, links and files are added, seen from both sides, removed and taken back.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { visit, type Visitor } from "../support/browser.ts";
import type { Client, Json } from "../support/client.ts";
import { until } from "../support/environment.ts";
import { findAndTake } from "../support/pages.ts";
import { setUp, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
let ciso: Client;
let measure: Json;
let other: Json;

before(async () => {
  ciso = await setUp(server);
  const unit = await topUnit(ciso);
  await ciso.post("/people", { unit, family_name: "山田", given_name: "太郎" }, 201);
  measure = await ciso.post("/measures", { unit, title: "多要素認証を全員に広げる", priority: "high" }, 201);
  other = await ciso.post("/measures", { unit, title: "端末の一覧を整える", priority: "low" }, 201);
});

const visitors: Visitor[] = [];
after(async () => {
  for (const visitor of visitors) await visitor.context.close();
});

const path = (what: string): string => `/measures/${measure.id}/${what}`;
const items = async (what: string): Promise<Json[]> => (await ciso.get(path(what))).items;

test("a record is talked about, linked and given a file", async () => {
  const visitor = await visit(server, `/measures/${measure.number}`, {}, ciso);
  visitors.push(visitor);
  const { page } = visitor;
  await page.getByRole("textbox", { name: "コメントを書く" }).fill("取引先の分はいつからですか。\n次の会議で決めたいです。");
  await page.getByRole("button", { name: "コメントする" }).click();
  await page.locator(".record-comments").getByText("取引先の分はいつからですか。").waitFor();
  await page.getByRole("button", { name: "関連付ける" }).click();
  const dialog = page.getByRole("dialog", { name: "関連付ける" });
  await findAndTake(page, dialog.getByRole("combobox", { name: /記録/ }), "端末", /端末の一覧を整える/);
  await dialog.getByRole("button", { name: "関連付ける" }).click();
  await page.getByRole("link", { name: /端末の一覧を整える/ }).waitFor();
  await page.locator(".file-drop input[type=file]").setInputFiles({ name: "導入計画.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.7 計画") });
  await page.getByRole("link", { name: "導入計画.pdf" }).waitFor();
  await visitor.look("record-items");
  await visitor.as({ width: 390 });
  await visitor.look("record-items");
  await visitor.as({ width: 1440 });
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "導入計画.pdf" }).click()]);
  assert.equal(download.suggestedFilename(), "導入計画.pdf");
  await page.getByRole("button", { name: "コメントを削除" }).click();
  await until("it is gone", async () => (await items("comments")).length === 0);
  await page.getByRole("button", { name: "元に戻す" }).click();
  await page.locator(".record-comments").getByText("取引先の分はいつからですか。").waitFor();
  await page.getByRole("link", { name: /端末の一覧を整える/ }).click();
  await page.getByRole("heading", { name: "端末の一覧を整える", level: 1 }).waitFor();
  await page.getByRole("link", { name: /多要素認証を全員に広げる/ }).waitFor();
  assert.equal((await ciso.get(`/measures/${other.id}/links`)).items[0].direction, "in");
  visitor.quiet();
});
