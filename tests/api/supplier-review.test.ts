// What we conclude about a supplier after it answered: marks proposed and confirmed, a plan that somebody else approves,
// a risk that comes back when its time is over, advice that is sent and read by the supplier, questions with evidence.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Client, Json } from "../support/client.ts";
import { query } from "../support/database.ts";
import { until } from "../support/environment.ts";
import { ask, askOne, type Asked, comeIn, isLink, makeSupplier, tokenOf } from "../support/guest.ts";
import { mailSettings, openMailbox } from "../support/mailbox.ts";
import { colleagueOf, setUp, signedInAs, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";
import { newestVersion, step } from "../support/sheet.ts";

const mailbox = await openMailbox();
const server = await startServer({ env: mailSettings(mailbox) });
const ciso = await setUp(server);
const unit = await topUnit(ciso);
const security = await colleagueOf(ciso, "田中", "情報システム部 主任", ["security"], unit);
const lead = security.client;
const president = (await colleagueOf(ciso, "大野", "代表取締役社長", ["executive"], unit)).client;
const check = (await newestVersion(ciso, "kaname-supplier-check")).id;
const HAVE = { "1-1": "have", "1-2": "have", "1-3": "have", "1-4": "no", "2-1": "have", "2-2": "have", "2-3": "have", "2-4": "have" };

const review = (body: object): Promise<Json> => lead.post("/supplier-reviews", body, 201);
async function move(by: Client, record: Json, action: string, reason?: string): Promise<Json> {
  const { status, text, json } = await by.call("POST", `/supplier-reviews/${record.id}/transitions`, { json: { action, ...(reason ? { reason } : {}) }, etag: "*" });
  assert.equal(status, 200, text);
  return json;
}
const write = (record: Json, more: object): Promise<Json> => lead.patch(`/supplier-reviews/${record.id}`, more, "*");

// A supplier asked the eight items, which has answered them so.
async function answered(answers: Record<string, string>): Promise<Asked & { guest: Client }> {
  const asked = await askOne(lead, mailbox, { sheet_version: check });
  return { ...asked, guest: await answer(asked.token, asked.address, answers) };
}

async function answer(token: string, address: string, answers: Record<string, string> = {}): Promise<Client> {
  const guest = await comeIn(server, mailbox, token, address);
  for (const [item, value] of Object.entries({ ...HAVE, ...answers })) await guest.put(`/guest/answers/${item}`, { value });
  const { status, text } = await guest.call("POST", "/guest/submit", { etag: `"${(await guest.get("/guest/response")).version}"` });
  assert.equal(status, 200, text);
  return guest;
}
const CONCERN = { grade: "poor", concern: "some", main_concern: "事故対応の手順がない", plan: "support", plan_note: "ひな型を渡す", due: "2099-03-31", owner: security.person };

test("answers propose marks and a rating; what a person confirmed and somebody else approved stands in the supplier's record", async () => {
  const { supplier, campaign } = await answered({ "1-3": "none", "2-4": "none" });
  const made = await review({ supplier: supplier.id, campaign: campaign.number });
  assert.equal(made.proposed_grade, "poor");
  assert.deepEqual(made.proposed_marks.split("\n").map((l: string) => l.slice(0, 3)), ["1-3", "2-4"]);
  assert.equal(made.marks ?? null, null, "nothing is confirmed by itself");
  await lead.refused("POST", "/supplier-reviews", 422, { json: { supplier: supplier.id, campaign: campaign.number }, pointer: "/supplier" });
  await lead.refused("POST", `/supplier-reviews/${made.id}/transitions`, 422, { json: { action: "submit" }, etag: "*", pointer: "/grade" });
  await write(made, { ...CONCERN, marks: made.proposed_marks.split("\n")[1] });
  await move(lead, made, "submit");
  await lead.refused("POST", `/supplier-reviews/${made.id}/transitions`, 403, { json: { action: "approve" }, etag: "*" });
  assert.equal((await ciso.get(`/suppliers/${supplier.id}`)).concern ?? null, null, "not before it is approved");
  const done = await move(president, made, "approve");
  assert.match(done.decided_on, /^\d{4}-\d\d-\d\d$/);
  const firm = await ciso.get(`/suppliers/${supplier.id}`);
  assert.deepEqual([firm.grade, firm.concern, firm.main_concern, firm.plan, firm.plan_note], ["poor", "some", "事故対応の手順がない", "support", "ひな型を渡す"]);
  await lead.refused("PATCH", `/suppliers/${supplier.id}`, 422, { json: { concern: "none" }, etag: "*", pointer: "/concern" });
  await lead.refused("PATCH", `/supplier-reviews/${made.id}`, 422, { json: { main_concern: "別の懸念" }, etag: "*", pointer: "/main_concern" });
  await lead.refused("DELETE", `/supplier-reviews/${made.id}`, 409, { etag: "*" });
  await write(made, { note: "電話で確かめた" });
  const { items } = await ciso.get("/supplier-reviews?filter[concern][eq]=some&filter[grade][eq]=poor");
  assert.deepEqual(items.map((i: Json) => i.number), [made.number]);
});

test("who drafted it does not approve it alone, nor does who may only write", async () => {
  const supplier = await makeSupplier(lead);
  const other = await colleagueOf(ciso, "東", "情報システム部長", ["ciso"], unit);
  const made = await other.client.post("/supplier-reviews", { supplier: supplier.id, grade: "good", concern: "none" }, 201);
  await move(other.client, made, "submit");
  await other.client.refused("POST", `/supplier-reviews/${made.id}/transitions`, 409, { json: { action: "approve" }, etag: "*" });
  assert.equal((await move(president, made, "reject", "根拠がない")).state, "rejected");
  assert.equal((await ciso.get(`/suppliers/${supplier.id}`)).grade ?? null, null);
});

test("a review goes round for approval and is sent back and approved there", async () => {
  const supplier = await makeSupplier(lead);
  const made = await review({ supplier: supplier.id, ...CONCERN });
  await move(lead, made, "submit");
  const round = await lead.post(`/approvals`, { register: "supplier-reviews", record: made.id, note: "お願いします" }, 201);
  const decide = (now: Json, body: object): Promise<Json> => president.call("POST", `/approvals/${round.id}/decision`, { json: body, etag: `"${now.version}"` });
  const back = await decide(round, { decision: "return", comment: "期限を早めてください", to_step: 0 });
  assert.equal(back.status, 200, back.text);
  await write(made, { due: "2099-01-31" });
  assert.equal((await ciso.get(`/supplier-reviews/${made.id}`)).state, "asked");
  const again = await lead.call("POST", `/approvals/${round.id}/resending`, { json: { comment: "1月にしました" }, etag: `"${back.json.version}"` });
  assert.equal(again.status, 200, again.text);
  assert.equal((await decide(again.json, { decision: "approve" })).status, 200);
  const done = await ciso.get(`/supplier-reviews/${made.id}`);
  assert.deepEqual([done.state, done.due], ["approved", "2099-01-31"]);
  assert.equal((await ciso.get(`/suppliers/${supplier.id}`)).concern, "some");
});

test("bearing the risk needs a reason and a day, and comes back when the day has passed, telling those concerned", async () => {
  const supplier = await makeSupplier(lead);
  const made = await review({ supplier: supplier.id, ...CONCERN, plan: "accept", due: null });
  await lead.refused("POST", `/supplier-reviews/${made.id}/transitions`, 422, { json: { action: "submit" }, etag: "*", pointer: "/acceptance_reason" });
  await write(made, { acceptance_reason: "来年で取引を終える", accepted_until: "2001-01-01" });
  await lead.refused("POST", `/supplier-reviews/${made.id}/transitions`, 422, { json: { action: "submit" }, etag: "*", pointer: "/accepted_until" });
  await write(made, { accepted_until: "2099-03-31" });
  await move(lead, made, "submit");
  await move(president, made, "approve");
  assert.equal((await ciso.get(`/suppliers/${supplier.id}`)).plan, "accept");
  query(server.database, `UPDATE supplier_review SET accepted_until = '2020-03-31' WHERE number = '${made.number}'`);
  query(server.database, "DELETE FROM job WHERE kind = 'supplier_review_lapse'");
  await until("it comes back", async () => (await ciso.get(`/supplier-reviews/${made.id}`)).state === "lapsed" || null);
  assert.equal((await ciso.get(`/suppliers/${supplier.id}`)).plan ?? null, null, "nobody bears it any more");
  assert.equal((await ciso.get(`/suppliers/${supplier.id}`)).concern, "some");
  const told = (await lead.get("/notices")).items.filter((n: Json) => n.kind === "supplier_review_lapsed");
  assert.equal(told.length, 1);
  assert.match(told[0].text, /2020-03-31/);
  assert.equal((await move(lead, made, "reopen")).state, "draft");
  await lead.refused("PATCH", `/suppliers/${supplier.id}`, 422, { json: { concern: "none" }, etag: "*", pointer: "/concern" });
  await lead.refused("DELETE", `/supplier-reviews/${made.id}`, 409, { etag: "*" });
  await write(made, { accepted_until: "2099-03-31" });
  await move(lead, made, "submit");
  await move(president, made, "reject", "受容できない");
  await lead.refused("DELETE", `/supplier-reviews/${made.id}`, 409, { etag: "*" });
});

test("a survey that the supplier has not answered, or was never asked, is no ground for a review", async () => {
  const asked = await askOne(lead, mailbox, { sheet_version: check });
  await lead.refused("POST", "/supplier-reviews", 422, { json: { supplier: asked.supplier.id, campaign: asked.campaign.number }, pointer: "/campaign" });
  const never = await makeSupplier(lead);
  await lead.refused("POST", "/supplier-reviews", 422, { json: { supplier: never.id, campaign: asked.campaign.number }, pointer: "/campaign" });
});

test("advice is drafted from the answers in the supplier's language, approved, sent as approved, and read by the supplier alone", async () => {
  const { supplier, campaign, guest, address } = await answered({ "2-4": "none" });
  const other = await answered({ "2-4": "none" });
  const made = await review({ supplier: supplier.id, campaign: campaign.number, grade: "poor", concern: "none" });
  const draft = await lead.get(`/supplier-reviews/${made.id}/letter-draft`);
  assert.equal(draft.lang, "en");
  assert.match(draft.text, /Item 2-4: .*procedure/);
  assert.match(draft.text, /https:\/\/www\.jpcert/);
  assert.doesNotMatch(draft.text, /\{\w+\}/);
  const letter = `Dear partner,\n\n<b>Please</b> & {organisation} https://example.jp/\n\n${draft.text}`;
  await write(made, { letter_subject: draft.subject, letter });
  await lead.refused("POST", `/supplier-reviews/${made.id}/letters`, 409, { etag: "*" });
  await move(lead, made, "submit");
  await move(president, made, "approve");
  await president.refused("POST", `/supplier-reviews/${made.id}/letters`, 403, { etag: "*" });
  await lead.refused("POST", `/supplier-reviews/${made.id}/letters`, 428);
  const before = mailbox.mails.length;
  // Two presses at once are one letter.
  const seen = `"${(await lead.get(`/supplier-reviews/${made.id}`)).version}"`;
  const presses = await Promise.all([1, 2].map(() => lead.call("POST", `/supplier-reviews/${made.id}/letters`, { etag: seen })));
  assert.deepEqual(presses.map((p) => p.status).sort(), [200, 412]);
  const basis = presses.find((p) => p.status === 200)!.json;
  assert.deepEqual([basis.letters.length, basis.letters[0].address, basis.letters[0].text], [1, address, letter]);
  const mail = await until("the letter", () => mailbox.mails.slice(before).find((m) => m.to === address && m.text.includes("Dear partner")) ?? null);
  assert.ok(mail.text.includes("<b>Please</b> & {organisation}"));
  assert.doesNotMatch(mail.html ?? "", /<b>Please<\/b>/);
  const page = await guest.get("/guest/response");
  assert.deepEqual(page.letters.map((l: Json) => [l.subject, l.text]), [[draft.subject, letter]]);
  assert.deepEqual((await other.guest.get("/guest/response")).letters, []);
  for (let i = 1; i < 10; i++) assert.equal((await lead.call("POST", `/supplier-reviews/${made.id}/letters`, { etag: "*" })).status, 200);
  await lead.refused("POST", `/supplier-reviews/${made.id}/letters`, 409, { etag: "*" });
  const entries = (await ciso.get("/audit?subject=supplier_review&limit=100")).items.filter((e: Json) => e.action === "letter");
  assert.equal(entries.length, 10);
});

test("a letter about the answers of a firm that was merged into another goes to nobody until that is taken back", async () => {
  const [{ supplier, campaign, response }, into] = [await answered({ "2-4": "none" }), await makeSupplier(lead)];
  await ask(lead, campaign, { only: [into.id] });
  await answer(tokenOf(await mailbox.mailTo(into.contact_email, isLink)), into.contact_email);
  const made = await review({ supplier: supplier.id, campaign: campaign.number, grade: "poor", concern: "none", letter_subject: "助言", letter: "2-4 について" });
  const others = await review({ supplier: into.id, campaign: campaign.number });
  await move(lead, made, "submit");
  await move(president, made, "approve");
  for (const g of (await lead.get(`/responses/${response}/guests`)).items) await lead.post(`/guests/${g.id}/revoke`);
  const merged = await lead.call("POST", `/suppliers/${into.id}/merges`, { json: { from: supplier.id }, etag: "*" });
  assert.equal(merged.status, 201, merged.text);
  assert.equal((await ciso.get(`/supplier-reviews/${made.id}`)).supplier.id, into.id);
  await lead.refused("POST", `/supplier-reviews/${made.id}/letters`, 409, { etag: "*" });
  assert.deepEqual([(await lead.get(`/supplier-reviews/${made.id}/basis`)).response, (await lead.get(`/supplier-reviews/${others.id}/basis`)).response === response], [response, false]);
  assert.equal((await lead.call("POST", `/supplier-merges/${merged.json.id}/undo`)).status, 200);
  const sent = await Promise.all([...Array(12)].map(() => lead.call("POST", `/supplier-reviews/${made.id}/letters`, { etag: "*" })));
  assert.deepEqual(sent.map((s) => s.status).sort(), [...Array(10).fill(200), 409, 409]);
});

test("of one survey a supplier has one review, even when a deleted one comes back", async () => {
  const { supplier, campaign } = await answered({});
  const body = { supplier: supplier.id, campaign: campaign.number };
  const both = await Promise.all([lead, ciso].map((c) => c.call("POST", "/supplier-reviews", { json: body })));
  assert.equal(both.filter((b) => b.status === 201).length, 1, both.map((b) => b.text).join());
  const first = both.find((b) => b.status === 201)!.json;
  await lead.call("DELETE", `/supplier-reviews/${first.id}`, { etag: "*" });
  const second = await review(body);
  await lead.refused("POST", `/supplier-reviews/${first.id}/restore`, 422, { etag: "*", pointer: "/supplier" });
  await lead.call("DELETE", `/supplier-reviews/${second.id}`, { etag: "*" });
  assert.equal((await lead.call("POST", `/supplier-reviews/${first.id}/restore`, { etag: "*" })).status, 200);
});

test("reviews are the whole company's: who holds a role in a shop sees no basis and sends nothing; managers see no review", async () => {
  const shop = await ciso.post("/units", { name: "東京店", parent: unit, kind: "shop" }, 201);
  const made = await review({ supplier: (await makeSupplier(lead)).id });
  const local = await signedInAs(ciso, "security", shop.id);
  for (const path of ["basis", "letter-draft"]) await local.refused("GET", `/supplier-reviews/${made.id}/${path}`, 403);
  await local.refused("POST", `/supplier-reviews/${made.id}/letters`, 403, { etag: "*" });
  await local.refused("POST", "/supplier-reviews", 403, { json: { supplier: made.supplier.id } });
  await (await signedInAs(ciso, "manager")).refused("GET", "/supplier-reviews", 403);
  const auditor = await signedInAs(ciso, "auditor");
  const basis = await auditor.get(`/supplier-reviews/${made.id}/basis`);
  assert.deepEqual([basis.response, basis.answered, basis.may_write, basis.letters], [null, false, false, []]);
});

test("a plan becomes a measure that is linked with the review", async () => {
  const made = await review({ supplier: (await makeSupplier(lead)).id, ...CONCERN });
  const measure = await lead.post(`/supplier-reviews/${made.id}/measure`, { unit, title: "手順書づくりを支援する", priority: "high", due: "2099-03-31" }, 201);
  const links = await lead.get(`/supplier-reviews/${made.id}/links`);
  assert.ok(JSON.stringify(links).includes(measure.number), JSON.stringify(links));
  await lead.refused("POST", `/supplier-reviews/${made.id}/measure`, 422, { json: { unit, title: "" , priority: "high" } });
});

test("a question with evidence goes to the supplier by mail, is answered on its page with text and a file, and comes back to us", async () => {
  const { response, address } = await answered({});
  const before = mailbox.mails.length;
  await step(lead, response, "return", { reason: "手順書を見せてください", questions: [{ item: "2-4", kind: "evidence", text: "手順書の表紙を添えてください" }, { item: "2-4", kind: "question", text: "最後に訓練したのはいつですか" }] });
  const mail = await mailbox.mailTo(address, (m) => isLink(m) && mailbox.mails.indexOf(m) >= before);
  const guest = await comeIn(server, mailbox, tokenOf(mail), address);
  const [evidence, question] = (await guest.get("/guest/response")).questions;
  assert.deepEqual([evidence.text, evidence.met, question.met], ["手順書の表紙を添えてください", false, false]);
  const form = new FormData();
  form.append("file", new Blob(["%PDF-1.4 cover"]), "cover.pdf");
  assert.equal((await guest.call("POST", "/guest/answers/2-4/files", { body: form })).status, 201);
  await guest.put(`/guest/questions/${question.id}`, { reply: "昨年11月です" });
  const now = await guest.get("/guest/response");
  assert.deepEqual(now.questions.map((q: Json) => q.met), [true, true]);
  assert.equal((await guest.call("POST", "/guest/submit", { etag: `"${now.version}"` })).status, 200);
  const ours = await lead.get(`/responses/${response}`);
  assert.deepEqual(ours.questions.map((q: Json) => [q.kind, q.reply ?? null]), [["evidence", null], ["question", "昨年11月です"]]);
  assert.equal((await lead.get(`/responses/${response}`)).state, "submitted");
});
