// Indicators of a case leave as STIX 2.1 and as an event of MISP: up to the class that is chosen, by those who deal with the case, on record.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Json } from "../support/client.ts";
import { colleagueOf, setUp, signedInAs, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";
import { checkBundle, MARKINGS, patternValue } from "../support/stix.ts";

const server = await startServer();
const ciso = await setUp(server);
const unit = await topUnit(ciso);
const csirt = await colleagueOf(ciso, "初動", "CSIRT", ["csirt"], unit);
const other = await colleagueOf(ciso, "別班", "CSIRT", ["csirt"], unit);
const manager = await signedInAs(ciso, "manager", unit);

const incident = (more: Json = {}): Promise<Json> => csirt.client.post("/incidents", { unit, title: "外に出さない題名", severity: "high", detected_at: "2026-04-01T16:00:00Z", ...more }, 201);
const add = (id: string, text: string, tlp: string, more: Json = {}): Promise<Json> => csirt.client.post(`/incidents/${id}/iocs`, { text, tlp, ...more }, 201);
const SUM = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
const HARD = "it's a \\ 罠.exe";

async function leave(id: string, format: string, json: Json): Promise<{ file: Json; exported: string; left: string; name: string; text: string }> {
  const { status, headers, text } = await csirt.client.call("POST", `/incidents/${id}/iocs/${format}`, { json });
  assert.equal(status, 200, text);
  return { file: JSON.parse(text), exported: headers.get("kaname-exported")!, left: headers.get("kaname-left-out")!, name: headers.get("content-disposition")!, text };
}

async function filled(more: Json = {}): Promise<Json> {
  const made = await incident(more);
  await add(made.id, ["https://evil.example/罠?q='x'", "192.0.2.1", "198.51.100.0/24", "2001:db8::1", "boss@evil.example", SUM, "d41d8cd98f00b204e9800998ecf8427e", "da39a3ee5e6b4b0d3255bfef95601890afd80709", "c2.evil.example"].join("\n"), "green", { first_seen: "2026-03-30T00:00:00Z", note: "メモ" });
  await add(made.id, HARD, "clear", { type: "file" });
  await add(made.id, "HKCU\\Run\\x", "green");
  await add(made.id, "192.0.2.99", "amber_strict");
  await add(made.id, "203.0.113.5\n203.0.113.6", "red");
  await csirt.client.post(`/incidents/${made.id}/iocs/10/drop`, { reason: "自社の監視だった" }, 204);
  await add(made.id, HARD, "clear", { type: "file" });
  return made;
}

test("a bundle of STIX 2.1 holds what the class allows, and nothing of what is above it", async () => {
  const { id, number } = await filled();
  const { file, exported, left, name, text } = await leave(id, "stix", { tlp: "green" });
  checkBundle(file);
  assert.deepEqual([exported, left], ["10", "4"], "three above, one that STIX has no object for");
  assert.ok(name.includes(`${number}-stix.json`), name);
  for (const secret of ["192.0.2.99", "203.0.113.5", "外に出さない題名", "メモ", "自社の監視", "HKCU", "amber", "red\""]) assert.ok(!text.includes(secret), secret);
  const of = (type: string): Json[] => file.objects.filter((o: Json) => o.type === type);
  assert.deepEqual(of("marking-definition").map((m) => MARKINGS[m.id]), ["clear", "green"]);
  assert.deepEqual(of("indicator").filter((i) => MARKINGS[i.object_marking_refs[0]] === "clear").map((i) => patternValue(i.pattern)), [HARD]);
  const patterns = of("indicator").map((i) => i.pattern);
  for (const pattern of [`[file:hashes.'SHA-256' = '${SUM}']`, "[ipv4-addr:value ISSUBSET '198.51.100.0/24']", "[url:value = 'https://evil.example/%E7%BD%A0?q=\\'x\\'']", "[file:name = 'it\\'s a \\\\ 罠.exe']"]) assert.ok(patterns.includes(pattern), `${pattern}: ${patterns}`);
  assert.ok(of("indicator").some((i) => i.valid_from === "2026-03-30T00:00:00.000Z"));
  assert.deepEqual([of("grouping")[0]!.object_refs.length, MARKINGS[of("grouping")[0]!.object_marking_refs[0]]], [30, "green"]);
});

test("who takes it twice has it once, and with notes when these are asked for", async () => {
  const { id } = await filled();
  const ids = (file: Json): string[] => file.objects.map((o: Json) => o.id);
  const [one, two] = [await leave(id, "stix", { tlp: "green" }), await leave(id, "stix", { tlp: "red", notes: true })];
  checkBundle(two.file);
  assert.deepEqual([two.exported, two.left], ["13", "1"]);
  assert.deepEqual(ids(one.file).filter((i) => !ids(two.file).includes(i)), []);
  assert.ok(two.text.includes("メモ"));
  const another = await leave((await filled()).id, "stix", { tlp: "green" });
  const shared = ids(another.file).filter((i) => ids(one.file).includes(i)).map((i) => i.split("--")[0]);
  assert.deepEqual([...new Set(shared)].filter((t) => ["indicator", "relationship", "grouping"].includes(t!)), [], "those of another case are others");
  assert.ok(shared.includes("ipv4-addr") && shared.includes("identity"));
});

test("an event of MISP has types, categories and tags, and is for who takes it in only", async () => {
  const { id, number } = await filled();
  const { file, exported, left } = await leave(id, "misp", { tlp: "amber_strict", notes: true });
  const { Event } = file;
  assert.deepEqual([exported, left, Event.date, Event.distribution, Event.published, Event.threat_level_id, Event.analysis], ["12", "2", "2026-04-02", "0", false, "4", "1"]);
  assert.ok(Event.info.startsWith(number) && !Event.info.includes("題名"));
  assert.deepEqual(Event.Tag, [{ name: "tlp:amber+strict" }]);
  const kinds = Event.Attribute.map((a: Json) => `${a.category}|${a.type}|${a.to_ids}`);
  for (const kind of ["Network activity|url|true", "Network activity|ip-dst|true", "Network activity|domain|true", "Payload delivery|email-src|true", "Payload delivery|sha256|true", "Payload delivery|md5|true", "Payload delivery|sha1|true", "Payload delivery|filename|true", "Other|other|false"]) assert.ok(kinds.includes(kind), kind);
  for (const a of Event.Attribute) {
    assert.match(a.uuid, /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    assert.match(a.timestamp, /^\d{10}$/);
    assert.deepEqual([a.Tag.length, a.distribution], [1, "5"]);
  }
  assert.equal(new Set(Event.Attribute.map((a: Json) => a.uuid)).size, 12);
  assert.equal(Event.Attribute.find((a: Json) => a.value === "192.0.2.99").Tag[0].name, "tlp:amber+strict");
});

test("what the case has marked above the class, or for some only, does not leave by this way either", async () => {
  const { id } = await filled();
  const piece = (value: string, tlp: string, allowed: string[] = []): Promise<Json> => csirt.client.post(`/incidents/${id}/pieces`, { title: "接続先", value, tlp, ...(allowed.length > 0 ? { allowed } : {}) }, 201);
  await piece("c2.evil.example", "amber");
  await csirt.client.refused("POST", `/incidents/${id}/iocs/stix`, 422, { json: { tlp: "green" }, pointer: "/tlp" });
  await leave(id, "misp", { tlp: "amber" });
  await piece("メモ", "red");
  await csirt.client.refused("POST", `/incidents/${id}/iocs/misp`, 422, { json: { tlp: "amber", notes: true }, pointer: "/notes" });
  await leave(id, "misp", { tlp: "amber" });
});

test("only those who deal with the case send it out, a confidential one only its readers, and it is on record", async () => {
  const { id } = await filled();
  for (const format of ["stix", "misp"]) {
    await manager.refused("POST", `/incidents/${id}/iocs/${format}`, 403, { json: { tlp: "green" } });
    await csirt.client.refused("POST", `/incidents/${id}/iocs/${format}`, 422, { json: { tlp: "white" }, pointer: "/tlp" });
  }
  await leave(id, "stix", { tlp: "green" });
  const entry = (await csirt.client.get(`/incidents/${id}/history`)).items.find((e: Json) => e.action === "ioc_export");
  assert.deepEqual([entry.after.format, entry.after.tlp, entry.after.exported, entry.after.left_out, entry.after.sha256.length], ["stix", "green", 10, 4, 64]);
  const { status, text } = await csirt.client.call("PUT", `/incidents/${id}/readers`, { json: { confidential: true, people: [csirt.person], roles: [] }, etag: "*" });
  assert.equal(status, 200, text);
  await other.client.refused("POST", `/incidents/${id}/iocs/stix`, 404, { json: { tlp: "green" } });
  await other.client.refused("POST", `/incidents/${id}/iocs/misp`, 404, { json: { tlp: "green" } });
  await leave(id, "misp", { tlp: "green" });
});

test("nothing leaves where nothing may, and an exercise says that it is one", async () => {
  const { id } = await incident();
  await csirt.client.refused("POST", `/incidents/${id}/iocs/stix`, 409, { json: { tlp: "red" } });
  await add(id, "192.0.2.1", "red");
  await csirt.client.refused("POST", `/incidents/${id}/iocs/misp`, 409, { json: { tlp: "amber_strict" } });
  const drill = await filled({ drill: true });
  const { file } = await leave(drill.id, "stix", { tlp: "green" });
  checkBundle(file);
  assert.ok(file.objects.filter((o: Json) => o.type === "indicator" || o.type === "grouping").every((o: Json) => o.labels[0] === "exercise"));
  const misp = (await leave(drill.id, "misp", { tlp: "green" })).file.Event;
  assert.ok(misp.info.startsWith("EXERCISE ") && misp.Attribute.every((a: Json) => a.to_ids === false));
});
