// Sites and their check lists: made from items by law, commented on by the site, asked by a campaign.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Client, Json } from "../support/client.ts";
import { setUp, signedInAs, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";
import { newestVersion } from "../support/sheet.ts";

const server = await startServer();
const ciso = await setUp(server);
const top = await topUnit(ciso);
const unitOf = async (name: string): Promise<string> => (await ciso.post("/units", { name, parent: top, kind: "overseas_site" }, 201)).id;
const bangkok = await unitOf("バンコク工場");
const lyon = await unitOf("リヨン工場");
const officer = await signedInAs(ciso, "manager", bangkok);
const other = await signedInAs(ciso, "manager", lyon);

async function transition(client: Client, path: string, action: string, more: object = {}): Promise<Json> {
  const answer = await client.call("POST", `${path}/transitions`, { json: { action, ...more }, etag: "*" });
  assert.equal(answer.status, 200, answer.text);
  return answer.json;
}

let site: Json;
let pdpa: Json;
let list: Json;

test("a site is one unit's, and whoever sorts it says why", async () => {
  const body = { unit: bangkok, name: "バンコク工場", country: "TH", language: "th", second_language: "en", staff: 420 };
  await ciso.refused("POST", "/sites", 422, { json: { ...body, sorting: "list" }, pointer: "/sorting_reason" });
  site = await ciso.post("/sites", { ...body, sorting: "list", sorting_reason: "個人情報の管理を任せられる人がいない。" }, 201);
  assert.match(site.number, /^ST-/);
  assert.match(site.sorted_on, /^\d{4}-\d\d-\d\d$/);
  await ciso.refused("PATCH", `/sites/${site.id}`, 422, { json: { security_state: "weak" }, etag: "*", pointer: "/state_note" });
});

test("a site is seen by its own manager, and not by that of another one", async () => {
  assert.equal((await officer.get("/sites")).items.length, 1);
  assert.equal((await other.get("/sites")).items.length, 0);
  await other.refused("GET", `/sites/${site.id}`, 404);
  await officer.refused("PATCH", `/sites/${site.id}`, 403, { json: { security_state: "good", state_note: "x" }, etag: "*" });
});

test("the examples come once, in the languages the program speaks", async () => {
  await officer.refused("POST", "/site-check-items/starter", 403);
  const local = await signedInAs(ciso, "security", bangkok);
  await local.refused("POST", "/site-check-items/starter", 403);
  assert.equal((await ciso.post("/site-check-items/starter", undefined, 201)).made, 6);
  assert.equal((await ciso.post("/site-check-items/starter", undefined, 201)).made, 0);
  const texts = await ciso.get("/site-check-texts");
  assert.equal(texts.items.length, 6);
  assert.ok(texts.items.every((t: Json) => t.language === "en"));
});

test("an item may be put in further languages", async () => {
  const item = (await ciso.get("/site-check-items?sort=number")).items[0];
  await ciso.post("/site-check-texts", { item: item.id, language: "th", text: "เก็บข้อมูลส่วนบุคคลไว้ในที่ที่กำหนดหรือไม่" }, 201);
});

test("a site is asked what all are asked, and what its own laws say, in its own language", async () => {
  pdpa = await ciso.post("/obligations", { unit: top, title: "タイ個人情報保護法（PDPA）", kind: "law", country: "TH" }, 201);
  const gdpr = await ciso.post("/obligations", { unit: top, title: "GDPR", kind: "law", country: "FR" }, 201);
  const item = await ciso.post("/site-check-items", { language: "en", text: "Is consent on record?", law: pdpa.id, evidence: "Consent forms" }, 201);
  await ciso.post("/site-check-items", { language: "en", text: "Is there a record of processing?", law: gdpr.id }, 201);
  await ciso.post("/site-check-items", { language: "en", text: "Asked later", law: pdpa.id, valid_from: "2999-01-01" }, 201);
  await ciso.post(`/sites/${site.id}/links`, { kind: "relates", register: "obligations", record: pdpa.id }, 201);
  list = await ciso.post("/site-check-lists", { unit: bangkok, site: site.id }, 201);
  assert.deepEqual([list.state, list.items, list.untranslated, list.name], ["draft", 7, 6, "バンコク工場"]);
  const version = await newestVersion(ciso, list.sheet_key);
  const document = await ciso.get(`/sheet-versions/${version.id}/document`);
  assert.deepEqual(document.languages, ["th", "en", "ja"]);
  assert.deepEqual(document.sections.map((s: Json) => s.key), ["baseline", pdpa.number]);
  assert.deepEqual(Object.keys(document.items[0].text).sort(), ["en", "ja", "th"]);
  assert.equal(document.items.at(-1).key, item.number);
  assert.deepEqual(document.items.at(-1).evidence, [{ en: "Consent forms" }]);
});

test("a list of another unit's site is refused", async () => {
  await ciso.refused("POST", "/site-check-lists", 422, { json: { unit: lyon, site: site.id }, pointer: "/site" });
});

test("the site comments on its list, and it is drafted anew", async () => {
  const path = `/site-check-lists/${list.id}`;
  await officer.refused("POST", `${path}/transitions`, 403, { json: { action: "ask" }, etag: "*" });
  await transition(ciso, path, "ask");
  await officer.refused("POST", `${path}/transitions`, 422, { json: { action: "object" }, etag: "*" });
  const back = await transition(officer, path, "object", { reason: "同意書は本社で保管しています。" });
  assert.deepEqual([back.state, back.comment], ["draft", "同意書は本社で保管しています。"]);
  await ciso.post("/site-check-items", { language: "en", text: "Is the consent sent to head office?", law: pdpa.id }, 201);
  const again = await transition(ciso, path, "ask");
  assert.deepEqual([again.items, again.sheet_no], [8, 2]);
  assert.equal((await transition(officer, path, "agree")).state, "agreed");
});

test("the agreed list is asked of the site alone, and again when its day comes", async () => {
  const path = `/site-check-lists/${list.id}`;
  await ciso.refused("POST", `${path}/transitions`, 422, { json: { action: "send" }, etag: "*", pointer: "/answer_by" });
  await ciso.patch(path, { period: "FY2026", answer_by: "2027-08-31", every_months: 6 }, "*");
  // What is added to the library afterwards is not in what was agreed.
  await ciso.post("/site-check-items", { language: "en", text: "Later" }, 201);
  const sent = await transition(ciso, path, "send");
  assert.deepEqual([sent.state, sent.next_on], ["sent", "2028-02-28"]);
  const responses = await ciso.get(`/campaigns/${sent.campaign}/responses`);
  assert.deepEqual(responses.items.map((r: Json) => r.unit.id), [bangkok]);
  const campaign = await ciso.get(`/campaigns/${sent.campaign}`);
  const document = await ciso.get(`/sheet-versions/${campaign.sheet_version.id}/document`);
  assert.equal(document.items.length, 8);
  await ciso.patch(path, { period: "FY2027", answer_by: "2028-02-28" }, "*");
  const second = await transition(ciso, path, "send_again");
  assert.notEqual(second.campaign, sent.campaign);
  await officer.refused("POST", `${path}/transitions`, 403, { json: { action: "redraft", reason: "x" }, etag: "*" });
});

test("a list for which there is nothing to ask is not made", async () => {
  const empty = await startServer();
  const lead = await setUp(empty);
  const unit = await topUnit(lead);
  const made = await lead.post("/sites", { unit, name: "本社" }, 201);
  await lead.refused("POST", "/site-check-lists", 409, { json: { unit, site: made.id } });
});
