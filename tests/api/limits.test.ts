// What one person could pile up without end has a limit, and the refusal names it. Most of what fills a
// limit here is copied behind the program's back: it is the refusal that is looked at.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Problem } from "../support/client.ts";
import { newDatabase, query } from "../support/database.ts";
import { engine } from "../support/environment.ts";
import { setUp } from "../support/people.ts";
import { startServer } from "../support/server.ts";
import { FORTY, importSheet, makeShops, newestVersion, openCampaign, smallSheet } from "../support/sheet.ts";

const database = newDatabase();
const server = await startServer({ database });
const ciso = await setUp(server);
const shops = await makeShops(ciso);

const uid = engine === "postgres" ? "decode(md5(random()::text), 'hex')" : "randomblob(16)";
// Rows like the last one of the table, so many, with some columns of their own.
function copies(table: string, many: number, columns: string[], own: Record<string, string>): void {
  const values = columns.map((c) => own[c] ?? `t.${c}`).join(", ");
  query(database, `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${many}) INSERT INTO ${table} (${columns.join(", ")})
    SELECT ${values} FROM ${table} t, n WHERE t.id = (SELECT max(id) FROM ${table})`);
}
function named(problem: Problem, limit: string): void {
  assert.match(problem.detail ?? "", new RegExp(limit), JSON.stringify(problem));
}

test("mappings of an organisation's own", async () => {
  const mapping = (key: string) => ({ format: "kaname-mapping/1", key, version: "1", publisher: "p", wording: "own", name: { ja: "表", en: "m" }, from: FORTY, to: "small", pairs: [{ from: "2-2", to: "a-1", relation: "equal" }] });
  const send = (key: string) => ({ body: JSON.stringify(mapping(key)) });
  assert.equal((await ciso.call("POST", "/sheets/import?name=m.json", send("first"))).status, 200);
  copies("mapping", 199, ["org_id", "uid", "key", "from_sheet", "to_sheet", "document", "digest", "updated_at", "updated_by"], { uid, key: "'k' || i" });
  named(await ciso.refused("POST", "/sheets/import?name=m.json", 409, send("one-more")), "200");
  assert.equal((await ciso.call("POST", "/sheets/import?name=m.json", send("first"))).status, 200, "one that is there is still replaced");
});

test("tables that wait to be imported", async () => {
  const table = () => ciso.call("POST", "/people/imports?name=p.csv", { body: "氏名\n山田\n", headers: { "content-type": "text/csv" } });
  const first = await table();
  assert.equal(first.status, 201, first.text);
  copies("register_import", 49, ["org_id", "uid", "register", "account_id", "name", "state", "file_id", "head", "plan", "created_at", "updated_at"], { uid });
  const refused = await table();
  assert.equal(refused.status, 409, refused.text);
  named(refused.json, "50");
});

test("files of an answer and questions about a response", async () => {
  const { responses } = await openCampaign(ciso, (await newestVersion(ciso, FORTY)).id, [shops.head]);
  const path = `/responses/${responses[shops.head].id}`;
  const add = () => {
    const form = new FormData();
    form.append("file", new Blob(["x"]), "x.txt");
    return ciso.call("POST", `${path}/answers/1-1/files`, { body: form });
  };
  for (let i = 0; i < 50; i++) assert.equal((await add()).status, 201);
  const refused = await add();
  assert.equal(refused.status, 409, refused.text);
  named(refused.json, "50");
});

test("versions of a sheet", async () => {
  const sheet = await importSheet(ciso, smallSheet());
  assert.ok(sheet);
  copies("sheet_version", 199, ["org_id", "uid", "sheet_id", "no", "label", "publisher", "licence", "source", "wording", "languages", "score_min", "score_max", "n_sections", "n_items", "branches", "digest", "created_at", "created_by"], { uid, no: "i + 1" });
  named(await ciso.refused("POST", "/sheets/import", 409, { body: JSON.stringify({ ...smallSheet(), version: "201" }) }), "200");
});
