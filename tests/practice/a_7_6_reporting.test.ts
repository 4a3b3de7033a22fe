// Practice 7-6, the part on reporting: when an incident touches people abroad, those in charge see at once whom it has to be reported to,
// by when and why, decide with reasons, and can show afterwards what was reported when. (Telling partners and the public: a_7_6_telling.)
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Json } from "../support/client.ts";
import { colleagueOf, setUp, signedInAs, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server);
const unit = await topUnit(ciso);
const security = await colleagueOf(ciso, "統括", "セキュリティ担当", ["security"], unit);
const csirt = await colleagueOf(ciso, "初動", "CSIRT", ["csirt"], unit);

const at = (text: string): string => new Date(text).toISOString();
let made: Json;
const board = async (): Promise<Json> => csirt.client.get(`/incidents/${made.id}/duties`);
const duty = async (title: RegExp): Promise<Json> => (await board()).duties.find((d: Json) => title.test(d.title));
const proposal = async (title: RegExp): Promise<Json> => (await board()).proposals.find((p: Json) => title.test(p.title));

test("before anything happens, the usual duties and the firm's own promises stand in one list", async () => {
  await ciso.post("/reporting-regimes/starter", undefined, 201);
  await security.client.post("/reporting-regimes", { title: "販売委託契約の通知", authority: "宿泊予約サイト運営会社", kind: "contract", in_use: true, starts: "known", first_amount: 24, first_unit: "hours", source: "契約書 第12条", source_on: "2026-04-01" }, 201);
  assert.equal((await csirt.client.get("/reporting-regimes?filter[kind][eq]=contract")).items.length, 1);
});

test("one record of what is affected shows all clocks, the shortest from the contract", async () => {
  made = await csirt.client.post("/incidents", { unit, title: "予約システムへの不正アクセス", severity: "critical", threat_key: "vulnerability_break_in", detected_at: at("2026-04-28T22:00:00+09:00") }, 201);
  await csirt.client.put(`/incidents/${made.id}/impact`, { known_at: at("2026-04-28T22:00:00+09:00"), countries: "JP, FR", personal: true, unlawful: true, contracts: true, listed: false, financial: false, infrastructure: false });
  const due = (await board()).proposals.map((p: Json) => [p.authority, p.first_due]).filter(([, first]: [string, string | null]) => first !== null);
  assert.deepEqual(due.sort((a: [string, string], b: [string, string]) => a[1].localeCompare(b[1])), [
    ["宿泊予約サイト運営会社", at("2026-04-29T22:00:00+09:00")],
    ["管轄の監督機関", at("2026-05-01T22:00:00+09:00")],
    ["個人情報保護委員会（権限が委任されている場合は事業所管大臣）", at("2026-05-03T00:00:00+09:00")],
  ]);
  assert.equal((await proposal(/個人情報保護法）$/)).final_day, "2026-06-26", "sixty days, for the purpose was unlawful");
});

test("each is decided on with its reason, and reported with receipt; what waits is seen by everybody who runs cases", async () => {
  for (const title of [/販売委託契約/, /GDPR/, /個人情報保護法）$/]) await csirt.client.post(`/incidents/${made.id}/duties`, { regime: (await proposal(title)).regime, decision: "confirmed" }, 201);
  await csirt.client.post(`/incidents/${made.id}/duties`, { regime: (await proposal(/IPA/)).regime, decision: "rejected", reason: "JPCERT/CC に一本化する" }, 201);
  const report = async (title: RegExp, part: string, when: string, receipt: string | null): Promise<Json> =>
    csirt.client.post(`/incidents/${made.id}/duties/${(await duty(title)).id}/reports`, { part, sent_at: at(when), by_whom: "広報部 田中", receipt }, 201);
  assert.equal((await report(/販売委託契約/, "first", "2026-04-29T09:00:00+09:00", null)).waits, null);
  assert.equal((await report(/GDPR/, "first", "2026-05-01T20:00:00+09:00", "FR-778")).waits, null);
  assert.equal((await report(/個人情報保護法）$/, "first", "2026-05-01T15:00:00+09:00", "PPC-1")).waits, "final");
  const { items, late } = await security.client.get("/waiting-duties");
  assert.deepEqual(items.map((d: Json) => [d.incident, d.waits, d.due_day]), [[made.number, "final", "2026-06-26"]]);
  assert.equal(late, 1, "nobody has made the final one");
});

test("who checks afterwards reads in the case what was decided, why, and when each was told", async () => {
  const auditor = await signedInAs(ciso, "auditor", unit);
  const lines = (await auditor.get(`/incidents/${made.id}/timeline`)).items.filter((l: Json) => l.kind === "outside").map((l: Json) => l.text);
  assert.equal(lines.length, 7);
  assert.ok(lines.some((t: string) => t.includes("JPCERT/CC に一本化する")) && lines.some((t: string) => t.includes("FR-778")));
  await auditor.refused("PUT", `/incidents/${made.id}/impact`, 403, { json: { known_at: at("2026-04-28T22:00:00+09:00"), countries: "JP" }, etag: "*" });
  const shown = (await auditor.get(`/incidents/${made.id}/duties`)).duties.find((d: Json) => /GDPR/.test(d.title));
  assert.deepEqual([shown.reports[0].receipt, shown.late], ["FR-778", false]);
});
