// Finding: the palette by keyboard alone, an input method at work, all hits with an address.
import assert from "node:assert/strict";
import { test } from "node:test";
import { visit } from "../support/browser.ts";
import { newDatabase } from "../support/database.ts";
import { until } from "../support/environment.ts";
import { enterBy } from "../support/people.ts";
import { command, prepare, startServer } from "../support/server.ts";

const database = newDatabase();
prepare(database);
const links = command(database, ["demo"]);
const server = await startServer({ database });
const ciso = await enterBy(server, links, "ciso");
await until("the sheets are in", async () => (await ciso.get("/search?q=%E6%A8%A9%E9%99%90&kind=item")).total > 0 || null);

test("Ctrl+K, two characters and Enter lead to a record, without a mouse", async () => {
  const visitor = await visit(server, "/", {}, ciso);
  const { page } = visitor;
  await page.locator("h1").first().waitFor();
  await page.keyboard.press("Control+k");
  const box = page.getByRole("combobox");
  await box.waitFor();
  await page.keyboard.type("ﾗﾝｻﾑ");
  const options = page.getByRole("option");
  await options.locator("mark").first().waitFor();
  await visitor.accessible();
  await visitor.shot("search-palette");
  const wanted = page.getByRole("option", { name: /M-20/ }).first();
  await wanted.waitFor();
  for (let i = 0; i < 20 && (await wanted.getAttribute("aria-selected")) !== "true"; i++) await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/measures\/M-20/);
});

test("nothing is asked while an input method composes", async () => {
  const { page } = await visit(server, "/", {}, ciso);
  const asked: string[] = [];
  page.on("request", (r) => r.url().includes("/search?") && asked.push(r.url()));
  await page.locator("h1").first().waitFor();
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").waitFor();
  await page.clock.install();
  const devtools = await page.context().newCDPSession(page);
  for (const text of ["k", "け", "けん", "けんげ", "けんげん"]) await devtools.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
  await page.clock.runFor(1000); // longer than the pause after which it asks
  assert.deepEqual(asked, []);
  await devtools.send("Input.insertText", { text: "権限" });
  await page.clock.runFor(1000);
  await page.getByRole("option").locator("mark").first().waitFor();
  assert.equal(asked.length, 1);
});

test("all hits have an address, are narrowed by kind, and lead to the question itself", async () => {
  const visitor = await visit(server, "/search?q=権限", {}, ciso);
  const { page } = visitor;
  await page.locator(".hit").first().waitFor();
  await visitor.accessible();
  for (const view of [{ width: 1440, theme: "light" }, { width: 390, theme: "dark" }] as const) {
    await visitor.as(view);
    await visitor.shot("search");
  }
  await visitor.as({ width: 1440, theme: "light" });
  await page.goto("/search?q=権限&kind=item");
  const first = page.locator(".hit a").first();
  await first.click();
  await page.waitForURL(/\/sheets\/.*#item-/);
  await page.locator(".arrived").waitFor();
});

test("what others change does not move under the eyes: a bar says so, a press brings it", async () => {
  const made = await ciso.post("/measures", { unit: (await ciso.get("/units")).items[0].id, title: "読んでいる対策", priority: "low" });
  const auditor = await enterBy(server, links, "auditor");
  for (const address of [`/measures/${made.number}`, "/measures"]) {
    const visitor = await visit(server, address, {}, auditor);
    const { page } = visitor;
    const feed = page.waitForResponse((r) => r.url().includes("/changes?since"));
    const nudge = () => page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
    await page.getByText("読んでいる対策").first().waitFor();
    await visitor.settled(); // the feed has said where it stands
    await nudge(); // from now on
    await feed;
    const title = `変わった対策 ${address.length}`;
    await ciso.call("PATCH", `/measures/${made.id}`, { etag: "*", json: { title } });
    await nudge();
    const press = page.getByRole("button", { name: "最新の内容を表示" });
    await press.waitFor();
    assert.equal(await page.getByText(title).count(), 0);
    await visitor.accessible();
    await visitor.shot(`changed${address.replaceAll("/", "-")}`);
    await press.click();
    await page.getByText(title).first().waitFor();
    assert.equal(await press.count(), 0);
    await ciso.call("PATCH", `/measures/${made.id}`, { etag: "*", json: { title: "読んでいる対策" } });
  }
});
