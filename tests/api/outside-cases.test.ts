// Cases of other firms: what a judged case must say, and collections of them in VERIS.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Json } from "../support/client.ts";
import { until } from "../support/environment.ts";
import { proposedMapping, uploadTable } from "../support/imports.ts";
import { setUp, signedInAs } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server);

const shop = { title: "通販サイトの停止", industry: "retail", happened: "2026-06", response: "undecided" };

async function refusal(body: object): Promise<string[]> {
  const answer = await ciso.call("POST", "/outside-cases", { json: body });
  assert.equal(answer.status, 422, answer.text);
  return answer.json.errors.map((e: Json) => e.pointer).sort();
}

test("a case is some firm's, and whoever judges it says why", async () => {
  assert.deepEqual(await refusal({ title: "x", response: "undecided" }), ["/firm"]);
  assert.deepEqual(await refusal({ ...shop, response: "needed" }), ["/likelihood", "/response_note"]);
  assert.deepEqual(await refusal({ ...shop, happened: "2026-13" }), ["/happened"]);
  const made = await ciso.post("/outside-cases", { ...shop, response: "accepted", likelihood: "low", response_note: "DDoS対策は実施済み。停止は受容する。" });
  assert.match(made.number, /^OC-/);
});

test("attacks are counted by month, and none gets through that was not seen", async () => {
  const body = { month: "2026-10", kind: "suspicious_mail", seen: 1200, got_through: 3, harmed: 0 };
  assert.match((await ciso.post("/attack-counts", body)).number, /^AC-/);
  for (const wrong of [{ month: "2026-10-01" }, { month: "October" }, { got_through: 1201 }]) {
    const answer = await ciso.call("POST", "/attack-counts", { json: { ...body, ...wrong } });
    assert.equal(answer.status, 422, JSON.stringify(wrong));
  }
});

const incident = (id: string, more: object = {}) => ({
  incident_id: id,
  summary: "Shop down.\nSecond line.",
  reference: "https://news.example/" + id,
  timeline: { incident: { year: 2024, month: 6 } },
  victim: { victim_id: "Example Shop", industry: "4541", employee_count: "1001 to 10000" },
  actor: { external: { variety: ["Organized crime"] } },
  action: { malware: { variety: ["Ransomware"], vector: ["Email attachment"] } },
  attribute: { confidentiality: { data_total: 1200 } },
  ...more,
});

async function send(text: string): Promise<Json> {
  return ciso.call("POST", "/outside-cases/veris?name=vcdb.json", { body: text, headers: { "content-type": "application/octet-stream" } });
}

async function checked(text: string): Promise<Json> {
  const answer = await send(text);
  assert.equal(answer.status, 201, answer.text);
  const columns = answer.json.columns.filter((c: Json) => c.field).map((c: Json) => ({ no: c.no, field: c.field }));
  assert.equal(columns.length, answer.json.columns.length);
  assert.deepEqual(answer.json.columns.slice(0, 5).map((c: Json) => c.header), ["件名", "発生企業", "業種", "企業の規模", "発生時期"]);
  await ciso.put(`/outside-cases/imports/${answer.json.id}/mapping`, { columns, key: answer.json.key });
  return settled(answer.json.id);
}

async function settled(id: string): Promise<Json> {
  return until("the import is done", async () => {
    const got = await ciso.get(`/outside-cases/imports/${id}`);
    return ["checking", "taking"].includes(got.state) ? null : got;
  });
}

test("cases in VERIS are tried row by row, then taken, and taken again without doubles", async () => {
  const text = JSON.stringify([incident("V-1"), { no: "incident" }]) + "\n" + JSON.stringify(incident("V-2", { victim: { industry: "622" } }));
  const dry = await checked(text);
  assert.deepEqual([dry.added, dry.refused], [2, 1]);
  assert.deepEqual([dry.faults[0].line, dry.faults[0].field], [3, "title"]);
  await ciso.post(`/outside-cases/imports/${dry.id}/commit`, { partial: true }, 200);
  assert.equal((await settled(dry.id)).state, "taken");
  const [first] = (await ciso.get("/outside-cases?filter[reference][eq]=V-1")).items;
  assert.equal(first.title, "Example Shop – Ransomware");
  assert.equal(first.industry, "retail");
  assert.equal(first.happened, "2024-06");
  assert.equal(first.records_lost, 1200);
  assert.equal(first.response, "undecided");
  const again = await checked(text);
  assert.equal(again.key, "reference", "the same collection is matched by the source's numbers without being told so");
  assert.deepEqual([again.added, again.unchanged], [0, 2]);
});

test("a list of cases is understood by the names that its columns and times usually have", async () => {
  const got = await uploadTable(ciso, "outside-cases", "事例,企業名,業種,時期,被害,手口,情報源\n工場の停止,A社,製造業,2024年6月,3日間の停止,ランサムウェア,報道\n顧客情報の流出,B社,小売業,昨年,1万件,不正アクセス,報道\n");
  assert.deepEqual(got.columns.map((c: Json) => c.field), ["title", "firm", "industry", "happened", "damage", "attack", "source"]);
  const mapping = { ...proposedMapping(got), constants: [{ field: "response", value: "undecided" }] };
  await ciso.put(`/outside-cases/imports/${got.id}/mapping`, mapping);
  const dry = await settled(got.id);
  assert.deepEqual([dry.added, dry.refused], [1, 1], JSON.stringify(dry.faults));
  assert.deepEqual([dry.faults[0].line, dry.faults[0].field], [3, "happened"]);
  assert.equal(dry.changes[0].title, "工場の停止");
  await ciso.post(`/outside-cases/imports/${got.id}/commit`, { partial: true }, 200);
  assert.equal((await settled(got.id)).state, "taken");
  assert.equal((await ciso.get("/outside-cases?filter[firm][eq]=A%E7%A4%BE")).items[0].happened, "2024-06");
});

test("what is not VERIS is refused in words, and only those who may write cases send it", async () => {
  assert.equal((await send("{")).status, 400);
  assert.equal((await send("   ")).status, 422);
  assert.equal((await send("[".repeat(1000))).status, 422);
  const member = await signedInAs(ciso, "member");
  const refused = await member.call("POST", "/outside-cases/veris", { body: "[]", headers: { "content-type": "application/octet-stream" } });
  assert.equal(refused.status, 403);
});
