// A notice of a suspicious mail is sent from its page to the firms of a class, and the page says who got it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { visit } from "../support/browser.ts";
import { mailSettings, openMailbox } from "../support/mailbox.ts";
import { setUp } from "../support/people.ts";
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
