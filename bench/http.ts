// How fast answers leave, beside nginx serving a static file of the same bytes: one record, the first
// page of a list, and the start of the program.
import { readFileSync } from "node:fs";
import { newDatabase } from "../tests/support/database.ts";
import { freePort } from "../tests/support/environment.ts";
import { setUp, topUnit } from "../tests/support/people.ts";
import { Server } from "../tests/support/server.ts";
import { against, report, startNginx } from "./support.ts";

const ROWS = 1000;
const START_GOAL_MS = 200;
const MEMORY_GOAL_MIB = 64;

const server = new Server(newDatabase(), await freePort(), {});
server.logFile = `${server.database.folder}/log`;
await server.start();
const client = await setUp(server);
const parent = await topUnit(client);
const made: string[] = [];
for (let n = 0; n < ROWS; n++)
  made.push((await client.post("/units", { name: `${n + 1}号店`, kind: "shop", parent, code: `S${n}`, country: "JP", zone: "Asia/Tokyo", note: "駅前の小さな店。" })).id);

await server.stop();
const before = performance.now();
await server.start();
report("http.start", performance.now() - before, "ms", START_GOAL_MS);
const status = readFileSync(`/proc/${server.pid}/status`, "utf8");
report("http.idle_memory", Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024, "MiB", MEMORY_GOAL_MIB);

const paths: Record<string, string> = {
  record: `/api/v1/units/${made[ROWS / 2]}`,
  list: "/api/v1/units?limit=50",
  list_sorted: "/api/v1/units?limit=50&sort=-name",
  health: "/health",
};
const headers = { Cookie: client.cookie };
const files: Record<string, string> = {};
for (const [name, path] of Object.entries(paths)) {
  const answer = await fetch(server.url + path, { headers });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  files[`${name}.json`] = await answer.text();
}
const nginx = await startNginx(files);
try {
  for (const [name, path] of Object.entries(paths)) await against(`http.${name}`, server.url + path, nginx.url(`${name}.json`), headers);
} finally {
  await nginx.stop();
  await server.stop();
}
