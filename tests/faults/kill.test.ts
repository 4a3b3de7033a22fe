// Killed a hundred times in the middle of writing: what was acknowledged is there afterwards, what was
// not is there whole or not at all, the audit chain holds, and the database is sound.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Client } from "../support/client.ts";
import { query } from "../support/database.ts";
import { engine, until } from "../support/environment.ts";
import { setUp, topUnit } from "../support/people.ts";
import { command, startServer } from "../support/server.ts";

const KILLS = 100;
const WRITERS = 4;

// Writes units until the server is gone; those acknowledged go into `acknowledged`.
async function write(client: Client, parent: string, name: string, acknowledged: string[]): Promise<void> {
  for (let n = 0; ; n++) {
    const unit = `${name}-${n}`;
    try {
      const answer = await client.call("POST", "/units", { json: { name: unit, kind: "shop", parent } });
      if (answer.status !== 201) throw new Error(`${answer.status}: ${answer.text}`);
    } catch (error) {
      // Only a broken connection may end a writer.
      if (error instanceof TypeError) return;
      throw error;
    }
    acknowledged.push(unit);
  }
}

test("nothing acknowledged is lost in a hundred kills", { timeout: 300_000 }, async () => {
  const server = await startServer();
  const client = await setUp(server);
  const top = await topUnit(client);
  const all: string[] = [];
  for (let kill = 0; kill < KILLS; kill++) {
    const round: string[] = [];
    const writers = Array.from({ length: WRITERS }, (_, w) => write(client, top, `k${kill}w${w}`, round));
    const enough = 1 + ((kill * 7) % 23); // another moment each time
    await until("writes are acknowledged", () => round.length >= enough);
    await server.kill();
    await Promise.all(writers);
    all.push(...round);
    await server.start();
  }
  await server.stop();

  const names = new Set(query(server.database, "SELECT name FROM unit"));
  const lost = all.filter((name) => !names.has(name));
  assert.deepEqual(lost, [], `${lost.length} of ${all.length} acknowledged units are lost`);
  const unaudited = query(
    server.database,
    "SELECT name FROM unit u WHERE NOT EXISTS (SELECT 1 FROM audit a WHERE a.org_id = u.org_id AND a.subject = 'unit' AND a.subject_id = u.id)",
  ).filter((name) => name.startsWith("k"));
  assert.deepEqual(unaudited, [], "units without their audit entry");
  if (engine === "sqlite") {
    assert.deepEqual(query(server.database, "PRAGMA integrity_check"), ["ok"]);
    assert.deepEqual(query(server.database, "PRAGMA foreign_key_check"), []);
  }
  command(server.database, ["verify"]);
  console.log(`${KILLS} kills, ${all.length} writes acknowledged`);
});
