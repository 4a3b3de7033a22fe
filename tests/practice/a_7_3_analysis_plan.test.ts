// Practice 7-3: company Q, a maker of machine parts of 4,000, had an incident come back because its cause was not looked into.
// Its CISO lays down for each threat which analysis is done by the firm and which by a vendor (table 2-7.4), estimates what the
// vendor costs, and management takes out insurance that bears a part of it.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Json } from "../support/client.ts";
import { setUp } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server, { organisation: "Q社" });

test("malware, break-in and insider each have work of our own and of a vendor", async () => {
  await ciso.post("/analysis-plans/starter", undefined, 201);
  const { items } = await ciso.get("/analysis-plans?sort=position");
  const lines = (text: string): number => text.split("\n").length;
  assert.deepEqual(items.map((p: Json) => [p.title, lines(p.own_work), lines(p.vendor_work)]), [["マルウェア感染", 4, 5], ["脆弱性や認証の不備などによる不正侵入", 4, 3], ["内部不正", 2, 2]]);
});

test("the vendor of the public list, its cost and the policy that bears a part of it stand in the plan", async () => {
  const vendor = await ciso.post("/suppliers", { name: "見本フォレンジック株式会社" }, 201);
  const policy = await ciso.post("/insurance-policies", { title: "サイバー保険", insurer: "見本損害保険", covers: [{ form: "response" }] });
  const [plan] = (await ciso.get("/analysis-plans?sort=position")).items;
  const cost = { amount: 4_000_000, currency: "JPY" };
  await ciso.refused("PATCH", `/analysis-plans/${plan.id}`, 422, { json: { covered: "partly" }, etag: "*", pointer: "/policy" });
  const kept = await ciso.patch(`/analysis-plans/${plan.id}`, { vendor: vendor.id, cost, policy: policy.id, covered: "partly", agreed_on: "2026-06-01" }, "*");
  assert.deepEqual([kept.vendor.title, kept.cost, kept.policy.title, kept.covered], ["見本フォレンジック株式会社", cost, "サイバー保険", "partly"]);
});
