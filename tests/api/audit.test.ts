// The audit trail: what is written, who reads it, and that tampering is noticed.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { Client, type Json } from "../support/client.ts";
import { query } from "../support/database.ts";
import { PASSWORD, setUp, signedInAs, topUnit } from "../support/people.ts";
import { command, type Server, startServer } from "../support/server.ts";

const server = await startServer();
const first = await setUp(server);
const top = await topUnit(first);
const own = (await first.get("/session")).account;

async function entries(filter = ""): Promise<Json[]> {
  return (await first.get(`/audit?limit=500${filter}`)).items;
}

async function actionsOn(id: string): Promise<string[]> {
  return (await entries(`&subject_id=${id}`)).map((e) => e.action).reverse();
}

// A set-up installation with a few entries, stopped or not as the test wants.
async function installation(): Promise<{ server: Server; client: Client; top: string }> {
  const place = await startServer();
  const client = await setUp(place);
  const unit = await topUnit(client);
  for (const name of ["甲", "乙", "丙"]) await client.post("/units", { name, kind: "office", parent: unit }, 201);
  return { server: place, client, top: unit };
}

describe("what is written", () => {
  test("every step of an account's life, with before and after and who did it", async () => {
    const body = { login: "jiro", name: "鈴木 次郎", roles: [{ role: "member", unit: top }] };
    const account = await first.post("/accounts", body, 201);
    const path = `/accounts/${account.id}`;
    const etag = async (): Promise<string> => (await first.call("GET", path)).headers.get("etag") ?? "";
    const link = await first.post(`${path}/sign-in-link`);
    const person = new Client(server);
    person.enter(await person.post("/session/link", { token: link.url.split("#")[1] }));
    person.enter(await person.put("/session/password", { password: "brass kettle on snow" }));
    await person.patch("/session", { lang: "en" });
    await person.delete("/session", undefined, 204);
    await person.refused("POST", "/session", 401, { json: { login: "jiro", password: "wrong" } });
    await first.patch(path, { name: "鈴木 二郎" }, await etag());
    await first.put(`${path}/roles`, { roles: [{ role: "manager", unit: top }] }, await etag());
    await first.post(`${path}/disable`);
    await first.post(`${path}/enable`);
    const steps = ["create", "sign_in_link", "sign_in", "password", "update", "sign_out", "sign_in_failed", "update", "roles", "disable", "enable"];
    assert.deepEqual(await actionsOn(account.id), steps);

    const list = await entries(`&subject_id=${account.id}`);
    const roles = list.find((e) => e.action === "roles");
    assert.equal(roles.before.roles[0].role, "member");
    assert.equal(roles.after.roles[0].role, "manager");
    assert.equal(roles.account.name, own.name);
    assert.match(roles.via, /^http 127\.0\.0\.1$/);
    assert.equal(list.find((e) => e.action === "sign_in").account.name, "鈴木 二郎");
    assert.equal(list.find((e) => e.action === "sign_in_failed").account, null);
  });

  test("no secret: neither passwords nor tokens nor hashes", async () => {
    const all = query(server.database, "SELECT payload FROM audit_payload").join("\n");
    for (const secret of [PASSWORD, "brass kettle", "argon2", "password_hash", "csrf"]) assert.ok(!all.includes(secret), secret);
  });

  test("an unknown login is noted without what was typed", async () => {
    await new Client(server).refused("POST", "/session", 401, { json: { login: "my secret password", password: "x" } });
    const [entry] = await entries("&subject=account");
    assert.equal(entry.action, "sign_in_failed");
    assert.equal(entry.subject_id, null);
    assert.ok(!JSON.stringify(entry).includes("secret"));
  });

  test("commands by the name of who ran them", async () => {
    command(server.database, ["user", "add", "saburo", "三郎"]);
    const [entry] = await entries("&subject=account&system=true");
    assert.match(entry.via, /^cli:\w+$/);
    assert.equal(entry.account, null);
  });
});

