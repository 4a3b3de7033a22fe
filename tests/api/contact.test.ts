// Emergency contacts: lists, rounds of checking, keepers, the test mail with its link, and erasing.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Client, type Json } from "../support/client.ts";
import { query } from "../support/database.ts";
import { today } from "../support/day.ts";
import { engine, until } from "../support/environment.ts";
import { giveAddress, type Mail, mailSettings, openMailbox } from "../support/mailbox.ts";
import { colleagueOf, setUp, signedInAs, topUnit } from "../support/people.ts";
import { command, startServer } from "../support/server.ts";

const mailbox = await openMailbox();
const server = await startServer({ env: mailSettings(mailbox, { KANAME_PROXIES: "127.0.0.1" }) });
const ciso = await setUp(server, { organisation: "U社" });
const top = await topUnit(ciso);
const nobody = new Client(server);
mailbox.way.refuse = (address) => (address.startsWith("gone") ? 550 : null);

await ciso.post("/contact-lists", { name: "災害時", purpose: "disaster", needs_it: true, scenario: "倉庫がある地区の被災" }, 201);
const attack = await ciso.post("/contact-lists", { name: "倉庫管理システムへの攻撃", purpose: "incident" }, 201);
const tokenOf = (mail: Mail): string => /\/confirm-contact#(\S+)/.exec(mail.text)?.[1] ?? assert.fail(mail.text);
const isTest = (mail: Mail): boolean => mail.text.includes("/confirm-contact#");
const linkTo = async (email: string): Promise<string> => tokenOf(await mailbox.mailTo(email, isTest));
let count = 0;
const contact = (more: object = {}): Promise<Json> => ciso.post("/contacts", { name: `窓口${++count}`, kind: "vendor", phone: "03-5550-0101", email: `desk-${count}@vendor.example`, lists: ["災害時"], ...more }, 201);
const round = (more: object = {}): Promise<Json> => ciso.post("/contact-rounds", { title: "BCP訓練とあわせた点検", due: "2027-03-31", lists: ["災害時"], ...more }, 201);
const checks = async (of: Json): Promise<Map<string, Json>> => new Map((await ciso.get(`/contact-rounds/${of.id}/progress`)).items.map((x: Json) => [x.id, x]));
const say = (client: Client, of: Json, about: Json, more: object = {}): Promise<unknown> => client.post("/contact-answers", { round: of.id, contact: about.id, outcome: "confirmed", ...more }, 204);
const finish = async (of: Json): Promise<Json> => {
  for (const x of (await checks(of)).values()) if (!x.gone && !x.outcome) await say(ciso, of, x);
  const { status, text, json } = await ciso.call("POST", `/contact-rounds/${of.id}/transitions`, { json: { action: "close" }, etag: "*" });
  assert.equal(status, 200, text);
  return json;
};

test("a contact stands on lists by their names, and a list has one name", async () => {
  const made = await contact({ lists: ["災害時", attack.number, "災害時"], name: "警備会社" });
  assert.deepEqual(made.lists, ["災害時", "倉庫管理システムへの攻撃"]);
  await ciso.refused("PATCH", `/contacts/${made.id}`, 422, { json: { lists: ["ないリスト"] }, etag: "*", pointer: "/lists/0" });
  await ciso.refused("POST", "/contact-lists", 422, { json: { name: "災害時", purpose: "other" }, pointer: "/name" });
  await ciso.refused("PATCH", `/contacts/${made.id}`, 422, { json: { deputy: made.id }, etag: "*", pointer: "/deputy" });
  const spare = await ciso.post("/contact-lists", { name: "予備", purpose: "other" }, 201);
  await ciso.patch(`/contacts/${made.id}`, { lists: ["予備"] }, "*");
  await ciso.refused("DELETE", `/contact-lists/${spare.id}`, 409, { etag: "*" });
  await ciso.patch(`/contact-lists/${spare.id}`, { name: "控え" }, "*");
  assert.deepEqual((await ciso.get(`/contacts/${made.id}`)).lists, ["控え"]);
  await ciso.delete(`/contacts/${made.id}`, "*");
  await ciso.delete(`/contact-lists/${spare.id}`, "*");
});

