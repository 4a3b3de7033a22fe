// The president's report as people make it: from the results to a new report, words in both
// languages, approval, and the files that are handed over.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import { visit, type View, type Visitor } from "../support/browser.ts";
import type { Client, Json } from "../support/client.ts";
import { until } from "../support/environment.ts";
import { setUp, signedInAs } from "../support/people.ts";
import { startServer } from "../support/server.ts";
import { answerForty, FORTY, makeShops, newestVersion, openCampaign, step } from "../support/sheet.ts";

const server = await startServer();
const TITLE = "店舗の自己評価 結果報告";
const WORDS = { ja: "演習と復旧に集中して取り組みます。", en: "We concentrate on exercises and recovery." };

let ciso: Client;
let president: Client;
let auditor: Client;
let campaign: Json;
let number: string; // of the report

before(async () => {
  ciso = await setUp(server);
  president = await signedInAs(ciso, "executive");
  auditor = await signedInAs(ciso, "auditor");
  const shops = await makeShops(ciso);
  const opened = await openCampaign(ciso, (await newestVersion(ciso, FORTY)).id, [shops.head, shops.east]);
  campaign = opened.campaign;
  for (const unit of [shops.head, shops.east]) {
    const manager = await signedInAs(ciso, "manager", unit);
    const id = opened.responses[unit].id;
    await answerForty(manager, id, unit === shops.head ? "3".repeat(40) : "4334233233323243234333233423331322222322");
    await step(manager, id, "submit");
    await step(ciso, id, "accept");
  }
});

// Everybody's pages close at the end.
const visitors: Visitor[] = [];
after(async () => {
  for (const visitor of visitors) await visitor.context.close();
});

async function go(path: string, as: Client, heading: string | RegExp, view: View = {}): Promise<Visitor> {
  const visitor = await visit(server, path, view, as);
  visitors.push(visitor);
  await visitor.page.getByRole("heading", { name: heading, level: 1 }).waitFor();
  await visitor.page.waitForLoadState("networkidle");
  return visitor;
}

const path = (): string => `/report-issues/${number}`;

async function said(language: string): Promise<string | null> {
  const { items } = await ciso.get(`${path()}/words`);
  return items.find((s: Json) => s.section === "summary").words.find((w: Json) => w.language === language).text;
}

const write = (page: Page): Promise<void> => page.getByRole("button", { name: /^所見を(記入|編集) 要約$/ }).click();

test("with no report yet the page says what to do, to each what they may", async () => {
  const visitor = await go("/report-issues", ciso, "報告・開示");
  await visitor.page.getByText("報告書はまだありません").waitFor();
  await visitor.page.getByRole("link", { name: "報告書を作成" }).waitFor();
  await visitor.look("reports-empty");
  const other = await go("/report-issues", auditor, "報告・開示");
  await other.page.getByText("報告書はまだありません").waitFor();
  assert.equal(await other.page.getByRole("link", { name: "報告書を作成" }).count(), 0);
  const form = await go("/report-issues/new", auditor, "報告書を作成");
  await form.page.getByText("報告書の作成は、CISO等とセキュリティ担当が行います。").waitFor();
});

test("from the results one press leads to a new report about them", async () => {
  const visitor = await go(`/campaigns/${campaign.number}/results`, ciso, "診断結果");
  const { page } = visitor;
  await page.getByRole("link", { name: "報告書を作成" }).click();
  await page.getByRole("heading", { name: "報告書を作成", level: 1 }).waitFor();
  await page.getByRole("button", { name: new RegExp(campaign.name) }).waitFor();
  await visitor.look("report-new");
  await page.getByRole("textbox", { name: /^表題/ }).first().fill("");
  await page.getByRole("button", { name: "作成する" }).click();
  await page.getByRole("textbox", { name: /^表題/, disabled: false }).first().and(page.locator("[aria-invalid=true]")).waitFor();
  await page.getByRole("textbox", { name: /^表題/ }).first().fill(TITLE);
  await page.getByRole("textbox", { name: /^報告先/ }).first().fill("代表取締役社長");
  visitor.complaints.length = 0; // Chromium says that the empty title was refused
  await page.getByRole("button", { name: "作成する" }).click();
  await page.waitForURL(/\/report-issues\/RP-[^/]+$/);
  number = new URL(page.url()).pathname.split("/").pop() ?? "";
  await page.getByRole("heading", { name: TITLE, level: 1 }).waitFor();
  const issue = await ciso.get(path());
  assert.equal(issue.campaign, campaign.number);
  assert.equal(issue.audience, "代表取締役社長");
  assert.equal(issue.state, "draft");
  visitor.quiet();
});

