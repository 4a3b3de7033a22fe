// Documents name files that exist: targets of relative links, and paths in `backticks` that begin with a
// top folder of ours. Patterns (NAME, *, <…>, {…}) and what a build makes are left alone.
import { existsSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { finding } from "../lib/tree.mjs";

const OURS = /^(?:src|web|tests|script|bench|docs|po|catalog|migrations|\.ci)\//;
const PATTERN = /[*<>{}…]|[A-Z]{3,}|\bX_|NNNN|\.\.\./;
const MADE = /^(?:build|var)\/|^web\/(?:dist|node_modules)|^tests\/(?:\.out|node_modules)/;

function there(tree, path) {
  return tree.has(path) || tree.names.some((n) => n.startsWith(`${path.replace(/\/$/, "")}/`)) || existsSync(join(tree.root, path));
}

export function check(tree) {
  const found = [];
  for (const file of tree.files(/\.md$/))
    tree.lines(file).forEach((line, i) => {
      if (/^\s*- \[ \]/.test(line)) return; // a plan may name what is to come
      for (const [, target] of line.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g))
        if (!/^[a-z]+:/.test(target) && !there(tree, normalize(join(dirname(file), target)))) found.push(finding(file, i + 1, `the link ${target} leads nowhere`));
      for (const [, code] of line.matchAll(/`([^`\s]+)[^`]*`/g))
        if (OURS.test(code) && !PATTERN.test(code) && !MADE.test(code) && !there(tree, code) && !there(tree, join(dirname(file), code))) found.push(finding(file, i + 1, `there is no ${code}`));
    });
  return found;
}

export const good = { "README.md": "[a](docs/a.md#b) [w](https://example.org) `src/a.c` `src/mod/NAME/` `build/x`\n", "docs/a.md": "[r](../README.md)\n", "src/a.c": "" };
export const bad = [{ "README.md": "[a](docs/a.md)\n" }, { "README.md": "`src/b.c` does it\n", "src/a.c": "" }];
