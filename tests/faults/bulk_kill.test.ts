// A program killed in the middle of a bulk edit, and of its undo: no record is changed alone, what is told is
// true, and both go on by themselves when the program is back.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Client, Json } from "../support/client.ts";
import { isBeingChanged, query } from "../support/database.ts";
import { until } from "../support/environment.ts";
import { setUp, topUnit } from "../support/people.ts";
import { command, type Server, startServer } from "../support/server.ts";

const ROWS = 10_000; // the most that one bulk edit takes

async function addMeasures(client: Client): Promise<void> {
  const name = (await client.get(`/units/${await topUnit(client)}`)).name;
  const lines = Array.from({ length: ROWS }, (_, i) => `${name},一括で改める対策 ${i},低`);
  const upload = await client.call("POST", "/measures/imports?name=a.csv", { body: `対象組織,対策名,優先度\n${lines.join("\n")}\n`, headers: { "content-type": "application/octet-stream" } });
  assert.equal(upload.status, 201, upload.text);
  const path = `/measures/imports/${upload.json.id}`;
  const columns = upload.json.columns.map((c: { no: number; field: string }) => ({ no: c.no, field: c.field }));
  await client.put(`${path}/mapping`, { columns, constants: [], key: null, clear_empty: false });
  await until("the rows are checked", async () => (await client.get(path)).state === "checked", 120);
  await client.post(`${path}/commit`, { partial: false }, 200);
  await until("the rows are taken", async () => (await client.get(path)).state === "taken", 120);
}

// Kills the program while it changes the records, looks at what is left, and waits for `end`.
async function killedIn(server: Server, state: string, end: string, before: number, ask: () => Promise<Json>): Promise<Json> {
  await until(`it is ${state}`, () => isBeingChanged(server.database, "measure"), 60);
  await server.kill();
  const high = query(server.database, "SELECT count(*) FROM measure WHERE priority = 'high'");
  assert.deepEqual(high, [String(before)], "killed in the middle, it has changed nothing");
  await server.start();
  assert.equal((await ask()).state, state, "and says so");
  return until(`it is ${end}`, async () => {
    const now = await ask();
    assert.ok([state, end].includes(now.state), JSON.stringify(now));
    return now.state === end ? now : null;
  }, 240);
}

const audited = (server: Server, condition: string): string[] => query(server.database, `SELECT count(*) FROM audit WHERE subject = 'measure' AND ${condition}`);

test("a bulk edit killed in the middle leaves nothing half, and is taken, or undone, when the program is back", { timeout: 600_000 }, async () => {
  const server = await startServer();
  const client = await setUp(server);
  await addMeasures(client);
  const edit = await client.post("/measures/bulk-edits", { all: true, filters: [{ field: "priority", op: "eq", value: "low" }], patch: { priority: "high", due: "2027-03-31" } });
  const path = `/measures/bulk-edits/${edit.id}`;
  const ask = (): Promise<Json> => client.get(path);
  const checked = await until("it is previewed", async () => {
    const now = await ask();
    return now.state === "checked" ? now : null;
  }, 120);
  assert.deepEqual([checked.rows, checked.changed], [ROWS, ROWS]);

  await client.post(`${path}/commit`, { partial: false }, 200);
  const taken = await killedIn(server, "taking", "taken", 0, ask);
  assert.deepEqual([taken.rows, taken.changed, taken.refused], [ROWS, ROWS, 0]);
  assert.deepEqual(query(server.database, "SELECT count(*) FROM measure WHERE priority = 'high' AND due = '2027-03-31' AND version = 2"), [String(ROWS)]);
  assert.deepEqual(audited(server, "action = 'update'"), [String(ROWS)]);
  assert.deepEqual(audited(server, "action = 'bulk_edit'"), ["1"]);

  await client.post(`${path}/undo`, undefined, 200);
  const undone = await killedIn(server, "undoing", "undone", ROWS, ask);
  assert.deepEqual([undone.undone, undone.kept], [ROWS, []]);
  await server.stop();
  assert.deepEqual(query(server.database, "SELECT count(*) FROM measure WHERE priority = 'low' AND due IS NULL AND version = 3"), [String(ROWS)]);
  assert.deepEqual(audited(server, "action = 'update'"), [String(2 * ROWS)]);
  assert.deepEqual(audited(server, "action = 'bulk_undo'"), ["1"]);
  command(server.database, ["verify"]);
});
