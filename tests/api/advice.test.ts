// What answers show by rules: marks, what to ask, what could be told, the next step.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Json } from "../support/client.ts";
import { setUp, signedInAs } from "../support/people.ts";
import { startServer } from "../support/server.ts";
import { answerForty, FORTY, makeShops, newestVersion, openCampaign, put } from "../support/sheet.ts";

const server = await startServer();
const ciso = await setUp(server);
const shops = await makeShops(ciso);
const check = await openCampaign(ciso, (await newestVersion(ciso, "kaname-supplier-check")).id, [shops.east]);
const at = `/responses/${check.responses[shops.east]!.id}`;
const marks = (advice: Json): string[] => advice.marks.map((m: Json) => `${m.item} ${m.mark}`);

test("an answer by which a measure is missing is marked, with a question and advice in both languages", async () => {
  const shop = await signedInAs(ciso, "manager", shops.east);
  assert.deepEqual(await ciso.get(`${at}/advice`).then((a) => [a.grade, a.marks]), ["none", []]);
  await put(shop, at.split("/")[2]!, "1-1", { value: "have" });
  await put(shop, at.split("/")[2]!, "1-3", { value: "none" });
  assert.equal((await ciso.get(`${at}/advice`)).grade, "watch");
  await put(shop, at.split("/")[2]!, "2-4", { value: "none" });
  const advice = await ciso.get(`${at}/advice`);
  assert.equal(advice.grade, "concern");
  assert.deepEqual(marks(advice), ["1-3 watch", "2-4 concern"]);
  const last = advice.marks[1];
  for (const text of [last.says, last.ask, last.advice]) assert.deepEqual(Object.keys(text).sort(), ["en", "ja"]);
  const keys = advice.services.map((s: Json) => s.key);
  assert.ok(last.services.length > 0 && last.services.every((s: string) => keys.includes(s)));
  assert.equal(advice.marks[0].ask ?? null, null);
});

test("what is not asked is not marked", async () => {
  const shop = await signedInAs(ciso, "manager", shops.east);
  const id = at.split("/")[2]!;
  await put(shop, id, "1-4", { value: "yes" });
  await put(shop, id, "1-5", { value: "none" });
  assert.ok(marks(await ciso.get(`${at}/advice`)).includes("1-5 concern"));
  await shop.put(`${at}/answers/1-4`, { value: "no" }, "*");
  assert.ok(!marks(await ciso.get(`${at}/advice`)).includes("1-5 concern"));
});

test("a sheet without rules has next steps alone", async () => {
  const forty = await openCampaign(ciso, (await newestVersion(ciso, FORTY)).id, [shops.west]);
  const id = forty.responses[shops.west]!.id;
  await answerForty(ciso, id, "5".repeat(39) + "2");
  const advice = await ciso.get(`/responses/${id}/advice`);
  assert.deepEqual([advice.grade, advice.marks, advice.services], [null, [], []]);
  assert.deepEqual(advice.steps.map((s: Json) => s.item), ["10-3"]);
  const sheet = await ciso.get(`/sheet-versions/${(await ciso.get(`/responses/${id}`)).sheet_version.id}/document`);
  assert.deepEqual(advice.steps[0].next, sheet.items.at(-1).levels[2]);
});

test("marks are for who runs security and for auditors, within their units", async () => {
  for (const role of ["security", "auditor"] as const) await (await signedInAs(ciso, role)).get(`${at}/advice`);
  await (await signedInAs(ciso, "manager", shops.east)).refused("GET", `${at}/advice`, 403);
  await (await signedInAs(ciso, "security", shops.west)).refused("GET", `${at}/advice`, 404);
});
