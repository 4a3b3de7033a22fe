// Requirement sets and what is refused when one is taken into a contract; what may be handed to suppliers.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Json } from "../support/client.ts";
import { setUp, signedInAs, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server);
const unit = await topUnit(ciso);
const supplier = (await ciso.post("/suppliers", { name: "委託先株式会社" }, 201)).id;
const contractOf = (title: string): Promise<Json> => ciso.post("/contracts", { unit, title, supplier, form: "normal" }, 201);

test("the usual set is added once, and taken once into a contract", async () => {
  const { id, made } = await ciso.post("/requirement-sets/starter", undefined, 201);
  assert.ok(made > 5);
  assert.deepEqual(await ciso.post("/requirement-sets/starter", undefined, 201), { id, made: 0 });
  const contract = await contractOf("運用の委託");
  assert.equal((await ciso.post(`/contracts/${contract.id}/requirements`, { set: id }, 201)).made, made);
  assert.equal((await ciso.get(`/contracts/${contract.id}`)).requirement_set.id, id);
  await ciso.refused("POST", `/contracts/${contract.id}/requirements`, 409, { json: { set: id } });
});

test("a set is taken only in use, into a contract that has not ended, by who may change it", async () => {
  const [set] = (await ciso.get("/requirement-sets")).items;
  const next = await ciso.post(`/requirement-sets/${set.id}/editions`, { edition: "2.0" }, 201);
  const contract = await contractOf("開発の委託");
  const at = `/contracts/${contract.id}/requirements`;
  await ciso.refused("POST", at, 409, { json: { set: next.id } });
  await ciso.refused("POST", at, 422, { json: { set: contract.id }, pointer: "/set" });
  await (await signedInAs(ciso, "executive")).refused("POST", at, 403, { json: { set: set.id } });
  const dropped = await ciso.call("POST", `/contracts/${contract.id}/transitions`, { json: { action: "drop", reason: "取りやめ" }, etag: "*" });
  assert.equal(dropped.status, 200, dropped.text);
  await ciso.refused("POST", at, 409, { json: { set: set.id } });
  await ciso.refused("POST", "/requirement-sets/RQ-2001-0001/editions", 404, { json: { edition: "2.0" } });
});

test("check lists for suppliers are read by who may read requests", async () => {
  assert.equal((await ciso.get("/asking-lists")).lists.length, 12);
  await (await signedInAs(ciso, "member")).refused("GET", "/asking-lists", 403);
});
