// Which work carries a risk, to which class a firm belongs and what is asked of it are rules that the company sets:
// company V of practice 9-1 (17 of 45 suppliers with risk), company W of practice 9-2 (classes A to D).
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Json } from "../support/client.ts";
import { today } from "../support/day.ts";
import { setUp, signedInAs, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server);
const unit = await topUnit(ciso);

const supplier = (name: string, more: object = {}): Promise<Json> => ciso.post("/suppliers", { name, ...more }, 201);
const work = (supplier: Json, more: object = {}): Promise<Json> => ciso.post("/supplier-engagements", { unit, work: "製造の委託", supplier: supplier.id, ...more }, 201);
const riskOf = async (s: Json): Promise<string | null> => (await ciso.get(`/suppliers/${s.id}`)).risk;
const rules = { internet: true, information: false, connection: false, stops: false, grace_years: 3 };
const put = (more: object): Promise<Json> => ciso.call("PUT", "/supplier-rules", { json: { ...rules, ...more }, etag: "*" }).then((a) => a.json);

test("17 of 45 suppliers use the internet in what is given out to them: 38 %; 5 of them with concerns", async () => {
  for (let i = 0; i < 45; i++) {
    const s = await supplier(`取引先${i}`, i < 17 ? { concern: i < 5 ? "some" : "none" } : {});
    await work(s, { internet: i < 17 ? "yes" : "no" });
  }
  const f = await ciso.get("/supplier-figures");
  assert.deepEqual([f.suppliers, f.with_risk, f.without_risk, f.risk_unknown], [45, 17, 28, 0]);
  assert.equal(Math.round((100 * f.with_risk) / f.suppliers), 38);
  assert.deepEqual([f.concern_some, f.concern_none, f.not_looked_into], [5, 12, 0]);
});

test("a firm that only another supplier gives work to is counted apart, until we give it work ourselves", async () => {
  const before = await ciso.get("/supplier-figures");
  const parent = before.suppliers > 0 ? (await ciso.get("/suppliers?limit=1")).items[0] : await supplier("元請");
  const step = await ciso.post("/supplier-subcontracts", { work: "一部", supplier: parent.id, subcontractor_name: "孫請工業" }, 201);
  assert.equal((await ciso.call("POST", `/supplier-subcontracts/${step.id}/transitions`, { json: { action: "confirm" }, etag: "*" })).status, 200);
  const told = await ciso.get("/supplier-figures");
  assert.deepEqual({ ...told, below: 0 }, { ...before, below: 0 });
  assert.equal(told.below, before.below + 1);
  const { items: [firm] } = await ciso.get(`/suppliers?q=${encodeURIComponent("孫請工業")}`);
  assert.equal(firm.tier, "below");
  const own = await work(firm, { internet: "no" });
  const now = await ciso.get("/supplier-figures");
  assert.deepEqual([now.suppliers, now.candidates, now.without_risk, now.below], [before.suppliers + 1, before.candidates + 1, before.without_risk + 1, before.below]);
  for (const path of [`/supplier-engagements/${own.id}`, `/supplier-subcontracts/${step.id}`, `/suppliers/${firm.id}`]) await ciso.call("DELETE", path, { etag: "*" });
});

test("a firm's mark follows its work: what is not known, moved away, ended or deleted", async () => {
  const [one, other] = [await supplier("甲社"), await supplier("乙社")];
  assert.equal(await riskOf(one), null);
  const first = await work(one);
  assert.equal(await riskOf(one), null, "nobody said whether it uses the internet");
  await ciso.patch(`/supplier-engagements/${first.id}`, { internet: "no" }, "*");
  assert.equal(await riskOf(one), "without");
  const second = await work(one, { internet: "yes" });
  assert.deepEqual([second.risk, second.risk_rule, await riskOf(one)], ["with", "internet", "with"]);
  await ciso.patch(`/supplier-engagements/${second.id}`, { supplier: other.id }, "*");
  assert.deepEqual([await riskOf(one), await riskOf(other)], ["without", "with"]);
  await ciso.call("POST", `/supplier-engagements/${second.id}/transitions`, { json: { action: "end", reason: "満了" }, etag: "*" });
  assert.equal(await riskOf(other), null);
  await ciso.call("DELETE", `/supplier-engagements/${first.id}`, { etag: "*" });
  assert.equal(await riskOf(one), null);
  await ciso.call("POST", `/supplier-engagements/${first.id}/restore`, { etag: "*" });
  assert.equal(await riskOf(one), "without");
});

test("other rules mark all work anew, as one entry of the audit, and as new work is marked", async () => {
  const s = await supplier("丙社");
  const answers = ["yes", "no", null];
  await ciso.post("/businesses", { name: "製品の出荷" }, 201);
  const made: Json[] = [];
  for (const internet of answers) for (const information of answers) for (const stops of [["製品の出荷"], null]) made.push(await work(s, { internet, information, connection: "no", stops }));
  for (const marks of [{ information: true }, { internet: false, connection: true }, { internet: false, information: true, stops: true }, { internet: false }, {}]) {
    await put(marks);
    for (const old of made) {
      const now = await ciso.get(`/supplier-engagements/${old.id}`);
      const fresh = await work(s, { internet: now.internet, information: now.information, connection: now.connection, stops: now.stops });
      assert.deepEqual([now.risk, now.risk_rule], [fresh.risk, fresh.risk_rule], JSON.stringify({ marks, now }));
      await ciso.call("DELETE", `/supplier-engagements/${fresh.id}`, { etag: "*" });
    }
  }
  const entries = (await ciso.get("/audit?subject=supplier_rule")).items;
  assert.equal(entries.length, 5);
});

