// `kaname simulate`: ten scenarios of four items over 1,000,000 years, beside the same model in NumPy when
// Python has it. The program's time is that of the whole command, reading and writing included.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { engine, program } from "../tests/support/environment.ts";
import { median, report } from "./support.ts";

const YEARS = Number(process.env["KANAME_BENCH_YEARS"] ?? 1_000_000);
const ROUNDS = 5;
const GOAL_MS = 2000;
const frequencies = [0.05, 0.1, 0.2, 0.3, 0.5, 0.8, 1, 0.4, 0.15, 2];

const pert = (low: number, likely: number, high: number) => ({ shape: "pert", low, likely, high });
const items = [
  { form: "response", amount: pert(1e6, 5e6, 5e7) },
  { form: "interruption", amount: pert(1e6, 2e6, 6e6), units: pert(0.5, 2, 14) },
  { form: "liability", amount: { shape: "lognormal", low: 1e6, high: 1e8 } },
  { form: "recovery", amount: { shape: "uniform", low: 1e6, high: 1e7 } },
];
const scenarios = frequencies.map((value, i) => ({ key: `s${i}`, frequency: { shape: "fixed", value }, items }));

// Mean, error, percentiles and tail of every scenario and of the total, as the program gives them.
const NUMPY = `
import sys, time
import numpy as np
N = int(sys.argv[1]); frequencies = [float(x) for x in sys.argv[2].split(",")]
rng = np.random.default_rng(1)
def pert(l, m, h, n): return l + (h - l) * rng.beta(1 + 4 * (m - l) / (h - l), 1 + 4 * (h - m) / (h - l), n)
def lognormal(l, h, n): return rng.lognormal((np.log(l) + np.log(h)) / 2, (np.log(h) - np.log(l)) / 3.2897072539, n)
def summary(x):
    q = np.percentile(x, [50, 90, 95, 99])
    return x.mean(), x.std() / N ** 0.5, q, x[x > q[3]].mean()
begin = time.perf_counter()
total = np.zeros(N)
for frequency in frequencies:
    n = rng.poisson(frequency, N); k = int(n.sum())
    x = pert(1e6, 5e6, 5e7, k) + pert(1e6, 2e6, 6e6, k) * pert(0.5, 2, 14, k) + lognormal(1e6, 1e8, k) + rng.uniform(1e6, 1e7, k)
    year = np.bincount(np.repeat(np.arange(N), n), weights=x, minlength=N)
    total += year; summary(year)
mean = summary(total)[0]
print(1000 * (time.perf_counter() - begin), mean)
`;

function numpy(): number | null {
  const run = spawnSync("/usr/bin/python3", ["-c", NUMPY, String(YEARS), frequencies.join(",")], { encoding: "utf8" });
  return run.status === 0 ? Number(run.stdout.split(" ")[0]) : null;
}

function ours(file: string, threads: number): number {
  const begin = performance.now();
  const run = spawnSync(resolve(program), ["simulate", file, "--json", "--years", String(YEARS), "--threads", String(threads)], { encoding: "utf8" });
  if (run.status !== 0) throw new Error(run.stderr);
  return performance.now() - begin;
}

// No database has part in it: once is enough.
if (engine === "sqlite") {
  const folder = mkdtempSync(join(tmpdir(), "kaname-simulate."));
  const file = join(folder, "model.json");
  writeFileSync(file, JSON.stringify({ format: "kaname-loss/1", scenarios }));
  const two: number[] = [], one: number[] = [], theirs: number[] = [];
  for (let i = 0; i < ROUNDS; i++) {
    two.push(ours(file, 2));
    one.push(ours(file, 1));
    const time = numpy();
    if (time !== null) theirs.push(time);
  }
  report("simulate.two_threads", median(two), "ms", GOAL_MS);
  report("simulate.one_thread", median(one), "ms", GOAL_MS);
  if (theirs.length === ROUNDS) report("simulate.beside_numpy", median(two), "ms", median(theirs));
  rmSync(folder, { recursive: true });
}
