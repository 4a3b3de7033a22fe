// The log of log-ins: what came of each, for the person and for administrators, and the odd ones.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Client, type Json } from "../support/client.ts";
import { query } from "../support/database.ts";
import { setUp, signedInAs } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer({ env: { KANAME_PROXIES: "127.0.0.1" } });
const first = await setUp(server);
const PASSWORD = "brass kettle on snow";
const EDGE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0";
const FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0";

async function person(): Promise<{ client: Client; login: string; id: string }> {
  const client = await signedInAs(first, "member");
  client.enter(await client.put("/session/password", { password: PASSWORD }));
  const { account } = await client.get("/session");
  query(server.database, "DELETE FROM sign_in");
  return { client, login: account.login, id: account.id };
}

async function come(login: string, from: string, agent: string, password = PASSWORD): Promise<Client> {
  const client = new Client(server);
  const answer = await client.call("POST", "/session", { json: { login, password }, headers: { "x-forwarded-for": from, "user-agent": agent } });
  if (answer.status === 200) client.enter(answer.json);
  return client;
}

test("good and refused log-ins stand in the person's log with address and browser", async () => {
  const p = await person();
  await come(p.login, "192.0.2.5", EDGE, "wrong");
  const client = await come(p.login, "192.0.2.5", EDGE);
  const { items, next } = await client.get("/session/sign-ins");
  assert.equal(next, null);
  assert.deepEqual(items.map((i: Json) => [i.result, i.opened_by, i.address, i.agent]), [["ok", "password", "192.0.2.5", EDGE], ["password", null, "192.0.2.5", EDGE]]);
  const page = await client.get("/session/sign-ins?limit=1");
  assert.equal(page.items[0].result, "ok");
  assert.equal((await client.get(`/session/sign-ins?limit=1&cursor=${page.next}`)).items[0].result, "password");
});

test("administrators see those of an account and of all, also of unknown logins; nobody else does", async () => {
  const [p, ciso] = [await person(), await signedInAs(first, "ciso")];
  await come(p.login, "192.0.2.5", EDGE);
  await come("no-such-person", "198.51.100.7", FIREFOX);
  assert.equal((await first.get(`/accounts/${p.id}/sign-ins`)).items.length, 1);
  const all: Json[] = (await first.get("/sign-ins")).items;
  const unknown = all.find((i) => i.account === null);
  assert.equal(unknown.address, "198.51.100.7");
  assert.ok(!JSON.stringify(all).includes("no-such-person"), "what was typed may be a password");
  for (const client of [ciso, p.client]) {
    await client.refused("GET", "/sign-ins", 403);
    await client.refused("GET", `/accounts/${p.id}/sign-ins`, 403);
  }
});

test("a new browser from a new network is told until the person has said who it was", async () => {
  const [p, other] = [await person(), await person()];
  for (let i = 0; i < 3; i++) await come(p.login, `192.0.2.${i}`, EDGE);
  const known = await come(p.login, "192.0.2.200", FIREFOX); // one new thing
  assert.deepEqual((await known.get("/session/sign-in-notices")).items, []);
  await come(p.login, "203.0.113.9", "curl/8.1");
  const [notice] = (await known.get("/session/sign-in-notices")).items;
  assert.deepEqual(notice.odd, ["browser", "network"]);
  assert.equal(notice.address, "203.0.113.9");
  await other.client.refused("POST", `/session/sign-in-notices/${notice.id}/seen`, 404);
  const answer = await known.call("POST", `/session/sign-in-notices/${notice.id}/seen`);
  assert.equal(answer.status, 204);
  assert.deepEqual((await known.get("/session/sign-in-notices")).items, []);
  assert.equal((await known.get("/session/sign-ins")).items[0].seen, true);
});
