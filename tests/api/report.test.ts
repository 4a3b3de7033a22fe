// Reports: the draft from live data, words, approval that freezes, the forms they are given in.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { Client, Json } from "../support/client.ts";
import { newDatabase, query } from "../support/database.ts";
import { until } from "../support/environment.ts";
import { enterBy, signedInAs } from "../support/people.ts";
import { command, prepare, startServer } from "../support/server.ts";

const database = newDatabase();
prepare(database);
const links = command(database, ["demo"]);
const server = await startServer({ database });

const ciso = await enterBy(server, links, "ciso");
const president = await enterBy(server, links, "president");
const auditor = await enterBy(server, links, "auditor");
const member = await signedInAs(ciso, "member");

// In the sample company the report is on its way; here it is a draft again, approved at one press.
const security = await enterBy(server, links, "security");
const [going] = (await security.get("/approvals?box=sent")).items;
await security.call("POST", `/approvals/${going.id}/withdrawal`, { json: {}, etag: `"${going.version}"` });
for (const route of (await ciso.get("/approval-routes")).items) await ciso.delete(`/approval-routes/${route.id}`, `"${route.version}"`);

const path = "/report-issues/RP-2026-0001";
const wanted = { type: "assessment", campaign: "K-2026-0001", title: "評価結果", title_en: "Results" };

async function record(id = path): Promise<{ json: Json; etag: string }> {
  const answer = await ciso.call("GET", id);
  assert.equal(answer.status, 200, answer.text);
  return { json: answer.json, etag: answer.headers.get("etag") ?? "" };
}

async function newIssue(): Promise<string> {
  return `/report-issues/${(await ciso.post("/report-issues", wanted, 201)).id}`;
}

async function text(id: string, section: string, language = "ja"): Promise<Json> {
  const list = await ciso.get(`${id}/words`);
  return list.items.find((s: Json) => s.section === section).words.find((w: Json) => w.language === language);
}

test("an issue takes period from its campaign and is confidential unless told otherwise", async () => {
  const issue = await ciso.post("/report-issues", wanted, 201);
  assert.match(issue.number, /^RP-\d{4}-\d{4}$/);
  assert.equal(issue.state, "draft");
  assert.equal(issue.confidentiality, "社外秘");
  assert.match(issue.period, /^FY\d{4}$/);
  await ciso.refused("POST", "/report-issues", 422, { json: { ...wanted, campaign: "K-1999-0001" }, pointer: "/campaign" });
  await ciso.refused("POST", "/report-issues", 422, { json: { type: "assessment", title: "x" }, pointer: "/campaign" });
  await ciso.refused("POST", "/report-issues", 422, { json: { ...wanted, digest: "x" }, pointer: "/digest" });
  // A report stays one about the campaign it was made for.
  await ciso.refused("PATCH", `/report-issues/${issue.id}`, 422, { json: { campaign: "K-2025-0001" }, etag: `"${issue.version}"`, pointer: "/campaign" });
});

test("the draft document is drawn from live data", async () => {
  const document = await ciso.get(`${path}/document`);
  assert.equal(document.format, "kaname-report/1");
  assert.equal(document.approved_at, null);
  assert.deepEqual(document.sections.map((s: Json) => s.key), ["summary", "results", "units", "gaps", "measures", "practices", "claims", "words", "method"]);
  const before = document.sections[4].blocks[0].rows.length;
  const unit = (await ciso.get("/units?limit=1")).items[0].id;
  await ciso.post("/measures", { unit, title: "新しい対策", priority: "low", sheet_key: "kaname-csm40" }, 201);
  const after = await ciso.get(`${path}/document?format=json`);
  assert.equal(after.sections[4].blocks[0].rows.length, before + 1);
});

test("claims that records do not bear out stand in the report, with what is missing", async () => {
  const { sections, coverage } = await ciso.get(`${path}/document`);
  const claims = await ciso.get("/campaigns/K-2026-0001/claims");
  assert.ok(claims.unsupported.length > 0);
  const section = sections.find((s: Json) => s.key === "claims");
  const [text, table] = section.blocks;
  assert.match(text.text.ja, new RegExp(`足りないものは${claims.unsupported.length}件です`));
  const items = (list: Json[]): string[] => [...new Set(list)].sort();
  assert.deepEqual(items(table.rows.map((r: Json) => r.cells[0])), items(claims.unsupported.map((c: Json) => c.key)));
  assert.ok(table.rows.every((r: Json) => r.cells[3] > (r.cells[4] ?? 0) && r.cells[5].ja && r.cells[5].en));
  for (const form of ["html", "pdf", "xlsx"]) assert.equal((await ciso.call("GET", `${path}/document?format=${form}`)).status, 200);
  assert.match((await ciso.call("GET", `${path}/document?format=html`)).text, /回答の裏付け/);
  assert.deepEqual([coverage.partial, coverage.text.ja], [false, "7組織すべてが回答"]);
});

