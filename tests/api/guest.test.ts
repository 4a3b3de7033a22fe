// Answering without an account: the ways in, and everything that must not be one.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Client, type Json } from "../support/client.ts";
import { query } from "../support/database.ts";
import { askOne, codeFor, comeIn, isCode, isLink, makeSupplier, tokenOf } from "../support/guest.ts";
import { mailSettings, openMailbox } from "../support/mailbox.ts";
import { until } from "../support/environment.ts";
import { setUp, signedInAs } from "../support/people.ts";
import { startServer } from "../support/server.ts";
import { importSheet, smallSheet } from "../support/sheet.ts";
import { Wire } from "../support/wire.ts";

const mailbox = await openMailbox();
const server = await startServer({ env: { ...mailSettings(mailbox), KANAME_PROXIES: "127.0.0.1" } });
const first = await setUp(server);
const lead = await signedInAs(first, "ciso");

const from = (address: string): { headers: Record<string, string> } => ({ headers: { "x-forwarded-for": address } });
const WHY = {
  guest_link_dead: /This link does not work/,
  guest_code_wrong: /code is wrong or has expired/,
  guest_codes: /No more than 5 codes/,
  guest_delegate: /Only the person whom the requesting company invited/,
  guest_there: /invited already/,
  guests_many: /No more than 11 people/,
  csrf: /./,
  response_state: /./,
  campaign_not_open: /does not take answers/,
};
type Refusal = Parameters<Client["refused"]>[3] & { why?: keyof typeof WHY };
async function no(client: Client, method: string, path: string, status: number, { why, ...call }: Refusal = {}): Promise<Json> {
  const problem = await client.refused(method, path, status, call);
  if (why) assert.match(problem.detail ?? problem.title, WHY[why]);
  return problem;
}
const dead = (token: string, path = "link", more: object = {}, address = "192.0.2.1"): Promise<unknown> =>
  no(new Client(server), "POST", `/guest/${path}`, 401, { json: { token, ...more }, why: "guest_link_dead", ...from(address) });
const guestsOf = async (response: string): Promise<Json[]> => (await lead.get(`/responses/${response}/guests`)).items;
const versionOf = async (guest: Client): Promise<string> => `"${(await guest.get("/guest/response")).version}"`;
const answerAll = async (guest: Client): Promise<void> => {
  await guest.put("/guest/answers/a-1", { value: 3 });
  await guest.put("/guest/answers/a-2", { value: "yearly" });
  await guest.put("/guest/answers/b-1", { value: "no" });
};

test("a supplier answers and submits by a link and a code, without an account", async () => {
  const asked = await askOne(lead, mailbox);
  const told = await new Client(server).post("/guest/link", { token: asked.token });
  assert.deepEqual(Object.keys(told).sort(), ["due", "lang", "organisation"]);
  const guest = await comeIn(server, mailbox, asked.token, asked.address);
  const sheet = await guest.get("/guest/sheet");
  assert.equal(sheet.items.length, 8);
  assert.equal((await guest.get("/guest/session")).csrf, guest.csrf);
  await answerAll(guest);
  await guest.put("/guest/answers/a-1", { value: 4, comment: "We hold drills." }, '"1"');
  const form = new FormData();
  form.append("file", new Blob(["minutes"]), "minutes.txt");
  const file = await guest.call("POST", "/guest/answers/a-1/files", { body: form });
  assert.equal(file.status, 201, file.text);
  assert.equal((await guest.call("GET", `/guest/files/${file.json.id}`)).text, "minutes");
  const mine = await guest.get("/guest/response");
  assert.equal(mine.answered, 3);
  assert.equal(mine.respondent, asked.supplier.name);
  const done = await guest.call("POST", "/guest/submit", { etag: await versionOf(guest) });
  assert.equal(done.status, 200, done.text);
  assert.equal(done.json.state, "submitted");
  const seen = await lead.get(`/responses/${asked.response}`);
  assert.equal(seen.submitted_by, null);
  assert.equal(seen.submitted_guest, asked.supplier.contact_name);
  assert.equal(seen.respondent.title, asked.supplier.name);
  assert.deepEqual(seen.answers.map((a: Json) => [a.item, a.by, a.guest]), ["a-1", "a-2", "b-1"].map((item) => [item, null, asked.supplier.contact_name]));
  const [row] = (await lead.get(`/campaigns/${asked.campaign.id}/respondents`)).items;
  assert.deepEqual([row.state, row.guests, row.opens], ["submitted", 1, 1]);
  const history = (await first.get(`/responses/${asked.response}/history`)).items.find((e: Json) => e.action === "submit");
  const [me] = await guestsOf(asked.response);
  assert.ok(history.via.startsWith(`guest:${me.id} `), history.via);
  assert.ok(!JSON.stringify(history).includes(asked.supplier.contact_name)); // the name stands with the invitation alone
});

