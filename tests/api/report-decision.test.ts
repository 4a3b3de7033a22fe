// What a meeting decided on a report: who may record it, the measure that comes of it, what is said of an
// approved issue.
import assert from "node:assert/strict";
import { test } from "node:test";
import { setUp, signedInAs, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server);
const unit = await topUnit(ciso);
const auditor = await signedInAs(ciso, "auditor");

const issue = await ciso.post("/report-issues", { type: "management_meeting", title: "経営会議への報告" });
const decide = (title: string) => ciso.post("/report-decisions", { issue: issue.id, title, due: "2027-01-20" });

test("a decision becomes one measure with its day", async () => {
  const decision = await decide("ネットワークを分離する");
  const made = await ciso.post(`/report-decisions/${decision.id}/measure`, { unit, priority: "high" }, 201);
  const measure = await ciso.get(`/measures/${made.number}`);
  assert.deepEqual([measure.title, measure.due, measure.priority], ["ネットワークを分離する", "2027-01-20", "high"]);
  assert.equal((await ciso.get(`/report-decisions/${decision.number}`)).measure.number, made.number);
  await ciso.refused("POST", `/report-decisions/${decision.id}/measure`, 409, { json: { unit, priority: "high" } });
});

test("nothing is made of a decision when the measure is refused", async () => {
  const decision = await decide("別の決定");
  await ciso.refused("POST", `/report-decisions/${decision.id}/measure`, 422, { json: { unit: "00000000-0000-7000-8000-000000000000", priority: "high" } });
  assert.equal((await ciso.get(`/report-decisions/${decision.id}`)).measure, null);
  await auditor.refused("POST", `/report-decisions/${decision.id}/measure`, 403, { json: { unit, priority: "high" } });
});

test("an approved issue learns when it was presented and to whom it went, and nothing else", async () => {
  const answer = await ciso.call("POST", `/report-issues/${issue.id}/approval`, { json: {}, etag: `"${issue.version}"` });
  assert.equal(answer.status, 200, answer.text);
  const told = await ciso.patch(`/report-issues/${issue.id}`, { presented_on: "2026-11-25", distribution: "取締役" }, `"${answer.json.version}"`);
  assert.equal(told.digest, answer.json.digest);
  await ciso.refused("PATCH", `/report-issues/${issue.id}`, 409, { json: { title: "別の題", presented_on: "2026-11-26" }, etag: `"${told.version}"` });
});
