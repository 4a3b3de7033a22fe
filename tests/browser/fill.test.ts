// Values in messages.
import assert from "node:assert/strict";
import { test } from "node:test";
import { fill } from "../../web/src/kernel/fill.ts";

test("values take their places, and what is not given stays", () => {
  assert.equal(fill("{a}と{b}と{a}", { a: 1, b: "2" }), "1と2と1");
  assert.equal(fill("{a}{b}", { a: "x" }), "x{b}");
});

test("brackets within brackets are of the second order", () => {
  assert.equal(fill("「{name}」を削除", { name: "「規程」の改訂" }), "「『規程』の改訂」を削除");
  assert.equal(fill("前回（{name}）と", { name: "40項目チェック（2026年度）" }), "前回（40項目チェック〔2026年度〕）と");
  assert.equal(fill("{sheet}（{period}）", { sheet: "点検（店舗）", period: "2026年度" }), "点検（店舗）（2026年度）");
});
