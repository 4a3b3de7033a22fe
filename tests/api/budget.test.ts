// Budgets of a fiscal year: asked for, decided on by amount, spent, and what is left; and the business case that
// asks for them.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Json } from "../support/client.ts";
import { colleagueOf, setUp, signedInAs, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server);
const unit = await topUnit(ciso);
const shop = (await ciso.post("/units", { name: "青葉店", kind: "shop", parent: unit }, 201)).id;
const president = await signedInAs(ciso, "executive");
const lead = await colleagueOf(ciso, "情報", "情報システム部長", ["security"], unit);
const yen = (amount: number): Json => ({ amount, currency: "JPY" });
const YEAR = "FY2026";

const budget = (more: Json = {}): Promise<Json> =>
  lead.client.post("/budgets", { unit, title: "ネットワーク分離", fiscal_year: YEAR, requested: yen(8000000), kind: "technology", sheet_key: "kaname-csm40", section_key: "5", ...more }, 201);

async function move(path: string, record: Json, action: string, by = president): Promise<Json> {
  const answer = await by.call("POST", `${path}/${record.id}/transitions`, { json: { action, reason: "理由" }, etag: "*" });
  assert.equal(answer.status, 200, answer.text);
  return answer.json;
}

test("without another amount the whole of what was requested is granted, and stays", async () => {
  const made = await budget({ fiscal_year: "FY2030" });
  const granted = await move("/budgets", made, "approve");
  assert.deepEqual([granted.granted.amount, granted.state], [8000000, "approved"]);
  assert.match(granted.decided_on, /^\d{4}-\d\d-\d\d$/);
  await lead.client.refused("PATCH", `/budgets/${made.id}`, 422, { json: { requested: yen(1) }, etag: "*", pointer: "/requested" });
  await lead.client.refused("PATCH", `/budgets/${made.id}`, 422, { json: { granted: yen(1) }, etag: "*", pointer: "/granted" });
});

test("no more is granted than was requested, in its currency", async () => {
  const made = await budget({ fiscal_year: "FY2030" });
  await lead.client.refused("PATCH", `/budgets/${made.id}`, 422, { json: { granted: yen(8000001) }, etag: "*", pointer: "/granted" });
  await lead.client.refused("PATCH", `/budgets/${made.id}`, 422, { json: { granted: { amount: 5, currency: "USD" } }, etag: "*", pointer: "/granted" });
  await move("/budgets", await lead.client.patch(`/budgets/${made.id}`, { granted: yen(5000000) }, "*"), "approve");
  assert.equal((await ciso.get(`/budgets/${made.id}`)).granted.amount, 5000000);
});

test("a large amount goes round to the president, a small one to the security officer", async () => {
  const step = (role: string): Json => ({ name: role, who: [{ kind: "role", role }], need: "any", days: 3 });
  const route = (name: string, steps: Json[], more: Json): Promise<Json> =>
    ciso.post("/approval-routes", { name, subject: "budgets", active: true, on_change: "end", steps, ...more }, 201);
  const small = await route("500万円まで", [step("ciso")], {});
  const large = await route("500万円超", [step("ciso"), step("executive")], { amount_from: yen(5000001) });
  const steps = async (amount: number): Promise<number> => {
    const made = await budget({ requested: yen(amount), fiscal_year: "FY2031" });
    return (await lead.client.get(`/approval-plan?register=budgets&record=${made.id}`)).steps.length;
  };
  assert.deepEqual([await steps(3000000), await steps(8000000)], [1, 2]);
  for (const made of [small, large]) await ciso.delete(`/approval-routes/${made.id}`, "*");
});

test("money is spent of a budget that was approved, in its currency", async () => {
  const made = await budget({ fiscal_year: "FY2030" });
  const spending = { unit, title: "前払い", budget: made.id, stage: "paid", spent_on: "2026-06-01", amount: yen(100) };
  await lead.client.refused("POST", "/spendings", 422, { json: spending, pointer: "/budget" });
  await move("/budgets", made, "approve");
  await lead.client.refused("POST", "/spendings", 422, { json: { ...spending, amount: { amount: 1, currency: "USD" } }, pointer: "/amount" });
  assert.equal((await lead.client.post("/spendings", spending, 201)).budget.id, made.id);
});

