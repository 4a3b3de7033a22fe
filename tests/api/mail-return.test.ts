// Mails that come back: reports by the pipe and by a box, what they do to an address, and what a forged one does not.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Client, type Json } from "../support/client.ts";
import { query } from "../support/database.ts";
import { until } from "../support/environment.ts";
import { giveAddress, type Mail, mailSettings, openMailbox } from "../support/mailbox.ts";
import { setUp, signedInAs } from "../support/people.ts";
import { openReturnBox } from "../support/return_box.ts";
import { command, startServer } from "../support/server.ts";
import { importSheet, makeShops, openCampaign, smallSheet } from "../support/sheet.ts";

const mailbox = await openMailbox();
const box = await openReturnBox("imap");
const server = await startServer({
  env: mailSettings(mailbox, {
    KANAME_RETURN_ADDRESS: "bounce@example.jp",
    KANAME_RETURN_URL: `imap://127.0.0.1:${box.port}/INBOX`,
    KANAME_RETURN_TLS: "off",
    KANAME_RETURN_USER: "bounce",
    KANAME_RETURN_PASSWORD: box.password,
  }),
});
const ciso = await setUp(server);
const shops = await makeShops(ciso);
const version = await importSheet(ciso, smallSheet("returned"));

interface Receiver {
  client: Client;
  account: string;
  address: string;
}

let count = 0;
async function receiver(): Promise<Receiver> {
  const client = await signedInAs(ciso, "manager", shops.east);
  const address = `returned-${++count}@example.com`;
  await giveAddress(ciso, client, address, shops.top);
  return { client, address, account: (await client.get("/session")).account.id };
}

async function ask(who: Receiver, name = `依頼${++count}`): Promise<Json> {
  return (await openCampaign(ciso, version.id, [], { name, units: [{ unit: shops.east, assignee: who.account }] })).campaign;
}

async function mailed(): Promise<{ who: Receiver; mail: Mail }> {
  const who = await receiver();
  await ask(who);
  const mail = await mailbox.mailTo(who.address);
  await until("it is known to be sent", async () => (await mailsOf(who.address)).some((m) => m.state === "sent"));
  return { who, mail };
}

const mailsOf = async (address: string): Promise<Json[]> => (await ciso.get("/mails?limit=500")).items.filter((m: Json) => m.address === address);
const bounceOf = async (who: Receiver): Promise<Json> => (await ciso.get(`/accounts/${who.account}/mail`)).bounce;

const report = (mail: Mail, { action = "failed", status = "5.1.1", said = "550 5.1.1 User unknown", to = mail.from, id = mail.headers["message-id"] ?? "" } = {}): string => `Return-Path: <>
From: MAILER-DAEMON@mx.example.com (Mail Delivery System)
To: ${to}
Subject: =?UTF-8?B?6YWN5L+h44Gn44GN44G+44Gb44KT?=
Content-Type: multipart/report; report-type=delivery-status; boundary="b1"

--b1
Content-Type: text/plain; charset=utf-8

配信できませんでした。

--b1
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.com

Final-Recipient: rfc822; ${mail.to}
Action: ${action}
Status: ${status}
Diagnostic-Code: smtp; ${said}

--b1
Content-Type: text/rfc822-headers

Subject: ${mail.headers["subject"]}
Message-ID: ${id}

--b1--
`;

const pipe = (message: string, ...more: string[]): string => command(server.database, ["mail", "bounce", ...more], { input: message }).trim();
const MARKED = /The address was marked/;
const FOREIGN = /cannot be proven/;

test("each mail has an envelope sender of its own, signed, while From stays as it was", async () => {
  const { mail } = await mailed();
  assert.match(mail.from, /^bounce\+[0-9a-f]{48}@example\.jp$/);
  assert.ok(mail.from.indexOf("@") <= 64);
  assert.equal(mail.headers["from"], "かなめ <kaname@example.jp>");
});

test("a report of a permanent failure marks the address, with the trail, and further mail is held until somebody says so", async () => {
  const { who, mail } = await mailed();
  assert.match(pipe(report(mail, { id: "<none@example.jp>" })), MARKED);
  const bounce = await bounceOf(who);
  assert.equal(bounce.reason, "mailbox");
  assert.equal(bounce.fault, "550 5.1.1 User unknown");
  assert.equal((await mailsOf(who.address))[0].state, "returned");
  const [entry] = (await ciso.get("/audit?limit=50")).items.filter((e: Json) => e.action === "mail_bounced");
  assert.equal(entry.subject, "account");
  await ask(who);
  const held = await until("the next one is held", async () => (await mailsOf(who.address)).find((m) => m.state === "held") ?? null);
  assert.match(held.fault, /User unknown/);
  assert.ok((await ciso.get("/mail")).held >= 1);
  assert.equal(mailbox.mails.filter((m) => m.to === who.address).length, 1);
  await ciso.delete(`/accounts/${who.account}/mail/bounce`, undefined, 204);
  await until("the held one has come", () => mailbox.mails.filter((m) => m.to === who.address).length === 2);
  assert.equal(await bounceOf(who), null);
});

