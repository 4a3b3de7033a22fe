// Practice 4-1, reference: the risk analysis sheet of control systems based on damage to the business
// (figure 2-4.3, sorted by scenario). Its one printed tree is brought in whole: threat 2, vulnerability
// 2, damage 3 give B.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Book } from "../support/book.ts";
import type { Json } from "../support/client.ts";
import { setUp, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server);
const unit = await topUnit(ciso);
const make = (register: string, body: Json): Promise<Json> => ciso.post(`/${register}`, { unit, ...body }, 201);

// [column, name, in place] as the figure marks them.
const STEPS: { title: string; threat_level: number; vulnerability_level: number; control_level: number; defences: [string, string, boolean][] }[] = [
  {
    title: "情報ネットワークから侵入する",
    threat_level: 2,
    vulnerability_level: 2,
    control_level: 2,
    defences: [
      ["intrusion", "FW", true],
      ["intrusion", "通信相手の認証", true],
      ["intrusion", "パッチ適用", false],
      ["intrusion", "権限管理", true],
      ["detection", "IPS/IDS", false],
      ["detection", "ログ収集・分析", false],
      ["detection", "機器死活監視", false],
    ],
  },
  {
    title: "広域供給停止操作を実行する",
    threat_level: 2,
    vulnerability_level: 2,
    control_level: 1,
    defences: [
      ["execution", "セグメント分割／ゾーニング", false],
      ["execution", "データ署名", false],
      ["execution", "重要操作の承認", false],
      ["continuity", "統合ログ管理システム", false],
    ],
  },
];

let scenario: Json;
let tree: Json;

test("the scenario, its tree and its steps with their defences are put on record", async () => {
  const system = await make("systems", { name: "供給監視制御システム", kind: "control", importance: "high" });
  scenario = await make("damage-scenarios", { name: "広域での製品供給停止", harm: "stop", system: system.id, detail: "広域供給停止操作の実行により、広域で供給が停止する。" });
  tree = await make("attack-trees", { scenario: scenario.id, tree_no: 1, title: "監視端末を踏み台にした供給停止", threat_level: 2, vulnerability_level: 2, damage_level: 3 });
  for (const [i, { defences, ...body }] of STEPS.entries()) {
    const step = await make("attack-steps", { tree: tree.id, step_no: i + 1, ...body });
    for (const [part, name, in_place] of defences) await make("attack-defences", { step: step.id, part, name, in_place });
  }
});

test("threat 2, vulnerability 2 and damage 3 give B", () => {
  assert.equal(tree.value, "B");
});

test("the sheet shows the tree with its steps, control levels and defences in their columns, marked or not", async () => {
  const sheet = await ciso.get("/damage-sheet");
  const [shown] = sheet.scenarios[0].trees;
  assert.deepEqual([sheet.scenarios[0].harm, shown.tree_no, shown.control_level], ["stop", 1, 2]);
  assert.deepEqual(shown.steps.map((s: Json) => [s.step_no, s.threat_level, s.vulnerability_level, s.control_level]), [[1, 2, 2, 2], [2, 2, 2, 1]]);
  assert.deepEqual(shown.steps[0].defences.filter((d: Json) => d.in_place).map((d: Json) => d.name), ["FW", "通信相手の認証", "権限管理"]);
});

test("a step changes, the value of its tree does not; a level of the tree changes, and it does", async () => {
  const [step] = (await ciso.get("/attack-steps?sort=step_no")).items;
  await ciso.patch(`/attack-steps/${step.id}`, { threat_level: 3 }, `"${step.version}"`);
  assert.equal((await ciso.get(`/attack-trees/${tree.id}`)).value, "B");
  assert.equal((await ciso.patch(`/attack-trees/${tree.id}`, { damage_level: 1 }, `"${tree.version}"`)).value, "D");
});

test("the sheet is taken to a meeting as an Excel book", async () => {
  const taken = await ciso.call("GET", "/damage-sheet/book");
  const cells = Object.values(new Book(taken.bytes).cells());
  assert.ok(cells.some((c) => c.startsWith("○ FW")), cells.join("|"));
  assert.ok(cells.some((c) => /^\d\d-1-1-1, \d\d-1-1-2$/.test(c)), cells.join("|")); // the scenario's number first
});
