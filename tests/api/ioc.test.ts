// Indicators of a case: pasted a line each, known by what they look like, shown so that nothing opens them, and found in other cases.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Client, Json } from "../support/client.ts";
import { colleagueOf, setUp, signedInAs, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server);
const unit = await topUnit(ciso);
const csirt = await colleagueOf(ciso, "初動", "CSIRT", ["csirt"], unit);
const manager = await signedInAs(ciso, "manager", unit);
const member = await signedInAs(ciso, "member", unit);

let count = 0;
const incident = (): Promise<Json> => csirt.client.post("/incidents", { unit, title: `不審な通信${++count}`, severity: "high", detected_at: new Date().toISOString() }, 201);
const add = (id: string, text: string, more: Json = {}): Promise<Json> => csirt.client.post(`/incidents/${id}/iocs`, { text, tlp: "amber", ...more }, 201);
const all = async (id: string, by: Client = csirt.client): Promise<Json[]> => (await by.get(`/incidents/${id}/iocs`)).items;
const SUM = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

test("what is pasted is known by its look, kept as the network knows it, and shown so that nothing opens it", async () => {
  const { id } = await incident();
  const text = ["hxxps://Evil[.]example/A.php", "192[.]0[.]2[.]1", "", "2001:db8::1", "boss@evil.example", SUM.toUpperCase(), "請求書.pdf.exe", "c2.evil.example", "HKCU\\Run\\x"].join("\r\n");
  assert.deepEqual(await add(id, text, { first_seen: "2026-04-01T09:00:00Z", note: "プロキシのログ" }), { made: 8, there: 0 });
  const items = (await all(id)).reverse();
  assert.deepEqual(
    items.map((i) => [i.no, i.type, i.value, i.shown]),
    [
      [1, "url", "https://evil.example/A.php", "hxxps://evil[.]example/A.php"],
      [2, "ipv4", "192.0.2.1", "192[.]0[.]2[.]1"],
      [3, "ipv6", "2001:db8::1", "2001[:]db8[:][:]1"],
      [4, "email", "boss@evil.example", "boss[@]evil[.]example"],
      [5, "sha256", SUM, SUM],
      [6, "file", "請求書.pdf.exe", "請求書.pdf.exe"],
      [7, "domain", "c2.evil.example", "c2[.]evil[.]example"],
      [8, "other", "HKCU\\Run\\x", "HKCU\\Run\\x"],
    ],
  );
  assert.ok(items.every((i) => i.tlp === "amber" && i.first_seen === "2026-04-01T09:00:00.000Z" && i.note === "プロキシのログ" && i.others.length === 0));
  const history = (await csirt.client.get(`/incidents/${id}/history`)).items;
  assert.ok(history.some((e: Json) => e.action === "ioc_add"));
});

test("what is there already is not added again, and what was dropped stays with its reason", async () => {
  const { id } = await incident();
  assert.deepEqual(await add(id, "evil.example\nEVIL[.]example\n192.0.2.9"), { made: 2, there: 1 });
  assert.deepEqual(await add(id, "evil.example"), { made: 0, there: 1 });
  const path = `/incidents/${id}/iocs/1/drop`;
  await csirt.client.refused("POST", path, 422, { json: { reason: "  " }, pointer: "/reason" });
  await csirt.client.post(path, { reason: "自社の監視だった" }, 204);
  await csirt.client.refused("POST", path, 409, { json: { reason: "もう一度" } });
  await csirt.client.refused("POST", `/incidents/${id}/iocs/9/drop`, 404, { json: { reason: "x" } });
  const dropped = (await all(id)).find((i) => i.no === 1)!;
  assert.deepEqual([dropped.dropped_reason, dropped.dropped_at !== null], ["自社の監視だった", true]);
  assert.deepEqual(await add(id, "evil.example"), { made: 1, there: 0 });
  assert.deepEqual((await all(id)).map((i) => [i.no, i.dropped_at === null]), [[3, true], [2, true], [1, false]]);
});

test("a line that cannot be read is told by its number, and a wish for a type is held against it", async () => {
  const { id } = await incident();
  const bad = (json: Json, pointer: string) => csirt.client.refused("POST", `/incidents/${id}/iocs`, 422, { json: { tlp: "amber", ...json }, pointer });
  const problem = await bad({ text: "evil.example\n\nnot a domain", type: "domain" }, "/text");
  assert.ok(JSON.stringify(problem).includes("3行目"), JSON.stringify(problem));
  await bad({ text: " \n　\n" }, "/text");
  await bad({ text: "x".repeat(2001) }, "/text");
  await bad({ text: Array.from({ length: 1001 }, (_, i) => `h${i}.example`).join("\n") }, "/text");
  await bad({ text: "evil.example", tlp: "white" }, "/tlp");
  await bad({ text: "evil.example", first_seen: new Date(Date.now() + 86_400_000).toISOString() }, "/first_seen");
  assert.deepEqual(await all(id), []);
  await add(id, "evil.zip", { type: "domain" });
  assert.deepEqual((await all(id)).map((i) => i.type), ["domain"]);
});

test("the same indicator is found in other cases, of those that the reader may read", async () => {
  const [one, two, secret] = [await incident(), await incident(), await incident()];
  for (const { id } of [one, two, secret]) await add(id, "shared.example");
  const { status, text } = await csirt.client.call("PUT", `/incidents/${secret.id}/readers`, { json: { confidential: true, people: [csirt.person], roles: [] }, etag: "*" });
  assert.equal(status, 200, text);
  assert.deepEqual((await all(one.id))[0]!.others, [secret.number, two.number]);
  assert.deepEqual((await all(one.id, manager))[0]!.others, [two.number]);
  await manager.refused("GET", `/incidents/${secret.id}/iocs`, 404);
  await csirt.client.post(`/incidents/${two.id}/iocs/1/drop`, { reason: "誤り" }, 204);
  assert.deepEqual((await all(one.id, manager))[0]!.others, []);
});

test("whoever reads the case reads them; those who deal with it write", async () => {
  const { id } = await incident();
  await manager.refused("POST", `/incidents/${id}/iocs`, 403, { json: { text: "evil.example", tlp: "amber" } });
  await member.refused("GET", `/incidents/${id}/iocs`, 403);
  const made = await Promise.all(Array.from({ length: 10 }, (_, i) => add(id, `evil.example\nh${i}.example`)));
  assert.equal(made.reduce((n, m) => n + m.made, 0), 11, "ten at once add each one once");
  assert.deepEqual((await all(id)).map((i) => i.no), Array.from({ length: 11 }, (_, i) => 11 - i));
});
