// The indicators as a section of an organisation's own report: beside the parts of the meeting's paper.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Json } from "../support/client.ts";
import { setUp } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server);
const section = (builder: string): Json => ({ builder, words: true });
const type = await ciso.post("/report-types", { title: "経営会議と指標", title_en: "Meeting with indicators", sections: [section("meeting_measures"), section("scorecard_indicators")] }, 201);
const issue = await ciso.post("/report-issues", { type: "own", own_type: type.id, title: "経営会議への報告" }, 201);
const part = async (): Promise<Json> => (await ciso.get(`/report-issues/${issue.id}/document`)).sections[1];

test("it can be chosen, and says so while there is no indicator", async () => {
  const { items } = await ciso.get("/report-sections");
  assert.ok(items.some((s: Json) => s.key === "scorecard_indicators"));
  const { heading, blocks } = await part();
  assert.equal(heading.ja, "指標（スコアカード）");
  assert.deepEqual([blocks.length, blocks[0].text.ja], [2, "指標は登録されていません。"]);
  assert.match(blocks[1].text.ja, /現在の状態です。$/);
});

test("each indicator stands with value, target, state in words, movement and judgement", async () => {
  const made = await ciso.post("/indicators", { title: "中断時間", perspective: "customer", source: "manual", figure: "hours", direction: "lower", cycle: "month", target: 0, amber: 4, comment: "倉庫の回線が切れた。" }, 201);
  for (const [period_end, value] of [["2025-01-31", 0], ["2025-02-28", 5]]) await ciso.post("/indicator-values", { indicator: made.id, period_end, value }, 201);
  await ciso.post("/scorecard/starter", undefined, 201);
  const tables: Json[] = (await part()).blocks.filter((b: Json) => b.type === "table");
  assert.deepEqual(tables.map((t) => t.caption.ja), ["財務の視点", "顧客の視点", "業務プロセスの視点", "学習と成長の視点"]);
  const [, value, target, state, movement, comment] = tables[1]!.rows.find((r: Json) => r.cells[0] === "中断時間").cells;
  assert.deepEqual([value.ja, value.en, target.ja, state.label.ja, state.tone, comment], ["5時間", "5 hours", "0時間以下", "要対応", "bad", "倉庫の回線が切れた。"]);
  assert.match(movement.ja, /^悪化（.*0時間）$/);
});

test("every form of it is given in both languages", async () => {
  for (const language of ["ja", "en"])
    for (const format of ["html", "pdf", "xlsx"]) {
      const answer = await ciso.call("GET", `/report-issues/${issue.id}/document?format=${format}&language=${language}`);
      assert.equal(answer.status, 200, answer.text.slice(0, 300));
    }
});
