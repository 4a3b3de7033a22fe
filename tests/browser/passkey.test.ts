// Passkeys as people meet them, with a device that Chromium plays itself.
import assert from "node:assert/strict";
import { test } from "node:test";
import { visit, type View, type Visitor } from "../support/browser.ts";
import type { Client } from "../support/client.ts";
import { PASSWORD, setUp, signedInAs } from "../support/people.ts";
import { type Server, startServer } from "../support/server.ts";

const server = await startServer();
const first = await setUp(server);
// Browsers offer passkeys to names, not to 127.0.0.1.
const here: Server = Object.create(server, { url: { value: `http://localhost:${server.port}` } });

async function member(): Promise<{ client: Client; login: string }> {
  const client = await signedInAs(first, "member");
  client.enter(await client.put("/session/password", { password: PASSWORD }));
  return { client, login: (await client.get("/session")).account.login };
}

// A device with a fingerprint reader that knows its owner; or one that does not recognise the finger.
async function withDevice(visitor: Visitor, knows = true): Promise<void> {
  const cdp = await visitor.context.newCDPSession(visitor.page);
  await cdp.send("WebAuthn.enable");
  await cdp.send("WebAuthn.addVirtualAuthenticator", {
    options: { protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true, isUserVerified: knows, automaticPresenceSimulation: true },
  });
}

async function atAccount(view: View = {}): Promise<{ visitor: Visitor; login: string }> {
  const { client, login } = await member();
  const visitor = await visit(here, "/account", view, client);
  await withDevice(visitor);
  return { visitor, login };
}

async function add({ page }: Visitor, name: string): Promise<void> {
  await page.getByRole("button", { name: "パスキーを追加" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "パスキーの名前" }).fill(name);
  await dialog.getByRole("button", { name: "次へ" }).click();
}

async function logOut({ page }: Visitor): Promise<void> {
  await page.getByRole("button", { name: /アカウント/ }).click();
  await page.getByRole("menuitem", { name: "ログアウト" }).click();
  await page.getByRole("button", { name: "パスキーを使う" }).waitFor();
}

test("is added, logs in without name and password, is renamed and removed", async () => {
  const { visitor, login } = await atAccount();
  const { page } = visitor;
  await page.getByRole("button", { name: "パスキーを追加" }).waitFor();
  await add(visitor, "会社のノートPC");
  await page.getByText("表示されるのは今回だけです").waitFor();
  const codes = await page.locator(".recovery-codes code").allTextContents();
  assert.equal(codes.length, 10);
  await visitor.shot("passkey-codes");
  await page.getByRole("button", { name: "保管しました" }).click();
  await page.getByText("まだ使われていません").waitFor();
  await visitor.look("passkey-account");
  await visitor.as({ width: 390 });
  await visitor.look("passkey-account");
  await visitor.as({ width: 1440 });

  await logOut(visitor);
  await visitor.look("passkey-log-in");
  await page.getByRole("button", { name: "パスキーを使う" }).click();
  await page.getByRole("heading", { name: "ホーム" }).waitFor();

  // The same as second factor after the password.
  await logOut(visitor);
  await page.getByRole("textbox", { name: "ログインID" }).fill(login);
  await page.getByRole("textbox", { name: "パスワード" }).fill(PASSWORD);
  await page.getByRole("button", { name: "ログイン", exact: true }).click();
  await page.getByRole("textbox", { name: "確認コード" }).waitFor();
  visitor.complaints.length = 0; // Chromium calls the refusal an error
  await visitor.look("passkey-second");
  await page.getByRole("button", { name: "パスキーを使う" }).click();
  await page.getByRole("heading", { name: "ホーム" }).waitFor();

  await page.goto("/account");
  await page.getByText(/最後に使った日時/).waitFor();
  await page.getByRole("button", { name: "「会社のノートPC」の名前を変える" }).click();
  await page.getByRole("dialog").getByRole("textbox").fill("自宅のノートPC");
  await page.getByRole("button", { name: "保存" }).click();
  await page.getByText("自宅のノートPC").first().waitFor();
  await page.getByRole("button", { name: "「自宅のノートPC」を削除" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "削除" }).click();
  await dialog.getByRole("button", { name: "パスキーを使う" }).waitFor();
  visitor.complaints.length = 0; // the refusal that brings the question
  await visitor.look("passkey-remove");
  await dialog.getByRole("button", { name: "パスキーを使う" }).click();
  await dialog.waitFor({ state: "detached" });
  await page.getByText("自宅のノートPC").waitFor({ state: "detached" });
  await logOut(visitor);
  await page.getByRole("button", { name: "パスキーを使う" }).click();
  await page.getByText("このパスキーではログインできません").waitFor();
  await visitor.shot("passkey-refused");
});

test("says in so many words when the device does not know the finger, or has a passkey already", async () => {
  const { visitor } = await atAccount({ width: 390, lang: "ja", theme: "dark" });
  const { page } = visitor;
  await add(visitor, "スマートフォン");
  await page.getByRole("button", { name: "保管しました" }).click();
  await page.getByText("まだ使われていません").waitFor();
  await add(visitor, "もう一度");
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "パスキーを使う" }).click();
  await dialog.getByText("この端末のパスキーはすでに追加されています").waitFor();
  await visitor.shot("passkey-there");

  const { client } = await member();
  await client.patch("/session", { lang: "en" });
  const other = await visit(here, "/account", { lang: "en" }, client);
  await withDevice(other, false);
  await other.page.getByRole("button", { name: "Add a passkey" }).click();
  await other.page.getByRole("dialog").getByRole("button", { name: "Continue" }).click();
  await other.page.getByText("It was cancelled or took too long").waitFor();
  await other.look("passkey-cancelled");
});

test("is not offered where the browser has no passkeys", async () => {
  const { client } = await member();
  const visitor = await visit(server, "/account", {}, client);
  await visitor.page.getByText("パスキーを追加できません").waitFor();
  const stranger = await visit(server, "/");
  await stranger.page.getByRole("textbox", { name: "ログインID" }).waitFor();
  assert.equal(await stranger.page.getByRole("button", { name: "パスキーを使う" }).count(), 0);
});
