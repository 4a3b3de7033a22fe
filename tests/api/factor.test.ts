// The second factor: set up, asked for at every sign-in, lost, needed by a role.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { codeOf } from "../support/authenticator.ts";
import { Client, type Json } from "../support/client.ts";
import { query } from "../support/database.ts";
import { setUp, signedInAs, topUnit } from "../support/people.ts";
import { command, startServer } from "../support/server.ts";

const server = await startServer();
const first = await setUp(server);
const nobody = new Client(server);
const PASSWORD = "brass kettle on snow";

interface Person {
  client: Client;
  id: string;
  login: string;
  secret: string;
  codes: string[]; // of recovery
}

// Somebody with a password, signed in.
async function person(role: "member" | "admin" = "member"): Promise<Person> {
  const client = await signedInAs(first, role);
  client.enter(await client.put("/session/password", { password: PASSWORD }));
  const { account } = await client.get("/session");
  return { client, id: account.id, login: account.login, secret: "", codes: [] };
}

// The same with a second factor. That its code was used is forgotten, so that tests need not wait for the next.
async function enrolled(role: "member" | "admin" = "member"): Promise<Person> {
  const p = await person(role);
  p.secret = (await p.client.post("/session/factor")).secret;
  p.codes = (await p.client.put("/session/factor", { code: codeOf(p.secret) })).recovery_codes;
  query(server.database, "UPDATE factor SET last_step = 0");
  return p;
}

function signIn(p: Person, code?: string): Promise<Json> {
  return new Client(server).post("/session", { login: p.login, password: PASSWORD, ...(code === undefined ? {} : { code }) });
}

function refused(p: Person, code: string | undefined, fault: string, password = PASSWORD): Promise<void> {
  return nobody
    .refused("POST", "/session", 422, { json: { login: p.login, password, ...(code === undefined ? {} : { code }) }, pointer: "/code" })
    .then((problem) => assert.equal(problem.errors?.[0]?.code, fault));
}

describe("setting a second factor up", () => {
  test("gives the secret as text, address and QR code, and asks for nothing until a code has confirmed it", async () => {
    const p = await person();
    assert.deepEqual(await p.client.get("/session/factor"), { on: false, codes: false, since: null, needed: false, recovery_codes_left: 0 });
    const fresh = await p.client.post("/session/factor");
    assert.match(fresh.secret, /^[A-Z2-7]{32}$/);
    assert.ok(fresh.url.startsWith("otpauth://totp/Kaname%20") && fresh.url.includes(`secret=${fresh.secret}&`));
    assert.ok(fresh.qr.size >= 21 && /^(M\d+ \d+h\d+v1h-\d+z)+$/.test(fresh.qr.path));
    await signIn(p);
    await p.client.refused("PUT", "/session/factor", 422, { json: { code: "000000" }, pointer: "/code" });
    await signIn(p);
    const { recovery_codes } = await p.client.put("/session/factor", { code: codeOf(fresh.secret) });
    assert.equal(new Set(recovery_codes).size, 10);
    const state = await p.client.get("/session/factor");
    assert.equal(state.on, true);
    assert.equal(state.recovery_codes_left, 10);
    assert.equal((await p.client.get("/session")).account.factor, true);
    assert.equal((await first.get(`/accounts/${p.id}`)).factor, true);
    await p.client.refused("POST", "/session/factor", 409);
  });

  test("ends the sessions that came by the password alone", async () => {
    const p = await person();
    const other = new Client(server);
    other.enter(await other.post("/session", { login: p.login, password: PASSWORD }));
    const { secret } = await p.client.post("/session/factor");
    await p.client.put("/session/factor", { code: codeOf(secret) });
    await other.refused("GET", "/session", 401);
    await p.client.get("/session");
  });

  test("leaves neither secret nor recovery codes readable in the database", async () => {
    const p = await enrolled();
    const rows = ["factor", "recovery_code", "audit_payload"].flatMap((table) => query(server.database, `SELECT * FROM ${table}`)).join("\n");
    for (const text of [p.secret, ...p.codes, ...p.codes.map((c) => c.replaceAll("-", ""))]) assert.ok(!rows.includes(text));
    assert.ok(!server.log.includes(p.secret));
  });
});

