// Practice 8-1: company U, a distributor of 2,000, has a BCP for disasters. Incident response may stop systems on purpose, so its
// head of IT lays down with the crisis headquarters who decides when (table 2-8.1): which steps that stop trade, and restricting
// email for everybody, go to management or to the head after the headquarters was consulted.
import assert from "node:assert/strict";
import { test } from "node:test";
import { visit } from "../support/browser.ts";
import type { Json } from "../support/client.ts";
import { setUp } from "../support/people.ts";
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
