// Holds a bundle to the rules of STIX 2.1 (OASIS Standard, 10 June 2021) that concern what we write: common properties (§3.2), required ones of each object,
// ids of observables (§2.9), references that lead somewhere, patterns (§9), and TLP 2.0 by the markings that OASIS published.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import type { Json } from "./client.ts";

const UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}";
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const TLP_2 = "extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d";
export const MARKINGS: Record<string, string> = {
  "marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487": "clear",
  "marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb": "green",
  "marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421": "amber",
  "marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003": "amber+strict",
  "marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1": "red",
};
const COMMON = ["type", "spec_version", "id", "object_marking_refs", "labels", "extensions"];
const MADE = ["created", "modified"];
const OBSERVABLES = ["file", "ipv4-addr", "ipv6-addr", "url", "email-addr", "domain-name"];
// must, may: beyond those in common.
const OBJECTS: Record<string, { must: string[]; may: string[] }> = {
  identity: { must: [...MADE, "name", "identity_class"], may: [] },
  "marking-definition": { must: ["created", "name"], may: [] },
  grouping: { must: [...MADE, "context", "object_refs"], may: ["name", "created_by_ref"] },
  indicator: { must: [...MADE, "pattern", "pattern_type", "valid_from"], may: ["name", "description", "indicator_types", "created_by_ref"] },
  relationship: { must: [...MADE, "relationship_type", "source_ref", "target_ref"], may: ["created_by_ref"] },
  file: { must: [], may: ["name", "hashes"] },
  ...Object.fromEntries(OBSERVABLES.filter((o) => o !== "file").map((o) => [o, { must: ["value"], may: [] }])),
};

export function uuid5(space: string, name: string): string {
  const hash = createHash("sha1").update(Buffer.from(space.replaceAll("-", ""), "hex")).update(name).digest();
  hash[6] = (hash[6]! & 0x0f) | 0x50;
  hash[8] = (hash[8]! & 0x3f) | 0x80;
  return hash.toString("hex", 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

// One comparison in brackets, as the grammar of §9 has it; gives its path and its string as read.
function readPattern(pattern: string): { path: string; value: string } {
  const m = /^\[([a-z0-9-]+:[a-z]+(?:\.(?:[A-Z0-9]+|'[A-Z0-9-]+'))?) (?:=|ISSUBSET) '((?:[^'\\]|\\['\\])*)'\]$/.exec(pattern);
  assert.ok(m, `a pattern that cannot be read: ${pattern}`);
  return { path: m[1]!, value: m[2]!.replace(/\\(['\\])/g, "$1") };
}

function checkObservable(o: Json): void {
  const made = o.type === "file" ? (o.hashes ? { hashes: o.hashes } : { name: o.name }) : { value: o.value };
  assert.equal(o.id, `${o.type}--${uuid5("00abedb4-aa42-466c-9c23-fed23a9adfcf", JSON.stringify(made))}`, "the id follows from the value");
  for (const [kind, sum] of Object.entries<string>(o.hashes ?? {})) assert.match(sum, { MD5: /^[0-9a-f]{32}$/, "SHA-1": /^[0-9a-f]{40}$/, "SHA-256": /^[0-9a-f]{64}$/ }[kind]!);
  if (o.type === "url") assert.match(o.value, /^[\x21-\x7e]+$/);
}

function checkObject(o: Json, ids: Map<string, Json>): void {
  const rule = OBJECTS[o.type];
  assert.ok(rule, `no such object: ${o.type}`);
  assert.match(o.id, new RegExp(`^${o.type}--${UUID}$`));
  assert.equal(o.spec_version, "2.1");
  for (const key of rule.must) assert.ok(key in o, `${o.type} without ${key}`);
  for (const [key, value] of Object.entries<Json>(o)) {
    assert.ok([...COMMON, ...rule.must, ...rule.may].includes(key), `${o.type}.${key}`);
    assert.ok(value !== null && value !== "" && !(Array.isArray(value) && value.length === 0), `${o.type}.${key} is empty`);
    if (["created", "modified", "valid_from"].includes(key)) assert.match(value, INSTANT);
    for (const ref of key.endsWith("_ref") ? [value] : key.endsWith("_refs") ? value : []) assert.ok(ids.has(ref), `${o.type}.${key} leads nowhere: ${ref}`);
  }
  if (o.modified) assert.ok(o.modified >= o.created);
  for (const ref of o.object_marking_refs ?? []) assert.equal(ids.get(ref)!.type, "marking-definition");
  if (OBSERVABLES.includes(o.type)) checkObservable(o);
  if (o.type === "marking-definition") assert.deepEqual([o.extensions[TLP_2], o.created, o.name], [{ extension_type: "property-extension", tlp_2_0: MARKINGS[o.id] }, "2022-10-01T00:00:00.000Z", `TLP:${MARKINGS[o.id]!.toUpperCase()}`]);
  if (o.type === "indicator") assert.deepEqual([o.pattern_type, readPattern(o.pattern).path.split(":")[0]], ["stix", [...ids.values()].find((r) => r.type === "relationship" && r.source_ref === o.id)!.target_ref.split("--")[0]]);
}

export function checkBundle(bundle: Json): void {
  assert.deepEqual(Object.keys(bundle).sort(), ["id", "objects", "type"]);
  assert.match(bundle.id, new RegExp(`^bundle--${UUID}$`));
  const ids = new Map<string, Json>(bundle.objects.map((o: Json) => [o.id, o]));
  assert.equal(ids.size, bundle.objects.length, "each once");
  for (const o of bundle.objects) checkObject(o, ids);
}

export const patternValue = (pattern: string): string => readPattern(pattern).value;
