// Decisions asked for in a case: who decides follows from the matrix, whoever is to be heard before is heard or passed over with a
// reason, and what was not waited for is looked at by who should have decided. Who is asked need not see the case.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Client, Json } from "../support/client.ts";
import { query } from "../support/database.ts";
import { until } from "../support/environment.ts";
import { colleagueOf, setUp, signedInAs, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server);
const unit = await topUnit(ciso);
const shop = await ciso.post("/units", { name: "青葉店", kind: "shop", parent: unit }, 201);
const csirt = await colleagueOf(ciso, "初動", "CSIRT", ["csirt"], unit);
const other = await colleagueOf(ciso, "別", "CSIRT", ["csirt"], unit);
const head = await colleagueOf(ciso, "情シス", "情報システム部長", ["member"], unit);
const boss = await colleagueOf(ciso, "社長", "代表取締役", ["executive"], unit);
const crisis = await colleagueOf(ciso, "総務", "総務部長", ["member"], unit);
const member = await colleagueOf(ciso, "店員", "販売", ["member"], shop.id);
await ciso.post("/response-decisions/starter", undefined, 201);

const soon = (minutes = 30): string => new Date(Date.now() + minutes * 60_000).toISOString();
let count = 0;
const incident = (more: Json = {}): Promise<Json> => csirt.client.post("/incidents", { unit: shop.id, title: `販売システムの異常${++count}`, severity: "high", detected_at: new Date().toISOString(), ...more }, 201);
const STOP = { action: "stop_system", impact: "trade", what: "販売システムを止める。侵入が続いているため" };
const ALL = [
  { rank: "head", person: head.person },
  { rank: "management", person: boss.person },
  { rank: "headquarters", person: crisis.person },
];
const askFor = (id: string, more: Json = {}, by: Client = csirt.client): Promise<Json> => by.post(`/incidents/${id}/rulings`, { ...STOP, due_at: soon(), people: ALL, ...more }, 201);
const own = async (by: Client): Promise<Json[]> => (await by.get("/own-rulings")).items;
const todoOf = async (by: Client, id: string): Promise<string | undefined> => (await own(by)).find((o) => o.ruling.id === id)?.todo;
const texts = async (id: string): Promise<string[]> => (await csirt.client.get(`/incidents/${id}/timeline`)).items.filter((l: Json) => l.kind === "decision").map((l: Json) => l.text);
const POSTS = { staff: null, head: "情報システム部長", management: "代表取締役", headquarters: "危機管理室長" };
const told = async (by: Client, number: string): Promise<string[]> => (await by.get("/notices")).items.map((n: Json) => n.title).filter((t: string) => t.includes(number));

test("the matrix says who decides, and posts say who holds its ranks; where nobody does, that is said", async () => {
  const { id } = await incident();
  const path = `/incidents/${id}/ruling-people?action=stop_system&impact=trade`;
  const before = await csirt.client.get(path);
  assert.deepEqual(before.seats.map((s: Json) => [s.rank, s.part, s.post, s.people.map((p: Json) => p.id)]), [["staff", "none", null, []], ["head", "first", null, []], ["management", "final", null, [boss.person]], ["headquarters", "before", null, []]]);
  const { headers, json } = await csirt.client.call("GET", "/ruling-posts");
  assert.deepEqual([json.head, headers.get("etag")], [null, '"0"']);
  await csirt.client.refused("PUT", "/ruling-posts", 403, { json, etag: "*" });
  await ciso.put("/ruling-posts", POSTS, '"0"');
  await ciso.refused("PUT", "/ruling-posts", 412, { json, etag: '"0"' });
  const now = await csirt.client.get(path);
  assert.deepEqual(now.seats.slice(1).map((s: Json) => [s.post, s.people.map((p: Json) => p.id)]), [["情報システム部長", [head.person]], ["代表取締役", [boss.person]], ["危機管理室長", []]]);
  assert.equal((await csirt.client.get(`/incidents/${id}/ruling-people?action=other&impact=other`)).matrix, null);
  await member.client.refused("GET", path, 403);
});

