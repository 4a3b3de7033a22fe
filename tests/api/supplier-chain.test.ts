// The chain of suppliers: who gives work on to whom, matched with the ledger, and moved with a merge.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Json } from "../support/client.ts";
import { checkedTable, settledImport, takenTable } from "../support/imports.ts";
import { setUp, signedInAs, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server);
const unit = await topUnit(ciso);

const supplier = (name: string, more: object = {}): Promise<Json> => ciso.post("/suppliers", { name, ...more }, 201);
const step = (s: Json, more: object, work = "部品の加工"): Promise<Json> => ciso.post("/supplier-subcontracts", { work, supplier: s.id, ...more }, 201);
const act = (path: string, action: string, reason = "確認した") => ciso.call("POST", `${path}/transitions`, { json: { action, reason }, etag: "*" });
const look = (s: Json): Promise<Json> => ciso.get(`/supplier-subcontracts/${s.id}`);

test("a declared name is the firm of its corporate number, else the only one of its name", async () => {
  const above = await supplier("あおい電機");
  const known = await supplier("株式会社みどり精工", { corporate_number: "7000012050002" });
  const other = await supplier("ひかり鋳造");
  const byNumber = await step(above, { subcontractor_name: "ミドリ製造（旧社名）", subcontractor_number: "7000-0120-50002" });
  assert.deepEqual([byNumber.subcontractor.id, byNumber.subcontractor_number, byNumber.state], [known.id, "7000012050002", "declared"]);
  assert.equal((await look(byNumber)).subcontractor.title, "株式会社みどり精工");
  const byName = await step(above, { subcontractor_name: "㈱ひかり鋳造" });
  assert.equal(byName.subcontractor.id, other.id);
  const stranger = await step(above, { subcontractor_name: "みどり精工", subcontractor_number: "1180301018771" });
  assert.equal(stranger.subcontractor, null, "another corporate number is another firm");
  await ciso.refused("POST", "/supplier-subcontracts", 422, { json: { work: "?", supplier: above.id }, pointer: "/subcontractor" });
  await ciso.refused("POST", "/supplier-subcontracts", 422, { json: { work: "?", supplier: above.id, subcontractor_name: "x", subcontractor_number: "7000012050003" }, pointer: "/subcontractor_number" });
});

test("a firm does not give work to itself, and the same step stands once", async () => {
  const [above, below] = [await supplier("つばめ工業"), await supplier("すずめ工業")];
  const path = "/supplier-subcontracts";
  const body = { work: "組立", supplier: above.id };
  await ciso.refused("POST", path, 422, { json: { ...body, subcontractor: above.id }, pointer: "/subcontractor" });
  await ciso.refused("POST", path, 422, { json: { ...body, subcontractor_name: "つばめ工業㈱" }, pointer: "/subcontractor" });
  const made = await ciso.post(path, { ...body, subcontractor: below.id }, 201);
  await ciso.refused("POST", path, 422, { json: { ...body, subcontractor: below.id }, pointer: "/subcontractor" });
  await ciso.refused("PATCH", `${path}/${made.id}`, 422, { json: { supplier: below.id }, etag: "*", pointer: "/subcontractor" });
  assert.equal((await act(`${path}/${made.id}`, "end", "契約満了")).status, 200);
  assert.match((await look(made)).ended_on, /^\d{4}-/);
  const again = await ciso.post(path, { ...body, subcontractor: below.id }, 201);
  const back = await act(`${path}/${made.id}`, "resume");
  assert.equal(back.status, 422, back.text);
  await ciso.post(path, { work: "組立", supplier: below.id, subcontractor: above.id }, 201); // a round is for the firms to explain
  assert.equal((await look(again)).state, "declared");
});

test("confirming a firm that the ledger does not know brings it in, once", async () => {
  const [one, two] = [await supplier("甲商事"), await supplier("乙商事")];
  const [first, second] = [await step(one, { subcontractor_name: "丙データセンター", subcontractor_employees: 40 }), await step(two, { subcontractor_name: "丙データセンター株式会社" })];
  assert.equal(first.subcontractor, null);
  for (const made of [first, second]) assert.equal((await act(`/supplier-subcontracts/${made.id}`, "confirm")).status, 200);
  const [a, b] = [await look(first), await look(second)];
  assert.deepEqual([a.state, b.state, a.subcontractor.id], ["confirmed", "confirmed", b.subcontractor.id]);
  const firm = await ciso.get(`/suppliers/${a.subcontractor.id}`);
  assert.deepEqual([firm.name, firm.state, firm.tier, firm.employees], ["丙データセンター", "candidate", "below", 40]);
  await supplier("丁物流");
  await supplier("丁物流株式会社");
  const unclear = await step(one, { subcontractor_name: "丁物流" });
  assert.equal(unclear.subcontractor, null);
  await ciso.refused("POST", `/supplier-subcontracts/${unclear.id}/transitions`, 422, { json: { action: "confirm" }, etag: "*", pointer: "/subcontractor" });
  await ciso.patch(`/supplier-subcontracts/${first.id}`, { subcontractor: null }, "*");
  assert.equal((await look(first)).state, "declared", "nothing is confirmed of no firm");
});

