// Practice 1-3, as a maker of precision equipment does it: what each site abroad has to keep is asked by a check list
// of its own, the site checks itself, the head office audits what it says and has it corrected. Of the source: 12 sites
// in 6 countries, the two examples of items (kept in the named place, deleted when expired), table 2-1.3.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Client, Json } from "../support/client.ts";
import { setUp, signedInAs, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";
import { put, step } from "../support/sheet.ts";

const server = await startServer();
const ciso = await setUp(server, { organisation: "C精機株式会社" });
const auditor = await signedInAs(ciso, "auditor");
const top = await topUnit(ciso);
const COUNTRIES = ["US", "DE", "FR", "TH", "VN", "ID"];
const LANGUAGES: Record<string, string> = { US: "en", DE: "de", FR: "fr", TH: "th", VN: "vi", ID: "id" };
const laws: Record<string, string> = {};
const sites: Json[] = [];
const managers = new Map<string, Client>();

async function transition(client: Client, path: string, action: string, more: object = {}): Promise<Json> {
  const answer = await client.call("POST", `${path}/transitions`, { json: { action, ...more }, etag: "*" });
  assert.equal(answer.status, 200, answer.text);
  return answer.json;
}

test("who does what, while lists are made and while they are run, stands in a table", async () => {
  assert.equal((await ciso.post("/site-duties/starter", undefined, 201)).made, 5);
  const duties = (await ciso.get("/site-duties")).items;
  const places = duties.map((d: Json) => `${d.party} ${d.phase}`).sort();
  // The outside firm has nothing to do while the lists are run.
  assert.deepEqual(places, ["head_office making", "head_office running", "outside making", "site making", "site running"]);
});

test("12 sites in 6 countries are sorted: left to themselves, or in need of a list of ours", async () => {
  for (const country of COUNTRIES) {
    laws[country] = (await ciso.post("/obligations", { unit: top, title: `個人情報保護法（${country}）`, kind: "law", country }, 201)).id;
    for (const no of [1, 2]) {
      const unit = (await ciso.post("/units", { name: `${country} 工場${no}`, parent: top, kind: "overseas_site" }, 201)).id;
      const sorting = no === 1 ? "list" : "itself";
      const reason = no === 1 ? "現地に任せるのが難しい。" : "現地の法務部門が対応している。";
      const advice = "個人情報保護の専門事業者が、法令と保管場所の問題を洗い出した。";
      const site = await ciso.post("/sites", { unit, name: `${country} 工場${no}`, country, language: LANGUAGES[country], sorting, sorting_reason: reason, advice, cloud_country: "SG" }, 201);
      await ciso.post(`/sites/${site.id}/links`, { kind: "relates", register: "obligations", record: laws[country] }, 201);
      sites.push(site);
    }
  }
  assert.equal((await ciso.get("/sites?limit=500")).total, 12);
  assert.equal((await ciso.get("/sites?filter[sorting][eq]=list")).total, 6);
});

test("each list asks what all are asked and what the law of the country asks, in the site's language", async () => {
  await ciso.post("/site-check-items/starter", undefined, 201);
  const common = (await ciso.get("/site-check-items?sort=number")).items;
  assert.match(common[0].text, /決められた場所/);
  assert.match(common[1].text, /保管期間/);
  await ciso.post("/site-check-texts", { item: common[0].id, language: "de", text: "Werden personenbezogene Daten nur am festgelegten Ort gespeichert?" }, 201);
  for (const country of COUNTRIES) await ciso.post("/site-check-items", { text: `${country}: current notice given?`, language: "en", law: laws[country] }, 201);
  for (const site of sites.filter((s) => s.sorting === "list")) {
    const list = await ciso.post("/site-check-lists", { unit: site.unit.id, site: site.id }, 201);
    assert.equal(list.items, common.length + 1);
    site.list = `/site-check-lists/${list.id}`;
  }
  const german = sites.find((s) => s.country === "DE" && s.sorting === "list");
  const sheet = (await ciso.get("/sheets?limit=500")).items.find((s: Json) => s.key === `site-${german.number.toLowerCase()}`);
  const document = await ciso.get(`/sheet-versions/${sheet.newest.id}/document`);
  assert.equal(document.languages[0], "de");
  assert.match(document.items[0].text.de, /^Werden personenbezogene Daten/);
});

test("the site checks itself by the list that it has agreed to", async () => {
  for (const site of sites.filter((s) => s.list)) {
    const manager = await signedInAs(ciso, "manager", site.unit.id);
    managers.set(site.id, manager);
    await ciso.patch(site.list, { period: "FY2026", answer_by: "2027-09-30", every_months: 6 }, "*");
    await transition(ciso, site.list, "ask");
    await transition(manager, site.list, "agree");
    site.campaign = (await transition(ciso, site.list, "send")).campaign;
    const [response] = (await manager.get("/responses")).items;
    const document = await manager.get(`/sheet-versions/${response.sheet_version.id}/document`);
    for (const item of document.items) await put(manager, response.id, item.key, { value: "yes" });
    await step(manager, response.id, "submit");
  }
});

test("the head office audits the answers, and what differs is corrected and looked at again", async () => {
  const site = sites.find((s) => s.list);
  const manager = managers.get(site.id)!;
  const audit = await auditor.post("/site-audits", { unit: site.unit.id, site: site.id, campaign: site.campaign, way: "sample", size: 2, seed: 2026 }, 201);
  const [first, second] = (await auditor.get(`/site-audit-answers?filter[audit][eq]=${audit.id}`)).items;
  await auditor.patch(`/site-audit-answers/${first.id}`, { evidence_seen: "サポート部門の共有フォルダ", note: "お客様の情報が残っていた。", due: "2027-10-31" }, "*");
  const { finding } = await transition(auditor, `/site-audit-answers/${first.id}`, "differ");
  await auditor.patch(`/site-audit-answers/${second.id}`, { evidence_seen: "削除の記録" }, "*");
  await transition(auditor, `/site-audit-answers/${second.id}`, "agree");
  await transition(auditor, `/site-audits/${audit.id}`, "finish");
  assert.equal((await manager.get("/sites/overview")).items[0].open, 1);
  await ciso.patch(`/audit-findings/${finding}`, { correction: "移して、元を消した。" }, "*");
  await transition(ciso, `/audit-findings/${finding}`, "correct");
  await manager.refused("POST", `/audit-findings/${finding}/transitions`, 403, { json: { action: "verify" }, etag: "*" });
  await transition(auditor, `/audit-findings/${finding}`, "verify");
  assert.equal((await manager.get("/sites/overview")).items[0].open, 0);
});
