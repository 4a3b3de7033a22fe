// A table of 100,000 rows into a register, out of it and taken back: how long the check, the taking and the
// undo last, beside what the database's own tool takes for the same file (sqlite3's .import, psql's \copy,
// into a bare table, in the same run); memory of the program and of its children at its highest, beside 10,000 rows.
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { benchServer, report, residentMib } from "./support.ts";
import type { Json } from "../tests/support/client.ts";
import { query } from "../tests/support/database.ts";
import { engine, until } from "../tests/support/environment.ts";
import { setUp, topUnit } from "../tests/support/people.ts";

const ROWS = Number(process.env["KANAME_BENCH_ROWS"] ?? 100_000);
const FEW = ROWS / 10;
const GOAL_S = 20;

const server = await benchServer();
const client = await setUp(server);
await topUnit(client);
const unit = (await client.get("/units?limit=1")).items[0].name;
const pid = server.pid;

function csv(rows: number, tag: string): string {
  const lines = Array.from({ length: rows }, (_, i) => `${unit},${tag} 対策 ${i} 端末の更新を進める,高,2027-0${(i % 9) + 1}-15,担当部署と日程を確かめながら進める`);
  return `対象組織,対策名,優先度,期限,内容\n${lines.join("\n")}\n`;
}

const status = (of: number | string, key: string): number => Number(new RegExp(`${key}:\\s+(\\d+)`).exec(readFileSync(`/proc/${of}/status`, "utf8"))?.[1]);

// MiB of the largest child of the program right now; 0: none.
function childMib(): number {
  let most = 0;
  for (const one of readdirSync("/proc").filter((name) => /^\d+$/.test(name)))
    try {
      if (status(one, "PPid") === pid) most = Math.max(most, status(one, "VmHWM") / 1024);
    } catch {
      // it is over
    }
  return most;
}

interface Cost {
  seconds: number;
  processor: number; // seconds of the program
  server: number; // seconds of the database's server; 0: the database is in the program
  mib: number; // at the highest above what it was
  child: number; // MiB
}

// The third field of /proc/PID/stat and what follows (proc(5)).
const statOf = (of: number | string): string[] => (readFileSync(`/proc/${of}/stat`, "utf8").split(") ")[1] ?? "").split(" ");
const hundredths = (fields: string[]): number => fields.reduce((sum, field) => sum + Number(field), 0) / 100;

function processorSeconds(): number {
  return hundredths(statOf(pid).slice(11, 13));
}

const postmaster = engine === "sqlite" ? 0 : Number(statOf(Number(query(server.database, "SELECT pid FROM pg_stat_activity WHERE backend_type = 'checkpointer'")[0]))[1]);

// Of all processes of the server, of those that are over too.
function serverSeconds(): number {
  if (postmaster === 0) return 0;
  let sum = hundredths(statOf(postmaster).slice(11, 15));
  for (const one of readdirSync("/proc").filter((name) => /^\d+$/.test(name)))
    try {
      const stat = statOf(one);
      if (Number(stat[1]) === postmaster) sum += hundredths(stat.slice(11, 13));
    } catch {
      // it is over
    }
  return sum;
}

async function measured(what: () => Promise<void>): Promise<Cost> {
  writeFileSync(`/proc/${pid}/clear_refs`, "5"); // the highest from now on
  const before = residentMib(pid);
  const used = processorSeconds();
  const usedByServer = serverSeconds();
  const begin = performance.now();
  let child = 0;
  const watch = setInterval(() => (child = Math.max(child, childMib())), 100);
  await what().finally(() => clearInterval(watch));
  return { seconds: (performance.now() - begin) / 1000, processor: processorSeconds() - used, server: serverSeconds() - usedByServer, mib: status(pid, "VmHWM") / 1024 - before, child };
}

async function settled(id: string, state: string): Promise<Json> {
  const got = await until(
    "the import is done with",
    async () => {
      const now = await client.get(`/measures/imports/${id}`);
      return ["checking", "taking", "undoing"].includes(now.state) ? null : now;
    },
    900,
  );
  if (got.state !== state) throw new Error(JSON.stringify(got).slice(0, 2000));
  return got;
}

