// One set of answers about ourselves: customers' own files are brought in, answered from it line by
// line, approved, and given back as they came with the answers filled in.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { after, test } from "node:test";
import { Book } from "../support/book.ts";
import type { Client, Json } from "../support/client.ts";
import { query } from "../support/database.ts";
import { until } from "../support/environment.ts";
import { setUp, signedInAs } from "../support/people.ts";
import { partOf, QUESTIONS, questionnaire } from "../support/questionnaire.ts";
import { startServer } from "../support/server.ts";
import { importSheet, makeShops, openCampaign, put, smallSheet, step } from "../support/sheet.ts";

const server = await startServer();
const ciso = await setUp(server);
const security = await signedInAs(ciso, "security");
const auditor = await signedInAs(ciso, "auditor");
security.lang = "ja";
const shops = await makeShops(ciso);

function form(bytes: Uint8Array, name = "調査票.xlsx"): FormData {
  const data = new FormData();
  data.append("file", new Blob([bytes as Uint8Array<ArrayBuffer>]), name);
  return data;
}

const act = async (path: string, action: string, by: Client = security, more: Json = {}): Promise<Json> => {
  const answer = await by.call("POST", `${path}/transitions`, { json: { action, ...more }, etag: "*" });
  assert.equal(answer.status, 200, answer.text);
  return answer.json;
};

async function statement(question: string, answer: string, more: Json = {}): Promise<Json> {
  const made = await security.post("/statements", { question, answer, ...more }, 201);
  return act(`/statements/${made.id}`, "release");
}

async function asked(asker = "東都物産株式会社", book: Uint8Array = questionnaire(), asker_kind = "buyer"): Promise<string> {
  const made = await security.post("/inquiries", { title: "情報セキュリティ調査", asker, asker_kind, received: "2026-11-02", due: "2026-11-30" }, 201);
  await act(`/inquiries/${made.id}`, "start");
  const answer = await security.call("PUT", `/inquiries/${made.id}/book`, { body: form(book) });
  assert.equal(answer.status, 200, answer.text);
  return made.id;
}

const COLUMNS = { sheet: "調査票", question: "B", answer: "D", remark: "E", first_line: 5 };
const rowsOf = async (id: string): Promise<Json[]> => (await security.get(`/inquiries/${id}/rows`)).items;
const decide = (id: string, row: Json, body: Json): Promise<Json> => security.put(`/inquiries/${id}/rows/${row.id}`, body, `"${row.version}"`);
const asProposed = (row: Json): Json => ({ state: "confirmed", statement: row.statement?.id, answer: row.answer, text: row.text, remark: row.remark });

// All questions but the first `left` are seen to.
async function seenTo(id: string, left = 0): Promise<void> {
  for (const row of (await rowsOf(id)).slice(left)) await decide(id, row, row.state === "proposed" ? asProposed(row) : { state: "blank" });
}

async function filled(id: string): Promise<Buffer> {
  const answer = await security.call("GET", `/inquiries/${id}/book/filled`);
  assert.equal(answer.status, 200, answer.text);
  assert.match(answer.headers.get("content-disposition") ?? "", /^attachment; .*\.xlsx/);
  return Buffer.from(answer.bytes);
}

const policy = await statement("情報セキュリティ基本方針を定め、従業員に周知しているか", "yes");
const virus = await statement("全ての端末にウイルス対策ソフトを導入しているか", "partly", { detail: "工場の制御端末を除く <全端末> & サーバー" });
await statement("退職者のアカウントを速やかに削除しているか", "yes");
await security.post("/statements", { question: "重要なデータのバックアップを定期的に取得しているか", answer: "yes" }, 201); // a draft is nobody's to tell

