// Passkeys: added, used alone and as second factor, refused in every way that is not theirs, lost.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { codeOf } from "../support/authenticator.ts";
import { Client, type Json } from "../support/client.ts";
import { query } from "../support/database.ts";
import { type Algorithm, type Odd, SoftKey } from "../support/passkey.ts";
import { setUp, signedInAs } from "../support/people.ts";
import { command, startServer } from "../support/server.ts";

const server = await startServer();
const first = await setUp(server);
const nobody = new Client(server);
const PASSWORD = "brass kettle on snow";

interface Person {
  client: Client;
  id: string;
  login: string;
  key: SoftKey;
  passkey: string; // its id
  codes: string[]; // of recovery
}

async function person(role: "member" | "admin" | "trainer" = "member"): Promise<Person> {
  const client = await signedInAs(first, role);
  client.enter(await client.put("/session/password", { password: PASSWORD }));
  const { account } = await client.get("/session");
  return { client, id: account.id, login: account.login, key: new SoftKey(server), passkey: "", codes: [] };
}

// The same with a passkey.
async function holder(algorithm: Algorithm = "ES256", role: "member" | "admin" = "member"): Promise<Person> {
  const p = await person(role);
  p.key = new SoftKey(server, algorithm);
  const made = await add(p, p.key, { current: PASSWORD });
  p.passkey = made.id;
  p.codes = made.recovery_codes;
  return p;
}

async function add(p: Person, key: SoftKey, proof: Json, name = "Telephone", odd: Odd = {}): Promise<Json> {
  const options = await p.client.post("/session/passkeys/begin", proof);
  return p.client.post("/session/passkeys", { name, ...key.made(options, odd) });
}

const ask = (): Promise<Json> => nobody.post("/session/passkey/question");

async function signIn(key: SoftKey): Promise<Client> {
  const client = new Client(server);
  client.enter(await client.post("/session/passkey", key.used(await ask())));
  return client;
}

const refused = (answer: Json): Promise<unknown> => nobody.refused("POST", "/session/passkey", 401, { json: answer });

// What a passkey of the caller is asked before a change.
async function confirmation(client: Client, path: string): Promise<Json> {
  const problem: Json = await client.refused("POST", path, 422, { json: {}, pointer: "/code" });
  return problem.passkey;
}

