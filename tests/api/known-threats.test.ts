// Threats that are known by a key, taken into the register: once, in the caller's language, by those who may.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Json } from "../support/client.ts";
import { setUp, signedInAs } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server);

const known = async (): Promise<Json[]> => (await ciso.get("/known-threats")).items;

test("the ten of the newest list have their ranks, attack methods none", async () => {
  const list = await ciso.get("/known-threats");
  assert.equal(list.name.en, "Ten major threats 2026 (organisations)");
  const ranked = list.items.filter((t: Json) => t.rank !== null).sort((a: Json, b: Json) => a.rank - b.rank);
  assert.deepEqual(ranked.map((t: Json) => t.rank), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  assert.deepEqual([ranked[0].key, ranked[2].key, ranked[2].ranked_before], ["ransomware", "ai_use", false]);
  assert.deepEqual(list.items.filter((t: Json) => t.rank === null && t.ranked_before).map((t: Json) => t.key).sort(), ["carelessness", "crime_business", "known_vulnerability", "zero_day"]);
  assert.equal(list.items.filter((t: Json) => t.rank === null && !t.ranked_before).length, 10);
});

test("what is taken stands in the register once, however often it is taken", async () => {
  const made = await ciso.post("/known-threats/takings", { keys: ["ransomware", "ddos", "ransomware"] }, 201);
  assert.deepEqual(made.items.map((t: Json) => t.name), ["ランサムウェアによる攻撃", "分散型サービス妨害攻撃（DDoS攻撃）"]);
  const [threat] = (await ciso.get("/threats?filter[list_key][eq]=ransomware")).items;
  assert.deepEqual([threat.group, threat.number], ["ransomware", made.items[0].number]);
  assert.equal((await known()).find((t) => t.key === "ransomware")?.threat.number, threat.number);
  assert.deepEqual((await ciso.post("/known-threats/takings", { keys: ["ddos"] }, 201)).items, []);
  await ciso.delete(`/threats/${threat.id}`, "*", 204);
  assert.equal((await known()).find((t) => t.key === "ransomware")?.threat, null);
  assert.equal((await ciso.post("/known-threats/takings", { keys: ["ransomware"] }, 201)).items.length, 1);
});

test("an unknown key takes nothing, and who may not write threats is refused", async () => {
  const before = (await ciso.get("/threats")).total;
  await ciso.refused("POST", "/known-threats/takings", 422, { json: { keys: ["insider", "dragon"] }, pointer: "/keys/1" });
  await ciso.refused("POST", "/known-threats/takings", 422, { json: { keys: [] }, pointer: "/keys" });
  const auditor = await signedInAs(ciso, "auditor");
  assert.equal((await auditor.get("/known-threats")).items.length, 24);
  await auditor.refused("POST", "/known-threats/takings", 403, { json: { keys: ["insider"] } });
  assert.equal((await ciso.get("/threats")).total, before);
});
