// Practice 3-1: company A, a retailer of 1,000 people, reports measures to its management meeting in two tables
// – budget approved and not – with priority, rough cost and the likelihood of an incident if nothing is done, and
// asks again until it is decided (table 2-3.1). The source prints no sums ("Xxx 万円"); those here are ours.
import assert from "node:assert/strict";
import { test } from "node:test";
import { visit } from "../support/browser.ts";
import type { Json } from "../support/client.ts";
import { query } from "../support/database.ts";
import { until } from "../support/environment.ts";
import { colleagueOf, setUp, signedInAs, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server, { organisation: "A社" });
const unit = await topUnit(ciso);
const lead = await colleagueOf(ciso, "情報", "情報システム部長", ["security"], unit);
const president = await signedInAs(ciso, "executive");
const yen = (amount: number): Json => ({ amount, currency: "JPY" });

const propose = (title: string, detail: string, more: Json): Promise<Json> =>
  lead.client.post("/measures", { unit, title, detail, owner: lead.person, kind: "technology", ...more }, 201);

async function act(record: Json, action: string, by = president): Promise<Json> {
  const answer = await by.call("POST", `/measures/${record.id}/transitions`, { json: { action, reason: "対応時期を次回に検討する" }, etag: "*" });
  assert.equal(answer.status, 200, answer.text);
  return answer.json;
}

const firewall = await propose("次世代ファイアウォール導入", "サンドボックス機能による入口対策強化。", { priority: "high", layer: "entry", cost_initial: yen(9000000) });
const vpn = await propose("拠点間通信のVPN導入", "本社-工場-データセンター間の通信の暗号化による仮想的な専用線の敷設。", { priority: "middle", cost_initial: yen(3000000) });
const network = await propose("ネットワーク分離", "OA環境と倉庫のIPアドレスの体系を分け、必要な通信のみを通過させる。", { priority: "high", layer: "internal", likelihood: "high", cost_initial: yen(8000000), cost_low: yen(6000000), cost_high: yen(12000000) });
const siem = await propose("SIEMの導入", "セキュリティ関連のログを分析・監視する専用のシステム。攻撃の予兆を検知。", { priority: "middle", layer: "internal", likelihood: "middle", cost_initial: yen(20000000) });

test("what was approved is carried out", async () => {
  for (const one of [firewall, vpn]) {
    await act(one, "approve");
    await act(one, "start", lead.client);
    await act(one, "finish", lead.client);
  }
  const { approved } = await president.get("/measures-for-meeting");
  assert.deepEqual(new Set(approved.map((m: Json) => `${m.title} ${m.state}`)), new Set(["次世代ファイアウォール導入 done", "拠点間通信のVPN導入 done"]));
});

test("what is put off comes back at the next management meeting, and says how often it was asked for", async () => {
  await act(network, "defer");
  await act(siem, "defer");
  query(server.database, `UPDATE measure SET decided_on = '2026-01-15' WHERE state = 'deferred'`);
  await ciso.post("/meetings", { title: "経営会議", kind: "management", held_on: "2026-02-10" }, 201);
  query(server.database, "DELETE FROM job WHERE kind = 'measure_return'");
  for (const one of [network, siem])
    await until("it is back", async () => ((await ciso.get(`/measures/${one.id}`)).state === "proposed" ? true : null));
  const { not_approved } = await president.get("/measures-for-meeting");
  assert.deepEqual(
    not_approved.map((m: Json) => [m.title, m.priority, m.cost_initial.amount, m.likelihood, m.asked_times, m.asked_on.length]),
    [
      ["ネットワーク分離", "high", 8000000, "high", 2, 2],
      ["SIEMの導入", "middle", 20000000, "middle", 2, 2],
    ],
  );
});

test("both tables stand on the front page, where the president reads them", async () => {
  const { page } = await visit(server, "/measures/overview", {}, president);
  const asked = page.getByRole("table", { name: "承認されていない対策" });
  const row = asked.getByRole("row", { name: /ネットワーク分離/ });
  await row.getByText("2回").waitFor();
  await row.getByText("600万円〜1,200万円").waitFor();
  await page.getByRole("table", { name: "承認済みの対策" }).getByRole("row", { name: /VPN/ }).getByText("完了").waitFor();
});

test("asked for until it is decided", async () => {
  await act(network, "approve");
  const { not_approved } = await president.get("/measures-for-meeting");
  assert.deepEqual(not_approved.map((m: Json) => m.title), ["SIEMの導入"]);
});
