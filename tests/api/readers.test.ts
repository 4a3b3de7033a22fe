// Confidential records: for everybody but their readers they do not exist, wherever one looks.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Client, Json } from "../support/client.ts";
import { until } from "../support/environment.ts";
import { colleagueOf, ROLES, setUp, signedInAs, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server);
const unit = await topUnit(ciso);
const { client: security, person } = await colleagueOf(ciso, "監査", "担当", ["security"], unit);
const auditor = await signedInAs(ciso, "auditor", unit);

let count = 0;
async function finding(by: Client = security): Promise<Json> {
  return by.post("/audit-findings", {
    unit,
    title: `親展指摘${++count}号`,
    audit_kind: "internal",
    severity: "major",
    found_on: "2026-09-01",
    detail: "役員の端末で見つかった私的利用",
  });
}

async function put(by: Client, f: Json, readers: Json): Promise<Json> {
  const { headers } = await by.call("GET", `/audit-findings/${f.id}/readers`);
  return by.put(`/audit-findings/${f.id}/readers`, readers, headers.get("etag")!);
}
const shut = (f: Json, roles: string[] = []): Promise<Json> => put(security, f, { confidential: true, people: [person], roles });

// Wherever a record could be met: what of this is found.
async function traces(by: Client, f: Json, measure: Json): Promise<Record<string, boolean>> {
  const word = encodeURIComponent(f.title);
  const ask = (path: string) => by.call("GET", path);
  const has = async (path: string) => {
    const answer = await ask(path);
    return answer.status === 200 && (answer.text.includes(f.id) || answer.text.includes(f.title) || answer.text.includes(f.number));
  };
  const total = await ask(`/audit-findings?q=${word}&total=exact`);
  return {
    record: (await ask(`/audit-findings/${f.id}`)).status === 200,
    number: (await ask(`/audit-findings/${f.number}`)).status === 200,
    history: (await ask(`/audit-findings/${f.id}/history`)).status === 200,
    comments: (await ask(`/audit-findings/${f.id}/comments`)).status === 200,
    files: (await ask(`/audit-findings/${f.id}/files`)).status === 200,
    readers: (await ask(`/audit-findings/${f.id}/readers`)).status === 200,
    list: await has("/audit-findings?limit=500"),
    filtered: await has(`/audit-findings?filter[title][contains]=${word}`),
    counted: total.status === 200 && total.json.total > 0,
    exported: await has("/audit-findings?format=csv"),
    searched: await has(`/search?q=${word}`),
    links: await has(`/measures/${measure.id}/links`),
    linked: await has(`/measures/${measure.id}/history`),
    audit: await has("/audit?subject=audit_finding&limit=500"),
    all_audit: await has("/audit?limit=500"),
    changes: await has("/changes?since=0"),
  };
}

const some = (found: Record<string, boolean>): string[] => Object.keys(found).filter((key) => found[key]);

test("a confidential record is nowhere for anybody but its readers, the administrator and the CISO included", async () => {
  const measure = await ciso.post("/measures", { unit, title: "公開の対策", priority: "low" });
  const f = await finding();
  await security.post(`/audit-findings/${f.id}/comments`, { text: "内密に" });
  await shut(f, ["auditor"]);
  await security.post(`/audit-findings/${f.id}/links`, { kind: "relates", register: "measures", record: measure.id });
  const kinds = await security.get("/describe");
  assert.ok(kinds.registers.find((r: Json) => r.name === "audit-findings").readers);
  for (const role of ROLES.filter((r) => r !== "auditor")) {
    const other = await signedInAs(ciso, role, unit);
    assert.deepEqual(some(await traces(other, f, measure)), [], role);
  }
  assert.deepEqual(some(await traces(ciso, f, measure)), [], "who has both the CISO's and the administrator's role");
  const mine = await traces(auditor, f, measure);
  assert.deepEqual(Object.keys(mine).filter((key) => !mine[key]), ["searched", "linked"], "a role that is a reader");
  await ciso.refused("PUT", `/audit-findings/${f.id}/readers`, 404, { json: { confidential: false }, etag: "*" });
  await ciso.refused("PATCH", `/audit-findings/${f.id}`, 404, { json: { title: "x" }, etag: '"1"' });
});

