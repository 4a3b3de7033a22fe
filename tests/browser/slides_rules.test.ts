// A report's document as slides: what stands on them and that it fits, before any file is made.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { readCatalogue } from "../../web/build/messages.mjs";
import { fill, type Params } from "../../web/src/kernel/fill.ts";
import type { Block, ReportDocument } from "../../web/src/mod/report/document.ts";
import { BUILDERS } from "../../web/src/mod/report/slides/block_rules.ts";
import { BODY, type ChartItem, type Deck, FOOTER, type Item, PAGE, type TableItem } from "../../web/src/mod/report/slides/deck.ts";
import { deckOf } from "../../web/src/mod/report/slides/deck_rules.ts";
import { parasHeight, runsText } from "../../web/src/mod/report/slides/piece.ts";
import { CELL_MARGIN, ROWS_MAX } from "../../web/src/mod/report/slides/table_rules.ts";
import { clean, cutAfter, lineCount, partsOf, wrap } from "../../web/src/mod/report/slides/text_rules.ts";
import { longDate, moneyText, periodText, shortDate, type Speaker, valueText } from "../../web/src/mod/report/slides/value_rules.ts";
import { document, HOSTILE, said } from "../support/report_document.ts";

const POINT = 1 / 72;

// A message that is not there is a fault.
function speaker(language: "ja" | "en"): Speaker {
  const texts = readCatalogue(`po/${language}`);
  const say = (id: string, params?: Params): string => {
    const text = (params?.["n"] === 1 ? texts[`${id}.one`] : undefined) ?? texts[id];
    assert.ok(text !== undefined, `no message ${id}`);
    return fill(text, params);
  };
  return { language, say };
}

const ja = speaker("ja");
const en = speaker("en");

function withBlocks(...blocks: Block[]): ReportDocument {
  return { ...document(), sections: [{ key: "one", heading: said("見出し"), blocks }] };
}

const items = (deck: Deck): Item[] => deck.slides.flatMap((s) => s.items);
const tables = (deck: Deck): TableItem[] => items(deck).filter((i): i is TableItem => i.kind === "table");
const charts = (deck: Deck): ChartItem[] => items(deck).filter((i): i is ChartItem => i.kind === "chart");
const textsOf = (deck: Deck): string[] =>
  items(deck).flatMap((i) => (i.kind === "text" ? i.paras.map((p) => runsText(p.runs)) : i.kind === "table" ? i.rows.flat().map((c) => runsText(c.runs)) : i.categories));

// Nothing lies outside of the slide, on the footer, or on another thing; no text is higher than its box.
function fits(deck: Deck): void {
  for (const [n, slide] of deck.slides.entries()) {
    const where = `slide ${n + 1}`;
    for (const { box } of slide.items) {
      assert.ok(box.x >= 0 && box.x + box.w <= PAGE.w + 0.01, `${where}: too wide`);
      assert.ok(box.y + box.h <= FOOTER.y + 0.01, `${where}: ends at ${box.y + box.h}`);
    }
    for (const [i, a] of slide.items.entries())
      for (const b of slide.items.slice(i + 1)) {
        const apart = a.box.x + a.box.w <= b.box.x + 0.01 || b.box.x + b.box.w <= a.box.x + 0.01 || a.box.y + a.box.h <= b.box.y + 0.01 || b.box.y + b.box.h <= a.box.y + 0.01;
        assert.ok(apart, `${where}: two things on one place`);
      }
    for (const item of slide.items) {
      if (item.kind === "text") assert.ok(parasHeight(item.paras, item.box.w) <= item.box.h + 0.01 || item.edge !== undefined, `${where}: a text runs out of its box`);
      if (item.kind !== "table") continue;
      assert.equal(item.rows.length, item.heights.length);
      item.rows.forEach((row, r) =>
        row.forEach((cell, c) => {
          const lines = lineCount(runsText(cell.runs), item.size, (item.widths[c] ?? 0) - 2 * CELL_MARGIN.x);
          assert.ok(lines * item.line * POINT <= (item.heights[r] ?? 0) + 0.01, `${where}: a cell runs out of its row: ${runsText(cell.runs).slice(0, 40)}`);
        }),
      );
    }
  }
}

test("every kind of block of a report has a builder of slides", () => {
  const header = readFileSync("src/mod/report/report_doc.h", "utf8");
  const list = /#define REPORT_BLOCK_LIST\(X\)([\s\S]*?)\n\n/.exec(header)?.[1] ?? "";
  const kinds = [...list.matchAll(/"(\w+)"/g)].map((m) => m[1]);
  assert.ok(kinds.length >= 8, "the list was found");
  assert.deepEqual(Object.keys(BUILDERS).sort(), kinds.sort());
});

for (const [name, voice] of [["Japanese", ja], ["English", en]] as const)
  test(`a whole report stands on its slides in ${name}, nothing too wide or too high`, () => {
    const deck = deckOf(voice, document(), "f".repeat(64));
    fits(deck);
    assert.ok(deck.slides.length > 5);
    assert.ok(deck.footer.includes("f".repeat(64)));
    assert.equal(deck.marks.draft, "");
  });