describe("reading the trail", () => {
  test("is for auditors and the CISO at the top", async () => {
    const shop = await first.post("/units", { name: "一号店", kind: "shop", parent: top }, 201);
    for (const role of ["auditor", "ciso"] as const) await (await signedInAs(first, role)).get("/audit");
    await (await signedInAs(first, "auditor", shop.id)).refused("GET", "/audit", 403);
    for (const role of ["admin", "executive", "member", "security"] as const) await (await signedInAs(first, role)).refused("GET", "/audit", 403);
  });

  test("goes page by page without a gap", async () => {
    const paged: number[] = [];
    for (let before = ""; ; ) {
      const page: Json = await first.get(`/audit?limit=7${before}`);
      paged.push(...page.items.map((e: Json) => e.seq));
      if (page.next === null) break;
      before = `&before=${page.next}`;
    }
    assert.equal(paged[0], (await entries())[0].seq);
    assert.deepEqual(paged, Array.from({ length: paged.length }, (_, i) => paged.length - i));
  });

  test("is narrowed by account, time and subject", async () => {
    const mine = await entries(`&account=${own.id}`);
    assert.ok(mine.length > 3 && mine.every((e) => e.account.id === own.id));
    assert.ok((await entries("&subject=unit")).every((e) => e.subject === "unit"));
    assert.deepEqual(await entries("&to=2020-01-01T00:00:00Z"), []);
    assert.deepEqual(await entries("&from=2100-01-01T00:00:00Z"), []);
    assert.equal((await entries("&from=2020-01-01T00:00:00Z&to=2100-01-01T00:00:00Z")).length, (await entries()).length);
    await first.refused("GET", "/audit?account=01a200ca-3c7a-7163-82b5-02f69b23101e", 422);
    await first.refused("GET", "/audit?from=yesterday", 422);
    await first.refused("GET", "/audit?colour=red", 422);
  });
});

describe("the change feed", () => {
  test("tells what changed to those who may read it, and starts from now", async () => {
    const member = await signedInAs(first, "member");
    const start = await member.get("/changes");
    assert.deepEqual(start.items, []);
    const unit = await first.post("/units", { name: "二号店", kind: "shop", parent: top }, 201);
    await first.post("/accounts", { login: "unseen", name: "x" }, 201);
    const news = await member.get(`/changes?since=${start.next}`);
    assert.deepEqual(news.items.map((i: Json) => [i.subject, i.action, i.id]), [["unit", "create", unit.id]]);
    assert.equal(news.more, false);
    assert.deepEqual((await member.get(`/changes?since=${news.next}`)).items, []);
    assert.deepEqual(news.items.map((i: Json) => i.mine), [false]);
    assert.ok((await first.get(`/changes?since=${start.next}`)).items.every((i: Json) => i.mine));
    assert.deepEqual((await first.get(`/changes?since=${start.next}`)).items.map((i: Json) => i.subject), ["unit", "account"]);
  });

  test("keeps other units' records to those units", async () => {
    const [a, b] = [await first.post("/units", { name: "北", kind: "shop", parent: top }, 201), await first.post("/units", { name: "南", kind: "shop", parent: top }, 201)];
    const manager = await signedInAs(first, "manager", a.id);
    const { next } = await manager.get("/changes");
    const names = { family_name: "田中", given_name: "三郎" };
    const seen = await first.post("/people", { unit: a.id, ...names }, 201);
    await first.post("/people", { unit: b.id, ...names }, 201);
    const { items } = await manager.get(`/changes?since=${next}`);
    assert.deepEqual(items.map((i: Json) => i.id), [seen.id]);
  });
});

