// What a new assessment is called.
import assert from "node:assert/strict";
import { test } from "node:test";
import { freeName } from "../../web/src/mod/assessment/campaign/name_rules.ts";

test("a second assessment of the year does not bear the first one's name", () => {
  const numbered = (no: number): string => `診断 第${no}回`;
  assert.equal(freeName([], "診断", numbered), "診断");
  assert.equal(freeName(["診断", "ほか"], "診断", numbered), "診断 第2回");
  assert.equal(freeName(["診断 ", "診断 第2回"], "診断", numbered), "診断 第3回");
});
