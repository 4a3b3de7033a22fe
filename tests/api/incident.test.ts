// From what somebody noticed to a case: reports and who reads them, judging, phases and clocks, the timeline that many
// write at once, cases kept to their readers, and what figures count of it.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Client, Json } from "../support/client.ts";
import { query } from "../support/database.ts";
import { engine } from "../support/environment.ts";
import { colleagueOf, ROLES, setUp, signedInAs, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server);
const unit = await topUnit(ciso);
const shop = await ciso.post("/units", { name: "青葉店", kind: "shop", parent: unit }, 201);
const other = await ciso.post("/units", { name: "若葉店", kind: "shop", parent: unit }, 201);
const csirt = await colleagueOf(ciso, "初動", "CSIRT", ["csirt"], unit);
const manager = await colleagueOf(ciso, "青葉", "店長", ["manager"], shop.id);
const member = await colleagueOf(ciso, "店員", "販売", ["member"], shop.id);

const MINUTE = 60_000;
const ago = (ms: number): string => new Date(Date.now() - ms).toISOString();

const report = (what: string, by: Client = member.client): Promise<Json> => by.post("/own-incident-reports", { what, done: "opened", contact: "内線 1234" }, 201);
const reportOf = async (number: string): Promise<Json> => csirt.client.get(`/incident-reports/${number}`);

let count = 0;
async function incident(more: Json = {}, by: Client = csirt.client): Promise<Json> {
  return by.post("/incidents", { unit: shop.id, title: `不審な通信${++count}`, severity: "high", threat_key: "ransomware", detected_at: ago(90 * MINUTE), ...more }, 201);
}

async function step(path: string, action: string, reason?: string, by: Client = csirt.client): Promise<Json> {
  const { status, text, json } = await by.call("POST", `${path}/transitions`, { json: { action, ...(reason ? { reason } : {}) }, etag: "*" });
  assert.equal(status, 200, text);
  return json;
}

const lines = async (id: string, query = "", by: Client = csirt.client): Promise<Json[]> => (await by.get(`/incidents/${id}/timeline${query}`)).items;

test("anybody with an account reports, gets a number, and sees what he reported and nothing else of it", async () => {
  const made = await report("請求書のメールを開いたら画面が固まった\n送り主は知らない人");
  assert.match(made.number, /^IR-\d{4}-\d{4}$/);
  const own = (await member.client.get("/own-incident-reports")).items;
  assert.deepEqual(own.map((r: Json) => [r.number, r.state, r.answer]), [[made.number, "new", null]]);
  assert.deepEqual((await manager.client.get("/own-incident-reports")).items, []);
  for (const by of [member.client, manager.client]) {
    await by.refused("GET", "/incident-reports", 403);
    await by.refused("POST", "/incident-reports", 403, { json: { unit: shop.id, what: "x", source: "staff" } });
    await by.refused("GET", "/incidents/IN-2026-0001/timeline", by === member.client ? 403 : 404);
  }
  const seen = await reportOf(made.number);
  assert.deepEqual([seen.title, seen.source, seen.reporter.id, seen.unit.id, seen.done], ["請求書のメールを開いたら画面が固まった", "staff", member.person, shop.id, "opened"]);
  const { items } = await csirt.client.get("/notices?unread=true");
  assert.ok(items.some((n: Json) => n.kind === "incident_reported" && n.path === `/incident-reports/${seen.id}`));
  const admin = await signedInAs(ciso, "admin", unit);
  assert.match((await admin.post("/own-incident-reports", { what: "監視の通知" }, 201)).number, /^IR-/);
  await member.client.refused("POST", "/own-incident-reports", 422, { json: { what: "  " }, pointer: "/what" });
  await member.client.refused("POST", "/own-incident-reports", 422, { json: { what: "明日のこと", noticed_at: ago(-86_400_000) }, pointer: "/noticed_at" });
});

