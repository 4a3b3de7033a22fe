// What suppliers ask: entered by hand, or asked on the page where they answer, where it stays in its thread.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Client, Json } from "../support/client.ts";
import { dayFromNow } from "../support/day.ts";
import { askOne, comeIn, isLink, tokenOf } from "../support/guest.ts";
import { mailSettings, openMailbox } from "../support/mailbox.ts";
import { setUp, signedInAs, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const mailbox = await openMailbox();
const server = await startServer({ env: mailSettings(mailbox) });
const first = await setUp(server);
const lead = await signedInAs(first, "ciso");
const auditor = await signedInAs(first, "auditor");
const manager = await signedInAs(first, "manager");

const ticketOf = (supplier: string, more: object = {}): Promise<Json> =>
  lead.post("/supplier-tickets", { supplier, title: "端末の設定", way: "phone", asked_on: dayFromNow(-3), question: "どの設定にすればよいですか", ...more }, 201);
const move = async (ticket: Json, action: string, reason?: string): Promise<Json> => {
  const { status, json, text } = await lead.call("POST", `/supplier-tickets/${ticket.id}/transitions`, { json: { action, ...(reason ? { reason } : {}) }, etag: "*" });
  assert.equal(status, 200, text);
  return json;
};
const ticketsOn = async (response: string): Promise<Json[]> => (await lead.get("/supplier-tickets?limit=100&sort=asked_on")).items.filter((t: Json) => t.response === response);

test("a question is answered within a week, by somebody, and may be opened again", async () => {
  const firm = (await lead.post("/suppliers", { name: "問い合わせる会社" }, 201)).id;
  const ticket = await ticketOf(firm);
  assert.deepEqual([ticket.state, ticket.due], ["open", dayFromNow(4)]);
  await lead.refused("POST", `/supplier-tickets/${ticket.id}/transitions`, 422, { json: { action: "answer" }, etag: "*", pointer: "/answer" });
  await lead.patch(`/supplier-tickets/${ticket.id}`, { answer: "初期設定のままで構いません" }, "*");
  const answered = await move(ticket, "answer");
  assert.deepEqual([answered.state, answered.answered_on], ["answered", dayFromNow(0)]);
  const again = await move(ticket, "reopen", "設定できなかった");
  assert.deepEqual([again.state, again.reopened], ["open", 1]);
  await move(ticket, "close", "取り下げ");
  await lead.refused("POST", "/supplier-tickets", 422, { json: { supplier: firm, title: "x", way: "phone", asked_on: dayFromNow(0), question: "?", due: dayFromNow(-1) }, pointer: "/due" });
  await lead.refused("POST", "/supplier-tickets", 422, { json: { supplier: firm, title: "x", way: "page", asked_on: dayFromNow(0), question: "?" }, pointer: "/way" });
  await lead.refused("POST", "/supplier-tickets", 422, { json: { supplier: firm, title: "x", way: "phone", asked_on: dayFromNow(0) }, pointer: "/question" });
});

test("what is asked on the page is one ticket, answered and opened again with its thread, which alone has the words", async () => {
  const asked = await askOne(lead, mailbox);
  const path = `/responses/${asked.response}/messages`;
  const guest = await comeIn(server, mailbox, asked.token, asked.address);
  await guest.post("/guest/messages", { text: "訓練は机上でもよいですか" });
  await guest.post("/guest/messages", { text: "録画でもよいですか" });
  const [ticket, ...more] = await ticketsOn(asked.response);
  assert.deepEqual([more, ticket?.state, ticket?.way, ticket?.supplier.id, ticket?.due], [[], "open", "page", asked.supplier.id, dayFromNow(7)]);
  assert.ok(!JSON.stringify(ticket).includes("訓練"), "words stay in the thread");
  const since = mailbox.mails.length;
  await lead.post(path, { text: "構いません" }, 201);
  assert.equal((await ticketsOn(asked.response))[0]?.state, "answered");
  const mail = await mailbox.mailTo(asked.address, (m) => isLink(m) && mailbox.mails.indexOf(m) >= since);
  const again: Client = await comeIn(server, mailbox, tokenOf(mail), asked.address);
  await again.post("/guest/messages", { text: "何人で行えばよいですか" });
  const [reopened] = await ticketsOn(asked.response);
  assert.deepEqual([reopened?.id, reopened?.state, reopened?.reopened], [ticket?.id, "open", 1]);
  await lead.patch(`/supplier-tickets/${ticket?.id}`, { kind: "measures" }, "*");
  await lead.post(path, { text: "全員です" }, 201);
  await move(ticket!, "close");
  const [entry] = (await lead.get(`/supplier-tickets/${ticket?.id}/history`)).items.slice(-1);
  assert.equal(entry.action, "create");
});

test("whoever is in charge of the supplier and has left stops neither a question nor its answer", async () => {
  const asked = await askOne(lead, mailbox);
  const owner = await lead.post("/people", { family_name: "去田", given_name: "一", unit: await topUnit(lead) }, 201);
  await lead.patch(`/suppliers/${asked.supplier.id}`, { owner: owner.id }, "*");
  const guest = await comeIn(server, mailbox, asked.token, asked.address);
  await guest.post("/guest/messages", { text: "一つ目" });
  assert.equal((await ticketsOn(asked.response))[0]?.owner.id, owner.id);
  assert.equal((await first.call("DELETE", `/people/${owner.id}`, { etag: "*" })).status, 204);
  await lead.post(`/responses/${asked.response}/messages`, { text: "はい" }, 201);
  const [ticket] = await ticketsOn(asked.response);
  assert.equal(ticket?.state, "answered");
  await move(ticket!, "close");
  await guest.post("/guest/messages", { text: "二つ目" });
  assert.deepEqual((await ticketsOn(asked.response)).map((t) => [t.state, t.owner?.id]).at(-1), ["open", undefined]);
});

test("a question after a closed one is a new ticket; one of a supplier that has left the register is asked all the same", async () => {
  const asked = await askOne(lead, mailbox);
  const guest = await comeIn(server, mailbox, asked.token, asked.address);
  await guest.post("/guest/messages", { text: "一つ目" });
  await move((await ticketsOn(asked.response))[0]!, "close", "電話で答えた");
  await guest.post("/guest/messages", { text: "二つ目" });
  assert.deepEqual((await ticketsOn(asked.response)).map((t) => t.state).sort(), ["closed", "open"]);
  const other = await askOne(lead, mailbox);
  const outsider = await comeIn(server, mailbox, other.token, other.address);
  await lead.delete(`/suppliers/${other.supplier.id}`, "*");
  const mine = await outsider.post("/guest/messages", { text: "聞こえますか" });
  assert.deepEqual([mine.messages.length, await ticketsOn(other.response)], [1, []]);
});

test("what is asked again and again is counted by kind and class, and what is open by its age", async () => {
  const firm = async (name: string): Promise<string> => (await lead.post("/suppliers", { name, class_given: "c", class_reason: "見本" }, 201)).id;
  const before = await lead.get("/supplier-ticket-figures");
  const [one, two] = [await firm("一の会社"), await firm("二の会社")];
  for (const id of [one, one, two]) await ticketOf(id, { kind: "people" });
  await ticketOf(two, { kind: "people", asked_on: dayFromNow(-400), due: dayFromNow(-390) });
  const figures = await auditor.get("/supplier-ticket-figures");
  const cell = figures.items.find((i: Json) => i.kind === "people" && i.class === "c");
  assert.deepEqual([cell.tickets, cell.open, cell.suppliers], [3, 3, 2]);
  assert.deepEqual([figures.open - before.open, figures.late - before.late, figures.oldest], [4, 1, dayFromNow(-400)]);
});

test("questions are seen by who sees how suppliers answer, and written by who runs security", async () => {
  const [ticket] = (await auditor.get("/supplier-tickets")).items;
  assert.ok(ticket);
  await auditor.refused("PATCH", `/supplier-tickets/${ticket.id}`, 403, { json: { note: "x" }, etag: "*" });
  await manager.refused("GET", "/supplier-tickets", 403);
  await manager.refused("GET", "/supplier-ticket-figures", 403);
});

test("a partner that is told at the first sign has a reason for it and somebody who can be reached", async () => {
  const partner = { name: "販売サイト", kind: "booking_site", coupled: true };
  await lead.refused("POST", "/partners", 422, { json: partner, pointer: "/coupled_reason" });
  await lead.refused("POST", "/partners", 422, { json: { ...partner, coupled_reason: "注文を常時やり取りする" }, pointer: "/contact_phone" });
  const made = await lead.post("/partners", { ...partner, coupled_reason: "注文を常時やり取りする", contact_phone: "03-0000-0000" }, 201);
  assert.equal(made.state, "active");
  assert.deepEqual((await auditor.get("/partners?filter[coupled][eq]=true")).items.map((p: Json) => p.id), [made.id]);
  assert.equal((await lead.get("/suppliers?q=販売サイト")).items.length, 0, "no supplier, so no survey asks it");
  await auditor.refused("PATCH", `/partners/${made.id}`, 403, { json: { note: "x" }, etag: "*" });
});
