// How fast answers leave, beside nginx serving a static file of the same bytes: one record, a list of 50
// rows with 15 fields and its total; how that grows from 1,000 rows to 100,000; start and idle memory.
import { query } from "../tests/support/database.ts";
import { engine } from "../tests/support/environment.ts";
import { setUp } from "../tests/support/people.ts";
import { against, benchServer, dialect, fill, report, residentMib, startNginx, wrk } from "./support.ts";

const SIZES = [1000, 100_000] as const;
const GOALS = {
  list: engine === "sqlite" ? 0.06 : 0.03,
  record: engine === "sqlite" ? 0.4 : 0.15,
  growth: 3,
  pageMs: 20,
  searchMs: 500,
  startMs: 200,
  memoryMib: 64,
};
const FIELDS = "title,state,priority,owner,due,purpose,kind,layer,cost_initial,cost_basis,item_key,section_key,campaign,level_now,level_to_reach";
const name = `http.${engine}`;

const server = await benchServer();
const client = await setUp(server);
const headers = { Cookie: client.cookie };
const list = `/api/v1/measures?limit=50&fields=${FIELDS}`;

// Measures from..to, as people would have written them.
function addMeasures(from: number, to: number): void {
  fill(
    server.database,
    `INSERT INTO measure (org_id, uid, number, unit_id, title, purpose, priority, state, owner_id, due, kind, layer, cost_initial, cost_initial_currency,
      cost_basis, item_key, section_key, campaign, level_now, level_to_reach, folded, version, created_at, updated_at)
     SELECT u.org_id, ${dialect.uid}, 'B-' || (${from} + i), u.id, '規程を見直し社内に知らせる ' || (${from} + i), '守ることを全員が知っている。',
      CASE i % 3 WHEN 0 THEN 'high' WHEN 1 THEN 'middle' ELSE 'low' END,
      CASE i % 4 WHEN 0 THEN 'proposed' WHEN 1 THEN 'under_way' WHEN 2 THEN 'done' ELSE 'reviewed' END,
      (SELECT min(id) FROM person), '20' || (25 + i % 10) || '-0' || (1 + i % 9) || '-' || (10 + i % 18), 'people', 'internal', 100000 + i, 'JPY',
      'estimate', 'D' || (1 + i % 10) || '-1', 'D' || (1 + i % 10), 'C-1', 2, 4, '規程を見直し社内に知らせる ' || (${from} + i), 1, 1700000000000 + i, 1700000000000 + i
     FROM ${dialect.numbers(to - from)} n, unit u WHERE u.parent_id IS NULL`,
  );
}

async function text(path: string): Promise<string> {
  const answer = await fetch(server.url + path, { headers });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer.text();
}

// The page in the middle of all rows, reached as a client does: by following cursors.
async function deepPage(rows: number): Promise<string> {
  let cursor = "";
  for (let seen = 0; seen < rows / 2; seen += 500) cursor = JSON.parse(await text(`/api/v1/measures?limit=500&fields=title${cursor}`)).next.replace(/^/, "&cursor=");
  return `${list}${cursor}`;
}

// Median latency of one client asking again and again.
const latencyMs = (path: string): number => wrk(server.url + path, { connections: 1, seconds: 2, headers }).p50Ms;

async function pages(rows: number): Promise<Record<string, number>> {
  return {
    first_page: latencyMs(list),
    filtered: latencyMs(`${list}&filter[state][eq]=under_way`),
    sorted: latencyMs(`${list}&sort=-due`),
    deep_page: latencyMs(await deepPage(rows)),
  };
}

await server.stop();
const begin = performance.now();
await server.start();
report(`${name}.start`, performance.now() - begin, "ms", GOALS.startMs);
report(`${name}.idle_memory`, residentMib(server.pid), "MiB", GOALS.memoryMib);

addMeasures(0, SIZES[0]);
const id = JSON.parse(await text("/api/v1/measures?limit=1&sort=-due")).items[0].id;
const paths = { record: `/api/v1/measures/${id}`, list };
const files: Record<string, string> = {};
for (const [what, path] of Object.entries(paths)) files[`${what}.json`] = await text(path);
const nginx = await startNginx(files);
try {
  for (const what of ["record", "list"] as const) await against(`${name}.${what}`, server.url + paths[what], nginx.url(`${what}.json`), headers, GOALS[what]);
} finally {
  await nginx.stop();
}

const small = await pages(SIZES[0]);
addMeasures(SIZES[0], SIZES[1]);
if (query(server.database, "SELECT count(*) FROM measure")[0] !== String(SIZES[1])) throw new Error("not all measures are there");
const large = await pages(SIZES[1]);
for (const [what, ms] of Object.entries(large)) {
  report(`${name}.100000.${what}`, ms, "ms", GOALS.pageMs);
  report(`${name}.100000.${what}.growth`, ms / (small[what] ?? Number.NaN), "times", GOALS.growth);
}
report(`${name}.100000.search`, latencyMs(`${list}&q=${encodeURIComponent("せる 99999")}`), "ms", GOALS.searchMs);
report(`${name}.memory_after`, residentMib(server.pid), "MiB", GOALS.memoryMib);
await server.stop();
