// Webhooks: what a receiver gets, that it can tell it is from us, and what becomes of events when
// the receiver does not play along.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { Client, type Json } from "../support/client.ts";
import { newDatabase, query } from "../support/database.ts";
import { newFolder, until } from "../support/environment.ts";
import { ROLES, setUp, signedInAs, topUnit } from "../support/people.ts";
import { answerWith, assertSigned, openReceiver, type Receiver, receiverSettings, signature } from "../support/receiver.ts";
import { command, startServer } from "../support/server.ts";

const server = await startServer({ env: receiverSettings() });
const ciso = await setUp(server);
const admin = await signedInAs(ciso, "admin");
const unit = await topUnit(ciso);

const EVENTS = ["measure.created", "measure.updated", "measure.state_changed", "measure.deleted"];
const NEW = { name: "監視基盤", events: EVENTS, active: true };

async function hookTo(receiver: Receiver, more: object = {}): Promise<Json> {
  return admin.post("/webhooks", { ...NEW, url: receiver.url, ...more }, 201);
}

const measure = (title: string): Promise<Json> => ciso.post("/measures", { unit, title, priority: "high" }, 201);
const deliveries = async (hook: Json, state = ""): Promise<Json[]> => (await admin.get(`/webhooks/${hook.id}/deliveries${state && `?state=${state}`}`)).items;
const hookNow = (hook: Json): Promise<Json> => admin.get(`/webhooks/${hook.id}`);
const testEnded = (hook: Json): Promise<boolean> => until("the test has ended", async () => (await hookNow(hook)).waiting === 0);
const off = async (hook: Json): Promise<Json> => admin.patch(`/webhooks/${hook.id}`, { active: false }, `"${(await hookNow(hook)).version}"`);

test("what happens to a record is told with a signature, and nothing of what is in it", async () => {
  const receiver = await openReceiver();
  const hook = await hookTo(receiver);
  const made = await measure("端末の暗号化（極秘）");
  const got = await receiver.event("measure.created");
  assertSigned(hook.secret, got);
  assert.equal(got.id, got.body.id);
  assert.equal(got.headers["content-type"], "application/json");
  assert.equal(got.body.organisation.name, "株式会社かなめ商店");
  const { seq, url, ...what } = got.body.data;
  assert.deepEqual(what, { subject: "measure", register: "measures", id: made.id, number: made.number });
  assert.equal(new URL(url).pathname, `/measures/${made.id}`);
  assert.ok(!got.raw.includes("極秘") && !got.raw.includes("high"), got.raw);
  const changed = await ciso.patch(`/measures/${made.id}`, { title: "端末の暗号化" }, `"${made.version}"`);
  await receiver.event("measure.updated", (g) => g.body.data.id === made.id);
  const deferred = await ciso.call("POST", `/measures/${made.id}/transitions`, { json: { action: "defer", reason: "来期" }, etag: `"${changed.version}"` });
  assert.equal(deferred.status, 200, deferred.text);
  await receiver.event("measure.state_changed", (g) => g.body.data.id === made.id);
  await ciso.delete(`/measures/${made.id}`, `"${(await ciso.get(`/measures/${made.id}`)).version}"`);
  const gone = await receiver.event("measure.deleted", (g) => g.body.data.id === made.id);
  assert.ok(gone.body.data.seq > seq);
  // The number goes on from the change feed.
  const feed = await ciso.get(`/changes?since=${seq - 1}`);
  assert.deepEqual([feed.items[0].seq, feed.items[0].id], [seq, made.id]);
  await off(hook);
});

