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
const ENDS_SESSION = /session_delete|password/;
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
      if (may) assert.ok(status !== 401 && status !== 403 && status < 500, where);
      else assert.equal(status, 403, where);
    }
  });

test("an unsafe request without the CSRF token is refused, whoever sends it", async () => {
  const client = await signedInAs(first, "ciso");
  client.csrf = "";
  for (const route of routes.filter((r) => r.method !== "GET" && r.operation["x-permission"].kind !== "public"))
    assert.equal(await statusOf(client, route), 403, `${route.method} ${route.path}`);
});
