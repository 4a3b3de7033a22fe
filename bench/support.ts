// What the benchmarks share: a line of the report, wrk, an nginx beside us.
import { spawn, spawnSync } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync, writeSync } from "node:fs";
import { type Database, newDatabase } from "../tests/support/database.ts";
import { engine, freePort, newFolder, until } from "../tests/support/environment.ts";
import { prepare, Server } from "../tests/support/server.ts";

// A server on a fresh database of this run's engine.
export async function benchServer(env: Record<string, string> = {}): Promise<Server> {
  const server = new Server(newDatabase(), await freePort(), env);
  prepare(server.database);
  server.logFile = `${server.database.folder}/log`;
  await server.start();
  return server;
}

// Fills a database beside the program with a script of SQL, then does what the database does by itself within
// a minute: refreshes the planner's figures and, on PostgreSQL, notes which pages everybody sees.
export function fill(database: Database, sql: string | Iterable<string>): void {
  const file = `${database.folder}/fill.sql`;
  const patience = engine === "sqlite" ? ".timeout 30000\n" : ""; // the program may be running beside
  const output = openSync(file, "w");
  writeSync(output, `${patience}BEGIN;\n`);
  for (const statement of typeof sql === "string" ? [sql] : sql) writeSync(output, `${statement};\n`);
  writeSync(output, `COMMIT;\n${engine === "sqlite" ? "" : "VACUUM "}ANALYZE;\n`);
  closeSync(output);
  const input = openSync(file, "r");
  const [program, args] = engine === "sqlite" ? ["sqlite3", ["-bail", "-cmd", ".timeout 30000", database.url.replace(/^sqlite:/, "")]] : ["psql", ["-qX", "-v", "ON_ERROR_STOP=1", database.url]];
  const run = spawnSync(program as string, args as string[], { stdio: [input, "ignore", "pipe"], encoding: "utf8" });
  closeSync(input);
  if (run.status !== 0) throw new Error(`${program}: ${run.stderr}`);
}

// Words that the two engines say differently. A uid begins with its time, as the program's do, so that its index grows at its
// end; SQLite has no word for that, and there an update touches the indexes of what changes alone.
export const dialect =
  engine === "sqlite"
    ? { uid: "randomblob(16)", numbers: (n: number) => `(WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${n}) SELECT i FROM n)` }
    : { uid: "substr(int8send(CAST(extract(epoch FROM clock_timestamp()) * 1000 AS bigint)), 3) || substr(uuid_send(gen_random_uuid()), 7)", numbers: (n: number) => `(SELECT i FROM generate_series(1, ${n}) AS g(i))` };

export function residentMib(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) / 1024;
}

// Milliseconds of asking a few times, one after the other; the median.
export async function timed(ask: () => Promise<unknown>, times = 7): Promise<number> {
  const all: number[] = [];
  for (let i = 0; i < times; i++) {
    const begin = performance.now();
    await ask();
    all.push(performance.now() - begin);
  }
  return median(all);
}

export function report(name: string, value: number, unit: string, reference: number, ratio = value / reference): void {
  const short = (n: number): string => (Math.abs(n) >= 100 ? n.toFixed(0) : n.toPrecision(3));
  console.log([name.padEnd(36), short(value).padStart(9), unit.padEnd(7), short(reference).padStart(9), ratio.toFixed(3).padStart(8)].join(" "));
}

export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

export interface Load {
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
}

// Requests a second by wrk; every answer must be a success.
export function wrk(url: string, { seconds = 4, connections = 32, headers = {} as Record<string, string> } = {}): Load {
  const fields = Object.entries(headers).flatMap(([key, value]) => ["-H", `${key}: ${value}`]);
  const run = spawnSync("wrk", ["-t1", `-c${connections}`, `-d${seconds}s`, "--latency", ...fields, url], { encoding: "utf8" });
  if (run.status !== 0) throw new Error(`wrk: ${run.error ?? run.stderr}`);
  if (/Non-2xx|Socket errors/.test(run.stdout)) throw new Error(`wrk ${url}: ${run.stdout}`);
  const perSecond = Number(/Requests\/sec:\s+([\d.]+)/.exec(run.stdout)?.[1]);
  const percentile = (percent: number): number => {
    const found = new RegExp(`${percent}%\\s+([\\d.]+)(us|ms|s)`).exec(run.stdout);
    return Number(found?.[1]) * ({ us: 0.001, ms: 1, s: 1000 }[found?.[2] ?? "ms"] ?? 1);
  };
  return { perSecond, p50Ms: percentile(50), p99Ms: percentile(99) };
}

export interface Nginx {
  url: (name: string) => string;
  stop: () => Promise<void>;
}

// nginx that serves these files, with as many workers as there are processors.
export async function startNginx(files: Record<string, string>): Promise<Nginx> {
  const folder = newFolder("nginx");
  mkdirSync(`${folder}/files`);
  for (const [name, text] of Object.entries(files)) writeFileSync(`${folder}/files/${name}`, text);
  const port = await freePort();
  const paths = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((name) => `${name}_temp_path ${folder}/${name};`);
  const user = process.getuid?.() === 0 ? "user root;" : "";
  writeFileSync(
    `${folder}/nginx.conf`,
    `${user} daemon off; worker_processes auto; pid ${folder}/pid; error_log ${folder}/error.log;
    events { worker_connections 4096; }
    http { access_log off; sendfile on; tcp_nopush on; open_file_cache max=100; keepalive_requests 1000000;
      types { application/json json; } ${paths.join(" ")}
      server { listen 127.0.0.1:${port}; root ${folder}/files; } }\n`,
  );
  const child = spawn("nginx", ["-p", folder, "-c", `${folder}/nginx.conf`], { stdio: "inherit", env: { ...process.env, PATH: `${process.env["PATH"]}:/usr/sbin` } });
  const url = (name: string): string => `http://127.0.0.1:${port}/${name}`;
  const ended = new Promise<void>((done) => child.on("close", () => done()));
  await until("nginx answers", () => fetch(url(Object.keys(files)[0] ?? "")).then((a) => a.ok, () => false));
  return { url, stop: () => (child.kill("SIGTERM"), ended) };
}

// Ours against nginx, in turns so that both meet the same weather. The ratio is the median of the rounds'
// own ratios: what else runs on the machine changes more from round to round than within one.
export async function against(name: string, ours: string, nginx: string, headers: Record<string, string>, goal: number, rounds = 7): Promise<void> {
  const mine: Load[] = [];
  const theirs: Load[] = [];
  for (let i = 0; i < rounds; i++) {
    mine.push(wrk(ours, { headers, seconds: 3 }));
    theirs.push(wrk(nginx, { seconds: 3 }));
  }
  const both = (of: (load: Load) => number): [number, number, number] => [median(mine.map(of)), median(theirs.map(of)), median(mine.map((m, i) => of(m) / of(theirs[i] ?? m)))];
  const [perSecond, nginxPerSecond, ratio] = both((load) => load.perSecond);
  report(name, perSecond, "req/s", nginxPerSecond, ratio);
  report(`${name}.ratio`, ratio, "nginx", goal);
  for (const of of ["p50Ms", "p99Ms"] as const) {
    const [ms, nginxMs, times] = both((load) => load[of]);
    report(`${name}.${of.slice(0, 3)}`, ms, "ms", nginxMs, times);
  }
}
