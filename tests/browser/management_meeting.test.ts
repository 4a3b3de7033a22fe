// The paper for the management meeting as people make it: its type chosen, approved, presented, and what the meeting
// decided become a measure; from another firm's case to a loss scenario of ours.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { visit, type Visitor } from "../support/browser.ts";
import type { Client, Json } from "../support/client.ts";
import { until } from "../support/environment.ts";
import { setUp, signedInAs, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
let ciso: Client;
let president: Client;
let number: string;
let one: Json;

before(async () => {
  ciso = await setUp(server);
  president = await signedInAs(ciso, "executive");
  one = await ciso.post("/outside-cases", {
    title: "部品の供給が一か月停止",
    industry: "manufacturing",
    happened: "2026-08",
    cause: "取引先のランサムウェア感染",
    likelihood: "high",
    response: "needed",
    response_note: "ネットワーク分離が必要。",
  });
});

const visitors: Visitor[] = [];
after(async () => {
  for (const visitor of visitors) await visitor.context.close();
});

async function go(path: string, heading: string | RegExp): Promise<Visitor> {
  const visitor = await visit(server, path, {}, ciso);
  visitors.push(visitor);
  await visitor.page.getByRole("heading", { name: heading, level: 1 }).waitFor();
  await visitor.page.waitForLoadState("networkidle");
  return visitor;
}

test("a report of the meeting is made without an assessment", async () => {
  const visitor = await go("/report-issues/new", "報告書を作成");
  const { page } = visitor;
  await page.getByRole("button", { name: /経営会議への報告/ }).waitFor(); // there is no assessment to report on
  await page.getByRole("textbox", { name: /^配布先/ }).fill("取締役\n監査役");
  await visitor.look("meeting-new");
  await page.getByRole("button", { name: "作成する" }).click();
  await page.waitForURL(/\/report-issues\/RP-[^/]+$/);
  number = new URL(page.url()).pathname.split("/").pop() ?? "";
  for (const heading of ["当社に対するサイバー攻撃の状況", "サイバーセキュリティ対策の実施状況", "他社のサイバー攻撃被害の発生状況"])
    await page.getByRole("heading", { name: new RegExp(heading), level: 2 }).waitFor();
  await page.getByText("ネットワーク分離が必要。").first().waitFor();
  assert.equal((await ciso.get(`/report-issues/${number}`)).type, "management_meeting");
  visitor.quiet();
});

test("once approved, a decision is recorded and becomes a measure in one press", async () => {
  const { version } = await ciso.get(`/report-issues/${number}`);
  const approved = await president.call("POST", `/report-issues/${number}/approval`, { json: {}, etag: `"${version}"` });
  assert.equal(approved.status, 200, approved.text);
  const visitor = await go(`/report-issues/${number}`, /サイバーセキュリティリスクに関する報告/);
  const { page } = visitor;
  await page.getByRole("button", { name: "決定事項を追加" }).click();
  await page.getByRole("dialog").getByRole("textbox", { name: /^決定事項/ }).fill("ネットワークを分離する");
  await page.getByRole("dialog").getByRole("button", { name: "保存する" }).click();
  await page.getByRole("button", { name: "対策にする：ネットワークを分離する" }).click();
  await page.getByRole("link", { name: /^M-\d{4}-\d{4}$/ }).waitFor();
  const [decision] = (await ciso.get("/report-decisions")).items;
  assert.equal((await ciso.get(`/measures/${decision.measure.id}`)).title, "ネットワークを分離する");
  await page.getByRole("button", { name: "タスクにする：ネットワークを分離する" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "保存する" }).click();
  await page.getByRole("link", { name: /^T-\d{4}-\d{4}$/ }).waitFor();
  const [task] = (await ciso.get(`/tasks?filter[record][eq]=${decision.id}`)).items;
  assert.deepEqual([task.title, task.about], ["ネットワークを分離する", `${decision.number} ネットワークを分離する`]);
  await page.getByRole("button", { name: "タスクにする：ネットワークを分離する" }).click();
  await page.getByRole("dialog").getByText("報告書を閲覧できない人に任せる").click();
  await page.getByRole("dialog").getByRole("button", { name: "保存する" }).click();
  await until("it is linked", async () => (await ciso.get(`/report-decisions/${decision.id}/links`)).items.some((l: Json) => l.register === "tasks"));
  await visitor.look("meeting-decided");
  visitor.quiet();
});

test("it is said when it was presented", async () => {
  const visitor = await go(`/report-issues/${number}`, /サイバーセキュリティリスクに関する報告/);
  const { page } = visitor;
  await page.getByRole("button", { name: "報告日・配布先を記録" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "保存する" }).click();
  await page.getByText(/に報告しました。/).waitFor();
  assert.match((await ciso.get(`/report-issues/${number}`)).presented_on, /^\d{4}-\d\d-\d\d$/);
  visitor.quiet();
});

test("from another firm's case one press leads to a loss scenario of ours", async () => {
  const visitor = await go(`/outside-cases/${one.number}`, /部品の供給が一か月停止/);
  const { page } = visitor;
  await visitor.look("outside-case");
  await page.getByRole("button", { name: "損失シナリオを作る" }).click();
  await page.waitForURL(/\/loss-scenarios\/new/);
  await page.locator("input[value='部品の供給が一か月停止']").waitFor();
  assert.equal(await page.getByRole("checkbox", { name: "情報漏えいを伴う" }).isChecked(), false);
  visitor.quiet();
});

test("published cases in VERIS are chosen, tried, taken, and one of them becomes a scenario with our figures", async () => {
  const unit = await topUnit(ciso);
  for (const [name, personal_count] of [["会員名簿", 30000], ["応募者", 120]]) await ciso.post("/information-assets", { unit, name, personal_data: true, personal_count }, 201);
  const incident = { incident_id: "V-1", summary: "Shop down.", timeline: { incident: { year: 2025, month: 9 } }, victim: { victim_id: "Example Shop", industry: "4541" }, action: { malware: { variety: ["Ransomware"] } }, attribute: { confidentiality: { data_total: 1200 } } };
  const visitor = await go("/outside-cases", "他社事例");
  const { page } = visitor;
  await page.getByRole("link", { name: "VERISから取り込む" }).click();
  await page.getByRole("heading", { name: "VERISから取り込む", level: 1 }).waitFor();
  await page.locator("input[type=file]").setInputFiles({ name: "vcdb.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify([incident, { no: "incident" }])) });
  await page.getByRole("button", { name: "内容を確認する" }).click();
  await page.getByText("1件の行を取り込めません").waitFor();
  await page.getByRole("row", { name: /追加.*Example Shop – Ransomware/ }).waitFor();
  await visitor.look("veris-checked");
  await page.getByRole("button", { name: "正しい1件だけを取り込む" }).click();
  await page.getByText("取り込みが完了しました").waitFor();
  await page.getByRole("link", { name: "一覧を見る" }).click();
  await page.getByRole("link", { name: "Example Shop – Ransomware" }).click();
  await page.getByRole("heading", { name: "Example Shop – Ransomware", level: 1 }).waitFor();
  await page.getByRole("button", { name: "損失シナリオを作る" }).click();
  await page.waitForURL(/\/loss-scenarios\/new/);
  await page.getByText(/Example Shop – Ransomware/).first().waitFor();
  await visitor.look("scenario-of-case");
  assert.equal(await page.getByRole("checkbox", { name: "情報漏えいを伴う" }).isChecked(), true);
  const often = page.getByRole("group", { name: "1年あたりの発生回数" });
  for (const [name, n] of [["最小", "0.01"], ["最も多い", "0.05"], ["最大", "0.2"]] as const) await often.getByRole("textbox", { name: new RegExp(name) }).fill(n);
  await page.getByRole("button", { name: "保存" }).click();
  await page.getByRole("heading", { name: "Example Shop – Ransomware", level: 1 }).waitFor();
  await page.waitForURL(/\/loss-scenarios\/LS-/);
  const scenario = (await ciso.get("/loss-scenarios")).items[0];
  const [people, response] = (await ciso.get(`/loss-scenarios/${scenario.id}`)).items;
  assert.deepEqual([people.form, people.amount.value, people.units.value], ["personal_data", 500, 30000]);
  assert.match(people.basis, /会員名簿/);
  assert.equal(response.form, "response");
  const links: Json[] = (await ciso.get(`/loss-scenarios/${scenario.id}/links`)).items;
  assert.deepEqual(links.map((l) => l.register), ["outside-cases"]);
  visitor.quiet();
});
