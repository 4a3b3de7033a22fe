// Responses as Excel books: taken out, filled in, brought back; what is wrong, what was changed meanwhile.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Book } from "../support/book.ts";
import type { Client, Json } from "../support/client.ts";
import { setUp, signedInAs } from "../support/people.ts";
import { startServer } from "../support/server.ts";
import { answerForty, FORTY, importSheet, makeShops, newestVersion, openCampaign, put, smallSheet, step } from "../support/sheet.ts";

const server = await startServer();
const ciso = await setUp(server);
const shops = await makeShops(ciso);
const small = (await importSheet(ciso, smallSheet())).id as string;
const east = await signedInAs(ciso, "manager", shops.east);
const clerk = await signedInAs(ciso, "member", shops.east);
const west = await signedInAs(ciso, "manager", shops.west);
const auditor = await signedInAs(ciso, "auditor");
east.lang = "ja";

async function opened(version = small, more: object = {}): Promise<{ id: string; west: string; campaign: Json }> {
  const { campaign, responses } = await openCampaign(ciso, version, [shops.east, shops.west], more);
  return { id: responses[shops.east].id, west: responses[shops.west].id, campaign };
}

async function bookOf(id: string, client: Client = east, query = ""): Promise<Book> {
  const answer = await client.call("GET", `/responses/${id}/book${query}`);
  assert.equal(answer.status, 200, answer.text);
  assert.match(answer.headers.get("content-type") ?? "", /spreadsheetml/);
  assert.match(answer.headers.get("content-disposition") ?? "", /^attachment; .*\.xlsx/);
  return new Book(answer.bytes);
}

function form(book: Book | Blob): FormData {
  const data = new FormData();
  data.append("file", book instanceof Book ? book.blob() : book, "回答票.xlsx");
  return data;
}

async function bring(id: string, book: Book, query = "", client: Client = east): Promise<Json> {
  const answer = await client.call("POST", `/responses/${id}/book${query}`, { body: form(book) });
  assert.equal(answer.status, 200, answer.text);
  return answer.json;
}

const counts = (got: Json): number[] => [got.added, got.changed, got.cleared, got.unchanged, got.kept, got.conflicts, got.faults.length];
const values = async (id: string): Promise<Record<string, unknown>> =>
  Object.fromEntries((await east.get(`/responses/${id}`)).answers.map((a: Json) => [a.item, a.value ?? a.na_reason]));

test("every scale is filled in in Excel and comes back as it was meant", async () => {
  const { id } = await opened();
  const book = await bookOf(id);
  book.fill("a-1", 4, { comment: "規程と\n実施記録 <あり> & =1+1" });
  book.fill("a-2", "「monthly」");
  book.set(`E${book.line("a-3", "x")}`, "○");
  book.set(`E${book.line("a-3", "z")}`, "○");
  book.fill("b-1", "はい");
  book.fill("b-2", "有");
  book.fill("b-3", 12.5);
  book.fill("b-4", "=HYPERLINK(\"http://example\") という文字");
  book.fill("b-5", "令和8年11月21日");
  const seen = await bring(id, book);
  assert.deepEqual(counts(seen), [8, 0, 0, 0, 0, 0, 0], JSON.stringify(seen));
  assert.equal(seen.taken, false);
  assert.deepEqual(await values(id), {}, "looking at it takes nothing");
  assert.equal((await bring(id, book, "?take=all")).taken, true);
  assert.deepEqual(await values(id), { "a-1": 4, "a-2": "monthly", "a-3": ["x", "z"], "b-1": "yes", "b-2": "have", "b-3": 12.5, "b-4": "=HYPERLINK(\"http://example\") という文字", "b-5": "2026-11-21" });
  const a1 = (await east.get(`/responses/${id}`)).answers[0];
  assert.equal(a1.comment, "規程と\n実施記録 <あり> & =1+1");
  const again = await bookOf(id);
  assert.deepEqual(counts(await bring(id, again)), [0, 0, 0, 8, 0, 0, 0], "what left as it is comes back as it is");
  await step(east, id, "submit");
  await east.refused("POST", `/responses/${id}/book`, 409, { body: form(again) });
  await bookOf(id, auditor);
});