test("the link alone opens nothing but who asks and until when", async () => {
  const asked = await askOne(lead, mailbox);
  const thief = new Client(server);
  await thief.post("/guest/link", { token: asked.token });
  await no(thief, "POST", "/guest/session", 401, { json: { token: asked.token, code: "12" }, why: "guest_code_wrong" });
  await no(thief, "POST", "/guest/session", 401, { json: { token: asked.token, code: "00000000" }, why: "guest_code_wrong" });
  thief.cookie = `kaname_guest=${asked.token}`;
  await thief.refused("GET", "/guest/response", 401);
  thief.cookie = `kaname_session=${asked.token}`;
  await thief.refused("GET", "/session", 401);
});

test("a code works once, for its own link, and only the newest", async () => {
  const a = await askOne(lead, mailbox);
  const b = await askOne(lead, mailbox);
  const old = await codeFor(server, mailbox, a.token, a.address);
  const code = await codeFor(server, mailbox, a.token, a.address);
  const enter = (token: string, typed: string): Promise<unknown> =>
    no(new Client(server), "POST", "/guest/session", 401, { json: { token, code: typed }, why: "guest_code_wrong" });
  await codeFor(server, mailbox, b.token, b.address);
  await enter(b.token, code);
  await enter(a.token, old);
  await new Client(server).post("/guest/session", { token: a.token, code }, 201);
  await enter(a.token, code);
});

test("a code is over after its time", async () => {
  const asked = await askOne(lead, mailbox);
  const code = await codeFor(server, mailbox, asked.token, asked.address);
  query(server.database, "UPDATE guest SET code_expires_at = 1");
  await no(new Client(server), "POST", "/guest/session", 401, { json: { token: asked.token, code }, why: "guest_code_wrong" });
});

test("five wrong codes lock the link, however many come at once, and the asker is told", async () => {
  const asked = await askOne(lead, mailbox);
  const code = await codeFor(server, mailbox, asked.token, asked.address);
  const wrong = code.startsWith("0") ? "1000 0000" : "0000 0000";
  const answers = await Promise.all(
    Array.from({ length: 12 }, () => new Client(server).call("POST", "/guest/session", { json: { token: asked.token, code: wrong }, ...from("192.0.2.77") })),
  );
  assert.deepEqual([...new Set(answers.map((a) => a.status))], [401]);
  const codes = answers.map((a) => (WHY.guest_code_wrong.test(a.json.detail) ? "wrong" : "dead"));
  assert.equal(codes.filter((c) => c === "wrong").length, 5, codes.join());
  assert.equal(codes.filter((c) => c === "dead").length, 7);
  await dead(asked.token, "session", { code });
  await dead(asked.token, "code", { lang: "en" });
  await dead(asked.token, "renew");
  const [guest] = await guestsOf(asked.response);
  assert.equal(guest.state, "locked");
  const { items } = await lead.get("/notices");
  assert.ok(items.some((n: Json) => n.kind === "guest_locked"), JSON.stringify(items));
  await lead.post(`/guests/${guest.id}/send`);
  const again = await mailbox.mailTo(asked.address, (m) => isLink(m) && tokenOf(m) !== asked.token);
  await comeIn(server, mailbox, tokenOf(again), asked.address);
});