test("what somebody reported stays his words, and nobody else is made its reporter", async () => {
  const { number } = await report("添付を開いてしまった");
  const { id } = await reportOf(number);
  await csirt.client.refused("PATCH", `/incident-reports/${id}`, 422, { json: { what: "書き換えた" }, etag: "*", pointer: "/what" });
  await csirt.client.refused("PATCH", `/incident-reports/${id}`, 422, { json: { reporter: manager.person }, etag: "*", pointer: "/reporter" });
  assert.equal((await csirt.client.patch(`/incident-reports/${id}`, { device: "受付のPC" }, "*")).device, "受付のPC");
  const phoned = await csirt.client.post("/incident-reports", { unit: shop.id, what: "電話で聞いたこと", source: "customer" }, 201);
  assert.equal((await csirt.client.patch(`/incident-reports/${phoned.id}`, { what: "電話で聞き直したこと" }, "*")).what, "電話で聞き直したこと");
});

test("one account reports twenty times a day; a press gone wild does not mail the CSIRT for ever", async () => {
  const { client } = await colleagueOf(ciso, "続けて押す人", "販売", ["member"], shop.id);
  for (let i = 0; i < 20; i++)
    await client.post("/own-incident-reports", { what: `${i}件目` }, 201);
  await client.refused("POST", "/own-incident-reports", 409, { json: { what: "21件目" } });
});

test("a report that is no incident is closed with a reason that its reporter reads", async () => {
  const { number } = await report("変なメールが来た");
  await csirt.client.refused("POST", `/incident-reports/${number}/transitions`, 422, { json: { action: "dismiss" }, etag: "*", pointer: "/reason" });
  await step(`/incident-reports/${number}`, "dismiss", "広告メールで、害はありません。");
  const own = (await member.client.get("/own-incident-reports")).items.find((r: Json) => r.number === number);
  assert.deepEqual([own.state, own.answer], ["dismissed", "広告メールで、害はありません。"]);
  const { items } = await member.client.get("/notices");
  assert.ok(items.some((n: Json) => n.kind === "incident_report_answered" && n.text.includes("広告メールで、害はありません。")));
  await step(`/incident-reports/${number}`, "reopen", "別の店でも届いた");
  assert.equal((await reportOf(number)).answer, null);
});

test("what comes by telephone keeps who it came from", async () => {
  const made = await csirt.client.post("/incident-reports", { unit: shop.id, what: "御社のサイトに知らない画面が出る", source: "customer", source_name: "東都物産", contact: "03-0000-0000" }, 201);
  assert.deepEqual([made.source, made.source_name, made.state, made.reporter], ["customer", "東都物産", "new", null]);
  assert.ok(Math.abs(Date.parse(made.received_at) - Date.now()) < 10 * MINUTE);
  assert.deepEqual((await csirt.client.get("/own-incident-reports")).items, [], "it is not his own");
});

test("a report becomes an incident, another joins it, and both stand in its timeline", async () => {
  const first = await report("ファイルが開けない");
  const second = await report("レジの画面に英語の文が出た");
  const seen = await reportOf(first.number);
  const path = `/incident-reports/${seen.id}/incident`;
  const body = { title: "青葉店のランサムウェア", severity: "critical", threat_key: "ransomware", priority: "immediate" };
  await csirt.client.refused("POST", path, 428, { json: body });
  await csirt.client.refused("POST", path, 412, { json: body, etag: '"99"' });
  await csirt.client.refused("POST", path, 422, { json: { ...body, severity: "huge" }, etag: "*", pointer: "/severity" });
  const { status, json: made, text } = await csirt.client.call("POST", path, { json: body, etag: `"${seen.version}"` });
  assert.equal(status, 201, text);
  assert.match(made.number, /^IN-\d{4}-\d{4}$/);
  assert.deepEqual([(await reportOf(first.number)).incident, (await reportOf(first.number)).state], [made.number, "incident"]);
  const one = await csirt.client.get(`/incidents/${made.id}`);
  assert.deepEqual([one.state, one.unit.id, one.reported_at, one.detected_at, one.drill], ["report", shop.id, seen.received_at, seen.received_at, false]);
  assert.ok(one.judged_at);
  await csirt.client.refused("POST", path, 409, { json: body, etag: "*" });
  await csirt.client.refused("POST", `/incident-reports/${second.number}/transitions`, 422, { json: { action: "join", reason: "IN-1999-0001" }, etag: "*", pointer: "/reason" });
  await step(`/incident-reports/${second.number}`, "join", made.number);
  const told = await lines(made.id);
  assert.deepEqual(told.map((l) => [l.seq, l.kind]), [[1, "phase"], [2, "report"], [3, "report"]]);
  assert.ok(told[2]!.text.startsWith(second.number));
  assert.equal((await member.client.get("/own-incident-reports")).items[0].state, "incident");
});

