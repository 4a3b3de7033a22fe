// Sums of money as they are typed, read without a page: the cases that the program's own reader of cells is tested with too.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { readMoney } from "../../web/src/kernel/money_rules.ts";

const { read, refused } = JSON.parse(readFileSync("tests/fixtures/money.json", "utf8")) as { read: [string, string, number][]; refused: [string, string][] };
const digits = (currency: string): number => (currency === "JPY" ? 0 : 2);

test("sums are read as people write them, as imports read them", () => {
  assert.ok(read.length > 20);
  for (const [text, currency, minor] of read) assert.equal(readMoney(text, currency, digits(currency)), minor, text);
});

test("what is no certain sum is not guessed", () => {
  assert.ok(refused.length > 20);
  for (const [text, currency] of refused) assert.equal(readMoney(text, currency, digits(currency)), null, text);
});
