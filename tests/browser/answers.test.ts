// A buyer's questionnaire from the file as it came to the file filled in: columns chosen on its cells,
// each question seen to, approved by somebody else.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { Book } from "../support/book.ts";
import { visit, type Visitor } from "../support/browser.ts";
import { until } from "../support/environment.ts";
import { colleagueOf, setUp, topUnit } from "../support/people.ts";
import { partOf, questionnaire } from "../support/questionnaire.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server);
const { client: security, person } = await colleagueOf(ciso, "田中", "情報システム部長", ["security"], await topUnit(ciso));
const visitors: Visitor[] = [];
after(async () => {
  for (const visitor of visitors) await visitor.context.close();
});

async function release(question: string, answer: string, detail?: string): Promise<string> {
  const { id } = await security.post("/statements", { question, answer, ...(detail ? { detail } : {}) }, 201);
  assert.equal((await security.call("POST", `/statements/${id}/transitions`, { json: { action: "release" }, etag: "*" })).status, 200);
  return id;
}

test("a buyer's questionnaire is answered from the answers about us and given back as it came", async () => {
  const policy = await release("情報セキュリティ基本方針を定め、従業員に周知しているか", "yes");
  await release("全ての端末にウイルス対策ソフトを導入しているか", "partly", "工場の制御端末を除く");
  const asked = await security.post("/inquiries", { title: "情報セキュリティ調査", asker: "東都物産株式会社", asker_kind: "buyer", received: "2026-11-02", due: "2999-11-30", owner: person }, 201);
  assert.equal((await security.call("POST", `/inquiries/${asked.id}/transitions`, { json: { action: "start" }, etag: "*" })).status, 200);
  const visitor = await visit(server, `/inquiries/${asked.number}`, {}, security);
  visitors.push(visitor);
  const { page } = visitor;
  const path = join(server.database.folder, "調査票.xlsx");
  writeFileSync(path, questionnaire());
  const card = page.locator("section", { has: page.getByRole("heading", { name: "照会元のファイルへの記入", exact: true }) });
  await card.locator("input[type=file]").setInputFiles(path);
  await card.getByText("質問と回答の列がまだ決まっていません").waitFor();
  await card.getByRole("link", { name: "質問と回答を開く", exact: true }).click();
  await page.waitForURL(/\/book$/);

  const choose = async (field: string, option: string | RegExp) => {
    await page.getByRole("button", { name: new RegExp(`${field}$`) }).click();
    await page.getByRole("option", { name: option, exact: true }).click();
  };
  await choose("シート", "調査票");
  await page.getByRole("region", { name: "シートの内容", exact: true }).getByText("情報セキュリティ調査票（2026年度）").waitFor();
  await choose("質問の列", "B");
  await choose("回答の列", "D");
  await choose("備考の列", "E");
  await page.getByRole("textbox", { name: "質問の始まる行" }).fill("5");
  await page.getByRole("textbox", { name: "質問の始まる行" }).blur();
  await visitor.look("questionnaire-columns");
  await page.getByRole("button", { name: "質問を読み取る", exact: true }).click();
  await page.getByText("4問のうち0問を確認しました").waitFor();

  const row = (line: number) => page.getByRole("listitem", { name: `調査票　${line}行目`, exact: true });
  await row(5).getByRole("button", { name: /^この回答で確認/ }).click();
  await row(5).getByText("確認済み", { exact: true }).waitFor();
  await row(6).getByText("工場の制御端末を除く").waitFor();
  await row(6).getByRole("button", { name: /^この回答で確認/ }).click();
  await row(6).getByText("確認済み", { exact: true }).waitFor();
  await row(7).getByRole("button", { name: /^回答する/ }).click();
  const dialog = page.getByRole("dialog", { name: "質問への回答", exact: true });
  await dialog.getByRole("textbox", { name: /記入する回答/ }).fill("はい（週次）");
  await dialog.getByText("この回答を自社の回答集に加える（下書き）").click();
  await visitor.look("questionnaire-answer");
  await dialog.getByRole("button", { name: "この回答で確認", exact: true }).click();
  await row(7).getByText("確認済み", { exact: true }).waitFor();
  await row(8).getByRole("button", { name: /^空欄にする/ }).click();
  await page.getByText("4問のうち4問を確認しました").waitFor();
  await visitor.look("questionnaire-rows");
  await visitor.as({ width: 390 });
  await visitor.look("questionnaire-rows");
  await visitor.as({ width: 1440 });
  await until("the new answer is a draft of ours", async () => (await ciso.get("/statements?filter[state][eq]=draft")).items.some((s: { detail: string | null }) => s.detail === "はい（週次）"));

  assert.equal((await ciso.call("POST", `/inquiries/${asked.id}/transitions`, { json: { action: "approve" }, etag: "*" })).status, 200);
  await page.goto(`${server.url}/inquiries/${asked.number}`);
  const [download] = await Promise.all([page.waitForEvent("download"), card.getByRole("button", { name: "記入済みファイルを取り出す", exact: true }).click()]);
  assert.equal(download.suggestedFilename(), "調査票.xlsx");
  const bytes = readFileSync(await download.path());
  const cells = new Book(bytes).cells(2);
  assert.deepEqual([cells.D5, cells.D6, cells.E6, cells.D7, cells.D8], ["はい", "一部", "工場の制御端末を除く", "はい（週次）", undefined]);
  assert.match(partOf(bytes, "xl/worksheets/sheet2.xml"), /COUNTIF/);

  await page.getByRole("button", { name: "回答済みにする" }).click();
  await until("it is answered", async () => (await ciso.get(`/inquiries/${asked.id}`)).state === "answered");
  await security.patch(`/statements/${policy}`, { answer: "partly", detail: "海外拠点は準備中" }, "*");
  await page.goto(`${server.url}/statements/${policy}`);
  await page.getByText("1件は、今の回答と違う内容を伝えています。").waitFor();
  await visitor.look("statement");
});
