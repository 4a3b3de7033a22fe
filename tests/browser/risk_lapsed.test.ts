// A risk that outgrew what was accepted: it waits on the front page with the reason, and its page says what to do.
import assert from "node:assert/strict";
import { test } from "node:test";
import { visit } from "../support/browser.ts";
import { setUp, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server);
const unit = await topUnit(ciso);

test("an acceptance that no longer holds waits with its reason, on the front page and on the risk's own", async () => {
  const system = (await ciso.post("/systems", { unit, name: "業務用PC", kind: "business_pc", importance: "middle" }, 201)).id;
  const threat = (await ciso.post("/threats", { name: "不正な添付ファイル", group: "targeted" }, 201)).id;
  const risk = await ciso.post("/risks", { unit, system, threat, likelihood: 2, acceptance_reason: "端末の更新まで。", accepted_until: "2099-03-31" }, 201);
  for (const action of ["ask", "approve"]) assert.equal((await ciso.call("POST", `/risks/${risk.id}/transitions`, { json: { action }, etag: "*" })).status, 200);
  assert.equal((await ciso.patch(`/risks/${risk.id}`, { likelihood: 3 }, "*")).state, "lapsed");

  const front = await visit(server, "/risk", {}, ciso);
  await front.page.getByRole("link", { name: /業務用PC – 不正な添付ファイル.*リスク値が受容時の2から3に上昇/ }).waitFor();
  await front.look("risk-lapsed-front");
  await front.context.close();

  const record = await visit(server, `/risks/${risk.number}`, {}, ciso);
  await record.page.getByText("リスク値が、受容したときの2から3に上がったため、受容が失効しました。", { exact: false }).waitFor();
  await record.page.getByRole("link", { name: "対策を立てる" }).waitFor();
  await record.look("risk-lapsed");
  await record.context.close();
});

test("a change of the method tells beforehand which acceptances come back, and keeps telling it", async () => {
  const system = (await ciso.post("/systems", { unit, name: "受注サーバ", kind: "server", importance: "middle" }, 201)).id;
  const threat = (await ciso.post("/threats", { name: "脆弱性からの侵入", group: "other" }, 201)).id;
  const risk = await ciso.post("/risks", { unit, system, threat, likelihood: 1, acceptance_reason: "廃止まで。", accepted_until: "2099-03-31" }, 201);
  for (const action of ["ask", "approve"]) assert.equal((await ciso.call("POST", `/risks/${risk.id}/transitions`, { json: { action }, etag: "*" })).status, 200);
  const { document } = await ciso.get("/risk-methods/company-f");
  const name = { ja: "当社の表", en: "Our table" };
  await ciso.post("/risk-methods", { ...document, key: "ours", name, value: { table: [[1, 2, 3], [2, 3, 3], [3, 3, 3]] } }, 201);

  const visitor = await visit(server, "/risk/methods", {}, ciso);
  const { page } = visitor;
  const card = page.locator(".card", { has: page.getByRole("heading", { name: /^当社の表/ }) });
  await card.getByRole("button", { name: "変えると何が動くかを見る", exact: true }).click();
  await card.getByText("受容しているリスクのうち1件は、", { exact: false }).waitFor();
  const row = card.getByRole("row", { name: /受注サーバ – 脆弱性からの侵入/ });
  assert.match(await row.innerText(), /小さい[\s\S]*重大[\s\S]*「受容の見直し要」に戻る（区分が上がった）/);
  await visitor.look("risk-method-preview");
  await card.getByRole("button", { name: "この方法に変える", exact: true }).click();
  const earlier = page.locator(".card", { has: page.getByRole("heading", { name: "これまでの再計算" }) });
  await earlier.getByRole("row", { name: /評価方法を「当社の表」に変更/ }).getByRole("button", { name: "内訳", exact: true }).click();
  await earlier.getByRole("row", { name: /受注サーバ – 脆弱性からの侵入.*「受容の見直し要」に戻る/ }).waitFor();
  await visitor.look("risk-method-moved");

  await page.goto(`${server.url}/risks/${risk.number}`);
  await page.getByText("評価方法が変わり、受容したときより上の区分になったため、受容が失効しました。", { exact: false }).waitFor();
  await page.getByText("受容したときのリスク値（評価方法「", { exact: false }).waitFor();
  await page.getByText("受容したときの評価方法").waitFor();
  await page.locator(".timeline").getByText("三段階の対応表（既定）").waitFor();
  await visitor.look("risk-method-lapsed");
  await visitor.context.close();
});
