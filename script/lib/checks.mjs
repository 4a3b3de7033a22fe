// Runs script/checks/*.mjs: first each on its own bad and good samples (a check that cannot fail is
// worth nothing), then on the tree. Usage: node script/lib/checks.mjs [NAME]
//
// A check exports  check(tree) → findings (may be a promise),
//                  good: { path: text } without findings,  bad: list of such, each with findings.
import { appendFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { repositoryTree, withSample } from "./tree.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const folder = new URL("../checks/", import.meta.url);

async function selfTest(module) {
  const wrong = [];
  const found = await withSample(module.good, (tree) => module.check(tree));
  for (const f of found) wrong.push(`the good sample is refused: ${f.file}:${f.line}: ${f.text}`);
  for (const [i, files] of module.bad.entries())
    if ((await withSample(files, (tree) => module.check(tree))).length === 0) wrong.push(`bad sample ${i + 1} is let through`);
  return wrong;
}

function report(title, problems) {
  console.log(problems.length === 0 ? `ok ${title}` : `FAILED ${title}`);
  for (const p of problems.slice(0, 200)) console.log(`  ${p}`);
  if (process.env.KANAME_TEST_COUNT) appendFileSync(process.env.KANAME_TEST_COUNT, problems.length === 0 ? "1 0\n" : "0 1\n");
  return problems.length === 0;
}

const wanted = process.argv[2] ?? "";
const tree = repositoryTree(root);
let ok = true;
for (const file of readdirSync(folder).filter((f) => f.endsWith(".mjs") && f.includes(wanted)).sort()) {
  const name = file.replace(".mjs", "");
  const module = await import(new URL(file, folder));
  ok = report(`${name} refuses bad samples`, await selfTest(module)) && ok;
  const begin = Date.now();
  const found = await module.check(tree);
  const seconds = ((Date.now() - begin) / 1000).toFixed(1);
  ok = report(`${name} (${seconds} s)`, found.map((f) => `${f.file}:${f.line}: ${f.text}`)) && ok;
}
process.exitCode = ok ? 0 : 1;