test("only what the receiver takes is told, and nothing from before it was there or while it was off", async () => {
  const receiver = await openReceiver();
  await measure("前からある対策");
  const hook = await hookTo(receiver, { events: ["unit.created", "measure.created"] });
  const { version } = await off(hook);
  await measure("止まっている間の対策");
  await admin.patch(`/webhooks/${hook.id}`, { active: true }, `"${version}"`);
  const made = await measure("最初に届く対策");
  await ciso.patch(`/measures/${made.id}`, { title: "変更は届かない" }, `"${made.version}"`);
  const shop = await ciso.post("/units", { name: "北店", kind: "shop", parent: unit }, 201).catch(() => null);
  await receiver.event("measure.created", (g) => g.body.data.id === made.id);
  if (shop) await receiver.event("unit.created");
  assert.deepEqual(receiver.got.filter((g) => g.body.type.startsWith("measure.")).map((g) => g.body.data.id), [made.id]);
  await off(hook);
});

test("a refusal is tried again under the same id, with the same body and a new time", async () => {
  const receiver = await openReceiver();
  const hook = await hookTo(receiver);
  receiver.answer = (got, response) => answerWith(receiver.got.length === 1 ? 500 : 204)(got, response);
  await measure("二度目で届く");
  const [sent] = await until("it is delivered", async () => ((await deliveries(hook, "sent")).length > 0 ? deliveries(hook, "sent") : null));
  const [one, two] = receiver.got;
  assert.ok(one && two);
  assert.deepEqual([one.id, one.raw], [two.id, two.raw]);
  assert.notEqual(one.timestamp, two.timestamp);
  assertSigned(hook.secret, two);
  assert.deepEqual([sent.attempts, sent.status, sent.fault, sent.id], [2, 204, null, one.id]);
  assert.ok(sent.duration_ms >= 0);
  assert.ok((await hookNow(hook)).accepted_at);
  await off(hook);
});

test("what never arrives is given up, told to administrators, and can be sent again, one or all", async () => {
  const receiver = await openReceiver();
  const hook = await hookTo(receiver, { name: "気まぐれな受け手" });
  const shut = new Set<string>();
  // Refusals wait until all are made: another event arrives meanwhile, so the receiver itself is
  // not at fault.
  let allMade = (): void => {};
  const made = new Promise<void>((done) => (allMade = done));
  receiver.answer = (got, response) => void made.then(() => answerWith(shut.has(got.body.data.id) ? 503 : 200)(got, response));
  for (const title of ["届かない一", "届かない二", "届かない三"]) shut.add((await measure(title)).id);
  await measure("届く対策");
  allMade();
  const failed = await until("three are given up", async () => ((await hookNow(hook)).failed === 3 ? deliveries(hook, "failed") : null));
  assert.deepEqual(failed.map((d) => [d.attempts, d.status, d.fault]), failed.map(() => [2, 503, "status"]));
  const now = await hookNow(hook);
  assert.deepEqual([now.failed, now.active], [3, true]);
  const told = (await admin.get("/notices")).items.filter((n: Json) => n.kind === "webhook_failed");
  assert.equal(told.length, 1, "told once a day, not once each");
  assert.equal(told[0].path, `/settings/webhooks/${hook.id}`);
  shut.clear();
  const first = failed[0] as Json;
  assert.deepEqual(await admin.post(`/webhook-deliveries/${first.id}/resend`), { count: 1 });
  await until("one has arrived", async () => ((await hookNow(hook)).failed === 2 ? true : null));
  await receiver.event("measure.created", (g) => g.id === first.id);
  assert.deepEqual(await admin.post(`/webhooks/${hook.id}/resend`), { count: 2 });
  await until("all have arrived", async () => ((await hookNow(hook)).failed + (await hookNow(hook)).waiting === 0 ? true : null));
  await admin.refused("POST", `/webhooks/${hook.id}/resend`, 409);
  await admin.refused("POST", `/webhook-deliveries/${first.id}/resend`, 409);
  await off(hook);
});

