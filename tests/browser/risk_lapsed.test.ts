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
