// In the room of a case: the plan of its threat becomes tasks after a look at whom they go to, the load shows, and the CISO lets
// a case go on without its analysis only with a reason.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { visit, type Visitor } from "../support/browser.ts";
import type { Client, Json } from "../support/client.ts";
import { type Colleague, colleagueOf, setUp, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
let ciso: Client;
let csirt: Colleague;
let made: Json;

before(async () => {
  ciso = await setUp(server);
  const unit = await topUnit(ciso);
  csirt = await colleagueOf(ciso, "初動", "CSIRT", ["csirt"], unit);
  const threat = await ciso.post("/threat-responses", { title: "ランサムウェア", position: 1, threat_key: "ransomware", possible: true, responding: "CSIRT", keep_evidence: true, steps: "LANケーブルを抜く\n電源は切らない", on_card: true }, 201);
  await ciso.post("/analysis-plans", { title: "ランサムウェアの分析", position: 1, threat: threat.id, own_work: "通信ログを確かめる", vendor_work: "端末を解析する", covered: "unknown" }, 201);
  made = await csirt.client.post("/incidents", { unit, title: "販売システムの暗号化", severity: "critical", threat_key: "ransomware", detected_at: new Date(Date.now() - 3_600_000).toISOString(), lead: csirt.person }, 201);
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

test("the plan is looked at and made tasks in one press, and the load of the one who has them all is marked", async () => {
  const visitor = await go(`/incidents/${made.number}`, csirt.client);
  const { page } = visitor;
  await page.getByRole("heading", { name: /^対応計画/ }).waitFor();
  await page.getByText("分析計画の2件のうち0件が完了しています。", { exact: false }).waitFor();
  assert.equal(await page.getByRole("button", { name: "待たずに進める", exact: true }).count(), 0, "that is the CISO's");
  await page.getByRole("button", { name: "4件をタスクにする", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "対応計画からタスクを作る" });
  await dialog.getByText("電源は切らない", { exact: true }).click();
  await visitor.look("casework-preview");
  await dialog.getByRole("button", { name: "作成する", exact: true }).click();
  await page.getByText("3件のタスクを作成しました").waitFor();
  await page.getByRole("heading", { name: "担当者ごとの状況", exact: true }).waitFor();
  await page.getByText("残りのタスクの半分超が集中しています。").waitFor();
  await page.getByRole("button", { name: "1件をタスクにする", exact: true }).waitFor();
  const tasks = (await csirt.client.get(`/tasks?filter[record][eq]=${made.id}`)).items;
  assert.deepEqual(tasks.map((t: Json) => t.owner.id), [csirt.person, csirt.person, csirt.person]);
  await page.evaluate(() => scrollTo(0, 0)); // no button half under the bar at the top
  await visitor.look("casework-room");
  visitor.quiet();
});

test("the CISO lets the case go on, and its reason stands in the room", async () => {
  await csirt.client.call("POST", `/incidents/${made.id}/transitions`, { json: { action: "contain" }, etag: "*" });
  const visitor = await go(`/incidents/${made.number}`, ciso);
  const { page } = visitor;
  await page.getByRole("button", { name: "待たずに進める", exact: true }).click();
  const dialog = page.getByRole("alertdialog").or(page.getByRole("dialog"));
  await dialog.getByRole("textbox").fill("端末はすべて入れ替える");
  await dialog.getByRole("button", { name: "待たずに進める", exact: true }).click();
  await page.getByText(/分析を待たずに進めることを認めました。/).first().waitFor();
  await page.getByText("原因の分析の完了を待たずに復旧に進むことを承認（理由：端末はすべて入れ替える）").waitFor();
  const { cause } = await ciso.get(`/incidents/${made.id}/plan`);
  assert.equal(cause.waiver.reason, "端末はすべて入れ替える");
  visitor.quiet();
});

test("from which severity on is set below the analysis plans", async () => {
  const visitor = await go("/analysis-table", ciso);
  const { page } = visitor;
  await page.getByRole("heading", { name: "復旧に進む条件", exact: true }).waitFor();
  await page.getByRole("button", { name: "条件を変える", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "復旧に進む条件" });
  await dialog.getByText("高以上", { exact: true }).click();
  await dialog.getByRole("button", { name: "保存する", exact: true }).click();
  await page.getByText("条件を変えました").waitFor();
  assert.equal((await ciso.get("/case-rule")).cause_from, "high");
  await visitor.look("casework-rule");
  visitor.quiet();
});
