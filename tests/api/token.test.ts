// Personal API tokens: shown once, limited in scope and time, revoked, and what they may not do.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Client, type Json } from "../support/client.ts";
import { query } from "../support/database.ts";
import { setUp, signedInAs, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const first = await setUp(server);
const NEW = { name: "nightly export", scopes: ["read"], days: 30 };

function by(token: string): Client {
  const client = new Client(server);
  client.token = token;
  return client;
}

test("a token is shown once, with a prefix that scanners find, and stored as a hash", async () => {
  const member = await signedInAs(first, "member");
  const made = await member.post("/tokens", NEW, 201);
  assert.match(made.token, /^kaname_1\.[\w-]{43}$/);
  const days = (Date.parse(made.expires_at) - Date.now()) / 86400000;
  assert.ok(days > 29.9 && days <= 30);
  const [listed] = (await member.get("/tokens")).items;
  assert.deepEqual(listed, { id: made.id, name: NEW.name, scopes: ["read"], created_at: made.created_at, expires_at: made.expires_at, used_at: null, used_from: null });
  const random = made.token.split(".")[1];
  for (const table of ["api_token", "audit_payload", "idempotency"])
    assert.ok(!query(server.database, `SELECT * FROM ${table}`).join("\n").includes(random), table);
  assert.ok(!server.log.includes(random));
});

test("a request with a token needs neither cookie nor CSRF header; use is remembered with its address", async () => {
  const ciso = await signedInAs(first, "ciso");
  const made = await ciso.post("/tokens", { ...NEW, scopes: ["write"] }, 201);
  const client = by(made.token);
  await client.get("/measures");
  const unit = await topUnit(ciso);
  const measure = await client.post("/measures", { unit, title: "Backups are tried", priority: "high" }, 201);
  const [listed] = (await ciso.get("/tokens")).items;
  assert.equal(listed.used_from, "127.0.0.1");
  assert.ok(Date.now() - Date.parse(listed.used_at) < 60000);
  // The trail says that it was the token.
  const [entry] = (await ciso.get(`/measures/${measure.id}/history`)).items;
  assert.match(entry.via, /^token:\d+ 127\.0\.0\.1$/);
});

test("a cookie beside a token is not looked at", async () => {
  const ciso = await signedInAs(first, "ciso");
  const client = Object.assign(by("kaname_1." + "A".repeat(43)), { cookie: ciso.cookie, csrf: ciso.csrf });
  await client.refused("GET", "/measures", 401);
});

test("only what is named right is taken as a new token", async () => {
  const member = await signedInAs(first, "member");
  for (const [change, pointer] of [
    [{ days: 400 }, "/days"],
    [{ days: 0 }, "/days"],
    [{ name: "" }, "/name"],
    [{ scopes: [] }, "/scopes"],
    [{ scopes: ["root"] }, "/scopes/0"],
    [{ scopes: ["read", "measure.*"] }, "/scopes/1"],
    [{ scopes: ["account.write"] }, "/scopes/0"], // a member manages no accounts
    [{ scopes: ["measure read"] }, "/scopes/0"],
  ] as const)
    await member.refused("POST", "/tokens", 422, { json: { ...NEW, ...change }, pointer });
});

test("a token never does more than its person, also when the roles change", async () => {
  const ciso = await signedInAs(first, "ciso");
  const { account } = await ciso.get("/session");
  const client = by((await ciso.post("/tokens", NEW, 201)).token);
  await client.get("/audit");
  await client.refused("POST", "/measures", 403, { json: { title: "x" } });
  const etag = (await first.call("GET", `/accounts/${account.id}`)).headers.get("etag") ?? "";
  await first.put(`/accounts/${account.id}/roles`, { roles: [{ role: "member", unit: await topUnit(first) }] }, etag);
  await client.refused("GET", "/audit", 403);
  await client.get("/sheets");
  await first.post(`/accounts/${account.id}/disable`);
  await client.refused("GET", "/sheets", 401);
});

test("lists show a token only what its scopes reach", async () => {
  const ciso = await signedInAs(first, "ciso");
  const client = by((await ciso.post("/tokens", { ...NEW, scopes: ["sheet.read"] }, 201)).token);
  await client.get("/sheets");
  await client.refused("GET", "/people", 403);
  const { items } = await client.get("/changes?since=0");
  assert.ok((items as Json[]).every((c) => !["measure", "unit", "person"].includes(c.subject)), JSON.stringify(items));
});

test("a token makes no tokens and changes no password", async () => {
  const ciso = await signedInAs(first, "admin");
  const client = by((await ciso.post("/tokens", { ...NEW, scopes: ["write"] }, 201)).token);
  await client.refused("POST", "/tokens", 403, { json: NEW });
  await client.refused("PUT", "/session/password", 403, { json: { password: "brass kettle on snow" } });
  await client.refused("POST", "/session/factor", 403);
  const { items } = await client.get("/accounts");
  await client.refused("POST", `/accounts/${items[0].id}/sign-in-link`, 403);
});

test("a token ends by its time, by its owner and by an administrator, and does not exist for others", async () => {
  const [member, other] = [await signedInAs(first, "member"), await signedInAs(first, "member")];
  const { account } = await member.get("/session");
  const [a, b, c] = [await member.post("/tokens", NEW, 201), await member.post("/tokens", NEW, 201), await member.post("/tokens", NEW, 201)];
  await other.refused("DELETE", `/tokens/${a.id}`, 404);
  await other.refused("GET", `/accounts/${account.id}/tokens`, 403);
  await member.delete(`/tokens/${a.id}`, undefined, 204);
  await by(a.token).refused("GET", "/sheets", 401);
  assert.equal((await first.get(`/accounts/${account.id}/tokens`)).items.length, 2);
  await first.delete(`/tokens/${b.id}`, undefined, 204);
  await by(b.token).refused("GET", "/sheets", 401);
  await by(c.token).get("/sheets");
  query(server.database, "UPDATE api_token SET expires_at = 1 WHERE name = 'nightly export'");
  await by(c.token).refused("GET", "/sheets", 401);
  const trail: Json[] = (await first.get("/audit?limit=100")).items;
  assert.equal(trail.filter((e) => e.action === "token_revoke").length, 2);
});
