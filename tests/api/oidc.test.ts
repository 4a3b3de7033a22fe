// Log-in by OpenID Connect: against a real provider, and against one that lies.
import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { beforeEach, describe, test } from "node:test";
import { codeOf } from "../support/authenticator.ts";
import { Client, type Json } from "../support/client.ts";
import { query } from "../support/database.ts";
import { CLIENT, hostileProvider, type HostileProvider, realProvider, SECRET } from "../support/identity_provider.ts";
import { LOGIN, PASSWORD, setUp, signedInAs, topUnit } from "../support/people.ts";
import { providerOf } from "../support/scim.ts";
import { startServer } from "../support/server.ts";

const server = await startServer({ env: { KANAME_PLAIN_SIGN_IN: "loopback" } });
const origin = `http://localhost:${server.port}`;
const first = await setUp(server);
const top = await topUnit(first);
const real = await realProvider(origin);
const nobody = new Client(server);

interface Settings {
  [key: string]: unknown;
}

async function settings(more: Settings = {}): Promise<Json> {
  const { version } = await first.get("/sign-in-providers/oidc");
  const body = { enabled: true, name: "かなめID", issuer: real.issuer, client_id: CLIENT, secret: SECRET, by_mail: true, ...more };
  return first.put("/sign-in-providers/oidc", body, `"${version}"`);
}

// A person of the organisation with this address and an account.
async function member(email: string): Promise<Json> {
  const person = await first.post("/people", { unit: top, family_name: "山田", given_name: "太郎", email }, 201);
  return first.post("/accounts", { login: email.replace("@", "."), name: "山田 太郎", person: person.id, roles: [{ role: "member", unit: top }] }, 201);
}

const begin = (client = nobody, body: Json = {}): Promise<{ url: string; ticket: string }> => client.post("/session/oidc", body);

// What the page posts of the address it was sent back to.
function returned(at: URL, ticket: string): Json {
  assert.equal(at.origin + at.pathname, `${origin}/sign-in/oidc`);
  const got = (name: string): string | undefined => at.searchParams.get(name) ?? undefined;
  return { ticket, state: got("state"), authorization_code: got("code"), iss: got("iss") };
}

async function logIn(who: string, client = new Client(server)): Promise<{ client: Client; me: Json; answer: Json }> {
  const { url, ticket } = await begin(client);
  const answer = returned(await real.logIn(url, who), ticket);
  const me = await client.post("/session/oidc/return", answer);
  client.enter(me);
  return { client, me, answer };
}

