// Notices of suspicious mails: told to the contacts of the firms chosen, each once, with nothing in them that opens.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Client, Json } from "../support/client.ts";
import { until } from "../support/environment.ts";
import { askOne } from "../support/guest.ts";
import { mailSettings, openMailbox } from "../support/mailbox.ts";
import { setUp, signedInAs, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const mailbox = await openMailbox();
const server = await startServer({ env: mailSettings(mailbox) });
const ciso = await setUp(server);
const WORDS = { title: "請求書を装うメール", looks: "件名は「請求書」。http://evil.example/a.zip へのリンクがある。", sender: "経理 <keiri@evil.example>", todo: "開かずに削除し、03-0000-0000 に連絡する。" };

async function act(path: string, action: string, by: Client = ciso): Promise<void> {
  const { status, text } = await by.call("POST", `/${path}/transitions`, { json: { action, reason: "試し" }, etag: "*" });
  assert.equal(status, 200, text);
}
async function firm(name: string, more: object): Promise<Json> {
  const made = await ciso.post("/suppliers", { name, ...more }, 201);
  await act(`suppliers/${made.id}`, "activate");
  return made;
}
const warning = (more: object = {}): Promise<Json> => ciso.post("/mail-warnings", { ...WORDS, ...more }, 201);
async function send(of: Json, body: object): Promise<Json> {
  const { job } = await ciso.post(`/mail-warnings/${of.id}/sending`, body, 200);
  return until("the notice is sent", async () => {
    const now = await ciso.get(`/jobs/${job}`);
    assert.notEqual(now.state, "failed", JSON.stringify(now));
    return now.state === "done" && now.result;
  });
}
const firmsOf = (of: Json): Promise<Json> => ciso.get(`/mail-warnings/${of.id}/firms`);
const mailTo = (address: string) => until(`an email to ${address}`, () => mailbox.mails.find((m) => m.to === address) ?? null);

const aoki = await firm("青木鋳造", { contact_name: "青木", contact_email: "aoki@aoki.example", class_given: "a", class_reason: "規模" });
const brown = await firm("Brown Ltd", { contact_name: "Ms Brown", contact_email: "brown@brown.example", contact_language: "en" });
const ishida = await firm("石田メッキ", { contact_email: "ishida@ishida.example" });
const silent = await firm("上田精密", {});

test("what a notice says cannot be opened from where it stands", async () => {
  const made = await warning({ links: "https://evil.example/" });
  assert.deepEqual([made.looks, made.sender, made.links], ["件名は「請求書」。hxxp://evil[.]example/a[.]zip へのリンクがある。", "経理 <keiri[@]evil[.]example>", "hxxps://evil[.]example/"]);
  await ciso.refused("POST", "/mail-warnings", 422, { json: { ...WORDS, looks: "a.b".repeat(600) }, pointer: "/looks" });
});

test("chosen firms get it in their language, from nobody but us, and once", async () => {
  const made = await warning({ seen_by: ishida.id, note: "石田メッキから電話" });
  assert.deepEqual(await send(made, { to: "only", only: [aoki.id, brown.id, silent.id] }), { sent: 2, there: 0, without: 1 });
  const [japanese, english] = [await mailTo("aoki@aoki.example"), await mailTo("brown@brown.example")];
  assert.match(japanese.headers["subject"]!, /【注意喚起】請求書を装うメール/);
  assert.match(english.headers["subject"]!, /^Suspicious email: /);
  for (const { text, html } of [japanese, english]) {
    for (const body of [text, html]) assert.match(body, /hxxp:\/\/evil\[\.\]example/);
    assert.doesNotMatch(text + html, /石田|evil\.example|<img/, "who saw it, what opens, what tells that it was opened");
  }
  assert.deepEqual(await send(made, { to: "only", only: [aoki.id, ishida.id] }), { sent: 1, there: 1, without: 0 });
  const list = await firmsOf(made);
  assert.deepEqual(list.items.map((f: Json) => [f.name, f.address, f.bounced]), [["石田メッキ", "ishida@ishida.example", false], ["Brown Ltd", "brown@brown.example", false], ["青木鋳造", "aoki@aoki.example", false]]);
  const now = await ciso.get(`/mail-warnings/${made.id}`);
  assert.deepEqual([now.sent_to, typeof now.sent_on], [3, "string"]);
});

test("what was sent stays what it says, and cannot be deleted", async () => {
  const made = await warning();
  await send(made, { to: "only", only: [aoki.id] });
  await ciso.refused("PATCH", `/mail-warnings/${made.id}`, 422, { json: { todo: "開く" }, etag: "*", pointer: "/todo" });
  await ciso.refused("DELETE", `/mail-warnings/${made.id}`, 409, { etag: "*" });
  assert.equal((await ciso.patch(`/mail-warnings/${made.id}`, { note: "社内のメモ" }, "*")).note, "社内のメモ");
});

test("all of a class, all that take part in a joint measure, all that we deal with", async () => {
  const measure = await ciso.post("/joint-measures", { title: "不審なメールを知らせ合う", because: "広がる", kind: "notice", free: true }, 201);
  await act(`joint-measures/${measure.id}`, "begin");
  for (const [supplier, state] of [[brown, "doing"], [ishida, "agreed"], [aoki, "asked"]] as const) await ciso.post("/joint-adoptions", { measure: measure.id, supplier: supplier.id, state }, 201);
  const alone = await warning();
  await ciso.refused("POST", `/mail-warnings/${alone.id}/sending`, 422, { json: { to: "partners" }, pointer: "/to" });
  await ciso.refused("POST", `/mail-warnings/${alone.id}/sending`, 422, { json: { to: "class" }, pointer: "/class" });
  await ciso.refused("POST", `/mail-warnings/${alone.id}/sending`, 422, { json: { to: "all", only: [aoki.id] }, pointer: "/only" });
  const made = await warning({ measure: measure.id });
  assert.deepEqual(await send(made, { to: "partners" }), { sent: 2, there: 0, without: 0 });
  assert.deepEqual(await send(made, { to: "class", class: "a" }), { sent: 1, there: 0, without: 0 });
  assert.deepEqual(await send(made, { to: "all" }), { sent: 0, there: 3, without: 1 });
});

test("sites of ours get it by the contact chosen for each, else by the security officer", async () => {
  const unit = await topUnit(ciso);
  const person = async (name: string, more: object): Promise<Json> => ciso.post("/people", { unit, family_name: name, given_name: "一", ...more }, 201);
  const [officer, contact, mute] = [await person("森", { email: "mori@plant.example" }), await person("Lee", { email: "lee@branch.example", lang: "en" }), await person("無言", {})];
  const site = (name: string, more: object): Promise<Json> => ciso.post("/sites", { unit, name, ...more }, 201);
  const [plant, branch] = [await site("川崎工場", { officer: officer.id }), await site("海外支店", { officer: officer.id, contact: contact.id })];
  await site("倉庫", { officer: mute.id });
  const made = await warning();
  assert.deepEqual(await send(made, { to: "sites", only: [branch.id] }), { sent: 1, there: 0, without: 0 });
  assert.match((await mailTo("lee@branch.example")).headers["subject"]!, /^Suspicious email: /);
  assert.deepEqual(await send(made, { to: "sites" }), { sent: 1, there: 1, without: 1 });
  await mailTo("mori@plant.example");
  assert.deepEqual(await send(made, { to: "only", only: [aoki.id] }), { sent: 1, there: 0, without: 0 });
  const list = await firmsOf(made);
  assert.deepEqual(list.items.map((f: Json) => [f.name, f.site, f.contact]), [["青木鋳造", false, "青木"], ["川崎工場", true, officer.name], ["海外支店", true, contact.name]]);
  assert.equal((await ciso.get(`/mail-warnings/${made.id}`)).sent_to, 3);
  await ciso.refused("POST", `/mail-warnings/${made.id}/sending`, 422, { json: { to: "sites", class: "a" }, pointer: "/class" });
  for (const one of [plant, branch]) await ciso.call("DELETE", `/sites/${one.id}`, { etag: "*" });
});

test("an address that took no mail is marked", async () => {
  mailbox.way.refuse = (address) => (address === "gone@firm.example" ? 550 : null);
  const gone = await firm("転居した会社", { contact_email: "gone@firm.example" });
  const made = await warning();
  await send(made, { to: "only", only: [gone.id] });
  await until("it is marked", async () => (await firmsOf(made)).items[0]?.bounced === true);
});

test("the history says that it was sent, and sending is the leads'", async () => {
  const made = await warning();
  await send(made, { to: "only", only: [aoki.id] });
  const actions = (await ciso.get(`/mail-warnings/${made.id}/history`)).items.map((h: Json) => h.action);
  assert.equal(actions.filter((a: string) => a === "send_warning").length, 2);
  const auditor = await signedInAs(ciso, "auditor");
  await auditor.refused("POST", `/mail-warnings/${made.id}/sending`, 403, { json: { to: "all" } });
  assert.equal((await auditor.get(`/mail-warnings/${made.id}/firms`)).items.length, 1);
  await (await signedInAs(ciso, "manager")).refused("GET", `/mail-warnings/${made.id}/firms`, 403);
});

test("whom a law lets be forgotten is forgotten in the list of those written to", async () => {
  const asked = await askOne(ciso, mailbox);
  const made = await warning();
  await send(made, { to: "only", only: [asked.supplier.id] });
  assert.equal((await firmsOf(made)).items[0].address, asked.address);
  const guest = (await ciso.get(`/responses/${asked.response}/guests`)).items.find((g: Json) => g.address === asked.address);
  assert.equal((await ciso.call("POST", `/guests/${guest.id}/erase`, { json: { law: "個人情報の保護に関する法律第35条" } })).status, 204);
  const [left] = (await firmsOf(made)).items;
  assert.deepEqual([left.name, left.address, left.contact], [asked.supplier.name, "", null]);
});

test("a page holds fifty firms, and the next the others", async () => {
  const made = await warning();
  for (let i = 0; i < 53; i++) await firm(`部品${i}社`, { contact_email: `p${i}@parts.example`, class_given: "c", class_reason: "規模" });
  assert.equal((await send(made, { to: "class", class: "c" })).sent, 53);
  const first = await firmsOf(made);
  const second = await ciso.get(`/mail-warnings/${made.id}/firms?cursor=${first.next}`);
  assert.deepEqual([first.items.length, second.items.length, second.next], [50, 3, null]);
  assert.equal(new Set([...first.items, ...second.items].map((f: Json) => f.name)).size, 53);
});

test("twenty notices a day at the most begin to be sent; where no mail is set up none does", async () => {
  let status = 200;
  let tries = 0;
  for (; status === 200 && tries < 45; tries++) {
    const answer = await ciso.call("POST", `/mail-warnings/${(await warning()).id}/sending`, { json: { to: "only", only: [silent.id] } });
    status = answer.status;
  }
  assert.equal(status, 409);
  assert.ok(tries > 10);
  await server.stop();
  const bare = await startServer();
  const other = await setUp(bare);
  const made = await other.post("/mail-warnings", WORDS, 201);
  assert.equal((await other.get(`/mail-warnings/${made.id}/firms`)).mail, false);
  assert.match((await other.refused("POST", `/mail-warnings/${made.id}/sending`, 409, { json: { to: "all" } }))?.detail ?? "", /メール/);
});