describe("adding a passkey", () => {
  test("asks for the password once more, gives recovery codes with the first and counts as second factor", async () => {
    const p = await person();
    p.client = new Client(server);
    p.client.enter(await p.client.post("/session", { login: p.login, password: PASSWORD })); // by a link nobody is asked
    await p.client.refused("POST", "/session/passkeys/begin", 422, { json: {}, pointer: "/current" });
    await p.client.refused("POST", "/session/passkeys/begin", 422, { json: { current: "wrong" }, pointer: "/current" });
    const options = await p.client.post("/session/passkeys/begin", { current: PASSWORD });
    assert.equal(options.question.rp_id, "localhost");
    assert.deepEqual(options.question.credentials, []);
    assert.deepEqual(options.algorithms.map((a: Json) => a.algorithm), [-7, -8, -257]);
    const made = await p.client.post("/session/passkeys", { name: "Telephone", ...p.key.made(options) });
    assert.equal(made.recovery_codes.length, 10);
    const { items, possible } = await p.client.get("/session/passkeys");
    assert.equal(possible, true);
    assert.deepEqual(items.map((i: Json) => [i.name, i.used_at, i.stopped_at, i.synced]), [["Telephone", null, null, false]]);
    assert.deepEqual({ ...(await p.client.get("/session/factor")), since: "" }, { on: true, codes: false, since: "", needed: false, recovery_codes_left: 10 });
    assert.equal((await p.client.get("/session")).account.factor, true);
    assert.equal((await first.get(`/accounts/${p.id}`)).factor, true);
  });

  test("ends the sessions that came by the password alone and is told to the person", async () => {
    const p = await person();
    const other = new Client(server);
    other.enter(await other.post("/session", { login: p.login, password: PASSWORD }));
    await add(p, p.key, { current: PASSWORD });
    await other.refused("GET", "/session", 401);
    const notices: Json[] = (await p.client.get("/notices")).items;
    assert.ok(notices.some((n) => n.kind === "passkey_added"));
  });

  test("needs a proof by a factor when there is one, and takes several passkeys, each once", async () => {
    const p = await holder();
    await p.client.refused("POST", "/session/passkeys/begin", 422, { json: { current: PASSWORD }, pointer: "/code" });
    const question = await confirmation(p.client, "/session/passkeys/begin");
    assert.equal(question.credentials.length, 1);
    const options = await p.client.post("/session/passkeys/begin", { passkey: p.key.used(question) });
    assert.equal(options.question.credentials.length, 1);
    await p.client.refused("POST", "/session/passkeys", 409, { json: { name: "Again", ...p.key.made(options) } });
    const second = new SoftKey(server, "EdDSA");
    const made = await add(p, second, { code: p.codes[0] }, "Key ring");
    assert.deepEqual(made.recovery_codes, []);
    await signIn(second);
    await signIn(p.key);
  });

  test("refuses another page, another site, no check of the holder, another's question, and an answer twice", async () => {
    const p = await person();
    const begin = (): Promise<Json> => p.client.post("/session/passkeys/begin", { current: PASSWORD });
    const odds: Odd[] = [{ origin: "https://evil.example" }, { site: "evil.example" }, { verified: false }, { type: "webauthn.get" }, { crossOrigin: true }, { challenge: "AAAA" }];
    for (const odd of odds)
      await p.client.refused("POST", "/session/passkeys", 409, { json: { name: "X", ...p.key.made(await begin(), odd) } });
    const other = await person();
    const theirs = await other.client.post("/session/passkeys/begin", { current: PASSWORD });
    await p.client.refused("POST", "/session/passkeys", 409, { json: { name: "X", ...p.key.made(theirs) } });
    const json = { name: "X", ...p.key.made(await begin()) };
    await p.client.post("/session/passkeys", json);
    await p.client.refused("POST", "/session/passkeys", 409, { json });
    await p.client.refused("POST", "/session/passkeys", 409, { json: { name: "X", client_data: "e30", attestation_object: "oA" } });
  });
});

