// Functions that have hurt before, and macros that hide where control goes.
import { codeOnly, lineOf } from "../lib/c-text.mjs";
import { finding } from "../lib/tree.mjs";

const INSTEAD = {
  "strcpy strcat strncpy strncat stpcpy": "buf.h or mem_printf",
  "sprintf vsprintf gets scanf sscanf fscanf": "snprintf or a parser of our own",
  "strtok asctime ctime gmtime localtime": "the re-entrant form, or clock.h",
  "atoi atol atoll atof": "strtoll with its errors looked at",
  "system popen execlp execvp": "posix_spawn with a full path",
  "alloca rand srand random tmpnam mktemp tempnam": "mem.h, libsodium, mkstemp",
  "setlocale": "texts by i18n: the process keeps the C locale",
};
const banned = new Map(Object.entries(INSTEAD).flatMap(([names, instead]) => names.split(" ").map((n) => [n, instead])));
const CALL = new RegExp(`(?<![\\w.>])(${[...banned.keys()].join("|")})\\s*\\(`, "g");
const MACRO = /^[ \t]*#[ \t]*define[ \t]+\w+(?:[^\n]*\\\n)*[^\n]*/gm;

export function check(tree) {
  const found = [];
  for (const file of tree.files(/\.[ch]$/)) {
    const code = codeOnly(tree.read(file));
    for (const call of code.matchAll(CALL))
      found.push(finding(file, lineOf(code, call.index), `${call[1]}: use ${banned.get(call[1])}`));
    for (const macro of code.matchAll(MACRO))
      if (/\b(return|goto|break|continue)\b/.test(macro[0])) found.push(finding(file, lineOf(code, macro.index), "a macro hides control flow"));
  }
  return found;
}

export const good = { "a.c": "/* strcpy( */ char *s = \"system(\"; mem_strdup(a); x->system(1); my_atoi(2);\n#define N 3\n" };
export const bad = [
  { "a.c": "void f(void)\n{\n    strcpy(a, b);\n}\n" },
  { "a.c": "int n = atoi (s);\n" },
  { "a.c": "int n = system(cmd);\n" },
  { "a.h": "#define TRY(x) \\\n    if (!(x))  \\\n        return 1\n" },
];
