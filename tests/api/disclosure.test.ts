// Disclosure: points that are agreed and marked, and nothing else, reach outsiders; what would help an attacker is
// warned of and needs a reason; and statements are approved by the president and recorded where they were published.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Client, Json } from "../support/client.ts";
import { colleagueOf, setUp, signedInAs, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server);
const unit = await topUnit(ciso);
const president = await signedInAs(ciso, "executive");
const pr = await colleagueOf(ciso, "広報", "広報室長", ["member"], unit);
await ciso.post("/systems", { name: "研究データ基盤", kind: "server", unit }, 201);

const SAFE = { kind: "pair", title: "侵入", worry: "外部から侵入される", worry_en: "Somebody breaks in", publish_worry: true, stance: "守りを何層にも重ねています。", stance_en: "Defences stand in several layers.", publish_stance: true, basis: "境界装置を先月入れ替えた。" };
const agreedByPr = { pr_person: pr.person, pr_agreed_on: "2026-11-01" };
const make = (more: object = {}): Promise<Json> => ciso.post("/disclosure-points", { ...SAFE, ...agreedByPr, ...more }, 201);
const act = async (client: Client, point: Json, action: string, reason?: string): Promise<void> => {
  const { status, text } = await client.call("POST", `/disclosure-points/${point.id}/transitions`, { json: { action, ...(reason ? { reason } : {}) }, etag: "*" });
  assert.equal(status, 200, text);
};
const warnings = (point: Json): Promise<Json> => ciso.get(`/disclosure-points/${point.id}/warnings`);
const statement = (): Promise<Json> => ciso.post("/report-issues", { type: "disclosure_statement", title: "サイバーセキュリティへの取組", audience: "投資家", meeting: "取締役会" }, 201);
const documentOf = (issue: Json): Promise<Json> => ciso.get(`/report-issues/${issue.id}/document`);

test("the set to begin with is taken once, as drafts with nothing marked", async () => {
  assert.equal((await ciso.post("/disclosure-points/starter", undefined, 201)).made, 6);
  assert.equal((await ciso.post("/disclosure-points/starter", undefined, 201)).made, 0);
  const { items } = await ciso.get("/disclosure-points");
  assert.deepEqual(items.map((p: Json) => p.kind), ["organisation", "pair", "pair", "pair", "appeal", "appeal"]);
  assert.ok(items.every((p: Json) => p.state === "draft" && !p.publish_stance && !p.publish_worry && p.stance_en));
});

test("a pair needs a worry", async () => {
  await ciso.refused("POST", "/disclosure-points", 422, { json: { ...SAFE, worry: null }, pointer: "/worry" });
});

test("public relations agree first, then the management; afterwards the texts stand still", async () => {
  const point = await make({ pr_person: null, pr_agreed_on: null });
  await president.refused("POST", `/disclosure-points/${point.id}/transitions`, 422, { json: { action: "agree" }, etag: "*", pointer: "/pr_person" });
  await ciso.patch(`/disclosure-points/${point.id}`, agreedByPr, "*");
  await ciso.refused("POST", `/disclosure-points/${point.id}/transitions`, 403, { json: { action: "agree" }, etag: "*" });
  await act(president, point, "agree");
  await ciso.refused("PATCH", `/disclosure-points/${point.id}`, 409, { json: { stance: "別の話" }, etag: "*" });
  await ciso.refused("DELETE", `/disclosure-points/${point.id}`, 409, { etag: "*" });
  await ciso.patch(`/disclosure-points/${point.id}`, { basis: "社内の根拠", reviewed_on: "2026-11-02" }, "*");
  await ciso.refused("POST", `/disclosure-points/${point.id}/transitions`, 409, { json: { action: "publish" }, etag: "*" });
  await act(ciso, point, "revise", "言い回しを改める");
  const again = await ciso.get(`/disclosure-points/${point.id}`);
  assert.deepEqual([again.state, again.agreed_on, again.pr_agreed_on], ["draft", null, null]);
  await ciso.patch(`/disclosure-points/${point.id}`, agreedByPr, "*");
  const changed = await ciso.patch(`/disclosure-points/${point.id}`, { stance: "守りを重ねています。" }, "*");
  assert.equal(changed.pr_agreed_on, null, "public relations have not agreed to the new text");
  await ciso.delete(`/disclosure-points/${point.id}`, "*", 204);
});

