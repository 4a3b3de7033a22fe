// A report's document ("kaname-report/1") with every kind of block, and text that is hard on XML.
import type { ReportDocument, Section, Texts } from "../../web/src/mod/report/document.ts";

export const HOSTILE = "<&\"'>]]>\u0000\ud83d😀\t終";

export const said = (ja: string, en = ja): Texts => ({ ja, en });

function measures(): Section {
  return {
    key: "measures",
    heading: said("対策", "Measures"),
    blocks: [
      {
        type: "table",
        caption: said("対策の計画", "Plan"),
        columns: [{ label: said("番号", "No.") }, { label: said("対策", "Measure"), width: 4 }, { label: said("期限", "Due"), kind: "date" }, { label: said("費用", "Cost"), kind: "money" }, { label: said("状態", "State"), kind: "state" }],
        rows: Array.from({ length: 30 }, (_, i) => ({ cells: [`M-${i + 1}`, said(`対策の説明 その${i + 1}`, `What is done, number ${i + 1}`), "2027-03-31", { amount: 1000000 * i, currency: "JPY" }, { label: said("遅延", "late"), tone: "bad" as const }], mark: i === 0 ? ("new" as const) : ("none" as const) })),
        note: said("税抜です。", "Without tax."),
      },
      { type: "table", columns: [{ label: said("項目", "Item") }], rows: [], empty: said("ありません。", "There are none.") },
    ],
  };
}

export function document(): ReportDocument {
  return {
    type: "assessment",
    number: "RP-2026-0042",
    period: "FY2026",
    title: said("評価結果の報告", "Results of the assessment"),
    organisation: said("株式会社みほん", "Mihon Ltd."),
    audience: said("経営会議", "Management meeting"),
    confidentiality: said("社外秘", "Confidential"),
    coverage: { text: said("全3組織が回答", "All 3 units answered"), partial: false },
    meeting: { name: said("経営会議", "Management meeting"), date: "2026-11-30" },
    prepared_at: "2026-11-21T10:00:00+09:00",
    author: { name: "田中 陽子", post: "主任" },
    approver: { name: "山田 太郎", post: "代表取締役" },
    approved_at: "2026-11-22T10:00:00+09:00",
    language_default: "ja",
    sections: [
      {
        key: "summary",
        heading: said("要約", "Summary"),
        blocks: [
          { type: "paragraph", style: "lead", text: said("成熟度は2.8です。", "The maturity is 2.8.") },
          {
            type: "figures",
            items: [
              { label: said("成熟度", "Maturity"), kind: "level", value: 28, unit: said("／5"), change: { direction: "up", tone: "good", text: said("前回から +0.2", "+0.2 on last time") } },
              { label: said("費用", "Cost"), kind: "money", value: { amount: 12500000, currency: "JPY" } },
            ],
          },
          { type: "words", author: { name: "佐藤 健一", post: "CISO" }, written_at: "2026-11-21T09:00:00+09:00", text: said("演習と復旧に取り組みます。\n\n- 机上演習\n- 復旧訓練", "We work on exercises.\n\n- Table top\n- Restore") },
        ],
      },
      {
        key: "results",
        heading: said("結果", "Results"),
        blocks: [
          {
            type: "radar",
            caption: said("区分別の成熟度", "Maturity by area"),
            max: 50,
            axes: Array.from({ length: 10 }, (_, i) => ({ label: said(`区分${i + 1}`, `Area ${i + 1}`) })),
            series: [
              { key: "own", label: said("自社", "Own"), values: [28, null, 31, 20, 25, 30, 10, 20, 30, 40] },
              { key: "industry", label: said("業界平均", "Industry"), values: Array.from({ length: 10 }, () => 25), sample: true },
            ],
          },
          {
            type: "trend",
            caption: said("成熟度の推移", "Maturity over the years"),
            max: 50,
            periods: ["2024", "2025", "2026", "2027"].map((year) => ({ label: said(`${year}年度`, `FY${year}`) })),
            series: [{ key: "own", label: said("自社", "Own"), values: [19, null, 24, null] }, { key: "target", label: said("目標", "Target"), values: [null, 20, 25, 30] }],
          },
          {
            type: "heatmap",
            caption: said("組織の比較", "Units"),
            corner: said("組織", "Unit"),
            columns: Array.from({ length: 10 }, (_, i) => ({ label: said(`区分${i + 1}`, `Area ${i + 1}`) })),
            rows: ["本社", "東店", "西店"].map((name, j) => ({ label: said(name), values: Array.from({ length: 10 }, (_, i) => 10 + ((i * 7 + j * 5) % 40)), emphasis: j === 0 ? "strong" : "none" })),
            steps: [{ from: 10, label: said("低い", "low") }, { from: 25, label: said("中程度", "middling") }, { from: 40, label: said("高い", "high") }],
          },
          {
            type: "bars",
            caption: said("取引先の回答", "Suppliers"),
            unit: said("件"),
            items: [{ label: said("懸念なし", "No concern"), value: 12, tone: "good" }, { label: said("懸念あり", "Concerns"), value: 0, tone: "attention", note: said("計画あり", "planned") }, { label: said("未回答", "No answer"), value: null, tone: "neutral" }],
          },
        ],
      },
      measures(),
      {
        key: "method",
        heading: said("方法と出典", "Method and sources"),
        blocks: [{ type: "sources", items: [{ what: said("業界平均", "Industry average"), source: said("見本データ社", "Sample Ltd."), date: "2026-04-01", sample: true }] }],
      },
    ],
  };
}
