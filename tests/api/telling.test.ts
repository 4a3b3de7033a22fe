// Telling others of a case: templates, who sees to it and by when, recipients, the check before a text leaves, what went to whom, and who
// has confirmed it by a link without an account.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Client, type Json } from "../support/client.ts";
import { type Mail, mailSettings, openMailbox } from "../support/mailbox.ts";
import { query } from "../support/database.ts";
import { until } from "../support/environment.ts";
import { colleagueOf, setUp, signedInAs, topUnit } from "../support/people.ts";
import { command, startServer } from "../support/server.ts";

const mailbox = await openMailbox();
const server = await startServer({ env: mailSettings(mailbox, { KANAME_PROXIES: "127.0.0.1" }) });
const ciso = await setUp(server, { organisation: "T社" });
const unit = await topUnit(ciso);
const csirt = await colleagueOf(ciso, "初動", "CSIRT", ["csirt"], unit);
const nobody = new Client(server);

const HOUR = 3_600_000;
let count = 0;
const incident = async (more: Json = {}): Promise<Json> =>
  csirt.client.post("/incidents", { unit, title: `予約サイトの応答の遅れ${++count}`, severity: "high", detected_at: new Date(Date.now() - HOUR).toISOString(), ...more }, 201);
const DRAFT = { audience: "close", tlp: "amber", lang: "ja", subject: "応答の遅れについて", body: "サーバーの応答が遅くなっています。原因は不明です。\n影響：【影響の見通し】" };
const draft = (id: string, more: Json = {}): Promise<Json> => csirt.client.post(`/incidents/${id}/tellings`, { ...DRAFT, ...more }, 201);
const to = (id: string, no: number, body: Json): Promise<Json> => csirt.client.post(`/incidents/${id}/tellings/${no}/recipients`, body, 201);
const send = (id: string, no: number, etag = "*", status = 201): Promise<Json> =>
  csirt.client.call("POST", `/incidents/${id}/tellings/${no}/sending`, { etag }).then((a) => (assert.equal(a.status, status, a.text), a.json));
const one = (id: string, no: number, by: Client = csirt.client): Promise<Json> => by.get(`/incidents/${id}/tellings/${no}`);
const isTelling = (mail: Mail): boolean => mail.text.includes("/confirm-telling#");
const linkOf = (mail: Mail): string => /\/confirm-telling#(\S+)/.exec(mail.text)?.[1] ?? assert.fail(mail.text);
const opened = (token: string, status = 200): Promise<Json> => nobody.post("/telling-confirmation/open", { token }, status);
const desk = (): string => `desk-${++count}@partner.example`;

test("the usual templates are taken once, in both languages, each with its source", async () => {
  const manager = await signedInAs(ciso, "manager", unit);
  await manager.refused("POST", "/telling-templates/starter", 403);
  assert.equal((await ciso.post("/telling-templates/starter", undefined, 201)).made, 10);
  assert.equal((await ciso.post("/telling-templates/starter", undefined, 201)).made, 0);
  const { items } = await csirt.client.get("/telling-templates?limit=100");
  assert.ok(items.every((t: Json) => t.source && t.subject && t.body && t.in_use));
  assert.deepEqual([...new Set(items.map((t: Json) => `${t.audience} ${t.lang}`))].sort(), ["close en", "close ja", "partner en", "partner ja", "public en", "public ja"]);
  assert.ok(items.filter((t: Json) => t.audience === "partner").every((t: Json) => /【影響の見通し】|\[expected impact\]/.test(t.body)), "the form holds what its addressee has to expect");
});

