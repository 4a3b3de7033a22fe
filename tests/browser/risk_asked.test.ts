// A risk that is asked to be accepted stands on the first page of whoever decides: by one press, or in a round by rank.
import assert from "node:assert/strict";
import { test } from "node:test";
import { visit } from "../support/browser.ts";
import type { Json } from "../support/client.ts";
import { setUp, signedInAs, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server);
const unit = await topUnit(ciso);
const president = await signedInAs(ciso, "executive");
const security = await signedInAs(ciso, "security");
const threat = (await ciso.post("/threats", { name: "脆弱性からの侵入", group: "other" }, 201)).id;

async function drafted(name: string, likelihood: number): Promise<Json> {
  const system = (await ciso.post("/systems", { unit, name, kind: "server", importance: "high" }, 201)).id;
  return security.post("/risks", { unit, system, threat, likelihood, acceptance_reason: "更新まで。", accepted_until: "2099-03-31" }, 201);
}

test("what one press decides on is on the president's first page, and leads to the risk", async () => {
  const risk = await drafted("在庫サーバ", 1);
  assert.equal((await security.call("POST", `/risks/${risk.id}/transitions`, { json: { action: "ask" }, etag: "*" })).status, 200);
  const home = await visit(server, "/", {}, president);
  const task = home.page.getByRole("link", { name: /在庫サーバ – 脆弱性からの侵入.*リスクの受容の可否を決める（リスク値2）/ });
  await task.waitFor();
  await home.look("risk-asked-home");
  await task.click();
  await home.page.getByRole("button", { name: "受容を承認", exact: true }).waitFor();
  await home.context.close();
});

test("where a route is set, asking sends it round at once, and the one whose turn it is has it on the first page", async () => {
  await ciso.post("/approval-routes", { name: "深刻なリスクの受容", subject: "risks", active: true, on_change: "end", class_key: "alarm", steps: [{ name: "社長", who: [{ kind: "role", role: "executive" }], need: "any", days: 3 }] }, 201);
  const risk = await drafted("販売サーバ", 3);
  const asker = await visit(server, `/risks/${risk.number}`, {}, security);
  await asker.page.getByRole("button", { name: "受容を申請する", exact: true }).click();
  await asker.page.getByRole("dialog").getByRole("button", { name: "受容を申請", exact: true }).click();
  await asker.page.getByRole("dialog").waitFor({ state: "hidden" });
  await asker.context.close();
  const [round] = (await president.get("/approvals?box=inbox")).items;
  assert.equal(round.record.id, risk.id);
  const home = await visit(server, "/", {}, president);
  await home.page.getByRole("link", { name: new RegExp(`販売サーバ – 脆弱性からの侵入.*${round.number}`) }).waitFor();
  assert.equal(await home.page.getByRole("link", { name: /販売サーバ.*リスクの受容の可否を決める/ }).count(), 0, "it stands there once");
  await home.context.close();
});
