// Mail that goes out: what it looks like, and what becomes of it when the mail server does not play along.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import type { Client, Json } from "../support/client.ts";
import { newDatabase, query } from "../support/database.ts";
import { newFolder, until } from "../support/environment.ts";
import { giveAddress, type Mail, mailSettings, openMailbox } from "../support/mailbox.ts";
import { login as logIn, setUp, signedInAs } from "../support/people.ts";
import { startServer } from "../support/server.ts";
import { importSheet, makeShops, openCampaign, smallSheet } from "../support/sheet.ts";

const mailbox = await openMailbox();
const server = await startServer({ env: mailSettings(mailbox, { KANAME_SMTP_ATTEMPTS: "3" }) });
const ciso = await setUp(server);
const shops = await makeShops(ciso);
const version = await importSheet(ciso, smallSheet("mailed"));

let count = 0;
async function manager(unit: string): Promise<{ client: Client; address: string }> {
  const client = await signedInAs(ciso, "manager", unit);
  const address = `manager-${++count}@example.jp`;
  await giveAddress(ciso, client, address, shops.top);
  return { client, address };
}

async function ask(unit: string, account: Client, name: string): Promise<void> {
  const { id } = (await account.get("/session")).account;
  await openCampaign(ciso, version.id, [], { name, units: [{ unit, assignee: id }] });
}

const mailsOf = async (address: string): Promise<Json[]> => (await ciso.get("/mails?limit=500")).items.filter((m: Json) => m.address === address);
const stateOf = async (address: string, state: string): Promise<Json> =>
  until(`the mail to ${address} is ${state}`, async () => (await mailsOf(address)).find((m) => m.state === state) ?? null);

test("a notice comes by mail, in Japanese, in both forms, marked as made by a program", async () => {
  const { client, address } = await manager(shops.east);
  await ask(shops.east, client, "年次評価（二〇二六年度・すべての店舗と本社の部署が対象）");
  const mail = await mailbox.mailTo(address);
  assert.equal(mail.from, "kaname@example.jp");
  assert.equal(mail.headers["subject"], "「年次評価（二〇二六年度・すべての店舗と本社の部署が対象）」への回答のお願い");
  assert.equal(mail.headers["from"], "かなめ <kaname@example.jp>");
  assert.equal(mail.headers["auto-submitted"], "auto-generated");
  assert.match(mail.headers["list-unsubscribe"] ?? "", /^<http.*\/account\/notices>$/);
  assert.match(mail.headers["message-id"] ?? "", /^<[0-9a-f-]{36}@example\.jp>$/);
  const { items } = await client.get("/responses");
  assert.ok(mail.text.includes(`/responses/${items[0].id}\r\n`), mail.text);
  assert.match(mail.text, /2027年3月31日/);
  assert.match(mail.html, /<a href="http[^"]*\/responses\//);
  for (const line of mail.raw.split("\r\n")) assert.ok(Buffer.byteLength(line) <= 998, "a line is too long for SMTP");
  await stateOf(address, "sent");
  assert.deepEqual(query(server.database, "SELECT count(*) FROM mail WHERE state = 'sent' AND body IS NOT NULL"), ["0"]);
});

test("a name with line ends begins no header of its own", async () => {
  const { client, address } = await manager(shops.west);
  await ask(shops.west, client, "A Bcc: all@example.jp");
  const mail = await mailbox.mailTo(address);
  assert.equal(mail.headers["bcc"], undefined);
});

test("a server that dies in the middle gets the mail again under the same Message-ID", async () => {
  const { client, address } = await manager(shops.east);
  let died = 0;
  mailbox.way.dieAfterData = () => died++ === 0;
  await ask(shops.east, client, "二度目で届く");
  await stateOf(address, "sent");
  const copies = mailbox.mails.filter((m: Mail) => m.to === address);
  assert.equal(copies.length, 2);
  assert.equal(copies[0]?.headers["message-id"], copies[1]?.headers["message-id"]);
  delete mailbox.way.dieAfterData;
});

