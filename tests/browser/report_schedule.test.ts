// A report that drafts itself: the schedule is made, its author named, its day comes, and the draft says whose
// words are missing.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { visit, type View, type Visitor } from "../support/browser.ts";
import type { Client } from "../support/client.ts";
import { query } from "../support/database.ts";
import { today } from "../support/day.ts";
import { until } from "../support/environment.ts";
import { findAndTake } from "../support/pages.ts";
import { type Colleague, colleagueOf, setUp, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const TITLE = "経営会議への月次報告";

let ciso: Client;
let writer: Colleague;

before(async () => {
  ciso = await setUp(server);
  writer = await colleagueOf(ciso, "執筆", "部長", ["executive"], await topUnit(ciso));
});

const visitors: Visitor[] = [];
after(async () => {
  for (const visitor of visitors) await visitor.context.close();
});

async function go(path: string, as: Client, heading: string | RegExp, view: View = {}): Promise<Visitor> {
  const visitor = await visit(server, path, view, as);
  visitors.push(visitor);
  await visitor.page.getByRole("heading", { name: heading, level: 1 }).waitFor();
  return visitor;
}

test("a schedule is made and says in words when it drafts", async () => {
  const visitor = await go("/report-schedules/new", ciso, "定期報告の新規登録");
  const { page } = visitor;
  await page.getByRole("textbox", { name: /^名称/ }).fill(TITLE);
  await page.getByText("毎月", { exact: true }).click();
  await page.getByRole("button", { name: /報告書の種類/ }).click();
  await page.getByRole("option", { name: "経営会議への報告", exact: true }).click();
  await page.getByRole("button", { name: /起案する日の決め方/ }).click();
  await page.getByRole("option", { name: "第何営業日" }).click();
  await page.getByRole("textbox", { name: /^起案する日（/ }).fill("1");
  await page.getByText("前の期間（前月分など）").click();
  const owner = page.getByRole("combobox", { name: /^担当者/ });
  await findAndTake(page, owner, "佐藤", /佐藤/);
  await page.getByRole("button", { name: "登録する" }).click();
  await page.getByRole("heading", { name: TITLE, level: 1 }).waitFor();
  await page.getByText("毎月第1営業日に、前月分を起案します。").waitFor();
  await page.getByText(/^次回は\d{4}年/).waitFor();
  await page.getByText("まだ起案されていません。").waitFor();
  await visitor.look("report-schedule");
});

test("its author is named for a section", async () => {
  const [schedule] = (await ciso.get("/report-schedules")).items;
  const visitor = await go(`/report-schedules/${schedule.number}`, ciso, TITLE);
  const { page } = visitor;
  await page.getByRole("button", { name: "担当者を決める" }).click();
  const dialog = page.getByRole("dialog", { name: "所見の担当者" });
  const field = dialog.getByRole("combobox").first();
  await findAndTake(page, field, "執筆", /執筆 太郎/);
  await dialog.getByRole("button", { name: "執筆 太郎を外す" }).waitFor();
  await visitor.look("report-schedule-authors");
  await dialog.getByRole("button", { name: "保存" }).click();
  await dialog.waitFor({ state: "detached" });
  await page.getByText("執筆 太郎").waitFor();
});

test("when its day has come the draft is there, and whose words are missing is told on it", async () => {
  const [schedule] = (await ciso.get("/report-schedules")).items;
  query(server.database, `UPDATE report_schedule SET next_on = '${today()}'`);
  query(server.database, "DELETE FROM job WHERE kind = 'report_schedules' AND state <> 'running'");
  const issue = await until("a draft is made", async () => (await ciso.get("/report-issues")).items[0] ?? null);
  // More drafts than the card shows: all of them are a list, and no others are in it.
  const older = await Promise.all(Array.from({ length: 13 }, (_, i) => ciso.post("/report-issues", { type: "management_meeting", title: `昔の報告${i}` }, 201)));
  older.forEach((o, i) => void query(server.database, `UPDATE report_issue SET schedule_id = (SELECT id FROM report_schedule), covers_from = '${2000 + i}-01-01', covers_to = '${2000 + i}-01-31' WHERE number = '${o.number}'`));
  const other = await ciso.post("/report-issues", { type: "management_meeting", title: "ほかの報告" }, 201);
  const visitor = await go(`/report-schedules/${schedule.number}`, ciso, TITLE);
  await visitor.page.getByRole("link", { name: "すべて見る" }).click();
  await visitor.page.getByRole("link", { name: "昔の報告0", exact: true }).waitFor();
  assert.equal(await visitor.page.getByText(other.title).count(), 0);
  await visitor.page.goBack();
  await visitor.page.getByRole("table", { name: "起案した報告書" }).getByRole("link", { name: new RegExp(`^${TITLE}（\\d{4}年\\d+月）$`) }).click();
  await visitor.page.getByRole("heading", { name: issue.title, level: 1 }).waitFor();
  await visitor.page.getByText("担当：執筆 太郎").waitFor();
  await visitor.page.getByText("未記入").waitFor();
  await visitor.page.waitForLoadState("networkidle");
  await visitor.look("report-authors");
  // The author comes by the notice and writes.
  const [notice] = (await writer.client.get("/notices")).items;
  const author = await go(notice.path, writer.client, issue.title);
  await author.page.getByRole("button", { name: /^所見を記入/ }).first().click();
  await author.page.getByRole("textbox", { name: /日本語/ }).fill("攻撃は増えています。");
  await author.page.getByRole("button", { name: "閉じる" }).first().click();
  await until("it is saved", async () => (await ciso.get(`/report-issues/${issue.number}/authors`)).items[0].written);
  await visitor.page.reload();
  await visitor.page.getByText("記入済み").waitFor();
  await until("it is told", async () => (await ciso.get("/notices")).items.some((n: { kind: string }) => n.kind === "report_words_in"));
});

test("a type of one's own is scheduled, and its draft has its sections", async () => {
  await ciso.post("/report-types", { title: "月例の損失報告", sections: [{ builder: "risk_top", words: true }, { builder: "loss_year", words: true }] }, 201);
  const { page } = await go("/report-schedules/new", ciso, "定期報告の新規登録");
  await page.getByRole("textbox", { name: /^名称/ }).fill("損失の月例報告");
  await page.getByText("毎月", { exact: true }).click();
  await page.getByRole("button", { name: /報告書の種類/ }).click();
  await page.getByRole("option", { name: "自社で作った種類", exact: true }).click();
  await findAndTake(page, page.getByRole("combobox", { name: /自社の種類/ }), "月例", /月例の損失報告/);
  await page.getByRole("button", { name: /起案する日の決め方/ }).click();
  await page.getByRole("option", { name: "最終営業日" }).click();
  await page.getByText("前の期間（前月分など）").click();
  await findAndTake(page, page.getByRole("combobox", { name: /^担当者/ }), "佐藤", /佐藤/);
  await page.getByRole("button", { name: "登録する" }).click();
  await page.getByText("毎月最終営業日に、前月分を起案します。").waitFor();
  query(server.database, `UPDATE report_schedule SET next_on = '${today()}' WHERE title = '損失の月例報告'`);
  query(server.database, "DELETE FROM job WHERE kind = 'report_schedules' AND state <> 'running'");
  await until("a draft is made", async () => (await ciso.get("/report-issues?filter[type][eq]=own")).items[0] ?? null);
  await page.reload();
  await page.getByRole("link", { name: /^損失の月例報告（\d{4}年\d+月）$/ }).click();
  for (const name of [/主なリスク/, /1年間の損失の見込み/]) await page.getByRole("heading", { name, level: 2 }).waitFor();
});
