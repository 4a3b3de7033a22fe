// Whom a case has to be reported to outside: regimes as a register, proposals from what is affected, decisions with reasons, clocks
// in the zone of whoever is reported to, what was reported, and where it is told that time is over.
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
const manager = await colleagueOf(ciso, "青葉", "店長", ["manager"], shop.id);

const HOUR = 3_600_000;
const at = (text: string): string => new Date(text).toISOString();
const ago = (ms: number): string => new Date(Date.now() - ms).toISOString();

// A regular job that was never done is done at once.
const lookAgain = (kind: string): unknown => query(server.database, `DELETE FROM job WHERE kind = '${kind}'`);

let count = 0;
const incident = async (more: Json = {}, by: Client = csirt.client): Promise<Json> =>
  by.post("/incidents", { unit: shop.id, title: `名簿の流出${++count}`, severity: "high", detected_at: ago(100 * 24 * HOUR), ...more }, 201);
const impact = async (id: string, more: Json, etag = "*", by: Client = csirt.client): Promise<Json> =>
  by.put(`/incidents/${id}/impact`, { known_at: at("2026-01-31T10:00:00+09:00"), countries: "JP", ...more }, etag);
const board = async (id: string, by: Client = csirt.client): Promise<Json> => by.get(`/incidents/${id}/duties`);
const proposed = async (id: string): Promise<string[]> => (await board(id)).proposals.map((p: Json) => p.authority);
const proposal = async (id: string, title: RegExp): Promise<Json> => {
  const found = (await board(id)).proposals.find((p: Json) => title.test(p.title));
  assert.ok(found, `${title} is proposed`);
  return found;
};
const decide = async (id: string, regime: string, more: Json = {}): Promise<Json> =>
  csirt.client.post(`/incidents/${id}/duties`, { regime, decision: "confirmed", ...more }, 201);

test("the usual regimes are taken once, each with its source and the day it was looked at; one's own are added", async () => {
  await manager.client.refused("POST", "/reporting-regimes/starter", 403);
  assert.equal((await ciso.post("/reporting-regimes/starter", undefined, 201)).made, 15);
  assert.equal((await ciso.post("/reporting-regimes/starter", undefined, 201)).made, 0);
  const { items } = await ciso.get("/reporting-regimes?limit=100");
  assert.ok(items.every((r: Json) => r.source && (r.source_on || r.unverified)), "each says where it is from, or that it was not seen");
  assert.ok(items.every((r: Json) => r.source_on || /出典は未確認/.test(r.source)), "a day only where a source was looked at");
  assert.ok(items.some((r: Json) => r.unverified), "what was not seen in a source says so");
  const own = { title: "東都物産との契約による通知", authority: "東都物産 情報セキュリティ部", kind: "contract", in_use: true, starts: "judged", first_amount: 2, first_unit: "working_days" };
  await ciso.post("/reporting-regimes", own, 201);
  for (const [json, pointer] of [[{ first_unit: null }, "/first_unit"], [{ countries: "日本" }, "/countries"], [{ zone: "Mars/Base" }, "/zone"], [{ valid_from: "2026-02-01", valid_until: "2026-01-01" }, "/valid_until"]] as const)
    await ciso.refused("POST", "/reporting-regimes", 422, { json: { ...own, ...json }, pointer });
});

