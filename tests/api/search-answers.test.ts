// What is found of sheets, campaigns and answers, and by whom.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Client } from "../support/client.ts";
import { until } from "../support/environment.ts";
import { setUp, signedInAs } from "../support/people.ts";
import { startServer } from "../support/server.ts";
import { importSheet, makeShops, openCampaign, put, smallSheet } from "../support/sheet.ts";

const server = await startServer();
const ciso = await setUp(server);
const shops = await makeShops(ciso);
const small = (await importSheet(ciso, smallSheet())).id as string;
const east = await signedInAs(ciso, "manager", shops.east);
const west = await signedInAs(ciso, "manager", shops.west);
const id: string = (await openCampaign(ciso, small, [shops.east, shops.west])).responses[shops.east].id;

const search = (by: Client, q: string, kind = "answer") => by.get(`/search?${new URLSearchParams({ q, kind })}`);

test("an answer is found by its comment, reason and free text, by those who may read it", async () => {
  await put(east, id, "a-1", { value: 4, comment: "ﾊﾞｯｸｱｯﾌﾟは隔週で取得" });
  await put(east, id, "b-4", { value: "自由に書いた復旧手順" });
  await put(east, id, "b-1", { value: null, na_reason: "該当設備なし" });
  for (const [q, item] of [["バックアップ", "a-1"], ["復旧手順", "b-4"], ["設備", "b-1"]] as const) {
    const [hit] = (await search(ciso, q)).items;
    assert.equal(hit.id, id);
    assert.equal(hit.number, item);
    assert.equal((await search(east, q)).total, 1, q);
    assert.equal((await search(west, q)).total, 0, q);
  }
  assert.equal((await search(ciso, "バックアップ", "measure")).total, 0);
});

test("an answer that is overwritten or taken back is found by what it is now", async () => {
  await put(east, id, "a-2", { value: "yearly", comment: "旧い文言" }, "*");
  await put(east, id, "a-2", { value: "yearly", comment: "新しい文言" }, "*");
  assert.equal((await search(ciso, "旧い文言")).total, 0);
  assert.equal((await search(ciso, "新しい文言")).total, 1);
  await east.call("DELETE", `/responses/${id}/answers/a-2`, { etag: "*" });
  assert.equal((await search(ciso, "新しい文言")).total, 0);
});

test("evidence is found by the names of its files", async () => {
  const form = new FormData();
  form.append("file", new File(["x"], "復旧訓練記録_2026.txt", { type: "text/plain" }));
  const added = await east.call("POST", `/responses/${id}/answers/a-1/files`, { body: form });
  assert.equal(added.status, 201);
  assert.equal((await search(ciso, "訓練記録")).total, 1);
  assert.equal((await search(west, "訓練記録")).total, 0);
  await east.call("DELETE", `/responses/${id}/files/${added.json.id}`);
  assert.equal((await search(ciso, "訓練記録")).total, 0);
  assert.equal((await search(ciso, "バックアップ")).total, 1);
});

test("a campaign is found, and the answers follow its new name", async () => {
  const [campaign] = (await ciso.get("/campaigns")).items;
  const path = `/campaigns/${campaign.id}`;
  await ciso.call("PATCH", path, { etag: "*", json: { name: "秋の総点検" } });
  assert.equal((await search(ciso, "秋の総", "campaign")).total, 1);
  await until("the answers carry the name", async () => (await search(ciso, "秋の総")).total === 3 || null);
});

test("the items of sheets are found in the reader's language", async () => {
  const sheet = (await ciso.get("/sheets")).items.find((s: any) => s.key === "kaname-csm40");
  await until("the built-in sheets are in", async () => (await search(ciso, "方針", "item")).total > 0 || null);
  const found = (await search(ciso, "方針", "item")).items;
  assert.ok(found.every((hit: any) => hit.kind === "item"));
  assert.ok(found.some((hit: any) => hit.id === sheet.id));
  assert.equal((await search(ciso, "policy", "item")).total, 0, "the account reads Japanese");
});
