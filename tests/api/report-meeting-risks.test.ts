// The risks in the paper for the meeting are called what the method in force calls them, as on their own pages.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Json } from "../support/client.ts";
import { setUp, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server);
const unit = await topUnit(ciso);

test("a value's band has the words of the method, another method's after it was chosen", async () => {
  const system = await ciso.post("/systems", { unit, name: "給与計算", kind: "saas", importance: "high" }, 201);
  const threat = await ciso.post("/threats", { name: "設定の不備", group: "other" }, 201);
  await ciso.post("/risks", { unit, threat: threat.id, system: system.id, likelihood: 1 }, 201);
  const issue = await ciso.post("/report-issues", { type: "management_meeting", title: "経営会議への報告" }, 201);
  const band = async (): Promise<Json> => {
    const text = JSON.stringify(await ciso.get(`/report-issues/${issue.id}/document`));
    const cells = /"給与計算 – 設定の不備",(\d+),(\{.*?\}.*?\})/.exec(text);
    assert.ok(cells, "the risk stands in the table");
    return { value: Number(cells[1]), ...JSON.parse(cells[2] ?? "") };
  };
  assert.deepEqual(await band(), { value: 2, label: { ja: "重大", en: "Serious" }, tone: "progress" });
  await ciso.post("/risk-methods/multiplication/choice", {}, 200);
  assert.deepEqual(await band(), { value: 5, label: { ja: "中", en: "Medium" }, tone: "progress" });
});