test("phases are gone through in order, each says when, and a case is not closed without its lessons", async () => {
  const { id } = await incident({ detected_at: ago(300 * MINUTE) });
  const path = `/incidents/${id}`;
  await csirt.client.refused("POST", `${path}/transitions`, 409, { json: { action: "close" }, etag: "*" });
  await csirt.client.refused("PATCH", path, 422, { json: { contained_at: ago(MINUTE) }, etag: "*", pointer: "/contained_at" });
  await csirt.client.refused("PATCH", path, 422, { json: { reported_at: ago(400 * MINUTE) }, etag: "*", pointer: "/reported_at" });
  await csirt.client.refused("PATCH", path, 422, { json: { investigation_at: ago(-60 * MINUTE) }, etag: "*", pointer: "/investigation_at" });
  await csirt.client.patch(path, { investigation_at: ago(240 * MINUTE) }, "*");
  const started = await step(path, "contain");
  assert.ok(Date.parse(started.investigation_at) < Date.now() - 200 * MINUTE, "what was known stays");
  const contained = await step(path, "recover");
  assert.ok(contained.contained_at);
  const again = await step(path, "contain_again", "別の端末にも広がっていた");
  assert.equal(again.contained_at, null);
  await step(path, "recover");
  assert.ok((await step(path, "restored")).recovered_at);
  await csirt.client.refused("POST", `${path}/transitions`, 422, { json: { action: "close" }, etag: "*", pointer: "/lessons" });
  await csirt.client.patch(path, { lessons: "取引先との連絡先を店にも置く。", cause: "古い端末" }, "*");
  assert.ok((await step(path, "close")).closed_at);
  const states = (await lines(id)).map((l) => l.state);
  assert.deepEqual(states, ["report", "containment", "recovery", "containment", "recovery", "lessons", "closed"]);
  assert.equal((await lines(id))[3]!.text, "別の端末にも広がっていた");
  await csirt.client.refused("DELETE", path, 403, { etag: "*" });
});

test("a line of the timeline stays as it was written, and is put right by another", async () => {
  const { id } = await incident();
  const path = `/incidents/${id}/timeline`;
  const fact = await csirt.client.post(path, { kind: "fact", text: "10台が感染", happened_at: ago(30 * MINUTE) }, 201);
  const right = await csirt.client.post(path, { kind: "fact", text: "感染は12台", corrects: fact.seq }, 201);
  const told = await lines(id);
  assert.deepEqual(told.map((l) => [l.seq, l.text, l.corrects, l.corrected_by]), [[1, "", null, null], [2, "10台が感染", null, 3], [3, "感染は12台", 2, null]]);
  assert.equal(told[1]!.happened_at, fact.happened_at);
  assert.equal(right.by.name, told[2]!.by.name);
  for (const method of ["PUT", "PATCH", "DELETE"] as const) {
    assert.ok([404, 405].includes((await csirt.client.call(method, `${path}/2`, { json: { text: "なし" }, etag: "*" })).status));
    assert.equal((await csirt.client.call(method, path, { json: { text: "なし" }, etag: "*" })).status, 405);
  }
  await csirt.client.refused("POST", path, 422, { json: { kind: "phase", text: "x" }, pointer: "/kind" });
  await csirt.client.refused("POST", path, 422, { json: { kind: "fact", text: " " }, pointer: "/text" });
  await csirt.client.refused("POST", path, 422, { json: { kind: "fact", text: "x", corrects: 9 }, pointer: "/corrects" });
  await csirt.client.refused("POST", path, 422, { json: { kind: "fact", text: "x", happened_at: ago(-60 * MINUTE) }, pointer: "/happened_at" });
  const history = (await csirt.client.get(`/incidents/${id}/history`)).items;
  assert.deepEqual(history.filter((e: Json) => e.action === "timeline_add").map((e: Json) => e.after.line), [3, 2, 1]);
});

