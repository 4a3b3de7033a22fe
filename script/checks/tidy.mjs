// clang-tidy with .clang-tidy of the top folder: every file when script/test runs whole or CI is
// set, else those changed since main. What was found clean is remembered in .cache/tidy by the
// digest of the file, all headers of ours it includes and the settings.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname, join, relative } from "node:path";
import { finding } from "../lib/tree.mjs";

const TIDY = "clang-tidy-14";
const OF_GCC = ["-Wno-unknown-warning-option"];
const IN_TESTS = ["--checks=-concurrency-mt-unsafe"]; // getenv is safe in a program of one thread

function run(args, cwd) {
  return new Promise((done) => {
    const child = spawn(TIDY, args, { cwd, stdio: ["ignore", "pipe", "pipe"] });
    let out = "";
    child.stdout.on("data", (d) => (out += d));
    child.stderr.on("data", (d) => (out += d));
    child.on("error", (e) => done({ status: 127, out: String(e) }));
    child.on("close", (status) => done({ status, out }));
  });
}

// The file and all of our headers it includes, directly or not.
function closure(tree, file, seen = new Set()) {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const [, name] of tree.read(file).matchAll(/^\s*#\s*include\s+"([^"]+)"/gm)) {
    const header = [`src/${name}`, join(dirname(file), name)].find((f) => tree.has(f));
    if (header) closure(tree, header, seen);
  }
  return seen;
}

function digestOf(tree, file) {
  const hash = createHash("sha256");
  for (const name of [...closure(tree, file), ...tree.files(/(^|\/)(\.clang-tidy|meson\.build)$/)].sort()) hash.update(`${name}\0${tree.read(name)}\0`);
  return hash.digest("hex");
}

function changedFiles(tree) {
  const git = (...args) => spawnSync("git", args, { cwd: tree.root, encoding: "utf8" }).stdout.split("\n");
  const base = git("merge-base", "HEAD", "main")[0] || "HEAD";
  const changed = new Set([...git("diff", "--name-only", base), ...git("ls-files", "-o", "--exclude-standard")]);
  return (file) => [...closure(tree, file)].some((f) => changed.has(f) && f.replace(/\.[ch]$/, "") === file.replace(/\.c$/, ""));
}

async function tidyFiles(root, files, extra) {
  const found = [];
  const queue = [...files];
  const clean = [];
  const worker = async () => {
    for (let file = queue.shift(); file; file = queue.shift()) {
      const { status, out } = await run(["--quiet", ...extra, ...(/_test\.c$|\/test\//.test(file) ? IN_TESTS : []), file, ...(extra.length === 0 ? ["--", "-std=c17"] : [])], root);
      const errors = [...out.matchAll(/^([^:\n]*):(\d+):\d+: (?:error|warning): (.*)$/gm)];
      for (const e of errors) found.push(finding(relative(root, e[1]), Number(e[2]), e[3]));
      if (status !== 0 && errors.length === 0) found.push(finding(file, 0, out.trim().slice(0, 2000)));
      if (status === 0) clean.push(file);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  return { found: [...new Map(found.map((f) => [`${f.file}:${f.line}:${f.text}`, f])).values()], clean };
}

export async function check(tree) {
  if (!tree.has("meson.build")) return (await tidyFiles(tree.root, tree.files(/\.c$/), [])).found;
  const all = tree.files(/^src\/.*\.c$/);
  const whole = process.env.CI === "true" || process.env.KANAME_TEST_WHOLE === "1";
  const cache = join(tree.root, ".cache/tidy");
  mkdirSync(cache, { recursive: true });
  const wanted = whole ? all : all.filter(changedFiles(tree));
  const files = wanted.filter((f) => !existsSync(join(cache, digestOf(tree, f))));
  const { found, clean } = await tidyFiles(tree.root, files, ["-p", "build", ...OF_GCC.map((f) => `--extra-arg=${f}`)]);
  for (const file of clean) writeFileSync(join(cache, digestOf(tree, file)), "");
  return found;
}

const settings = { ".clang-tidy": readFileSync(new URL("../../.clang-tidy", import.meta.url), "utf8") };
const branches = Array.from({ length: 9 }, (_, i) => `        if (a == ${i}) {\n            for (int j = 0; j < b; j++)\n                a += j;\n        }\n`);
export const good = { ...settings, "src/a.c": "int f(int a);\nint f(int a)\n{\n    return a + 1;\n}\n" };
export const bad = [
  { ...settings, "src/a.c": "int f(int *a);\nint f(int *a)\n{\n    int b = 0;\n    int *p = a ? a : 0;\n    b += *p;\n    return a == 0 ? *a : b;\n}\n" },
  { ...settings, "src/a.c": "double f(int a, int b);\ndouble f(int a, int b)\n{\n    return a / b;\n}\n" },
  { ...settings, "src/a.c": `int f(int a, int b);\nint f(int a, int b)\n{\n    while (a < b) {\n${branches.join("")}    }\n    return a;\n}\n` },
];
