// In the room of a case: what is affected, what that proposes, a decision, and a report with its receipt; the first page tells what is due.
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
  made = await csirt.client.post("/incidents", { unit, title: "会員名簿への不正アクセス", severity: "high", detected_at: new Date(Date.now() - 3_600_000).toISOString() }, 201);
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

const board = (): Promise<Json> => csirt.client.get(`/incidents/${made.id}/duties`);

test("the usual duties are taken from the head of their list", async () => {
  const visitor = await go("/reporting-regimes", ciso);
  const { page } = visitor;
  await page.getByRole("link", { name: "標準の報告先を取り込む", exact: true }).click();
  await page.getByRole("heading", { level: 1, name: "標準の報告先を取り込む" }).waitFor();
  await page.getByRole("button", { name: "標準の報告先を取り込む", exact: true }).click();
  await page.getByText("15件を取り込みました").waitFor();
  await page.getByRole("link", { name: /GDPR/ }).waitFor();
  await visitor.look("reporting-regimes");
  visitor.quiet();
});

test("what is affected is written down, a report is confirmed with its clock, and recorded with its receipt", async () => {
  const visitor = await go(`/incidents/${made.number}`, csirt.client);
  const { page } = visitor;
  await page.getByRole("button", { name: "影響を記録", exact: true }).click();
  for (const name of ["個人データの漏えい・滅失・毀損", "不正の目的による（不正アクセスなど）"]) {
    await page.getByRole("button", { name: new RegExp(name) }).click();
    await page.getByRole("option", { name: "該当（おそれを含む）", exact: true }).click();
  }
  await page.getByRole("button", { name: "保存", exact: true }).click();
  await page.getByText("影響を受けたものを記録しました。").waitFor();
  assert.deepEqual([(await board()).impact.personal, (await board()).impact.sensitive], [true, null]);
  const offered = page.getByRole("list", { name: "報告の候補", exact: true }).getByRole("listitem").filter({ hasText: "個人情報保護法）" });
  await offered.getByText("当てはまること：個人データの漏えい・滅失・毀損、不正の目的による（不正アクセスなど）、影響を受けた国・地域").waitFor();
  for (const width of [1440, 390]) {
    await visitor.as({ width });
    await visitor.look("duty-proposals");
  }
  await visitor.as({ width: 1440 });
  await offered.getByRole("button", { name: "報告する", exact: true }).click();
  const decided = page.getByRole("list", { name: "報告の要否と状況", exact: true });
  await decided.getByText("第一報（速報）：未報告").waitFor();
  await decided.getByRole("button", { name: "報告を記録", exact: true }).click();
  await decided.getByRole("textbox", { name: /^報告した人/ }).fill("法務部 鈴木");
  await decided.getByRole("textbox", { name: /^受付番号/ }).fill("R-123");
  await visitor.look("duty-record");
  await decided.getByRole("button", { name: "記録する", exact: true }).click();
  await decided.getByText("最終報告（確報）：未報告").waitFor();
  const [duty] = (await board()).duties;
  assert.deepEqual([duty.waits, duty.reports[0].by_whom, duty.reports[0].receipt], ["final", "法務部 鈴木", "R-123"]);
  await page.getByText("国・地域：日本", { exact: false }).waitFor();
  await visitor.look("duty-decided");
  visitor.quiet();
});

test("the first page of who runs cases says what is due, and leads to the case", async () => {
  const visitor = await go("/", csirt.client);
  const { page } = visitor;
  await page.getByRole("heading", { name: /^社外への報告の期限/ }).waitFor();
  await visitor.look("duty-home");
  await page.getByRole("link", { name: new RegExp(`${made.number} 個人データの漏えい等の報告`) }).click();
  await page.getByRole("heading", { level: 1, name: "会員名簿への不正アクセス" }).waitFor();
  visitor.quiet();
});