test("twenty people write at once: nothing is lost, and nobody sees a line before those in front of it", async () => {
  const WRITERS = 20, EACH = 10;
  const { id } = await incident();
  const path = `/incidents/${id}/timeline`;
  const clients = await Promise.all(Array.from({ length: WRITERS }, async (_, n) => signedInAs(ciso, n % 2 ? "csirt" : "security", unit)));
  let writing = true;
  const seen: number[] = [];
  const watch = async (): Promise<void> => {
    for (;;) {
      const last = !writing;
      for (const line of (await ciso.get(`${path}?after=${seen.at(-1) ?? 0}&limit=500`)).items) seen.push(line.seq);
      if (last) return;
    }
  };
  const watched = watch();
  await Promise.all(clients.map(async (client, n) => {
    for (let i = 0; i < EACH; i++) await client.post(path, { kind: "note", text: `${n}:${i}` }, 201);
  }));
  writing = false;
  await watched;
  const all = await lines(id, "?after=0&limit=500");
  assert.deepEqual(all.map((l) => l.seq), Array.from({ length: WRITERS * EACH + 1 }, (_, i) => i + 1));
  assert.deepEqual(seen, all.map((l) => l.seq), "who follows it by its numbers misses none");
  for (let n = 0; n < WRITERS; n++)
    assert.deepEqual(all.filter((l) => l.text.startsWith(`${n}:`)).map((l) => l.text), Array.from({ length: EACH }, (_, i) => `${n}:${i}`));
  assert.deepEqual((await lines(id, "?before=5&limit=2")).map((l) => l.seq), [3, 4]);
  assert.deepEqual((await lines(id, "?limit=3")).map((l) => l.seq), [199, 200, 201]);
});

test("what corrects a line is found by an index, however long the timeline is", { skip: engine !== "sqlite" }, () => {
  const sql = "EXPLAIN QUERY PLAN SELECT e.seq, (SELECT max(l.seq) FROM incident_entry l WHERE l.org_id = 1 AND l.incident_id = e.incident_id AND l.corrects = e.seq) FROM incident_entry e WHERE e.org_id = 1 AND e.incident_id = 1 ORDER BY e.seq LIMIT 500";
  assert.match(query(server.database, sql).join("\n"), /incident_entry_corrects \(org_id=\? AND incident_id=\? AND corrects=\?\)/);
});

// As so many lines would have come, without waiting for them.
function fill(number: string, upto: number): void {
  query(
    server.database,
    `WITH RECURSIVE n (seq) AS (SELECT 2 UNION ALL SELECT seq + 1 FROM n WHERE seq < ${upto})
     INSERT INTO incident_entry (org_id, incident_id, seq, kind, text, corrects, happened_at, written_at)
     SELECT i.org_id, i.id, n.seq, 'note', 'x', CASE WHEN n.seq % 100 = 0 THEN n.seq - 1 END, 0, 0 FROM n, incident i WHERE i.number = '${number}'`,
  );
}

test("a timeline that people have filled still takes what the case itself goes through", async () => {
  const { id, number } = await incident();
  fill(number, 19_499);
  const path = `/incidents/${id}`;
  assert.equal((await manager.client.post(`${path}/timeline`, { kind: "note", text: "最後の1行" }, 201)).seq, 19_500);
  const refused = await csirt.client.refused("POST", `${path}/timeline`, 409, { json: { kind: "note", text: "x" } });
  assert.match(refused.detail ?? "", /19,?500/);
  await step(`/incident-reports/${(await report("まだ続いている")).number}`, "join", number);
  await step(path, "contain");
  assert.deepEqual((await lines(id, "?limit=3")).map((l) => [l.seq, l.kind]), [[19_500, "note"], [19_501, "report"], [19_502, "phase"]]);
});

