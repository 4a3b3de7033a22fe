// Tables pasted from a spreadsheet without a page: their cells, where these belong, and what they say of contracts and
// of joint measures.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { ContractPoint, JointGrid } from "../../web/src/gen/api.ts";
import { type Edits, isSettled, readLevel, rowsOf, tableOf, withEdit } from "../../web/src/mod/contract/grid_rules.ts";
import { readPasted } from "../../web/src/mod/joint/paste_rules.ts";
import { csvLine, placeTable, readTable } from "../../web/src/ui/paste_rules.ts";

test("cells are read as spreadsheets write them, those with lines and quotes too", () => {
  assert.deepEqual(readTable("a\tb\r\nc\td\r\n"), [["a", "b"], ["c", "d"]]);
  assert.deepEqual(readTable('"一行目\n二行目"\t"言う""はい"""\n\tx'), [["一行目\n二行目", '言う"はい"'], ["", "x"]]);
  assert.deepEqual(readTable('5"の画面\tx'), [['5"の画面', "x"]], "a quote within a cell is none");
  assert.deepEqual(readTable('"閉じない\tx'), [['"閉じない', "x"]]);
  assert.deepEqual([readTable("x"), readTable("x\n"), readTable("\t"), readTable("")], [[["x"]], [["x"]], [["", ""]], [[""]]]);
});

test("cells belong where their names are, else from the chosen cell on, and never outside", () => {
  const rows = [{ id: "r1", name: "甲" }, { id: "r2", name: "乙" }];
  const columns = [{ id: "c1", name: "教育" }, { id: "c2", name: "訓練" }];
  assert.deepEqual(placeTable("1\t2\t3\n4\t\t6\n7", rows, columns, { row: 1, column: 1 }).cells, [{ row: "r2", column: "c2", text: "1" }]);
  const named = placeTable("\t訓練\t避難\n乙\t○\t×\n丙\t○\t", rows, columns, { row: 0, column: 0 });
  assert.deepEqual(named, { cells: [{ row: "r2", column: "c2", text: "○" }], unknown: ["避難", "丙"] });
});

const point = (contract: string, title: string, more: Partial<ContractPoint> = {}): ContractPoint =>
  ({ id: `${contract} ${title}`, number: `CP-${contract}`, version: 1, contract: { id: contract }, phase: "normal", level: "must", position: 1, title, title_en: null, demand: "求める", plan: null, state: "asked", ...more }) as ContractPoint;
const NONE: Edits = new Map();

test("points of one phase and title stand in one row, twice the same title in two", () => {
  const rows = rowsOf([point("b", "監視"), point("a", "監視", { position: 5 }), point("a", "監視", { id: "2", position: 6 }), point("a", "監視", { id: "3", phase: "emergency" }), point("a", "開発", { id: "4", phase: "development" })], false);
  assert.deepEqual(rows.map((r) => [r.name, r.phase, [...r.points.keys()].toSorted().join()]), [["開発", "development", "a"], ["監視", "normal", "a,b"], ["監視", "normal", "a"], ["監視", "emergency", "a"]]);
});

test("what is as on the server is no change, and what is agreed is not changed", () => {
  const p = point("a", "監視", { plan: "毎日見る" });
  const edits = withEdit(withEdit(NONE, p, { plan: "常時見る" }), p, { level: "wanted" });
  assert.deepEqual(edits.get(p.id), { plan: "常時見る", level: "wanted" });
  assert.equal(withEdit(withEdit(edits, p, { plan: "毎日見る" }), p, { level: "must" }).size, 0);
  assert.deepEqual(withEdit(NONE, p, { plan: "" }).get(p.id), { plan: "" });
  const agreed = point("a", "監視", { state: "sla" });
  assert.deepEqual([isSettled(agreed), withEdit(NONE, agreed, { plan: "x" })], [true, NONE]);
  assert.deepEqual(tableOf(edits, [p]).csv.split("\r\n"), ["number,level,plan", '"CP-a","wanted","常時見る"']);
  assert.equal(csvLine(['言う"はい"\n次', null]), '"言う""はい""\n次",""');
});

test("a level is read by its name, its key or its place", () => {
  const names = ["必須", "必要", "推奨"];
  assert.deepEqual(["必須", " 必要 ", "wanted", "２", "4", "任意"].map((text) => readLevel(text, names)), ["must", "needed", "wanted", "needed", undefined, undefined]);
});

test("states of joint measures are pasted where firms were asked, and the rest is told", () => {
  const cell = (measure: string, number: string, state: string) => ({ id: number, number, measure, version: 1, state, since: null, evidence: false });
  const grid = {
    measures: [{ id: "m1", title: "教育" }, { id: "m2", title: "訓練" }],
    items: [{ name: "甲社", class: null, cells: [cell("m1", "JA-1", "asked"), cell("m2", "JA-2", "doing")] }, { name: "乙社", class: null, cells: [cell("m1", "JA-3", "asked")] }],
  } as unknown as JointGrid;
  const names = ["依頼済み", "合意", "実施中", "実施しない"];
  const pasted = readPasted("\t教育\t訓練\n甲社\t実施中\tdoing\n乙社\t？\t合意\n丙社\t合意\t", grid, names, { row: 0, column: 0 });
  assert.deepEqual(pasted.table, { csv: 'number,state\r\n"JA-1","doing"', columns: ["number", "state"] });
  assert.deepEqual([pasted.changed, pasted.same, pasted.unread, pasted.unknown, pasted.unasked], [1, 1, ["？"], ["丙社"], 1]);
  assert.deepEqual(readPasted("合意", grid, names, { row: 1, column: 0 }).table.csv.split("\r\n")[1], '"JA-3","agreed"');
});
