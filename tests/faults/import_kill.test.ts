// A program killed in the middle of an import: nothing is half, and it goes on by itself.
import assert from "node:assert/strict";
import { test } from "node:test";
import { isBeingChanged, query } from "../support/database.ts";
import { until } from "../support/environment.ts";
import { setUp, topUnit } from "../support/people.ts";
import { command, startServer } from "../support/server.ts";

test("an import killed in the middle leaves nothing half, and is taken when the program is back", { timeout: 300_000 }, async () => {
  const ROWS = 20_000;
  const server = await startServer();
  const client = await setUp(server);
  const unit = await topUnit(client);
  const name = (await client.get(`/units/${unit}`)).name;
  const lines = Array.from({ length: ROWS }, (_, i) => `${name},中断される対策 ${i},高`);
  const upload = await client.call("POST", "/measures/imports?name=a.csv", { body: `対象組織,対策名,優先度\n${lines.join("\n")}\n`, headers: { "content-type": "application/octet-stream" } });
  assert.equal(upload.status, 201, upload.text);
  const path = `/measures/imports/${upload.json.id}`;
  const columns = upload.json.columns.map((c: { no: number; field: string }) => ({ no: c.no, field: c.field }));
  const state = async (): Promise<string> => (await client.get(path)).state;
  await client.put(`${path}/mapping`, { columns, constants: [], key: null, clear_empty: false });
  await until("it is checked", async () => (await state()) === "checked", 120);
  await client.post(`${path}/commit`, { partial: false }, 200);
  await until("it is under way", () => isBeingChanged(server.database, "measure"), 60);
  await server.kill();
  assert.deepEqual(query(server.database, "SELECT count(*) FROM measure"), ["0"], "killed in the middle, it has taken nothing");
  await server.start();
  await until("it is taken", async () => (await state()) === "taken", 240);
  await server.stop();
  assert.deepEqual(query(server.database, "SELECT count(*) FROM measure"), [String(ROWS)]);
  assert.deepEqual(query(server.database, "SELECT count(*) FROM audit WHERE subject = 'measure' AND action = 'create'"), [String(ROWS)]);
  command(server.database, ["verify"]);
});
