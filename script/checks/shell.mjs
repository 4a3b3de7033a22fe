// Shell scripts at least parse.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { finding } from "../lib/tree.mjs";

const PLACES = /^(script|bench|\.ci)\/|\.sh$/;

export function check(tree) {
  const scripts = tree.files(PLACES).filter((f) => /\.sh$/.test(f) || /^#!.*\b(ba)?sh\b/.test(tree.lines(f)[0]));
  return scripts.flatMap((file) => {
    const run = spawnSync("bash", ["-n", join(tree.root, file)], { encoding: "utf8" });
    return run.status === 0 ? [] : [finding(file, 0, run.stderr.trim())];
  });
}

export const good = { "script/x": "#!/usr/bin/env bash\nif true; then :; fi\n" };
export const bad = [{ "script/x": "#!/usr/bin/env bash\nif true; then :\n" }];