test("who sees to it and by when are settings that a case may differ from", async () => {
  const { id, number, judged_at } = await incident();
  const board = (): Promise<Json> => csirt.client.get(`/incidents/${id}/tellings`);
  const first = await board();
  assert.deepEqual([first.owner, first.own_owner, first.mail, first.drill, first.items], [null, false, true, false, []]);
  assert.deepEqual(first.clocks.map((c: Json) => [c.audience, Date.parse(c.due) - Date.parse(judged_at), c.first_at, c.late]), [["close", HOUR, null, false], ["partner", 24 * HOUR, null, false]]);
  await csirt.client.refused("PUT", "/telling-rule", 403, { json: { close_minutes: 1, partner_minutes: 1 }, etag: "*" });
  await ciso.refused("PUT", "/telling-rule", 422, { json: { close_minutes: 0, partner_minutes: 1 }, etag: '"0"', pointer: "/close_minutes" });
  await ciso.refused("PUT", "/telling-rule", 422, { json: { close_minutes: 30, partner_minutes: 600, owner: id }, etag: '"0"', pointer: "/owner" });
  const rule = await ciso.put("/telling-rule", { close_minutes: 30, partner_minutes: 600, owner: csirt.person }, '"0"');
  assert.deepEqual([rule.close_minutes, rule.partner_minutes, rule.owner.name], [30, 600, "初動 太郎"]);
  await ciso.refused("PUT", "/telling-rule", 412, { json: { close_minutes: 60, partner_minutes: 600 }, etag: '"0"' });
  assert.deepEqual(await csirt.client.get("/telling-rule"), rule);
  assert.deepEqual([(await board()).owner.name, (await board()).own_owner], ["初動 太郎", false]);
  const pr = await colleagueOf(ciso, "広報", "広報", ["member"], unit);
  await csirt.client.refused("PUT", `/incidents/${id}/telling-owner`, 422, { json: { owner: id }, pointer: "/owner" });
  await csirt.client.put(`/incidents/${id}/telling-owner`, { owner: pr.person });
  assert.deepEqual([(await board()).owner.name, (await board()).own_owner], ["広報 太郎", true]);
  assert.equal(Date.parse((await board()).clocks[0].due) - Date.parse(judged_at), HOUR / 2);
  const told = (await pr.client.get("/notices")).items.filter((n: Json) => n.kind === "case_telling_owner");
  assert.deepEqual(told.map((n: Json) => n.path), [`/incidents/${number}`]);
  const lines = (await csirt.client.get(`/incidents/${id}/timeline`)).items.map((l: Json) => l.text);
  assert.ok(lines.some((t: string) => t.includes("広報 太郎")));
});

test("recipients come from lists, contacts, suppliers, partners and by hand, each once", async () => {
  const { id } = await incident();
  const list = await ciso.post("/contact-lists", { name: "連携先の窓口", purpose: "partner" }, 201);
  const listed = await ciso.post("/contacts", { name: "夜間窓口", kind: "customer", organisation: "東都物産株式会社", person: "鈴木", email: desk(), lists: ["連携先の窓口"] }, 201);
  const supplier = await ciso.post("/suppliers", { name: "見本決済", contact_name: "佐藤", contact_email: desk() }, 201);
  const coupled = await ciso.post("/partners", { name: "見本予約サイト", kind: "booking_site", coupled: true, coupled_reason: "予約が止まる", contact_email: desk() }, 201);
  const loose = await ciso.post("/partners", { name: "見本ホテル", kind: "other", contact_name: "田中" }, 201);
  await draft(id);
  assert.deepEqual(await to(id, 1, { list: list.id, impact: "予約が遅れます" }), { added: 1, there: 0 });
  assert.deepEqual(await to(id, 1, { contacts: [listed.id], suppliers: [supplier.id], partners: [loose.id], coupled: true }), { added: 3, there: 1 });
  assert.deepEqual(await to(id, 1, { name: " 見本旅館 ", address: "inn@partner.example" }), { added: 1, there: 0 });
  assert.deepEqual(await to(id, 1, { name: "見本旅館", address: "INN@partner.example", coupled: true }), { added: 0, there: 2 });
  const got = (await one(id, 1)).to;
  assert.deepEqual(got.map((t: Json) => [t.no, t.source, t.name, t.person, t.record]), [
    [1, "contact", "東都物産株式会社", "鈴木", listed.id], [2, "supplier", "見本決済", "佐藤", supplier.id], [3, "partner", "見本ホテル", "田中", loose.id],
    [4, "partner", "見本予約サイト", null, coupled.id], [5, "free", "見本旅館", null, null],
  ]);
  const path = `/incidents/${id}/tellings/1/recipients`;
  await csirt.client.refused("POST", path, 422, { json: { name: "x", address: "no address" }, pointer: "/address" });
  await csirt.client.refused("POST", path, 422, { json: { contacts: [listed.id, id] }, pointer: "/contacts/1" });
  await csirt.client.refused("POST", path, 422, { json: { list: id }, pointer: "/list" });
  const changed = await csirt.client.put(`${path}/3`, { person: "高橋", address: "hotel@partner.example", impact: "宿泊の照会に答えられません" });
  assert.deepEqual([changed.person, changed.address, changed.impact], ["高橋", "hotel@partner.example", "宿泊の照会に答えられません"]);
  await csirt.client.refused("PUT", `${path}/3`, 422, { json: { address: "@" }, pointer: "/address" });
  await csirt.client.delete(`${path}/5`, undefined, 204);
  assert.equal((await one(id, 1)).n_to, 4);
  await csirt.client.refused("GET", `${path}/5`, 404);
  await draft(id);
  assert.deepEqual(await to(id, 2, { list: list.id, contacts: [listed.id, listed.id], name: "東都物産株式会社", address: listed.email }), { added: 1, there: 3 }, "whatever way it came");
});

