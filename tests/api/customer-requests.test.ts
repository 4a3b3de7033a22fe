// What customers ask about security: received, answered, how many days it took, and what indicators count of it.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Json } from "../support/client.ts";
import { query } from "../support/database.ts";
import { dayFromNow } from "../support/day.ts";
import { setUp, signedInAs, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server);
const daysAgo = (n: number): string => dayFromNow(-n);

test("an answer has its text, its day and the days it took; opened again it has none", async () => {
  const made = await ciso.post("/customer-requests", { title: "預けた図面の保管方法を知りたい", kind: "request", received_on: daysAgo(10), asked_by: "取引先A" }, 201);
  assert.match(made.number, /^CR-\d{4}-\d{4}$/);
  assert.deepEqual([made.state, made.days], ["open", null]);
  await ciso.refused("POST", `/customer-requests/${made.id}/transitions`, 422, { json: { action: "answer" }, etag: "*", pointer: "/answer" });
  await ciso.patch(`/customer-requests/${made.id}`, { answer: "保管場所と閲覧権限を回答した。" }, "*");
  await ciso.call("POST", `/customer-requests/${made.id}/transitions`, { json: { action: "answer" }, etag: "*" });
  const answered = await ciso.get(`/customer-requests/${made.id}`);
  assert.equal(answered.state, "answered");
  assert.ok(answered.days >= 9 && answered.days <= 11, "days of the organisation's zone");
  query(server.database, `UPDATE customer_request SET answered_on = '${daysAgo(5)}' WHERE number = '${made.number}'`);
  const path = `/customer-requests/${made.id}`;
  await ciso.refused("PATCH", path, 422, { json: { received_on: daysAgo(4) }, etag: "*", pointer: "/received_on" });
  assert.equal((await ciso.patch(path, { received_on: daysAgo(5) }, "*")).days, 0, "on the same day");
  await ciso.call("POST", `/customer-requests/${made.id}/transitions`, { json: { action: "reopen", reason: "追加の質問" }, etag: "*" });
  const open = await ciso.get(`/customer-requests/${made.id}`);
  assert.deepEqual([open.state, open.answered_on, open.days], ["open", null, null]);
});

test("none is received in the future", async () => {
  await ciso.refused("POST", "/customer-requests", 422, { json: { title: "?", kind: "complaint", received_on: "2999-01-01" }, pointer: "/received_on" });
});

test("indicators count what came and what waits for an answer", async () => {
  await ciso.post("/customer-requests", { title: "迷惑メールが届いた", kind: "complaint", received_on: daysAgo(0) }, 201);
  const read = async (source: string): Promise<number> => {
    const { id } = await ciso.post("/indicators", { title: source, perspective: "customer", source, cycle: "fiscal_year" }, 201);
    const [one] = (await ciso.get(`/scorecard?indicator=${id}`)).items;
    assert.deepEqual([one.figure, one.direction, one.live], ["count", "lower", true]);
    return one.value;
  };
  assert.equal(await read("requests_open"), 2);
  assert.ok((await read("requests_received")) >= 1);
});

test("indicators tell in how many days answers came, and who waits beyond the day due", async () => {
  const make = async (source: string): Promise<() => Promise<Json>> => {
    const { id } = await ciso.post("/indicators", { title: source, perspective: "customer", source, cycle: "fiscal_year", target: 3 }, 201);
    return async () => (await ciso.get(`/scorecard?indicator=${id}`)).items[0];
  };
  const [days, late] = [await make("request_days"), await make("requests_late")];
  assert.deepEqual([(await days()).value, (await late()).value], [null, 0], "nothing is answered: there is no mean");
  for (const [title, took] of [["照会", 2], ["苦情", 9], ["要望", 8]] as const) {
    const { id } = await ciso.post("/customer-requests", { title, kind: "request", received_on: daysAgo(20), due: daysAgo(1), answer: "回答した。" }, 201);
    await ciso.call("POST", `/customer-requests/${id}/transitions`, { json: { action: "answer" }, etag: "*" });
    query(server.database, `UPDATE customer_request SET days = ${took} WHERE title = '${title}'`);
  }
  await ciso.post("/customer-requests", { title: "待たせている", kind: "complaint", received_on: daysAgo(5), due: daysAgo(2) }, 201);
  const told = await days();
  assert.deepEqual([told.value, told.figure, told.direction, told.parts[0].value], [6.3, "days", "lower", 3]);
  assert.deepEqual([(await late()).value, (await late()).figure], [1, "count"]);
});

test("members and managers of a unit do not see them, auditors read", async () => {
  const shop = await ciso.post("/units", { name: "東京店", parent: await topUnit(ciso), kind: "shop" }, 201);
  const manager = await signedInAs(ciso, "manager", shop.id);
  await manager.refused("GET", "/customer-requests", 403);
  await manager.refused("POST", "/customer-requests", 403, { json: { title: "?", kind: "request", received_on: daysAgo(0) } });
  await (await signedInAs(ciso, "member")).refused("GET", "/customer-requests", 403);
  const auditor = await signedInAs(ciso, "auditor");
  assert.ok((await auditor.get("/customer-requests")).items.length >= 2);
  await auditor.refused("POST", "/customer-requests", 403, { json: { title: "?", kind: "request", received_on: daysAgo(0) } });
});
