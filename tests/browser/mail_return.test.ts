// Mail that does not arrive, as people see it: the person, who waits for an answer, and an administrator.
import assert from "node:assert/strict";
import { test } from "node:test";
import { type View, visit } from "../support/browser.ts";
import { giveAddress, mailSettings, openMailbox } from "../support/mailbox.ts";
import { setUp, signedInAs } from "../support/people.ts";
import { command, startServer } from "../support/server.ts";
import { importSheet, makeShops, openCampaign, smallSheet } from "../support/sheet.ts";

const mailbox = await openMailbox();
const server = await startServer({ env: mailSettings(mailbox, { KANAME_RETURN_ADDRESS: "bounce@example.jp" }) });
const ciso = await setUp(server);
const shops = await makeShops(ciso);
const east = await signedInAs(ciso, "manager", shops.east);
await giveAddress(ciso, east, "east@example.com", shops.top);
const version = await importSheet(ciso, smallSheet("lost"));
const { account } = await east.get("/session");
const asked = (name: string) => openCampaign(ciso, version.id, [], { name, units: [{ unit: shops.east, assignee: account.id }] });

const { campaign } = await asked("年次の自己評価");
const mail = await mailbox.mailTo("east@example.com");
const fields = "Action: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 <east@example.com>: User unknown\n";
const report = `To: ${mail.from}\nContent-Type: multipart/report; boundary=x\n\n--x\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; x\n\n${fields}\n--x--\n`;
command(server.database, ["mail", "bounce"], { input: report });
await asked("取引先の点検");

const views: View[] = [{ width: 1440, lang: "ja" }, { width: 390, lang: "en", theme: "dark" }];

for (const view of views)
  test(`the first page and the account say that mail does not arrive, at ${view.width} px in ${view.lang}`, async () => {
    await east.patch("/session", { lang: view.lang });
    const v = await visit(server, "/", view, east);
    await v.page.getByText(view.lang === "ja" ? "あなたへのメールが届いていません" : "Email to you does not arrive").waitFor();
    await v.look("own-mail-home");
    await v.page.goto("/account");
    await v.page.getByText(view.lang === "ja" ? "宛先のメールボックスがありません" : "The mailbox does not exist").waitFor();
    await v.look("own-mail-account");
    await v.context.close();
  });

for (const view of views)
  test(`who waits for the answer and the administrator see it, at ${view.width} px`, async () => {
    await ciso.patch("/session", { lang: view.lang });
    const v = await visit(server, `/campaigns/${campaign.number}`, view, ciso);
    await v.page.getByText(view.lang === "ja" ? "メールが届いていません" : "Email does not arrive").first().waitFor();
    await v.look("campaign-undelivered");
    await v.page.goto("/settings/mail?state=held");
    await v.page.getByText("east@example.com").first().waitFor();
    await v.look("settings-mail-held");
    await v.context.close();
  });

test("the person registers another address by the link sent there, and what was held comes", async () => {
  await east.patch("/session", { lang: "ja" });
  const v = await visit(server, "/account", {}, east);
  const { page } = v;
  await page.getByRole("button", { name: "アドレスを変更する" }).click();
  await page.getByRole("textbox", { name: /新しいメールアドレス/ }).fill("home@example.net");
  await v.accessible();
  await v.shot("own-mail-change");
  await page.getByRole("button", { name: "確認のメールを送る" }).click();
  await page.getByText("home@example.netに確認のメールを送りました").waitFor();
  const link = /\/account#address\.[\w-]+/.exec((await mailbox.mailTo("home@example.net")).text)?.[0] ?? "";
  const fresh = await visit(server, link, {}, east);
  await fresh.page.getByText("新しいメールアドレスの登録").waitFor();
  await fresh.look("own-mail-confirm");
  assert.ok(!fresh.page.url().includes("address."), "the link's secret stays in the address");
  await fresh.page.getByRole("button", { name: "このアドレスを登録する" }).click();
  await fresh.page.getByText("メールアドレスを登録しました").waitFor();
  await fresh.page.getByText("home@example.net").first().waitFor();
  assert.equal((await east.get("/session/mail")).bounce, null);
  await mailbox.mailTo("home@example.net", (m) => /取引先の点検/.test(m.headers["subject"] ?? ""));
});