test("a draft changes by the version seen or goes away; nobody is told with nobody on it", async () => {
  const { id } = await incident();
  const made = await draft(id);
  assert.deepEqual([made.no, made.state, made.version, made.by, made.sent_at, made.to], [1, "draft", 1, "初動 太郎", null, []]);
  const path = `/incidents/${id}/tellings`;
  await csirt.client.refused("POST", path, 422, { json: { ...DRAFT, audience: "public" }, pointer: "/audience" });
  await csirt.client.refused("POST", path, 422, { json: { ...DRAFT, body: "  " }, pointer: "/body" });
  await csirt.client.refused("PUT", `${path}/1`, 428, { json: DRAFT });
  const now = await csirt.client.put(`${path}/1`, { ...DRAFT, subject: "続報" }, '"1"');
  assert.deepEqual([now.subject, now.version], ["続報", 2]);
  await csirt.client.refused("PUT", `${path}/1`, 412, { json: DRAFT, etag: '"1"' });
  await send(id, 1, "*", 409);
  await csirt.client.refused("POST", `${path}/1/sending`, 428);
  await csirt.client.refused("DELETE", `${path}/1`, 412, { etag: '"1"' });
  await csirt.client.delete(`${path}/1`, '"2"', 204);
  await csirt.client.refused("GET", `${path}/1`, 404);
  const actions = (await csirt.client.get(`/incidents/${id}/history`)).items.map((e: Json) => e.action);
  assert.deepEqual(actions.filter((a: string) => a.startsWith("telling")), ["telling_drop", "telling_write", "telling_write"]);
});

test("a text goes to each recipient with what it has to expect; what was written is kept, and the link confirms it once", async () => {
  const { id, number, title } = await incident();
  const first = desk(), second = desk();
  await draft(id);
  await to(id, 1, { name: "見本予約サイト", person: "鈴木", address: first, impact: "予約が最大で半日遅れます" });
  await to(id, 1, { name: "見本ホテル", address: second });
  await to(id, 1, { name: "見本旅館" });
  assert.deepEqual(await send(id, 1), { sent: 2, would: 0, by_hand: 1 });
  const mail = await mailbox.mailTo(first, isTelling);
  assert.match(mail.headers.subject ?? "", /^\[TLP:AMBER\] 応答の遅れについて/);
  assert.match(mail.text, /見本予約サイト[\s\S]*鈴木 様[\s\S]*TLP:AMBER[\s\S]*影響：予約が最大で半日遅れます/);
  assert.ok(!mail.text.includes(number) && !mail.text.includes(title), "nothing of the case but the text");
  const got = await one(id, 1);
  assert.deepEqual([got.state, got.sent_by, got.n_to, got.n_unsent, got.n_unconfirmed], ["sent", "初動 太郎", 3, 1, 2]);
  const path = `/incidents/${id}/tellings/1`;
  assert.match((await csirt.client.get(`${path}/recipients/1`)).text, /予約が最大で半日遅れます/);
  await csirt.client.refused("PUT", path, 409, { json: DRAFT, etag: "*" });
  await csirt.client.refused("POST", `${path}/recipients`, 409, { json: { name: "x" } });
  await csirt.client.refused("PUT", `${path}/recipients/1`, 409, { json: { impact: "x" } });
  await csirt.client.refused("DELETE", `${path}/recipients/1`, 409);
  await send(id, 1, "*", 409);
  const token = linkOf(mail);
  assert.deepEqual(await opened(token), { organisation: "T社" });
  assert.equal((await one(id, 1)).n_unconfirmed, 2, "looking confirms nothing");
  await nobody.post("/telling-confirmation", { token, name: "鈴木 花子", note: "社内に伝えました" }, 200);
  const confirmed = (await one(id, 1)).to[0];
  assert.deepEqual([confirmed.way, confirmed.confirmed_by, confirmed.note, confirmed.by_mail], ["link", "鈴木 花子", "社内に伝えました", true]);
  for (const way of ["/telling-confirmation/open", "/telling-confirmation"]) await nobody.refused("POST", way, 404, { json: { token } });
  const entry = (await csirt.client.get(`/incidents/${id}/history`)).items.find((e: Json) => e.action === "telling_confirm");
  assert.deepEqual([entry.after.to, entry.after.way, JSON.stringify(entry).includes("社内に伝えました")], ["見本予約サイト", "link", false]);
  const lines = (await csirt.client.get(`/incidents/${id}/timeline`)).items.filter((l: Json) => l.kind === "outside").map((l: Json) => l.text);
  assert.ok(lines.some((t: string) => /応答の遅れについて.*2件[\s\S]*メールで届かない相手先：1件/.test(t)));
  const { clocks } = await csirt.client.get(`/incidents/${id}/tellings`);
  assert.ok(clocks[0].first_at && !clocks[0].late && !clocks[1].first_at);
});

