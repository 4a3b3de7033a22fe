// The report on sites: what was asked and answered, what the head office's audits found, how far corrections are, and
// what is done about sites. Approved, it stays as it was.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Client, Json } from "../support/client.ts";
import { query } from "../support/database.ts";
import { dayFromNow, today } from "../support/day.ts";
import { until } from "../support/environment.ts";
import { colleagueOf, setUp, signedInAs, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";
import { put, step } from "../support/sheet.ts";

const server = await startServer();
const ciso = await setUp(server);
const top = await topUnit(ciso);
const auditor = await signedInAs(ciso, "auditor");
const president = await signedInAs(ciso, "executive");

async function transition(client: Client, path: string, action: string, more: object = {}): Promise<Json> {
  const answer = await client.call("POST", `${path}/transitions`, { json: { action, ...more }, etag: "*" });
  assert.equal(answer.status, 200, answer.text);
  return answer.json;
}
const issueOf = (more: object = {}): Promise<Json> => ciso.post("/report-issues", { type: "site_audit", title: "拠点の点検と監査", audience: "経営会議", ...more }, 201);
const documentOf = (issue: Json): Promise<Json> => ciso.get(`/report-issues/${issue.id}/document`);
const rowsOf = (doc: Json, key: string): Json[][] => doc.sections.find((s: Json) => s.key === key).blocks.find((b: Json) => b.type === "table").rows.map((r: Json) => r.cells);
const leadOf = (doc: Json): string => doc.sections[0].blocks[0].text.ja;

await ciso.post("/site-check-items/starter", undefined, 201);
const sites: Record<string, Json> = {};
const superior = await colleagueOf(ciso, "高橋", "海外事業部長", ["auditor"], top);

async function siteOf(name: string): Promise<Json> {
  const unit = (await ciso.post("/units", { name, parent: top, kind: "overseas_site" }, 201)).id;
  const officer = await colleagueOf(ciso, `${name}の`, "責任者", ["manager"], unit);
  const site = await ciso.post("/sites", { unit, name, country: "TH", officer: officer.person, head: superior.person, security_state: "watch", state_note: "見直し中" }, 201);
  const list = await ciso.post("/site-check-lists", { unit, site: site.id, period: "FY2026", answer_by: dayFromNow(30) }, 201);
  await transition(ciso, `/site-check-lists/${list.id}`, "ask");
  await transition(officer.client, `/site-check-lists/${list.id}`, "agree");
  const { campaign } = await transition(ciso, `/site-check-lists/${list.id}`, "send");
  return { ...site, unit: unit, officer, campaign };
}

test("without sites the report says so", async () => {
  const doc = await documentOf(await issueOf());
  assert.equal(leadOf(doc), "拠点は登録されていません。");
  assert.deepEqual(doc.sections.map((s: Json) => s.key), ["sites_summary", "sites_state", "sites_lists", "sites_audits", "sites_differ", "sites_corrections", "sites_meetings", "sites_follow", "sites_minutes"]);
});

test("lists that were asked are told with those that are answered", async () => {
  sites.bangkok = await siteOf("バンコク工場");
  sites.lyon = await siteOf("リヨン工場");
  const { officer, campaign } = sites.bangkok;
  const [response] = (await ciso.get(`/campaigns/${campaign}/responses`)).items;
  for (const item of (await ciso.get("/site-check-items")).items) await put(officer.client, response.id, item.number, { value: "yes" });
  await step(officer.client, response.id, "submit");
  const doc = await documentOf(await issueOf());
  assert.match(leadOf(doc), /自己点検を2件依頼し、1件の回答がありました/);
  assert.deepEqual(rowsOf(doc, "sites_lists"), [
    [campaign, "バンコク工場", today(), dayFromNow(30), today()],
    [sites.lyon.campaign, "リヨン工場", today(), dayFromNow(30), null],
  ]);
});

test("where self-check and audit differ is told with the correction, how late it is, and who was told", async () => {
  const { id, unit, campaign, officer } = sites.bangkok!;
  const audit = await auditor.post("/site-audits", { unit, site: id, campaign, way: "sample", size: 2, seed: 7 }, 201);
  const [first, second] = (await auditor.get(`/site-audit-answers?filter[audit][eq]=${audit.id}`)).items;
  await auditor.patch(`/site-audit-answers/${first.id}`, { evidence_seen: "共有フォルダの一覧", note: "決められた場所の外に、お客様の情報があった。", due: dayFromNow(-20), owner: officer.person, severity: "major" }, "*");
  const { finding } = await transition(auditor, `/site-audit-answers/${first.id}`, "differ");
  await auditor.patch(`/site-audit-answers/${second.id}`, { evidence_seen: "削除の記録" }, "*");
  await transition(auditor, `/site-audit-answers/${second.id}`, "agree");
  await transition(auditor, `/site-audits/${audit.id}`, "finish");
  query(server.database, "DELETE FROM job WHERE kind = 'site_escalate'"); // so that it is looked again
  await until("the superior is told", async () => ((await superior.client.get("/notices")).items.some((n: Json) => n.kind === "site_correction_escalated") ? true : null));
  const doc = await documentOf(await issueOf());
  assert.match(leadOf(doc), /監査は1件で、確認した2項目のうち1項目で回答と実態に相違がありました。未完了の是正は1件、うち1件は期限/);
  assert.deepEqual(rowsOf(doc, "sites_audits").map((r) => r.slice(5, 9)), [[6, 2, 1, 1]]);
  const [differs] = rowsOf(doc, "sites_differ");
  assert.deepEqual([differs![0], differs![1], differs![3], differs![4], differs![6].ja], [finding, "バンコク工場", "はい", "共有フォルダの一覧", "重大"]);
  const [correction] = rowsOf(doc, "sites_corrections");
  assert.deepEqual([correction![0], correction![1], correction![6], correction![7].ja, correction![8].ja, correction![9]], [finding, "バンコク工場", 20, "未是正", "責任者の上位者", null]);
  assert.deepEqual(rowsOf(doc, "sites_state").map((r) => [r[1], ...r.slice(7)]), [["バンコク工場", today(), 1, 1], ["リヨン工場", null, 0, 0]]);
  sites.bangkok!.finding = finding;
});

const late = async (): Promise<Json> => (await ciso.get("/scorecard")).items.find((i: Json) => i.source === "sites_late");

test("sites with a correction past its day are an indicator of the standard set", async () => {
  await ciso.post("/scorecard/starter", undefined, 201);
  const figure = await late();
  assert.deepEqual([figure.value, figure.status, figure.parts[0].value], [1, "warn", 2]);
  assert.equal((await ciso.get("/scorecard")).items.find((i: Json) => i.source === "suppliers_concern").value, null, "nothing has been reviewed");
});

test("what was looked at again is told as done; what is kept to readers, or at no site, is not told", async () => {
  const { finding, unit } = sites.bangkok!;
  await ciso.patch(`/audit-findings/${finding}`, { correction: "移して、元を消した。" }, "*");
  await transition(ciso, `/audit-findings/${finding}`, "correct");
  await transition(auditor, `/audit-findings/${finding}`, "verify");
  const found = { audit_kind: "internal", severity: "minor", found_on: dayFromNow(-9), due: dayFromNow(-5) };
  const secret = await auditor.post("/audit-findings", { unit, title: "内密の調査", ...found }, 201);
  await auditor.put(`/audit-findings/${secret.id}/readers`, { confidential: true, people: [], roles: ["auditor"] }, "*");
  await auditor.post("/audit-findings", { unit: top, title: "本社のこと", ...found }, 201);
  assert.equal((await late()).value, 0);
  const doc = await documentOf(await issueOf());
  assert.match(leadOf(doc), /未完了の是正は0件、うち0件/);
  assert.deepEqual(rowsOf(doc, "sites_corrections").map((r) => [r[0], r[7].ja, r[9]]), [[finding, "確認済み", today()]]);
  const all = JSON.stringify(doc);
  assert.ok(!all.includes("内密の調査") && !all.includes("本社のこと"));
});

test("meetings of the officers, awards, what is done about sites and minutes stand in it", async () => {
  const { id, unit, officer } = sites.bangkok!;
  const meeting = await ciso.post("/meetings", { title: "拠点セキュリティ連絡会", kind: "sites", held_on: today() }, 201);
  await ciso.post("/site-attendances/invitations", { meeting: meeting.id }, 201);
  const place = (await ciso.get(`/site-attendances?filter[meeting][eq]=${meeting.id}`)).items.find((p: Json) => p.site.id === id);
  await ciso.patch(`/site-attendances/${place.id}`, { attendance: "present", compliance: 98, presented: "自己点検の結果", award: "最優秀拠点" }, "*");
  await ciso.post("/site-follow-ups/proposals", undefined, 201);
  await officer.client.post("/site-minutes", { unit, site: id, title: "工場セキュリティ委員会", held_on: today(), minutes: "工場長：セキュリティは要である。\n", minutes_total: 60, minutes_security: 18 }, 201);
  const doc = await documentOf(await issueOf());
  const [bangkok, lyon] = rowsOf(doc, "sites_meetings");
  assert.deepEqual([bangkok![1], bangkok![2], bangkok![3].ja, bangkok![5], bangkok![7]], ["拠点セキュリティ連絡会", "バンコク工場", "出席", 98, "最優秀拠点"]);
  assert.deepEqual([lyon![3].ja, lyon![7]], ["案内済み", null]);
  assert.deepEqual(rowsOf(doc, "sites_follow").map((r) => [r[1], r[2].ja, r[6].ja]), [["バンコク工場", "定期的なビデオ会議", "提案"], ["リヨン工場", "定期的なビデオ会議", "提案"]]);
  const [minutes] = rowsOf(doc, "sites_minutes");
  assert.deepEqual([minutes![1], minutes![4], minutes![5].ja, minutes![6].ja], ["バンコク工場", 30, "はい", "いいえ"]);
});

test("a year before has nothing of this one in what happened", async () => {
  const doc = await documentOf(await issueOf({ period: "FY2019" }));
  for (const key of ["sites_lists", "sites_audits", "sites_differ", "sites_meetings", "sites_minutes"]) assert.deepEqual(rowsOf(doc, key), [], key);
  assert.equal(rowsOf(doc, "sites_state").length, 2);
});

test("approved, it stays as it was, in every form and both languages; a site's manager does not read it", async () => {
  const issue = await issueOf();
  assert.equal((await president.call("POST", `/report-issues/${issue.id}/approval`, { json: {}, etag: `"${issue.version}"` })).status, 200);
  const html = async (language: string): Promise<string> => (await ciso.call("GET", `/report-issues/${issue.id}/document?format=html&language=${language}`)).text;
  const frozen = await html("ja");
  assert.match(frozen, /最優秀拠点/);
  assert.match(await html("en"), /Where self-check and audit differ/);
  await ciso.patch(`/sites/${sites.lyon!.id}`, { name: "パリ工場" }, "*");
  assert.equal(await html("ja"), frozen);
  for (const kind of ["pdf", "xlsx"]) assert.equal((await ciso.call("GET", `/report-issues/${issue.id}/document?format=${kind}&language=ja`)).status, 200, kind);
  await sites.bangkok!.officer.client.refused("GET", `/report-issues/${issue.id}/document`, 403);
});
