// The scorecard as people meet it: empty, begun by one press, a figure entered, judged, and seen to have worsened.
import assert from "node:assert/strict";
import { test } from "node:test";
import { visit } from "../support/browser.ts";
import { setUp } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server);

const VIEWS = [
  { width: 1440, theme: "light" },
  { width: 390, theme: "dark" },
] as const;

test("an empty scorecard offers the set to begin with, which one press takes", async () => {
  const look = await visit(server, "/scorecard", {}, ciso);
  const { page } = look;
  await page.getByRole("button", { name: "標準の指標を登録" }).waitFor();
  for (const view of VIEWS) {
    await look.as(view);
    await look.accessible();
    await look.shot("kpi-empty");
  }
  await look.as(VIEWS[0]);
  await page.getByRole("button", { name: "標準の指標を登録" }).click();
  await page.getByRole("heading", { name: "財務の視点" }).waitFor();
  for (const view of VIEWS) {
    await look.as(view);
    await look.accessible();
    await look.shot("kpi-scorecard");
  }
  await look.context.close();
});

test("a figure is entered where the indicator stands, and the card says what came of it", async () => {
  const made = await ciso.post("/indicators", { title: "通販サイトの停止時間", perspective: "customer", source: "manual", figure: "hours", direction: "lower", cycle: "month", target: 0, amber: 4 }, 201);
  const [{ due_end }] = (await ciso.get(`/scorecard?indicator=${made.id}`)).items;
  const look = await visit(server, "/scorecard", {}, ciso);
  const { page } = look;
  await page.getByRole("button", { name: /通販サイトの停止時間.*入力|入力.*通販サイトの停止時間/ }).click();
  const dialog = page.getByRole("dialog");
  for (const view of VIEWS) {
    await look.as(view);
    await look.accessible();
    await look.shot("kpi-enter");
  }
  await look.as(VIEWS[0]);
  await dialog.getByRole("textbox", { name: /値/ }).fill("5");
  await dialog.getByRole("textbox", { name: /コメント/ }).fill("回線の工事が延びた。");
  await dialog.getByRole("button", { name: "保存" }).click();
  await dialog.waitFor({ state: "detached" });
  const card = page.getByRole("article", { name: "通販サイトの停止時間" });
  await card.getByText("要対応").waitFor();
  assert.deepEqual((await ciso.get(`/scorecard?indicator=${made.id}`)).items[0].values.map((v: { period_end: string; value: number }) => [v.period_end, v.value]), [[due_end, 5]]);
  await look.context.close();
});

test("what people judge stands on the card", async () => {
  const [one] = (await ciso.get("/scorecard")).items.filter((i: { title: string }) => i.title === "通販サイトの停止時間");
  const look = await visit(server, `/indicators/${one.number}/edit`, {}, ciso);
  const { page } = look;
  await page.getByRole("textbox", { name: /評価コメント/ }).fill("二重化の前は目標に届かない。");
  await page.getByRole("button", { name: "保存" }).first().click();
  await page.waitForURL((url) => !url.pathname.endsWith("/edit"));
  await page.getByText("二重化の前は目標に届かない。").first().waitFor();
  await look.accessible();
  await look.shot("kpi-indicator");
  await page.goto(`${server.url}/scorecard`);
  await page.getByRole("article", { name: "通販サイトの停止時間" }).getByText("二重化の前は目標に届かない。").waitFor();
  await look.context.close();
});