test("bulk edits and imports of others do not reach it, nor is it counted among deleted ones", async () => {
  const f = await finding();
  await shut(f);
  const made = await ciso.post("/audit-findings/bulk-edits", { records: [{ id: f.id }], patch: { severity: "minor" } });
  const bulk = await until("the preview", async () => {
    const got = await ciso.get(`/audit-findings/bulk-edits/${made.id}`);
    return got.state === "checked" ? got : null;
  });
  assert.deepEqual([bulk.refused, bulk.refusals[0].title], [1, null]);
  const all = await ciso.post("/audit-findings/bulk-edits", { all: true, patch: { severity: "minor" } });
  const none = await until("the preview of all", async () => {
    const got = await ciso.get(`/audit-findings/bulk-edits/${all.id}`);
    return got.state === "checked" ? got : null;
  });
  assert.ok(!JSON.stringify(none).includes(f.number));
  const table = { body: `番号,件名\n${f.number},書き換え\n`, headers: { "content-type": "application/octet-stream" } };
  const sent = (await ciso.call("POST", "/audit-findings/imports?name=a.csv", table)).json;
  await ciso.put(`/audit-findings/imports/${sent.id}/mapping`, { columns: [{ no: 1, field: "number" }, { no: 2, field: "title" }], key: "number" });
  const dry = await until("the dry run", async () => {
    const got = await ciso.get(`/audit-findings/imports/${sent.id}`);
    return got.state === "checked" ? got : null;
  });
  assert.deepEqual([dry.changed, dry.refused], [0, 1]);
  await security.delete(`/audit-findings/${f.id}`, '"1"');
  const gone = await ciso.get("/audit-findings?deleted=true&limit=500");
  assert.ok(!JSON.stringify(gone).includes(f.number));
  await security.call("POST", `/audit-findings/${f.id}/restore`, { etag: '"2"' });
  assert.equal((await ciso.call("GET", `/audit-findings/${f.id}`)).status, 404);
  assert.equal((await ciso.call("GET", `/search?q=${encodeURIComponent(f.title)}`)).json.items.length, 0, "restored, not found again");
});

test("nobody shuts himself out, and only those who may be readers are", async () => {
  const f = await finding();
  const bad = async (json: Json): Promise<string[]> =>
    ((await security.refused("PUT", `/audit-findings/${f.id}/readers`, 422, { json, etag: "*" })).errors ?? []).map((e) => e.pointer);
  assert.deepEqual(await bad({ confidential: true, people: [], roles: ["auditor"] }), ["/people"]);
  assert.deepEqual(await bad({ confidential: true, people: [person], roles: ["admin", "trainer"] }), ["/roles/0", "/roles/1"]);
  assert.deepEqual(await bad({ confidential: true, people: [person, f.id] }), ["/people/1"]);
  const got = await shut(f, ["security"]);
  assert.deepEqual([got.confidential, got.people.map((p: Json) => p.id), got.roles], [true, [person], ["security"]]);
  const other = (await ciso.get("/people?limit=500")).items.find((p: Json) => p.id !== person);
  await security.refused("POST", `/audit-findings/${f.id}/comments`, 422, { json: { text: "@", mentions: [other.id] }, pointer: "/mentions/0" });
});

test("what is opened again is everybody's, and the search finds it", async () => {
  const f = await finding();
  await shut(f);
  await ciso.refused("GET", `/audit-findings/${f.id}`, 404);
  const open = await put(security, f, { confidential: false });
  assert.deepEqual(open, { confidential: false, people: [], roles: [] });
  assert.equal((await ciso.get(`/audit-findings/${f.id}`)).title, f.title);
  assert.equal((await ciso.get(`/search?q=${encodeURIComponent(f.title)}`)).items.length, 1);
  const history = await ciso.get(`/audit-findings/${f.id}/history`);
  assert.equal(history.items.filter((e: Json) => e.action === "readers").length, 2);
});

