// A source that no meson.build names is never compiled, a test that none names never runs.
import { finding } from "../lib/tree.mjs";
import { basename, dirname } from "node:path";

export function check(tree) {
  return tree.files(/^(src|tests\/fuzz)\/.*\.c$/).flatMap((file) => {
    const build = `${dirname(file)}/meson.build`;
    const named = tree.has(build) && tree.read(build).includes(`'${basename(file)}'`);
    return named ? [] : [finding(file, 0, `is not in ${build}`)];
  });
}

export const good = { "src/base/a.c": "", "src/base/meson.build": "base_sources += files('a.c')\n" };
export const bad = [
  { "src/base/a.c": "", "src/base/meson.build": "base_sources += files('b.c')\n" },
  { "src/base/a_test.c": "" },
];