test("the book has drop-downs, protected texts, hints, last time's answers and the clarifications", async () => {
  const forty = (await newestVersion(ciso, FORTY)).id as string;
  const old = await opened(forty);
  await answerForty(east, old.id, "4".repeat(40));
  await step(east, old.id, "submit");
  await step(ciso, old.id, "accept");
  const made = await ciso.post("/campaigns", { name: "2027年度", sheet_version: forty, period: "FY2027", due: "2028-03-31", units: [{ unit: shops.east }] }, 201);
  await ciso.put(`/campaigns/${made.id}/supplements/2-2`, { text: { ja: "定期的とは年1回以上です。" } });
  await ciso.call("POST", `/campaigns/${made.id}/open`, { etag: (await ciso.call("GET", `/campaigns/${made.id}`)).headers.get("etag")! });
  const id = (await ciso.get(`/campaigns/${made.id}/responses`)).items[0].id;
  const book = await bookOf(id);
  const xml = book.part("xl/worksheets/sheet1.xml");
  assert.match(xml, /<sheetProtection/);
  assert.equal(xml.match(/<dataValidation [^>]*type="list"/g)?.length, 40);
  assert.match(book.part("xl/workbook.xml"), /name="kaname"[^>]*state="hidden"/);
  const cells = book.cells();
  const line = book.line("2-2");
  assert.match(cells[`C${line}`]!, /定期的とは年1回以上です。/);
  assert.equal(cells[`D${line}`], "4");
  assert.ok(cells[`B${line}`]!.includes("\n5  "), "five levels");
  assert.match(cells[`H${line}`]!, /[A-Za-z]{4}/, "the question in English");
  const english = (await bookOf(id, east, "?lang=en")).cells();
  assert.match(english[`B${line}`]!, /^[\x20-\x7e]/);
  assert.equal(english[`H${line}`], cells[`B${line}`], "and the other way round");
});

test("a wrong cell is named with its reason, and the rest waits for a yes", async () => {
  const { id } = await opened();
  const book = await bookOf(id);
  book.fill("a-1", 6);
  book.fill("a-2", "毎日");
  book.fill("b-1", "該当なし");
  book.fill("b-3", 101);
  book.fill("b-5", "来週");
  book.fill("b-4", "正しい回答");
  book.set(`E${book.line("a-3", "y")}`, "はてな");
  const seen = await bring(id, book);
  assert.deepEqual(counts(seen), [1, 0, 0, 1, 0, 0, 6], JSON.stringify(seen));
  const at = (item: string): Json => seen.faults.find((f: Json) => f.item === item);
  assert.equal(at("a-1").cell, `E${book.line("a-1")}`);
  assert.equal(at("a-1").sheet, "回答");
  assert.equal(at("b-1").cell, `F${book.line("b-1")}`);
  assert.equal(at("a-3").cell, `E${book.line("a-3", "y")}`);
  assert.equal(at("a-2").value, "毎日");
  assert.match(at("b-5").message, /日付/);
  const problem = await east.refused("POST", `/responses/${id}/book?take=all`, 422, { body: form(book), pointer: `回答!E${book.line("a-1")}` });
  assert.equal(problem.errors?.length, 6);
  assert.deepEqual(await values(id), {});
  assert.equal((await bring(id, book, "?take=valid")).added, 1);
  assert.deepEqual(await values(id), { "b-4": "正しい回答" });
});

test("formulas are not believed, whatever they once gave", async () => {
  const { id } = await opened();
  const book = await bookOf(id);
  book.fill("a-1", { formula: "2+2", value: 4 });
  book.fill("b-1", "はい");
  const seen = await bring(id, book, "?take=valid");
  assert.deepEqual(seen.faults.map((f: Json) => [f.cell, f.code]), [[`E${book.line("a-1")}`, "book_formula"]]);
  assert.deepEqual(await values(id), { "b-1": "yes" });
});

