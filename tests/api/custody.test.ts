// Evidence of a case: hashed as it arrives, never replaced, with a chain of custody that only grows, and an archive that a stranger
// checks with sha256sum and openssl alone.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { Client, type Json } from "../support/client.ts";
import { query } from "../support/database.ts";
import { until } from "../support/environment.ts";
import { colleagueOf, setUp, signedInAs, topUnit } from "../support/people.ts";
import { command, startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server);
const unit = await topUnit(ciso);
const shop = await ciso.post("/units", { name: "青葉店", kind: "shop", parent: unit }, 201);
const csirt = await colleagueOf(ciso, "初動", "CSIRT", ["csirt"], unit);
const other = await colleagueOf(ciso, "別", "CSIRT", ["csirt"], unit);
const auditor = await signedInAs(ciso, "auditor", unit);
const manager = await signedInAs(ciso, "manager", shop.id);

const work = mkdtempSync(join(tmpdir(), "custody-"));
after(() => rmSync(work, { recursive: true }));

let count = 0;
const incident = async (): Promise<Json> => csirt.client.post("/incidents", { unit: shop.id, title: `持ち出し${++count}`, severity: "high", detected_at: new Date().toISOString() }, 201);
const sha = (bytes: Uint8Array | string): string => createHash("sha256").update(bytes).digest("hex");
const PIECE = { title: "レジ端末のディスク", source: "青葉店 レジ2号機", holder: "初動 太郎", place: "本社 金庫A" };

function form(name: string, bytes: Uint8Array<ArrayBuffer>): FormData {
  const body = new FormData();
  body.append("file", new Blob([bytes]), name);
  return body;
}
async function file(id: string, no: number, name: string, bytes: Uint8Array<ArrayBuffer>, by: Client = csirt.client): Promise<Json> {
  const { status, json, text } = await by.call("POST", `/incidents/${id}/evidence/${no}/file`, { body: form(name, bytes) });
  assert.equal(status, 201, text);
  return json;
}

async function fetched(path: string, by: Client): Promise<Uint8Array> {
  const { status, bytes, text } = await by.call("POST", path);
  assert.equal(status, 200, text.slice(0, 500));
  return bytes;
}

async function exported(id: string, by: Client = csirt.client): Promise<string> {
  const made = await until("the export before has ended", async () => {
    const got = await by.call("POST", `/incidents/${id}/evidence-export`);
    return got.status !== 503 && got;
  });
  assert.equal(made.status, 200, made.text.slice(0, 500));
  const folder = mkdtempSync(join(work, "x-"));
  writeFileSync(join(folder, "all.tar"), made.bytes);
  execFileSync("tar", ["-xf", "all.tar"], { cwd: folder });
  const { number } = await csirt.client.get(`/incidents/${id}`);
  return join(folder, `${number}-evidence`);
}

const verify = (at: string, what = "MANIFEST", ext = "sha256"): boolean =>
  spawnSync("openssl", ["pkeyutl", "-verify", "-pubin", "-inkey", "public.pem", "-rawin", "-in", `${what}.${ext}`, "-sigfile", `${what}.sig`], { cwd: at }).status === 0;
const sums = (at: string): boolean => spawnSync("sha256sum", ["-c", "--strict", "MANIFEST.sha256"], { cwd: at }).status === 0;