test("one record of what is affected proposes several regimes at once, with reasons and what has to be found out", async () => {
  const { id } = await incident();
  assert.deepEqual([(await board(id)).impact, (await board(id)).proposals], [null, []]);
  await impact(id, { personal: true, unlawful: true, countries: "JP, DE" });
  const ppc = await proposal(id, /個人情報保護法）$/);
  assert.deepEqual([ppc.why, ppc.open], [["personal", "unlawful", "country"], []]);
  assert.deepEqual([ppc.first_day, ppc.final_day, ppc.unverified], ["2026-02-04", "2026-03-31", true]);
  const gdpr = await proposal(id, /GDPR/);
  assert.deepEqual([gdpr.first_due, gdpr.final_due], ["2026-02-03T01:00:00.000Z", null]);
  const contract = await proposal(id, /東都物産/);
  assert.deepEqual(contract.open, ["contracts"]);
  assert.ok((await proposal(id, /JPCERT/)).why.includes("kind"));
  const before = await proposed(id);
  assert.ok(!before.some((a) => a.includes("シンガポール")), "nobody there is affected");
  assert.ok(before.some((a) => a.includes("東京証券取引所")), "not known yet is to be found out");
  const { version } = (await board(id)).impact;
  await csirt.client.refused("PUT", `/incidents/${id}/impact`, 412, { json: { known_at: ago(0), countries: "JP" }, etag: '"99"' });
  await impact(id, { personal: false, listed: false, financial: false, infrastructure: false, contracts: false }, `"${version}"`);
  const after = await proposed(id);
  assert.ok(!after.some((a) => /東京証券取引所|東都物産|監督機関/.test(a)));
  assert.ok(after.some((a) => a.includes("JPCERT")) && after.some((a) => a.includes("保険会社")));
  await csirt.client.refused("PUT", `/incidents/${id}/impact`, 422, { json: { known_at: ago(-24 * HOUR), countries: "JP" }, etag: "*", pointer: "/known_at" });
  await csirt.client.refused("PUT", `/incidents/${id}/impact`, 422, { json: { known_at: ago(0), countries: "japan" }, etag: "*", pointer: "/countries" });
});

test("a person confirms or rejects with a reason, and the timeline and the history say so", async () => {
  const { id } = await incident();
  const regimes = (await csirt.client.get("/reporting-regimes?limit=100")).items;
  const jpcert = regimes.find((r: Json) => /JPCERT/.test(r.title)), police = regimes.find((r: Json) => /警察/.test(r.title));
  const path = `/incidents/${id}/duties`;
  await csirt.client.refused("POST", path, 409, { json: { regime: jpcert.id, decision: "confirmed" } });
  await impact(id, {});
  await csirt.client.refused("POST", path, 422, { json: { regime: police.id, decision: "rejected" }, pointer: "/reason" });
  await csirt.client.refused("POST", path, 422, { json: { regime: id, decision: "confirmed" }, pointer: "/regime" });
  await manager.client.refused("POST", path, 403, { json: { regime: jpcert.id, decision: "confirmed" } });
  const no = await decide(id, police.id, { decision: "rejected", reason: "被害届は弁護士と相談してから" });
  assert.deepEqual([no.waits, no.due], [null, null]);
  await csirt.client.refused("POST", path, 409, { json: { regime: police.id, decision: "confirmed" } });
  await csirt.client.refused("POST", `${path}/${no.id}/reports`, 409, { json: { part: "first", sent_at: ago(0), by_whom: "初動" } });
  await csirt.client.refused("PUT", `${path}/${no.id}`, 428, { json: { decision: "confirmed", reason: "x" } });
  const yes = await csirt.client.put(`${path}/${no.id}`, { decision: "confirmed", reason: "弁護士の助言による" }, `"${no.version}"`);
  assert.deepEqual([yes.waits, yes.due, yes.decided_by], ["first", null, "初動 太郎"]);
  await csirt.client.put(`${path}/${no.id}`, { decision: "confirmed", reason: "弁護士の助言による" }, `"${yes.version}"`);
  assert.ok(!(await proposed(id)).some((a) => a.includes("警察")), "what is decided is proposed no more");
  const texts = (await csirt.client.get(`/incidents/${id}/timeline`)).items.filter((l: Json) => l.kind === "outside").map((l: Json) => l.text);
  assert.equal(texts.length, 2, "deciding the same again is no line of its own");
  assert.match(texts[0], /報告しない.*（理由：被害届は弁護士と相談してから）$/);
  assert.match(texts[1], /^報告することに決定：.*（理由：弁護士の助言による）$/);
  const actions = (await csirt.client.get(`/incidents/${id}/history`)).items.map((e: Json) => e.action);
  assert.deepEqual(actions.filter((a: string) => a !== "timeline_add"), ["duty_decide", "duty_decide", "duty_decide", "impact", "create"]);
});

