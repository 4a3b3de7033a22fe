// What a new assessment is called.
import assert from "node:assert/strict";
import { test } from "node:test";
import { freeName } from "../../web/src/mod/assessment/campaign/name_rules.ts";

test("a second assessment of the year does not bear the first one's name", () => {
  const numbered = (no: number): string => `評価 第${no}回`;
  assert.equal(freeName([], "評価", numbered), "評価");
  assert.equal(freeName(["評価", "ほか"], "評価", numbered), "評価 第2回");
  assert.equal(freeName(["評価 ", "評価 第2回"], "評価", numbered), "評価 第3回");
});
