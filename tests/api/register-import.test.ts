// Tables imported into registers: columns matched, a dry run by line, the import as one step, its undo.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Client, Json } from "../support/client.ts";
import { checkedTable, type Mapping, proposedMapping, settledImport, takenTable, uploadTable } from "../support/imports.ts";
import { setUp, signedInAs, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server);
const unit = await topUnit(ciso);

const upload = (register: string, body: string | Uint8Array, query = "", client: Client = ciso): Promise<Json> => uploadTable(client, register, body, query);
const settled = (register: string, id: string, client: Client = ciso): Promise<Json> => settledImport(client, register, id);
const checked = (register: string, body: string | Uint8Array, change: Partial<Mapping> = {}): Promise<Json> => checkedTable(ciso, register, body, change);
const taken = (register: string, got: Json, partial = false): Promise<Json> => takenTable(ciso, register, got, partial);

async function undone(register: string, got: Json): Promise<Json> {
  await ciso.post(`/${register}/imports/${got.id}/undo`, undefined, 200);
  return settled(register, got.id);
}

const counts = (got: Json) => [got.added, got.changed, got.unchanged, got.refused];

async function people(): Promise<Json[]> {
  return (await ciso.get("/people?limit=500&sort=number")).items;
}

const PEOPLE = "氏名一覧（2026年4月）\n\n姓（必須）,名（必須）,フリガナ,部署,メールアドレス,備考,社員番号\n";

test("a sheet with a title above its table is matched by its labels, checked, taken and undone", async () => {
  const before = (await people()).length;
  const got = await upload("people", `${PEOPLE}山田,太郎,ヤマダ タロウ,営業部,taro@example.jp,,007\n鈴木,花子,スズキ ハナコ,総務部,hanako@example.jp,\"二\n行\",008\n`);
  assert.equal(got.header_line, 3);
  assert.deepEqual(got.columns.map((c: Json) => c.field), ["family_name", "given_name", "kana", "department", "email", "note", null]);
  assert.deepEqual(got.columns[6].samples, ["007", "008"]);
  const mapping = { ...proposedMapping(got), constants: [{ field: "unit", value: unit }] };
  await ciso.put(`/people/imports/${got.id}/mapping`, mapping);
  const dry = await settled("people", got.id);
  assert.equal(dry.state, "checked", JSON.stringify(dry));
  assert.deepEqual(counts(dry), [2, 0, 0, 0]);
  assert.deepEqual(dry.changes.map((c: Json) => [c.line, c.action, c.title]), [[4, "added", "山田 太郎"], [5, "added", "鈴木 花子"]]);
  assert.equal((await people()).length, before, "a dry run writes nothing");
  const done = await taken("people", dry);
  assert.equal(done.state, "taken");
  const [taro] = (await people()).filter((p) => p.name === "山田 太郎");
  assert.equal(taro.email, "taro@example.jp");
  const history = await ciso.get(`/people/${taro.id}/history`);
  assert.equal(history.items[0].action, "create");
  const back = await undone("people", done);
  assert.equal(back.state, "undone");
  assert.equal(back.undone, 2);
  assert.equal((await people()).length, before);
  await ciso.refused("POST", `/people/imports/${got.id}/undo`, 409);
});

test("headers that lists usually have are understood, and labels of the register go before them", async () => {
  const measures = await upload("measures", "件名,部署,担当,納期,重要度,費用,詳細\nVPNの更新,株式会社かなめ商店,,2026/4/1,高,,\n");
  assert.deepEqual(measures.columns.map((c: Json) => c.field), ["title", "unit", "owner", "due", "priority", "cost_initial", "detail"]);
  const people = await upload("people", "所属,部署,氏名,メール\n株式会社かなめ商店,総務部,山田 太郎,taro@example.jp\n");
  assert.deepEqual(people.columns.map((c: Json) => c.field), ["unit", "department", null, "email"], "the whole name is made of its parts");
  const systems = await upload("systems", "Name,Owner,Remarks\nMail,,\n");
  assert.deepEqual(systems.columns.map((c: Json) => c.field), ["name", "owner", "note"]);
  const own = await upload("systems", "システム名,種類,インターネット公開\nメール,,\n");
  assert.deepEqual(own.columns.map((c: Json) => c.field), ["name", "kind", "internet_facing"]);
  const threats = await upload("threats", "Threat name,Note\nRansomware,\n");
  assert.equal(threats.columns[0].field, "name");
});

