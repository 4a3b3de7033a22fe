// The parts of an archive of an organisation and their members, as a page of documentation, on standard
// output. Usage: organisation-parts.mjs DESCRIPTION.json   (what `kaname describe` prints)
import { readFileSync } from "node:fs";
import { parsePo } from "../lib/po.mjs";

const { transfer, registers } = JSON.parse(readFileSync(process.argv[2], "utf8"));
const messages = new Map(parsePo(readFileSync("po/en/transfer.po", "utf8")).map((e) => [e.msgid, e.msgstr]));
const register = new Map(registers.map((r) => [r.singular, r.name]));

const meaning = (column) => messages.get(`transfer.type.${column.type}`).replace("{part}", `\`${column.part}\``);
const left = (why) => messages.get(`transfer.left.${why}`);

const out = [
  `# Parts of \`${transfer.format}\``,
  "",
  "Written by `script/generate` from the tables that the program exports by; what the archive is, and how to read it, is told in",
  "[organisation-format.md](organisation-format.md). Instants are milliseconds since 1970-01-01T00:00Z, dates `YYYY-MM-DD`; members stand in the",
  "order of these lists and may be `null` where there is nothing.",
];
for (const part of transfer.parts) {
  const name = register.get(part.name);
  out.push("", `## \`${part.name}.ndjson\``, name ? `Register \`${name}\`. ` : "");
  const key = part.columns.slice(0, part.key).map((c) => `\`${c.name}\``);
  out[out.length - 1] += `In order of ${key.join(", ")}.`;
  out.push("", "| member | what it is |", "|---|---|");
  for (const column of part.columns) if (column.type !== "left") out.push(`| \`${column.name}\` | ${meaning(column)} |`);
  const stay = part.columns.filter((c) => c.type === "left").map((c) => `\`${c.name}\` (${left(c.why)})`);
  if (stay.length > 0) out.push("", `Does not leave: ${stay.join(", ")}.`);
}
out.push("", "## What does not leave", "", "| table | why |", "|---|---|");
for (const table of transfer.left) out.push(`| \`${table.name}\` | ${left(table.why)} |`);
console.log(out.join("\n"));
