// Suppliers as people press through them: a census from asking to accepting, two entries merged and taken back, a
// contract from the usual requirements to a service level, and a demand that is looked through before it is sent.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { visit, type Visitor } from "../support/browser.ts";
import type { Client, Json } from "../support/client.ts";
import { until } from "../support/environment.ts";
import { findAndTake } from "../support/pages.ts";
import { setUp, signedInAs, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
let ciso: Client;
let colleague: Client;
let manager: Client;
let top: string;
let unit: Json;

before(async () => {
  ciso = await setUp(server);
  top = await topUnit(ciso);
  unit = await ciso.post("/units", { name: "総務部", parent: top, kind: "department" }, 201);
  await ciso.post("/businesses", { name: "受注" }, 201);
  await ciso.post("/businesses", { name: "出荷" }, 201);
  manager = await signedInAs(ciso, "manager", unit.id);
  colleague = await signedInAs(ciso, "ciso");
});

const visitors: Visitor[] = [];
after(async () => {
  for (const visitor of visitors) await visitor.context.close();
});

async function go(address: string, as = ciso): Promise<Visitor["page"]> {
  const visitor = await visit(server, address, {}, as);
  visitors.push(visitor);
  return visitor.page;
}
type Page = Visitor["page"];
const press = (page: Page, name: string): Promise<void> => page.getByRole("button", { name, exact: true }).click();
// A press that the server refuses.
async function refused(page: Page, name: string): Promise<void> {
  const answer = page.waitForResponse((r) => r.request().method() === "POST" && r.status() >= 400);
  await press(page, name);
  await answer;
}
const toast = (page: Page, text: string | RegExp): Promise<void> => page.getByText(text).first().waitFor();

// Year, month and day in their three parts.
async function day(page: Page, name: RegExp, parts: string[]): Promise<void> {
  const fields = page.getByRole("group", { name }).getByRole("spinbutton");
  for (const [i, part] of parts.entries()) await fields.nth(i).fill(part);
}

test("the head office writes a census and asks its units by a press", async () => {
  const page = await go("/suppliers-and-sites");
  await page.getByRole("link", { name: "組織に取引先を尋ねる", exact: true }).click();
  await page.getByRole("textbox", { name: /^調査の名称/ }).fill("2026年度 取引先調査");
  await day(page, /^回答期限/, ["2099", "3", "31"]);
  await findAndTake(page, page.getByRole("combobox", { name: /^対象とする組織（/ }), "総務", /総務部/);
  await press(page, "登録する");
  await press(page, "各組織に依頼する");
  await page.getByText("受付中", { exact: true }).first().waitFor();
  await until("the unit is asked", async () => (await manager.get("/supplier-census-replies")).items.length === 1);
  await page.reload();
  await page.getByRole("table", { name: "組織ごとの回答" }).getByRole("link", { name: "総務部" }).waitFor();
});

test("a unit adds a supplier, chooses the businesses that stop from the register, and sends its list in", async () => {
  const [reply] = (await manager.get("/supplier-census-replies")).items;
  const page = await go(`/supplier-census-replies/${reply.number}`, manager);
  await press(page, "この一覧で報告する");
  await toast(page, /1件もありません/);
  await page.getByRole("link", { name: "取引先を加える", exact: true }).click();
  await page.getByRole("textbox", { name: /^取引・委託業務/ }).fill("コールセンター業務");
  await page.getByRole("textbox", { name: /^台帳にない取引先の名称/ }).fill("ＡＢＣ㈱");
  for (const name of ["受注", "出荷"]) {
    await findAndTake(page, page.getByRole("combobox", { name: /^止まると影響を受ける自社の業務/ }), name, name);
    await page.getByRole("button", { name: `「${name}」を外す`, exact: true }).waitFor();
  }
  await press(page, "「出荷」を外す");
  await press(page, "登録する");
  await page.waitForURL(/supplier-engagements\/SE-/);
  const [work] = (await manager.get("/supplier-engagements")).items;
  assert.deepEqual([work.unit.id, work.stops], [unit.id, ["受注"]]);
  await page.goto(`${server.url}/supplier-census-replies/${reply.number}`);
  await page.getByRole("link", { name: "コールセンター業務", exact: true }).waitFor();
  await press(page, "この一覧で報告する");
  await until("the list is sent in", async () => (await manager.get(`/supplier-census-replies/${reply.id}`)).state === "submitted"); // its firms were called so before
});

test("a firm in no register is placed, and the list is accepted", async () => {
  const page = await go("/suppliers-and-sites/unplaced");
  await press(page, "新しく登録：ＡＢＣ㈱");
  await page.getByText("台帳にない取引先はありません").waitFor();
  const [work] = (await ciso.get("/supplier-engagements")).items;
  assert.deepEqual([work.state, work.supplier.title], ["confirmed", "ＡＢＣ㈱"]);
  const [reply] = (await ciso.get("/supplier-census-replies")).items;
  await page.goto(`${server.url}/supplier-census-replies/${reply.number}`);
  await press(page, "受理して確認済みにする");
  await until("it is accepted", async () => (await ciso.get(`/supplier-census-replies/${reply.id}`)).state === "accepted");
});

test("two entries of one firm are merged on the page that offers them, and the merge is taken back", async () => {
  const into = await ciso.post("/suppliers", { name: "株式会社みどり運輸", employees: 30 }, 201);
  const from = await ciso.post("/suppliers", { name: "㈱みどり運輸", employees: 45, address: "横浜市" }, 201);
  const page = await go("/suppliers-and-sites/duplicates");
  await press(page, `この取引先に統合：${into.number} ${into.name}`);
  const dialog = page.getByRole("dialog");
  await dialog.getByText("従業員数").click();
  await dialog.getByRole("button", { name: "統合する", exact: true }).click();
  await page.getByText("名称が同じ取引先はありません。").waitFor();
  await ciso.refused("GET", `/suppliers/${from.id}`, 404);
  const one = await ciso.get(`/suppliers/${into.id}`);
  assert.deepEqual([one.employees, one.address], [45, "横浜市"]);
  await page.goto(`${server.url}/suppliers/${into.number}`);
  await press(page, "統合を取り消す");
  await page.getByRole("alertdialog").or(page.getByRole("dialog")).getByRole("button", { name: "統合を取り消す", exact: true }).click();
  await page.getByText("取り消し済み").waitFor();
  assert.equal((await ciso.get(`/suppliers/${from.id}`)).name, "㈱みどり運輸");
  const back = await ciso.get(`/suppliers/${into.id}`);
  assert.deepEqual([back.employees, back.address], [30, null]);
});

test("firms of one name that are not one are said so once", async () => {
  const page = await go("/suppliers-and-sites/duplicates");
  await page.getByRole("button", { name: /^別の企業である：.*みどり運輸/ }).click();
  await page.getByText("名称が同じ取引先はありません。").waitFor();
  assert.deepEqual((await ciso.get("/supplier-duplicates")).items, []);
});

test("a contract takes the usual requirements, a plan is filed and approved by somebody else, and its target becomes a service level", async () => {
  const vendor = await ciso.post("/suppliers", { name: "地元ITベンダー株式会社" }, 201);
  const contract = await ciso.post("/contracts", { unit: top, title: "基幹システムの運用委託", supplier: vendor.id, form: "normal" }, 201);
  const page = await go(`/contracts/${contract.number}`);
  await press(page, "標準の要件集を採用");
  await toast(page, "要件を10件採用しました");
  const [point] = (await ciso.get(`/contract-points?filter[contract][eq]=${contract.id}&sort=position`)).items;
  await page.getByRole("link", { name: point.title, exact: true }).click();
  await refused(page, "計画を受け付ける");
  assert.equal((await ciso.get(`/contract-points/${point.id}`)).state, "asked", "without a plan nothing is filed");
  await page.goto(`${server.url}/contract-points/${point.number}/edit`);
  await page.getByRole("textbox", { name: /計画/ }).first().fill("毎月、構成管理表を更新する");
  await press(page, "保存する");
  await press(page, "計画を受け付ける");
  await until("it is filed", async () => (await ciso.get(`/contract-points/${point.id}`)).state === "filed");
  const other = await go(`/contract-points/${point.number}`, colleague);
  await press(other, "計画を承認する");
  await press(other, "目標として合意");
  await press(other, "SLAに引き上げる");
  const dialog = other.getByRole("alertdialog").or(other.getByRole("dialog"));
  await dialog.getByRole("textbox").fill("2年間問題なく運用された");
  await dialog.getByRole("button", { name: "SLAに引き上げる", exact: true }).click();
  const sla = await until("it is a service level", async () => {
    const now = await ciso.get(`/contract-points/${point.id}`);
    return now.state === "sla" ? now : null;
  });
  assert.ok(sla.target_on && sla.sla_on);
  await page.goto(`${server.url}/contracts/${contract.number}`);
  await page.getByRole("row", { name: new RegExp(point.title) }).getByText("SLA", { exact: false }).first().waitFor();
});

test("a demand is not sent before the list on lawful asking is done", async () => {
  const made = await ciso.post("/supplier-asks", { unit: top, title: "端末の暗号化のお願い", asked: "図面を扱うPCを暗号化する" }, 201);
  const page = await go(`/supplier-asks/${made.number}`);
  await refused(page, "確認を終える");
  await page.getByText(/費用の負担者/).first().waitFor();
  assert.equal((await ciso.get(`/supplier-asks/${made.id}`)).state, "draft");
  assert.equal(await page.getByRole("button", { name: "要請済みにする", exact: true }).count(), 0, "what is not looked through is not sent");
  const checks = Object.fromEntries(["cost", "product", "price", "need", "explained", "record"].map((point) => [`check_${point}`, "ok"]));
  await ciso.patch(`/supplier-asks/${made.id}`, { necessity: "図面が漏れると納入先に及ぶ", scope: "図面を扱うPCだけ", cost_bearer: "none", talks: "話し合った", ...checks }, "*");
  await page.reload();
  await press(page, "確認を終える");
  await press(page, "要請済みにする");
  await until("it is sent", async () => (await ciso.get(`/supplier-asks/${made.id}`)).state === "sent");
});