test("the sheet has each list with its contacts, says where IT is missing and what is stale, and is not for everybody", async () => {
  const fresh = await contact({ confirmed_on: today() });
  const old = await contact({ confirmed_on: "2020-04-01", deputy: fresh.id });
  const sheet = await ciso.get("/contact-lists/sheet");
  const list = sheet.lists.find((l: Json) => l.name === "災害時");
  assert.equal(list.it_missing, true);
  assert.deepEqual(list.contacts.map((x: Json) => [x.name, x.stale, x.deputy, x.deputy_phone]), [[fresh.name, false, null, null], [old.name, true, fresh.name, "03-5550-0101"]]);
  assert.equal(sheet.lists.find((l: Json) => l.name === attack.name).it_missing, false);
  await ciso.patch(`/contacts/${fresh.id}`, { it: true }, "*");
  assert.equal((await ciso.get("/contact-lists/sheet")).lists.find((l: Json) => l.name === "災害時").it_missing, false);
  const member = await signedInAs(ciso, "member");
  for (const path of ["/contacts", "/contact-lists", "/contact-lists/sheet", "/contact-rounds", "/contact-settings"]) await member.refused("GET", path, 403);
  await (await signedInAs(ciso, "csirt")).get("/contact-lists/sheet");
  for (const path of ["/contact-lists/sheet", "/own-contact-checks"]) await nobody.refused("GET", path, 401);
  await ciso.patch(`/contacts/${fresh.id}`, { it: false }, "*");
});

test("for how long a confirmation counts is a setting, and nobody's change is lost", async () => {
  assert.deepEqual(await ciso.get("/contact-settings"), { stale_months: 12, remind_days: 7, version: 0 });
  const old = await contact({ confirmed_on: "2020-04-01" });
  const stale = async (): Promise<boolean> => (await ciso.get("/contact-lists/sheet")).lists.flatMap((l: Json) => l.contacts).find((x: Json) => x.id === old.id).stale;
  assert.equal(await stale(), true);
  const years = 60;
  await ciso.refused("PUT", "/contact-settings", 422, { json: { stale_months: years + 1, remind_days: 7 }, etag: '"0"', pointer: "/stale_months" });
  assert.equal((await ciso.put("/contact-settings", { stale_months: 6, remind_days: 5 }, '"0"')).version, 1);
  await ciso.refused("PUT", "/contact-settings", 412, { json: { stale_months: 3, remind_days: 5 }, etag: '"0"' });
  await ciso.put("/contact-settings", { stale_months: 12, remind_days: 7 }, '"1"');
  await ciso.delete(`/contacts/${old.id}`, "*");
});

test("a round asks about every contact, counts what was wrong, and is closed when all have been looked at", async () => {
  const called = await contact();
  const other = await contact({ lists: [attack.name] });
  const gone = await contact({ lists: [] });
  const made = await round();
  const before = await checks(made);
  assert.deepEqual([called, other, gone].map((x) => before.get(x.id)?.in_scenario), [true, false, false]);
  await ciso.refused("POST", `/contact-rounds/${made.id}/transitions`, 409, { json: { action: "close" }, etag: "*" });
  await say(ciso, made, other, { outcome: "changed", wrong: [{ kind: "phone" }, { kind: "moved" }, { kind: "phone" }], phone: "03-5550-0202", note: "担当が交代" });
  await say(ciso, made, gone, { outcome: "dropped", wrong: [{ kind: "left" }] });
  const changed = await ciso.get(`/contacts/${other.id}`);
  assert.equal(changed.phone, "03-5550-0202");
  assert.match(changed.confirmed_on, /^\d{4}-\d\d-\d\d$/);
  await ciso.refused("GET", `/contacts/${gone.id}`, 404);
  const closed = await finish(made);
  assert.deepEqual([closed.changed, closed.dropped, closed.faults, closed.it_missing], [1, 1, 3, 1]);
  assert.equal(closed.outside >= 2, true);
  await ciso.refused("POST", "/contact-answers", 409, { json: { round: made.id, contact: called.id, outcome: "confirmed" } });
  await ciso.refused("POST", `/contact-rounds/${made.id}/test-mail`, 409);
});