test("what helps an attacker is warned of with its place, and needs a reason that is kept", async () => {
  const point = await make({ title: "漏れ", stance: "研究データ基盤は9.1.2で動いています。", stance_en: "Call 03-1234-5678." });
  const told = await warnings(point);
  assert.deepEqual(told.items.map((w: Json) => [w.pointer, w.kind, w.found, w.reason]), [["/stance", "version", "9.1.2", null], ["/stance", "system", "研究データ基盤", null], ["/stance_en", "person", "03-1234-5678", null]]);
  assert.deepEqual([told.open, told.items[0].place], [3, "伝える対策方針"]);
  await president.refused("POST", `/disclosure-points/${point.id}/transitions`, 422, { json: { action: "agree" }, etag: "*", pointer: "/stance" });
  for (const w of told.items) await ciso.post("/disclosure-exceptions", { point: point.id, kind: w.kind, found: w.found, reason: "すでに公表済みの情報である。" }, 201);
  assert.equal((await warnings(point)).open, 0);
  await act(president, point, "agree");
  const [kept] = (await ciso.get(`/disclosure-exceptions?filter[point][eq]=${point.id}`)).items;
  await ciso.refused("PATCH", `/disclosure-exceptions/${kept.id}`, 409, { json: { reason: "別の理由" }, etag: "*" });
  await ciso.refused("DELETE", `/disclosure-exceptions/${kept.id}`, 409, { etag: "*" });
  await ciso.refused("POST", "/disclosure-exceptions", 409, { json: { point: point.id, kind: "system", found: "別", reason: "後から" } });
  const issue = await statement();
  const in_issue = await ciso.get(`/report-issues/${issue.id}/disclosure-warnings`);
  assert.deepEqual([in_issue.outward, in_issue.items.length, in_issue.open], [true, 3, 0], "a point's reasons hold for its texts");
  await act(ciso, point, "withdraw", "試しに作ったもの");
});

test("a text that is not marked is not checked and not published", async () => {
  const point = await make({ title: "印なし", worry: "9.1.2が狙われる", publish_worry: false });
  assert.deepEqual((await warnings(point)).items, []);
  await act(president, point, "agree");
  const body = JSON.stringify(await documentOf(await statement()));
  assert.ok(body.includes(SAFE.stance) && !body.includes("9.1.2"));
  await act(ciso, point, "withdraw", "試しに作ったもの");
});

test("exceptions are for a point or an issue", async () => {
  await ciso.refused("POST", "/disclosure-exceptions", 422, { json: { kind: "system", found: "研究", reason: "理由" }, pointer: "/point" });
});

test("a statement has agreed and marked texts only, and names nobody inside", async () => {
  const issue = await statement();
  await president.refused("POST", `/report-issues/${issue.id}/approval`, 409, { json: {}, etag: "*" });
  const [told, hidden, draft] = [await make(), await make({ title: "伏せる", stance: "伏せたい文", publish_stance: false }), await make({ title: "案", stance: "まだ案の文" })];
  const appeal = await make({ kind: "appeal", title: "速さ", worry: null, publish_worry: false, stance: "攻撃の兆しをすばやく守りに生かします。", stance_en: null });
  for (const p of [told, hidden, appeal]) await act(president, p, "agree");
  await ciso.put(`/report-issues/${issue.id}/words/disclosure_pair`, { language: "ja", text: "毎年見直しています。" }, '"0"');
  const doc = await documentOf(issue);
  assert.deepEqual(doc.sections.map((s: Json) => s.key), ["disclosure_organisation", "disclosure_pair", "disclosure_appeal"]);
  const [row] = doc.sections[1].blocks[0].rows;
  assert.deepEqual(row, { cells: [{ ja: SAFE.worry, en: SAFE.worry_en }, { ja: SAFE.stance, en: SAFE.stance_en }] });
  assert.equal(doc.sections[2].blocks[0].text.ja, appeal.stance);
  const text = JSON.stringify(doc);
  for (const inside of [SAFE.basis, hidden.stance, draft.stance, "佐藤", told.number, "取締役会", "社外秘"]) assert.ok(!text.includes(inside), inside);
  assert.equal(doc.confidentiality, null);
});

