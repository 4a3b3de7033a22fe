// What of a case may be told to whom: pieces with their TLP class and readers, and texts held against them.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Client, Json } from "../support/client.ts";
import { colleagueOf, setUp, signedInAs, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server);
const unit = await topUnit(ciso);
const csirt = await colleagueOf(ciso, "初動", "CSIRT", ["csirt"], unit);
const other = await colleagueOf(ciso, "別", "CSIRT", ["csirt"], unit);
const auditor = await signedInAs(ciso, "auditor", unit);

let count = 0;
const incident = async (): Promise<Json> => csirt.client.post("/incidents", { unit, title: `試作品の図面の流出${++count}`, severity: "high", detected_at: new Date().toISOString() }, 201);
const PIECE = { title: "通信先", value: "c2.example.com\n203.0.113.7", tlp: "amber" };
const mark = (id: string, more: Json = {}): Promise<Json> => csirt.client.post(`/incidents/${id}/pieces`, { ...PIECE, ...more }, 201);
const tried = async (id: string, text: string, tlp: string, readers: string[] = [], by: Client = csirt.client): Promise<[string, number | null, string][]> =>
  (await by.post(`/incidents/${id}/release-check`, { text, tlp, readers }, 200)).findings.map((f: Json) => [f.fault, f.no, f.found]);

test("a piece is numbered in its case, changed by the version seen, and its content stays out of the audit", async () => {
  const { id } = await incident();
  const one = await mark(id, { allowed: [" 東都物産株式会社 "], note: "解析の結果" });
  assert.deepEqual([one.no, one.tlp, one.allowed, one.version, one.by], [1, "amber", ["東都物産株式会社"], 1, "初動 太郎"]);
  assert.equal((await mark(id, { title: "検体" })).no, 2);
  const path = `/incidents/${id}/pieces/1`;
  await csirt.client.refused("PUT", path, 428, { json: PIECE });
  await csirt.client.refused("PUT", path, 412, { json: PIECE, etag: '"9"' });
  const now = await csirt.client.put(path, { ...PIECE, tlp: "red", allowed: [] }, '"1"');
  assert.deepEqual([now.tlp, now.allowed, now.version], ["red", [], 2]);
  assert.deepEqual((await auditor.get(`/incidents/${id}/pieces`)).items.map((p: Json) => [p.no, p.tlp]), [[1, "red"], [2, "amber"]]);
  const history = (await csirt.client.get(`/incidents/${id}/history`)).items.filter((e: Json) => e.action === "piece_mark");
  assert.deepEqual(history.map((e: Json) => [e.after.piece, e.after.tlp]), [[1, "red"], [2, "amber"], [1, "amber"]]);
  assert.ok(!JSON.stringify(history).includes("c2.example.com"));
  await csirt.client.refused("PUT", `/incidents/${id}/pieces/3`, 404, { json: PIECE, etag: "*" });
});

test("what could not be found in a text is refused with its place", async () => {
  const { id } = await incident();
  const path = `/incidents/${id}/pieces`;
  await csirt.client.refused("POST", path, 422, { json: { ...PIECE, title: "  " }, pointer: "/title" });
  for (const value of ["ab", "山", "c2.example.com\nx"]) await csirt.client.refused("POST", path, 422, { json: { ...PIECE, value }, pointer: "/value" });
  await csirt.client.refused("POST", path, 422, { json: { ...PIECE, tlp: "white" }, pointer: "/tlp" });
  await csirt.client.refused("POST", path, 422, { json: { ...PIECE, allowed: ["東都物産", " "] }, pointer: "/allowed/1" });
});

test("a text is held against references and values, whatever they look like", async () => {
  const { id } = await incident();
  await mark(id);
  await mark(id, { title: "試作品", value: "青藍α", tlp: "red", allowed: ["東都物産株式会社"] });
  assert.deepEqual(await tried(id, "原因は調査中です。", "clear"), []);
  assert.deepEqual(await tried(id, "通信先は C2[.]EXAMPLE[.]com でした", "green"), [["above", 1, "c2.example.com"]]);
  assert.deepEqual(await tried(id, "通信先は {#1} でした", "amber"), []);
  assert.deepEqual(await tried(id, "{#7}", "red"), [["unknown", null, "{#7}"]]);
  assert.deepEqual(await tried(id, "青藍 α の図面", "red", ["東都物産 株式会社"]), []);
  assert.deepEqual(await tried(id, "青藍 α の図面", "red", ["東都物産株式会社", "西方商事"]), [["reader", 2, "青藍α"]]);
  assert.deepEqual(await tried(id, "青藍 α の図面", "red"), [["reader", 2, "青藍α"]], "everybody is nobody in particular");
  await csirt.client.refused("POST", `/incidents/${id}/release-check`, 422, { json: { text: "x".repeat(10_001), tlp: "red" }, pointer: "/text" });
});

test("what is delicate is for those who deal with the case, and of a confidential one for its readers", async () => {
  const { id } = await incident();
  await mark(id);
  const path = `/incidents/${id}/pieces`;
  const manager = await signedInAs(ciso, "manager", unit);
  await manager.refused("GET", path, 403);
  await auditor.refused("POST", path, 403, { json: PIECE });
  const readers = await csirt.client.call("PUT", `/incidents/${id}/readers`, { json: { confidential: true, people: [csirt.person], roles: [] }, etag: "*" });
  assert.equal(readers.status, 200, readers.text);
  for (const by of [other.client, auditor, ciso]) {
    await by.refused("GET", path, 404);
    await by.refused("POST", `/incidents/${id}/release-check`, 404, { json: { text: "c2.example.com", tlp: "clear" } });
  }
  await other.client.refused("PUT", `${path}/1`, 404, { json: PIECE, etag: "*" });
  assert.equal((await csirt.client.get(path)).items.length, 1);
});

test("pieces that many mark at once are numbered without a gap", async () => {
  const { id } = await incident();
  await Promise.all(Array.from({ length: 10 }, (_, n) => mark(id, { title: `情報${n}` })));
  assert.deepEqual((await csirt.client.get(`/incidents/${id}/pieces`)).items.map((p: Json) => p.no), Array.from({ length: 10 }, (_, n) => n + 1));
});
