// Numbers and dates as they are typed and pasted, read without a page, as the program reads the cells of imports.
import assert from "node:assert/strict";
import { test } from "node:test";
import { readDate } from "../../web/src/kernel/date_rules.ts";
import { readNumber } from "../../web/src/kernel/number_rules.ts";

test("numbers are read with separators and in full width", () => {
  const cases: [string, number][] = [["1200", 1200], ["1,200", 1200], ["１，２００", 1200], [" 1 200 ", 1200], ["-3.5", -3.5], ["▲1,200", -1200], ["＋７", 7], [".5", 0.5], ["0", 0], ["1,234,567.8", 1234567.8]];
  for (const [text, number] of cases) assert.equal(readNumber(text), number, text);
});

test("what is no certain number is not guessed", () => {
  for (const text of ["", "約10", "1,2", "12,34", "1.2.3", "十", "5件", "1e3", "--1", "-+1", "1,200,", "0x10", "NaN"]) assert.equal(readNumber(text), null, text);
});

test("dates are read as offices write them", () => {
  for (const text of ["2026-04-01", "2026/4/1", "2026.4.1", "2026年4月1日", "20260401", "令和8年4月1日", "R8.4.1", "r8/4/1", "２０２６年４月１日（水）", " 令和 8 年 4 月 1 日 "]) assert.equal(readDate(text), "2026-04-01", text);
  assert.equal(readDate("令和元年5月1日"), "2019-05-01");
  assert.equal(readDate("H31.4.30"), "2019-04-30");
  assert.equal(readDate("昭和64年1月7日"), "1989-01-07");
  assert.equal(readDate("2028/2/29"), "2028-02-29");
});

test("what is no certain date is not guessed", () => {
  for (const text of ["", "4/1/2026", "2026/2/29", "2026-13-01", "26/4/1", "来週", "2026/4-1", "R8", "令和8年", "2026年4月", "8.4.1"]) assert.equal(readDate(text), null, text);
});