test("reports are recorded with receipt and file, the final one then waits, and what becomes known moves its term", async () => {
  const { id } = await incident();
  await impact(id, { personal: true, sensitive: true });
  const ppc = await proposal(id, /個人情報保護法）$/);
  const duty = await decide(id, ppc.regime);
  assert.deepEqual([duty.waits, duty.first_day, duty.final_day, duty.late], ["first", "2026-02-04", "2026-03-01", true]);
  await impact(id, { personal: true, sensitive: true, unlawful: true, persons: 2000 });
  const moved = (await board(id)).duties[0];
  assert.deepEqual([moved.first_day, moved.final_day], ["2026-02-04", "2026-03-31"], "an improper purpose gives sixty days");
  const path = `/incidents/${id}/duties/${duty.id}/reports`;
  const form = new FormData();
  form.append("file", new Blob(["報告書"], { type: "text/plain" }), "速報.txt");
  const file = (await csirt.client.call("POST", `/incidents/${id}/files`, { body: form })).json;
  await csirt.client.refused("POST", path, 422, { json: { part: "first", sent_at: ago(0), by_whom: "法務部", file: id }, pointer: "/file" });
  await csirt.client.refused("POST", path, 422, { json: { part: "first", sent_at: ago(-HOUR), by_whom: "法務部" }, pointer: "/sent_at" });
  await csirt.client.refused("POST", path, 422, { json: { part: "first", sent_at: ago(0), by_whom: " " }, pointer: "/by_whom" });
  const first = await csirt.client.post(path, { part: "first", sent_at: at("2026-02-03T15:00:00+09:00"), by_whom: "法務部 鈴木", receipt: "R-123", file: file.id }, 201);
  assert.deepEqual([first.waits, first.due, first.late], ["final", "2026-03-31T15:00:00.000Z", true]);
  assert.deepEqual(first.reports.map((r: Json) => [r.part, r.by_whom, r.receipt, r.file, r.file_name]), [["first", "法務部 鈴木", "R-123", file.id, "速報.txt"]]);
  const last = await csirt.client.post(path, { part: "final", sent_at: at("2026-03-20T15:00:00+09:00"), by_whom: "法務部 鈴木" }, 201);
  assert.deepEqual([last.waits, last.due, last.late, last.reports.length], [null, null, false, 2]);
  const lines = (await csirt.client.get(`/incidents/${id}/timeline`)).items.filter((l: Json) => l.kind === "outside").map((l: Json) => l.text);
  assert.ok(lines.some((t: string) => /^第一報を記録：.*（受付番号：R-123）$/.test(t)) && lines.some((t: string) => /^最終報告を記録：.*）$/.test(t) && !t.includes("受付番号")));
});

test("a final report that counts from the first has no term before it; a site's own start moves the clock", async () => {
  const { id } = await incident();
  await impact(id, { infrastructure: true, countries: "DE" });
  const early = await decide(id, (await proposal(id, /早期警告（NIS2/)).regime, { started_at: at("2026-03-28T12:00:00+01:00") });
  assert.deepEqual([early.first_due, early.final_due, early.final_from_first], [at("2026-03-29T13:00:00+02:00"), null, false], "a night in which clocks are put forward");
  const nis2 = await proposal(id, /通知（NIS2/);
  assert.deepEqual([nis2.final_due, nis2.final_from_first], [null, true]);
  const duty = await decide(id, nis2.regime, { started_at: at("2026-03-28T12:00:00+01:00") });
  assert.equal(duty.first_due, at("2026-03-31T13:00:00+02:00"));
  const path = `/incidents/${id}/duties/${duty.id}/reports`;
  const told = await csirt.client.post(path, { part: "first", sent_at: at("2026-01-31T09:00:00+09:00"), by_whom: "欧州支社" }, 201);
  assert.deepEqual([told.waits, told.final_day], ["final", "2026-02-28"]);
});

