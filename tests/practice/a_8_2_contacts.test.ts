// Practice 8-2: company U drills for a natural disaster once a year and only ever checked the contacts that the drill's scenario
// called; whether IT stood on the list was never asked. In step with the drill of an area struck, it now (1) sees to IT being on
// the lists for disasters, (2) checks the contacts outside the scenario, too – the attack on the warehouse system among them –
// and (3) sends a test mail to all contacts there are for business continuity.
import assert from "node:assert/strict";
import { test } from "node:test";
import { visit } from "../support/browser.ts";
import type { Json } from "../support/client.ts";
import { mailSettings, openMailbox } from "../support/mailbox.ts";
import { setUp, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const mailbox = await openMailbox();
const server = await startServer({ env: mailSettings(mailbox) });
const ciso = await setUp(server, { organisation: "U社" });
const unit = await topUnit(ciso);

const LISTS = [
  { name: "倉庫地区の被災", purpose: "disaster", needs_it: true },
  { name: "倉庫管理システムへの攻撃", purpose: "incident", needs_it: true },
];
for (const list of LISTS) await ciso.post("/contact-lists", list, 201);
const make = (name: string, kind: string, lists: string[], more: object = {}): Promise<Json> => ciso.post("/contacts", { name, kind, lists, phone: "03-5550-0110", email: `${kind}-${lists.length}@u-logi.example`, ...more }, 201);
const warehouse = await make("倉庫管理部 部長", "internal", ["倉庫地区の被災"]);
const operator = await make("システム運用委託先", "vendor", ["倉庫管理システムへの攻撃"]);
const expert = await make("セキュリティ専門ベンダ", "expert", ["倉庫管理システムへの攻撃"]);
const drill = await ciso.post("/exercises", { unit, title: "年次BCP訓練（倉庫がある地区の被災）", kind: "recovery", planned_on: "2026-12-01" }, 201);
const check = await ciso.post("/contact-rounds", { title: "年次BCP訓練とあわせた連絡先の点検", exercise: drill.id, lists: ["倉庫地区の被災"], due: "2026-12-18" }, 201);
const progress = (): Promise<Json> => ciso.get(`/contact-rounds/${check.id}/progress`);

test("step 1: the list for disasters has no IT department; it is found and added", async () => {
  const { lists } = await progress();
  assert.deepEqual(lists.map((l: Json) => [l.name, l.needs_it && l.it === 0]), [["倉庫地区の被災", true], ["倉庫管理システムへの攻撃", true]]);
  const it = await make("情報システム部", "internal", LISTS.map((l) => l.name), { it: true });
  assert.ok((await progress()).lists.every((l: Json) => l.it > 0));
  await ciso.post(`/contact-rounds/${check.id}/test-mail`, undefined, 201); // brings the new one in, and is step 3
  await ciso.post("/contact-answers", { round: check.id, contact: it.id, outcome: "confirmed", wrong: [{ kind: "missing" }] }, 204);
});

test("step 2: contacts outside the drill's scenario are checked in step with it, and what was wrong is counted", async () => {
  const { items } = await progress();
  const scenario = new Map(items.map((x: Json) => [x.name, x.in_scenario]));
  assert.deepEqual([warehouse, operator, expert].map((x) => scenario.get(x.name)), [true, false, false]);
  const look = await visit(server, `/contact-rounds/${check.number}`, {}, ciso);
  await look.page.getByRole("button", { name: `${operator.name} 結果を記録`, exact: true }).click();
  await look.page.getByText("変更があったので直す", { exact: true }).click();
  await look.page.getByLabel(/^電話/).first().fill("03-5550-0999");
  await look.page.getByText("電話番号の誤り", { exact: true }).click();
  await look.page.getByRole("button", { name: "保存する", exact: true }).click();
  await look.page.getByRole("button", { name: `${operator.name} 結果を直す`, exact: true }).waitFor();
  await look.accessible();
  await look.shot("practice-8-2-round");
  await look.context.close();
  assert.equal((await ciso.get(`/contacts/${operator.id}`)).phone, "03-5550-0999");
});

test("step 3: the test mail goes to all contacts, and somebody without an account answers it by one press on a telephone", async () => {
  const { text } = await mailbox.mailTo(expert.email, (m) => m.text.includes("/confirm-contact#"));
  const link = /\/confirm-contact#\S+/.exec(text)?.[0] ?? assert.fail(text);
  const look = await visit(server, link, { width: 390 });
  await look.page.getByRole("button", { name: "連絡先は正しい", exact: true }).waitFor();
  await look.accessible();
  await look.shot("practice-8-2-confirm");
  assert.doesNotMatch((await look.page.textContent("main")) ?? "", /03-5550|専門ベンダ|@/);
  await look.page.getByRole("button", { name: "連絡先は正しい", exact: true }).click();
  await look.page.getByText("ご回答ありがとうございました").waitFor();
  await look.context.close();
  const mails = new Map((await progress()).items.map((x: Json) => [x.name, x.mail]));
  assert.deepEqual([mails.get(expert.name), mails.get(warehouse.name)], ["confirmed", "waiting"]);
});

test("reflection: the round is closed with its figures, and each list is one sheet of paper", async () => {
  for (const x of (await progress()).items) if (!x.outcome) await ciso.post("/contact-answers", { round: check.id, contact: x.id, outcome: "confirmed" }, 204);
  const { status, json, text } = await ciso.call("POST", `/contact-rounds/${check.id}/transitions`, { json: { action: "close" }, etag: "*" });
  assert.equal(status, 200, text);
  assert.deepEqual([json.contacts, json.outside, json.changed, json.faults, json.it_missing], [4, 2, 1, 2, 0]);
  const look = await visit(server, "/contact-lists/sheet", {}, ciso);
  await look.page.getByRole("heading", { name: "倉庫管理システムへの攻撃" }).waitFor();
  await look.accessible();
  await look.shot("practice-8-2-sheet");
  await look.page.emulateMedia({ media: "print" });
  const paper = await look.page.pdf({ format: "A4", preferCSSPageSize: true });
  assert.equal(paper.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length, LISTS.length);
  await look.context.close();
});
