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

const shut = (f: Json, roles: string[] = []): Promise<Json> =>
  security.put(`/audit-findings/${f.id}/readers`, { confidential: true, people: [person], roles });

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
  await ciso.refused("PUT", `/audit-findings/${f.id}/readers`, 404, { json: { confidential: false } });
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
    ((await security.refused("PUT", `/audit-findings/${f.id}/readers`, 422, { json })).errors ?? []).map((e) => e.pointer);
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
  const open = await security.put(`/audit-findings/${f.id}/readers`, { confidential: false });
  assert.deepEqual(open, { confidential: false, people: [], roles: [] });
  assert.equal((await ciso.get(`/audit-findings/${f.id}`)).title, f.title);
  assert.equal((await ciso.get(`/search?q=${encodeURIComponent(f.title)}`)).items.length, 1);
  const history = await ciso.get(`/audit-findings/${f.id}/history`);
  assert.equal(history.items.filter((e: Json) => e.action === "readers").length, 2);
});