test("guessed, malformed, replaced, expired and ended links are answered alike", async () => {
  const asked = await askOne(lead, mailbox);
  const bodies: Json[] = [];
  const say = async (token: string): Promise<void> => {
    for (const [path, more] of [["link", {}], ["code", { lang: "en" }], ["session", { code: "1234 5678" }]] as const)
      bodies.push({ ...((await dead(token, path, more, "192.0.2.9")) as Json), instance: undefined, request_id: undefined });
  };
  await say(asked.token.replace(/.{6}$/, "AAAAAA"));
  await say("nonsense");
  await say("999.".padEnd(47, "A"));
  const [guest] = await guestsOf(asked.response);
  await lead.post(`/guests/${guest.id}/send`);
  await say(asked.token);
  const token = tokenOf(await mailbox.mailTo(asked.address, (m) => isLink(m) && tokenOf(m) !== asked.token));
  query(server.database, "UPDATE guest SET expires_at = 1");
  await say(token);
  query(server.database, "UPDATE guest SET expires_at = 99999999999999");
  await lead.post(`/guests/${guest.id}/revoke`);
  await say(token);
  assert.equal(new Set(bodies.map((b) => JSON.stringify(b))).size, 1, JSON.stringify(bodies, null, 1));
  const [row] = await guestsOf(asked.response);
  assert.equal(row.refused, 6); // the expired and the ended one: a guessed one is nobody's
});

test("an ended invitation ends what was open, and those whom that person named", async () => {
  const asked = await askOne(lead, mailbox);
  const guest = await comeIn(server, mailbox, asked.token, asked.address);
  const address = asked.address.replace("contact", "colleague");
  await guest.post("/guest/colleagues", { name: "同僚", address, lang: "ja" });
  const colleague = await comeIn(server, mailbox, tokenOf(await mailbox.mailTo(address, isLink)), address);
  await colleague.put("/guest/answers/a-1", { value: 2 });
  assert.deepEqual([(await guest.get("/guest/response")).may_invite, (await colleague.get("/guest/response")).may_invite], [true, false]);
  await no(colleague, "POST", "/guest/colleagues", 403, { json: { name: "x", address: address.replace("colleague", "third"), lang: "ja" }, why: "guest_delegate" });
  const list = await guestsOf(asked.response);
  assert.deepEqual(list.map((g) => g.delegated), [false, true]);
  await lead.post(`/guests/${list[0].id}/revoke`);
  for (const gone of [guest, colleague]) {
    await gone.refused("GET", "/guest/response", 401);
    await gone.refused("PUT", "/guest/answers/a-1", 401, { json: { value: 5 } });
  }
});

test("a colleague is of the same house, not there yet, and at most ten", async () => {
  const asked = await askOne(lead, mailbox);
  const guest = await comeIn(server, mailbox, asked.token, asked.address);
  const add = (address: string): object => ({ json: { name: "同僚", address, lang: "ja" } });
  await guest.refused("POST", "/guest/colleagues", 422, { ...add("somebody@elsewhere.example"), pointer: "/address" });
  await no(guest, "POST", "/guest/colleagues", 409, { ...add(asked.address.toUpperCase().replace("@SUPPLIER", "@supplier")), why: "guest_there" });
  for (let i = 0; i < 10; i++) await guest.post("/guest/colleagues", { name: "同僚", address: asked.address.replace("contact", `c${i}`), lang: "ja" });
  await no(guest, "POST", "/guest/colleagues", 409, { ...add(asked.address.replace("contact", "one-more")), why: "guests_many" });
});

test("a guest is told neither scores nor what counts, and nobody of ours", async () => {
  const sheet = smallSheet("with-a-scored-number");
  sheet.items.push({ key: "a-4", section: "a", scale: "number", min: 1, max: 5, scored: true, required: false, text: { en: "Drills", ja: "訓練" } });
  const asked = await askOne(lead, mailbox, { sheet_version: (await importSheet(lead, sheet)).id });
  const guest = await comeIn(server, mailbox, asked.token, asked.address);
  const told: Json[] = [await guest.get("/guest/sheet"), await guest.put("/guest/answers/a-2", { value: "yearly" }), await guest.put("/guest/answers/a-1", { value: 4 })];
  const stale = await guest.call("PUT", "/guest/answers/a-1", { json: { value: 2 }, etag: '"7"' });
  assert.equal(stale.status, 412, stale.text);
  assert.equal(stale.json.versions.current.value, 4);
  const book = await guest.call("GET", "/guest/book?lang=en");
  await guest.put("/guest/answers/a-1", { value: 3 }, '"1"');
  const form = new FormData();
  form.append("file", new Blob([book.bytes as BlobPart]), "answers.xlsx");
  const back = await guest.call("POST", "/guest/book?take=check", { body: form });
  assert.ok(back.json.steps.length > 0, back.text);
  told.push(stale.json, back.json, await guest.get("/guest/response"), await guest.delete("/guest/answers/a-1", '"2"'));
  const options = told[0].items.flatMap((i: Json) => i.options ?? []);
  assert.ok(options.length > 0 && options.every((o: Json) => o.key && o.text));
  const keys = new Set<string>();
  JSON.stringify(told, (key, value) => (keys.add(key), value));
  for (const key of ["score", "scored", "points", "weight", "right", "why", "total", "by"]) assert.ok(!keys.has(key), key);
});

