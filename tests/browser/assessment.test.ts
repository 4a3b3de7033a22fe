// Where a shop stands, from the first question to the measure: the CISO opens a campaign, the shop's
// manager answers with the keyboard, the CISO asks back and accepts, the results lead to a measure
// and to a report for the president.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import { visit, type View, type Visitor } from "../support/browser.ts";
import type { Client, Json } from "../support/client.ts";
import { until } from "../support/environment.ts";
import { setUp, signedInAs } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();

const COUNTS = [3, 3, 3, 5, 10, 3, 4, 3, 3, 3]; // items of the ten directives
const ITEMS = COUNTS.flatMap((n, d) => Array.from({ length: n }, (_, i) => `${d + 1}-${i + 1}`));
const SHOP = "4334233233323243234333233423331322222322";
const HEAD = "3".repeat(40);
const TARGET = 3;

let ciso: Client;
let manager: Client;
let head: Client;
let campaign: Json;
let response: string;

before(async () => {
  ciso = await setUp(server);
  const top = (await ciso.get("/units")).items[0];
  const office = await ciso.post("/units", { name: "本社", kind: "head_office", parent: top.id, head_office: true }, 201);
  const shop = await ciso.post("/units", { name: "青葉店", kind: "shop", parent: top.id }, 201);
  head = await signedInAs(ciso, "manager", office.id);
  manager = await signedInAs(ciso, "manager", shop.id);
});

// Everybody's pages close at the end; each is looked at from all sides on the way.
const visitors: Visitor[] = [];
after(async () => {
  for (const visitor of visitors) await visitor.context.close();
});

async function go(path: string, as: Client, heading: string, view: View = {}): Promise<Visitor> {
  const visitor = await visit(server, path, view, as);
  visitors.push(visitor);
  await visitor.page.getByRole("heading", { name: heading, exact: true, level: 1 }).waitFor();
  await visitor.page.waitForLoadState("networkidle");
  return visitor;
}

const look = (visitor: Visitor, name: string): Promise<void> => visitor.look(name);

// The same page on a phone of the same person.
async function lookOnPhone(path: string, as: Client, heading: string, name: string): Promise<void> {
  const visitor = await go(path, as, heading, { width: 390 });
  await visitor.fits();
  await visitor.accessible();
  await visitor.shot(name);
  visitor.quiet();
}

const step = async (client: Client, id: string, name: string): Promise<void> => {
  const etag = (await client.call("GET", `/responses/${id}`)).headers.get("etag") ?? "";
  const got = await client.call("POST", `/responses/${id}/${name}`, { etag });
  assert.ok(got.status < 300, `${name}: ${got.status} ${got.text}`);
};

const state = async (): Promise<string> => (await ciso.get(`/responses/${response}`)).state;
const tenths = (sum: number, n: number): string => (Math.floor((sum * 10) / n + 0.5 + 1e-9) / 10).toFixed(1);

// The company's mean of a directive: both units count alike.
function expected(directive: number): string {
  const at = ITEMS.flatMap((key, i) => (Number(key.split("-")[0]) === directive ? [i] : []));
  const sum = at.reduce((all, i) => all + Number(SHOP[i]) + Number(HEAD[i]), 0);
  return tenths(sum, 2 * at.length);
}

test("the CISO starts a campaign for the head office and the shop; what is usual stands there", async () => {
  const visitor = await go("/campaigns/new", ciso, "診断を始める");
  const { page } = visitor;
  await page.getByText("2組織を選択中").waitFor();
  await look(visitor, "campaign-new");
  await lookOnPhone("/campaigns/new", ciso, "診断を始める", "campaign-new");
  const phone = visitors.at(-1)!.page;
  const bottom = await phone.locator(".card").last().evaluate((card) => card.getBoundingClientRect().bottom);
  const foot = await phone.locator(".form-foot").evaluate((f) => f.getBoundingClientRect().top);
  assert.ok(foot >= bottom, "the foot covers what it is about");
  await page.getByRole("button", { name: "回答を開始する" }).click();
  await page.waitForURL(/\/campaigns\/(?!new)[^/]+$/);
  campaign = (await ciso.get("/campaigns")).items[0];
  await page.getByRole("heading", { name: campaign.name, level: 1 }).waitFor();
  await page.getByText("回答受付中").first().waitFor();
  await page.waitForLoadState("networkidle");
  assert.equal((await ciso.get(`/campaigns/${campaign.id}`)).state, "open");
  await look(visitor, "campaign");
  await lookOnPhone(`/campaigns/${campaign.number}`, ciso, campaign.name, "campaign");
});

