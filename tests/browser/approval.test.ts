// A decision going round as people make it: four of them, one away, on desk, phone and paper.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { visit, type View, type Visitor } from "../support/browser.ts";
import type { Client, Json } from "../support/client.ts";
import { findAndTake } from "../support/pages.ts";
import { type Colleague, colleagueOf, setUp, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const TITLE = "基幹システムの復旧演習";

let admin: Client;
let measure: Json;
let number: string; // of the round
const people: Record<"drafter" | "head" | "it" | "auditor" | "president" | "deputy", Colleague> = {} as never;

before(async () => {
  admin = await setUp(server);
  const top = await topUnit(admin);
  const shop = (await admin.post("/units", { name: "青葉店", kind: "shop", parent: top }, 201)).id;
  people.drafter = await colleagueOf(admin, "鈴木", "主任", ["manager"], shop);
  people.head = await colleagueOf(admin, "中村", "店長", ["manager"], shop);
  people.it = await colleagueOf(admin, "田中", "情報システム部長", ["security"], top);
  people.auditor = await colleagueOf(admin, "小林", "監査室長", ["auditor"], top);
  people.president = await colleagueOf(admin, "大野", "代表取締役社長", ["executive"], top);
  people.deputy = await colleagueOf(admin, "山本", "専務取締役", ["executive"], top);
  const unit = shop;
  measure = await people.drafter.client.post("/measures", { unit, title: TITLE, priority: "high", purpose: "停止から一日で復旧できるようにします。", cost_initial: { amount: 3200000, currency: "JPY" } }, 201);
});

const visitors: Visitor[] = [];
after(async () => {
  for (const visitor of visitors) await visitor.context.close();
});

async function go(path: string, as: Client, heading: string | RegExp, view: View = {}): Promise<Visitor> {
  const visitor = await visit(server, path, view, as);
  visitors.push(visitor);
  await visitor.page.getByRole("heading", { name: heading, level: 1 }).waitFor();
  await visitor.page.waitForLoadState("networkidle");
  return visitor;
}

test("a route is set: by post, side by side, with a deadline and who is asked then", async () => {
  const visitor = await go("/approval-routes/new", admin, "承認ルートを作成");
  const { page } = visitor;
  await page.getByRole("textbox", { name: /^名称 必須/ }).fill("対策の承認");
  await page.getByRole("textbox", { name: /^段階の名称 必須/ }).fill("店長");
  await page.getByRole("button", { name: "承認者の決め方" }).click();
  await page.getByRole("option", { name: "役職" }).click();
  await page.getByRole("textbox", { name: "役職" }).fill("店長");
  await visitor.look("approval-route-new");
  await page.getByRole("button", { name: "保存" }).click();
  await page.waitForURL(/\/approval-routes$/);
  const [route] = (await admin.get("/approval-routes")).items;
  assert.deepEqual(route.steps, [{ name: "店長", who: [{ kind: "post", post: "店長" }], need: "all", days: 3 }]);
  // The other steps by API: the form is the same for each.
  const person = (who: Colleague): Json => ({ kind: "person", person: who.person });
  const steps = [
    ...route.steps,
    { name: "合議", who: [person(people.it), person(people.auditor)], need: "all", days: 5 },
    { name: "決裁", who: [person(people.president)], need: "all", days: 5, escalate: [person(people.deputy)] },
  ];
  await admin.patch(`/approval-routes/${route.id}`, { steps }, `"${route.version}"`);
  const list = await go("/approval-routes", admin, "承認ルート");
  await list.page.getByText("店長 → 合議 → 決裁").waitFor();
  await list.look("approval-routes");
  const form = await go(`/approval-routes/${route.id}`, admin, "対策の承認", { width: 390 });
  await form.page.getByRole("heading", { name: "第3段階" }).waitFor();
  await form.look("approval-route");
  // Where every register has its form, a route has its own page.
  const edit = await go(`/approval-routes/${route.id}/edit`, admin, "対策の承認");
  await edit.page.getByRole("heading", { name: "第3段階" }).waitFor();
  assert.equal(await edit.page.getByText("[object Object]").count(), 0);
  visitor.quiet();
});

test("the drafter sends it from its own page and sees whom it goes to", async () => {
  const visitor = await go(`/measures/${measure.number}`, people.drafter.client, TITLE);
  const { page } = visitor;
  await page.getByRole("button", { name: "承認を申請" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("代表取締役社長").waitFor();
  await dialog.getByRole("textbox", { name: /^申請理由/ }).fill("昨年度の診断で復旧が業界平均を下回りました。");
  await visitor.shot("approval-send");
  await dialog.getByRole("button", { name: "承認を申請" }).click();
  await page.waitForURL(/\/approvals\/AP-/);
  number = new URL(page.url()).pathname.split("/").pop() ?? "";
  await page.getByText("承認を申請しました").waitFor();
  await visitor.look("approval-sent");
  const back = await go(`/measures/${measure.number}`, people.drafter.client, TITLE);
  await back.page.getByText("承認の回付中です（店長）").waitFor();
  assert.equal(await back.page.getByRole("button", { name: "承認を申請" }).count(), 0);
  await back.look("approval-record");
});

test("an approver comes from the first page and decides with a comment, on a phone", async () => {
  const visitor = await go("/", people.head.client, "ホーム", { width: 390 });
  const { page } = visitor;
  await page.getByRole("link", { name: new RegExp(TITLE) }).first().click();
  await page.getByRole("heading", { name: TITLE, level: 1 }).waitFor();
  await page.waitForLoadState("networkidle");
  await visitor.look("approval-decide");
  await page.getByRole("textbox", { name: /^コメント/ }).fill("店舗としても必要です。");
  await page.getByRole("button", { name: "承認", exact: true }).click();
  await page.getByText("承認しました").waitFor();
  await page.getByText("店舗としても必要です。").waitFor();
  await page.getByRole("button", { name: "承認", exact: true }).waitFor({ state: "detached" });
});

test("sending back asks for questions and to whom", async () => {
  const visitor = await go(`/approvals/${number}`, people.it.client, TITLE);
  const { page } = visitor;
  await page.getByRole("button", { name: "差戻し", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "差戻し", exact: true }).click();
  await dialog.locator("[aria-invalid=true]").waitFor();
  await visitor.shot("approval-return");
  await dialog.getByRole("button", { name: "やめる" }).or(dialog.getByRole("button", { name: "キャンセル" })).first().click();
  await page.getByRole("button", { name: "承認", exact: true }).click();
  await page.getByText("承認しました").waitFor();
  const round = await people.auditor.client.get(`/approvals/${number}`);
  await people.auditor.client.call("POST", `/approvals/${round.id}/decision`, { json: { decision: "approve" }, etag: `"${round.version}"` });
});

test("who is away names a deputy, who decides in that name", async () => {
  const away = await go("/absences", people.president.client, "不在・代理");
  await findAndTake(away.page, away.page.getByRole("combobox", { name: /代理の人/ }), "山本", /山本/);
  await away.page.getByRole("textbox", { name: /^備考/ }).fill("海外出張のため");
  await away.page.getByRole("button", { name: "保存" }).click();
  await away.page.getByRole("cell", { name: "常時", exact: true }).waitFor();
  await away.look("absences");
  const visitor = await go("/", people.deputy.client, "ホーム");
  const { page } = visitor;
  await page.getByRole("link", { name: new RegExp(TITLE) }).first().click();
  await page.getByText("大野 太郎さんの代理として決裁します").waitFor();
  await page.getByRole("textbox", { name: /^コメント/ }).fill("社長に代わり決裁します。");
  await page.getByRole("button", { name: "承認", exact: true }).click();
  await page.getByText("（大野 太郎さんの代理）").first().waitFor();
  await visitor.look("approval-approved");
  assert.equal((await admin.get(`/measures/${measure.id}`)).state, "approved");
  await visitor.onPaper();
  await visitor.shot("approval-paper");
  const phone = await go(`/approvals/${number}`, people.drafter.client, TITLE, { width: 390, theme: "dark" });
  await phone.look("approval-approved");
});

test("everybody finds what they sent and decided", async () => {
  const sent = await go("/approvals?tab=sent", people.drafter.client, "承認");
  await sent.page.getByText(number).first().waitFor();
  await sent.look("approvals-sent");
  const done = await go("/approvals?tab=done", people.head.client, "承認", { width: 390 });
  await done.page.getByText(number).first().waitFor();
  await done.look("approvals-done");
  await people.head.client.patch("/session", { lang: "en" });
  const english = await go(`/approvals/${number}`, people.head.client, TITLE, { lang: "en" });
  await english.page.getByText("(for 大野 太郎)").first().waitFor();
  await english.look("approval-approved");
});
