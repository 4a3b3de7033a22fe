// Talking with suppliers: answers taken down by telephone, and what guests ask.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Client, type Json } from "../support/client.ts";
import { query } from "../support/database.ts";
import { today } from "../support/day.ts";
import { type Asked, askOne, comeIn, isLink, tokenOf } from "../support/guest.ts";
import { mailSettings, openMailbox } from "../support/mailbox.ts";
import { setUp, signedInAs } from "../support/people.ts";
import { startServer } from "../support/server.ts";
import { put } from "../support/sheet.ts";

const mailbox = await openMailbox();
const server = await startServer({ env: mailSettings(mailbox) });
const first = await setUp(server);
const lead = await signedInAs(first, "ciso");
const other = await signedInAs(first, "security");
const reader = await signedInAs(first, "auditor");

const LAW = "個人情報の保護に関する法律第35条";
const ring = (asked: Asked, who = lead, spoken_with = "佐藤"): Promise<Json> => who.post(`/responses/${asked.response}/calls`, { spoken_with, held_on: today() }, 201);
const etagOf = async (client: Client, path: string): Promise<string> => `"${(await client.get(path)).version}"`;
const answerAll = async (asked: Asked): Promise<void> => {
  for (const [item, value] of [["a-1", 3], ["a-2", "yearly"], ["b-1", "no"]] as const) await put(lead, asked.response, item, { value });
};
const nextLink = async (asked: Asked, since: number): Promise<Client> => {
  const mail = await mailbox.mailTo(asked.address, (m) => isLink(m) && mailbox.mails.indexOf(m) >= since);
  return comeIn(server, mailbox, tokenOf(mail), asked.address);
};

test("answers told by telephone are entered by who took the call, on record, until it is ended", async () => {
  const asked = await askOne(lead, mailbox);
  const path = `/responses/${asked.response}`;
  await lead.refused("PUT", `${path}/answers/a-1`, 403, { json: { value: 3 } });
  await reader.refused("POST", `${path}/calls`, 403, { json: { spoken_with: "佐藤", held_on: today() } });
  await lead.refused("POST", `${path}/calls`, 422, { json: { spoken_with: "佐藤", held_on: "2999-01-01" }, pointer: "/held_on" });
  await lead.refused("POST", `${path}/calls/end`, 409);
  const calls = await ring(asked);
  assert.deepEqual(calls.items.map((c: Json) => [c.spoken_with, c.held_on, c.open, c.own]), [["佐藤", today(), true, true]]);
  assert.equal((await lead.get(path)).may.answer, true);
  assert.equal((await other.get(path)).may.answer, false);
  await put(lead, asked.response, "a-1", { value: 3, comment: "聞き取り" });
  await other.refused("PUT", `${path}/answers/a-1`, 403, { json: { value: 5 } });
  await ring(asked, other, "鈴木"); // another of us takes over
  await lead.refused("PUT", `${path}/answers/a-1`, 403, { json: { value: 4 } });
  await put(other, asked.response, "a-1", { value: 4 }, '"1"');
  await other.post(`${path}/calls/end`);
  await other.refused("PUT", `${path}/answers/a-1`, 403, { json: { value: 5 } });
  const list = (await reader.get(`${path}/calls`)).items;
  assert.deepEqual(list.map((c: Json) => [c.spoken_with, c.open]), [["鈴木", false], ["佐藤", false]]);
  const actions = (await lead.get(`${path}/history`)).items.map((e: Json) => e.action);
  assert.deepEqual(actions.slice(0, 3), ["call_end", "call", "call"]);
});

