// Practice 1-1 as company A does it, a retailer of 1,000: cases of other firms are collected, their likelihood
// here and what they call for is judged, and the management meeting is told of it in four fixed parts (figure
// 2-1.1), the same form every time. The two cases are those of table 2-1.1; measures are those of table 2-3.1.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Client, Json } from "../support/client.ts";
import { setUp, signedInAs, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server);
const unit = await topUnit(ciso);
const head = await signedInAs(ciso, "security");
const president = await signedInAs(ciso, "executive");

const CASES = [
  {
    title: "通販サイトが一時利用できず、翌日に再開",
    firm: "国内小売業",
    industry: "retail",
    happened: "2026-06",
    damage: "一時的に通販サイトが利用できない状態。翌日サービス再開。",
    cause: "DDoS攻撃",
    attack: "DDoS",
    likelihood: "low",
    response: "accepted",
    response_note: "運営を委託する自社WebサイトへのDDoS対策は実施済で、サーバダウンは受容する。",
  },
  {
    title: "取引先の感染で供給が月単位で停滞",
    firm: "国内製造業",
    industry: "manufacturing",
    happened: "2026-08",
    damage: "製品生産を担う取引先が自己増殖型ランサムウェアに感染。供給が月単位で滞った。",
    cause: "取引先のランサムウェア感染",
    attack: "ランサムウェア",
    likelihood: "high",
    response: "needed",
    response_note: "ネットワーク分離が必要。OA環境と倉庫は同一ネットワーク上にあるため、感染時の被害拡大が懸念される。",
  },
];

const PARTS = ["attacks", "measures", "cases", "trends"];
const HEADINGS = ["当社に対するサイバー攻撃の状況", "サイバーセキュリティ対策の実施状況", "他社のサイバー攻撃被害の発生状況", "その他　サイバー攻撃のトレンド"];

const issueBody = { type: "management_meeting", title: "サイバーセキュリティリスクに関する報告", meeting: "経営会議", meeting_date: "2026-11-25" };
const documentOf = (issue: Json): Promise<Json> => president.get(`/report-issues/${issue.id}/document?format=json`);
const section = (doc: Json, key: string): Json => doc.sections.find((s: Json) => s.key === key);
const tables = (one: Json): Json[] => one.blocks.filter((b: Json) => b.type === "table");

async function approve(issue: Json): Promise<void> {
  const { version } = await president.get(`/report-issues/${issue.id}`);
  const answer = await president.call("POST", `/report-issues/${issue.id}/approval`, { json: {}, etag: `"${version}"` });
  assert.equal(answer.status, 200, answer.text);
}

async function press(who: Client, path: string, action: string): Promise<void> {
  const { version } = await who.get(path);
  const answer = await who.call("POST", `${path}/transitions`, { json: { action }, etag: `"${version}"` });
  assert.equal(answer.status, 200, answer.text);
}

const made: Json[] = [];
let issue: Json;
let next: Json;

test("1 the head of information systems collects cases and judges what they mean here", async () => {
  for (const one of CASES) made.push(await head.post("/outside-cases", one));
  const answer = await head.call("POST", "/outside-cases", { json: { ...CASES[0], response_note: null } });
  assert.equal(answer.status, 422, "a case is not accepted without a reason");
  await head.post("/outside-cases", { title: "海外の物流会社の停止", industry: "transport", response: "undecided" });
});

test("2 what the case calls for is a measure, linked to it", async () => {
  const measure = await head.post("/measures", {
    title: "ネットワーク分離",
    detail: "OA環境と倉庫のIPアドレスの体系を分け、必要な通信のみを通過させる。",
    unit,
    priority: "high",
    likelihood: "high",
    cost_initial: { amount: 8000000, currency: "JPY" },
  });
  await head.post(`/outside-cases/${made[1]!.id}/links`, { register: "measures", record: measure.id, kind: "relates" }, 201);
  const firewall = await head.post("/measures", { title: "次世代ファイアウォール導入", unit, priority: "high" });
  await press(president, `/measures/${firewall.id}`, "approve");
});