test("dates by the era are chosen with a tick, stand in the report and are offered the next time", async () => {
  const visitor = await go("/report-issues/new?type=training", ciso, "報告書を作成");
  const { page } = visitor;
  const tick = page.getByRole("checkbox", { name: "日付を和暦で書く（日本語版）" });
  assert.equal(await tick.isChecked(), false);
  await page.getByText("日付を和暦で書く（日本語版）").click();
  await tick.and(page.locator(":checked")).waitFor();
  await visitor.look("report-new-era");
  await page.getByRole("button", { name: "作成する" }).click();
  await page.waitForURL(/\/report-issues\/RP-[^/]+$/);
  await page.getByText("和暦", { exact: true }).waitFor();
  await page.getByText(/令和\d+年\d+月\d+日/).first().waitFor();
  const made = new URL(page.url()).pathname.split("/").pop() ?? "";
  assert.equal((await ciso.get(`/report-issues/${made}`)).era, true);
  const next = await go("/report-issues/new?type=training", ciso, "報告書を作成");
  await next.page.getByRole("checkbox", { name: "日付を和暦で書く（日本語版）" }).and(next.page.locator(":checked")).waitFor();
  await ciso.call("DELETE", `/report-issues/${made}`, { etag: "*" });
  visitor.quiet();
});

test("the draft is drawn from the answers", async () => {
  const visitor = await go(path(), ciso, TITLE);
  const { page } = visitor;
  for (const heading of ["要約", "区分別の結果", "組織間の比較", "差のある項目と原因", "対策の計画", "責任者の所見とご判断いただきたい事項", "診断の方法と出典"])
    await page.getByRole("heading", { name: new RegExp(`^\\d\\s+${heading}$`), level: 2 }).waitFor();
  const results = await ciso.get(`/campaigns/${campaign.number}/results`);
  await page.getByText(`全社の成熟度は${(results.overall.own.tenths / 10).toFixed(1)}です`).waitFor();
  await visitor.look("report-draft");
  const phone = await go(path(), ciso, TITLE, { width: 390 });
  await phone.look("report-draft");
});

test("words are written in both languages and saved by themselves", async () => {
  const visitor = await go(path(), ciso, TITLE);
  const { page } = visitor;
  await write(page);
  await page.getByRole("textbox", { name: "所見（日本語）" }).fill(WORDS.ja);
  await page.getByRole("textbox", { name: "所見（英語）" }).fill(WORDS.en);
  await page.getByText("保存しました").waitFor();
  assert.equal(await said("ja"), WORDS.ja);
  assert.equal(await said("en"), WORDS.en);
  await visitor.look("report-words");
  await page.getByRole("button", { name: "閉じる", exact: true }).click();
  await page.getByText(WORDS.ja).waitFor();
  assert.match((await page.evaluate(() => document.activeElement?.getAttribute("aria-label"))) ?? "", /^所見を編集 要約$/);
  await page.getByText("所見あり（日本語、英語）").waitFor();
  await page.reload();
  await page.getByText(WORDS.ja).waitFor();
  await page.getByText("英語の所見").click();
  await page.getByText(WORDS.en).waitFor();
  visitor.quiet();
});

test("words another person changed meanwhile are shown beside one's own, and one is chosen", async () => {
  const visitor = await go(path(), ciso, TITLE);
  const { page } = visitor;
  await write(page);
  const field = page.getByRole("textbox", { name: "所見（日本語）" });
  const { items } = await president.get(`${path()}/words`);
  const seen = items.find((s: Json) => s.section === "summary").words.find((w: Json) => w.language === "ja");
  await president.put(`${path()}/words/summary`, { language: "ja", text: "社長の所見。" }, `"${seen.version}"`);
  await field.fill("責任者の所見。");
  await page.getByText("社長の所見。").waitFor();
  visitor.complaints.length = 0; // Chromium says that the old version was refused
  await visitor.look("report-words-conflict");
  await page.getByRole("radio", { name: "自分の入力を使う" }).click();
  await page.getByText("保存しました").waitFor();
  assert.equal(await said("ja"), "責任者の所見。");
  await field.fill(WORDS.ja);
  await until("the words are saved", async () => (await said("ja")) === WORDS.ja);
  visitor.quiet();
});

