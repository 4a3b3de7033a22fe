// A report on one case: what it tells, in every form; an exercise says so on each page; and nobody learns by it of a case that is
// kept to its readers.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Client, Json } from "../support/client.ts";
import { colleagueOf, setUp, signedInAs, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server);
const unit = await topUnit(ciso);
const csirt = await colleagueOf(ciso, "初動", "CSIRT", ["csirt"], unit);
const security = await colleagueOf(ciso, "統括", "セキュリティ", ["security"], unit);
const president = await colleagueOf(ciso, "社長", "社長", ["executive"], unit);

const ago = (hours: number): string => new Date(Date.now() - hours * 3_600_000).toISOString();
const incident = (title: string, more: Json = {}): Promise<Json> =>
  security.client.post("/incidents", { unit, title, severity: "high", threat_key: "ransomware", detected_at: ago(30), detail: `${title}の概要`, ...more }, 201);
const issueOf = (made: Json, more: Json = {}): Promise<Json> => ciso.post("/report-issues", { type: "incident", incident: made.number, title: "題名は決められない", ...more }, 201);
const documentOf = (issue: Json, by: Client = ciso): Promise<Json> => by.get(`/report-issues/${issue.id}/document`);
const section = (doc: Json, key: string): Json => doc.sections.find((s: Json) => s.key === key);
const rows = (doc: Json, key: string): Json[] => section(doc, key).blocks.find((b: Json) => b.type === "table").rows.map((r: Json) => r.cells);
async function step(id: string, action: string): Promise<void> {
  const { status, text } = await security.client.call("POST", `/incidents/${id}/transitions`, { json: { action }, etag: "*" });
  assert.equal(status, 200, text);
}
async function readers(id: string, json: Json): Promise<void> {
  const { headers } = await security.client.call("GET", `/incidents/${id}/readers`);
  await security.client.put(`/incidents/${id}/readers`, json, headers.get("etag")!);
}
const mine = { confidential: true, people: [security.person], roles: [] };
const FORMS = ["html", "pdf", "xlsx"];

let made: Json;

test("a report tells of a case from its phases to its lessons, corrections shown", async () => {
  made = await incident("ファイルサーバーの暗号化");
  for (const action of ["contain", "recover", "restored"]) await step(made.id, action);
  const line = await security.client.post(`/incidents/${made.id}/timeline`, { kind: "fact", text: "3台が暗号化された" }, 201);
  await security.client.post(`/incidents/${made.id}/timeline`, { kind: "fact", text: "正しくは4台", corrects: line.seq }, 201);
  await security.client.put(`/incidents/${made.id}/impact`, { known_at: ago(20), countries: "JP", persons: 120, personal: true }, undefined);
  await security.client.post(`/incidents/${made.id}/evidence`, { title: "サーバーのディスク", source: "FS-01", holder: "統括" }, 201);
  await security.client.post("/tasks/on-record", { register: "incidents", record: made.id, title: "復旧の手順を確かめる", owner: security.person }, 201);
  await security.client.call("PUT", `/incidents/${made.id}/costs/response`, { json: { amount: 3_000_000, settled: true }, etag: '"0"' });
  await security.client.patch(`/incidents/${made.id}`, { cause: "古いVPN機器", lessons: "毎月更新する" }, "*");
  const measure = await security.client.post(`/incidents/${made.id}/measures`, { title: "毎月更新する" }, 201);
  const issue = await issueOf(made);
  assert.deepEqual([issue.title, issue.incident, issue.title_en], [`インシデント報告 ${made.number}`, made.number, `Incident report ${made.number}`]);
  const doc = await documentOf(issue);
  assert.deepEqual(doc.sections.map((s: Json) => s.key), ["summary", "phases", "impact", "duties", "timeline", "tasks", "evidence", "cost", "lessons"]);
  assert.ok(JSON.stringify(section(doc, "summary")).includes("ファイルサーバーの暗号化"));
  const timeline = rows(doc, "timeline");
  const [first, second] = [timeline.find((r) => r[0] === line.seq)!, timeline.find((r) => r[0] === line.seq + 1)!];
  assert.match(first[3].ja, new RegExp(`訂正済み.*${line.seq + 1}.*3台`));
  assert.match(second[3].ja, new RegExp(`${line.seq}.*訂正.*4台`));
  assert.ok(rows(doc, "impact").some((r) => JSON.stringify(r).includes("120")));
  assert.deepEqual(rows(doc, "evidence").map((r) => [r[0], r[1], r[4]]), [[1, "サーバーのディスク", "統括"]]);
  assert.deepEqual(rows(doc, "tasks").map((r) => r[1]), ["復旧の手順を確かめる"]);
  assert.deepEqual(rows(doc, "cost").map((r) => r[1].amount), [3_000_000, 3_000_000]);
  assert.deepEqual(rows(doc, "lessons").map((r) => r[0]), [measure.number]);
  for (const format of FORMS)
    for (const language of ["ja", "en"]) {
      const answer = await ciso.call("GET", `/report-issues/${issue.id}/document?format=${format}&language=${language}`);
      assert.equal(answer.status, 200, answer.text.slice(0, 500));
      if (format === "html") assert.doesNotMatch(answer.text, />(report|reg|enum|duty)\.[a-z_.]+</, "no message is missing");
    }
});

