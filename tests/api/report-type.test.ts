// An organisation's own types of reports: ordered lists of sections as data. Issues of them are filled, worded,
// approved and frozen like those built in; changing a type changes no report that was issued.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Json } from "../support/client.ts";
import { newDatabase } from "../support/database.ts";
import { enterBy, signedInAs } from "../support/people.ts";
import { command, prepare, startServer } from "../support/server.ts";

const database = newDatabase();
prepare(database);
const links = command(database, ["demo"]);
const server = await startServer({ database });
const ciso = await enterBy(server, links, "ciso");
const president = await enterBy(server, links, "president");
for (const route of (await ciso.get("/approval-routes")).items) await ciso.delete(`/approval-routes/${route.id}`, `"${route.version}"`);

const campaign: string = (await ciso.get("/campaigns?limit=100")).items.find((c: Json) => c.state === "closed").number;
const kinds = await ciso.get("/report-sections");
const own = (builder: string, more: Json = {}): Json => ({ builder, words: true, ...more });
const words = (ja: string, more: Json = {}): Json => ({ heading: { ja }, words: true, ...more });
const typeOf = (sections: Json[], more: Json = {}): Promise<Json> => ciso.post("/report-types", { title: "四半期のリスク報告", title_en: "Quarterly risk report", audience: "リスク管理委員会", sections, ...more }, 201);
const issueOf = (type: Json, more: Json = {}): Promise<Json> => ciso.post("/report-issues", { type: "own", own_type: type.id, title: "第3四半期のリスク報告", ...more }, 201);
const documentOf = (issue: Json): Promise<Json> => ciso.get(`/report-issues/${issue.id}/document`);
const now = async (path: string): Promise<Json> => ciso.get(path);
const patched = async (path: string, body: Json): Promise<Json> => ciso.patch(path, body, `"${(await now(path)).version}"`);
const headings = (doc: Json): string[] => doc.sections.map((s: Json) => s.heading.ja);
const saying = (issue: Json, section: string, text: string, version = 0): Promise<Json> => ciso.put(`/report-issues/${issue.id}/words/${section}`, { language: "ja", text }, `"${version}"`);
async function approved(issue: Json): Promise<Json> {
  const { version } = await now(`/report-issues/${issue.id}`);
  const answer = await president.call("POST", `/report-issues/${issue.id}/approval`, { json: {}, etag: `"${version}"` });
  assert.equal(answer.status, 200, answer.text);
  return documentOf(issue);
}

let type: Json;
let issue: Json;
let frozen: Json;

test("there are more than ten sections to choose from, and the built-in types are lists of them", () => {
  assert.ok(kinds.items.length >= 10);
  const keys: string[] = kinds.items.map((k: Json) => k.key);
  assert.deepEqual(kinds.built_in.map((b: Json) => b.type), ["assessment", "management_meeting", "investment_plan", "supplier_survey", "site_audit", "incident", "exercise", "training", "yearly_review", "disclosure_statement"]);
  for (const b of kinds.built_in) for (const s of b.sections) assert.ok(keys.includes(s.builder));
  assert.equal(kinds.built_in[1].sections[2].heading.ja, "他社のサイバー攻撃被害の発生状況");
});

test("a type keeps its sections in order, those of words alone with keys of their own", async () => {
  type = await typeOf([words("総括"), own("meeting_cases"), own("investment_budget", { heading: { ja: "今年度の予算", en: "This year's budget" }, words: false }), words("今後の予定")]);
  assert.equal(type.state, "active");
  const keys = type.sections.map((s: Json) => s.key);
  assert.deepEqual([keys[1], keys[2]], ["meeting_cases", "investment_budget"]);
  assert.match(keys[0], /^words_\d+$/);
  assert.notEqual(keys[0], keys[3]);
});

test("a copy of a built-in type says what that type says", async () => {
  const meeting = kinds.built_in[1];
  const copy = await typeOf(meeting.sections, { title: "経営会議の写し" });
  const [mine, built] = await Promise.all([documentOf(await issueOf(copy)), documentOf(await ciso.post("/report-issues", { type: "management_meeting", title: "経営会議への報告" }, 201))]);
  assert.deepEqual(mine.sections.map((s: Json) => [s.heading, s.blocks]), built.sections.map((s: Json) => [s.heading, s.blocks]));
});