test("the manager finds the sheet and answers forty items with the keys 1 to 5", async () => {
  const list = await go("/assessments", manager, "現状把握");
  await look(list, "assessments");
  await lookOnPhone("/assessments", manager, "現状把握", "assessments");
  await list.page.getByRole("link", { name: /青葉店/ }).first().click();
  await list.page.getByRole("heading", { name: "青葉店", level: 1 }).waitFor();
  response = new URL(list.page.url()).pathname.split("/").pop() ?? "";
  await look(list, "answering-empty");
  await answerAll(list.page);
  await list.page.getByText("保存しました").waitFor();
  await list.page.getByText("すべての項目に回答しました").waitFor();
  const saved = (await manager.get(`/responses/${response}`)).answers;
  assert.deepEqual(Object.fromEntries(saved.map((a: Json) => [a.item, a.value])), Object.fromEntries(ITEMS.map((key, i) => [key, Number(SHOP[i])])));
  await list.page.reload();
  await list.page.getByText("すべての項目に回答しました").waitFor();
  await list.page.waitForLoadState("networkidle");
  await look(list, "answering");
  await lookOnPhone(`/responses/${response}`, manager, "青葉店", "answering");
  await submit(list.page);
});

async function answerAll(page: Page): Promise<void> {
  for (const [i, key] of ITEMS.entries()) {
    await page.locator(`section.q.active:has(input[name="answer-${key}"])`).waitFor();
    await page.keyboard.press(SHOP[i] ?? "");
    await page.locator(`#item-${key} .q-level.level-${SHOP[i]}`).waitFor(); // the next has come
    if (i === 0) await page.getByText("保存しました").waitFor();
  }
}

async function submit(page: Page): Promise<void> {
  await page.getByRole("button", { name: "提出する" }).first().click();
  await page.getByText("提出済み").first().waitFor();
  assert.equal(await state(), "submitted");
}

test("the CISO returns the sheet with a reason, which the manager reads", async () => {
  const visitor = await go(`/responses/${response}`, ciso, "青葉店");
  const { page } = visitor;
  await page.getByRole("button", { name: "受理する" }).waitFor();
  assert.equal(await page.getByRole("button", { name: "提出を取り下げる" }).count(), 0, "taking back is not the reviewer's");
  await look(visitor, "reviewing");
  await lookOnPhone(`/responses/${response}`, ciso, "青葉店", "reviewing");
  await page.getByRole("button", { name: "差し戻す" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "差し戻す" }).click();
  await dialog.getByText("理由を入力してください").waitFor();
  await dialog.getByRole("textbox", { name: /差し戻す理由/ }).fill("1-1の根拠を確かめてください。");
  await look(visitor, "return");
  await dialog.getByRole("button", { name: "差し戻す" }).click();
  await dialog.waitFor({ state: "detached" });
  await page.getByText("差戻し", { exact: true }).first().waitFor();
  assert.equal(await state(), "returned");
  visitor.quiet();
});

test("the manager mends the sheet and submits again", async () => {
  const visitor = await go(`/responses/${response}`, manager, "青葉店");
  const { page } = visitor;
  await page.getByText("佐藤 花子さんから差し戻されました").waitFor();
  await page.getByText("1-1の根拠を確かめてください。").waitFor();
  await look(visitor, "answering-returned");
  await lookOnPhone(`/responses/${response}`, manager, "青葉店", "answering-returned");
  await page.keyboard.press("c");
  await page.keyboard.type("方針は取締役会で決めました。");
  await page.getByText("保存しました").waitFor();
  await submit(page);
  const answers = (await manager.get(`/responses/${response}`)).answers;
  assert.equal(answers.find((a: Json) => a.item === "1-1").comment, "方針は取締役会で決めました。");
  visitor.quiet();
});

test("the CISO accepts", async () => {
  const visitor = await go(`/responses/${response}`, ciso, "青葉店");
  const { page } = visitor;
  await page.getByText("方針は取締役会で決めました。").waitFor();
  await page.getByRole("button", { name: "受理する" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "受理する" }).click();
  await page.getByText("受理済み").first().waitFor();
  assert.equal(await state(), "accepted");
  await look(visitor, "accepted");
});

