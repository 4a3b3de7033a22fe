// W14: the maker calls the heads of its suppliers together. Firms that are willing begin with measures that cost nothing
// – share notices of suspicious emails, hold drills together – and how far each firm is, is followed.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Json } from "../support/client.ts";
import { today } from "../support/day.ts";
import { setUp, signedInAs } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server, { organisation: "p社" });
const firms: Json[] = [];
for (const [name, employees] of [["青木鋳造株式会社", 40], ["石田メッキ株式会社", 300], ["上田精密株式会社", 12], ["江口運輸株式会社", 90]] as const) {
  const firm = await ciso.post("/suppliers", { name, employees }, 201);
  await act(`suppliers/${firm.id}`, "activate");
  firms.push(firm);
}
let meeting: Json;
let notices: Json;
let drill: Json;

async function act(path: string, action: string): Promise<Json> {
  const answer = await ciso.call("POST", `/${path}/transitions`, { json: { action, reason: "試し" }, etag: "*" });
  assert.equal(answer.status, 200, answer.text);
  return answer.json;
}
const grid = (query = ""): Promise<Json> => ciso.get(`/joint-adoptions/grid${query}`);
const adoptionOf = async (measure: Json, firm: Json): Promise<Json> => (await ciso.get(`/joint-adoptions?filter[measure][eq]=${measure.id}`)).items.find((a: Json) => a.supplier.id === firm.id);

test("the heads of the suppliers meet, and say who is willing", async () => {
  meeting = await ciso.post("/meetings", { title: "取引先代表者会議", kind: "supplier", held_on: today() }, 201);
  for (const [i, firm] of firms.slice(0, 3).entries()) await ciso.post("/supplier-attendances", { meeting: meeting.id, supplier: firm.id, attendance: i === 2 ? "absent" : "present", attendee: "社長", willing: i < 2 }, 201);
  const places = (await ciso.get(`/supplier-attendances?filter[meeting][eq]=${meeting.id}`)).items;
  assert.deepEqual(places.map((p: Json) => [p.name, p.attendance, p.willing]), [["上田精密株式会社", "absent", false], ["石田メッキ株式会社", "present", true], ["青木鋳造株式会社", "present", true]]);
  await ciso.refused("POST", "/supplier-attendances", 409, { json: { meeting: meeting.id, supplier: firms[0]!.id, attendance: "present" } });
  const other = await ciso.post("/meetings", { title: "経営会議", kind: "management", held_on: today() }, 201);
  await ciso.refused("POST", "/supplier-attendances", 422, { json: { meeting: other.id, supplier: firms[0]!.id, attendance: "present" }, pointer: "/meeting" });
});

test("what is agreed there says why and costs nothing; what costs something is asked otherwise", async () => {
  await ciso.refused("POST", "/joint-measures", 422, { json: { title: "不審メールの共有", kind: "notice" }, pointer: "/because" });
  notices = await ciso.post("/joint-measures", { title: "不審なメールに気付いたら互いに知らせる", because: "取引先を装うメールで、1社の被害が次の会社に広がる。", kind: "notice", free: true, meeting: meeting.id }, 201);
  drill = await ciso.post("/joint-measures", { title: "標的型メールの訓練を合同で行う", because: "不審なメールを開いてしまう人は、どの会社にもいる。", kind: "drill", free: true, meeting: meeting.id }, 201);
  const costly = await ciso.post("/joint-measures", { title: "EDRを入れる", because: "気付かないうちに侵入される。", kind: "measure", free: false }, 201);
  await ciso.refused("POST", `/joint-measures/${costly.id}/transitions`, 422, { json: { action: "begin" }, etag: "*", pointer: "/free" });
  await ciso.refused("POST", "/joint-adoptions", 422, { json: { measure: costly.id, supplier: firms[0]!.id, state: "asked" }, pointer: "/measure" });
  for (const measure of [notices, drill]) assert.equal((await act(`joint-measures/${measure.id}`, "begin")).agreed_on, today());
});