test("who is told by telephone is taken down, once", async () => {
  const { id } = await incident();
  await draft(id);
  await to(id, 1, { name: "見本旅館", person: "高橋" });
  const path = `/incidents/${id}/tellings/1/recipients/1/confirmation`;
  await csirt.client.refused("POST", path, 409, { json: { way: "phone", confirmed_by: "高橋" } });
  assert.deepEqual(await send(id, 1), { sent: 0, would: 0, by_hand: 1 });
  await csirt.client.refused("POST", path, 422, { json: { way: "link", confirmed_by: "高橋" }, pointer: "/way" });
  await csirt.client.refused("POST", path, 422, { json: { way: "phone", confirmed_by: " " }, pointer: "/confirmed_by" });
  const told = await csirt.client.post(path, { way: "phone", confirmed_by: "高橋", note: "折り返しあり" }, 201);
  assert.deepEqual([told.way, told.by_mail, told.note, told.sent_at === null], ["phone", false, "折り返しあり", false]);
  await csirt.client.refused("POST", path, 409, { json: { way: "phone", confirmed_by: "高橋" } });
  assert.deepEqual([(await one(id, 1)).n_unsent, (await one(id, 1)).n_unconfirmed], [0, 0]);
});

test("a notice that went to nobody by email has told nobody, and says so", async () => {
  const { id } = await incident();
  await draft(id);
  await to(id, 1, { name: "見本旅館" });
  assert.deepEqual(await send(id, 1), { sent: 0, would: 0, by_hand: 1 });
  const clock = async (): Promise<Json> => (await csirt.client.get(`/incidents/${id}/tellings`)).clocks[0];
  assert.equal((await clock()).first_at, null, "nobody has been told");
  const lines = async (): Promise<string[]> => (await csirt.client.get(`/incidents/${id}/timeline`)).items.filter((l: Json) => l.kind === "outside").map((l: Json) => l.text);
  assert.match((await lines()).at(-1)!, /まだ誰にも知らせていません[\s\S]*1件/);
  await csirt.client.post(`/incidents/${id}/tellings/1/recipients/1/confirmation`, { way: "phone", confirmed_by: "高橋" }, 201);
  assert.ok((await clock()).first_at, "by telephone");
  // An address that takes no mail: the letter is held, and tells nobody.
  const dead = desk();
  query(server.database, `INSERT INTO mail_bounce (org_id, uid, address, at, fault, status) VALUES (1, ${server.database.url.startsWith("postgres:") ? "'\\x02'" : "x'02'"}, '${dead}', 1, '550', '5.1.1')`);
  await draft(id);
  await to(id, 2, { name: "見本ホテル", address: dead });
  await to(id, 2, { name: "見本予約サイト", address: desk() });
  assert.deepEqual(await send(id, 2), { sent: 1, would: 0, by_hand: 1 });
  const of = await one(id, 2);
  assert.deepEqual([of.n_unsent, of.n_unconfirmed, of.to[0].bounced, of.to[0].sent_at], [1, 1, true, null]);
  assert.match((await lines()).at(-1)!, /1件の相手先に出しました[\s\S]*メールで届かない相手先：1件/);
});

