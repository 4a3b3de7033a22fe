// Making accounts: what each role may, and how somebody comes in where no mail is sent.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { visit, type Visitor } from "../support/browser.ts";
import { ROLES, setUp, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer(); // without mail
const first = await setUp(server);
const visitors: Visitor[] = [];
after(async () => {
  for (const visitor of visitors) await visitor.context.close();
});

async function open(path: string, view: object = {}): Promise<Visitor> {
  const visitor = await visit(server, path, view, first);
  visitors.push(visitor);
  return visitor;
}

test("every role says what it sees and does", async () => {
  const visitor = await open("/accounts/new");
  const { page } = visitor;
  await page.locator(".role-says").getByText("担当組織の診断に回答します。全社の結果は見られません").waitFor();
  await page.getByRole("button", { name: /役割/ }).first().click();
  const options = page.getByRole("option");
  await options.first().waitFor();
  assert.equal(await options.count(), ROLES.length);
  for (const text of await options.allTextContents()) assert.ok(text.length > 20, `${text} has no word of explanation`);
  await visitor.look("account-roles");
  await page.getByRole("option", { name: /^監査人/ }).click();
  await page.locator(".role-says").getByText("すべて閲覧し、第二意見と監査の指摘を記録します").waitFor();
  const phone = await open("/accounts/new", { width: 390 });
  await phone.page.locator(".role-says").waitFor();
  await phone.look("account-new");
  visitor.quiet();
});

test("where no mail is sent no invitation is offered, and it is said how the link is handed over", async () => {
  const account = await first.post("/accounts", { login: "taro", name: "鈴木 太郎", roles: [{ role: "member", unit: await topUnit(first) }] }, 201);
  const visitor = await open(`/accounts/${account.id}`);
  const { page } = visitor;
  await page.getByText("メールの送信が設定されていないため、招待は送れません。", { exact: false }).waitFor();
  await page.getByRole("button", { name: "ログイン用リンクを発行" }).waitFor();
  assert.equal(await page.getByRole("button", { name: "招待をメールで送る" }).count(), 0);
  await visitor.look("account-by-hand");
  await first.patch("/session", { lang: "en" });
  const english = await open(`/accounts/${account.id}`, { lang: "en", width: 390 });
  await english.page.getByText("Hand the log-in link to the person").waitFor();
  await english.look("account-by-hand");
  visitor.quiet();
});