test("whoever is asked hears of it by number alone, and decides after the others were heard", async () => {
  await ciso.put("/ruling-posts", POSTS, "*");
  const { id, number } = await incident();
  const ruling = await askFor(id);
  assert.deepEqual([ruling.no, ruling.state, ruling.rank, ruling.decider.id, ruling.stand_in], [1, "asked", "management", boss.person, false]);
  assert.deepEqual(ruling.voices.map((v: Json) => [v.rank, v.part, v.person.id, v.stand_in]), [["head", "first", head.person, false], ["headquarters", "before", crisis.person, true]]);
  const asked = `判断の依頼（${number}）`;
  const heard = `判断の前に意見をお願いします（${number}）`;
  assert.deepEqual(await Promise.all([boss, head, crisis].map(({ client }) => told(client, number))), [[asked], [heard], [heard]]);
  assert.deepEqual([await todoOf(boss.client, ruling.id), await todoOf(head.client, ruling.id), await todoOf(crisis.client, ruling.id)], ["decide", "opinion", "opinion"]);
  const path = `/own-rulings/${ruling.id}`;
  await head.client.post(`${path}/opinion`, { opinion: "for" });
  await head.client.refused("POST", `${path}/opinion`, 403, { json: { opinion: "for" } });
  await boss.client.refused("POST", `${path}/answer`, 422, { json: { answer: "approved" }, pointer: "/passed_over" });
  await crisis.client.refused("POST", `${path}/opinion`, 422, { json: { opinion: "against" }, pointer: "/text" });
  await crisis.client.post(`${path}/opinion`, { opinion: "against", text: "店が混乱する" });
  const kinds = (await boss.client.get("/notices")).items.filter((n: Json) => n.title.includes(number)).map((n: Json) => n.kind);
  assert.deepEqual(kinds, ["ruling_heard", "ruling_asked"], "told once, when the last has been heard");
  await boss.client.refused("POST", `${path}/answer`, 422, { json: { answer: "refused" }, pointer: "/text" });
  const done = await boss.client.post(`${path}/answer`, { answer: "approved", text: "閉店後に止める" });
  assert.deepEqual([done.todo, done.ruling.state, done.ruling.answer], ["none", "approved", "閉店後に止める"]);
  assert.ok(done.ruling.ended_at >= done.ruling.asked_at);
  await boss.client.refused("POST", `${path}/answer`, 409, { json: { answer: "approved" } });
  const [item] = (await csirt.client.get(`/incidents/${id}/rulings`)).items;
  assert.deepEqual(item.voices.map((v: Json) => [v.opinion, v.text]), [["for", null], ["against", "店が混乱する"]]);
  assert.equal((await texts(id)).length, 4);
  assert.ok((await texts(id))[3]!.includes("閉店後に止める"));
  const history: Json[] = (await csirt.client.get(`/incidents/${id}/history`)).items.filter((e: Json) => e.action.startsWith("ruling"));
  assert.deepEqual(history.map((e) => e.action), ["ruling_end", "ruling_opinion", "ruling_opinion", "ruling_ask"]);
  assert.ok(history.every((e) => !("state" in e.after)), "a decision changes no phase of the case");
  assert.ok((await told(csirt.client, number)).length > 0, "who asked hears the outcome");
});

test("opinions that do not come are passed over with a reason, vacant posts among them", async () => {
  const { id } = await incident();
  const ruling = await askFor(id, { people: [{ rank: "management", person: boss.person }] });
  assert.deepEqual(ruling.voices.map((v: Json) => v.person), [null, null]);
  const done = await boss.client.post(`/own-rulings/${ruling.id}/answer`, { answer: "approved", passed_over: "夜間で連絡がつかない" });
  assert.deepEqual(done.ruling.voices.map((v: Json) => [v.opinion, v.text]), [["passed", "夜間で連絡がつかない"], ["passed", "夜間で連絡がつかない"]]);
  assert.ok((await texts(id)).some((t) => t.includes("夜間で連絡がつかない")));
});

test("who decides hears that those who were asked have been heard, though a post is vacant", async () => {
  const { id, number } = await incident();
  const ruling = await askFor(id, { people: ALL.slice(0, 2) });
  await head.client.post(`/own-rulings/${ruling.id}/opinion`, { opinion: "for" });
  const kinds = (await boss.client.get("/notices")).items.filter((n: Json) => n.title.includes(number)).map((n: Json) => n.kind);
  assert.deepEqual(kinds, ["ruling_heard", "ruling_asked"]);
});

test("those who are told afterwards hear the outcome, and nothing before it", async () => {
  const { id } = await incident();
  const ruling = await askFor(id, {
    action: "stop_system",
    impact: "none",
    people: [{ rank: "staff", person: csirt.person }, { rank: "head", person: head.person }, { rank: "management", person: boss.person }],
  });
  assert.equal(await todoOf(boss.client, ruling.id), undefined, "not his yet");
  assert.equal(await todoOf(csirt.client, ruling.id), "decide", "who asks may be the one who decides");
  await boss.client.refused("GET", `/own-rulings/${ruling.id}`, 404);
  await csirt.client.post(`/own-rulings/${ruling.id}/answer`, { answer: "approved", passed_over: "影響のない検証機" });
  assert.equal(await todoOf(boss.client, ruling.id), "none");
});