test("a customer's file is answered from what is known, approved, and given back as it came", async () => {
  const id = await asked();
  const { sheets, questions } = (await security.get(`/inquiries/${id}/book`)).book;
  assert.deepEqual(sheets.map((s: Json) => [s.name, s.hidden, s.question]), [["表紙", false, null], ["調査票", false, null], ["集計用", true, null]]);
  assert.equal(questions, 0);
  const seen = await security.get(`/inquiries/${id}/book/cells?sheet=${encodeURIComponent("調査票")}`);
  assert.deepEqual(seen.columns, ["A", "B", "C", "D"].concat("E"));
  assert.deepEqual(seen.lines[2], { line: 5, cells: ["1", QUESTIONS[0]] });

  const marked = await security.put(`/inquiries/${id}/book/columns`, COLUMNS);
  assert.equal(marked.questions, 4);
  assert.deepEqual(marked.words, { yes: "はい", partly: "一部", no: "いいえ", not_applicable: "該当なし" }, "as the list of the file has them");
  const rows = await rowsOf(id);
  assert.deepEqual(rows.map((r) => [r.line, r.state, r.why, r.statement?.id, r.text, r.remark]), [
    [5, "proposed", "alike", policy.id, "はい", null],
    [6, "proposed", "alike", virus.id, "一部", "工場の制御端末を除く <全端末> & サーバー"],
    [7, "open", null, undefined, null, null],
    [8, "open", null, undefined, null, null],
  ]);
  assert.ok(rows[0]!.likeness >= 30 && rows[0]!.likeness <= 100);

  await security.refused("GET", `/inquiries/${id}/book/filled`, 422);
  await ciso.refused("POST", `/inquiries/${id}/transitions`, 422, { json: { action: "approve" }, etag: "*", pointer: "/state" });
  await security.refused("PUT", `/inquiries/${id}/rows/${rows[0]!.id}`, 422, { json: { state: "proposed", text: "はい" }, etag: "*", pointer: "/state" });
  await security.refused("PUT", `/inquiries/${id}/rows/${rows[0]!.id}`, 422, { json: { state: "confirmed" }, etag: "*", pointer: "/text" });
  const confirmed = await decide(id, rows[0]!, asProposed(rows[0]!));
  assert.deepEqual([confirmed.state, confirmed.confirmed_by !== null, confirmed.changed], ["confirmed", true, false]);
  await security.refused("PUT", `/inquiries/${id}/rows/${rows[0]!.id}`, 412, { json: asProposed(rows[0]!), etag: `"${rows[0]!.version}"` });
  await decide(id, rows[1]!, asProposed(rows[1]!));
  await decide(id, rows[2]!, { state: "confirmed", answer: "text", text: "=1+1 週次で取得" });
  await decide(id, rows[3]!, { state: "blank" });
  assert.equal((await security.get(`/inquiries/${id}/book`)).book.open, 0);

  await act(`/inquiries/${id}`, "approve", ciso);
  await security.refused("PUT", `/inquiries/${id}/rows/${rows[0]!.id}`, 409, { json: asProposed(rows[0]!), etag: "*" });
  await security.refused("PUT", `/inquiries/${id}/book/columns`, 409, { json: COLUMNS });
  const book = await filled(id);
  const cells = new Book(book).cells(2);
  assert.deepEqual([cells.D5, cells.D6, cells.E6, cells.D7, cells.D8, cells.E5], ["はい", "一部", "工場の制御端末を除く <全端末> & サーバー", "=1+1 週次で取得", undefined, undefined]);
  const sheet = partOf(book, "xl/worksheets/sheet2.xml");
  assert.match(sheet, /<c r="D5" s="3" t="inlineStr">/, "its style stays");
  assert.match(sheet, /<f>COUNTIF\(D5:D8,"はい"\)<\/f>/, "its formula stays");
  assert.match(sheet, /<mergeCell ref="A1:E1"\/>/);
  assert.match(partOf(book, "xl/workbook.xml"), /fullCalcOnLoad="1"/);
  const before = questionnaire();
  for (const part of ["xl/styles.xml", "xl/worksheets/sheet1.xml", "xl/worksheets/sheet3.xml", "[Content_Types].xml"]) assert.equal(partOf(book, part), partOf(before, part), part);
  const original = await auditor.call("GET", `/inquiries/${id}/book/original`);
  assert.deepEqual(Buffer.from(original.bytes), before);
  await act(`/inquiries/${id}`, "answer");
  const history = await ciso.get(`/inquiries/${id}/history`);
  assert.ok(history.items.some((h: Json) => h.after?.row_state === "confirmed" && h.after.text === "はい"), "what was confirmed is in the history");
});