test("willing firms are asked first, all others later, nobody twice, nor who is gone", async () => {
  const asking = (body: object): Promise<Json> => ciso.post("/joint-adoptions/asking", body, 201);
  const gone = await ciso.post("/suppliers", { name: "撤退した会社" }, 201);
  await ciso.post("/supplier-attendances", { meeting: meeting.id, supplier: gone.id, attendance: "present", willing: true }, 201);
  assert.equal((await ciso.call("DELETE", `/suppliers/${gone.id}`, { etag: "*" })).status, 204);
  assert.deepEqual(await asking({ measure: notices.id, meeting: meeting.id }), { made: 2, left: 0 });
  assert.deepEqual(await asking({ measure: notices.id, meeting: meeting.id }), { made: 0, left: 0 });
  assert.deepEqual(await asking({ measure: drill.id }), { made: 4, left: 0 });
  await ciso.refused("POST", "/joint-adoptions", 409, { json: { measure: notices.id, supplier: firms[0]!.id, state: "asked" } });
  await (await signedInAs(ciso, "auditor")).refused("POST", "/joint-adoptions/asking", 403, { json: { measure: drill.id } });
});

test("how far each firm is, is seen in one table, with who has not started", async () => {
  const doing = await ciso.patch(`/joint-adoptions/${(await adoptionOf(notices, firms[0]!)).id}`, { state: "doing", since: "2026-10-01", evidence: "知らせのメールを受け取った" }, "*");
  assert.deepEqual([doing.since, doing.name], ["2026-10-01", "青木鋳造株式会社"]);
  const agreed = await ciso.patch(`/joint-adoptions/${doing.id}`, { state: "agreed" }, "*");
  assert.equal(agreed.since, today(), "since the state changed");
  await ciso.patch(`/joint-adoptions/${doing.id}`, { state: "doing" }, "*");
  const all = await grid();
  assert.deepEqual(all.measures.map((m: Json) => [m.id, m.counts.reduce((n: number, c: Json) => n + c.n, 0)]), [[notices.id, 2], [drill.id, 4]]);
  assert.deepEqual(all.items.map((f: Json) => [f.name, f.cells.length]), [["上田精密株式会社", 1], ["江口運輸株式会社", 1], ["石田メッキ株式会社", 2], ["青木鋳造株式会社", 2]]);
  assert.equal(all.next, null);
  const waiting = await grid(`?measure=${notices.id}&state=asked`);
  assert.deepEqual(waiting.items.map((f: Json) => f.name), ["石田メッキ株式会社"]);
  await ciso.patch(`/joint-adoptions/${(await adoptionOf(drill, firms[3]!)).id}`, { state: "not_doing" }, "*");
  await ciso.patch(`/joint-adoptions/${(await adoptionOf(drill, firms[2]!)).id}`, { state: "agreed" }, "*");
  assert.deepEqual((await grid(`?measure=${drill.id}&state=waiting`)).items.map((f: Json) => f.name), ["上田精密株式会社", "石田メッキ株式会社", "青木鋳造株式会社"]);
  assert.deepEqual((await grid(`?measure=${notices.id}&state=doing`)).items.map((f: Json) => f.name), ["青木鋳造株式会社"]);
  await (await signedInAs(ciso, "manager")).refused("GET", "/joint-adoptions/grid", 403);
});

test("more firms than a page holds follow on the next, each once", async () => {
  for (let i = 0; i < 60; i++) await act(`suppliers/${(await ciso.post("/suppliers", { name: `部品${String(i).padStart(2, "0")}株式会社` }, 201)).id}`, "activate");
  assert.equal((await ciso.post("/joint-adoptions/asking", { measure: drill.id }, 201)).made, 60);
  const first = await grid();
  const second = await grid(`?after=${encodeURIComponent(first.next)}`);
  assert.deepEqual([first.items.length, second.items.length, second.next], [50, 14, null]);
  assert.equal(new Set([...first.items, ...second.items].map((f: Json) => f.name)).size, 64);
});

test("a measure that has ended is not followed any more", async () => {
  await act(`joint-measures/${drill.id}`, "end");
  const all = await grid();
  assert.deepEqual([all.measures.length, all.items.length], [1, 2]);
});