test("a keeper sees and changes what he keeps and nothing else", async () => {
  const keeper = await signedInAs(ciso, "member");
  await giveAddress(ciso, keeper, "keeper@u.example", top);
  const person = (await ciso.get("/people?filter[email][contains]=keeper@u.example")).items[0]?.id ?? (await ciso.get("/people?q=keeper")).items[0].id;
  const mine = await contact({ keeper: person });
  const others = await contact();
  const made = await round({ title: "更新担当者による点検" });
  assert.deepEqual((await keeper.get("/own-contact-checks")).items.map((x: Json) => [x.id, x.phone]), [[mine.id, "03-5550-0101"]]);
  await until("the keeper is told", async () => (await keeper.get("/notices")).items.some((x: Json) => x.kind === "contact_check_asked") || null);
  await keeper.refused("POST", "/contact-answers", 404, { json: { round: made.id, contact: others.id, outcome: "dropped" } });
  await keeper.refused("GET", `/contact-rounds/${made.id}/progress`, 403);
  await say(keeper, made, mine, { outcome: "changed", phone: "03-5550-0303" });
  assert.equal((await ciso.get(`/contacts/${mine.id}`)).phone, "03-5550-0303");
  const { items } = await ciso.get(`/contacts/${mine.id}/history`);
  assert.equal(JSON.stringify(items[0]).includes((await keeper.get("/session")).account.id), true, JSON.stringify(items[0]));
  assert.deepEqual((await (await signedInAs(ciso, "member")).get("/own-contact-checks")).items, []);
  await finish(made);
});

test("the test mail goes to all, and its link says once, without an account, that it has arrived", async () => {
  const right = await contact({ language: "en", lists: [attack.name] });
  const moved = await contact();
  const silent = await contact({ email: null });
  const made = await round();
  await (await signedInAs(ciso, "manager")).refused("POST", `/contact-rounds/${made.id}/test-mail`, 403);
  const { sent, left } = await ciso.post(`/contact-rounds/${made.id}/test-mail`, undefined, 201);
  assert.ok(sent >= 2);
  assert.equal(left, 0);
  assert.equal((await ciso.post(`/contact-rounds/${made.id}/test-mail`, undefined, 201)).sent, 0);
  const state = async (of: Json): Promise<Json> => (await checks(made)).get(of.id)!;
  assert.deepEqual([(await state(right)).mail, (await state(silent)).mail], ["waiting", "no_address"]);
  const mail = await mailbox.mailTo(right.email, isTest);
  assert.match(mail.headers.subject ?? "", /U社/);
  assert.match(mail.text, /You need no account/);
  const token = tokenOf(mail);
  assert.deepEqual(await nobody.post("/contact-confirmation/open", { token }, 200), { organisation: "U社" });
  assert.equal((await state(right)).mail, "waiting"); // opening confirms nothing
  assert.deepEqual(await nobody.post("/contact-confirmation", { token, right: true }, 200), { organisation: "U社" });
  const now = await ciso.get(`/contacts/${right.id}`);
  assert.deepEqual([now.mail_state, now.answered_on === now.confirmed_on], ["confirmed", true]);
  for (const path of ["/contact-confirmation/open", "/contact-confirmation"]) await nobody.refused("POST", path, 404, { json: path.endsWith("open") ? { token } : { token, right: true } });
  await nobody.post("/contact-confirmation", { token: await linkTo(moved.email), right: false, note: "担当が替わりました" }, 200);
  assert.deepEqual([(await state(moved)).mail, (await state(moved)).answer_note], ["changed", "担当が替わりました"]);
  assert.deepEqual([(await ciso.get(`/contacts/${moved.id}`)).mail_state, (await ciso.get(`/contacts/${moved.id}`)).confirmed_on], ["changed", null]);
  const { items } = await ciso.get("/audit?subject=contact");
  assert.ok(items.some((x: Json) => x.action === "contact_said" && x.after.mail_state === "confirmed"));
  await finish(made);
});

