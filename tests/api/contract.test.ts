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
  const [newest] = (await ciso.get(`/contracts/${contract.id}/history`)).items;
  assert.deepEqual([newest.action, newest.after.requirement_set.id], ["update", id]);
});

test("what hangs on a contract hangs on one that the writer may see, in its unit", async () => {
  const contract = await contractOf("本社の契約");
  const shop = await ciso.post("/units", { name: "青葉店", kind: "shop", parent: unit }, 201);
  const local = await signedInAs(ciso, "security", shop.id);
  const check = { unit: shop.id, contract: contract.id, title: "検証", checked_on: "2026-04-01", checker: "第三者", result: "passed" };
  await local.refused("POST", "/contract-checks", 422, { json: check, pointer: "/contract" });
  await ciso.refused("POST", "/contract-checks", 422, { json: check, pointer: "/unit" });
  const ask = await ciso.post("/supplier-asks", { unit, title: "控えの保管", asked: "控えを保管する" }, 201);
  await local.refused("POST", "/ask-firms", 422, { json: { unit: shop.id, ask: ask.id, supplier }, pointer: "/ask" });
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
