// From the gaps of an assessment to one request for people and budget, and what the people who decide see of it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { visit, type Visitor } from "../support/browser.ts";
import type { Client, Json } from "../support/client.ts";
import { until } from "../support/environment.ts";
import { setUp, signedInAs } from "../support/people.ts";
import { startServer } from "../support/server.ts";
import { answerForty, FORTY, makeShops, newestVersion, openCampaign, step } from "../support/sheet.ts";

const server = await startServer();
let ciso: Client;
let lead: Client;
let president: Client;
let campaign: string;
let measures: Json[];
const yen = (amount: number): Json => ({ amount, currency: "JPY" });

before(async () => {
  ciso = await setUp(server);
  lead = await signedInAs(ciso, "security");
  president = await signedInAs(ciso, "executive");
  const { top, head } = await makeShops(ciso);
  const opened = await openCampaign(ciso, (await newestVersion(ciso, FORTY)).id, [head]);
  await answerForty(ciso, opened.responses[head]!.id, "2".repeat(40));
  await step(ciso, opened.responses[head]!.id, "submit");
  campaign = opened.campaign.number;
  await ciso.put("/target-levels", { sheet_key: FORTY, period: "FY2026", levels: [{ section: "1", level: 30 }] });
  const more = { unit: top, priority: "high", sheet_key: FORTY, section_key: "1", level_to_reach: 3 };
  measures = await Promise.all([
    lead.post("/measures", { ...more, title: "監視の外部委託", item_key: "1-1", cost_low: yen(2000000), cost_high: yen(4000000), people_needed: 2, people_skills: "ログ分析", people_from: "2027-04-01" }, 201),
    lead.post("/measures", { ...more, title: "規程の見直し", item_key: "1-2" }, 201),
  ]);
});

const visitors: Visitor[] = [];
after(async () => {
  for (const visitor of visitors) await visitor.context.close();
});

async function go(path: string, heading: string | RegExp, as: Client): Promise<Visitor> {
  const visitor = await visit(server, path, {}, as);
  visitors.push(visitor);
  await visitor.page.getByRole("heading", { name: heading, level: 1 }).waitFor();
  await visitor.page.waitForLoadState("networkidle");
  return visitor;
}

let number: string;

test("the gaps lead to the plan by level, and the chosen measures become one request", async () => {
  const visitor = await go(`/campaigns/${campaign}/results?tab=gaps`, "診断結果", lead);
  const { page } = visitor;
  await page.getByRole("link", { name: "目標水準に必要な要員・予算をまとめて申請する" }).click();
  await page.getByRole("heading", { name: /^レベル3への引き上げ/ }).waitFor();
  await page.getByText("200万円〜400万円").first().waitFor();
  await page.getByText("費用が記入されていない対策が1件あります").waitFor();
  await page.getByText("対策のない項目（1件）").first().waitFor();
  await visitor.look("gap-plan");
  // The second measure is taken out again: its box is the label beside it.
  await page.getByText("2件を選択中").waitFor();
  await page.getByRole("checkbox", { name: "「規程の見直し」を申請に含める" }).press("Space");
  await page.getByText("1件を選択中").waitFor();
  await page.getByRole("button", { name: "選んだ対策の要員・予算をまとめて申請する" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: /^申請の理由/ }).fill("取引先の要求に応えるため");
  await dialog.getByRole("button", { name: "申請を作成する" }).click();
  await page.waitForURL(/\/resource-requests\/RR-[^/]+$/);
  number = new URL(page.url()).pathname.split("/").pop() ?? "";
  await page.getByRole("heading", { name: "まとめて決裁する対策" }).waitFor();
  await page.getByRole("link", { name: "監視の外部委託" }).waitFor();
  assert.equal(await page.getByRole("link", { name: "規程の見直し" }).count(), 0);
  await visitor.look("request");
  visitor.quiet();
});

test("the plan says what is asked for already, and offers it no second time", async () => {
  const visitor = await go(`/campaigns/${campaign}/gap-plan`, "目標水準に必要な要員・予算", lead);
  await visitor.page.getByRole("link", { name: /レベル3への引き上げに必要な要員・予算/ }).waitFor();
  await visitor.page.getByText("1件を選択中").waitFor();
  assert.equal(await visitor.page.getByRole("checkbox").count(), 1);
  visitor.quiet();
});

test("it is sent, and whoever decides sees on the round's page what is decided together", async () => {
  const visitor = await go(`/resource-requests/${number}`, /レベル3への引き上げ/, lead);
  await visitor.page.getByRole("button", { name: "承認を申請" }).click();
  await visitor.page.getByRole("dialog").getByRole("button", { name: "承認を申請" }).click();
  await visitor.page.waitForURL(/\/approvals\/AP-[^/]+$/);
  visitor.quiet();
  const decider = await go(new URL(visitor.page.url()).pathname, /レベル3への引き上げ/, president);
  await decider.page.getByRole("heading", { name: "まとめて決裁する対策" }).waitFor();
  await decider.page.getByRole("link", { name: "監視の外部委託" }).waitFor();
  await decider.look("request-round");
  await decider.page.getByRole("button", { name: "承認", exact: true }).click();
  await until("it is approved", async () => ((await ciso.get(`/resource-requests/${number}`)).state === "approved" ? true : null));
  decider.quiet();
  assert.deepEqual(await Promise.all(measures.map(async (m) => (await ciso.get(`/measures/${m.id}`)).state)), ["approved", "proposed"]);
});
