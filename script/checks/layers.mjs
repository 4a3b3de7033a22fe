// Layers: base ← kernel ← mod ← app. A lower layer never includes an upper one, and a module meets
// another only through its header of the same name (mod/risk/risk.h).
import { codeOnly } from "../lib/c-text.mjs";
import { finding } from "../lib/tree.mjs";

const LAYERS = ["base", "kernel", "mod", "app"];

function reason(file, header) {
  const [, layer, folder] = file.split("/");
  const [theirs, theirFolder, rest] = header.split("/");
  if (!LAYERS.includes(theirs)) return header.includes("/") ? "includes from outside src/" : null;
  if (LAYERS.indexOf(theirs) > LAYERS.indexOf(layer)) return `${layer} includes upper layer ${theirs}`;
  if (layer === "mod" && theirs === "mod" && folder !== theirFolder && rest !== `${theirFolder}.h`)
    return `${folder} reaches into ${theirFolder}: only ${theirFolder}/${theirFolder}.h is for others`;
  return null;
}

export function check(tree) {
  const found = [];
  for (const file of tree.files(/^src\/.*\.[ch]$/)) {
    const code = codeOnly(tree.read(file), { literals: true }).split("\n");
    code.forEach((line, i) => {
      const header = /^\s*#\s*include\s+"([^"]+)"/.exec(line)?.[1];
      const why = header && reason(file, header);
      if (why) found.push(finding(file, i + 1, why));
    });
  }
  return found;
}

export const good = { "src/kernel/a.c": '#include "base/buf.h"\n', "src/mod/risk/x.c": '#include "mod/unit/unit.h"\n' };
export const bad = [
  { "src/base/a.c": '#include "kernel/call.h"\n' },
  { "src/kernel/a.c": '#include "mod/risk/risk.h"\n' },
  { "src/mod/risk/a.c": '#include "app/main.h"\n' },
  { "src/mod/risk/a.c": '#include "mod/unit/unit_store.h"\n' },
];