test("what columns meant last time is remembered", async () => {
  const first = await checked("people", "苗字,なまえ\n佐々木,一郎\n", {
    columns: [{ no: 1, field: "family_name" }, { no: 2, field: "given_name" }],
    constants: [{ field: "unit", value: unit }],
  });
  await undone("people", await taken("people", first));
  const again = await upload("people", "なまえ,苗字\n二郎,佐々木\n");
  assert.deepEqual(again.columns.map((c: Json) => c.field), ["given_name", "family_name"]);
});

test("every fault is told by line and column in the caller's language", async () => {
  const table = "件名,優先度,期限,組織,担当者,初期費用\n" +
    "VPNの更新,高,令和8年13月1日,存在しない部,誰か,約800万円\n" +
    ",中,2026/4/1,,,\n" +
    "良い行,低,R8.4.1,株式会社かなめ商店,佐藤　花子,\"1億2,000万円\"\n";
  const got = await upload("measures", table);
  await ciso.put(`/measures/imports/${got.id}/mapping`, {
    columns: ["title", "priority", "due", "unit", "owner", "cost_initial"].map((field, i) => ({ no: i + 1, field })),
  });
  const dry = await settled("measures", got.id);
  assert.deepEqual(counts(dry), [1, 0, 0, 2], JSON.stringify(dry));
  const places = dry.faults.map((f: Json) => `${f.line} ${f.column} ${f.field}`).sort();
  assert.deepEqual(places, ["2 3 due", "2 4 unit", "2 5 owner", "2 6 cost_initial", "3 1 title", "3 4 unit"]);
  const due = dry.faults.find((f: Json) => f.field === "due");
  assert.match(due.message, /「令和8年13月1日」を日付として読み取れません/);
  const cost = dry.faults.find((f: Json) => f.field === "cost_initial");
  assert.match(cost.message, /「約800万円」を金額として読み取れません/);
  await ciso.refused("POST", `/measures/imports/${got.id}/commit`, 409, { json: {} });
  assert.equal((await taken("measures", dry, true)).state, "taken");
  const [record] = (await ciso.get("/measures?q=%E8%89%AF%E3%81%84%E8%A1%8C")).items;
  assert.equal(record.due, "2026-04-01");
  assert.equal(record.owner.title, "佐藤 花子");
  assert.deepEqual(record.cost_initial, { amount: 120_000_000, currency: "JPY" });
  assert.equal((await ciso.get("/measures?total=exact")).total, 1, "refused rows leave nothing");
});

test("sums are read in the unit that the header or a line above the table gives, and the answer tells it", async () => {
  const rows = "西口の更新,株式会社かなめ商店,\"1,200\",３,80万円,中\n";
  const table = `情報システム部の計画,,,,（単位：百万円）,\n件名,組織,初期費用（千円）,年間費用,概算費用（下限）,優先度\n${rows}`;
  const columns = ["title", "unit", "cost_initial", "cost_yearly", "cost_low", "priority"].map((field, i) => ({ no: i + 1, field }));
  const got = await checked("measures", table, { columns });
  assert.deepEqual(got.columns.map((c: Json) => c.unit), ["百万円", "百万円", "千円", "百万円", "百万円", "百万円"]);
  assert.deepEqual(counts(got), [1, 0, 0, 0], JSON.stringify(got.faults));
  assert.equal((await taken("measures", got)).state, "taken");
  const [made] = (await ciso.get(`/measures?q=${encodeURIComponent("西口の更新")}`)).items;
  assert.deepEqual([made.cost_initial.amount, made.cost_yearly.amount, made.cost_low.amount], [1_200_000, 3_000_000, 800_000]);
  const dollars = await checked("measures", "件名,組織,初期費用（USD million）,優先度\n東口の更新,株式会社かなめ商店,2,中\n");
  assert.deepEqual([counts(dollars), dollars.faults[0].field], [[0, 0, 0, 1], "cost_initial"]);
});

