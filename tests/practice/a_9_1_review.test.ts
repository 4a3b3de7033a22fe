// Practice 9-1, second half: company V has asked its 17 suppliers with a cyber risk. Of these 12 give no concern and 5 do;
// for each of the five stands what is planned. Approved by somebody else, told to the management, frozen (figure 2-9.1).
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Json } from "../support/client.ts";
import { ask, comeIn, isLink, supplierCampaign, tokenOf } from "../support/guest.ts";
import { mailSettings, openMailbox } from "../support/mailbox.ts";
import { colleagueOf, setUp, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";
import { newestVersion } from "../support/sheet.ts";

const mailbox = await openMailbox();
const server = await startServer({ env: mailSettings(mailbox) });
const ciso = await setUp(server);
const top = await topUnit(ciso);
const lead = await colleagueOf(ciso, "田中", "情報システム部 主任", ["security"], top);
const president = (await colleagueOf(ciso, "大野", "代表取締役社長", ["executive"], top)).client;
const HAVE = { "1-1": "have", "1-2": "have", "1-3": "have", "1-4": "no", "2-1": "have", "2-2": "have", "2-3": "have", "2-4": "have" };
// What the five lack, and what is planned: figure 2-9.1 lists department, business, main concern and plan.
const FIVE: [missing: string, concern: string, plan: string][] = [
  ["2-4", "事故が起きたときの手順がない", "support"],
  ["1-1", "方針や規程がない", "joint"],
  ["2-2", "侵入を防ぐ機器がない", "contract"],
  ["1-2", "責任者が決まっていない", "replace"],
  ["2-4", "復旧の手順がない", "accept"],
];

async function move(by: typeof ciso, path: string, action: string): Promise<Json> {
  const { status, text, json } = await by.call("POST", `${path}/transitions`, { json: { action }, etag: "*" });
  assert.equal(status, 200, text);
  return json;
}

test("45 suppliers, 17 with a risk, 12 without and 5 with a concern: reviewed, approved, reported and frozen", async (t) => {
  const suppliers: Json[] = [];
  const department = (await ciso.post("/units", { name: "物流部", parent: top, kind: "department" }, 201)).id;
  await ciso.post("/businesses", { name: "商品の配送" }, 201);

  await t.test("the register: 45 firms, of which 17 use the internet for us", async () => {
    for (let i = 0; i < 45; i++) {
      const s = await lead.client.post("/suppliers", { name: `委託先${String(i + 1).padStart(2, "0")}`, contact_name: `担当 ${i}`, contact_email: `security@firm-${i}.example`, contact_language: "ja" }, 201);
      await move(lead.client, `/suppliers/${s.id}`, "activate");
      await lead.client.post("/supplier-engagements", { unit: i < 5 ? department : top, work: "配送の委託", supplier: s.id, internet: i < 17 ? "yes" : "no", stops: ["商品の配送"] }, 201);
      suppliers.push(s);
    }
  });

  const campaign = await supplierCampaign(lead.client, { sheet_version: (await newestVersion(ciso, "kaname-supplier-check")).id });
  await t.test("those with a risk are asked, and answer without an account", async () => {
    assert.deepEqual(await ask(lead.client, campaign, { marked: true }), { asked: 17, invited: 17, there: 0 });
    for (let i = 0; i < 17; i++) {
      const address = `security@firm-${i}.example`;
      const guest = await comeIn(server, mailbox, tokenOf(await mailbox.mailTo(address, isLink)), address);
      const answers: Record<string, string> = { ...HAVE, ...(i < 5 ? { [FIVE[i]![0]]: "none" } : {}) };
      for (const [item, value] of Object.entries(answers)) await guest.put(`/guest/answers/${item}`, { value });
      const { version } = await guest.get("/guest/response");
      assert.equal((await guest.call("POST", "/guest/submit", { etag: `"${version}"` })).status, 200);
    }
  });

  await t.test("each is reviewed from its answers; somebody else approves", async () => {
    for (let i = 0; i < 17; i++) {
      const made = await lead.client.post("/supplier-reviews", { supplier: suppliers[i].id, campaign: campaign.number }, 201);
      assert.equal(made.proposed_grade, i < 5 ? "poor" : "good");
      const five = FIVE[i];
      const accept = five?.[2] === "accept" ? { acceptance_reason: "来年度に内製化する", accepted_until: "2099-03-31" } : {};
      const concluded = five
        ? { grade: "poor", concern: "some", marks: made.proposed_marks, main_concern: five[1], plan: five[2], due: "2099-03-31", owner: lead.person, ...accept }
        : { grade: "good", concern: "none" };
      await lead.client.patch(`/supplier-reviews/${made.id}`, concluded, "*");
      await move(lead.client, `/supplier-reviews/${made.id}`, "submit");
      await lead.client.refused("POST", `/supplier-reviews/${made.id}/transitions`, 403, { json: { action: "approve" }, etag: "*" });
      await move(president, `/supplier-reviews/${made.id}`, "approve");
    }
    const f = await ciso.get("/supplier-figures");
    assert.deepEqual([f.suppliers, f.with_risk, f.without_risk, f.concern_none, f.concern_some], [45, 17, 28, 12, 5]);
    const kpi = await ciso.post("/indicators", { title: "懸念のある取引先", perspective: "process", source: "suppliers_concern", cycle: "quarter", target: 10, amber: 20 }, 201);
    const [figure] = (await ciso.get(`/scorecard?indicator=${kpi.id}`)).items;
    assert.deepEqual([Math.round(figure.value), figure.figure, figure.direction, figure.status, figure.parts.map((p: Json) => [p.key, p.value])], [29, "percent", "lower", "bad", [["concern", 5], ["reviewed", 17]]]);
  });

  await t.test("the report to the management says so, and what was approved stays as it was", async () => {
    const issue = await lead.client.post("/report-issues", { type: "supplier_survey", title: "取引先のサイバーリスクの調査結果", audience: "経営会議" }, 201);
    const html = async (): Promise<string> => (await lead.client.call("GET", `/report-issues/${issue.id}/document?format=html&language=ja`)).text;
    const draft = await html();
    assert.match(draft, /取引先45社のうち、17社（38%）にサイバーリスクがあります/);
    assert.match(draft, /45社の62%/);
    assert.match(draft, /リスクのある17社のうち、12社に懸念はなく、5社に懸念があります/);
    for (const [, concern] of FIVE) assert.ok(draft.includes(concern), concern);
    for (const text of ["物流部", "商品の配送", "対策の支援", "共同での対策", "契約の見直し", "取引先の変更", "リスクの受容"]) assert.ok(draft.includes(text), text);
    for (let i = 0; i < 5; i++) assert.ok(draft.includes(suppliers[i].number));
    assert.ok(!draft.includes(suppliers[5].number));
    await move(president, `/report-issues/${issue.id}`, "approve");
    const frozen = await html();
    const late = await lead.client.post("/suppliers", { name: "後から加わった委託先" }, 201);
    await move(lead.client, `/suppliers/${late.id}`, "activate");
    assert.equal(await html(), frozen);
    for (const kind of ["pdf", "xlsx"]) {
      const { status, headers } = await lead.client.call("GET", `/report-issues/${issue.id}/document?format=${kind}&language=en`);
      assert.equal(status, 200, kind);
      assert.ok(headers);
    }
    const next = await lead.client.post("/report-issues", { type: "supplier_survey", title: "取引先のサイバーリスクの調査結果", audience: "経営会議" }, 201);
    const again = (await lead.client.call("GET", `/report-issues/${next.id}/document?format=html&language=ja`)).text;
    assert.match(again, /取引先46社のうち、17社（37%）/);
  });
});