test("at a provider where anybody has an address only the asker invites", async () => {
  const supplier = await makeSupplier(lead, { contact_email: "owner@gmail.com" });
  const asked = await askOne(lead, mailbox, {}, supplier);
  const guest = await comeIn(server, mailbox, asked.token, asked.address);
  const problem = await guest.refused("POST", "/guest/colleagues", 422, { json: { name: "x", address: "stranger@gmail.com", lang: "en" }, pointer: "/address" });
  assert.match(problem.errors?.[0]?.message ?? "", /Anybody can have an address at gmail.com/);
  assert.ok(!mailbox.mails.some((m) => m.to === "stranger@gmail.com"));
  await lead.post(`/responses/${asked.response}/guests`, { name: "x", address: "stranger@gmail.com", lang: "en" }, 201);
});

test("whom the asker ended makes room for others, and no guest brings them back", async () => {
  const asked = await askOne(lead, mailbox);
  const guest = await comeIn(server, mailbox, asked.token, asked.address);
  const of = (name: string): string => asked.address.replace("contact", name);
  const invite = (address: string): Json => ({ json: { name: "同僚", address, lang: "ja" } });
  for (let i = 0; i < 10; i++) await guest.post("/guest/colleagues", invite(of(`n${i}`)).json);
  for (const g of await guestsOf(asked.response)) if (g.delegated) await lead.post(`/guests/${g.id}/revoke`);
  await no(guest, "POST", "/guest/colleagues", 409, { ...invite(of("another")), why: "guests_many" });
  await lead.post(`/responses/${asked.response}/guests`, invite(of("successor")).json, 201);
  const other = await askOne(lead, mailbox);
  const there = await comeIn(server, mailbox, other.token, other.address);
  const gone = other.address.replace("contact", "gone");
  await there.post("/guest/colleagues", invite(gone).json);
  await lead.post(`/guests/${(await guestsOf(other.response)).find((g) => g.delegated).id}/revoke`);
  await there.refused("POST", "/guest/colleagues", 422, { ...invite(gone.toUpperCase()), pointer: "/address" });
  await lead.post(`/responses/${other.response}/guests`, invite(gone).json, 201);
});

test("a guest who uploads without end waits", async () => {
  const asked = await askOne(lead, mailbox);
  const guest = await comeIn(server, mailbox, asked.token, asked.address);
  const upload = (): Promise<{ status: number }> => guest.call("POST", "/guest/book", { body: "no book", headers: { "content-type": "application/octet-stream" } });
  for (let i = 0; i < 60; i++) assert.notEqual((await upload()).status, 429);
  assert.equal((await upload()).status, 429);
  await guest.put("/guest/answers/a-1", { value: 2 }); // answering goes on
});

