// What the router does for every route, seen with somebody signed in.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Client } from "../support/client.ts";
import { setUp, signedInAs, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const first = await setUp(server);
const top = await topUnit(first);
let count = 0;
const unit = (): Record<string, unknown> => ({ parent: top, name: `店舗${++count}`, kind: "shop", code: `R${count}`, country: "JP", zone: "Asia/Tokyo" });
const total = async (): Promise<number> => (await first.get("/units")).total;

test("a change with a session needs the session's token", async () => {
  const before = await total();
  const careless = new Client(server);
  careless.cookie = first.cookie;
  await careless.refused("POST", "/units", 403, { json: unit(), code: "forbidden" });
  careless.csrf = `${first.csrf.slice(0, -1)}?`;
  await careless.refused("POST", "/units", 403, { json: unit(), code: "forbidden" });
  assert.equal((await careless.call("GET", "/units")).status, 200);
  assert.equal(await total(), before);
});

test("without a session, and without the permission, nothing of the body is looked at", async () => {
  const nobody = new Client(server);
  await nobody.refused("POST", "/units", 401, { body: "no JSON", code: "unauthenticated" });
  const member = await signedInAs(first, "member");
  await member.refused("POST", "/units", 403, { body: "no JSON", code: "forbidden" });
});

test("where a body must come, none is refused like any other that is no JSON", async () => {
  const nobody = new Client(server);
  await nobody.refused("POST", "/session", 400, { code: "malformed" });
  await first.refused("POST", "/units", 400, { code: "malformed" });
  await first.refused("PATCH", "/session", 400, { code: "malformed" });
});

test("where a file must come, none is refused", async () => {
  const measure = await first.post("/measures", { unit: top, title: "端末の暗号化", priority: "high" }, 201);
  await first.refused("POST", `/measures/${measure.id}/files`, 415, { code: "media_type" });
  await first.refused("POST", "/measures/imports", 400, { code: "malformed" });
});

test("every bad field is told at once, in the caller's language", async () => {
  const problem = await first.refused("POST", "/units", 422, { json: { name: 5, nonsense: true, code: "x".repeat(5000) }, code: "invalid" });
  const pointers = problem.errors?.map((e) => e.pointer) ?? [];
  for (const pointer of ["/name", "/nonsense", "/code", "/kind"]) assert.ok(pointers.includes(pointer), pointers.join(" "));
  assert.ok(problem.errors?.every((e) => e.message !== "" && !e.message.startsWith("error.")));
});

test("a POST repeated with its Idempotency-Key is done once", async () => {
  const json = unit();
  const headers = { "idempotency-key": "key-once-1" };
  const before = await total();
  const one = await first.call("POST", "/units", { json, headers });
  const two = await first.call("POST", "/units", { json, headers });
  assert.equal(one.status, 201);
  assert.equal(two.status, 201);
  assert.deepEqual(two.json, one.json);
  assert.equal(two.headers.get("location"), one.headers.get("location"));
  assert.equal(await total(), before + 1);
});

test("an Idempotency-Key is of one request only", async () => {
  const headers = { "idempotency-key": "key-other-1" };
  assert.equal((await first.call("POST", "/units", { json: unit(), headers })).status, 201);
  await first.refused("POST", "/units", 422, { json: unit(), headers });
});

test("many at once with one Idempotency-Key make one record", async () => {
  const json = unit();
  const before = await total();
  const answers = await Promise.all(Array.from({ length: 8 }, () => first.call("POST", "/units", { json, headers: { "idempotency-key": "key-race-1" } })));
  assert.ok(answers.every((a) => [201, 409].includes(a.status)), answers.map((a) => `${a.status} ${a.text}`).join("\n"));
  assert.ok(answers.some((a) => a.status === 201));
  assert.equal(await total(), before + 1);
});

test("a change says of which version it is", async () => {
  const made = await first.call("POST", "/units", { json: unit() });
  const path = `/units/${made.json.id}`;
  const etag = made.headers.get("etag") ?? "";
  await first.refused("PATCH", path, 428, { json: { note: "a" }, code: "precondition_required" });
  await first.refused("PATCH", path, 412, { json: { note: "a" }, etag: '"999"', code: "stale" });
  const changed = await first.call("PATCH", path, { json: { note: "a" }, etag });
  assert.equal(changed.status, 200);
  assert.notEqual(changed.headers.get("etag"), etag);
  await first.refused("PATCH", path, 412, { json: { note: "b" }, etag, code: "stale" });
});

test("HEAD is GET without the body", async () => {
  const headers = { cookie: first.cookie };
  const head = await fetch(`${server.url}/api/v1/units`, { method: "HEAD", headers });
  const get = await fetch(`${server.url}/api/v1/units`, { headers });
  assert.equal(head.status, 200);
  assert.equal(head.headers.get("content-type"), get.headers.get("content-type"));
  assert.equal(await head.text(), "");
});

test("long lists come compressed to who asks, answers with secrets never", async () => {
  for (let n = 0; n < 30; n++) await first.post("/units", unit());
  const ask = (path: string): Promise<Response> => fetch(`${server.url}/api/v1${path}`, { headers: { cookie: first.cookie, "accept-encoding": "gzip" } });
  const list = await ask("/units?limit=50");
  assert.equal(list.headers.get("content-encoding"), "gzip");
  assert.ok(((await list.json()) as { items: unknown[] }).items.length > 30);
  assert.equal((await ask("/session")).headers.get("content-encoding"), null);
});

test("where people come by https, cookies and transport are held to it", async () => {
  const https = await startServer({ env: { KANAME_PUBLIC_URL: "https://kaname.example", KANAME_PROXIES: "127.0.0.1" } });
  const person = await setUp(https);
  const page = await fetch(`${https.url}/`);
  assert.match(page.headers.get("strict-transport-security") ?? "", /^max-age=\d{8}/);
  assert.match(person.cookie, /^__Host-kaname_session=/);
  const local = await fetch(`${https.url}/metrics`, { headers: { "x-forwarded-for": "127.0.0.1" } });
  assert.equal(local.status, 404, "what came through the proxy is not from this machine");
});
