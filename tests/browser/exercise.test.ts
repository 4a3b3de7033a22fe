// An exercise as its facilitator and a participant have it on their screens: people by one press, a scenario, the clock, what was done, and a
// measure of what was found.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { visit, type Visitor } from "../support/browser.ts";
import type { Client, Json } from "../support/client.ts";
import { today } from "../support/day.ts";
import { type Colleague, colleagueOf, setUp, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
let ciso: Client;
let member: Colleague;
let made: Json;

before(async () => {
  ciso = await setUp(server);
  const unit = await topUnit(ciso);
  const shop = await ciso.post("/units", { name: "青葉店", kind: "shop", parent: unit }, 201);
  member = await colleagueOf(ciso, "青葉", "店長", ["member"], shop.id);
  await ciso.post("/role-assignments", { unit: shop.id, title: "店の緊急連絡係", role: "department_lead", phase: "emergency", person: member.person }, 201);
  made = await ciso.post("/exercises", { unit, title: "店舗の机上演習", kind: "tabletop", planned_on: today(), style: "decide", minutes: 120, report_due: today() }, 201);
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

test("whoever has a role in emergencies is added by one press, and writes beforehand on a page of his own", async () => {
  const visitor = await go(`/exercises/${made.number}`, ciso);
  const { page } = visitor;
  await page.getByText(`緊急時の役割があり、まだ招いていない人がいます: ${member.name}`).waitFor();
  await page.getByRole("button", { name: "1人を、前回と違う役割で加える", exact: true }).click();
  await page.getByText("参加者を保存しました").waitFor();
  assert.deepEqual((await ciso.get(`/exercises/${made.id}/board`)).people.map((p: Json) => p.person.id), [member.person]);
  await page.getByRole("button", { name: "状況付与を追加", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "状況付与" });
  await dialog.getByRole("textbox", { name: "内容" }).fill("画面が開かないと連絡が入る");
  await dialog.getByRole("textbox", { name: "開始からの分" }).fill("0");
  await dialog.getByText("判断を求める", { exact: true }).click();
  await visitor.look("exercise-inject");
  await dialog.getByRole("button", { name: "保存する", exact: true }).click();
  await page.getByRole("region", { name: "状況付与", exact: true }).getByText("画面が開かないと連絡が入る").waitFor();

  const own = await go(`/own-exercises/${made.id}`, member.client);
  await own.page.getByText("演習です。実際のインシデントではありません。").waitFor();
  assert.equal(await own.page.getByText("画面が開かないと連絡が入る").count(), 0, "the scenario is not for him yet");
  await own.page.getByText("参加する", { exact: true }).click();
  await own.page.getByRole("textbox", { name: "事前レポート（自店・自部門の課題）" }).fill("夜間の連絡先が貼られていない");
  await own.page.getByRole("button", { name: "保存する", exact: true }).click();
  await own.page.getByText("保存しました").waitFor();
  const [row] = (await ciso.get(`/exercises/${made.id}/board`)).people;
  assert.deepEqual([row.answer, row.report], ["comes", "夜間の連絡先が貼られていない"]);
  await own.look("exercise-before");
  own.quiet();
  visitor.quiet();
});

test("the clock delivers, the participant answers, and the facilitator sees it and ends the exercise", async () => {
  const visitor = await go(`/exercises/${made.number}`, ciso);
  const { page } = visitor;
  await page.getByRole("button", { name: "開始する", exact: true }).click();
  await page.getByRole("button", { name: "一時停止する", exact: true }).waitFor();
  const own = await go(`/own-exercises/${made.id}`, member.client);
  const answer = own.page.getByRole("textbox", { name: "行ったこと・判断したこと: 画面が開かないと連絡が入る" });
  await answer.fill("LANケーブルを抜いて店長に知らせる");
  await own.page.getByRole("list", { name: "いま起きていること" }).getByRole("button", { name: "書き込む", exact: true }).click();
  await own.page.getByText("LANケーブルを抜いて店長に知らせる").and(own.page.locator("li")).waitFor();
  await own.look("exercise-live");
  await page.getByRole("region", { name: "参加者の対応" }).getByText("LANケーブルを抜いて店長に知らせる").waitFor();
  await visitor.look("exercise-clock");
  await page.getByRole("button", { name: "終了する", exact: true }).click();
  await page.getByRole("alertdialog").or(page.getByRole("dialog")).getByRole("button", { name: "終了する", exact: true }).click();
  await page.getByRole("heading", { name: "改善策のフィードバック", exact: true }).waitFor();
  assert.equal((await ciso.get(`/exercises/${made.id}`)).state, "held");
  own.quiet();
  visitor.quiet();
});

test("what was found becomes a measure by one press and stands beside the point", async () => {
  await member.client.post(`/own-exercises/${made.id}/lines`, { kind: "point", title: "夜間の連絡先が古い" }, 201);
  const visitor = await go(`/exercises/${made.number}`, ciso);
  const { page } = visitor;
  const points = page.getByRole("region", { name: "見つかった課題" });
  await points.getByText("夜間の連絡先が古い").waitFor();
  await points.getByRole("button", { name: "対策にする", exact: true }).click();
  await page.getByRole("dialog", { name: "対策にする" }).getByRole("button", { name: "対策にする", exact: true }).click();
  await points.getByRole("link", { name: /^対策 M-/ }).waitFor();
  const [measure] = (await ciso.get("/measures")).items;
  assert.deepEqual([measure.title, measure.due], ["夜間の連絡先が古い", null]);
  await visitor.look("exercise-points");
  visitor.quiet();
});
