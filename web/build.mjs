// Builds the web UI into web/dist (or --out DIR): hashed scripts and styles with code splitting,
// messages as hashed JSON from po/, an index.html without inline script or style, and a .br and a
// .gz beside every file worth compressing.
//
//   node web/build.mjs [--out DIR] [--depfile FILE --stamp FILE] [--fast]
//
// --depfile and --stamp are for ninja; --fast skips compression and minification.
import * as esbuild from "esbuild";
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { reactAriaPlugin } from "./build/react_aria.mjs";
import { slidesPlugin } from "./build/slides.mjs";
import { readCatalogue } from "./build/messages.mjs";
import { thirdPartyNotices } from "./build/notices.mjs";

const WEB = path.dirname(fileURLToPath(import.meta.url));
const ROOT = path.dirname(WEB);
const LANGUAGES = ["ja", "en"];
const INITIAL_LIMIT = 200 * 1000; // bytes of gzip: what the first page may load as script

function option(name) {
  const at = process.argv.indexOf(name);
  return at < 0 ? undefined : process.argv[at + 1];
}
const fast = process.argv.includes("--fast");
const out = path.resolve(option("--out") ?? path.join(WEB, "dist"));

function hashOf(text) {
  return createHash("sha256").update(text).digest("hex").slice(0, 10);
}

function writeHashed(name, ext, text) {
  const file = `assets/${name}-${hashOf(text)}${ext}`;
  fs.writeFileSync(path.join(out, file), text);
  return `/${file}`;
}

async function bundle() {
  return esbuild.build({
    absWorkingDir: WEB,
    entryPoints: { main: "src/main.tsx", boot: "src/boot.ts" },
    outdir: out,
    entryNames: "assets/[name]-[hash]",
    chunkNames: "assets/[name]-[hash]",
    assetNames: "assets/[name]-[hash]",
    bundle: true,
    splitting: true,
    format: "esm",
    target: ["es2022", "chrome120", "firefox121", "safari17"],
    jsx: "automatic",
    minify: !fast,
    legalComments: "none",
    metafile: true,
    define: { "process.env.NODE_ENV": '"production"' },
    plugins: [reactAriaPlugin(WEB), slidesPlugin()],
    logLevel: "warning",
  });
}

// The files that the entry loads before it can run: static imports only.
function initialFiles(metafile, entry) {
  const seen = new Set();
  const visit = (file) => {
    if (seen.has(file)) return;
    seen.add(file);
    for (const i of metafile.outputs[file].imports)
      if (i.kind === "import-statement" && metafile.outputs[i.path]) visit(i.path);
  };
  visit(entry);
  return [...seen];
}

function writeIndex({ metafile }, messages) {
  const outputs = Object.entries(metafile.outputs);
  const entry = (name) => outputs.find(([, o]) => o.entryPoint === `src/${name}`)[0];
  const url = (file) => "/" + path.relative(out, path.resolve(WEB, file)).split(path.sep).join("/");
  const main = entry("main.tsx");
  const initial = initialFiles(metafile, main);
  const css = metafile.outputs[main].cssBundle;
  const icon = writeHashed("icon", ".svg", fs.readFileSync(path.join(WEB, "src/icon.svg")));
  const lines = [
    "<!doctype html>",
    '<html lang="ja">',
    "<head>",
    '<meta charset="utf-8">',
    "<title>Kaname</title>",
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    '<meta name="referrer" content="same-origin">',
    ...LANGUAGES.map((l) => `<meta name="messages-${l}" content="${messages[l]}">`),
    // React Aria injects a style under this id unless it is there; the rule is in base.css.
    '<meta id="react-aria-pressable-style" name="touch" content="predefined">',
    `<link rel="icon" type="image/svg+xml" href="${icon}">`,
    `<link rel="stylesheet" href="${url(css)}">`,
    `<script src="${url(entry("boot.ts"))}"></script>`,
    ...initial.filter((f) => f !== main).map((f) => `<link rel="modulepreload" href="${url(f)}">`),
    `<script type="module" src="${url(main)}"></script>`,
    "</head>",
    "<body>",
    '<div id="root"></div>',
    "</body>",
    "</html>",
    "",
  ];
  fs.writeFileSync(path.join(out, "index.html"), lines.join("\n"));
  return initial;
}

function filesUnder(dir) {
  return fs.readdirSync(dir, { withFileTypes: true }).flatMap((e) => {
    const full = path.join(dir, e.name);
    return e.isDirectory() ? filesUnder(full) : [full];
  });
}

function compressAll() {
  for (const file of filesUnder(out)) {
    if (!/\.(js|css|html|json|svg|txt)$/.test(file)) continue;
    const data = fs.readFileSync(file);
    if (data.length < 600) continue;
    const brotli = brotliCompressSync(data, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: 11,
        [constants.BROTLI_PARAM_SIZE_HINT]: data.length,
      },
    });
    fs.writeFileSync(`${file}.br`, brotli);
    fs.writeFileSync(`${file}.gz`, gzipSync(data, { level: 9 }));
  }
}

function checkInitialSize(initial) {
  const size = initial
    .map((f) => gzipSync(fs.readFileSync(path.resolve(WEB, f)), { level: 9 }).length)
    .reduce((a, b) => a + b, 0);
  console.log(`web: initial script ${(size / 1000).toFixed(1)} kB gzip`);
  if (size > INITIAL_LIMIT)
    throw new Error(`initial script is ${size} bytes gzip, the limit is ${INITIAL_LIMIT}`);
}

// What a change of must build again: every source, and the folders where a new one would appear.
function writeDepfile(metafile, depfile, stamp) {
  const inputs = Object.keys(metafile.inputs)
    .filter((f) => !f.includes(":"))
    .map((f) => path.resolve(WEB, f));
  const folders = new Set(inputs.filter((f) => !f.includes("node_modules")).map((f) => path.dirname(f)));
  const po = LANGUAGES.flatMap((l) => [path.join(ROOT, "po", l), ...filesUnder(path.join(ROOT, "po", l))]);
  const own = [fileURLToPath(import.meta.url), ...filesUnder(path.join(WEB, "build")), path.join(ROOT, "script/lib/po.mjs")];
  const icon = path.join(WEB, "src/icon.svg");
  const all = [...inputs, ...folders, ...po, ...own, icon].map((f) => f.replaceAll(" ", "\\ "));
  fs.writeFileSync(depfile, `${stamp}: ${all.join(" \\\n  ")}\n`);
  fs.writeFileSync(stamp, "");
}

fs.rmSync(out, { recursive: true, force: true });
fs.mkdirSync(path.join(out, "assets"), { recursive: true });

const catalogue = Object.fromEntries(LANGUAGES.map((l) => [l, readCatalogue(path.join(ROOT, "po", l))]));
const messages = Object.fromEntries(
  LANGUAGES.map((l) => [l, writeHashed(`messages-${l}`, ".json", JSON.stringify(catalogue[l]))]),
);
const result = await bundle();
const initial = writeIndex(result, messages);
fs.writeFileSync(path.join(out, "THIRD_PARTY_NOTICES.txt"), thirdPartyNotices(WEB, result.metafile));
if (!fast) {
  compressAll();
  checkInitialSize(initial);
}
if (option("--depfile")) writeDepfile(result.metafile, option("--depfile"), option("--stamp"));
