// Where the level came from and where it is to go: campaigns, targets of later years with the measures
// on the way, level lines, scores of rating services.
import { after, test } from "node:test";
import { visit, type Visitor } from "../support/browser.ts";
import { newDatabase } from "../support/database.ts";
import { enterBy } from "../support/people.ts";
import { command, prepare, startServer } from "../support/server.ts";
import { FORTY } from "../support/sheet.ts";

const database = newDatabase();
prepare(database);
const links = command(database, ["demo"]);
const server = await startServer({ database });
const ciso = await enterBy(server, links, "ciso");
const { points } = await ciso.get(`/assessment-trend?sheet_key=${FORTY}`);
const newest = points.at(-1);
const sections = Array.from({ length: 10 }, (_, i) => String(i + 1));

await ciso.put("/target-levels", {
  sheet_key: FORTY,
  period: `FY${Number(newest.period.slice(2)) + 3}`,
  levels: sections.map((section) => ({ section, level: 40 })),
});
const lines = sections.flatMap((s) => [`小売業,同規模・同業の企業,${s},2.7`, `小売業,世界の先進企業,${s},4.2`]);
const query = new URLSearchParams({ sheet: FORTY, source: "調査会社の比較", as_of: "2026-03-31" });
await ciso.call("POST", `/industry-averages/import?${query}`, { body: ["業種,水準の種類,区分,平均", ...lines].join("\n") });

const visitors: Visitor[] = [];
after(async () => {
  for (const visitor of visitors) await visitor.context.close();
});

async function open(path: string, width = 1440): Promise<Visitor> {
  const visitor = await visit(server, path, { width }, ciso);
  visitors.push(visitor);
  return visitor;
}

test("the trend leads from the first campaign to the target of a later year and its measures", async () => {
  const { page } = await open("/assessments/trend");
  await page.getByRole("img", { name: "総合の推移" }).waitFor();
  await page.getByText("目標4.0", { exact: false }).first().waitFor();
  await page.getByText("この年度末までに期限を迎える対策", { exact: false }).waitFor();
  await page.getByRole("button", { name: "指示", exact: false }).click();
  await page.getByRole("option", { name: "7 ", exact: false }).click();
  await page.getByRole("img", { name: "7 ", exact: false }).waitFor();
});

test("a score of a rating service is put on record and stands in the chart", async () => {
  for (const score of (await ciso.get("/outside-scores")).items) await ciso.delete(`/outside-scores/${score.id}`, "*", 204); // the sample's
  const { page } = await open("/assessments/trend", 390);
  await page.getByText("外部評価スコアはまだ登録されていません").waitFor();
  const unit = (await ciso.get("/units")).items[0].id;
  for (const [measured_on, score] of [["2025-10-01", 75], ["2026-04-01", 78], ["2026-10-01", 80]])
    await ciso.post("/outside-scores", { unit, service: "外部評価サービスA", measured_on, score, industry_score: 73, score_max: 100 });
  await page.reload();
  await page.getByRole("img", { name: "外部評価サービスA" }).waitFor();
});

test("with more than four lines on the radar one chooses which to see", async () => {
  const { page } = await open(`/campaigns/${newest.campaign.number}/results`);
  await page.getByText("表示する線").waitFor();
  const leaders = page.locator(".legend").getByText("世界の先進企業");
  await leaders.waitFor();
  await page.locator("label", { hasText: "世界の先進企業" }).click();
  await leaders.waitFor({ state: "detached" });
});