test("an issue of an own type has its sections, its own headings and words where they are wanted", async () => {
  issue = await issueOf(type);
  assert.deepEqual(headings(await documentOf(issue)), ["総括", "他社のサイバー攻撃被害の発生状況", "今年度の予算", "今後の予定"]);
  const wanted = (await ciso.get(`/report-issues/${issue.id}/words`)).items;
  assert.deepEqual(wanted.map((w: Json) => w.heading.ja), ["総括", "他社のサイバー攻撃被害の発生状況", "今後の予定"]);
  await saying(issue, type.sections[0].key, "全体に改善しています。");
  await saying(issue, "meeting_cases", "当社にも当てはまります。");
  await ciso.refused("PUT", `/report-issues/${issue.id}/words/investment_budget`, 404, { json: { language: "ja", text: "x" }, etag: '"0"' });
  await ciso.refused("PUT", `/report-issues/${issue.id}/words/summary`, 404, { json: { language: "ja", text: "x" }, etag: '"0"' });
  const doc = await documentOf(issue);
  assert.equal(doc.sections[0].blocks[0].text.ja, "全体に改善しています。");
  assert.equal(doc.sections[1].blocks.at(-1).text.ja, "当社にも当てはまります。");
  assert.deepEqual(doc.sections[3].blocks, [{ type: "words" }], "it says that nobody has written anything");
});

test("a draft follows its type; words of a section that moved stay with it", async () => {
  const [summary, cases, budget, plan] = type.sections;
  type = await patched(`/report-types/${type.id}`, { sections: [cases, summary, words("ご審議いただきたいこと"), budget, plan] });
  assert.equal(type.sections[1].key, summary.key);
  const keys = type.sections.map((s: Json) => s.key);
  assert.equal(new Set(keys).size, 5);
  const doc = await documentOf(issue);
  assert.deepEqual(headings(doc), ["他社のサイバー攻撃被害の発生状況", "総括", "ご審議いただきたいこと", "今年度の予算", "今後の予定"]);
  assert.equal(doc.sections[1].blocks[0].text.ja, "全体に改善しています。");
});

test("words of a section that is gone never come up in another one", async () => {
  const [cases, summary, ask, budget, plan] = type.sections;
  await patched(`/report-types/${type.id}`, { sections: [cases, budget] });
  type = await patched(`/report-types/${type.id}`, { sections: [words("別の章"), cases, budget] });
  assert.ok(![summary.key, ask.key, plan.key].includes(type.sections[0].key));
  assert.deepEqual((await documentOf(issue)).sections[0].blocks, [{ type: "words" }]);
});

test("what is approved keeps its sections, headings and words when the type changes", async () => {
  await saying(issue, type.sections[0].key, "承認する内容です。");
  frozen = await approved(issue);
  assert.deepEqual(headings(frozen).slice(0, 3), ["別の章", "他社のサイバー攻撃被害の発生状況", "今年度の予算"]);
  type = await patched(`/report-types/${type.id}`, { title: "改めた種類", sections: [own("investment_cases")] });
  assert.deepEqual(await documentOf(issue), frozen);
  assert.deepEqual((await ciso.get(`/report-issues/${issue.id}/words`)).items.map((w: Json) => w.heading.ja), headings(frozen).slice(0, 3));
  for (const format of ["html", "pdf", "xlsx"]) assert.equal((await ciso.call("GET", `/report-issues/${issue.id}/document?format=${format}`)).status, 200, format);
  assert.equal((await ciso.get(`/report-issues/${issue.id}`)).own_type.title, "改めた種類");
});

test("what is new since the last issue is marked within one type", async () => {
  const other = await typeOf([own("meeting_cases")], { title: "他社事例の月報" });
  await approved(await issueOf(other));
  const fresh = await ciso.post("/outside-cases", { title: "新しい事例", industry: "retail", happened: "2026-11", damage: "停止", cause: "不明", likelihood: "low", response: "accepted", response_note: "対策済み" }, 201);
  const rows = async (of: Json): Promise<Json[]> => (await documentOf(await issueOf(of))).sections.flatMap((s: Json) => s.blocks).filter((b: Json) => b.type === "table").flatMap((t: Json) => t.rows);
  const marks = Object.fromEntries((await rows(other)).map((r) => [r.cells[0], r.mark]));
  assert.equal(marks[fresh.number], "new");
  assert.ok(Object.values(marks).filter((m) => m === undefined).length > 0, "old rows are not marked");
  const never = await typeOf([own("meeting_cases")], { title: "初めての種類" });
  assert.ok((await rows(never)).every((r) => r.mark === undefined), "another type's issues do not count");
});

