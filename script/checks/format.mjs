// C is laid out by clang-format with .clang-format of the top folder.
import { spawnSync } from "node:child_process";
import { finding } from "../lib/tree.mjs";

export function check(tree) {
  const files = tree.files(/\.[ch]$/);
  if (files.length === 0) return [];
  const run = spawnSync("clang-format-14", ["--dry-run", "--Werror", ...files], { cwd: tree.root, encoding: "utf8", maxBuffer: 1 << 26 });
  if (run.error) return [finding("clang-format-14", 0, String(run.error))];
  const found = [...run.stderr.matchAll(/^(.*?):(\d+):\d+: error: (.*)$/gm)].map((m) => finding(m[1], Number(m[2]), m[3]));
  return run.status === 0 || found.length > 0 ? found : [finding("clang-format-14", 0, run.stderr)];
}

const style = { ".clang-format": "BasedOnStyle: LLVM\nIndentWidth: 4\nBreakBeforeBraces: Linux\nAllowShortFunctionsOnASingleLine: None\n" };
export const good = { ...style, "a.c": "int f(void)\n{\n    return 1;\n}\n" };
export const bad = [{ ...style, "a.c": "int f(void) { return 1; }\n" }];