test("a guest is told nothing of ours but the response, and reaches no other", async () => {
  const a = await askOne(lead, mailbox);
  const b = await askOne(lead, mailbox);
  const guest = await comeIn(server, mailbox, a.token, a.address);
  const other = await comeIn(server, mailbox, b.token, b.address);
  const form = new FormData();
  form.append("file", new Blob(["secret of b"]), "b.txt");
  const file = (await other.call("POST", "/guest/answers/a-1/files", { body: form })).json;
  await guest.refused("GET", `/guest/files/${file.id}`, 404);
  await guest.refused("DELETE", `/guest/files/${file.id}`, 404);
  await answerAll(other);
  await other.call("POST", "/guest/submit", { etag: await versionOf(other) });
  const whole = await lead.get(`/responses/${b.response}`);
  const asked = await lead.call("POST", `/responses/${b.response}/return`, { etag: `"${whole.version}"`, json: { reason: "Please say more.", questions: [{ item: "a-1", kind: "question", text: "How often?" }] } });
  assert.equal(asked.status, 200, asked.text);
  const question = asked.json.questions[0].id;
  await guest.refused("PUT", `/guest/questions/${question}`, 404, { json: { reply: "not mine" } });
  assert.equal((await other.put(`/guest/questions/${question}`, { reply: "Monthly." })).questions[0].met, true);
  for (const body of [{ value: 1, response: b.response }, { value: 1, id: b.response }])
    await guest.refused("PUT", "/guest/answers/a-1", 422, { json: body });
  await guest.refused("GET", `/guest/response?id=${b.response}`, 422);
  const text = (await guest.call("GET", "/guest/response")).text + (await other.call("GET", "/guest/response")).text + (await guest.call("GET", "/guest/sheet")).text;
  const me = await lead.get("/session");
  for (const secret of [a.response, b.response, a.campaign.id, a.campaign.number, a.supplier.id, a.supplier.number, me.account.id, whole.unit.id])
    assert.ok(!text.includes(secret), secret);
});

test("a staff session is nobody on a guest's routes, and a guest nobody on ours", async () => {
  const asked = await askOne(lead, mailbox);
  const guest = await comeIn(server, mailbox, asked.token, asked.address);
  await lead.refused("GET", "/guest/response", 401);
  await lead.refused("PUT", "/guest/answers/a-1", 401, { json: { value: 1 } });
  await guest.refused("GET", `/responses/${asked.response}`, 401);
  await guest.refused("GET", "/session", 401);
  await guest.refused("PUT", `/responses/${asked.response}/answers/a-1`, 401, { json: { value: 1 } });
  const both = new Client(server);
  both.cookie = `${guest.cookie}; ${lead.cookie}`;
  both.csrf = lead.csrf;
  await no(both, "PUT", "/guest/answers/a-1", 403, { json: { value: 1 }, why: "csrf" });
  const token = new Client(server);
  token.token = (await lead.post("/tokens", { name: "script", scopes: ["write"], days: 1 }, 201)).token;
  await token.refused("GET", "/guest/response", 401);
  await lead.refused("PUT", `/responses/${asked.response}/answers/a-1`, 403, { json: { value: 5 } });
  await lead.refused("POST", `/responses/${asked.response}/submit`, 403, { etag: '"1"' });
});

test("two guests with one Idempotency-Key get each their own answer", async () => {
  const a = await askOne(lead, mailbox);
  const b = await askOne(lead, mailbox);
  const one = await comeIn(server, mailbox, a.token, a.address);
  const other = await comeIn(server, mailbox, b.token, b.address);
  await one.put("/guest/answers/b-4", { value: "of the first" });
  const headers = { "idempotency-key": "the-same" };
  const copy = (guest: Client): ReturnType<Client["call"]> => guest.call("POST", "/guest/copy-last", { json: {}, headers });
  assert.match((await copy(one)).text, /of the first/);
  const answer = await copy(other);
  assert.equal(answer.status, 200);
  assert.doesNotMatch(answer.text, /of the first/);
});

test("nothing is changed after the submission, nor after the campaign is closed", async () => {
  const asked = await askOne(lead, mailbox);
  const guest = await comeIn(server, mailbox, asked.token, asked.address);
  await answerAll(guest);
  await guest.call("POST", "/guest/submit", { etag: await versionOf(guest) });
  const form = new FormData();
  form.append("file", new Blob(["late"]), "late.txt");
  const closed = async (code: keyof typeof WHY): Promise<void> => {
    await no(guest, "PUT", "/guest/answers/a-1", 409, { json: { value: 1 }, why: code, etag: "*" });
    await no(guest, "DELETE", "/guest/answers/a-1", 409, { why: code, etag: "*" });
    await no(guest, "POST", "/guest/copy-last", 409, { json: {}, why: code });
    await no(guest, "POST", "/guest/answers/a-1/files", 409, { body: form, why: code });
    await no(guest, "POST", "/guest/submit", 409, { etag: await versionOf(guest), why: code });
    await no(guest, "POST", "/guest/colleagues", 409, { json: { name: "x", address: asked.address, lang: "en" }, why: code });
  };
  await closed("response_state");
  const now = await lead.get(`/campaigns/${asked.campaign.id}`);
  await lead.call("POST", `/campaigns/${asked.campaign.id}/close`, { etag: `"${now.version}"` });
  await closed("campaign_not_open");
  assert.equal((await guest.get("/guest/response")).state, "submitted");
});

