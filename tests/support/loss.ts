// Losses for tests: scenarios of a maker with an online shop, policies, and a run until its result is there.
import type { Client, Json } from "./client.ts";
import { until } from "./environment.ts";

export const fixed = (value: number) => ({ shape: "fixed", value });
export const uniform = (low: number, high: number) => ({ shape: "uniform", low, high });
export const pert = (low: number, likely: number, high: number) => ({ shape: "pert", low, likely, high });
export const lognormal = (low: number, high: number) => ({ shape: "lognormal", low, high });
export const yen = (amount: number) => ({ amount, currency: "JPY" });

export const RANSOMWARE = {
  title: "ランサムウェアで生産が止まる",
  leak: false,
  frequency: fixed(0.2),
  frequency_basis: "同業30社で過去5年に30件",
  items: [
    { form: "response", name: "原因・被害範囲の調査", amount: pert(3e6, 5e6, 2e7), basis: "JNSA 調査 2024" },
    { form: "interruption", name: "生産停止", amount: pert(4e6, 6e6, 9e6), units: pert(1, 5, 14) },
    { form: "recovery", amount: uniform(2e6, 2e7) },
  ],
};

export const LEAK = {
  title: "ECサイトから顧客情報が漏れる",
  leak: true,
  frequency: fixed(0.1),
  items: [
    { form: "response", name: "コールセンター・見舞品", amount: pert(7e6, 1e7, 3e7) },
    { form: "personal_data", amount: fixed(500), units: pert(10000, 30000, 80000) },
    { form: "liability", probability: 0.3, amount: lognormal(2e6, 8e7) },
    { form: "interruption", name: "ECサイト停止", amount: fixed(1.5e6), units: pert(2, 7, 30) },
  ],
};

// What firm q has: it pays for leaks, and never for business that stands still.
export const LEAK_POLICY = {
  title: "個人情報漏えい保険",
  insurer: "みなと損害保険（見本）",
  premium: yen(900_000),
  leak_only: true,
  covers: [{ form: "response" }, { form: "personal_data" }, { form: "liability" }],
  event_limit: yen(100_000_000),
  deductible: yen(1_000_000),
};

// What it is offered: table 2-4.1's services, and orders that need no circular.
export const CYBER_POLICY = {
  title: "サイバー保険",
  insurer: "みなと損害保険（見本）",
  premium: yen(2_400_000),
  leak_only: false,
  covers: [
    { form: "liability", note: "損害賠償金、争訟費用" },
    { form: "response", note: "事故原因調査、コールセンター、記者会見、見舞金、法律相談、再発防止策" },
    { form: "personal_data" },
    { form: "interruption", note: "喪失利益、収益減少防止費用", limit: 50_000_000 },
    { form: "recovery" },
  ],
  event_limit: yen(300_000_000),
  year_limit: yen(300_000_000),
  deductible: yen(1_000_000),
  waiting_hours: 12,
  start_hours: 24,
  contact: "事故受付窓口 24時間",
  services: [
    { phase: "detect", service: "初動対応のアドバイス" },
    { phase: "report", service: "報告に関するアドバイス" },
    { phase: "contain", service: "専門事業者の紹介（デジタルフォレンジック、データ復旧）" },
    { phase: "recover", service: "再発防止策のアドバイス" },
  ],
  vendor_orders: [{ work: "フォレンジック調査", vendor: "提携の調査会社（見本）", limit: 20_000_000, approved_on: "2026-06-01", approved_by: "取締役会" }],
};

// Asks for a run and waits until its job has played it.
export async function playedRun(client: Client, body: Json = {}): Promise<Json> {
  const asked = await client.post("/loss-runs", body, 202);
  return until("the run is played", async () => {
    const run = await client.get(`/loss-runs/${asked.id}`);
    return run.result === null ? null : run;
  });
}

export const caseOf = (run: Json, kind: string, key?: string): Json => run.result.cases.find((c: Json) => c.case === kind && (key === undefined || c.key === key));
