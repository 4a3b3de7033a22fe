// Practice 7-2: company P says for the same five threats whether evidence has to be kept and what staff do first (table 2-7.3),
// and the CSIRT makes it known where everybody finds it – also who cannot log in, because the PC has just been unplugged.
import assert from "node:assert/strict";
import { test } from "node:test";
import { visit } from "../support/browser.ts";
import type { Json } from "../support/client.ts";
import { setUp } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server, { organisation: "P社" });
const OF_MALWARE = ["PCをネットワークから切断する", "メールやファイルを削除しない", "PCの電源を切らない", "取引先や顧客等への連絡"];
const TABLE: { title: string; steps?: string[]; card_note?: string }[] = [
  { title: "ランサムウェアによる被害", steps: OF_MALWARE },
  { title: "サプライチェーンの弱点を悪用した攻撃", steps: OF_MALWARE },
  { title: "標的型攻撃による機密情報の窃取", steps: OF_MALWARE },
  { title: "内部不正による情報漏えい", card_note: "人事部と情報システム部で対応" },
  { title: "テレワーク等のニューノーマルな働き方を狙った攻撃", steps: ["CSIRTに連絡（電話、メッセージング等）", "電話やメッセージングサービス等での状況確認", "メールやファイルを削除しない"] },
];

test("every threat says that evidence is kept, and what staff do first in order", async () => {
  for (const [i, { steps, ...said }] of TABLE.entries())
    await ciso.post("/threat-responses", { ...said, steps: steps?.join("\n"), position: i + 1, possible: true, command: "情報システム部（P社 CSIRT）", keep_evidence: true, on_card: true }, 201);
  const { cards } = await ciso.get("/threat-cards");
  assert.deepEqual(cards.map((c: Json) => [c.title, c.steps, c.note]), TABLE.map((t) => [t.title, t.steps ?? [], t.card_note ?? null]));
  assert.ok(cards.every((c: Json) => c.keep_evidence));
});

test("an employee without an account finds the card on a telephone, calls the window, and it prints on one sheet", async () => {
  await ciso.put("/reporting-window", { name: "P社 CSIRT", phone: "0120-000-119", email: null, chat: null, hours: "24時間", note: null }, '"0"');
  const { url } = await ciso.post("/threat-card-link", undefined, 201);
  const look = await visit(server, `/cards${new URL(url).hash}`, { width: 390 });
  await look.page.getByRole("heading", { name: "何が起きましたか" }).waitFor();
  assert.equal(await look.page.getByRole("link", { name: "0120-000-119" }).getAttribute("href"), "tel:0120000119");
  await look.shot("practice-7-2-list");
  await look.page.getByRole("button", { name: "ランサムウェアによる被害", exact: true }).click();
  await look.page.getByRole("heading", { name: "ランサムウェアによる被害", exact: true }).waitFor();
  assert.deepEqual(await look.page.locator(".threat-card-steps li").allTextContents(), OF_MALWARE);
  for (const view of [{ width: 390, theme: "dark" }, { width: 1440, theme: "light" }] as const) {
    await look.as(view);
    await look.accessible();
    await look.shot("practice-7-2-card");
  }
  await look.page.emulateMedia({ media: "print" });
  const paper = await look.page.pdf({ format: "A4", preferCSSPageSize: true });
  assert.equal(paper.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length, 1);
  await look.page.emulateMedia({ media: "screen" });
  await look.page.getByRole("button", { name: "一覧に戻る", exact: true }).click();
  await look.page.getByRole("heading", { name: "何が起きましたか" }).waitFor();
  await look.page.emulateMedia({ media: "print" });
  const all = await look.page.pdf({ format: "A4", preferCSSPageSize: true });
  assert.equal(all.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length, TABLE.length); // a sheet a threat
  await look.context.close();
});