test("an address that changes, and a round that ends, end the link", async () => {
  const one = await contact();
  const other = await contact();
  const made = await round();
  await ciso.post(`/contact-rounds/${made.id}/test-mail`, undefined, 201);
  const [first, second] = [await linkTo(one.email), await linkTo(other.email)];
  await ciso.patch(`/contacts/${one.id}`, { email: "new-desk@vendor.example" }, "*");
  await nobody.refused("POST", "/contact-confirmation", 404, { json: { token: first, right: true } });
  assert.equal((await checks(made)).get(one.id)!.mail, "unsent");
  await finish(made);
  await nobody.refused("POST", "/contact-confirmation", 404, { json: { token: second, right: true } });
});

test("who tries many dead links from one network waits, and a good link from there still opens", async () => {
  const one = await contact();
  const made = await round();
  await ciso.post(`/contact-rounds/${made.id}/test-mail`, undefined, 201);
  const token = await linkTo(one.email);
  const from = { headers: { "x-forwarded-for": "203.0.113.9" } };
  const guess = async (): Promise<number> => (await nobody.call("POST", "/contact-confirmation/open", { json: { token: `1.${"A".repeat(43)}` }, ...from })).status;
  const answers: number[] = [];
  for (let i = 0; i < 101; i++) answers.push(await guess());
  assert.deepEqual([[...new Set(answers.slice(0, 100))], answers[100]], [[404], 429]);
  assert.equal((await nobody.call("POST", "/contact-confirmation/open", { json: { token }, ...from })).status, 200);
  await finish(made);
});

test("who does not answer is written to again after the days that are set, three times at most, and the old link is dead", async () => {
  const one = await contact();
  const made = await round();
  await ciso.post(`/contact-rounds/${made.id}/test-mail`, undefined, 201);
  const links = [await linkTo(one.email)];
  const later = (): unknown => query(server.database, "UPDATE contact_check SET mailed_at = mailed_at - 691200000 WHERE mailed_at IS NOT NULL");
  const look = (): unknown => query(server.database, "DELETE FROM job WHERE kind = 'contact_tend'");
  const next = async (): Promise<string> => tokenOf(await mailbox.mailTo(one.email, (m) => isTest(m) && !links.includes(tokenOf(m))));
  for (let i = 0; i < 2; i++) {
    later();
    look();
    links.push(await next());
  }
  assert.equal((await checks(made)).get(one.id)!.mails, 3);
  const other = await contact();
  await ciso.post(`/contact-rounds/${made.id}/test-mail`, undefined, 201);
  await linkTo(other.email);
  later();
  look();
  await until("the other one is written to again", async () => (await checks(made)).get(other.id)!.mails === 2 || null);
  assert.equal((await checks(made)).get(one.id)!.mails, 3);
  await nobody.refused("POST", "/contact-confirmation", 404, { json: { token: links[0], right: true } });
  await nobody.post("/contact-confirmation", { token: links[2], right: true }, 200);
  await finish(made);
});

