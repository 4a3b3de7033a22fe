// A campaign keeps its dates: it is scheduled, those who answer see that it is late, and its leader
// takes the words to remind them with.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { visit, type View, type Visitor } from "../support/browser.ts";
import type { Client, Json } from "../support/client.ts";
import { dayFromNow } from "../support/day.ts";
import { setUp, signedInAs } from "../support/people.ts";
import { startServer } from "../support/server.ts";
import { FORTY, makeShops, newestVersion, openCampaign, put, type Shops } from "../support/sheet.ts";

const server = await startServer();

let ciso: Client;
let manager: Client;
let shops: Shops;
let campaign: Json;

before(async () => {
  ciso = await setUp(server);
  shops = await makeShops(ciso);
  manager = await signedInAs(ciso, "manager", shops.east);
  const forty = (await newestVersion(ciso, FORTY)).id as string;
  const opened = await openCampaign(ciso, forty, [shops.head, shops.east, shops.west], { name: "年次評価", due: dayFromNow(-2), remind_before: 7, remind_every: 3 });
  campaign = opened.campaign;
  await put(manager, opened.responses[shops.east]?.id, "1-1", { value: 3 });
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

test("its leader sees who has not answered and copies the words to remind them with", async () => {
  const visitor = await go(`/campaigns/${campaign.number}`, ciso, "年次評価");
  const { page } = visitor;
  await visitor.context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const table = page.getByRole("table", { name: "未回答" });
  await table.getByText("2日超過").nth(2).waitFor();
  assert.equal(await table.getByText("2日超過").count(), 3);
  await visitor.look("campaign-waiting");
  await page.getByRole("button", { name: "東店への催促文" }).click();
  const dialog = page.getByRole("dialog", { name: "東店への催促文" });
  await dialog.getByRole("textbox", { name: "件名" }).waitFor();
  await visitor.look("campaign-reminder");
  await dialog.getByRole("button", { name: "本文をコピー" }).click();
  await page.getByText("コピーしました").waitFor();
  const text = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(text, /東店の回答がまだ提出されていません[\s\S]*2日超過[\s\S]*40問中1問[\s\S]*\/responses\//);
  await dialog.getByText("English").click();
  await dialog.getByText("Please answer", { exact: false }).or(dialog.locator("input[value^='Please answer']")).first().waitFor();
  await dialog.getByRole("button", { name: "閉じる" }).last().click();
  await page.getByRole("button", { name: "全員への催促文" }).click();
  await page.getByRole("dialog", { name: "全員への催促文" }).waitFor();
});

test("in English, and on a phone", async () => {
  await ciso.patch("/session", { lang: "en" });
  const english = await go(`/campaigns/${campaign.number}`, ciso, "年次評価", { lang: "en" });
  await english.page.getByText("Not answered yet").first().waitFor();
  await english.look("campaign-waiting");
  await ciso.patch("/session", { lang: "ja" });
  const phone = await go(`/campaigns/${campaign.number}`, ciso, "年次評価", { width: 390 });
  await phone.look("campaign-waiting");
});

test("who is late is told on the first page and goes on from there", async () => {
  const visitor = await go("/", manager, "ホーム");
  await visitor.page.getByText("期限を過ぎた回答が1件あります。").waitFor();
  await visitor.look("home-late");
  const phone = await go("/", manager, "ホーム", { width: 390 });
  await phone.look("home-late");
  await visitor.page.getByRole("link", { name: "回答する", exact: true }).click();
  await visitor.page.getByRole("heading", { level: 1, name: "東店" }).waitFor();
});

test("a date ahead is a booking: the page says when it opens", async () => {
  const visitor = await go("/campaigns/new", ciso, "診断を始める");
  const { page } = visitor;
  await page.getByText("最初の催促").waitFor();
  const [year = "", month = "", date = ""] = dayFromNow(10).split("-");
  const field = page.getByRole("group", { name: /^開始日/ });
  for (const [part, value] of [["年", year], ["月", month], ["日", date]] as const) {
    await field.getByRole("spinbutton", { name: new RegExp(`^${part}`) }).click();
    await page.keyboard.type(String(Number(value)));
  }
  const book = page.getByRole("button", { name: /の開始を予約する$/ });
  await book.waitFor();
  await visitor.look("campaign-new");
  await book.click();
  await page.getByText("に自動で開始します。").waitFor();
  await visitor.look("campaign-scheduled");
});
