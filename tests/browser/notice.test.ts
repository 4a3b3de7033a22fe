// What people are told: the bell, the list, how they choose; mail for administrators; a forgotten password.
import assert from "node:assert/strict";
import { test } from "node:test";
import { type View, visit } from "../support/browser.ts";
import { until } from "../support/environment.ts";
import { giveAddress, mailSettings, openMailbox } from "../support/mailbox.ts";
import { setUp, signedInAs } from "../support/people.ts";
import { startServer } from "../support/server.ts";
import { importSheet, makeShops, openCampaign, smallSheet } from "../support/sheet.ts";

const mailbox = await openMailbox();
const server = await startServer({ env: mailSettings(mailbox) });
const ciso = await setUp(server);
const shops = await makeShops(ciso);
const east = await signedInAs(ciso, "manager", shops.east);
await giveAddress(ciso, east, "east@example.jp", shops.top);
await giveAddress(ciso, ciso, "hanako@example.jp", shops.top);
const version = await importSheet(ciso, smallSheet("told"));
for (const name of ["年次の自己評価", "取引先の点検", "クラウドの点検"]) await openCampaign(ciso, version.id, [shops.east], { name });
mailbox.way.refuse = () => 550;
await openCampaign(ciso, version.id, [shops.east], { name: "届かない依頼" });

const views: View[] = [{ width: 1440, lang: "ja" }, { width: 390, lang: "en" }];

for (const view of views)
  test(`the bell leads to what is unread, at ${view.width} px in ${view.lang}`, async () => {
    await east.patch("/session", { lang: view.lang });
    const v = await visit(server, "/", view, east);
    await v.settled();
    await v.shot("home-notices");
    await v.page.getByRole("banner").getByRole("link", { name: view.lang === "ja" ? /お知らせ/ : /Notices/ }).click();
    await v.page.getByRole("heading", { level: 1, name: view.lang === "ja" ? "お知らせ" : "Notices" }).waitFor();
    await v.look("notices");
    await v.context.close();
  });

test("reading a notice goes where it leads; the way of being told is kept", async () => {
  await east.patch("/session", { lang: "ja" });
  const v = await visit(server, "/account/notices", {}, east);
  await v.page.getByRole("link", { name: /届かない依頼/ }).click();
  await v.page.waitForURL(/\/responses\//);
  await until("it is read", async () => (await east.get("/notices")).items[0].read === true);
  await v.page.goto("/account/notices");
  await v.page.getByRole("button", { name: "すべて既読にする" }).click();
  await v.page.getByRole("banner").getByRole("link", { name: "お知らせ", exact: true }).waitFor();
  await v.page.getByRole("button", { name: /回答の依頼/ }).click();
  await v.page.getByRole("option", { name: "一日分をまとめてメール" }).click();
  await v.page.getByText("保存しました").waitFor();
  assert.equal((await east.get("/notice-choices")).items.find((k: { kind: string }) => k.kind === "answer_asked").delivery, "daily");
  await v.context.close();
});

for (const view of views)
  test(`an administrator sees what was not delivered and sends it again, at ${view.width} px`, async () => {
    await ciso.patch("/session", { lang: view.lang });
    const v = await visit(server, "/settings/mail", view, ciso);
    await v.page.getByText("east@example.jp").first().waitFor();
    await v.look("settings-mail");
    await v.context.close();
  });

test("the account says that its address was refused", async () => {
  await ciso.patch("/session", { lang: "ja" });
  const { account } = await east.get("/session");
  const v = await visit(server, `/accounts/${account.id}`, {}, ciso);
  await v.page.getByText(/届きません/).waitFor();
  await v.look("account-bounce");
  delete mailbox.way.refuse;
  await v.page.getByRole("button", { name: "送信を再開する" }).click();
  await v.page.getByText(/届きません/).waitFor({ state: "detached" });
  await v.page.getByRole("button", { name: "招待をメールで送る" }).click();
  await mailbox.mailTo("east@example.jp", (m) => m.text.includes("/sign-in#"));
  await v.context.close();
});

test("a forgotten password is set by the mailed link", async () => {
  east.enter(await east.put("/session/password", { password: "brass kettle on snow" }));
  const v = await visit(server, "/", {});
  await v.page.getByRole("link", { name: "パスワードを忘れた方" }).click();
  await v.page.getByLabel("ログインIDまたはメールアドレス").fill("east@example.jp");
  await v.look("forgot");
  await v.page.getByRole("button", { name: "メールを送る" }).click();
  await v.page.getByText("受け付けました").waitFor();
  const mail = await mailbox.mailTo("east@example.jp", (m) => m.text.includes("/reset#"));
  await v.page.goto(`/reset#${/\/reset#(\S+)/.exec(mail.text)?.[1]}`);
  await v.page.getByLabel("新しいパスワード").fill("marble otter 47 tidal quince");
  await v.look("reset");
  await v.page.getByRole("button", { name: "パスワードを決める" }).click();
  await v.page.getByText("パスワードが変わりました").waitFor();
  await v.page.goto("/");
  await v.page.getByLabel("ログインID").fill("manager-1");
  await v.page.getByLabel("パスワード", { exact: true }).fill("marble otter 47 tidal quince");
  await v.page.getByRole("button", { name: "ログイン" }).click();
  await v.page.getByRole("heading", { level: 1, name: "ホーム" }).waitFor();
  await v.context.close();
});
