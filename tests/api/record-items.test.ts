// What hangs on a record: comments, links on both sides, files; who may, what the history says, undo.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import type { Client, Json } from "../support/client.ts";
import { newDatabase } from "../support/database.ts";
import { enterBy, signedInAs } from "../support/people.ts";
import { command, prepare, startServer } from "../support/server.ts";

const database = newDatabase();
prepare(database);
const links = command(database, ["demo"]);
const server = await startServer({ database });
const ciso = await enterBy(server, links, "ciso");
const auditor = await signedInAs(ciso, "auditor");
const registers: Json[] = (await ciso.get("/describe")).registers;
const measures = (await ciso.get("/measures?limit=5")).items;
const person = (await ciso.get("/people?limit=1")).items[0];

function form(name: string, type: string, bytes: string | Uint8Array): FormData {
  const data = new FormData();
  data.append("file", new Blob([bytes as BlobPart], { type }), name);
  return data;
}

async function attached(path: string, name: string, type: string, bytes: string | Uint8Array, client: Client = ciso): Promise<Json> {
  const answer = await client.call("POST", `${path}/files`, { body: form(name, type, bytes) });
  assert.equal(answer.status, 201, answer.text);
  return answer.json;
}

const actions = async (path: string): Promise<string[]> => (await ciso.get(`${path}/history?limit=20`)).items.map((e: Json) => e.action);

test("a record of every register takes comments, links and files", async () => {
  let seen = 0;
  for (const register of registers) {
    const list = await ciso.call("GET", `/${register.name}?limit=1`);
    const record = list.status === 200 ? list.json.items[0] : undefined;
    if (!record) continue;
    seen++;
    const path = `/${register.name}/${record.id}`;
    const comment = await ciso.post(`${path}/comments`, { text: "確認しました。" }, 201);
    assert.deepEqual((await ciso.get(`${path}/comments`)).items.map((c: Json) => c.id), [comment.id]);
    const linked = await ciso.call("POST", `${path}/links`, { json: { kind: "relates", register: "measures", record: measures[4].number } });
    assert.ok([201, 403].includes(linked.status), linked.text);
    if (linked.status === 201) await attached(path, "控え.txt", "text/plain", "x");
    assert.equal((await ciso.get(`${path}/files`)).items.length, linked.status === 201 ? 1 : 0);
  }
  assert.ok(seen >= 3, `${seen} registers`);
});

test("a comment names people, is told in the history, goes and comes back", async () => {
  const path = `/measures/${measures[3].number}`;
  const made = await ciso.post(`${path}/comments`, { text: "期限を見直してください。\n根拠も。", mentions: [person.id] }, 201);
  assert.deepEqual([made.text, made.mentions, made.by.title !== "", made.may_remove], ["期限を見直してください。\n根拠も。", [person.id], true, true]);
  const reply = await auditor.post(`${path}/comments`, { text: "監査でも確認します。" }, 201);
  assert.deepEqual((await auditor.get(`${path}/comments`)).items.map((c: Json) => [c.id, c.may_remove]), [[made.id, false], [reply.id, true]]);
  await auditor.refused("DELETE", `${path}/comments/${made.id}`, 403);
  await ciso.delete(`${path}/comments/${made.id}`, undefined, 204);
  assert.equal((await ciso.get(`${path}/comments`)).items.length, 1);
  await ciso.refused("DELETE", `${path}/comments/${made.id}`, 404);
  await ciso.post(`${path}/comments/${made.id}/restore`, undefined, 204);
  assert.equal((await ciso.get(`${path}/comments`)).items.length, 2);
  assert.deepEqual((await actions(path)).slice(0, 4), ["comment_restore", "comment_remove", "comment_add", "comment_add"]);
  const entry = (await ciso.get(`${path}/history?limit=20`)).items.find((e: Json) => e.action === "comment_remove");
  assert.deepEqual([entry.before, entry.after], [{ comment: made.text }, null]);
  await ciso.refused("POST", `${path}/comments`, 422, { json: { text: "  " }, pointer: "/text" });
  await ciso.refused("POST", `${path}/comments`, 422, { json: { text: "誰か", mentions: [measures[0].id] }, pointer: "/mentions/0" });
  await ciso.refused("POST", "/measures/M-1999-0001/comments", 404, { json: { text: "どこ" } });
});