test("who runs a shop reads and writes in its case, not in another shop's; an auditor reads only", async () => {
  const { id } = await incident();
  const elsewhere = await incident({ unit: other.id });
  const path = `/incidents/${id}/timeline`;
  assert.equal((await manager.client.post(path, { kind: "action", text: "レジを切り離した" }, 201)).seq, 2);
  await manager.client.refused("GET", `/incidents/${elsewhere.id}/timeline`, 404);
  await manager.client.refused("POST", `/incidents/${elsewhere.id}/timeline`, 404, { json: { kind: "note", text: "x" } });
  await manager.client.refused("PATCH", `/incidents/${id}`, 403, { json: { severity: "low" }, etag: "*" });
  const auditor = await signedInAs(ciso, "auditor", unit);
  assert.equal((await lines(id, "", auditor)).length, 2);
  await auditor.refused("POST", path, 403, { json: { kind: "note", text: "x" } });
  await auditor.refused("POST", `/incident-reports/${(await report("確認")).number}/transitions`, 403, { json: { action: "dismiss", reason: "x" }, etag: "*" });
});

test("a confidential case and what was reported of it are nowhere for anybody but its readers", async () => {
  const { number } = await report("上司が名簿を持ち出している");
  const seen = await reportOf(number);
  const { json: made } = await csirt.client.call("POST", `/incident-reports/${seen.id}/incident`, { json: { title: "名簿の持ち出しの疑い", severity: "high", threat_key: "insider" }, etag: "*" });
  const path = `/incidents/${made.id}`;
  const readers = async (target: string, json: Json): Promise<void> => {
    const { headers } = await csirt.client.call("GET", `${target}/readers`);
    await csirt.client.put(`${target}/readers`, json, headers.get("etag")!);
  };
  await readers(path, { confidential: true, people: [csirt.person], roles: [] });
  await csirt.client.post(`${path}/timeline`, { kind: "note", text: "人事と話す" }, 201);
  const task = await csirt.client.post("/tasks/on-record", { register: "incidents", record: made.id, title: "入退室の記録を確かめる" }, 201);
  const late = await report("同じ人がまた名簿を印刷した");
  await step(`/incident-reports/${late.number}`, "join", made.number);
  for (const role of ROLES) {
    const by = await signedInAs(ciso, role, unit);
    for (const address of [path, `${path}/timeline`, `${path}/history`, `/incident-reports/${number}`, `/incident-reports/${late.number}`, `/tasks/${task.id}`])
      assert.ok([403, 404].includes((await by.call("GET", address)).status), `${role} ${address}`);
    for (const address of ["/incidents?limit=500", "/incidents?format=csv", "/incident-reports?limit=500", "/incident-reports?format=csv", "/audit?limit=500", "/changes?since=0", "/tasks?limit=500", `/search?q=${encodeURIComponent("名簿")}`]) {
      const { text } = await by.call("GET", address);
      for (const word of ["名簿", made.number, made.id, "人事と話す", "入退室"]) assert.ok(!text.includes(word), `${role} ${address} ${word}`);
    }
    assert.equal((await by.call("POST", `${path}/timeline`, { json: { kind: "note", text: "x" } })).status, role === "auditor" || role === "member" || role === "trainer" || role === "admin" ? 403 : 404, role);
  }
  const own = (await member.client.get("/own-incident-reports")).items.filter((r: Json) => [number, late.number].includes(r.number));
  assert.deepEqual(own.map((r: Json) => r.state), ["incident", "incident"], "who reported knows what he wrote");
  await readers(path, { confidential: false });
  assert.equal((await ciso.get(path)).number, made.number);
  assert.equal((await ciso.get(`/incident-reports/${late.number}`)).incident, made.number);
});

async function readers(target: string, json: Json, by: Client = csirt.client): Promise<void> {
  const { headers } = await by.call("GET", `${target}/readers`);
  await by.put(`${target}/readers`, json, headers.get("etag")!);
}
const mine = { confidential: true, people: [csirt.person], roles: [] };

