// Results while some units are missing: compared with the same units of last time, or not at all, and
// the first page says whose maturity it shows.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { visit, type Visitor } from "../support/browser.ts";
import type { Client } from "../support/client.ts";
import { setUp } from "../support/people.ts";
import { startServer } from "../support/server.ts";
import { answerForty, FORTY, makeShops, newestVersion, openCampaign, type Shops, step } from "../support/sheet.ts";

const server = await startServer();
let ciso: Client;
let shops: Shops;
let forty: string;

// One campaign over these units, answered at one level each; null: not answered.
async function assess(name: string, period: string, levels: [string, number | null][]): Promise<string> {
  const me = (await ciso.get("/session")).account.id;
  const { campaign, responses } = await openCampaign(ciso, forty, [], { name, period, units: levels.map(([unit]) => ({ unit, assignee: me })) });
  for (const [unit, level] of levels) {
    if (level === null) continue;
    await answerForty(ciso, responses[unit]?.id, String(level).repeat(40));
    await step(ciso, responses[unit]?.id, "submit");
    await step(ciso, responses[unit]?.id, "accept");
  }
  return campaign.number;
}

before(async () => {
  ciso = await setUp(server);
  shops = await makeShops(ciso);
  forty = (await newestVersion(ciso, FORTY)).id;
});

const visitors: Visitor[] = [];
after(async () => {
  for (const visitor of visitors) await visitor.context.close();
});

async function open(path: string, width = 1440): Promise<Visitor> {
  const visitor = await visit(server, path, { width }, ciso);
  visitors.push(visitor);
  return visitor;
}

test("a part is compared with the same units of last time", async () => {
  await assess("前年の診断", "FY2024", [[shops.head, 4], [shops.east, 2], [shops.west, 3]]);
  const number = await assess("今年の診断", "FY2025", [[shops.head, null], [shops.east, 3], [shops.west, null]]);
  const results = await ciso.get(`/campaigns/${number}/results`);
  assert.equal(results.last_basis, "same_units");
  assert.equal(results.overall.own.tenths, 30);
  assert.equal(results.overall.last.tenths, 20, "the east shop's, not the company's 30");
  assert.equal(results.items[0].last.tenths, 20);
  const { page } = await open(`/campaigns/${number}/results`);
  await page.getByText("前回（同じ組織）比 +1.0").waitFor();
  await page.getByText("今回回答した組織だけで比べています", { exact: false }).waitFor();
});

test("the first page says that its maturity is that of a part", async () => {
  for (const width of [1440, 390]) {
    const visitor = await open("/", width);
    await visitor.page.getByText("成熟度（回答した組織のみ）").waitFor();
    await visitor.page.getByText("3組織中1組織を集計").waitFor();
    await visitor.look("home-partly");
  }
});

test("where other units had answered nothing is compared, and it is said", async () => {
  await assess("一部の診断", "FY2026", [[shops.head, 4], [shops.east, null]]);
  const number = await assess("次の診断", "FY2027", [[shops.head, 3], [shops.east, 3]]);
  const results = await ciso.get(`/campaigns/${number}/results`);
  assert.equal(results.last_basis, "other_units");
  assert.equal(results.overall.last, null);
  const visitor = await open(`/campaigns/${number}/results`);
  await visitor.page.getByText("前回の「一部の診断」とは回答した組織が異なるため、比べていません。").waitFor();
  await visitor.look("results-not-compared");
});

test("results of one unit alone show no figures that nobody has", async () => {
  const number = await assess("全社だけ", "FY2030", [[shops.top, 3]]);
  const visitor = await open(`/campaigns/${number}/results`);
  const { page } = visitor;
  const names = page.locator(".tiles .figure-name");
  await names.first().waitFor();
  assert.deepEqual(await names.allTextContents(), ["総合"]);
  await visitor.look("results-one-unit");
});
