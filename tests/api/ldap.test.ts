// Log-in with passwords of a directory, against a real one.
import assert from "node:assert/strict";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { test } from "node:test";
import { codeOf } from "../support/authenticator.ts";
import { Client, type Json } from "../support/client.ts";
import { query } from "../support/database.ts";
import { BASE, DIRECTORY_PASSWORD, READER, READER_PASSWORD, startDirectory } from "../support/directory.ts";
import { LOGIN, PASSWORD, setUp, signedInAs, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const directory = await startDirectory();
const server = await startServer({ env: { KANAME_PLAIN_SIGN_IN: "loopback", KANAME_CA_FILE: directory.ca } });
const first = await setUp(server);
const unit = await topUnit(first);
const nobody = new Client(server);

async function settings(more: Json = {}): Promise<Json> {
  const { version } = await first.get("/sign-in-providers/ldap");
  const body = { enabled: true, url: directory.secureUrl, base: BASE, bind_dn: READER, secret: READER_PASSWORD, by_login: true, by_mail: true, ...more };
  return first.put("/sign-in-providers/ldap", body, `"${version}"`);
}

const account = (login: string): Promise<Json> => first.post("/accounts", { login, name: login, roles: [{ role: "member", unit }] }, 201);

function logIn(login: string, password = DIRECTORY_PASSWORD, client = new Client(server), code?: string): Promise<Json> {
  return client.post("/session", { login, password, ...(code ? { code } : {}) });
}

function refused(login: string, password: string): Promise<Json> {
  return nobody.refused("POST", "/session", 401, { json: { login, password } });
}

test("settings are the administrator's, must be secure, and keep the secret to themselves", async () => {
  const ciso = await signedInAs(first, "ciso");
  await ciso.refused("GET", "/sign-in-providers/ldap", 403);
  const bad = { enabled: true, url: "ldap://directory.example.com", base: "", filter: "uid={login}", group_filter: "(member=x)" };
  const problem = await first.refused("PUT", "/sign-in-providers/ldap", 422, { json: bad, etag: '"0"' });
  assert.deepEqual(new Set(problem.errors?.map((e) => e.pointer)), new Set(["/url", "/base", "/filter", "/group_filter"]));
  assert.equal((await settings()).secret_set, true);
  assert.ok(!JSON.stringify(await first.get("/sign-in-providers/ldap")).includes(READER_PASSWORD));
  assert.ok(!JSON.stringify(await first.get("/audit?limit=5")).includes(READER_PASSWORD));
});

test("the connection can be tried over TLS, StartTLS and, on this machine, without; what is wrong is said", async () => {
  for (const good of [{}, { url: `ldap://localhost:${directory.plain}`, start_tls: true }, { url: directory.url }]) {
    await settings(good);
    await first.post("/sign-in-providers/ldap/test", undefined, 204);
  }
  const says = async (more: Json, status: number, words: RegExp): Promise<void> => {
    await settings(more);
    const problem = await first.refused("POST", "/sign-in-providers/ldap/test", status);
    assert.match(problem.detail ?? "", words);
  };
  await says({ secret: "wrong" }, 409, /接続用のアカウントを受け付けません/);
  await says({ base: "dc=other,dc=com" }, 409, /起点か条件が正しくありません/);
  await says({ url: "ldaps://localhost:1" }, 503, /接続できません/);
  // The certificate is of "localhost".
  await says({ url: `ldap://127.0.0.1:${directory.plain}`, start_tls: true }, 409, /暗号化通信/);
  await settings();
});

test("a person of the directory comes into the account with the same login, and is linked", async () => {
  directory.person("yamada", { name: "山田 太郎" });
  const { id } = await account("yamada");
  const client = new Client(server);
  const me = await logIn("Yamada", DIRECTORY_PASSWORD, client);
  client.enter(me);
  assert.equal(me.account.id, id);
  assert.equal(me.session.opened_by, "ldap");
  assert.equal((await client.get("/session/identities")).items[0].kind, "ldap");
  assert.equal((await client.get("/session/sign-ins")).items[0].opened_by, "ldap");
});

test("wrong, empty and other people's passwords, and filters typed as a login, are refused alike", async () => {
  directory.person("suzuki");
  await account("suzuki");
  const answers = [];
  for (const [login, password] of [["suzuki", "wrong"], ["nobody", "wrong"], ["*", DIRECTORY_PASSWORD], ["suzuki)(uid=*", DIRECTORY_PASSWORD], ["su*", DIRECTORY_PASSWORD], ["suzuki\\2a", DIRECTORY_PASSWORD]] as const)
    answers.push((await refused(login, password)).detail);
  assert.equal(new Set(answers).size, 1, answers.join(" | "));
  const empty = await nobody.call("POST", "/session", { json: { login: "suzuki", password: "" } });
  assert.ok(empty.status === 401 || empty.status === 422, String(empty.status));
});

test("who is in the directory and has no account is told so", async () => {
  directory.person("tanaka");
  assert.match((await refused("tanaka", DIRECTORY_PASSWORD)).detail ?? "", /no Kaname account/);
});

test("accounts are made with the roles of their groups, and follow them", async () => {
  directory.person("ito", { name: "伊藤 花", mail: "ito@example.com" });
  directory.person("abe");
  directory.group("shops", "ito", "abe");
  directory.group("it", "ito");
  const person = await first.post("/people", { unit, family_name: "伊藤", given_name: "花", email: "ito@example.com" }, 201);
  const roles = [
    { value: "shops", role: "member", unit },
    { value: `cn=it,ou=groups,${BASE}`, role: "security", unit },
  ];
  await settings({ create: true, sync_roles: true, roles });
  const me = await logIn("ito");
  assert.equal(me.person.id, person.id);
  assert.deepEqual(me.roles.map((r: Json) => r.role).sort(), ["member", "security"]);
  directory.leave("shops", "ito");
  assert.deepEqual((await logIn("ito")).roles.map((r: Json) => r.role), ["security"]);
  await settings({ create: true, group_attribute: "description", group_filter: "(member={dn})", roles });
  assert.deepEqual((await logIn("abe")).roles.map((r: Json) => r.role), ["member"]);
  await settings();
});

test("an account of the directory is asked for its second factor", async () => {
  directory.person("mori");
  await account("mori");
  const client = new Client(server);
  client.enter(await logIn("mori", DIRECTORY_PASSWORD, client));
  const { secret } = await client.post("/session/factor");
  await client.put("/session/factor", { code: codeOf(secret) });
  query(server.database, "UPDATE factor SET last_step = 0");
  const ask = await nobody.refused("POST", "/session", 422, { json: { login: "mori", password: DIRECTORY_PASSWORD }, pointer: "/code" });
  assert.equal(ask.errors?.[0]?.code, "code_needed");
  await nobody.refused("POST", "/session", 422, { json: { login: "mori", password: DIRECTORY_PASSWORD, code: "000000" }, pointer: "/code" });
  assert.equal((await logIn("mori", DIRECTORY_PASSWORD, new Client(server), codeOf(secret))).session.opened_by, "ldap");
});

test("a disabled account stays out; an account's own password goes on", async () => {
  directory.person("kato");
  const { id } = await account("kato");
  await logIn("kato");
  await first.post(`/accounts/${id}/disable`);
  assert.match((await refused("kato", DIRECTORY_PASSWORD)).detail ?? "", /disabled/);
  assert.equal((await logIn(LOGIN, PASSWORD)).session.opened_by, "password");
});

// Accepts connections, says what it is told to and then nothing more.
async function silent(says: number[]): Promise<{ port: number; close: () => Promise<void> }> {
  const sockets = new Set<Socket>();
  const listener = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    socket.once("data", () => socket.write(Buffer.from(says)));
  });
  await new Promise<void>((done) => listener.listen(0, "127.0.0.1", done));
  return {
    port: (listener.address() as AddressInfo).port,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((done) => listener.close(done));
    },
  };
}

test("a directory that accepts and never answers holds nobody up for good", async () => {
  const half = [0x30, 0x0c, 0x02, 0x01]; // the beginning of an answer
  for (const [says, more] of [
    [[], { url: "ldap://127.0.0.1:PORT" }],
    [half, { url: "ldap://127.0.0.1:PORT" }],
    [[], { url: "ldaps://localhost:PORT" }],
  ] as [number[], { url: string }][]) {
    const hanging = await silent(says);
    await settings({ ...more, url: more.url.replace("PORT", String(hanging.port)) });
    const waiting = first.refused("POST", "/sign-in-providers/ldap/test", 503);
    await logIn(LOGIN, PASSWORD); // meanwhile
    assert.match((await waiting).detail ?? "", /接続できません/);
    await hanging.close();
  }
  await settings();
});

test("a directory that is down is said so to those who need it", async () => {
  directory.person("ono");
  await account("ono");
  await directory.stop();
  const problem = await nobody.refused("POST", "/session", 503, { json: { login: "ono", password: DIRECTORY_PASSWORD } });
  assert.match(problem.detail ?? "", /cannot be reached/);
  await refused(LOGIN, "wrong");
  await logIn(LOGIN, PASSWORD);
  await directory.start();
  await logIn("ono");
});
