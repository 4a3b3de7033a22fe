// The business-damage sheet of control systems: the value of an attack tree follows from its levels, what
// others are part of does not leave before them, and who is not in charge sees nothing of it.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Json } from "../support/client.ts";
import { Book } from "../support/book.ts";
import { setUp, signedInAs, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server);
const unit = await topUnit(ciso);

const system = await ciso.post("/systems", { unit, name: "供給監視制御システム", kind: "control", importance: "high" }, 201);
const scenario = await ciso.post("/damage-scenarios", { unit, name: "広域での製品供給停止", harm: "stop", system: system.id }, 201);
const treeBody = { unit, scenario: scenario.id, tree_no: 1, title: "監視端末からの停止操作" };

test("the value of a tree follows from its three levels: 2, 2, 3 is B", async () => {
  const open = await ciso.post("/attack-trees", treeBody, 201);
  assert.equal(open.value, null);
  const levels = { threat_level: 2, vulnerability_level: 2, damage_level: 3 };
  const rated = await ciso.patch(`/attack-trees/${open.id}`, levels, `"${open.version}"`);
  assert.equal(rated.value, "B");
  const worse = await ciso.patch(`/attack-trees/${open.id}`, { threat_level: 3 }, `"${rated.version}"`);
  assert.equal(worse.value, "A");
  const unknown = await ciso.patch(`/attack-trees/${open.id}`, { damage_level: null }, `"${worse.version}"`);
  assert.equal(unknown.value, null);
});

test("a value is never typed, and a level is 1 to 3", async () => {
  await ciso.refused("POST", "/attack-trees", 422, { json: { ...treeBody, value: "E" }, pointer: "/value" });
  await ciso.refused("POST", "/attack-trees", 422, { json: { ...treeBody, threat_level: 4 }, pointer: "/threat_level" });
});

test("what others are part of does not leave before them", async () => {
  const tree = await ciso.post("/attack-trees", { ...treeBody, tree_no: 2 }, 201);
  const step = await ciso.post("/attack-steps", { unit, tree: tree.id, step_no: 1, title: "保守用VPNから侵入" }, 201);
  const defence = await ciso.post("/attack-defences", { unit, step: step.id, part: "intrusion", name: "FW", in_place: true }, 201);
  const remove = (path: string, record: Json, status: number): Promise<unknown> => ciso.refused("DELETE", `${path}/${record.id}`, status, { etag: `"${record.version}"` });
  await remove("/damage-scenarios", scenario, 409);
  await remove("/attack-trees", tree, 409);
  await remove("/attack-steps", step, 409);
  for (const [path, record] of [["/attack-defences", defence], ["/attack-steps", step], ["/attack-trees", tree]] as const)
    await ciso.delete(`${path}/${record.id}`, `"${record.version}"`, 204);
});

test("a member learns nothing of how one would be attacked", async () => {
  const member = await signedInAs(ciso, "member");
  for (const register of ["damage-scenarios", "attack-trees", "attack-steps", "attack-defences"]) await member.refused("GET", `/${register}`, 403);
});

test("the sheet shows scenarios with their trees, steps and defences, and how well a whole tree is held", async () => {
  const tree = await ciso.post("/attack-trees", { ...treeBody, tree_no: 3, threat_level: 2, vulnerability_level: 2, damage_level: 3 }, 201);
  const second = await ciso.post("/attack-steps", { unit, tree: tree.id, step_no: 2, title: "監視端末から停止を指示", control_level: 1 }, 201);
  const first = await ciso.post("/attack-steps", { unit, tree: tree.id, step_no: 1, title: "保守用VPNから侵入", control_level: 2 }, 201);
  await ciso.post("/attack-defences", { unit, step: first.id, part: "intrusion", name: "FW", in_place: true }, 201);
  await ciso.post("/attack-defences", { unit, step: first.id, part: "detection", name: "IPS/IDS", in_place: false }, 201);
  const sheet = await ciso.get(`/damage-sheet?system=${system.number}`);
  assert.equal(sheet.complete, true);
  assert.deepEqual(sheet.method.values.map((v: Json) => v.key), ["E", "D", "C", "B", "A"]);
  assert.equal(sheet.method.table[2][1][1], "B");
  const shown = sheet.scenarios.find((s: Json) => s.id === scenario.id).trees.find((t: Json) => t.id === tree.id);
  assert.deepEqual([shown.value, shown.rank, shown.control_level], ["B", 4, 2]);
  assert.deepEqual(shown.steps.map((s: Json) => s.id), [first.id, second.id]);
  assert.deepEqual(shown.steps[0].defences.map((d: Json) => [d.part, d.name, d.in_place]), [["intrusion", "FW", true], ["detection", "IPS/IDS", false]]);
  const other = await ciso.post("/systems", { unit, name: "別の系統", kind: "control" }, 201);
  assert.deepEqual((await ciso.get(`/damage-sheet?system=${other.id}`)).scenarios, []);
  await ciso.refused("GET", "/damage-sheet?system=SY-1999-0001", 422);
});

test("the sheet leaves as an Excel book, the gravest first when asked", async () => {
  const no = `${scenario.number.slice(5, 7)}-${Number(scenario.number.slice(-4))}`;
  for (const [sort, order] of [["scenario", [`${no}-1`, `${no}-3`]], ["value", [`${no}-3`, `${no}-1`]]] as const) {
    const taken = await ciso.call("GET", `/damage-sheet/book?sort=${sort}`);
    assert.equal(taken.status, 200, taken.text);
    const numbers = Object.values(new Book(taken.bytes).cells()).filter((cell) => /^\d\d-\d+-\d$/.test(String(cell)));
    assert.deepEqual(numbers, order);
  }
});

test("a number on the sheet stays: no new name, no scenario before it, no filter changes it", async () => {
  const numbers = async (query = ""): Promise<Json> =>
    Object.fromEntries((await ciso.get(`/damage-sheet${query}`)).scenarios.flatMap((s: Json) => [[s.id, s.no], ...s.trees.map((t: Json) => [t.id, t.no])]));
  const before = await numbers();
  const first = await ciso.post("/damage-scenarios", { unit, name: "0 一番前に並ぶ", harm: "leak", system: system.id }, 201);
  await ciso.patch(`/damage-scenarios/${scenario.id}`, { name: "んで始まる名前" }, "*");
  const after = await numbers();
  assert.deepEqual({ ...before, [first.id]: after[first.id] }, after);
  assert.equal(Object.values(after).length, new Set(Object.values(after)).size);
  const filtered = await numbers(`?system=${system.id}`);
  for (const [id, no] of Object.entries(filtered)) assert.equal(no, after[id]);
});
