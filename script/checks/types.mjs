// TypeScript under the strictest settings: web/ and tests/, each by its own tsconfig.json.
import { spawnSync } from "node:child_process";
import { existsSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { finding } from "../lib/tree.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const MUST = ["strict", "noUncheckedIndexedAccess", "noUnusedLocals", "noUnusedParameters", "noImplicitOverride"];

function typesOf(tree, folder) {
  const settings = tree.read(`${folder}/tsconfig.json`);
  const found = MUST.filter((key) => !new RegExp(`"${key}": true`).test(settings)).map((key) => finding(`${folder}/tsconfig.json`, 0, `"${key}" is not on`));
  const modules = join(tree.root, folder, "node_modules");
  if (!existsSync(modules)) symlinkSync(join(root, "tests/node_modules"), modules); // a sample has none
  const run = spawnSync(join(modules, ".bin/tsc"), ["--noEmit", "--pretty", "false", "-p", "."], { cwd: join(tree.root, folder), encoding: "utf8" });
  for (const e of (run.stdout ?? "").matchAll(/^(\S+)\((\d+),\d+\): error (.*)$/gm)) found.push(finding(`${folder}/${e[1]}`, Number(e[2]), e[3]));
  if (run.status !== 0 && found.length === 0) found.push(finding(folder, 0, String(run.error ?? run.stdout + run.stderr)));
  return found;
}

export function check(tree) {
  return ["web", "tests"].filter((folder) => tree.has(`${folder}/tsconfig.json`)).flatMap((folder) => typesOf(tree, folder));
}

const settings = (strict) => JSON.stringify({ compilerOptions: { ...Object.fromEntries(MUST.map((key) => [key, strict])), noEmit: true, types: [] }, include: ["*.ts"] }, null, 1);
export const good = { "web/tsconfig.json": settings(true), "web/a.ts": "export const a: number = 1;\n" };
export const bad = [
  { "web/tsconfig.json": settings(true), "web/a.ts": 'export const a: number = "1";\n' },
  { "web/tsconfig.json": settings(true), "web/a.ts": "export function f(a: string[]): string {\n  return a[0];\n}\n" },
  { "web/tsconfig.json": settings(false), "web/a.ts": "export const a = 1;\n" },
];
