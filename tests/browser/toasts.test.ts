// Refusals over the page: one at a time, none twice, each until it is closed.
import assert from "node:assert/strict";
import { test } from "node:test";
import { visit } from "../support/browser.ts";
import { setUp, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server);
const unit = await topUnit(ciso);

test("several refusals do not cover the page: the newest stands, closing it shows the one before", async () => {
  const record = await ciso.post("/measures", { unit, title: "端末の暗号化", priority: "high" }, 201);
  const visitor = await visit(server, `/measures/${record.number}`, {}, ciso);
  const { page } = visitor;
  let detail = "";
  await page.route("**/api/v1/measures/*/comments", (route) =>
    route.request().method() === "POST" ? route.fulfill({ status: 409, contentType: "application/problem+json", body: JSON.stringify({ title: "x", status: 409, detail }) }) : route.continue(),
  );
  const region = page.getByRole("region", { name: "お知らせ" });
  const send = async (reason: string) => {
    detail = reason;
    const refused = page.waitForResponse((r) => r.status() === 409);
    await page.getByRole("button", { name: "コメントする" }).click();
    await refused;
    await region.getByText(reason, { exact: true }).waitFor();
  };
  await page.getByRole("textbox", { name: "コメントを書く" }).fill("確認しました");
  await send("一つ目の理由");
  await send("一つ目の理由");
  assert.equal(await region.getByRole("alertdialog").count(), 1, "the same is not told twice");
  assert.equal(await region.getByText("ほかに").count(), 0);
  await send("二つ目の理由");
  await region.getByText("ほかに1件", { exact: false }).waitFor();
  await region.getByText("一つ目の理由").waitFor({ state: "detached" });
  assert.equal(await region.getByRole("alertdialog").count(), 1);
  await visitor.accessible();
  await visitor.shot("toasts");
  await region.getByRole("button", { name: "閉じる" }).click();
  await region.getByText("一つ目の理由", { exact: true }).waitFor();
  await region.getByRole("button", { name: "閉じる" }).click();
  await region.getByText("一つ目の理由").waitFor({ state: "detached" });
});
