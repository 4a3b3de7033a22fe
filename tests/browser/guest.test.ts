// A supplier answers on a telephone: link, code, form, hand in – without an account.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { Book } from "../support/book.ts";
import { type View, visit } from "../support/browser.ts";
import { until } from "../support/environment.ts";
import { askOne, isCode, isLink, tokenOf } from "../support/guest.ts";
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
    await v.page.getByRole("button", { name: ja ? "回答を締め切る" : "Close" }).waitFor();
    assert.equal(await v.page.locator("a[href$='/results']").count(), 0); // levels are of units: there would be nothing to see
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
  await v.page.waitForURL(/\/campaigns\/(?!new)[^/]+$/);
  await v.page.getByText("依頼する取引先", { exact: true }).waitFor();
  const [newest] = (await lead.get("/campaigns")).items;
  assert.deepEqual([newest.outside, newest.state], ["supplier", "open"]);
  await v.context.close();
});

for (const view of views)
  test(`answers told by telephone are entered and corrected, questions go both ways, at ${view.width} px in ${view.lang}`, async () => {
    const ja = view.lang === "ja";
    const asked = await askOne(lead, mailbox);
    const words = ja
      ? { take: "電話で聞き取った回答を入力", who: "話した相手", go: "入力を始める", end: "入力を終える", phone: "電話でうかがった回答が入力されています", ask: "質問を送る", question: "質問", reply: "返事", send: "送信する", ours: "依頼元", erase: "この人の情報を消去", law: "根拠となる法令", erased: "消去済み" }
      : { take: "Take answers down by telephone", who: "Spoken with", go: "Enter answers", end: "Stop entering", phone: "Answers were taken down by telephone", ask: "Send the question", question: "Question", reply: "Your answer", send: "Send", ours: "The company that asks", erase: "Erase this person", law: "Law that gives the right", erased: "Erased" };
    await lead.patch("/session", { lang: view.lang });
    const v = await visit(server, `/responses/${asked.response}`, view, lead);
    await v.page.getByRole("button", { name: words.take, exact: true }).click();
    const dialog = v.page.getByRole("dialog");
    await dialog.getByLabel(words.who).fill("佐藤");
    await v.look("guest-call");
    await dialog.getByRole("button", { name: words.go, exact: true }).click();
    await v.page.getByRole("button", { name: words.end, exact: true }).waitFor();
    await v.page.getByRole("radio").nth(2).click();
    await until("the answer is saved", async () => (await lead.get(`/responses/${asked.response}`)).answered === 1 || null);
    await v.look("guest-call-entering");
    await v.page.getByRole("button", { name: words.end, exact: true }).click();
    await v.page.getByRole("button", { name: words.take, exact: true }).waitFor();

    const g = await visit(server, `/answer#${asked.token}`, view);
    await g.page.getByRole("button", { name: ja ? "確認コードを送る" : "Send me a code" }).click();
    const mail = await until("a code", () => mailbox.mails.find((m) => m.to === asked.address && isCode(m)) ?? null);
    await g.page.getByLabel(ja ? "確認コード" : "Code").fill(/\d{4} \d{4}/.exec(mail.text)?.[0] ?? "");
    await g.page.getByRole("button", { name: ja ? "回答を始める" : "Start answering" }).click();
    await g.page.getByText(words.phone).waitFor();
    await g.page.getByLabel(words.question, { exact: true }).fill("机上訓練でもよいですか。");
    await g.page.getByRole("button", { name: words.ask, exact: true }).click();
    await g.page.getByText("机上訓練でもよいですか。").first().waitFor();
    await g.look("guest-asks");
    await v.page.reload();
    await v.page.getByText("机上訓練でもよいですか。").waitFor();
    await v.page.getByLabel(words.reply, { exact: true }).fill("はい、構いません。");
    await v.page.getByRole("button", { name: words.send, exact: true }).click();
    await v.page.getByText("はい、構いません。").first().waitFor();
    await v.look("guest-answered");
    await g.page.reload();
    await g.page.getByText("はい、構いません。").waitFor();
    await g.context.close();

    await v.page.getByRole("button", { name: words.erase, exact: true }).click();
    await v.page.getByRole("dialog").getByLabel(words.law).fill("個人情報保護法 第35条");
    await v.look("guest-erase");
    await v.page.getByRole("dialog").getByRole("button", { name: words.erase, exact: true }).click();
    await v.page.getByText(words.erased, { exact: true }).waitFor();
    assert.ok(!(await v.page.content()).includes(asked.address));
    await v.context.close();
  });

