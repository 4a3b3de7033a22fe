// The message catalogue (gettext syntax, symbolic ids) as one JSON object per language.
import fs from "node:fs";
import path from "node:path";

function unquote(line, file, no) {
  const text = line.slice(line.indexOf('"'));
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`${file}:${no}: not a string: ${line}`);
  }
}

function readPo(file, into) {
  let id = null;
  let text = null;
  let target = null; // which of the two a continuation line belongs to
  const flush = (no) => {
    if (id) {
      if (into[id] !== undefined) throw new Error(`${file}:${no}: ${id} is there twice`);
      into[id] = text ?? "";
    }
    id = text = target = null;
  };
  const lines = fs.readFileSync(file, "utf8").split("\n");
  lines.forEach((raw, i) => {
    const line = raw.trim();
    if (line.startsWith("msgid ")) {
      flush(i);
      id = unquote(line, file, i + 1);
      target = "id";
    } else if (line.startsWith("msgstr ")) {
      text = unquote(line, file, i + 1);
      target = "str";
    } else if (line.startsWith('"')) {
      if (target === "id") id += unquote(line, file, i + 1);
      else text += unquote(line, file, i + 1);
    }
  });
  flush(lines.length);
}

export function readCatalogue(dir) {
  const into = {};
  for (const name of fs.readdirSync(dir).sort())
    if (name.endsWith(".po")) readPo(path.join(dir, name), into);
  delete into[""]; // the header
  return into;
}

function placeholders(text) {
  return [...new Set(text.match(/\{[a-z_0-9]+\}/g) ?? [])].sort().join(" ");
}

// Fails on an id used in the sources that a language lacks, and on placeholders that differ.
export function checkMessages(catalogue, files) {
  const wrong = [];
  const [first, ...others] = Object.keys(catalogue);
  for (const other of others)
    for (const id of new Set([...Object.keys(catalogue[first]), ...Object.keys(catalogue[other])])) {
      const [a, b] = [catalogue[first][id], catalogue[other][id]];
      if (id.endsWith(".one")) continue; // a language without singular has none
      if (a === undefined || b === undefined) wrong.push(`${id}: only in ${a === undefined ? other : first}`);
      else if (placeholders(a) !== placeholders(b)) wrong.push(`${id}: placeholders differ`);
    }
  for (const file of files.filter((f) => /\.tsx?$/.test(f)))
    for (const m of fs.readFileSync(file, "utf8").matchAll(/\bmsg\(\s*"([^"]+)"/g))
      for (const lang of Object.keys(catalogue))
        if (catalogue[lang][m[1]] === undefined) wrong.push(`${file}: no message ${m[1]} in ${lang}`);
  if (wrong.length) throw new Error(`messages:\n  ${wrong.join("\n  ")}`);
}
