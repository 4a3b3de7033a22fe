// Mini practice 6 (check item 6-3), as an educational institution does it: what no outside rating covers is judged
// by oneself, but by an outside framework, so that every unit's score is seen by the same measure. The
// framework is NIST CSF 2.0 by its published identifiers; what was answered on the forty items is not asked
// again. The source gives no figures for this practice but the number of its check item and of the items, 40.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import type { Client, Json } from "../support/client.ts";
import { setUp, signedInAs } from "../support/people.ts";
import { startServer } from "../support/server.ts";
import { answerForty, FORTY, makeShops, newestVersion, openCampaign, put, step } from "../support/sheet.ts";

const server = await startServer();
const ciso = await setUp(server);
const units = await makeShops(ciso);
const east = await signedInAs(ciso, "manager", units.east);
const west = await signedInAs(ciso, "manager", units.west);
const auditor = await signedInAs(ciso, "auditor");

const REFERENCE = JSON.parse(readFileSync("catalog/references/nist-csf-2.0.json", "utf8"));
const keys: string[] = REFERENCE.keys;
const functions = ["GV", "ID", "PR", "DE", "RS", "RC"];

// The framework as CISO Assistant publishes it: URNs in small letters, a node a function and one a
// subcategory; its texts are the publisher's, here the identifiers stand for them.
function library(): string {
  const node = (key: string, parent: string | null, assessable: boolean): string[] => [
    `    - urn: urn:intuitem:risk:req_node:nist-csf-2.0:${key.toLowerCase()}`,
    ...(parent ? [`      parent_urn: urn:intuitem:risk:req_node:nist-csf-2.0:${parent.toLowerCase()}`] : []),
    `      ref_id: ${key}`,
    `      name: ${key}`,
    `      assessable: ${assessable}`,
    `      depth: ${parent ? 2 : 1}`,
  ];
  return [
    "urn: urn:intuitem:risk:library:nist-csf-2.0",
    "locale: en",
    "ref_id: NIST-CSF-2.0",
    "name: NIST CSF v2.0",
    "version: 3",
    "provider: NIST",
    "copyright: Public domain",
    "objects:",
    "  framework:",
    "    urn: urn:intuitem:risk:framework:nist-csf-2.0",
    "    ref_id: NIST-CSF-2.0",
    "    name: NIST CSF v2.0",
    "    requirement_nodes:",
    ...functions.flatMap((f) => node(f, null, false)),
    ...keys.flatMap((k) => node(k, k.slice(0, 2), true)),
  ].join("\n");
}

let framework: Json; // its sheet version
let forty: Json;
let campaign: Json;
let responses: Record<string, Json>;

const carryOf = (client: Client, unit: string): Promise<Json> => client.get(`/responses/${responses[unit]!.id}/carry-over`);

test("the practice stands at its check item, 6-3", async () => {
  const version = await newestVersion(ciso, FORTY);
  const document = await ciso.get(`/sheet-versions/${version.id}/document`);
  assert.equal(document.items.length, 40);
  assert.ok(document.items.find((i: Json) => i.key === "6-3").practices.includes("M6"));
});

test("the outside framework comes in from its published file and reports what it could not hold", async () => {
  const answer = await ciso.call("POST", "/sheets/import?name=nist-csf-2.0.yaml", { body: library() });
  assert.equal(answer.status, 200, answer.text);
  framework = answer.json.sheets[0].version;
  assert.deepEqual([framework.n_items, framework.n_sections, framework.publisher], [106, 6, "NIST"]);
  const mapping = await ciso.get("/mappings/csm40-nist-csf-2.0");
  assert.equal(mapping.to_side.known, "sheet");
  assert.equal(mapping.to_side.unknown, 0);
  assert.equal(mapping.to_side.items.filter((i: Json) => i.relation).length, 100);
  assert.ok(mapping.built_in && mapping.wording === "own", "the crosswalk is marked as our own judgement");
});