const TASK_PLACES = ["/tasks?limit=500", "/tasks?format=csv", `/search?q=${encodeURIComponent("退職者")}`, "/audit?limit=500", "/changes?since=0"];
async function taskSeen(by: Client, task: Json): Promise<string[]> {
  const at: string[] = [];
  for (const address of TASK_PLACES) {
    const { text } = await by.call("GET", address);
    if (text.includes("退職者") || text.includes(task.id)) at.push(address);
  }
  return at;
}

test("tasks on a report are kept to the readers of the case it is part of, from when that is confidential or it joins", async () => {
  const on = async (number: string): Promise<Json> =>
    csirt.client.post("/tasks/on-record", { register: "incident-reports", record: (await reportOf(number)).id, title: `${number}の退職者に確かめる`, due: "2027-06-01" }, 201);
  const [first, late] = [await report("退職者の端末が動いている"), await report("退職者の鍵が使われた")];
  const tasks = [await on(first.number), await on(late.number)];
  const others = await Promise.all((["auditor", "csirt", "security"] as const).map((role) => signedInAs(ciso, role, unit)));
  assert.ok((await taskSeen(others[1]!, tasks[0]!)).includes("/tasks?limit=500"), "seen before");
  const { json: made } = await csirt.client.call("POST", `/incident-reports/${first.number}/incident`, { json: { title: "不正な利用の疑い", severity: "high" }, etag: "*" });
  await readers(`/incidents/${made.id}`, mine);
  await step(`/incident-reports/${late.number}`, "join", made.number);
  for (const by of others)
    for (const task of tasks) {
      assert.deepEqual(await taskSeen(by, task), []);
      await by.refused("GET", `/tasks/${task.id}`, 404);
    }
  const history = (await csirt.client.get(`/incident-reports/${late.number}/history`)).items;
  assert.deepEqual(history.filter((e: Json) => e.action === "readers").map((e: Json) => [e.reason, e.after.confidential]), [[made.number, true]]);
  await readers(`/incidents/${made.id}`, { confidential: false });
  assert.ok((await taskSeen(others[1]!, tasks[1]!)).includes("/tasks?limit=500"), "and seen again");
});

test("a case made of a confidential report is kept to its readers, and never opens it", async () => {
  const { number } = await report("部長が見積りを他社に渡している");
  const kept = await reportOf(number);
  const path = `/incident-reports/${kept.id}`;
  await readers(path, mine);
  const { json: made, status } = await csirt.client.call("POST", `${path}/incident`, { json: { title: "見積りの持ち出し", severity: "high" }, etag: "*" });
  assert.equal(status, 201);
  const peer = await signedInAs(ciso, "csirt", unit);
  for (const by of [manager.client, ciso, peer]) {
    for (const address of [`/incidents/${made.id}`, `/incidents/${made.id}/timeline`, `/incidents/${made.id}/readers`]) await by.refused("GET", address, 404);
    for (const address of ["/incidents?limit=500", `/search?q=${encodeURIComponent("見積り")}`, "/changes?since=0", "/audit?limit=500"]) {
      const { text } = await by.call("GET", address);
      for (const word of ["見積り", made.id, made.number]) assert.ok(!text.includes(word), `${address} ${word}`);
    }
  }
  const got = await csirt.client.get(`/incidents/${made.id}/readers`);
  assert.deepEqual([got.confidential, got.people.map((p: Json) => p.id)], [true, [csirt.person]]);
  await readers(`/incidents/${made.id}`, { confidential: false });
  assert.equal((await peer.get(path)).number, number, "it follows the case, which its reader has opened");
});