test("who has not confirmed is reminded by email, a few times, and stands on the first page of those who may read the case", async () => {
  const again = (): void => void query(server.database, "DELETE FROM job WHERE kind = 'telling_remind'");
  const later = (): void => void query(server.database, `UPDATE case_told SET sent_at = sent_at - ${30 * HOUR}, reminded_at = reminded_at - ${30 * HOUR} WHERE sent_at IS NOT NULL`);
  await ciso.refused("PUT", "/telling-rule", 422, { json: { close_minutes: 30, partner_minutes: 600, remind_hours: 0 }, etag: "*", pointer: "/remind_hours" });
  await ciso.refused("PUT", "/telling-rule", 422, { json: { close_minutes: 30, partner_minutes: 600, reminders: 6 }, etag: "*", pointer: "/reminders" });
  const rule = await ciso.put("/telling-rule", { close_minutes: 30, partner_minutes: 600, remind_hours: 24, reminders: 2 }, "*");
  assert.deepEqual([rule.remind_hours, rule.reminders], [24, 2]);
  const silent = desk(), answers = desk(), drilled = desk(), gone = desk();
  const [open, secret, drill, none] = [await incident(), await incident(), await incident({ drill: true }), await incident()];
  for (const [one, address] of [[open, silent], [drill, drilled], [none, gone], [secret, desk()]] as const) {
    await draft(one.id);
    await to(one.id, 1, { name: "見本予約サイト", address });
    if (one === open) await to(one.id, 1, { name: "見本ホテル", address: answers });
    await send(one.id, 1);
  }
  await csirt.client.post("/telling-confirmation", { token: linkOf(await mailbox.mailTo(answers, isTelling)) }, 200);
  const first = linkOf(await mailbox.mailTo(silent, isTelling));
  await csirt.client.call("POST", `/incidents/${none.id}/transitions`, { json: { action: "withdraw", reason: "誤検知" }, etag: "*" });
  const { headers } = await csirt.client.call("GET", `/incidents/${secret.id}/readers`);
  await csirt.client.put(`/incidents/${secret.id}/readers`, { confidential: true, people: [csirt.person], roles: [] }, headers.get("etag")!);

  const peer = await colleagueOf(ciso, "当番", "CSIRT", ["csirt"], unit);
  const home = async (by: Client): Promise<string[]> => (await by.get("/open-tellings")).items.map((t: Json) => t.incident);
  const [mine, theirs] = [await home(csirt.client), await home(peer.client)];
  assert.ok(mine.includes(open.number) && mine.includes(secret.number) && !mine.includes(drill.number) && !mine.includes(none.number));
  assert.ok(theirs.includes(open.number) && !theirs.includes(secret.number), "of a confidential case nobody else sees anything");
  await (await signedInAs(ciso, "member", unit)).refused("GET", "/open-tellings", 403);

  const reminders = (address: string): Mail[] => mailbox.mails.filter((m) => m.to === address && /受領のご確認のお願い/.test(m.headers.subject ?? ""));
  again();
  await until("a round is over in which nobody is due", () => query(server.database, "SELECT count(*) FROM job WHERE kind = 'telling_remind' AND state = 'done'")[0] !== "0");
  assert.equal(reminders(silent).length, 0, "not before its time");
  for (const n of [1, 2]) {
    later();
    again();
    await until(`reminder ${n}`, () => reminders(silent).length === n);
  }
  const mail = reminders(silent).at(-1)!;
  assert.match(mail.headers.subject ?? "", /^\[TLP:AMBER\]/);
  assert.match(mail.text, /まだいただいていません[\s\S]*サーバーの応答が遅くなっています/);
  await opened(first, 404);
  const of = await one(open.id, 1);
  assert.deepEqual(of.to.map((t: Json) => [t.reminders, t.reminded_at === null]), [[2, false], [0, true]]);
  const entries = (await csirt.client.get(`/incidents/${open.id}/history`)).items.filter((e: Json) => e.action === "telling_remind");
  assert.deepEqual(entries.map((e: Json) => [e.after.telling, e.after.to]), [[1, ["見本予約サイト"]], [1, ["見本予約サイト"]]]);
  later();
  again();
  await until("a round is over in which nobody is due any more", () => query(server.database, "SELECT count(*) FROM job WHERE kind = 'telling_remind' AND state = 'done'")[0] !== "0");
  assert.deepEqual([silent, answers, drilled, gone].map((a) => reminders(a).length), [2, 0, 0, 0], "a bounded number of times, and only who is silent");
  await nobody.post("/telling-confirmation", { token: linkOf(mail) }, 200);
  assert.ok(!(await home(csirt.client)).includes(open.number));
});