test("each unit has answered the forty items, and they are accepted", async () => {
  forty = await openCampaign(ciso, (await newestVersion(ciso, FORTY)).id, [units.east, units.west]);
  for (const [client, unit, levels] of [[east, units.east, "5".repeat(40)], [west, units.west, "2".repeat(40)]] as const) {
    const { id } = forty.responses[unit]!;
    await answerForty(client, id, levels);
    await step(client, id, "submit");
    await step(ciso, id, "accept");
  }
});

test("assessed once: by unit, the outside framework is offered what is known, and nothing counts before it is confirmed", async () => {
  ({ campaign, responses } = await openCampaign(ciso, framework.id, [units.east, units.west]));
  const carry = await carryOf(east, units.east);
  assert.equal(carry.offers.length, 100, "every subcategory that the crosswalk reaches");
  assert.deepEqual(carry.sources.map((s: Json) => s.response), [forty.responses[units.east]!.id]);
  const by = (sure: string): number => carry.offers.filter((o: Json) => o.sure === sure).length;
  assert.equal(by("high"), 1);
  assert.ok(by("middle") > 0 && by("low") > 0);
  const before = await east.get(`/responses/${responses[units.east]!.id}`);
  assert.equal(before.answered, 0);
  assert.equal(before.missing.length, 106);
  await assert.rejects(() => step(east, responses[units.east]!.id, "submit"), /422/);
});

test("what asks for the same is taken at once, the rest one by one, what the crosswalk does not reach is judged", async () => {
  for (const [client, unit] of [[east, units.east], [west, units.west]] as const) {
    const { id } = responses[unit]!;
    assert.equal((await client.post(`/responses/${id}/carry-over`, {}, 200)).copied, 1);
    for (const offer of (await carryOf(client, unit)).offers) await client.post(`/responses/${id}/carry-over`, { items: [{ item: offer.item, value: offer.value }] }, 200);
    const { missing } = await client.get(`/responses/${id}`);
    assert.deepEqual(missing, keys.filter((k) => ["GV.RM-07", "GV.SC-10", "PR.AA-06", "PR.IR-02", "PR.IR-04", "DE.CM-02"].includes(k)));
    const document = await client.get(`/sheet-versions/${framework.id}/document`);
    const worst = document.items[0].options.find((o: Json) => o.points === 0).key;
    for (const item of missing) await put(client, id, item, { value: worst });
    await step(client, id, "submit");
  }
});

test("every unit's score is seen by the same measure, and where each answer came from stays to be seen", async () => {
  const scores = async (unit: string): Promise<Json> => (await ciso.get(`/responses/${responses[unit]!.id}`)).scores;
  const [good, poor] = [await scores(units.east), await scores(units.west)];
  assert.deepEqual(good.sections.map((s: Json) => s.section), functions, "by function of the framework");
  assert.ok(good.tenths > poor.tenths, `${good.tenths} and ${poor.tenths}`);
  assert.equal(poor.tenths, 0, "what is only written down is none of its outcomes");
  const carried = (await carryOf(auditor, units.east)).carried;
  assert.equal(carried.length, 100);
  assert.ok(carried.every((m: Json) => m.from.every((f: Json) => f.mapping === "csm40-nist-csf-2.0" && f.sheet === FORTY)));
});

test("an auditor gives a second opinion by the same criteria, and the differences are listed", async () => {
  const { id } = responses[units.east]!;
  const document = await auditor.get(`/sheet-versions/${framework.id}/document`);
  const worst = document.items[0].options.find((o: Json) => o.points === 0).key;
  await auditor.put(`/responses/${id}/second-answers/GV.OV-01`, { value: worst, comment: "見直しの記録がない。" });
  const { differences } = await ciso.get(`/campaigns/${campaign.id}/claims`);
  assert.deepEqual(differences.map((d: Json) => [d.unit.id, d.key]), [[units.east, "GV.OV-01"]]);
});