test("a server that says not now is asked again; what never works is given up and can be pressed again", async () => {
  const { client, address } = await manager(shops.west);
  let asked = 0;
  mailbox.way.refuse = (to) => (to === address && asked++ < 2 ? 451 : null);
  await ask(shops.west, client, "三度目で届く");
  await stateOf(address, "sent");
  assert.equal(asked, 3);
  const other = await manager(shops.west);
  mailbox.way.refuse = (to) => (to === other.address ? 451 : null);
  await ask(shops.west, other.client, "届かない");
  const failed = await stateOf(other.address, "failed");
  assert.equal(failed.attempts, 3);
  assert.match(failed.fault, /^451/);
  assert.ok((await ciso.get("/mail")).failed >= 1);
  delete mailbox.way.refuse;
  await ciso.post(`/mails/${failed.id}/retry`, undefined, 204);
  await stateOf(other.address, "sent");
  await ciso.refused("POST", `/mails/${failed.id}/retry`, 404);
});

test("an address refused for good is noted on the account and gets nothing more until somebody says so", async () => {
  const { client, address } = await manager(shops.east);
  mailbox.way.refuse = (to) => (to === address ? 550 : null);
  await ask(shops.east, client, "宛先なし");
  const failed = await stateOf(address, "failed");
  assert.equal(failed.attempts, 1);
  const { account } = await client.get("/session");
  const shown = await ciso.get(`/accounts/${account.id}/mail`);
  assert.equal(shown.address, address);
  assert.match(shown.bounce.fault, /^550/);
  await ask(shops.west, await signedInAs(ciso, "manager", shops.west), "ほかの人");
  assert.equal((await mailsOf(address)).length, 1);
  delete mailbox.way.refuse;
  await ciso.delete(`/accounts/${account.id}/mail/bounce`, undefined, 204);
  assert.equal((await ciso.get(`/accounts/${account.id}/mail`)).bounce, null);
});

test("mail waits while the server is away and outlives the program", async () => {
  const { client, address } = await manager(shops.east);
  await mailbox.close();
  await ask(shops.east, client, "停電のあと");
  await until("an attempt has failed", async () => (await mailsOf(address))[0]?.fault ?? null);
  await until("no attempt is under way", () => query(server.database, "SELECT count(*) FROM job WHERE kind = 'mail_send' AND state = 'running'")[0] === "0" || null);
  await server.kill();
  await mailbox.open();
  await server.start();
  await mailbox.mailTo(address);
});

test("a test mail says whether the settings are right; others than administrators see nothing of it", async () => {
  await giveAddress(ciso, ciso, "hanako@example.jp", shops.top);
  const now = await ciso.get("/mail");
  assert.deepEqual([now.on, now.own_address, now.tls], [true, "hanako@example.jp", "off"]);
  await ciso.post("/mail/test", undefined, 204);
  assert.match((await mailbox.mailTo("hanako@example.jp")).text, /メールの設定は正しく/);
  const { client } = await manager(shops.east);
  await client.refused("GET", "/mails", 403);
  assert.ok(!JSON.stringify(await ciso.get("/mails")).includes("年次評価"), "administrators see no business data");
});

