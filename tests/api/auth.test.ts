// Who gets in and who does not: first set-up, log-in, sessions, accounts, roles.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Client, type Json } from "../support/client.ts";
import { newDatabase, query } from "../support/database.ts";
import { login, LOGIN, PASSWORD, ROLES, SETUP, setUp, setupToken, signedInAs, topUnit } from "../support/people.ts";
import { command, prepare, startServer } from "../support/server.ts";

const server = await startServer();
const first = await setUp(server);
const top = await topUnit(first);
const nobody = new Client(server);
let n = 0;

async function etagOf(path: string): Promise<string> {
  return (await first.call("GET", path)).headers.get("etag") ?? "";
}

// A new account that has never signed in.
async function invited(roles: string[] = ["member"]): Promise<Json> {
  const name = `invited-${++n}`;
  return first.post("/accounts", { login: name, name, roles: roles.map((role) => ({ role, unit: top })) }, 201);
}

async function setRoles(id: string, roles: { role: string; unit: string }[], status = 200): Promise<Json> {
  return first.put(`/accounts/${id}/roles`, { roles }, await etagOf(`/accounts/${id}`), status);
}

describe("the first set-up", async () => {
  const empty = await startServer();
  const stranger = new Client(empty);
  const token = await setupToken(empty);

  test("is open on an empty installation, and there is no default account", async () => {
    assert.deepEqual(await stranger.get("/setup"), { open: true });
    await stranger.refused("GET", "/session", 401, { code: "unauthenticated" });
    await stranger.refused("POST", "/session", 401, { json: { login: "admin", password: "admin" } });
  });

  test("needs the link's token", async () => {
    for (const wrong of [`0.${"A".repeat(43)}`, "x", token.slice(0, -1)])
      await stranger.refused("POST", "/setup", 401, { json: { ...SETUP, token: wrong } });
  });

  test("a link says whether it would be taken, and is not spent by asking", async () => {
    const asked = (text: string): Promise<Json> => stranger.post("/setup/link", { token: text });
    assert.deepEqual(await asked(token), { open: true, live: true });
    assert.deepEqual(await asked(token), { open: true, live: true });
    for (const wrong of [`0.${"A".repeat(43)}`, "x", token.slice(0, -1)]) assert.deepEqual(await asked(wrong), { open: true, live: false });
  });

  test("names every bad field and spends nothing", async () => {
    const json = { ...SETUP, token, fiscal_first_month: 13, currency: "yen!" };
    const problem = await stranger.refused("POST", "/setup", 422, { json, pointer: "/fiscal_first_month" });
    assert.ok(problem.errors?.some((e) => e.pointer === "/currency"));
    await stranger.refused("POST", "/setup", 422, { json: { ...SETUP, token, zone: "Asia/Edo" }, pointer: "/zone" });
    for (const password of ["short", "password1234", "jennifer-michael", "hanako.sato99", "123456789012345"])
      await stranger.refused("POST", "/setup", 422, { json: { ...SETUP, token, password }, pointer: "/password" });
    assert.deepEqual(await stranger.get("/setup"), { open: true });
  });

  test("makes organisation, top unit, person and an account that is admin and CISO; once", async () => {
    const person = await setUp(empty);
    const me = await person.get("/session");
    assert.deepEqual(me.roles.map((r: Json) => r.role), ["admin", "ciso"]);
    assert.equal(me.roles[0].unit.title, SETUP.organisation);
    assert.equal(me.account.name, "佐藤 花子");
    assert.match(me.person.number, /^P-\d{4}-0001$/);
    assert.equal(me.organisation.name, SETUP.organisation);
    assert.match(me.fiscal_year, /^FY\d{4}$/);
    assert.ok(me.permissions.includes("account.manage") && me.permissions.includes("audit.read"));
    assert.deepEqual(await stranger.get("/setup"), { open: false });
    assert.deepEqual(await stranger.post("/setup/link", { token }), { open: false, live: false });
    await stranger.refused("POST", "/setup", 409, { json: { ...SETUP, token } });
    command(empty.database, ["init"], { status: 1 });
  });

  test("init prints a new link that spends the one before", async () => {
    const database = newDatabase();
    prepare(database);
    const links = [1, 2].map(() => /\/setup#(\S+)/.exec(command(database, ["init"]))?.[1]);
    assert.ok(links[0] && links[1] && links[0] !== links[1]);
    assert.deepEqual(query(database, "SELECT count(*) FROM setup"), ["1"]);
  });
});

describe("log-in", () => {
  test("gives a cookie that scripts cannot read, with 256 random bits of which only a hash is stored", async () => {
    const answer = await nobody.call("POST", "/session", { json: { login: LOGIN.toUpperCase(), password: PASSWORD } });
    const cookie = answer.headers.getSetCookie()[0] ?? "";
    nobody.cookie = "";
    assert.match(cookie, /^kaname_session=1\.[\w-]{43}; Path=\/; Max-Age=43200; HttpOnly; SameSite=Lax$/);
    const random = cookie.slice(15, 60);
    for (const table of ["session", "audit_payload", "audit"])
      assert.ok(!query(server.database, `SELECT * FROM ${table}`).join("\n").includes(random), table);
  });

  test("tells nothing about which part was wrong", async () => {
    const a = await nobody.refused("POST", "/session", 401, { json: { login: LOGIN, password: "wrong" } });
    const b = await nobody.refused("POST", "/session", 401, { json: { login: "nobody", password: "wrong" } });
    assert.equal(a.detail, b.detail);
    assert.equal(a.code, b.code);
  });

  test("takes about the same time for an unknown login", async () => {
    const spent = async (name: string): Promise<number> => {
      const times: number[] = [];
      for (let i = 0; i < 5; i++) {
        const begin = performance.now();
        await nobody.call("POST", "/session", { json: { login: name, password: `wrong ${i}` } });
        times.push(performance.now() - begin);
      }
      return times.sort((x, y) => x - y)[2] ?? 0;
    };
    const account = await invited();
    const [known, unknown] = [await spent(account.login), await spent("no-such-login")];
    assert.ok(Math.max(known, unknown) < 3 * Math.min(known, unknown) + 20, `known ${known} ms, unknown ${unknown} ms`);
  });

  test("waits after ten failures, for known and unknown logins alike, also with the right password", async () => {
    const account = await invited();
    for (const name of [account.login, "stranger"]) {
      for (let i = 0; i < 10; i++) await nobody.refused("POST", "/session", 401, { json: { login: name, password: `x${i}` } });
      const answer = await nobody.call("POST", "/session", { json: { login: name, password: PASSWORD } });
      assert.equal(answer.status, 429);
      const wait = Number(answer.headers.get("retry-after"));
      assert.ok(wait > 800 && wait <= 900, `Retry-After ${wait}`);
    }
    const shown = await first.get(`/accounts/${account.id}`);
    assert.ok(Date.parse(shown.locked_until) > Date.now());
  });

  test("a bearer token that is none is refused clearly", async () => {
    const problem = await nobody.refused("GET", "/session", 401, { headers: { authorization: "Bearer abc" } });
    assert.match(problem.detail ?? "", /API token is wrong/);
  });

  test("a session of https people has a cookie bound to the host", async () => {
    const behind = await startServer({ env: { KANAME_PUBLIC_URL: "https://kaname.example" } });
    const person = await setUp(behind);
    assert.match(person.cookie, /^__Host-kaname_session=/);
    await person.get("/session");
    person.cookie = person.cookie.replace("__Host-", "");
    await person.refused("GET", "/session", 401);
  });
});

describe("a session", () => {
  test("is needed, and an unsafe method needs its CSRF token", async () => {
    const person = await login(server);
    const csrf = person.csrf;
    for (const wrong of ["", "x", "A".repeat(43)]) {
      person.csrf = wrong;
      await person.refused("PATCH", "/session", 403, { json: { lang: "en" } });
    }
    person.csrf = csrf;
    assert.equal((await person.patch("/session", { lang: "en" })).lang, "en");
    await person.patch("/session", { lang: "ja" });
    await nobody.refused("DELETE", "/session", 401);
  });

  test("ends by signing out, and by signing in again", async () => {
    const person = await login(server);
    const old = Object.assign(new Client(server), { cookie: person.cookie, csrf: person.csrf });
    person.enter(await person.post("/session", { login: LOGIN, password: PASSWORD }));
    await old.refused("GET", "/session", 401);
    const before = Object.assign(new Client(server), { cookie: person.cookie, csrf: person.csrf });
    await person.delete("/session", undefined, 204);
    assert.equal(person.cookie, "");
    await before.refused("GET", "/session", 401);
  });

  test("is listed, can be ended by its owner, and does not exist for others", async () => {
    const [member, other] = [await signedInAs(first, "member"), await signedInAs(first, "member")];
    const list = (await member.get("/sessions")).items;
    assert.equal(list.length, 1);
    assert.equal(list[0].current, true);
    assert.equal(list[0].opened_by, "link");
    await other.refused("DELETE", `/sessions/${list[0].id}`, 404);
    await member.get("/session");
    await member.delete(`/sessions/${list[0].id}`, undefined, 204);
    await member.refused("GET", "/session", 401);
  });

  test("of another is seen and ended by an administrator only", async () => {
    const [member, ciso] = [await signedInAs(first, "member"), await signedInAs(first, "ciso")];
    const { account } = await member.get("/session");
    await ciso.refused("GET", `/accounts/${account.id}/sessions`, 403);
    await ciso.refused("DELETE", `/accounts/${account.id}/sessions`, 403);
    assert.equal((await first.get(`/accounts/${account.id}/sessions`)).items.length, 1);
    await first.delete(`/accounts/${account.id}/sessions`, undefined, 204);
    await first.delete(`/accounts/${account.id}/sessions`, undefined, 204);
    await member.refused("GET", "/session", 401);
  });
});

describe("a one-time link", () => {
  test("opens one session; afterwards a password is set without an old one", async () => {
    const account = await invited();
    assert.equal(account.state, "invited");
    const [old, link] = [await first.post(`/accounts/${account.id}/sign-in-link`), await first.post(`/accounts/${account.id}/sign-in-link`)];
    const tokenOf = (url: string): string => url.split("#")[1] ?? "";
    await nobody.refused("POST", "/session/link", 401, { json: { token: tokenOf(old.url) } });
    const person = new Client(server);
    person.enter(await person.post("/session/link", { token: tokenOf(link.url) }));
    await nobody.refused("POST", "/session/link", 401, { json: { token: tokenOf(link.url) } });
    assert.equal((await first.get(`/accounts/${account.id}`)).state, "active");
    await person.refused("PUT", "/session/password", 422, { json: { password: account.login.repeat(2) }, pointer: "/password" });
    person.enter(await person.put("/session/password", { password: "brass kettle on snow" }));
    await login(server, account.login, "brass kettle on snow");
  });

  test("is not made for a disabled account, and its idempotent repetition is a new one", async () => {
    const account = await invited();
    const headers = { "idempotency-key": `link-${account.id}` };
    const urls = [];
    for (let i = 0; i < 2; i++) urls.push((await first.call("POST", `/accounts/${account.id}/sign-in-link`, { headers })).json.url);
    assert.equal(query(server.database, `SELECT count(*) FROM idempotency WHERE answer LIKE '%sign-in#%'`)[0], "0");
    await first.post(`/accounts/${account.id}/disable`);
    await first.refused("POST", `/accounts/${account.id}/sign-in-link`, 409);
    for (const url of urls.filter(Boolean)) await nobody.refused("POST", "/session/link", 401, { json: { token: url.split("#")[1] } });
  });
});

describe("a password", () => {
  test("is changed by who knows the present one; the other sessions end, this one gets a new cookie", async () => {
    const account = await invited();
    const link = await first.post(`/accounts/${account.id}/sign-in-link`);
    const person = new Client(server);
    person.enter(await person.post("/session/link", { token: link.url.split("#")[1] }));
    person.enter(await person.put("/session/password", { password: "brass kettle on snow" }));
    const [here, there] = [await login(server, account.login, "brass kettle on snow"), await login(server, account.login, "brass kettle on snow")];
    await here.refused("PUT", "/session/password", 422, { json: { password: "a green hill at dawn" }, pointer: "/current" });
    await here.refused("PUT", "/session/password", 422, { json: { current: "wrong", password: "a green hill at dawn" }, pointer: "/current" });
    const cookie = here.cookie;
    here.enter(await here.put("/session/password", { current: "brass kettle on snow", password: "a green hill at dawn" }));
    assert.notEqual(here.cookie, cookie);
    await here.patch("/session", { lang: "en" });
    await there.refused("GET", "/session", 401);
    await nobody.refused("POST", "/session", 401, { json: { login: account.login, password: "brass kettle on snow" } });
  });

  test("cannot be guessed by a stolen session", async () => {
    const account = await invited();
    const link = await first.post(`/accounts/${account.id}/sign-in-link`);
    const owner = new Client(server);
    owner.enter(await owner.post("/session/link", { token: link.url.split("#")[1] }));
    await owner.put("/session/password", { password: "brass kettle on snow" });
    const thief = await login(server, account.login, "brass kettle on snow");
    const json = { current: "guess", password: "a green hill at dawn" };
    for (let i = 0; i < 10; i++) await thief.refused("PUT", "/session/password", 422, { json });
    await thief.refused("PUT", "/session/password", 429, { json });
  });
});

describe("accounts", () => {
  test("are managed by administrators, seen by CISO and auditor, and nobody else's business", async () => {
    for (const role of ROLES) {
      const person = await signedInAs(first, role);
      const sees = ["admin", "ciso", "auditor"].includes(role);
      await (sees ? person.get("/accounts") : person.refused("GET", "/accounts", 403));
      if (role !== "admin") await person.refused("POST", "/accounts", 403, { json: { login: "x", name: "x" } });
    }
  });

  test("an administrator alone sees no business data", async () => {
    const person = await signedInAs(first, "admin");
    await person.refused("GET", "/measures", 403);
    await person.refused("GET", "/audit", 403);
    const { permissions } = await person.get("/session");
    assert.ok(!permissions.some((p: string) => /^(measure|audit|response|campaign)\./.test(p)), permissions.join());
  });

  test("nobody gives himself a role", async () => {
    const person = await signedInAs(first, "ciso");
    const { account } = await person.get("/session");
    await person.refused("PUT", `/accounts/${account.id}/roles`, 403, { json: { roles: [{ role: "admin", unit: top }] }, etag: "*" });
  });

  test("a login is taken once, however it is written; bad references are named", async () => {
    await first.refused("POST", "/accounts", 422, { json: { login: LOGIN.toUpperCase(), name: "x" }, pointer: "/login" });
    await first.refused("POST", "/accounts", 422, { json: { login: "a b", name: "x" }, pointer: "/login" });
    await first.refused("POST", "/accounts", 422, { json: { login: "p1", name: "x", person: "P-1999-0001" }, pointer: "/person" });
    const twice = { role: "member", unit: top };
    await first.refused("POST", "/accounts", 422, { json: { login: "p1", name: "x", roles: [twice, twice] }, pointer: "/roles/1" });
  });

  test("a change needs the version it is about", async () => {
    const account = await invited();
    const path = `/accounts/${account.id}`;
    await first.refused("PATCH", path, 428, { json: { name: "y" } });
    const etag = await etagOf(path);
    assert.equal((await first.patch(path, { name: "新しい名前", lang: "en" }, etag)).name, "新しい名前");
    await first.refused("PATCH", path, 412, { json: { name: "z" }, etag });
    assert.equal((await first.get(`/accounts?q=${encodeURIComponent("新しい")}`)).total, 1);
  });

  test("are listed in pages without a gap", async () => {
    const all = (await first.get("/accounts?limit=500")).items.map((a: Json) => a.login);
    const paged: string[] = [];
    for (let cursor: string | null = ""; cursor !== null; ) {
      const page: Json = await first.get(`/accounts?limit=3${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ""}`);
      paged.push(...page.items.map((a: Json) => a.login));
      cursor = page.next;
    }
    assert.deepEqual(paged, all);
    assert.deepEqual([...all].sort(), all);
  });

  test("a change of roles ends the sessions; a disabled account cannot sign in", async () => {
    const person = await signedInAs(first, "member");
    const { account } = await person.get("/session");
    await person.refused("GET", "/audit", 403);
    const changed = await setRoles(account.id, [{ role: "auditor", unit: top }]);
    assert.equal(changed.roles[0].role, "auditor");
    await person.refused("GET", "/session", 401);
    const link = await first.post(`/accounts/${account.id}/sign-in-link`);
    person.enter(await person.post("/session/link", { token: link.url.split("#")[1] }));
    await person.get("/audit");
    await first.post(`/accounts/${account.id}/disable`);
    await person.refused("GET", "/session", 401);
    assert.equal((await first.post(`/accounts/${account.id}/enable`)).state, "active");
  });

  test("the role of administrator is the whole organisation's", async () => {
    const unit = await first.post("/units", { name: "支店", kind: "shop", parent: top }, 201);
    const account = await invited();
    const etag = await etagOf(`/accounts/${account.id}`);
    const roles = [{ role: "admin", unit: unit.id }];
    await first.refused("PUT", `/accounts/${account.id}/roles`, 422, { json: { roles }, etag, pointer: "/roles/0/unit" });
  });

  test("the last administrator stays, and the own role change keeps the own session", async () => {
    const lonely = await startServer();
    const only = await setUp(lonely);
    const { account } = await only.get("/session");
    const unit = await topUnit(only);
    const path = `/accounts/${account.id}`;
    const etag = async (): Promise<string> => (await only.call("GET", path)).headers.get("etag") ?? "";
    await only.refused("PUT", `${path}/roles`, 409, { json: { roles: [{ role: "ciso", unit }] }, etag: await etag() });
    await only.refused("POST", `${path}/disable`, 409);
    await only.post("/accounts", { login: "waiting", name: "x", roles: [{ role: "admin", unit }] }, 201);
    await only.refused("POST", `${path}/disable`, 409); // somebody who was never here is no administrator
    const second = await signedInAs(only, "admin");
    const cookie = only.cookie;
    await only.put(`${path}/roles`, { roles: [{ role: "ciso", unit }] }, await etag());
    assert.notEqual(only.cookie, cookie);
    const me = await only.get("/session");
    assert.deepEqual(me.roles.map((r: Json) => r.role), ["ciso"]);
    await only.refused("POST", "/accounts", 403, { json: { login: "y", name: "y" } });
    await second.get("/accounts");
  });
});

describe("the command line", () => {
  test("adds, lists, links and disables accounts", async () => {
    const added = command(server.database, ["user", "add", "taro", "山田 太郎", "--role", "manager"]);
    const link = /\/sign-in#(\S+)/.exec(added)?.[1];
    const person = new Client(server);
    person.enter(await person.post("/session/link", { token: link }));
    assert.equal((await person.get("/session")).roles[0].role, "manager");
    assert.match(command(server.database, ["user", "list"]), /^taro\t山田 太郎\t/m);
    assert.match(command(server.database, ["user", "link", "TARO"]), /\/sign-in#1\./);
    command(server.database, ["user", "disable", "taro"]);
    await person.refused("GET", "/session", 401);
    command(server.database, ["user", "enable", "taro"]);
    command(server.database, ["user", "link", "nobody-here"], { status: 1 });
    command(server.database, ["user", "add", "taro", "again"], { status: 1 });
    command(server.database, ["user", "what"], { status: 2 });
  });
});

test("units keep their tree: no circle, no second top, the top stays", async () => {
  const a = await first.post("/units", { name: "甲", kind: "division", parent: top }, 201);
  const b = await first.post("/units", { name: "乙", kind: "department", parent: a.id }, 201);
  await first.refused("PATCH", `/units/${a.id}`, 422, { json: { parent: b.id }, etag: await etagOf(`/units/${a.id}`), pointer: "/parent" });
  await first.refused("PATCH", `/units/${a.id}`, 422, { json: { parent: null }, etag: await etagOf(`/units/${a.id}`), pointer: "/parent" });
  await first.refused("DELETE", `/units/${a.id}`, 409, { etag: await etagOf(`/units/${a.id}`) });
  await first.refused("DELETE", `/units/${top}`, 409, { etag: await etagOf(`/units/${top}`) });
});

test("a manager of one unit reaches that unit and what is below it", async () => {
  const a = await first.post("/units", { name: "東", kind: "division", parent: top }, 201);
  const below = await first.post("/units", { name: "東の一", kind: "department", parent: a.id }, 201);
  const b = await first.post("/units", { name: "西", kind: "division", parent: top }, 201);
  const manager = await signedInAs(first, "manager", a.id);
  const body = (unit: string): Json => ({ unit, family_name: "鈴木", given_name: "次郎" });
  await manager.post("/people", body(a.id), 201);
  await manager.post("/people", body(below.id), 201);
  await manager.refused("POST", "/people", 403, { json: body(b.id) });
  await manager.refused("POST", "/people", 403, { json: body(top) });
});
