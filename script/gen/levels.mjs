// Writes the UI's colours of levels from the table that PDF and Excel are made with: as CSS, or with
// --ts the light ones for what is made on paper (slides).
// Usage: node script/gen/levels.mjs [--ts] src/mod/report/report_level_colours.h
import { readFileSync } from "node:fs";

const file = process.argv.at(-1);
const rows = [...readFileSync(file, "utf8").matchAll(/X\((\d), "(#[0-9a-f]{6})", "(#[0-9a-f]{6})"\)/g)];
if (rows.length !== 5) throw new Error(`${file}: five levels are expected, ${rows.length} were found`);
const made = "Made by script/generate from src/mod/report/report_level_colours.h.";
if (process.argv.includes("--ts")) {
  const colours = rows.map(([, , light]) => `"${light.slice(1).toUpperCase()}"`);
  process.stdout.write(`// ${made}\nexport const LEVEL_COLOURS = [${colours.join(", ")}] as const;\n`);
} else {
  const lines = rows.map(([, level, light, dark]) => `  --level-${level}: light-dark(${light}, ${dark});`);
  process.stdout.write(`/* ${made} */\n:root {\n${lines.join("\n")}\n}\n`);
}
