// A guest – somebody without an account who was invited to answer – on every route of the program.
import assert from "node:assert/strict";
import { test } from "node:test";
import { askOne, comeIn } from "../support/guest.ts";
import { mailSettings, openMailbox } from "../support/mailbox.ts";
import { describedBy } from "../support/openapi.ts";
import { setUp, signedInAs } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const mailbox = await openMailbox();
const server = await startServer({ env: mailSettings(mailbox) });
const lead = await signedInAs(await setUp(server), "ciso");
const document = await describedBy(server);

test("a guest reaches the routes of guests and no other", async () => {
  const mine = await askOne(lead, mailbox);
  const other = await askOne(lead, mailbox);
  const guest = await comeIn(server, mailbox, mine.token, mine.address);
  for (const route of document.routes) {
    const { kind } = route.operation["x-permission"];
    if (kind === "public" || route.operation.operationId === "guest_session_delete") continue;
    // An id that is there, though not the guest's.
    const path = route.path.slice("/api/v1".length).replace(/\{\w+\}/g, other.response);
    const json = document.bodyOf(route.operation) ? { json: {} } : {};
    const answer = await guest.call(route.method, path, { ...json, headers: { "if-match": '"1"' } });
    const where = `${route.method} ${route.path}: ${answer.status}`;
    if (kind === "guest") assert.ok(answer.status !== 401 && answer.status < 500, where);
    else assert.equal(answer.status, 401, where);
    assert.ok(!answer.text.includes(other.supplier.name), where);
  }
});
