// A whole organisation leaves and arrives: from one engine to the other and back it stays the same, and
// what is not whole, not its own or not meant well is refused before a row is written.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, describe, test } from "node:test";
import { type Part, unzip, zip } from "../support/book.ts";
import { type Database, newDatabase, query } from "../support/database.ts";
import { engine, newFolder } from "../support/environment.ts";
import { enterBy, topUnit } from "../support/people.ts";
import { smallSheet } from "../support/sheet.ts";
import { attempt, command, prepare, type Run, startServer } from "../support/server.ts";

const sha256 = (data: Uint8Array): string => createHash("sha256").update(data).digest("hex");

function emptyDatabase(kind: string): Database {
  if (kind === engine) {
    const database = newDatabase();
    prepare(database);
    return database;
  }
  const folder = newFolder("other");
  return { folder, url: `sqlite:${join(folder, "kaname.db")}` };
}

let n = 0;
function exported(database: Database, ...more: string[]): string {
  const file = join(newFolder("out"), `${n++}.zip`);
  command(database, ["export", ...more, file]);
  return file;
}

const partsOf = (file: string): Map<string, Buffer> => new Map(unzip(readFileSync(file)).map((p) => [p.name, p.data]));

// Of these, the second archive has what exporting and importing added to the audit.
const GROWS = new Set(["audit_head.ndjson", "audit.ndjson", "audit_payload.ndjson", "audit_signature.ndjson", "manifest.json"]);

function sameOrganisation(first: string, second: string): void {
  const [a, b] = [partsOf(first), partsOf(second)];
  assert.deepEqual([...b.keys()], [...a.keys()]);
  for (const [name, data] of a) {
    if (!GROWS.has(name)) assert.ok(b.get(name)!.equals(data), `${name} is not the same`);
    else if (/^audit(_payload)?\.ndjson$/.test(name)) assert.ok(b.get(name)!.subarray(0, data.length).equals(data), `${name} does not go on`);
  }
  const [x, y] = [a, b].map((parts) => JSON.parse(parts.get("manifest.json")!.toString()));
  assert.deepEqual([y.organisation, y.files, y.format, y.schema], [x.organisation, x.files, x.format, x.schema]);
}

// The sample company with a file on a record, a record that refers to a later one, a signed audit trail.
const EVIDENCE = Buffer.from(Array.from({ length: 60_000 }, (_, i) => `evidence ${i}\n`).join(""));
let origin: Database;
let archive: string;
before(async () => {
  origin = emptyDatabase("sqlite");
  const links = command(origin, ["demo"]);
  const server = await startServer({ database: origin });
  const ciso = await enterBy(server, links, "ciso");
  const measure = (await ciso.get("/measures?sort=number")).items[0];
  const form = new FormData();
  form.append("file", new Blob([EVIDENCE], { type: "text/plain" }), "証跡.txt");
  assert.equal((await ciso.call("POST", `/measures/${measure.id}/files`, { body: form })).status, 201);
  await ciso.post(`/measures/${measure.id}/comments`, { text: "<b>確認</b>" });
  const rule = await ciso.call("POST", "/policies", { json: { title: "規程", level: "rule" } });
  const basic = await ciso.post("/policies", { title: "方針", level: "basic" });
  await ciso.patch(`/policies/${rule.json.id}`, { parent: basic.id }, rule.headers.get("etag")!);
  assert.equal((await ciso.call("POST", "/sheets/import", { body: JSON.stringify(smallSheet()) })).status, 200);
  await server.stop();
  command(origin, ["verify", "--sign"]);
  archive = exported(origin);
});

