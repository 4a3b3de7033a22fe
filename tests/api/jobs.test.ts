// Jobs as those who asked for them see them; what runs them is tested in src/kernel/job.
import assert from "node:assert/strict";
import { test } from "node:test";
import { query } from "../support/database.ts";
import { setUp, signedInAs } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server);
const ID = "01939f3e-7b1c-7c3a-8f00-00000000000a";
const FAR = 4102444800000; // no runner takes it before 2100

// No route asks for a job of a person's own today, so one is laid into the database.
function add(id: string): void {
  const hex = id.replaceAll("-", "");
  const uid = server.database.url.startsWith("postgres:") ? `'\\x${hex}'` : `x'${hex}'`;
  query(
    server.database,
    `INSERT INTO job (org_id, uid, kind, state, account_id, payload, run_at, created_at, updated_at)
     SELECT org_id, ${uid}, 'audit.sign', 'queued', id, '{}', ${FAR}, 1, 1 FROM account ORDER BY id LIMIT 1`,
  );
}

test("a waiting job is listed, read and called off by who asked for it, by nobody else", async () => {
  add(ID);
  const member = await signedInAs(ciso, "member");
  assert.ok((await ciso.get("/jobs")).items.some((job: { id: string }) => job.id === ID));
  assert.equal((await member.get("/jobs")).items.some((job: { id: string }) => job.id === ID), false);
  await member.refused("GET", `/jobs/${ID}`, 404);
  await member.refused("DELETE", `/jobs/${ID}`, 404);
  assert.equal((await ciso.get(`/jobs/${ID}`)).state, "queued");
  await ciso.delete(`/jobs/${ID}`, undefined, 204);
  assert.equal((await ciso.get(`/jobs/${ID}`)).state, "cancelled");
  await ciso.refused("DELETE", `/jobs/${ID}`, 409);
});