test("what cannot wait is gone ahead with for a reason, and stays marked until whoever should have decided has looked at it", async () => {
  const { id, number } = await incident();
  const ruling = await askFor(id);
  const path = `/incidents/${id}/rulings/1`;
  await csirt.client.refused("POST", `${path}/override`, 422, { json: { reason: " 　" }, pointer: "/reason" });
  await member.client.refused("POST", `${path}/override`, 403, { json: { reason: "急ぐ" } });
  const done = await other.client.post(`${path}/override`, { reason: "暗号化が広がっている" });
  assert.deepEqual([done.state, done.answer, done.verdict], ["overridden", "暗号化が広がっている", null]);
  await other.client.refused("POST", `${path}/override`, 409, { json: { reason: "もう一度" } });
  assert.deepEqual([await todoOf(boss.client, ruling.id), await todoOf(head.client, ruling.id)], ["review", "none"]);
  assert.equal((await told(boss.client, number)).length, 2);
  assert.equal((await told(csirt.client, number)).length, 1, "who asked hears that another went ahead");
  await head.client.refused("POST", `/own-rulings/${ruling.id}/review`, 409, { json: { verdict: "right" } });
  await boss.client.refused("POST", `/own-rulings/${ruling.id}/review`, 422, { json: { verdict: "wrong" }, pointer: "/text" });
  const seen = await boss.client.post(`/own-rulings/${ruling.id}/review`, { verdict: "wrong", text: "電話はつながった" });
  assert.deepEqual([seen.todo, seen.ruling.verdict, seen.ruling.review], ["none", "wrong", "電話はつながった"]);
  await boss.client.refused("POST", `/own-rulings/${ruling.id}/review`, 409, { json: { verdict: "right" } });
  assert.ok((await texts(id)).at(-1)!.includes("電話はつながった"));
});

test("who decides decides, and does not go ahead without himself; what is no longer asked is withdrawn", async () => {
  const { id } = await incident();
  await askFor(id, { impact: "none", people: [{ rank: "staff", person: csirt.person }] });
  await csirt.client.refused("POST", `/incidents/${id}/rulings/1/override`, 409, { json: { reason: "急ぐ" } });
  const ruling = await askFor(id);
  assert.equal(ruling.no, 2);
  const done = await csirt.client.post(`/incidents/${id}/rulings/2/withdraw`, { reason: "止めずに済んだ" });
  assert.equal(done.state, "withdrawn");
  await boss.client.refused("POST", `/own-rulings/${ruling.id}/answer`, 409, { json: { answer: "approved" } });
  await csirt.client.refused("POST", `/incidents/${id}/rulings/9/withdraw`, 404, { json: { reason: "x" } });
});

test("whoever is asked in a confidential case reads what is asked of him, and nothing else of it", async () => {
  const { id, number } = await incident();
  const { status, text } = await csirt.client.call("PUT", `/incidents/${id}/readers`, { json: { confidential: true, people: [csirt.person], roles: [] }, etag: "*" });
  assert.equal(status, 200, text);
  const ruling = await askFor(id);
  await other.client.refused("GET", `/incidents/${id}/rulings`, 404);
  await other.client.refused("POST", `/incidents/${id}/rulings`, 404, { json: { ...STOP, due_at: soon(), people: ALL } });
  await other.client.refused("GET", `/own-rulings/${ruling.id}`, 404);
  const seen = await boss.client.get(`/own-rulings/${ruling.id}`);
  assert.deepEqual([seen.number, seen.case, seen.title, seen.ruling.what], [number, null, null, STOP.what]);
  await boss.client.refused("GET", `/incidents/${id}`, 404);
  await boss.client.refused("GET", `/incidents/${id}/timeline`, 404);
  await boss.client.post(`/own-rulings/${ruling.id}/answer`, { answer: "approved", passed_over: "急ぐ" });
  assert.equal((await csirt.client.get(`/incidents/${id}/rulings`)).items[0].state, "approved");
  const open = await incident();
  const plain = await askFor(open.id);
  assert.deepEqual((({ case: c, title }) => [c, title])(await boss.client.get(`/own-rulings/${plain.id}`)), [open.id, open.title]);
});