test("a number that cannot be read is refused with its line and column", async () => {
  const got = await checked("risks", "脅威,システム,組織,被害発生可能性\n不正侵入,受注,株式会社かなめ商店,約2\n", {
    columns: ["threat", "system", "unit", "likelihood"].map((field, i) => ({ no: i + 1, field })),
  });
  const fault = got.faults.find((f: Json) => f.field === "likelihood");
  assert.deepEqual([fault.line, fault.column, fault.value], [2, 4, "約2"]);
});

test("all or nothing: a row that became wrong meanwhile takes nothing", async () => {
  const table = "名前,種別,コード,上位組織\n第一工場,工場,F1,株式会社かなめ商店\n第一工場の倉庫,その他,F1W,第一工場\n";
  const dry = await checked("units", table, { columns: ["name", "kind", "code", "parent"].map((field, i) => ({ no: i + 1, field })) });
  assert.deepEqual(counts(dry), [2, 0, 0, 0], JSON.stringify(dry.faults));
  const rival = await ciso.post("/units", { name: "別の工場", kind: "factory", parent: unit, code: "F1W" }, 201);
  const failed = await taken("units", dry);
  assert.equal(failed.state, "checked");
  assert.deepEqual(counts(failed), [1, 0, 0, 1]);
  assert.equal(failed.faults[0].line, 3);
  assert.equal((await ciso.get("/units?q=%E5%80%89%E5%BA%AB")).items.length, 0);
  await ciso.delete(`/units/${rival.id}`, `"${rival.version}"`, 204);
  const done = await taken("units", await checked("units", table, { columns: ["name", "kind", "code", "parent"].map((field, i) => ({ no: i + 1, field })) }));
  assert.equal(done.state, "taken");
  const [store] = (await ciso.get("/units?q=%E5%80%89%E5%BA%AB")).items;
  assert.equal(store.parent.title, "第一工場", "a parent may stand in the same file");
  assert.equal((await undone("units", done)).undone, 2);
});

// The database alone knows that an address is taken, and says so when hundreds of rows have been written together.
test("what is refused among many rows is told by its line and takes no other with it", async () => {
  const many = 1300;
  const rows = Array.from({ length: many }, (_, i) => {
    const line = i + 2;
    const email = line === 700 ? "many-40@example.jp" : line === 1200 ? "many-1199@example.jp" : `many-${line}@example.jp`;
    return `${line === 5 || line === 701 ? "" : "群"},${line},${email}`;
  });
  const dry = await checked("people", `姓（必須）,名（必須）,メールアドレス\n${rows.join("\n")}\n`, { constants: [{ field: "unit", value: unit }], key: null });
  const told = (got: Json) => [...counts(got), got.faults.map((f: Json) => [f.line, f.field ?? null])];
  const expected = [many - 4, 0, 0, 4, [[5, "family_name"], [700, null], [701, "family_name"], [1200, null]]];
  assert.deepEqual(told(dry), expected);
  const got = await taken("people", dry, true);
  assert.equal(got.state, "taken", JSON.stringify(got));
  assert.deepEqual(told(got), expected);
  const of = async (line: number) => (await ciso.get(`/people?q=many-${line}%40example.jp`)).items.map((p: Json) => p.given_name);
  assert.deepEqual([await of(4), await of(5), await of(40), await of(699), await of(702), await of(1199), await of(1301)], [["4"], [], ["40"], ["699"], ["702"], ["1199"], ["1301"]]);
  const found = await ciso.get(`/search?q=${encodeURIComponent("many-702@example")}`);
  assert.deepEqual(found.items.map((hit: Json) => hit.title.map((part: Json) => part.text).join("")), ["群 702"]);
  const numbers = (await ciso.get("/people?limit=500&sort=-number")).items.map((p: Json) => p.number);
  assert.equal(new Set(numbers).size, numbers.length);
  const back = await undone("people", got);
  assert.deepEqual([back.undone, back.kept], [many - 4, []]);
});

