// Every text a person sees is a message of po/LANG/AREA.po: both languages have the same ids with the
// same placeholders, msgfmt accepts them, ids named in the sources exist, and no text stands in a
// source itself. A literal in C that is no text for people is excused by a comment "no message: why".
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { codeOnly, commentAbove, lineOf, stringLiterals } from "../lib/c-text.mjs";
import { parsePo, placeholders } from "../lib/po.mjs";
import { finding } from "../lib/tree.mjs";

const LANGS = ["ja", "en"];
const JAPANESE = /[\u3040-\u30ff\u3400-\u9fff\uff01-\uffee]/;

function catalogue(tree, lang, found) {
  const ids = new Map();
  for (const file of tree.files(new RegExp(`^po/${lang}/.*\\.po$`))) {
    const run = spawnSync("msgfmt", ["-c", "-o", "/dev/null", join(tree.root, file)], { encoding: "utf8" });
    if (run.status !== 0) {
      found.push(finding(file, 0, run.error ? String(run.error) : run.stderr.trim()));
      continue;
    }
    for (const e of parsePo(tree.read(file))) {
      if (ids.has(e.msgid)) found.push(finding(file, e.line, `${e.msgid} stands in two files`));
      if (e.msgstr === "") found.push(finding(file, e.line, `${e.msgid} is empty`));
      ids.set(e.msgid, { ...e, file });
    }
  }
  return ids;
}

// "x.one" is the English singular of "x": Japanese has none.
function compare(mine, theirs, lang, found) {
  for (const [id, entry] of mine) {
    const other = theirs.get(id) ?? (id.endsWith(".one") ? entry : undefined);
    if (!other) found.push(finding(entry.file, entry.line, `${id} is missing in ${lang}`));
    else if (placeholders(other.msgstr) !== placeholders(entry.msgstr)) found.push(finding(entry.file, entry.line, `${id}: placeholders differ from ${lang}`));
  }
}

