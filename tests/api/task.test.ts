// Tasks: given, seen by who may see their record, done, looked for, reminded of, and gone with the record.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { after, test } from "node:test";
import { Client, type Json } from "../support/client.ts";
import { query } from "../support/database.ts";
import { dayFromNow } from "../support/day.ts";
import { engine, until } from "../support/environment.ts";
import { colleagueOf, setUp, signedInAs, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server);
const top = await topUnit(ciso);
const west = await ciso.post("/units", { name: "西支店", kind: "shop", parent: top }, 201);
const east = await ciso.post("/units", { name: "東支店", kind: "shop", parent: top }, 201);
const chief = await colleagueOf(ciso, "西田", "支店長", ["manager"], west.id);
const clerk = await colleagueOf(ciso, "西川", "担当", ["member"], west.id);
const other = await colleagueOf(ciso, "東山", "支店長", ["manager"], east.id);

// A regular job that was never done is done at once.
const lookAgain = (kind: string): unknown => query(server.database, `DELETE FROM job WHERE kind = '${kind}'`);

let count = 0;
const measure = (unit = west.id, by: Client = ciso): Promise<Json> => by.post("/measures", { unit, title: `多要素認証${++count}`, priority: "high" }, 201);
const onRecord = (by: Client, register: string, record: string, more: Json = {}): Promise<Json> =>
  by.post("/tasks/on-record", { register, record, title: `手順を書く${++count}`, ...more }, 201);
const task = (by: Client, id: string): Promise<Json> => by.get(`/tasks/${id}`);
const mine = async (by: Client, person: string): Promise<string[]> =>
  (await by.get(`/tasks?filter[owner][eq]=${person}&filter[state][in]=open,doing&sort=due&limit=500`)).items.map((t: Json) => t.id);