test("who may not write or approve is not offered to", async () => {
  const visitor = await go(path(), auditor, TITLE);
  const { page } = visitor;
  await page.getByText(WORDS.ja).waitFor();
  await page.getByText("承認は、経営者またはCISO等が行います。").waitFor();
  for (const name of [/^所見を/, "承認する"]) assert.equal(await page.getByRole("button", { name }).count(), 0);
  assert.equal(await page.getByRole("link", { name: "表題・会議を編集" }).count(), 0);
  await visitor.look("report-auditor");
});

test("the president finds the report on the first page and approves it after a question", async () => {
  const visitor = await go("/", president, "ホーム", { width: 390 });
  const { page } = visitor;
  await page.getByRole("link", { name: new RegExp(TITLE) }).click();
  await page.getByRole("heading", { name: TITLE, level: 1 }).waitFor();
  await page.getByRole("button", { name: "承認する" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("承認すると内容が確定し").waitFor();
  await visitor.look("report-approve");
  await dialog.getByRole("textbox", { name: /承認コメント/ }).fill("了承します。");
  await dialog.getByRole("button", { name: "承認する" }).click();
  await page.getByText("承認済みです。").waitFor();
  assert.equal((await ciso.get(path())).state, "approved");
  visitor.quiet();
});

test("an approved report can be read by everybody and changed by nobody", async () => {
  const visitor = await go(path(), ciso, TITLE);
  const { page } = visitor;
  await page.getByText(WORDS.ja).waitFor();
  for (const name of [/^所見を/, "承認する"]) assert.equal(await page.getByRole("button", { name }).count(), 0);
  assert.equal(await page.getByRole("link", { name: "表題・会議を編集" }).count(), 0);
  await visitor.look("report-approved");
  const phone = await go(path(), president, TITLE, { width: 390 });
  await phone.look("report-approved");
});

test("the files are what they say, in both languages", async () => {
  const visitor = await go(path(), president, TITLE);
  const { page } = visitor;
  for (const [language, title] of [["日本語", TITLE], ["英語", "Cybersecurity assessment"]] as const) {
    const pdf = await visitor.download(`PDFをダウンロード（${language}）`);
    assert.match(pdf.name, new RegExp(`^${number}_.*\\.pdf$`));
    assert.equal(pdf.bytes.subarray(0, 5).toString(), "%PDF-");
    const xlsx = await visitor.download(`Excelをダウンロード（${language}）`);
    assert.match(xlsx.name, /\.xlsx$/);
    assert.equal(xlsx.bytes.subarray(0, 4).toString("hex"), "504b0304");
    assert.ok(xlsx.bytes.includes("xl/workbook.xml"), "a workbook is in it");
    const html = await visitor.download(`ウェブページをダウンロード（${language}）`);
    assert.match(html.name, /\.html$/);
    const text = html.bytes.toString();
    assert.match(text, new RegExp(`<html lang="${language === "日本語" ? "ja" : "en"}">`));
    assert.ok(text.includes(title) && text.includes(language === "日本語" ? WORDS.ja : WORDS.en));
  }
  const opening = page.waitForEvent("popup");
  await page.getByRole("group", { name: "日本語" }).getByRole("link", { name: "画面で開く" }).click();
  const document = await opening;
  await document.getByText(WORDS.ja).first().waitFor();
  visitor.quiet();
});

test("a report too large to wait for is made behind the scenes and then given", async () => {
  const visitor = await go(path(), president, TITLE);
  const { page } = visitor;
  const asked = page.waitForRequest((r) => r.method() === "POST" && r.url().endsWith("/renderings"));
  let refused = 0;
  await page.route("**/document?format=pdf&language=ja", async (route) => {
    if (refused++ > 0) await route.continue();
    else await route.fulfill({ status: 409, contentType: "application/problem+json", body: JSON.stringify({ title: "x", status: 409, code: "conflict" }) });
  });
  const pdf = await visitor.download("PDFをダウンロード（日本語）");
  assert.equal((await (await asked).response())?.status(), 202);
  assert.equal(pdf.bytes.subarray(0, 5).toString(), "%PDF-");
  assert.equal(refused, 2);
});

test("of a part of the units the page says so, and the last step of a round what approving does", async () => {
  const shops = [(await ciso.get("/units")).items.find((u: Json) => u.name === "本社").id, (await ciso.get("/units")).items.find((u: Json) => u.name === "西店").id];
  const opened = await openCampaign(ciso, (await newestVersion(ciso, FORTY)).id, shops);
  await answerForty(ciso, opened.responses[shops[0]].id, "3".repeat(40));
  await step(ciso, opened.responses[shops[0]].id, "submit");
  const issue = await ciso.post("/report-issues", { type: "assessment", campaign: opened.campaign.number, title: "途中の報告" }, 201);
  const visitor = await go(`/report-issues/${issue.number}`, ciso, "途中の報告");
  await visitor.page.getByText("この報告は、回答した組織だけの結果です。").waitFor();
  await visitor.page.getByText("2組織中1組織が回答（本社）、未回答1組織").waitFor();
  assert.equal(await visitor.page.getByText("全社平均").count(), 0);
  await visitor.look("report-partial");
  const round = await ciso.post("/approvals", { register: "report-issues", record: issue.id }, 201);
  const decide = await go(`/approvals/${round.number}`, president, "途中の報告");
  await decide.page.getByText("承認すると報告書の内容が確定し").waitFor();
});

test("what is written while the server is away stays and is saved when it is back", async () => {
  const draft = await ciso.post("/report-issues", { type: "assessment", campaign: campaign.number, title: "接続の切れた報告" }, 201);
  const visitor = await go(`/report-issues/${draft.number}`, ciso, "接続の切れた報告");
  const { page } = visitor;
  await write(page);
  await visitor.context.setOffline(true);
  await page.getByRole("textbox", { name: "所見（日本語）" }).fill("切れている間の所見。");
  await page.getByText("接続待ち（入力はこの端末に残っています）").waitFor();
  await visitor.context.setOffline(false);
  const kept = async (): Promise<boolean> => {
    const { items } = await ciso.get(`/report-issues/${draft.number}/words`);
    return items[0].words[0].text === "切れている間の所見。";
  };
  await until("the words are saved", kept);
});

test("on paper stand the content and the words, none of the buttons", async () => {
  const visitor = await go(path(), ciso, TITLE);
  const { page } = visitor;
  await page.emulateMedia({ media: "print" });
  await page.getByText(WORDS.ja).waitFor();
  assert.equal(await page.getByRole("button", { name: /ダウンロード/ }).count(), 0);
  assert.ok((await page.pdf({ preferCSSPageSize: true })).subarray(0, 5).toString() === "%PDF-");
});

test("the list shows the report, on a phone too, in English as well", async () => {
  const visitor = await go("/report-issues", ciso, "報告・開示");
  await visitor.page.getByRole("link", { name: TITLE }).waitFor();
  await visitor.look("reports");
  const phone = await go("/report-issues", ciso, "報告・開示", { width: 390 });
  await phone.look("reports");
  await auditor.patch("/session", { lang: "en" }, "*");
  const english = await go("/report-issues", auditor, "Reports", { lang: "en" });
  await english.page.getByRole("link", { name: "Cybersecurity assessment: results" }).click();
  await english.page.getByText(WORDS.en).waitFor();
  await english.look("report-approved");
});

test("a draft can be thrown away and taken back", async () => {
  const draft = await ciso.post("/report-issues", { type: "assessment", campaign: campaign.number, title: "書きかけの報告" }, 201);
  const visitor = await go(`/report-issues/${draft.number}`, ciso, "書きかけの報告");
  const { page } = visitor;
  await page.getByRole("button", { name: "その他の操作" }).click();
  await page.getByRole("menuitem", { name: "削除" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "削除" }).click();
  await page.waitForURL(/\/report-issues$/);
  await page.getByRole("button", { name: "元に戻す" }).click();
  await page.getByRole("heading", { name: "書きかけの報告", level: 1 }).waitFor();
  visitor.quiet();
});
