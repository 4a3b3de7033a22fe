// The strategy map: four bands with boxes that say their state in words, reached by the keys; arrows are made and taken away in the table.
import assert from "node:assert/strict";
import { test } from "node:test";
import { visit } from "../support/browser.ts";
import { setUp } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server);

const VIEWS = [
  { width: 1440, theme: "light" },
  { width: 390, theme: "dark" },
] as const;

test("without indicators the map says what it needs", async () => {
  const look = await visit(server, "/scorecard/map", {}, ciso);
  await look.page.getByText("指標を登録すると、因果関係を図にできます。").waitFor();
  await look.accessible();
  await look.context.close();
});

test("each view is a band below the one it leads to, and boxes neither overlap nor leave their band", async () => {
  await ciso.post("/scorecard/starter", undefined, 201);
  const look = await visit(server, "/scorecard/map", {}, ciso);
  const { page } = look;
  const frame = page.getByRole("region", { name: "戦略マップ" });
  await frame.waitFor();
  for (const view of VIEWS) {
    await look.as(view);
    await look.accessible();
    await look.shot("kpi-map");
  }
  await look.as(VIEWS[0]);
  const { bands, boxes } = await frame.evaluate((element) => {
    const placeOf = (e: Element) => {
      const { left, right, top, bottom } = e.getBoundingClientRect();
      return { left, right, top, bottom };
    };
    return {
      bands: [...element.querySelectorAll(".band")].map(placeOf),
      boxes: [...element.querySelectorAll("a")].map((a) => ({ says: document.getElementById(a.getAttribute("aria-describedby") ?? "")?.textContent ?? "", ...placeOf(a.querySelector(".frame") as Element) })),
    };
  });
  const items = (await ciso.get("/scorecard")).items.length;
  assert.deepEqual([bands.length, boxes.length], [4, items]);
  const views = ["財務の視点", "顧客の視点", "業務プロセスの視点", "学習と成長の視点"];
  for (const box of boxes) {
    const band = bands[views.findIndex((v) => box.says.startsWith(v))];
    assert.ok(band && box.top >= band.top && box.bottom <= band.bottom && box.left >= band.left && box.right <= band.right, box.says);
    for (const other of boxes) assert.ok(other === box || other.left >= box.right || other.right <= box.left || other.top >= box.bottom || other.bottom <= box.top, `${box.says} and ${other.says}`);
  }
  for (let n = 1; n < bands.length; n++) assert.ok((bands[n]?.top ?? 0) >= (bands[n - 1]?.bottom ?? 0) - 1);
  await look.context.close();
});

test("a box is reached by the keys, says its arrows, brings them out, and leads to its indicator", async () => {
  const look = await visit(server, "/scorecard/map", {}, ciso);
  const { page } = look;
  const box = page.getByRole("link", { name: /^高いリスクの件数.*0件.*良好/ });
  await box.waitFor();
  assert.match((await page.locator(`#${await box.getAttribute("aria-describedby")}`).textContent()) ?? "", /^業務プロセスの視点。 原因となる指標：.*期限を過ぎた対策.*効果が及ぶ指標：.*セキュリティに起因するサービスの中断時間/);
  await box.focus();
  const arrows: { cause: { title: string }; effect: { title: string } }[] = (await ciso.get("/scorecard")).arrows;
  const own = arrows.filter((a) => [a.cause.title, a.effect.title].includes("高いリスクの件数")).length;
  assert.deepEqual([await page.locator(".way.lit").count(), await page.locator(".way.dim").count()], [own, arrows.length - own]);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "高いリスクの件数", level: 1 }).waitFor();
  await page.getByRole("link", { name: "期限を過ぎた対策" }).waitFor();
  await look.context.close();
});

test("an arrow is added, one that would lead round is refused in words, and one is taken away", async () => {
  const look = await visit(server, "/scorecard/map", {}, ciso);
  const { page } = look;
  const dialog = page.getByRole("dialog");
  const choose = async (name: RegExp, option: RegExp): Promise<void> => {
    await dialog.getByRole("button", { name }).click();
    await page.getByRole("option", { name: option }).click();
  };
  await page.getByRole("button", { name: "矢印を追加" }).click();
  await choose(/原因となる指標/, /^高いリスクの件数/);
  await choose(/効果が及ぶ指標/, /^期限を過ぎた対策/);
  await dialog.getByRole("button", { name: "保存" }).click();
  await dialog.getByText("矢印が一巡して元の指標に戻ってしまいます。").waitFor();
  await look.accessible();
  await choose(/効果が及ぶ指標/, /^顧客の要望・苦情への回答日数/);
  await dialog.getByRole("button", { name: "保存" }).click();
  await dialog.waitFor({ state: "detached" });
  const gone = page.getByRole("button", { name: "「高いリスクの件数」から「顧客の要望・苦情への回答日数（平均）」への矢印を外す" });
  await gone.click();
  await page.getByRole("alertdialog").or(dialog).getByRole("button", { name: "矢印を外す" }).click();
  await gone.waitFor({ state: "detached" });
  await look.context.close();
});
