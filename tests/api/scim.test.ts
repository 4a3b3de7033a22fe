// Accounts kept by an identity provider (SCIM 2.0), with the requests that Entra ID and Okta really send.
import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { join } from "node:path";
import { describe, test } from "node:test";
import { Client, type Json } from "../support/client.ts";
import { newDatabase, query } from "../support/database.ts";
import { engine, newFolder } from "../support/environment.ts";
import { setUp, signedInAs, topUnit } from "../support/people.ts";
import { CORE, ENTERPRISE, GROUP, Provider, providerOf } from "../support/scim.ts";
import { command, prepare, startServer } from "../support/server.ts";

const server = await startServer();
const first = await setUp(server);
const top = await topUnit(first);
const admin = await signedInAs(first, "admin");
const entra = await providerOf(admin);

let count = 0;

// As Entra ID makes an account with its usual mappings.
function entraUser(name: string, more: Json = {}): Json {
  return {
    schemas: [CORE, ENTERPRISE],
    externalId: `ext-${name}`,
    userName: `${name}@kaname.example`,
    active: true,
    addresses: [{ primary: false, type: "work", country: "Japan", formatted: "東京" }],
    displayName: `${name} 太郎`,
    emails: [{ primary: true, type: "work", value: `${name}@kaname.example` }],
    meta: { resourceType: "User" },
    name: { formatted: `${name} 太郎`, familyName: name, givenName: "太郎" },
    phoneNumbers: [{ primary: true, type: "work", value: "03-0000-0000" }],
    preferredLanguage: "ja-JP",
    title: "課長",
    [ENTERPRISE]: { employeeNumber: `E${++count}`, department: "情報システム部", manager: null },
    ...more,
  };
}

async function accountOf(id: string): Promise<Json> {
  return first.get(`/accounts/${id}`);
}

async function personOf(id: string): Promise<Json> {
  return first.get(`/people/${(await accountOf(id)).person.id}`);
}

