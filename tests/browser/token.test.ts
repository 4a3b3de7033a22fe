// API tokens as people meet them: made, shown once, revoked; seen by an administrator.
import assert from "node:assert/strict";
import { test } from "node:test";
import { visit } from "../support/browser.ts";
import { Client } from "../support/client.ts";
import { setUp, signedInAs } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const first = await setUp(server);

test("a token is made for chosen areas, works, and is revoked", async () => {
  const ciso = await signedInAs(first, "ciso");
  const look = await visit(server, "/account", {}, ciso);
  const { page } = look;
  await page.getByRole("button", { name: "APIトークンを作る" }).click();
  await page.getByRole("textbox", { name: /用途/ }).fill("月次の集計");
  await page.getByText("範囲を選ぶ").click();
  await page.getByText("対策（閲覧）").click();
  await look.accessible();
  await look.shot("token-new");
  await page.getByRole("button", { name: "作成する" }).click();
  await page.getByText("表示されるのは今回だけです").waitFor();
  const token = await page.getByRole("textbox", { name: "APIトークン" }).inputValue();
  assert.match(token, /^kaname_1\./);
  await look.shot("token-made");
  const script = Object.assign(new Client(server), { token });
  await script.get("/measures");
  await script.refused("GET", "/people", 403);
  await page.getByRole("button", { name: "保管しました" }).click();
  await page.getByText("対策（閲覧）").waitFor();
  await look.shot("token-list");
  await look.accessible();

  const { account } = await ciso.get("/session");
  const admin = await visit(server, `/accounts/${account.id}`, { width: 390, lang: "en", theme: "dark" }, first);
  await admin.page.getByText("月次の集計").waitFor();
  await admin.fits();
  await admin.shot("token-admin");
  await page.reload();
  await page.getByRole("button", { name: "失効させる" }).click();
  await page.getByRole("alertdialog").or(page.getByRole("dialog")).getByRole("button", { name: "失効させる" }).click();
  await page.getByText("スクリプトやほかのシステムから").waitFor();
  await script.refused("GET", "/measures", 401);
});