test("the button of one held mail sends it and all others to the address", async () => {
  const { who, mail } = await mailed();
  pipe(report(mail));
  await ask(who);
  await ask(who);
  const held = await until("two are held", async () => {
    const list = (await mailsOf(who.address)).filter((m) => m.state === "held");
    return list.length === 2 ? list : null;
  });
  await ciso.post(`/mails/${held[0]?.id}/retry`, undefined, 204);
  await until("both have come", () => mailbox.mails.filter((m) => m.to === who.address).length === 3);
});

test("by the Message-ID alone, which replies carry on, a report is counted and marks nothing; the same message counts once", async () => {
  const { who, mail } = await mailed();
  const message = report(mail, { to: "kaname@example.jp" });
  assert.match(pipe(message), /delay was counted/);
  assert.match(pipe(message), /taken before/);
  const shown = await ciso.get(`/accounts/${who.account}/mail`);
  assert.deepEqual([shown.bounce, shown.late], [null, 1]);
  assert.equal((await mailsOf(who.address))[0].state, "sent");
  assert.match(pipe(report(mail)), MARKED);
});

test("the address that the mail server delivered to may be told beside the message", async () => {
  const { mail } = await mailed();
  assert.match(pipe(report(mail, { to: "undisclosed", id: "<x@y>" }), "--to", mail.from.toUpperCase()), MARKED);
});

test("what is forged marks nobody", async () => {
  const { who, mail } = await mailed();
  const flipped = mail.from.replace(/(.)@/, (_, last: string) => `${last === "0" ? "1" : "0"}@`);
  const other = `${crypto.randomUUID()}@example.jp`;
  assert.match(pipe(report(mail, { to: flipped, id: `<${other}>` })), FOREIGN);
  assert.match(pipe(report(mail, { to: "bounce@example.jp", id: "<>" })), FOREIGN);
  assert.match(pipe(report(mail, { to: mail.from.replace(/\+[0-9a-f]{32}/, `+${other.replaceAll("-", "").slice(0, 32)}`), id: `<${other}>` })), FOREIGN);
  assert.match(pipe("From: a@example.com\nTo: x\n\nhello\n"), /reports on no mail|reports on no email/);
  assert.match(pipe(""), /reports on no/);
  assert.match(pipe("\0\xff".repeat(5000)), /reports on no/);
  // An answer of the person, or of a program in their place, to the authentic address.
  assert.match(pipe(`From: ${who.address}\nAuto-Submitted: auto-replied\nTo: ${mail.from}\n\nI am away until 5.1.1\n`), /reports on no/);
  assert.equal(await bounceOf(who), null);
});

test("what is late is counted and marks nothing", async () => {
  const { who, mail } = await mailed();
  assert.match(pipe(report(mail, { action: "delayed", status: "4.4.1", said: "connection timed out" })), /delay was counted/);
  assert.match(pipe(report(mail, { action: "failed", status: "4.4.7", said: "gave up" })), /delay was counted/);
  const shown = await ciso.get(`/accounts/${who.account}/mail`);
  assert.equal(shown.bounce, null);
  assert.equal(shown.late, 2);
  assert.equal((await mailsOf(who.address))[0].state, "returned");
});

test("the command explains itself and wants a message, and sends the mail server away for a while when there is no database", () => {
  command(server.database, ["mail"], { status: 2 });
  command(server.database, ["mail", "bounce", "more"], { status: 2 });
  command({ ...server.database, url: "sqlite:/nowhere/kaname.db" }, ["mail", "bounce"], { status: 75 });
});

test("a box is looked into: ours are taken out of it, others' stay for people to read", async () => {
  const { who, mail } = await mailed();
  const ours = box.put(report(mail));
  const theirs = box.put("From: somebody@example.com\nSubject: question\n\nHello?\n");
  await ciso.post("/mail/look", undefined, 204);
  await until("the address is marked", async () => (await bounceOf(who)) !== null);
  await until("both were dealt with", () => !box.left.includes(ours) && box.left.includes(theirs) && !box.unseen.includes(theirs));
  assert.ok(!server.log.includes(box.password));
  assert.equal((await ciso.get("/mail")).return_address, "bounce@example.jp");
});

test("a box that refuses the log-in harms nothing and is looked into again", async () => {
  const { who, mail } = await mailed();
  const right = box.password;
  box.password = "changed";
  const number = box.put(report(mail));
  await ciso.post("/mail/look", undefined, 204);
  await until("the log says so", () => /"event":"mail_box"/.test(server.log));
  assert.equal(await bounceOf(who), null);
  box.password = right;
  await ciso.post("/mail/look", undefined, 204);
  await until("it was taken", () => !box.left.includes(number));
  assert.ok(await bounceOf(who));
});