test("who sets the readers has seen them as they are", async () => {
  const f = await finding();
  const path = `/audit-findings/${f.id}/readers`;
  const seen = (await security.call("GET", path)).headers.get("etag")!;
  const body = { confidential: true, people: [person], roles: ["auditor"] };
  await security.refused("PUT", path, 428, { json: body });
  const set = await security.call("PUT", path, { json: body, etag: seen });
  assert.equal(set.status, 200);
  await security.refused("PUT", path, 412, { json: { confidential: false }, etag: seen });
  assert.equal(set.headers.get("etag"), (await security.call("GET", path)).headers.get("etag"));
  await security.put(path, { confidential: false }, set.headers.get("etag")!);
});

test("a report does not tell of it, not even one that a reader drafts", async () => {
  const [kept, open] = [await finding(), await finding()];
  await shut(kept);
  const type = await ciso.post("/report-types", { title: "監査の報告", sections: [{ builder: "findings", words: false }] }, 201);
  const issue = await security.post("/report-issues", { type: "own", own_type: type.id, title: "監査の報告" }, 201);
  const { text } = await security.call("GET", `/report-issues/${issue.id}/document`);
  assert.ok(text.includes(open.number) && !text.includes(kept.number) && !text.includes(kept.title), text);
});

test("the history of another record does not tell that a confidential one is linked to it", async () => {
  const links = async (by: Client, path: string): Promise<Json[]> =>
    (await by.get(`${path}/history`)).items.filter((e: Json) => e.action.startsWith("link"));
  const measure = await ciso.post("/measures", { unit, title: "別の対策", priority: "low" });
  const [secret, other] = [await finding(), await finding()];
  await shut(secret);
  const link = await security.post(`/audit-findings/${secret.id}/links`, { kind: "relates", register: "measures", record: measure.id });
  await security.post(`/measures/${measure.id}/links`, { kind: "causes", register: "audit-findings", record: secret.id });
  for (const by of [ciso, security]) assert.deepEqual(await links(by, `/measures/${measure.id}`), []);
  assert.equal((await links(security, `/audit-findings/${secret.id}`)).length, 2);
  assert.ok(JSON.stringify(await links(security, `/audit-findings/${secret.id}`)).includes("別の対策"));
  await security.delete(`/audit-findings/${secret.id}/links/${link.id}`, undefined, 204);
  assert.deepEqual(await links(ciso, `/measures/${measure.id}`), []);
  await shut(other, ["auditor"]);
  await security.post(`/audit-findings/${secret.id}/links`, { kind: "relates", register: "audit-findings", record: other.id });
  assert.deepEqual(await links(auditor, `/audit-findings/${other.id}`), [], "between two confidential ones, on the side where it was made");
});

