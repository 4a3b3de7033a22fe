// What the benchmarks share: a line of the report, wrk, an nginx beside us.
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { freePort, newFolder, until } from "../tests/support/environment.ts";

export function report(name: string, value: number, unit: string, reference: number, ratio = value / reference): void {
  const short = (n: number): string => (Math.abs(n) >= 100 ? n.toFixed(0) : n.toPrecision(3));
  console.log([name.padEnd(28), short(value).padStart(9), unit.padEnd(7), short(reference).padStart(9), ratio.toFixed(3).padStart(8)].join(" "));
}

export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

export interface Load {
  perSecond: number;
  p99Ms: number;
}

// Requests a second by wrk; every answer must be a success.
export function wrk(url: string, { seconds = 4, connections = 32, headers = {} as Record<string, string> } = {}): Load {
  const fields = Object.entries(headers).flatMap(([key, value]) => ["-H", `${key}: ${value}`]);
  const run = spawnSync("wrk", ["-t1", `-c${connections}`, `-d${seconds}s`, "--latency", ...fields, url], { encoding: "utf8" });
  if (run.status !== 0) throw new Error(`wrk: ${run.error ?? run.stderr}`);
  if (/Non-2xx|Socket errors/.test(run.stdout)) throw new Error(`wrk ${url}: ${run.stdout}`);
  const perSecond = Number(/Requests\/sec:\s+([\d.]+)/.exec(run.stdout)?.[1]);
  const p99 = /99%\s+([\d.]+)(us|ms|s)/.exec(run.stdout);
  const scale = { us: 0.001, ms: 1, s: 1000 }[p99?.[2] ?? "ms"] ?? 1;
  return { perSecond, p99Ms: Number(p99?.[1]) * scale };
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

// Ours against nginx, in turns so that both meet the same weather; the median of `rounds`.
export async function against(name: string, ours: string, nginx: string, headers: Record<string, string>, rounds = 3): Promise<void> {
  const mine: Load[] = [];
  const theirs: Load[] = [];
  for (let i = 0; i < rounds; i++) {
    mine.push(wrk(ours, { headers }));
    theirs.push(wrk(nginx));
  }
  report(name, median(mine.map((l) => l.perSecond)), "req/s", median(theirs.map((l) => l.perSecond)));
  report(`${name}.p99`, median(mine.map((l) => l.p99Ms)), "ms", median(theirs.map((l) => l.p99Ms)));
}