describe("logging in with a passkey", () => {
  for (const algorithm of ["ES256", "EdDSA", "RS256"] as const)
    test(`opens a session without name and password (${algorithm}), and the log says how`, async () => {
      const p = await holder(algorithm);
      const client = await signIn(p.key);
      const me = await client.get("/session");
      assert.equal(me.account.login, p.login);
      assert.equal(me.session.opened_by, "passkey");
      const [last] = (await client.get("/session/sign-ins")).items;
      assert.deepEqual([last.result, last.opened_by], ["ok", "passkey"]);
      assert.ok((await client.get("/session/passkeys")).items[0].used_at);
    });

  test("is refused for another page, site or question, unchecked holders, other hands, changed bits and strangers", async () => {
    const p = await holder();
    const odds: Odd[] = [{ origin: "https://evil.example" }, { site: "evil.example" }, { verified: false }, { type: "webauthn.create" }, { crossOrigin: true }, { challenge: "AAAA" }, { handle: null }, { handle: "AAAA" }];
    for (const odd of odds) await refused(p.key.used(await ask(), odd));
    const signed = p.key.used(await ask());
    const bits = Buffer.from(signed.signature, "base64url");
    bits[bits.length - 1] = (bits.at(-1) ?? 0) ^ 1;
    await refused({ ...signed, signature: bits.toString("base64url") });
    await refused({ ...p.key.used(await ask()), signature: new SoftKey(server).used(await ask()).signature });
    await refused(new SoftKey(server).used(await ask()));
    await refused({ id: "AAAA", client_data: "e30", authenticator_data: "AAAA", signature: "AAAA" });
    await nobody.refused("POST", "/session/passkey", 422, { json: { id: "AAAA" } });
    await signIn(p.key);
  });

  test("takes an answer once, also of two at the same time, and not one to a question of another purpose", async () => {
    const p = await holder();
    const json = p.key.used(await ask());
    const answers = await Promise.all([1, 2, 3, 4].map(() => new Client(server).call("POST", "/session/passkey", { json })));
    assert.deepEqual(answers.map((a) => a.status).sort(), [200, 401, 401, 401]);
    await refused(json);
    await refused(p.key.used(await confirmation(p.client, "/session/passkeys/begin")));
  });

  test("stops a passkey whose counter goes back, tells its person, and lets it open nothing any more", async () => {
    const p = await holder();
    await signIn(p.key);
    await refused(p.key.used(await ask(), { count: 1 }));
    const [item] = (await p.client.get("/session/passkeys")).items;
    assert.ok(item.stopped_at);
    await refused(p.key.used(await ask()));
    const notices: Json[] = (await p.client.get("/notices")).items;
    assert.ok(notices.some((n) => n.kind === "passkey_copied"));
    const log: Json[] = (await p.client.get("/session/sign-ins")).items;
    assert.ok(log.some((e) => e.result === "passkey"));
    const ciso = await signedInAs(first, "ciso");
    assert.ok((await ciso.get("/audit?limit=50")).items.some((e: Json) => e.action === "passkey_stop"));
    // The account keeps needing a second factor: a recovery code is one.
    await nobody.refused("POST", "/session", 422, { json: { login: p.login, password: PASSWORD }, pointer: "/code" });
    await new Client(server).post("/session", { login: p.login, password: PASSWORD, code: p.codes[0] });
  });

  test("takes a device that counts nothing", async () => {
    const p = await person();
    await add(p, p.key, { current: PASSWORD }, "Synced", { count: 0 });
    for (let i = 0; i < 3; i++) await new Client(server).post("/session/passkey", p.key.used(await ask(), { count: 0 }));
  });

  test("is refused to a disabled account", async () => {
    const p = await holder();
    await first.post(`/accounts/${p.id}/disable`);
    await refused(p.key.used(await ask()));
  });
});