describe("verify", () => {
  test("finds nothing wrong with what the program wrote, and signs at stop", async () => {
    const { server: place } = await installation();
    assert.match(command(place.database, ["verify"]), /No tampering|改ざんは見つかりません/);
    await place.stop();
    const signed = query(place.database, "SELECT max(s.seq) = max(h.seq) FROM audit_signature s, audit_head h")[0];
    assert.match(signed ?? "", /^(1|t)$/, "what was written is signed to its end");
    command(place.database, ["verify"]);
  });

  test("names a changed entry, a changed content and a removed one, and ends with 1", async () => {
    const { server: place } = await installation();
    query(place.database, "UPDATE audit SET action = 'read' WHERE seq = 5");
    query(place.database, "UPDATE audit_payload SET payload = replace(payload, '乙', '丁') WHERE seq = 6");
    query(place.database, "DELETE FROM audit_payload WHERE seq = 7");
    const told = command(place.database, ["verify"], { status: 1 });
    for (const seq of [5, 6, 7]) assert.match(told, new RegExp(`(No\\. ${seq}:|${seq}番:)`));
    assert.doesNotMatch(told, /No\. [12348]:|[12348]番:/);
  });

  test("notices entries cut off behind a signature, but does not sign what is broken", async () => {
    const { server: place } = await installation();
    await place.stop();
    const signatures = (): string | undefined => query(place.database, "SELECT count(*) FROM audit_signature")[0];
    const before = signatures();
    query(place.database, "DELETE FROM audit_payload WHERE seq > 4");
    query(place.database, "DELETE FROM audit WHERE seq > 4");
    query(place.database, "UPDATE audit_head SET seq = 4, hash = (SELECT hash FROM audit WHERE seq = 4)");
    command(place.database, ["verify", "--sign"], { status: 1 });
    assert.equal(signatures(), before);
  });

  test("checks an export elsewhere with the public key alone", async () => {
    const { server: place } = await installation();
    command(place.database, ["verify", "--sign"]);
    const file = join(place.database.folder, "audit.jsonl");
    const told = command(place.database, ["verify", "--write", file]);
    const key = /^Public key of the signatures.*: ([0-9a-f]{64})$/m.exec(told)?.[1] ?? "";
    const elsewhere = { ...place.database, folder: "/nonexistent" };
    command(elsewhere, ["verify", "--export", file, "--public-key", key]);
    command(elsewhere, ["verify", "--export", file], { status: 1 }); // signed by nobody known
    writeFileSync(file, readFileSync(file, "utf8").replace("乙", "丁"));
    command(elsewhere, ["verify", "--export", file, "--public-key", key], { status: 1 });
    writeFileSync(file, "no export\n");
    command(elsewhere, ["verify", "--export", file], { status: 1 });
    command(place.database, ["verify", "--write", file], { status: 1 }); // an existing file is never replaced
  });
});

describe("erase", () => {
  test("takes a person's data out by law, and verify calls it erased", async () => {
    const { server: place, client, top: unit } = await installation();
    const person = await client.post("/people", { unit, family_name: "消去", given_name: "太郎", email: "kesu@example.jp" }, 201);
    const other = await client.post("/people", { unit, family_name: "残存", given_name: "花子" }, 201);
    const before = query(place.database, "SELECT payload FROM audit_payload").join();
    assert.ok(before.includes("kesu@example.jp"));
    command(place.database, ["erase", "--subject", `person:${person.number}`], { status: 2 });
    command(place.database, ["erase", "--subject", "person:P-1999-0001", "--law", "法"], { status: 1 });
    command(place.database, ["erase", "--subject", `person:${person.number}`, "--law", "個人情報の保護に関する法律第35条"]);
    const after = query(place.database, "SELECT payload FROM audit_payload").join();
    assert.ok(!after.includes("kesu@example.jp") && after.includes("残存") && after.includes("第35条"));
    command(place.database, ["verify"]);
    const history = (await client.get(`/people/${person.id}/history`)).items;
    assert.equal(history[0].after, null);
    assert.equal(typeof history[0].erased_by, "number");
    assert.notEqual((await client.get(`/people/${other.id}/history`)).items[0].after, null);
    const [entry] = (await client.get("/audit?subject=audit")).items;
    assert.equal(entry.action, "erase");
    assert.match(entry.after.law, /第35条/);
  });
});

test("the record's history and the trail agree", async () => {
  const unit = await first.post("/units", { name: "歴史", kind: "office", parent: top }, 201);
  const path = `/units/${unit.id}`;
  const etag = (await first.call("GET", path)).headers.get("etag") ?? "";
  await first.patch(path, { name: "歴史資料室" }, etag);
  const history = (await first.get(`${path}/history`)).items;
  assert.deepEqual(history, await entries(`&subject_id=${unit.id}`));
  assert.deepEqual([history[0].before.name, history[0].after.name], ["歴史", "歴史資料室"]);
  assert.equal(history[0].account.id, own.id);
});
