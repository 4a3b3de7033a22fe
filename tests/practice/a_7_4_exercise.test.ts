// Practice 7-4, the part of exercises (table 2-7.5): company R, a retailer, holds a table-top exercise every half a year ("ransomware in one
// department") with that department's help. Everybody has another role each time, and who sits out alternates.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Json } from "../support/client.ts";
import { type Colleague, colleagueOf, setUp, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server, { organisation: "R社" });
const unit = await topUnit(ciso);
const department = await ciso.post("/units", { name: "商品部", kind: "department", parent: unit }, 201);
const helper = await colleagueOf(ciso, "商品", "課長", ["manager"], department.id);
const team: Colleague[] = [];
for (const family of ["A", "B", "C", "D", "E", "F"]) team.push(await colleagueOf(ciso, family, "CSIRT要員", ["csirt"], unit));
for (const p of team) await ciso.post("/role-assignments", { unit, title: p.name, role: "csirt_member", phase: "emergency", person: p.person }, 201);

const boardOf = (id: string): Promise<Json> => ciso.get(`/exercises/${id}/board`);

// One exercise by what the program proposes, but for the one who sits out.
async function hold(planned_on: string, out: Colleague): Promise<Record<string, string>> {
  const { id } = await ciso.post("/exercises", { unit, title: "商品部でランサムウェアに感染", kind: "tabletop", planned_on, style: "decide", minutes: 180 }, 201);
  const { missing } = await boardOf(id);
  const roles = Object.fromEntries(missing.map((m: Json) => [m.person.id, m.person.id === out.person ? "sits_out" : m.role]));
  const items = Object.entries(roles).map(([person, role]) => ({ person, role }));
  await ciso.put(`/exercises/${id}/people`, { items: [...items, { person: helper.person, role: "business" }] }, "*");
  for (const press of ["start", "end"]) await ciso.post(`/exercises/${id}/clock`, { press });
  return roles;
}

test("in two exercises half a year apart nobody has the same role, and whoever sat out takes part", async () => {
  const first = await hold("2026-06-03", team[0]!);
  const second = await hold("2026-12-02", team[1]!);
  assert.equal(Object.keys(first).length, 6, "everybody of the CSIRT");
  for (const p of team) assert.notEqual(second[p.person], first[p.person], p.name);
  assert.equal(first[team[0]!.person], "sits_out");
  assert.notEqual(second[team[0]!.person], "sits_out");
  const roles = Object.values(second).filter((role) => role !== "sits_out");
  assert.ok(new Set(roles).size >= 4, "the roles are spread over the people");
  const { items } = await ciso.get("/exercises?sort=-planned_on");
  assert.deepEqual((await boardOf(items[0].id)).last_on, "2026-06-03");
  assert.equal((await boardOf(items[0].id)).year_count, 2, "twice in the fiscal year");
});