for (const view of views)
  test(`a supplier answers in Excel, is told the wrong cell, and takes the rest, at ${view.width} px in ${view.lang}`, async () => {
    const ja = view.lang === "ja";
    const words = ja
      ? { excel: "Excelで回答", out: "Excelに出力", faults: "取り込めないセルが1か所あります", place: (cell: string) => `回答 ${cell}`, take: "正しい2件だけ取り込む", invite: "招待する", others: "社内の回答者" }
      : { excel: "Answer in Excel", out: "Take out as Excel", faults: "Cells that cannot be taken: 1", place: (cell: string) => `Answers ${cell}`, take: "Take only the 2 valid answers", invite: "Invite", others: "Who else answers" };
    const asked = await askOne(lead, mailbox);
    const come = async (token: string, address: string) => {
      const v = await visit(server, `/answer#${token}`, view);
      const before = mailbox.mails.length;
      await v.page.getByRole("button", { name: ja ? "確認コードを送る" : "Send me a code" }).click();
      const mail = await until("a code", () => mailbox.mails.slice(before).find((m) => m.to === address && isCode(m)) ?? null);
      await v.page.getByLabel(ja ? "確認コード" : "Code").fill(/\d{4} \d{4}/.exec(mail.text)?.[0] ?? "");
      await v.page.getByRole("button", { name: ja ? "回答を始める" : "Start answering" }).click();
      await v.page.getByRole("heading", { name: asked.campaign.name }).waitFor();
      return v;
    };
    const v = await come(asked.token, asked.address);
    await v.page.getByRole("button", { name: words.excel, exact: true }).click();
    const dialog = v.page.getByRole("dialog", { name: words.excel });
    const [download] = await Promise.all([v.page.waitForEvent("download"), dialog.getByRole("button", { name: words.out, exact: true }).click()]);
    const book = new Book(readFileSync(await download.path()));
    book.fill("a-1", 4, { comment: "mended" });
    book.fill("b-3", 12);
    book.fill("b-5", "tomorrow");
    const path = join(server.database.folder, `${view.lang}.xlsx`);
    writeFileSync(path, Buffer.from(await book.blob().arrayBuffer()));
    await dialog.locator("input[type=file]").setInputFiles(path);
    await dialog.getByText(words.faults).waitFor();
    await dialog.getByText(words.place(`E${book.line("b-5")}`)).waitFor();
    await v.look("guest-excel");
    await dialog.getByRole("button", { name: words.take, exact: true }).click();
    await dialog.waitFor({ state: "detached" });
    assert.deepEqual((await lead.get(`/responses/${asked.response}`)).answers.map((a: { item: string; value: unknown }) => [a.item, a.value]), [["a-1", 4], ["b-3", 12]]);
    await v.page.getByText(ja ? /^2／\d/ : /^2 of \d/).first().waitFor();

    // A colleague whom the guest named may answer, and is offered nothing that is not for them.
    const address = asked.address.replace("contact", "colleague");
    await v.page.getByLabel(ja ? "お名前" : "Name", { exact: true }).fill("同僚");
    await v.page.getByLabel(ja ? "メールアドレス" : "Email address", { exact: true }).fill(address);
    await v.page.getByRole("button", { name: words.invite, exact: true }).click();
    const token = tokenOf(await mailbox.mailTo(address, isLink));
    const c = await come(token, address);
    await c.page.getByRole("heading", { name: words.others, exact: true }).waitFor();
    assert.equal(await c.page.getByRole("button", { name: words.invite, exact: true }).count(), 0);
    assert.equal(await c.page.getByRole("button", { name: words.excel, exact: true }).count(), 1);
    await c.look("guest-colleague");
    await c.context.close();
    await v.context.close();
  });