describe("with a real provider", () => {
  test("nobody comes in before an administrator has set it up", async () => {
    assert.deepEqual(await nobody.get("/sign-in-ways"), { password: true, oidc: null, passkey: true });
    const problem = await nobody.refused("POST", "/session/oidc", 409, { json: {} });
    assert.match(problem.detail ?? "", /not set up/);
  });

  test("its settings are the administrator's, checked, and the secret is never shown", async () => {
    const member = await signedInAs(first, "ciso");
    await member.refused("GET", "/sign-in-providers/oidc", 403);
    const bad = { enabled: true, name: "", issuer: "http://id.example", client_id: "", scopes: "email", create: true, roles: [{ value: "*", role: "admin", unit: "00000000-0000-7000-8000-000000000000" }] };
    const problem = await first.refused("PUT", "/sign-in-providers/oidc", 422, { json: bad, etag: '"0"' });
    assert.deepEqual(new Set(problem.errors?.map((e) => e.pointer)), new Set(["/name", "/issuer", "/client_id", "/scopes", "/roles/0/unit"]));
    const saved = await settings();
    assert.equal(saved.secret_set, true);
    assert.equal(saved.return_url, `${origin}/sign-in/oidc`);
    assert.ok(!JSON.stringify(await first.get("/sign-in-providers/oidc")).includes(SECRET));
    assert.ok(!query(server.database, "SELECT settings FROM sign_in_provider").join().includes(SECRET));
    const kept = await first.put("/sign-in-providers/oidc", { enabled: true, name: "かなめID", issuer: real.issuer, client_id: CLIENT, by_mail: true }, `"${saved.version}"`);
    assert.equal(kept.secret_set, true);
    const entries = await first.get("/audit?limit=5");
    assert.ok(!JSON.stringify(entries).includes(SECRET));
  });

  test("the connection can be tried", async () => {
    assert.deepEqual(await first.post("/sign-in-providers/oidc/test"), { issuer: real.issuer, keys: 1 });
  });

  test("an account that the provider has made by SCIM comes in by its address", async () => {
    const provider = await providerOf(first);
    const made = await provider.post("/Users", { userName: "scim@kaname.example", name: { familyName: "連携", givenName: "花" }, emails: [{ value: "scim@kaname.example", primary: true }] });
    real.people["scim"] = { email: "scim@kaname.example", email_verified: true };
    assert.equal((await logIn("scim")).me.account.id, made.id);
    await provider.patch(`/Users/${made.id}`, { op: "replace", value: { active: false } });
    await assert.rejects(logIn("scim"));
  });

  test("a person with a verified address comes in, is linked, and is known by the subject from then on", async () => {
    const account = await member("taro@example.com");
    real.people["sub-taro"] = { email: "TARO@example.com", email_verified: true, name: "Taro" };
    assert.deepEqual(await nobody.get("/sign-in-ways"), { password: true, oidc: "かなめID", passkey: true });
    const { client, me } = await logIn("sub-taro");
    assert.equal(me.account.id, account.id);
    assert.equal(me.session.opened_by, "oidc");
    const { items } = await client.get("/session/identities");
    assert.equal(items.length, 1);
    assert.equal(items[0].subject, "sub-taro");
    real.people["sub-taro"] = { email: "married@example.com", email_verified: true };
    assert.equal((await logIn("sub-taro")).me.account.id, account.id);
    const log = (await client.get("/session/sign-ins")).items;
    assert.equal(log[0].opened_by, "oidc");
    const audit = (await first.get("/audit?limit=50")).items.map((e: Json) => e.action);
    assert.ok(audit.includes("identity_link"), audit.join(" "));
  });

  test("an address that is not verified finds nobody", async () => {
    await member("jiro@example.com");
    real.people["sub-jiro"] = { email: "jiro@example.com", email_verified: false };
    const { url, ticket } = await begin();
    const answer = returned(await real.logIn(url, "sub-jiro"), ticket);
    const problem = await nobody.refused("POST", "/session/oidc/return", 401, { json: answer });
    assert.match(problem.detail ?? "", /no Kaname account/);
    assert.equal((await first.get("/sign-ins?limit=1")).items[0].result, "provider");
  });

  test("a claim that is the login finds the account, where the settings say so", async () => {
    const account = await member("saburo@example.com");
    real.people["sub-saburo"] = { preferred_username: "SABURO.example.com" };
    await settings({ login_claim: "preferred_username" });
    assert.equal((await logIn("sub-saburo")).me.account.id, account.id);
    await settings();
  });

  test("accounts are made with the roles of their groups, and follow them", async () => {
    const roles = [
      { value: "shops", role: "member", unit: top },
      { value: "it", role: "security", unit: top },
    ];
    await settings({ create: true, sync_roles: true, role_claim: "groups", roles });
    real.people["sub-none"] = { email: "none@example.com", email_verified: true, groups: ["others"] };
    await assert.rejects(logIn("sub-none"), /no Kaname account/);
    real.people["sub-new"] = { email: "new@example.com", email_verified: true, name: "新 しい", groups: ["shops", "others"] };
    const { me } = await logIn("sub-new");
    assert.equal(me.account.login, "new@example.com");
    assert.equal(me.account.name, "新 しい");
    assert.deepEqual(me.roles.map((r: Json) => r.role), ["member"]);
    real.people["sub-new"] = { ...real.people["sub-new"], groups: ["it"] };
    const again = await logIn("sub-new");
    assert.equal(again.me.account.id, me.account.id);
    assert.deepEqual(again.me.roles.map((r: Json) => r.role), ["security"]);
    await settings();
  });

  test("a disabled account stays out", async () => {
    const account = await member("out@example.com");
    real.people["sub-out"] = { email: "out@example.com", email_verified: true };
    await logIn("sub-out");
    await first.post(`/accounts/${account.id}/disable`);
    await assert.rejects(logIn("sub-out"), /disabled/);
  });

  test("the signed-in caller links and unlinks; what is linked already is another's", async () => {
    const person = await signedInAs(first, "member");
    real.people["sub-link"] = { email: "elsewhere@example.com", email_verified: true };
    const { url, ticket } = await begin(person, { link: true });
    const answer = returned(await real.logIn(url, "sub-link"), ticket);
    await nobody.refused("POST", "/session/oidc/return", 401, { json: answer }); // without the session
    await person.post("/session/oidc/return", answer);
    const { items } = await person.get("/session/identities");
    assert.equal(items[0].subject, "sub-link");
    const mine = (await person.get("/session")).account.id;
    assert.equal((await logIn("sub-link")).me.account.id, mine);
    const other = await signedInAs(first, "member");
    const second = await begin(other, { link: true });
    await other.refused("POST", "/session/oidc/return", 409, { json: returned(await real.logIn(second.url, "sub-link"), second.ticket) });
    await person.delete(`/session/identities/${items[0].id}`);
    await assert.rejects(logIn("sub-link"), /no Kaname account/);
    await nobody.refused("POST", "/session/oidc", 401, { json: { link: true } });
  });

  test("an account with a second factor is asked for it here, unless the provider is trusted with it", async () => {
    await member("factor@example.com");
    real.people["sub-factor"] = { email: "factor@example.com", email_verified: true };
    const { client } = await logIn("sub-factor");
    const { secret } = await client.post("/session/factor");
    await client.put("/session/factor", { code: codeOf(secret) });
    query(server.database, "UPDATE factor SET last_step = 0");
    const fresh = new Client(server);
    const { url, ticket } = await begin(fresh);
    const answer = returned(await real.logIn(url, "sub-factor"), ticket);
    const ask = await fresh.refused("POST", "/session/oidc/return", 422, { json: answer, pointer: "/code" });
    assert.equal(ask.errors?.[0]?.code, "code_needed");
    const { ticket: t, state } = answer;
    const wrong = await fresh.refused("POST", "/session/oidc/return", 422, { json: { ticket: t, state, code: "000000" }, pointer: "/code" });
    assert.equal(wrong.errors?.[0]?.code, "code_wrong");
    const me = await fresh.post("/session/oidc/return", { ticket: t, state, code: codeOf(secret) });
    assert.equal(me.session.must_enrol, false);
    query(server.database, "UPDATE factor SET last_step = 0");
    await new Client(server).refused("POST", "/session/oidc/return", 401, { json: { ticket: t, state, code: codeOf(secret) } });
    await settings({ second_factor: true });
    assert.equal((await logIn("sub-factor")).me.session.opened_by, "oidc");
    await settings();
  });

  test("where it is the only way, a right password is refused to all but administrators", async () => {
    const person = await signedInAs(first, "member");
    person.enter(await person.put("/session/password", { password: "brass kettle on snow" }));
    const { login } = (await person.get("/session")).account;
    const only = true;
    await settings({ only });
    assert.equal((await nobody.get("/sign-in-ways")).password, false);
    const right = await nobody.refused("POST", "/session", 401, { json: { login, password: "brass kettle on snow" } });
    assert.match(right.detail ?? "", /single sign-on/);
    const wrong = await nobody.refused("POST", "/session", 401, { json: { login, password: "wrong" } });
    assert.doesNotMatch(wrong.detail ?? "", /single sign-on/);
    await new Client(server).post("/session", { login: LOGIN, password: PASSWORD });
    await settings();
  });

  test("logging out tells where to log out there, when the settings say so", async () => {
    real.people["sub-bye"] = { email: "bye@example.com", email_verified: true };
    await member("bye@example.com");
    await settings({ logout: true });
    const { client } = await logIn("sub-bye");
    const { url } = await client.post("/session/oidc/leave");
    assert.ok(url.startsWith(`${real.issuer}/session/end?client_id=kaname&post_logout_redirect_uri=`), url);
    await client.refused("GET", "/session", 401);
    await settings();
    const again = await logIn("sub-bye");
    assert.equal((await again.client.post("/session/oidc/leave")).url, null);
  });

  test("an answer is taken once, by the browser that asked, and only with its own state", async () => {
    real.people["sub-once"] = { email: "once@example.com", email_verified: true };
    await member("once@example.com");
    const { answer } = await logIn("sub-once");
    await nobody.refused("POST", "/session/oidc/return", 401, { json: answer }); // again
    const mine = await begin();
    const theirs = await begin();
    const back = returned(await real.logIn(theirs.url, "sub-once"), mine.ticket);
    await nobody.refused("POST", "/session/oidc/return", 401, { json: back }); // another's state
    const good = returned(await real.logIn(mine.url, "sub-once"), mine.ticket);
    for (const change of [{ state: `${good.state}x` }, { ticket: `${mine.ticket.slice(0, -2)}AA` }, { ticket: "x" }, { iss: "http://evil.example" }])
      await nobody.refused("POST", "/session/oidc/return", 401, { json: { ...good, ...change } });
  });

  test("keys that are changed are fetched anew; a provider that is down is said so, and passwords go on", async () => {
    real.people["sub-keys"] = { email: "keys@example.com", email_verified: true };
    await member("keys@example.com");
    await logIn("sub-keys");
    await real.stop();
    const { url, ticket } = await begin(); // the description is still known
    assert.ok(url && ticket);
    const problem = await nobody.refused("POST", "/session/oidc/return", 503, { json: { ticket, state: new URL(url).searchParams.get("state"), authorization_code: "x", iss: real.issuer } });
    assert.match(problem.detail ?? "", /cannot be reached/);
    await new Client(server).post("/session", { login: LOGIN, password: PASSWORD });
    await real.start(origin);
    await logIn("sub-keys"); // with a new key
  });
});

