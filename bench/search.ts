// Search at 1,000,000 texts: newest first and best first, of words that are in half of them, in some, in
// twenty, only in the oldest; for somebody who sees everything and for the manager of one shop of fifty.
// Texts and their words are put beside the program as src/kernel/search/search_words.h says.
import assert from "node:assert/strict";
import { query } from "../tests/support/database.ts";
import { engine } from "../tests/support/environment.ts";
import { everybody, signedInAs, topUnit } from "../tests/support/people.ts";
import { benchServer, dialect, fill, report, timed } from "./support.ts";

const TEXTS = Number(process.env["KANAME_BENCH_TEXTS"] ?? 1_000_000);
const SHOPS = 50;
const GOAL_MS = 20;

const server = await benchServer();
const client = await everybody(server);
const top = await topUnit(client);
const shops: string[] = [];
const regions: string[] = [];
for (let i = 0; i < SHOPS; i++) {
  if (i % 10 === 0) regions.push((await client.post("/units", { name: `地域${i / 10}`, kind: "division", parent: top })).id);
  shops.push((await client.post("/units", { name: `店舗${i}`, kind: "shop", parent: regions.at(-1) })).id);
}
const manager = await signedInAs(client, "manager", shops[7]);
const regional = await signedInAs(client, "manager", regions[1]);
await server.stop();

const units = query(server.database, "SELECT id || ' ' || path FROM unit WHERE kind = 'shop' ORDER BY id").map((line) => line.split(" "));
const org = query(server.database, "SELECT id FROM org")[0] ?? "1";
const START = 1_000_000; // above every id the program has given

// Words of two to six characters, the same in every run.
let seed = 1;
const random = (below: number): number => (seed = (seed * 48271) % 2147483647) % below;
const signs = [..."情報資産管理規程委託先点検記録端末更新権限棚卸脆弱性監視通信遮断復旧手順教育計画責任者経営会議報告予算承認外部接続区画入退室媒体廃棄証明書契約条項緊急連絡網事業継続さくらもみじひのきかえで"];
const vocabulary = Array.from({ length: 3000 }, () => Array.from({ length: 2 + random(5) }, () => signs[random(signs.length)]).join(""));

function textOf(i: number): string {
  const words = Array.from({ length: 8 }, () => vocabulary[random(vocabulary.length)] ?? "");
  words[1] = i % 2 === 0 ? "定例訓練" : "夜間巡回"; // each in half of all, never together
  if (i % 20 === 0) words[2] = "合同演習"; // in 5 %
  if (i % (TEXTS / 20) === 7) words[3] = "量子鍵配送"; // in twenty
  if (i < TEXTS / 100) words[4] = "旧式手順"; // in the oldest hundredth
  if (i % 100 === 3) words[5] = "年次査察"; // in 1 %
  if (i % 20 === 1) words[6] = "甲乙一乙丙"; // the pairs of 甲乙丙 without it
  return words.join("");
}

function wordsOf(text: string): string {
  const all = new Set<string>();
  const characters = [...text];
  characters.forEach((c, i) => {
    all.add(c);
    if (i > 0) all.add(`${characters[i - 1]}${c}`);
  });
  return [...all].join(" ");
}

const ROWS = 500; // of one statement
const searchWords = engine === "sqlite" ? (no: number, words: string) => `(${no},'${words}')` : (no: number, words: string) => `(${no},array_to_tsvector(string_to_array('${words}',' ')))`;

function* statements(): Generator<string> {
  if (engine === "postgres") yield "CREATE TEMP TABLE made AS SELECT indexdef FROM pg_indexes WHERE indexname = 'search_word_indexed'; DROP INDEX search_word_indexed";
  for (let from = 0; from < TEXTS; from += ROWS) {
    const docs: string[] = [];
    const words: string[] = [];
    for (let i = from; i < Math.min(from + ROWS, TEXTS); i++) {
      const [unit, path] = units[random(units.length)] ?? [];
      const text = textOf(i);
      const scope = `org${org} kindmeasure${(path ?? "").replace(/\/(\d+)(?=\/)/g, " unit$1").replace("/", "")}`;
      const number = `M-2026-${i}`;
      docs.push(`(${START + i},${org},'measure',${START + i},0,${dialect.uid},${unit},'${number}','${text.slice(0, 12)}','${text}','${number.toLowerCase()}\n${text.slice(0, 12)}\n${text}','${scope}',1790000000000)`);
      words.push(searchWords(START + i, `${wordsOf(text)} ${scope}`));
    }
    yield `INSERT INTO search_doc (id,org_id,kind,record_id,part,uid,unit_id,number,title,body,folded,scope,at) VALUES ${docs.join(",")}`;
    yield `INSERT INTO search_word (${engine === "sqlite" ? "rowid" : "id"},words) VALUES ${words.join(",")}`;
  }
  if (engine === "postgres") yield "DO $$ BEGIN EXECUTE (SELECT indexdef FROM made); END $$";
}
fill(server.database, statements());
await server.start();

async function ask(name: string, q: string, by = client, more = "", some = true): Promise<void> {
  const once = async (): Promise<void> => {
    const found = await by.get(`/search?limit=20&q=${encodeURIComponent(q)}${more}`);
    assert.equal(found.items.length > 0, some, `${name}: ${found.items.length} found`);
  };
  report(`search.${engine}.${name}`, await timed(once, 15), "ms", GOAL_MS);
}

const CALLERS = { all: client, region: regional, shop: manager };
const NEWEST: Record<string, [string, boolean?]> = {
  half: ["定例訓練"],
  "half.two_characters": ["定例"],
  "half.one_character": ["訓"],
  twentieth: ["合同演習"],
  hundredth: ["年次査察"],
  oldest_only: ["旧式手順"],
  two_words: ["定例訓練 合同演習"],
  never_together: ["定例訓練 夜間巡回", false],
  pairs_apart: ["甲乙丙", false],
  none: ["存在皆無", false],
};
for (const [caller, by] of Object.entries(CALLERS)) {
  for (const [name, [q, some = true]] of Object.entries(NEWEST)) await ask(`${caller}.${name}`, q, by, "", some);
  for (const name of ["twentieth", "hundredth", "oldest_only", "half"]) await ask(`${caller}.best.${name}`, NEWEST[name]?.[0] ?? "", by, "&sort=best");
}
await ask("all.twenty", "量子鍵配送");
await ask("all.best.twenty", "量子鍵配送", client, "&sort=best");
await server.stop();
