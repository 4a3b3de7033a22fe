// Defence in depth in the browser: what nothing holds stands first and becomes a measure with one press; what still stands
// past the gateway; hundreds of systems stay usable. The network is drawn, walked with the keys, and told in tables too.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { visit, type View, type Visitor } from "../support/browser.ts";
import type { Client, Json } from "../support/client.ts";
import { setUp, signedInAs, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server);
await ciso.patch("/session", { lang: "ja" });
const unit = await topUnit(ciso);
const make = (register: string, body: Json): Promise<Json> => ciso.post(`/${register}`, { unit, ...body }, 201);

// Company H of practice 5-1: one factory apart behind an open line, the other in the office network.
const internet = await make("network-segments", { name: "インターネット", kind: "internet" });
const office = await make("network-segments", { name: "本社LAN", kind: "office" });
const factory = await make("network-segments", { name: "A工場", kind: "control" });
await make("network-connections", { name: "出口", from: office.id, to: internet.id, kind: "firewall", guard: "ファイアウォール", passage: "monitored" });
await make("network-connections", { name: "工場への線", from: office.id, to: factory.id, kind: "router", passage: "open" });
const control = await make("systems", { name: "制御システム", kind: "control", importance: "high", segment: factory.id });
await make("systems", { name: "業務用PC", kind: "business_pc", importance: "middle", segment: office.id });
await make("protections", { name: "メールゲートウェイ", layer: "entry", status: "in_place" });
await make("protections", { name: "プロキシ", layer: "exit", status: "in_place" });
const split = await make("protections", { name: "工場の分離", layer: "internal", status: "missing", segment: factory.id, concern: "separation", problem: "どの端末からも参照できた。" });

const visitors: Visitor[] = [];
after(async () => {
  for (const visitor of visitors) await visitor.context.close();
});

async function open(path: string, view: View = {}, as: Client = ciso): Promise<Visitor> {
  const visitor = await visit(server, path, view, as);
  visitors.push(visitor);
  return visitor;
}

const card = ({ page }: Visitor, title: string) => page.locator(".card", { has: page.getByRole("heading", { name: title }) });
const press = (of: string): string => `対策にする：${of}`;

test("a layer of a most important system that nothing holds stands first, and one press makes it a measure", async () => {
  const visitor = await open("/risk/defence");
  const { page } = visitor;
  const findings = card(visitor, "最重要システムで守りのない層");
  await findings.getByText("データの保護：防御策の記録がありません").waitFor();
  await findings.getByText("内部対策：「工場の分離」が未実施です").waitFor();
  assert.equal(await page.locator(".card-title").first().textContent(), "最重要システムで守りのない層2");
  await findings.getByRole("button", { name: press("制御システムのデータの保護") }).click();
  await page.getByText(/対策M-.*を作成しました。/).waitFor();
  await findings.getByText("データの保護：防御策の記録がありません").waitFor({ state: "detached" });
  const row = card(visitor, "システムごとの守り").getByRole("row", { name: /制御システム/ });
  await row.getByText("提案中").waitFor();
  const [measure] = (await ciso.get("/measures")).items;
  assert.deepEqual([measure.title, measure.layer, measure.priority], ["制御システム：データの保護の整備", "data", "high"]);
  assert.match(measure.purpose, /「制御システム」のデータの保護/);
  await row.getByRole("link", { name: measure.number }).waitFor();
  const links = (await ciso.get(`/systems/${control.id}/links`)).items;
  assert.equal(links.length, 1);
  visitor.quiet();
});

test("past the gateway, the weakest way to the system says that nothing stands", async () => {
  const visitor = await open("/risk/defence");
  const ways = card(visitor, "メールが入口を抜け、外部との通信が確立した場合");
  await ways.getByText("何も残らない").waitFor();
  assert.match((await ways.locator(".defence-path").innerText()).replace(/\s+/g, " "), /本社LAN 制限なし A工場 制御システム/);
  await visitor.look("defence");
});