describe("with a provider that lies", () => {
  let evil: HostileProvider;

  beforeEach(async () => {
    evil = await hostileProvider();
    await settings({ issuer: evil.issuer, create: true, roles: [{ value: "*", role: "member", unit: top }] });
  });

  async function attempt(): Promise<{ status: number; detail: string }> {
    const { url, ticket } = await begin();
    const asked = new URL(url).searchParams;
    assert.equal(asked.get("code_challenge_method"), "S256");
    evil.nonce = asked.get("nonce") ?? "";
    const got = await nobody.call("POST", "/session/oidc/return", { json: { ticket, state: asked.get("state"), authorization_code: "c" } });
    nobody.cookie = "";
    return { status: got.status, detail: got.json.detail ?? "" };
  }

  async function refuses(token: HostileProvider["token"]): Promise<void> {
    evil.token = token;
    const { status, detail } = await attempt();
    assert.equal(status, 401, detail);
    assert.match(detail, /could not be confirmed/);
  }

  test("its good token is taken", async () => {
    assert.equal((await attempt()).status, 200);
  });

  test("tokens of another issuer, client, person, time or log-in are refused", async () => {
    const now = Math.floor(Date.now() / 1000);
    for (const bad of [{ iss: "https://id.example" }, { aud: "other" }, { aud: [CLIENT, "other"] }, { azp: "other" }, { exp: now - 120 }, { exp: undefined }, { iat: now + 300 }, { iat: now - 7200 }, { nonce: "other" }, { nonce: undefined }, { sub: undefined }])
      await refuses((good) => evil.sign({ ...good, ...bad }));
  });

  test("tokens without a signature, by a shared secret, by another key or with their own are refused", async () => {
    const other = generateKeyPairSync("rsa", { modulusLength: 2048 });
    await refuses((good) => evil.unsigned(good));
    await refuses((good) => evil.confuse(good));
    await refuses((good) => evil.sign(good, { alg: "RS256", kid: evil.kid }, other.privateKey));
    await refuses((good) => evil.sign(good, { alg: "RS256", jwk: other.publicKey.export({ format: "jwk" }) }, other.privateKey));
    await refuses((good) => evil.sign(good, { alg: "RS256", kid: "unknown" }));
    await refuses((good) => evil.sign(good, { alg: "RS256", kid: evil.kid, crit: ["x"], x: 1 }));
    await refuses((good) => evil.sign(good).replace(/\.[^.]+\./, (claims) => `.${Buffer.from(JSON.stringify({ ...good, sub: "admin" })).toString("base64url")}${claims.slice(-1)}`));
    for (const text of ["", "x", "a.b.c", "a.b.c.d.e", "x".repeat(10000)]) await refuses(() => text);
  });

  test("a changed key is looked for once", async () => {
    assert.equal((await attempt()).status, 200);
    evil.key = generateKeyPairSync("rsa", { modulusLength: 2048 });
    evil.kid = "two";
    evil.calls = [];
    assert.equal((await attempt()).status, 200);
    assert.equal(evil.calls.filter((path) => path === "/keys").length, 1);
  });

  test("a description of somebody else, with other addresses, or none at all is said so", async () => {
    for (const description of [
      (good: Json) => ({ ...good, issuer: "https://id.example" }),
      (good: Json) => ({ ...good, token_endpoint: "http://id.example/token" }),
      (good: Json) => ({ ...good, jwks_uri: "file:///etc/passwd" }),
      () => [],
    ]) {
      const fresh = await hostileProvider();
      fresh.description = description;
      await settings({ issuer: fresh.issuer });
      await first.refused("POST", "/sign-in-providers/oidc/test", 409);
      await nobody.refused("POST", "/session/oidc", 409, { json: {} });
    }
  });

  test("answers that are too long, elsewhere or never end are no answers", async () => {
    evil.raw = (path, response) => {
      if (path !== "/.well-known/openid-configuration") return false;
      response.write("x".repeat(300 * 1024));
      response.end();
      return true;
    };
    await first.refused("POST", "/sign-in-providers/oidc/test", 503);
    evil.raw = (path, response) => {
      response.writeHead(302, { location: `${real.issuer}${path}` }).end();
      return true;
    };
    await first.refused("POST", "/sign-in-providers/oidc/test", 503);
  });
});
