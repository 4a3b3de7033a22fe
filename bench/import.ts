// A table of 100,000 rows into a register and out of it: time beside what the database's own tool takes
// for the same file (sqlite3's .import, psql's \copy, into a bare table), memory beside 10,000 rows.
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { benchServer, report, residentMib } from "./support.ts";
import type { Json } from "../tests/support/client.ts";
import { engine, until } from "../tests/support/environment.ts";
import { setUp, topUnit } from "../tests/support/people.ts";

const ROWS = 100_000;
const FEW = 10_000;

const server = await benchServer();
const client = await setUp(server);
await topUnit(client);
const unit = (await client.get("/units?limit=1")).items[0].name;
const pid = server.pid;

function csv(rows: number, tag: string): string {
  const lines = Array.from({ length: rows }, (_, i) => `${unit},${tag} 対策 ${i} 端末の更新を進める,高,2027-0${(i % 9) + 1}-15,担当部署と日程を確かめながら進める`);
  return `対象組織,対策名,優先度,期限,内容\n${lines.join("\n")}\n`;
}

const highest = (): number => Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) / 1024;

// Seconds, and MiB at the highest above what it was before.
async function measured(what: () => Promise<void>): Promise<[number, number]> {
  writeFileSync(`/proc/${pid}/clear_refs`, "5");
  const before = residentMib(pid);
  const begin = performance.now();
  await what();
  return [(performance.now() - begin) / 1000, highest() - before];
}

async function done(id: string): Promise<Json> {
  return until(
    "the import ends",
    async () => {
      const got = await client.get(`/measures/imports/${id}`);
      return ["checking", "taking"].includes(got.state) ? null : got;
    },
    600,
  );
}

async function take(file: string | Uint8Array, rows: number): Promise<void> {
  const body = new Blob([file as BlobPart]);
  const got = await client.call("POST", "/measures/imports?name=x", { body, headers: { "content-type": "application/octet-stream" } });
  if (got.status !== 201) throw new Error(got.text);
  const columns = got.json.columns.filter((c: Json) => c.field && c.field !== "number").map((c: Json) => ({ no: c.no, field: c.field }));
  await client.put(`/measures/imports/${got.json.id}/mapping`, { columns, constants: [], key: null, clear_empty: false });
  const checked = await done(got.json.id);
  if (checked.added !== rows) throw new Error(JSON.stringify(checked).slice(0, 2000));
  timing = performance.now();
  await client.post(`/measures/imports/${got.json.id}/commit`, { partial: false }, 200);
  const taken = await done(got.json.id);
  timing = (performance.now() - timing) / 1000;
  if (taken.state !== "taken") throw new Error(JSON.stringify(taken).slice(0, 2000));
}
let timing = 0; // seconds of the last taking alone

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

const text = csv(ROWS, "全件");
const [, few] = await measured(() => take(csv(FEW, "一部"), FEW));
const [both, many] = await measured(() => take(text, ROWS));
const own = bare(text);
report(`import.csv.${engine}`, timing, "s", 20);
report(`import.csv.${engine}.ratio`, timing, engine === "sqlite" ? ".import" : "COPY", own);
report(`import.csv.${engine}.with_check`, both, "s", 40);
report(`import.csv.${engine}.memory`, many, "MiB", few);
const found = encodeURIComponent("全件"); // the 100,000 of them
let book = new Uint8Array();
for (const format of ["csv", "xlsx"]) {
  const [seconds, mib] = await measured(async () => {
    book = (await client.call("GET", `/measures?format=${format}&q=${found}`)).bytes as Uint8Array<ArrayBuffer>;
  });
  report(`export.${format}.${engine}`, seconds, "s", 10);
  report(`export.${format}.${engine}.memory`, mib, "MiB", few);
}
const [, many2] = await measured(() => take(book, ROWS));
report(`import.xlsx.${engine}`, timing, "s", 20);
report(`import.xlsx.${engine}.memory`, many2, "MiB", few);
await server.stop();