test("by STARTTLS with a name and password, which never stand in the log", async () => {
  const folder = newFolder("tls");
  const made = spawnSync("openssl", ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout", `${folder}/key`, "-out", `${folder}/cert`]);
  assert.equal(made.status, 0);
  const seen: string[] = [];
  const secure = await openMailbox({
    authOptional: false,
    disabledCommands: [],
    key: readFileSync(`${folder}/key`),
    cert: readFileSync(`${folder}/cert`),
    onAuth: (auth: { username: string; password: string }, session: { secure: boolean }, done: (e: unknown, ok?: object) => void) => {
      seen.push(`${auth.username} ${auth.password} ${session.secure}`);
      done(null, { user: 1 });
    },
  });
  const login = { KANAME_SMTP_TLS: "required", KANAME_SMTP_USER: "sender", KANAME_SMTP_PASSWORD: "pale-otter-9", KANAME_LOG_LEVEL: "debug" };
  const database = newDatabase();
  const other = await startServer({ database, env: mailSettings(secure, { ...login, KANAME_SMTP_CA_FILE: `${folder}/cert` }) });
  const admin = await setUp(other);
  const { roles } = await admin.get("/session");
  await giveAddress(admin, admin, "kanri@example.jp", roles[0].unit.id);
  await admin.post("/mail/test", undefined, 204);
  await secure.mailTo("kanri@example.jp");
  assert.deepEqual(seen, ["sender pale-otter-9 true"]);
  assert.ok(!other.log.includes("pale-otter-9"));
  // A server whose certificate nobody vouches for is not told the password.
  await other.stop();
  const strict = await startServer({ database, env: mailSettings(secure, login) });
  const again = await logIn(strict);
  await again.post("/mail/test", undefined, 204);
  await until("an attempt has failed", async () => (await again.get("/mails?state=queued")).items.find((m: Json) => m.attempts > 0 && m.fault) ?? null);
  assert.equal(seen.length, 1);
});

test("what a person collects comes as one mail in the morning, without what was read meanwhile", async () => {
  const { client, address } = await manager(shops.west);
  const kinds = await client.get("/notice-choices");
  assert.equal(kinds.address, address);
  assert.equal(kinds.items.find((k: Json) => k.kind === "odd_sign_in").fixed, true);
  await client.refused("PUT", "/notice-choices", 422, { json: { items: [{ kind: "odd_sign_in", delivery: "product" }] }, pointer: "/items/0/kind" });
  const chosen = await client.put("/notice-choices", { items: [{ kind: "answer_asked", delivery: "daily" }] });
  assert.equal(chosen.items.find((k: Json) => k.kind === "answer_asked").delivery, "daily");
  for (const name of ["一つ目", "二つ目", "読んだもの"]) await ask(shops.west, client, name);
  const [newest] = (await client.get("/notices")).items;
  await client.post(`/notices/${newest.id}/read`, undefined, 204);
  assert.deepEqual(await mailsOf(address), []);
  const yesterday = Date.now() - 2 * 86_400_000;
  query(server.database, `UPDATE notice SET created_at = ${yesterday} WHERE digest = 'daily'`);
  query(server.database, "DELETE FROM job WHERE kind = 'notice_digest'"); // it is due at once
  const mail = await mailbox.mailTo(address);
  assert.equal(mail.headers["subject"], "Kanameからのお知らせ（2件）");
  assert.match(mail.text, /一つ目[^]*二つ目/);
  assert.ok(!mail.text.includes("読んだもの"));
});

test("what is asked of many records in one step comes with the morning's mail, a single request at once", async () => {
  const boss = await signedInAs(ciso, "executive");
  await giveAddress(ciso, boss, "boss@example.jp", shops.top);
  const threat = (await ciso.post("/threats", { name: "不正な添付ファイル", group: "targeted" }, 201)).id;
  const risk = async (name: string): Promise<Json> => {
    const system = (await ciso.post("/systems", { unit: shops.top, name, kind: "server", importance: "low" }, 201)).id;
    return ciso.post("/risks", { unit: shops.top, threat, system, likelihood: 2, importance: 2, acceptance_reason: "来期に廃止する。", accepted_until: "2099-03-31" }, 201);
  };
  const records = [];
  for (const name of ["会計", "給与", "在庫"]) {
    const { id, version } = await risk(name);
    records.push({ id, version });
  }
  const bulk = await ciso.post("/risks/bulk-edits", { records, action: "ask" });
  const path = `/risks/bulk-edits/${bulk.id}`;
  await until("the preview", async () => (await ciso.get(path)).state === "checked" || null);
  await ciso.post(`${path}/commit`, {}, 200);
  await until("they are asked", async () => (await ciso.get(path)).state === "taken" || null);
  assert.equal((await boss.get("/notices")).items.filter((n: Json) => n.kind === "risk_asked").length, 3);
  assert.deepEqual(await mailsOf("boss@example.jp"), [], "none is mailed for itself");
  const single = await risk("受注");
  assert.equal((await ciso.call("POST", `/risks/${single.id}/transitions`, { json: { action: "ask" }, etag: "*" })).status, 200);
  const mail = await mailbox.mailTo("boss@example.jp");
  assert.ok(mail.text.includes(single.number), mail.text);
  assert.equal((await mailsOf("boss@example.jp")).length, 1);
  query(server.database, `UPDATE notice SET created_at = ${Date.now() - 2 * 86_400_000} WHERE digest = 'daily'`);
  query(server.database, "DELETE FROM job WHERE kind = 'notice_digest'"); // it is due at once
  const morning = await mailbox.mailTo("boss@example.jp", (m) => m !== mail);
  assert.equal(morning.headers["subject"], "Kanameからのお知らせ（3件）");
});

test("who chose no mail is told in the product alone", async () => {
  const { client, address } = await manager(shops.east);
  await client.put("/notice-choices", { items: [{ kind: "answer_asked", delivery: "product" }] });
  await ask(shops.east, client, "静かに");
  assert.equal((await client.get("/notices")).unread, 1);
  assert.deepEqual(await mailsOf(address), []);
});
