// Worries 7 and 16, and figure 2-5.1: measures are taken from a set, linked with each other and with the risk they
// are for, and edited as one's own; what was taken by mistake is taken back. Worry 11: the case for them on one page.
import assert from "node:assert/strict";
import { test } from "node:test";
import { visit } from "../support/browser.ts";
import type { Json } from "../support/client.ts";
import { colleagueOf, setUp, signedInAs, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server);
const unit = await topUnit(ciso);
const lead = await colleagueOf(ciso, "情報", "情報セキュリティ管理室長", ["security"], unit);
const sets: Json[] = (await ciso.get("/measure-templates")).items;
const setOf = (key: string): Json => sets.find((s) => s.key === key);

test("W16: an offline copy, early signs told, and training by risk – taken together and linked", async () => {
  const set = setOf("ransomware");
  assert.match(set.cites.ja, /16/);
  const keys = ["offline-copy", "early-signs", "high-risk-training", "all-training"];
  const { items } = await lead.client.post("/measure-templates/ransomware/takings", { unit, measures: keys }, 201);
  assert.equal(items.length, 4);
  const first = await ciso.get(`/measures/${items[0].id}`);
  assert.deepEqual([first.title, first.layer, first.state, first.asked_times], ["重要データの週次オフライン保管", "data", "proposed", 1]);
  assert.match(first.source, /16/);
  const links = (await ciso.get(`/measures/${items[0].id}/links`)).items;
  assert.deepEqual(new Set(links.map((l: Json) => l.record.id)), new Set(items.slice(1).map((m: Json) => m.id)));
  const edited = await lead.client.patch(`/measures/${items[0].id}`, { title: "毎週金曜のオフライン保管", owner: lead.person }, "*");
  assert.equal(edited.owner.id, lead.person);
});

test("W7: an isolated network, laws checked, the president's message before monitoring, worries heard", async () => {
  const keys = setOf("insider").measures.map((m: Json) => m.key);
  for (const key of ["isolated-network", "law-check", "president-message", "listening", "evidence", "watermark", "announce", "detect"]) assert.ok(keys.includes(key), key);
  const system = await ciso.post("/systems", { unit, name: "図面管理システム", kind: "server" }, 201);
  const { items } = await lead.client.post("/measure-templates/insider/takings", { unit, measures: keys, register: "systems", record: system.id }, 201);
  const links = (await ciso.get(`/systems/${system.id}/links`)).items;
  assert.equal(links.length, items.length);
  const history = (await ciso.get(`/systems/${system.id}/history`)).items;
  assert.ok(history.some((h: Json) => h.action === "link_add"));
});

test("figure 2-5.1: six measures, one at the entry and five inside", async () => {
  const layers = setOf("mail-attachment").measures.map((m: Json) => m.layer);
  assert.deepEqual(layers, ["entry", "internal", "internal", "internal", "internal", "internal"]);
});

test("what the set does not have, and what is named twice, is refused, and nothing is made", async () => {
  const count = async (): Promise<number> => (await ciso.get("/measures?total=exact")).total;
  const before = await count();
  const refused = (json: Json, pointer: string): Promise<Json> =>
    lead.client.refused("POST", "/measure-templates/telework/takings", 422, { json: { unit, ...json }, pointer });
  await refused({ measures: ["rules", "offline-copy"] }, "/measures/1");
  await refused({ measures: ["rules", "rules"] }, "/measures/1");
  await refused({ measures: ["rules"], register: "systems", record: "SY-2026-9999" }, "/record");
  await refused({ measures: ["rules"], register: "nothing", record: "x" }, "/register");
  await lead.client.refused("POST", "/measure-templates/unknown/takings", 404, { json: { unit, measures: ["rules"] } });
  const member = await signedInAs(ciso, "member");
  await member.refused("POST", "/measure-templates/telework/takings", 403, { json: { unit, measures: ["rules"] } });
  assert.equal(await count(), before);
});

test("on the page measures are chosen, taken, and taken back", async () => {
  const { page } = await visit(server, "/measures/templates?set=factory", {}, lead.client);
  await page.getByRole("checkbox", { name: /経営幹部へのリスクの説明/ }).waitFor();
  await page.locator("label", { hasText: "経営幹部へのリスクの説明" }).click();
  await page.getByRole("button", { name: "選んだ4件を対策に登録" }).click();
  const made = page.getByRole("link", { name: "ネットワーク境界の洗い出し" });
  await made.waitFor();
  await page.getByRole("button", { name: "元に戻す" }).click();
  await made.waitFor({ state: "detached" });
  const { items } = await ciso.get("/measures?q=%E5%A2%83%E7%95%8C%E3%81%AE%E6%B4%97%E3%81%84%E5%87%BA%E3%81%97");
  assert.deepEqual(items, []);
});

test("W11: goal, risk, and measures, people and money stand on one page", async () => {
  const made = await lead.client.post(
    "/business-cases",
    {
      unit,
      title: "EC事業への進出",
      goal: "EC事業進出のため、自社専用のWebサイトの運営管理が必要",
      goal_effect: "売上 +300万円/月、利益 +50万円/月",
      problems: "不正アクセスによるサービスの停止や顧客情報の流出",
      plan: "新たなセキュリティサービスの導入",
      people_needed: 1,
      cost_initial: { amount: 4000000, currency: "JPY" },
    },
    201,
  );
  const measure = await lead.client.post("/measures", { unit, title: "WAFサービスの導入", priority: "high" }, 201);
  await lead.client.post(`/business-cases/${made.id}/links`, { kind: "requires", register: "measures", record: measure.id }, 201);
  const { page } = await visit(server, `/business-cases/${made.number}/page`, {}, ciso);
  const part = (name: string) => page.locator("section", { has: page.getByRole("heading", { name }) });
  await part("① 事業の前提と目標").getByText("売上 +300万円/月").waitFor();
  await part("② リスクへの影響").getByText("顧客情報の流出").waitFor();
  await part("③ 必要な対策・人・予算").getByRole("link", { name: "WAFサービスの導入" }).waitFor();
  await part("③ 必要な対策・人・予算").getByText("1名").waitFor();
  await part("③ 必要な対策・人・予算").getByText("初期 400万円").waitFor();
});