test("the same question is known again, and an answer that has changed since is told", async () => {
  const first = (await security.get("/inquiries?filter[state][eq]=answered")).items[0];
  const id = await asked("西日本精機", questionnaire({ questions: ["全ての端末に ウイルス対策ソフトを\n導入していますか。", "重要なデータのバックアップを定期的に取得していますか。"] }));
  await security.put(`/inquiries/${id}/book/columns`, COLUMNS);
  const rows = await rowsOf(id);
  assert.deepEqual(rows.map((r) => [r.why, r.earlier?.asker, r.statement?.id, r.text]), [
    ["earlier", "東都物産株式会社", virus.id, "一部"],
    ["earlier", "東都物産株式会社", undefined, "=1+1 週次で取得"],
  ]);
  await security.patch(`/statements/${virus.id}`, { answer: "yes", detail: null }, "*");
  const { items } = await security.get(`/statements/${virus.id}/told`);
  assert.deepEqual(items.map((t: Json) => [t.inquiry, t.asker, t.told_on !== null, t.text, t.changed]), [[first.id, "東都物産株式会社", true, "一部", true]]);
  assert.deepEqual((await rowsOf(first.id)).map((r) => r.changed), [false, true, false, false]);
  await security.put(`/inquiries/${id}/book/columns`, COLUMNS);
  assert.equal((await rowsOf(id))[0]!.text, "はい", "what our answer says now is proposed");
  await security.patch(`/statements/${virus.id}`, { answer: "partly", detail: "工場の制御端末を除く <全端末> & サーバー" }, "*");
});

test("marking a sheet again keeps what was confirmed, and other words change what is filled in", async () => {
  const id = await asked();
  await security.put(`/inquiries/${id}/book/columns`, COLUMNS);
  const [row] = await rowsOf(id);
  await decide(id, row!, asProposed(row!));
  const again = await security.put(`/inquiries/${id}/book/columns`, { ...COLUMNS, remark: undefined });
  assert.equal(again.open, 3);
  const [kept] = await rowsOf(id);
  assert.deepEqual([kept!.state, kept!.remark_cell], ["confirmed", null]);
  const words = { yes: "○", partly: "△", no: "×", not_applicable: "－" };
  assert.deepEqual((await ciso.put(`/inquiries/${id}/book/words`, words)).words, words);
  const [worded] = await rowsOf(id);
  assert.equal(worded!.text, "○");
  assert.notDeepEqual(worded!.confirmed_by, kept!.confirmed_by, "who gave it another word answers for it");
  const gone = await security.put(`/inquiries/${id}/book/columns`, { sheet: "調査票" });
  assert.deepEqual([gone.questions, gone.sheets[1].question], [0, null]);
  assert.equal((await security.call("DELETE", `/inquiries/${id}/book`)).status, 204);
  assert.equal((await security.get(`/inquiries/${id}/book`)).book, null);
  await security.refused("GET", `/inquiries/${id}/rows`, 404);
});

const LOCKED = /どの行にも記入できません/;

