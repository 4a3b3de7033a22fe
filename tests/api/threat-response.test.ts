// Threats with what staff do first, the reporting window, and the cards that are read without an account.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Client, type Json } from "../support/client.ts";
import { setUp, signedInAs } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer({ env: { KANAME_PROXIES: "127.0.0.1" } });
const ciso = await setUp(server);
const nobody = new Client(server);
const from = (address: string): { headers: Record<string, string> } => ({ headers: { "x-forwarded-for": address } });
const threat = { title: "ランサムウェア", position: 1, possible: true, keep_evidence: true, on_card: true, steps: "LANケーブルを抜く\n\n 電源は切らない \n" };
const makeLink = async (): Promise<string> => new URL((await ciso.post("/threat-card-link", undefined, 201)).url).hash.slice(1);
const opened = (token: string): Promise<Json> => nobody.post("/threat-cards/open", { token }, 200);

test("the usual threats are taken once, in their order, and each has a card", async () => {
  assert.equal((await ciso.post("/threat-responses/starter", undefined, 201)).made, 12);
  assert.equal((await ciso.post("/threat-responses/starter", undefined, 201)).made, 0);
  const { items } = await ciso.get("/threat-responses?sort=position");
  assert.deepEqual(items.map((t: Json) => t.position), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  const { cards } = await ciso.get("/threat-cards");
  assert.equal(cards.length, 12);
  assert.ok(cards.every((c: Json) => c.steps.length > 0 && c.steps.length <= 6));
  for (const { id } of items) await ciso.delete(`/threat-responses/${id}`, "*");
});

test("a step is a line, and a card has not more than fits a sheet", async () => {
  const { id } = await ciso.post("/threat-responses", threat, 201);
  assert.deepEqual((await ciso.get("/threat-cards")).cards.map((c: Json) => [c.title, c.steps]), [["ランサムウェア", ["LANケーブルを抜く", "電源は切らない"]]]);
  const lines = (n: number): string => Array.from({ length: n }, (_, i) => `手順${i}`).join("\n");
  await ciso.patch(`/threat-responses/${id}`, { steps: lines(10) }, "*");
  await ciso.refused("PATCH", `/threat-responses/${id}`, 422, { json: { steps: lines(11) }, etag: "*", pointer: "/steps" });
  await ciso.refused("PATCH", `/threat-responses/${id}`, 422, { json: { steps: "長".repeat(121) }, etag: "*", pointer: "/steps" });
  await ciso.refused("PATCH", `/threat-responses/${id}`, 422, { json: { steps: null }, etag: "*", pointer: "/steps" });
  await ciso.patch(`/threat-responses/${id}`, { steps: null, card_note: "人事部が対応します" }, "*");
  await ciso.patch(`/threat-responses/${id}`, { ...threat, card_note: null }, "*");
});

test("the reporting window is said by those who run security, and nobody's change is lost", async () => {
  const first = await ciso.get("/reporting-window");
  assert.deepEqual([first.version, first.phone], [0, null]);
  const said = { name: "CSIRT", phone: "03-5550-0119", email: "csirt@example.jp", chat: null, hours: "24時間", note: null };
  assert.equal((await ciso.put("/reporting-window", said, '"0"')).version, 1);
  await ciso.refused("PUT", "/reporting-window", 412, { json: said, etag: '"0"' });
  const member = await signedInAs(ciso, "member");
  assert.equal((await member.get("/reporting-window")).phone, "03-5550-0119");
  await member.refused("PUT", "/reporting-window", 403, { json: said, etag: '"1"' });
  const csirt = await signedInAs(ciso, "csirt");
  await csirt.refused("POST", "/threat-card-link", 403, {});
  const { items } = await ciso.get("/audit?subject=response_window");
  assert.deepEqual([items[0].action, items.length], ["update", 1]);
});

test("who runs security in one unit only opens no door for the whole organisation", async () => {
  const top: string = (await ciso.get("/session")).roles[0].unit.id;
  const shop = await ciso.post("/units", { name: "青葉店", kind: "shop", parent: top }, 201);
  const local = await signedInAs(ciso, "security", shop.id);
  await local.refused("POST", "/threat-card-link", 403, {});
  await local.refused("DELETE", "/threat-card-link", 403, {});
  await local.refused("PUT", "/reporting-window", 403, { json: { phone: "1" }, etag: '"1"' });
});

test("no card too many is left out in silence: it is refused", async () => {
  const made: string[] = [];
  const on = (await ciso.get("/threat-responses?limit=100")).items.filter((t: Json) => t.on_card).length;
  for (let i = on; i < 50; i++)
    made.push((await ciso.post("/threat-responses", { ...threat, title: `脅威${i}` }, 201)).id);
  await ciso.refused("POST", "/threat-responses", 422, { json: threat, pointer: "/on_card" });
  const off = await ciso.post("/threat-responses", { ...threat, on_card: false }, 201);
  await ciso.refused("PATCH", `/threat-responses/${off.id}`, 422, { json: { on_card: true }, etag: "*", pointer: "/on_card" });
  await ciso.patch(`/threat-responses/${made[0]}`, { steps: "LANケーブルを抜く" }, "*");
  for (const id of [...made, off.id])
    await ciso.call("DELETE", `/threat-responses/${id}`, { etag: "*" });
});

test("without a link nothing is public; with it the published cards and the window are, and nothing else", async () => {
  assert.equal((await ciso.get("/threat-card-link")).since, null);
  await ciso.refused("DELETE", "/threat-card-link", 404, {});
  const hidden = await ciso.post("/threat-responses", { ...threat, title: "まだ知らせない脅威", on_card: false }, 201);
  const token = await makeLink();
  assert.ok((await ciso.get("/threat-card-link")).since);
  const seen = await opened(token);
  assert.deepEqual(Object.keys(seen).sort(), ["cards", "organisation", "window"]);
  assert.deepEqual(seen.cards.map((c: Json) => c.title), ["ランサムウェア"]);
  assert.deepEqual(Object.keys(seen.cards[0]).sort(), ["command", "keep_evidence", "note", "responding", "steps", "title"]);
  assert.deepEqual(Object.keys(seen.window).sort(), ["chat", "email", "hours", "name", "note", "phone"]);
  assert.equal(seen.window.phone, "03-5550-0119");
  assert.doesNotMatch(JSON.stringify(seen), /まだ知らせない|[0-9a-f]{8}-[0-9a-f]{4}|TB-/);
  for (const path of ["/threat-cards", "/threat-responses", `/threat-responses/${hidden.id}`, "/reporting-window", "/threat-card-link"]) await nobody.refused("GET", path, 401);
});

test("a new link ends the old one, and ending it closes the door", async () => {
  const old = await makeLink();
  const token = await makeLink();
  await nobody.refused("POST", "/threat-cards/open", 404, { json: { token: old } });
  await opened(token);
  await ciso.delete("/threat-card-link");
  await nobody.refused("POST", "/threat-cards/open", 404, { json: { token } });
  for (const dead of ["x", `9${token.slice(1)}`, `${token}x`]) await nobody.refused("POST", "/threat-cards/open", 404, { json: { token: dead } });
});

test("who tries many dead links from one network waits, and a good link from there still opens", async () => {
  const token = await makeLink();
  const guess = async (): Promise<number> => (await nobody.call("POST", "/threat-cards/open", { json: { token: `1.${"A".repeat(43)}` }, ...from("203.0.113.7") })).status;
  const answers: number[] = [];
  for (let i = 0; i < 101; i++) answers.push(await guess());
  assert.deepEqual([...new Set(answers.slice(0, 100)), answers[100]], [404, 429]);
  assert.equal((await nobody.call("POST", "/threat-cards/open", { json: { token }, ...from("203.0.113.7") })).status, 200);
});

test("a token of the API makes no link", async () => {
  const client = new Client(server);
  client.token = (await ciso.post("/tokens", { name: "写し", scopes: ["write"], days: 1 }, 201)).token;
  await client.refused("POST", "/threat-card-link", 403, {});
});