test("only who runs security for the whole company changes the rules, others read them", async () => {
  const shop = await ciso.post("/units", { name: "東京店", parent: unit, kind: "shop" }, 201);
  const security = await signedInAs(ciso, "security", shop.id);
  assert.equal((await security.get("/supplier-rules")).internet, true);
  await security.refused("PUT", "/supplier-rules", 403, { json: rules, etag: "*" });
  const manager = await signedInAs(ciso, "manager", shop.id);
  assert.equal((await manager.get("/supplier-figures")).with_risk, 18);
  await manager.refused("PUT", "/supplier-rules", 403, { json: rules, etag: "*" });
  await ciso.refused("PUT", "/supplier-rules", 422, { json: { ...rules, b_employees: 20, c_employees: 100 }, etag: "*", pointer: "/c_employees" });
  const { version } = await ciso.get("/supplier-rules");
  await ciso.refused("PUT", "/supplier-rules", 412, { json: rules, etag: `"${version - 1}"` });
});

test("classes follow from an officer and the size, by whichever threshold is set", async () => {
  const sized = (name: string, employees: number | null, sales: number | null, officer = "cannot"): Promise<Json> =>
    supplier(name, { officer, employees, sales: sales && { amount: sales, currency: "JPY" } });
  const large = await sized("大きい会社", 300, null);
  assert.equal(large.class, null, "no size is set");
  const [officer, rich, middle, small, unknown] = [await sized("担当者のいる会社", 10, null, "can"), await sized("売上の大きい会社", 10, 2_000_000_000), await sized("中くらいの会社", 50, 1000), await sized("小さい会社", 5, 1000), await sized("規模の不明な会社", null, null)];
  assert.equal(officer.class, "a");
  await put({ b_employees: 100, b_sales: 1_000_000_000, c_employees: 20 });
  const classOf = async (s: Json): Promise<string | null> => (await ciso.get(`/suppliers/${s.id}`)).class;
  assert.deepEqual(await Promise.all([large, officer, rich, middle, small, unknown].map(classOf)), ["b", "a", "b", "c", "d", null]);
  assert.equal((await sized("後から登録した会社", 50, null)).class, "c");
  const given = await ciso.patch(`/suppliers/${small.id}`, { class_given: "b", class_reason: "重要部品を作る唯一の会社" }, "*");
  assert.equal(given.class, "b");
  await put({ b_employees: 100, c_employees: 1 });
  assert.deepEqual([await classOf(small), await classOf(rich)], ["b", "c"]);
  assert.equal((await ciso.patch(`/suppliers/${small.id}`, { class_given: null }, "*")).class, "c");
});

test("duties of the class count when three years have passed since they were asked for", async () => {
  await put({ b_employees: 100, c_employees: 20 });
  const year = new Date().getFullYear();
  const s = await supplier("中堅の会社", { officer: "cannot", employees: 120, surveyed_on: `${year - 2}-01-10` });
  const path = `/suppliers/${s.id}/duties`;
  const standing = async (): Promise<string[][]> => (await ciso.get(path)).items.map((i: Json) => [i.duty, i.standing]);
  assert.deepEqual(await standing(), [["edr", "unknown"], ["survey", "not_asked"]]);
  await ciso.call("PUT", `${path}/edr`, { json: { met: false, checked_on: `${year}-01-10`, note: "見積りを取っている" } });
  assert.deepEqual((await standing())[0], ["edr", "not_asked"]);
  await ciso.patch(`/suppliers/${s.id}`, { duties_from: `${year - 1}-02-28` }, "*");
  assert.deepEqual(await standing(), [["edr", "within_grace"], ["survey", "within_grace"]]);
  await ciso.patch(`/suppliers/${s.id}`, { duties_from: `${year - 4}-02-29`.replace("-29", "-28") }, "*");
  assert.deepEqual(await standing(), [["edr", "not_met"], ["survey", "not_met"]]);
  await ciso.patch(`/suppliers/${s.id}`, { surveyed_on: today() }, "*");
  await ciso.call("PUT", `${path}/edr`, { json: { met: true } });
  assert.deepEqual(await standing(), [["edr", "met"], ["survey", "met"]]);
  await ciso.call("DELETE", `${path}/edr`);
  assert.deepEqual((await standing())[0], ["edr", "unknown"]);
  await ciso.refused("PUT", `${path}/survey`, 404, { json: { met: true } });
  const manager = await signedInAs(ciso, "manager");
  assert.equal((await manager.get(path)).may, false);
  await manager.refused("PUT", `${path}/edr`, 403, { json: { met: true } });
});

test("a duty that is not met counts among the figures when the years of grace are over", async () => {
  await put({});
  const unmet = async (): Promise<number> => (await ciso.get("/supplier-figures")).duties_unmet;
  const before = await unmet();
  const asked = { class_given: "c", class_reason: "規模による", surveyed_on: today() };
  const [late, within, met] = [
    await supplier("猶予切れ", { ...asked, duties_from: "2020-04-01" }),
    await supplier("猶予中", { ...asked, duties_from: today() }),
    await supplier("実施済み", { ...asked, duties_from: "2020-04-01" }),
  ];
  for (const [s, done] of [[late, false], [within, false], [met, true]] as const) await ciso.call("PUT", `/suppliers/${s.id}/duties/service`, { json: { met: done } });
  assert.equal(await unmet(), before + 1);
  await ciso.call("PUT", `/suppliers/${late.id}/duties/edr`, { json: { met: false } }); // asked of class B alone
  await ciso.call("PUT", `/suppliers/${late.id}/duties/service`, { json: { met: true } });
  assert.equal(await unmet(), before);
  await ciso.patch(`/suppliers/${met.id}`, { surveyed_on: "2021-04-01" }, "*");
  assert.equal(await unmet(), before + 1, "the survey is yearly");
});