test("what is not released, locked, shared or no column is refused or left alone", async () => {
  const id = await asked();
  for (const [more, pointer] of [
    [{ question: "B", answer: "B" }, "/answer"],
    [{ question: "B", answer: undefined }, "/answer"],
    [{ question: "b" }, "/question"],
    [{ remark: "D" }, "/remark"],
    [{ question: "C", first_line: 12 }, "/question"],
  ] as const)
    await security.refused("PUT", `/inquiries/${id}/book/columns`, 422, { json: { ...COLUMNS, ...more }, pointer });
  await security.refused("PUT", `/inquiries/${id}/book/columns`, 404, { json: { ...COLUMNS, sheet: "ない" } });
  // Its only line holds the formula that counts the answers.
  assert.match((await security.refused("PUT", `/inquiries/${id}/book/columns`, 422, { json: { ...COLUMNS, question: "C", first_line: 9 } })).detail ?? "", LOCKED);
  await security.put(`/inquiries/${id}/book/columns`, { ...COLUMNS, answer: "D" });
  const [row] = await rowsOf(id);
  const draft = await security.post("/statements", { question: "まだ言えないこと", answer: "no" }, 201);
  await security.refused("PUT", `/inquiries/${id}/rows/${row!.id}`, 422, { json: { state: "confirmed", statement: draft.id, text: "いいえ" }, etag: "*", pointer: "/statement" });
  const locked = await asked("保護商事", questionnaire({ protect: true }));
  assert.match((await security.refused("PUT", `/inquiries/${locked}/book/columns`, 422, { json: COLUMNS })).detail ?? "", LOCKED);
  const odd = await asked("結合工業");
  await security.put(`/inquiries/${odd}/book/columns`, { ...COLUMNS, question: "A", answer: "C", remark: undefined });
  assert.ok((await rowsOf(odd)).every((r) => r.cell === "free"), "a merged cell is filled in at its first one");
});

test("files that cannot be filled in are refused by name", async () => {
  const made = await security.post("/inquiries", { title: "調査", asker: "甲", asker_kind: "customer", received: "2026-11-02" }, 201);
  const send = (bytes: Uint8Array, status: number): Promise<Json> => security.refused("PUT", `/inquiries/${made.id}/book`, status, { body: form(bytes) });
  assert.match((await send(Buffer.from("番号,質問\n1,方針\n"), 400)).detail, /Excelブック/);
  assert.match((await send(Buffer.from("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1--------", "latin1"), 400)).detail, /パスワード/);
  assert.match((await send(questionnaire({ extra: [{ name: "xl/vbaProject.bin", data: Buffer.from("x") }] }), 400)).detail, /マクロ/);
  assert.match((await send(questionnaire({ extra: [{ name: "_xmlsignatures/sig1.xml", data: Buffer.from("<x/>") }] }), 400)).detail, /署名/);
  assert.equal((await security.get(`/inquiries/${made.id}/book`)).book, null);
});

test("a file and its answers are for those who may read and change requests", async () => {
  const id = await asked();
  await security.put(`/inquiries/${id}/book/columns`, COLUMNS);
  const [row] = await rowsOf(id);
  const manager = await signedInAs(ciso, "manager", shops.east);
  const below = await signedInAs(ciso, "security", shops.east);
  assert.equal((await auditor.get(`/inquiries/${id}/rows`)).items.length, 4);
  for (const who of [auditor, manager, below]) {
    await who.refused("PUT", `/inquiries/${id}/rows/${row!.id}`, 403, { json: asProposed(row!), etag: "*" });
    await who.refused("PUT", `/inquiries/${id}/book`, 403, { body: form(questionnaire()) });
    await who.refused("DELETE", `/inquiries/${id}/book`, 403);
  }
  const other = await asked("別の会社");
  await security.refused("PUT", `/inquiries/${other}/rows/${row!.id}`, 404, { json: asProposed(row!), etag: "*" });
});