test("the supplier sees what was taken down, and corrects it before and after it was submitted", async () => {
  const asked = await askOne(lead, mailbox);
  const path = `/responses/${asked.response}`;
  const guest = await comeIn(server, mailbox, asked.token, asked.address);
  await ring(asked);
  await answerAll(asked);
  let told = await guest.get("/guest/response");
  assert.deepEqual(told.calls, [{ spoken_with: "佐藤", held_on: today() }]);
  assert.deepEqual(told.answers.map((a: Json) => [a.item, a.phone]), [["a-1", true], ["a-2", true], ["b-1", true]]);
  assert.ok(told.answers.every((a: Json) => !("by" in a) && a.guest === null));
  const put1 = await guest.put("/guest/answers/a-1", { value: 2 }, '"1"');
  assert.equal(put1.answer.phone, false);
  await guest.refused("POST", "/guest/correct", 409);
  const submitted = await lead.call("POST", `${path}/submit`, { etag: await etagOf(lead, path) });
  assert.equal(submitted.status, 200, submitted.text);
  assert.equal(submitted.json.submitted_guest, null);
  await lead.refused("PUT", `${path}/answers/a-1`, 403, { json: { value: 5 } });
  assert.equal((await lead.get(path)).may.accept, false, "whoever entered them does not accept them while others could");
  told = await guest.get("/guest/response");
  assert.deepEqual([told.state, told.may_answer, told.may_correct], ["submitted", false, true]);
  const back = await guest.post("/guest/correct");
  assert.deepEqual([back.state, back.may_answer], ["draft", true]);
  await guest.put("/guest/answers/a-2", { value: "never" }, '"1"');
  assert.equal((await guest.call("POST", "/guest/submit", { etag: await etagOf(guest, "/guest/response") })).status, 200);
  await guest.refused("POST", "/guest/correct", 409); // their own is not taken back
  assert.equal((await lead.get(`${path}/calls`)).items[0].open, false);
});

test("who entered answers by telephone does not accept them either when the supplier submitted them as they were", async () => {
  const asked = await askOne(lead, mailbox);
  const path = `/responses/${asked.response}`;
  const guest = await comeIn(server, mailbox, asked.token, asked.address);
  await ring(asked);
  await answerAll(asked);
  await lead.post(`${path}/calls/end`);
  assert.equal((await guest.call("POST", "/guest/submit", { etag: await etagOf(guest, "/guest/response") })).status, 200);
  const waiting = async (by: Client): Promise<boolean> => (await by.get("/tasks/mine")).to_review.some((r: Json) => r.id === asked.response);
  assert.deepEqual([await waiting(lead), await waiting(other)], [false, true]);
  const { may } = await lead.get(path);
  assert.deepEqual([may.accept, may.return], [false, false]);
  await lead.refused("POST", `${path}/accept`, 403, { etag: "*" });
  const accepted = await other.call("POST", `${path}/accept`, { etag: "*" });
  assert.equal(accepted.status, 200, accepted.text);
  assert.equal(accepted.json.alone, false);
});

test("answers that the supplier has given anew are nobody's of ours", async () => {
  const asked = await askOne(lead, mailbox);
  const path = `/responses/${asked.response}`;
  const guest = await comeIn(server, mailbox, asked.token, asked.address);
  await ring(asked);
  await answerAll(asked);
  for (const [item, value] of [["a-1", 2], ["a-2", "never"], ["b-1", "no"]] as const) await guest.put(`/guest/answers/${item}`, { value, comment: "自社で確かめた" }, '"1"');
  assert.equal((await guest.call("POST", "/guest/submit", { etag: await etagOf(guest, "/guest/response") })).status, 200);
  assert.equal((await lead.call("POST", `${path}/accept`, { etag: "*" })).status, 200);
});

