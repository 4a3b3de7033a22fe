// The calendar link as people meet it on their account page: made, shown once, fetched, replaced, ended.
import assert from "node:assert/strict";
import { test } from "node:test";
import { visit } from "../support/browser.ts";
import { setUp, signedInAs } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const first = await setUp(server);

test("a link is made, shown once, used by a calendar program, replaced and ended", async () => {
  const who = await signedInAs(first, "security");
  const look = await visit(server, "/account", {}, who);
  const { page } = look;
  const status = async (url: string): Promise<number> => (await fetch(url.replace(/^https?:\/\/[^/]+/, server.url))).status;
  const shown = async (): Promise<string> => {
    await page.getByText("このリンクが表示されるのは今回だけです").waitFor();
    return page.getByRole("textbox", { name: "カレンダーのリンク" }).inputValue();
  };
  await page.getByText("「URLで追加」").waitFor();
  await page.getByRole("button", { name: "リンクを作る", exact: true }).click();
  const url = await shown();
  assert.match(url, /\/calendar\/1\.[\w-]{43}\.ics$/);
  await look.accessible();
  await look.shot("calendar-made");
  await page.getByRole("button", { name: "登録しました" }).click();
  await page.getByText("まだ取得されていません").waitFor();
  assert.equal(await status(url), 200);
  await page.reload();
  await page.getByText(/最終取得 .+ · 127\.0\.0\.1/).waitFor();
  await look.accessible();
  await look.shot("calendar-on");

  await page.getByRole("button", { name: "リンクを作り直す" }).click();
  await page.getByRole("alertdialog").or(page.getByRole("dialog")).getByRole("button", { name: "リンクを作り直す" }).click();
  const next = await shown();
  assert.equal(await status(url), 404);
  assert.equal(await status(next), 200);
  await page.getByRole("button", { name: "登録しました" }).click();
  await page.getByRole("button", { name: "連携を止める" }).click();
  await page.getByRole("alertdialog").or(page.getByRole("dialog")).getByRole("button", { name: "連携を止める" }).click();
  await page.getByText("「URLで追加」").waitFor();
  assert.equal(await status(next), 404);

  await who.patch("/session", { lang: "en" });
  await who.post("/calendar-feed", undefined, 201);
  const phone = await visit(server, "/account", { width: 390, lang: "en", theme: "dark" }, who);
  await phone.page.getByText(/not fetched yet/).waitFor();
  await phone.fits();
  await phone.shot("calendar-on-phone");
});
