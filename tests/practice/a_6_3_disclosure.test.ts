// Practice 6-3: company O, a biotech start-up, tells investors how it meets the risks they worry about. Worries are
// paired with stances (table 2-6.4), agreed with the management and public relations, and published in a paper for
// investors with two appeal points – without a detail that would help an attacker.
import assert from "node:assert/strict";
import { test } from "node:test";
import { visit } from "../support/browser.ts";
import type { Json } from "../support/client.ts";
import { colleagueOf, setUp, signedInAs, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server, { organisation: "O社" });
const unit = await topUnit(ciso);
const president = await signedInAs(ciso, "executive");
const pr = await colleagueOf(ciso, "広報", "広報室長", ["member"], unit);
const points = async (): Promise<Json[]> => (await ciso.get("/disclosure-points")).items;
const agree = async (point: Json, status: number): Promise<Json> => {
  const answer = await president.call("POST", `/disclosure-points/${point.id}/transitions`, { json: { action: "agree" }, etag: "*" });
  assert.equal(answer.status, status, answer.text);
  return answer.json;
};

test("the worries of investors are gathered and paired with stances, and what stands behind each stays inside", async () => {
  await ciso.post("/disclosure-points/starter", undefined, 201);
  const all = await points();
  assert.equal(all.filter((p) => p.kind === "pair").length, 3);
  assert.equal(all.filter((p) => p.kind === "appeal").length, 2);
  const policy = await ciso.post("/policies", { title: "情報管理規程", level: "rule" }, 201);
  const intrusion = all.find((p) => p.kind === "pair") as Json;
  await ciso.post(`/disclosure-points/${intrusion.id}/links`, { kind: "relates", register: "policies", record: policy.id }, 201);
  await ciso.patch(`/disclosure-points/${intrusion.id}`, { basis: "多要素認証は営業秘密の保管庫だけで有効" }, "*");
});

test("details that give attackers a hint do not get through, and public relations and the management agree", async () => {
  for (const point of await points()) await ciso.patch(`/disclosure-points/${point.id}`, { publish_worry: point.kind === "pair", publish_stance: true, pr_person: pr.person, pr_agreed_on: "2026-11-10" }, "*");
  const [appeal] = (await points()).filter((p) => p.kind === "appeal") as [Json];
  await ciso.patch(`/disclosure-points/${appeal.id}`, { stance: "営業秘密へのアクセスにはFortiOS 7.4の多要素認証を求めています。", pr_agreed_on: "2026-11-11" }, "*");
  assert.equal((await agree(appeal, 422)).errors[0].pointer, "/stance");
  const look = await visit(server, `/disclosure-points/${appeal.number}`, {}, ciso);
  await look.page.getByRole("button", { name: "理由を記録する" }).waitFor();
  await look.page.getByText("FortiOS 7.4", { exact: true }).waitFor();
  for (const view of [{ width: 1440, theme: "light" }, { width: 390, theme: "dark" }] as const) {
    await look.as(view);
    await look.accessible();
    await look.shot("practice-6-3-warning");
  }
  await look.context.close();
  await ciso.patch(`/disclosure-points/${appeal.id}`, { stance: "営業秘密へのアクセスには多要素認証を求めています。", pr_agreed_on: "2026-11-12" }, "*");
  for (const point of await points()) await agree(point, 200);
});

test("the paper for investors is approved by the president and its publication recorded", async () => {
  const issue = await ciso.post("/report-issues", { type: "disclosure_statement", title: "サイバーセキュリティリスクへの対応", title_en: "How we meet cyber risks", audience: "投資家" }, 201);
  const approval = await president.call("POST", `/report-issues/${issue.id}/approval`, { json: {}, etag: "*" });
  assert.equal(approval.status, 200, approval.text);
  const doc = await ciso.get(`/report-issues/${issue.id}/document`);
  assert.deepEqual(doc.sections.map((s: Json) => s.blocks.length), [1, 1, 2]);
  assert.equal(doc.sections[1].blocks[0].rows.length, 3);
  assert.ok(!JSON.stringify(doc).includes("保管庫") && !JSON.stringify(doc).includes("情報管理規程"));
  await ciso.post("/disclosure-publications", { issue: issue.id, place: "investor_meeting", published_on: "2026-11-20", link: "https://example.com/ir/2026" }, 201);
  assert.ok((await points()).every((p) => p.state === "published"));
  const look = await visit(server, "/disclosure", {}, ciso);
  await look.page.getByText("投資家向け説明会の資料").first().waitFor();
  for (const view of [{ width: 1440, theme: "light" }, { width: 390, theme: "dark" }] as const) {
    await look.as(view);
    await look.accessible();
    await look.shot("practice-6-3");
  }
  await look.context.close();
});
