// An auditor's second opinion beside the answers, and the hints that answers may be a matter of form.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Json } from "../support/client.ts";
import { setUp, signedInAs } from "../support/people.ts";
import { startServer } from "../support/server.ts";
import { answerForty, FORTY, makeShops, newestVersion, openCampaign, put, step } from "../support/sheet.ts";

const server = await startServer();
const ciso = await setUp(server);
const shops = await makeShops(ciso);
const auditor = await signedInAs(ciso, "auditor");
const shop = await signedInAs(ciso, "manager", shops.east);
const version = (await newestVersion(ciso, FORTY)).id;
const { campaign, responses } = await openCampaign(ciso, version, [shops.head, shops.east]);
const east: Json = responses[shops.east];
const second = `/responses/${east.id}/second-answers`;

test("there is no second opinion before there is a first", async () => {
  assert.deepEqual(await auditor.get(second), { may: false, items: [] });
  await auditor.refused("PUT", `${second}/2-2`, 409, { json: { value: 2 } });
});

test("the auditor answers the same items, the answers stay what they were", async () => {
  await answerForty(shop, east.id, "4".repeat(40));
  await step(shop, east.id, "submit");
  await shop.refused("PUT", `${second}/2-2`, 403, { json: { value: 2 } });
  await ciso.refused("PUT", `${second}/2-2`, 403, { json: { value: 2 } });
  await auditor.refused("PUT", `${second}/2-2`, 422, { json: { value: 6 }, pointer: "/value" });
  await auditor.refused("PUT", `${second}/99-9`, 404, { json: { value: 2 } });
  await auditor.put(`${second}/2-2`, { value: 2, comment: "評価の記録を見られなかった。" });
  const list = await auditor.put(`${second}/1-1`, { value: 4 });
  assert.deepEqual(list.items.map((a: Json) => [a.item, a.value]), [["1-1", 4], ["2-2", 2]]);
  const answers = (await shop.get(`/responses/${east.id}`)).answers;
  assert.equal(answers.find((a: Json) => a.item === "2-2").value, 4);
});

test("what differs is listed with the results, what agrees is not", async () => {
  const { differences } = await ciso.get(`/campaigns/${campaign.id}/claims`);
  assert.deepEqual(differences.map((d: Json) => [d.unit.id, d.key, d.claimed, d.second, d.comment]), [[shops.east, "2-2", 4, 2, "評価の記録を見られなかった。"]]);
  const head = await signedInAs(ciso, "manager", shops.head);
  assert.deepEqual(await head.get(`/campaigns/${campaign.id}/claims`), { unsupported: [], differences: [], hollow: [] });
});

test("claims that no record supports are listed by unit with what is missing", async () => {
  const { unsupported } = await ciso.get(`/campaigns/${campaign.id}/claims`);
  assert.ok(unsupported.length >= 15, `${unsupported.length}`);
  const roles = unsupported.find((u: Json) => u.key === "2-2");
  assert.deepEqual([roles.unit.id, roles.claimed, roles.supported], [shops.east, 4, null]);
  assert.deepEqual(roles.rules.map((r: Json) => r.level), [2, 3, 4]);
});

test("a second opinion is changed and taken back, each time on record", async () => {
  await auditor.put(`${second}/2-2`, { value: 3 });
  await auditor.delete(`${second}/2-2`, undefined, 200);
  await auditor.refused("DELETE", `${second}/2-2`, 404);
  const history = await auditor.get(`/responses/${east.id}/history`);
  assert.equal(history.items.filter((h: Json) => h.action === "second_opinion").length, 4);
  assert.deepEqual((await ciso.get(`/campaigns/${campaign.id}/claims`)).differences, []);
});

test("one high level everywhere without a word, in no time, is hinted at to the reviewer alone", async () => {
  const { items } = await ciso.get(`/responses/${east.id}/hints`);
  assert.deepEqual(items.map((h: Json) => h.hint), ["same_level", "bare_high", "fast"]);
  assert.deepEqual([items[0].n, items[0].of], [40, 40]);
  await auditor.get(`/responses/${east.id}/hints`);
  await shop.refused("GET", `/responses/${east.id}/hints`, 403);
});

test("answers copied from last time are hinted at, honest ones are not", async () => {
  await step(ciso, east.id, "accept");
  const next = await openCampaign(ciso, version, [shops.east], { period: "FY2027" });
  const again: Json = next.responses[shops.east];
  await shop.post(`/responses/${again.id}/copy-last`, {}, 200);
  const hints = async (): Promise<string[]> => (await ciso.get(`/responses/${again.id}/hints`)).items.map((h: Json) => h.hint);
  assert.ok((await hints()).includes("copied"));
  assert.ok(!(await hints()).includes("fast"), "copied at one stroke is not typed fast");
  for (const [i, key] of ["1-1", "1-2", "1-3", "2-1", "2-3"].entries()) await put(shop, again.id, key, { value: (i % 3) + 1, comment: "見直した。" }, "*");
  assert.ok(!(await hints()).includes("copied"));
});
