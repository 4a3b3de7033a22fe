// Message catalogues (gettext syntax, symbolic ids): entries of one file with their lines.
const quoted = (line) => JSON.parse(line.slice(line.indexOf('"')).trim());

export function parsePo(text) {
  const entries = [];
  let entry = null;
  let member = "";
  text.split("\n").forEach((line, i) => {
    const keyword = /^(msgid|msgstr) /.exec(line)?.[1];
    if (keyword === "msgid") entries.push((entry = { line: i + 1, msgid: "", msgstr: "" }));
    if (keyword) member = keyword;
    if (entry && (keyword || line.startsWith('"'))) entry[member] += quoted(line);
  });
  return entries.filter((e) => e.msgid !== "");
}

export function placeholders(text) {
  return [...new Set(text.match(/\{\w+\}/g) ?? [])].sort().join(" ");
}
