// A check list kept as Excel or CSV becomes a sheet that is answered: columns understood or said, a trial
// first, faults by row and column.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Json } from "../support/client.ts";
import { setUp, signedInAs } from "../support/people.ts";
import { startServer } from "../support/server.ts";
import { makeShops, openCampaign, put, step } from "../support/sheet.ts";

const server = await startServer();
const ciso = await setUp(server);
const shops = await makeShops(ciso);
const manager = await signedInAs(ciso, "manager", shops.east);

const send = async (body: string | Uint8Array<ArrayBuffer>, query: string, status = 200): Promise<Json> => {
  const answer = await ciso.call("POST", `/sheets/table?${query}`, { body });
  assert.equal(answer.status, status, answer.text);
  return answer.json;
};

// The layout that IPA's tool is known to have: five texts of its own for each item, a hint beside.
const IPA = [
  "サイバーセキュリティ経営チェックリスト",
  "指示,No.,チェック項目,レベル1,レベル2,レベル3,レベル4,レベル5,回答のヒント,回答",
  "指示2 管理体制の構築,2-1,管理体制を構築している,できていない,文書化,周知,評価,再定義,職務記述書を見る,",
  ",2-2,役割と責任を明確にしている,できていない,文書化,周知,評価,再定義,,",
  "指示3 資源の確保,3-1,予算を確保している,できていない,文書化,周知,評価,再定義,,",
].join("\r\n");

test("a trial says what it understands of the columns and takes nothing", async () => {
  const answer = await send(IPA, "name=checklist.csv&dry_run=true");
  assert.equal(answer.header_line, 2);
  assert.deepEqual(answer.columns.map((c: Json) => c.holds), ["section", "key", "text", "level1", "level2", "level3", "level4", "level5", "hint", null]);
  assert.deepEqual([answer.n_items, answer.n_sections, answer.faults, answer.title], [3, 2, [], "checklist"]);
  assert.deepEqual(answer.items[1], { key: "2-2", section: "1", scale: "maturity5", text: { ja: "役割と責任を明確にしている" } });
  assert.ok(!(await ciso.get("/sheets?limit=500")).items.some((s: Json) => s.key === "checklist"));
});

test("taken, it is a sheet that a unit answers and that gives a mean", async () => {
  const { version, added } = await send(IPA, "name=checklist.csv&title=経営チェックリスト&key=ipa-check&version=2.0&publisher=IPA&lang=ja");
  assert.deepEqual([added, version.version, version.publisher, version.n_items, version.wording ?? "source"], [true, "2.0", "IPA", 3, "source"]);
  assert.equal((await send(IPA, "name=checklist.csv&title=経営チェックリスト&key=ipa-check&version=2.0&publisher=IPA&lang=ja")).added, false);
  const { responses } = await openCampaign(ciso, version.id, [shops.east]);
  const { id } = responses[shops.east]!;
  for (const [item, value] of [["2-1", 3], ["2-2", 4], ["3-1", 2]] as const) await put(manager, id, item, { value });
  const done = await step(manager, id, "submit");
  assert.deepEqual(done.scores.sections.map((s: Json) => s.tenths), [35, 20]);
  assert.equal(done.scores.tenths, 28);
});

test("Shift_JIS as Excel in Japan writes it, and columns that a person names", async () => {
  const table = Uint8Array.from([0x82, 0xa0, 0x2c, 0x82, 0xa2, 0x0a, 0x31, 0x2c, 0x82, 0xa0, 0x82, 0xe9, 0x0a]); // あ,い / 1,ある
  const guess = await send(table, "name=a.csv&dry_run=true");
  assert.deepEqual(guess.faults, [{ line: 0, column: 0, code: "no_items", value: null }]);
  assert.deepEqual(guess.notices.map((n: Json) => n.code), ["cp932"]);
  const said = await send(table, `name=a.csv&dry_run=true&scale=graded&columns=${encodeURIComponent('{"key":1,"text":2}')}`);
  assert.deepEqual([said.n_items, said.items[0].key, said.items[0].scale, said.items[0].text.ja], [1, "1", "choice", "ある"]);
  await send(table, `name=a.csv&columns=${encodeURIComponent('{"colour":1}')}`, 422);
  await send(table, "name=a.csv&columns=x", 422);
  await send(table, "name=a.csv&header_line=9", 422);
});

test("every fault is told by row and column, and nothing is half taken", async () => {
  const table = "No,質問,1,2,3,4,5\n1,ある,a,b,c,d,e\n1,また,a,b,c,d,e\n2026-02-02,日付,a,b,,d,e\n,番号なし,,,,,\n";
  const { faults, n_items } = await send(table, "name=t.csv&dry_run=true");
  assert.equal(n_items, undefined);
  assert.deepEqual(faults.map((f: Json) => [f.line, f.column, f.code]), [[3, 1, "key_twice"], [4, 1, "key_date"], [4, 5, "level_missing"], [5, 1, "no_key"]]);
  const refused = await send(table, "name=t.csv", 422);
  assert.equal(refused.errors.length, 4);
  assert.match(refused.errors[0].pointer, /3/);
  await manager.refused("POST", "/sheets/table?name=t.csv", 403, { body: IPA });
});