test("a receiver that accepts nothing is switched off and told of; its events wait until it is on again", async () => {
  const receiver = await openReceiver();
  const hook = await hookTo(receiver, { name: "止まった受け手" });
  receiver.answer = answerWith(500);
  const made = await measure("受け手が止まっている");
  const now = await until("it is switched off", async () => ((await hookNow(hook)).active ? null : hookNow(hook)));
  assert.equal(now.off, "failing");
  const notice = (await admin.get("/notices")).items.find((n: Json) => n.kind === "webhook_off");
  assert.match(notice.title, /止まった受け手/);
  const entry = (await ciso.get("/audit?subject=webhook")).items[0];
  assert.deepEqual([entry.action, entry.account, entry.after.why], ["webhook_off", null, "failing"]);
  await measure("止まっている間");
  receiver.answer = answerWith(200);
  const on = await admin.patch(`/webhooks/${hook.id}`, { active: true }, `"${now.version}"`);
  assert.deepEqual([on.active, on.off], [true, null]);
  await admin.post(`/webhooks/${hook.id}/resend`);
  await until("it has arrived", async () => ((await deliveries(hook, "sent")).length === 1 ? true : null));
  assert.equal(receiver.got.at(-1)?.body.data.id, made.id);
  await off(hook);
});

test("a receiver that says it is gone is switched off at once", async () => {
  const receiver = await openReceiver();
  const hook = await hookTo(receiver);
  receiver.answer = answerWith(410);
  await measure("もう要らない");
  const now = await until("it is switched off", async () => ((await hookNow(hook)).active ? null : hookNow(hook)));
  assert.equal(now.off, "gone");
  assert.equal(receiver.got.length, 1);
});

test("a test is sent at a press, also while the receiver is off, and tried once", async () => {
  const receiver = await openReceiver();
  const hook = await hookTo(receiver, { active: false });
  await admin.post(`/webhooks/${hook.id}/test`, undefined, 204);
  const got = await receiver.event("webhook.test");
  assertSigned(hook.secret, got);
  await testEnded(hook);
  receiver.answer = answerWith(500);
  await admin.post(`/webhooks/${hook.id}/test`, undefined, 204);
  const failed = await until("it is given up", async () => (await deliveries(hook, "failed"))[0] ?? null);
  assert.deepEqual([failed.attempts, failed.status], [1, 500]);
});

test("one test at a time: while the receiver has not answered, another is refused", async () => {
  const receiver = await openReceiver();
  const hook = await hookTo(receiver, { active: false });
  let letGo = (): void => {};
  const held = new Promise<void>((done) => (letGo = done));
  receiver.answer = (got, response) => void held.then(() => answerWith(200)(got, response));
  await admin.post(`/webhooks/${hook.id}/test`, undefined, 204);
  await receiver.event("webhook.test");
  await admin.refused("POST", `/webhooks/${hook.id}/test`, 409);
  letGo();
  await testEnded(hook);
  await admin.post(`/webhooks/${hook.id}/test`, undefined, 204);
  await testEnded(hook);
});

// One press each; what became of it.
async function tried(receiver: Receiver | { url: string }, by: Client = admin): Promise<Json> {
  const hook = await by.post("/webhooks", { ...NEW, url: receiver.url, active: false }, 201);
  await by.post(`/webhooks/${hook.id}/test`, undefined, 204);
  const path = `/webhooks/${hook.id}/deliveries`;
  const done = await until("the test has ended", async () => (await by.get(path)).items.find((d: Json) => d.state !== "queued") ?? null);
  await by.delete(`/webhooks/${hook.id}`, undefined, 204);
  return done;
}

test("redirects are not followed, long answers are cut, silence ends, and the fault is named", async () => {
  const elsewhere = await openReceiver();
  const receiver = await openReceiver();
  receiver.answer = answerWith(302, { location: elsewhere.url });
  const redirected = await tried(receiver);
  assert.deepEqual([redirected.state, redirected.status, redirected.fault], ["failed", 302, "status"]);
  assert.equal(elsewhere.got.length, 0);
  receiver.answer = (_, response) => {
    const more = (): void => {
      while (!response.destroyed && response.write("x".repeat(65536)));
      if (!response.destroyed) response.once("drain", more);
    };
    response.writeHead(200);
    more();
  };
  const endless = await tried(receiver);
  assert.deepEqual([endless.state, endless.status], ["sent", 200]);
  receiver.answer = (_, response) => void response.socket?.destroy();
  assert.deepEqual((await tried(receiver)).fault, "broken");
  assert.equal((await tried({ url: "http://127.0.0.1:1/" })).fault, "connect");
  assert.equal((await tried({ url: "http://nowhere.invalid/" })).fault, "name");
  receiver.answer = () => {}; // never
  assert.deepEqual((await tried(receiver)).fault, "time");
});