// A session of an account that the provider has made.
async function enters(id: string): Promise<Client> {
  const { url } = await admin.post(`/accounts/${id}/sign-in-link`);
  const client = new Client(server);
  client.enter(await client.post("/session/link", { token: /#(\S+)$/.exec(url)?.[1] }));
  return client;
}

async function mapped(group: string, ...roles: string[]): Promise<void> {
  const { groups } = await admin.get("/provisioning");
  const { version } = groups.find((g: Json) => g.id === group);
  await admin.put(`/provisioning/groups/${group}/roles`, { roles: roles.map((role) => ({ role, unit: top })) }, `"${version}"`);
}

const rolesOf = async (id: string): Promise<string[]> => (await accountOf(id)).roles.map((r: Json) => r.role).sort();

describe("the token", () => {
  test("only an administrator makes one, alone, and it ends like any other", async () => {
    const ciso = await signedInAs(first, "ciso");
    await ciso.refused("POST", "/tokens", 422, { json: { name: "x", scopes: ["scim"], days: 1 }, pointer: "/scopes/0" });
    await admin.refused("POST", "/tokens", 422, { json: { name: "x", scopes: ["read", "scim"], days: 1 }, pointer: "/scopes/1" });
    await admin.refused("POST", "/tokens", 422, { json: { name: "x", scopes: ["scim.read"], days: 1 }, pointer: "/scopes/0" });
    const made = await admin.post("/tokens", { name: "short", scopes: ["scim"], days: 1 }, 201);
    const provider = new Provider(server, made.token);
    await provider.get("/Users?count=0");
    const seen = (await admin.get("/provisioning")).tokens.find((t: Json) => t.id === made.id);
    assert.ok(Date.now() - Date.parse(seen.used_at) < 60000);
    assert.equal(seen.used_from, "127.0.0.1");
    query(server.database, "UPDATE api_token SET expires_at = 1 WHERE name = 'short'");
    await provider.refused(401, undefined, "GET", "/Users");
    const revoked = await admin.post("/tokens", { name: "revoked", scopes: ["scim"], days: 1 }, 201);
    await first.delete(`/tokens/${revoked.id}`, undefined, 204);
    await new Provider(server, revoked.token).refused(401, undefined, "GET", "/Users");
  });

  test("it reaches nothing but SCIM, not even what is everybody's own", async () => {
    const client = new Client(server);
    client.token = entra.token;
    for (const path of ["/session", "/accounts", "/people", "/measures", "/notices", "/describe", "/provisioning", "/tokens", "/changes?since=0"])
      await client.refused("GET", path, 403);
    await client.refused("POST", "/accounts", 403, { json: { login: "x", name: "x" } });
    await client.refused("POST", "/tokens", 403, { json: { name: "x", scopes: ["read"], days: 1 } });
  });

  test("nothing else reaches SCIM: no session, no other token, nobody", async () => {
    const nobody = new Provider(server, "");
    const everywhere = ["/Users", "/Groups", "/Schemas", "/ResourceTypes", "/ServiceProviderConfig"];
    for (const path of everywhere) {
      const answer = await nobody.call("GET", path);
      assert.equal(answer.status, 401);
      assert.match(answer.headers.get("www-authenticate") ?? "", /^Bearer/);
      const session = await nobody.call("GET", path, undefined, { cookie: admin.cookie });
      assert.equal(session.status, 403, session.text);
    }
    await nobody.refused(403, undefined, "POST", "/Users", entraUser("cookie"), { cookie: admin.cookie, "x-csrf-token": admin.csrf });
    for (const scopes of [["write"], ["read"], ["account.write"]]) {
      const { token } = await admin.post("/tokens", { name: "other", scopes, days: 1 }, 201);
      for (const path of everywhere) await new Provider(server, token).refused(403, undefined, "GET", path);
    }
  });

  test("it is worth as much as its owner: no administrator any more, nothing any more", async () => {
    const gone = await signedInAs(first, "admin");
    const provider = await providerOf(gone);
    await provider.get("/Users?count=0");
    const { account } = await gone.get("/session");
    const { version } = await accountOf(account.id);
    await first.put(`/accounts/${account.id}/roles`, { roles: [{ role: "member", unit: top }] }, `"${version}"`);
    await provider.refused(403, undefined, "GET", "/Users");
    await first.post(`/accounts/${account.id}/disable`);
    await provider.refused(401, undefined, "GET", "/Users");
  });
});

describe("what it says of itself", () => {
  test("configuration, types and schemas", async () => {
    const config = await entra.get("/ServiceProviderConfig");
    assert.deepEqual([config.patch, config.bulk.supported, config.changePassword, config.sort, config.etag], [{ supported: true }, false, { supported: false }, { supported: false }, { supported: true }]);
    assert.equal(config.filter.maxResults, 200);
    const types = await entra.get("/ResourceTypes");
    assert.deepEqual(types.Resources.map((t: Json) => [t.id, t.endpoint, t.schema]), [["User", "/Users", CORE], ["Group", "/Groups", GROUP]]);
    assert.equal((await entra.get("/ResourceTypes/User")).schemaExtensions[0].schema, ENTERPRISE);
    const schemas = await entra.get("/Schemas");
    assert.deepEqual(schemas.Resources.map((s: Json) => s.id), [CORE, ENTERPRISE, GROUP]);
    const user = await entra.get(`/Schemas/${CORE}`);
    const emails = user.attributes.find((a: Json) => a.name === "emails");
    assert.equal(emails.multiValued, true);
    assert.ok(!user.attributes.some((a: Json) => a.name === "password"));
    for (const path of ["/ResourceTypes/Car", "/Schemas/urn:x", "/Bulk", "/Me", "/"]) await entra.refused(404, undefined, "GET", path);
  });
});

describe("the life of an account as Entra ID keeps it", () => {
  test("found by nobody, made, found, changed, deactivated, activated, deleted", async () => {
    assert.deepEqual(await entra.find("Users", 'userName eq "sakura@kaname.example"'), []);
    const made = await entra.post("/Users", entraUser("sakura"));
    assert.equal(made.userName, "sakura@kaname.example");
    assert.deepEqual(made.emails, [{ primary: true, type: "work", value: "sakura@kaname.example" }]);
    assert.equal(made[ENTERPRISE].department, "情報システム部");
    assert.equal(made.addresses, undefined); // kept nowhere
    assert.ok(!JSON.stringify(query(server.database, "SELECT attributes FROM scim_user")).includes("03-0000"));
    assert.match(made.meta.location, new RegExp(`/scim/v2/Users/${made.id}$`));
    assert.equal((await entra.find("Users", 'userName eq "SAKURA@kaname.example"', "&aadOptscim062020"))[0].id, made.id);
    assert.equal((await entra.find("Users", 'externalId eq "ext-sakura"'))[0].id, made.id);

    const account = await accountOf(made.id);
    assert.deepEqual([account.login, account.name, account.lang, account.state, account.password_set, account.roles], ["sakura@kaname.example", "sakura 太郎", "ja", "invited", false, []]);
    const person = await personOf(made.id);
    assert.deepEqual([person.family_name, person.given_name, person.email, person.post, person.department], ["sakura", "太郎", "sakura@kaname.example", "課長", "情報システム部"]);

    const client = await enters(made.id);
    await client.get("/session");
    const changed = await entra.patch(
      `/Users/${made.id}`,
      { op: "Replace", path: 'emails[type eq "work"].value', value: "hana@kaname.example" },
      { op: "Replace", path: "name.familyName", value: "花" },
      { op: "Add", path: "displayName", value: "花 太郎" },
      { op: "Add", path: `${ENTERPRISE}:department`, value: "総務部" },
      { op: "Add", path: 'phoneNumbers[type eq "mobile"].value', value: "090" },
    );
    assert.equal(changed.emails[0].value, "hana@kaname.example");
    assert.notEqual(changed.meta.version, made.meta.version);
    const after = await personOf(made.id);
    assert.deepEqual([after.family_name, after.name, after.email, after.department], ["花", "花 太郎", "hana@kaname.example", "総務部"]);
    assert.equal((await accountOf(made.id)).name, "花 太郎");

    const own = await client.post("/tokens", { name: "own", scopes: ["read"], days: 1 }, 201);
    const byToken = Object.assign(new Client(server), { token: own.token });
    await byToken.get("/describe");
    const off = await entra.patch(`/Users/${made.id}`, { op: "Replace", path: "active", value: "False" });
    assert.equal(off.active, false);
    await client.refused("GET", "/session", 401);
    await byToken.refused("GET", "/describe", 401);
    assert.equal((await accountOf(made.id)).state, "disabled");
    const on = await entra.patch(`/Users/${made.id}`, { op: "Replace", path: "active", value: "True" });
    assert.equal(on.active, true);
    await byToken.refused("GET", "/describe", 401); // revoked, not asleep
    await client.refused("GET", "/session", 401);

    await entra.remove(`/Users/${made.id}`);
    await entra.refused(404, undefined, "GET", `/Users/${made.id}`);
    await entra.refused(404, undefined, "DELETE", `/Users/${made.id}`);
    assert.deepEqual(await entra.find("Users", 'userName eq "sakura@kaname.example"'), []);
    assert.deepEqual(await entra.find("Users", 'externalId eq "ext-sakura"'), []);
    assert.equal((await accountOf(made.id)).state, "disabled");
    assert.equal((await personOf(made.id)).email, "hana@kaname.example"); // nothing is erased
    assert.equal(query(server.database, "SELECT attributes FROM scim_user WHERE gone = 1").join(), "{}");

    const again = await entra.post("/Users", entraUser("sakura"));
    assert.equal(again.id, made.id); // the same person's account, with its history
    assert.equal(again.active, true);
  });

  test("every change is in the audit log with the token and its owner", async () => {
    const made = await entra.post("/Users", entraUser("audited"));
    await entra.patch(`/Users/${made.id}`, { op: "Replace", path: "active", value: false });
    const { account } = await admin.get("/session");
    const entries: Json[] = (await first.get("/audit?limit=50")).items.filter((e: Json) => e.subject_id === made.id || e.id === made.id || JSON.stringify(e).includes(made.id));
    const actions = entries.map((e) => e.action);
    for (const action of ["create", "provision", "disable"]) assert.ok(actions.includes(action), `${action} in ${actions.join()}`);
    for (const entry of entries) {
      assert.match(entry.via, /^token:\d+ 127\.0\.0\.1$/);
      assert.ok(JSON.stringify(entry).includes(account.id), JSON.stringify(entry));
    }
  });

  test("a department that is a unit's name or code is where the person stands", async () => {
    const shop = await first.post("/units", { name: "銀座店", code: "S-01", kind: "shop", parent: top }, 201);
    const hall = await first.post("/units", { name: "新宿店", kind: "shop", parent: top }, 201);
    const byCode = await entra.post("/Users", entraUser("bycode", { [ENTERPRISE]: { department: "S-01" } }));
    assert.equal((await personOf(byCode.id)).unit.id, shop.id);
    await entra.patch(`/Users/${byCode.id}`, { op: "Replace", path: `${ENTERPRISE}:department`, value: "新宿店" });
    assert.equal((await personOf(byCode.id)).unit.id, hall.id);
    await entra.patch(`/Users/${byCode.id}`, { op: "Replace", path: `${ENTERPRISE}:department`, value: "どこにもない部" });
    assert.equal((await personOf(byCode.id)).unit.id, hall.id);
  });
});

describe("the life of an account as Okta keeps it", () => {
  const okta = (more: Json = {}): Json => ({
    schemas: [CORE],
    userName: "test.user@okta.local",
    name: { givenName: "Test", familyName: "User" },
    emails: [{ primary: true, value: "test.user@okta.local", type: "work" }],
    displayName: "Test User",
    locale: "en-US",
    externalId: "00ujl29u0le5T6Aj10h7",
    groups: [],
    password: "1mz050nq",
    active: true,
    ...more,
  });

  test("made with a random password that is not taken, replaced, deactivated without a path", async () => {
    const made = await entra.post("/Users", okta());
    assert.equal(made.password, undefined);
    assert.equal((await accountOf(made.id)).password_set, false);
    const trail = JSON.stringify((await first.get("/audit?limit=20")).items);
    assert.ok(!trail.includes("1mz050nq"));
    await entra.refused(400, "mutability", "PUT", `/Users/${made.id}`, okta());
    const { password, ...rest } = okta({ name: { givenName: "Another", familyName: "User" }, displayName: "Another User", id: made.id, meta: made.meta });
    assert.equal(password, "1mz050nq");
    const put = await entra.put(`/Users/${made.id}`, rest);
    assert.equal(put.name.givenName, "Another");
    assert.equal((await personOf(made.id)).given_name, "Another");
    const client = await enters(made.id);
    const off = await entra.patch(`/Users/${made.id}`, { op: "replace", value: { active: false } });
    assert.equal(off.active, false);
    await client.refused("GET", "/session", 401);
    const { active, ...quiet } = rest;
    assert.equal(active, true);
    assert.equal((await entra.put(`/Users/${made.id}`, quiet)).active, false); // what PUT does not say of it stays
  });

  test("what is said no more stays in the register of people", async () => {
    const made = await entra.post("/Users", okta({ userName: "quiet@okta.local", externalId: "q1", password: undefined, title: "Buyer", emails: [{ value: "quiet@okta.local", primary: true }] }));
    await entra.put(`/Users/${made.id}`, { schemas: [CORE], userName: "quiet@okta.local", externalId: "q1" });
    const person = await personOf(made.id);
    assert.deepEqual([person.post, person.email], ["Buyer", "quiet@okta.local"]);
  });
});

describe("accounts that were there before", () => {
  test("an account made by hand is found, taken over, and never made twice", async () => {
    const person = await first.post("/people", { unit: top, family_name: "手", given_name: "作", email: "by.hand@kaname.example" }, 201);
    const account = await first.post("/accounts", { login: "by.hand", name: "手 作", person: person.id, roles: [{ role: "member", unit: top }] }, 201);
    const detail = await entra.refused(409, "uniqueness", "POST", "/Users", entraUser("x", { userName: "BY.HAND", emails: [] }));
    assert.match(detail, /既にあります/); // in the language of the token's owner
    await entra.refused(409, "uniqueness", "POST", "/Users", entraUser("y", { emails: [{ value: "By.Hand@kaname.example", type: "work" }] }));
    const [found] = await entra.find("Users", 'userName eq "by.hand"');
    assert.equal(found.id, account.id);
    assert.equal(found.externalId, undefined);
    for (const filter of ['emails.value eq "by.hand@kaname.example"', 'emails[type eq "work" and value eq "by.hand@kaname.example"]', 'emails eq "by.hand@kaname.example"'])
      assert.equal((await entra.find("Users", filter))[0].id, account.id, filter);
    await entra.patch(`/Users/${found.id}`, { op: "Add", path: "externalId", value: "adopted-1" }, { op: "Replace", path: "userName", value: "by.hand@kaname.example" });
    assert.equal((await accountOf(account.id)).login, "by.hand@kaname.example");
    assert.deepEqual(await rolesOf(account.id), ["member"]); // by hand, and it stays
    await entra.refused(409, "uniqueness", "POST", "/Users", entraUser("z", { externalId: "adopted-1" }));
  });

  test("a person without an account gets one, and is not made twice", async () => {
    const person = await first.post("/people", { unit: top, family_name: "口座", given_name: "無", email: "no.account@kaname.example" }, 201);
    const made = await entra.post("/Users", entraUser("no.account"));
    assert.equal((await accountOf(made.id)).person.id, person.id);
  });

  test("nobody becomes an administrator through a changed address, and the last one stays", async () => {
    const boss = await signedInAs(first, "admin");
    const { account } = await boss.get("/session");
    await entra.refusedPatch(400, "mutability", `/Users/${account.id}`, { op: "replace", path: "emails", value: [{ value: "thief@evil.example", primary: true }] });
    await entra.refusedPatch(400, "mutability", `/Users/${account.id}`, { op: "replace", path: "userName", value: "thief" });
    const admins: Json[] = (await first.get("/accounts?limit=200")).items.filter((a: Json) => a.state === "active" && a.roles.some((r: Json) => r.role === "admin"));
    const { account: own } = await admin.get("/session");
    for (const other of admins.filter((a) => a.id !== own.id)) await entra.patch(`/Users/${other.id}`, { op: "replace", value: { active: false } });
    assert.match(await entra.refusedPatch(409, undefined, `/Users/${own.id}`, { op: "replace", value: { active: false } }), /管理者/);
    await entra.refused(409, undefined, "DELETE", `/Users/${own.id}`);
    for (const other of admins.filter((a) => a.id !== own.id)) await entra.patch(`/Users/${other.id}`, { op: "replace", value: { active: true } });
    await first.refused("GET", "/session", 401); // that was the first one's session, too
    const { url } = await admin.post(`/accounts/${admins.find((a) => a.login === "hanako.sato").id}/sign-in-link`);
    first.enter(await first.post("/session/link", { token: /#(\S+)$/.exec(url)?.[1] }));
  });
});

describe("what a stolen token cannot do", () => {
  const emails = (value: string): Json => ({ op: "replace", path: "emails", value: [{ value, primary: true }] });

  test("nobody with a password and a role given by hand gets another address, by which the password could be asked for", async () => {
    const made = await entra.post("/Users", entraUser("chief"));
    const group = await entra.post("/Groups", { schemas: [GROUP], displayName: "guarded", members: [{ value: made.id }] });
    await mapped(group.id, "ciso");
    query(server.database, `UPDATE account SET password_hash = 'x' WHERE login = 'chief@kaname.example'`);
    await entra.patch(`/Users/${made.id}`, emails("chief2@kaname.example")); // whatever it holds came from the provider
    const { version } = await accountOf(made.id);
    await first.put(`/accounts/${made.id}/roles`, { roles: ["ciso", "executive"].map((role) => ({ role, unit: top })) }, `"${version}"`);
    const detail = await entra.refusedPatch(400, "mutability", `/Users/${made.id}`, emails("thief@evil.example"));
    assert.match(detail, /手で/);
    await entra.refusedPatch(400, "mutability", `/Users/${made.id}`, { op: "replace", path: "userName", value: "thief" });
    await entra.remove(`/Users/${made.id}`);
    await entra.refused(400, "mutability", "POST", "/Users", entraUser("chief", { emails: [{ value: "thief@evil.example", primary: true }] }));
    await entra.post("/Users", entraUser("chief", { title: "CISO", emails: [{ value: "chief2@kaname.example", primary: true }] }));
    assert.equal((await personOf(made.id)).email, "chief2@kaname.example");
  });

  test("an administrator whose address is the login keeps it when a person is made of the account", async () => {
    const account = await first.post("/accounts", { login: "boss@kaname.example", name: "Boss", roles: [{ role: "admin", unit: top }] }, 201);
    const names = { op: "replace", path: "name", value: { familyName: "佐藤", givenName: "花" } };
    await entra.refusedPatch(400, "mutability", `/Users/${account.id}`, names);
    assert.equal((await accountOf(account.id)).person, null);
    await entra.patch(`/Users/${account.id}`, names, emails("Boss@kaname.example")); // the same address
    assert.equal((await personOf(account.id)).email, "Boss@kaname.example");
  });

  test("what an administrator disabled by hand stays disabled", async () => {
    const made = await entra.post("/Users", entraUser("suspended"));
    const on = { op: "replace", path: "active", value: true };
    const off = { ...on, value: false };
    await entra.patch(`/Users/${made.id}`, off);
    await entra.patch(`/Users/${made.id}`, on); // the provider's own doing
    await entra.patch(`/Users/${made.id}`, off);
    await admin.post(`/accounts/${made.id}/enable`);
    await admin.post(`/accounts/${made.id}/disable`);
    assert.match(await entra.refusedPatch(409, undefined, `/Users/${made.id}`, on), /手で/);
    await entra.patch(`/Users/${made.id}`, off, { op: "replace", path: "title", value: "部長" });
    await entra.refusedPatch(409, undefined, `/Users/${made.id}`, on);
    await entra.remove(`/Users/${made.id}`);
    await entra.refused(409, undefined, "POST", "/Users", entraUser("suspended"));
    const { active, ...quiet } = entraUser("suspended");
    assert.equal(active, true);
    await entra.refused(409, undefined, "POST", "/Users", quiet);
    assert.equal((await accountOf(made.id)).state, "disabled");
    await admin.post(`/accounts/${made.id}/enable`);
    assert.equal((await entra.post("/Users", quiet)).id, made.id);
  });

  test("one request cannot keep the server comparing", async () => {
    const made = await entra.post("/Users", entraUser("busy"));
    const many = Array.from({ length: 900 }, (_, i) => ({ value: `busy-${i}@kaname.example` }));
    const some = Array.from({ length: 90 }, () => ({ op: "remove", path: 'emails[value co "qq" or type co "qq"]' }));
    await entra.refusedPatch(400, "tooMany", `/Users/${made.id}`, { op: "add", path: "emails", value: many }, ...some);
  });
});

describe("groups", () => {
  test("a group gives nothing before an administrator says so; then membership gives and takes the role", async () => {
    const [a, b] = [await entra.post("/Users", entraUser("ga")), await entra.post("/Users", entraUser("gb"))];
    const made = await entra.post("/Groups", { schemas: [GROUP, "http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group"], externalId: "8aa1a0c0", displayName: "情報セキュリティ", meta: { resourceType: "Group" } });
    assert.deepEqual(await entra.find("Groups", 'displayName eq "情報セキュリティ"', "&excludedAttributes=members").then((g) => g.map((x) => [x.id, x.members])), [[made.id, undefined]]);
    await entra.patch(`/Groups/${made.id}`, { op: "Add", path: "members", value: [{ $ref: null, value: a.id }] });
    assert.deepEqual(await rolesOf(a.id), []);
    await mapped(made.id, "security", "member");
    assert.deepEqual(await rolesOf(a.id), ["member", "security"]);
    await entra.patch(`/Groups/${made.id}`, { op: "Add", path: "members", value: [{ value: b.id }] });
    assert.deepEqual(await rolesOf(b.id), ["member", "security"]);
    const client = await enters(b.id);
    await client.get("/measures");
    await entra.patch(`/Groups/${made.id}`, { op: "Remove", path: "members", value: [{ $ref: null, value: b.id }] });
    assert.deepEqual(await rolesOf(b.id), []);
    await client.refused("GET", "/measures", 403);
    await mapped(made.id, "member");
    assert.deepEqual(await rolesOf(a.id), ["member"]);
    assert.deepEqual((await entra.get(`/Users/${a.id}`)).groups.map((g: Json) => [g.value, g.display]), [[made.id, "情報セキュリティ"]]);
    assert.deepEqual((await entra.get(`/Groups/${made.id}`)).members.map((m: Json) => [m.value, m.display]), [[a.id, "ga 太郎"]]);
    await entra.remove(`/Groups/${made.id}`);
    assert.deepEqual(await rolesOf(a.id), []);
    await entra.refused(404, undefined, "GET", `/Groups/${made.id}`);
  });

  test("what was given by hand stays when a group is left; what two groups give goes with the last", async () => {
    const user = await entra.post("/Users", entraUser("twice"));
    const { version } = await accountOf(user.id);
    await first.put(`/accounts/${user.id}/roles`, { roles: [{ role: "auditor", unit: top }] }, `"${version}"`);
    const ids: string[] = [];
    for (const displayName of ["一", "二"]) ids.push((await entra.post("/Groups", { schemas: [GROUP], displayName, members: [{ value: user.id, display: "x" }] })).id);
    await mapped(ids[0] ?? "", "auditor", "csirt");
    await mapped(ids[1] ?? "", "csirt");
    assert.deepEqual(await rolesOf(user.id), ["auditor", "csirt"]);
    await entra.put(`/Groups/${ids[0]}`, { schemas: [GROUP], id: ids[0], displayName: "一", members: [] });
    assert.deepEqual(await rolesOf(user.id), ["auditor", "csirt"]);
    await entra.patch(`/Groups/${ids[1]}`, { op: "remove", path: `members[value eq "${user.id}"]` });
    assert.deepEqual(await rolesOf(user.id), ["auditor"]);
  });

  test("deleting an account takes it out of its groups and their roles", async () => {
    const user = await entra.post("/Users", entraUser("leaver"));
    const group = await entra.post("/Groups", { schemas: [GROUP], displayName: "去る人", members: [{ value: user.id }] });
    await mapped(group.id, "manager");
    await entra.remove(`/Users/${user.id}`);
    assert.deepEqual(await rolesOf(user.id), []);
    assert.deepEqual((await entra.get(`/Groups/${group.id}`)).members, []);
    const back = await entra.post("/Users", entraUser("leaver"));
    assert.deepEqual(await rolesOf(back.id), []);
  });

  test("only administrators map, admin only at the top, and the last one is kept here too", async () => {
    const group = await entra.post("/Groups", { schemas: [GROUP], displayName: "管理者たち" });
    const path = `/provisioning/groups/${group.id}/roles`;
    const ciso = await signedInAs(first, "ciso");
    await ciso.refused("PUT", path, 403, { json: { roles: [] }, etag: '"1"' });
    await ciso.refused("GET", "/provisioning", 403);
    await admin.refused("PUT", path, 428, { json: { roles: [] } });
    await admin.refused("PUT", path, 412, { json: { roles: [] }, etag: '"9"' });
    const low = await first.post("/units", { name: "下", kind: "department", parent: top }, 201);
    await admin.refused("PUT", path, 422, { json: { roles: [{ role: "admin", unit: low.id }] }, etag: '"1"', pointer: "/roles/0/unit" });
    const { account } = await admin.get("/session");
    await mapped(group.id, "admin");
    const user = await entra.post("/Users", entraUser("newadmin"));
    await entra.patch(`/Groups/${group.id}`, { op: "add", path: "members", value: [{ value: user.id }, { value: account.id }] });
    assert.deepEqual(await rolesOf(user.id), ["admin"]);
    await entra.patch(`/Groups/${group.id}`, { op: "remove", path: "members" });
    assert.deepEqual(await rolesOf(user.id), []);
    assert.deepEqual(await rolesOf(account.id), ["admin"]); // by hand
  });

  test("what is no group or no member is refused", async () => {
    const group = await entra.post("/Groups", { schemas: [GROUP], displayName: "Okta group" });
    await entra.refused(409, "uniqueness", "POST", "/Groups", { schemas: [GROUP], displayName: "OKTA GROUP" });
    await entra.refused(400, "invalidValue", "POST", "/Groups", { schemas: [GROUP] });
    await entra.refused(400, "invalidValue", "POST", "/Groups", { schemas: [GROUP], displayName: "n", members: [{ value: "nobody" }] });
    await entra.refusedPatch(400, "invalidValue", `/Groups/${group.id}`, { op: "add", path: "members", value: [{ value: group.id }] });
    await entra.refusedPatch(400, "invalidPath", `/Groups/${group.id}`, { op: "add", path: "owners", value: "x" });
    await entra.refusedPatch(400, "mutability", `/Groups/${group.id}`, { op: "replace", path: "id", value: "x" });
    await entra.patch(`/Groups/${group.id}`, { op: "replace", value: { id: group.id, displayName: "Okta group 2" } });
    assert.equal((await entra.get(`/Groups/${group.id}`)).displayName, "Okta group 2");
    await entra.refused(404, undefined, "GET", "/Groups/nobody");
  });
});

describe("requests", () => {
  test("filters, windows and parts of resources", async () => {
    const all = await entra.get("/Users?count=1000");
    assert.equal(all.totalResults, all.Resources.length);
    const page = await entra.get("/Users?startIndex=2&count=2");
    assert.deepEqual([page.startIndex, page.itemsPerPage, page.totalResults], [2, 2, all.totalResults]);
    assert.deepEqual(page.Resources.map((u: Json) => u.id), all.Resources.slice(1, 3).map((u: Json) => u.id));
    assert.deepEqual((await entra.get("/Users?count=0")).Resources, []);
    assert.equal((await entra.get("/Users?startIndex=-5&count=1")).startIndex, 1);
    assert.deepEqual((await entra.get("/Users?startIndex=100000")).Resources, []);
    const off = await entra.find("Users", "active eq false");
    assert.ok(off.length > 0 && off.every((u) => u.active === false));
    assert.equal((await entra.find("Users", `id eq "${off[0].id}" and not (userName sw "zzz")`)).length, 1);
    assert.equal((await entra.find("Users", 'displayName co "ga" and emails pr or externalId eq "ext-gb"')).length, 2);
    const [small] = await entra.find("Users", 'userName eq "ga@kaname.example"', "&attributes=userName");
    assert.deepEqual(Object.keys(small).sort(), ["id", "schemas", "userName"]);
    for (const bad of ["", "userName", 'password eq "x"', "userName eq x", "(", `userName eq "${"x".repeat(1000)}"`, "(".repeat(40) + 'userName eq "x"'])
      await entra.refused(400, "invalidFilter", "GET", `/Users?filter=${encodeURIComponent(bad)}`);
  });

  test("If-Match and If-None-Match", async () => {
    const made = await entra.post("/Users", entraUser("etag"));
    const path = `/Users/${made.id}`;
    const got = await entra.call("GET", path);
    assert.equal(got.headers.get("etag"), made.meta.version);
    assert.equal((await entra.call("GET", path, undefined, { "if-none-match": made.meta.version })).status, 304);
    const body = { schemas: [CORE], Operations: [{ op: "replace", path: "title", value: "部長" }] };
    await entra.refused(412, undefined, "PATCH", path, body, { "if-match": 'W/"0.0"' });
    assert.equal((await entra.call("PATCH", path, body, { "if-match": made.meta.version })).status, 200);
    await entra.refused(412, undefined, "PUT", path, entraUser("etag"), { "if-match": made.meta.version });
    await entra.refused(412, undefined, "DELETE", path, undefined, { "if-match": made.meta.version });
    assert.equal((await entra.call("PATCH", path, body, { "if-match": "*" })).status, 200);
  });

  test("what cannot be read, or is too much, is refused in SCIM's own words", async () => {
    const made = await entra.post("/Users", entraUser("strict"));
    const path = `/Users/${made.id}`;
    await entra.refused(400, "invalidSyntax", "POST", "/Users", "{");
    await entra.refused(400, "invalidSyntax", "POST", "/Users", "[]");
    await entra.refused(400, "invalidValue", "POST", "/Users", { schemas: [CORE] });
    await entra.refused(400, "invalidValue", "POST", "/Users", entraUser("has space", { userName: "has space" }));
    await entra.refused(400, "invalidValue", "POST", "/Users", entraUser("mail", { emails: [{ value: "no address" }] }));
    await entra.refused(400, "invalidValue", "POST", "/Users", entraUser("act", { active: "maybe" }));
    await entra.refused(415, undefined, "POST", "/Users", "a=b", { "content-type": "application/x-www-form-urlencoded" });
    await entra.refused(413, undefined, "POST", "/Users", entraUser("big", { title: "x".repeat(300000) }));
    await entra.refused(400, "invalidSyntax", "PATCH", path, { schemas: [] });
    await entra.refusedPatch(400, "tooMany", path, ...Array.from({ length: 101 }, () => ({ op: "remove", path: "title" })));
    await entra.refusedPatch(400, "invalidPath", path, { op: "replace", path: "shoeSize", value: "42" });
    await entra.refusedPatch(400, "noTarget", path, { op: "remove" });
    await entra.refusedPatch(400, "mutability", path, { op: "replace", path: "password", value: "secret" });
    await entra.refusedPatch(400, "invalidValue", path, { op: "remove", path: "userName" });
    await entra.refused(400, "invalidSyntax", "POST", "/Users");
    await entra.refused(405, undefined, "POST", path, {});
    await entra.refused(404, undefined, "PATCH", "/Users/0193", { Operations: [] });
    assert.equal((await entra.call("POST", "/Users", entraUser("plain"), { "content-type": "application/json" })).status, 201);
  });

  test("nothing is written when nothing changes", async () => {
    const made = await entra.post("/Users", entraUser("same"));
    const same = await entra.patch(`/Users/${made.id}`, { op: "replace", path: "displayName", value: made.displayName });
    assert.equal(same.meta.version, made.meta.version);
  });
});

test("another organisation's provider finds nothing and changes nothing", { skip: engine === "postgres" ? false : "one file, one organisation" }, async () => {
  const made = await entra.post("/Users", entraUser("ours"));
  const group = await entra.post("/Groups", { schemas: [GROUP], displayName: "ours", members: [{ value: made.id }] });
  const elsewhere = newDatabase();
  prepare(elsewhere);
  command(elsewhere, ["demo"]);
  const archive = join(newFolder("out"), "other.zip");
  command(elsewhere, ["export", archive]);
  command(server.database, ["import-organisation", archive]);
  // Commands know the first organisation only, so the token of its administrator is written by hand.
  const [org] = query(server.database, "SELECT max(id) FROM org");
  const token = `${org}.${randomBytes(32).toString("base64url")}`;
  const hash = createHash("sha256").update(token).digest("hex");
  query(
    server.database,
    `INSERT INTO api_token (org_id, uid, account_id, name, token_hash, scopes, created_at, expires_at) SELECT org_id, uid, id, 'theirs', '\\x${hash}', 'scim', 1, 9999999999999 FROM account WHERE org_id = ${org} AND login = 'ciso'`,
  );
  const provider = new Provider(server, `kaname_${token}`);
  const all = await provider.get("/Users");
  assert.ok(all.totalResults > 0 && !JSON.stringify(all).includes("ours"));
  for (const filter of ['userName eq "ours@kaname.example"', 'externalId eq "ext-ours"', `id eq "${made.id}"`, 'emails.value eq "ours@kaname.example"'])
    assert.deepEqual(await provider.find("Users", filter), []);
  assert.deepEqual(await provider.find("Groups", 'displayName eq "ours"'), []);
  for (const path of [`/Users/${made.id}`, `/Groups/${group.id}`]) {
    await provider.refused(404, undefined, "GET", path);
    await provider.refused(404, undefined, "PUT", path, { schemas: [], userName: "x", displayName: "x" });
    await provider.refusedPatch(404, undefined, path, { op: "replace", value: { displayName: "x" } });
    await provider.refused(404, undefined, "DELETE", path);
  }
  await provider.refused(400, "invalidValue", "POST", "/Groups", { schemas: [GROUP], displayName: "theirs", members: [{ value: made.id }] });
  assert.equal((await provider.post("/Users", entraUser("ours"))).userName, "ours@kaname.example"); // names are the organisation's own
  assert.equal((await entra.get(`/Users/${made.id}`)).displayName, "ours 太郎");
});