test("a drill is marked, and what is wrong with a question is told at its place", async () => {
  const drill = await incident({ drill: true });
  const ruling = await askFor(drill.id);
  assert.equal((await boss.client.get(`/own-rulings/${ruling.id}`)).drill, true);
  assert.deepEqual(await told(boss.client, drill.number), [`【演習】判断の依頼（${drill.number}）`]);
  const { id } = await incident();
  const path = `/incidents/${id}/rulings`;
  const bad = (more: Json, pointer: string) => csirt.client.refused("POST", path, 422, { json: { ...STOP, due_at: soon(), people: ALL, ...more }, pointer });
  await bad({ due_at: soon(-1) }, "/due_at");
  await bad({ due_at: soon(60 * 24 * 8) }, "/due_at");
  await bad({ what: "  " }, "/what");
  await bad({ people: [] }, "/people");
  await bad({ people: [{ rank: "head", person: head.person }] }, "/people");
  await bad({ people: [...ALL.slice(1), { rank: "staff", person: csirt.person }] }, "/people/2/rank");
  const nobody = await ciso.post("/people", { family_name: "無", given_name: "アカウント", unit }, 201);
  await bad({ people: [{ rank: "management", person: nobody.id }] }, "/people/0/person");
  assert.deepEqual((await csirt.client.get(path)).items, []);
  const chosen = await askFor(id, { action: "other", impact: "other", people: [{ rank: "head", person: head.person }] });
  assert.deepEqual([chosen.matrix, chosen.rank, chosen.decider.id], [null, "head", head.person]);
  await csirt.client.call("POST", `/incidents/${id}/transitions`, { json: { action: "withdraw", reason: "違った" }, etag: "*" });
  await csirt.client.refused("POST", path, 409, { json: { ...STOP, due_at: soon(), people: ALL } });
  assert.equal(await todoOf(head.client, chosen.id), undefined, "a case that turned out to be none asks nothing of anybody");
});

test("when its time is over and nobody has answered, who decides and who asked are told", async () => {
  const { id, number } = await incident();
  const what = "返事のない判断";
  await askFor(id, { what });
  query(server.database, `UPDATE ruling SET due_at = asked_at WHERE what = '${what}'`);
  query(server.database, "UPDATE job SET run_at = 0 WHERE kind = 'ruling_late'");
  for (const by of [boss, csirt])
    await until(`${by.name} is told`, async () => (await by.client.get("/notices")).items.find((n: Json) => n.kind === "ruling_late" && n.title.includes(number)) ?? null);
  assert.equal((await csirt.client.get(`/incidents/${id}/rulings`)).items[0].state, "asked", "it can still be answered");
});

test("a case that is deleted asks nothing of anybody, and takes its decisions and indicators when it leaves for good", async () => {
  const { id, number } = await incident();
  const ruling = await askFor(id);
  await csirt.client.post(`/incidents/${id}/iocs`, { text: "evil.example", tlp: "amber" }, 201);
  const [key] = query(server.database, `SELECT id FROM incident WHERE number = '${number}'`);
  const rows = (): string[] => ["ruling", "case_ioc"].map((table) => query(server.database, `SELECT count(*) FROM ${table} WHERE incident_id = ${key}`)[0]!);
  assert.deepEqual(rows(), ["1", "1"]);
  await ciso.delete(`/incidents/${id}`, "*");
  assert.equal(await todoOf(boss.client, ruling.id), undefined);
  await boss.client.refused("POST", `/own-rulings/${ruling.id}/answer`, 404, { json: { answer: "approved", passed_over: "急ぐ" } });
  query(server.database, `UPDATE incident SET deleted_at = ${Date.now() - 40 * 86_400_000} WHERE number = '${number}'`);
  query(server.database, "DELETE FROM job WHERE kind = 'register_purge'");
  await until("it is gone for good", () => query(server.database, `SELECT count(*) FROM incident WHERE number = '${number}'`)[0] === "0");
  assert.deepEqual(rows(), ["0", "0"]);
  assert.deepEqual(query(server.database, "SELECT count(*) FROM ruling_voice v WHERE NOT EXISTS (SELECT 1 FROM ruling r WHERE r.id = v.ruling_id)"), ["0"]);
});

test("a decision is ended once, however many press", async () => {
  const { id } = await incident();
  const ruling = await askFor(id, { people: [{ rank: "management", person: boss.person }] });
  const press = Array.from({ length: 10 }, (_, i) =>
    i % 2 === 0
      ? boss.client.call("POST", `/own-rulings/${ruling.id}/answer`, { json: { answer: "approved", passed_over: "急ぐ" } })
      : csirt.client.call("POST", `/incidents/${id}/rulings/1/override`, { json: { reason: "急ぐ" } }),
  );
  const done = (await Promise.all(press)).map((a) => a.status);
  assert.equal(done.filter((s) => s === 200).length, 1, done.join(" "));
  assert.ok(done.every((s) => s === 200 || s === 409), done.join(" "));
});

test("who has no part in it finds none, and only those who deal with cases ask", async () => {
  const { id } = await incident();
  const ruling = await askFor(id);
  assert.deepEqual(await own(member.client), []);
  await member.client.refused("GET", `/own-rulings/${ruling.id}`, 404);
  await member.client.refused("GET", `/incidents/${id}/rulings`, 403);
  const manager = await signedInAs(ciso, "manager", shop.id);
  assert.equal((await manager.get(`/incidents/${id}/rulings`)).items.length, 1);
  await manager.refused("POST", `/incidents/${id}/rulings`, 403, { json: { ...STOP, due_at: soon(), people: ALL } });
});
