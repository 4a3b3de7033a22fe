// Evidence in the room of a case: recorded, its file stored, handed on, and its chain read.
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
  made = await csirt.client.post("/incidents", { unit, title: "名簿の持ち出し", severity: "high", detected_at: new Date(Date.now() - 3_600_000).toISOString() }, 201);
});
after(async () => visitor.context.close());

test("a piece is recorded with its file, handed on, and its chain tells it", async () => {
  visitor = await visit(server, `/incidents/${made.number}`, {}, csirt.client);
  const { page } = visitor;
  await page.getByRole("button", { name: "証拠を追加", exact: true }).click();
  const add = page.getByRole("dialog", { name: "証拠を追加" });
  await add.getByRole("textbox", { name: /^名称/ }).fill("送信済みメール");
  await add.getByRole("textbox", { name: /^採取元/ }).fill("営業部 端末12");
  await add.getByRole("textbox", { name: /^保管者/ }).fill("初動 太郎");
  await add.getByRole("textbox", { name: /^保管場所/ }).fill("本社 金庫A");
  await add.getByRole("button", { name: "登録する", exact: true }).click();
  await page.getByText("証拠1を登録しました").waitFor();
  await page.getByText("初動 太郎（本社 金庫A）").waitFor();
  const chosen = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "ファイルを保管", exact: true }).click();
  await (await chosen).setFiles({ name: "mail.eml", mimeType: "message/rfc822", buffer: Buffer.from("Subject: x\r\n\r\n") });
  const fetching = page.waitForEvent("download");
  await page.getByRole("button", { name: "mail.eml を取り出す", exact: true }).click();
  assert.equal((await fetching).suggestedFilename(), "mail.eml");
  await page.getByRole("button", { name: "記録する：送信済みメール", exact: true }).click();
  const event = page.getByRole("dialog", { name: "記録する" });
  await event.getByRole("textbox", { name: /^保管者/ }).fill("見本フォレンジック 山田");
  await event.getByRole("button", { name: "記録する", exact: true }).click();
  await page.getByText("見本フォレンジック 山田（本社 金庫A）").waitFor();
  const piece = await csirt.client.get(`/incidents/${made.id}/evidence/1`);
  assert.deepEqual(piece.events.map((e: Json) => e.kind), ["taken", "filed", "viewed", "handed"]);
  await visitor.look("custody-room");
  await page.getByRole("button", { name: "保管・引き渡しの記録：送信済みメール", exact: true }).click();
  await page.getByRole("dialog", { name: /保管・引き渡しの記録/ }).getByText("引き渡し", { exact: true }).waitFor();
  await visitor.look("custody-chain");
  await page.getByRole("dialog", { name: /保管・引き渡しの記録/ }).getByText("閉じる", { exact: true }).click();
  const exporting = page.waitForEvent("download");
  await page.getByRole("button", { name: "まとめて書き出す", exact: true }).click();
  assert.equal((await exporting).suggestedFilename(), `${made.number}-evidence.tar`);
  visitor.quiet();
});