test("what a report on a case is called tells its number and no more, and it names a case of ours", async () => {
  const issue = await issueOf(made);
  const { version } = await ciso.get(`/report-issues/${issue.id}`);
  const changed = await ciso.patch(`/report-issues/${issue.id}`, { title: "ファイルサーバーの件", audience: "取締役会" }, `"${version}"`);
  assert.deepEqual([changed.title, changed.audience], [issue.title, "取締役会"]);
  const refused = (json: Json, pointer: string) => ciso.refused("POST", "/report-issues", 422, { json, pointer });
  await refused({ type: "incident", title: "x" }, "/incident");
  await refused({ type: "incident", title: "x", incident: "IN-1999-0001" }, "/incident");
  await refused({ type: "management_meeting", title: "x", incident: made.number }, "/incident");
  await refused({ type: "own", title: "x" }, "/own_type");
  await ciso.refused("POST", "/report-types", 422, { json: { title: "案件の章", sections: [{ builder: "case_summary", words: true }] }, pointer: "/sections/0/builder" });
  await ciso.refused("POST", "/report-schedules", 422, { json: { title: "毎月の案件", type: "incident", cycle: "month", rule: "day", day: 28, covers: "previous", owner: security.person }, pointer: "/type" });
});

test("a report of an exercise says so on each page and counts nowhere", async () => {
  const drill = await incident("訓練の暗号化", { drill: true });
  const issue = await issueOf(drill);
  const doc = await documentOf(issue);
  assert.match(issue.title, /^【演習】/);
  assert.match(doc.confidentiality.ja, /^【演習】/);
  assert.match(doc.confidentiality.en, /^\[Exercise\]/);
  for (const s of doc.sections) assert.match(s.heading.ja, /^【演習】/);
  const html = await ciso.call("GET", `/report-issues/${issue.id}/document?format=html&language=ja`);
  assert.ok(html.text.includes("実際の被害はなく"));
  for (const format of ["pdf", "xlsx"]) assert.equal((await ciso.call("GET", `/report-issues/${issue.id}/document?format=${format}&language=en`)).status, 200);
  const real = await documentOf(await issueOf(made));
  assert.ok(!JSON.stringify(real).includes("【演習】"));
});

test("of a confidential case no report is issued, and its readers have the paper as it stands", async () => {
  const kept = await incident("名簿の持ち出し");
  await readers(kept.id, mine);
  const problem = await security.client.refused("POST", "/report-issues", 409, { json: { type: "incident", incident: kept.number, title: "x" } });
  assert.match(problem.detail!, /親展|confidential/);
  await ciso.refused("POST", "/report-issues", 422, { json: { type: "incident", incident: kept.number, title: "x" }, pointer: "/incident" });
  const path = `/incidents/${kept.number}/report`;
  const doc = await security.client.get(path);
  assert.ok(JSON.stringify(doc).includes("名簿の持ち出し"));
  for (const format of FORMS) assert.equal((await security.client.call("GET", `${path}?format=${format}&language=ja`)).status, 200);
  for (const by of [ciso, president.client, csirt.client]) await by.refused("GET", path, 404);
  const member = await signedInAs(ciso, "member", unit);
  await member.refused("GET", path, 403);
});

test("a report goes the way of its case: kept to the case's readers from when it is confidential, open when it is again", async () => {
  const word = "退職者の犯行";
  const shut = await incident(word);
  const issue = await issueOf(shut);
  const path = `/report-issues/${issue.id}`;
  await ciso.put(`${path}/words/summary`, { language: "ja", text: `${word}と見ている。` }, '"0"');
  const approved = await issueOf(shut);
  const { version } = await president.client.get(`/report-issues/${approved.id}`);
  const answer = await president.client.call("POST", `/report-issues/${approved.id}/approval`, { json: {}, etag: `"${version}"` });
  assert.equal(answer.status, 200, answer.text);
  const [round] = (await ciso.get(`/approvals?register=report-issues&record=${approved.id}`)).items;
  assert.equal((await ciso.get(`/approvals/${round.id}`)).record.title, `インシデント報告 ${shut.number}`);
  await readers(shut.id, mine);
  for (const by of [ciso, president.client]) {
    await by.refused("GET", `/approvals/${round.id}`, 404);
    for (const at of [path, `/report-issues/${approved.id}`])
      for (const address of [at, `${at}/document`, `${at}/document?format=pdf`, `${at}/words`, `${at}/history`, `${at}/authors`]) {
        const { status } = await by.call("GET", address);
        assert.ok([403, 404].includes(status), `${address} ${status}`);
      }
    for (const address of ["/report-issues?limit=500", "/report-issues?format=csv", "/audit?limit=500", "/changes?since=0", "/approvals?box=done", "/approvals?box=sent", "/notices?limit=100", `/search?q=${encodeURIComponent(word)}`]) {
      const { status, text } = await by.call("GET", address);
      if (status !== 200) continue; // not theirs anyway
      for (const told of [word, issue.id, approved.id]) assert.ok(!text.includes(told) || (address.startsWith("/notices") && told !== word), `${address} ${told}`);
    }
    await by.refused("PATCH", path, by === ciso ? 404 : 403, { json: { audience: "x" }, etag: "*" });
  }
  assert.equal((await security.client.call("GET", `${path}/document`)).status, 200, "its readers have it");
  await security.client.refused("PATCH", path, 409, { json: { audience: "x" }, etag: "*" });
  await security.client.refused("PUT", `${path}/words/summary`, 409, { json: { language: "ja", text: "x" }, etag: '"1"' });
  await readers(shut.id, { confidential: false });
  assert.ok(JSON.stringify(await documentOf(issue)).includes(word));
});
