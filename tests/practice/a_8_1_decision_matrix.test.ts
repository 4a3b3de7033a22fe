// Practice 8-1: company U, a distributor of 2,000, has a BCP for disasters. Incident response may stop systems on purpose, so its
// head of IT lays down with the crisis headquarters who decides when (table 2-8.1): which steps that stop trade, and restricting
// email for everybody, go to management or to the head after the headquarters was consulted.
import assert from "node:assert/strict";
import { test } from "node:test";
import { visit } from "../support/browser.ts";
import type { Json } from "../support/client.ts";
import { colleagueOf, setUp, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server, { organisation: "U社" });

// Action, impact; staff, head, management, crisis headquarters: table 2-8.1.
const TABLE = [
  ["stop_system", "none", "final", "before", "after", "none"],
  ["stop_system", "trade", "none", "first", "final", "before"],
  ["restrict_mail", "whole", "first", "final", "before", "before"],
];

test("the usual matrix is table 2-8.1", async () => {
  await ciso.post("/response-decisions/starter", undefined, 201);
  const { items } = await ciso.get("/response-decisions?sort=position");
  assert.deepEqual(items.map((d: Json) => [d.action, d.impact, d.staff, d.head, d.management, d.headquarters]), TABLE);
});

test("who decides when the warehouse system is stopped is a sentence, and a changed row is kept with its history", async () => {
  const look = await visit(server, "/decision-matrix", {}, ciso);
  await look.page.getByLabel("対象のシステムなど").fill("倉庫管理システム");
  await look.page.getByText("個別システムの停止・遮断（倉庫管理システム、取引影響あり）は、経営者が最終判断します。").waitFor();
  await look.page.getByText("1次判断はシステム部門の責任者が行います。").waitFor();
  await look.page.getByText("判断の前に危機対策本部と協議します。").waitFor();
  for (const view of [{ width: 1440, theme: "light" }, { width: 390, theme: "dark" }] as const) {
    await look.as(view);
    await look.accessible();
    await look.shot("practice-8-1");
  }
  await look.as({ width: 1440 });
  await look.page.getByRole("button", { name: /メール機能の制限（全社） 経営者/ }).click();
  await look.page.getByRole("option", { name: "事後報告", exact: true }).click();
  await look.page.getByRole("button", { name: "この行を保存", exact: true }).click();
  await look.page.getByText("保存しました。前の内容は履歴に残ります。").waitFor();
  const [mail] = (await ciso.get("/response-decisions?filter[action][eq]=restrict_mail")).items;
  assert.equal(mail.management, "after");
  assert.equal((await ciso.get(`/response-decisions/${mail.id}/history`)).items.length, 2);
  await look.context.close();
});

test("in a case the matrix asks the president, after the head of IT and the headquarters, and the answer is timed", async () => {
  const unit = await topUnit(ciso);
  const csirt = await colleagueOf(ciso, "初動", "CSIRT", ["csirt"], unit);
  const head = await colleagueOf(ciso, "情シス", "情報システム部長", ["member"], unit);
  const president = await colleagueOf(ciso, "社長", "代表取締役社長", ["executive"], unit);
  const crisis = await colleagueOf(ciso, "危機", "危機対策本部長", ["executive"], unit);
  await ciso.put("/ruling-posts", { staff: null, head: "情報システム部長", management: "代表取締役社長", headquarters: "危機対策本部長" }, '"0"');
  const made = await csirt.client.post("/incidents", { unit, title: "倉庫管理システムへの侵入", severity: "critical", detected_at: new Date().toISOString() }, 201);

  const look = await visit(server, `/incidents/${made.number}`, {}, csirt.client);
  await look.page.getByRole("button", { name: "判断を依頼", exact: true }).click();
  const dialog = look.page.getByRole("dialog", { name: "判断を依頼" });
  await dialog.getByRole("textbox", { name: /^何をするか、なぜか/ }).fill("倉庫管理システムを止める。侵入が続き、出荷データが書き換えられるおそれがある");
  await dialog.getByRole("button", { name: /経営者（最終判断）.*社長|社長.*経営者（最終判断）/ }).waitFor();
  await dialog.getByRole("button", { name: "依頼する", exact: true }).click();
  await look.page.getByText("判断待ち", { exact: true }).waitFor();
  await look.context.close();

  const [ruling] = (await csirt.client.get(`/incidents/${made.id}/rulings`)).items;
  assert.deepEqual([ruling.decider.id, ruling.voices.map((v: Json) => [v.part, v.person.id])], [president.person, [["first", head.person], ["before", crisis.person]]]);
  await head.client.post(`/own-rulings/${ruling.id}/opinion`, { opinion: "for", text: "紙の伝票で二日は出荷できる" });
  await crisis.client.post(`/own-rulings/${ruling.id}/opinion`, { opinion: "for" });

  const own = await visit(server, "/asked-decisions", {}, president.client);
  await own.page.getByText("紙の伝票で二日は出荷できる", { exact: true }).waitFor();
  await own.accessible();
  await own.page.getByRole("textbox", { name: /^コメント/ }).fill("今夜の出荷の後に止める");
  await own.page.getByRole("button", { name: "承認する", exact: true }).click();
  await own.page.getByText("依頼された判断はありません", { exact: true }).waitFor();
  await own.context.close();
  const [done] = (await csirt.client.get(`/incidents/${made.id}/rulings`)).items;
  assert.deepEqual([done.state, done.answer], ["approved", "今夜の出荷の後に止める"]);
  assert.ok(Date.parse(done.ended_at) <= Date.parse(done.due_at), "answered in time");
});

test("what could not wait for the president is looked at by him afterwards, and stays marked until then", async () => {
  const unit = await topUnit(ciso);
  const csirt = await colleagueOf(ciso, "夜勤", "CSIRT", ["csirt"], unit);
  const made = await csirt.client.post("/incidents", { unit, title: "全社のメールから広がる感染", severity: "critical", detected_at: new Date().toISOString() }, 201);
  const { seats } = await csirt.client.get(`/incidents/${made.id}/ruling-people?action=stop_system&impact=trade`);
  const president = seats.find((s: Json) => s.rank === "management").people[0];
  await csirt.client.post(`/incidents/${made.id}/rulings`, { action: "stop_system", impact: "trade", what: "販売システムを止める", due_at: new Date(Date.now() + 900_000).toISOString(), people: [{ rank: "management", person: president.id }] }, 201);
  await csirt.client.post(`/incidents/${made.id}/rulings/1/override`, { reason: "感染が広がり、社長に連絡がつかない" });
  const look = await visit(server, `/incidents/${made.number}`, {}, csirt.client);
  await look.page.getByText("事後の確認待ち", { exact: true }).waitFor();
  await look.accessible();
  await look.context.close();
  const lines = (await csirt.client.get(`/incidents/${made.id}/timeline`)).items;
  assert.ok(lines.some((l: Json) => l.text.includes("社長に連絡がつかない")));
});
