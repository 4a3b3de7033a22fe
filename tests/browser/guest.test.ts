// A supplier answers on a telephone: link, code, form, hand in – without an account.
import assert from "node:assert/strict";
import { test } from "node:test";
import { type View, visit } from "../support/browser.ts";
import { until } from "../support/environment.ts";
import { askOne, isCode } from "../support/guest.ts";
import { mailSettings, openMailbox } from "../support/mailbox.ts";
import { setUp, signedInAs } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const mailbox = await openMailbox();
const server = await startServer({ env: mailSettings(mailbox) });
const lead = await signedInAs(await setUp(server), "ciso");

const views: View[] = [{ width: 390, lang: "ja" }, { width: 1440, lang: "en" }];

for (const view of views)
  test(`a supplier answers by a link and a code, at ${view.width} px in ${view.lang}`, async () => {
    const ja = view.lang === "ja";
    const asked = await askOne(lead, mailbox);
    const v = await visit(server, `/answer#${asked.token}`, view);
    await v.page.getByRole("button", { name: ja ? "確認コードを送る" : "Send me a code" }).waitFor();
    assert.ok(!v.page.url().includes(asked.token));
    await v.look("guest-link");
    await v.page.getByRole("button", { name: ja ? "確認コードを送る" : "Send me a code" }).click();
    const mail = await until("a code", () => mailbox.mails.find((m) => m.to === asked.address && isCode(m)) ?? null);
    await v.page.getByLabel(ja ? "確認コード" : "Code").fill(/\d{4} \d{4}/.exec(mail.text)?.[0] ?? "");
    await v.look("guest-code");
    await v.page.getByRole("button", { name: ja ? "回答を始める" : "Start answering" }).click();
    await v.page.getByRole("heading", { name: asked.campaign.name }).waitFor();
    await v.look("guest-form");
    await v.page.getByRole("radio").nth(2).click();
    await until("the answer is saved", async () => (await lead.get(`/responses/${asked.response}`)).answered === 1 || null);
    await v.page.getByRole("button", { name: ja ? "提出する" : "Submit" }).click();
    await v.page.getByText(ja ? /未回答の必須/ : /required questions are not answered/).waitFor();
    const me = v.page.context();
    await me.request.get(`${server.url}/api/v1/guest/response`).then(async (r) => assert.equal((await r.json()).answered, 1));
    await v.context.close();
  });

for (const view of views)
  test(`whoever asks chooses suppliers and sees how far they are, at ${view.width} px in ${view.lang}`, async () => {
    const ja = view.lang === "ja";
    const asked = await askOne(lead, mailbox);
    await lead.patch("/session", { lang: view.lang });
    const v = await visit(server, `/campaigns/${asked.campaign.number}`, view, lead);
    await v.page.getByText(asked.supplier.name).first().waitFor();
    await v.look("guest-asked");
    await v.page.getByRole("button", { name: ja ? "依頼する" : "Ask them", exact: true }).click();
    await v.page.getByRole("dialog").getByRole("button", { name: ja ? "依頼する" : "Ask them" }).click();
    await v.page.getByText(ja ? "依頼を受け付けました" : "They are being asked").waitFor();
    await v.page.goto(`/responses/${asked.response}`);
    await v.page.getByText(asked.address).waitFor();
    await v.look("guest-people");
    await v.page.getByRole("button", { name: ja ? "招待を止める" : "End the invitation" }).click();
    await v.page.getByRole("dialog").getByRole("button", { name: ja ? "招待を止める" : "End the invitation" }).click();
    await until("the invitation has ended", async () => (await lead.get(`/responses/${asked.response}/guests`)).items[0].state === "revoked" || null);
    await v.context.close();
  });

test("a campaign for suppliers is made and opened without units", async () => {
  await lead.patch("/session", { lang: "ja" });
  const v = await visit(server, "/campaigns/new", { width: 1440, lang: "ja" }, lead);
  await v.page.getByText("取引先に回答を依頼する（アカウントは要りません）").click();
  await v.look("guest-new");
  await v.page.getByRole("button", { name: "回答を開始する" }).click();
  await v.page.getByText("依頼する取引先").waitFor();
  const [newest] = (await lead.get("/campaigns")).items;
  assert.deepEqual([newest.outside, newest.state], ["supplier", "open"]);
  await v.context.close();
});
