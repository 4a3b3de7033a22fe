// From the short form on a phone to the room of a case: told, judged, written down, with what others write appearing by itself.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { visit, type Visitor } from "../support/browser.ts";
import type { Client, Json } from "../support/client.ts";
import { type Colleague, colleagueOf, setUp, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
let ciso: Client;
let csirt: Colleague;
let member: Colleague;

before(async () => {
  ciso = await setUp(server);
  const unit = await topUnit(ciso);
  csirt = await colleagueOf(ciso, "初動", "CSIRT", ["csirt"], unit);
  member = await colleagueOf(ciso, "店員", "販売", ["member"], unit);
  await ciso.post("/severity-criteria", { criterion: "複数の端末に広がっている", severity: "high", start_hours: 4 }, 201);
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

let reported: Json;

test("somebody of the staff tells on a phone that something is wrong, and is given a number", async () => {
  const visitor = await go("/", member.client);
  const { page } = visitor;
  await visitor.as({ width: 390 });
  await page.getByRole("link", { name: "異常を知らせる", exact: true }).click();
  await page.getByRole("heading", { level: 1, name: "異常を知らせる" }).waitFor();
  await page.getByRole("textbox", { name: /^何が起きたか/ }).fill("ファイルが開けず、英語の画面が出た");
  await page.getByText("添付やリンクを開いた", { exact: true }).click();
  await visitor.look("incident-report");
  await page.getByRole("button", { name: "知らせる", exact: true }).click();
  await page.getByText("受け付けました。ありがとうございます。").waitFor();
  await page.getByRole("heading", { name: "自分が知らせたもの" }).waitFor();
  reported = (await csirt.client.get("/incident-reports")).items[0];
  assert.deepEqual([reported.what, reported.done, reported.source], ["ファイルが開けず、英語の画面が出た", "opened", "staff"]);
  await page.getByText(`受付番号は ${reported.number} です。`, { exact: false }).waitFor();
  visitor.quiet();
});

test("the CSIRT finds it on the first page, judges it by the criteria, and is in the room of the case", async () => {
  const visitor = await go("/", csirt.client);
  const { page } = visitor;
  await page.getByRole("heading", { name: /^判定を待つ異常の連絡/ }).waitFor();
  await page.getByRole("link", { name: /英語の画面が出た/ }).first().click();
  await page.getByText("複数の端末に広がっている (4時間以内に調査を始める)").waitFor();
  await page.getByRole("radiogroup", { name: /^重大度/ }).getByText(/^高/).click();
  await visitor.look("incident-triage");
  await page.getByRole("button", { name: "インシデントとして対応する", exact: true }).click();
  await page.getByRole("heading", { name: "経過", exact: true }).waitFor();
  const [made] = (await csirt.client.get("/incidents")).items;
  assert.deepEqual([made.severity, made.state, made.title], ["high", "report", "ファイルが開けず、英語の画面が出た"]);
  await page.getByText(`${reported.number} ファイルが開けず`, { exact: false }).first().waitFor();
  visitor.quiet();
});

test("lines are written in the room, put right by others, and those of others appear by themselves", async () => {
  const [made] = (await csirt.client.get("/incidents")).items;
  const visitor = await go(`/incidents/${made.number}`, csirt.client);
  const { page } = visitor;
  await page.getByRole("textbox", { name: /^内容/ }).fill("10台が感染している");
  await page.getByRole("button", { name: "書き込む", exact: true }).click();
  const line = page.getByRole("listitem").filter({ hasText: "10台が感染している" });
  await line.waitFor();
  await line.getByRole("button", { name: "訂正を書く", exact: true }).click();
  await page.getByText("3番の訂正").waitFor();
  await page.getByRole("textbox", { name: /^内容/ }).fill("感染は12台");
  await page.getByRole("button", { name: "書き込む", exact: true }).click();
  await page.getByText("4番で訂正済み").waitFor();
  await ciso.post(`/incidents/${made.id}/timeline`, { kind: "decision", text: "店を閉める" }, 201);
  await page.getByText("店を閉める").waitFor();
  await page.getByRole("button", { name: "調査・封じ込めを始める", exact: true }).click();
  await page.getByText("段階を「封じ込め」に変更").waitFor();
  assert.equal((await csirt.client.get(`/incidents/${made.id}`)).state, "containment");
  for (const width of [1440, 390]) {
    await visitor.as({ width });
    await visitor.look("incident-room");
  }
  visitor.quiet();
});