test("a register goes out as CSV, is changed in a spreadsheet and comes back; the undo names what others changed", async () => {
  const made: Json[] = [];
  for (const title of ["一つ目", "二つ目", "三つ目"]) made.push(await ciso.post("/measures", { unit, title, priority: "low", cost_yearly: { amount: 5, currency: "JPY" } }, 201));
  const csv = (await ciso.call("GET", "/measures?format=csv&sort=number")).text;
  const same = await checked("measures", csv);
  assert.equal(same.key, "number");
  assert.deepEqual(counts(same), [0, 0, same.rows, 0], JSON.stringify(same.faults));
  const edited = csv.replace("一つ目", "一つ目（改）").replace("二つ目", "二つ目（改）");
  const dry = await checked("measures", edited);
  assert.deepEqual([dry.added, dry.changed, dry.refused], [0, 2, 0]);
  assert.deepEqual(dry.changes[0].fields, [{ field: "title", before: "一つ目", after: "一つ目（改）" }]);
  const done = await taken("measures", dry);
  const second = await ciso.get(`/measures/${made[1].id}`);
  assert.equal(second.title, "二つ目（改）");
  await ciso.patch(`/measures/${second.id}`, { priority: "high" }, `"${second.version}"`);
  const back = await undone("measures", done);
  assert.equal(back.undone, 1);
  assert.deepEqual(back.kept.map((k: Json) => [k.number, k.title]), [[second.number, "二つ目（改）"]]);
  assert.equal((await ciso.get(`/measures/${made[0].id}`)).title, "一つ目");
});

test("a day before Excel's first comes back from a book as it was", async () => {
  await ciso.post("/measures", { unit, title: "古い期限", priority: "low", due: "1899-12-31" }, 201);
  const book = await ciso.call("GET", `/measures?format=xlsx&q=${encodeURIComponent("古い期限")}`);
  const got = await upload("measures", book.bytes as Uint8Array);
  const due = got.columns.find((c: Json) => c.field === "due");
  assert.deepEqual(due.samples, ["1899-12-31"]);
  const dry = await checked("measures", book.bytes as Uint8Array);
  assert.deepEqual(counts(dry), [0, 0, 1, 0], JSON.stringify(dry.faults));
});

test("records are matched by a name; one named twice, or unknown by number, is refused", async () => {
  await ciso.post("/units", { name: "本社営業部", kind: "department", parent: unit, code: "S1" }, 201);
  const dry = await checked("units", "name,kind,parent,note\n本社営業部,department,,東京\n本社営業部,department,,大阪\n新設部,department,株式会社かなめ商店,\n", { key: "name" });
  assert.deepEqual(counts(dry), [1, 1, 0, 1], JSON.stringify(dry.faults));
  assert.equal(dry.faults[0].line, 3);
  const unknown = await checked("units", "番号,名称,種別\nU-1999-0001,幽霊部,department\n", { columns: [{ no: 1, field: "number" }, { no: 2, field: "name" }, { no: 3, field: "kind" }], key: "number" });
  assert.deepEqual(counts(unknown), [0, 0, 0, 1]);
});

test("the same table again says how many of its rows are called as records that are there, unless they are matched", async () => {
  const table = "システム名,組織,種類\n受注サーバ,株式会社かなめ商店,サーバ\n受注端末,株式会社かなめ商店,サーバ\n";
  const first = await checked("systems", table);
  assert.deepEqual([first.alike, ...counts(first)], [0, 2, 0, 0, 0], JSON.stringify(first.faults));
  await taken("systems", first);
  const again = await checked("systems", `${table}新しいサーバ,株式会社かなめ商店,サーバ\n`, { key: null });
  assert.deepEqual([again.alike, ...counts(again)], [2, 3, 0, 0, 0]);
  const matched = await checked("systems", table, { key: "name" });
  assert.deepEqual([matched.alike, ...counts(matched)], [0, 0, 0, 2, 0]);
});

