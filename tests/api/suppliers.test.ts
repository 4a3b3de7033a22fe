// What is special about the ledgers of suppliers, of work given out and of what suppliers hold; what every
// register does is tested in registers.test.ts.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Json } from "../support/client.ts";
import { setUp, signedInAs, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server);
const top = await topUnit(ciso);
const shop = await ciso.post("/units", { name: "総務部", parent: top, kind: "department" }, 201);
const manager = await signedInAs(ciso, "manager", shop.id);

const supplier = (name: string, more: object = {}): Promise<Json> => ciso.post("/suppliers", { name, ...more }, 201);
const act = (client: typeof ciso, path: string, action: string, reason?: string) =>
  client.call("POST", `${path}/transitions`, { json: { action, reason }, etag: "*" });

test("a corporate number is kept as its digits, and one that does not hold is refused", async () => {
  const made = await supplier("株式会社みどり運輸", { corporate_number: "７-0000-1205-0002" });
  assert.match(made.number, /^SR-\d{4}-\d{4}$/);
  assert.deepEqual([made.state, made.corporate_number, made.match_name], ["candidate", "7000012050002", "みどり運輸"]);
  await ciso.refused("POST", "/suppliers", 422, { json: { name: "別の会社", corporate_number: "8000012050002" }, pointer: "/corporate_number" });
});

test("a firm stands once by its corporate number, also when a deleted one comes back", async () => {
  const twice = { name: "みどり運輸（関西）", corporate_number: "7000012050002" };
  await ciso.refused("POST", "/suppliers", 422, { json: twice, pointer: "/corporate_number" });
  const [first] = (await ciso.get("/suppliers?q=7000012050002")).items;
  await ciso.call("DELETE", `/suppliers/${first.id}`, { etag: "*" });
  const again = await ciso.post("/suppliers", twice, 201);
  await ciso.refused("POST", `/suppliers/${first.id}/restore`, 422, { etag: "*", pointer: "/corporate_number" });
  await ciso.call("DELETE", `/suppliers/${again.id}`, { etag: "*" });
  assert.equal((await ciso.call("POST", `/suppliers/${first.id}/restore`, { etag: "*" })).status, 200);
});

test("what is set by hand has its reason, and an email address can be one", async () => {
  const made = await supplier("有限会社あおい", { employees: 12, country: "JP" });
  const path = `/suppliers/${made.id}`;
  await ciso.refused("PATCH", path, 422, { json: { trusted: true }, etag: "*", pointer: "/trusted_reason" });
  await ciso.refused("PATCH", path, 422, { json: { class_given: "a" }, etag: "*", pointer: "/class_reason" });
  await ciso.refused("PATCH", path, 422, { json: { contact_email: "aoi" }, etag: "*", pointer: "/contact_email" });
  const now = await ciso.patch(path, { class_given: "b", class_reason: "重要部品を1社に依存している", contact_email: "it@aoi.example" }, "*");
  assert.equal(now.class, "b");
});

test("a unit reports work with a firm that is not in the ledger; confirmed it has one", async () => {
  const body = { unit: shop.id, work: "コールセンター業務", internet: "yes", environment: "shared" };
  await manager.refused("POST", "/supplier-engagements", 422, { json: body, pointer: "/supplier" });
  const made = await manager.post("/supplier-engagements", { ...body, supplier_name: "ABC株式会社" }, 201);
  assert.match(made.number, /^SE-/);
  assert.equal(made.state, "reported");
  const path = `/supplier-engagements/${made.id}`;
  assert.equal((await act(manager, path, "confirm")).status, 403);
  await ciso.refused("POST", `${path}/transitions`, 422, { json: { action: "confirm" }, etag: "*", pointer: "/supplier" });
  const { id } = await supplier("ABC株式会社");
  await ciso.patch(path, { supplier: id }, "*");
  assert.equal((await act(ciso, path, "confirm")).status, 200);
  assert.equal((await act(manager, path, "end", "契約満了")).status, 200);
  assert.match((await manager.get(path)).ended_on, /^\d{4}-/);
});

test("work names the businesses that stop with it, which keep their names together", async () => {
  const sale = await ciso.post("/businesses", { name: "直販商品Bの受注", importance: "high" }, 201);
  await ciso.post("/businesses", { name: "苦情・相談の受付" }, 201);
  await ciso.refused("POST", "/businesses", 422, { json: { name: "直販商品Bの受注" }, pointer: "/name" });
  const body = { unit: shop.id, work: "受注代行", supplier_name: "ABC", stops: [sale.number, "苦情・相談の受付", "直販商品Bの受注"] };
  const made = await manager.post("/supplier-engagements", body, 201);
  assert.deepEqual(made.stops, ["直販商品Bの受注", "苦情・相談の受付"]);
  await manager.refused("POST", "/supplier-engagements", 422, { json: { ...body, stops: ["ない業務"] }, pointer: "/stops/0" });
  await ciso.patch(`/businesses/${sale.id}`, { name: "直販商品“B”の受注" }, "*");
  const path = `/supplier-engagements/${made.id}`;
  assert.deepEqual((await manager.get(path)).stops, ["直販商品“B”の受注", "苦情・相談の受付"]);
  assert.equal((await manager.patch(path, { stops: null }, "*")).stops, null);
});

