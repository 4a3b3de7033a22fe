// The message catalogue (gettext syntax, symbolic ids) as one JSON object per language. Whether
// they are complete is for script/checks/messages.mjs to say.
import fs from "node:fs";
import path from "node:path";
import { parsePo } from "../../script/lib/po.mjs";

export function readCatalogue(dir) {
  const into = {};
  for (const name of fs.readdirSync(dir).sort())
    if (name.endsWith(".po"))
      for (const { msgid, msgstr, line } of parsePo(fs.readFileSync(path.join(dir, name), "utf8"))) {
        if (into[msgid] !== undefined) throw new Error(`${dir}/${name}:${line}: ${msgid} is there twice`);
        into[msgid] = msgstr;
      }
  return into;
}
