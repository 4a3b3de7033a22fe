// Files made by script/generate are what the built program makes.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { finding } from "../lib/tree.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const FILES = ["docs/api/openapi.json", "web/src/gen/api.ts", "docs/admin/organisation-parts.md"];

export function check(tree) {
  if (tree.root !== root && tree.root !== root.replace(/\/$/, "")) return sample(tree);
  if (!existsSync(join(root, "build/src/app/kaname"))) return [finding("build", 0, "no built program to compare with")];
  const run = spawnSync(join(root, "script/generate"), ["--check"], { cwd: root, encoding: "utf8" });
  return run.status === 0 ? [] : [finding("script/generate", 0, (run.stdout + run.stderr).trim())];
}

// The self-test's trees have no program: there, the files must only be there.
function sample(tree) {
  return FILES.filter((file) => !tree.has(file)).map((file) => finding(file, 0, "is missing"));
}

export const good = Object.fromEntries(FILES.map((file) => [file, "{}\n"]));
export const bad = [{ "docs/api/openapi.json": "{}\n" }];
