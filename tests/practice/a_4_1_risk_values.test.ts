// Practice 4-1: company F looks at its important systems and the attacks it expects, judges likelihood and importance, reads
// the risk value off the matrix of figure 2-4.1 and begins with what is highest. Table 2-4.2's own fifteen rows; likelihood
// is judged there directly, the value printed beside one row is not the matrix's.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { visit, type Visitor } from "../support/browser.ts";
import type { Json } from "../support/client.ts";
import { checkedTable, takenTable } from "../support/imports.ts";
import { colleagueOf, setUp, topUnit } from "../support/people.ts";
import { DISAGREEING_LINE, FIGURE_2_4_1, makeLedgers, ROWS_2_4_2, STEPS_2_4_2, TABLE_2_4_2 } from "../support/risk.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server);
const unit = await topUnit(ciso);
const { threats, systems } = await makeLedgers(ciso, unit);
const security = await colleagueOf(ciso, "田中", "情報システム部 主任", ["security"], unit);

const risks = async (): Promise<Json[]> => (await ciso.get("/risks?limit=500&sort=number")).items;

test("the method in force is figure 2-4.1", async () => {
  const { document } = await ciso.get("/risk-methods/now");
  assert.deepEqual(document.value.table, FIGURE_2_4_1);
});

test("the table is taken over: fifteen risks, and the one value that the matrix does not give is told", async () => {
  const dry = await checkedTable(ciso, "risks", TABLE_2_4_2, { constants: [{ field: "unit", value: unit }] });
  assert.deepEqual([dry.added, dry.refused, dry.warned], [15, 0, 1], JSON.stringify(dry.faults));
  assert.deepEqual([dry.warnings[0].line, dry.warnings[0].value], [DISAGREEING_LINE, "2"]);
  await takenTable(ciso, "risks", dry);
  for (const [i, risk] of (await risks()).entries()) {
    const row = ROWS_2_4_2[i];
    assert.ok(row);
    const [threat, system, , likelihood, importance, printed] = row;
    const l = STEPS_2_4_2[likelihood] ?? 0, m = STEPS_2_4_2[importance] ?? 0;
    assert.deepEqual([risk.threat.id, risk.system.id, risk.likelihood_used, risk.importance_used], [threats[threat].id, systems[system].id, l, m]);
    const value = FIGURE_2_4_1[l - 1]?.[m - 1];
    assert.equal(risk.value, value, risk.name);
    if (i + 2 !== DISAGREEING_LINE) assert.equal(value, printed, risk.name);
  }
});

test("the high ones stand first, and are counted where they are", async () => {
  const { items } = await ciso.get("/risks?sort=-value_now&filter[value_now][ge]=3");
  assert.equal(items.length, 10);
  const { inherent } = await ciso.get("/risk-heat-map");
  assert.equal(inherent.filter((c: Json) => c.value === 3).reduce((n: number, c: Json) => n + c.count, 0), 10);
  const [worst] = (await ciso.get("/risk-figures?by=system")).items;
  assert.deepEqual([worst.name, worst.highest], ["業務用PC", 3]);
});

// Of the highest row of the shop: a measure, then what is left.
test("a high risk becomes a measure, is treated, and what is left is valued by the same matrix", async () => {
  const [worst] = (await ciso.get(`/risks?filter[system][eq]=${systems[1].id}&sort=-value_now`)).items;
  const measure = await security.client.post("/measures", { unit, title: "決済画面を代行会社に移す", priority: "high", cause: worst.name }, 201);
  await security.client.post(`/measures/${measure.id}/links`, { kind: "treats", register: "risks", record: worst.id }, 201);
  assert.equal((await ciso.get(`/risks/${worst.id}/links`)).items[0].record.number, measure.number);
  const treated = await security.client.call("POST", `/risks/${worst.id}/transitions`, { json: { action: "treat" }, etag: "*" });
  assert.equal(treated.status, 200, treated.text);
  const left = await security.client.patch(`/risks/${worst.id}`, { treatment: "reduce", residual_likelihood: 1 }, "*");
  assert.deepEqual([left.state, left.value, left.residual_value, left.value_now], ["treating", 3, 2, 2]);
});

// ---- what a person does: the matrix filled by hand, then the measure for what is highest ----

const visitors: Visitor[] = [];
after(async () => {
  for (const visitor of visitors) await visitor.context.close();
});

async function open(path: string): Promise<Visitor> {
  const visitor = await visit(server, path, {}, security.client);
  visitors.push(visitor);
  return visitor;
}

test("a person fills the cell that nobody has rated, and takes it", async () => {
  const before = (await risks()).length;
  const { page } = await open("/risk/matrix");
  const row = page.getByRole("row", { name: /給与システム/ });
  const empty = row.getByRole("gridcell").first();
  await empty.click();
  await page.keyboard.press("3");
  await page.getByText("1か所を変更").waitFor();
  await page.getByRole("button", { name: "変更を確認する" }).click();
  await page.getByRole("button", { name: "1件を取り込む" }).click();
  await page.getByText("取り込みが完了しました").waitFor();
  const now = await risks();
  assert.equal(now.length, before + 1);
  assert.deepEqual([now.at(-1)?.system.title, now.at(-1)?.likelihood, now.at(-1)?.value], ["給与システム", 3, 3]);
});

test("the front page leads to what is highest, and from there one press begins its measure", async () => {
  const visitor = await open("/risk");
  const { page } = visitor;
  const top = page.getByRole("table", { name: "値の高いリスク 上位10件" });
  await top.getByRole("row").nth(1).waitFor();
  assert.match(await top.getByRole("row").nth(1).innerText(), /^3/);
  await top.getByRole("link").first().click();
  await page.getByRole("link", { name: "対策を立てる" }).click();
  const name = page.getByRole("textbox", { name: /対策名/ });
  await name.fill("対象のシステムの前段に防御を置く");
  await visitor.shot("a-4-1-measure");
  await page.getByRole("button", { name: "登録する" }).click();
  await page.waitForURL(/\/measures\/M-/);
  const [made] = (await ciso.get("/measures?sort=-number")).items;
  assert.deepEqual([made.title, made.priority], ["対象のシステムの前段に防御を置く", "high"]);
  const [linked] = (await ciso.get(`/measures/${made.id}/links`)).items;
  assert.deepEqual([linked.register, linked.record.title], ["risks", (await risks()).find((r) => r.id === linked.record.id)?.name]);
  visitor.quiet();
});

// For the next meeting: what has become of the risks since the last one.
test("the register is kept before a meeting, and the next one is told what has moved since, and why", async () => {
  await ciso.post("/risk-snapshots", undefined, 201);
  const [highest] = (await ciso.get("/risks?filter[state][eq]=open&filter[value_now][eq]=3&sort=number")).items;
  await security.client.patch(`/risks/${highest.id}`, { treatment: "reduce", residual_likelihood: 1, residual_importance: 1 }, "*");
  const { counts } = await ciso.get("/risk-movement");
  assert.deepEqual([counts.up, counts.down, counts.new, counts.gone], [0, 1, 0, 0]);
  const visitor = await open("/risk/movement");
  const row = visitor.page.getByRole("row", { name: new RegExp(highest.name) });
  await row.getByText("対策後の見込みの見直し").waitFor();
  await visitor.shot("a-4-1-movement");
  visitor.quiet();
  const byDirective = (await ciso.get("/risk-figures?by=directive")).items;
  assert.equal(byDirective.reduce((n: number, f: Json) => n + f.count, 0), (await risks()).length);
});