// Other roles end the sessions.
async function withRoles(account: string, roles: Json[]): Promise<Client> {
  await ciso.put(`/accounts/${account}/roles`, { roles }, `"${(await ciso.get(`/accounts/${account}`)).version}"`);
  const link = await ciso.post(`/accounts/${account}/sign-in-link`);
  const client = new Client(server);
  client.enter(await client.post("/session/link", { token: /#(\S+)$/.exec(link.url)?.[1] }));
  return client;
}
const move = (by: Client, id: string, action: string, reason?: string): Promise<Json> =>
  by.call("POST", `/tasks/${id}/transitions`, { json: { action, ...(reason ? { reason } : {}) }, etag: "*" }).then((a) => a.json);

test("a task on a record lies in its unit, is told to its owner and stands in the record's history", async () => {
  const m = await measure();
  const { id, number } = await onRecord(ciso, "measures", m.number, { owner: clerk.person, due: dayFromNow(10), detail: "図も入れる" });
  assert.match(number, /^T-\d{4}-\d{4}$/);
  const got = await task(clerk.client, id);
  assert.deepEqual([got.unit.id, got.register, got.record, got.about, got.priority, got.state], [west.id, "measures", m.id, `${m.number} ${m.title}`, "middle", "open"]);
  assert.ok((await mine(clerk.client, clerk.person)).includes(id));
  const of = await chief.client.get(`/tasks?filter[record][eq]=${m.id}`);
  assert.deepEqual(of.items.map((t: Json) => t.id), [id]);
  const told = (await clerk.client.get("/notices")).items.find((n: Json) => n.kind === "task_given");
  assert.ok(told.title.includes(got.title), told.title);
  const other = await onRecord(ciso, "measures", m.id, { owner: clerk.person, title: "いつでもよい作業" });
  const open = (await clerk.client.get("/notices")).items.find((n: Json) => n.title.includes("いつでもよい作業"));
  assert.match(open.text, /期限：なし。/);
  await ciso.call("DELETE", `/tasks/${other.id}`, { etag: "*" });
  const history = (await ciso.get(`/measures/${m.id}/history`)).items;
  assert.ok(history.some((e: Json) => e.action === "task_add" && e.after.task === got.title));
});

test("it follows the record's unit and name, goes when the record is deleted and comes back with it", async () => {
  const m = await measure();
  const { id } = await onRecord(ciso, "measures", m.id, { owner: clerk.person });
  const kept = await onRecord(ciso, "measures", m.id);
  await ciso.call("DELETE", `/tasks/${kept.id}`, { etag: "*" });
  await ciso.call("PATCH", `/measures/${m.id}`, { json: { title: "改名した対策", unit: east.id }, etag: "*" });
  assert.equal((await clerk.client.call("GET", `/tasks/${id}`)).status, 404, "the unit is another one now");
  assert.deepEqual([(await task(other.client, id)).unit.id, (await task(ciso, id)).about], [east.id, `${m.number} 改名した対策`]);
  await ciso.call("DELETE", `/measures/${m.id}`, { etag: "*" });
  assert.equal((await ciso.call("GET", `/tasks/${id}`)).status, 404);
  assert.equal((await ciso.get(`/tasks?filter[record][eq]=${m.id}`)).items.length, 0);
  await ciso.call("POST", `/measures/${m.id}/restore`, { etag: "*" });
  assert.deepEqual((await ciso.get(`/tasks?filter[record][eq]=${m.id}`)).items.map((t: Json) => t.id), [id], "what was deleted by itself stays away");
});

test("what follows its record is found where that is now, without all texts being gone through again", async () => {
  const fills = (): string[] => query(server.database, "SELECT state FROM job WHERE kind = 'search_fill' ORDER BY id");
  await until("the search has been filled", () => (fills().every((state) => state === "done") ? true : null));
  const m = await measure();
  const { id } = await onRecord(ciso, "measures", m.id, { title: "緋鯉計画の下調べ" });
  const found = async (by: Client): Promise<boolean> => (await by.get(`/search?q=${encodeURIComponent("緋鯉計画")}`)).items.some((i: Json) => i.id === id);
  const before = fills();
  await ciso.call("PATCH", `/measures/${m.id}`, { json: { unit: east.id }, etag: "*" });
  assert.deepEqual([await found(chief.client), await found(other.client)], [false, true]);
  await ciso.call("DELETE", `/measures/${m.id}`, { etag: "*" });
  assert.equal(await found(other.client), false);
  await ciso.call("POST", `/measures/${m.id}/restore`, { etag: "*" });
  assert.equal(await found(other.client), true);
  assert.deepEqual(fills(), before);
});

test("nobody is given a task on what they may not see", async () => {
  const m = await measure();
  const add = (owner: string, register = "measures", record = m.id, more: Json = {}) =>
    ciso.refused("POST", "/tasks/on-record", 422, { json: { register, record, title: "依頼", owner, ...more } });
  assert.deepEqual((await add(other.person)).errors?.map((e) => [e.pointer, e.code]), [["/owner", "task_owner_record"]], "of another unit");
  const meeting = await ciso.post("/meetings", { title: "経営会議", kind: "management", held_on: "2026-11-01" }, 201);
  assert.deepEqual((await add(chief.person, "meetings", meeting.id)).errors?.map((e) => e.pointer), ["/owner"], "managers do not read meetings");
  const { id } = await onRecord(ciso, "measures", m.id, { owner: chief.person });
  const refused = await ciso.refused("PATCH", `/tasks/${id}`, 422, { json: { owner: other.person }, etag: "*" });
  assert.deepEqual(refused.errors?.map((e) => e.pointer), ["/owner"]);
  await ciso.refused("POST", "/tasks", 422, { json: { unit: west.id, title: "依頼", priority: "low", owner: other.person } });
  const paper = await ciso.post("/people", { family_name: "紙", given_name: "太郎", unit: west.id }, 201);
  await onRecord(ciso, "measures", m.id, { owner: paper.id }); // has no account, so sees nothing anyway
});

test("tasks of a register are seen by who may read it in their unit, in lists too", async () => {
  const meeting = await ciso.post("/meetings", { title: "経営会議", kind: "management", held_on: "2026-11-01" }, 201);
  const { id } = await onRecord(ciso, "meetings", meeting.id, { unit: west.id });
  const auditor = await signedInAs(ciso, "auditor", west.id);
  const { account } = await colleagueOf(ciso, "兼務", "兼務", ["member"], west.id);
  const both = await withRoles(account, [{ role: "member", unit: west.id }, { role: "auditor", unit: east.id }]);
  const sees = async (by: Client): Promise<boolean[]> => [
    (await by.call("GET", `/tasks/${id}`)).status === 200,
    (await by.get("/tasks?limit=500")).items.some((t: Json) => t.id === id),
    (await by.call("GET", "/tasks?format=csv")).text.includes("経営会議"),
  ];
  assert.deepEqual(await sees(auditor), [true, true, true]);
  assert.deepEqual(await sees(chief.client), [false, false, false], "a manager reads no meetings");
  assert.deepEqual(await sees(both), [false, false, false], "an auditor of another unit");
});

test("on a confidential record it is its readers', and vanishes from the list of who is none any more", async () => {
  const f = await ciso.post("/audit-findings", { unit: west.id, title: "親展の指摘", audit_kind: "internal", severity: "major", found_on: "2026-09-01" }, 201);
  const auditor = await colleagueOf(ciso, "監査", "監査", ["auditor", "security"], top);
  const early = await onRecord(ciso, "audit-findings", f.id, { owner: chief.person, title: "早い依頼" });
  const shut = async (people: string[]): Promise<void> => {
    const { headers } = await auditor.client.call("GET", `/audit-findings/${f.id}/readers`);
    await auditor.client.put(`/audit-findings/${f.id}/readers`, { confidential: true, people, roles: [] }, headers.get("etag")!);
  };
  await shut([auditor.person, chief.person]);
  const refused = await auditor.client.refused("POST", "/tasks/on-record", 422, { json: { register: "audit-findings", record: f.id, title: "x", owner: clerk.person } });
  assert.deepEqual(refused.errors?.map((e) => e.pointer), ["/owner"]);
  await ciso.refused("POST", "/tasks/on-record", 422, { json: { register: "audit-findings", record: f.id, title: "x" } });
  const late = await onRecord(auditor.client, "audit-findings", f.id, { owner: chief.person, title: "内密の依頼" });
  for (const id of [early.id, late.id]) {
    assert.equal((await chief.client.call("GET", `/tasks/${id}`)).status, 200);
    assert.equal((await ciso.call("GET", `/tasks/${id}`)).status, 404);
    assert.ok((await mine(chief.client, chief.person)).includes(id));
  }
  const everything = JSON.stringify([(await ciso.get("/tasks?limit=500")).items, (await ciso.get("/audit?limit=500")).items, await ciso.get("/changes?since=0")]);
  for (const trace of [early.id, late.id, "内密の依頼"]) assert.ok(!everything.includes(trace), trace);
  const told = (await chief.client.get("/notices")).items.filter((n: Json) => n.kind === "task_given");
  assert.ok(told.every((n: Json) => !JSON.stringify(n).includes("内密の依頼")));
  assert.equal((await ciso.call("GET", `/tasks/${late.id}/readers`)).status, 404, "its readers are the record's");
  await shut([auditor.person]);
  assert.deepEqual((await mine(chief.client, chief.person)).filter((id) => id === early.id || id === late.id), []);
  assert.equal((await chief.client.call("GET", `/tasks/${late.id}`)).status, 404);
});

test("a task deleted before its record became confidential is its readers' too, also when it comes back", async () => {
  const f = await ciso.post("/audit-findings", { unit: west.id, title: "後で親展の指摘", audit_kind: "internal", severity: "major", found_on: "2026-09-01" }, 201);
  const auditor = await colleagueOf(ciso, "監査二", "監査", ["auditor", "security"], top);
  const { id } = await onRecord(ciso, "audit-findings", f.id, { title: "消した下調べ", detail: "漏れた経路の見当" });
  await ciso.call("DELETE", `/tasks/${id}`, { etag: "*" });
  const shut = async (confidential: boolean): Promise<void> => {
    const { headers } = await auditor.client.call("GET", `/audit-findings/${f.id}/readers`);
    await auditor.client.put(`/audit-findings/${f.id}/readers`, { confidential, people: [auditor.person], roles: [] }, headers.get("etag")!);
  };
  const shown = async (by: Client): Promise<string> =>
    JSON.stringify([(await by.get("/tasks?deleted=true&limit=500")).items, (await by.call("GET", `/tasks/${id}/history`)).json, (await by.get("/audit?limit=500")).items]);
  const traces = [id, "消した下調べ", "漏れた経路の見当", "犯人の名前"];
  await shut(true);
  await auditor.client.call("PATCH", `/audit-findings/${f.id}`, { json: { title: "犯人の名前" }, etag: "*" });
  const others = await shown(ciso);
  assert.deepEqual(traces.filter((trace) => others.includes(trace)), []);
  await ciso.refused("POST", `/tasks/${id}/restore`, 404, { etag: "*" });
  const readers = await shown(auditor.client);
  assert.deepEqual(traces.filter((trace) => !readers.includes(trace)), [], "its readers have it, with the new name");
  // As one that was deleted when deleted tasks were not kept to the readers yet.
  query(server.database, `DELETE FROM record_secret WHERE subject = 'task' AND record_id = (SELECT id FROM task WHERE title = '消した下調べ')`);
  assert.equal((await auditor.client.call("POST", `/tasks/${id}/restore`, { etag: "*" })).status, 200);
  assert.deepEqual([(await task(auditor.client, id)).about, (await ciso.call("GET", `/tasks/${id}`)).status], [`${f.number} 犯人の名前`, 404]);
  await auditor.client.call("DELETE", `/tasks/${id}`, { etag: "*" });
  await shut(false);
  assert.ok((await shown(ciso)).includes("消した下調べ"), "open again with its record");
});

test("a deleted task follows its record, and does not come back while that is deleted", async () => {
  const m = await measure();
  const { id } = await onRecord(ciso, "measures", m.id);
  const hidden = await measure();
  const gone = await onRecord(ciso, "measures", hidden.id);
  await ciso.call("DELETE", `/tasks/${id}`, { etag: "*" });
  await ciso.call("PATCH", `/measures/${m.id}`, { json: { title: "消した後の名前", unit: east.id }, etag: "*" });
  await ciso.call("DELETE", `/measures/${hidden.id}`, { etag: "*" });
  assert.match((await ciso.refused("POST", `/tasks/${gone.id}/restore`, 409, { etag: "*" })).detail ?? "", /先に記録を復元/);
  assert.equal((await ciso.call("GET", `/tasks/${gone.id}`)).status, 404);
  assert.equal((await ciso.call("POST", `/tasks/${id}/restore`, { etag: "*" })).status, 200);
  const back = await task(other.client, id);
  assert.deepEqual([back.unit.id, back.about], [east.id, `${m.number} 消した後の名前`]);
});

test("a deleted task does not come back to a record that has as many as it may", async () => {
  const m = await measure();
  const { id } = await onRecord(ciso, "measures", m.id);
  const last = await onRecord(ciso, "measures", m.id);
  await ciso.call("DELETE", `/tasks/${id}`, { etag: "*" });
  const uid = engine === "postgres" ? "decode(md5('full' || n.i), 'hex')" : "randomblob(16)";
  query(
    server.database,
    `INSERT INTO task (org_id, uid, number, unit_id, title, priority, state, register, record, version, created_at, updated_at)
     WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 499)
     SELECT t.org_id, ${uid}, 'T-1999-' || (1000 + n.i), t.unit_id, t.title, t.priority, t.state, t.register, t.record, 1, t.created_at, t.updated_at FROM task t, n WHERE t.number = '${last.number}'`,
  );
  await ciso.refused("POST", "/tasks/on-record", 409, { json: { register: "measures", record: m.id, title: "入らない" } });
  await ciso.refused("POST", `/tasks/${id}/restore`, 409, { etag: "*" });
  await ciso.call("DELETE", `/tasks/${last.id}`, { etag: "*" });
  assert.equal((await ciso.call("POST", `/tasks/${id}/restore`, { etag: "*" })).status, 200);
});

test("whoever made a task and may not see it any more is not told that it is done", async () => {
  const f = await ciso.post("/audit-findings", { unit: west.id, title: "作成者に閉じた指摘", audit_kind: "internal", severity: "major", found_on: "2026-09-01" }, 201);
  const auditor = await colleagueOf(ciso, "監査三", "監査", ["auditor", "security"], top);
  const open = await onRecord(ciso, "audit-findings", f.id, { owner: chief.person });
  const secret = await onRecord(ciso, "audit-findings", f.id, { owner: chief.person });
  await move(chief.client, open.id, "finish");
  const { headers } = await auditor.client.call("GET", `/audit-findings/${f.id}/readers`);
  await auditor.client.put(`/audit-findings/${f.id}/readers`, { confidential: true, people: [auditor.person, chief.person], roles: [] }, headers.get("etag")!);
  assert.equal((await move(chief.client, secret.id, "finish")).state, "done");
  const told = (await ciso.get("/notices?limit=100")).items.filter((n: Json) => n.kind === "task_done").map((n: Json) => n.path);
  assert.deepEqual([told.includes(`/tasks/${open.id}`), told.includes(`/tasks/${secret.id}`)], [true, false]);
});

test("its owner, its maker and who may change the record change it, nobody else; the maker is told", async () => {
  const m = await measure();
  const { id } = await onRecord(chief.client, "measures", m.id, { owner: clerk.person, due: dayFromNow(3) });
  const colleague = await colleagueOf(ciso, "同僚", "担当", ["member"], west.id);
  await colleague.client.refused("PATCH", `/tasks/${id}`, 403, { json: { owner: colleague.person }, etag: "*" });
  await colleague.client.refused("POST", `/tasks/${id}/transitions`, 403, { json: { action: "finish" }, etag: "*" });
  await clerk.client.refused("DELETE", `/tasks/${id}`, 403, { etag: "*" });
  await clerk.client.refused("POST", `/tasks/${id}/transitions`, 422, { json: { action: "drop" }, etag: "*" });
  assert.equal((await move(clerk.client, id, "start")).state, "doing");
  const done = await move(clerk.client, id, "finish");
  assert.deepEqual([done.state, typeof done.done_on], ["done", "string"]);
  assert.ok((await chief.client.get("/notices")).items.some((n: Json) => n.kind === "task_done" && n.title.includes(done.title)));
  const again = await move(clerk.client, id, "reopen");
  assert.deepEqual([again.state, again.done_on], ["open", null]);
  await clerk.client.refused("POST", "/tasks/on-record", 403, { json: { register: "measures", record: m.id, title: "会員は対策を変えられない" } });
  await ciso.refused("PATCH", `/tasks/${id}`, 422, { json: { unit: east.id }, etag: "*" });
});

test("a task may stand alone in a unit, and none hangs on what is not there or on a task", async () => {
  const { id } = await clerk.client.post("/tasks", { unit: west.id, title: "棚卸し", priority: "low", owner: clerk.person, due: dayFromNow(5) }, 201);
  assert.equal((await task(chief.client, id)).about, null);
  assert.equal((await other.client.call("GET", `/tasks/${id}`)).status, 404);
  for (const [register, pointer] of [["tasks", "/register"], ["nothing", "/register"], ["measures", "/record"]] as const) {
    const refused = await ciso.refused("POST", "/tasks/on-record", 422, { json: { register, record: id, title: "x" } });
    assert.deepEqual(refused.errors?.map((e) => e.pointer), [pointer]);
  }
  await other.client.refused("POST", "/tasks", 403, { json: { unit: west.id, title: "他の支店へ", priority: "low" } });
});

test("load is counted by person, for who leads the unit", async () => {
  const unit = await ciso.post("/units", { name: "南支店", kind: "shop", parent: top }, 201);
  const busy = await colleagueOf(ciso, "南", "担当", ["member"], unit.id);
  for (const due of [dayFromNow(-2), dayFromNow(2), dayFromNow(20), dayFromNow(90)])
    await ciso.post("/tasks", { unit: unit.id, title: "作業", priority: "low", owner: busy.person, due }, 201);
  await ciso.post("/tasks", { unit: unit.id, title: "担当なし", priority: "low" }, 201);
  const boss = await signedInAs(ciso, "manager", unit.id);
  const { items } = await boss.get("/tasks/load");
  const row = items.find((r: Json) => r.person?.id === busy.person);
  assert.deepEqual([row.open, row.late, row.due_7, row.due_30, row.first_due], [4, 1, 1, 2, dayFromNow(-2)]);
  assert.equal(items[0].person.id, busy.person, "the most late first");
  assert.equal(items.find((r: Json) => r.person === null).open, 1);
  assert.ok((await ciso.get(`/tasks/load?unit=${unit.id}`)).items.length === 2);
  assert.equal((await chief.client.call("GET", `/tasks/load?unit=${unit.id}`)).status, 403);
  assert.equal((await clerk.client.call("GET", "/tasks/load")).status, 403);
  await ciso.refused("GET", `/tasks/load?unit=${busy.person}`, 422);
});

test("load does not count tasks on registers that the caller may not read", async () => {
  const unit = await ciso.post("/units", { name: "北支店", kind: "shop", parent: top }, 201);
  const busy = await colleagueOf(ciso, "北", "担当", ["auditor"], unit.id);
  const meeting = await ciso.post("/meetings", { title: "経営会議", kind: "management", held_on: "2026-11-01" }, 201);
  await onRecord(ciso, "meetings", meeting.id, { unit: unit.id, owner: busy.person });
  await onRecord(ciso, "measures", (await measure(unit.id)).id, { owner: busy.person });
  await ciso.post("/tasks", { unit: unit.id, title: "作業", priority: "low", owner: busy.person }, 201);
  const open = async (by: Client): Promise<number> =>
    (await by.get(`/tasks/load?unit=${unit.id}`)).items.find((r: Json) => r.person?.id === busy.person).open;
  assert.equal(await open(await signedInAs(ciso, "manager", unit.id)), 2, "a manager reads no meetings");
  assert.equal(await open(busy.client), 3, "an auditor does");
});

test("load is that of the widest unit of whoever leads several", async () => {
  const unit = await ciso.post("/units", { name: "中央支店", kind: "shop", parent: top }, 201);
  const below = await ciso.post("/units", { name: "東支店二課", kind: "shop", parent: east.id }, 201);
  const busy = await colleagueOf(ciso, "中", "担当", ["member"], unit.id);
  await ciso.post("/tasks", { unit: unit.id, title: "作業", priority: "low", owner: busy.person }, 201);
  for (const units of [[below.id, unit.id], [unit.id, below.id]]) {
    const { account } = await colleagueOf(ciso, "兼任", "課長", ["manager"], units[0]!);
    const boss = await withRoles(account, units.map((id) => ({ role: "manager", unit: id })));
    assert.deepEqual((await boss.get("/tasks/load")).items.map((r: Json) => r.person?.id), [busy.person]);
  }
});

test("all tasks of somebody who leaves go to another in one step with a preview", async () => {
  const m = await measure();
  const ids: string[] = [];
  for (let i = 0; i < 3; i++) ids.push((await onRecord(ciso, "measures", m.id, { owner: clerk.person })).id);
  const wish = { all: true, filters: [{ field: "record", op: "eq", value: m.id }], patch: { owner: chief.person } };
  const { id } = await ciso.post("/tasks/bulk-edits", wish);
  const preview = await until("the preview", async () => {
    const got = await ciso.get(`/tasks/bulk-edits/${id}`);
    return got.state === "checked" ? got : null;
  });
  assert.equal(preview.changed, 3);
  await ciso.post(`/tasks/bulk-edits/${id}/commit`, {}, 200);
  await until("they are handed over", async () => ((await task(ciso, ids[2]!)).owner.id === chief.person ? true : null));
});

test("a task is found by its title, only by who may read it", async () => {
  const m = await measure();
  const { id } = await onRecord(ciso, "measures", m.id, { title: "錦鯉計画の下調べ" });
  const found = async (by: Client): Promise<string[]> => (await by.get(`/search?q=${encodeURIComponent("錦鯉計画")}`)).items.map((i: Json) => i.id);
  assert.ok((await found(chief.client)).includes(id));
  assert.ok(!(await found(other.client)).includes(id));
  const meeting = await ciso.post("/meetings", { title: "秘密の会議", kind: "management", held_on: "2026-11-01" }, 201);
  const narrow = await onRecord(ciso, "meetings", meeting.id, { unit: west.id, title: "錦鯉計画の承認" });
  assert.ok(!(await found(chief.client)).includes(narrow.id), "managers read no meetings");
  assert.ok(!(await found(ciso)).includes(narrow.id), "tasks on what not everybody of the unit reads are in no search (ADR 23)");
  await ciso.call("DELETE", `/measures/${m.id}`, { etag: "*" });
  assert.ok(!(await found(chief.client)).includes(id));
});

test("the calendar holds it until it is done", async () => {
  const { id } = await onRecord(ciso, "measures", (await measure()).id, { owner: clerk.person, due: dayFromNow(12), title: "暦に載る依頼" });
  const { url } = await clerk.client.post("/calendar-feed", undefined, 201);
  const feed = async (): Promise<string> => (await new Client(server).call("GET", `/${new URL(url).pathname}`)).text.replaceAll("\r\n ", "");
  assert.ok((await feed()).includes("暦に載る依頼"));
  await move(clerk.client, id, "finish");
  assert.ok(!(await feed()).includes("暦に載る依頼"));
});

test("its owner is told when the day is near and when it has passed", async () => {
  const m = await measure();
  const soon = await onRecord(ciso, "measures", m.id, { owner: clerk.person, due: dayFromNow(1), title: "明日まで" });
  const late = await onRecord(ciso, "measures", m.id, { owner: clerk.person, due: dayFromNow(-5), title: "先週まで" });
  const far = await onRecord(ciso, "measures", m.id, { owner: clerk.person, due: dayFromNow(60), title: "来年まで" });
  lookAgain("task_remind");
  await until("both are told", async () => {
    const told: string[] = (await clerk.client.get("/notices?limit=100")).items.map((n: Json) => `${n.kind} ${n.title}`);
    return told.some((t) => /^task_soon .*明日まで/.test(t)) && told.some((t) => /^task_late .*先週まで/.test(t)) && !told.some((t) => /来年まで/.test(t) && !t.startsWith("task_given"));
  });
  assert.deepEqual([typeof (await task(ciso, soon.id)).reminded_on, typeof (await task(ciso, late.id)).reminded_on, (await task(ciso, far.id)).reminded_on], ["string", "string", null]);
});

test("nobody is told of the day of a task that was finished or moved while others were told", { skip: server.database.url.startsWith("sqlite:") && "a file lets one write at a time" }, async () => {
  const of = (title: string, day: number): Promise<Json> => onRecord(ciso, "measures", m.id, { owner: clerk.person, due: dayFromNow(day), title });
  const m = await measure();
  const first = await of("最も古い作業", -400);
  const finished = await of("その間に終わった作業", -300);
  const moved = await of("その間に延びた作業", -200);
  const lock = spawn("psql", ["-qXAt", server.database.url], { stdio: ["pipe", "pipe", "inherit"] });
  after(() => lock.kill());
  let held = "";
  lock.stdout.on("data", (data: Buffer) => void (held += data.toString()));
  lock.stdin.write(`BEGIN; SELECT 'held' FROM task WHERE number = '${first.number}' FOR UPDATE;\n`);
  await until("the first task is locked", () => held.includes("held"));
  lookAgain("task_remind");
  await until("the job waits for it", () => query(server.database, "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE 'UPDATE task%'")[0] === "1");
  await move(clerk.client, finished.id, "finish");
  await ciso.call("PATCH", `/tasks/${moved.id}`, { json: { due: dayFromNow(60) }, etag: "*" });
  lock.stdin.end("COMMIT;\n");
  await until("the job is done", () => query(server.database, "SELECT count(*) FROM job WHERE kind = 'task_remind' AND state = 'done'")[0] === "1");
  const told: string[] = (await clerk.client.get("/notices?limit=200")).items.filter((n: Json) => n.kind === "task_late").map((n: Json) => n.title);
  assert.deepEqual(["最も古い作業", "その間に終わった作業", "その間に延びた作業"].map((title) => told.some((t) => t.includes(title))), [true, false, false]);
  assert.equal((await task(ciso, moved.id)).reminded_on, null, "its new day is told when it comes");
});

test("a record that leaves for good takes its tasks", async () => {
  const m = await measure();
  const { id } = await onRecord(ciso, "measures", m.id);
  await ciso.call("DELETE", `/measures/${m.id}`, { etag: "*" });
  const old = Date.now() - 40 * 86400000;
  query(server.database, `UPDATE measure SET deleted_at = ${old} WHERE number = '${m.number}'`);
  query(server.database, `UPDATE task SET deleted_at = ${old} WHERE record = '${m.id}'`);
  lookAgain("register_purge");
  await until("it has left", () => query(server.database, `SELECT count(*) FROM task WHERE record = '${m.id}'`)[0] === "0" || null);
  assert.equal((await ciso.call("GET", `/tasks/${id}`)).status, 404);
});