test("a business that live work names stays, and one that went before holds up nothing else", async () => {
  const { id } = await ciso.post("/businesses", { name: "梱包" }, 201);
  const s = await supplier("株式会社のぞみ");
  const made = await manager.post("/supplier-engagements", { unit: shop.id, work: "梱包の代行", supplier: s.id, stops: ["梱包"] }, 201);
  const path = `/supplier-engagements/${made.id}`;
  await ciso.refused("DELETE", `/businesses/${id}`, 409, { etag: "*" });
  await ciso.call("DELETE", path, { etag: "*" });
  assert.equal((await ciso.call("DELETE", `/businesses/${id}`, { etag: "*" })).status, 204);
  assert.equal((await ciso.call("POST", `${path}/restore`, { etag: "*" })).status, 200);
  assert.equal((await act(ciso, path, "confirm")).status, 200);
  assert.equal((await act(manager, path, "end", "満了")).status, 200);
});

test("what security confirmed is reported anew when the unit changes it", async () => {
  const [s, t] = [await supplier("株式会社いずみ"), await supplier("株式会社しぶき")];
  const made = await manager.post("/supplier-engagements", { unit: shop.id, work: "監視", supplier: s.id, internet: "yes" }, 201);
  const path = `/supplier-engagements/${made.id}`;
  const confirm = async (): Promise<void> => assert.equal((await act(ciso, path, "confirm")).status, 200);
  await confirm();
  assert.equal((await manager.patch(path, { note: "年2回訪問" }, "*")).state, "confirmed");
  assert.equal((await manager.patch(path, { internet: "no" }, "*")).state, "reported");
  await confirm();
  assert.equal((await manager.patch(path, { supplier: t.id }, "*")).state, "reported");
  await confirm();
  assert.equal((await manager.patch(path, { supplier: null, supplier_name: "どこかの会社" }, "*")).state, "reported");
  await ciso.patch(path, { supplier: t.id }, "*");
  await confirm();
  assert.equal((await ciso.patch(path, { internet: "yes" }, "*")).state, "confirmed");
  assert.equal((await ciso.patch(path, { supplier: null }, "*")).state, "reported", "nothing is confirmed of no firm");
});

test("a declaration is told from a certificate", async () => {
  const { id } = await supplier("株式会社ひかり");
  const of = (kind: string, more: object = {}): Promise<Json> => ciso.post("/supplier-certificates", { supplier: id, kind, ...more }, 201);
  assert.equal((await of("security_action_2")).basis, "self_declared");
  assert.equal((await of("scs_3", { basis: "third_party" })).basis, "checked");
  assert.equal((await of("isms", { valid_from: "2026-04-01", valid_to: "2029-03-31" })).basis, "third_party");
  assert.equal((await of("other", { basis: "third_party" })).basis, "third_party");
  const wrong = { supplier: id, kind: "isms", valid_from: "2026-04-01", valid_to: "2026-03-31" };
  await ciso.refused("POST", "/supplier-certificates", 422, { json: wrong, pointer: "/valid_to" });
});

test("firms are the whole company's, work is the unit's", async () => {
  const other = await ciso.post("/units", { name: "製品部", parent: top, kind: "department" }, 201);
  await ciso.post("/supplier-engagements", { unit: other.id, work: "原材料Aの製造", supplier_name: "456株式会社" }, 201);
  const seen: string[] = (await manager.get("/supplier-engagements")).items.map((e: Json) => e.work);
  assert.ok(seen.includes("受注代行") && !seen.includes("原材料Aの製造"), seen.join());
  assert.ok((await manager.get("/suppliers")).items.length >= 4);
  await manager.refused("POST", "/suppliers", 403, { json: { name: "部門の取引先" } });
  await manager.refused("POST", "/supplier-engagements", 403, { json: { unit: other.id, work: "?", supplier_name: "?" } });
  const security = await signedInAs(ciso, "security", shop.id);
  await security.refused("POST", "/suppliers", 403, { json: { name: "部門の取引先" } });
  for (const role of ["executive", "auditor", "csirt"] as const) assert.ok((await (await signedInAs(ciso, role)).get("/suppliers")).items.length >= 4);
  for (const role of ["member", "trainer", "admin"] as const) await (await signedInAs(ciso, role)).refused("GET", "/suppliers", 403);
  assert.equal((await (await signedInAs(ciso, "member")).get("/businesses")).items.length, 2);
});
