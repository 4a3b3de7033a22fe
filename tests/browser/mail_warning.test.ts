// A notice of a suspicious mail is sent from its page to the firms of a class or to our own sites, and the page says who
// got it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { visit } from "../support/browser.ts";
import { mailSettings, openMailbox } from "../support/mailbox.ts";
import { setUp, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const mailbox = await openMailbox();
const server = await startServer({ env: mailSettings(mailbox) });
const ciso = await setUp(server);

test("a notice goes to the firms of a class, and its page lists them", async () => {
  const firm = await ciso.post("/suppliers", { name: "青木鋳造", contact_email: "aoki@aoki.example", class_given: "a", class_reason: "規模" }, 201);
  assert.equal((await ciso.call("POST", `/suppliers/${firm.id}/transitions`, { json: { action: "activate" }, etag: "*" })).status, 200);
  const { number } = await ciso.post("/mail-warnings", { title: "請求書を装うメール", looks: "https://evil.example へのリンクがある。", todo: "開かずに削除する。" }, 201);
  const { page } = await visit(server, `/mail-warnings/${number}`, {}, ciso);
  await page.getByText("まだ送っていません。").waitFor();
  await page.getByText("hxxps://evil[.]example へのリンクがある。").waitFor();
  await page.getByRole("button", { name: "メールで送る", exact: true }).click();
  await page.getByRole("button", { name: "送信する", exact: true }).click();
  await page.getByText("1件に送りました（以前に送信済み0件、アドレスなし0件）。").waitFor();
  await page.getByRole("cell", { name: "aoki@aoki.example" }).waitFor();
  assert.match((await mailbox.mailTo("aoki@aoki.example", () => true)).text, /hxxps:\/\/evil\[\.\]example/);
});

test("a notice goes to all our own sites, by the contact for notices of each", async () => {
  const unit = await topUnit(ciso);
  const contact = await ciso.post("/people", { unit, family_name: "森", given_name: "一", email: "mori@plant.example" }, 201);
  await ciso.post("/sites", { unit, name: "川崎工場", contact: contact.id }, 201);
  const { number } = await ciso.post("/mail-warnings", { title: "宅配を装うメール", looks: "偽の不在通知。", todo: "開かずに削除する。" }, 201);
  const look = await visit(server, `/mail-warnings/${number}`, {}, ciso);
  const { page } = look;
  await page.getByRole("button", { name: "メールで送る", exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: /送り先/ }).click();
  await page.getByRole("option", { name: "自社の拠点", exact: true }).click();
  await page.getByText("拠点を選ばないときは、すべての拠点に送ります。").waitFor();
  await look.accessible();
  await look.look("mail-warning-sites");
  await page.getByRole("button", { name: "送信する", exact: true }).click();
  await page.getByText("1件に送りました（以前に送信済み0件、アドレスなし0件）。").waitFor();
  await page.getByRole("cell", { name: "mori@plant.example" }).waitFor();
  await page.getByRole("cell", { name: /川崎工場.*自社の拠点/ }).waitFor();
  await look.look("mail-warning-sent-to-sites");
});
