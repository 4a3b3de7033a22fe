// Sheets: built in, imported, exported, versions.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Json } from "../support/client.ts";
import { setUp, signedInAs } from "../support/people.ts";
import { startServer } from "../support/server.ts";
import { FORTY, importSheet, makeShops, newestVersion, openCampaign, smallSheet } from "../support/sheet.ts";

const server = await startServer();
const ciso = await setUp(server);
const member = await signedInAs(ciso, "member");

test("the forty items are built in, whole and in both languages", async () => {
  const list = await member.get("/sheets");
  const sheet = list.items.find((s: Json) => s.key === FORTY);
  assert.equal(sheet.built_in, true);
  assert.equal(sheet.newest.wording, "own");
  const whole = await member.get(`/sheet-versions/${sheet.newest.id}`);
  assert.deepEqual(whole.document.sections.map((s: Json) => whole.document.items.filter((i: Json) => i.section === s.key).length), [3, 3, 3, 5, 10, 3, 4, 3, 3, 3]);
  const item = whole.document.items.find((i: Json) => i.key === "2-2");
  assert.equal(item.levels.length, 5);
  assert.ok(item.text.ja && item.text.en && item.criteria[4].ja && item.evidence[0].en);
  assert.deepEqual(item.directives, ["2"]);
});

test("a built-in sheet cannot be deleted", async () => {
  const version = await newestVersion(ciso, FORTY);
  await ciso.refused("DELETE", `/sheet-versions/${version.id}`, 403);
});

test("an imported sheet comes back as it went in, and the same content makes no new version", async () => {
  const sheet = {
    ...smallSheet("round-trip"),
    basis: { ja: "社内の点検規程 第3条", en: "Article 3 of our own rules on checks" },
    section_name: { ja: "領域", en: "area" },
  };
  const first = await importSheet(ciso, sheet);
  assert.equal(first.no, 1);
  const document = await ciso.get(`/sheet-versions/${first.id}/document`);
  assert.deepEqual(document.items.map((i: Json) => i.key), sheet.items.map((i: Json) => i.key));
  assert.deepEqual(document.items[1].options, sheet.items[1].options);
  assert.deepEqual(document.items[4].applies, sheet.items[4].applies);
  assert.deepEqual([document.basis, document.section_name], [sheet.basis, sheet.section_name]);
  const again = await importSheet(ciso, document);
  assert.equal(again.id, first.id);
  sheet.items[0].text.en = "Level, said better";
  const second = await importSheet(ciso, sheet);
  assert.equal(second.no, 2);
  assert.equal(second.sheet.id, first.sheet.id);
  assert.notEqual(second.digest, first.digest);
  const versions = (await ciso.get(`/sheets/${first.sheet.id}`)).versions;
  assert.deepEqual(versions.map((v: Json) => v.no), [2, 1]);
});

test("a dry run tells what would come and keeps nothing", async () => {
  const answer = await ciso.call("POST", "/sheets/import?dry_run=true", { body: JSON.stringify(smallSheet("dry")) });
  assert.equal(answer.status, 200);
  assert.equal(answer.json.dry_run, true);
  assert.equal(answer.json.sheets[0].added, true);
  assert.equal(await newestVersion(ciso, "dry"), undefined);
});

test("a wrong sheet is refused with the place of every fault", async () => {
  const sheet = smallSheet("wrong");
  sheet.items[0].section = "nowhere";
  sheet.items[1].options[0].points = 99;
  sheet.items[4].applies.answers[0].item = "b-5";
  const problem = await ciso.refused("POST", "/sheets/import", 422, { body: JSON.stringify(sheet) });
  const pointers = problem.errors?.map((e) => e.pointer) ?? [];
  for (const wanted of ["/items/0/section", "/items/1/options/0/points", "/items/4/applies/answers/0/item"]) assert.ok(pointers.includes(wanted), `${wanted} in ${pointers}`);
  assert.ok(problem.errors?.every((e) => !e.message.startsWith("error.")));
  assert.equal(await newestVersion(ciso, "wrong"), undefined);
});

test("an unused version can be deleted, a used one cannot", async () => {
  const used = await importSheet(ciso, smallSheet("used"));
  const unused = await importSheet(ciso, smallSheet("unused"));
  await openCampaign(ciso, used.id, [(await ciso.get("/units?limit=1")).items[0].id]);
  await ciso.refused("DELETE", `/sheet-versions/${used.id}`, 409);
  await ciso.delete(`/sheet-versions/${unused.id}`);
  assert.equal(await newestVersion(ciso, "unused"), undefined);
});

test("only those who run security import sheets", async () => {
  await member.refused("POST", "/sheets/import", 403, { body: JSON.stringify(smallSheet("no")) });
});

test("a sheet that is not there answers 404", async () => {
  for (const path of ["/sheets/none", "/sheets/01939f3e-7b1c-7c3a-8f00-000000000001", "/sheet-versions/01939f3e-7b1c-7c3a-8f00-000000000001"]) await ciso.refused("GET", path, 404);
});

test("the list of sheets is paged, built-in ones first, and says how many campaigns use a sheet", async () => {
  for (const key of ["aa-page", "zz-page"]) await importSheet(ciso, smallSheet(key));
  const all = (await ciso.get("/sheets?limit=500")).items;
  const keys: string[] = [];
  let cursor = "";
  do {
    const page = await ciso.get(`/sheets?limit=2${cursor && `&cursor=${cursor}`}`);
    assert.ok(page.items.length <= 2);
    assert.equal(page.total, all.length);
    keys.push(...page.items.map((s: Json) => s.key));
    cursor = page.next ?? "";
  } while (cursor);
  assert.deepEqual(keys, all.map((s: Json) => s.key));
  const built = all.map((s: Json) => s.built_in);
  assert.deepEqual(built, [...built].sort((a, b) => Number(b) - Number(a)), "built-in ones come first");
  const sheet = all.find((s: Json) => s.key === "zz-page");
  assert.equal(sheet.campaigns, 0);
  const shops = await makeShops(ciso);
  await openCampaign(ciso, sheet.newest.id, [shops.east]);
  assert.equal((await ciso.get(`/sheets/${sheet.id}`)).campaigns, 1);
  await ciso.refused("GET", "/sheets?limit=0", 422);
  await ciso.refused("GET", "/sheets?cursor=01939f3e-7b1c-7c3a-8f00-0000000000ff", 422, { pointer: "/query/cursor" });
});