test("the radar and its table tell the means against the target", async () => {
  const other = (await head.get(`/responses?campaign=${campaign.id}`)).items[0];
  for (const [i, key] of ITEMS.entries()) await head.put(`/responses/${other.id}/answers/${key}`, { value: Number(HEAD[i]) }, "*");
  await step(head, other.id, "submit");
  await step(ciso, other.id, "accept");
  const levels = COUNTS.map((_, d) => ({ section: String(d + 1), level: TARGET * 10 }));
  await ciso.put("/target-levels", { sheet_key: "kaname-csm40", period: campaign.period, levels });

  const visitor = await go(`/campaigns/${campaign.number}/results`, ciso, "診断結果");
  const { page } = visitor;
  const radar = page.getByRole("figure", { name: "指示別の成熟度" });
  await radar.locator("svg text.strong").first().waitFor();
  assert.deepEqual(await radar.locator("svg text.strong").allTextContents(), COUNTS.map((_, d) => expected(d + 1)));
  await radar.getByText("数値を表で見る").click();
  const rows = await radar.getByRole("table", { name: "指示別の成熟度" }).locator("tbody tr").all();
  assert.equal(rows.length, COUNTS.length);
  for (const [d, row] of rows.entries()) {
    assert.match(await row.locator("th").innerText(), new RegExp(`^${d + 1} `));
    assert.deepEqual(await row.locator("td").allInnerTexts(), [expected(d + 1), TARGET.toFixed(1)], `directive ${d + 1}`);
  }
  await look(visitor, "results");
  await lookOnPhone(`/campaigns/${campaign.number}/results`, ciso, "診断結果", "results");
});

test("a gap becomes a measure", async () => {
  const visitor = await go(`/campaigns/${campaign.number}/results?tab=gaps`, ciso, "診断結果");
  const { page } = visitor;
  const plan = page.getByRole("button", { name: "項目7-4の対策を立てる" });
  await plan.waitFor();
  await look(visitor, "gaps");
  await lookOnPhone(`/campaigns/${campaign.number}/results?tab=gaps`, ciso, "診断結果", "gaps");
  await plan.click();
  const dialog = page.getByRole("dialog", { name: "項目7-4の対策を立てる" });
  await dialog.getByRole("radio", { name: /レベル3/ }).waitFor();
  await look(visitor, "gap-measure");
  await dialog.getByRole("textbox", { name: /^対策名/ }).fill("全店合同の対応演習");
  await dialog.getByRole("button", { name: "対策を登録する" }).click();
  await dialog.waitFor({ state: "detached" });
  const made = await until("the measure is there", async () => (await ciso.get("/measures")).items.find((m: Json) => m.title === "全店合同の対応演習"));
  assert.equal(made.item_key, "7-4");
  assert.equal(made.section_key, "7");
  const at = ITEMS.indexOf("7-4");
  assert.equal(made.level_now, (Number(SHOP[at]) + Number(HEAD[at])) / 2, "the mean as it is, not cut off");
  assert.equal(made.level_to_reach, 3);
  await page.locator("#gap-7-4").getByRole("link", { name: "全店合同の対応演習" }).waitFor();
  visitor.quiet();
});

test("the results become a report, which the president approves and takes along", async () => {
  const president = await signedInAs(ciso, "executive");
  const made = await go(`/campaigns/${campaign.number}/results`, ciso, "診断結果");
  await made.page.getByRole("link", { name: "報告書を作成" }).click();
  await made.page.getByRole("button", { name: "作成する" }).click();
  await made.page.getByRole("heading", { name: /診断結果報告$/, level: 1 }).waitFor();
  const means = made.page.locator("#section-results table tbody tr");
  await means.first().waitFor();
  for (const [d, row] of (await means.all()).slice(0, COUNTS.length).entries()) assert.equal(await row.locator("td").nth(1).innerText(), expected(d + 1), `directive ${d + 1}`);
  await made.page.locator("#section-measures").getByText("全店合同の対応演習").waitFor();
  await made.page.getByRole("button", { name: /^所見を記入 責任者の所見/ }).click();
  await made.page.getByRole("textbox", { name: "所見（日本語）" }).fill("演習から始めます。ご承認をお願いします。");
  await made.page.getByText("保存しました").waitFor();
  made.quiet();

  const read = await go("/", president, "ホーム");
  await read.page.getByRole("link", { name: /診断結果報告/ }).click();
  await read.page.getByText("演習から始めます。ご承認をお願いします。").waitFor();
  await read.page.getByRole("button", { name: "承認する" }).click();
  await read.page.getByRole("dialog").getByRole("button", { name: "承認する" }).click();
  await read.page.getByText("承認済みです。").waitFor();
  const pdf = await read.download("PDFをダウンロード（日本語）");
  assert.match(pdf.name, /診断結果報告\.pdf$/);
  assert.equal(pdf.bytes.subarray(0, 5).toString(), "%PDF-");
  read.quiet();
});