test("a merge takes the steps on both sides along, and its undoing brings them back", async () => {
  const [above, below] = [await supplier("東商事"), await supplier("西商事")];
  const [into, from] = [await supplier("南倉庫"), await supplier("南倉庫株式会社")];
  const [up, down, between] = [await step(above, { subcontractor: from.id }), await step(from, { subcontractor: below.id }), await step(into, { subcontractor: from.id })];
  const merged = await ciso.call("POST", `/suppliers/${into.id}/merges`, { json: { from: from.id }, etag: "*" });
  assert.equal(merged.status, 201, merged.text);
  assert.deepEqual([(await look(up)).subcontractor.id, (await look(down)).supplier.id], [into.id, into.id]);
  const own = await look(between);
  assert.deepEqual([own.supplier.id, own.subcontractor.id], [into.id, into.id]);
  await ciso.patch(`/supplier-subcontracts/${between.id}`, { note: "統合で同じ会社になった" }, "*");
  assert.equal((await ciso.call("POST", `/supplier-merges/${merged.json.id}/undo`)).status, 200);
  assert.deepEqual([(await look(up)).subcontractor.id, (await look(down)).supplier.id, (await look(between)).subcontractor.id], [from.id, from.id, from.id]);
});

test("the businesses that a step serves are names of ours, renamed with them, and kept from being deleted", async () => {
  const above = await supplier("港湾システム");
  const sale = await ciso.post("/businesses", { name: "通信販売" }, 201);
  await ciso.refused("POST", "/supplier-subcontracts", 422, { json: { work: "運用", supplier: above.id, subcontractor_name: "港湾運用", serves: ["通信販売", "ない業務"] }, pointer: "/serves/1" });
  const made = await step(above, { subcontractor_name: "港湾運用", serves: ["通信販売"] });
  await ciso.patch(`/businesses/${sale.id}`, { name: "通信販売（直販）" }, "*");
  assert.deepEqual((await look(made)).serves, ["通信販売（直販）"]);
  await ciso.refused("DELETE", `/businesses/${sale.id}`, 409, { etag: "*" });
  const path = `/supplier-subcontracts/${made.id}`;
  assert.equal((await ciso.patch(path, { serves: [] }, "*")).serves, null);
  assert.equal((await ciso.call("DELETE", `/businesses/${sale.id}`, { etag: "*" })).status, 204);
});

test("a table names the businesses of a step in one cell", async () => {
  await supplier("山手情報");
  for (const name of ["受注", "発送", "入金、消込"]) await ciso.post("/businesses", { name }, 201);
  const rows = ["再委託する業務,再委託元の取引先,申告された再委託先の名称,対象となる自社の業務", "画面の保守,山手情報,甲ソフト,受注、発送", "帳票の保守,山手情報,乙ソフト,入金、消込", '夜間の監視,山手情報,丙監視,"受注\n発送"', '印刷,山手情報,丁印刷,"[""発送""]"', "配送,山手情報,戊運送,"];
  const dry = await checkedTable(ciso, "supplier-subcontracts", `${rows.join("\n")}\n`);
  assert.deepEqual([dry.state, dry.added, dry.refused], ["checked", 5, 0], JSON.stringify(dry));
  await takenTable(ciso, "supplier-subcontracts", dry);
  const made: Json[] = (await ciso.get("/supplier-subcontracts?limit=500")).items;
  const serves = async (work: string) => (await look(made.find((s) => s.work === work) as Json)).serves;
  assert.deepEqual(await Promise.all(["画面の保守", "帳票の保守", "夜間の監視", "印刷", "配送"].map(serves)), [["受注", "発送"], ["入金、消込"], ["受注", "発送"], ["発送"], null]);
  const mended = made.find((s) => s.work === "画面の保守") as Json;
  const again = await checkedTable(ciso, "supplier-subcontracts", `number,対象となる自社の業務\n${mended.number},"[""入金、消込"",""発送""]"\n`, { key: "number" });
  await takenTable(ciso, "supplier-subcontracts", again);
  assert.deepEqual((await look(mended)).serves, ["入金、消込", "発送"]);
  await ciso.post(`/supplier-subcontracts/imports/${again.id}/undo`, undefined, 200);
  await settledImport(ciso, "supplier-subcontracts", again.id);
  assert.deepEqual((await look(mended)).serves, ["受注", "発送"]);
  const bad = await checkedTable(ciso, "supplier-subcontracts", `${rows[0]}\n設計,山手情報,己設計,受注、ない業務\n`);
  assert.deepEqual([bad.added, bad.refused], [0, 1]);
});

test("the chain is the whole company's: who runs security at the top writes it, a shop's manager reads it", async () => {
  const shop = await ciso.post("/units", { name: "東京店", parent: unit, kind: "shop" }, 201);
  const above = await supplier("北運輸");
  const body = { work: "配送", supplier: above.id, subcontractor_name: "北軽貨物" };
  for (const role of ["manager", "security"] as const) {
    const client = await signedInAs(ciso, role, shop.id);
    await client.refused("POST", "/supplier-subcontracts", 403, { json: body });
    assert.ok((await client.get("/supplier-subcontracts")).items.length > 3);
  }
  await (await signedInAs(ciso, "member")).refused("GET", "/supplier-subcontracts", 403);
});
