// Calendars by a secret link: what stands in them and for whom, how they are read again, and what a wrong link gets.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Client, type Json } from "../support/client.ts";
import { query } from "../support/database.ts";
import { dayFromNow } from "../support/day.ts";
import { colleagueOf, setUp, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";
import { FORTY, makeShops, newestVersion, openCampaign } from "../support/sheet.ts";

const server = await startServer();
const ciso = await setUp(server);
const unit = await topUnit(ciso);
const owner = await colleagueOf(ciso, "担当", "主任", ["security", "executive"], unit);
const other = await colleagueOf(ciso, "他人", "主任", ["security"], unit);

const nobody = new Client(server);
const plain = (day: string): string => day.replaceAll("-", "");

async function link(who: Client): Promise<string> {
  const { url } = await who.post("/calendar-feed", undefined, 201);
  assert.match(url, /\/calendar\/1\.[\w-]{43}\.ics$/);
  return `/${new URL(url).pathname}`;
}

// Lines unfolded; events as objects of their properties.
function read(text: string): { head: Map<string, string>; events: Map<string, string>[] } {
  const head = new Map<string, string>();
  const events: Map<string, string>[] = [];
  let at = head;
  assert.ok(text.startsWith("BEGIN:VCALENDAR\r\n") && text.endsWith("END:VCALENDAR\r\n"));
  for (const line of text.replaceAll("\r\n ", "").trimEnd().split("\r\n")) {
    if (line === "BEGIN:VEVENT") events.push((at = new Map()));
    else if (line === "END:VEVENT") at = head;
    else at.set(line.slice(0, line.search(/[:;]/)), line.slice(line.indexOf(":") + 1).replaceAll(/\\([,;\\])/g, "$1"));
  }
  return { head, events };
}

async function events(path: string): Promise<Map<string, string>[]> {
  const answer = await nobody.call("GET", path);
  assert.equal(answer.status, 200, answer.text);
  return read(answer.text).events;
}

const titles = async (path: string): Promise<string[]> => (await events(path)).map((e) => e.get("SUMMARY") ?? "");
const measure = (more: Json = {}): Promise<Json> =>
  ciso.post("/measures", { unit, title: "復元の訓練", priority: "high", owner: owner.person, due: dayFromNow(30), ...more }, 201);

test("what somebody is in charge of stands in their calendar as a whole day, until it is done", async () => {
  const made = await measure({ title: "復元の訓練; 手順, 記録" });
  const path = await link(owner.client);
  const answer = await nobody.call("GET", path);
  assert.match(answer.headers.get("content-type") ?? "", /^text\/calendar; charset=utf-8/);
  const { head, events: found } = read(answer.text);
  assert.match(head.get("X-WR-CALNAME") ?? "", /担当 太郎/);
  assert.equal(head.get("NAME"), head.get("X-WR-CALNAME"));
  const event = found.find((e) => e.get("UID") === `measure.${made.id}.due`);
  assert.ok(event);
  assert.equal(event.get("SUMMARY"), "期限：復元の訓練; 手順, 記録（対策）");
  assert.equal(event.get("DTSTART"), plain(dayFromNow(30)));
  assert.equal(event.get("DTEND"), plain(dayFromNow(31)));
  assert.equal(event.get("SEQUENCE"), "1");
  assert.match(event.get("URL") ?? "", new RegExp(`/measures/${made.number}$`));
  assert.match(event.get("LAST-MODIFIED") ?? "", /^\d{8}T\d{6}Z$/);
  for (const line of answer.text.split("\r\n")) {
    assert.ok(Buffer.byteLength(line) <= 75, line);
    assert.ok(!line.includes("\uFFFD"), line);
  }
  await ciso.patch(`/measures/${made.id}`, { due: dayFromNow(40) }, '"1"');
  const moved = (await events(path)).find((e) => e.get("UID") === `measure.${made.id}.due`);
  assert.equal(moved?.get("DTSTART"), plain(dayFromNow(40)));
  assert.equal(moved?.get("SEQUENCE"), "2");
  const rejected = await owner.client.call("POST", `/measures/${made.id}/transitions`, { json: { action: "reject", reason: "別の案にする" }, etag: '"2"' });
  assert.equal(rejected.status, 200, rejected.text);
  assert.ok(!(await events(path)).some((e) => e.get("UID") === `measure.${made.id}.due`));
});

test("others' records, days far away and what may not be read stay out", async () => {
  const path = await link(other.client);
  await measure({ title: "他人の対策" });
  await measure({ title: "昔の対策", owner: other.person, due: dayFromNow(-200) });
  await measure({ title: "遠い対策", owner: other.person, due: dayFromNow(500) });
  await measure({ title: "自分の対策", owner: other.person, due: dayFromNow(-3) });
  assert.deepEqual(await titles(path), ["期限：自分の対策（対策）"]);
  const admin = await colleagueOf(ciso, "管理", "主任", ["admin"], unit);
  await measure({ title: "管理者の対策", owner: admin.person });
  assert.deepEqual(await titles(await link(admin.client)), [], "an administrator reads no measures");
});

test("answers, reviews, rounds of approval, findings, exercises and drafts of reports are in it", async () => {
  const shops = await makeShops(ciso);
  const version = await newestVersion(ciso, FORTY);
  await openCampaign(ciso, version.id ?? version, [shops.east], { due: dayFromNow(20) });
  const [response]: Json[] = (await ciso.get("/responses")).items;
  const answerer = await colleagueOf(ciso, "回答", "店長", ["manager"], shops.east);
  await ciso.call("PATCH", `/responses/${response.id}`, { json: { assignee: answerer.account }, etag: `"${response.version}"` });
  assert.match((await titles(await link(answerer.client))).join("\n"), /^回答期限：.+（東店）$/);
  const finding = { unit, title: "記録の不備", audit_kind: "internal", severity: "major", found_on: dayFromNow(-9), owner: owner.person, due: dayFromNow(9) };
  await ciso.post("/audit-findings", finding, 201);
  await ciso.post("/exercises", { unit, title: "初動訓練", kind: "tabletop", planned_on: dayFromNow(15), leader: owner.person }, 201);
  const report = { type: "assessment", title: "報告書", campaign: response.campaign.number, meeting_date: dayFromNow(25) };
  await ciso.post("/report-issues", report, 201);
  const steps = [{ name: "社長", need: "all", days: 3, who: [{ kind: "person", person: owner.person }] }];
  await ciso.post("/approval-routes", { name: "対策の承認", subject: "measures", active: true, on_change: "end", steps }, 201);
  const sent = await measure({ title: "承認を待つ対策", owner: null, due: null });
  await ciso.post("/approvals", { register: "measures", record: sent.id }, 201);
  const all = (await titles(await link(owner.client))).join("\n");
  assert.match(all, /^是正期限：記録の不備（監査の指摘）$/m);
  assert.match(all, /^承認期限：承認を待つ対策$/m);
  assert.match(all, /：初動訓練（/);
  assert.match(all, /^開催日：報告書（報告書）$/m, "whoever may write it");
});

test("a confidential record is in its readers' calendars only, with its number instead of its title", async () => {
  const path = await link(owner.client);
  const body = { unit, title: "役員の私的利用", audit_kind: "internal", severity: "major", found_on: dayFromNow(-9), owner: owner.person, due: dayFromNow(8) };
  const finding = await ciso.post("/audit-findings", body, 201);
  await owner.client.put(`/audit-findings/${finding.id}/readers`, { confidential: true, people: [owner.person], roles: [] }, "*");
  const answer = await nobody.call("GET", path);
  assert.ok(!answer.text.includes("私的利用"));
  assert.ok((await titles(path)).some((t) => t.includes(finding.number)));
  // In charge of it, and yet no reader: it does not exist.
  const kept = await other.client.post("/audit-findings", { ...body, title: "担当者に見せない指摘" }, 201);
  await other.client.put(`/audit-findings/${kept.id}/readers`, { confidential: true, people: [other.person], roles: [] }, "*");
  const { text } = await nobody.call("GET", path);
  assert.ok(!text.includes(kept.number) && !text.includes(kept.id));
});

test("what has not changed is not sent again, and the calendar is nobody else's to keep", async () => {
  const path = await link(owner.client);
  const first = await nobody.call("GET", path);
  const etag = first.headers.get("etag") ?? "";
  assert.equal(first.headers.get("cache-control"), "private, no-cache");
  const again = await fetch(server.url + path.slice(1), { headers: { "if-none-match": etag } });
  assert.equal(again.status, 304);
  assert.equal(await again.text(), "");
  await measure({ title: "新しい対策" });
  const changed = await fetch(server.url + path.slice(1), { headers: { "if-none-match": etag } });
  assert.equal(changed.status, 200);
  assert.equal((await fetch(server.url + path.slice(1), { method: "HEAD" })).status, 200);
});

test("the link is shown once, kept as a hash, replaced, ended, and its use is told", async () => {
  const who = await colleagueOf(ciso, "交換", "主任", ["security"], unit);
  assert.deepEqual(await who.client.get("/calendar-feed"), { on: false, created_at: null, fetched_at: null, fetched_from: null });
  await who.client.refused("DELETE", "/calendar-feed", 404);
  const first = await link(who.client);
  const fresh = await who.client.get("/calendar-feed");
  assert.equal(fresh.on, true);
  assert.equal(fresh.fetched_at, null);
  await nobody.get(first, 200);
  const used = await who.client.get("/calendar-feed");
  assert.equal(used.fetched_from, "127.0.0.1");
  assert.ok(Date.now() - Date.parse(used.fetched_at) < 60000);
  const secret = /1\.([\w-]{43})/.exec(first)?.[1] ?? "";
  for (const table of ["calendar_feed", "audit_payload", "idempotency"])
    assert.ok(!query(server.database, `SELECT * FROM ${table}`).join("\n").includes(secret), table);
  const second = await link(who.client);
  await nobody.refused("GET", first, 404);
  await nobody.get(second, 200);
  await who.client.delete("/calendar-feed", undefined, 204);
  await nobody.refused("GET", second, 404);
  const trail: Json[] = (await ciso.get("/audit?limit=200")).items;
  assert.ok(trail.some((e) => e.action === "calendar_link") && trail.some((e) => e.action === "calendar_unlink"));
  assert.ok(!server.log.includes(secret), "the secret is in the log");
});

test("the link ends with the account and does not come back with it; an API token makes none", async () => {
  const who = await colleagueOf(ciso, "退職", "主任", ["security"], unit);
  const { token } = await who.client.post("/tokens", { name: "x", scopes: ["write"], days: 1 }, 201);
  await Object.assign(new Client(server), { token }).refused("POST", "/calendar-feed", 403);
  await nobody.refused("POST", "/calendar-feed", 401);
  const path = await link(who.client);
  await nobody.get(path, 200);
  await ciso.post(`/accounts/${who.account}/disable`);
  await nobody.refused("GET", path, 404);
  await ciso.post(`/accounts/${who.account}/enable`);
  await nobody.refused("GET", path, 404);
});

test("a calendar is its person's, whoever else is signed in with the browser", async () => {
  await measure({ title: "ブラウザーの対策" });
  const path = await link(owner.client);
  const asOther = await other.client.call("GET", path);
  const asNobody = await nobody.call("GET", path);
  assert.equal(asOther.text, asNobody.text);
});

test("wrong links open nothing, and too many of them have to wait while a good one does not", async () => {
  const path = await link(owner.client);
  for (const wrong of ["x.ics", "1.ics", `1.${"A".repeat(43)}`, `1.${"A".repeat(43)}.ics`, `2.${"A".repeat(43)}.ics`, `${path.split("/").pop()}.ics`])
    await nobody.refused("GET", `//calendar/${wrong}`, 404);
  let last = 404;
  for (let i = 0; i < 120 && last === 404; i++) last = (await nobody.call("GET", `//calendar/1.${"B".repeat(43)}.ics`)).status;
  assert.equal(last, 429);
  await nobody.get(path, 200);
});
