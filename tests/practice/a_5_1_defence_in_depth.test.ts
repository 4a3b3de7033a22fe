// Practice 5-1: company H, a manufacturer of 500 people with a head office and two factories, holds the
// control systems of its factories to be the most important. Everything stands in one segment. It assumes
// that a targeted mail has passed the gateway and that the intruder is connected, finds the problems A to
// D of table 2-5.2, and makes them measures.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Json } from "../support/client.ts";
import { setUp, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const head = await setUp(server, { organisation: "H社" });
const unit = await topUnit(head);

const make = (register: string, body: Json): Promise<Json> => head.post(`/${register}`, { unit, ...body }, 201);
const picture = (): Promise<Json> => head.get("/defence-in-depth");

let lan: Json;
let control: Json[];

test("head office, data centre and factories stand in one segment, the internet is reached from the data centre", async () => {
  const internet = await make("network-segments", { name: "インターネット", kind: "internet", internet_facing: true });
  lan = await make("network-segments", { name: "社内ネットワーク（本社・データセンター・工場）", kind: "office" });
  await make("network-connections", { name: "インターネット接続", from: lan.id, to: internet.id, kind: "firewall", guard: "ファイアウォール、メールゲートウェイ", two_way: true });
  await make("systems", { name: "OA系の端末", kind: "business_pc", importance: "middle", segment: lan.id });
  await make("systems", { name: "生産管理システム", kind: "server", importance: "middle", segment: lan.id });
  control = [];
  for (const factory of ["A工場", "B工場"]) control.push(await make("systems", { name: `${factory} 制御システム`, kind: "control", importance: "high", segment: lan.id }));
});

// Figure 2-5.1: one at the entry, five inside.
const SIX: [string, string, string][] = [
  ["① 不審な添付ファイルのブロック", "entry", "in_place"],
  ["② マルウェア対策ソフトウェアの導入と更新の徹底", "internal", "missing"],
  ["③ EDRの導入", "internal", "planned"],
  ["④ OSやソフトウェアの更新の徹底", "internal", "in_place"],
  ["⑤ 不審な添付ファイルに気づく知見", "internal", "in_place"],
  ["⑥ エスカレーション対応", "internal", "in_place"],
];

test("the six measures of the figure stand in the layers entry and internal", async () => {
  for (const [name, layer, status] of SIX) await make("protections", { name, layer, status });
  const { items } = await head.get("/protections?limit=50");
  const count = (layer: string): number => items.filter((p: Json) => p.layer === layer).length;
  assert.deepEqual([count("entry"), count("internal")], [1, 5]);
});

test("the most important systems have two layers that nothing holds, and anybody's end point is beside them", async () => {
  const { systems, ways } = await picture();
  for (const { id } of control) {
    const { layers } = systems.find((s: Json) => s.id === id);
    assert.deepEqual(layers.map((l: Json) => [l.layer, l.status]), [["entry", "in_place"], ["internal", "in_place"], ["exit", "none"], ["data", "none"]]);
    const way = ways.find((w: Json) => w.system === id);
    assert.deepEqual([way.from.title, way.connections.length, way.reachable], [lan.name, 0, true]);
  }
});

const PROBLEMS: Json[] = [
  { concern: "endpoint", name: "定義ファイルの常時監視と更新", layer: "internal", problem: "定義ファイルを更新していない端末があった。" },
  { concern: "separation", name: "場所ごとのネットワーク分離", layer: "internal", problem: "最重要システムに無関係な端末から、最重要システムを参照できてしまった。" },
  { concern: "server", name: "サーバへのアクセス権限の見直し", layer: "internal", problem: "社内を踏み台とした不正アクセスへの対応を検討していなかった。" },
  { concern: "backup", name: "バックアップの別場所での保管", layer: "data", problem: "バックアップが同一システム内にあり、同時に破壊されるおそれがあった。" },
];

test("the problems found, A to D, become measures; the protection says which one gives it", async () => {
  for (const { concern, ...body } of PROBLEMS) {
    const found = await make("protections", { ...body, concern, status: "missing", checked_on: "2026-10-01" });
    const measure = await make("measures", { title: body.name, layer: body.layer, kind: "technology", priority: "high", cause: body.problem });
    const planned = await head.patch(`/protections/${found.id}`, { status: "planned", measure: measure.id }, `"${found.version}"`);
    assert.deepEqual([planned.measure.number, planned.status], [measure.number, "planned"]);
  }
  const { items } = await head.get("/protections?filter[concern][is_null]=false&limit=50");
  assert.deepEqual(items.map((p: Json) => p.concern).sort(), ["backup", "endpoint", "separation", "server"]);
});

test("with the factories apart and the backup elsewhere, the way leads through a guard and the data are held", async () => {
  const factory = await make("network-segments", { name: "A工場 制御セグメント", kind: "control" });
  await make("network-connections", { name: "本社とA工場", from: lan.id, to: factory.id, kind: "firewall", guard: "必要な通信のみ許可" });
  await head.patch(`/systems/${control[0]!.id}`, { segment: factory.id }, "*");
  const backup = (await head.get("/protections?filter[concern][eq]=backup")).items[0];
  await head.patch(`/protections/${backup.id}`, { status: "in_place" }, `"${backup.version}"`);
  const { systems, ways, company_standing } = await picture();
  const way = ways.find((w: Json) => w.system === control[0]!.id && w.from.id === lan.id);
  assert.deepEqual(way.connections.map((c: Json) => [c.name, c.guarded]), [["本社とA工場", true]]);
  const names: string[] = [...way.protections, ...company_standing].map((p: Json) => p.name);
  assert.equal(way.stands, names.length + 1);
  assert.ok(names.includes("バックアップの別場所での保管") && !names.some((n) => n.startsWith("①")), names.join());
  const { layers } = systems.find((s: Json) => s.id === control[1]!.id);
  assert.deepEqual(layers.find((l: Json) => l.layer === "data").status, "in_place");
});
