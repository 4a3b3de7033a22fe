// The yearly list taken over as people do it, and undone.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { visit } from "../support/browser.ts";
import { setUp } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server);
const visitor = await visit(server, "/risk", {}, ciso);
after(() => visitor.context.close());

test("from the first steps the ten of the year come into the register in three presses, and go again", async () => {
  const { page } = visitor;
  await page.getByRole("link", { name: "手口を選ぶ" }).click();
  await page.getByRole("button", { name: "「情報セキュリティ10大脅威 2026（組織）」をすべて選ぶ" }).click();
  await visitor.look("known-threats");
  await page.getByRole("button", { name: "選んだ10件を登録" }).click();
  await page.getByText("10件の脅威を登録しました").waitFor();
  await page.getByText("として登録済み").nth(9).waitFor();
  assert.equal((await ciso.get("/threats")).total, 10);
  await visitor.look("known-threats-taken");
  await page.getByRole("button", { name: "元に戻す" }).click();
  await page.getByText("として登録済み").first().waitFor({ state: "detached" });
  assert.equal((await ciso.get("/threats")).total, 0);
  visitor.quiet();
});