test("a piece is numbered in its case, says where it comes from and who holds it, and its file is hashed as it arrives", async () => {
  const { id } = await incident();
  const path = `/incidents/${id}/evidence`;
  const one = await csirt.client.post(path, { ...PIECE, collected_at: "2026-04-01T09:00:00Z", text: "電源は入れたまま" }, 201);
  assert.deepEqual([one.no, one.title, one.holder, one.place, one.file, one.n_events], [1, PIECE.title, PIECE.holder, PIECE.place, null, 1]);
  assert.deepEqual([one.events[0].kind, one.events[0].happened_at, one.events[0].text], ["taken", "2026-04-01T09:00:00.000Z", "電源は入れたまま"]);
  const bytes = randomBytes(700_000);
  const filed = await file(id, 1, "disk.img", bytes);
  assert.deepEqual(filed.file, { name: "disk.img", size: bytes.length, sha256: sha(bytes) });
  assert.ok(filed.events[1].text.includes(sha(bytes)));
  await csirt.client.refused("POST", `${path}/1/file`, 409, { body: form("other.img", randomBytes(10)) });
  await csirt.client.refused("POST", path, 422, { json: { ...PIECE, title: "  " }, pointer: "/title" });
  await csirt.client.refused("POST", path, 422, { json: { ...PIECE, collected_at: new Date(Date.now() + 86_400_000).toISOString() }, pointer: "/collected_at" });
  const { holder: _, ...nobody } = PIECE;
  await csirt.client.refused("POST", path, 422, { json: nobody, pointer: "/holder" });
  assert.deepEqual((await csirt.client.get(path)).items.map((i: Json) => [i.no, i.events]), [[1, []]]);
});

test("who holds it and where it is follows from its chain, to which lines are only added", async () => {
  const { id } = await incident();
  const path = `/incidents/${id}/evidence/1`;
  await csirt.client.post(`/incidents/${id}/evidence`, PIECE, 201);
  await csirt.client.refused("POST", `${path}/custody`, 422, { json: { kind: "handed", place: "x" }, pointer: "/holder" });
  await csirt.client.refused("POST", `${path}/custody`, 422, { json: { kind: "moved", holder: "x" }, pointer: "/place" });
  await csirt.client.refused("POST", `${path}/custody`, 422, { json: { kind: "note" }, pointer: "/text" });
  await csirt.client.refused("POST", `${path}/custody`, 422, { json: { kind: "viewed" }, pointer: "/kind" });
  const handed = await csirt.client.post(`${path}/custody`, { kind: "handed", holder: "見本フォレンジック 山田", text: "受領書あり" }, 201);
  assert.deepEqual([handed.holder, handed.place], ["見本フォレンジック 山田", PIECE.place]);
  const moved = await csirt.client.post(`${path}/custody`, { kind: "moved", place: "見本フォレンジック 保管庫" }, 201);
  assert.deepEqual([moved.holder, moved.place, moved.events.map((e: Json) => e.seq)], ["見本フォレンジック 山田", "見本フォレンジック 保管庫", [1, 2, 3]]);
  for (const method of ["PUT", "PATCH", "DELETE"] as const)
    for (const at of [path, `${path}/custody`, `${path}/file`]) assert.ok([404, 405].includes((await csirt.client.call(method, at, { json: {}, etag: "*" })).status), `${method} ${at}`);
  await csirt.client.refused("POST", `/incidents/${id}/evidence/2/custody`, 404, { json: { kind: "note", text: "x" } });
  const history = (await csirt.client.get(`/incidents/${id}/history`)).items.filter((e: Json) => e.action === "custody_add");
  assert.deepEqual(history.map((e: Json) => [e.after.evidence, e.after.line, e.after.kind]), [[1, 3, "moved"], [1, 2, "handed"], [1, 1, "taken"]]);
});

test("whoever fetches a file is written down before he has it, and its hash is in the audit", async () => {
  const { id } = await incident();
  const path = `/incidents/${id}/evidence/1`;
  await csirt.client.post(`/incidents/${id}/evidence`, PIECE, 201);
  await csirt.client.refused("POST", `${path}/fetch`, 404);
  const bytes = randomBytes(5000);
  await file(id, 1, "メール.eml", bytes);
  assert.equal(sha(await fetched(`${path}/fetch`, auditor)), sha(bytes));
  const { events } = await csirt.client.get(path);
  const name = (await auditor.get("/session")).account.name;
  assert.deepEqual([events.at(-1).kind, events.at(-1).by], ["viewed", name]);
  const { items } = await csirt.client.get(`/incidents/${id}/history`);
  assert.ok(items.some((e: Json) => e.after?.kind === "filed" && e.after.sha256 === sha(bytes)));
});

