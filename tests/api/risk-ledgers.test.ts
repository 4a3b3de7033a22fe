// What is special about the ledgers of systems, information and the network; what every register does is
// tested in registers.test.ts.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Json } from "../support/client.ts";
import { until } from "../support/environment.ts";
import { setUp, signedInAs, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server);
const unit = await topUnit(ciso);

const asset = (more: object): Promise<Json> => ciso.post("/information-assets", { unit, name: "顧客リスト", ...more }, 201);

test("information is as important as the highest of its three ratings", async () => {
  const made = await asset({ confidentiality: 3, integrity: 1, availability: 2, personal_data: true, personal_count: 12000 });
  assert.equal(made.importance, "high");
  assert.match(made.number, /^IA-/);
  const now = await ciso.patch(`/information-assets/${made.id}`, { confidentiality: 1 }, "*");
  assert.equal(now.importance, "middle");
  const none = await ciso.patch(`/information-assets/${made.id}`, { confidentiality: null, integrity: null, availability: null }, "*");
  assert.equal(none.importance, null);
  await ciso.refused("PATCH", `/information-assets/${made.id}`, 422, { json: { importance: "low" }, etag: "*", pointer: "/importance" });
});

test("ratings from 0 to 2 say the same, and one outside its scale is refused", async () => {
  const made = await asset({ scale: "zero_to_two", confidentiality: 0, integrity: 2, availability: 0 });
  assert.equal(made.importance, "high");
  const body = { unit, name: "図面" };
  await ciso.refused("POST", "/information-assets", 422, { json: { ...body, scale: "zero_to_two", integrity: 3 }, pointer: "/integrity" });
  await ciso.refused("POST", "/information-assets", 422, { json: { ...body, availability: 0 }, pointer: "/availability" });
});

// The columns of the risk sheet for small and medium-sized firms; the importance is computed here.
const SHEET =
  "情報資産管理台帳\n" +
  "業務分類,情報資産名称,備考,利用者範囲,管理部署,媒体・保存先,個人情報,要配慮個人情報,特定個人情報,機密性,完全性,可用性,重要度,保存期限,登録日\n" +
  "人事,社員名簿,社員の基本情報,人事部,株式会社かなめ商店,事務所PC,有,,,3,1,1,3,,2026/7/1\n" +
  "経理,給与システムのデータ,税務署への提出控,給与計算担当,株式会社かなめ商店,社内サーバー,有,,有,3,2,1,3,7年,2026/7/1\n" +
  "営業,カタログ,,営業部,株式会社かなめ商店,書類,,,,1,1,1,1,,2026/7/1\n";

async function settled(id: string): Promise<Json> {
  return until("the import is done", async () => {
    const got = await ciso.get(`/information-assets/imports/${id}`);
    return ["checking", "taking"].includes(got.state) ? null : got;
  });
}

async function upload(body: string, constants: { field: string; value: string }[] = []): Promise<Json> {
  const headers = { "content-type": "application/octet-stream" };
  const answer = await ciso.call("POST", `/information-assets/imports?name=${encodeURIComponent("台帳.csv")}`, { body, headers });
  assert.equal(answer.status, 201, answer.text);
  const columns = answer.json.columns.flatMap((c: Json) => (c.field ? [{ no: c.no, field: c.field }] : []));
  await ciso.put(`/information-assets/imports/${answer.json.id}/mapping`, { columns, constants });
  return { columns: answer.json.columns, checked: await settled(answer.json.id) };
}

test("the risk sheet for small and medium-sized firms is taken by its own columns", async () => {
  const { columns, checked } = await upload(SHEET);
  assert.deepEqual(
    columns.map((c: Json) => c.field),
    ["business", "name", "note", "users", "unit", "medium", "personal_data", "sensitive_data", "specific_data", "confidentiality", "integrity", "availability", null, "retention", "registered_on"],
  );
  assert.deepEqual([checked.added, checked.refused], [3, 0], JSON.stringify(checked.faults));
  await ciso.post(`/information-assets/imports/${checked.id}/commit`, {}, 200);
  assert.equal((await settled(checked.id)).state, "taken");
  const [pay] = (await ciso.get(`/information-assets?q=${encodeURIComponent("給与システム")}`)).items;
  assert.deepEqual([pay.importance, pay.medium, pay.specific_data, pay.sensitive_data, pay.retention], ["high", "own_server", true, false, "7年"]);
  const [paper] = (await ciso.get("/information-assets?filter[medium][eq]=paper")).items;
  assert.deepEqual([paper.name, paper.importance], ["カタログ", "low"]);
});

test("an older sheet, which counts from 0, is taken when its scale is said for all lines", async () => {
  const older = "情報資産名称,管理部署,機密性,完全性,可用性\n見積書,株式会社かなめ商店,2,0,1\n";
  const refused = (await upload(older)).checked;
  assert.deepEqual(refused.faults.map((f: Json) => f.field), ["integrity"]);
  const { checked } = await upload(older, [{ field: "scale", value: "zero_to_two" }]);
  assert.deepEqual([checked.added, checked.refused], [1, 0], JSON.stringify(checked.faults));
});

test("systems stand in a segment, and connections lead from one to another", async () => {
  const office = await ciso.post("/network-segments", { unit, name: "本社LAN", kind: "office", address_range: "10.1.0.0/16" }, 201);
  const outside = await ciso.post("/network-segments", { unit, name: "インターネット", kind: "internet" }, 201);
  const way = { unit, name: "本社の出口", from: office.id, kind: "firewall", guard: "UTM" };
  await ciso.refused("POST", "/network-connections", 422, { json: { ...way, to: office.id }, pointer: "/to" });
  const made = await ciso.post("/network-connections", { ...way, to: outside.number }, 201);
  assert.deepEqual([made.from.title, made.to.title], ["本社LAN", "インターネット"]);
  const products = "cpe:2.3:a:apache:http_server:2.4.58:*:*:*:*:*:*:*\npkg:npm/express@4.19.2";
  const system = await ciso.post("/systems", { unit, name: "受注サーバ", kind: "server", business: "受注", segment: office.id, products }, 201);
  assert.equal(system.segment.title, "本社LAN");
  assert.equal((await ciso.get(`/systems?filter[segment][eq]=${office.id}`)).items.length, 1);
  assert.equal((await ciso.get("/systems?q=http_server")).items[0].number, system.number);
  assert.equal((await ciso.get(`/search?q=${encodeURIComponent("本社の出口")}`)).items[0].number, made.number);
});

test("staff read what information there is, not how the network is built", async () => {
  const shop = await signedInAs(ciso, "member");
  await shop.get("/information-assets");
  await shop.refused("GET", "/network-segments", 403);
  await shop.refused("GET", "/network-connections", 403);
  await shop.refused("POST", "/information-assets", 403, { json: { unit, name: "x" } });
});