test("a report with readers of its own joins no open case, and keeps them whatever the case's become", async () => {
  const peer = await colleagueOf(ciso, "当番", "CSIRT", ["csirt"], unit);
  const open = await incident();
  const kept = await reportOf((await report("監査役の端末に知らない画面")).number);
  const path = `/incident-reports/${kept.id}`;
  await readers(path, mine);
  const refused = await csirt.client.refused("POST", `${path}/transitions`, 409, { json: { action: "join", reason: open.number }, etag: "*" });
  assert.match(refused.detail ?? "", /この連絡は親展です/);
  await readers(path, { confidential: false });
  await step(path, "join", open.number);
  await readers(path, mine);
  for (const json of [{ confidential: false }, { confidential: true, people: [peer.person], roles: [] }, { confidential: false }]) {
    await readers(`/incidents/${open.id}`, json, peer.client);
    await peer.client.refused("GET", path, 404);
    assert.deepEqual((await csirt.client.get(`${path}/readers`)).people.map((p: Json) => p.id), [csirt.person]);
  }
});

test("figures tell the hours to the start of an investigation and incidents by severity, without exercises", async () => {
  const fresh = await startServer();
  const lead = await setUp(fresh);
  const top = await topUnit(lead);
  const figure = async (source: string): Promise<() => Promise<Json>> => {
    const { id } = await lead.post("/indicators", { title: source, perspective: "process", source, cycle: "fiscal_year" }, 201);
    return async () => (await lead.get(`/scorecard?indicator=${id}`)).items[0];
  };
  const [hours, all, grave] = [await figure("investigation_hours"), await figure("incidents"), await figure("grave_incidents")];
  assert.deepEqual([(await hours()).value, (await all()).value], [null, 0]);
  const make = (severity: string, minutes: number | null, more: Json = {}): Promise<Json> =>
    lead.post("/incidents", { unit: top, title: `${severity} ${minutes}`, severity, detected_at: ago(20 * MINUTE), ...(minutes === null ? {} : { investigation_at: ago((20 - minutes) * MINUTE) }), ...more }, 201);
  await make("critical", 6);
  await make("low", 18);
  await make("high", null);
  await make("critical", 20, { drill: true });
  const none = await make("medium", 20);
  await lead.call("POST", `/incidents/${none.id}/transitions`, { json: { action: "withdraw", reason: "監視の誤り" }, etag: "*" });
  const shut = await make("high", 20);
  const { headers } = await lead.call("GET", `/incidents/${shut.id}/readers`);
  await lead.put(`/incidents/${shut.id}/readers`, { confidential: true, people: [], roles: ["ciso"] }, headers.get("etag")!);
  const told = await hours();
  assert.deepEqual([told.figure, told.direction, told.live, told.value], ["hours", "lower", true, 0.2]);
  assert.deepEqual(told.parts.map((p: Json) => [p.key, p.value]), [["investigated", 2]]);
  assert.deepEqual((await all()).parts.map((p: Json) => [p.key, p.value]), [["critical", 1], ["high", 1], ["medium", 0], ["low", 1]]);
  assert.deepEqual([(await all()).value, (await grave()).value], [3, 2]);
  await fresh.stop();
});

for (const [register, body] of [["incidents", { title: "役員の端末", severity: "high", detected_at: ago(MINUTE) }], ["incident-reports", { what: "役員の端末が遅い", source: "soc" }]] as const)
  test(`${register}: whoever read one alone has left, so the CISO appoints another without seeing it`, async () => {
    const leaver = await colleagueOf(ciso, "退職", "CSIRT", ["csirt"], unit);
    const heir = await colleagueOf(ciso, "後任", "CSIRT", ["csirt"], unit);
    const { id, number } = await leaver.client.post(`/${register}`, { unit: shop.id, ...body }, 201);
    const { status, text } = await leaver.client.call("PUT", `/${register}/${id}/readers`, { json: { confidential: true, people: [leaver.person], roles: [] }, etag: "*" });
    assert.equal(status, 200, text);
    await ciso.post(`/accounts/${leaver.account}/disable`, undefined, 200);
    assert.deepEqual((await ciso.get(`/${register}/readerless`)).items.map((i: Json) => i.number), [number]);
    await ciso.post(`/${register}/${id}/readers/appointment`, { people: [heir.person], reason: "担当者の退職" }, 204);
    assert.equal((await heir.client.get(`/${register}/${id}`)).number, number);
    await ciso.refused("GET", `/${register}/${id}`, 404);
  });