test("test mails have limits by address and by day over all rounds, and an API token needs the scope of just that", async () => {
  const went = (n: number, address: string): void => {
    const uid = server.database.url.startsWith("postgres:") ? "uuid_send(gen_random_uuid())" : "randomblob(16)";
    query(server.database, `WITH RECURSIVE k(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM k WHERE i < ${n}) INSERT INTO mail (org_id, uid, address, lang, kind, state, next_at, created_at, ended_at) SELECT 1, ${uid}, '${address}', 'ja', 'contact', 'sent', 1, ${Date.now() - 3_600_000}, 2 FROM k`);
  };
  const [busy, twin, free] = [await contact(), await contact(), await contact()];
  await ciso.patch(`/contacts/${twin.id}`, { email: busy.email.toUpperCase() }, "*");
  went(4, busy.email);
  const made = await round();
  const path = `/contact-rounds/${made.id}/test-mail`;
  const token = async (...scopes: string[]): Promise<Client> => Object.assign(new Client(server), { token: (await ciso.post("/tokens", { name: "k", scopes, days: 30 }, 201)).token });
  await (await token("write")).refused("POST", path, 403);
  const of = async (): Promise<number[]> => [...(await checks(made)).entries()].filter(([id]) => [busy.id, twin.id, free.id].includes(id)).map(([, k]) => k.mails).sort();
  const first = await (await token("write", "contact.send")).post(path, undefined, 201);
  const others = first.left - 1; // at addresses that earlier tests wrote to
  assert.deepEqual(await of(), [0, 1, 1], "one of the two at the same address");
  assert.match((await ciso.refused("POST", path, 409)).detail!, /5/);
  went(2000, "elsewhere@vendor.example");
  assert.match((await ciso.refused("POST", path, 409)).detail!, /2,?000/);
  query(server.database, `UPDATE mail SET created_at = created_at - 86400000 WHERE kind = 'contact' AND state = 'sent' AND ended_at = 2`);
  assert.deepEqual([(await ciso.post(path, undefined, 201)).left, await of()], [others, [1, 1, 1]]);
  await finish(made);
});

test("contacts not confirmed for the time that is set are told to who keeps them, and stand on the first page", async () => {
  const keeper = await colleagueOf(ciso, "保持", "総務", ["member"], await topUnit(ciso));
  const [old, never, fresh, nobodys] = [await contact({ keeper: keeper.person }), await contact({ keeper: keeper.person }), await contact({ keeper: keeper.person }), await contact()];
  const year = 370 * 86_400_000;
  const made = (one: Json): string => `number = '${one.number}'`;
  query(server.database, `UPDATE contact SET confirmed_on = '2024-01-31' WHERE ${made(old)} OR ${made(nobodys)}`);
  query(server.database, `UPDATE contact SET created_at = created_at - ${year} WHERE ${made(never)} OR ${made(old)}`);
  const stale = async (by: Client): Promise<string[]> => (await by.get("/stale-contacts")).items.map((x: Json) => x.id);
  assert.deepEqual(await stale(keeper.client), [never.id, old.id], "the ones kept, longest first; a new one has time");
  assert.ok(!(await stale(keeper.client)).includes(fresh.id));
  const all = await ciso.get("/stale-contacts");
  assert.deepEqual([all.months, [never, old, nobodys].every((x) => all.items.some((y: Json) => y.id === x.id)), all.items.every((y: Json) => !y.own)], [12, true, true]);
  assert.deepEqual(await stale(await signedInAs(ciso, "member")), []);
  const notices = async (by: Client): Promise<string[]> => (await by.get("/notices?limit=100")).items.filter((n: Json) => n.kind === "contact_stale").map((n: Json) => n.title);
  query(server.database, "DELETE FROM job WHERE kind = 'contact_stale'");
  await until("the keeper is told", async () => (await notices(keeper.client)).length > 0 || null);
  assert.match((await notices(keeper.client))[0]!, /12か月以上.*2件/);
  await until("what nobody keeps is told to who manages them", async () => (await notices(ciso)).length > 0 || null);
  query(server.database, `UPDATE contact SET confirmed_on = '2099-01-31' WHERE ${made(old)} OR ${made(never)} OR ${made(nobodys)}`);
  assert.deepEqual(await stale(keeper.client), []);
});

