// A type of report as people make it: begun with a copy, put in order by keys and buttons, seen as a draft, used for a
// report; those who only read see what it holds.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { visit, type Visitor } from "../support/browser.ts";
import type { Client, Json } from "../support/client.ts";
import { setUp, signedInAs } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
let ciso: Client;
let auditor: Client;
let number: string;

before(async () => {
  ciso = await setUp(server);
  auditor = await signedInAs(ciso, "auditor");
  await ciso.post("/outside-cases", { title: "他社の停止", industry: "retail", happened: "2026-08", damage: "通販サイトの停止", cause: "DDoS攻撃", likelihood: "low", response: "accepted", response_note: "対策済み" });
});

const visitors: Visitor[] = [];
after(async () => {
  for (const visitor of visitors) await visitor.context.close();
});

async function go(path: string, heading: string | RegExp, as = ciso): Promise<Visitor> {
  const visitor = await visit(server, path, {}, as);
  visitors.push(visitor);
  await visitor.page.getByRole("heading", { name: heading, level: 1 }).waitFor();
  await visitor.page.waitForLoadState("networkidle");
  return visitor;
}

const order = (v: Visitor): Promise<string[]> => v.page.locator(".report-part-name b").allTextContents();
const CASES = "他社のサイバー攻撃被害の発生状況";
const ATTACKS = "当社に対するサイバー攻撃の状況";

test("a type is begun with a copy, ordered by keys and buttons, and seen before it is kept", async () => {
  const visitor = await go("/report-types/new", "種類を作る");
  const { page } = visitor;
  await page.getByRole("textbox", { name: /^名称/ }).fill("月例のセキュリティ報告");
  await page.getByRole("button", { name: /ほかの種類をコピーして始める/ }).click();
  await page.getByRole("option", { name: "経営会議への報告" }).click();
  assert.equal((await order(visitor)).length, 4);
  await page.getByRole("button", { name: `「${ATTACKS}」を外す` }).click();
  await page.getByRole("button", { name: `「${CASES}」を上へ` }).click();
  assert.equal((await order(visitor))[0], CASES);
  await page.getByRole("button", { name: `「${CASES}」を下へ` }).focus();
  await page.keyboard.press("Alt+ArrowDown");
  assert.equal((await order(visitor))[1], CASES);
  await page.getByText(`「${CASES}」を2番目に移動しました`).waitFor();
  await page.getByRole("button", { name: "文章のみの章を追加" }).click();
  await page.getByRole("textbox", { name: /^見出し 必須/ }).fill("ご審議いただきたいこと");
  await page.getByRole("button", { name: /^追加する章|追加する章/ }).click();
  await page.getByRole("option", { name: /^主なリスク(?!と)/ }).click();
  await page.getByRole("button", { name: "章を追加", exact: true }).click();
  await page.getByRole("button", { name: "下書きを表示" }).click();
  await page.getByRole("heading", { name: /主なリスク/, level: 3 }).waitFor();
  await page.getByText("DDoS攻撃").first().waitFor();
  await visitor.look("report-type-preview");
  await page.getByRole("button", { name: "保存する" }).click();
  await page.waitForURL(/\/report-types\/RT-[^/]+$/);
  number = new URL(page.url()).pathname.split("/").pop() ?? "";
  const kept = await ciso.get(`/report-types/${number}`);
  assert.deepEqual(kept.sections.map((s: Json) => s.builder ?? s.heading.ja), ["meeting_measures", "meeting_cases", "meeting_trends", "ご審議いただきたいこと", "risk_top"]);
  visitor.quiet();
});

test("a report is made of it", async () => {
  const visitor = await go(`/report-types/${number}`, "月例のセキュリティ報告");
  const { page } = visitor;
  await page.getByRole("link", { name: "この種類で報告書を作る" }).click();
  await page.getByRole("button", { name: /月例のセキュリティ報告/ }).waitFor();
  await page.getByRole("button", { name: "作成する" }).click();
  await page.waitForURL(/\/report-issues\/RP-[^/]+$/);
  const headings = ["ご審議いただきたいこと", "主なリスク"];
  for (const name of headings) await page.getByRole("heading", { name: new RegExp(name), level: 2 }).waitFor();
  const issue = await ciso.get(`/report-issues/${new URL(page.url()).pathname.split("/").pop()}`);
  assert.deepEqual([issue.type, issue.own_type.number, issue.title], ["own", number, "月例のセキュリティ報告"]);
  visitor.quiet();
});

test("those who only read see what it holds and change nothing", async () => {
  const visitor = await go(`/report-types/${number}`, "月例のセキュリティ報告", auditor);
  await visitor.page.locator(".report-part-name b").first().waitFor();
  assert.equal((await order(visitor)).length, 5);
  assert.equal(await visitor.page.getByRole("button", { name: /を上へ|保存する|削除/ }).count(), 0);
  visitor.quiet();
});