test("words are kept by section and language, and an old version is refused", async () => {
  const id = await newIssue();
  assert.equal((await text(id, "gaps")).version, 0);
  const put = { language: "ja", text: "三つの領域に集中しています。" };
  assert.equal((await ciso.put(`${id}/words/gaps`, put, '"0"')).version, 1);
  await ciso.refused("PUT", `${id}/words/gaps`, 412, { json: put, etag: '"0"' });
  await ciso.refused("PUT", `${id}/words/gaps`, 428, { json: put });
  await ciso.refused("PUT", `${id}/words/nothing`, 404, { json: put, etag: '"0"' });
  assert.equal((await president.put(`${id}/words/gaps`, { ...put, text: "了解した。" }, '"1"')).version, 2);
  const said = await text(id, "gaps");
  assert.equal(said.text, "了解した。");
  assert.match(said.author, /大野/);
  assert.equal((await text(id, "gaps", "en")).version, 0);
  await auditor.refused("PUT", `${id}/words/gaps`, 403, { json: put, etag: '"2"' });
  const document = await ciso.get(`${id}/document`);
  assert.equal(document.sections[3].blocks.at(-1).text.ja, "了解した。");
});

test("every form is given, in both languages, as what it is", async () => {
  const head = async (form: string, language: string): Promise<[string, string, string]> => {
    const answer = await auditor.call("GET", `${path}/document?format=${form}&language=${language}`);
    assert.equal(answer.status, 200, answer.text.slice(0, 500));
    return [answer.headers.get("content-type") ?? "", answer.headers.get("content-disposition") ?? "", answer.text];
  };
  const [htmlType, , page] = await head("html", "en");
  assert.match(htmlType, /^text\/html/);
  assert.match(page, /<html lang="en">/);
  assert.match(page, /DRAFT/);
  const [pdfType, pdfName, pdf] = await head("pdf", "ja");
  assert.match(pdfType, /^application\/pdf/);
  assert.match(pdfName, /^inline; .*RP-2026-0001.*\.pdf/);
  assert.ok(pdf.startsWith("%PDF-"));
  const [xlsxType, xlsxName, xlsx] = await head("xlsx", "ja");
  assert.match(xlsxType, /spreadsheetml/);
  assert.match(xlsxName, /^attachment; /);
  assert.ok(xlsx.startsWith("PK"));
  await auditor.refused("GET", `${path}/document?format=docx`, 422, { pointer: "/query/format" });
});

test("an HTML report brings a policy under which nothing runs", async () => {
  const answer = await ciso.call("GET", `${path}/document?format=html`);
  const policy = answer.headers.get("content-security-policy") ?? "";
  assert.match(policy, /default-src 'none'/);
  assert.match(policy, /sandbox/);
  assert.doesNotMatch(policy, /script-src/);
});

test("approval freezes what was told: later data changes nothing", async () => {
  const id = await newIssue();
  const { etag, json } = await record(id);
  await auditor.refused("POST", `${id}/approval`, 403, { json: {}, etag });
  await president.refused("POST", `${id}/approval`, 428, { json: {} });
  const approval = await (async () => {
    const answer = await president.call("POST", `${id}/approval`, { json: { comment: "了承" }, etag });
    assert.equal(answer.status, 200, answer.text);
    return answer.json;
  })();
  assert.equal(approval.state, "approved");
  assert.match(approval.digest, /^[0-9a-f]{64}$/);
  assert.match(approval.approver, /大野/);
  const frozen = await ciso.call("GET", `${id}/document`);
  const unit = (await ciso.get("/units?limit=1")).items[0].id;
  await ciso.post("/measures", { unit, title: "後からの対策", priority: "low", sheet_key: "kaname-csm40" }, 201);
  assert.equal((await ciso.call("GET", `${id}/document`)).text, frozen.text);
  const html = (await ciso.call("GET", `${id}/document?format=html&language=ja`)).text;
  assert.match(html, new RegExp(approval.digest));
  assert.doesNotMatch(html, /下書き/);
  assert.match(html, /承認の記録/);
  assert.deepEqual(frozen.json.sections.at(-1).blocks[1].rows.map((r: Json) => [r.cells[1].ja, r.cells[4]]), [["代表取締役社長　大野 誠", "了承"]]);
  const now = await record(id);
  await ciso.refused("PATCH", id, 409, { json: { title: "別の表題" }, etag: now.etag });
  await ciso.refused("DELETE", id, 409, { etag: now.etag });
  await ciso.refused("PUT", `${id}/words/gaps`, 409, { json: { language: "ja", text: "x" }, etag: '"0"' });
  await president.refused("POST", `${id}/approval`, 409, { json: {}, etag: now.etag });
  const history = await ciso.get(`${id}/history`);
  assert.ok(history.items.some((e: Json) => JSON.stringify(e).includes(approval.digest)), "the audit names the digest");
  assert.equal(json.state, "draft");
});

