import assert from "node:assert/strict";
import { test } from "node:test";
import { setUp, signedInAs } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();

test("a request to us is answered by its owner and keeps what was told", async () => {
  const ciso = await setUp(server);
  const made = await ciso.post("/inquiries", { title: "セキュリティ調査票", asker: "東都物産", asker_kind: "buyer", received: "2026-11-02", due: "2026-11-30" }, 201);
  assert.equal(made.state, "received");
  const started = await ciso.call("POST", `/inquiries/${made.id}/transitions`, { json: { action: "start" }, etag: '"1"' });
  assert.equal(started.json.state, "answering");
  const told = await ciso.patch(`/inquiries/${made.number}`, { told: "成熟度の平均は2.4、多要素認証は導入済み。" }, '"2"');
  assert.match(told.told, /2\.4/);
  await ciso.refused("POST", `/inquiries/${made.id}/transitions`, 422, { json: { action: "decline" }, etag: '"3"', pointer: "/reason" });
});

test("a shop does not see requests to us", async () => {
  const shop = await signedInAs(await (await import("../support/people.ts")).login(server), "manager");
  await shop.refused("GET", "/inquiries", 403);
});
