// Tasks as people use them: added in one line on a record's page, ticked, taken back, found on the first
// page and on their own, and counted for who leads.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { visit, type Visitor } from "../support/browser.ts";
import type { Client, Json } from "../support/client.ts";
import { dayFromNow } from "../support/day.ts";
import { until } from "../support/environment.ts";
import { findAndTake } from "../support/pages.ts";
import { type Colleague, colleagueOf, setUp, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
let ciso: Client;
let lead: Colleague;
let measure: Json;

before(async () => {
  ciso = await setUp(server);
  const unit = await topUnit(ciso);
  lead = await colleagueOf(ciso, "山田", "課長", ["security"], unit);
  measure = await ciso.post("/measures", { unit, title: "多要素認証を全員に広げる", priority: "high" }, 201);
});

const visitors: Visitor[] = [];
after(async () => {
  for (const visitor of visitors) await visitor.context.close();
});

async function go(address: string, by: Client): Promise<Visitor> {
  const visitor = await visit(server, address, {}, by);
  visitors.push(visitor);
  return visitor;
}

const tasks = async (): Promise<Json[]> => (await ciso.get(`/tasks?filter[record][eq]=${measure.id}&sort=number`)).items;

test("a task is added in one line by the keyboard, ticked in one press and taken back", async () => {
  const visitor = await go(`/measures/${measure.number}`, ciso);
  const { page } = visitor;
  await page.getByRole("button", { name: "タスクを追加" }).click();
  await findAndTake(page, page.getByRole("combobox", { name: /担当者/ }), "山田", /山田/);
  await page.getByRole("textbox", { name: /^実施事項/ }).fill("取引先の窓口に知らせる");
  await page.getByRole("textbox", { name: /^実施事項/ }).press("Enter");
  await page.getByRole("link", { name: "取引先の窓口に知らせる" }).waitFor();
  await page.getByRole("textbox", { name: /^実施事項/ }).fill("手順書を配る");
  await page.getByRole("textbox", { name: /^実施事項/ }).press("Enter");
  await page.getByRole("link", { name: "手順書を配る" }).waitFor();
  assert.deepEqual((await tasks()).map((t) => [t.title, t.owner.id]), [["取引先の窓口に知らせる", lead.person], ["手順書を配る", lead.person]]);
  await visitor.look("task-card");
  await visitor.as({ width: 390 });
  await visitor.look("task-card");
  await visitor.as({ width: 1440 });
  await page.getByRole("button", { name: "「手順書を配る」を完了にする" }).press("Enter");
  await page.getByText("「手順書を配る」を完了にしました。").waitFor();
  assert.equal((await tasks())[1]!.state, "done");
  await page.getByRole("button", { name: "元に戻す" }).click();
  await until("it is open again", async () => (await tasks())[1]!.state === "open");
  await page.getByRole("button", { name: "「手順書を配る」を完了にする" }).waitFor();
  visitor.quiet();
});

test("who was given them finds them on the first page and on a page of their own, overdue first", async () => {
  await ciso.post("/tasks/on-record", { register: "measures", record: measure.id, title: "先週までの作業", owner: lead.person, due: dayFromNow(-7) }, 201);
  await ciso.post("/tasks/on-record", { register: "measures", record: measure.id, title: "来月までの作業", owner: lead.person, due: dayFromNow(30) }, 201);
  const visitor = await go("/", lead.client);
  const { page } = visitor;
  await page.getByRole("link", { name: /先週までの作業/ }).waitFor();
  const shown = await page.locator(".tasks .task-title").allTextContents();
  assert.ok(shown.indexOf("先週までの作業") < shown.indexOf("来月までの作業"), shown.join());
  await page.getByRole("link", { name: "自分のタスク" }).click();
  await page.getByRole("heading", { name: /期限を過ぎたもの/ }).waitFor();
  await visitor.look("task-mine");
  await visitor.as({ width: 390 });
  await visitor.look("task-mine");
  await visitor.as({ width: 1440 });
  await page.getByRole("button", { name: "「先週までの作業」を完了にする" }).click();
  await page.getByRole("heading", { name: /期限を過ぎたもの/ }).waitFor({ state: "detached" });
  await page.getByRole("link", { name: "来月までの作業" }).click();
  await page.getByRole("link", { name: new RegExp(measure.title) }).waitFor();
  visitor.quiet();
});

test("who leads sees how much everybody has, and a number leads to those tasks", async () => {
  const visitor = await go("/tasks/load", ciso);
  const { page } = visitor;
  const row = page.getByRole("row", { name: /山田/ });
  await row.getByRole("link").first().click();
  await page.waitForURL(/\/tasks\?/);
  await page.getByRole("link", { name: "来月までの作業" }).waitFor();
  assert.equal(await page.getByRole("link", { name: "先週までの作業" }).count(), 0, "it is done");
  visitor.quiet();
});

test("nobody is given what they may not see, and it is said at the field", async () => {
  const shop = await ciso.post("/units", { name: "南店", kind: "shop", parent: await topUnit(ciso) }, 201);
  await colleagueOf(ciso, "南田", "店長", ["manager"], shop.id);
  const visitor = await go(`/measures/${measure.number}`, ciso);
  const { page } = visitor;
  await page.getByRole("button", { name: "タスクを追加" }).click();
  await page.getByRole("textbox", { name: /^実施事項/ }).fill("見られない依頼");
  await findAndTake(page, page.getByRole("combobox", { name: /担当者/ }), "南田", /南田/);
  await page.getByRole("button", { name: "追加", exact: true }).click();
  await page.getByText("この人には、対象の記録を閲覧する権限がありません。").waitFor();
  assert.ok(!(await tasks()).some((t) => t.title === "見られない依頼"));
});

test("a task taken on a record with its day stands among one's own and in one's calendar", async () => {
  const { url } = (await ciso.post("/calendar-feed", undefined, 201)) as { url: string };
  const visitor = await go(`/measures/${measure.number}`, ciso);
  const { page } = visitor;
  await page.getByRole("button", { name: "タスクを追加" }).click();
  await page.getByRole("textbox", { name: /^実施事項/ }).fill("見積りを取る");
  await findAndTake(page, page.getByRole("combobox", { name: /担当者/ }), "佐藤", /佐藤/);
  const due = dayFromNow(10);
  const [year, month, day] = due.split("-") as [string, string, string];
  const date = page.getByRole("group", { name: /期限/ });
  for (const [part, digits] of [[/年/, year], [/月/, month], [/日/, day]] as const) await date.getByRole("spinbutton", { name: part }).pressSequentially(digits);
  await page.getByRole("button", { name: "追加", exact: true }).click();
  await page.getByRole("link", { name: "見積りを取る" }).waitFor();
  assert.equal((await tasks()).find((t) => t.title === "見積りを取る")!.due, due);
  await page.goto("/tasks/mine");
  await page.getByRole("link", { name: "見積りを取る" }).waitFor();
  const feed = await (await fetch(url.replace(/^https?:\/\/[^/]+/, server.url))).text();
  const event = feed.split("BEGIN:VEVENT").find((e) => e.includes("見積りを取る"));
  assert.match(event ?? "", new RegExp(`DTSTART;VALUE=DATE:${due.replaceAll("-", "")}`));
  visitor.quiet();
});