test("an empty cell leaves a value, unless it is to clear it", async () => {
  const record = await ciso.post("/measures", { unit, title: "空欄の扱い", priority: "low", purpose: "残る" }, 201);
  const table = `number,title,purpose\n${record.number},空欄の扱い,\n`;
  assert.equal((await checked("measures", table)).unchanged, 1);
  const clearing = await checked("measures", table, { clear_empty: true });
  assert.equal(clearing.changed, 1);
  await taken("measures", clearing);
  assert.equal((await ciso.get(`/measures/${record.id}`)).purpose, null);
});

test("CP932 from Excel and text from its clipboard are read", async () => {
  const cp932 = new Uint8Array([0x90, 0xa9, 0x2c, 0x96, 0xbc, 0x0d, 0x0a, 0x8e, 0x52, 0x2c, 0x88, 0xea, 0x0d, 0x0a]); // 姓,名 / 山,一
  const got = await upload("people", cp932);
  assert.deepEqual(got.columns.map((c: Json) => [c.header, c.field]), [["姓", "family_name"], ["名", "given_name"]]);
  assert.equal(got.notices.length, 1);
  const pasted = await upload("people", "姓\t名\n山\t\"一\n二\"\n");
  assert.equal(pasted.format, "tsv");
  assert.deepEqual(pasted.columns[1].samples, ["一\n二"]);
});

test("files that cannot be read are refused with the reason and the place", async () => {
  const refused = async (body: string | Uint8Array, status: number, words: RegExp) => {
    const problem = await ciso.refused("POST", "/people/imports", status, { body: typeof body === "string" ? body : new Blob([body as Uint8Array<ArrayBuffer>]) });
    assert.match(`${problem.detail}`, words);
  };
  await refused(new Uint8Array([0x61, 0x0a, 0xff, 0xfe, 0xff, 0x0a]), 400, /2 行目/);
  await refused(new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), 400, /\.xls/);
  await refused(",".repeat(5000), 413, /200/);
  await refused("\n\n", 422, /./);
  await refused('a,b\n"open,1\n', 400, /2/);
});

test("an import is its owner's alone, and needs the permission to create", async () => {
  const got = await upload("measures", "title\nx\n");
  const other = await signedInAs(ciso, "security");
  await other.refused("GET", `/measures/imports/${got.id}`, 404);
  assert.deepEqual((await other.get("/measures/imports")).items, []);
  const listed = (await ciso.get("/measures/imports")).items;
  assert.equal(listed[0].id, got.id);
  const reader = await signedInAs(ciso, "auditor");
  await reader.refused("POST", "/measures/imports", 403, { body: "title\nx\n" });
  await ciso.refused("GET", `/people/imports/${got.id}`, 404);
});

test("a mapping that does not fit the file or the register is refused member by member", async () => {
  const got = await upload("measures", "a,b\n1,2\n");
  const path = `/measures/imports/${got.id}/mapping`;
  const problem = await ciso.refused("PUT", path, 422, {
    json: { columns: [{ no: 3, field: "title" }, { no: 1, field: "no_such" }, { no: 2, field: "state" }, { no: 2, field: "title" }], key: "due" },
  });
  assert.deepEqual(problem.errors?.map((e) => e.pointer), ["/columns/0/no", "/columns/1/field", "/columns/2/field", "/columns/3/field", "/key"]);
  await ciso.refused("POST", `/measures/imports/${got.id}/commit`, 409, { json: {} });
});

test("a manager imports into the own unit and nowhere else", async () => {
  const shop = await ciso.post("/units", { name: "管理店", kind: "shop", parent: unit }, 201);
  const manager = await signedInAs(ciso, "manager", shop.id);
  const got = await upload("measures", "件名,優先度,組織\n自店,低,管理店\n全社,低,株式会社かなめ商店\n", "", manager);
  await manager.put(`/measures/imports/${got.id}/mapping`, { columns: ["title", "priority", "unit"].map((field, i) => ({ no: i + 1, field })) });
  const dry = await settled("measures", got.id, manager);
  assert.deepEqual(counts(dry), [1, 0, 0, 1], JSON.stringify(dry.faults));
  assert.equal(dry.faults[0].line, 3);
});
