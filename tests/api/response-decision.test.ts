// The decision matrix with the question who decides, and plans of analysis.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Json } from "../support/client.ts";
import { setUp, signedInAs } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server);
const decider = (action: string, impact: string): Promise<Json> => ciso.get(`/response-decider?action=${action}&impact=${impact}`);
const row = { title: "公開サイトの停止", position: 9, action: "stop_site", impact: "trade", staff: "none", head: "first", management: "final", headquarters: "before" };

test("the usual matrix is taken once, and answers who decides", async () => {
  assert.equal((await decider("stop_system", "trade")).decision, null);
  assert.equal((await ciso.post("/response-decisions/starter", undefined, 201)).made, 3);
  assert.equal((await ciso.post("/response-decisions/starter", undefined, 201)).made, 0);
  const { decision, ranks } = await decider("stop_system", "trade");
  assert.ok(decision.number);
  assert.deepEqual(ranks.map((r: Json) => [r.rank, r.part]), [["staff", "none"], ["head", "first"], ["management", "final"], ["headquarters", "before"]]);
  await ciso.refused("GET", "/response-decider?action=stop_system", 422, {});
});

test("one rank decides, one judges first at the most, and a question has one row", async () => {
  const { id } = await ciso.post("/response-decisions", row, 201);
  await ciso.refused("PATCH", `/response-decisions/${id}`, 422, { json: { head: "final" }, etag: "*", pointer: "/management" });
  await ciso.refused("PATCH", `/response-decisions/${id}`, 422, { json: { management: "after" }, etag: "*", pointer: "/management" });
  await ciso.refused("PATCH", `/response-decisions/${id}`, 422, { json: { staff: "first" }, etag: "*", pointer: "/head" });
  await ciso.refused("POST", "/response-decisions", 422, { json: row, pointer: "/impact" });
  await ciso.post("/response-decisions", { ...row, action: "other" }, 201);
  await ciso.post("/response-decisions", { ...row, action: "other" }, 201);
  await ciso.delete(`/response-decisions/${id}`, "*");
  const again = await ciso.post("/response-decisions", row, 201);
  await ciso.refused("PATCH", `/response-decisions/${again.id}`, 422, { json: { action: "stop_system" }, etag: "*", pointer: "/impact" });
});

test("earlier versions of a row stand in its history; staff read the matrix and do not change it", async () => {
  const [first] = (await ciso.get("/response-decisions?filter[action][eq]=restrict_mail")).items;
  await ciso.patch(`/response-decisions/${first.id}`, { management: "after" }, "*");
  const { items } = await ciso.get(`/response-decisions/${first.id}/history`);
  assert.match(JSON.stringify(items), /"before"/);
  assert.equal(items.length, 2);
  const member = await signedInAs(ciso, "member");
  assert.equal((await member.get("/response-decider?action=restrict_mail&impact=whole")).ranks[1].part, "final");
  await member.refused("PATCH", `/response-decisions/${first.id}`, 403, { json: { management: "none" }, etag: "*" });
});

test("the usual plans are tied to threats that are there, and cover is a policy's", async () => {
  const threat = await ciso.post("/threat-responses", { title: "ランサムウェア", position: 1, threat_key: "ransomware", possible: true, keep_evidence: true, on_card: false }, 201);
  assert.equal((await ciso.post("/analysis-plans/starter", undefined, 201)).made, 3);
  assert.equal((await ciso.post("/analysis-plans/starter", undefined, 201)).made, 0);
  const { items } = await ciso.get("/analysis-plans?sort=position");
  assert.deepEqual(items.map((p: Json) => p.threat?.id ?? null), [threat.id, null, null]);
  assert.ok(items.every((p: Json) => p.covered === "unknown" && p.own_work && p.vendor_work));
  await ciso.refused("PATCH", `/analysis-plans/${items[0].id}`, 422, { json: { covered: "partly" }, etag: "*", pointer: "/policy" });
  const member = await signedInAs(ciso, "member");
  await member.refused("GET", "/analysis-plans", 403, {});
});