test("the president approves it once every warning in its words has a reason, and no course of approval goes along", async () => {
  const issue = await statement();
  await ciso.put(`/report-issues/${issue.id}/words/disclosure_organisation`, { language: "ja", text: "残る脆弱性は12件です。" }, '"0"');
  await ciso.refused("POST", `/report-issues/${issue.id}/approval`, 409, { json: {}, etag: "*" });
  await president.refused("POST", `/report-issues/${issue.id}/approval`, 422, { json: {}, etag: "*", pointer: "/sections/disclosure_organisation" });
  const { items } = await ciso.get(`/report-issues/${issue.id}/disclosure-warnings`);
  assert.deepEqual(items.map((w: Json) => [w.place, w.kind, w.found]), [["サイバーセキュリティの体制と方針", "count", "12件"]]);
  await ciso.post("/disclosure-exceptions", { issue: issue.id, kind: "count", found: "12件", reason: "件数は年次で公表している。" }, 201);
  const approval = await president.call("POST", `/report-issues/${issue.id}/approval`, { json: { comment: "社内向けの一言" }, etag: "*" });
  assert.equal(approval.status, 200, approval.text);
  const doc = await documentOf(issue);
  assert.deepEqual(doc.sections.map((s: Json) => s.key), ["disclosure_organisation", "disclosure_pair", "disclosure_appeal"]);
  assert.ok(!JSON.stringify(doc).includes("社内向けの一言") && !JSON.stringify(doc).includes("佐藤"));
  for (const language of ["ja", "en"])
    for (const format of ["html", "pdf", "xlsx"]) {
      const answer = await ciso.call("GET", `/report-issues/${issue.id}/document?format=${format}&language=${language}`);
      assert.equal(answer.status, 200, answer.text.slice(0, 300));
    }
});

test("a publication is recorded of an approved statement, and publishes its points", async () => {
  const draft = await statement();
  const entry = { place: "website", published_on: "2026-11-20", link: "https://example.com/ir" };
  await ciso.refused("POST", "/disclosure-publications", 422, { json: { ...entry, issue: draft.id }, pointer: "/issue" });
  const meeting = await ciso.post("/report-issues", { type: "management_meeting", title: "経営会議への報告" }, 201);
  await ciso.refused("POST", "/disclosure-publications", 422, { json: { ...entry, issue: meeting.id }, pointer: "/issue" });
  await ciso.post("/disclosure-points", { ...SAFE, ...agreedByPr, title: "後から", stance: "後から合意した文" }, 201).then((p) => act(president, p, "agree"));
  const { items } = await ciso.get("/report-issues?filter[state][eq]=approved");
  await ciso.refused("POST", "/disclosure-publications", 422, { json: { ...entry, link: "javascript:alert(1)", issue: items[0].id }, pointer: "/link" });
  const made = await ciso.post("/disclosure-publications", { ...entry, issue: items[0].id }, 201);
  assert.deepEqual([made.name, made.place], ["サイバーセキュリティへの取組", "website"]);
  const states = Object.fromEntries((await ciso.get("/disclosure-points")).items.map((p: Json) => [p.title, p.state]));
  assert.deepEqual([states["侵入"], states["速さ"], states["後から"], states["伏せる"], states["案"]], ["published", "published", "agreed", "agreed", "draft"]);
});

test("an own report with such a section is for outsiders, too", async () => {
  const type = await ciso.post("/report-types", { title: "取引先向け", sections: [{ builder: "disclosure_pair", words: true }] }, 201);
  const issue = await ciso.post("/report-issues", { type: "own", own_type: type.id, title: "CVE-2024-12345への対応" }, 201);
  const told = await ciso.get(`/report-issues/${issue.id}/disclosure-warnings`);
  assert.deepEqual(told.items.map((w: Json) => [w.pointer, w.kind]), [["/title", "vulnerability"]]);
  await president.refused("POST", `/report-issues/${issue.id}/approval`, 422, { json: {}, etag: "*", pointer: "/title" });
  const inside = await ciso.post("/report-issues", { type: "management_meeting", title: "CVE-2024-12345" }, 201);
  assert.equal((await ciso.get(`/report-issues/${inside.id}/disclosure-warnings`)).outward, false);
});

test("a lead of one unit alone changes nothing of what the company tells", async () => {
  const shop = await ciso.post("/units", { name: "支店", parent: unit, kind: "shop" }, 201);
  const lead = await signedInAs(ciso, "security", shop.id);
  await lead.refused("POST", "/disclosure-points", 403, { json: SAFE });
  await lead.refused("POST", "/disclosure-points/starter", 403);
  const member = await signedInAs(ciso, "member");
  await member.refused("GET", "/disclosure-points", 403);
});
