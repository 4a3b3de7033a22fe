// Writes the UI's colours of levels from the table that PDF and Excel are made with.
// Usage: node script/gen/levels.mjs src/mod/report/report_level_colours.h
import { readFileSync } from "node:fs";

const rows = [...readFileSync(process.argv[2], "utf8").matchAll(/X\((\d), "(#[0-9a-f]{6})", "(#[0-9a-f]{6})"\)/g)];
if (rows.length !== 5) throw new Error(`${process.argv[2]}: five levels are expected, ${rows.length} were found`);
const lines = rows.map(([, level, light, dark]) => `  --level-${level}: light-dark(${light}, ${dark});`);
process.stdout.write(`/* Made by script/generate from src/mod/report/report_level_colours.h. */\n:root {\n${lines.join("\n")}\n}\n`);