test("while a secret is being replaced both sign; then, or at once if it has leaked, only the new one", async () => {
  const receiver = await openReceiver();
  const hook = await hookTo(receiver, { active: false });
  const next = await admin.post(`/webhooks/${hook.id}/secret`, { overlap_hours: 1 });
  assert.notEqual(next.secret, hook.secret);
  assert.ok(Date.parse(next.old_secret_until) > Date.now());
  await admin.post(`/webhooks/${hook.id}/test`, undefined, 204);
  const both = await receiver.event("webhook.test");
  assert.deepEqual(both.signatures, [signature(next.secret, both), signature(hook.secret, both)]);
  await testEnded(hook);
  const last = await admin.post(`/webhooks/${hook.id}/secret`, { overlap_hours: 0 });
  assert.equal(last.old_secret_until, null);
  await admin.post(`/webhooks/${hook.id}/test`, undefined, 204);
  const one = await receiver.event("webhook.test", (g) => g.id !== both.id);
  assert.deepEqual(one.signatures, [signature(last.secret, one)]);
});

test("secrets stand nowhere but in the one answer, and of addresses the audit log keeps the host", async () => {
  const receiver = await openReceiver();
  const hook = await hookTo(receiver, { url: `${receiver.url}/token-pale-otter`, active: false });
  const { secret } = await admin.post(`/webhooks/${hook.id}/secret`, {});
  await tried(receiver);
  for (const word of [hook.secret, secret].map((s: string) => s.replace("whsec_", "")))
    for (const table of ["webhook", "webhook_delivery", "audit_payload", "idempotency", "job"])
      assert.ok(!query(server.database, `SELECT * FROM ${table}`).join("\n").includes(word), table);
  assert.ok(!query(server.database, "SELECT * FROM audit_payload").join("\n").includes("pale-otter"));
  assert.ok(!server.log.includes("pale-otter") && !server.log.includes(secret));
  assert.ok(!JSON.stringify(await admin.get("/webhooks")).includes("whsec_"));
  const archive = `${newFolder("leave")}/all.zip`;
  command(server.database, ["export", archive]);
  const names = spawnSync("unzip", ["-l", archive]).stdout.toString();
  assert.ok(names.includes("audit.ndjson") && !names.includes("webhook"), names);
});

test("another path on the same host shows in the audit log, by a mark that does not tell it", async () => {
  const hook = await admin.post("/webhooks", { ...NEW, url: "https://hooks.example.jp/token-one", active: false }, 201);
  await admin.patch(`/webhooks/${hook.id}`, { url: "https://hooks.example.jp/token-two" }, '"1"');
  await admin.patch(`/webhooks/${hook.id}`, { description: "夜間" }, '"2"');
  const [named, moved] = (await ciso.get("/audit?subject=webhook")).items;
  assert.deepEqual([moved.before.receiver, moved.after.receiver], ["https://hooks.example.jp", "https://hooks.example.jp"]);
  assert.match(moved.before.receiver_mark, /^[0-9a-f]{16}$/);
  assert.notEqual(moved.before.receiver_mark, moved.after.receiver_mark);
  assert.deepEqual([named.before.receiver_mark, named.after.receiver_mark], [moved.after.receiver_mark, moved.after.receiver_mark]);
  await admin.delete(`/webhooks/${hook.id}`, undefined, 204);
});