test("a guest asks, whoever asked is told, and the answer stands behind the link", async () => {
  const asked = await askOne(lead, mailbox);
  const path = `/responses/${asked.response}/messages`;
  const guest = await comeIn(server, mailbox, asked.token, asked.address);
  const stranger = await askOne(lead, mailbox);
  const outsider = await comeIn(server, mailbox, stranger.token, stranger.address);
  await guest.refused("POST", "/guest/messages", 422, { json: { text: "" }, pointer: "/text" });
  await guest.refused("POST", "/guest/messages", 422, { json: { text: "あ".repeat(2001) }, pointer: "/text" });
  await guest.refused("POST", "/guest/messages", 422, { json: { text: "?", item: "z-9" }, pointer: "/item" });
  const mine = await guest.post("/guest/messages", { text: "訓練は机上でもよいですか", item: "a-1" });
  assert.deepEqual(mine.messages.map((m: Json) => [m.item, m.ours]), [["a-1", false]]);
  const { items } = await lead.get("/notices");
  assert.ok(items.some((n: Json) => n.kind === "guest_asked" && JSON.stringify(n).includes(asked.response)));
  await guest.post("/guest/messages", { text: "録画でもよいですか" });
  assert.equal((await lead.get("/notices")).items.filter((n: Json) => n.kind === "guest_asked").length, 1, "told once while one waits");
  const rows = (await lead.get(`/campaigns/${asked.campaign.id}/respondents?wanted=asking`)).items;
  assert.deepEqual(rows.map((r: Json) => [r.response, r.asking]), [[asked.response, 2]]);
  const [open] = (await reader.get(path)).items;
  assert.deepEqual([open.text, open.guest, open.open], ["訓練は机上でもよいですか", asked.supplier.contact_name, true]);
  await reader.refused("POST", path, 403, { json: { text: "x" } });
  const since = mailbox.mails.length;
  const thread = await lead.post(path, { text: "机上の訓練で構いません。" }, 201);
  assert.deepEqual(thread.items.map((m: Json) => m.open), [false, false, false]);
  const again = await nextLink(asked, since);
  assert.ok(!mailbox.mails.slice(since).some((m) => m.text.includes("構いません")), "what is written stands behind the code");
  const told = (await again.get("/guest/response")).messages;
  assert.deepEqual(told.map((m: Json) => [m.text, m.ours]), [["訓練は机上でもよいですか", false], ["録画でもよいですか", false], ["机上の訓練で構いません。", true]]);
  assert.deepEqual(Object.keys(told[2]).sort(), ["at", "guest", "item", "ours", "text"]);
  assert.deepEqual((await outsider.get("/guest/response")).messages, []);
  assert.deepEqual((await lead.get(`/campaigns/${asked.campaign.id}/respondents?wanted=asking`)).items, []);
});

test("a thread has an end, and a closed campaign takes no questions", async () => {
  const asked = await askOne(lead, mailbox);
  const guest = await comeIn(server, mailbox, asked.token, asked.address);
  await guest.post("/guest/messages", { text: "一つ目" });
  query(server.database, `INSERT INTO guest_message (org_id, uid, response_id, text, guest_id, created_at) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 199) SELECT m.org_id, ${server.database.url.startsWith("postgres:") ? "decode(md5(n.i::text), 'hex')" : "randomblob(16)"}, m.response_id, 'x', m.guest_id, 1 FROM guest_message m CROSS JOIN n WHERE m.text = '一つ目'`);
  await guest.refused("POST", "/guest/messages", 409, { json: { text: "もう一つ" } });
  const { version } = await lead.get(`/campaigns/${asked.campaign.id}`);
  assert.equal((await lead.call("POST", `/campaigns/${asked.campaign.id}/close`, { etag: `"${version}"` })).status, 200);
  const closed = await askOne(lead, mailbox);
  const late = await comeIn(server, mailbox, closed.token, closed.address);
  const now = await lead.get(`/campaigns/${closed.campaign.id}`);
  await lead.call("POST", `/campaigns/${closed.campaign.id}/close`, { etag: `"${now.version}"` });
  await late.refused("POST", "/guest/messages", 409, { json: { text: "まだ間に合いますか" } });
  await lead.refused("POST", `/responses/${closed.response}/calls`, 409, { json: { spoken_with: "x", held_on: today() } });
});

test("with whom one spoke is erased with the person", async () => {
  const asked = await askOne(lead, mailbox);
  await ring(asked, lead, asked.supplier.contact_name);
  await ring(asked, other, `${asked.supplier.contact_name}様（お電話口）`);
  const [guest] = (await lead.get(`/responses/${asked.response}/guests`)).items;
  await lead.post(`/guests/${guest.id}/erase`, { law: LAW }, 204);
  assert.deepEqual((await lead.get(`/responses/${asked.response}/calls`)).items.map((c: Json) => c.spoken_with), ["", ""], "however the name was written down");
});
