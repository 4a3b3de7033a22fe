// The slides of a report as a person gets them: made in the browser under its policy, readable by what reads
// .pptx, with the very texts of the report.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type Part, unzip } from "../support/book.ts";
import { visit, type Visitor } from "../support/browser.ts";
import type { Client, Json } from "../support/client.ts";
import { setUp, signedInAs } from "../support/people.ts";
import { document, HOSTILE, said } from "../support/report_document.ts";
import { startServer } from "../support/server.ts";
import { answerForty, FORTY, makeShops, newestVersion, openCampaign, step } from "../support/sheet.ts";

const server = await startServer();
const TITLE = "店舗の自己評価 結果報告";

let ciso: Client;
let president: Client;
let issue: Json;
const visitors: Visitor[] = [];

before(async () => {
  ciso = await setUp(server);
  president = await signedInAs(ciso, "executive");
  const shops = await makeShops(ciso);
  const opened = await openCampaign(ciso, (await newestVersion(ciso, FORTY)).id, [shops.head]);
  const id = opened.responses[shops.head].id;
  const manager = await signedInAs(ciso, "manager", shops.head);
  await answerForty(manager, id, "3".repeat(20) + "2".repeat(20));
  await step(manager, id, "submit");
  await step(ciso, id, "accept");
  issue = await ciso.post("/report-issues", { type: "assessment", campaign: opened.campaign.number, title: TITLE, confidentiality: "社外秘", confidentiality_en: "Confidential" }, 201);
});

after(async () => {
  for (const visitor of visitors) await visitor.context.close();
});

async function open(): Promise<Visitor> {
  const visitor = await visit(server, `/report-issues/${issue.number}`, {}, ciso);
  visitors.push(visitor);
  await visitor.page.getByRole("heading", { name: TITLE, level: 1 }).waitFor();
  await visitor.page.waitForLoadState("networkidle");
  return visitor;
}

const slidesOf = (visitor: Visitor, language: "日本語" | "英語"): Promise<{ name: string; bytes: Buffer }> => visitor.download(`スライド（.pptx）をダウンロード（${language}）`);

const textOf = (parts: Part[], name: string): string => {
  const part = parts.find((p) => p.name === name);
  assert.ok(part, `${name} is in the file`);
  return part.data.toString();
};
const named = (parts: Part[], pattern: RegExp): Part[] => parts.filter((p) => pattern.test(p.name));
const SLIDE = /^ppt\/slides\/slide\d+\.xml$/;
const CHART = /^ppt\/charts\/chart\d+\.xml$/;
const plain = (xml: string): string => xml.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&quot;/g, '"').replace(/&apos;/g, "'").replace(/&amp;/g, "&");
// The texts of cells: their runs joined.
const cellsOf = (parts: Part[]): string[] => named(parts, SLIDE).flatMap((p) => [...p.data.toString().matchAll(/<a:tc[ >][\s\S]*?<\/a:tc>/g)].map((cell) => plain([...cell[0].matchAll(/<a:t>([^<]*)<\/a:t>/g)].map((t) => t[1]).join(""))));

// Every part is XML, every reference leads to a part, every part has a type. Read by a browser's parser, on a page
// without a policy.
async function valid(visitor: Visitor, parts: Part[]): Promise<void> {
  const blank = await visitor.context.newPage();
  const texts = parts.filter((p) => /\.(xml|rels)$/.test(p.name)).map((p) => [p.name, p.data.toString()] as const);
  const faults = await blank.evaluate((all) => all.filter(([, text]) => new DOMParser().parseFromString(text, "application/xml").querySelector("parsererror") !== null).map(([name]) => name), texts);
  await blank.close();
  assert.deepEqual(faults, [], "parts that are no XML");
  const names = new Set(parts.map((p) => p.name));
  assert.equal(names.size, parts.length);
  for (const [name, text] of texts.filter(([n]) => n.endsWith(".rels")))
    for (const [, target = ""] of text.matchAll(/Target="([^"]*)"/g)) {
      assert.ok(!/^https?:/.test(target), `${name} leads out to ${target}`);
      const base = `https://x/${name.replace(/_rels\/[^/]*$/, "")}`;
      assert.ok(names.has(new URL(target, base).pathname.slice(1)), `${name}: no part ${target}`);
    }
  const types = textOf(parts, "[Content_Types].xml");
  for (const p of named(parts, /^ppt\/(slides|charts|notesSlides)\/[^/]+\.xml$/)) assert.ok(types.includes(`PartName="/${p.name}"`), `the type of ${p.name}`);
}

