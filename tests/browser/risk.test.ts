// Risks as people handle them: the matrix by keys and from Excel, looked at, taken and undone; the heat map and the list
// behind a cell; why a risk is worth what it is; asking for its acceptance.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { visit, type Visitor } from "../support/browser.ts";
import type { Json } from "../support/client.ts";
import { setUp, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server);
const unit = await topUnit(ciso);

const systems: Json[] = [];
for (const [name, kind, importance] of [["ECサイト", "ec_site", "high"], ["業務用PC", "business_pc", "middle"]])
  systems.push(await ciso.post("/systems", { unit, name, kind, importance }, 201));
const threats: Json[] = [];
for (const [name, group] of [["不正な添付ファイル", "targeted"], ["大量通信による妨害", "ddos"]]) threats.push(await ciso.post("/threats", { name, group }, 201));

const visitors: Visitor[] = [];
after(async () => {
  for (const visitor of visitors) await visitor.context.close();
});

async function open(path: string, width = 1440): Promise<Visitor> {
  const visitor = await visit(server, path, { width }, ciso);
  visitors.push(visitor);
  return visitor;
}

const risks = async (): Promise<Json[]> => (await ciso.get("/risks")).items;
// Columns: DDoS, then the attachment; lines: the site, then the PCs.
const cell = (row: number, column: number): string => `[data-place="${row}.${column}"]`;

test("without risks the front page says what comes first", async () => {
  const visitor = await open("/risk");
  await visitor.page.getByRole("heading", { name: "マトリクスで評価する" }).waitFor();
  await visitor.look("risk-first");
});

test("cells are rated by keys, undone, looked at, taken, and taken back", async () => {
  const visitor = await open("/risk/matrix");
  const { page } = visitor;
  await page.locator(cell(0, 0)).click();
  await page.keyboard.press("3");
  await page.locator(cell(0, 0)).getByText("高×高").waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("2");
  await page.locator(cell(1, 1)).getByText("中×中").waitFor();
  await page.keyboard.press("1");
  await page.keyboard.press("Control+z");
  await page.locator(cell(1, 1)).getByText("中×中").waitFor();
  await page.getByText("2か所を変更").waitFor();
  await visitor.look("risk-matrix-edited");
  await page.getByRole("button", { name: "変更を確認する" }).click();
  await page.getByRole("button", { name: "2件を取り込む" }).click();
  await page.getByText("取り込みが完了しました").waitFor();
  assert.deepEqual((await risks()).map((r) => [r.name, r.value]), [["ECサイト – 大量通信による妨害", 3], ["業務用PC – 不正な添付ファイル", 2]]);
  await page.getByRole("button", { name: "取り込みを取り消す" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "取り込みを取り消す" }).click();
  await page.getByText("取り込みを取り消しました（2件）").waitFor();
  assert.equal((await risks()).length, 0);
  visitor.quiet();
});

// As Excel puts it on the clipboard.
async function paste(visitor: Visitor, text: string): Promise<void> {
  await visitor.page.evaluate((table) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", table);
    document.activeElement?.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, text);
}

test("a range of Excel is placed by its names; what is no step is told", async () => {
  const visitor = await open("/risk/matrix");
  const { page } = visitor;
  await page.locator(cell(0, 0)).click();
  await paste(visitor, "\t不正な添付ファイル\t大量通信による妨害\r\n業務用PC\t高\tたぶん高い\r\nECサイト\t\t中\r\n旧基幹システム\t高\t高\r\n");
  await page.locator(cell(0, 0)).getByText("中×高").waitFor();
  await page.locator(cell(1, 1)).getByText("高×中").waitFor();
  await page.getByText("1個のセルは段階として読み取れません：たぶん高い").waitFor();
  await page.getByText("その行や列は入力していません：旧基幹システム").waitFor();
  await page.getByRole("button", { name: "変更を確認する" }).click();
  await page.getByRole("button", { name: "2件を取り込む" }).waitFor();
  assert.equal(await page.getByText("列の対応づけ").count(), 0, "nobody has to match what the page itself has made");
  await page.getByRole("button", { name: "2件を取り込む" }).click();
  await page.getByText("取り込みが完了しました").waitFor();
  visitor.quiet();
});

test("leaving with unsaved ratings asks first", async () => {
  const { page } = await open("/risk/matrix");
  await page.locator(cell(0, 1)).click();
  await page.keyboard.press("1");
  await page.getByRole("link", { name: "概況" }).click();
  await page.getByRole("dialog").waitFor();
});

test("the front page shows where risks stand; a cell of the map leads to its risks", async () => {
  const visitor = await open("/risk");
  const { page } = visitor;
  await page.getByRole("table", { name: "値の高いリスク 上位10件" }).getByText("ECサイト – 大量通信による妨害").waitFor();
  await visitor.look("risk-front");
  await page.getByRole("row", { name: /^高/ }).getByRole("link", { name: "1", exact: true }).first().click();
  await page.waitForURL(/\/risks\?/);
  await page.getByRole("link", { name: "業務用PC – 不正な添付ファイル" }).waitFor();
  assert.equal(await page.getByRole("link", { name: "ECサイト – 大量通信による妨害" }).count(), 0);
  visitor.quiet();
});

test("a risk tells why it is worth what it is, and is asked to be accepted with a reason and an end", async () => {
  const [risk] = (await ciso.get(`/risks?filter[system][eq]=${systems[1].id}`)).items;
  const visitor = await open(`/risks/${risk.number}`);
  const { page } = visitor;
  await page.getByText("「中」（台帳の重要度から）").waitFor();
  await page.getByText("被害発生可能性「高」×重要度「中」→ 3", { exact: false }).waitFor();
  await visitor.look("risk-record");
  await page.getByRole("button", { name: "受容を申請する" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: /受容の理由/ }).fill("端末の更新まで半年のため。");
  await visitor.accessible();
  await dialog.getByRole("button").last().click();
  await dialog.waitFor({ state: "detached" });
  const now = await ciso.get(`/risks/${risk.id}`);
  assert.deepEqual([now.state, now.acceptance_reason], ["asked", "端末の更新まで半年のため。"]);
  await page.goto("/risk");
  await page.getByText("受容の可否を決める", { exact: false }).waitFor();
  visitor.quiet();
});

