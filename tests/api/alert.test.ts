// Alerts of machines: taken in with a token that can do nothing else, counted where they come again, one where they flood, and judged by people.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Client, type Json } from "../support/client.ts";
import { colleagueOf, setUp, signedInAs, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server);
const unit = await topUnit(ciso);
const csirt = await colleagueOf(ciso, "初動", "CSIRT", ["csirt"], unit);
const manager = await signedInAs(ciso, "manager", unit);
const member = await signedInAs(ciso, "member", unit);
const { token } = await csirt.client.post("/tokens", { name: "SIEM", scopes: ["alert_intake.write"], days: 30 }, 201);
const siem = Object.assign(new Client(server), { token });

const ALERT = { title: "管理者権限での不審なログイン", source: "EDR", severity: "high", device: "SRV-01" };
const send = (more: Json = {}): Promise<Json> => siem.post("/alert-intake", { ...ALERT, ...more });
const all = async (): Promise<Json[]> => (await csirt.client.get("/alerts")).items;
const step = (path: string, action: string, reason?: string) => csirt.client.call("POST", `${path}/transitions`, { json: { action, ...(reason ? { reason } : {}) }, etag: "*" });

test("the first grave one of an hour is told, to those who judge alerts and nobody else", async () => {
  const told = async (by: Client): Promise<string[]> => (await by.get("/notices")).items.map((n: Json) => n.title).filter((t: string) => t.includes("一番目") || t.includes("二番目") || t.includes("小さな"));
  const lang = ciso.lang;
  ciso.lang = "ja";
  await send({ title: "小さなこと", severity: "low" });
  await send({ title: "一番目" });
  await send({ title: "二番目", severity: "critical" });
  assert.deepEqual(await told(ciso), ["アラート：一番目"]);
  assert.deepEqual([await told(manager), await told(member)], [[], []]);
  ciso.lang = lang;
});

test("an alert stands in the list with its source, and the same one is counted", async () => {
  const first = await send({ title: " 管理者権限での\n不審なログイン ", detail: "srv-01 4672", reference: "E-1" });
  assert.deepEqual([first.seen, first.flood], [1, false]);
  const again = await send({ title: "管理者権限での 不審なログイン", severity: "critical", reference: "E-1", detail: "別の文" });
  assert.deepEqual([again.number, again.seen], [first.number, 2]);
  for (const other of [{ source: "SIEM" }, { device: "SRV-02" }, { reference: "E-2" }, { title: "別のこと" }]) assert.equal((await send({ title: "管理者権限での 不審なログイン", reference: "E-1", ...other })).seen, 1);
  const kept = (await all()).find((a) => a.number === first.number)!;
  assert.deepEqual([kept.title, kept.source, kept.severity, kept.device, kept.detail, kept.seen, kept.state], ["管理者権限での 不審なログイン", "EDR", "high", "SRV-01", "srv-01 4672", 2, "new"]);
  assert.ok(kept.last_at >= kept.first_at);
  const history = (await csirt.client.get(`/alerts/${kept.id}/history`)).items;
  assert.deepEqual(history.map((e: Json) => e.action), ["create"], "counting leaves no line");
});

test("twenty of one kind at once are one", async () => {
  const answers = await Promise.all(Array.from({ length: 20 }, () => send({ title: "同時" })));
  assert.deepEqual(answers.map((a) => a.seen).sort((a, b) => a - b), Array.from({ length: 20 }, (_, i) => i + 1));
  assert.equal(new Set(answers.map((a) => a.number)).size, 1);
});

test("it becomes a report that is judged like any other, or is dismissed with a reason; what comes again is still counted", async () => {
  const taken = await send({ title: "外部への大量通信", detail: "10 GB" });
  const path = `/alerts/${(await all()).find((a) => a.number === taken.number)!.id}`;
  assert.equal((await step(path, "report")).status, 200);
  const alert = await csirt.client.get(path);
  const report = await csirt.client.get(`/incident-reports/${alert.report}`);
  assert.deepEqual([alert.state, report.state, report.source, report.source_name, report.device, report.what, report.noticed_at], ["reported", "new", "monitoring", "EDR", "SRV-01", "外部への大量通信\n\n10 GB", alert.first_at]);
  assert.equal((await step(path, "report")).status, 409, "once");
  assert.deepEqual([(await send({ title: "外部への大量通信" })).number, (await csirt.client.get(path)).seen], [taken.number, 2]);
  const noise = await send({ title: "検査の通信" });
  const other = `/alerts/${(await all()).find((a) => a.number === noise.number)!.id}`;
  assert.equal((await step(other, "dismiss")).status, 422);
  assert.equal((await step(other, "dismiss", "脆弱性検査")).status, 200);
  assert.equal((await send({ title: "検査の通信" })).number, noise.number, "noise that was dismissed is no new one the same day");
  assert.equal((await step(other, "reopen", "検査の日ではない")).status, 200);
  const long = await send({ title: "長い", detail: "長".repeat(8000) });
  assert.equal((await step(`/alerts/${(await all()).find((a) => a.number === long.number)!.id}`, "report")).status, 200);
});

test("the token sends and can do nothing else, and others neither send nor read", async () => {
  for (const path of ["/alerts", "/incident-reports", "/incidents", "/audit"]) await siem.refused("GET", path, 403);
  await siem.refused("POST", "/alerts", 403, { json: { unit, ...ALERT } });
  for (const client of [manager, member]) {
    await client.refused("POST", "/alert-intake", 403, { json: ALERT });
    await client.refused("GET", "/alerts", 403);
  }
  await new Client(server).refused("POST", "/alert-intake", 401, { json: ALERT });
  const bad = (json: Json, pointer: string) => siem.refused("POST", "/alert-intake", 422, { json: { ...ALERT, ...json }, pointer });
  await bad({ severity: "worst" }, "/severity");
  await bad({ title: " \n " }, "/title");
  await bad({ source: "　" }, "/source");
  await bad({ detail: "x".repeat(8001) }, "/detail");
  await bad({ state: "dismissed" }, "/state");
});

test("a flood is one alert that counts", async () => {
  const answers: Json[] = [];
  for (let i = 0; i < 105; i++) answers.push(await send({ title: `洪水 ${i}` }));
  const flood = answers.filter((a) => a.flood);
  assert.ok(flood.length >= 6, String(flood.length));
  assert.equal(new Set(flood.map((a) => a.number)).size, 1);
  assert.equal(flood.at(-1)!.seen, flood.length);
  assert.deepEqual([answers[0]!.flood, (await send({ title: "洪水 0" })).seen], [false, 2], "what is known goes on being counted");
  const { number } = flood[0]!;
  const one = (await csirt.client.get(`/alerts/${number}`)) as Json;
  assert.deepEqual([one.severity, one.source, one.detail], ["high", "Kaname", null]);
});