test("a mail that cannot be fetched does not keep the one behind it waiting", async () => {
  const { who, mail } = await mailed();
  const stuck = box.put(report(mail, { id: "<stuck@example.jp>" }));
  box.broken = stuck;
  const behind = box.put(report(mail));
  await ciso.post("/mail/look", undefined, 204);
  await until("the one behind it was taken", () => !box.left.includes(behind));
  assert.ok(await bounceOf(who));
  assert.ok(box.left.includes(stuck) && !box.unseen.includes(stuck), "it stays for people to read");
  box.broken = 0;
});

test("by POP3 as well", async () => {
  const pop = await openReturnBox("pop3");
  const { who, mail } = await mailed();
  const stuck = pop.put(report(mail));
  pop.broken = stuck;
  const number = pop.put(`${report(mail)}\n.hidden\n`);
  const second = await startServer({
    database: server.database,
    env: mailSettings(mailbox, { KANAME_RETURN_ADDRESS: "bounce@example.jp", KANAME_RETURN_URL: `pop3://127.0.0.1:${pop.port}`, KANAME_RETURN_TLS: "off", KANAME_RETURN_USER: "bounce", KANAME_RETURN_PASSWORD: pop.password }),
  });
  const there = Object.assign(new Client(second), { cookie: ciso.cookie, csrf: ciso.csrf });
  await server.stop();
  try {
    await there.post("/mail/look", undefined, 204);
    await until("it was taken", () => !pop.left.includes(number));
  } finally {
    await server.start();
  }
  await second.stop();
  assert.ok(await bounceOf(who));
  assert.ok(pop.left.includes(stuck), "what nobody could read is not deleted");
});

test("the person sees that mail does not arrive and registers another address by a link sent there", async () => {
  const { who, mail } = await mailed();
  assert.deepEqual(await who.client.get("/session/mail"), { address: who.address, bounce: null, changeable: true });
  pipe(report(mail, { status: "5.2.2", said: "552 5.2.2 mailbox full" }));
  assert.equal((await who.client.get("/session/mail")).bounce.reason, "full");
  await who.client.refused("POST", "/session/mail", 422, { json: { address: "no address" }, pointer: "/address" });
  await who.client.post("/session/mail", { address: "new-home@example.net" }, 204);
  const asked = await mailbox.mailTo("new-home@example.net");
  const token = /\/account#address\.([\w-]+)/.exec(asked.text)?.[1] ?? "";
  assert.ok(token, asked.text);
  const other = await receiver();
  await other.client.refused("POST", "/session/mail/confirm", 409, { json: { token } });
  await who.client.refused("POST", "/session/mail/confirm", 409, { json: { token: `${token.slice(0, -2)}AA` } });
  assert.equal((await who.client.get("/session/mail")).address, who.address);
  await who.client.post("/session/mail/confirm", { token }, 204);
  assert.deepEqual(await who.client.get("/session/mail"), { address: "new-home@example.net", bounce: null, changeable: true });
  const trail: Json[] = (await ciso.get("/audit?limit=100")).items;
  assert.ok(trail.some((e) => e.action === "mail_address") && trail.some((e) => e.subject === "person" && e.action === "update"));
});

test("one's own address is tried again by its link; nobody frees another's, and not without end", async () => {
  const { who, mail } = await mailed();
  pipe(report(mail));
  const other = await receiver();
  await other.client.post("/session/mail", { address: who.address }, 204);
  assert.ok(await bounceOf(who), "another's word does not free the address");
  await who.client.post("/session/mail", { address: who.address }, 204);
  await until("the link came", () => mailbox.mails.some((m) => m.to === who.address && m.text.includes("#address.")));
  let last = 204;
  for (let i = 0; i < 8 && last === 204; i++) last = (await other.client.call("POST", "/session/mail", { json: { address: "x@example.net" } })).status;
  assert.equal(last, 429);
});

test("who waits for an answer sees beside the name that mail does not arrive", async () => {
  const { who, mail } = await mailed();
  const campaign = await ask(who);
  await until("it is sent", async () => (await mailsOf(who.address)).filter((m) => m.state === "sent").length === 2);
  const before = (await ciso.get(`/campaigns/${campaign.id}/waiting`)).items[0];
  assert.equal(before.undelivered, false);
  pipe(report(mail));
  const now = (await ciso.get(`/campaigns/${campaign.id}/waiting`)).items[0];
  assert.equal(now.undelivered, true);
});

test("others than administrators neither see nor press anything of it", async () => {
  const { client, account } = await receiver();
  await client.refused("POST", "/mail/look", 403);
  await client.refused("GET", "/mail", 403);
  await client.refused("DELETE", `/accounts/${account}/mail/bounce`, 403);
  assert.deepEqual(query(server.database, "SELECT count(*) FROM mail_return WHERE status = ''"), ["0"]);
});