test("a link is seen from both records and told in the history of both", async () => {
  const [a, b] = [`/measures/${measures[1].id}`, `/people/${person.id}`];
  const made = await ciso.post(`${a}/links`, { kind: "requires", register: "people", record: person.id }, 201);
  assert.deepEqual([made.direction, made.register, made.record.id], ["out", "people", person.id]);
  const seen = (await ciso.get(`${b}/links`)).items.find((l: Json) => l.id === made.id);
  assert.deepEqual([seen.direction, seen.kind, seen.register, seen.record.number, seen.record.title], ["in", "requires", "measures", measures[1].number, measures[1].title]);
  assert.equal((await actions(a))[0], "link_add");
  assert.equal((await actions(b))[0], "link_add");
  await ciso.refused("POST", `${a}/links`, 409, { json: { kind: "requires", register: "people", record: person.id } });
  await ciso.refused("POST", `${a}/links`, 422, { json: { kind: "relates", register: "measures", record: measures[1].number }, pointer: "/record" });
  await ciso.refused("POST", `${a}/links`, 422, { json: { kind: "relates", register: "measures", record: "M-1999-0001" }, pointer: "/record" });
  await ciso.refused("POST", `${a}/links`, 422, { json: { kind: "relates", register: "accounts", record: person.id }, pointer: "/register" });
  await auditor.refused("POST", `${a}/links`, 403, { json: { kind: "relates", register: "people", record: person.id } });
  await auditor.refused("DELETE", `${a}/links/${made.id}`, 403);
  await ciso.delete(`${b}/links/${made.id}`, undefined, 204);
  assert.equal((await ciso.get(`${a}/links`)).items.some((l: Json) => l.id === made.id), false);
  await ciso.post(`${a}/links/${made.id}/restore`, undefined, 204);
  assert.equal((await ciso.get(`${b}/links`)).items.some((l: Json) => l.id === made.id), true);
});

test("a record made for another one stands linked to it, or is not made", async () => {
  const total = async (): Promise<number> => (await ciso.get("/measures")).total;
  const risk = (await ciso.get("/risks?limit=1")).items[0];
  const body = { title: "端末の更新", priority: "high", unit: risk.unit.id };
  const before = await total();
  const made = await ciso.post(`/measures?link=risks/${risk.number}`, body, 201);
  const [link] = (await ciso.get(`/measures/${made.id}/links`)).items;
  assert.deepEqual([link.register, link.record.number], ["risks", risk.number]);
  assert.ok((await ciso.get(`/risks/${risk.id}/links`)).items.some((l: Json) => l.record.number === made.number));
  for (const wrong of ["risks/RK-1999-0001", "risks", "nothing/1", "risks/"])
    await ciso.refused("POST", `/measures?link=${encodeURIComponent(wrong)}`, 422, { json: body, pointer: "/query/link" });
  assert.equal(await total(), before + 1);
});

test("a file leaves as it came, as an attachment, by what its bytes say it is", async () => {
  const path = `/measures/${measures[2].id}`;
  const bytes = Buffer.concat([Buffer.from("%PDF-1.7\n"), Buffer.alloc(300_000, 7)]);
  const made = await attached(path, "../計画.pdf", "text/html", bytes);
  assert.deepEqual([made.name, made.media_type, made.size, made.sha256], ["計画.pdf", "application/pdf", bytes.length, createHash("sha256").update(bytes).digest("hex")]);
  assert.equal((await attached(path, "絵.png", "image/png", "<script>")).media_type, "application/octet-stream");
  const got = await ciso.call("GET", `${path}/files/${made.id}`);
  assert.ok(Buffer.from(got.bytes).equals(bytes));
  assert.match(got.headers.get("content-disposition") ?? "", /^attachment/);
  assert.equal(got.headers.get("x-content-type-options"), "nosniff");
  await auditor.call("GET", `${path}/files/${made.id}`);
  assert.equal((await auditor.call("POST", `${path}/files`, { body: form("x", "text/plain", "x") })).status, 403);
  await ciso.delete(`${path}/files/${made.id}`, undefined, 204);
  await ciso.refused("GET", `${path}/files/${made.id}`, 404);
  await ciso.post(`${path}/files/${made.id}/restore`, undefined, 204);
  assert.equal((await ciso.call("GET", `${path}/files/${made.id}`)).status, 200);
  assert.deepEqual((await actions(path)).slice(0, 4), ["file_restore", "file_remove", "file_add", "file_add"]);
});

test("what hangs on a record is as hidden as the record", async () => {
  const top = (await ciso.get("/session")).roles[0].unit.id;
  const elsewhere = await ciso.post("/units", { name: "別会社", kind: "shop", parent: top }, 201);
  const outsider = await signedInAs(ciso, "manager", elsewhere.id);
  const unit = (await ciso.get("/units?limit=50")).items.find((u: Json) => u.id !== elsewhere.id && u.id !== top);
  const hidden = await ciso.post("/measures", { unit: unit.id, title: "社外秘の対策", priority: "high" }, 201);
  const own = await ciso.post("/measures", { unit: elsewhere.id, title: "別会社の対策", priority: "low" }, 201);
  await ciso.post(`/measures/${hidden.id}/comments`, { text: "秘密" }, 201);
  await ciso.post(`/measures/${hidden.id}/links`, { kind: "relates", register: "measures", record: own.id }, 201);
  await outsider.refused("GET", `/measures/${hidden.id}/comments`, 404);
  await outsider.refused("POST", `/measures/${hidden.id}/comments`, 404, { json: { text: "のぞき" } });
  assert.deepEqual((await outsider.get(`/measures/${own.id}/links`)).items, [], "the other end is not told");
  await outsider.refused("POST", `/measures/${own.id}/links`, 422, { json: { kind: "causes", register: "measures", record: hidden.number }, pointer: "/record" });
});