test("no address that a browser follows by itself writes a line: not a link, not HEAD, not a form of another site, not a token", async () => {
  const { id } = await incident();
  const path = `/incidents/${id}/evidence/1`;
  await csirt.client.post(`/incidents/${id}/evidence`, PIECE, 201);
  await file(id, 1, "a.bin", randomBytes(10));
  const before = (await csirt.client.get(`/incidents/${id}/history`)).items.length;
  for (const method of ["GET", "HEAD"])
    for (const [at, status] of [[path, 200], [`/incidents/${id}/evidence`, 200], [`${path}/file`, 405], [`${path}/fetch`, 405], [`/incidents/${id}/evidence-export`, 405]] as const)
      assert.equal((await fetch(`${server.url}/api/v1${at}`, { method, headers: { cookie: csirt.client.cookie } })).status, status, `${method} ${at}`);
  const { csrf } = csirt.client;
  csirt.client.csrf = "";
  for (const at of [`${path}/fetch`, `/incidents/${id}/evidence-export`]) await csirt.client.refused("POST", at, 403);
  csirt.client.csrf = csrf;
  const token = new Client(server);
  token.token = (await csirt.client.post("/tokens", { name: "夜間", scopes: ["write"], days: 1 }, 201)).token;
  for (const at of [`${path}/fetch`, `/incidents/${id}/evidence-export`]) await token.refused("POST", at, 403);
  assert.equal((await csirt.client.get(`/incidents/${id}/history`)).items.length, before, "nothing was written");
  const key = { "idempotency-key": `k${id}` };
  for (let n = 0; n < 2; n++) assert.equal((await csirt.client.call("POST", `${path}/fetch`, { headers: key })).bytes.length, 10, "what is sent again is given, and written, again");
  assert.deepEqual((await csirt.client.get(path)).events.map((e: Json) => e.kind), ["taken", "filed", "viewed", "viewed"]);
});

// A chain that is as long as this, by SQL: thousands of requests would be too slow.
function lengthen(id: string, kind: string, to: number): void {
  const item = `SELECT i.id FROM custody_item i JOIN incident c ON c.id = i.incident_id WHERE c.number = '${id}'`;
  query(
    server.database,
    `WITH RECURSIVE n(seq) AS (SELECT 3 UNION ALL SELECT seq + 1 FROM n WHERE seq < ${to})
     INSERT INTO custody_event (org_id, item_id, seq, kind, happened_at, written_at, written_by)
     SELECT e.org_id, e.item_id, n.seq, '${kind}', e.happened_at, e.written_at, e.written_by
     FROM n, custody_event e WHERE e.seq = 1 AND e.item_id = (${item})`,
  );
}

test("however often a piece was looked at, it is still fetched, handed on and exported, and its chain is read in pages", async () => {
  const { id, number } = await incident();
  const path = `/incidents/${id}/evidence/1`;
  await csirt.client.post(`/incidents/${id}/evidence`, PIECE, 201);
  await file(id, 1, "a.bin", randomBytes(10));
  lengthen(number, "viewed", 2100);
  await fetched(`${path}/fetch`, auditor);
  const handed = await csirt.client.post(`${path}/custody`, { kind: "handed", holder: "警察署 捜査二課" }, 201);
  assert.deepEqual([handed.holder, handed.n_events, handed.events.at(-1).seq], ["警察署 捜査二課", 2102, 2102]);
  const seqs: number[] = [];
  for (let n = 0; n < 5; n++) seqs.push(...(await csirt.client.get(`${path}?after=${seqs.at(-1) ?? 0}`)).events.map((e: Json) => e.seq));
  assert.deepEqual(seqs, Array.from({ length: 2102 }, (_, n) => n + 1));
  const told = JSON.parse(readFileSync(join(await exported(id), "custody.json"), "utf8"));
  assert.deepEqual([told.items[0].events.length, told.items[0].events.at(-1).kind], [2103, "exported"]);
});

