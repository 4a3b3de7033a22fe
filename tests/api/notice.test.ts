// Notices: what people are told in the product, in their language, and when they have read it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Client, type Json } from "../support/client.ts";
import { setUp, signedInAs } from "../support/people.ts";
import { startServer } from "../support/server.ts";
import { importSheet, makeShops, openCampaign, put, smallSheet, step } from "../support/sheet.ts";

const server = await startServer();
const ciso = await setUp(server);
const shops = await makeShops(ciso);
const east = await signedInAs(ciso, "manager", shops.east);
const stranger = await signedInAs(ciso, "manager", shops.west);
const version = await importSheet(ciso, smallSheet("told"));
const noticesOf = async (client: Client): Promise<Json[]> => (await client.get("/notices")).items;

await openCampaign(ciso, version.id, [shops.east]);

test("opening a campaign tells who is to answer, in their language, and where", async () => {
  const [notice, ...more] = await noticesOf(east);
  assert.deepEqual(more, []);
  assert.equal(notice.kind, "answer_asked");
  assert.ok(notice.title.startsWith("「"), notice.title);
  assert.match(notice.text, /東店/);
  const response = (await east.get("/responses")).items[0];
  assert.equal(notice.path, `/responses/${response.id}`);
  assert.equal(notice.subject_id, response.id);
  await east.patch("/session", { lang: "en" });
  assert.match((await noticesOf(east))[0].title, /^Please answer/);
  assert.deepEqual(await noticesOf(stranger), []);
  assert.deepEqual(await noticesOf(ciso), [], "nobody is told what they did");
});

test("a notice is unread until it has been read, by its receiver alone", async () => {
  const [notice] = await noticesOf(east);
  assert.equal((await east.get("/notices?unread=true")).unread, 1);
  await stranger.refused("POST", `/notices/${notice.id}/read`, 404);
  await east.post(`/notices/${notice.id}/read`, undefined, 204);
  assert.deepEqual(await east.get("/notices?unread=true"), { items: [], next: null, unread: 0 });
  assert.equal((await noticesOf(east))[0].read, true);
});

test("a response given back tells who submitted it, with the reason", async () => {
  const { id } = (await east.get("/responses")).items[0];
  for (const [item, value] of [["a-1", 3], ["a-2", "monthly"], ["b-1", "no"]] as const) await put(east, id, item, { value });
  await step(east, id, "submit");
  await step(ciso, id, "return", { reason: "証跡が足りません" });
  const [notice] = await noticesOf(east);
  assert.equal(notice.kind, "answer_returned");
  assert.match(notice.text, /証跡が足りません/);
});

test("everything up to a notice is read at once, and pages follow each other", async () => {
  const [newest, older] = await noticesOf(east);
  const page = await east.get("/notices?limit=1");
  assert.equal(page.items[0].id, newest.id);
  assert.equal((await east.get(`/notices?limit=1&cursor=${page.next}`)).items[0].id, older.id);
  await east.post(`/notices/${newest.id}/read-to`, undefined, 204);
  assert.equal((await east.get("/notices")).unread, 0);
  await east.refused("POST", "/notices/01939f3e-7b1c-7c3a-8f00-0000000000ff/read-to", 404);
});
