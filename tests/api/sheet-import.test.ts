import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import type { Json } from "../support/client.ts";
import { setUp, signedInAs } from "../support/people.ts";
import { command, startServer } from "../support/server.ts";

const server = await startServer();
const first = await setUp(server);
const ciso = await signedInAs(first, "ciso");
const member = await signedInAs(first, "member");
const FILE = "tests/fixtures/shop-check.yaml";
const shop = readFileSync(FILE);

function take(body: Uint8Array | string, query = ""): Promise<Json> {
  return ciso.call("POST", `/sheets/import?name=shop.yaml${query}`, { body: body as BodyInit, headers: { "content-type": "application/octet-stream" } });
}

const rows = (answer: Json, code: string): Json[] => answer.json.report.rows.filter((row: Json) => row.code === code);

test("a trial tells everything and stores nothing", async () => {
  const answer = await take(shop, "&dry_run=true");
  assert.equal(answer.status, 200, answer.text);
  assert.equal(answer.json.dry_run, true);
  assert.equal(answer.json.report.sheets[0].key, "shop-check");
  assert.equal(rows(answer, "object_risk_matrix")[0].path, "objects.risk_matrix[0]");
  assert.equal(rows(answer, "links_left_out")[0].ref_id, "P.1");
  assert.ok(rows(answer, "axes")[0].line > 0);
  const sheets = await ciso.get("/sheets");
  assert.ok(!JSON.stringify(sheets).includes("shop-check"));
});

test("a framework becomes a sheet of sections, levels, points and conditions", async () => {
  const answer = await take(shop);
  assert.equal(answer.status, 200, answer.text);
  const { added, version } = answer.json.sheets[0];
  assert.equal(added, true);
  const sheet = (await ciso.call("GET", `/sheet-versions/${version.id}/document`)).json;
  assert.deepEqual(sheet.languages, ["en", "ja"]);
  assert.equal(sheet.name.ja, "店舗点検");
  assert.deepEqual(sheet.score, { min: 1, max: 5 });
  assert.deepEqual(sheet.sections.filter((s: Json) => !s.parent).map((s: Json) => s.key), ["T", "K", "P"]);
  assert.deepEqual(sheet.items.map((i: Json) => `${i.key} ${i.scale}`), ["T.1 maturity5", "K.1-1 choice", "K.1-2 text", "P.1 maturity5"]);
  assert.equal(sheet.items[0].levels[4].ja, "完了・見直し済み");
  assert.deepEqual(sheet.items[1].options.map((o: Json) => o.points), [1, 5]);
  assert.deepEqual(sheet.items[2].applies.answers, [{ item: "K.1-1", in: ["1"] }]);
});

test("the same content again is no new version, other content is", async () => {
  const again = await take(gzipSync(shop));
  assert.equal(again.json.sheets[0].added, false);
  const changed = await take(shop.toString().replace("Are keys lent?", "Are keys lent out?"));
  assert.equal(changed.json.sheets[0].added, true);
  assert.equal(changed.json.sheets[0].version.no, again.json.sheets[0].version.no + 1);
});

test("what was exported is taken in again", async () => {
  const { version } = (await take(shop)).json.sheets[0];
  const text = (await ciso.call("GET", `/sheet-versions/${version.id}/document`)).text;
  const again = await take(text);
  assert.equal(again.status, 200, again.text);
  assert.equal(again.json.report.format, "kaname_sheet");
  assert.equal(again.json.sheets[0].added, false);
});

test("a file without a framework gives no sheet and says why", async () => {
  const answer = await take("urn: u\nlocale: en\nobjects:\n  threats:\n  - {urn: t, name: Flood}\n");
  assert.equal(answer.status, 200, answer.text);
  assert.deepEqual(answer.json.sheets, []);
  assert.equal(rows(answer, "object_threat")[0].args.name, "Flood");
  assert.equal(rows(answer, "no_framework").length, 1);
});

test("hostile and broken files are refused with their place in the caller's language", async () => {
  const body = (text: string): { body: string; headers: Record<string, string> } => ({ body: text, headers: { "content-type": "application/yaml" } });
  ciso.lang = "ja";
  const laughs = await ciso.refused("POST", "/sheets/import", 400, { code: "malformed", ...body("a: &a [x, x]\nb: [*a, *a]\n") });
  assert.match(laughs.detail ?? "", /1 行目.*エイリアス/);
  ciso.lang = "en";
  await ciso.refused("POST", "/sheets/import", 400, { code: "malformed", ...body("a: 1\na: 2\n") });
  await ciso.refused("POST", "/sheets/import", 400, { code: "malformed", ...body("just text") });
  await ciso.refused("POST", "/sheets/import", 413, { code: "too_large", ...body(`a: ${"[".repeat(1000)}`) });
  await ciso.refused("POST", "/sheets/import", 422, { code: "invalid", ...body('{"format":"kaname-sheet/1"}') });
});

test("who may not write sheets may not import them", async () => {
  await member.refused("POST", "/sheets/import", 403, { body: shop as unknown as BodyInit });
});

test("the command tells the report in the terminal's language and stores the sheet", async () => {
  const file = join(server.database.folder, "other.yaml");
  writeFileSync(file, shop.toString().replaceAll("shop-check", "till-check"));
  process.env["KANAME_LANG"] = "ja";
  const dry = command(server.database, ["import", "--framework", file, "--dry-run"]);
  assert.match(dry, /チェックシート「till-check」/);
  assert.match(dry, /除外 {2}\d+ 行目 two: リスクマトリクス「Two by two」/);
  assert.match(command(server.database, ["import", "--framework", file]), /第 1 版を登録しました/);
  assert.match(command(server.database, ["import", "--framework", file]), /同じ内容/);
  assert.ok(JSON.stringify(await ciso.get("/sheets")).includes("till-check"));
  command(server.database, ["import", "--framework", "/no/such/file"], { status: 1 });
  command(server.database, ["import"], { status: 2 });
});