// Emails that went out before, an hour ago.
function went(n: number, kind: string, address: string): void {
  const postgres = server.database.url.startsWith("postgres:");
  const uid = postgres ? "uuid_send(gen_random_uuid())" : "randomblob(16)";
  query(server.database, `WITH RECURSIVE k(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM k WHERE i < ${n}) INSERT INTO mail (org_id, uid, address, lang, kind, state, next_at, created_at, ended_at) SELECT 1, ${uid}, '${address}', 'ja', '${kind}', 'sent', 1, ${Date.now() - HOUR}, 2 FROM k`);
}

test("notices by email have limits by address and by day, over all cases; who meets them loses nothing", async () => {
  const { id } = await incident();
  const address = desk();
  went(19, "case_telling", address.toUpperCase());
  await draft(id);
  await to(id, 1, { name: "見本ホテル", address });
  await to(id, 1, { name: "見本旅館", address });
  await to(id, 1, { name: "見本決済", address: desk() });
  const path = `/incidents/${id}/tellings/1`;
  const refused = await csirt.client.refused("POST", `${path}/sending`, 422, { etag: "*" });
  assert.deepEqual(refused.errors!.map((e) => e.pointer), ["/to/2/address"]);
  assert.match(refused.errors![0]!.message, /20/);
  await csirt.client.put(`${path}/recipients/2`, { address: desk() });
  went(2980, "case_telling", "elsewhere@partner.example");
  const full = await csirt.client.refused("POST", `${path}/sending`, 409, { etag: "*" });
  assert.match(full.detail!, /3,?000/);
  assert.deepEqual([(await one(id, 1)).state, (await one(id, 1)).n_to, (await one(id, 1)).to[0].sent_at], ["draft", 3, null]);
  query(server.database, `UPDATE mail SET created_at = created_at - ${24 * HOUR} WHERE address = 'elsewhere@partner.example'`);
  assert.equal((await send(id, 1)).sent, 3);
  const drill = await incident({ drill: true });
  await draft(drill.id);
  await to(drill.id, 1, { name: "見本ホテル", address });
  assert.equal((await send(drill.id, 1)).would, 1, "nothing is sent in a drill");
});

test("an API token sends notices only with the scope of just that", async () => {
  const { id } = await incident();
  const token = async (...scopes: string[]): Promise<Client> => Object.assign(new Client(server), { token: (await csirt.client.post("/tokens", { name: "k", scopes, days: 30 }, 201)).token });
  const [writes, sends] = [await token("write"), await token("write", "case_telling.send")];
  await writes.post(`/incidents/${id}/tellings`, DRAFT, 201);
  await writes.post(`/incidents/${id}/tellings/1/recipients`, { name: "見本ホテル", address: desk() }, 201);
  await writes.refused("POST", `/incidents/${id}/tellings/1/sending`, 403, { etag: "*" });
  await (await token("case_telling.write", "incident.read")).refused("POST", `/incidents/${id}/tellings/1/sending`, 403, { etag: "*" });
  await (await token("case_telling.send", "incident.read")).refused("POST", `/incidents/${id}/tellings/1/sending`, 403, { etag: "*" });
  assert.equal((await sends.call("POST", `/incidents/${id}/tellings/1/sending`, { etag: "*" })).status, 201);
  const manager = await signedInAs(ciso, "manager", unit);
  await manager.refused("POST", "/tokens", 422, { json: { name: "k", scopes: ["case_telling.send"], days: 30 }, pointer: "/scopes/0" });
});

