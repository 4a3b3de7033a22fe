// Scoring a component: levels by their meaning, with the reason; the page then says where it stands and since when.
import assert from "node:assert/strict";
import { test } from "node:test";
import { visit } from "../support/browser.ts";
import { setUp, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server);
const unit = await topUnit(ciso);

const VIEWS = [
  { width: 1440, theme: "light" },
  { width: 390, theme: "dark" },
] as const;

test("without components the page says what they are for and what the levels mean", async () => {
  const look = await visit(server, "/maturity", {}, ciso);
  await look.page.getByRole("link", { name: "構成要素を追加" }).waitFor();
  await look.page.getByText("見通しの不確かさも織り込んでいる").waitFor();
  for (const view of VIEWS) {
    await look.as(view);
    await look.accessible();
    await look.shot("maturity-empty");
  }
  await look.context.close();
});

test("a component is scored where it stands, and what is due is told apart", async () => {
  const { number } = await ciso.post("/components", { unit, title: "会員サイト", kind: "application" }, 201);
  await ciso.post("/components", { unit, title: "予約サイト", kind: "service" }, 201);
  const look = await visit(server, "/maturity?tab=due", {}, ciso);
  const { page } = look;
  await page.getByRole("button", { name: "「会員サイト」を採点する" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("radio", { name: /段階4：全体を評価し/ }).waitFor({ state: "attached" });
  for (const view of VIEWS) {
    await look.as(view);
    await look.accessible();
    await look.shot("maturity-score");
  }
  await look.as(VIEWS[0]);
  const save = dialog.getByRole("button", { name: "保存" });
  assert.ok(await save.isDisabled(), "a level and a reason are asked for");
  await dialog.getByText("段階4：全体を評価し").click();
  await dialog.getByText("段階3：ルールと体制").click();
  await dialog.getByRole("textbox", { name: /理由・所見/ }).fill("公開前に全体を評価した。");
  await save.click();
  await dialog.waitFor({ state: "detached" });
  await page.getByRole("button", { name: "「会員サイト」を採点する" }).waitFor({ state: "detached" });
  await page.getByRole("button", { name: "「予約サイト」を採点する" }).waitFor();
  const [scoring] = (await ciso.get("/component-scorings")).items;
  assert.deepEqual([scoring.evaluation, scoring.response, scoring.mean, scoring.occasion], [4, 3, 35, "start"]);

  await page.goto(`${server.url}/components/${number}`);
  await page.getByText("公開前に全体を評価した。").waitFor();
  await page.getByText("段階4：全体を評価し、見通しの不確かさも織り込んでいる").waitFor();
  await look.accessible();
  await page.getByRole("button", { name: "「会員サイト」を採点する" }).click();
  await page.getByText("前回は段階4").waitFor();
  await look.context.close();
});
