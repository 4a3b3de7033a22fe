// Losses as people meet them: a scenario by the form, a run, the same run again, a quick estimate that becomes a scenario.
import assert from "node:assert/strict";
import { test } from "node:test";
import { visit } from "../support/browser.ts";
import { newDatabase } from "../support/database.ts";
import { enterBy } from "../support/people.ts";
import { command, prepare, startServer } from "../support/server.ts";

const database = newDatabase();
prepare(database);
const links = command(database, ["demo"]);
const server = await startServer({ database });
const ciso = await enterBy(server, links, "ciso");

const VIEWS = [
  { width: 1440, theme: "light" },
  { width: 390, theme: "dark" },
] as const;

test("what the sample company estimates is there, on the desk and on the phone", async () => {
  const look = await visit(server, "/loss", {}, ciso);
  const { page } = look;
  await page.getByRole("heading", { name: "損失シナリオ" }).waitFor();
  for (const view of VIEWS) {
    await look.as(view);
    await look.accessible();
    await look.shot("loss-front");
  }
  await look.as(VIEWS[0]);
  await page.getByRole("link", { name: "LR-" }).first().click();
  await page.getByRole("heading", { name: "超過確率曲線" }).waitFor();
  for (const view of VIEWS) {
    await look.as(view);
    await look.accessible();
    await look.shot("loss-run");
  }
  await look.as(VIEWS[0]);
  await page.getByRole("button", { name: "同じ条件で再現" }).click();
  await page.getByText("完全に一致").waitFor();
  await look.context.close();
});

test("a scenario is filled in without knowing how it is kept, and played", async () => {
  const look = await visit(server, "/loss", {}, ciso);
  const { page } = look;
  await page.getByRole("link", { name: "シナリオを追加" }).click();
  await page.getByRole("textbox", { name: /シナリオ名/ }).fill("取引先を装った振込の詐欺");
  const often = page.getByRole("group", { name: "1年あたりの発生回数" });
  for (const [name, n] of [["最小", "0.1"], ["最も多い", "0.2"], ["最大", "0.5"]] as const) await often.getByRole("textbox", { name: new RegExp(name) }).fill(n);
  const cost = page.getByRole("group", { name: "金額" });
  for (const [name, n] of [["最小", "100万"], ["最も多い", "5,000,000円"], ["最大", "３千万"]] as const) await cost.getByRole("textbox", { name: new RegExp(name) }).fill(n);
  await look.accessible();
  await look.shot("loss-scenario-form");
  await page.getByRole("button", { name: "保存" }).click();
  await page.getByRole("heading", { name: "取引先を装った振込の詐欺" }).waitFor();
  await page.getByText("年0.1回～0.5回（最も多い 0.2回）").waitFor();
  await page.getByText("100万円～3,000万円（最も多い 500万円）").waitFor();
  for (const view of VIEWS) {
    await look.as(view);
    await look.accessible();
    await look.shot("loss-scenario");
  }
  await look.as(VIEWS[0]);
  await page.goto("/loss");
  await page.getByRole("button", { name: "試算する" }).click();
  await page.getByRole("heading", { name: "超過確率曲線" }).waitFor();
  await page.getByRole("link", { name: "取引先を装った振込の詐欺" }).first().waitFor();
  await look.context.close();
});

test("a quick estimate becomes a scenario with its sources", async () => {
  const look = await visit(server, "/loss/quick", {}, ciso);
  const { page } = look;
  await page.getByRole("textbox", { name: "個人情報の件数" }).fill("30000");
  await page.getByRole("textbox", { name: "止まる事業の1日の売上" }).fill("1,000万円");
  await page.keyboard.press("Tab");
  await page.getByText("1,500万円").first().waitFor();
  await page.getByText("5,000万円").first().waitFor();
  for (const view of VIEWS) {
    await look.as(view);
    await look.accessible();
    await look.shot("loss-quick");
  }
  await look.as(VIEWS[0]);
  await page.getByRole("button", { name: "シナリオにする" }).click();
  await page.getByRole("group", { name: "損失 2" }).waitFor();
  // Once in ten years: one number, as the guide says.
  await page.getByRole("group", { name: "1年あたりの発生回数" }).getByRole("textbox", { name: /^値/ }).fill("0.1");
  await page.getByRole("button", { name: "保存" }).click();
  await page.getByRole("heading", { name: "個人情報の漏えいと事業の停止" }).waitFor();
  assert.ok((await page.getByText("JCIC").count()) > 0, "where the figures are from");
  await look.context.close();
});

test("a policy says what it pays and what not, and whom it sends", async () => {
  const look = await visit(server, "/insurance-policies", {}, ciso);
  const { page } = look;
  await page.getByRole("link", { name: "サイバー保険（更新案）" }).first().click();
  await page.getByRole("heading", { name: "稟議なしで発注できる作業" }).waitFor();
  await page.getByText("補償しない", { exact: true }).first().waitFor();
  for (const view of VIEWS) {
    await look.as(view);
    await look.accessible();
    await look.shot("loss-policy");
  }
  await look.as(VIEWS[0]);
  await page.getByRole("link", { name: "編集" }).click();
  await page.getByRole("button", { name: "助言・支援を追加" }).waitFor();
  await look.accessible();
  await look.shot("loss-policy-form");
  await look.context.close();
});

test("a policy that pays for leaks only is added by the form, and the next estimate says what it leaves to us", async () => {
  const look = await visit(server, "/loss", {}, ciso);
  const { page } = look;
  await page.getByRole("link", { name: "保険を追加" }).click();
  await page.getByRole("textbox", { name: /^契約名/ }).fill("情報漏えい保険（現契約）");
  for (const name of ["情報漏えいの事故だけを補償", "事故対応", "損害賠償"]) await page.getByRole("checkbox", { name, exact: true }).press("Space");
  await page.getByRole("textbox", { name: /^1事故の支払限度額/ }).fill("5,000万円");
  await page.getByRole("textbox", { name: /^1事故の免責金額/ }).fill("500000");
  await page.getByRole("button", { name: "保存する" }).click(); // at once: nothing moves away under the pointer
  await page.getByRole("heading", { name: "情報漏えい保険（現契約）", level: 1 }).waitFor();
  const policy = (await ciso.get("/insurance-policies")).items.find((p: { title: string }) => p.title === "情報漏えい保険（現契約）");
  assert.deepEqual([policy.leak_only, policy.event_limit.amount, policy.deductible.amount], [true, 50_000_000, 500_000]);
  await page.goto("/loss");
  await page.getByRole("button", { name: "試算する" }).click();
  const gap = page.getByRole("table", { name: "補償と不足：情報漏えい保険（現契約）（1年平均）" });
  await gap.getByRole("row", { name: /^事業中断/ }).waitFor();
  const cells = async (name: RegExp): Promise<string[]> => gap.getByRole("row", { name }).getByRole("cell").allInnerTexts();
  const [, lost, paid, not] = await cells(/^事業中断/);
  assert.equal(paid, "0円");
  assert.equal(not, lost, "a stop that is no leak stays with us");
  assert.notEqual((await cells(/^事故対応/))[2], "0円");
  const compared = page.getByRole("row", { name: /^情報漏えい保険（現契約）/ }).first();
  assert.equal((await compared.getByRole("cell").allInnerTexts())[1], "－", "nobody knows its premium");
  await look.context.close();
});