test("codes are sent five times an hour, and a file has a limit", async () => {
  const asked = await askOne(lead, mailbox);
  for (let i = 0; i < 4; i++) await codeFor(server, mailbox, asked.token, asked.address);
  const guest = await comeIn(server, mailbox, asked.token, asked.address);
  await no(new Client(server), "POST", "/guest/code", 429, { json: { token: asked.token, lang: "en" }, why: "guest_codes" });
  const large = new Wire(server).send(
    `POST /api/v1/guest/answers/a-1/files HTTP/1.1\r\nHost: x\r\nCookie: ${guest.cookie}\r\nX-CSRF-Token: ${guest.csrf}\r\n` +
      "Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 12000000\r\n\r\n",
  );
  assert.equal((await large.answer()).status, 413);
  await guest.refused("PUT", "/guest/answers/a-1", 422, { json: { value: 1, comment: "x".repeat(10001) }, pointer: "/comment" });
});

test("who tries many dead links from one network waits, and a good link is not shut out", async () => {
  const asked = await askOne(lead, mailbox);
  const nobody = new Client(server);
  const guess = (): ReturnType<Client["call"]> => nobody.call("POST", "/guest/link", { json: { token: "1.".padEnd(45, "B") }, ...from("198.51.100.4") });
  let last = await guess();
  for (let i = 0; i < 70 && last.status === 401; i++) last = await guess();
  assert.equal(last.status, 429);
  assert.equal((await nobody.call("POST", "/guest/link", { json: { token: asked.token }, ...from("198.51.100.4") })).status, 200);
});

test("a session ends by itself, by its person, and is bound to no other cookie", async () => {
  const asked = await askOne(lead, mailbox);
  const guest = await comeIn(server, mailbox, asked.token, asked.address);
  const second = await comeIn(server, mailbox, asked.token, asked.address);
  await guest.delete("/guest/session");
  guest.cookie = second.cookie.replace(/.$/, (c) => (c === "A" ? "B" : "A"));
  await guest.refused("GET", "/guest/response", 401);
  await second.get("/guest/response");
  query(server.database, "UPDATE guest_session SET seen_at = 1");
  await second.refused("GET", "/guest/response", 401);
});

test("an expired link is replaced at its own address, once", async () => {
  const asked = await askOne(lead, mailbox);
  query(server.database, "UPDATE guest SET expires_at = 1");
  await dead(asked.token);
  await new Client(server).post("/guest/renew", { token: asked.token }, 204);
  const mail = await mailbox.mailTo(asked.address, (m) => isLink(m) && tokenOf(m) !== asked.token);
  await comeIn(server, mailbox, tokenOf(mail), asked.address);
  await dead(asked.token, "renew");
});

test("neither a link nor a code stands in the database, the log or the audit log", async () => {
  const asked = await askOne(lead, mailbox);
  const code = (await codeFor(server, mailbox, asked.token, asked.address)).replace(" ", "");
  await new Client(server).post("/guest/link", { token: asked.token });
  await until("all mail is sent", () => query(server.database, "SELECT count(*) FROM mail WHERE state = 'queued'")[0] === "0" || null);
  const secret = asked.token.split(".")[1] ?? "";
  for (const text of [server.log, JSON.stringify(query(server.database, "SELECT payload FROM audit_payload")), JSON.stringify(query(server.database, "SELECT via FROM audit"))]) {
    assert.ok(!text.includes(secret));
    assert.ok(!text.includes(code));
  }
  const actions = query(server.database, "SELECT DISTINCT action FROM audit WHERE subject = 'guest' ORDER BY action");
  assert.deepEqual(actions, ["code", "code_wrong", "delegate", "enter", "invite", "link_open", "lock", "renew", "revoke", "send"]);
  assert.ok(mailbox.mails.filter((m) => isCode(m)).every((m) => !m.text.includes("/answer#")));
});