test("the draft's slides say so on every one, in Japanese and English, and the page's policy holds", async () => {
  const visitor = await open();
  for (const [language, draft, secret] of [["日本語", "下書き", "社外秘"], ["英語", "DRAFT", "Confidential"]] as const) {
    const file = await slidesOf(visitor, language);
    assert.match(file.name, new RegExp(`^${issue.number}_.*\\.pptx$`));
    const parts = unzip(file.bytes);
    await valid(visitor, parts);
    const slides = named(parts, SLIDE);
    assert.ok(slides.length > 5);
    for (const slide of slides) {
      const text = slide.data.toString();
      assert.ok(text.includes(`<a:t>${draft}</a:t>`) && text.includes(`<a:t>${secret}</a:t>`), slide.name);
      assert.match(text, new RegExp(`${draft}  ${secret}  \\d+ / ${slides.length}`));
    }
    assert.ok(named(parts, CHART).length >= 1, "native charts");
  }
  await visitor.look("report-slides");
  visitor.quiet();
});

test("an approved report's slides carry its digest; the same report gives the same bytes", async () => {
  const record = await ciso.get(`/report-issues/${issue.number}`);
  const answer = await president.call("POST", `/report-issues/${issue.number}/approval`, { json: { comment: "了承" }, etag: `"${record.version}"` });
  assert.equal(answer.status, 200, answer.text);
  const { digest } = await ciso.get(`/report-issues/${issue.number}`);
  const visitor = await open();
  const [first, second] = [await slidesOf(visitor, "日本語"), await slidesOf(visitor, "日本語")];
  assert.ok(first.bytes.equals(second.bytes));
  const parts = unzip(first.bytes);
  for (const slide of named(parts, SLIDE)) {
    assert.ok(slide.data.includes(digest), slide.name);
    assert.ok(!slide.data.includes("下書き"), slide.name);
  }
  const doc = await ciso.get(`/report-issues/${issue.number}/document?format=json`);
  const cells = new Set(cellsOf(parts));
  const results = doc.sections.find((s: Json) => s.key === "results").blocks.find((b: Json) => b.type === "table");
  for (const row of results.rows) {
    const name = typeof row.cells[0] === "string" ? row.cells[0] : row.cells[0].ja;
    assert.ok(cells.has(name), `the cell ${name}`);
  }
});

test("text that is hard on XML comes through, ten thousand characters too, and charts know gaps and zero", async () => {
  const visitor = await open();
  const doc = document();
  doc.title = said(`題${HOSTILE}`);
  doc.organisation = said(`社${HOSTILE}`);
  doc.author = { name: `作${HOSTILE}`, post: HOSTILE };
  for (const section of doc.sections) section.heading = said(`${section.heading.ja}${HOSTILE}`);
  const long = "長い説明です。".repeat(1430);
  doc.sections[2]?.blocks.push({ type: "table", caption: said(HOSTILE), columns: [{ label: said(HOSTILE) }], rows: [{ cells: [HOSTILE] }, { cells: [long] }] });
  for (const block of doc.sections[1]?.blocks ?? []) block.caption = said(HOSTILE);
  await visitor.page.route("**/document?format=json", (route) => route.fulfill({ contentType: "application/json", body: JSON.stringify(doc) }));
  const parts = unzip((await slidesOf(visitor, "日本語")).bytes);
  await valid(visitor, parts);
  const cells = cellsOf(parts);
  assert.ok(cells.includes("<&\"'>]]>\ufffd\ufffd😀\t終"));
  assert.ok(cells.join("").includes(long.slice(0, 300)));
  const charts = named(parts, CHART).map((p) => p.data.toString());
  assert.equal(charts.length, 3);
  assert.ok(charts.some((c) => c.includes("<c:lineChart>") && c.includes("2027年度")), "the trend is a native chart of lines");
  const radar = charts.find((c) => c.includes("<c:radarChart>")) ?? "";
  assert.ok(radar.includes("業界平均（見本）") && radar.includes('prstDash val="sysDot"') && radar.includes('symbol val="triangle"'));
  assert.ok(!radar.includes("<c:v></c:v>") && radar.includes('<c:pt idx="0"><c:v>2.8</c:v></c:pt><c:pt idx="2">'), "a missing level is a gap");
  const bars = charts.find((c) => c.includes("<c:barChart>")) ?? "";
  assert.ok(bars.includes("<c:v>0</c:v>"), "zero is a value");
  const book = unzip(parts.find((p) => p.name.endsWith(".xlsx"))?.data ?? new Uint8Array());
  await valid(visitor, book.filter((p) => !p.name.endsWith("sheet1.xml.rels")));
  assert.ok(textOf(parts, "ppt/notesSlides/notesSlide2.xml").includes("佐藤 健一"), "the notes name the author");
  visitor.quiet();
});

test("a refusal is told and the button is there again", async () => {
  const visitor = await open();
  await visitor.page.route("**/document?format=json", (route) => route.fulfill({ status: 500, contentType: "application/problem+json", body: JSON.stringify({ title: "故障", status: 500 }) }));
  await visitor.page.getByRole("button", { name: "スライド（.pptx）をダウンロード（日本語）" }).click();
  await visitor.page.getByText("故障").waitFor();
  await visitor.page.getByRole("button", { name: "スライド（.pptx）をダウンロード（日本語）", disabled: false }).waitFor();
});
