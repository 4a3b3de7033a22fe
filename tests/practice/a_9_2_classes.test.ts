// Practice 9-2: company W sorts its suppliers into classes by their officer and size (table 2-9.3), asks of each class what it
// can be asked for with days of grace, and surveys them once a year with as many of eleven items as their class has
// (table 2-9.6).
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Json } from "../support/client.ts";
import { today } from "../support/day.ts";
import { ask } from "../support/guest.ts";
import { mailSettings, openMailbox } from "../support/mailbox.ts";
import { setUp } from "../support/people.ts";
import { startServer } from "../support/server.ts";
import { newestVersion } from "../support/sheet.ts";

const server = await startServer({ env: mailSettings(await openMailbox()) });
const ciso = await setUp(server, { organisation: "W社" });
const yen = (amount: number): object => ({ amount, currency: "JPY" });
const supplier = (name: string, more: object): Promise<Json> => ciso.post("/suppliers", { name, ...more }, 201);
let firms: Json[];

test("classes follow from the officer and from thresholds the company sets", async () => {
  const rules = { internet: true, information: false, connection: false, stops: false, grace_years: 3 };
  await ciso.put("/supplier-rules", { ...rules, b_employees: 300, b_sales: 10_000_000_000, c_employees: 50, c_sales: 1_000_000_000 }, "*");
  firms = [
    await supplier("甲社", { officer: "has", employees: 20 }),
    await supplier("乙社", { officer: "cannot", employees: 400 }),
    await supplier("丙社", { officer: "cannot", employees: 10, sales: yen(2_000_000_000) }),
    await supplier("丁社", { officer: "cannot", employees: 10, sales: yen(100_000_000) }),
  ];
  assert.deepEqual(firms.map((f) => f.class), ["a", "b", "c", "d"]);
  const f = await ciso.get("/supplier-figures");
  assert.deepEqual([f.class_a, f.class_b, f.class_c, f.class_d, f.unclassed], [1, 1, 1, 1, 0]);
});

test("each class is asked for its own, and the yearly survey is everybody's", async () => {
  const duties = await Promise.all(firms.map(async (f) => (await ciso.get(`/suppliers/${f.id}/duties`)).items.map((d: Json) => d.duty)));
  assert.deepEqual(duties, [["own", "survey"], ["edr", "survey"], ["service", "survey"], ["offline", "survey"]]);
});

test("what is not met counts when three years have passed since it was asked for", async () => {
  const [, b, c] = firms as [Json, Json, Json, Json];
  const year = Number(today().slice(0, 4));
  await ciso.patch(`/suppliers/${b.id}`, { duties_from: `${year - 1}-01-01`, surveyed_on: today() }, "*");
  await ciso.patch(`/suppliers/${c.id}`, { duties_from: `${year - 4}-01-01`, surveyed_on: today() }, "*");
  await ciso.put(`/suppliers/${b.id}/duties/edr`, { met: false });
  await ciso.put(`/suppliers/${c.id}/duties/service`, { met: false });
  const standing = async (f: Json): Promise<string> => (await ciso.get(`/suppliers/${f.id}/duties`)).items[0].standing;
  assert.deepEqual([await standing(b), await standing(c)], ["within_grace", "not_met"]);
  assert.equal((await ciso.get("/supplier-figures")).duties_unmet, 1);
});

test("A and B answer 11 items, C seven, D four", async () => {
  for (const firm of firms) await ciso.patch(`/suppliers/${firm.id}`, { contact_name: "担当", contact_email: `info@s${firm.number.slice(-1)}.example` }, "*");
  for (const firm of firms) await ciso.call("POST", `/suppliers/${firm.id}/transitions`, { json: { action: "activate" }, etag: "*" });
  const version = await newestVersion(ciso, "kaname-supplier-survey");
  const made = await ciso.post("/campaigns", { name: "年次調査", sheet_version: version.id, period: "FY2026", due: "2099-03-31", outside: "supplier" }, 201);
  assert.equal((await ciso.call("POST", `/campaigns/${made.id}/open`, { etag: `"${made.version}"` })).status, 200);
  assert.equal((await ask(ciso, made, {})).asked, 4);
  const { items } = await ciso.get(`/campaigns/${made.id}/respondents`);
  const asked = Object.fromEntries(items.map((r: Json) => [r.class, r.asked]));
  assert.deepEqual(asked, { A: 11, B: 11, C: 7, D: 4 });
});
