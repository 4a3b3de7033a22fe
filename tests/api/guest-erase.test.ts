// People without an account who ask to be forgotten: name and address are nowhere any more.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { unzip } from "../support/book.ts";
import { Client, type Json } from "../support/client.ts";
import { type Database, query } from "../support/database.ts";
import { ask, type Asked, askOne, comeIn, isLink, supplierCampaign, tokenOf } from "../support/guest.ts";
import { mailSettings, openMailbox } from "../support/mailbox.ts";
import { setUp, signedInAs } from "../support/people.ts";
import { command, startServer } from "../support/server.ts";

const mailbox = await openMailbox();
const server = await startServer({ env: mailSettings(mailbox) });
const first = await setUp(server);
const lead = await signedInAs(first, "ciso");
const reader = await signedInAs(first, "auditor");

const LAW = "個人情報の保護に関する法律第35条";
const guestsOf = async (response: string): Promise<Json[]> => (await lead.get(`/responses/${response}/guests`)).items;

// The tables with a row that has the text.
function rowsWith(database: Database, text: string): string[] {
  const columns = `group_concat('coalesce(CAST("' || c.name || '" AS TEXT), '''')', ' || ')`;
  const tables = database.url.startsWith("postgres:")
    ? query(database, "SELECT tablename || ' t::text' FROM pg_tables WHERE schemaname = 'public'")
    : query(database, `SELECT m.name || ' ' || ${columns} FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND m.sql LIKE 'CREATE TABLE%' GROUP BY m.name`);
  assert.ok(tables.length > 50);
  const looks = tables.map((line) => {
    const table = line.slice(0, line.indexOf(" "));
    return `SELECT '${table}' WHERE EXISTS (SELECT 1 FROM "${table}" t WHERE ${line.slice(table.length + 1)} LIKE '%${text}%')`;
  });
  const found: string[] = [];
  for (let i = 0; i < looks.length; i += 40) found.push(...query(database, looks.slice(i, i + 40).join(" UNION ALL "))); // an argument has an end
  return found;
}

// Somebody of the supplier beside its contact, who has done all that leaves a trace.
async function hanako(name: string): Promise<{ asked: Asked; address: string; name: string; guest: Client; id: string }> {
  const asked = await askOne(lead, mailbox);
  const address = asked.address.replace("contact", `erased-${name.length}`);
  await lead.post(`/responses/${asked.response}/guests`, { name, address, lang: "ja" }, 201);
  const guest = await comeIn(server, mailbox, tokenOf(await mailbox.mailTo(address, isLink)), address);
  for (const [item, value] of [["a-1", 3], ["a-2", "yearly"], ["b-1", "no"]] as const) await guest.put(`/guest/answers/${item}`, { value });
  await guest.post("/guest/colleagues", { name: "同僚", address: asked.address.replace("contact", "friend"), lang: "ja" });
  assert.equal((await guest.call("POST", "/guest/submit", { etag: '"1"' })).status, 200);
  const id = (await guestsOf(asked.response)).find((g) => g.address === address)?.id;
  return { asked, address, name, guest, id };
}

test("whoever asks for it is erased from invitations, notices, emails, the audit log and the export", async () => {
  const h = await hanako("消去花子");
  // Invited a second time, to something else: the person is the same.
  const other = await askOne(lead, mailbox);
  await lead.post(`/responses/${other.response}/guests`, { name: h.name, address: h.address.toUpperCase(), lang: "ja" }, 201);
  query(server.database, `INSERT INTO mail_bounce (org_id, uid, address, at, fault) VALUES (1, ${server.database.url.startsWith("postgres:") ? "'\\x01'" : "x'01'"}, '${h.address}', 1, 'gone')`);
  // Submitting once told the name in its entry.
  query(server.database, `UPDATE audit_payload SET payload = replace(payload, '"state":"submitted"', '"guest":"${h.name}","state":"submitted"') WHERE seq = (SELECT max(seq) FROM audit WHERE subject = 'response' AND action = 'submit')`);
  assert.ok(rowsWith(server.database, h.name).includes("audit_payload"));
  for (const text of [h.name, h.address]) assert.ok(rowsWith(server.database, text).length > 0);
  await reader.refused("POST", `/guests/${h.id}/erase`, 403, { json: { law: LAW } });
  await lead.refused("POST", `/guests/${h.id}/erase`, 422, { json: {}, pointer: "/law" });
  assert.ok(rowsWith(server.database, h.address).includes("guest"));
  await lead.post(`/guests/${h.id}/erase`, { law: LAW }, 204);
  await h.guest.refused("GET", "/guest/response", 401);
  for (const text of [h.name, h.address, h.address.toUpperCase()]) assert.deepEqual(rowsWith(server.database, text), [], text);
  const file = join(server.database.folder, "out.zip");
  command(server.database, ["export", file]);
  const parts = unzip(readFileSync(file));
  assert.ok(parts.length > 10);
  for (const part of parts) assert.ok(!part.data.includes(h.address) && !part.data.includes(h.name), part.name);
  command(server.database, ["verify"]);
  // What was answered stays, and so do the others.
  const kept = await lead.get(`/responses/${h.asked.response}`);
  assert.deepEqual(kept.answers.map((a: Json) => [a.item, a.guest]), [["a-1", ""], ["a-2", ""], ["b-1", ""]]);
  assert.equal(kept.submitted_guest, "");
  assert.deepEqual((await guestsOf(h.asked.response)).map((g) => [g.name === "", g.state]), [[false, "invited"], [true, "erased"], [false, "revoked"]]);
  assert.equal((await guestsOf(other.response))[1].state, "erased");
  const [entry] = (await first.get("/audit?subject=audit")).items;
  assert.deepEqual([entry.action, entry.after.subject, entry.after.law], ["erase", `guest:${h.id}`, LAW]);
  await lead.refused("POST", `/guests/${h.id}/erase`, 404, { json: { law: LAW } });
  await lead.refused("POST", `/guests/${h.asked.response}/erase`, 404, { json: { law: LAW } });
});