test("confidential records are never told of", async () => {
  const receiver = await openReceiver();
  const hook = await hookTo(receiver, { events: ["audit_finding.updated", "audit_finding.created", "measure.created"] });
  const body = { unit, title: "指摘", audit_kind: "internal", severity: "major", found_on: "2026-09-01", detail: "私的利用" };
  const open = await ciso.post("/audit-findings", body, 201);
  await receiver.event("audit_finding.created", (g) => g.body.data.id === open.id);
  await ciso.put(`/audit-findings/${open.id}/readers`, { confidential: true, people: [], roles: ["ciso"] }, "*");
  const { version } = await ciso.get(`/audit-findings/${open.id}`);
  await ciso.patch(`/audit-findings/${open.id}`, { detail: "続き" }, `"${version}"`);
  const made = await measure("その後の対策");
  await receiver.event("measure.created", (g) => g.body.data.id === made.id);
  assert.equal(receiver.got.filter((g) => g.body.type === "audit_finding.updated").length, 0);
  await off(hook);
});

test("a failed job is told of", async () => {
  const receiver = await openReceiver();
  const hook = await hookTo(receiver, { events: ["job.failed"] });
  query(server.database, "INSERT INTO job (org_id, uid, kind, state, account_id, payload, run_at, created_at, updated_at) SELECT id, uid, 'no_such_kind', 'queued', 0, '{}', 1, 1, 1 FROM org");
  const got = await receiver.event("job.failed");
  assert.deepEqual([got.body.data.number, got.body.data.url], [null, null]);
  await off(hook);
});

test("only administrators have anything to do with webhooks, and nobody with an API token changes one", async () => {
  const receiver = await openReceiver();
  const hook = await hookTo(receiver, { active: false });
  await admin.post(`/webhooks/${hook.id}/test`, undefined, 204);
  const [delivery] = await until("it is listed", async () => ((await deliveries(hook)).length > 0 ? deliveries(hook) : null));
  const calls: [string, string, object?][] = [
    ["GET", "/webhooks"],
    ["POST", "/webhooks", { ...NEW, url: receiver.url }],
    ["GET", `/webhooks/${hook.id}`],
    ["PATCH", `/webhooks/${hook.id}`, { active: true }],
    ["DELETE", `/webhooks/${hook.id}`],
    ["POST", `/webhooks/${hook.id}/secret`, {}],
    ["POST", `/webhooks/${hook.id}/test`],
    ["POST", `/webhooks/${hook.id}/resend`],
    ["GET", `/webhooks/${hook.id}/deliveries`],
    ["POST", `/webhook-deliveries/${delivery.id}/resend`],
    ["GET", "/webhook-events"],
  ];
  for (const role of ROLES.filter((r) => r !== "admin")) {
    const other = await signedInAs(ciso, role);
    for (const [method, path, json] of calls) await other.refused(method, path, 403, { json, etag: '"1"' });
  }
  for (const [method, path, json] of calls) await new Client(server).refused(method, path, 401, { json, etag: '"1"' });
  const token = Object.assign(new Client(server), { token: (await admin.post("/tokens", { name: "x", scopes: ["write"], days: 1 }, 201)).token });
  for (const [method, path, json] of calls.slice(0, -1)) await token.refused(method, path, 403, { json, etag: '"1"' });
});

test("what is no receiver is refused with its place", async () => {
  const good = { ...NEW, url: "https://hooks.example.jp/x" };
  for (const [change, pointer] of [
    [{ url: "ftp://hooks.example.jp/" }, "/url"],
    [{ url: "https://a:b@hooks.example.jp/" }, "/url"],
    [{ url: "https://169.254.169.254/latest/meta-data" }, "/url"],
    [{ url: "https://[::ffff:169.254.169.254]/" }, "/url"],
    [{ url: "https://2852039166/" }, "/url"],
    [{ url: "" }, "/url"],
    [{ name: "" }, "/name"],
    [{ events: [] }, "/events"],
    [{ events: ["measure.created", "no.such"] }, "/events/1"],
    [{ events: [7] }, "/events/0"],
    [{ secret: "whsec_mine" }, "/secret"],
  ] as const)
    await admin.refused("POST", "/webhooks", 422, { json: { ...good, ...change }, pointer });
  const hook = await admin.post("/webhooks", { ...good, active: false }, 201);
  await admin.refused("PATCH", `/webhooks/${hook.id}`, 422, { json: { url: "http://[fe80::1]/" }, etag: '"1"', pointer: "/url" });
  await admin.refused("PATCH", `/webhooks/${hook.id}`, 412, { json: { name: "別名" }, etag: '"9"' });
  await admin.refused("POST", `/webhooks/${hook.id}/secret`, 422, { json: { overlap_hours: 1000 }, pointer: "/overlap_hours" });
  const changed = await admin.patch(`/webhooks/${hook.id}`, { description: "夜間の監視", events: ["measure.deleted"] }, '"1"');
  assert.deepEqual([changed.description, changed.events, changed.name], ["夜間の監視", ["measure.deleted"], NEW.name]);
  await admin.delete(`/webhooks/${hook.id}`, undefined, 204);
  await admin.get(`/webhooks/${hook.id}`, 404);
  const types: string[] = (await admin.get("/webhook-events")).items.map((e: Json) => e.type);
  for (const type of ["measure.created", "measure.approval_asked", "report.approved", "response.submitted", "job.failed"]) assert.ok(types.includes(type), type);
  assert.equal(new Set(types).size, types.length);
});