test("a serious risk without a treatment waits; its measure is written from its page and linked", async () => {
  const [risk] = (await ciso.get(`/risks?filter[system][eq]=${systems[0].id}`)).items;
  const visitor = await open("/risk");
  const { page } = visitor;
  await page.getByRole("link", { name: new RegExp(`${risk.name}.*対応方針を決める`) }).click();
  await page.getByRole("link", { name: "対策を立てる" }).click();
  await page.getByText(`リスク「${risk.name}」に関連付けて登録します。`).waitFor();
  await visitor.accessible();
  await page.getByRole("button", { name: "登録する" }).click();
  await page.waitForURL(/\/measures\/M-/);
  const [link] = (await ciso.get(`/risks/${risk.number}/links`)).items;
  assert.deepEqual([link.register, link.record.title], ["measures", `${risk.name}への対策`]);
  // Decided is not begun: it waits until somebody does.
  await ciso.patch(`/risks/${risk.id}`, { treatment: "reduce" }, "*");
  await page.goto("/risk");
  await page.getByRole("link", { name: new RegExp(`${risk.name}.*対策に着手する`) }).waitFor();
  visitor.quiet();
});

test("by unit, by system and by kind of attack", async () => {
  const visitor = await open("/risk/ranking?tab=systems");
  const { page } = visitor;
  await page.getByRole("table", { name: "システム" }).getByText("業務用PC").waitFor();
  await visitor.look("risk-systems");
  await page.getByRole("tab", { name: "攻撃の分類別" }).click();
  await page.getByText("標的型攻撃").waitFor();
  await visitor.look("risk-groups");
});

test("on a phone the matrix is a list by system, with the values that stand in the grid", async () => {
  const [risk] = (await ciso.get(`/risks?filter[system][eq]=${systems[0].id}`)).items;
  await ciso.patch(`/risks/${risk.id}`, { residual_likelihood: 1 }, "*");
  const visitor = await open("/risk/matrix", 390);
  await visitor.page.getByRole("link", { name: /大量通信による妨害\s*3/ }).waitFor();
  await visitor.look("risk-matrix-phone");
});

test("another method is looked at before it is chosen; a wrong file is told by place", async () => {
  const visitor = await open("/risk/methods");
  const { page } = visitor;
  const card = page.locator("section.card", { hasText: "中小企業ガイドライン方式" });
  await card.getByRole("button", { name: "段階と表を見る" }).click();
  await card.getByRole("region", { name: "リスク値の表" }).waitFor();
  await card.getByRole("button", { name: "変えると何が動くかを見る" }).click();
  await card.getByText("2件のうち", { exact: false }).waitFor();
  await visitor.look("risk-methods");
  await card.getByRole("button", { name: "この方法に変える" }).click();
  await card.getByText("使用中").waitFor();
  assert.equal((await ciso.get("/risk-methods/now")).key, "sme-guideline");
  await page.getByRole("table", { name: "これまでの再計算" }).getByText(/評価方法を「中小企業ガイドライン方式.*」に変更/).waitFor();
  await page.locator("input[type=file]").setInputFiles({ name: "m.json", mimeType: "application/json", buffer: Buffer.from('{"format":"kaname-risk-method/1"}') });
  await page.getByText("/bands").waitFor();
  await visitor.accessible();
  await visitor.shot("risk-methods-wrong");
});

test("lists and filters call bands as the method in force does, and offer no others", async () => {
  const { page } = await open("/risks");
  const [worst] = (await ciso.get("/risks?sort=-value_now")).items;
  const name: string = { calm: "低", watch: "中", alarm: "高" }[worst.band as "calm" | "watch" | "alarm"];
  await page.getByRole("row", { name: new RegExp(worst.number) }).getByText(name, { exact: true }).waitFor();
  await page.getByRole("search").getByRole("button", { name: /区分/ }).click();
  await page.getByRole("option", { name: "高", exact: true }).waitFor();
  assert.deepEqual(await page.getByRole("option").allInnerTexts(), ["すべて", "低", "中", "高"]);
});

test("the register is kept by a button; what moves afterwards stands on the page with its reason", async () => {
  const visitor = await open("/risk/movement");
  const { page } = visitor;
  await page.getByText("記録した時点がまだありません").waitFor();
  const pc = await ciso.post("/risks", { unit, name: "倉庫の端末", threat: threats[0]?.id, system: systems[1]?.id, likelihood: 1, importance: 2 }, 201);
  await page.getByRole("button", { name: "現在の状態を記録する" }).click();
  await page.getByText("件のリスクを記録しました").waitFor();
  await page.getByText("該当するリスクはありません").waitFor();
  await ciso.patch(`/risks/${pc.id}`, { likelihood: 3 }, "*");
  await page.reload();
  const row = page.getByRole("row", { name: /倉庫の端末/ });
  await row.getByText("被害発生可能性の見直し").waitFor();
  await visitor.look("risk-movement");
  await page.getByRole("radio", { name: "下がった 0件" }).click();
  await page.getByText("該当するリスクはありません").waitFor();
  await page.goto(`${server.url}/risk`);
  await page.getByRole("link", { name: "上がった 1件" }).click();
  await row.getByRole("link").click();
  await page.waitForURL(new RegExp(`/risks/${pc.number}`));
});
