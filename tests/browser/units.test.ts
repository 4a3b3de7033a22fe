// Units by hand: many in one go from their list, one in its form, where the parent is asked for.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { visit, type Visitor } from "../support/browser.ts";
import { findAndTake } from "../support/pages.ts";
import { setUp } from "../support/people.ts";
import { startServer } from "../support/server.ts";
import { FORTY, newestVersion, openCampaign } from "../support/sheet.ts";

const server = await startServer();
const ciso = await setUp(server);
const visitors: Visitor[] = [];
after(async () => {
  for (const visitor of visitors) await visitor.context.close();
});

async function open(path: string, width = 1440): Promise<Visitor> {
  const visitor = await visit(server, path, { width }, ciso);
  visitors.push(visitor);
  return visitor;
}

test("the list of units leads to adding several, and comes back", async () => {
  const visitor = await open("/units");
  const { page } = visitor;
  await page.getByRole("link", { name: "組織をまとめて登録" }).click();
  await page.getByRole("textbox", { name: "組織名" }).fill("東店\n西店");
  await page.getByRole("button", { name: "2件を登録する" }).click();
  await page.getByRole("heading", { name: "組織", level: 1 }).waitFor();
  await page.getByRole("link", { name: "西店" }).first().waitFor();
  await visitor.look("units-list");
  const phone = await open("/units", 390);
  await phone.page.getByRole("link", { name: "組織をまとめて登録" }).waitFor();
  await phone.look("units-list");
  visitor.quiet();
});

test("a new unit stands below the company unless one says otherwise, and cannot stand nowhere", async () => {
  const visitor = await open("/units/new");
  const { page } = visitor;
  const parent = page.getByRole("combobox", { name: /上位組織/ });
  await parent.waitFor();
  assert.equal(await parent.inputValue(), "株式会社かなめ商店");
  await visitor.look("unit-new");
  await page.getByRole("textbox", { name: "組織名 必須" }).fill("南店");
  await parent.fill("");
  await page.keyboard.press("Tab"); // closes the list
  await page.getByRole("button", { name: "登録する" }).click();
  await page.getByText("入力してください").first().waitFor();
  assert.equal((await ciso.get("/units?q=%E5%8D%97%E5%BA%97")).items.length, 0);
  visitor.quiet();
});

test("country and time zone are chosen by name", async () => {
  const visitor = await open("/units/U-2026-0003/edit");
  const { page } = visitor;
  await findAndTake(page, page.getByRole("combobox", { name: /国・地域/ }), "ベトナム", /ベトナム/);
  await page.getByRole("combobox", { name: /タイムゾーン/ }).fill("ho chi minh");
  await page.getByRole("option").filter({ hasText: "Asia/Saigon" }).or(page.getByRole("option").filter({ hasText: "Asia/Ho_Chi_Minh" })).click();
  await visitor.look("unit-codes");
  await page.getByRole("button", { name: "保存" }).click();
  await page.waitForURL(/\/units\/U-2026-0003$/);
  await page.getByText("ベトナム").first().waitFor();
  const { items } = await ciso.get("/units?q=%E8%A5%BF%E5%BA%97");
  assert.equal(items[0].country, "VN");
  assert.match(items[0].zone, /^Asia\/(Saigon|Ho_Chi_Minh)$/);
  visitor.quiet();
});

test("a second assessment of the year is given a name of its own", async () => {
  const units = (await ciso.get("/units?limit=10")).items;
  const version = (await newestVersion(ciso, FORTY)).id;
  const first = await open("/campaigns/new");
  const field = (visitor: Visitor) => visitor.page.getByRole("textbox", { name: /診断名/ });
  await field(first).waitFor();
  const name = await field(first).inputValue();
  await openCampaign(ciso, version, [units[0].id], { name });
  const second = await open("/campaigns/new");
  await field(second).waitFor();
  const next = await field(second).inputValue();
  assert.notEqual(next, name);
  assert.match(next, /第2回/);
});
