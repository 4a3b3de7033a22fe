// Company F's example of practice 4-1: its systems, attack methods and the fifteen rows of table 2-4.2.
import type { Client, Json } from "./client.ts";

const SYSTEMS: [string, string, string | null][] = [
  ["情報提供サイト", "web_site", null],
  ["ECサイト", "ec_site", "high"],
  ["社内サーバ", "server", null],
  ["業務用PC", "business_pc", null],
  ["モバイル機器", "mobile", null],
  ["給与システム", "saas", "high"],
];
const THREATS: [string, string][] = [
  ["不正なスクリプトやiframeの埋め込み", "web_defacement"],
  ["Webスキミング用コードの埋め込み", "web_defacement"],
  ["ランサムウェアによる窃取と脅迫", "ransomware"],
  ["大量アクセスによる停止", "ddos"],
  ["悪意のある添付ファイル", "targeted"],
  ["不正サイトへの誘導", "targeted"],
  ["クラウドの設定不備", "other"],
  ["無許可のクラウド利用", "insider"],
  ["脆弱性を突いた侵入", "vulnerability"],
  ["ssh・ftp・telnetへの総当たり", "vulnerability"],
];
// threat, system, important information, likelihood, importance, value as printed
export const ROWS_2_4_2: [number, number, string, string, string, number][] = [
  [0, 0, "", "低", "低", 1],
  [0, 1, "有", "中", "⾼", 3],
  [1, 0, "", "低", "低", 1],
  [1, 1, "有", "中", "⾼", 3],
  [2, 2, "有", "中", "⾼", 3],
  [3, 1, "有", "中", "⾼", 3],
  [4, 3, "有", "⾼", "⾼", 3],
  [4, 4, "", "⾼", "中", 3],
  [5, 3, "有", "⾼", "⾼", 3],
  [6, 5, "有", "低", "⾼", 2],
  [7, 3, "有", "⾼", "⾼", 3],
  [8, 2, "有", "中", "中", 2],
  [8, 3, "有", "中", "中", 2],
  [9, 2, "有", "⾼", "⾼", 2],
  [9, 3, "有", "中", "⾼", 3],
];

// The table's words as steps of the method; one of its 高 is a compatibility character.
export const STEPS_2_4_2: Record<string, number> = { 低: 1, 中: 2, 高: 3, "⾼": 3 };

// Value by likelihood and importance, each from low to high.
export const FIGURE_2_4_1 = [
  [1, 1, 2],
  [1, 2, 3],
  [2, 3, 3],
];

export async function makeLedgers(client: Client, unit: string): Promise<{ threats: Json[]; systems: Json[] }> {
  const systems: Json[] = [], threats: Json[] = [];
  for (const [name, kind, importance] of SYSTEMS) systems.push(await client.post("/systems", { unit, name, kind, importance }, 201));
  for (const [name, group] of THREATS) threats.push(await client.post("/threats", { name, group }, 201));
  return { threats, systems };
}

export const TABLE_2_4_2 = [
  "分類,攻撃手法,システム,重要情報,被害発生可能性,重要度,リスク値",
  ...ROWS_2_4_2.map(([threat, system, ...rest]) => ["", THREATS[threat]?.[0], SYSTEMS[system]?.[0], ...rest].join(",")),
].join("\n");

// Line 1 is the header; the row of brute force against the server is printed 2, the matrix says 3.
export const DISAGREEING_LINE = 15;
