// Webhooks as administrators meet them: added, the secret shown once, tried, and what did not
// arrive sent again.
import assert from "node:assert/strict";
import { test } from "node:test";
import { visit } from "../support/browser.ts";
import { setUp, signedInAs } from "../support/people.ts";
import { answerWith, assertSigned, openReceiver, receiverSettings } from "../support/receiver.ts";
import { startServer } from "../support/server.ts";

const server = await startServer({ env: receiverSettings() });
const ciso = await setUp(server);
const admin = await signedInAs(ciso, "admin");

test("a receiver is added, tried, given another secret, and gets again what did not arrive", async () => {
  const receiver = await openReceiver();
  const look = await visit(server, "/settings", {}, admin);
  const { page } = look;
  await page.getByRole("link", { name: /Webhook/ }).click();
  await look.accessible();
  await look.shot("webhook-none");
  await page.getByRole("link", { name: "送り先を追加する" }).click();
  await page.getByRole("textbox", { name: /名前/ }).fill("監視基盤");
  await page.getByRole("textbox", { name: /アドレス/ }).fill(receiver.url);
  await page.locator("summary", { hasText: /^報告書$/ }).click();
  await page.locator("details[open]").getByText("作成", { exact: true }).click();
  await page.getByText("1種類を選択").first().waitFor();
  await look.accessible();
  await look.shot("webhook-new");
  await page.getByRole("button", { name: "保存" }).click();
  const secret = await page.getByRole("textbox", { name: "署名の鍵" }).inputValue();
  assert.match(secret, /^whsec_/);
  await look.shot("webhook-secret");
  await page.getByRole("button", { name: "設定しました" }).click();
  await page.getByRole("heading", { name: "監視基盤" }).waitFor();
  receiver.answer = answerWith(500);
  await page.getByRole("button", { name: "試験を送る" }).click();
  const first = await receiver.event("webhook.test");
  assertSigned(secret, first);
  await page.getByText("相手が受け取りませんでした（500）").waitFor();
  await look.shot("webhook-failed");
  receiver.answer = answerWith(200);
  await page.getByRole("button", { name: "もう一度送る", exact: true }).click();
  await receiver.event("webhook.test", (g) => g !== first && g.id === first.id);
  await page.getByRole("button", { name: "鍵を新しくする" }).click();
  await look.accessible();
  await look.shot("webhook-rotate");
  await page.getByRole("dialog").getByRole("button", { name: "鍵を新しくする" }).click();
  assert.notEqual(await page.getByRole("dialog").getByRole("textbox", { name: "署名の鍵" }).inputValue(), secret);
  await page.getByRole("button", { name: "設定しました" }).click();
  await page.getByText("前の鍵も使えます").waitFor();
  await look.accessible();
  const phone = await visit(server, page.url().replace(server.url, ""), { width: 390, lang: "en", theme: "dark" }, admin);
  await phone.page.getByRole("heading", { name: "監視基盤" }).waitFor();
  await phone.fits();
  await phone.shot("webhook-phone");
  await page.getByRole("button", { name: "削除" }).click();
  await page.getByRole("alertdialog").or(page.getByRole("dialog")).getByRole("button", { name: "削除" }).click();
  await page.getByText("送り先はまだありません").waitFor();
});