test("a self-check gives drafts, and says where an answer has fallen behind", async () => {
  const version = (await importSheet(ciso, smallSheet("own-check"))).id as string;
  const { responses } = await openCampaign(ciso, version, [shops.east]);
  const east = await signedInAs(ciso, "manager", shops.east);
  const response = responses[shops.east].id;
  await security.refused("POST", "/statements/from-sheet", 422, { json: { sheet_key: "own-check" }, pointer: "/sheet_key" });
  for (const [item, body] of Object.entries({ "a-1": { value: 4, comment: "規程がある" }, "a-2": { value: "monthly" }, "b-1": { value: "yes" }, "b-2": { value: "none" }, "b-4": { value: "自由記述" } })) await put(east, response, item, body);
  for (const item of ["a-3", "b-3", "b-5"]) await put(east, response, item, { na_reason: "対象がない" });
  await step(east, response, "submit");
  await step(ciso, response, "accept");
  const made = await security.post("/statements/from-sheet", { sheet_key: "own-check" }, 201);
  const drafts: Json[] = (await security.get("/statements?filter[sheet_key][eq]=own-check&limit=100")).items;
  assert.equal(made.made, drafts.length);
  assert.deepEqual([made.there, made.differ], [0, 0]);
  const of = (item: string): Json => drafts.find((d) => d.item_key === item)!;
  assert.deepEqual([of("a-1").answer, of("a-1").detail, of("a-1").state], ["yes", "規程がある", "draft"]);
  assert.deepEqual([of("b-1").answer, of("b-2").answer, of("b-4").answer, of("b-4").detail, of("b-3").answer], ["yes", "no", "text", "自由記述", "not_applicable"]);
  await security.patch(`/statements/${of("b-2").id}`, { answer: "yes" }, "*");
  const [proposal] = (await security.get(`/statements/${of("b-2").id}/proposals`)).items;
  assert.deepEqual([proposal.answer, proposal.differs, proposal.response], ["no", true, response]);
  assert.deepEqual(await security.post("/statements/from-sheet", { sheet_key: "own-check" }, 201), { ...made, made: 0, there: made.made, differ: 1 });
  assert.deepEqual((await security.get(`/statements/${policy.id}/proposals`)).items, []);
});

test("an answer says why it is not a plain one, and is not over before it was confirmed", async () => {
  const made = await security.post("/statements", { question: "一部だけのこと", answer: "partly" }, 201);
  await security.refused("POST", `/statements/${made.id}/transitions`, 422, { json: { action: "release" }, etag: "*", pointer: "/detail" });
  await security.refused("POST", "/statements", 422, { json: { question: "文章", answer: "text" }, pointer: "/detail" });
  await security.refused("POST", "/statements", 422, { json: { question: "期限", answer: "yes", confirmed_on: "2026-04-02", valid_until: "2026-04-01" }, pointer: "/valid_until" });
  await security.refused("POST", "/statements", 422, { json: { question: "項目", answer: "yes", item_key: "a-1" }, pointer: "/sheet_key" });
  const ready = await statement("確認日のないこと", "yes");
  assert.match(ready.confirmed_on, /^\d{4}-\d\d-\d\d$/);
});

test("what is approved is what the approver has seen", async () => {
  const id = await asked("承認商事");
  await security.put(`/inquiries/${id}/book/columns`, COLUMNS);
  await seenTo(id);
  const version = async (): Promise<number> => (await ciso.get(`/inquiries/${id}`)).version;
  const seen = await version();
  const [row] = await rowsOf(id);
  await decide(id, row!, { state: "confirmed", answer: "no", text: "いいえ" });
  await ciso.refused("POST", `/inquiries/${id}/transitions`, 412, { json: { action: "approve" }, etag: `"${seen}"` });
  const changed = await version();
  assert.equal(changed, seen + 1);
  await security.put(`/inquiries/${id}/book/words`, { yes: "○", partly: "△", no: "×", not_applicable: "－" });
  await security.put(`/inquiries/${id}/book/columns`, COLUMNS);
  assert.equal((await security.call("PUT", `/inquiries/${id}/book`, { body: form(questionnaire()) })).status, 200);
  assert.equal(await version(), changed + 3);
  await ciso.refused("POST", `/inquiries/${id}/transitions`, 412, { json: { action: "approve" }, etag: `"${changed}"` });
});

