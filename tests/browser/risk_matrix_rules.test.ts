// The matrix of systems and attack methods without a page: what is typed and pasted, and what it is worth.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { cellKey, type Edits, ledgerStep, placePasted, ratingsOf, readStep, risksByCell, tableOf, withRating, worthOf } from "../../web/src/mod/risk/matrix_model.ts";
import type { Method } from "../../web/src/mod/risk/method_rules.ts";
import type { Risk } from "../../web/src/mod/risk/risk_record.ts";

const methodOf = (key: string): Method => ({ key, version: 0, own: false, document: JSON.parse(readFileSync(`catalog/risk-methods/${key}.json`, "utf8")) });
const tables = methodOf("company-f");
const five = methodOf("five-by-five");

const unit = { id: "u", title: "本社" };
const ec = { id: "s1", name: "ECサイト", importance: "high", unit };
const pc = { id: "s2", name: "業務用PC", importance: null, unit };
const threats = [{ id: "t1", name: "不正な添付ファイル", group: "targeted" }, { id: "t2", name: "不正サイトへの誘導", group: "targeted" }];
const NONE: Edits = new Map();

const risk = (more: Partial<Risk>): Risk =>
  ({ id: "r", number: "RK-1", version: 1, unit, system: { id: "s1" }, threat: { id: "t1" }, asset: null, threat_level: null, vulnerability: null, likelihood: null, importance: null, value_now: null, ...more }) as Risk;

test("a cell is worth what its ratings and the ledger's importance give by the method", () => {
  assert.deepEqual(worthOf(tables, ec, undefined, { likelihood: 2 }), { likelihood: 2, importance: 3, value: 3 });
  assert.deepEqual(worthOf(tables, pc, undefined, { threat_level: 3, vulnerability: 2, importance: 1 }), { likelihood: 3, importance: 1, value: 2 });
  assert.equal(worthOf(tables, pc, undefined, { likelihood: 3 }).value, null, "nobody has said how important it is");
  assert.equal(worthOf(tables, ec, risk({ likelihood: 1, importance: 1 }), undefined).value, 1);
  assert.deepEqual(["low", "middle", "high", null].map((i) => ledgerStep(five, i)), [1, 3, 5, null]);
});

test("what is typed and is as before is no change", () => {
  const known = risk({ likelihood: 2 });
  const once = withRating(NONE, "k", known, "likelihood", 3);
  assert.deepEqual([...once], [["k", { likelihood: 3 }]]);
  assert.equal(withRating(once, "k", known, "likelihood", 2).size, 0);
  assert.deepEqual([...withRating(NONE, "k", known, "likelihood", null)], [["k", { likelihood: null }]]);
});

test("steps are read by number, name in either language and key, in any width", () => {
  assert.deepEqual(["3", "３", "高", "High", "high", " 高 "].map((text) => readStep(tables, "likelihood", text)), [3, 3, 3, 3, 3, 3]);
  assert.equal(readStep(tables, "likelihood", ""), null);
  assert.equal(readStep(tables, "likelihood", "4"), undefined);
  assert.equal(readStep(tables, "likelihood", "とても高い"), undefined);
});

test("a pasted range begins at the chosen cell; with names it is placed by them", () => {
  const at = { row: 1, column: 0 };
  assert.deepEqual(placePasted("高\t中\r\n低\t低\r\n", [ec, pc], threats, at).cells, [
    { system: "s2", threat: "t1", text: "高" },
    { system: "s2", threat: "t2", text: "中" },
  ]);
  assert.deepEqual(placePasted("\t不正サイトへの誘導\t知らない手口\n業務用ＰＣ\t高\t低\nECサイト\t\t低\n旧システム\t高\t\n", [ec, pc], threats, at), {
    cells: [{ system: "s2", threat: "t2", text: "高" }],
    unknown: ["知らない手口", "旧システム"],
  });
});

test("of several risks in a cell the largest is shown", () => {
  const cells = risksByCell([risk({ id: "a", value_now: 1 }), risk({ id: "b", value_now: 3 }), risk({ id: "c", value_now: null })]);
  assert.deepEqual([cells.get(cellKey("s1", "t1"))?.risk.id, cells.get(cellKey("s1", "t1"))?.n], ["b", 3]);
});

test("changed cells go as lines with all their ratings, new ones in the unit of their system", () => {
  const known = risksByCell([risk({ threat_level: 1, vulnerability: 2, likelihood: 2 })]);
  const edits: Edits = new Map([
    [cellKey("s1", "t1"), { likelihood: null }],
    [cellKey("s2", "t2"), { likelihood: 3, importance: 2 }],
  ]);
  assert.deepEqual(tableOf(tables, edits, [ec, pc], known).csv.split("\r\n"), [
    "number,unit,system,threat,threat_level,vulnerability,likelihood,importance",
    "RK-1,u,s1,t1,1,2,,",
    ",u,s2,t2,,,3,2",
  ]);
  assert.deepEqual(ratingsOf(five).includes("likelihood"), true);
});
