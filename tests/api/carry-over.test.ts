// "Assess once": mappings between frameworks, and answers offered from an accepted response to one sheet
// to a response to another. An offer is no answer until a person takes it.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Json } from "../support/client.ts";
import { setUp, signedInAs } from "../support/people.ts";
import { startServer } from "../support/server.ts";
import { answerForty, FORTY, importSheet, makeShops, newestVersion, openCampaign, put, smallSheet, step } from "../support/sheet.ts";

const server = await startServer();
const ciso = await setUp(server);
const shops = await makeShops(ciso);
const shop = await signedInAs(ciso, "manager", shops.east);
const auditor = await signedInAs(ciso, "auditor");

const text = (en: string): object => ({ en, ja: `「${en}」` });
const MAPPING = {
  format: "kaname-mapping/1",
  key: "forty-small",
  version: "1",
  publisher: "テスト商店",
  wording: "own",
  name: text("Forty to small"),
  from: FORTY,
  to: "small",
  pairs: [
    { from: "2-2", to: "a-1", relation: "equal", note: text("roles") },
    { from: "5-6", to: "a-2", relation: "superset" },
    { from: "5-10", to: "a-2", relation: "intersect" },
    { from: "6-3", to: "B.1", relation: "intersect", strength: 7 },
    { from: "1-1", to: "b-3", relation: "intersect" },
    { from: "1-2", to: "no-such", relation: "equal" },
  ],
};

const take = async (file: unknown, status = 200, query = ""): Promise<Json> => {
  const answer = await ciso.call("POST", `/sheets/import?name=m.json${query}`, { body: typeof file === "string" ? file : JSON.stringify(file) });
  assert.equal(answer.status, status, answer.text);
  return answer.json;
};

test("the program's own mappings are there, marked as whose they are", async () => {
  const { items } = await shop.get("/mappings");
  assert.deepEqual(items.map((m: Json) => m.key), ["csm40-nist-csf-2.0", "csm40-sme25", "csm40-star3"]);
  assert.ok(items.every((m: Json) => m.built_in && m.publisher === "Kaname" && m.wording === "own" && m.pairs === undefined));
  const { items: some } = await shop.get("/mappings?sheet=kaname-sme25&pairs=true");
  assert.deepEqual(some.map((m: Json) => [m.key, m.pairs.length]), [["csm40-sme25", 28]]);
});

test("of a framework that is not here the coverage is told by its functions", async () => {
  const csf = await shop.get("/mappings/csm40-nist-csf-2.0");
  assert.equal(csf.pairs.length, 123);
  assert.equal(csf.from_side.known, "sheet");
  assert.equal(csf.to_side.known, "reference");
  assert.deepEqual(csf.to_side.groups.map((g: Json) => g.key), ["GV", "ID", "PR", "DE", "RS", "RC"]);
  assert.equal(csf.to_side.groups[0].name.ja, "統治");
  assert.equal(csf.to_side.items.length, 106);
  assert.deepEqual(csf.to_side.items.filter((i: Json) => i.relation === null).map((i: Json) => i.key), ["GV.RM-07", "GV.SC-10", "PR.AA-06", "PR.IR-02", "PR.IR-04", "DE.CM-02"]);
  const counted = csf.to_side.groups.reduce((n: number, g: Json) => n + g.equal + g.superset + g.subset + g.intersect, 0);
  assert.equal(counted, 100);
  assert.equal(csf.from_side.groups.length, 10);
  assert.deepEqual([csf.from_side.unknown, csf.to_side.unknown], [0, 0]);
  const document = await shop.get("/mappings/csm40-nist-csf-2.0/document");
  assert.equal(document.format, "kaname-mapping/1");
});

test("a mapping is imported like a framework, replaced by its key, deleted; the program's own are not", async () => {
  await importSheet(ciso, smallSheet());
  const dry = await take(MAPPING, 200, "&dry_run=true");
  assert.deepEqual(dry.mappings, [{ added: true, key: "forty-small", from: FORTY, to: "small", pairs: 6 }]);
  await ciso.refused("GET", "/mappings/forty-small", 404);
  await take(MAPPING);
  assert.equal((await take(MAPPING)).mappings[0].added, false);
  assert.equal((await take({ ...MAPPING, version: "2" })).mappings[0].added, true);
  const mapping = await ciso.get("/mappings/forty-small");
  assert.deepEqual([mapping.version, mapping.built_in, mapping.to_side.unknown, mapping.to_side.items.length], ["2", false, 1, 8]);
  assert.deepEqual(mapping.to_side.items.filter((i: Json) => i.relation).map((i: Json) => [i.key, i.relation]), [["a-1", "equal"], ["a-2", "superset"], ["b-1", "intersect"], ["b-3", "intersect"]]);
  assert.equal(mapping.from_side.items.find((i: Json) => i.key === "5-6").relation, "subset");
  await take({ ...MAPPING, key: "csm40-sme25" }, 409);
  const twice = await take({ ...MAPPING, pairs: [...MAPPING.pairs, MAPPING.pairs[0]] }, 422);
  assert.equal(twice.errors[0].pointer, "/pairs/6");
  await ciso.refused("DELETE", "/mappings/csm40-sme25", 403);
  await shop.refused("DELETE", "/mappings/forty-small", 403);
  await take({ ...MAPPING, key: "other" });
  await ciso.delete("/mappings/other", undefined, 204);
  await ciso.refused("GET", "/mappings/other", 404);
});