describe("signing in with a second factor", () => {
  test("asks for the code when the password is right, and not before", async () => {
    const p = await enrolled();
    await refused(p, undefined, "code_needed");
    await refused(p, "", "code_needed");
    await nobody.refused("POST", "/session", 401, { json: { login: p.login, password: "wrong", code: codeOf(p.secret) } });
    const me = await signIn(p, codeOf(p.secret));
    assert.equal(me.session.must_enrol, false);
  });

  test("takes a code once, also typed with a space or in full width", async () => {
    const p = await enrolled();
    const code = codeOf(p.secret);
    await signIn(p, `${code.slice(0, 3)} ${code.slice(3)}`);
    await refused(p, code, "code_wrong");
    await refused(p, codeOf(p.secret, -1), "code_wrong");
    const next = codeOf(p.secret, 1).replace(/\d/g, (d) => String.fromCharCode(d.charCodeAt(0) + 0xfee0));
    await signIn(p, next);
  });

  test("takes one code only once when two come at the same time", async () => {
    const p = await enrolled();
    const code = codeOf(p.secret);
    const json = { login: p.login, password: PASSWORD, code };
    const answers = await Promise.all([1, 2, 3, 4].map(() => new Client(server).call("POST", "/session", { json })));
    assert.deepEqual(answers.map((a) => a.status).sort(), [200, 422, 422, 422]);
  });

  test("takes each recovery code once", async () => {
    const p = await enrolled();
    const code = p.codes[3] ?? "";
    await signIn(p, code.toUpperCase());
    await refused(p, code, "code_wrong");
    assert.equal((await p.client.get("/session/factor")).recovery_codes_left, 9);
    const fresh = (await p.client.post("/session/factor/recovery-codes", { code: codeOf(p.secret) })).recovery_codes;
    await refused(p, p.codes[4], "code_wrong");
    await signIn(p, fresh[0]);
  });

  test("waits after ten wrong codes, also with the right one", async () => {
    const p = await enrolled();
    for (let i = 0; i < 10; i++) {
      if (i % 3 === 0) await refused(p, undefined, "code_needed"); // forgets nothing
      await refused(p, "000000", "code_wrong");
    }
    await nobody.refused("POST", "/session", 429, { json: { login: p.login, password: PASSWORD, code: codeOf(p.secret) } });
  });

  test("a link needs the code too and is not spent without it", async () => {
    const p = await enrolled();
    const token = (await first.post(`/accounts/${p.id}/sign-in-link`)).url.split("#")[1];
    await nobody.refused("POST", "/session/link", 422, { json: { token }, pointer: "/code" });
    await nobody.refused("POST", "/session/link", 422, { json: { token, code: "000000" }, pointer: "/code" });
    await new Client(server).post("/session/link", { token, code: codeOf(p.secret) });
    await nobody.refused("POST", "/session/link", 401, { json: { token, code: codeOf(p.secret, 1) } });
  });
});

describe("getting rid of a second factor", () => {
  test("needs a code; afterwards the password is enough", async () => {
    const p = await enrolled();
    await p.client.refused("POST", "/session/factor/off", 422, { json: { code: "000000" }, pointer: "/code" });
    await p.client.call("POST", "/session/factor/off", { json: { code: codeOf(p.secret) } });
    await signIn(p);
    await p.client.refused("POST", "/session/factor/off", 409, { json: { code: codeOf(p.secret, 1) } });
  });

  test("an administrator resets another's, which ends the sessions and is in the audit trail; not one's own", async () => {
    const [p, admin, ciso] = [await enrolled(), await enrolled("admin"), await signedInAs(first, "ciso")];
    await ciso.refused("DELETE", `/accounts/${p.id}/factor`, 403);
    await admin.client.refused("DELETE", `/accounts/${admin.id}/factor`, 409);
    await admin.client.delete(`/accounts/${p.id}/factor`, undefined, 204);
    await p.client.refused("GET", "/session", 401);
    await signIn(p);
    await admin.client.delete(`/accounts/${p.id}/factor`, undefined, 204);
    const trail: Json[] = (await ciso.get("/audit?limit=50")).items.filter((e: Json) => e.action === "factor_reset");
    assert.equal(trail.length, 1);
  });
});

test("the machine's operator resets the factor of the only administrator", async () => {
  const p = await enrolled("admin");
  command(server.database, ["user", "reset-factor", p.login]);
  await p.client.refused("GET", "/session", 401);
  await signIn(p);
});

describe("the rules of signing in", () => {
  test("are set by administrators only, whole and by version", async () => {
    const ciso = await signedInAs(first, "ciso");
    const rules = await ciso.get("/sign-in-rules");
    assert.deepEqual(rules, { version: 0, password_min: 12, factor_roles: [] });
    const json = { password_min: 16, factor_roles: ["trainer"] };
    await ciso.refused("PUT", "/sign-in-rules", 403, { json, etag: '"0"' });
    await first.refused("PUT", "/sign-in-rules", 428, { json });
    await first.refused("PUT", "/sign-in-rules", 422, { json: { ...json, password_min: 8 }, etag: '"0"', pointer: "/password_min" });
    await first.refused("PUT", "/sign-in-rules", 422, { json: { ...json, factor_roles: ["king"] }, etag: '"0"', pointer: "/factor_roles/0" });
    assert.equal((await first.put("/sign-in-rules", json, '"0"')).version, 1);
    await first.refused("PUT", "/sign-in-rules", 412, { json, etag: '"0"' });
    const p = await person();
    await p.client.refused("PUT", "/session/password", 422, { json: { password: "grey owl nine" }, pointer: "/password" });
  });

  test("a role that needs a second factor may do nothing before it is set up", async () => {
    const unit = await topUnit(first);
    const trainer = await signedInAs(first, "trainer");
    assert.equal((await trainer.get("/session")).session.must_enrol, true);
    await trainer.refused("GET", "/sheets", 403);
    await trainer.refused("GET", "/sessions", 403);
    const { secret } = await trainer.post("/session/factor");
    await trainer.put("/session/factor", { code: codeOf(secret) });
    assert.equal((await trainer.get("/session")).session.must_enrol, false);
    await trainer.get("/sheets");
    await trainer.refused("POST", "/session/factor/off", 409, { json: { code: codeOf(secret) } });
    // Somebody who gets the role, and somebody whose role comes to need it.
    const p = await person();
    const etag = (await first.call("GET", `/accounts/${p.id}`)).headers.get("etag") ?? "";
    await first.put(`/accounts/${p.id}/roles`, { roles: [{ role: "trainer", unit }] }, etag);
    assert.equal((await signIn(p)).session.must_enrol, true);
    const csirt = await signedInAs(first, "csirt");
    await csirt.get("/sheets");
    await first.put("/sign-in-rules", { password_min: 12, factor_roles: ["csirt"] }, '"1"');
    await csirt.refused("GET", "/sheets", 403);
    await first.put("/sign-in-rules", { password_min: 12, factor_roles: [] }, '"2"');
    await csirt.get("/sheets");
  });
});