test("a draft says so and names no digest", () => {
  const deck = deckOf(ja, { ...document(), approved_at: null }, "");
  assert.equal(deck.marks.draft, "下書き");
  assert.match(deck.footer, /下書き/);
});

test("the title says what, who, when and how to handle it", () => {
  const deck = deckOf(ja, document(), "0");
  const texts = textsOf({ ...deck, slides: deck.slides.slice(0, 1) });
  assert.equal(deck.slides[0]?.heading, "評価結果の報告");
  for (const text of ["株式会社みほん", "2026年度", "経営会議", "2026年11月30日（月）", "代表取締役\n山田 太郎\n2026/11/22"]) assert.ok(texts.includes(text), text);
  assert.equal(deck.marks.confidentiality, "社外秘");
});

test("a long table goes on with its header and loses no cell", () => {
  const rows = Array.from({ length: 60 }, (_, i) => ({ cells: [i, `対策の名前 ${i}`] }));
  const deck = deckOf(ja, withBlocks({ type: "table", caption: said("対策"), columns: [{ label: said("番号"), kind: "number" }, { label: said("名前"), width: 4 }], rows }), "0");
  const parts = tables(deck).slice(2);
  assert.ok(parts.length > 2);
  for (const part of parts) assert.equal(runsText(part.rows[0]?.[1]?.runs ?? []), "名前");
  assert.deepEqual(
    parts.flatMap((p) => p.rows.slice(1).map((row) => runsText(row[1]?.runs ?? []))),
    rows.map((r) => r.cells[1]),
  );
  assert.ok(textsOf(deck).includes("対策（続き）"));
  assert.equal(deck.slides[2]?.heading, "1　見出し（続き）");
  fits(deck);
});

test("rows beyond what anybody shows are left to the workbook, and that is said", () => {
  const rows = Array.from({ length: ROWS_MAX + 7 }, (_, i) => ({ cells: [i] }));
  const deck = deckOf(ja, withBlocks({ type: "table", columns: [{ label: said("番号"), kind: "number" }], rows }), "0");
  assert.ok(textsOf(deck).includes("ほか7行は、Excelに掲載しています。"));
});

test("a cell of ten thousand characters is cut over slides and whole again when joined", () => {
  const long = "長い文章です。".repeat(1500);
  const deck = deckOf(ja, withBlocks({ type: "table", columns: [{ label: said("番号"), kind: "number" }, { label: said("説明"), width: 4 }], rows: [{ cells: [1, long] }] }), "0");
  fits(deck);
  assert.equal(tables(deck).slice(2).flatMap((t) => t.rows.slice(1).map((row) => runsText(row[1]?.runs ?? []))).join(""), long);
});

test("words of ten thousand characters are cut over slides and whole again when joined", () => {
  const long = "説明".repeat(5000);
  const deck = deckOf(ja, withBlocks({ type: "words", text: said(long) }), "0");
  fits(deck);
  assert.equal(deck.slides.slice(1).flatMap((s) => s.items.flatMap((i) => (i.kind === "text" ? i.paras.map((p) => runsText(p.runs)) : []))).join(""), long);
});

test("who wrote words and where data comes from stand in the speaker's notes", () => {
  const deck = deckOf(ja, document(), "0");
  const notes = deck.slides.slice(1).flatMap((s) => s.notes).join("\n");
  assert.match(notes, /所見の記載者: CISO　佐藤 健一　2026\/11\/21/);
  assert.match(notes, /出典: 業界平均 .*見本データ/);
  assert.ok(deck.slides[0]?.notes.length === 2, "the title's notes have all of them");
});

test("charts are native and have their values as a table", () => {
  const deck = deckOf(ja, document(), "0");
  assert.deepEqual(charts(deck).map((c) => c.chart), ["radar", "lines", "bars"]);
  const radar = charts(deck)[0];
  assert.deepEqual(radar?.series[0]?.values.slice(0, 3), [2.8, null, 3.1]);
  assert.equal(radar?.series[1]?.name, "業界平均（見本）");
  assert.notEqual(radar?.series[0]?.stroke.dash, radar?.series[1]?.stroke.dash);
  assert.ok(tables(deck).some((t) => runsText(t.rows[0]?.[0]?.runs ?? []) === "区分"));
});

test("a level has the colour of its step, as on paper; a missing one a dash and none", () => {
  const [map] = tables(deckOf(ja, withBlocks({ type: "heatmap", columns: [{ label: said("A") }, { label: said("B") }, { label: said("C") }], rows: [{ label: said("本社"), values: [10, 49, null] }], steps: [1, 2, 3, 4, 5].map((n) => ({ from: n * 10 - 5, label: said(String(n)) })) }), "0")).slice(-1);
  assert.deepEqual(map?.rows[1]?.map((c) => [runsText(c.runs), c.fill]), [["本社", undefined], ["1.0", "FFD0D0"], ["4.9", "A9DFC0"], ["—", undefined]]);
});