test("a mapping set of a CISO Assistant library comes in", async () => {
  const pair = (from: string, to: string, relation: string): string =>
    `    - {source_requirement_urn: "urn:x:risk:req_node:kaname-csm40:${from}", target_requirement_urn: "urn:x:risk:req_node:small:${to}", relationship: ${relation}}`;
  const library = [
    "urn: urn:x:risk:library:map",
    "locale: en",
    "version: 1",
    "provider: P",
    "name: Map",
    "objects:",
    "  requirement_mapping_set:",
    "    urn: urn:x:risk:req_mapping_set:map-x",
    "    source_framework_urn: urn:x:risk:framework:kaname-csm40",
    "    target_framework_urn: urn:x:risk:framework:small",
    "    requirement_mappings:",
    pair("3-1", "a.1", "subset"),
    pair("3-2", "a.1", "not_related"),
  ].join("\n");
  const { mappings, sheets, report } = await take(library);
  assert.deepEqual([mappings.length, sheets.length, mappings[0].pairs], [1, 0, 1]);
  assert.deepEqual(report.rows.map((r: Json) => r.code), ["mapping_unrelated", "mapping_taken"]);
  const mapping = await ciso.get("/mappings/map-x");
  assert.equal(mapping.to_side.unknown, 0, "a.1 is the a-1 of the sheet");
  await ciso.delete("/mappings/map-x", undefined, 204);
});

test("what was accepted elsewhere is offered, and counts for nothing until it is taken", async () => {
  const forty = await openCampaign(ciso, (await newestVersion(ciso, FORTY)).id, [shops.east]);
  const small = await openCampaign(ciso, (await newestVersion(ciso, "small")).id, [shops.east, shops.west]);
  const first: Json = forty.responses[shops.east];
  const second: Json = small.responses[shops.east];
  const offers = `/responses/${second.id}/carry-over`;
  await answerForty(shop, first.id, "4".repeat(40));
  await put(shop, first.id, "5-6", { value: 5 }, '"1"');
  await step(shop, first.id, "submit");
  assert.deepEqual((await shop.get(offers)).offers, [], "nothing is offered before it is accepted");
  await step(ciso, first.id, "accept");

  const carry = await shop.get(offers);
  assert.equal(carry.may, true);
  assert.deepEqual(carry.sources.map((s: Json) => [s.response, s.sheet, s.campaign]), [[first.id, FORTY, forty.campaign.name]]);
  assert.deepEqual(
    carry.offers.map((o: Json) => [o.item, o.value, o.sure, o.plain]),
    [["a-1", 4, "high", true], ["a-2", "monthly", "middle", false], ["b-1", "yes", "low", false]],
  );
  const [origin] = carry.offers[0].origins;
  assert.deepEqual([origin.item, origin.value, origin.relation, origin.mapping, origin.note.ja], ["2-2", 4, "equal", "forty-small", "「roles」"]);
  assert.equal(carry.offers[1].origins.length, 2);
  const before = await shop.get(`/responses/${second.id}`);
  assert.deepEqual([before.answered, before.answers], [0, []], "an offer is no answer");
  assert.deepEqual((await ciso.get(`/responses/${small.responses[shops.west].id}/carry-over`)).offers, [], "each unit has its own");

  const changed = await shop.refused("POST", offers, 409, { json: { items: [{ item: "a-2", value: "yearly" }] } });
  assert.equal(changed.errors?.[0]?.pointer, "/items/0");
  assert.equal((await shop.post(offers, {}, 200)).copied, 1, "only the same");
  const taken = await shop.post(offers, { items: [{ item: "b-1", value: "yes" }] }, 200);
  assert.deepEqual([taken.copied, taken.answered], [1, 2]);
  assert.ok(!taken.hidden.includes("b-2"), "what it opens is asked");
  const after = await shop.get(offers);
  assert.deepEqual(after.offers.map((o: Json) => o.item), ["a-2"]);
  assert.deepEqual(after.carried.map((m: Json) => [m.item, m.from[0].item, m.from[0].campaign]), [["a-1", "2-2", forty.campaign.name], ["b-1", "6-3", forty.campaign.name]]);
  await auditor.refused("POST", offers, 403, { json: {} });
  assert.deepEqual((await auditor.get(offers)).offers, [], "nothing is offered to one who cannot answer");
  assert.equal((await auditor.get(offers)).carried.length, 2);

  await put(shop, second.id, "a-1", { value: 2 }, `"${taken.answers.find((a: Json) => a.item === "a-1").version}"`);
  assert.deepEqual((await shop.get(offers)).carried.map((m: Json) => m.item), ["b-1"], "judged anew, it is nobody's but one's own");
  const history = await ciso.get(`/responses/${second.id}/history`);
  assert.equal(history.items.filter((h: Json) => h.action === "carry_over").length, 2);
});
