// From an empty installation to the first page; in and out.
import assert from "node:assert/strict";
import { test } from "node:test";
import { visit } from "../support/browser.ts";
import { login, LOGIN, PASSWORD, setupToken, signedInAs } from "../support/people.ts";
import { command, startServer } from "../support/server.ts";

const server = await startServer();
let token = ""; // of the newest set-up link

test("an empty installation says where the set-up link is", async () => {
  const visitor = await visit(server, "/");
  await visitor.page.getByText("初期設定がまだ済んでいません").waitFor();
  await visitor.accessible();
  await visitor.shot("log-in-empty");
  visitor.quiet();
});

test("a link that a newer one has replaced says so before anything is typed", async () => {
  const earlier = await setupToken(server);
  const [, later = ""] = /\/setup#(\S+)/.exec(command(server.database, ["init"])) ?? [];
  const visitor = await visit(server, `/setup#${earlier}`);
  await visitor.page.getByText("このリンクは使えません").waitFor();
  assert.equal(await visitor.page.getByRole("textbox").count(), 0);
  await visitor.look("set-up-dead");
  const now = await visit(server, `/setup#${later}`);
  await now.page.getByRole("textbox", { name: "会社名" }).waitFor();
  token = later;
});

test("the set-up asks for what is missing and makes the first administrator", async () => {
  const { page, look } = await wizard();
  await look("set-up");
  await page.getByRole("button", { name: "この内容で始める" }).click();
  await page.getByText("入力してください").nth(4).waitFor();
  assert.equal(await page.getByText("入力してください").count(), 5);
  await page.getByRole("textbox", { name: "会社名" }).fill("株式会社かなめ商店");
  await page.getByRole("textbox", { name: /^姓/ }).fill("佐藤");
  await page.getByRole("textbox", { name: /^名/ }).fill("花子");
  await page.getByRole("textbox", { name: /^ログインID/ }).fill(LOGIN);
  const password = page.getByRole("textbox", { name: /^パスワード/ });
  await password.fill("jennifer");
  await page.getByText("あと4文字").waitFor();
  await page.getByRole("button", { name: "この内容で始める" }).click();
  await password.and(page.locator("[aria-invalid=true]")).waitFor(); // too short: it is not sent
  await password.fill("jennifer-michael");
  await page.getByText("12文字以上です").waitFor();
  await page.getByRole("button", { name: "この内容で始める" }).click();
  // The server refuses the password, for it is two common ones.
  await page.getByText("推測されやすいパスワード").waitFor();
  await password.fill(PASSWORD);
  await page.getByRole("button", { name: "この内容で始める" }).click();
  await page.getByRole("heading", { name: "ホーム" }).waitFor();
  await page.getByText("組織を登録する").waitFor();
  assert.equal(new URL(page.url()).hash, "", "the token stays in the address");
});

async function wizard() {
  const visitor = await visit(server, `/setup#${token}`);
  await visitor.accessible();
  return { page: visitor.page, look: visitor.look.bind(visitor) };
}

test("a wrong password is refused in words, the right one opens the page asked for", async () => {
  const { page } = await visit(server, "/units");
  await page.getByRole("textbox", { name: "ログインID" }).fill(LOGIN);
  await page.getByRole("textbox", { name: "パスワード" }).fill("something else");
  await page.getByRole("button", { name: "ログイン" }).click();
  await page.getByRole("alert").waitFor();
  await page.getByRole("textbox", { name: "パスワード" }).fill(PASSWORD);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "組織" }).waitFor();
});

test("a sign-in link is spent by the button, not by opening it", async () => {
  const first = await login(server);
  const units = await first.get("/session");
  const account = await first.post("/accounts", { login: "taro", name: "鈴木 太郎", roles: [{ role: "member", unit: units.roles[0].unit.id }] });
  const { url } = await first.post(`/accounts/${account.id}/sign-in-link`);
  const path = `/sign-in${new URL(url).hash}`;
  await visit(server, path);
  const { page, ...visitor } = await visit(server, path);
  await page.getByRole("button", { name: "ログイン" }).click();
  await page.getByText("パスワードがまだ設定されていません").waitFor();
  assert.deepEqual(visitor.complaints, []);
});

test("leaving the account logs the browser out", async () => {
  const member = await signedInAs(await login(server), "member");
  const { page } = await visit(server, "/", {}, member);
  await page.getByRole("button", { name: /アカウント/ }).click();
  await page.getByRole("menuitem", { name: "ログアウト" }).click();
  await page.getByRole("heading", { name: "ログイン" }).waitFor();
  await page.reload();
  await page.getByRole("heading", { name: "ログイン" }).waitFor();
});

test("a session that ends asks for the password and keeps what was typed", async () => {
  const client = await login(server);
  const { page } = await visit(server, "/measures/new", {}, client);
  await page.getByRole("textbox", { name: /^対策名/ }).fill("無線LANの認証方式の変更");
  await page.getByRole("radiogroup", { name: /優先度/ }).getByText("高", { exact: true }).click();
  await client.delete("/session");
  await page.getByRole("button", { name: "登録する" }).click();
  const dialog = page.getByRole("dialog", { name: "もう一度ログインしてください" });
  await dialog.getByRole("textbox", { name: "パスワード" }).fill(PASSWORD);
  await dialog.getByRole("button", { name: "ログイン", exact: true }).click();
  await dialog.waitFor({ state: "hidden" });
  assert.equal(await page.getByRole("textbox", { name: /^対策名/ }).inputValue(), "無線LANの認証方式の変更");
  await page.getByRole("button", { name: "登録する" }).click();
  await page.getByRole("heading", { name: "無線LANの認証方式の変更" }).waitFor();
});