test("there can be twenty receivers", async () => {
  const most = 20;
  const made: Json[] = [];
  const room = most - (await admin.get("/webhooks")).items.length;
  for (let i = 0; i < room; i++) made.push(await admin.post("/webhooks", { ...NEW, url: "https://hooks.example.jp/x", active: false }, 201));
  await admin.refused("POST", "/webhooks", 409, { json: { ...NEW, url: "https://hooks.example.jp/x" } });
  for (const hook of made) await admin.delete(`/webhooks/${hook.id}`, undefined, 204);
});

test("events outlive the program: killed after the change, it sends them when it is back", async () => {
  const receiver = await openReceiver();
  const hook = await hookTo(receiver);
  const answered = receiver.answer;
  receiver.answer = () => {}; // the first one waits for an answer until the end
  const made = await measure("停電のあとに届く");
  await until("it was tried", () => receiver.got.length || null);
  await server.kill();
  receiver.answer = answered;
  query(server.database, "UPDATE job SET lease_until = 0 WHERE state = 'running'");
  query(server.database, "UPDATE webhook_delivery SET next_at = 0 WHERE state = 'queued'");
  await server.start();
  await until("it is delivered", async () => (await deliveries(hook, "sent"))[0] ?? null);
  const [one, two] = receiver.got;
  assert.deepEqual([one?.id, two?.body.data.id], [two?.id, made.id]);
  await off(hook);
});

test("without the operator's leave nothing goes to this machine, whatever its name, nor without a trusted certificate", async () => {
  const folder = newFolder("tls");
  const made = spawnSync("openssl", ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout", `${folder}/key`, "-out", `${folder}/cert`]);
  assert.equal(made.status, 0);
  const secure = await openReceiver({ key: readFileSync(`${folder}/key`), cert: readFileSync(`${folder}/cert`) });
  assert.equal((await tried(secure)).fault, "tls");
  assert.equal(secure.got.length, 0);

  const believed = await startServer({ database: newDatabase(), env: receiverSettings({ KANAME_CA_FILE: `${folder}/cert`, https_proxy: "http://127.0.0.1:1", HTTPS_PROXY: "http://127.0.0.1:1" }) });
  const there = await setUp(believed);
  assert.equal((await tried(secure, there)).state, "sent");

  const strict = await startServer({ database: newDatabase(), env: { KANAME_CA_FILE: `${folder}/cert` } });
  const first = await setUp(strict);
  // A name is taken, and refused when it turns out to lead here.
  const refused = await tried(secure, first);
  assert.deepEqual([refused.state, refused.fault, refused.status], ["failed", "reach", null]);
  assert.equal(secure.got.length, 1);
  for (const url of ["http://hooks.example.jp/", "https://127.0.0.1/", "https://0x7f.1/", "https://[::1]/", "https://10.1.2.3/", "https://2130706433/"])
    await first.refused("POST", "/webhooks", 422, { json: { ...NEW, url }, pointer: "/url" });
});