describe("an organisation leaves and arrives", () => {
  test("from engine to engine and back it is the same to the byte, and its audit trail is sound", () => {
    let last = archive;
    for (const kind of engine === "postgres" ? ["postgres", "sqlite", "postgres"] : ["sqlite", "sqlite"]) {
      const database = emptyDatabase(kind);
      command(database, ["import-organisation", last]);
      assert.match(command(database, ["verify"]), /./);
      const next = exported(database);
      sameOrganisation(last, next);
      last = next;
    }
    sameOrganisation(archive, last);
  });

  test("people come without passwords, enter by a link and find what they had", async () => {
    const database = emptyDatabase(engine);
    command(database, ["import-organisation", archive]);
    const server = await startServer({ database });
    const ciso = await enterBy(server, command(database, ["user", "link", "ciso"]).replace(/^.*: (?=http)/, "ciso "), "ciso");
    const measure = (await ciso.get("/measures?sort=number")).items[0];
    const [file] = (await ciso.get(`/measures/${measure.id}/files`)).items;
    const got = await fetch(`${server.url}/api/v1/measures/${measure.id}/files/${file.id}`, { headers: { cookie: ciso.cookie } });
    assert.ok(Buffer.from(await got.arrayBuffer()).equals(EVIDENCE));
    const rule = (await ciso.get("/policies")).items.find((p: { title: string }) => p.title === "規程");
    assert.equal(rule.parent.title, "方針");
    assert.ok((await ciso.get(`/measures/${measure.id}/history`)).items.length > 0);
    const made = await ciso.post("/measures", { title: "After the move", unit: await topUnit(ciso), priority: "high" });
    const before = lines({ name: "", data: partsOf(archive).get("measure.ndjson")! });
    assert.ok(!before.some((m) => m.number === made.number), "a number is given twice");
    await server.stop();
    assert.match(command(database, ["verify"]), /./);
  });

  test("the id of a record that had left for good is nobody's, here neither", async () => {
    const database = emptyDatabase(engine);
    const purged = forged(edit("policy.ndjson", (rows) => {
      rows.pop();
      rows.at(-1).parent_id = null;
    }));
    command(database, ["import-organisation", purged]);
    const server = await startServer({ database });
    const ciso = await enterBy(server, command(database, ["user", "link", "ciso"]).replace(/^.*: (?=http)/, "ciso "), "ciso");
    const made = await ciso.post("/policies", { title: "新しい方針", level: "basic" });
    const history = await ciso.get(`/policies/${made.id}/history`);
    assert.deepEqual(history.items.map((e: { action: string }) => e.action), ["create"]);
    await server.stop();
  });

  test("the archive says what it holds, and holds no secret", () => {
    const parts = partsOf(archive);
    const manifest = JSON.parse(parts.get("manifest.json")!.toString());
    assert.equal(manifest.format, "kaname-organisation/1");
    for (const part of manifest.parts) {
      const data = parts.get(part.name)!;
      assert.deepEqual([data.length, sha256(data)], [part.bytes, part.sha256], part.name);
      assert.equal(data.toString().split("\n").length - 1, part.rows, part.name);
    }
    const all = [...parts.values()].map((p) => p.toString("latin1")).join("\n");
    for (const hash of query(origin, "SELECT password_hash FROM account WHERE password_hash IS NOT NULL")) assert.ok(!all.includes(hash));
    for (const hash of query(origin, "SELECT lower(hex(token_hash)) FROM session")) assert.ok(!all.includes(hash));
    for (const name of ["session", "factor", "api_token", "sign_in_provider", "mail", "job"]) assert.ok(!parts.has(`${name}.ndjson`), name);
    assert.doesNotMatch(all, /password_hash|\$argon2/);
  });

  test("exporting is put down in the audit, with the digest of the archive", () => {
    const told = query(origin, "SELECT p.payload FROM audit a JOIN audit_payload p ON p.org_id = a.org_id AND p.seq = a.seq WHERE a.action = 'export'").join("\n");
    assert.ok(told.includes(sha256(readFileSync(archive))), told);
  });

  test("an existing file is not written over", () => {
    const run = attempt(["export", archive], { env: { KANAME_DATABASE: origin.url, KANAME_KEY_FILE: join(origin.folder, "kaname.key"), KANAME_LANG: "en" } });
    assert.equal(run.status, 1);
    assert.match(run.err, /never replaced/);
  });

  test("a database with an organisation in it takes no other one, a server of several does", { skip: engine === "postgres" ? false : "one file, one organisation" }, () => {
    const database = emptyDatabase(engine);
    command(database, ["demo", "--language", "en"]);
    command(database, ["import-organisation", archive]);
    const [first, second] = query(database, "SELECT name FROM org ORDER BY id");
    assert.equal((command(database, ["verify"]).match(/sound|✓|G-Mode/gi) ?? []).length > 0, true);
    const again = exported(database, "--org", second!);
    sameOrganisation(archive, again);
    assert.equal(import_(database, archive).status, 1);
    command(database, ["export", "--org", first!, join(newFolder("out"), "first.zip")]);
    assert.deepEqual(query(database, "SELECT count(*) FROM unit u JOIN org o ON o.id = u.org_id JOIN unit p ON p.id = u.parent_id AND p.org_id <> u.org_id"), ["0"]);
  });
});