test("values are written as on paper", () => {
  assert.equal(moneyText(ja, { amount: 12500000, currency: "JPY" }), "1,250万円");
  assert.equal(moneyText(ja, { amount: 125000000, currency: "JPY" }), "1億2,500万円");
  assert.equal(moneyText(ja, { amount: -12345, currency: "JPY" }), "−12,345円");
  assert.equal(moneyText(en, { amount: 12500000, currency: "JPY" }), "¥12,500,000");
  assert.equal(moneyText(en, { amount: 1234567, currency: "EUR" }), "EUR 12,345.67");
  assert.equal(valueText(ja, { kind: "level", sign: true }, -3), "−0.3");
  assert.equal(valueText(ja, { kind: "level", digits: 0 }, 30), "3");
  assert.equal(valueText(ja, { kind: "date" }, "2026-11-01"), "2026/11/01");
  assert.equal(valueText(en, { kind: "number", digits: 1 }, 1234.5), "1,234.5");
  assert.equal(valueText(ja, {}, null), "—");
  assert.equal(valueText(ja, { kind: "number" }, ""), "");
  assert.equal(periodText(ja, "2026-11"), "2026年11月");
  const era = { ...ja, era: true };
  assert.equal(longDate(era, "2026-11-21"), "令和8年11月21日（土）");
  assert.equal(shortDate(era, "2026-11-21T09:00:00+09:00"), "R8.11.21");
  assert.equal(longDate(era, "2019-05-01"), "令和元年5月1日（水）");
  assert.equal(longDate(era, "2019-04-30"), "平成31年4月30日（火）");
  assert.equal(shortDate(era, "1872-12-31"), "1872/12/31");
  assert.equal(periodText(era, "FY2026"), "令和8年度");
  assert.equal(periodText(era, "FY2019"), "令和元年度");
  assert.equal(periodText(era, "2019-04"), "平成31年4月");
});

test("what XML cannot hold becomes a sign for it, all else stays", () => {
  assert.equal(clean(HOSTILE), "<&\"'>]]>\ufffd\ufffd😀\t終");
  assert.equal(clean("a\r\nb\rc"), "a\nb\nc");
  const deck = deckOf(ja, withBlocks({ type: "paragraph", text: said(HOSTILE) }), "0");
  assert.ok(textsOf(deck).includes(clean(HOSTILE)));
});

test("lines break as Japanese and English do and lose nothing", () => {
  const text = "サイバーセキュリティ経営、ガイドライン。The quick brown fox jumps over it";
  const lines = wrap(text, 12, 1.2)[0] ?? [];
  assert.equal(lines.join(""), text);
  assert.ok(lines.length > 4);
  for (const line of lines) assert.ok(!/^[、。ー]/.test(line), line);
  const cut = cutAfter(text, 12, 1.2, 2);
  assert.equal((cut?.[0] ?? "") + (cut?.[1] ?? ""), text);
});

test("lists that people write are lists", () => {
  assert.deepEqual(partsOf("始め\n続き\n\n・一\n- 二\n1. 三\n（4）四"), [
    { kind: "text", mark: "", text: "始め\n続き" },
    { kind: "bullet", mark: "", text: "一" },
    { kind: "bullet", mark: "", text: "二" },
    { kind: "number", mark: "1.", text: "三" },
    { kind: "number", mark: "（4）", text: "四" },
  ]);
});

test("a note never stands alone on a slide below a table that fills the one before", () => {
  for (let n = 1; n <= 60; n++) {
    const rows = Array.from({ length: n }, (_, i) => ({ cells: [`M-${i}`, "対策の名称"] }));
    const deck = deckOf(ja, withBlocks({ type: "table", caption: said("対策"), columns: [{ label: said("番号") }, { label: said("対策"), width: 3 }], rows }, { type: "paragraph", style: "small", text: said("令和8年11月24日現在の状態です。") }), "");
    fits(deck);
    for (const slide of deck.slides.slice(1)) assert.ok(slide.items.some((i) => i.kind === "table"), `${n} rows`);
    assert.equal(textsOf(deck).filter((t) => t.includes("現在の状態")).length, 1, `${n} rows`);
    assert.equal(tables(deck).flatMap((t) => t.rows).filter((r) => runsText(r[0]?.runs ?? []).startsWith("M-")).length, n);
  }
});

test("the unit in a heading is not broken inside its word", () => {
  const deck = deckOf(en, withBlocks({ type: "bars", unit: { ja: "件", en: "corrections" }, items: [{ label: said("Past their day"), value: 1 }, { label: said("Verified in the period"), value: 0 }] }), "");
  const table = tables(deck).at(-1);
  assert.ok(table);
  assert.ok((table.widths[1] ?? 0) > 0.9, `${table.widths[1]}`);
  fits(deck);
});

test("key figures of any number stand in rows that fit", () => {
  for (let n = 1; n <= 12; n++) {
    const figure = { label: said("対策の初期費用"), kind: "money" as const, value: { amount: 1234567890, currency: "JPY" }, unit: said("税込"), note: said("当年度の分のみ。翌年度の分は含みません。") };
    fits(deckOf(ja, withBlocks({ type: "figures", items: Array.from({ length: n }, () => figure) }), "0"));
  }
  assert.ok(BODY.h > 5);
});