describe("a passkey as second factor", () => {
  test("is asked for after the right password, names the account's passkeys, and lets in", async () => {
    const p = await holder();
    const json = { login: p.login, password: PASSWORD };
    await nobody.refused("POST", "/session", 401, { json: { ...json, password: "wrong" } });
    const problem: Json = await nobody.refused("POST", "/session", 422, { json, pointer: "/code" });
    assert.deepEqual(problem.passkey.credentials, [p.key.id.toString("base64url")]);
    const other = await holder();
    await nobody.refused("POST", "/session", 422, { json: { ...json, passkey: other.key.used(problem.passkey) }, pointer: "/passkey" });
    await nobody.refused("POST", "/session", 422, { json: { ...json, passkey: p.key.used(await ask()) }, pointer: "/passkey" });
    await nobody.refused("POST", "/session", 401, { json: { ...json, password: "wrong", passkey: p.key.used(problem.passkey) } });
    const me = await new Client(server).post("/session", { ...json, passkey: p.key.used(problem.passkey) });
    assert.equal(me.session.opened_by, "password");
    assert.equal(me.session.must_enrol, false);
  });

  test("stands beside codes by time: either lets in, each can be removed, the last one ends the factor", async () => {
    const p = await holder();
    const { secret } = await p.client.post("/session/factor");
    await nobody.refused("POST", "/session", 422, { json: { login: p.login, password: PASSWORD, code: codeOf(secret) }, pointer: "/code" });
    await p.client.refused("PUT", "/session/factor", 422, { json: { code: p.codes[0] }, pointer: "/code" });
    const { recovery_codes } = await p.client.put("/session/factor", { code: codeOf(secret) });
    query(server.database, "UPDATE factor SET last_step = 0");
    await p.client.refused("POST", "/session/factor", 409);
    await new Client(server).post("/session", { login: p.login, password: PASSWORD, code: codeOf(secret) });
    await signIn(p.key);
    await p.client.call("POST", "/session/factor/off", { json: { passkey: p.key.used(await confirmation(p.client, "/session/factor/off")) } });
    assert.deepEqual({ ...(await p.client.get("/session/factor")), since: "" }, { on: true, codes: false, since: "", needed: false, recovery_codes_left: 10 });
    await nobody.refused("POST", "/session", 422, { json: { login: p.login, password: PASSWORD, code: codeOf(secret, 1) }, pointer: "/code" });
    const remove = `/session/passkeys/${p.passkey}/remove`;
    await p.client.refused("POST", remove, 422, { json: { code: "000000" }, pointer: "/code" });
    await p.client.post(remove, { code: recovery_codes[0] }, 204);
    await p.client.refused("POST", remove, 404, { json: { code: recovery_codes[1] } });
    assert.equal((await p.client.get("/session/factor")).on, false);
    await refused(p.key.used(await ask()));
    await new Client(server).post("/session", { login: p.login, password: PASSWORD });
  });

  test("a link asks for it too and is not spent without it", async () => {
    const p = await holder();
    const token = (await first.post(`/accounts/${p.id}/sign-in-link`)).url.split("#")[1];
    const problem: Json = await nobody.refused("POST", "/session/link", 422, { json: { token }, pointer: "/code" });
    await new Client(server).post("/session/link", { token, passkey: p.key.used(problem.passkey) });
  });

  test("is what a role asks for, cannot be removed as the last while it does, and is reset by an administrator", async () => {
    const rules = await first.get("/sign-in-rules");
    const { version } = await first.put("/sign-in-rules", { password_min: 12, factor_roles: ["trainer"] }, `"${rules.version}"`);
    const client = await signedInAs(first, "trainer");
    assert.equal((await client.get("/session")).session.must_enrol, true);
    await client.refused("GET", "/sheets", 403);
    const key = new SoftKey(server);
    const options = await client.post("/session/passkeys/begin", {});
    const made = await client.post("/session/passkeys", { name: "Telephone", ...key.made(options) });
    await client.get("/sheets");
    const inside = await signIn(key);
    assert.equal((await inside.get("/session")).session.must_enrol, false);
    await client.refused("POST", `/session/passkeys/${made.id}/remove`, 409, { json: { code: made.recovery_codes[0] } });
    const { account } = await client.get("/session");
    await first.delete(`/accounts/${account.id}/factor`, undefined, 204);
    await client.refused("GET", "/session", 401);
    await refused(key.used(await ask()));
    await first.put("/sign-in-rules", { password_min: 12, factor_roles: [] }, `"${version}"`);
  });
});

test("a passkey is renamed by its person and is nobody else's", async () => {
  const [p, other] = [await holder(), await holder()];
  assert.equal((await p.client.patch(`/session/passkeys/${p.passkey}`, { name: "Office key" })).name, "Office key");
  await other.client.refused("PATCH", `/session/passkeys/${p.passkey}`, 404, { json: { name: "Mine" } });
  await other.client.refused("POST", `/session/passkeys/${p.passkey}/remove`, 404, { json: { code: other.codes[0] } });
});

test("the machine's operator resets the passkeys of the only administrator", async () => {
  const p = await holder("ES256", "admin");
  command(server.database, ["user", "reset-factor", p.login]);
  await refused(p.key.used(await ask()));
  await new Client(server).post("/session", { login: p.login, password: PASSWORD });
});

test("where the program is reached by an address without TLS, none is offered", async () => {
  const plain = await startServer({ env: { KANAME_PUBLIC_URL: "http://kaname.example" } });
  const client = await setUp(plain);
  assert.equal((await client.get("/sign-in-ways")).passkey, false);
  assert.equal((await client.get("/session/passkeys")).possible, false);
  await client.refused("POST", "/session/passkeys/begin", 409, { json: {} });
  await new Client(plain).refused("POST", "/session/passkey/question", 409);
  assert.equal((await nobody.get("/sign-in-ways")).passkey, true);
});
