// A folder of files as the checks see it: the repository, or a sample laid out in a temporary
// folder so that a check can be tried on something bad.
import { execFileSync } from "node:child_process";
import { existsSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

export class Tree {
  #texts = new Map();

  constructor(root, names) {
    this.root = root;
    this.names = names;
  }

  // Paths that match all the given expressions, in order of name.
  files(...patterns) {
    return this.names.filter((name) => patterns.every((p) => p.test(name)));
  }

  has(name) {
    return this.names.includes(name);
  }

  read(name) {
    if (!this.#texts.has(name)) this.#texts.set(name, readFileSync(join(this.root, name), "utf8"));
    return this.#texts.get(name);
  }

  isLink(name) {
    return lstatSync(join(this.root, name)).isSymbolicLink();
  }

  lines(name) {
    return this.read(name).split("\n");
  }
}

// What is committed or would be: tracked files and new ones that are not ignored.
export function repositoryTree(root) {
  const out = execFileSync("git", ["ls-files", "-coz", "--exclude-standard"], { cwd: root, encoding: "utf8" });
  const names = [...new Set(out.split("\0"))].filter((n) => n !== "" && existsSync(join(root, n)));
  return new Tree(root, names.sort());
}

// Calls use(tree) with a tree made of { path: text } (or { path: { link } }), then takes it away.
export async function withSample(files, use) {
  const root = mkdtempSync(join(tmpdir(), "kaname-sample-"));
  try {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, name)), { recursive: true });
      if (typeof text === "string") writeFileSync(join(root, name), text);
      else symlinkSync(text.link, join(root, name));
    }
    return await use(new Tree(root, Object.keys(files).sort()));
  } finally {
    rmSync(root, { recursive: true });
  }
}

export function finding(file, line, text) {
  return { file, line, text };
}
