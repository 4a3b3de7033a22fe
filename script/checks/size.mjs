// Nobody has to scroll for long: functions of at most 80 lines, files of at most 800.
import { functions } from "../lib/c-text.mjs";
import { finding } from "../lib/tree.mjs";

const FUNCTION_LINES = 80;
const FILE_LINES = 800;
const GENERATED = /(^|\/)gen\//;

// Functions in the first column of a TypeScript file, closed by "}" in the first column.
function scriptFunctions(lines) {
  const found = [];
  for (let i = 0; i < lines.length; i++) {
    const name = /^(?:export )?(?:default )?(?:async )?function\*? (\w+)|^(?:export )?const (\w+)[^=]*= .*\{$/.exec(lines[i]);
    if (!name) continue;
    const end = lines.findIndex((line, n) => n > i && /^[}\])]/.test(line) && !/\{$/.test(line));
    if (end < 0) continue;
    if (lines[i].includes("function") || lines[i].includes("=>")) found.push({ name: name[1] ?? name[2], line: i + 1, length: end - i + 1 });
    i = end;
  }
  return found;
}

export function check(tree) {
  const found = [];
  for (const file of tree.files(/\.(c|h|ts|tsx|mjs|css|sql)$/).filter((f) => !GENERATED.test(f))) {
    const lines = tree.lines(file);
    if (lines.length - 1 > FILE_LINES) found.push(finding(file, FILE_LINES, `${lines.length - 1} lines, at most ${FILE_LINES}`));
    const all = /\.[ch]$/.test(file) ? functions(tree.read(file)) : /\.(ts|tsx|mjs)$/.test(file) ? scriptFunctions(lines) : [];
    for (const f of all)
      if (f.length > FUNCTION_LINES) found.push(finding(file, f.line, `${f.name} has ${f.length} lines, at most ${FUNCTION_LINES}`));
  }
  return found;
}

const long = (n) => "    x();\n".repeat(n);
export const good = { "a.c": `int f(void)\n{\n${long(70)}}\n`, "a.ts": `export function f() {\n${long(70)}}\nconst t = {\n${long(90)}};\n` };
export const bad = [
  { "a.c": `int f(int a,\n    int b)\n{\n${long(80)}}\n` },
  { "a.ts": `export function f() {\n${long(80)}}\n` },
  { "a.tsx": `export const f = () => {\n${long(80)}};\n` },
  { "b.h": "\n".repeat(801) },
];
