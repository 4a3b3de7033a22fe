// One word for one thing: what docs/words.md refuses stands in no message and no page for users.
import { finding } from "../lib/tree.mjs";
import { parsePo } from "../lib/po.mjs";

const GLOSSARY = "docs/words.md";

// The rows of its table; "\|" is a bar within a cell.
function rowsOf(text) {
  const rows = text.split("\n").filter((l) => l.startsWith("|") && !/^\|[-|]+$/.test(l));
  return rows.slice(1).map((row) => row.split(/(?<!\\)\|/).slice(1, -1).map((cell) => cell.replaceAll("\\|", "|").trim()));
}

function refusals(text) {
  return rowsOf(text).flatMap(([, ja, en, not]) => [...not.matchAll(/`([^`]+)`/g)].map(([, word]) => ({ word: new RegExp(word, "u"), say: `${ja} / ${en}` })));
}

function textsOf(tree, file) {
  // What columns of other people's tables are called is not ours to choose.
  if (file.endsWith(".po")) return parsePo(tree.read(file)).filter((e) => !e.msgid.startsWith("import.also.")).map((e) => ({ line: e.line, text: e.msgstr }));
  return tree.lines(file).map((line, i) => ({ line: i + 1, text: line.replace(/`[^`]*`|\]\([^)]*\)/g, "") })); // code and addresses are no words
}

export function check(tree) {
  if (!tree.has(GLOSSARY)) return [finding(GLOSSARY, 0, "the glossary is missing")];
  const refused = refusals(tree.read(GLOSSARY));
  const found = [];
  for (const file of tree.files(/^(?:po|docs\/user)\/.*\.(?:po|md)$/))
    for (const { line, text } of textsOf(tree, file))
      for (const { word, say } of refused) {
        const used = word.exec(text);
        if (used) found.push(finding(file, line, `“${used[0]}”: ${GLOSSARY} says ${say}`));
      }
  return found;
}

const glossary = { [GLOSSARY]: "| thing | Japanese | English | not |\n|---|---|---|---|\n| coming in | ログイン | log in | `サインイン` `\\b[Ss]ign(s\\|ed)?[- ]in\\b` |\n" };
const message = (text) => ({ "po/en/x.po": `msgid "x.sign_in"\nmsgstr "${text}"\n` });
export const good = { ...glossary, ...message("Please log in"), "docs/user/en/a.md": "Log in at `/sign-in`, [here](sign-in.md).\n" };
export const bad = [message("Log in"), { ...glossary, ...message("You signed in") }, { ...glossary, "docs/user/ja/a.md": "サインインします。\n" }];