test("3 the paper has the four parts of figure 2-1.1, in both languages and all forms", async () => {
  await head.post("/attack-counts", { month: "2026-10", kind: "suspicious_mail", seen: 1200, got_through: 3, harmed: 0 });
  issue = await head.post("/report-issues", issueBody);
  assert.equal(issue.period, "FY2026");
  const doc = await documentOf(issue);
  assert.deepEqual(doc.sections.map((s: Json) => s.key), PARTS);
  assert.deepEqual(doc.sections.map((s: Json) => s.heading.ja), HEADINGS);
  const rows = tables(section(doc, "cases"))[0]!.rows;
  assert.deepEqual(rows.map((r: Json) => r.cells[0]), [made[1]!.number, made[0]!.number]);
  assert.equal(rows[0].cells[4].label.ja, "高");
  assert.match(rows[0].cells[5].ja, /ネットワーク分離が必要/);
  assert.match(rows[0].cells[5].ja, /\n対策：ネットワーク分離（M-\d+-\d+、提案中）$/);
  assert.match(rows[1].cells[5].ja, /サーバダウンは受容する/);
  assert.match(section(doc, "cases").blocks[0].text.ja, /検討していない事例が1件/);
  const [asked, approved] = tables(section(doc, "measures"));
  assert.deepEqual(asked!.rows.map((r: Json) => r.cells[1]), ["ネットワーク分離"]);
  assert.equal(asked!.rows[0].cells[4].ja, "800万円");
  assert.deepEqual(approved!.rows.map((r: Json) => r.cells[1]), ["次世代ファイアウォール導入"]);
  for (const language of ["ja", "en"]) {
    const html = await president.call("GET", `/report-issues/${issue.id}/document?format=html&language=${language}`);
    assert.equal(html.status, 200);
    assert.match(html.text, language === "ja" ? /他社のサイバー攻撃被害/ : /Damage at other firms/);
  }
});

test("4 the CISO says what it means, the president approves, and it is frozen", async () => {
  const answer = await ciso.call("PUT", `/report-issues/${issue.id}/words/cases`, { json: { language: "ja", text: "倉庫とOA環境の分離をお願いします。" }, etag: '"0"' });
  assert.equal(answer.status, 200, answer.text);
  await approve(issue);
  await head.post("/outside-cases", { ...CASES[1], title: "あとから知った事例" });
  const doc = await documentOf(issue);
  assert.equal(tables(section(doc, "cases"))[0]!.rows.length, 2, "what is learned later does not change it");
  const { digest } = await president.get(`/report-issues/${issue.id}`);
  assert.match(digest, /^[0-9a-f]{64}$/);
});

test("5 it is said when it was presented and who got it; nothing else of it changes", async () => {
  const { version } = await head.get(`/report-issues/${issue.id}`);
  const told = await head.patch(`/report-issues/${issue.id}`, { presented_on: "2026-11-25", distribution: "取締役\n監査役" }, `"${version}"`);
  assert.equal(told.presented_on, "2026-11-25");
  const refused = await head.call("PATCH", `/report-issues/${issue.id}`, { json: { title: "別の題" }, etag: `"${told.version}"` });
  assert.equal(refused.status, 409, refused.text);
});

test("6 what the meeting decided has an owner and a day, and becomes a measure once", async () => {
  const decision = await head.post("/report-decisions", { issue: issue.id, title: "ネットワーク分離の見積りを12月に再提出", due: "2026-12-20" });
  const other = await head.post("/report-decisions", { issue: issue.id, title: "倉庫の無線機器を棚卸する" });
  const measure = await head.post(`/report-decisions/${decision.id}/measure`, { unit, priority: "high" }, 201);
  assert.equal((await head.get(`/report-decisions/${decision.id}`)).measure.id, measure.id);
  assert.equal((await head.get(`/measures/${measure.id}`)).due, "2026-12-20");
  const again = await head.call("POST", `/report-decisions/${decision.id}/measure`, { json: { unit, priority: "high" } });
  assert.equal(again.status, 409);
  await press(head, `/report-decisions/${other.id}`, "finish");
});

test("7 the next paper has the same form, marks what is new and asks after what was decided", async () => {
  next = await head.post("/report-issues", { ...issueBody, meeting_date: "2026-12-23" });
  const doc = await documentOf(next);
  assert.deepEqual(doc.sections.map((s: Json) => s.heading.ja), HEADINGS);
  const rows = tables(section(doc, "cases"))[0]!.rows;
  assert.deepEqual(rows.filter((r: Json) => r.mark === "new").map((r: Json) => r.cells[2].split("\n")[0]), ["あとから知った事例"]);
  const decisions = tables(section(doc, "measures"))[2]!;
  assert.deepEqual(decisions.rows.map((r: Json) => r.cells[1]), ["ネットワーク分離の見積りを12月に再提出"]);
});

test("a report of the meeting names no campaign", async () => {
  const answer = await head.call("POST", "/report-issues", { json: { ...issueBody, campaign: "CP-2026-0001" } });
  assert.equal(answer.status, 422);
});
