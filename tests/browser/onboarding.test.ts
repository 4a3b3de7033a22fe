// A newcomer on an empty installation: from the set-up link to the first radar and the report as PDF, by
// what the pages offer next. One person alone, then a company that pastes its units. Presses are
// counted, a filled field as one: a way that grows longer fails here.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import type { Locator, Page } from "playwright-core";
import { visit, type Visitor } from "../support/browser.ts";
import { login, LOGIN, PASSWORD, setUp, setupToken, signedInAs } from "../support/people.ts";
import { type Server, startServer } from "../support/server.ts";
import { answerForty, FORTY, makeShops, newestVersion, openCampaign, step } from "../support/sheet.ts";

const ITEMS = 40;
const PRESS = 4; // seconds, with finding what to press and typing
const READ = 15; // seconds for an item with its five levels
const MOST = 15 * 60;

const visitors: Visitor[] = [];
after(async () => {
  for (const visitor of visitors) await visitor.context.close();
});

class Newcomer {
  readonly visitor: Visitor;
  presses = 0;

  constructor(visitor: Visitor) {
    this.visitor = visitor;
  }

  get page(): Page {
    return this.visitor.page;
  }

  async press(what: Locator): Promise<void> {
    this.presses++;
    await what.click();
  }

  async key(name: string): Promise<void> {
    this.presses++;
    await this.page.keyboard.press(name);
  }

  async type(name: string | RegExp, text: string): Promise<void> {
    this.presses++;
    await this.page.getByRole("textbox", { name }).fill(text);
  }

  button(name: string | RegExp): Promise<void> {
    return this.press(this.page.getByRole("button", { name }).first());
  }

  // The step that the first page offers as the next.
  async next(name: string): Promise<void> {
    const step = this.page.locator(".start > [aria-current=step]");
    await this.press(step.getByRole("link", { name, exact: true }));
  }

  async home(): Promise<void> {
    await this.press(this.page.getByRole("link", { name: "ホーム", exact: true }));
    await this.page.getByRole("heading", { name: "ホーム", level: 1 }).waitFor();
    await this.page.waitForLoadState("networkidle");
  }

  async done(count: number): Promise<void> {
    await this.page.getByText(`必要な6つのうち${count}つが完了`).waitFor();
  }
}

async function setUpByHand(server: Server): Promise<Newcomer> {
  const visitor = await visit(server, `/setup#${await setupToken(server)}`);
  visitors.push(visitor);
  const me = new Newcomer(visitor);
  await me.type("会社名", "株式会社ひとり商店");
  await me.type(/^姓/, "佐藤");
  await me.type(/^名/, "花子");
  await me.type(/^ログインID/, LOGIN);
  await me.type(/^パスワード/, PASSWORD);
  await me.button("この内容で始める");
  await visitor.page.getByRole("heading", { name: "ホーム", level: 1 }).waitFor();
  return me;
}

async function answerWithKeys(me: Newcomer): Promise<void> {
  for (let i = 0; i < ITEMS; i++) {
    await me.page.locator("section.q.active").waitFor();
    const at = await me.page.locator("section.q.active").getAttribute("id");
    await me.key(String(2 + (i % 3)));
    await me.page.locator(`#${at}:not(.active)`).waitFor();
  }
  await me.page.getByText("すべての項目に回答しました").waitFor();
}

async function acceptAlone(me: Newcomer): Promise<void> {
  await me.button("受理する");
  await me.press(me.page.getByRole("dialog").getByRole("button", { name: "受理する" }));
  await me.page.getByText("回答した本人が受理しました", { exact: false }).first().waitFor();
}

async function reportAsPdf(me: Newcomer): Promise<void> {
  const { page } = me;
  await me.next("報告書を作成");
  await page.getByRole("heading", { level: 1, name: /報告書/ }).waitFor();
  await me.button("作成する");
  await page.waitForURL(/\/report-issues\/(?!new)/);
  await me.home();
  await me.done(5);
  await me.visitor.look("onboarding-approve");
  await me.next("報告書を開く");
  await me.press(page.getByRole("button", { name: "承認する" }));
  await page.getByRole("dialog").getByText("自分で作成したものを、自分で承認します").waitFor();
  await me.visitor.look("onboarding-approve-own");
  await me.press(page.getByRole("dialog").getByRole("button", { name: "承認する" }));
  await page.getByText("承認済み").first().waitFor();
  me.presses++;
  const { name, bytes } = await me.visitor.download("PDFをダウンロード（日本語）");
  assert.match(name, /\.pdf$/);
  assert.equal(bytes.subarray(0, 5).toString(), "%PDF-");
}