test("what people write in a chain ends at 2,000 lines, what the program writes does not", async () => {
  const { id, number } = await incident();
  const path = `/incidents/${id}/evidence/1`;
  await csirt.client.post(`/incidents/${id}/evidence`, PIECE, 201);
  await file(id, 1, "a.bin", randomBytes(10));
  lengthen(number, "note", 2001);
  await csirt.client.post(`${path}/custody`, { kind: "note", text: "最後の1行" }, 201);
  await csirt.client.refused("POST", `${path}/custody`, 409, { json: { kind: "note", text: "もう1行" } });
  await fetched(`${path}/fetch`, auditor);
  assert.ok(verify(await exported(id)));
});

test("evidence is for who deals with the case: not for others, not for those outside a confidential one", async () => {
  const { id } = await incident();
  const path = `/incidents/${id}/evidence`;
  await csirt.client.post(path, PIECE, 201);
  await file(id, 1, "a.bin", randomBytes(10));
  const member = await signedInAs(ciso, "member", unit);
  for (const at of [path, `${path}/1`]) await member.refused("GET", at, 403);
  for (const at of [`${path}/1/fetch`, `${path}-export`]) await member.refused("POST", at, 403);
  assert.equal((await manager.get(path)).items.length, 1, "who reads the case knows of it");
  await manager.refused("POST", `${path}/1/fetch`, 403);
  await auditor.refused("POST", path, 403, { json: PIECE });
  await auditor.refused("POST", `${path}-export`, 403);
  const readers = await csirt.client.call("PUT", `/incidents/${id}/readers`, { json: { confidential: true, people: [csirt.person], roles: [] }, etag: "*" });
  assert.equal(readers.status, 200, readers.text);
  for (const by of [other.client, auditor, manager, ciso]) for (const at of [path, `${path}/1`]) await by.refused("GET", at, 404);
  for (const by of [other.client, auditor, ciso]) await by.refused("POST", `${path}/1/fetch`, 404);
  await other.client.refused("POST", `${path}-export`, 404);
  await other.client.refused("POST", `${path}/1/custody`, 404, { json: { kind: "note", text: "x" } });
  await other.client.refused("POST", `${path}/1/file`, 404, { body: form("b.bin", randomBytes(10)) });
  assert.equal((await csirt.client.get(`${path}/1`)).events.length, 2, "none of them left a line");
  const elsewhere = await signedInAs(ciso, "csirt", (await ciso.post("/units", { name: `別の店${count}`, kind: "shop", parent: unit }, 201)).id);
  await elsewhere.refused("GET", path, 404);
});

test("a stranger verifies the archive with sha256sum and openssl alone, and sees what was changed", async () => {
  const { id, number } = await incident();
  await csirt.client.refused("POST", `/incidents/${id}/evidence-export`, 404);
  const kept = [randomBytes(1_000_000), randomBytes(0), randomBytes(512)];
  for (const [i, bytes] of kept.entries()) {
    await csirt.client.post(`/incidents/${id}/evidence`, { ...PIECE, title: `証拠${i + 1}` }, 201);
    await file(id, i + 1, ["disk.img", "空.log", "-rf .eml"][i]!, bytes);
  }
  await csirt.client.post(`/incidents/${id}/evidence`, { ...PIECE, title: "USBメモリ" }, 201);
  const at = await exported(id);
  assert.ok(verify(at), "the list of sums is signed");
  assert.ok(verify(at, "audit-head", "txt"), "so is the head of the audit");
  assert.ok(sums(at), "and the files are what it says");
  assert.equal(sha(readFileSync(join(at, "evidence/001-disk.img"))), sha(kept[0]!));
  const told = JSON.parse(readFileSync(join(at, "custody.json"), "utf8"));
  assert.deepEqual([told.incident, told.items.length], [number, 4]);
  assert.deepEqual(told.items.map((i: Json) => i.events.at(-1).kind), ["exported", "exported", "exported", "exported"]);
  assert.match(readFileSync(join(at, "README.txt"), "utf8"), /sha256sum -c MANIFEST\.sha256/);

  appendFileSync(join(at, "evidence/001-disk.img"), "x");
  assert.ok(!sums(at), "a changed file is seen");
  const tampered = await exported(id);
  const bytes = Buffer.from(readFileSync(join(tampered, "evidence/003--rf_.eml")));
  bytes[0] = (bytes[0] ?? 0) ^ 1;
  execFileSync("chmod", ["-R", "u+w", tampered]);
  writeFileSync(join(tampered, "evidence/003--rf_.eml"), bytes);
  const list = readFileSync(join(tampered, "MANIFEST.sha256"), "utf8").replace(sha(kept[2]!), sha(bytes));
  writeFileSync(join(tampered, "MANIFEST.sha256"), list);
  assert.ok(sums(tampered), "whoever changes the list too");
  assert.ok(!verify(tampered), "has no key to sign it");
  const { events } = await csirt.client.get(`/incidents/${id}/evidence/1`);
  assert.deepEqual(events.map((e: Json) => e.kind), ["taken", "filed", "exported", "exported"]);
});