// The check and the taking of one file.
async function take(file: string | Uint8Array, rows: number): Promise<{ id: string; check: Cost; take: Cost }> {
  const got = await client.call("POST", "/measures/imports?name=x", { body: new Blob([file as BlobPart]), headers: { "content-type": "application/octet-stream" } });
  if (got.status !== 201) throw new Error(got.text);
  const id: string = got.json.id;
  const columns = got.json.columns.filter((c: Json) => c.field && c.field !== "number").map((c: Json) => ({ no: c.no, field: c.field }));
  const check = await measured(async () => {
    await client.put(`/measures/imports/${id}/mapping`, { columns, constants: [], key: null, clear_empty: false });
    const checked = await settled(id, "checked");
    if (checked.added !== rows) throw new Error(JSON.stringify(checked).slice(0, 2000));
  });
  const taking = await measured(async () => {
    await client.post(`/measures/imports/${id}/commit`, { partial: false }, 200);
    await settled(id, "taken");
  });
  return { id, check, take: taking };
}

const undo = (id: string): Promise<Cost> =>
  measured(async () => {
    await client.post(`/measures/imports/${id}/undo`, undefined, 200);
    await settled(id, "undone");
  });

// Seconds of the database's own tool.
function bare(text: string): number {
  const file = `${server.database.folder}/bare.csv`;
  writeFileSync(file, text);
  const begin = performance.now();
  const run =
    engine === "sqlite"
      ? spawnSync("sqlite3", [`${server.database.folder}/bare.db`, ".mode csv", `.import ${file} bare`], { encoding: "utf8" })
      : spawnSync("psql", ["-qX", "-v", "ON_ERROR_STOP=1", server.database.url, "-c", "CREATE TEMP TABLE bare (a text, b text, c text, d text, e text)", "-c", `\\copy bare FROM '${file}' CSV HEADER`], { encoding: "utf8" });
  if (run.status !== 0) throw new Error(run.stderr);
  return (performance.now() - begin) / 1000;
}

// Seconds, how often the tool's, processor, and memory beside that of a tenth of the rows.
function tell(name: string, cost: Cost, few: Cost, own?: number): void {
  report(name, cost.seconds, "s", GOAL_S);
  if (own !== undefined) report(`${name}.ratio`, cost.seconds, engine === "sqlite" ? ".import" : "COPY", own);
  report(`${name}.processor`, cost.processor, "s", GOAL_S);
  if (engine === "postgres") report(`${name}.server_processor`, cost.server, "s", GOAL_S);
  report(`${name}.memory`, cost.mib, "MiB", few.mib);
  if (cost.child > 0) report(`${name}.child_memory`, cost.child, "MiB", few.child);
}

const text = csv(ROWS, "全件");
const few = await take(csv(FEW, "一部"), FEW);
const fewUndone = await undo(few.id);
const many = await take(text, ROWS);
const own = bare(text);
tell(`import.csv.${engine}.check`, many.check, few.check, own);
tell(`import.csv.${engine}.take`, many.take, few.take, own);
const books: Record<string, Uint8Array<ArrayBuffer>> = {};
for (const format of ["csv", "xlsx"]) {
  const cost = await measured(async () => {
    books[format] = (await client.call("GET", `/measures?format=${format}&q=${encodeURIComponent("全件")}`)).bytes as Uint8Array<ArrayBuffer>;
  });
  report(`export.${format}.${engine}`, cost.seconds, "s", GOAL_S);
  report(`export.${format}.${engine}.memory`, cost.mib, "MiB", few.take.mib);
}
tell(`import.csv.${engine}.undo`, await undo(many.id), fewUndone);
const book = await take(books["xlsx"] ?? "", ROWS);
tell(`import.xlsx.${engine}.check`, book.check, few.check);
tell(`import.xlsx.${engine}.take`, book.take, few.take, own);
await server.stop();
