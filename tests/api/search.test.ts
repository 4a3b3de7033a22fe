// Search over everything: what is found, by whom, and that queries of any signs do no harm.
import assert from "node:assert/strict";
import { test } from "node:test";
import { everybody, signedInAs, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const client = await everybody(server);
const top = await topUnit(client);
const unit = (name: string) => client.post("/units", { name, kind: "shop", parent: top });
const measure = (unit: string, title: string, more = {}) => client.post("/measures", { unit, title, priority: "high", ...more });
const east = await unit("東の店");
const west = await unit("西の店");

const search = (q: string, more: Record<string, string> = {}, by = client) =>
  by.get(`/search?${new URLSearchParams({ q, ...more })}`);
const titles = (found: any) => found.items.map((i: any) => i.title.map((p: any) => p.text).join(""));

test("a record is found by any part of its texts, in any width and kana, and the hit is marked", async () => {
  const made = await measure(east.id, "ﾗﾝｻﾑｳｪｱ対策訓練", { detail: "一行目\n全店舗で<b>避難</b>の手順を確かめる" });
  for (const q of ["ランサム", "ﾗﾝｻﾑ", "らんさむうぇあ", "練", "ア対", "訓練 避難", made.number.toLowerCase()]) {
    const found = await search(q, { kind: "measure" }); // items of sheets have some of these words, too
    assert.deepEqual(titles(found), ["ﾗﾝｻﾑｳｪｱ対策訓練"], q);
    assert.equal(found.total, 1);
    assert.equal(found.items[0].id, made.id);
    assert.equal(found.items[0].kind, "measure");
    assert.equal(found.items[0].unit.title, "東の店");
  }
  const [hit] = (await search("ランサム 避難</b>")).items;
  assert.deepEqual(hit.title, [{ text: "ﾗﾝｻﾑ", hit: true }, { text: "ｳｪｱ対策訓練", hit: false }]);
  assert.deepEqual(hit.extract, [
    { text: "一行目 全店舗で<b>", hit: false },
    { text: "避難</b>", hit: true },
    { text: "の手順を確かめる", hit: false },
  ]);
});

test("any signs may be asked for", async () => {
  for (const q of ["\"", "'", "%", "_", "a*", "NEAR(a b)", "a AND", "{x} : y", "👨‍👩‍👧", "ｶﾅと漢字 mixed", "か".repeat(200), "\\", "!& |", "\u200b"])
    assert.ok((await search(q)).items.length >= 0, q);
  for (const bad of ["/search", "/search?q=", "/search?q=%20%20", `/search?q=${"a".repeat(201)}`, "/search?q=a&kind=nothing", "/search?q=a&cursor=x", "/search?q=a&limit=51"])
    assert.equal((await client.call("GET", bad)).status, 422, bad);
});

test("the newest change comes first, pages follow one another, the best comes first when asked", async () => {
  const names = Array.from({ length: 7 }, (_, i) => `委託先の点検${i}`);
  for (const name of names) await measure(west.id, name);
  await measure(west.id, "棚卸し", { detail: "委託先の点検を先に" });
  const pages: string[] = [];
  let cursor: string | null = null;
  do {
    const page: any = await search("委託先の点検", { limit: "3", ...(cursor ? { cursor } : {}) });
    pages.push(...titles(page));
    cursor = page.next;
  } while (cursor !== null);
  assert.deepEqual(pages, ["棚卸し", ...names.toReversed()]);
  const best = await search("委託先の点検", { sort: "best" });
  assert.equal(best.ranked, true);
  assert.equal(titles(best).at(-1), "棚卸し");
  assert.equal(best.total, 8);
});

test("a record is found by the names of its files and by its comments, as long as they are there", async () => {
  const made = await measure(east.id, "境界機器の更新");
  const path = `/measures/${made.id}`;
  const form = new FormData();
  form.append("file", new Blob(["x"], { type: "text/plain" }), "VPN設定_構成図.txt");
  const file = (await client.call("POST", `${path}/files`, { body: form })).json;
  const comment = await client.post(`${path}/comments`, { text: "ｿｰﾙﾄの保管先を確かめてください。" }, 201);
  for (const q of ["ＶＰＮ設定", "構成図.txt", "そーると"]) {
    const found = await search(q, { kind: "measure" }); // items of sheets have some of these words, too
    assert.deepEqual(found.items.map((i: any) => i.id), [made.id], q);
    assert.ok(found.items[0].extract.some((p: any) => p.hit), q);
  }
  await client.patch(path, { priority: "low" }, `"${made.version}"`);
  assert.equal((await search("構成図")).total, 1, "a change of the record loses nothing");
  const member = await signedInAs(client, "manager", west.id);
  assert.equal((await search("構成図", {}, member)).total, 0, "not by those who may not read the record");
  await client.delete(`${path}/files/${file.id}`, undefined, 204);
  await client.delete(`${path}/comments/${comment.id}`, undefined, 204);
  assert.deepEqual([(await search("構成図")).total, (await search("そーると")).total], [0, 0]);
  await client.post(`${path}/files/${file.id}/restore`);
  assert.equal((await search("構成図")).total, 1);
});

test("a deleted record is not found, a restored one is", async () => {
  const made = await measure(east.id, "廃棄手順");
  const path = `/measures/${made.id}`;
  await client.call("DELETE", path, { etag: "*" });
  assert.equal((await search("廃棄手順")).total, 0);
  assert.equal((await client.call("POST", `${path}/restore`, { etag: "*" })).status, 200);
  assert.equal((await search("廃棄手順")).total, 1);
});

test("nobody finds or counts what they may not read", async () => {
  await measure(east.id, "監視強化");
  await measure(west.id, "監視強化");
  const manager = await signedInAs(client, "manager", east.id);
  const admin = await signedInAs(client, "admin");
  const member = await signedInAs(client, "member", west.id);
  assert.equal((await search("監視強化")).total, 2);
  assert.equal((await search("監視強化", {}, manager)).total, 1);
  assert.equal((await search("監視強化", { sort: "best" }, manager)).total, 1);
  assert.equal((await search("監視強化", { kind: "measure" }, member)).total, 1);
  assert.equal((await search("監視強化", { kind: "person" }, manager)).total, 0);
  assert.equal((await search("監視強化", {}, admin)).total, 0, "an administrator sees no business data by that alone");
  await client.post("/inquiries", { title: "監視強化の照会", asker: "取引先", asker_kind: "customer", received: "2026-11-22" });
  assert.equal((await search("監視強化")).total, 3);
  assert.equal((await search("監視強化", {}, manager)).total, 1, "inquiries are read by those who see all");
});

test("a record that moves to another unit is found there", async () => {
  const made = await measure(east.id, "端末の入替");
  const manager = await signedInAs(client, "manager", west.id);
  assert.equal((await search("端末の入替", {}, manager)).total, 0);
  await client.call("PATCH", `/measures/${made.id}`, { etag: "*", json: { unit: west.id } });
  assert.equal((await search("端末の入替", {}, manager)).total, 1);
});
