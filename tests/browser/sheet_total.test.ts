// Results of sheets on other scales than 1 to 5: a total with its band, the share of criteria met.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { visit, type View, type Visitor } from "../support/browser.ts";
import { type Client, type Json } from "../support/client.ts";
import { setUp } from "../support/people.ts";
import { startServer } from "../support/server.ts";
import { makeShops, newestVersion, openCampaign, put, step } from "../support/sheet.ts";

const server = await startServer();
const ciso: Client = await setUp(server);
const shops = await makeShops(ciso);

const visitors: Visitor[] = [];
after(async () => {
  for (const visitor of visitors) await visitor.context.close();
});

// A campaign of a built-in sheet for the head office and one shop, which both have answered unless said.
async function answered(key: string, value: (item: Json, place: number, unit: string) => unknown, units = [shops.head, shops.east]): Promise<string> {
  const version = (await newestVersion(ciso, key)).id;
  const opened = await openCampaign(ciso, version, [shops.head, shops.east]);
  const items: Json[] = (await ciso.get(`/sheet-versions/${version}/document`)).items;
  for (const unit of units) {
    const id = opened.responses[unit]!.id;
    for (const [place, item] of items.entries()) await put(ciso, id, item.key, { value: value(item, place, unit) });
    await step(ciso, id, "submit");
  }
  return `/campaigns/${opened.campaign.number}/results`;
}

async function look(path: string, name: string, view: View = {}): Promise<Visitor> {
  const visitor = await visit(server, path, view, ciso);
  visitors.push(visitor);
  await visitor.page.getByRole("heading", { level: 1 }).waitFor();
  await visitor.page.waitForLoadState("networkidle");
  await visitor.fits();
  await visitor.accessible();
  await visitor.shot(name);
  visitor.quiet();
  return visitor;
}

test("the self-check shows points, band and what to do next, by company and by unit", async () => {
  const path = await answered("kaname-sme25", (_, place, unit) => (unit === shops.head ? "done" : place < 11 ? "done" : place < 21 ? "partly" : "unknown"));
  // 100 and 11 × 4 + 10 × 2 − 4 = 60: 80
  const { page } = await look(path, "total");
  await page.getByText("合計点").first().waitFor();
  await page.getByText("おおむねできているが、不足がある").waitFor();
  await page.getByText("4点に届かなかった項目から順に補ってください。").waitFor();
  await look(path, "total", { width: 390 });
  await ciso.patch("/session", { lang: "en" });
  const units = await look(`${path}?tab=units`, "total_units", { lang: "en", theme: "dark" });
  await units.page.getByText("60 of 100").waitFor();
  await units.page.getByText("Many measures wanting").waitFor();
  await ciso.patch("/session", { lang: "ja" });
});

test("what a part of the units answered is not called the company's", async () => {
  const path = await answered("kaname-csm40", () => 3, [shops.head]);
  const { page } = await look(path, "partly");
  await page.getByText("2組織のうち、提出済みの1組織を集計しています").waitFor();
  await page.getByText("回答した組織の平均は3.0").waitFor();
  assert.equal(await page.getByText("全社", { exact: true }).count(), 0);
  const units = await look(`${path}?tab=units`, "partly_units", { width: 390 });
  assert.equal(await units.page.getByText("全社", { exact: true }).count(), 0);
});

test("three stars show the share of criteria met on rings of twenty", async () => {
  const path = await answered("kaname-star3", (_, place, unit) => (unit === shops.head || place % 3 > 0 ? "yes" : "no"));
  const { page } = await look(path, "star3");
  await page.locator("polygon.grid").first().waitFor({ state: "attached" });
  assert.equal(await page.locator("polygon.grid").count(), 5);
  await look(path, "star3", { width: 390 });
  await look(`${path}?tab=units`, "star3_units");
});
