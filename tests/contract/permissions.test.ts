// Every role on every route: who does not hold the permission is refused before the body is looked at
// (403, or 401 when not signed in), who holds it is never refused for lack of it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Client } from "../support/client.ts";
import { describedBy, type Route } from "../support/openapi.ts";
import { ROLES, setUp, signedInAs } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const first = await setUp(server);
const document = await describedBy(server);
const NOBODY = "01939f3e-7b1c-7c3a-8f00-0000000000ff";

// With an id that is nobody's and an empty body: enough to reach the permission and no further.
async function statusOf(client: Client, route: Route): Promise<number> {
  const path = route.path.startsWith("/api/v1") ? route.path.slice(7) : `/${route.path}`;
  const json = document.bodyOf(route.operation) ? { json: {} } : {};
  const answer = await client.call(route.method, path.replace(/\{\w+\}/g, NOBODY), { ...json, headers: { "if-match": '"1"' } });
  return answer.status;
}

// Signing out would end what the next routes are tried with.
const ENDS_SESSION = /session_delete|password|oidc_leave/;
const routes = document.routes.filter((route) => !ENDS_SESSION.test(route.operation.operationId));

test("without signing in only public routes answer", async () => {
  const nobody = new Client(server);
  for (const route of document.routes) {
    const status = await statusOf(nobody, route);
    const open = route.operation["x-permission"].kind === "public";
    assert.equal(status === 401 && !open, !open, `${route.method} ${route.path}: ${status}`);
  }
});

for (const role of ROLES)
  test(`${role} may do what the permissions say and nothing else`, async () => {
    const client = await signedInAs(first, role);
    for (const route of routes) {
      const { kind, roles, key } = route.operation["x-permission"];
      const may = kind !== "role" || roles.includes(role);
      const status = await statusOf(client, route);
      const where = `${role} ${key}: ${route.method} ${route.path} answered ${status}`;
      if (kind === "guest") assert.equal(status, 401, where);
      else if (may) assert.ok(status !== 401 && status !== 403 && status < 500, where);
      else assert.equal(status, 403, where);
    }
  });

// Every route, also of modules to come: who only manages accounts sees people, units and mail's state.
// Of webhooks they see that a record exists, its number and when it changed (docs/adr/0018).
test("the administrator's role alone opens no business data", () => {
  const keys = document.routes.filter((r) => r.operation["x-permission"].roles.includes("admin")).map((r) => r.operation["x-permission"].key);
  assert.deepEqual([...new Set(keys)].sort(), ["account.manage", "account.read", "mail.manage", "person.change", "person.read", "unit.change", "unit.read", "webhook.manage"]);
});

test("an unsafe request without the CSRF token is refused, whoever sends it", async () => {
  const client = await signedInAs(first, "ciso");
  client.csrf = "";
  for (const route of routes.filter((r) => r.method !== "GET" && !/public|guest/.test(r.operation["x-permission"].kind)))
    assert.equal(await statusOf(client, route), 403, `${route.method} ${route.path}`);
});

// A token of somebody with every role, so that only its scopes say no.
const owner = await signedInAs(first, ROLES);
async function withToken(scopes: string[], from: Client = owner): Promise<Client> {
  const client = new Client(server);
  client.token = (await from.post("/tokens", { name: scopes.join(), scopes, days: 1 }, 201)).token;
  return client;
}

const byPersonOnly = (route: Route): boolean => route.operation.security?.some((s) => "session" in s && !("token" in s)) ?? false;
const reads = (route: Route): boolean => route.method === "GET" && /^signed_in$|\.(read|follow)$/.test(route.operation["x-permission"].key);

async function tryToken(scopes: string[], may: (route: Route) => boolean): Promise<void> {
  const client = await withToken(scopes);
  for (const route of document.routes.filter((r) => r.operation["x-permission"].kind !== "public")) {
    const status = await statusOf(client, route);
    if (route.operation["x-permission"].kind === "guest") {
      assert.equal(status, 401, `${route.method} ${route.path}`);
      continue;
    }
    const where = `token ${scopes.join()}: ${route.method} ${route.path} answered ${status}`;
    if (may(route) && !byPersonOnly(route)) assert.ok(status !== 401 && status !== 403 && status < 500, where);
    else assert.equal(status, 403, where);
  }
}

const named = (route: Route): boolean => route.operation["x-permission"].named === true;

test("a token to write does all that its person may, without a CSRF token, but opens no doors and sends nothing to strangers", () =>
  tryToken(["write"], (r) => !named(r)));

test("what sends in the company's name is done by a token with a scope of just that", async () => {
  const keys = [...new Set(document.routes.filter(named).map((r) => r.operation["x-permission"].key))];
  assert.ok(keys.includes("case_telling.send") && keys.includes("contact.send"), keys.join());
  for (const key of keys) await tryToken([key], (r) => r.operation["x-permission"].key === key || (r.operation["x-permission"].key === "signed_in" && r.method === "GET"));
});

test("a token to read changes nothing", () => tryToken(["read"], reads));

test("a token of one area reaches no other", async () => {
  await tryToken(["measure.read"], (r) => reads(r) && /^(measure\.|signed_in)/.test(r.operation["x-permission"].key));
  await tryToken(["sheet.write"], (r) => r.operation["x-permission"].key.startsWith("sheet.") || (r.operation["x-permission"].key === "signed_in" && r.method === "GET"));
});

test("what opens doors is a person's: sessions, passwords, factors, tokens, roles, links", () => {
  const ids = document.routes.filter(byPersonOnly).map((r) => r.operation.operationId);
  for (const id of ["session_get", "session_password_put", "session_factor_create", "passkey_create", "passkey_remove", "token_create", "token_revoke", "account_roles_put", "account_sign_in_link", "account_factor_reset", "sign_in_rule_put", "oidc_provider_put", "ldap_provider_put", "identity_unlink"])
    assert.ok(ids.includes(id), id);
});

for (const role of ROLES)
  test(`a token to write of ${role} may no more than ${role}`, async () => {
    const client = await withToken(["write"], await signedInAs(first, role));
    for (const route of document.routes) {
      const { kind, roles } = route.operation["x-permission"];
      if (kind === "role" && !roles.includes(role)) assert.equal(await statusOf(client, route), 403, `${role}: ${route.method} ${route.path}`);
    }
  });
