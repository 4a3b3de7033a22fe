// Practice 5-2: company I, a retailer, was infected and sorts its security work: what it must do itself, what it does
// with a consultant's advice, and what may be given out (table 2-5.3). It chooses a support service by the public
// lists, and has two employees learn what it takes, since one alone would take it along on leaving.
import assert from "node:assert/strict";
import { test } from "node:test";
import { visit } from "../support/browser.ts";
import type { Json } from "../support/client.ts";
import { colleagueOf, setUp, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server, { organisation: "I社" });
const unit = await topUnit(ciso);
const first = await colleagueOf(ciso, "総務", "総務部主任", ["security"], unit);
const second = await colleagueOf(ciso, "店舗", "店舗管理課", ["security"], unit);

const duties = async (): Promise<Json[]> => (await ciso.get("/work-split")).items;
const titles = async (name: string): Promise<string[]> => (await duties()).filter((d) => d.class === name).map((d) => d.title);
const warned = async (): Promise<string[]> => [...new Set((await duties()).flatMap((d) => d.warnings.map((w: Json) => w.kind)))].sort();

test("the work is sorted into the table's three classes, each with a policy and a reason", async () => {
  await ciso.post("/work-split/starter", { unit }, 201);
  assert.deepEqual(new Set(await titles("own")), new Set(["セキュリティ対策の予算の確保", "顧客・取引先への説明と対応"]));
  assert.equal((await titles("advised")).length, 4);
  assert.ok((await titles("given")).includes("トラブルの原因究明"));
  assert.ok((await duties()).every((d) => d.policy && d.reason));
  assert.deepEqual(await warned(), ["no_provider", "nobody"]);
});

test("a consultant advises, and a support service with monitoring, help on site and insurance is chosen by the public list", async () => {
  const adviser = await ciso.post("/security-services", { title: "ITコーディネータによるコンサルティング", provider: "地元のITコーディネータ（情報処理安全確保支援士）", kind: "advice", listing: "none", used: "in_use" }, 201);
  const support = await ciso.post("/security-services", { title: "お助け隊サービス", provider: "見守りサービス事業者", kind: "support", listing: "otasuketai", link: "https://www.ipa.go.jp/security/otasuketai-pr/", checked_on: "2026-10-01", check_by: "2999-10-01", used: "in_use" }, 201);
  for (const d of await duties())
    if (d.class !== "own") await ciso.patch(`/security-duties/${d.id}`, { service: (d.class === "advised" ? adviser : support).id }, "*");
  assert.deepEqual(await warned(), ["nobody"]);
});

test("one employee alone is a risk when leaving; two are trained", async () => {
  for (const d of await duties()) await ciso.patch(`/security-duties/${d.id}`, { person: first.person }, "*");
  assert.deepEqual(await warned(), ["one_person"]);
  const { alone } = await ciso.get("/work-split");
  assert.deepEqual(alone.map((a: Json) => [a.person.title, a.duties]), [[first.name, 10]]);
  for (const d of await duties()) await ciso.patch(`/security-duties/${d.id}`, { deputy: second.person, skill_plan: "サイバーセキュリティ基礎の外部研修を受講し、情報セキュリティマネジメント試験を受験する" }, "*");
  assert.deepEqual(await warned(), []);
});

test("when one of the two leaves, the page says so", async () => {
  await ciso.post(`/accounts/${second.account}/disable`);
  assert.deepEqual(await warned(), ["one_person", "person_left"]);
  const look = await visit(server, "/work-split", {}, ciso);
  await look.page.getByRole("heading", { name: "外部に委託できる" }).waitFor();
  await look.page.getByText("担当できる人が1人だけです").first().waitFor();
  for (const view of [{ width: 1440, theme: "light" }, { width: 390, theme: "dark" }] as const) {
    await look.as(view);
    await look.accessible();
    await look.shot("practice-5-2");
  }
  await look.context.close();
});