test("the year's overview adds up by section, unit and kind, and says what is left", async () => {
  const network = await budget();
  const training = await budget({ unit: shop, title: "標的型メール訓練", requested: yen(900000), kind: "people", section_key: "3" });
  await budget({ title: "SIEM", requested: yen(20000000) });
  await budget({ title: "海外拠点", requested: { amount: 300000, currency: "USD" } });
  await move("/budgets", network, "approve");
  await move("/budgets", training, "approve");
  await lead.client.post("/spendings", { unit, title: "機器", budget: network.id, stage: "ordered", spent_on: "2026-07-01", amount: yen(2500000) }, 201);
  await lead.client.post("/spendings", { unit, title: "設計", budget: network.id, stage: "paid", spent_on: "2026-06-01", amount: yen(1500000) }, 201);
  const o = await ciso.get(`/budget-overview?fiscal_year=${YEAR}`);
  const figures = (s: Json): number[] => [s.n, ...["requested", "undecided", "granted", "ordered", "paid", "remaining"].map((k) => s[k].amount)];
  assert.deepEqual(figures(o.total), [3, 28900000, 20000000, 8900000, 2500000, 1500000, 4900000]);
  assert.equal(o.in_other_currencies, 1);
  assert.deepEqual(o.by_section.map((s: Json) => [s.section_key, s.n]), [["3", 1], ["5", 2]]);
  assert.deepEqual(o.by_unit.find((u: Json) => u.unit.id === shop).granted.amount, 900000);
  assert.deepEqual(new Set(o.by_kind.map((k: Json) => k.kind)), new Set(["technology", "people"]));
  const manager = await signedInAs(ciso, "manager", shop);
  assert.equal((await manager.get(`/budget-overview?fiscal_year=${YEAR}`)).total.requested.amount, 900000);
  await ciso.refused("GET", "/budget-overview?fiscal_year=2026", 422);
  assert.equal((await ciso.get("/budget-overview")).currency, "JPY");
});

test("each step of a business case leaves something behind before the next begins", async () => {
  const made = await lead.client.post("/business-cases", { unit, title: "EC事業への進出に伴う対策", goal: "自社ECサイトの運営" }, 201);
  const path = "/business-cases";
  const refused = (action: string, pointer: string): Promise<Json> =>
    lead.client.refused("POST", `${path}/${made.id}/transitions`, 422, { json: { action }, etag: "*", pointer });
  const tell = (patch: Json): Promise<Json> => lead.client.patch(`${path}/${made.id}`, patch, "*");
  await refused("identify", "/information");
  await tell({ information: "中期計画、同業他社の事故" });
  await move(path, made, "identify", lead.client);
  await refused("plan", "/problems");
  await tell({ problems: "不正アクセスによる停止" });
  await move(path, made, "plan", lead.client);
  await tell({ plan: "WAFと監視" });
  await move(path, made, "make_case", lead.client);
  await tell({ reasons: "停止3日の損失を下回る", cost_initial: yen(6000000) });
  await move(path, made, "rework");
  await move(path, made, "make_case", lead.client);
  await lead.client.refused("POST", `${path}/${made.id}/transitions`, 403, { json: { action: "approve" }, etag: "*" });
  assert.match((await move(path, made, "approve")).explained_on, /^\d{4}-\d\d-\d\d$/);
  await move(path, made, "carry_out", lead.client);
  await tell({ carried_out: "6月に導入", effect: "遮断 120件/月" });
  await move(path, made, "find_effect", lead.client);
  const reported = await move(path, made, "report", lead.client);
  assert.equal(reported.state, "reported");
  assert.match(reported.reported_on, /^\d{4}-\d\d-\d\d$/);
});

test("no amount of money is larger than sums can hold", async () => {
  const more = { unit, title: "桁を誤った予算", fiscal_year: "FY2041" };
  for (const amount of [9_000_000_000_000_000_000, 1_000_000_000_000_001, -1_000_000_000_000_001])
    await ciso.refused("POST", "/budgets", 422, { json: { ...more, requested: { amount, currency: "JPY" } }, pointer: "/requested/amount" });
  for (let n = 0; n < 3; n++) await ciso.post("/budgets", { ...more, requested: { amount: 1_000_000_000_000_000, currency: "JPY" } }, 201);
  assert.equal((await ciso.get("/budget-overview?fiscal_year=FY2041")).total.requested.amount, 3_000_000_000_000_000);
});