// What README.txt says to do, step by step: a change of its words cannot leave the steps behind.
const said = (at: string, what: string): string => {
  const lines = readFileSync(join(at, "README.txt"), "utf8").split("\n").filter((line) => line.startsWith("  ") && line.includes(what));
  assert.deepEqual([lines.length, new Set(lines).size], [2, 1], `${what}: once in each language, and the same`);
  const run = spawnSync("sh", ["-c", lines[0]!], { cwd: at, encoding: "utf8" });
  assert.equal(run.stderr, "");
  return run.stdout;
};
const keySum = (at: string): string => said(at, "openssl pkey ").slice(0, 64);
const unnamed = (at: string): string[] => said(at, "find .").trim().split("\n").sort();

test("whoever forges an archive with a key of his own is found out by its digits, which no archive tells", async () => {
  const { id } = await incident();
  await csirt.client.post(`/incidents/${id}/evidence`, PIECE, 201);
  await file(id, 1, "disk.img", randomBytes(1000));
  const { key_sha256: told } = await manager.get(`/incidents/${id}/evidence`);
  const at = await exported(id);
  assert.equal(keySum(at), told, "the company tells the digits of its key");
  assert.ok(command(server.database, ["verify"]).includes(told), "by another way too");
  const readme = readFileSync(join(at, "README.txt"), "utf8");
  assert.ok(!/[0-9a-f]{16}/.test(readme), "the archive itself names no key: a forger would name it as well");

  execFileSync("chmod", ["-R", "u+w", at]);
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const write = (name: string, bytes: Uint8Array | string) => writeFileSync(join(at, name), bytes);
  const read = (name: string) => readFileSync(join(at, name));
  const old = ["evidence/001-disk.img", "audit-head.sig"].map((name) => sha(read(name)));
  write("evidence/001-disk.img", randomBytes(1000));
  write("audit-head.sig", sign(null, read("audit-head.txt"), privateKey));
  const fresh = ["evidence/001-disk.img", "audit-head.sig"].map((name) => sha(read(name)));
  write("MANIFEST.sha256", read("MANIFEST.sha256").toString().replace(old[0]!, fresh[0]!).replace(old[1]!, fresh[1]!));
  write("MANIFEST.sig", sign(null, read("MANIFEST.sha256"), privateKey));
  write("public.pem", publicKey.export({ type: "spki", format: "pem" }));
  assert.ok(verify(at) && verify(at, "audit-head", "txt") && sums(at), "sound in itself");
  assert.notEqual(keySum(at), told, "but by another key");
});

test("what was put into an archive later is listed", async () => {
  const { id } = await incident();
  await csirt.client.post(`/incidents/${id}/evidence`, PIECE, 201);
  await file(id, 1, "disk.img", randomBytes(1000));
  const at = await exported(id);
  assert.deepEqual(unnamed(at), ["MANIFEST.sha256", "MANIFEST.sig", "public.pem"]);
  execFileSync("chmod", ["-R", "u+w", at]);
  writeFileSync(join(at, "evidence/004-x.img"), "planted");
  writeFileSync(join(at, "-disk.img"), "planted");
  assert.ok(verify(at) && sums(at), "neither list nor signature tell");
  assert.deepEqual(unnamed(at), ["-disk.img", "MANIFEST.sha256", "MANIFEST.sig", "evidence/004-x.img", "public.pem"]);
});