const readers = async (id: string, json: Json): Promise<void> => {
  const { headers } = await csirt.client.call("GET", `/incidents/${id}/readers`);
  await csirt.client.put(`/incidents/${id}/readers`, json, headers.get("etag")!);
};
const waiting = async (by: Client): Promise<string[]> => (await by.get("/waiting-duties")).items.map((d: Json) => d.incident);
const calendar = async (by: Client): Promise<string> => {
  const { url } = await by.post("/calendar-feed", undefined, 201);
  return (await by.call("GET", `/${new URL(url).pathname}`)).text.replace(/\r\n[ \t]/g, "");
};

test("what is due stands on the first page, in calendars and notices of those on the case and nobody else's", async () => {
  await until("the first round of reminders is over, and the next far", () => query(server.database, "SELECT count(*) FROM job WHERE kind = 'case_duty_remind' AND state = 'done'")[0] !== "0");
  const peer = await colleagueOf(ciso, "当番", "CSIRT", ["csirt"], unit);
  const open = await incident(), shut = await incident(), drill = await incident({ drill: true }), none = await incident();
  const start = ago(2 * HOUR);
  for (const one of [open, shut, drill, none]) {
    await csirt.client.put(`/incidents/${one.id}/impact`, { known_at: start, countries: "DE", personal: true }, "*");
    const gdpr = (await board(one.id)).proposals.find((p: Json) => /GDPR/.test(p.title));
    await decide(one.id, gdpr.regime, { started_at: ago(60 * HOUR) });
  }
  await readers(shut.id, { confidential: true, people: [csirt.person], roles: [] });
  await csirt.client.call("POST", `/incidents/${none.id}/transitions`, { json: { action: "withdraw", reason: "誤検知" }, etag: "*" });
  const mine = await waiting(csirt.client), theirs = await waiting(peer.client);
  assert.ok(mine.includes(open.number) && mine.includes(shut.number) && !mine.includes(drill.number) && !mine.includes(none.number));
  assert.ok(theirs.includes(open.number) && !theirs.includes(shut.number));
  await peer.client.refused("GET", `/incidents/${shut.id}/duties`, 404);
  await peer.client.refused("PUT", `/incidents/${shut.id}/impact`, 404, { json: { known_at: start, countries: "JP" }, etag: "*" });
  await (await signedInAs(ciso, "member", unit)).refused("GET", "/waiting-duties", 403);
  assert.deepEqual(await waiting(manager.client), (await waiting(peer.client)), "the shop's own");
  const [own, other] = [await calendar(csirt.client), await calendar(peer.client)];
  assert.match(own, new RegExp(`SUMMARY[^:]*:社外への報告の期限：個人データ侵害の通知（GDPR 第33条）（${open.number}）`));
  assert.match(own, new RegExp(`SUMMARY[^:]*:社外への報告の期限：${shut.number}`));
  assert.ok(!other.includes(shut.number) && other.includes(open.number) && !own.includes(drill.number));
  const told = async (by: Client): Promise<string[]> => (await by.get("/notices?limit=200")).items.filter((n: Json) => n.kind === "case_duty_soon").map((n: Json) => n.title);
  lookAgain("case_duty_remind");
  await until("those on the cases are told", async () => (await told(csirt.client)).some((t) => t.includes(shut.number)) && (await told(peer.client)).some((t) => t.includes(open.number)));
  const [said, heard] = [await told(csirt.client), await told(peer.client)];
  assert.ok(said.some((t) => t.includes(open.number) && t.includes("GDPR")));
  assert.ok(said.some((t) => t.includes(shut.number) && !t.includes("GDPR")), "of a confidential case its number only");
  assert.ok(heard.some((t) => t.includes(open.number)) && !heard.some((t) => t.includes(shut.number)));
  assert.ok(!said.some((t) => t.includes(drill.number) || t.includes(none.number)));
});

