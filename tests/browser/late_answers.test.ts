// Answers that come late: what was asked before something changed does not hide the change, nor is it shown to somebody else,
// and what is pressed again meanwhile is not done again.
import assert from "node:assert/strict";
import { test } from "node:test";
import { visit } from "../support/browser.ts";
import type { Client } from "../support/client.ts";
import { until } from "../support/environment.ts";
import { PASSWORD, setUp, signedInAs, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";
import { hold } from "../support/slow.ts";

const server = await startServer();
const first = await setUp(server);

const token = (client: Client, name: string): Promise<unknown> => client.post("/tokens", { name, scopes: ["measure.read"], days: 30 }, 201);

test("a list that was asked for before an entry was made shows the entry", async () => {
  const { page, context } = await visit(server, "/", {}, await signedInAs(first, "ciso"));
  const list = await hold(page, "**/api/v1/tokens");
  await page.goto("/account");
  await list.answered;
  await page.getByRole("button", { name: "APIトークンを作る" }).click();
  await page.getByRole("textbox", { name: /用途/ }).fill("月次の集計");
  await page.getByRole("button", { name: "作成する" }).click();
  await page.getByRole("button", { name: "保管しました" }).click();
  list.letGo();
  await page.getByText("月次の集計", { exact: true }).waitFor();
  await context.close();
});

test("what was chosen stays when the choices asked for before come after it", async () => {
  const visitor = await visit(server, "/account/notices", {}, await signedInAs(first, "ciso"));
  const { page } = visitor;
  const choice = page.getByRole("button", { name: /回答の依頼/ });
  await choice.waitFor();
  await page.getByRole("link", { name: "ホーム", exact: true }).click();
  await page.getByRole("heading", { name: "ホーム", level: 1 }).waitFor();
  const before = await hold(page, "**/api/v1/notice-choices");
  await page.goBack();
  await before.answered;
  await choice.click();
  await page.getByRole("option", { name: "一日分をまとめてメール" }).click();
  await page.getByText("保存しました").waitFor();
  before.letGo();
  await visitor.settled();
  assert.match(await choice.innerText(), /一日分をまとめてメール/);
  await visitor.context.close();
});

test("what was under way for one account is not shown to the next", async () => {
  const leaver = await signedInAs(first, "ciso");
  await token(leaver, "前の人の集計");
  const next = await signedInAs(first, "member");
  next.enter(await next.put("/session/password", { password: PASSWORD }));
  const { account } = await next.get("/session");
  const { page, context } = await visit(server, "/", {}, leaver);
  const old = await hold(page, "**/api/v1/tokens");
  await page.goto("/account");
  await old.answered;
  await page.getByRole("button", { name: /アカウント/ }).first().click();
  await page.getByRole("menuitem", { name: "ログアウト" }).click();
  await page.getByRole("textbox", { name: "ログインID" }).waitFor();
  const late = page.waitForEvent("requestfinished", (r) => r.url().endsWith("/api/v1/tokens"));
  old.letGo();
  await late;
  await page.unroute("**/api/v1/tokens");
  const own = await hold(page, "**/api/v1/tokens");
  await page.getByRole("textbox", { name: "ログインID" }).fill(account.login);
  await page.getByRole("textbox", { name: "パスワード" }).fill(PASSWORD);
  await page.getByRole("button", { name: "ログイン", exact: true }).click();
  await page.getByRole("heading", { name: "ホーム", level: 1 }).waitFor();
  await page.getByRole("button", { name: /アカウント/ }).first().click();
  await page.getByRole("menuitem", { name: "アカウントとセキュリティ" }).click();
  await own.answered;
  await page.getByRole("heading", { name: "APIトークン" }).waitFor();
  assert.equal(await page.getByText("前の人の集計").count(), 0);
  own.letGo();
  await page.getByText("スクリプトやほかのシステムから").waitFor();
  assert.equal(await page.getByText("前の人の集計").count(), 0);
  await context.close();
});

test("a button pressed twice sends once", async () => {
  const account = await first.post("/accounts", { login: "taro", name: "鈴木 太郎", roles: [{ role: "member", unit: await topUnit(first) }] }, 201);
  const { page, context } = await visit(server, `/accounts/${account.id}`, {}, first);
  const link = await hold(page, "**/sign-in-link", "POST");
  let sent = 0;
  page.on("request", (r) => r.url().endsWith("/sign-in-link") && (sent += 1));
  const button = page.getByRole("button", { name: "ログイン用リンクを発行" });
  await button.click();
  await link.answered;
  await button.click();
  link.letGo();
  await page.getByRole("dialog").waitFor();
  assert.equal(sent, 1);
  await context.close();
});

test("coming back to a page while the feed is asked does not begin a second feed beside it", async () => {
  const visitor = await visit(server, "/measures", {}, await signedInAs(first, "ciso"));
  const { page } = visitor;
  await visitor.settled();
  await page.clock.install();
  const feed = await hold(page, "**/api/v1/changes*");
  let asked = 0;
  page.on("requestfinished", (r) => r.url().includes("/changes") && (asked += 1));
  const nudge = (): Promise<void> => page.evaluate(() => void document.dispatchEvent(new Event("visibilitychange")));
  await nudge();
  await feed.answered;
  for (let i = 0; i < 3; i++) await nudge();
  feed.letGo();
  await page.clock.runFor(100);
  await until("the feed was asked for the last time one came back", async () => {
    await page.clock.runFor(10);
    return asked >= 2;
  });
  await visitor.settled();
  asked = 0;
  await page.clock.runFor(15_100);
  await until("the feed is asked again", () => asked >= 1);
  await visitor.settled();
  assert.equal(asked, 1, "so many feeds run side by side");
  await visitor.context.close();
});
