// Telling others from the room of a case: what is marked, a notice begun from a template, recipients, the refusal that names the place, and
// the page after it was sent in a drill.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { visit, type Visitor } from "../support/browser.ts";
import type { Json } from "../support/client.ts";
import { type Colleague, colleagueOf, setUp, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
let csirt: Colleague;
let made: Json;
let visitor: Visitor;

before(async () => {
  const ciso = await setUp(server);
  const unit = await topUnit(ciso);
  csirt = await colleagueOf(ciso, "初動", "CSIRT", ["csirt"], unit);
  await ciso.post("/telling-templates/starter", undefined, 201);
  made = await csirt.client.post("/incidents", { unit, title: "訓練：予約サイトの停止", severity: "high", detected_at: new Date(Date.now() - 3_600_000).toISOString(), drill: true }, 201);
});
after(async () => visitor.context.close());

test("a piece of information is marked, and a text is tried against it", async () => {
  visitor = await visit(server, `/incidents/${made.number}`, {}, csirt.client);
  const { page } = visitor;
  await page.getByRole("button", { name: "情報を追加", exact: true }).click();
  const add = page.getByRole("dialog", { name: "情報を追加" });
  await add.getByRole("textbox", { name: /^情報の名称/ }).fill("通信先");
  await add.getByRole("textbox", { name: /^内容/ }).fill("c2.example.com");
  await add.getByRole("button", { name: "保存する", exact: true }).click();
  await page.getByText("情報1を保存しました").waitFor();
  await page.getByRole("button", { name: "文を確かめる", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "文を確かめる" });
  await dialog.getByRole("textbox", { name: /^社外に出す文/ }).fill("通信先は C2[.]example[.]com");
  await dialog.getByRole("button", { name: "確かめる", exact: true }).click();
  await dialog.getByText(/この文のTLPの区分では出せません/).waitFor();
  await visitor.look("marking-try");
  await dialog.getByText("閉じる", { exact: true }).click();
  assert.deepEqual((await csirt.client.get(`/incidents/${made.id}/pieces`)).items.map((p: Json) => p.tlp), ["amber"]);
});

test("a notice is begun from a template, refused for what it holds, put right, and in a drill only marked", async () => {
  const { page } = visitor;
  await page.getByRole("button", { name: "連絡文をつくる", exact: true }).click();
  const form = page.getByRole("dialog", { name: "連絡文をつくる" });
  await form.getByRole("button", { name: /ひな形/ }).click();
  await page.getByRole("option", { name: /^第一報/ }).click();
  const body = form.getByRole("textbox", { name: /^本文/ });
  assert.match(await body.inputValue(), /原因：不明/);
  await form.getByRole("button", { name: "保存する", exact: true }).click();
  await page.getByText("相手先はまだありません。").waitFor();
  await page.getByRole("button", { name: "相手先を追加", exact: true }).click();
  const to = page.getByRole("dialog", { name: "相手先を追加" });
  await to.getByRole("button", { name: /追加する相手/ }).click();
  await page.getByRole("option", { name: "直接入力", exact: true }).click();
  await to.getByRole("textbox", { name: /^相手先の名称/ }).fill("見本ホテル");
  await to.getByRole("textbox", { name: /^メールアドレス/ }).fill("desk@hotel.example");
  await to.getByRole("textbox", { name: /^影響の見通し/ }).fill("c2.example.com への照会が遅れます");
  await to.getByRole("button", { name: "相手先を追加", exact: true }).click();
  await page.getByText("1件の相手先を追加しました").waitFor();
  await csirt.client.put(`/incidents/${made.id}/pieces/1`, { title: "通信先", value: "c2.example.com", tlp: "red" }, "*");
  await page.getByRole("button", { name: "送る", exact: true }).click();
  await page.getByRole("alertdialog").or(page.getByRole("dialog")).getByRole("button", { name: "送る", exact: true }).click();
  await page.getByText(/見本ホテル 影響の見通し: /).waitFor();
  visitor.complaints.length = 0; // Chromium says that the text was refused
  await visitor.look("telling-refused");
  await page.getByRole("button", { name: "変更: 見本ホテル", exact: true }).click();
  const edit = page.getByRole("dialog", { name: "見本ホテル" });
  await edit.getByRole("textbox", { name: /^影響の見通し/ }).fill("宿泊の照会が遅れます");
  await edit.getByRole("button", { name: "保存する", exact: true }).click();
  await page.getByText("宿泊の照会が遅れます").waitFor();
  await page.getByRole("button", { name: "送る", exact: true }).click();
  await page.getByRole("alertdialog").or(page.getByRole("dialog")).getByRole("button", { name: "送る", exact: true }).click();
  await page.getByText("演習：1件に送るはずだったと記録しました").waitFor();
  await page.getByRole("button", { name: "送った文: 見本ホテル", exact: true }).click();
  await page.getByRole("dialog", { name: "見本ホテル" }).getByText(/見本ホテル 御中/).waitFor();
  await visitor.look("telling-sent");
  visitor.quiet();
  const told = (await csirt.client.get(`/incidents/${made.id}/tellings/1`)).to[0];
  assert.deepEqual([told.by_mail, told.name], [false, "見本ホテル"]);
});

test("who has not been told or has not confirmed stands on the first page, and reminders are set", async () => {
  const { unit } = await csirt.client.get(`/incidents/${made.id}`);
  const real = await csirt.client.post("/incidents", { unit: unit.id ?? unit, title: "予約サイトの停止", severity: "high", detected_at: new Date(Date.now() - 3_600_000).toISOString() }, 201);
  await csirt.client.post(`/incidents/${real.id}/tellings`, { audience: "close", tlp: "amber", lang: "ja", subject: "応答の遅れ", body: "原因は不明です。" }, 201);
  await csirt.client.post(`/incidents/${real.id}/tellings/1/recipients`, { name: "見本旅館" }, 201);
  await csirt.client.call("POST", `/incidents/${real.id}/tellings/1/sending`, { etag: "*" });
  const { page } = visitor;
  await page.goto(`${server.url}/`);
  await page.getByText("受領の確認を待っている社外への連絡").waitFor();
  await page.getByRole("link", { name: new RegExp(`${real.number} 応答の遅れ`) }).waitFor();
  await visitor.look("telling-home");
  await page.getByRole("link", { name: new RegExp(`${real.number} 応答の遅れ`) }).click();
  await page.getByText("まだ誰にも知らせていません").first().waitFor();
  await visitor.look("telling-nobody");
  await page.goto(`${server.url}/telling-templates/settings`);
  await page.getByRole("textbox", { name: /^再連絡の回数/ }).waitFor();
  await visitor.look("telling-settings");
  visitor.quiet();
});