test("a first report without a term is due promptly, and the day that is told is the final one's", async () => {
  const { id, number } = await incident();
  await csirt.client.put(`/incidents/${id}/impact`, { known_at: at("2026-10-05T10:00:00+09:00"), countries: "JP", infrastructure: true }, "*");
  const act = await proposal(id, /強化法/);
  assert.deepEqual([act.first_due, act.final_day, act.unverified], [null, "2026-11-03", true]);
  const duty = await decide(id, act.regime);
  const [waits] = (await csirt.client.get("/waiting-duties")).items.filter((d: Json) => d.incident === number);
  assert.deepEqual([waits.waits, waits.due, waits.due_day, waits.late], ["first", null, null, true]);
  const told = async (): Promise<Json> => (await csirt.client.get("/notices?limit=200")).items.find((n: Json) => n.kind === "case_duty_late" && n.title.includes(number));
  lookAgain("case_duty_remind");
  await until("the end of its term is told", async () => (await told()) !== undefined);
  assert.match((await told()).text, /最終報告（確報）の期限/);
  await csirt.client.post(`/incidents/${id}/duties/${duty.id}/reports`, { part: "first", sent_at: at("2026-10-05T15:00:00+09:00"), by_whom: "法務部" }, 201);
  // One whose final report is far: what is due without delay is reminded of, again every day.
  const later = await incident();
  await csirt.client.put(`/incidents/${later.id}/impact`, { known_at: new Date().toISOString(), countries: "JP", infrastructure: true }, "*");
  const prompt = await decide(later.id, (await proposal(later.id, /強化法/)).regime, { started_at: new Date().toISOString() });
  const asked = async (): Promise<number> => (await csirt.client.get("/notices?limit=200")).items.filter((n: Json) => n.kind === "case_duty_prompt" && n.title.includes(later.number)).length;
  const over = (): Promise<unknown> => until("a round is over", () => query(server.database, "SELECT count(*) FROM job WHERE kind = 'case_duty_remind' AND state = 'done'")[0] !== "0");
  const hours = (n: number): unknown => query(server.database, `UPDATE case_duty SET decided_at = decided_at - ${n * HOUR} WHERE first_due IS NULL AND waits = 'first'`);
  for (const [passed, times] of [[0, 0], [5, 1], [0, 1], [24, 2]] as const) {
    hours(passed);
    lookAgain("case_duty_remind");
    await over();
    assert.equal(await asked(), times, `after ${passed} hours more`);
  }
  await csirt.client.post(`/incidents/${later.id}/duties/${prompt.id}/reports`, { part: "first", sent_at: new Date().toISOString(), by_whom: "法務部" }, 201);
  hours(24);
  lookAgain("case_duty_remind");
  await over();
  assert.equal(await asked(), 2, "what has been reported is reminded of no more");
  const [then] = (await csirt.client.get("/waiting-duties")).items.filter((d: Json) => d.incident === number);
  assert.deepEqual([then.waits, then.due_day, then.late], ["final", "2026-11-03", true]);
});

test("duties of exercises, however many and however late, keep no real one off the first page", async () => {
  for (let n = 0; n < 26; n++) {
    const { id } = await incident({ drill: true });
    await impact(id, { personal: true, sensitive: true, unlawful: true, countries: "JP, DE" });
    for (const { regime } of (await board(id)).proposals.slice(0, 8)) await decide(id, regime, { started_at: ago(300 * 24 * HOUR) });
  }
  const rows = query(server.database, "SELECT count(*) FROM case_duty WHERE waits IS NOT NULL");
  assert.ok(Number(rows[0]) > 200, `${rows[0]} wait`);
  const real = await incident();
  await csirt.client.put(`/incidents/${real.id}/impact`, { known_at: ago(2 * HOUR), countries: "DE", personal: true }, "*");
  await decide(real.id, (await proposal(real.id, /GDPR/)).regime);
  assert.ok((await waiting(csirt.client)).includes(real.number));
});
