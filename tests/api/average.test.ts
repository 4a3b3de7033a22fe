// Industry averages from a file: what a trial tells, what is taken, replaced, listed and removed.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Answer, Json } from "../support/client.ts";
import { setUp, signedInAs } from "../support/people.ts";
import { startServer } from "../support/server.ts";
import { FORTY } from "../support/sheet.ts";

const server = await startServer();
const ciso = await setUp(server);
const auditor = await signedInAs(ciso, "auditor");
const member = await signedInAs(ciso, "member");

const QUERY = { sheet: FORTY, source: "業界団体の調査", as_of: "2026-03-31" };

function load(body: string, more: Record<string, string> = {}): Promise<Answer> {
  return ciso.call("POST", `/industry-averages/import?${new URLSearchParams({ ...QUERY, ...more })}`, { body });
}
const all = async (): Promise<Json[]> => (await ciso.get("/industry-averages?limit=500")).items;

test("a trial shows the rows as they are understood and stores nothing", async () => {
  const answer = await load("業種,区分,項目,平均,件数\r\n小売業,1,,2.8,120\r\nretail,,2-2,2.4,\r\n", { dry_run: "true", n: "80" });
  assert.equal(answer.status, 200, answer.text);
  assert.deepEqual(answer.json, {
    rows: 2,
    replaced: 0,
    created: 0,
    dry_run: true,
    preview: [
      { line: 2, industry: "retail", level_line: null, section_key: "1", item_key: null, mean: 2.8, n: 120 },
      { line: 3, industry: "retail", level_line: null, section_key: null, item_key: "2-2", mean: 2.4, n: 80 },
    ],
  });
  assert.deepEqual(await all(), []);
});

test("every fault is told by line and column, and nothing is half taken", async () => {
  const answer = await load("industry,section,mean\nretail,1,2.8\nbakery,99,six\nretail,1,9\n");
  assert.equal(answer.status, 422);
  assert.deepEqual(answer.json.errors.map((e: Json) => `${e.pointer} ${e.code}`), [
    "line 3, column section section",
    "line 3, column industry industry",
    "line 3, column mean number",
    "line 4, column mean too_large",
  ]);
  assert.deepEqual(await all(), []);
});

test("the same source and date replaces what it had brought", async () => {
  assert.equal((await load("industry,section,mean\nretail,1,2.8\nretail,2,2.5\n")).json.created, 2);
  const again = await load('[{"industry":"retail","section":"1","mean":3.1,"n":80}]', { format: "json" });
  assert.equal(again.json.replaced, 2, again.text);
  assert.deepEqual((await all()).map((a) => a.mean), [3.1]);
});

test("what was loaded is listed by source and date, and removed as a whole", async () => {
  await load("industry,section,mean\nfinance,1,3.8\nretail,1,2.9\nretail,2,2.7\n", { source: "別の調査", as_of: "2025-10-01", sample: "true" });
  const { items, total } = await auditor.get("/industry-average-sets");
  assert.equal(total, 2);
  assert.deepEqual(items.map((s: Json) => [s.source, s.as_of, s.sample, s.rows, s.industries]), [
    ["業界団体の調査", "2026-03-31", false, 1, ["retail"]],
    ["別の調査", "2025-10-01", true, 3, ["finance", "retail"]],
  ]);
  const path = `/industry-average-sets?${new URLSearchParams({ sheet: FORTY, source: "別の調査", as_of: "2025-10-01", sample: "true" })}`;
  await auditor.refused("DELETE", path, 403);
  await member.refused("GET", "/industry-average-sets", 403);
  await ciso.delete(path);
  await ciso.refused("DELETE", path, 404);
  assert.equal((await ciso.get("/industry-average-sets")).total, 1);
  assert.equal((await all()).length, 1);
});
