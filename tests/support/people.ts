// People for tests: the first set-up, and somebody for every role.
import assert from "node:assert/strict";
import { Client } from "./client.ts";
import { until } from "./environment.ts";
import type { Server } from "./server.ts";

export const ROLES = ["executive", "ciso", "security", "csirt", "manager", "member", "auditor", "trainer", "admin"] as const;
export type Role = (typeof ROLES)[number];

export const LOGIN = "hanako.sato";
export const PASSWORD = "wabisuke 31 tombo kagerou";

// The token of the first set-up's link, as `kaname serve` prints it.
export async function setupToken(server: Server): Promise<string> {
  return until("the set-up link is printed", () => /\/setup#(\S+)/.exec(server.log)?.[1] ?? null);
}

export const SETUP = {
  organisation: "株式会社かなめ商店",
  zone: "Asia/Tokyo",
  lang: "ja",
  fiscal_first_month: 4,
  family_name: "佐藤",
  given_name: "花子",
  kana: "サトウ ハナコ",
  login: LOGIN,
  password: PASSWORD,
};

// Sets the organisation up; the first person, administrator and CISO of it, is signed in.
export async function setUp(server: Server, changes: Partial<typeof SETUP> = {}): Promise<Client> {
  const client = new Client(server);
  client.enter(await client.post("/setup", { ...SETUP, ...changes, token: await setupToken(server) }, 201));
  return client;
}

export async function login(server: Server, name = LOGIN, password = PASSWORD): Promise<Client> {
  const client = new Client(server);
  client.enter(await client.post("/session", { login: name, password }));
  return client;
}

// Signs in as somebody of the sample company by the link that `kaname demo` has printed.
export async function enterBy(server: Server, links: string, name: string): Promise<Client> {
  const token = new RegExp(`^\\s*${name} .*#(\\S+)$`, "m").exec(links)?.[1];
  assert.ok(token, `no link for ${name}`);
  const client = new Client(server);
  client.enter(await client.post("/session/link", { token }));
  return client;
}

let count = 0;

// A new person with these roles in a unit (the top one when not given), signed in by a link that
// `first`, an administrator, has made.
export async function signedInAs(first: Client, roles: Role | readonly Role[], unit?: string): Promise<Client> {
  const list = typeof roles === "string" ? [roles] : roles;
  const place = unit ?? (await topUnit(first));
  const name = `${list[0]}-${++count}`;
  const account = await first.post("/accounts", { login: name, name, roles: list.map((role) => ({ role, unit: place })) }, 201);
  const link = await first.post(`/accounts/${account.id}/sign-in-link`);
  const token = /#(\S+)$/.exec(link.url)?.[1];
  assert.ok(token, `no token in ${link.url}`);
  const client = new Client(first.server);
  client.enter(await client.post("/session/link", { token }));
  return client;
}

export interface Colleague {
  client: Client;
  account: string;
  person: string;
  name: string;
}

// Somebody with an account and a person, so with a name and a post.
export async function colleagueOf(first: Client, family: string, post: string, roles: Role[], unit: string): Promise<Colleague> {
  const person = await first.post("/people", { family_name: family, given_name: "太郎", post, unit }, 201);
  const login = `p${person.number.toLowerCase()}`;
  const account = await first.post("/accounts", { login, name: person.name, person: person.id, roles: roles.map((role) => ({ role, unit })) }, 201);
  const link = await first.post(`/accounts/${account.id}/sign-in-link`);
  const client = new Client(first.server);
  client.enter(await client.post("/session/link", { token: /#(\S+)$/.exec(link.url)?.[1] }));
  return { client, account: account.id, person: person.id, name: person.name };
}

export async function topUnit(client: Client): Promise<string> {
  const me = await client.get("/session");
  return me.roles[0].unit.id;
}

// A set-up server and somebody with every role at its top: whom no route refuses.
export async function everybody(server: Server): Promise<Client> {
  return signedInAs(await setUp(server), ROLES);
}
