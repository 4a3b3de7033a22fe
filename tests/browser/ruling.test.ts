// Decisions in the room of a case: asked of a chosen person where nobody holds the post, gone ahead without, and looked at afterwards.
import assert from "node:assert/strict";
import { test } from "node:test";
import { visit } from "../support/browser.ts";
import { colleagueOf, setUp, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server);
const unit = await topUnit(ciso);
const csirt = await colleagueOf(ciso, "初動", "CSIRT", ["csirt"], unit);
const boss = await colleagueOf(ciso, "社長", "代表取締役", ["executive"], unit);
await ciso.post("/response-decisions/starter", undefined, 201);
const made = await csirt.client.post("/incidents", { unit, title: "販売システムの暗号化", severity: "critical", detected_at: new Date().toISOString() }, 201);

test("the CISO says which posts decide, below the matrix", async () => {
  const v = await visit(server, "/decision-matrix", {}, ciso);
  await v.page.getByRole("heading", { name: "判断する役職", exact: true }).waitFor();
  await v.page.getByRole("button", { name: "変更する", exact: true }).click();
  const dialog = v.page.getByRole("dialog", { name: "判断する役職" });
  await dialog.getByRole("textbox", { name: /^経営者/ }).fill("代表取締役");
  await dialog.getByRole("textbox", { name: /^危機対策本部/ }).fill("危機対策本部長");
  await dialog.getByRole("button", { name: "保存する", exact: true }).click();
  await v.page.getByText("危機対策本部長", { exact: true }).waitFor();
  await v.look("ruling-posts");
  v.quiet();
  await v.context.close();
});

test("a vacant post is said, what cannot wait is gone ahead with, and stays marked until it has been looked at", async () => {
  const v = await visit(server, `/incidents/${made.number}`, {}, csirt.client);
  await v.page.getByRole("button", { name: "判断を依頼", exact: true }).click();
  const dialog = v.page.getByRole("dialog", { name: "判断を依頼" });
  await dialog.getByText("「危機対策本部長」の役職でログインできる人がいません。代わりの人を選んでください。", { exact: true }).waitFor();
  await dialog.getByRole("textbox", { name: /^何をするか、なぜか/ }).fill("販売システムを止める");
  await v.look("ruling-ask");
  await dialog.getByRole("button", { name: "依頼する", exact: true }).click();
  await v.page.getByText("判断待ち", { exact: true }).waitFor();
  await v.page.getByRole("button", { name: "待たずに実施: 1", exact: true }).click();
  const why = v.page.getByRole("alertdialog").or(v.page.getByRole("dialog"));
  await why.getByRole("textbox").fill("暗号化が広がっている");
  await why.getByRole("button", { name: "待たずに実施", exact: true }).click();
  await v.page.getByText("事後の確認待ち", { exact: true }).waitFor();
  await v.page.evaluate(() => scrollTo(0, 0)); // no button half under the bar at the top
  await v.look("ruling-room");

  const home = await visit(server, "/", {}, boss.client);
  const waiting = home.page.getByRole("link", { name: new RegExp(`${made.number}.*事後に確認する`) });
  await waiting.waitFor();
  assert.equal(await home.page.getByText("今やることはありません").count(), 0, "above a card of what waits");
  await home.look("ruling-home");
  await waiting.click();
  await home.page.getByRole("textbox", { name: /^確認の内容/ }).fill("やむを得ない");
  await home.look("ruling-own");
  await home.page.getByRole("button", { name: "妥当だった", exact: true }).click();
  await home.page.getByText("依頼された判断はありません", { exact: true }).waitFor();
  home.quiet();
  await home.context.close();

  await v.page.reload();
  await v.page.getByText("妥当だった", { exact: true }).waitFor();
  assert.equal(await v.page.getByText("事後の確認待ち", { exact: true }).count(), 0);
  v.quiet();
  await v.context.close();
});
