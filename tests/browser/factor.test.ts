// The second factor as people meet it: set up, asked for at log-in, needed by a role, reset.
import assert from "node:assert/strict";
import { test } from "node:test";
import { codeOf } from "../support/authenticator.ts";
import { visit, type Visitor } from "../support/browser.ts";
import type { Client } from "../support/client.ts";
import { query } from "../support/database.ts";
import { setUp, signedInAs } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const first = await setUp(server);
const PASSWORD = "brass kettle on snow";

async function member(): Promise<{ client: Client; login: string; name: string; id: string }> {
  const client = await signedInAs(first, "member");
  client.enter(await client.put("/session/password", { password: PASSWORD }));
  const { account } = await client.get("/session");
  return { client, login: account.login, name: account.name, id: account.id };
}

// From the shown key to the recovery codes; gives both.
async function setUpFactor(visitor: Visitor): Promise<{ secret: string; codes: string[] }> {
  const { page } = visitor;
  await page.getByRole("button", { name: "二要素認証を設定する" }).click();
  await page.getByRole("img", { name: /QRコード/ }).waitFor();
  const secret = ((await page.locator(".secret").textContent()) ?? "").replaceAll(" ", "");
  const code = page.getByRole("textbox", { name: /確認コード/ });
  await code.fill("000000");
  await page.getByRole("button", { name: "有効にする" }).click();
  await page.getByText("コードが違うか、使用済みです").waitFor();
  await visitor.shot("factor-setup");
  await visitor.accessible();
  await visitor.fits();
  await code.fill(codeOf(secret));
  await page.getByRole("button", { name: "有効にする" }).click();
  await page.getByText("表示されるのは今回だけです").waitFor();
  const codes = await page.locator(".recovery-codes code").allTextContents();
  await visitor.shot("factor-codes");
  await visitor.accessible();
  await visitor.fits();
  await page.getByRole("button", { name: "保管しました" }).click();
  query(server.database, "UPDATE factor SET last_step = 0");
  return { secret, codes };
}

async function logIn(visitor: Visitor, login: string): Promise<void> {
  const { page } = visitor;
  await page.getByRole("textbox", { name: "ログインID" }).fill(login);
  await page.getByRole("textbox", { name: "パスワード" }).fill(PASSWORD);
  await page.getByRole("button", { name: "ログイン" }).click();
  await page.getByRole("textbox", { name: "確認コード" }).waitFor();
}

test("is set up on the account page; then log-in asks for the code, and takes a recovery code instead", async () => {
  const person = await member();
  const visitor = await visit(server, "/account", {}, person.client);
  const { secret, codes } = await setUpFactor(visitor);
  await visitor.page.getByText("使える回復コード：残り10個").waitFor();
  await visitor.shot("factor-on");

  const again = await visit(server, "/");
  await logIn(again, person.login);
  await again.accessible();
  await again.shot("factor-log-in");
  await again.page.getByRole("textbox", { name: "確認コード" }).fill("123456");
  await again.page.keyboard.press("Enter");
  await again.page.getByText("コードが違うか、使用済みです").waitFor();
  await again.page.getByRole("textbox", { name: "確認コード" }).fill(codeOf(secret));
  await again.page.keyboard.press("Enter");
  await again.page.getByRole("heading", { name: "ホーム" }).waitFor();

  const phone = await visit(server, "/", { width: 390, theme: "dark" });
  await logIn(phone, person.login);
  await phone.shot("factor-log-in");
  await phone.page.getByRole("textbox", { name: "確認コード" }).fill(codes[0] ?? "");
  await phone.page.keyboard.press("Enter");
  await phone.page.getByRole("heading", { name: "ホーム" }).waitFor();
});

test("a link asks for the code as well", async () => {
  const person = await member();
  const { secret } = await person.client.post("/session/factor");
  await person.client.put("/session/factor", { code: codeOf(secret) });
  query(server.database, "UPDATE factor SET last_step = 0");
  const { url } = await first.post(`/accounts/${person.id}/sign-in-link`);
  const { page } = await visit(server, `/sign-in${new URL(url).hash}`);
  await page.getByRole("button", { name: "ログイン" }).click();
  await page.getByRole("textbox", { name: "確認コード" }).fill(codeOf(secret));
  await page.getByRole("button", { name: "ログイン" }).click();
  await page.getByRole("heading", { name: "ホーム" }).waitFor();
});

test("an administrator says which roles need it; who has such a role sets it up before anything else", async () => {
  const admin = await visit(server, "/settings/sign-in", {}, first);
  await admin.page.getByText("CSIRT", { exact: true }).click();
  await admin.accessible();
  await admin.shot("sign-in-rules");
  await admin.page.getByRole("button", { name: "保存" }).click();
  await admin.page.getByText("保存しました").waitFor();

  const csirt = await visit(server, "/measures", { width: 390 }, await signedInAs(first, "csirt"));
  await csirt.page.getByText("二要素認証の設定が必要です").waitFor();
  await csirt.shot("factor-first");
  await setUpFactor(csirt);
  await csirt.page.getByRole("heading", { name: "対策" }).waitFor();
});

test("an administrator resets it for somebody who lost the telephone", async () => {
  const person = await member();
  const { secret } = await person.client.post("/session/factor");
  await person.client.put("/session/factor", { code: codeOf(secret) });
  const { page } = await visit(server, `/accounts/${person.id}`, {}, first);
  await page.getByRole("button", { name: "二要素認証を解除" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "二要素認証を解除" }).click();
  await page.getByText("未設定").first().waitFor();
  assert.equal((await first.get(`/accounts/${person.id}`)).factor, false);
});
