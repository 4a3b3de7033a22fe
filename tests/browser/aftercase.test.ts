// After a case: its cost written down, a lesson made a measure, an article made of it, and its report begun.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { visit, type Visitor } from "../support/browser.ts";
import type { Client, Json } from "../support/client.ts";
import { colleagueOf, setUp, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
let ciso: Client;
let made: Json;
let visitor: Visitor;

before(async () => {
  ciso = await setUp(server);
  const unit = await topUnit(ciso);
  const member = await colleagueOf(ciso, "店員", "販売", ["member"], unit);
  const { number } = await member.client.post("/own-incident-reports", { what: "画面が固まった", done: "opened" }, 201);
  const answer = await ciso.call("POST", `/incident-reports/${number}/incident`, { json: { title: "受注システムの暗号化", severity: "high", threat_key: "ransomware" }, etag: "*" });
  made = answer.json;
  const step = (action: string) => ciso.call("POST", `/incidents/${made.id}/transitions`, { json: { action }, etag: "*" });
  for (const action of ["contain", "recover", "restored"]) assert.equal((await step(action)).status, 200, action);
  await ciso.patch(`/incidents/${made.id}`, { cause: "古いVPN機器", lessons: "VPN機器を毎月更新する。連絡網を作る。" }, "*");
  assert.equal((await step("close")).status, 200);
});
after(async () => visitor.context.close());

test("cost, measure, thanks and article follow from the page of a closed case", async () => {
  visitor = await visit(server, `/incidents/${made.number}`, {}, ciso);
  const { page } = visitor;
  await page.getByRole("button", { name: "事故対応の金額を記録", exact: true }).click();
  const cost = page.getByRole("dialog", { name: /の金額を記録/ });
  await cost.getByRole("textbox", { name: /^金額/ }).fill("3,000,000");
  await cost.getByRole("textbox", { name: /^内訳/ }).fill("フォレンジック調査");
  await cost.getByRole("button", { name: "保存する", exact: true }).click();
  await page.getByText("フォレンジック調査").waitFor();
  assert.equal((await ciso.get(`/incidents/${made.id}/costs`)).total, 3_000_000);

  await page.getByRole("button", { name: "対策にする：VPN機器を毎月更新する", exact: true }).click();
  await page.getByText(/^対策.*を作りました/).waitFor();
  await page.getByRole("link", { name: /^M-\d{4}-\d{4}$/ }).first().waitFor();
  assert.equal((await ciso.get("/measures")).items[0].title, "VPN機器を毎月更新する");

  await page.getByRole("button", { name: "お礼を伝える", exact: true }).click();
  const thanks = page.getByRole("dialog", { name: "異常を知らせた人へのお礼" });
  await thanks.getByRole("button", { name: "お礼を伝える", exact: true }).click();
  await page.getByText("1件の連絡にお礼を伝えました。").waitFor();
  await visitor.look("aftercase-room");

  await page.getByRole("button", { name: "ナレッジを作る", exact: true }).click();
  const article = page.getByRole("dialog", { name: "ナレッジを作る" });
  await article.getByRole("textbox", { name: /^概要/ }).fill("VPN機器の弱点から侵入された。");
  await article.getByRole("button", { name: "保存する", exact: true }).click();
  await page.getByRole("button", { name: "公開する", exact: true }).waitFor();
  const [kept] = (await ciso.get("/knowledge-articles")).items;
  assert.deepEqual([kept.kind, kept.cause], ["own_incident", "古いVPN機器"]);
  await visitor.look("knowledge-article");
  visitor.quiet();
});

test("the report on the case is begun from its page and is called by its number", async () => {
  await visitor.context.close();
  visitor = await visit(server, `/incidents/${made.number}`, {}, ciso);
  const { page } = visitor;
  await page.getByRole("link", { name: "報告書を作る", exact: true }).click();
  await page.getByText("題名には、インシデントの番号だけが入ります").waitFor();
  await visitor.look("report-incident-new");
  await page.getByRole("button", { name: "作成する", exact: true }).click();
  await page.getByRole("heading", { name: `インシデント報告 ${made.number}` }).first().waitFor();
  await visitor.look("report-incident");
  visitor.quiet();
});

test("the words of a confidential case's lesson are looked through before everybody reads them as a measure", async () => {
  const { headers } = await ciso.call("GET", `/incidents/${made.id}/readers`);
  await ciso.put(`/incidents/${made.id}/readers`, { confidential: true, people: [], roles: ["ciso"] }, headers.get("etag")!);
  await visitor.context.close();
  visitor = await visit(server, `/incidents/${made.number}`, {}, ciso);
  const { page } = visitor;
  await page.getByRole("button", { name: "対策にする：連絡網を作る", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "対策にする" });
  await dialog.getByRole("textbox", { name: /^対策の題名/ }).fill("緊急連絡網を作る");
  await visitor.look("aftercase-confidential");
  await dialog.getByRole("button", { name: "保存する", exact: true }).click();
  await page.getByText(/^対策.*を作りました/).waitFor();
  const titles = (await ciso.get("/measures")).items.map((m: Json) => m.title);
  assert.ok(titles.includes("緊急連絡網を作る") && !titles.includes("連絡網を作る"));
  visitor.quiet();
});