test("a text with what is marked above its class is refused, each place named; partners are told what to expect", async () => {
  const { id } = await incident();
  await csirt.client.post(`/incidents/${id}/pieces`, { title: "通信先", value: "c2.example.com", tlp: "amber" }, 201);
  await csirt.client.post(`/incidents/${id}/pieces`, { title: "試作品", value: "青藍α", tlp: "red", allowed: ["見本決済"] }, 201);
  await draft(id, { audience: "partner", tlp: "green", subject: "c2[.]example[.]com", body: "通信先は {#1} です。{#9}" });
  await to(id, 1, { name: "見本ホテル", address: desk(), impact: "青藍αの納期が遅れます" });
  await to(id, 1, { name: "見本決済", address: desk() });
  const path = `/incidents/${id}/tellings/1`;
  const bad = async (): Promise<string[]> => (await csirt.client.refused("POST", `${path}/sending`, 422, { etag: "*" })).errors!.map((e) => e.pointer).sort();
  assert.deepEqual(await bad(), ["/body", "/body", "/subject", "/to/1/impact", "/to/2/impact"]);
  const { errors } = await csirt.client.refused("POST", `${path}/sending`, 422, { etag: "*" });
  assert.ok(errors!.some((e) => e.message.includes("通信先") && e.message.includes("TLP:AMBER")));
  await csirt.client.put(path, { ...DRAFT, audience: "partner", tlp: "red", body: "通信先は {#1} です。" }, "*");
  await csirt.client.put(`${path}/recipients/2`, { impact: "青藍αの納期が遅れます", address: desk() });
  assert.deepEqual(await bad(), ["/to/1/impact"], "one of them may be told of it");
  const address = desk();
  await csirt.client.put(`${path}/recipients/1`, { impact: "納期が遅れます", address });
  assert.equal((await send(id, 1)).sent, 2);
  assert.match((await mailbox.mailTo(address, isTelling)).text, /通信先は c2\.example\.com です/);
});

test("indicators of the case are marked too, and what a reference fills in is read", async () => {
  const { id } = await incident();
  await csirt.client.post(`/incidents/${id}/iocs`, { text: "evil.example.net", tlp: "red" }, 201);
  await csirt.client.post(`/incidents/${id}/iocs`, { text: "203.0.113.9", tlp: "green" }, 201);
  await csirt.client.post(`/incidents/${id}/pieces`, { title: "経路", value: "青藍β経由の通信", tlp: "green" }, 201);
  await csirt.client.post(`/incidents/${id}/pieces`, { title: "試作品", value: "青藍β", tlp: "red", allowed: ["見本決済"] }, 201);
  await draft(id, { tlp: "green", body: "通信先は hxxp://evil[.]example[.]net と 203.0.113.9 です。" });
  await to(id, 1, { name: "見本ホテル", address: desk() });
  const path = `/incidents/${id}/tellings/1`;
  const bad = async (): Promise<string[]> => (await csirt.client.refused("POST", `${path}/sending`, 422, { etag: "*" })).errors!.map((e) => `${e.pointer} ${e.message}`);
  const first = await bad();
  assert.equal(first.length, 1);
  assert.match(first[0]!, /^\/body .*侵害の痕跡1.*TLP:RED/);
  await csirt.client.put(path, { ...DRAFT, tlp: "green", body: "通信先は 203.0.113.9、経路は{#1}です。" }, "*");
  const then = await bad();
  assert.equal(then.length, 1);
  assert.match(then[0]!, /^\/body .*試作品/);
  await csirt.client.put(path, { ...DRAFT, tlp: "green", body: "通信先は 203.0.113.9 です。" }, "*");
  assert.equal((await send(id, 1)).sent, 1);
  const { findings } = await csirt.client.post(`/incidents/${id}/release-check`, { text: "evil.example.net", tlp: "amber" }, 200);
  assert.equal(findings.length, 1);
});

test("what is marked makes a text no longer than an email may be", async () => {
  const { id } = await incident();
  await csirt.client.post(`/incidents/${id}/pieces`, { title: "通信先", value: "c2.example.com\n".repeat(100), tlp: "green" }, 201);
  await draft(id, { body: "{#1}".repeat(20) });
  await to(id, 1, { name: "見本予約サイト", address: desk() });
  const path = `/incidents/${id}/tellings/1`;
  await csirt.client.refused("POST", `${path}/sending`, 422, { etag: "*", pointer: "/body" });
  await csirt.client.put(path, { ...DRAFT, subject: "{#1}" }, "*");
  await csirt.client.refused("POST", `${path}/sending`, 422, { etag: "*", pointer: "/subject" });
  assert.deepEqual([(await one(id, 1)).state, (await one(id, 1)).to[0].sent_at], ["draft", null]);
});