test("a problem found becomes a measure, which its line names from then on", async () => {
  const visitor = await open("/risk/defence", { width: 390 });
  const problems = card(visitor, "見つかった問題点（A～D）");
  await problems.getByRole("button", { name: press("工場の分離") }).click();
  await problems.getByText("提案中").waitFor();
  const after = await ciso.get(`/protections/${split.id}`);
  assert.deepEqual([after.status, after.measure.title], ["planned", "A工場：工場の分離"]);
  await card(visitor, "最重要システムで守りのない層").getByText("実施済みか予定の防御策があります").waitFor();
  await visitor.look("defence-phone");
});

test("who may only look has nothing to press", async () => {
  const visitor = await open("/risk/defence", {}, await signedInAs(ciso, "auditor"));
  await visitor.page.getByRole("link", { name: "制御システム" }).first().waitFor();
  assert.equal(await visitor.page.getByRole("button", { name: /対策にする|Make a measure/ }).count(), 0);
  visitor.quiet();
});

test("the sketch shows segments, systems and lines; the keys walk over it, and a segment tells what is in it", async () => {
  const visitor = await open("/risk/network");
  const { page } = visitor;
  const box = (name: string) => page.getByRole("button", { name: new RegExp(`^${name}`) });
  await box("本社LAN").waitFor();
  assert.equal(await page.locator(".sketch-box").count(), 3);
  assert.equal(await page.locator(".sketch-line.look-open .way").count() > 0, true);
  await visitor.look("network");
  const placed = () => page.locator(".sketch-box").evaluateAll((all) => all.map((b) => b.getAttribute("transform")));
  const before = await placed();
  await box("インターネット").focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  const panel = page.getByRole("complementary", { name: "A工場" });
  await panel.getByText("どの端末からも参照できた。").waitFor();
  await panel.getByRole("link", { name: "制御システム", exact: true }).waitFor();
  await panel.getByText("本社LANから").waitFor();
  assert.match(page.url(), /segment=/);
  await visitor.look("network-chosen");
  await page.reload();
  await panel.waitFor();
  assert.deepEqual(await placed(), before, "the same ledgers give the same sketch");
});

test("the sketch grows and shrinks, and stands in tables too", async () => {
  const visitor = await open("/risk/network", { width: 390 });
  const { page } = visitor;
  const svg = page.locator(".sketch-frame > svg");
  await svg.waitFor();
  const width = async (): Promise<number> => (await svg.boundingBox())?.width ?? 0;
  const first = await width();
  await page.getByRole("button", { name: "拡大", exact: true }).click();
  assert.ok((await width()) > first);
  await page.locator(".sketch-frame").focus();
  await page.keyboard.press("0");
  const fits = await page.locator(".sketch-frame").evaluate((f) => f.scrollWidth <= f.clientWidth);
  assert.ok(fits, "all of it is in sight");
  await page.getByText("表で見る").click();
  await page.getByRole("list", { name: "ネットワーク接続" }).getByText("工場への線").waitFor();
  visitor.quiet();
});

test("three hundred systems are paged, narrowed and found; sixty segments are drawn", async () => {
  const segments: Json[] = [];
  for (let i = 1; i <= 57; i++) segments.push(await make("network-segments", { name: `区画${i}`, kind: (["server", "office", "control"] as const)[i % 3] as string }));
  for (let i = 1; i < segments.length; i++) await make("network-connections", { name: `線${i}`, from: segments[Math.floor((i - 1) / 3)]?.id, to: segments[i]?.id, kind: "firewall" });
  for (let i = 1; i <= 300; i++) await make("systems", { name: `業務システム${i}`, kind: "server", importance: i % 20 === 0 ? "high" : "low", segment: segments[i % segments.length]?.id });
  const visitor = await open("/risk/defence");
  const { page } = visitor;
  const coverage = card(visitor, "システムごとの守り");
  await coverage.getByText("1–25件／302件").waitFor();
  await coverage.getByRole("button", { name: "次へ" }).click();
  await coverage.getByText("26–50件／302件").waitFor();
  await coverage.getByRole("radio", { name: "最重要（16）" }).click();
  await coverage.getByText("1–16件／16件").waitFor();
  await coverage.getByRole("searchbox").fill("業務システム300");
  await coverage.getByText("1–1件／1件").waitFor();
  await page.goto("/risk/network");
  await page.locator(".sketch-box").first().waitFor();
  assert.equal(await page.locator(".sketch-box").count(), 60);
  visitor.quiet();
});