test("a type about an assessment wants one named, another refuses it", async () => {
  const about = await typeOf([own("assessment_summary"), own("meeting_trends")], { title: "診断つき" });
  const send = (body: Json): Json => ({ json: { type: "own", title: "報告", ...body }, pointer: "/campaign" });
  await ciso.refused("POST", "/report-issues", 422, send({ own_type: about.id }));
  const made = await issueOf(about, { campaign });
  assert.ok((await documentOf(made)).coverage);
  await ciso.refused("POST", "/report-issues", 422, send({ own_type: type.id, campaign }));
  const came = await typeOf([own("meeting_trends")], { title: "後から診断" });
  const early = await issueOf(came);
  await patched(`/report-types/${came.id}`, { sections: [own("assessment_summary")] });
  assert.match((await documentOf(early)).sections[0].blocks[0].text.ja, /診断が指定されていない/);
  assert.equal((await patched(`/report-issues/${early.id}`, { audience: "取締役会" })).audience, "取締役会");
});

test("an issue of an own type names one that is in use, any other names none", async () => {
  const retired = await typeOf([own("meeting_trends")], { title: "使わない種類" });
  const kept = await issueOf(retired);
  const gone = await ciso.call("POST", `/report-types/${retired.id}/transitions`, { json: { action: "retire" }, etag: "*" });
  assert.equal(gone.status, 200, gone.text);
  for (const body of [{ type: "own" }, { type: "own", own_type: retired.id }, { type: "management_meeting", own_type: type.id }])
    await ciso.refused("POST", "/report-issues", 422, { json: { title: "報告", ...body }, pointer: "/own_type" });
  assert.equal((await documentOf(kept)).sections.length, 1, "its drafts go on");
  await ciso.delete(`/report-types/${retired.id}`, `"${(await now(`/report-types/${retired.id}`)).version}"`);
  assert.equal((await documentOf(kept)).sections.length, 1, "after it is deleted, too");
});

test("bad sections are refused with their place", async () => {
  const refused = (sections: Json[], pointer: string): Promise<Json> => ciso.refused("POST", "/report-types", 422, { json: { title: "種類", sections }, pointer });
  await refused([], "/sections");
  await refused([own("nothing_known")], "/sections/0/builder");
  await refused([own("meeting_cases"), { words: true }], "/sections/1/heading");
  await refused([own("meeting_cases"), own("meeting_cases")], "/sections/1/builder");
  await refused([words("あ".repeat(101))], "/sections/0/heading/ja");
  await refused(Array.from({ length: 61 }, (_, i) => words(`章 ${i}`)), "/sections");
  assert.equal((await typeOf(Array.from({ length: 60 }, (_, i) => words(`章 ${i}`)))).sections.length, 60);
});

test("there are at most a hundred, one that is restored counted too", async () => {
  const gone = await typeOf([own("meeting_cases")], { title: "消した種類" });
  await ciso.delete(`/report-types/${gone.id}`, `"${gone.version}"`);
  const there: Json[] = (await ciso.get("/report-types?limit=200")).items;
  for (let n = there.length; n < 100; n++) await typeOf([own("meeting_cases")], { title: `種類${n}` });
  await ciso.refused("POST", "/report-types", 409, { json: { title: "百一番目", sections: [own("meeting_cases")] } });
  await ciso.refused("POST", `/report-types/${gone.id}/restore`, 409, { etag: "*" });
  await ciso.delete(`/report-types/${there[0]!.id}`, "*");
  assert.equal((await ciso.call("POST", `/report-types/${gone.id}/restore`, { etag: "*" })).status, 200);
});

test("a type is seen as a draft before it is kept", async () => {
  const doc = await ciso.post("/report-type-previews", { title: "試し", campaign, sections: [own("assessment_summary"), words("所感"), own("investment_budget", { heading: { ja: "予算" } })] }, 200);
  assert.deepEqual(headings(doc), ["診断結果の要約", "所感", "予算"]);
  await ciso.refused("POST", "/report-type-previews", 422, { json: { sections: [own("meeting_cases"), own("meeting_cases")] } });
});

test("types are made by those who make reports and read by those who read them", async () => {
  const auditor = await signedInAs(ciso, "auditor");
  assert.ok((await auditor.get("/report-types")).items.length > 0);
  assert.ok((await auditor.get("/report-sections")).items.length > 0);
  await auditor.refused("POST", "/report-types", 403, { json: { title: "種類", sections: [own("meeting_cases")] } });
  await auditor.refused("POST", "/report-type-previews", 403, { json: { sections: [own("meeting_cases")] } });
});