test("a drill writes down what would be sent, and sends nothing", async () => {
  const { id } = await incident({ drill: true });
  const address = desk();
  await draft(id);
  await to(id, 1, { name: "見本予約サイト", address });
  assert.deepEqual(await send(id, 1), { sent: 0, would: 1, by_hand: 0 });
  const real = await incident();
  await draft(real.id);
  await to(real.id, 1, { name: "見本予約サイト", address });
  await send(real.id, 1);
  await mailbox.mailTo(address, isTelling);
  assert.equal(mailbox.mails.filter((m) => m.to === address).length, 1, "the real one alone");
  const told = (await one(id, 1)).to[0];
  assert.deepEqual([told.by_mail, told.sent_at === null], [false, false]);
  assert.match((await csirt.client.get(`/incidents/${id}/tellings/1/recipients/1`)).text, /原因は不明/);
  assert.equal((await csirt.client.get(`/incidents/${id}/tellings`)).drill, true);
  assert.ok((await csirt.client.get(`/incidents/${id}/timeline`)).items.some((l: Json) => /演習/.test(l.text)));
});

test("dead links answer alike and make who tries them wait", async () => {
  const from = { headers: { "x-forwarded-for": "203.0.113.77" } };
  const dead = await nobody.refused("POST", "/telling-confirmation/open", 404, { json: { token: "x" }, ...from });
  const unknown = await nobody.refused("POST", "/telling-confirmation/open", 404, { json: { token: `1.${"A".repeat(43)}` }, ...from });
  assert.equal(dead.detail, unknown.detail);
  for (let i = 2; i < 100; i++) await nobody.call("POST", "/telling-confirmation/open", { json: { token: "x" }, ...from });
  await nobody.refused("POST", "/telling-confirmation/open", 429, { json: { token: "x" }, ...from });
});

test("telling others is for those who deal with the case; of a confidential one nobody else sees anything", async () => {
  const { id } = await incident();
  await draft(id);
  await to(id, 1, { name: "見本予約サイト", address: desk() });
  const path = `/incidents/${id}/tellings`;
  const auditor = await signedInAs(ciso, "auditor", unit), member = await signedInAs(ciso, "member", unit);
  await member.refused("GET", path, 403);
  assert.equal((await one(id, 1, auditor)).to.length, 1);
  await auditor.refused("POST", `${path}/1/sending`, 403, { etag: "*" });
  await auditor.refused("POST", `${path}/1/recipients/1/confirmation`, 403, { json: { way: "phone", confirmed_by: "x" } });
  const readers = await csirt.client.call("PUT", `/incidents/${id}/readers`, { json: { confidential: true, people: [csirt.person], roles: [] }, etag: "*" });
  assert.equal(readers.status, 200, readers.text);
  for (const by of [auditor, ciso]) for (const at of [path, `${path}/1`, `${path}/1/recipients/1`]) await by.refused("GET", at, 404);
  await ciso.refused("POST", `${path}/1/sending`, 404, { etag: "*" });
  await ciso.refused("DELETE", `${path}/1/recipients/1`, 404);
  await ciso.refused("PUT", `/incidents/${id}/telling-owner`, 404, { json: { owner: csirt.person } });
  assert.equal((await send(id, 1)).sent, 1);
});

test("somebody outside is forgotten by law: person, address and what was written to them", async () => {
  const { id } = await incident();
  const contact = await ciso.post("/contacts", { name: "担当", kind: "customer", organisation: "見本商事", person: "忘却 太郎", email: desk() }, 201);
  await draft(id);
  await to(id, 1, { contacts: [contact.id], impact: "遅れます" });
  await send(id, 1);
  await mailbox.mailTo(contact.email, isTelling);
  command(server.database, ["erase", "--subject", `contact:${contact.id}`, "--law", "個人情報保護法"]);
  const told = await csirt.client.get(`/incidents/${id}/tellings/1/recipients/1`);
  assert.deepEqual([told.name, told.person, told.address, told.text], ["見本商事", null, null, null]);
});
