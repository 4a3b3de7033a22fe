// A request to us from its list to the asker's sheet, the approval, what was told, and a measure.
import assert from "node:assert/strict";
import { test } from "node:test";
import { visit } from "../support/browser.ts";
import { until } from "../support/environment.ts";
import { colleagueOf, setUp, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server);
const { client: security, person } = await colleagueOf(ciso, "田中", "情報システム部長", ["security"], await topUnit(ciso));

test("a buyer's questionnaire is answered with a sheet, approved, told, and its finding becomes a measure", async () => {
  const asked = await security.post("/inquiries", { title: "対策状況の調査", asker: "東都物産株式会社", asker_kind: "buyer", received: "2026-11-02", due: "2999-11-30", owner: person, sheet_key: "kaname-star3" }, 201);
  const visitor = await visit(server, "/", {}, security);
  const { page } = visitor;
  await page.getByRole("link", { name: /東都物産株式会社 対策状況の調査/ }).click();
  await page.getByRole("button", { name: "着手" }).click();
  await visitor.settled();
  await visitor.look("inquiry");
  await visitor.as({ width: 390 });
  await visitor.look("inquiry");
  await visitor.as({ width: 1440 });
  await page.getByRole("button", { name: "このシートに回答する" }).click();
  await page.waitForURL(/\/responses\//);
  assert.equal((await ciso.get("/campaigns")).items[0].for_request, true);
  await page.goto(`${server.url}/inquiries/${asked.number}`);
  await page.getByRole("heading", { name: "照会元のシートへの回答" }).waitFor();
  await page.getByRole("link", { name: "株式会社かなめ商店" }).first().waitFor();

  await security.patch(`/inquiries/${asked.id}`, { told: "調査票に記入して回答する。" }, "*");
  assert.equal((await ciso.call("POST", `/inquiries/${asked.id}/transitions`, { json: { action: "approve" }, etag: "*" })).status, 200);
  await page.reload();
  await page.getByRole("button", { name: "回答済みにする" }).click();
  const told = await until("it is answered", async () => {
    const now = await ciso.get(`/inquiries/${asked.id}`);
    return now.state === "answered" ? now : null;
  });
  assert.equal(told.told_to, "東都物産株式会社");

  await page.getByRole("button", { name: "指摘を対策にする" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: /対策名|件名/ }).fill("復旧訓練の記録を残す");
  await visitor.look("inquiry-finding");
  await dialog.getByRole("button", { name: /登録|保存/ }).click();
  await page.getByRole("link", { name: /復旧訓練の記録を残す/ }).waitFor();
  const [measure] = (await ciso.get("/measures")).items;
  assert.match(measure.cause, new RegExp(`東都物産株式会社からの指摘（${asked.number}）`));
  await visitor.look("inquiry-answered");
});