test("what was approved of a file is on record with the approval", async () => {
  const id = await asked("記録工業");
  await security.put(`/inquiries/${id}/book/columns`, COLUMNS);
  await seenTo(id);
  const digests = async (): Promise<string[]> => (await ciso.get(`/approvals?register=inquiries&record=${id}`)).items.map((a: Json) => a.digest);
  await act(`/inquiries/${id}`, "approve", ciso);
  await act(`/inquiries/${id}`, "reopen", security, { reason: "追加の質問" });
  await act(`/inquiries/${id}`, "approve", ciso);
  await act(`/inquiries/${id}`, "reopen", security, { reason: "追加の質問" });
  const [row] = await rowsOf(id);
  await decide(id, row!, { state: "confirmed", answer: "no", text: "いいえ" });
  await act(`/inquiries/${id}`, "approve", ciso);
  const [third, second, first] = await digests();
  assert.equal(second, first, "the same answers");
  assert.notEqual(third, second, "another answer");
});

test("a file with open questions is approved on no route", async () => {
  const president = await signedInAs(ciso, "executive");
  const steps = [{ name: "社長", who: [{ kind: "role", role: "executive" }], need: "any", days: 3 }];
  await ciso.post("/approval-routes", { name: "保険会社への回答", subject: "inquiries", active: true, class_key: "insurer", on_change: "restart", steps }, 201);
  const id = await asked("あおば損害保険", questionnaire(), "insurer");
  const send = { json: { register: "inquiries", record: id } };
  await security.put(`/inquiries/${id}/book/columns`, COLUMNS);
  await seenTo(id, 1);
  assert.match((await security.refused("POST", "/approvals", 409, send)).detail ?? "", /確認していない質問/);
  await seenTo(id);
  const round = await security.post("/approvals", send.json, 201);
  const [row] = await rowsOf(id);
  await decide(id, row!, { state: "open" }); // begins the round anew
  const decision = { json: { decision: "approve" }, etag: "*" };
  await president.refused("POST", `/approvals/${round.id}/decision`, 409, decision);
  assert.equal((await security.get(`/inquiries/${id}`)).state, "answering");
  await security.refused("GET", `/inquiries/${id}/book/filled`, 422);
  await decide(id, (await rowsOf(id))[0]!, { state: "confirmed", answer: "yes", text: "はい" });
  const decided = await president.call("POST", `/approvals/${round.id}/decision`, decision);
  assert.equal(decided.status, 200, decided.text);
  assert.equal(new Book(await filled(id)).cells(2).D5, "はい");
  const empty = await security.post("/inquiries", { title: "照会", asker: "あおば損害保険", asker_kind: "insurer", received: "2026-11-02" }, 201);
  await act(`/inquiries/${empty.id}`, "start");
  await security.refused("POST", "/approvals", 409, { json: { register: "inquiries", record: empty.id } });
});

test("an answer that comes in with the approval is not in what was approved", { skip: server.database.url.startsWith("sqlite:") && "a file has one writer" }, async () => {
  const id = await asked("同時商会");
  await security.put(`/inquiries/${id}/book/columns`, COLUMNS);
  await seenTo(id);
  const [row] = await rowsOf(id);
  const waiting = (): number => Number(query(server.database, "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'")[0]);
  // The change has looked at the request and waits for its line; then the approval is pressed.
  const lock = spawn("psql", ["-qXAt", server.database.url], { stdio: ["pipe", "pipe", "inherit"] });
  after(() => lock.kill());
  let held = "";
  lock.stdout.on("data", (data: Buffer) => void (held += data.toString()));
  lock.stdin.write(`BEGIN; SELECT 'held' FROM inquiry_row WHERE encode(uid, 'hex') = '${row!.id.replaceAll("-", "")}' FOR UPDATE;\n`);
  await until("the line is locked", () => held.includes("held"));
  const change = security.call("PUT", `/inquiries/${id}/rows/${row!.id}`, { json: { state: "confirmed", answer: "no", text: "いいえ" }, etag: "*" });
  await until("the change waits", () => waiting() === 1);
  let pressed = 0;
  const press = ciso.call("POST", `/inquiries/${id}/transitions`, { json: { action: "approve" }, etag: "*" }).then((answer) => (pressed = answer.status));
  await until("the approval is done or waits too", () => pressed !== 0 || waiting() === 2);
  lock.stdin.end("COMMIT;\n");
  assert.deepEqual([(await change).status, await press], [200, 412]);
  assert.equal((await security.get(`/inquiries/${id}`)).state, "answering");
});