test("a report that goes round is what was sent: live data does not change it, words start it anew", async () => {
  const steps = [
    { name: "監査", need: "all", who: [{ kind: "role", role: "auditor" }] },
    { name: "決裁", need: "all", who: [{ kind: "role", role: "executive" }] },
  ];
  const route = await ciso.post("/approval-routes", { name: "報告書", subject: "report-issues", active: true, on_change: "restart", steps }, 201);
  const id = await newIssue();
  const issue = await ciso.get(id);
  await president.refused("POST", `${id}/approval`, 409, { json: {}, etag: `"${issue.version}"` });
  const round = await security.post("/approvals", { register: "report-issues", record: issue.id }, 201);
  const sent = await ciso.get(`${id}/document`);
  const unit = (await ciso.get("/units?limit=1")).items[0].id;
  await ciso.post("/measures", { unit, title: "回付中の対策", priority: "low", sheet_key: "kaname-csm40" }, 201);
  assert.deepEqual(await ciso.get(`${id}/document`), sent);
  const decide = async (who: Client, version: number): Promise<Json> => {
    const answer = await who.call("POST", `/approvals/${round.id}/decision`, { json: { decision: "approve" }, etag: `"${version}"` });
    assert.equal(answer.status, 200, answer.text);
    return answer.json;
  };
  assert.equal((await decide(auditor, round.version)).step, 2);
  await president.put(`${id}/words/gaps`, { language: "ja", text: "復旧を優先する。" }, '"0"');
  const anew = await president.get(`/approvals/${round.id}`);
  assert.equal(anew.step, 1);
  assert.notEqual(anew.digest, round.digest);
  await decide(auditor, anew.version);
  assert.equal((await decide(president, anew.version)).state, "approved");
  const frozen = await ciso.get(`${id}/document`);
  assert.match(frozen.approver.name, /大野/);
  assert.ok(JSON.stringify(frozen).includes("復旧を優先する。"));
  // How it came to be approved is its last page: who decided in each step, and what happened before.
  const sheet = frozen.sections.at(-1);
  assert.deepEqual([sheet.key, sheet.own_page, sheet.heading.ja], ["approval", true, "承認の記録"]);
  const [facts, approvers, history] = sheet.blocks;
  assert.equal(facts.rows[0].cells[1], round.number);
  assert.deepEqual(approvers.rows.map((r: Json) => [r.cells[0].ja, r.cells[2].label.en]), [["監査", "Approved"], ["決裁", "Approved"]]);
  assert.match(approvers.rows[1].cells[1].ja, /大野/);
  assert.deepEqual(history.rows.map((r: Json) => r.cells[1].ja), ["申請", "承認", "内容変更", "承認", "承認"]);
  const page = (await ciso.call("GET", `${id}/document?format=html&language=en`)).text;
  assert.match(page, /<section id="s\d+" class="own-page"><h2><span class="no">\d+<\/span>Approval sheet/);
  assert.equal((await ciso.get(id)).state, "approved");
  await ciso.delete(`/approval-routes/${route.id}`, `"${route.version}"`);
});

test("files of an approved issue are made by a job and then given as they are", async () => {
  const id = await newIssue();
  const { json, etag } = await record(id);
  await ciso.refused("POST", `${id}/approval`, 409, { json: {}, etag }); // her own draft
  assert.equal((await president.call("POST", `${id}/approval`, { json: {}, etag })).status, 200);
  const count = `SELECT count(*) FROM report_file f JOIN report_issue i ON i.id = f.issue_id WHERE i.number = '${json.number}'`;
  await until("all files are there", () => query(server.database, count)[0] === "6", 60);
  const first = await ciso.call("GET", `${id}/document?format=pdf&language=ja`);
  const again = await ciso.call("GET", `${id}/document?format=pdf&language=ja`);
  assert.equal(first.text, again.text);
});

test("a file may be asked for and is made by a job", async () => {
  const answer = await ciso.call("POST", `${path}/renderings`, { json: { format: "pdf", language: "en" } });
  assert.equal(answer.status, 202, answer.text);
  assert.equal(answer.headers.get("location"), `/api/v1/jobs/${answer.json.job}`);
  await until("the job is done", async () => (await ciso.get(`/jobs/${answer.json.job}`)).state === "done", 60);
  await ciso.refused("POST", `${path}/renderings`, 422, { json: { format: "json", language: "en" }, pointer: "/format" });
});

test("staff see no reports", async () => {
  await member.refused("GET", "/report-issues", 403);
  await member.refused("GET", `${path}/document`, 403);
  await member.refused("GET", `${path}/words`, 403);
});

test("the command writes a report as a file", () => {
  const file = (name: string): string => join(server.database.folder, name);
  command(server.database, ["report", "--issue", "RP-2026-0001", "--format", "pdf", "--language", "ja", "--output", file("a.pdf")]);
  assert.equal(readFileSync(file("a.pdf")).subarray(0, 5).toString(), "%PDF-");
  command(server.database, ["report", "--campaign", "K-2026-0001", "--format", "xlsx", "--output", file("a.xlsx")]);
  assert.equal(readFileSync(file("a.xlsx")).subarray(0, 2).toString(), "PK");
  command(server.database, ["report", "--issue", "RP-1999-0001", "--output", file("none.pdf")], { status: 1 });
  assert.ok(!existsSync(file("none.pdf")));
  command(server.database, ["report", "--output", file("none.pdf")], { status: 2 });
});
