// Practice 7-4 with 7-3, company R: what was planned for a threat becomes work of several people when a case names it, nobody's share
// hides that he has too much, and the case does not recover before it is known how it came to it.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Json } from "../support/client.ts";
import { colleagueOf, setUp, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server, { organisation: "R社" });
const unit = await topUnit(ciso);
const it = await ciso.post("/units", { name: "IT部門", kind: "department", parent: unit }, 201);
const senior = await colleagueOf(ciso, "古参", "CSIRT", ["csirt"], unit);
const junior = await colleagueOf(ciso, "新人", "CSIRT", ["csirt"], unit);
const head = await colleagueOf(ciso, "情報", "部長", ["manager"], it.id);
let made: Json;
const step = (action: string) => senior.client.call("POST", `/incidents/${made.number}/transitions`, { json: { action }, etag: "*" });
const plan = (): Promise<Json> => senior.client.get(`/incidents/${made.id}/plan`);

test("the usual threats and analysis plans are there before anything happens", async () => {
  await ciso.post("/threat-responses/starter", undefined, 201);
  await ciso.post("/analysis-plans/starter", undefined, 201);
  const [threat] = (await ciso.get("/threat-responses?filter[threat_key][eq]=ransomware")).items;
  await ciso.patch(`/threat-responses/${threat.id}`, { responding: "IT部門" }, "*");
});

test("the case names its threat, and its first response and analysis go to the department in one press", async () => {
  made = await senior.client.post("/incidents", { unit: it.id, title: "販売システムの暗号化", severity: "critical", threat_key: "ransomware", detected_at: new Date().toISOString(), lead: senior.person }, 201);
  const { items } = await plan();
  assert.ok(items.length > 3);
  assert.ok(items.some((l: Json) => l.kind === "first" && l.owner.id === head.person), "the head of the department that the table names");
  const { made: n } = await senior.client.post(`/incidents/${made.id}/plan/tasks`, { items: items.map((l: Json) => ({ key: l.key, owner: l.owner?.id ?? null })) }, 201);
  assert.equal(n, items.length);
});

test("work that lies with one person is handed to another, who reads the case where it stands", async () => {
  const { items } = await junior.client.get(`/tasks?filter[record][eq]=${made.id}&limit=100`);
  const first = items[0];
  await junior.client.patch(`/tasks/${first.id}`, { owner: junior.person }, "*");
  assert.equal((await junior.client.get(`/tasks/${first.id}`)).owner.id, junior.person);
});

test("nobody declares it recovered while the analysis is not done, and with it done the case goes on", async () => {
  assert.equal((await step("contain")).status, 200);
  const refused = await step("recover");
  assert.equal(refused.status, 409);
  assert.match(refused.text, /原因の分析が必要です/);
  for (const line of (await plan()).items)
    if (line.kind !== "first") assert.equal((await senior.client.call("POST", `/tasks/${line.task.id}/transitions`, { json: { action: "finish" }, etag: "*" })).status, 200);
  assert.equal((await step("recover")).status, 200);
});
