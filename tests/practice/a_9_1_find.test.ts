// Practice 9-1, finding: company V asks its departments which suppliers they give work to, what that work is, which of its
// own businesses stop with them and whether the internet is used in it (table 2-9.1). Of 45 suppliers 17 carry a
// risk, 38 %, and 28 do not. How the 17 are looked into is another test.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { visit, type Visitor } from "../support/browser.ts";
import type { Client, Json } from "../support/client.ts";
import { until } from "../support/environment.ts";
import { checkedTable, takenTable } from "../support/imports.ts";
import { findAndTake } from "../support/pages.ts";
import { setUp, signedInAs, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server, { organisation: "V社" });
const top = await topUnit(ciso);
const names = ["総務部", "製造部", "販売部", "人事部"];
const units: Json[] = [];
for (const name of names) units.push(await ciso.post("/units", { name, parent: top, kind: "department" }, 201));
const managers: Client[] = [];
for (const unit of units) managers.push(await signedInAs(ciso, "manager", unit.id));
for (const name of ["直販商品Bの受注", "原材料Aの調達", "苦情・相談の受付"]) await ciso.post("/businesses", { name }, 201);

const visitors: Visitor[] = [];
after(async () => {
  for (const visitor of visitors) await visitor.context.close();
});
async function go(address: string, as: Client): Promise<Visitor["page"]> {
  const visitor = await visit(server, address, {}, as);
  visitors.push(visitor);
  return visitor.page;
}
const act = async (client: Client, path: string, action: string): Promise<void> => {
  const { status, text } = await client.call("POST", `${path}/transitions`, { json: { action }, etag: "*" });
  assert.equal(status, 200, text);
};
const replies = async (): Promise<Json[]> => (await ciso.get("/supplier-census-replies?limit=50")).items;
const replyOf = async (unit: Json): Promise<Json> => (await replies()).find((r) => r.unit.id === unit.id)!;
let census: Json;

test("each department is asked, by a day, and told so", async () => {
  census = await ciso.post("/supplier-censuses", { name: "2026年度 取引先調査", due: "2099-03-31", kind: "department", message: "業務を委託している取引先を報告してください。" }, 201);
  const page = await go(`/supplier-censuses/${census.number}`, ciso);
  await page.getByRole("button", { name: "各組織に依頼する", exact: true }).click();
  await until("all are asked", async () => (await replies()).length === units.length);
  for (const [i, manager] of managers.entries()) {
    const notice = await until("the manager is told", async () => (await manager.get("/notices")).items.find((n: Json) => n.kind === "census_asked") ?? null);
    assert.match(notice.text, new RegExp(names[i]!));
    assert.equal((await manager.get("/supplier-census-replies")).items.length, 1, "its own list and no other");
  }
});

test("the general affairs department writes its supplier down on the page, with the businesses that stop", async () => {
  const reply = await replyOf(units[0]!);
  const page = await go(`/supplier-census-replies/${reply.number}`, managers[0]!);
  await page.getByText("業務を委託している取引先を報告してください。").waitFor();
  await page.getByRole("link", { name: "取引先を加える", exact: true }).click();
  await page.getByRole("textbox", { name: /^取引・委託業務/ }).fill("コールセンター業務");
  await page.getByRole("textbox", { name: /^台帳にない取引先の名称/ }).fill("ABC株式会社");
  for (const name of ["直販商品Bの受注", "苦情・相談の受付"]) {
    await findAndTake(page, page.getByRole("combobox", { name: /^止まると影響を受ける自社の業務/ }), name, name);
    await page.getByRole("button", { name: `「${name}」を外す`, exact: true }).waitFor();
  }
  await page.getByRole("button", { name: "登録する", exact: true }).click();
  await page.waitForURL(/supplier-engagements\/SE-/);
  const [work] = (await managers[0]!.get("/supplier-engagements")).items;
  assert.deepEqual(work.stops, ["直販商品Bの受注", "苦情・相談の受付"]);
  await managers[0]!.patch(`/supplier-engagements/${work.id}`, { internet: "yes", environment: "shared", information: "yes", connection: "no" }, "*");
});

// Two departments of 30 and 15 pieces bring them as a table; of the 45 firms 17 use the internet, ABC among them.
const row = (i: number): string => `委託業務${i},第${i}製作所,${i <= 16 ? "yes" : "no"},dedicated`;
async function bring(no: number, first: number, last: number): Promise<void> {
  const rows = Array.from({ length: last - first + 1 }, (_, i) => row(first + i));
  const table = `work,supplier_name,internet,environment\n${rows.join("\n")}\n`;
  const checked = await checkedTable(managers[no]!, "supplier-engagements", table, {
    columns: ["work", "supplier_name", "internet", "environment"].map((field, i) => ({ no: i + 1, field })),
    constants: [{ field: "unit", value: units[no]!.number }],
  });
  const done = await takenTable(managers[no]!, "supplier-engagements", checked);
  assert.deepEqual([done.state, done.added], ["taken", rows.length], JSON.stringify(done));
}

test("others bring theirs as a table, and one has none", async () => {
  await bring(1, 1, 30);
  await bring(2, 31, 44);
  for (const i of [0, 1, 2]) await act(managers[i]!, `/supplier-census-replies/${(await replyOf(units[i]!)).id}`, "submit");
  const page = await go(`/supplier-census-replies/${(await replyOf(units[3]!)).number}`, managers[3]!);
  await page.getByRole("button", { name: "取引先はない", exact: true }).click();
  await until("it has none", async () => (await replyOf(units[3]!)).state === "none");
  const p = await ciso.get(`/supplier-censuses/${census.id}/progress`);
  assert.deepEqual([p.units, p.waiting, p.submitted, p.none, p.accepted], [4, 0, 3, 1, 0]);
});

test("firms that are in no register are placed by one press, and the lists are accepted", async () => {
  const page = await go("/suppliers-and-sites/unplaced", ciso);
  await page.getByRole("button", { name: "判断の要らない45社をまとめて登録", exact: true }).click();
  await page.getByText("台帳にない取引先はありません").waitFor();
  for (const reply of await replies()) await act(ciso, `/supplier-census-replies/${reply.id}`, "accept");
  const work: Json[] = (await ciso.get("/supplier-engagements?limit=100")).items;
  assert.deepEqual([work.length, new Set(work.map((w) => w.state)).size, work[0]!.state], [45, 1, "confirmed"]);
});

test("17 of 45 suppliers carry a risk, 38 %; 28 do not, 62 %", async () => {
  const f = await ciso.get("/supplier-figures");
  assert.deepEqual([f.suppliers, f.with_risk, f.without_risk, f.risk_unknown], [45, 17, 28, 0]);
  assert.deepEqual([Math.round((100 * f.with_risk) / f.suppliers), Math.round((100 * f.without_risk) / f.suppliers)], [38, 62]);
  const page = await go("/suppliers-and-sites", await signedInAs(ciso, "executive"));
  await page.getByRole("link", { name: /リスクあり.*17.*45社中38%/s }).waitFor();
  await page.getByRole("link", { name: /リスクなし.*28.*45社中62%/s }).waitFor();
});
