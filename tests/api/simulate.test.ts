// `kaname simulate`: a loss model as a table and as JSON, and what it says of a model that cannot be.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { attempt } from "../support/server.ts";
import { newDatabase } from "../support/database.ts";

const FILE = "tests/fixtures/loss-model.json";
const folder = newDatabase().folder; // for files of this test

function simulate(args: string[], lang = "en") {
  return attempt(["simulate", ...args], { env: { KANAME_LANG: lang } });
}

function played(args: string[]): any {
  const run = simulate([FILE, "--json", "--years", "20000", ...args]);
  assert.equal(run.status, 0, run.err);
  return JSON.parse(run.out);
}

function changed(change: (model: any) => void): string {
  const model = JSON.parse(readFileSync(FILE, "utf8"));
  change(model);
  const path = join(folder, "changed.json");
  writeFileSync(path, JSON.stringify(model));
  return path;
}

test("the table is in the terminal's language and names every scenario and case", () => {
  const ja = simulate([FILE, "--years", "20000"], "ja");
  assert.equal(ja.status, 0, ja.err);
  for (const words of ["Ransomware stops the shops", "対策すべて", "保険: Cyber policy", "許容する損失との比較", "事業中断"]) assert.ok(ja.out.includes(words), words);
  const en = simulate([FILE, "--years", "20000"]);
  assert.match(en.out, /With all measures/);
  assert.match(en.out, /Business interruption/);
});

test("the same seed gives the same result with any number of threads, another seed another", () => {
  const one = played(["--threads", "1"]);
  assert.deepEqual(played(["--threads", "3"]), one);
  assert.equal(one.seed, 20261122);
  assert.notEqual(played(["--seed", "2"]).cases[0].year.mean, one.cases[0].year.mean);
});

test("the mean agrees with the formula, the policy's shares with the loss", () => {
  const result = played([]);
  const [first] = result.cases;
  assert.ok(Math.abs(first.year.mean - result.exact_mean) < 4 * first.year.standard_error);
  const { gap } = result.cases.at(-1);
  for (const form of Object.keys(result.forms)) {
    const sum = gap.paid[form] + gap.not_covered[form] + gap.own_share[form] + gap.over_limit[form];
    assert.ok(Math.abs(sum - gap.loss[form]) <= 3, form); // each rounded to a yen
  }
  assert.equal(gap.paid.interruption, 0); // a policy for leaks pays no lost profit
  assert.deepEqual(result.cases.map((c: any) => c.case), ["as_is", "measure", "measure", "measures", "policy", "policy"]);
});

test("what is wrong in a model is named with its place and limit, all at once", () => {
  const path = changed((m) => {
    m.scenarios[0].items[0].amount.likely = 70_000_000;
    m.scenarios[1].frequency.value = 2000;
    m.scenarios[2].items[0].amount.shape = "fixed";
    m.shocks[0].triggers[1].scenario = "nobody";
    m.measures[1].effects[0].forms[1] = "fame";
  });
  const run = simulate([path]);
  assert.equal(run.status, 1);
  assert.match(run.err, /\/scenarios\/2\/items\/0\/amount\/value: Required/);
  assert.match(run.err, /\/shocks\/0\/triggers\/1\/scenario: There is no "nobody"/);
  assert.match(run.err, /\/measures\/1\/effects\/0\/forms\/1: Not one of the choices/);
  const values = changed((m) => {
    m.scenarios[0].items[0].amount.likely = 70_000_000;
    m.scenarios[1].frequency.value = 2000;
    delete m.scenarios[0].items[1].units;
  });
  const told = simulate([values]).err;
  assert.match(told, /\/scenarios\/0\/items\/0\/amount\/likely: Must lie between/);
  assert.match(told, /\/scenarios\/1\/frequency\/value: Must be at most 1000/);
  assert.match(told, /\/scenarios\/0\/items\/1\/units: .*waiting hours/);
});

test("options and files that cannot be are refused", () => {
  assert.match(simulate([FILE, "--years", "10"]).err, /--years: Must be at least 1000/);
  assert.match(simulate([FILE, "--threads", "many"]).err, /--threads: Must be a whole number/);
  assert.equal(simulate([]).status, 2);
  assert.equal(simulate([FILE, "--fast"]).status, 2);
  assert.match(simulate([join(folder, "none.json")]).err, /cannot be read/);
  const broken = join(folder, "broken.json");
  writeFileSync(broken, '{"format": ');
  assert.equal(simulate([broken]).status, 1);
});