// Ids that C names as whole or by the part behind a fixed prefix.
const NAMED_IN_C = [
  [/\bmsg_(?:get|has)\([^;,]*,\s*"([\w.]+)"/g, ""],
  [/\bmsg_format\([^;,]*,[^;,]*,\s*"([\w.]+)"/g, ""],
  [/\bproblem_set(?:_\w+)?\([^;"]*?"(\w+)"/g, "error.detail."],
  [/\bproblem_field(?:_\w+)?\([^;,]+,\s*(?:"[^"]*"|[^";,]+(?:\([^;)]*\))?),\s*"(\w+)"/g, "error.field."],
  [/^\s*X\(ERR_\w+,\s*[345]\d\d,\s*"(\w+)"\)/gm, "error."],
];

function namedIds(tree, ids) {
  const found = [];
  for (const file of tree.files(/^src\/.*\.[ch]$/).filter((f) => !f.endsWith("_test.c"))) {
    const code = codeOnly(tree.read(file), { literals: true });
    for (const [pattern, prefix] of NAMED_IN_C)
      for (const use of code.matchAll(pattern))
        if (!ids.has(prefix + use[1])) found.push(finding(file, lineOf(code, use.index), `no message ${prefix}${use[1]}`));
  }
  for (const file of tree.files(/^web\/src\/.*\.tsx?$/)) {
    const text = tree.read(file);
    for (const use of text.matchAll(/\bmsg\(\s*"([\w.]+)"/g)) if (!ids.has(use[1])) found.push(finding(file, lineOf(text, use.index), `no message ${use[1]}`));
  }
  return found;
}

// Words in a row are a text for people, unless they are SQL, a header's value, a log line or an
// assertion.
const WORDS = /^[^=;<>{}]*\b[A-Za-z]{2,} [a-z]{2,}[a-z]* (?:[A-Za-z]{1,} ?)+/;
const NO_TEXT = /^\s*(?:SELECT|INSERT|UPDATE|DELETE|WITH|CREATE|DROP|ALTER|PRAGMA|BEGIN|SET|COPY|LISTEN|FROM|JOIN|WHERE|AND|VALUES|ORDER|GROUP|ON CONFLICT|RETURNING)\b|--/;
const FOR_LOG = /\b(?:(?:log_text|log_begin|db_log|db_misuse|assert|static_assert|_Static_assert)\s*\([^;]*|why = )$/;

function textsInC(file, text) {
  const found = [];
  for (const { line, value, before } of stringLiterals(text)) {
    const words = JAPANESE.test(value) || (WORDS.test(value) && !NO_TEXT.test(value) && !FOR_LOG.test(before.slice(-300)));
    if (words && !/no message: *\w.{5,}/.test(commentAbove(text, line))) found.push(finding(file, line, `a text in the source: "${value.slice(0, 60)}"`));
  }
  return found;
}

const ATTRIBUTE = /\s(?:aria-label|title|placeholder|alt|label|summary|description)="([^"]*[\p{L}]{2,}[^"]*)"/u;
const BETWEEN_TAGS = /(?:<[\w.]+(?:\s[^<>]*)?|\/|")>([^<>{}()=;|]*\p{L}{2,}[^<>{}()=;|]*)<(?:\/|[\w.]+[\s>/])/u;

function textsInTs(file, text) {
  const found = [];
  const lines = codeOnly(text, { literals: true }).split("\n");
  lines.forEach((line, i) => {
    const alone = /^\s*[\p{L}][\p{L}\p{N} ,.!?’']*$/u.test(line) && />\s*$/.test(lines[i - 1] ?? "") && /^\s*<\//.test(lines[i + 1] ?? "");
    const jsx = file.endsWith(".tsx") && (ATTRIBUTE.test(line) || BETWEEN_TAGS.test(line) || alone);
    if (jsx || JAPANESE.test(line)) found.push(finding(file, i + 1, `a text in the source: ${line.trim().slice(0, 60)}`));
  });
  return found;
}

export function check(tree) {
  const found = [];
  const [ja, en] = LANGS.map((lang) => catalogue(tree, lang, found));
  compare(ja, en, "en", found);
  compare(en, ja, "ja", found);
  found.push(...namedIds(tree, ja));
  for (const file of tree.files(/^src\/.*\.[ch]$/).filter((f) => !/_test\.c$|\/test\/|_fixture\.c$|_store\.c$|\/gen_\w+\.c$/.test(f))) found.push(...textsInC(file, tree.read(file)));
  for (const file of tree.files(/^web\/src\/.*\.tsx?$/).filter((f) => !/\/gen\//.test(f))) found.push(...textsInTs(file, tree.read(file)));
  return found;
}

const head = (lang) => `msgid ""\nmsgstr ""\n"Language: ${lang}\\n"\n"MIME-Version: 1.0\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n\n`;
const po = (lang, id, text) => ({ [`po/${lang}/x.po`]: `${head(lang)}msgid "${id}"\nmsgstr "${text}"\n` });
const pair = { ...po("ja", "x.count", "{n}件"), ...po("en", "x.count", "{n} rows") };
export const good = {
  ...pair,
  "src/a.c": '/* 日本語 */ const char SQL[] = "SELECT id FROM unit WHERE a = ?";\nvoid f(void)\n{\n    msg_get(lang, "x.count");\n}\n',
  "web/src/a.tsx": 'const a = <p title={msg("x.count")}>{msg("x.count")}</p>;\nconst m: Map<string, Foo> = f<A>(x) < b;\nfunction T<T>(props: P<T>) {}\n',
};
export const bad = [
  { ...po("ja", "x.count", "{n}件"), ...po("en", "x.count", "{m} rows") },
  { ...po("ja", "x.count", "{n}件"), ...po("en", "x.other", "{n} rows") },
  { ...po("ja", "x.count", ""), ...po("en", "x.count", "rows") },
  { "po/ja/x.po": 'msgid "x"\nmsgstr "あ\n', "po/en/x.po": 'msgid "x"\nmsgstr "a"\n' },
  { ...pair, "src/a.c": 'void f(void)\n{\n    msg_get(lang, "x.none");\n}\n' },
  { ...pair, "src/a.c": 'void f(void)\n{\n    problem_set(p, ERR_INVALID, "none");\n}\n' },
  { ...pair, "src/a.c": 'void f(void)\n{\n    problem_field(p, pointer, "none");\n}\n' },
  { ...pair, "src/a.c": 'const char *a = "保存しました";\n' },
  { ...pair, "src/a.c": 'const char *a = "The record has been saved";\n' },
  { ...pair, "web/src/a.tsx": "const a = <p>Save it</p>;\n" },
  { ...pair, "web/src/a.tsx": "const a = <p>\n  Save it\n</p>;\n" },
  { ...pair, "web/src/a.tsx": '<input placeholder="Name of unit" />;\n' },
  { ...pair, "web/src/a.ts": 'const a = "保存";\n' },
  { ...pair, "web/src/a.ts": 'msg("x.none");\n' },
];
