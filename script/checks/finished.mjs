// Nothing half done is committed, no test is switched off, and nothing names the machine it was
// written on. (The words are spelt in pieces here so that this file passes.)
import { finding } from "../lib/tree.mjs";

const TEXT = /\.(c|h|ts|tsx|mjs|css|sql|sh|md|po|json|html|build|txt|yml|yaml|conf|service)$|^script\/|^\.ci\/|^bench\//;
const NOT_OURS = /(^|\/)(package-lock\.json|THIRD_PARTY_NOTICES.*)$|^tests\/(fixtures|fuzz\/corpus)\//;
const word = (...parts) => parts.join("");

const RULES = [
  [new RegExp(`\\b(${word("TO", "DO")}|${word("FIX", "ME")}|${word("X", "XX")}|${word("HA", "CK")})\\b`), "unfinished work"],
  [new RegExp(`(${word("not ", "implemented")}|${word("for ", "now,")})`, "i"), "unfinished work"],
  [new RegExp(`(?<![\\w./-])/(${word("wo", "rk")}|root|home/\\w+)/`), "a path of one machine"],
  [new RegExp(`\\b(${word("TEAM", "\\.md")}|${word("Cla", "ude")}|${word("Anth", "ropic")})\\b`), "a name that has no business here"],
];
const TEST_RULES = [
  [/\b(?:test|it|describe)\.(?:only|skip|todo)\b|\{ *(?:only|skip|todo): *true/, "a test is switched off"],
  [/\bassert_true\(1\)|\bassert\.ok\(true\)|\bassert_int_equal\((\w+), \1\)/, "an assertion that cannot fail"],
  [/\b(?:sleep|usleep|nanosleep|waitForTimeout)\(/, "a test sleeps: wait for a condition"],
];

export function check(tree) {
  const found = tree.files(/./).filter((f) => tree.isLink(f)).map((f) => finding(f, 0, "a symbolic link: it holds on one machine only"));
  for (const file of tree.files(TEXT).filter((f) => !NOT_OURS.test(f) && !tree.isLink(f))) {
    const rules = /^tests\/|_test\.c$/.test(file) ? [...RULES, ...TEST_RULES] : RULES;
    tree.lines(file).forEach((line, i) => {
      for (const [pattern, why] of rules) if (pattern.test(line)) found.push(finding(file, i + 1, why));
    });
  }
  return found;
}

export const good = { "a.c": "int f(void); /* the root of work/ and ./work/x */\n", "tests/api/a.test.ts": "test('sleeping dogs', () => {});\n" };
export const bad = [
  { "a.c": `/* ${word("TO", "DO")}: more */\n` },
  { "README.md": `see /${word("wo", "rk")}/main\n` },
  { "script/x": `cd /${word("ro", "ot")}/x\n` },
  { "tests/api/a.test.ts": "test.only('x', () => {});\n" },
  { "src/a_test.c": "    usleep(100);\n" },
  { "web/node_modules": { link: "/nowhere" } },
];