// A key comes with an organisation and may have been anybody's: it must not be good for another one's history.
describe("public keys of earlier installations", () => {
  const verify = (database: Database): Run => attempt(["verify"], { env: { KANAME_DATABASE: database.url, KANAME_KEY_FILE: join(database.folder, "kaname.key"), KANAME_LANG: "en" } });
  let database: Database;
  let list: string;
  before(() => {
    database = emptyDatabase(engine);
    command(database, ["import-organisation", archive]);
    list = `${join(database.folder, "kaname.key")}.known`;
  });

  test("are believed for the organisation they came with", () => {
    const uid = JSON.parse(partsOf(archive).get("manifest.json")!.toString()).organisation.uid;
    assert.match(readFileSync(list, "utf8"), new RegExp(`^[0-9a-f]{64} ${uid}\n$`));
    assert.equal(verify(database).status, 0);
    const next = JSON.parse(partsOf(exported(database)).get("manifest.json")!.toString());
    assert.ok(next.audit_keys.includes(readFileSync(list, "utf8").slice(0, 64)));
  });

  test("are believed for no other, nor without one", () => {
    const line = readFileSync(list, "utf8");
    for (const other of [`${line.slice(0, 64)} 01935364-3615-70b8-b37d-ee33f2829c34\n`, `${line.slice(0, 64)}\n`]) {
      writeFileSync(list, other);
      const run = verify(database);
      assert.deepEqual([run.status, /signed by a key that is not at hand/.test(run.out)], [1, true], run.out + run.err);
    }
    writeFileSync(list, line);
    assert.equal(verify(database).status, 0);
  });

  test("an audit export says whose it is, so that they are good for that, too", () => {
    const file = join(newFolder("audit"), "a.audit");
    const env = { KANAME_DATABASE: database.url, KANAME_KEY_FILE: join(database.folder, "kaname.key"), KANAME_LANG: "en" };
    attempt(["verify", "--write", file], { env });
    const own = readFileSync(file, "utf8").split("\n").filter((line) => line.includes('"kaname_audit"'));
    assert.ok(own.every((line) => typeof JSON.parse(line).uid === "string"));
    assert.equal(attempt(["verify", "--export", file], { env }).status, 0);
  });

  test("do not vouch for a neighbour's history", { skip: engine === "postgres" ? false : "one file, one organisation" }, () => {
    const both = emptyDatabase(engine);
    command(both, ["demo", "--language", "en"]);
    command(both, ["import-organisation", archive]);
    const stolen = { KANAME_DATABASE: both.url, KANAME_KEY_FILE: join(origin.folder, "kaname.key"), KANAME_LANG: "en" };
    assert.equal(attempt(["verify", "--sign"], { env: stolen }).status, 0);
    const run = verify(both);
    assert.deepEqual([run.status, run.out.match(/signed by a key that is not at hand/g)?.length], [1, 1], run.out);
  });
});

// ---- what is refused ----

function import_(database: Database, file: string): Run {
  return attempt(["import-organisation", file], { env: { KANAME_DATABASE: database.url, KANAME_KEY_FILE: join(database.folder, "kaname.key"), KANAME_LANG: "en" } });
}

// The archive with some parts changed; the manifest then says so, as somebody who forges would see to.
function forged(change: (parts: Part[], manifest: any) => void, honest = true): string {
  const parts = unzip(readFileSync(archive));
  const manifest = JSON.parse(parts.find((p) => p.name === "manifest.json")!.data.toString());
  change(parts, manifest);
  for (const part of honest ? manifest.parts : []) {
    const data = parts.find((p) => p.name === part.name)?.data;
    if (data) Object.assign(part, { bytes: data.length, sha256: sha256(data), rows: data.toString("latin1").split("\n").length - 1 });
  }
  parts.find((p) => p.name === "manifest.json")!.data = Buffer.from(JSON.stringify(manifest));
  const file = join(newFolder("forged"), "archive.zip");
  writeFileSync(file, zip(parts));
  return file;
}