test("a file for which a case has no room is refused before it is stored", async () => {
  const { id } = await incident();
  for (const no of [1, 2]) await csirt.client.post(`/incidents/${id}/evidence`, { ...PIECE, title: `証拠${no}` }, 201);
  await file(id, 1, "full.img", randomBytes(10));
  const [stored] = query(server.database, `SELECT id FROM file WHERE name = 'full.img'`);
  query(server.database, `UPDATE file SET size = 1073741824 - 5 WHERE id = ${stored}`);
  const files = (): string[] => query(server.database, "SELECT count(*) FROM file");
  const before = files();
  await csirt.client.refused("POST", `/incidents/${id}/evidence/2/file`, 409, { body: form("more.img", randomBytes(10)) });
  assert.deepEqual(files(), before);
  await file(id, 2, "small.img", randomBytes(5));
});

test("lines that many write at once are numbered without a gap", async () => {
  const { id } = await incident();
  await csirt.client.post(`/incidents/${id}/evidence`, PIECE, 201);
  await Promise.all(Array.from({ length: 20 }, (_, n) => csirt.client.post(`/incidents/${id}/evidence/1/custody`, { kind: "note", text: `${n}` }, 201)));
  await Promise.all(Array.from({ length: 10 }, () => csirt.client.post(`/incidents/${id}/evidence`, PIECE, 201)));
  const { events } = await csirt.client.get(`/incidents/${id}/evidence/1`);
  assert.deepEqual(events.map((e: Json) => e.seq), Array.from({ length: 21 }, (_, n) => n + 1));
  assert.deepEqual((await csirt.client.get(`/incidents/${id}/evidence`)).items.map((i: Json) => i.no), Array.from({ length: 11 }, (_, n) => n + 1));
});

test("what leaves is what was there when its chain was told so, whatever is added meanwhile", async () => {
  const { id } = await incident();
  const path = `/incidents/${id}/evidence`;
  await csirt.client.post(path, PIECE, 201);
  let ended = false;
  const adding = (async () => {
    for (let n = 2; n < 150 && !ended; n++) {
      await csirt.client.post(path, PIECE, 201);
      await file(id, n, "a.bin", randomBytes(10));
      await csirt.client.post(`${path}/1/custody`, { kind: "note", text: `${n}` }, 201);
    }
  })();
  for (let n = 0; n < 10; n++) {
    const at = await exported(id);
    assert.ok(sums(at));
    const told = JSON.parse(readFileSync(join(at, "custody.json"), "utf8"));
    for (const item of told.items) {
      assert.deepEqual([item.events.length, item.events.at(-1).kind], [item.n_events, "exported"], `piece ${item.no}`);
      assert.equal(existsSync(join(at, `evidence/${String(item.no).padStart(3, "0")}-a.bin`)), item.events.some((e: Json) => e.kind === "filed"), `file of piece ${item.no}`);
    }
  }
  ended = true;
  await adding;
});

test("an organisation has one export at a time: another is told to wait, and leaves no line", async () => {
  const [large, small] = [await incident(), await incident()];
  for (const { id } of [large, small]) await csirt.client.post(`/incidents/${id}/evidence`, PIECE, 201);
  await file(large.id, 1, "disk.img", randomBytes(40_000_000)); // more than fits between server and client
  const first = await until("the export before has ended", async () => {
    const got = await fetch(`${server.url}/api/v1/incidents/${large.id}/evidence-export`, { method: "POST", headers: { cookie: csirt.client.cookie, "x-csrf-token": csirt.client.csrf } });
    return got.status !== 503 && got;
  });
  assert.equal(first.status, 200);
  await csirt.client.refused("POST", `/incidents/${small.id}/evidence-export`, 503);
  assert.equal((await csirt.client.get(`/incidents/${small.id}/evidence/1`)).n_events, 1);
  await first.body!.cancel(); // given up: the next may
  assert.ok(verify(await exported(small.id)));
});
