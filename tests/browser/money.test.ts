// Sums of money in forms: typed as people write them, shown as they were read, and never lost when they cannot be.
import assert from "node:assert/strict";
import { test } from "node:test";
import { visit } from "../support/browser.ts";
import { setUp, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server);
const unit = await topUnit(ciso);

test("a sum in words is read while one types and kept as it was read", async () => {
  const visitor = await visit(server, "/measures/new", {}, ciso);
  const { page } = visitor;
  await page.getByRole("textbox", { name: /^対策名/ }).fill("VPN装置の更新");
  await page.getByRole("radiogroup", { name: /優先度/ }).getByText("高", { exact: true }).click();
  const initial = page.getByRole("textbox", { name: "初期費用 任意" });
  for (const [typed, read] of [["８００万円", "8,000,000円（800万円）"], ["1.2億", "120,000,000円（1.2億円）"], ["¥3,000", "3,000円"], ["1億2,000万", "120,000,000円（1.2億円）"]] as const) {
    await initial.fill(typed);
    await page.getByRole("status").getByText(read, { exact: true }).waitFor();
  }
  await page.keyboard.press("Tab");
  assert.equal(await initial.inputValue(), "120,000,000");
  await page.getByRole("button", { name: "登録する" }).click();
  await page.getByRole("heading", { name: "VPN装置の更新" }).waitFor();
  const { items } = await ciso.get("/measures");
  assert.deepEqual(items.map((m: { cost_initial: object }) => m.cost_initial), [{ amount: 120_000_000, currency: "JPY" }]);
});

test("what cannot be read stays as it was typed with an error beside it, and is not saved", async () => {
  const record = await ciso.post("/measures", { unit, title: "端末の暗号化", priority: "high", cost_yearly: { amount: 500_000, currency: "JPY" } }, 201);
  const visitor = await visit(server, `/measures/${record.number}/edit`, {}, ciso);
  const { page } = visitor;
  const yearly = page.getByRole("textbox", { name: "年間費用 任意" });
  await yearly.fill("800まん");
  await page.keyboard.press("Enter");
  await page.getByText("1か所の入力内容を確認してください").waitFor();
  await page.getByText("金額として読み取れません", { exact: false }).waitFor();
  assert.equal(await yearly.inputValue(), "800まん");
  assert.ok(await yearly.evaluate((e) => e === document.activeElement), "the field in error has the focus");
  for (const width of [1440, 390]) {
    await visitor.as({ width });
    await visitor.accessible();
    await visitor.shot("money-field");
  }
  assert.equal((await ciso.get(`/measures/${record.id}`)).cost_yearly.amount, 500_000);
  await yearly.fill("800万");
  await page.getByText("金額として読み取れません", { exact: false }).waitFor({ state: "detached" });
  await page.getByRole("button", { name: "保存する", exact: true }).click();
  await page.getByRole("heading", { name: "端末の暗号化" }).waitFor();
  assert.equal((await ciso.get(`/measures/${record.id}`)).cost_yearly.amount, 8_000_000);
});

test("a form that checks nothing itself sends no sum that cannot be read", async () => {
  const { page } = await visit(server, "/loss-limits/new", {}, ciso);
  await page.getByRole("textbox", { name: "名称 必須" }).fill("1億円を超える損失");
  await page.getByRole("textbox", { name: "年間の損失 必須" }).fill("一億");
  await page.getByRole("button", { name: "保存する", exact: true }).click();
  await page.getByRole("alert").getByText("読み取れない数字や金額があります", { exact: false }).waitFor();
  assert.equal((await ciso.get("/loss-limits")).items.length, 0);
});

test("a list is filtered by a sum in words", async () => {
  const visitor = await visit(server, "/measures", {}, ciso);
  const { page } = visitor;
  await page.getByRole("row", { name: /VPN装置の更新/ }).waitFor();
  await page.getByRole("button", { name: "条件を追加" }).click();
  await page.getByRole("menuitem", { name: "初期費用", exact: true }).click();
  const from = page.getByRole("textbox", { name: "初期費用（から）" });
  await from.fill("一億");
  await page.keyboard.press("Enter");
  await page.getByText("金額として読み取れません", { exact: false }).waitFor();
  assert.equal(new URL(page.url()).search, "");
  await from.fill("2億");
  await page.keyboard.press("Enter");
  await page.getByRole("row", { name: /VPN装置の更新/ }).waitFor({ state: "detached" });
  assert.equal(new URL(page.url()).searchParams.get("f.cost_initial.ge"), "200000000");
  await visitor.accessible();
  await visitor.shot("money-filter");
});

test("numbers are read in full width and with commas; what is none stays with an error, and a pasted date is read", async () => {
  const record = await ciso.post("/measures", { unit, title: "監視の強化", priority: "high", people_needed: 2 }, 201);
  const visitor = await visit(server, `/measures/${record.number}/edit`, {}, ciso);
  const { page } = visitor;
  const people = page.getByRole("textbox", { name: "必要な人数 任意" });
  await people.fill("約5人");
  await page.getByRole("button", { name: "保存する", exact: true }).click();
  await page.getByText("1か所の入力内容を確認してください").waitFor();
  await page.getByText("数字として読み取れません", { exact: false }).waitFor();
  assert.equal(await people.inputValue(), "約5人");
  await visitor.accessible();
  await visitor.shot("number-field");
  await people.fill("１，２００");
  await page.keyboard.press("Tab");
  assert.equal(await people.inputValue(), "1,200");
  await people.fill("2.5");
  await page.keyboard.press("Tab");
  await page.getByText("整数で入力してください", { exact: false }).waitFor();
  await people.fill("1,300");
  const due = page.getByRole("group", { name: /^期限/ });
  const paste = (text: string) =>
    due.getByRole("spinbutton").first().evaluate((field, said) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/plain", said);
      field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    }, text);
  await paste("来月末");
  await page.getByText("「来月末」は日付として読み取れません", { exact: false }).waitFor();
  await paste("令和9年3月31日");
  await page.getByText("「来月末」は日付として読み取れません", { exact: false }).waitFor({ state: "detached" });
  await page.getByRole("button", { name: "保存する", exact: true }).click();
  await page.getByRole("heading", { name: "監視の強化" }).waitFor();
  const saved = await ciso.get(`/measures/${record.id}`);
  assert.deepEqual([saved.people_needed, saved.due], [1300, "2027-03-31"]);
});
