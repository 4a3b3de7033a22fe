// After the API tests: has every route of the OpenAPI document answered with a success at least once?
// Usage: node script/lib/coverage.mjs FOLDER (of the test run). Prints the routes that have not.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const folder = process.argv[2];
const document = JSON.parse(readFileSync(join(folder, "openapi.json"), "utf8"));
const called = new Set(readdirSync(join(folder, "called")).flatMap((f) => readFileSync(join(folder, "called", f), "utf8").trim().split("\n")));
const missing = [];
let all = 0;
for (const [path, item] of Object.entries(document.paths))
  for (const [method, operation] of Object.entries(item)) {
    const successes = Object.keys(operation.responses ?? {}).filter((status) => /^[23]/.test(status));
    if (successes.length === 0) continue;
    all++;
    if (!successes.some((status) => called.has(`${method.toUpperCase()} ${path} ${status}`))) missing.push(`${method.toUpperCase()} ${path}`);
  }
console.log(`${all - missing.length} of ${all} routes answered with a success`);
for (const route of missing) console.log(`  never: ${route}`);
process.exitCode = missing.length === 0 && all > 0 ? 0 : 1;