test("one person alone reaches the radar and the report by the next step of the first page", async () => {
  const server = await startServer();
  const me = await setUpByHand(server);
  const { page, visitor } = me;
  await me.done(1);
  await visitor.look("onboarding-home");
  await me.button("すべてレベル3にする");
  await page.getByText("目標をすべてレベル3にしました").waitFor();
  await me.next("診断を始める");
  await page.getByRole("heading", { name: "診断を始める", level: 1 }).waitFor();
  await me.button("回答を開始する");
  await page.waitForURL(/\/responses\//);
  await answerWithKeys(me);
  await me.press(page.locator("#answer-end").getByRole("button", { name: "提出する" }));
  await page.getByText("提出済み").first().waitFor();
  await me.home();
  await me.done(3);
  await visitor.look("onboarding-accept");
  await me.next("確認して受理");
  await acceptAlone(me);
  await me.press(page.getByRole("link", { name: "レーダーチャートを見る" }));
  await page.getByRole("figure", { name: "指示別の成熟度" }).locator("svg").first().waitFor();
  const upToTheRadar = me.presses;
  await me.home();
  await me.done(4);
  await reportAsPdf(me);
  await me.home();
  assert.equal(await page.locator(".start").count(), 0, "the first steps stay after the last");
  const next = page.locator(".card").filter({ has: page.getByRole("heading", { name: "次におすすめすること" }) });
  await next.getByRole("link", { name: /回答がそろった診断を締め切る/ }).waitFor();
  await next.getByRole("link", { name: /対策のない項目に対策を立てる/ }).waitFor();
  await next.getByRole("link", { name: /店舗や部門を登録する/ }).waitFor();
  assert.ok((await next.getByRole("listitem").count()) <= 5);
  await visitor.look("onboarding-next");
  await next.getByRole("link", { name: /回答がそろった診断を締め切る/ }).click();
  await page.getByText("すべての回答を受理しました").waitFor();
  await visitor.look("campaign-answered");
  await page.getByRole("button", { name: "今すぐ締め切る" }).click();
  await page.getByText("締切済み", { exact: true }).first().waitFor();
  await me.home();
  await next.getByRole("link", { name: /対策のない項目に対策を立てる/ }).waitFor();
  assert.equal(await next.getByRole("link", { name: /回答がそろった/ }).count(), 0);
  await next.getByRole("button", { name: "「店舗や部門を登録する」を30日間表示しない" }).click();
  await next.getByRole("link", { name: /店舗や部門を登録する/ }).waitFor({ state: "detached" });
  await page.reload();
  await next.getByRole("link", { name: /対策のない項目に対策を立てる/ }).waitFor();
  assert.equal(await next.getByRole("link", { name: /店舗や部門を登録する/ }).count(), 0, "what was put off came back");
  const client = await login(server);
  const phone = await visit(server, "/", { width: 390 }, client);
  visitors.push(phone);
  await phone.page.getByText("次におすすめすること").waitFor();
  await phone.look("onboarding-next");
  await client.patch("/session", { lang: "en" });
  const english = await visit(server, "/", { lang: "en" }, client);
  visitors.push(english);
  await english.page.getByText("What to do next").waitFor();
  await english.look("onboarding-next");
  const seconds = me.presses * PRESS + ITEMS * READ;
  console.log(`${upToTheRadar} presses to the radar, ${me.presses} to the PDF; ${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")} by estimate`);
  assert.ok(upToTheRadar <= 55, `${upToTheRadar} presses to the radar`);
  assert.ok(seconds < MOST, `${seconds} s by estimate`);
  visitor.quiet();
});

test("a company pastes its units, and each is asked", async () => {
  const server = await startServer();
  const me = await setUpByHand(server);
  const { page, visitor } = me;
  await me.press(page.getByRole("link", { name: "組織", exact: true }).last());
  await page.getByRole("heading", { name: "組織をまとめて登録", level: 1 }).waitFor();
  await page.getByRole("textbox", { name: "組織名" }).fill("本社\n青葉店\t店舗\n若葉店\t店舗\n情報システム部\n");
  await visitor.look("onboarding-units");
  await me.button("4件を登録する");
  await page.getByText("4件の組織を登録しました").waitFor();
  await page.getByRole("heading", { name: "ホーム", level: 1 }).waitFor();
  const units = (await (await login(server)).get("/units?limit=100")).items as { name: string; kind: string; head_office: boolean | null }[];
  const kinds = Object.fromEntries(units.map((u) => [u.name, u.kind]));
  assert.deepEqual([kinds["本社"], kinds["青葉店"], kinds["若葉店"], kinds["情報システム部"]], ["head_office", "shop", "shop", "department"]);
  assert.equal(units.find((u) => u.name === "本社")?.head_office, true);
  await me.next("診断を始める");
  await page.getByText("4組織を選択中").waitFor();
  await page.getByText("4組織には回答するアカウントがないため、あなたが回答します").waitFor();
  await visitor.look("onboarding-whom");
  await me.button("回答を開始する");
  await page.waitForURL(/\/responses\//);
  await me.home();
  await page.getByText("4", { exact: true }).first().waitFor();
  await page.getByText("4組織のうち0組織が提出済み").waitFor();
  const tasks = page.locator(".task-title");
  assert.deepEqual((await tasks.allTextContents()).map((t) => t.split(" ").at(-1)), ["本社", "青葉店", "若葉店", "情報システム部"]);
  await visitor.look("onboarding-several");
  visitor.quiet();
});

test("of several units each is gone to in turn, and a step is done when all have done it", async () => {
  const server = await startServer();
  const client = await setUp(server);
  const shops = await makeShops(client);
  const me = (await client.get("/session")).account.id;
  const forty = (await newestVersion(client, FORTY)).id;
  const units = [shops.head, shops.east, shops.west];
  const { responses } = await openCampaign(client, forty, [], { name: "春の診断", units: units.map((unit) => ({ unit, assignee: me })) });
  const of = (unit: string): string => responses[unit]?.id;
  await answerForty(client, of(shops.head), "3".repeat(ITEMS));
  await step(client, of(shops.head), "submit");
  const visitor = await visit(server, "/", {}, client);
  visitors.push(visitor);
  const { page } = visitor;
  const steps = page.locator(".start");
  await steps.getByText("3組織のうち1組織が提出済み").waitFor();
  await steps.locator("[aria-current=step]").getByRole("link", { name: "回答する", exact: true }).click();
  await page.waitForURL(`**/responses/${of(shops.east)}`);
  await page.goto(`${server.url}/responses/${of(shops.head)}`);
  await page.getByRole("link", { name: "次の組織に回答する：東店" }).waitFor();
  for (const shop of [shops.east, shops.west]) {
    await answerForty(client, of(shop), "2".repeat(ITEMS));
    await step(client, of(shop), "submit");
  }
  await step(client, of(shops.head), "accept");
  await page.goto(`${server.url}/`);
  await steps.getByText("3組織のうち3組織が提出済み").waitFor();
  await steps.getByText("3組織のうち1組織の回答を受理済み").waitFor();
  await page.goto(`${server.url}/responses/${of(shops.head)}`);
  await page.getByRole("link", { name: "次の組織を確認する：東店" }).click();
  await page.getByRole("button", { name: "受理する" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "受理する" }).click();
  await page.getByRole("link", { name: "次の組織を確認する：西店" }).waitFor();
  await visitor.look("onboarding-next-unit");
  visitor.quiet();
});

test("what nobody answers for is said before the start, and the campaign's page leads to answering", async () => {
  const server = await startServer();
  const client = await setUp(server);
  const shops = await makeShops(client);
  await signedInAs(client, "manager", shops.east);
  const visitor = await visit(server, "/campaigns/new", {}, client);
  visitors.push(visitor);
  const { page } = visitor;
  await page.getByText("2組織には回答するアカウントがないため、あなたが回答します").waitFor();
  await page.getByRole("combobox", { name: /本社/ }).or(page.getByRole("button", { name: /本社/ })).first().click();
  await page.getByRole("option", { name: /自動/ }).click();
  await page.getByText("回答する人のいない組織が1件あります").waitFor();
  await visitor.look("campaign-new-lacking");
  await page.getByRole("button", { name: "自分が回答する" }).click();
  await page.getByText("2組織には回答するアカウントがないため、あなたが回答します").waitFor();
  await page.getByRole("button", { name: "回答を開始する" }).click();
  await page.waitForURL(/\/campaigns\/(?!new)/);
  await visitor.look("campaign-mine");
  await page.getByRole("link", { name: "回答する", exact: true }).click();
  await page.locator("section.q.active").waitFor();
  visitor.quiet();
});

test("the first page of an empty installation, in English and on a phone", async () => {
  const server = await startServer();
  const me = await setUpByHand(server);
  me.visitor.quiet();
  const client = await login(server);
  const phone = await visit(server, "/", { width: 390 }, client);
  visitors.push(phone);
  await phone.page.getByText("必要な6つのうち1つが完了").waitFor();
  await phone.look("onboarding-home");
  await client.patch("/session", { lang: "en" });
  const english = await visit(server, "/", { lang: "en" }, client);
  visitors.push(english);
  await english.page.getByText("1 of 6 needed steps done").waitFor();
  await english.look("onboarding-home");
});
