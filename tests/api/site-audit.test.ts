// Audits of sites' answers, late corrections, minutes, follow-ups, meetings and duties.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Client, Json } from "../support/client.ts";
import { query } from "../support/database.ts";
import { dayFromNow } from "../support/day.ts";
import { until } from "../support/environment.ts";
import { colleagueOf, setUp, signedInAs, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";
import { openCampaign, put, step } from "../support/sheet.ts";

const server = await startServer();
const ciso = await setUp(server);
const top = await topUnit(ciso);
const unit = (await ciso.post("/units", { name: "バンコク工場", parent: top, kind: "overseas_site" }, 201)).id;
const head = (await ciso.post("/units", { name: "海外事業部", parent: top, kind: "division" }, 201)).id;
const officer = await colleagueOf(ciso, "ソムチャイ", "工場長", ["manager"], unit);
const superior = await colleagueOf(ciso, "高橋", "海外事業部長", ["auditor"], top);
const localLead = await signedInAs(ciso, ["security", "auditor"], unit);
const auditor = await signedInAs(ciso, "auditor");
await ciso.post("/site-check-items/starter", undefined, 201);
const site = await ciso.post("/sites", { unit, name: "バンコク工場", country: "TH", officer: officer.person, head: superior.person }, 201);

async function transition(client: Client, path: string, action: string, more: object = {}): Promise<Json> {
  const answer = await client.call("POST", `${path}/transitions`, { json: { action, ...more }, etag: "*" });
  assert.equal(answer.status, 200, answer.text);
  return answer.json;
}

let campaign: string;
let response: Json;
const items = (await ciso.get("/site-check-items?sort=number")).items;

test("nothing is audited before the site has answered", async () => {
  const list = await ciso.post("/site-check-lists", { unit, site: site.id, period: "FY2026", answer_by: "2027-09-30" }, 201);
  for (const [client, action] of [[ciso, "ask"], [officer.client, "agree"], [ciso, "send"]] as const) await transition(client, `/site-check-lists/${list.id}`, action);
  campaign = (await ciso.get(`/site-check-lists/${list.id}`)).campaign;
  response = (await ciso.get(`/campaigns/${campaign}/responses`)).items[0];
  const body = { unit, site: site.id, campaign, way: "sample", size: 3, seed: 7 };
  await ciso.refused("POST", "/site-audits", 422, { json: body, pointer: "/campaign" });
  for (const item of items) await put(officer.client, response.id, item.number, { value: "yes", comment: "毎月確認しています。" });
  await step(officer.client, response.id, "submit");
  await ciso.refused("POST", "/site-audits", 422, { json: { ...body, campaign: "K-2026-9999" }, pointer: "/campaign" });
  await ciso.refused("POST", "/site-audits", 422, { json: { ...body, way: "chosen" }, pointer: "/item_keys" });
});

let audit: Json;
let answers: Json[];

test("a sample can be drawn again by its seed, and is the head office's", async () => {
  const body = { unit, site: site.id, campaign, way: "sample", size: 3, seed: 7 };
  await localLead.refused("POST", "/site-audits", 403, { json: body });
  await officer.client.refused("POST", "/site-audits", 403, { json: body });
  audit = await auditor.post("/site-audits", body, 201);
  assert.deepEqual([audit.answers, audit.sampled, audit.state], [6, 3, "open"]);
  const keysOf = async (a: Json): Promise<string[]> => (await ciso.get(`/site-audit-answers?filter[audit][eq]=${a.id}&sort=item_key`)).items.map((i: Json) => i.item_key);
  const again = await auditor.post("/site-audits", body, 201);
  assert.deepEqual([audit.name, again.name], ["バンコク工場 第1回監査", "バンコク工場 第2回監査"]);
  assert.deepEqual(await keysOf(again), await keysOf(audit));
  const seeded = await auditor.post("/site-audits", { ...body, seed: undefined }, 201);
  assert.ok(Number.isInteger(seeded.seed));
  const chosen = await auditor.post("/site-audits", { ...body, way: "chosen", size: undefined, seed: undefined, item_keys: `${items[0].number}, ${items[5].number}` }, 201);
  assert.deepEqual(await keysOf(chosen), [items[0].number, items[5].number]);
  answers = (await ciso.get(`/site-audit-answers?filter[audit][eq]=${audit.id}`)).items;
  assert.deepEqual([answers[0].answer, answers[0].answer_comment], ["はい", "毎月確認しています。"]);
});

test("an answer that an auditor adds has the site's words", async () => {
  const spare = await auditor.post("/site-audits", { unit, site: site.id, campaign, way: "sample", size: 1, seed: 1 }, 201);
  await auditor.refused("POST", "/site-audit-answers", 422, { json: { unit, audit: spare.id, item_key: "SC-1999-0001" }, pointer: "/item_key" });
  await auditor.refused("POST", "/site-audit-answers", 422, { json: { unit: head, audit: spare.id, item_key: items[1].number }, pointer: "/audit" });
  await auditor.refused("POST", "/site-audit-answers", 422, { json: { unit, audit: spare.id, item_key: items[1].number, answer: "いいえ" }, pointer: "/answer" });
  const added = await auditor.post("/site-audit-answers", { unit, audit: spare.id, item_key: items[1].number }, 201);
  assert.deepEqual([added.answer, added.question], ["はい", items[1].text]);
});

test("whoever agrees has seen evidence, and what was judged stays", async () => {
  const path = `/site-audit-answers/${answers[0]!.id}`;
  await auditor.refused("POST", `${path}/transitions`, 422, { json: { action: "agree" }, etag: "*", pointer: "/evidence_seen" });
  await auditor.patch(path, { evidence_seen: "保存先の画面" }, "*");
  await localLead.refused("POST", `${path}/transitions`, 403, { json: { action: "agree" }, etag: "*" });
  await transition(auditor, path, "agree");
  await auditor.refused("PATCH", path, 409, { json: { evidence_seen: "別のもの" }, etag: "*" });
  await auditor.refused("DELETE", path, 409, { etag: "*" });
  await auditor.refused("POST", `/site-audits/${audit.id}/transitions`, 409, { json: { action: "finish" }, etag: "*" });
});

let finding: Json;

test("an answer that differs becomes a finding of the site, with its day", async () => {
  const path = `/site-audit-answers/${answers[1]!.id}`;
  await auditor.patch(path, { evidence_seen: "共有フォルダの一覧" }, "*");
  await auditor.refused("POST", `${path}/transitions`, 422, { json: { action: "differ" }, etag: "*", pointer: "/due" });
  await auditor.patch(path, { note: "決められた場所の外に、お客様の情報があった。", due: dayFromNow(-20), owner: officer.person }, "*");
  const judged = await transition(auditor, path, "differ");
  finding = await ciso.get(`/audit-findings/${judged.finding}`);
  assert.deepEqual([finding.unit.id, finding.state, finding.severity, finding.item_key, finding.owner.id], [unit, "open", "minor", answers[1]!.item_key, officer.person]);
  assert.match(finding.detail, /お客様の情報/);
  assert.match(finding.title, /^バンコク工場：/);
  await auditor.patch(`/site-audit-answers/${answers[2]!.id}`, { evidence_seen: "削除の記録" }, "*");
  await transition(auditor, `/site-audit-answers/${answers[2]!.id}`, "agree");
  // Drawn answers that are gone have not been judged.
  const short = await auditor.post("/site-audits", { unit, site: site.id, campaign, way: "sample", size: 1, seed: 3 }, 201);
  const [only] = (await ciso.get(`/site-audit-answers?filter[audit][eq]=${short.id}`)).items;
  await auditor.delete(`/site-audit-answers/${only.id}`, `"${only.version}"`);
  await auditor.refused("POST", `/site-audits/${short.id}/transitions`, 409, { json: { action: "finish" }, etag: "*" });
  assert.equal((await transition(auditor, `/site-audits/${audit.id}`, "finish")).state, "done");
  await auditor.refused("PATCH", `/site-audits/${audit.id}`, 409, { json: { held_on: "2026-01-01" }, etag: "*" });
  await auditor.patch(`/site-audits/${audit.id}`, { note: "2回目の監査" }, "*");
  await auditor.refused("DELETE", `/site-audits/${audit.id}`, 409, { etag: "*" });
});

test("a finding at a site is looked at again by the head office, and not deleted before that", async () => {
  await ciso.refused("DELETE", `/audit-findings/${finding.id}`, 409, { etag: "*" });
  await localLead.patch(`/audit-findings/${finding.id}`, { correction: "移して、元を消しました。" }, "*");
  await transition(localLead, `/audit-findings/${finding.id}`, "correct");
  await localLead.refused("POST", `/audit-findings/${finding.id}/transitions`, 403, { json: { action: "verify" }, etag: "*" });
  await transition(auditor, `/audit-findings/${finding.id}`, "reopen", { reason: "まだ残っています。" });
});

test("a role at the site neither moves a finding, nor its day or weight, nor hides it", async () => {
  const below = (await ciso.post("/units", { name: "製造課", parent: unit, kind: "department" }, 201)).id;
  const path = `/audit-findings/${finding.id}`;
  for (const patch of [{ unit: below }, { due: "2099-01-01" }, { severity: "observation" }]) await localLead.refused("PATCH", path, 403, { json: patch, etag: "*" });
  await localLead.refused("PUT", `${path}/readers`, 403, { json: { confidential: true, people: [], roles: ["security", "auditor"] }, etag: "*" });
  await localLead.patch(path, { cause: "置き場所を知らなかった。" }, "*");
  const moved = await auditor.patch(path, { unit: below }, "*");
  await localLead.refused("DELETE", path, 409, { etag: "*" });
  assert.equal((await auditor.patch(path, { unit }, `"${moved.version}"`)).unit.id, unit);
});

test("a late correction goes up to the officer's superior, once", async () => {
  const told = async (client: Client): Promise<Json[]> => (await client.get("/notices")).items.filter((n: Json) => /^site_correction/.test(n.kind));
  query(server.database, "DELETE FROM job WHERE kind = 'site_escalate'"); // so that it is looked again
  const seen = await until("the superior is told", async () => {
    const list = await told(superior.client);
    return list.length > 0 ? list : null;
  });
  assert.equal(seen.length, 1);
  assert.equal((await told(officer.client)).length, 1);
  assert.equal((await told(ciso)).length, 0);
});

test("who may not read findings is told of none: the head office is, instead", async () => {
  const stranger = await colleagueOf(ciso, "外山", "部長", ["member"], head);
  await ciso.patch(`/sites/${site.id}`, { officer: null, head: stranger.person }, "*");
  const late = await ciso.post("/audit-findings", { unit, title: "監視カメラの映像が消されていない", audit_kind: "internal", severity: "minor", found_on: dayFromNow(-40), due: dayFromNow(-30) }, 201);
  const told = async (client: Client): Promise<Json[]> => (await client.get("/notices")).items.filter((n: Json) => n.text.includes(late.number));
  query(server.database, "DELETE FROM job WHERE kind = 'site_escalate'");
  const seen = await until("the CISO is told", async () => ((await told(ciso)).length > 0 ? told(ciso) : null));
  assert.deepEqual(seen.map((n) => n.kind), ["site_correction_escalated"]);
  assert.deepEqual(await told(stranger.client), []);
  await ciso.patch(`/sites/${site.id}`, { officer: officer.person, head: superior.person }, "*");
  await ciso.delete(`/audit-findings/${late.id}`, `"${late.version}"`);
});

test("the overview counts what waits at each site, for those who may see it", async () => {
  const { items: sites, late, late_total: total, complete } = await ciso.get("/sites/overview");
  assert.deepEqual([sites.length, sites[0].open, sites[0].late, sites[0].list, total, complete], [1, 1, 1, "sent", 1, true]);
  assert.equal(sites[0].audited_on, audit.held_on);
  assert.deepEqual([late[0].number, late[0].days, late[0].site], [finding.number, 20, "バンコク工場"]);
  const elsewhere = await signedInAs(ciso, "manager", head);
  const nothing = await elsewhere.get("/sites/overview");
  assert.deepEqual([nothing.items, nothing.late, nothing.late_total], [[], [], 0]);
  // What is kept to readers is in nobody's figures.
  const secret = await auditor.post("/audit-findings", { unit, title: "内密の調査", audit_kind: "internal", severity: "minor", found_on: dayFromNow(-9), due: dayFromNow(-5) }, 201);
  await auditor.put(`/audit-findings/${secret.id}/readers`, { confidential: true, people: [], roles: ["auditor"] }, "*");
  assert.equal((await auditor.get("/sites/overview")).late_total, 1);
});

test("a site stays in the unit in which its records lie", async () => {
  await ciso.refused("PATCH", `/sites/${site.id}`, 409, { json: { unit: head }, etag: "*" });
  const fresh = await ciso.post("/sites", { unit: head, name: "新しい拠点" }, 201);
  assert.equal((await ciso.patch(`/sites/${fresh.id}`, { unit: top }, "*")).unit.id, top);
  await ciso.delete(`/sites/${fresh.id}`, "*");
});

// ---- minutes ----

const NOTHING = "■■委員長：\n「セキュリティについては、特に議事なし。」\n生産課長：来月の計画を説明します。\n";

async function minutes(client: Client, held: string, text: string, more: object = {}): Promise<Json> {
  return client.post("/site-minutes", { unit, site: site.id, title: "工場セキュリティ委員会", held_on: held, minutes: text, ...more }, 201);
}

test("minutes propose a mark, and a person of the head office confirms it", async () => {
  const made = await minutes(officer.client, "2026-05-10", "●●委員長：\n「セキュリティは要！一人ひとりが重要性を理解すべし！」\n", { minutes_total: 60, minutes_security: 18 });
  assert.deepEqual([made.share, made.basis, made.explained, made.nothing_said, made.proposal, made.mark], [30, "minutes", true, false, "plus", null]);
  await officer.client.refused("PATCH", `/site-minutes/${made.id}`, 403, { json: { mark: "plus" }, etag: "*" });
  await localLead.refused("PATCH", `/site-minutes/${made.id}`, 403, { json: { mark: "plus" }, etag: "*" });
  const path = `/site-minutes/${made.id}`;
  await ciso.refused("POST", `${path}/transitions`, 422, { json: { action: "confirm" }, etag: "*", pointer: "/mark" });
  await ciso.patch(path, { mark: "none" }, "*");
  await ciso.refused("POST", `${path}/transitions`, 422, { json: { action: "confirm" }, etag: "*", pointer: "/mark_reason" });
  await ciso.patch(path, { mark: "plus" }, "*");
  const confirmed = await transition(ciso, path, "confirm");
  assert.match(confirmed.confirmed_on, /^\d{4}-\d\d-\d\d$/);
  await officer.client.refused("PATCH", path, 409, { json: { minutes: "x" }, etag: "*" });
  await localLead.refused("POST", `${path}/transitions`, 403, { json: { action: "reopen", reason: "異議がある" }, etag: "*" });
  await transition(ciso, path, "reopen", { reason: "読み直す" });
  await officer.client.refused("DELETE", path, 403, { etag: "*" });
  await transition(ciso, path, "confirm");
  assert.equal((await ciso.get("/sites/overview")).items[0].mark, "plus");
  await ciso.refused("POST", "/site-minutes", 422, { json: { unit, site: site.id, title: "x", held_on: "2026-05-11", minutes: "x", minutes_total: 10, minutes_security: 20 }, pointer: "/minutes_security" });
});

test("nothing to discuss twice running leads to a talk being proposed, once", async () => {
  const talks = async (): Promise<Json[]> => (await ciso.get("/site-follow-ups?filter[kind][eq]=talk")).items;
  for (const [held, expected] of [["2026-06-10", 0], ["2026-07-10", 1], ["2026-08-10", 1]] as const) {
    const made = await minutes(officer.client, held, NOTHING, { minutes_total: 60 });
    assert.deepEqual([made.nothing_said, made.proposal, made.basis], [true, "minus", "text"]);
    await ciso.patch(`/site-minutes/${made.id}`, { mark: "minus" }, "*");
    await transition(ciso, `/site-minutes/${made.id}`, "confirm");
    assert.equal((await talks()).length, expected, held);
  }
});

test("the words by which minutes are read are the organisation's", async () => {
  const now = await ciso.get("/site-settings");
  assert.deepEqual([now.version, now.officer_days, now.head_days, now.plus_share], [0, 1, 14, 10]);
  const { version: _, ...body } = now;
  await ciso.refused("PUT", "/site-settings", 422, { json: { ...body, words: ["  "] }, etag: '"0"', pointer: "/words/0" });
  await ciso.refused("PUT", "/site-settings", 422, { json: { ...body, officer_days: 20 }, etag: '"0"', pointer: "/head_days" });
  await localLead.refused("PUT", "/site-settings", 403, { json: body, etag: '"0"' });
  const changed = await ciso.put("/site-settings", { ...body, words: ["ラインの安全"], plus_share: 50 }, '"0"');
  assert.equal(changed.version, 1);
  await ciso.refused("PUT", "/site-settings", 412, { json: body, etag: '"0"' });
  const made = await minutes(ciso, "2026-09-01", "工場長：ラインの安全を守ろう。\n\n課長：了解しました。長い報告をします。以上です。\n");
  assert.deepEqual([made.mentions, made.explained, made.proposal], [1, true, "none"]);
});

// ---- follow-ups ----

test("what is proposed goes by the state, and a person decides", async () => {
  const lyon = (await ciso.post("/units", { name: "リヨン工場", parent: top, kind: "overseas_site" }, 201)).id;
  const second = await ciso.post("/sites", { unit: lyon, name: "リヨン工場" }, 201);
  await ciso.patch(`/sites/${site.id}`, { security_state: "weak", state_note: "自己点検と実態が違う。" }, "*");
  await localLead.refused("POST", "/site-follow-ups/proposals", 403);
  assert.equal((await ciso.post("/site-follow-ups/proposals", undefined, 201)).made, 2);
  assert.equal((await ciso.post("/site-follow-ups/proposals", undefined, 201)).made, 0);
  const of = async (id: string, kind: string): Promise<Json> => (await ciso.get(`/site-follow-ups?filter[site][eq]=${id}`)).items.find((f: Json) => f.kind === kind);
  assert.ok(await of(second.id, "visit"));
  const recall = await of(site.id, "recall");
  const path = `/site-follow-ups/${recall.id}`;
  await ciso.refused("POST", `${path}/transitions`, 422, { json: { action: "decide" }, etag: "*", pointer: "/owner" });
  await ciso.patch(path, { owner: superior.person, due: dayFromNow(30) }, "*");
  await transition(ciso, path, "decide");
  const tasks = (await superior.client.get("/tasks")).items.filter((t: Json) => t.record === site.id);
  assert.deepEqual(tasks.map((t: Json) => t.title), ["本社に招いての研修：バンコク工場"]);
  await ciso.refused("POST", `${path}/transitions`, 422, { json: { action: "finish" }, etag: "*", pointer: "/result" });
  await ciso.patch(path, { result: "2日間の研修を受けた。" }, "*");
  assert.match((await transition(ciso, path, "finish")).done_on, /^\d{4}-/);
  await ciso.refused("POST", `/site-follow-ups/${(await of(second.id, "visit")).id}/transitions`, 422, { json: { action: "decline" }, etag: "*" });
});

// ---- meetings and duties ----

test("every site has one place at a meeting of the officers", async () => {
  const meeting = await ciso.post("/meetings", { title: "拠点セキュリティ連絡会", kind: "sites", held_on: "2026-11-10" }, 201);
  await localLead.refused("POST", "/site-attendances/invitations", 403, { json: { meeting: meeting.id } });
  await ciso.refused("POST", "/site-attendances/invitations", 422, { json: { meeting: site.id } });
  assert.equal((await ciso.post("/site-attendances/invitations", { meeting: meeting.id }, 201)).made, 2);
  assert.equal((await ciso.post("/site-attendances/invitations", { meeting: meeting.id }, 201)).made, 0);
  const places = (await ciso.get(`/site-attendances?filter[meeting][eq]=${meeting.id}`)).items;
  const own = places.find((p: Json) => p.site.id === site.id);
  assert.deepEqual([own.attendance, own.attendee], ["invited", officer.name]);
  const came = await ciso.patch(`/site-attendances/${own.id}`, { attendance: "present", compliance: 83, presented: "自己点検の結果", award: "改善賞" }, "*");
  assert.equal(came.compliance, 83);
});

test("the table of duties comes once", async () => {
  assert.equal((await ciso.post("/site-duties/starter", undefined, 201)).made, 5);
  assert.equal((await ciso.post("/site-duties/starter", undefined, 201)).made, 0);
});

test("a campaign that did not ask the site is not audited for it", async () => {
  const other = await openCampaign(ciso, (await ciso.get(`/campaigns/${campaign}`)).sheet_version.id, [head]);
  await auditor.refused("POST", "/site-audits", 422, { json: { unit, site: site.id, campaign: other.campaign.number, way: "sample" }, pointer: "/campaign" });
});
