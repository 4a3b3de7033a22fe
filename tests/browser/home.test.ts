// The first page between two assessments: what is awaited from others, the last radar, no false alarm.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type View, visit, type Visitor } from "../support/browser.ts";
import type { Client } from "../support/client.ts";
import { setUp, signedInAs } from "../support/people.ts";
import { startServer } from "../support/server.ts";
import { answerForty, FORTY, makeShops, newestVersion, openCampaign, type Opened, type Shops, step } from "../support/sheet.ts";

const server = await startServer();
let ciso: Client;
let executive: Client;
let manager: Client;
let shops: Shops;
let forty: string;
let first: Opened;

before(async () => {
  ciso = await setUp(server);
  shops = await makeShops(ciso);
  executive = await signedInAs(ciso, "executive");
  manager = await signedInAs(ciso, "manager", shops.east);
  forty = (await newestVersion(ciso, FORTY)).id;
  first = await openCampaign(ciso, forty, [shops.east], { name: "春の診断", due: "2020-04-01" });
});

const visitors: Visitor[] = [];
after(async () => {
  for (const visitor of visitors) await visitor.context.close();
});

async function home(as: Client, view: View = {}): Promise<Visitor> {
  const visitor = await visit(server, "/", view, as);
  visitors.push(visitor);
  await visitor.page.getByRole("heading", { name: view.lang === "en" ? "Home" : "ホーム", level: 1 }).waitFor();
  await visitor.settled();
  return visitor;
}

test("who has sent out an assessment reads what is still awaited", async () => {
  await answerForty(manager, first.responses[shops.east]?.id, "3".repeat(40));
  await step(manager, first.responses[shops.east]?.id, "submit");
  await step(ciso, first.responses[shops.east]?.id, "accept");
  await openCampaign(ciso, forty, [shops.east], { name: "秋の診断", period: "FY2027" });
  const visitor = await home(ciso);
  const { page } = visitor;
  await page.getByText("自分がすることは今ありません。回答を待っています。").waitFor();
  await page.getByText("1組織のうち1組織が未提出です", { exact: false }).waitFor();
  assert.equal(await page.getByText("今やることはありません").count(), 0);
  visitor.quiet();
});

test("the last radar stays until the next assessment has something, and says from when it is", async () => {
  for (const as of [ciso, executive]) {
    const { page } = await home(as);
    await page.getByRole("figure", { name: "指示別の成熟度" }).locator("svg").first().waitFor();
    await page.getByText("2026年度の結果です。「秋の診断」はまだ提出がありません。").waitFor();
  }
  const phone = await home(executive, { width: 390 });
  await phone.look("home-awaited");
  await ciso.patch("/session", { lang: "en" });
  const english = await home(ciso, { lang: "en" });
  await english.look("home-awaited");
  await ciso.patch("/session", { lang: "ja" });
});

test("an assessment in which all is handed in is not late", async () => {
  const visitor = await visit(server, "/assessments", {}, ciso);
  visitors.push(visitor);
  const { page } = visitor;
  const card = page.locator(".card").filter({ has: page.getByRole("link", { name: "春の診断" }) }).first();
  await card.getByText("全組織が提出済み").waitFor();
  assert.equal(await card.getByText("期限超過").count(), 0);
  await visitor.look("assessments-all-in");
});
