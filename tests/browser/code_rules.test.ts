// Countries and time zones by name.
import assert from "node:assert/strict";
import { test } from "node:test";
import { countryCodes, findCodes, zoneCodes } from "../../web/src/kernel/code_rules.ts";

test("countries are those of today, by the name in the reader's language", () => {
  const ja = countryCodes("ja");
  assert.ok(ja.length > 200 && ja.length < 270, `${ja.length} countries`);
  assert.equal(ja.find((c) => c.id === "JP")?.label, "日本");
  assert.equal(countryCodes("en").find((c) => c.id === "VN")?.label, "Vietnam");
  for (const gone of ["EU", "DD", "SU", "ZZ", "AA"]) assert.equal(ja.find((c) => c.id === gone), undefined, gone);
});

test("time zones are found by name, by code and in any width", () => {
  const zones = zoneCodes("ja");
  assert.equal(findCodes(zones, "日本標準時", [], 30)[0]?.id, "Asia/Tokyo");
  assert.equal(findCodes(zones, "ｔｏｋｙｏ", [], 30)[0]?.id, "Asia/Tokyo");
  assert.equal(findCodes(zones, "new york", [], 30)[0]?.id, "America/New_York");
  assert.match(findCodes(zones, "ho chi minh", [], 30)[0]?.id ?? "", /Saigon|Ho_Chi_Minh/, "a city is found by what it is called today");
  assert.ok(zones.some((z) => z.id === "UTC"));
});

test("a code that is typed in whole stands first, and nothing typed shows what is usual", () => {
  const countries = countryCodes("ja");
  assert.equal(findCodes(countries, "us", ["JP"], 30)[0]?.id, "US");
  assert.equal(findCodes(countries, "", ["JP"], 30)[0]?.id, "JP");
  assert.equal(findCodes(countries, "", ["JP"], 30).length, 30);
});