const lines = (part: Part): any[] => part.data.toString().trim().split("\n").map((line) => JSON.parse(line));
function edit(name: string, change: (rows: any[]) => void): (parts: Part[]) => void {
  return (parts) => {
    const part = parts.find((p) => p.name === name)!;
    const rows = lines(part);
    change(rows);
    part.data = Buffer.from(rows.map((row) => JSON.stringify(row) + "\n").join(""));
  };
}
function raw(name: string, change: (data: Buffer) => Buffer): (parts: Part[]) => void {
  return (parts) => {
    const part = parts.find((p) => p.name === name)!;
    part.data = change(part.data);
  };
}

const REFUSED: [string, () => string, RegExp][] = [
  ["a file that is no archive", () => join(origin.folder, "kaname.key"), /no archive of an organisation/],
  ["an archive that was cut off", () => {
    const file = join(newFolder("cut"), "a.zip");
    writeFileSync(file, readFileSync(archive).subarray(0, -2000));
    return file;
  }, /no archive of an organisation/],
  ["a part that is not what its digest says", () => forged(raw("unit.ndjson", (d) => Buffer.from(d.toString().replace("shop", "shoq"))), false), /unit\.ndjson/],
  ["a part with another length", () => forged(raw("unit.ndjson", (d) => Buffer.concat([d, d])), false), /digest.*unit\.ndjson/],
  ["a part that is missing", () => forged((parts) => void parts.splice(parts.findIndex((p) => p.name === "unit.ndjson"), 1)), /manifest/],
  ["a part that is named twice", () => forged((parts) => void parts.push(parts[0]!)), /manifest|no archive/],
  ["a name with a path in it", () => forged((parts) => void parts.push({ name: "../../etc/cron.d/x", data: Buffer.from("x") })), /does not belong.*etc\/cron/],
  ["a name that begins at the root", () => forged((parts) => void parts.push({ name: "/etc/passwd", data: Buffer.from("x") })), /does not belong/],
  ["a table that does not travel", () => forged((parts) => void parts.push({ name: "session.ndjson", data: Buffer.from("{}\n") })), /does not belong.*session/],
  ["a zip bomb", () => forged(raw("unit.ndjson", () => Buffer.alloc(40_000_000, 0x20))), /unpacks to far more.*unit\.ndjson/],
  ["another format", () => forged((_, m) => void (m.format = "kaname-organisation/9")), /format kaname-organisation\/9/],
  ["a manifest that is no JSON", () => {
    const parts = unzip(readFileSync(archive));
    parts.find((p) => p.name === "manifest.json")!.data = Buffer.from("{");
    const file = join(newFolder("forged"), "a.zip");
    writeFileSync(file, zip(parts));
    return file;
  }, /manifest.*JSON/],
  ["a line that is no JSON", () => forged(raw("unit.ndjson", (d) => Buffer.concat([d, Buffer.from("{\n")]))), /unit\.ndjson, line \d+/],
  ["broken UTF-8", () => forged(raw("unit.ndjson", (d) => Buffer.from(d.toString("latin1").replace('"kind":"', '"kind":"\xff'), "latin1"))), /unit\.ndjson, line 1/],
  ["JSON that is deep", () => forged(raw("unit.ndjson", (d) => Buffer.concat([d, Buffer.from("[".repeat(100_000) + "\n")]))), /unit\.ndjson, line/],
  ["a line of many megabytes", () => forged(raw("person.ndjson", (d) => Buffer.concat([d, Buffer.from(Array.from({ length: 9_000_000 }, (_, i) => String.fromCharCode(33 + ((i * 7919 + (i >> 7) * 104729) % 90))).join("").repeat(8) + "\n")]))), /person\.ndjson/],
  ["a member that is none", () => forged(edit("unit.ndjson", (r) => void (r[0].password = "x"))), /unit\.ndjson, line 1, password/],
  ["a number where a text belongs", () => forged(edit("unit.ndjson", (r) => void (r[1].name = 7))), /unit\.ndjson, line 2, name/],
  ["an id beyond all bounds", () => forged(edit("unit.ndjson", (r) => void (r[0].id = 9e18))), /unit\.ndjson, line 1, id/],
  ["an id below one", () => forged(edit("unit.ndjson", (r) => void (r[0].id = -1))), /unit\.ndjson, line 1, id/],
  ["the same id twice", () => forged(edit("unit.ndjson", (r) => void r.splice(1, 0, r[0]))), /ascending.*unit\.ndjson, line 2, id/],
  ["the same uid twice", () => forged(edit("unit.ndjson", (r) => void (r[1].uid = r[0].uid))), /already: unit\.ndjson, line 2/],
  ["a reference to a record that is not there", () => forged(edit("person.ndjson", (r) => void (r[2].unit_id = 4_000_000))), /person\.ndjson, line 3, unit_id: .*not in the archive/],
  ["a role in a unit of somebody else", () => forged(edit("account_role.ndjson", (r) => void (r[0].unit_id = 999_999))), /account_role\.ndjson, line 1, unit_id/],
  ["an account that is not there as author", () => forged(edit("measure.ndjson", (r) => void (r[0].created_by = 4_000_000))), /measure\.ndjson, line 1, created_by/],
  ["a path through a unit that is not there", () => forged(edit("unit.ndjson", (r) => void (r[1].path = "/77777777/"))), /unit\.ndjson, line 2, path/],
  ["a built-in sheet that this program does not have", () => forged(edit("campaign.ndjson", (r) => void (r[0].version_id = "0".repeat(64)))), /campaign\.ndjson, line 1, version_id: .*does not have the sheet/],
  ["a field that must be there", () => forged(edit("unit.ndjson", (r) => void (r[0].name = null))), /unit\.ndjson, line 1/],
  ["an answer to an item that is not in the sheet", () => forged(edit("answer.ndjson", (r) => void (r[0].item_no = 4_000_000))), /answer\.ndjson, item_no/],
  ["an item beyond the sheet's end", () => forged(edit("item.ndjson", (r) => void (r.at(-1).no = 70_000))), /item\.ndjson/],
  ["a section below itself", () => forged(edit("sheet_section.ndjson", (r) => void (r[0].parent_no = r[0].no))), /item\.ndjson/],
  ["a sheet of more items than there may be", () => forged(edit("sheet_version.ndjson", (r) => void (r[0].n_items = 2_000_000_000))), /item\.ndjson/],
  ["JSON inside that is none", () => forged(edit("approval_route.ndjson", (r) => void (r.length > 0 ? (r[0].steps = "{") : r.push({ id: 1, steps: "{" })))), /approval_route\.ndjson, line 1, steps/],
  ["a choice that is none", () => forged(edit("measure.ndjson", (r) => void (r[0].priority = "utmost"))), /measure\.ndjson, line 1, priority: /],
  ["a state that the register does not have", () => forged(edit("measure.ndjson", (r) => void (r[0].state = "paid"))), /measure\.ndjson, line 1, state: /],
  ["a record without a state", () => forged(edit("measure.ndjson", (r) => void (r[0].state = null))), /measure\.ndjson, line 1, state: Required/],
  ["a title that is too long", () => forged(edit("measure.ndjson", (r) => void (r[0].title = "長".repeat(201)))), /measure\.ndjson, line 1, title: .*200/],
  ["a long text that is too long", () => forged(edit("policy.ndjson", (r) => void (r[0].note = "x".repeat(2_001)))), /policy\.ndjson, line 1, note: .*2000/],
  ["a title of two lines", () => forged(edit("measure.ndjson", (r) => void (r[0].title = "a\nb"))), /measure\.ndjson, line 1, title: .*single line/],
  ["a required field without a value", () => forged(edit("measure.ndjson", (r) => void (r[0].title = ""))), /measure\.ndjson, line 1, title: /],
  ["a date that is none", () => forged(edit("measure.ndjson", (r) => void (r[0].due = "2026-02-30"))), /measure\.ndjson, line 1, due: /],
  ["an amount without a currency", () => forged(edit("measure.ndjson", (r) => Object.assign(r[0], { cost_initial: 5, cost_initial_currency: null }))), /measure\.ndjson, line 1, cost_initial\/currency: Required/],
  ["a yes that is neither yes nor no", () => forged(edit("unit.ndjson", (r) => void (r[1].head_office = 7))), /unit\.ndjson, line 2, head_office: /],
  ["a number of another register", () => forged(edit("measure.ndjson", (r) => void (r[0].number = "<b>R-1</b>"))), /measure\.ndjson, line 1, number: /],
  ["a version below one", () => forged(edit("measure.ndjson", (r) => void (r[0].version = 0))), /measure\.ndjson, line 1, version: .*1/],
  ["a moment after the end of the calendar", () => forged(edit("measure.ndjson", (r) => void (r[0].updated_at = 9e17))), /measure\.ndjson, line 1, updated_at: /],
  ["a role that there is not", () => forged(edit("account_role.ndjson", (r) => void (r[0].role = "owner"))), /account_role\.ndjson, line 1, role: /],
  ["a state of a response that there is not", () => forged(edit("response.ndjson", (r) => void (r[0].state = "lost"))), /response\.ndjson, line 1, state: /],
  ["JSON inside that is deep", () => forged(edit("audit_payload.ndjson", (r) => void (r[0].payload = "[".repeat(40) + "]".repeat(40)))), /audit_payload\.ndjson, line 1, payload: .*32/],
  ["a text of megabytes", () => forged(edit("unit.ndjson", (r) => void (r[0].code = Array.from({ length: 300_000 }, (_, i) => String.fromCharCode(33 + (i * i) % 89)).join("")))), /unit\.ndjson, line 1, code: /],
  ["an audit trail that was rewritten", () => forged(edit("audit.ndjson", (r) => void (r[3].action = "delete"))), /tampered with, at entry 4/],
  ["an audit trail with its end cut off", () => forged(edit("audit.ndjson", (r) => void r.splice(-2))), /tampered with/],
  ["a payload that was changed", () => forged(edit("audit_payload.ndjson", (r) => void (r[0].payload = "{}"))), /tampered with/],
  ["a file that is not what its row says", () => forged((parts) => void (parts.find((p) => p.name.startsWith("files/"))!.data = Buffer.from("evil"))), /digest.*files\//],
];

describe("what is not whole, not its own or not meant well is refused, and nothing is written", () => {
  let database: Database;
  before(() => {
    database = emptyDatabase(engine);
  });
  for (const [what, make, says] of REFUSED)
    test(what, () => {
      const run = import_(database, make());
      assert.deepEqual([run.status, run.out], [1, ""], run.err);
      assert.match(run.err, says);
      assert.doesNotMatch(run.err, /runtime error:|Sanitizer/);
      assert.deepEqual(query(database, "SELECT count(*) FROM org"), ["0"]);
    });

  test("many faults are told at once, each with its place, and no more than a hundred", () => {
    const run = import_(database, forged((parts) => {
      edit("measure.ndjson", (r) => r.forEach((row) => Object.assign(row, { priority: "utmost", title: "x".repeat(300) })))(parts);
      edit("unit.ndjson", (r) => r.forEach((row) => Object.assign(row, { code: 7 })))(parts);
    }));
    const faults = run.err.trim().split("\n").slice(1);
    const measures = lines({ name: "", data: partsOf(archive).get("measure.ndjson")! }).length;
    const units = lines({ name: "", data: partsOf(archive).get("unit.ndjson")! }).length;
    assert.equal(faults.length, Math.min(100, units + 2 * measures), run.err);
    assert.ok(faults.every((f) => /^ {2}\w+\.ndjson, line \d+, \w+: \S/.test(f)), run.err);
    assert.deepEqual(query(database, "SELECT count(*) FROM org"), ["0"]);
  });

  test("afterwards the database takes the archive as it was", () => {
    command(database, ["import-organisation", archive]);
    assert.match(import_(database, archive).err, /already/);
    assert.ok(existsSync(`${join(database.folder, "kaname.key")}.known`));
  });
});
