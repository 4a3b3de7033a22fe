// Compiles the test files for plain Node: each becomes one file in tests/.out/<area>/, with the
// support code inside and the packages outside. Usage: node build.mjs AREA [NAME]
import { build } from "esbuild";
import { readdirSync, rmSync } from "node:fs";

const [area, name = ""] = process.argv.slice(2);
const folder = new URL(`./${area}/`, import.meta.url).pathname;
const entries = readdirSync(folder).filter((f) => f.endsWith(".test.ts") && f.includes(name)).sort();
const outdir = new URL(`./.out/${area}/`, import.meta.url).pathname;
rmSync(outdir, { recursive: true, force: true });
if (entries.length === 0) {
  console.error(`tests/${area}: no test file has "${name}" in its name`);
  process.exit(1);
}
await build({
  entryPoints: entries.map((f) => folder + f),
  outdir,
  bundle: true,
  packages: "external",
  platform: "node",
  format: "esm",
  target: "node20",
  sourcemap: "inline",
  logLevel: "warning",
});
