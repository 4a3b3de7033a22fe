// Many records changed as one step: chosen or met by a filter, previewed, carried out, undone.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Client, Json } from "../support/client.ts";
import { until } from "../support/environment.ts";
import { setUp, signedInAs, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server);
const unit = await topUnit(ciso);
const shop: Json = await ciso.post("/units", { name: "横浜店", kind: "shop", parent: unit });

let count = 0;

async function measure(title: string, more: Json = {}): Promise<Json> {
  return ciso.post("/measures", { title, priority: "low", unit, ...more });
}

// Records that no other test finds by their title.
async function several(n: number, more: Json = {}): Promise<{ word: string; all: Json[] }> {
  const word = `一括${++count}組`;
  const all: Json[] = [];
  for (let i = 0; i < n; i++) all.push(await measure(`${word} ${i + 1}`, more));
  return { word, all };
}

async function settled(id: string, client: Client = ciso): Promise<Json> {
  return until("the bulk edit is done", async () => {
    const got = await client.get(`/measures/bulk-edits/${id}`);
    return ["checking", "taking", "undoing"].includes(got.state) ? null : got;
  });
}

async function previewed(body: Json, client: Client = ciso): Promise<Json> {
  const got = await client.post("/measures/bulk-edits", body);
  return settled(got.id, client);
}

async function taken(got: Json, partial = false, client: Client = ciso): Promise<Json> {
  await client.post(`/measures/bulk-edits/${got.id}/commit`, { partial }, 200);
  return settled(got.id, client);
}

async function undone(got: Json, client: Client = ciso): Promise<Json> {
  await client.post(`/measures/bulk-edits/${got.id}/undo`, undefined, 200);
  return settled(got.id, client);
}

const chosen = (all: Json[]) => all.map((m) => ({ id: m.id, version: m.version }));
const counts = (got: Json) => [got.rows, got.changed, got.unchanged, got.refused];
const now = async (m: Json): Promise<Json> => ciso.get(`/measures/${m.id}`);

test("chosen records are previewed, changed in one step with a history each, and taken back", async () => {
  const { word, all } = await several(3);
  const other = await measure("ほか", { priority: "high" });
  const got = await previewed({ records: chosen([...all, other]), patch: { priority: "high", due: "2027-03-31" } });
  assert.equal(got.state, "checked", JSON.stringify(got));
  assert.deepEqual(counts(got), [4, 4, 0, 0]);
  const first = got.changes.find((c: Json) => c.title === `${word} 1`);
  assert.deepEqual(first.fields, [
    { field: "priority", before: "low", after: "high" },
    { field: "due", before: null, after: "2027-03-31" },
  ]);
  assert.equal((await now(all[0]!)).priority, "low", "a preview writes nothing");
  const done = await taken(got);
  assert.equal(done.state, "taken");
  assert.ok(done.undo_until > done.taken_at);
  const after = await now(all[2]!);
  assert.deepEqual([after.priority, after.due, after.version], ["high", "2027-03-31", 2]);
  const history = await ciso.get(`/measures/${all[2]!.id}/history`);
  assert.deepEqual(history.items[0].before, { priority: "low" });
  const back = await undone(done);
  assert.deepEqual([back.state, back.undone, back.kept], ["undone", 4, []]);
  const again = await now(all[2]!);
  assert.deepEqual([again.priority, again.due, again.version], ["low", null, 3]);
  await ciso.refused("POST", `/measures/bulk-edits/${got.id}/undo`, 409);
  await ciso.refused("POST", `/measures/bulk-edits/${got.id}/commit`, 409, { json: {} });
  const mine = await ciso.get("/measures/bulk-edits");
  assert.equal(mine.items[0].id, got.id);
  assert.deepEqual([mine.items[0].state, mine.items[0].fields], ["undone", ["priority", "due"]]);
});

