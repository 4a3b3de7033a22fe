// Sheets that are read by their total: points added up, bands, what does not apply.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Json } from "../support/client.ts";
import { setUp } from "../support/people.ts";
import { startServer } from "../support/server.ts";
import { FORTY, importSheet, makeShops, newestVersion, openCampaign, put, smallSheet, step } from "../support/sheet.ts";

const server = await startServer();
const ciso = await setUp(server);
const shops = await makeShops(ciso);
const self = (await newestVersion(ciso, "kaname-sme25")).id;

async function answerAll(response: string, of: (item: number) => unknown): Promise<void> {
  for (let item = 1; item <= 25; item++) await put(ciso, response, String(item), of(item));
}

const only = (results: Json, unit: string): Json => results.units.find((u: Json) => u.unit.id === unit);

test("the self-check of 25 items gives its total and band, by unit and for the company", async () => {
  const opened = await openCampaign(ciso, self, [shops.head, shops.east, shops.west]);
  const at = `/campaigns/${opened.campaign.id}/results`;
  const [head, east] = [opened.responses[shops.head]!.id, opened.responses[shops.east]!.id];
  await answerAll(head, () => ({ value: "done" }));
  await step(ciso, head, "submit");
  // 10 × 4, 10 × 2, 4 × −1 and a wireless LAN that is not used, which counts 4: 60
  await answerAll(east, (item) => (item === 9 ? { na_reason: "無線LANは使っていない" } : { value: item <= 11 ? "done" : item <= 21 ? "partly" : "unknown" }));
  await step(ciso, east, "submit");

  const results = await ciso.get(at);
  assert.deepEqual(results.section_name, { ja: "パート", en: "part" });
  const all = only(results, shops.head).total;
  assert.deepEqual([all.points, all.tenths, all.most, all.band.from], [100, 1000, 100, 100]);
  assert.ok(all.band.name.ja && all.band.name.en && all.band.advice.ja && all.band.advice.en);
  const half = only(results, shops.east).total;
  assert.deepEqual([half.points, half.most, half.band.from], [60, 100, 50]);
  assert.equal(only(results, shops.west).total, null); // has not answered
  assert.deepEqual([results.total.points, results.total.tenths, results.total.band.from], [80, 800, 70]);

  const issue = await ciso.post("/report-issues", { type: "assessment", campaign: opened.campaign.number, title: "自己診断", title_en: "Self-check" }, 201);
  const document = await ciso.get(`/report-issues/${issue.id}/document`); // a scale that begins below zero
  const figure = document.sections[0].blocks.flatMap((b: Json) => b.items ?? []).find((i: Json) => i.label?.ja === "合計点");
  assert.deepEqual([figure.value, figure.digits, figure.unit.ja, figure.note.en], [80, 0, "／100", "Mostly in place, with gaps"]);
});

test("a sheet without a total has none in its results", async () => {
  const opened = await openCampaign(ciso, (await newestVersion(ciso, FORTY)).id, [shops.head]);
  assert.equal((await ciso.get(`/campaigns/${opened.campaign.id}/results`)).total, null);
});

test("an imported total comes back as it went in, and a total with an open item is none", async () => {
  const sheet = smallSheet("with-total");
  sheet.total = { bands: [{ from: 10, name: { en: "Good", ja: "良好" } }, { from: 5, name: { en: "Fair", ja: "普通" }, advice: { en: "Go on", ja: "継続" } }] };
  const version = await importSheet(ciso, sheet);
  assert.deepEqual((await ciso.get(`/sheet-versions/${version.id}/document`)).total, sheet.total);
  const opened = await openCampaign(ciso, version.id, [shops.head]);
  const at = `/campaigns/${opened.campaign.id}/results`;
  const id = opened.responses[shops.head]!.id;
  await put(ciso, id, "a-1", { value: 2 });
  await put(ciso, id, "a-2", { value: "yearly" });
  await put(ciso, id, "b-1", { value: "no" });
  await step(ciso, id, "submit");
  assert.equal((await ciso.get(at)).total, null); // a-3 may stay open, but then there is no total
  await step(ciso, id, "withdraw");
  await put(ciso, id, "a-3", { na_reason: "not ours" });
  await step(ciso, id, "submit");
  // 2 × 2 + 3 + 1 of 2 × 5 + 5 + 5; what does not apply is left out of both
  const total = (await ciso.get(at)).total;
  assert.deepEqual([total.points, total.most, total.band.name.en], [8, 20, "Fair"]);
});

test("bands in a wrong order are refused at their place", async () => {
  const sheet = smallSheet("wrong-bands");
  sheet.total = { na: 9, bands: [{ from: 1, name: { en: "a" } }, { from: 2, name: { en: "b" } }] };
  const answer = await ciso.call("POST", "/sheets/import", { body: JSON.stringify(sheet) });
  assert.equal(answer.status, 422, answer.text);
  const text = answer.text;
  assert.ok(text.includes("/total/na") && text.includes("/total/bands/1/from"), text);
});
