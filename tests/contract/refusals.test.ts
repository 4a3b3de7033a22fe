// The OpenAPI document and the program must refuse the same bodies: for every route with a JSON body,
// what the document does not allow is answered 422 with the pointer of the bad member, all else but 5xx.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Client } from "../support/client.ts";
import { askOne, comeIn } from "../support/guest.ts";
import { mailSettings, openMailbox } from "../support/mailbox.ts";
import { describedBy, type Route } from "../support/openapi.ts";
import { everybody } from "../support/people.ts";
import { candidates, sampleOf } from "../support/sample.ts";
import { startServer } from "../support/server.ts";

const mailbox = await openMailbox();
const server = await startServer({ env: mailSettings(mailbox) });
const client = await everybody(server);
const document = await describedBy(server);
const NOBODY = "01939f3e-7b1c-7c3a-8f00-0000000000ff";

function urlOf(route: Route): string {
  return route.path.replace(/^\/api\/v1/, "").replace(/\{\w+\}/g, NOBODY);
}

// Routes of guests are asked by a guest, each by another one: what one may send has a limit.
const guests = new Map<Route, Promise<Client>>();
function guestFor(route: Route): Promise<Client> {
  const come = async (): Promise<Client> => {
    const { token, address } = await askOne(client, mailbox);
    return comeIn(server, mailbox, token, address);
  };
  if (!guests.has(route)) guests.set(route, come());
  return guests.get(route)!;
}

async function send(route: Route, media: string, body: string): Promise<{ status: number; json: any; text: string }> {
  const asks = route.operation["x-permission"].kind === "guest" ? await guestFor(route) : client;
  return asks.call(route.method, urlOf(route), { body, headers: { "content-type": media, "if-match": '"1"' } });
}

for (const route of document.routes) {
  const body = document.bodyOf(route.operation);
  if (!body) continue;
  const name = `${route.method} ${route.path}`;
  const shape = document.deref(body.schema);

  test(`${name} refuses what is not JSON, not its media type, deep or doubled`, async () => {
    assert.equal((await send(route, body.media, '{"a":')).status, 400);
    assert.equal((await send(route, body.media, '{"a":1,"a":2}')).status, 400);
    assert.equal((await send(route, "text/plain", "{}")).status, 415);
    assert.equal((await send(route, body.media, "[".repeat(40) + "]".repeat(40))).status, 422);
  });

  test(`${name} names an unknown member and every missing one at once`, async () => {
    const answer = await send(route, body.media, '{"no_such_member":1}');
    assert.equal(answer.status, 422, answer.text);
    const pointers = answer.json.errors.map((e: any) => e.pointer);
    const missing = route.method === "PATCH" ? [] : (shape.required ?? []).map((key: string) => `/${key}`);
    for (const pointer of ["/no_such_member", ...missing]) assert.ok(pointers.includes(pointer), `${pointer} is not named in ${answer.text}`);
  });

  test(`${name} refuses exactly the members that the document refuses`, async () => {
    const fits = sampleOf(document, body.schema) as Record<string, unknown>;
    for (const [key, member] of Object.entries<any>(shape.properties ?? {}))
      for (const value of candidates(document, member)) {
        const tried = { ...fits, [key]: value };
        const text = JSON.stringify(tried);
        const answer = await send(route, body.media, text);
        assert.ok(answer.status < 500, `${text}\n${answer.text}`);
        if (document.accepts(body.schema, tried)) continue;
        assert.equal(answer.status, 422, `${text.slice(0, 300)}\n${answer.text}`);
        const named = answer.json.errors.some((e: any) => e.pointer === `/${key}` || e.pointer.startsWith(`/${key}/`));
        assert.ok(named, `/${key} is not named for ${text.slice(0, 300)}\n${answer.text}`);
      }
  });
}

test("there are routes with bodies", () => assert.ok(document.routes.some((route) => document.bodyOf(route.operation))));