test("a record whose readers have all left is given others by the CISO, who learns its number and no more", async () => {
  const leaver = await colleagueOf(ciso, "退職", "予定", ["security"], unit);
  const heir = await colleagueOf(ciso, "後任", "担当", ["security"], unit);
  const f = await finding(leaver.client);
  await put(leaver.client, f, { confidential: true, people: [leaver.person], roles: [] });
  const path = `/audit-findings/${f.id}/readers/appointment`;
  const body = { people: [heir.person], reason: "担当者の退職" };
  const numbers = async (by: Client): Promise<string[]> => (await by.get("/audit-findings/readerless")).items.map((i: Json) => i.number);
  assert.deepEqual(await numbers(ciso), []);
  await ciso.refused("POST", path, 404, { json: body });
  await ciso.post(`/accounts/${leaver.account}/disable`, undefined, 200);
  assert.deepEqual(await numbers(ciso), [f.number]);
  await security.refused("GET", "/audit-findings/readerless", 403);
  await security.refused("POST", path, 403, { json: body });
  const me = await ciso.get("/session");
  await ciso.refused("POST", path, 422, { json: { people: [heir.person] }, pointer: "/reason" });
  await ciso.refused("POST", path, 422, { json: { roles: ["ciso"], reason: "x" }, pointer: "/people" });
  await ciso.refused("POST", path, 422, { json: { people: [leaver.person], reason: "x" }, pointer: "/people" });
  if (me.person) await ciso.refused("POST", path, 422, { json: { people: [me.person.id], reason: "x" }, pointer: "/people" });
  assert.equal((await ciso.call("GET", `/audit-findings/${f.id}`)).status, 404);
  await ciso.post(path, body, 204);
  assert.equal((await heir.client.get(`/audit-findings/${f.id}`)).title, f.title);
  assert.deepEqual([await numbers(ciso), (await ciso.call("GET", `/audit-findings/${f.id}`)).status], [[], 404]);
  const entry = (await heir.client.get(`/audit-findings/${f.id}/history`)).items.find((e: Json) => e.action === "readers" && e.reason);
  assert.equal(entry.reason, "担当者の退職");
  const notices = await heir.client.get("/notices");
  assert.ok(JSON.stringify(notices).includes(f.number), "who is appointed is told");
  await ciso.refused("POST", path, 404, { json: body });
});

test("of two who appoint readers of one record at the same moment the second is refused, and the first's stay", async () => {
  const other = await signedInAs(ciso, "ciso", unit);
  for (let round = 0; round < 8; round++) {
    const leaver = await colleagueOf(ciso, "退職", "予定", ["security"], unit);
    const heirs = [await colleagueOf(ciso, "後任", "甲", ["security"], unit), await colleagueOf(ciso, "後任", "乙", ["security"], unit)];
    const f = await finding(leaver.client);
    await put(leaver.client, f, { confidential: true, people: [leaver.person], roles: [] });
    await ciso.post(`/accounts/${leaver.account}/disable`, undefined, 200);
    const answers = await Promise.all(
      [ciso, other].map((by, i) => by.call("POST", `/audit-findings/${f.id}/readers/appointment`, { json: { people: [heirs[i]!.person], reason: "退職" } })),
    );
    assert.deepEqual(answers.map((a) => a.status).sort(), [204, 404], `round ${round}`);
    const first = answers.findIndex((a) => a.status === 204);
    for (const [i, heir] of heirs.entries()) assert.equal((await heir.client.call("GET", `/audit-findings/${f.id}`)).status, i === first ? 200 : 404);
  }
});

test("of two who change readers at the same moment from the same state one is refused", async () => {
  for (let round = 0; round < 8; round++) {
    const f = await finding(security);
    const etag = (await security.call("GET", `/audit-findings/${f.id}/readers`)).headers.get("etag")!;
    const wanted = [["security", "auditor"], ["security", "executive"]];
    const answers = await Promise.all(wanted.map((roles) => security.call("PUT", `/audit-findings/${f.id}/readers`, { json: { confidential: true, people: [], roles }, etag })));
    assert.deepEqual(answers.map((a) => a.status).sort(), [200, 412], `round ${round}`);
    const kept = (await security.get(`/audit-findings/${f.id}/readers`)).roles;
    assert.deepEqual([...kept].sort(), [...wanted[answers.findIndex((a) => a.status === 200)]!].sort());
  }
});

test("that nobody can read a record any more is told to whoever can appoint readers", async () => {
  const head = await colleagueOf(ciso, "別の", "CISO", ["ciso"], unit);
  const leaver = await colleagueOf(ciso, "異動", "予定", ["security"], unit);
  const f = await finding(leaver.client);
  await put(leaver.client, f, { confidential: true, people: [leaver.person], roles: [] });
  await ciso.post(`/accounts/${leaver.account}/disable`, undefined, 200);
  const told = JSON.stringify(await head.client.get("/notices"));
  assert.match(told, /読める人がいなくなりました/);
  assert.ok(!told.includes(f.title));
});
