// Licence texts of every package whose code is in the bundle.
import fs from "node:fs";
import path from "node:path";

export function thirdPartyNotices(web, metafile) {
  const packages = new Map();
  for (const input of Object.keys(metafile.inputs)) {
    const m = /^(.*node_modules\/((?:@[^/]+\/)?[^/]+))\//.exec(input);
    if (m) packages.set(m[2], path.resolve(web, m[1]));
  }
  const parts = [...packages].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, dir]) => {
    const info = JSON.parse(fs.readFileSync(path.join(dir, "package.json"), "utf8"));
    const file = fs.readdirSync(dir).find((f) => /^(licen[cs]e|copying|notice)/i.test(f));
    const text = file ? fs.readFileSync(path.join(dir, file), "utf8").trim() : "";
    return `${name} ${info.version} (${info.license})\n\n${text}\n`;
  });
  const rule = "-".repeat(78);
  return `Software by others in Kaname's web UI\n\n${parts.map((p) => `${rule}\n${p}`).join("\n")}`;
}