test("mail that comes back is written down, and its keeper is told", async () => {
  const dead = await contact({ email: "gone@vendor.example" });
  const made = await round();
  await ciso.post(`/contact-rounds/${made.id}/test-mail`, undefined, 201);
  await until("the mail server has refused it", () => query(server.database, "SELECT address FROM mail_bounce WHERE address = 'gone@vendor.example'")[0] ?? null);
  await ciso.post("/contact-rounds/returned", undefined, 204);
  assert.equal((await checks(made)).get(dead.id)!.mail, "returned");
  assert.equal((await ciso.get(`/contacts/${dead.id}`)).mail_state, "returned");
  assert.equal((await ciso.get("/contact-lists/sheet")).lists.flatMap((l: Json) => l.contacts).find((x: Json) => x.id === dead.id).returned, true);
  await (await signedInAs(ciso, "manager")).refused("POST", "/contact-rounds/returned", 403);
  await finish(made);
});

test("a contact is erased by law from the record, from rounds, from mail and from the audit log", async () => {
  const someone = await contact({ person: "消去 太郎", email: "erase-me@vendor.example", note: "夜は自宅" });
  const made = await round();
  await ciso.post(`/contact-rounds/${made.id}/test-mail`, undefined, 201);
  await nobody.post("/contact-confirmation", { token: await linkTo("erase-me@vendor.example"), right: false, note: "消去 太郎より" }, 200);
  command(server.database, ["erase", "--subject", `contact:${someone.id}`, "--law", "個人情報保護法"]);
  const now = await ciso.get(`/contacts/${someone.id}`);
  assert.deepEqual([now.person, now.email, now.phone, now.note, now.name], [null, null, null, null, someone.number]);
  assert.equal((await checks(made)).get(someone.id)!.answer_note, null);
  const everything = JSON.stringify([await ciso.get("/audit?limit=500"), query(server.database, "SELECT COALESCE(note, '') || COALESCE(answer_note, '') FROM contact_check"), query(server.database, "SELECT address FROM mail")]);
  assert.doesNotMatch(everything, /消去 太郎|erase-me/);
  await finish(made);
});

test("a contact whose record is gone for good is still erased from the audit log", async () => {
  const someone = await contact({ person: "退職 次郎", email: "purged@vendor.example" });
  await ciso.delete(`/contacts/${someone.id}`, "*");
  query(server.database, `UPDATE contact SET deleted_at = ${Date.now() - 40 * 86_400_000} WHERE number = '${someone.number}'`);
  query(server.database, "DELETE FROM job WHERE kind = 'register_purge'");
  await until("it is gone for good", () => query(server.database, `SELECT count(*) FROM contact WHERE number = '${someone.number}'`)[0] === "0");
  assert.match(JSON.stringify(await ciso.get("/audit?limit=500")), /退職 次郎/);
  command(server.database, ["erase", "--subject", `contact:${someone.id}`, "--law", "個人情報保護法"]);
  assert.doesNotMatch(JSON.stringify(await ciso.get("/audit?limit=500")), /退職 次郎|purged@/);
});

test("no contact too many is left out of the sheet in silence: it is refused, also where all stand on several lists", async () => {
  const uid = engine === "sqlite" ? "randomblob(16)" : "uuid_send(gen_random_uuid())";
  const [n] = query(server.database, "SELECT count(*) FROM contact WHERE deleted_at IS NULL");
  query(
    server.database,
    `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${4999 - Number(n)})
     INSERT INTO contact (org_id, uid, number, name, kind, version, created_at, updated_at)
     SELECT o.id, ${uid}, 'X-' || n.i, '窓口X' || n.i, 'vendor', 1, 0, 0 FROM n, org o`,
  );
  query(server.database, "INSERT INTO contact_list_member (org_id, contact_id, list_id) SELECT x.org_id, x.id, l.id FROM contact x, contact_list l WHERE x.number LIKE 'X-%' AND l.deleted_at IS NULL");
  await contact({ name: "最後の窓口" });
  const { lists } = await ciso.get("/contact-lists/sheet");
  assert.ok(lists.some((l: Json) => l.contacts.some((x: Json) => x.name === "最後の窓口")));
  await ciso.refused("POST", "/contacts", 409, { json: { name: "一件多い", kind: "vendor" } });
});