test("all that a filter meets are those of the preview, whatever it meets later", async () => {
  const { word, all } = await several(3, { due: "2026-12-01" });
  const filter = { all: true, q: word, filters: [{ field: "due", op: "le", value: "2026-12-31" }] };
  const got = await previewed({ ...filter, patch: { priority: "middle" } });
  assert.deepEqual(counts(got), [3, 3, 0, 0]);
  const late = await measure(`${word} 後から`, { due: "2026-12-01" });
  await taken(got);
  assert.equal((await now(all[1]!)).priority, "middle");
  assert.equal((await now(late)).priority, "low");
  const none = await previewed({ ...filter, q: "そのような対策はない", patch: { priority: "high" } });
  assert.deepEqual(counts(none), [0, 0, 0, 0]);
  await ciso.refused("POST", `/measures/bulk-edits/${none.id}/commit`, 409, { json: {} });
});

test("who was faster is not overwritten: before the preview, before the commit, before the undo", async () => {
  const { all } = await several(4);
  await ciso.patch(`/measures/${all[0]!.id}`, { kind: "people" }, `"1"`);
  const got = await previewed({ records: chosen(all), patch: { priority: "high" } });
  assert.deepEqual(counts(got), [4, 3, 0, 1]);
  assert.equal(got.refusals[0].id, all[0]!.id);
  await ciso.patch(`/measures/${all[1]!.id}`, { kind: "people" }, `"1"`);
  await ciso.refused("POST", `/measures/bulk-edits/${got.id}/commit`, 409, { json: { partial: false } });
  const done = await taken(got, true);
  assert.equal(done.state, "taken");
  assert.deepEqual(counts(done), [4, 2, 0, 2]);
  assert.deepEqual(done.refusals.map((r: Json) => r.number), [all[0]!.number, all[1]!.number]);
  assert.equal((await now(all[1]!)).priority, "low");
  await ciso.patch(`/measures/${all[2]!.id}`, { kind: "technology" }, `"2"`);
  const back = await undone(done);
  assert.equal(back.undone, 1);
  assert.deepEqual(back.kept.map((k: Json) => k.number), [all[2]!.number]);
  assert.equal((await now(all[2]!)).priority, "high");
  assert.equal((await now(all[3]!)).priority, "low");
});

test("without a word about the rest, a change in the meantime leads back to the preview", async () => {
  const { all } = await several(2);
  const got = await previewed({ records: chosen(all).map(({ id }) => ({ id })), patch: { priority: "high" } });
  assert.deepEqual(counts(got), [2, 2, 0, 0]);
  await ciso.patch(`/measures/${all[0]!.id}`, { kind: "people" }, `"1"`);
  const back = await taken(got);
  assert.equal(back.state, "checked", "all or nothing");
  assert.deepEqual(counts(back), [2, 1, 0, 1]);
  assert.equal((await now(all[1]!)).priority, "low");
});

test("each record is asked for its own permission, and what is not seen does not exist", async () => {
  const manager = await signedInAs(ciso, "manager", shop.id);
  const mine = await measure("店の対策", { unit: shop.id });
  const theirs = await measure("本社の対策");
  const got = await previewed({ records: chosen([mine, theirs]), patch: { priority: "high" } }, manager);
  assert.deepEqual(counts(got), [2, 1, 0, 1]);
  assert.deepEqual([got.refusals[0].number, got.refusals[0].title], [null, null]);
  const all = await previewed({ all: true, patch: { priority: "high" } }, manager);
  assert.deepEqual(all.changes.map((c: Json) => c.title), ["店の対策"]);
  const away = await previewed({ records: chosen([mine]), patch: { unit } }, manager);
  assert.deepEqual(counts(away), [1, 0, 0, 1], "moving out needs the right there too");
  await manager.refused("GET", `/people/bulk-edits/${got.id}`, 404);
  await ciso.refused("GET", `/measures/bulk-edits/${got.id}`, 404);
  const auditor = await signedInAs(ciso, "auditor", unit);
  await auditor.refused("POST", "/measures/bulk-edits", 403, { json: { records: chosen([mine]), patch: { priority: "high" } } });
});

