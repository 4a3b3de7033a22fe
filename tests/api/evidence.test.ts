// Verified levels: what the live registers say about the levels that a response claims.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Client, Json } from "../support/client.ts";
import { today } from "../support/day.ts";
import { setUp, signedInAs } from "../support/people.ts";
import { startServer } from "../support/server.ts";
import { answerForty, FORTY, importSheet, makeShops, newestVersion, openCampaign, put, smallSheet, step } from "../support/sheet.ts";

const server = await startServer();
const ciso = await setUp(server);
const shops = await makeShops(ciso);
const { responses } = await openCampaign(ciso, (await newestVersion(ciso, FORTY)).id, [shops.head, shops.east, shops.west]);
const head: Json = responses[shops.head];
const east: Json = responses[shops.east];
const role = { title: "責任者", role: "ciso", phase: "both", duties: "決める", published: "all", reviewed_on: today() };

async function itemOf(client: Client, response: Json, key: string): Promise<Json> {
  return (await client.get(`/responses/${response.id}/evidence`)).evidence.items.find((i: Json) => i.item === key);
}

test("at least fifteen of the forty items are judged by records", async () => {
  const { frozen, evidence } = await ciso.get(`/responses/${head.id}/evidence`);
  assert.equal(frozen, false);
  assert.ok(evidence.items.length >= 15, `${evidence.items.length} items`);
  assert.ok(evidence.items.every((i: Json) => i.claimed === null && i.state === "not_judged"));
  assert.equal(evidence.rules.wording, "own");
});

test("while the answer is open the verdict follows the records", async () => {
  await put(ciso, head.id, "2-2", { value: 3 });
  assert.deepEqual((await itemOf(ciso, head, "2-2")).state, "unsupported");
  const made = await ciso.post("/role-assignments", { unit: shops.head, ...role }, 201);
  const item = await itemOf(ciso, head, "2-2");
  assert.deepEqual([item.supported, item.state], [4, "supported"]);
  await ciso.delete(`/role-assignments/${made.id}`, `"${made.version}"`, 204);
  assert.equal((await itemOf(ciso, head, "2-2")).supported, null);
});

test("records of the unit, of those below it and of those it belongs to count, others do not", async () => {
  await put(ciso, east.id, "2-2", { value: 2 });
  await ciso.post("/role-assignments", { unit: shops.west, ...role }, 201);
  assert.equal((await itemOf(ciso, east, "2-2")).state, "unsupported");
  const company = await ciso.post("/role-assignments", { unit: shops.top, ...role }, 201);
  assert.equal((await itemOf(ciso, east, "2-2")).state, "supported");
  await ciso.delete(`/role-assignments/${company.id}`, `"${company.version}"`, 204);
  await ciso.post("/role-assignments", { unit: shops.east, ...role, reviewed_on: "2020-01-01" }, 201);
  assert.equal((await itemOf(ciso, east, "2-2")).supported, 3);
});

test("a day that is still to come is not in the last twelve months", async () => {
  const made = await ciso.post("/role-assignments", { unit: shops.head, ...role, reviewed_on: "2999-01-01" }, 201);
  assert.equal((await itemOf(ciso, head, "2-2")).supported, 3);
  await ciso.delete(`/role-assignments/${made.id}`, `"${made.version}"`, 204);
});

test("a submission keeps its verdict; taken back, it is judged anew", async () => {
  const west: Json = responses[shops.west];
  await answerForty(ciso, west.id, "4".repeat(40));
  await step(ciso, west.id, "submit");
  const kept = await ciso.get(`/responses/${west.id}/evidence`);
  assert.equal(kept.frozen, true);
  assert.equal(kept.evidence.judged_on.length, 10);
  const roles = (await ciso.get("/role-assignments")).items.filter((r: Json) => r.unit.id === shops.west);
  for (const one of roles) await ciso.delete(`/role-assignments/${one.id}`, `"${one.version}"`, 204);
  assert.deepEqual(await ciso.get(`/responses/${west.id}/evidence`), kept);
  await step(ciso, west.id, "withdraw");
  const anew = await ciso.get(`/responses/${west.id}/evidence`);
  assert.equal(anew.frozen, false);
  assert.equal(anew.evidence.items.find((i: Json) => i.item === "2-2").supported, null);
});

test("who may read the response sees its verdict, nobody else", async () => {
  const shop = await signedInAs(ciso, "manager", shops.east);
  assert.equal((await itemOf(shop, east, "2-2")).claimed, 2);
  await shop.refused("GET", `/responses/${head.id}/evidence`, 404);
});

test("a sheet that no rules speak about has no verdict", async () => {
  const version = await importSheet(ciso, smallSheet());
  const opened = await openCampaign(ciso, version.id, [shops.head]);
  assert.deepEqual(await ciso.get(`/responses/${opened.responses[shops.head].id}/evidence`), { frozen: false, evidence: null });
});
