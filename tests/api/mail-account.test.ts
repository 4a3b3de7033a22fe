// Mail about accounts: forgotten passwords, invitations, what concerns somebody's safety.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Client, type Json } from "../support/client.ts";
import { query } from "../support/database.ts";
import { until } from "../support/environment.ts";
import { giveAddress, type Mail, mailSettings, openMailbox } from "../support/mailbox.ts";
import { login, setUp, signedInAs, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const mailbox = await openMailbox();
const server = await startServer({ env: { ...mailSettings(mailbox), KANAME_PROXIES: "127.0.0.1" } });
const first = await setUp(server);
const top = await topUnit(first);
const OLD = "brass kettle on snow";
const NEW = "marble otter 47 tidal quince";

let count = 0;
async function person(): Promise<{ client: Client; login: string; id: string; address: string }> {
  const client = await signedInAs(first, "member");
  const address = `member-${++count}@example.jp`;
  client.enter(await client.put("/session/password", { password: OLD }));
  await giveAddress(first, client, address, top);
  const { account } = await client.get("/session");
  return { client, login: account.login, id: account.id, address };
}

const ask = (typed: string, from = "192.0.2.1"): ReturnType<Client["call"]> =>
  new Client(server).call("POST", "/session/password-reset", { json: { login: typed }, headers: { "x-forwarded-for": from } });
const tokenIn = (mail: Mail, page: string): string => new RegExp(`/${page}#(\\S+)`).exec(mail.text)?.[1] ?? assert.fail(mail.text);
const isReset = (mail: Mail): boolean => /#/.test(mail.text);
const allSent = (): Promise<unknown> =>
  until("every job is done", () => query(server.database, "SELECT count(*) FROM job WHERE kind = 'password_reset' AND state IN ('queued', 'running')")[0] === "0" || null);

test("a forgotten password is set by mail, once, and ends what was open", async () => {
  const p = await person();
  assert.deepEqual(await new Client(server).get("/session/password-reset"), { offered: true });
  const other = await login(server, p.login, OLD);
  await other.post("/tokens", { name: "script", scopes: ["read"], days: 1 }, 201);
  const calendar = new URL((await other.post("/calendar-feed", undefined, 201)).url).pathname;
  assert.equal((await ask(p.login)).status, 204);
  const mail = await mailbox.mailTo(p.address, isReset);
  assert.equal(mail.headers["subject"], "パスワードの再設定");
  assert.equal(mail.headers["list-unsubscribe"], undefined);
  const token = tokenIn(mail, "reset");
  const nobody = new Client(server);
  await nobody.refused("POST", "/session/password-reset/finish", 422, { json: { token, password: "short", end_tokens: true }, pointer: "/password" });
  await nobody.post("/session/password-reset/finish", { token, password: NEW, end_tokens: true }, 204);
  await nobody.refused("POST", "/session/password-reset/finish", 401, { json: { token, password: OLD, end_tokens: true } });
  for (const gone of [p.client, other]) await gone.refused("GET", "/session", 401);
  await nobody.refused("POST", "/session", 401, { json: { login: p.login, password: OLD } });
  const again = await login(server, p.login, NEW);
  assert.deepEqual((await again.get("/tokens")).items, []);
  await nobody.refused("GET", `/${calendar}`, 404);
  assert.match((await mailbox.mailTo(p.address, (m) => m.headers["subject"] === "パスワードが変わりました")).text, /管理者に知らせて/);
});

test("nobody learns whether an account is there, and a mail address is as good as the login", async () => {
  const p = await person();
  const unknown = await ask("no-such-person");
  const known = await ask(p.address.toUpperCase(), "192.0.2.2");
  assert.deepEqual([unknown.status, unknown.text], [known.status, known.text]);
  await mailbox.mailTo(p.address, isReset);
  await first.post(`/accounts/${p.id}/disable`);
  const before = mailbox.mails.length;
  assert.equal((await ask(p.login, "192.0.2.3")).status, 204);
  await allSent();
  assert.equal(mailbox.mails.length, before);
  assert.ok(!query(server.database, "SELECT payload FROM job").join().includes("no-such-person"), "what was typed may be a password");
});

test("who has no password here, coming by a directory, is given none", async () => {
  const client = await signedInAs(first, "member");
  await giveAddress(first, client, "directory@example.jp", top);
  const { account } = await client.get("/session");
  assert.equal((await ask(account.login, "192.0.2.9")).status, 204);
  await allSent();
  assert.deepEqual(query(server.database, "SELECT address FROM mail WHERE kind = 'password' AND address = 'directory@example.jp'"), []);
});

test("only the newest link of an account works, and not after half an hour", async () => {
  const p = await person();
  await ask(p.login, "198.51.100.1");
  const older = tokenIn(await mailbox.mailTo(p.address, isReset), "reset");
  await ask(p.login, "198.51.100.1");
  const newer = tokenIn(await mailbox.mailTo(p.address, (m) => isReset(m) && !m.text.includes(older)), "reset");
  const nobody = new Client(server);
  await nobody.refused("POST", "/session/password-reset/finish", 401, { json: { token: older, password: NEW, end_tokens: false } });
  query(server.database, "UPDATE session SET expires_at = 1 WHERE kind = 'reset'");
  await nobody.refused("POST", "/session/password-reset/finish", 401, { json: { token: newer, password: NEW, end_tokens: false } });
});

test("too many for one login send no more, too many from one network are told to wait", async () => {
  const p = await person();
  for (let i = 0; i < 6; i++) assert.equal((await ask(p.login, `203.0.${i}.1`)).status, 204);
  await allSent();
  await until("the mails are out", () => query(server.database, "SELECT count(*) FROM mail WHERE state = 'queued'")[0] === "0" || null);
  assert.equal(mailbox.mails.filter((m) => m.to === p.address && isReset(m)).length, 3);
  let last = 204;
  for (let i = 0; i < 25 && last === 204; i++) last = (await ask(`x${i}`, "203.0.113.7")).status;
  assert.equal(last, 429);
});

test("an invitation brings the one-time link to the person, in their language", async () => {
  const person = await first.post("/people", { unit: top, family_name: "Smith", given_name: "Anne", email: "anne@example.com" }, 201);
  const account = await first.post("/accounts", { login: "anne", name: "Anne Smith", person: person.id, lang: "en", roles: [{ role: "member", unit: top }] }, 201);
  const sent: Json = await first.post(`/accounts/${account.id}/invitation`);
  assert.equal(sent.address, "anne@example.com");
  const mail = await mailbox.mailTo("anne@example.com");
  assert.match(mail.headers["subject"] ?? "", /^Invitation to Kaname of /);
  const client = new Client(server);
  client.enter(await client.post("/session/link", { token: tokenIn(mail, "sign-in") }));
  assert.equal((await client.get("/session")).account.login, "anne");
  const nameless = await first.post("/accounts", { login: "nameless", name: "Nameless", roles: [] }, 201);
  await first.refused("POST", `/accounts/${nameless.id}/invitation`, 409);
});

test("an unusual log-in and a second factor taken away are told by mail, whatever was chosen", async () => {
  const p = await person();
  query(server.database, "DELETE FROM sign_in");
  const come = async (from: string, agent: string): Promise<unknown> =>
    new Client(server).call("POST", "/session", { json: { login: p.login, password: OLD }, headers: { "x-forwarded-for": from, "user-agent": agent } });
  for (let i = 0; i < 3; i++) await come(`192.0.2.${i}`, "Mozilla/5.0 (Windows NT 10.0) Edg/130.0");
  await come("203.0.113.9", "curl/8.1");
  const mail = await mailbox.mailTo(p.address, (m) => m.headers["subject"] === "いつもと違うログインがありました");
  assert.match(mail.text, /203\.0\.113\.9/);
  query(server.database, "UPDATE account SET factor_at = 1");
  await first.call("DELETE", `/accounts/${p.id}/factor`);
  await mailbox.mailTo(p.address, (m) => m.headers["subject"] === "二要素認証が解除されました");
  assert.ok((await p.client.call("GET", "/notices")).status === 401, "the reset has ended the sessions");
});