test("a transition is made where the record's state allows it, with its reason, and taken back", async () => {
  const { all } = await several(3);
  const owner = (await ciso.get("/people")).items[0];
  for (const m of all.slice(0, 2)) {
    const etag = `"${m.version}"`;
    await ciso.call("POST", `/measures/${m.id}/transitions`, { json: { action: "defer", reason: "予算待ち" }, etag });
  }
  await ciso.refused("POST", "/measures/bulk-edits", 422, { json: { records: chosen(all), action: "reopen" } });
  await ciso.refused("POST", "/measures/bulk-edits", 422, { json: { records: chosen(all), action: "fly" } });
  const got = await previewed({
    records: all.map(({ id }) => ({ id })),
    patch: { owner: owner.id },
    action: "propose_again",
    reason: "来年度の予算で",
  });
  assert.deepEqual(counts(got), [3, 2, 0, 1], JSON.stringify(got));
  assert.deepEqual(got.changes[0].fields.map((f: Json) => f.field).sort(), ["asked_on", "asked_times", "owner", "state"]); // asking again is counted
  const done = await taken(got, true);
  const after = await now(all[0]!);
  assert.deepEqual([after.state, after.owner.id], ["proposed", owner.id]);
  const [entry] = (await ciso.get(`/measures/${all[0]!.id}/history`)).items;
  assert.deepEqual([entry.action, entry.reason], ["propose_again", "来年度の予算で"]);
  assert.equal((await now(all[2]!)).owner, null, "a record whose transition is refused keeps its fields too");
  await undone(done);
  const back = await now(all[0]!);
  assert.deepEqual([back.state, back.owner, back.asked_times, back.asked_on.length], ["deferred", null, 1, 1]);
});

test("what a round of approval has decided is not taken back here", async () => {
  const { all } = await several(1);
  const executive = await signedInAs(ciso, "executive", unit);
  const got = await previewed({ records: chosen(all), action: "approve" }, executive);
  assert.deepEqual(counts(got), [1, 1, 0, 0], JSON.stringify(got));
  const done = await taken(got, false, executive);
  assert.equal((await now(all[0]!)).state, "approved");
  const back = await undone(done, executive);
  assert.equal(back.undone, 0);
  assert.equal(back.kept.length, 1);
  assert.equal((await now(all[0]!)).state, "approved");
});

test("an edit that makes no sense is refused with every bad member", async () => {
  const { all } = await several(1);
  const fields = async (body: Json) =>
    (await ciso.refused("POST", "/measures/bulk-edits", 422, { json: body })).errors!.map((e: Json) => e.pointer).sort();
  assert.deepEqual(await fields({}), ["/patch", "/records"]);
  assert.deepEqual(await fields({ records: chosen(all), patch: { state: "done", title: null, nothing: 1 } }), [
    "/patch/nothing",
    "/patch/state",
    "/patch/title",
  ]);
  assert.deepEqual(await fields({ records: chosen(all), patch: [1] }), ["/patch"]);
  assert.deepEqual(await fields({ all: true, filters: [{ field: "nobody", op: "eq", value: "1" }], patch: { kind: null } }), [
    "/query/filter[nobody]",
  ]);
  const wrong = await previewed({ records: chosen(all), patch: { level_to_reach: 1, level_now: 3 } });
  assert.deepEqual(counts(wrong), [1, 0, 0, 1]);
  assert.equal(wrong.refusals[0].field, "level_to_reach");
  assert.ok(wrong.refusals[0].message.length > 5);
});

test("the search finds what a bulk edit has written, and the audit log has one entry of the whole", async () => {
  const { all } = await several(2);
  const got = await previewed({ records: chosen(all), patch: { purpose: "可用性審査のため" } });
  await taken(got);
  const found = await ciso.get(`/search?q=${encodeURIComponent("可用性審査")}`);
  assert.equal(found.items.length, 2, JSON.stringify(found));
  const log = await ciso.get("/audit?subject=measure");
  const entry = log.items.find((e: Json) => e.action === "bulk_edit");
  assert.deepEqual(entry.after, { changed: 2, refused: 0, fields: ["purpose"] });
});