test("an answer that somebody changed meanwhile is shown and not overwritten unasked", async () => {
  const { id } = await opened();
  await put(east, id, "a-1", { value: 3 });
  await put(east, id, "b-1", { value: "no" });
  await put(east, id, "b-3", { value: 10 });
  const book = await bookOf(id);
  book.fill("a-1", 5);
  book.fill("b-3", null);
  book.fill("b-4", "Excelで追記");
  await put(clerk, id, "a-1", { value: 2, comment: "見直し" }, "*");
  await put(clerk, id, "b-1", { value: "yes" }, "*");
  const seen = await bring(id, book);
  assert.deepEqual(counts(seen), [1, 0, 1, 4, 1, 1, 0], JSON.stringify(seen));
  const conflict = seen.steps.find((s: Json) => s.change === "conflicts");
  assert.deepEqual([conflict.item, conflict.now.value, conflict.now.comment, conflict.book.value, conflict.version], ["a-1", 2, "見直し", 5, 2]);
  await east.refused("POST", `/responses/${id}/book?take=all`, 422, { body: form(book), pointer: `回答!E${book.line("a-1")}` });
  await bring(id, book, "?take=valid");
  assert.deepEqual(await values(id), { "a-1": 2, "b-1": "yes", "b-4": "Excelで追記" });
  await put(clerk, id, "a-1", { value: 1 }, "*");
  assert.equal((await bring(id, book, "?take=valid&overwrite=a-1:2")).conflicts, 1, "what was decided was another version");
  assert.equal((await bring(id, book, "?take=all&overwrite=a-1:3")).conflicts, 0);
  assert.equal((await values(id))["a-1"], 5);
  assert.deepEqual((await east.get(`/responses/${id}/answers/a-1/history`)).items.map((a: Json) => a.value), [1, 2, 3]);
});

test("a book of another assessment, unit or kind is refused with clear words", async () => {
  const one = await opened();
  const two = await opened();
  const problem = await east.refused("POST", `/responses/${two.id}/book`, 422, { body: form(await bookOf(one.id)) });
  assert.ok(problem.detail?.includes(one.campaign.number), problem.detail);
  const other = await east.refused("POST", `/responses/${one.id}/book`, 422, { body: form(await bookOf(one.west, ciso)) });
  assert.match(other.detail ?? "", /西店/);
  const altered = await bookOf(one.id);
  altered.set("E1", crypto.randomUUID(), 2);
  assert.match((await east.refused("POST", `/responses/${one.id}/book`, 422, { body: form(altered) })).detail ?? "", /版/);
  const torn = await bookOf(one.id);
  torn.set(`I${Object.keys(torn.cells()).find((name) => name.startsWith("I"))!.slice(1)}`, "x");
  assert.match((await east.refused("POST", `/responses/${one.id}/book`, 422, { body: form(torn) })).detail ?? "", /回答/);
  for (const text of ["番号,回答\r\na-1,3\r\n", "<html>"])
    assert.match((await east.refused("POST", `/responses/${one.id}/book`, 422, { body: form(new Blob([text])) })).detail ?? "", /Kaname/);
  await east.refused("POST", `/responses/${one.id}/book`, 400, { body: form(new Blob(["PK\x03\x04 broken"])) });
  const macro = await bookOf(one.id);
  macro.parts.push({ name: "xl/vbaProject.bin", data: Buffer.from("x") });
  await east.refused("POST", `/responses/${one.id}/book`, 400, { body: form(macro) });
});

test("only those who may answer bring a book back, only those who may read take one out", async () => {
  const { id } = await opened();
  const book = await bookOf(id, auditor);
  await auditor.refused("POST", `/responses/${id}/book`, 403, { body: form(book) });
  await west.refused("GET", `/responses/${id}/book`, 404);
  await west.refused("POST", `/responses/${id}/book`, 404, { body: form(book) });
});
