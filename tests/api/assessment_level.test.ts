// Levels as people read them: targets in tenths are 3.5 in a table, a measure starts from a mean.
import assert from "node:assert/strict";
import { test } from "node:test";
import { setUp, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server);
const unit = await topUnit(ciso);

test("a target level kept in tenths is exported with its decimal", async () => {
  await ciso.put("/target-levels", { sheet_key: "kaname-csm40", period: "FY2026", levels: [{ section: "1", level: 35 }] });
  const csv = await (await fetch(`${server.url}/api/v1/targets?format=csv&fields=section_key,level`, { headers: { cookie: ciso.cookie } })).text();
  assert.match(csv, /^1,3\.5\r$/m);
  const register = (await ciso.get("/describe")).registers.find((r: { name: string }) => r.name === "targets");
  assert.equal(register.fields.find((f: { key: string }) => f.key === "level").tenths, true);
});

test("a measure starts from a mean and aims at a level that is not below it", async () => {
  const body = { unit, title: "対応演習", priority: "high", level_now: 1.5, level_to_reach: 2 };
  assert.equal((await ciso.post("/measures", body, 201)).level_now, 1.5);
  const problem = await ciso.refused("POST", "/measures", 422, { json: { ...body, level_to_reach: 1 }, pointer: "/level_to_reach" });
  assert.equal(problem.errors?.[0]?.limit, 2);
});