test("the command erases the same, and next year's people are told no name", async () => {
  const h = await hanako("消去次郎さん");
  command(server.database, ["erase", "--subject", `guest:${h.id}`], { status: 2 });
  command(server.database, ["erase", "--subject", "guest:nobody", "--law", LAW], { status: 1 });
  command(server.database, ["erase", "--subject", `guest:${h.id}`, "--law", LAW]);
  for (const text of [h.name, h.address]) assert.deepEqual(rowsWith(server.database, text), [], text);
  const accepted = await lead.call("POST", `/responses/${h.asked.response}/accept`, { etag: "*" });
  assert.equal(accepted.status, 200, accepted.text);
  const version = (await lead.get(`/campaigns/${h.asked.campaign.id}`)).sheet_version.id;
  const made = await supplierCampaign(lead, { sheet_version: version, period: "FY2027" });
  const known = mailbox.mails.length;
  await ask(lead, made, { only: [h.asked.supplier.id] });
  const mail = await mailbox.mailTo(h.asked.address, (m) => isLink(m) && mailbox.mails.indexOf(m) >= known);
  const next = await comeIn(server, mailbox, tokenOf(mail), h.asked.address);
  const told = await next.get("/guest/response");
  assert.deepEqual(told.last.map((a: Json) => [a.item, a.guest]), [["a-1", ""], ["a-2", ""], ["b-1", ""]]);
  const copied = await next.post("/guest/copy-last", {});
  assert.deepEqual(copied.answers.map((a: Json) => ["score" in a, "by" in a]), [[false, false], [false, false], [false, false]]);
});

test("letters that went to whoever is erased hold neither name nor address any more", async () => {
  const asked = await askOne(lead, mailbox);
  const { id, contact_name } = asked.supplier;
  const made = await lead.post("/supplier-reviews", { supplier: id, grade: "good", concern: "none", letter_subject: "助言", letter: "ありがとうございました" }, 201);
  for (const [by, action] of [[lead, "submit"], [first, "approve"]] as const) assert.equal((await by.call("POST", `/supplier-reviews/${made.id}/transitions`, { json: { action }, etag: "*" })).status, 200);
  await lead.patch(`/suppliers/${id}`, { contact_email: asked.address.toUpperCase() }, "*");
  assert.equal((await lead.call("POST", `/supplier-reviews/${made.id}/letters`, { etag: "*" })).status, 200);
  const told = async (): Promise<Json[]> => (await lead.get(`/supplier-reviews/${made.id}/basis`)).letters.map((l: Json) => [l.name, l.address, l.text]);
  assert.deepEqual(await told(), [[contact_name, asked.address.toUpperCase(), "ありがとうございました"]]);
  const [guest] = await guestsOf(asked.response);
  await lead.post(`/guests/${guest!.id}/erase`, { law: LAW }, 204);
  assert.deepEqual(await told(), [[null, "", "ありがとうございました"]]);
  const sent = (await first.get(`/supplier-reviews/${made.id}/history`)).items.filter((e: Json) => e.action === "letter");
  assert.equal(sent.length, 1);
  assert.doesNotMatch(JSON.stringify(sent).toLowerCase(), new RegExp(asked.address.toLowerCase()));
});