test("an answer about us that is deleted is known again where it was told, until it leaves for good", async () => {
  const camera = await statement("監視カメラを設置しているか", "yes");
  const book = questionnaire({ questions: ["監視カメラを設置していますか。"] });
  const id = await asked("監視商会", book);
  await security.put(`/inquiries/${id}/book/columns`, COLUMNS);
  const [row] = await rowsOf(id);
  assert.equal(row!.statement.id, camera.id);
  await decide(id, row!, asProposed(row!));
  const remove = async (path: string): Promise<void> => void assert.equal((await security.call("DELETE", path, { etag: "*" })).status, 204);
  await remove(`/statements/${camera.id}`);
  await security.put(`/inquiries/${id}/book/words`, { yes: "○", partly: "△", no: "×", not_applicable: "－" });
  await security.put(`/inquiries/${id}/book/columns`, COLUMNS);
  assert.deepEqual((await rowsOf(id)).map((r) => [r.state, r.text, r.statement, r.changed]), [["confirmed", "○", null, false]]);
  assert.equal((await security.call("POST", `/statements/${camera.id}/restore`, { etag: "*" })).status, 200);
  assert.deepEqual((await security.get(`/statements/${camera.id}/told`)).items.map((t: Json) => t.inquiry), [id]);

  const later = await asked("後続商会", book);
  await security.put(`/inquiries/${later}/book/columns`, COLUMNS);
  assert.equal((await rowsOf(later))[0]!.earlier.id, id);
  await remove(`/inquiries/${id}`);
  assert.equal((await rowsOf(later))[0]!.earlier, null, "what is deleted is not told");
  await remove(`/statements/${camera.id}`);
  for (const table of ["inquiry", "statement"]) query(server.database, `UPDATE ${table} SET deleted_at = ${Date.now() - 40 * 86400000} WHERE deleted_at IS NOT NULL`);
  query(server.database, "UPDATE job SET run_at = 0 WHERE kind = 'register_purge'");
  const deleted = (table: string): boolean => query(server.database, `SELECT id FROM ${table} WHERE deleted_at IS NOT NULL`).length > 0;
  await until("both have left", () => !deleted("inquiry") && !deleted("statement"));
  assert.deepEqual((await rowsOf(later)).map((r) => [r.state, r.statement, r.earlier]), [["proposed", null, null]]);
});

test("who has confirmed answers of a file does not approve them, even where somebody else registered the request", async () => {
  const id = await asked("四眼物産");
  await security.put(`/inquiries/${id}/book/columns`, COLUMNS);
  await seenTo(id);
  const second = await signedInAs(ciso, "security");
  const [row] = await rowsOf(id);
  await second.put(`/inquiries/${id}/rows/${row!.id}`, { state: "confirmed", answer: "no", text: "いいえ" }, "*");
  const refused = await second.refused("POST", `/inquiries/${id}/transitions`, 409, { json: { action: "approve" }, etag: "*" });
  assert.match(refused.detail ?? "", /自分だけ[^]*承認できる人/);
  await act(`/inquiries/${id}`, "approve", ciso);
});
