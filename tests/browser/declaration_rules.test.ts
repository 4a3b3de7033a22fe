// Subcontractors pasted from Excel into the list that a supplier declares.
import assert from "node:assert/strict";
import { test } from "node:test";
import { addedTo, pastedRows } from "../../web/src/mod/supplier/declaration_rules.ts";

const HEADINGS = ["会社名"];

test("a table is read by the order of its columns, without its heading and empty lines", () => {
  const { rows, faults } = pastedRows("会社名\t業務\t従業員数\r\n㈱こだま\t印刷\t１，２００人\tjp\t7000012050002\t請求書\r\n\r\nHuang\tassembly\r\n", HEADINGS);
  assert.deepEqual(faults, []);
  assert.deepEqual(rows, [
    { name: "㈱こだま", work: "印刷", employees: 1200, country: "JP", corporate_number: "7000012050002", serves: "請求書", further: null },
    { name: "Huang", work: "assembly", employees: null, country: null, corporate_number: null, serves: null, further: null },
  ]);
});

test("what cannot be read is told by line, and nothing of that line is taken", () => {
  const { rows, faults } = pastedRows("甲社\n乙社\t運送\t多数\n丙社\t運送\t\t日本\n丁社\t運送", HEADINGS);
  assert.deepEqual(faults, [{ line: 1, what: "bad", value: "" }, { line: 2, what: "number", value: "多数" }, { line: 3, what: "country", value: "日本" }]);
  assert.deepEqual(rows.map((r) => r.name), ["丁社"]);
});

test("a list taken over twice stands once", () => {
  const [one, two] = pastedRows("甲社\t運送\n乙社\t保守", HEADINGS).rows;
  assert.ok(one && two);
  assert.deepEqual(addedTo([one], [one, two, two]), [one, two]);
});
