// "Assess once" as people do it: a mapping and what it covers, proposals on the answering page, and where a
// taken answer came from. And every scale answered on a phone.
import assert from "node:assert/strict";
import { test } from "node:test";
import { visit } from "../support/browser.ts";
import type { Json } from "../support/client.ts";
import { until } from "../support/environment.ts";
import { setUp, signedInAs } from "../support/people.ts";
import { startServer } from "../support/server.ts";
import { hold } from "../support/slow.ts";
import { answerForty, FORTY, importSheet, makeShops, newestVersion, openCampaign, smallSheet, step } from "../support/sheet.ts";

const server = await startServer();
const ciso = await setUp(server);
const shops = await makeShops(ciso);
const shop = await signedInAs(ciso, "manager", shops.east);
const small = await importSheet(ciso, smallSheet());
await importMapping();
const forty = await openCampaign(ciso, (await newestVersion(ciso, FORTY)).id, [shops.east], { name: "年次評価" });
await answerForty(ciso, forty.responses[shops.east]!.id, "4".repeat(40));
await step(ciso, forty.responses[shops.east]!.id, "submit");
await step(ciso, forty.responses[shops.east]!.id, "accept");

async function importMapping(): Promise<void> {
  const pair = (from: string, to: string, relation: string): object => ({ from, to, relation, note: { ja: "役割の明確さ", en: "clear roles" } });
  const mapping = {
    format: "kaname-mapping/1",
    key: "forty-small",
    version: "1",
    publisher: "テスト商店",
    wording: "own",
    name: { ja: "40項目と小さなシートの対応", en: "40 items and the small sheet" },
    from: FORTY,
    to: "small",
    pairs: [pair("2-2", "a-1", "equal"), pair("5-6", "a-2", "superset"), pair("5-10", "a-2", "intersect"), pair("6-3", "b-1", "intersect")],
  };
  const answer = await ciso.call("POST", "/sheets/import?name=m.json", { body: JSON.stringify(mapping) });
  assert.equal(answer.status, 200, answer.text);
}

const newResponse = async (): Promise<Json> => (await openCampaign(ciso, small.id, [shops.east])).responses[shops.east]!;

for (const view of [{}, { width: 390 }, { lang: "en" as const }])
  test(`proposals are taken by those who answer, and stay marked (${JSON.stringify(view)})`, async () => {
    const response = await newResponse();
    const en = "lang" in view;
    await shop.patch("/session", { lang: en ? "en" : "ja" });
    const v = await visit(server, `/responses/${response.id}`, view, shop);
    const bar = v.page.locator(".note", { hasText: en ? "Other assessments offer" : "他の診断の回答から" });
    await bar.waitFor();
    await v.page.locator("#item-a-1 .q-carry").waitFor();
    await v.settled();
    await v.look("carry-offers");
    assert.equal((await shop.get(`/responses/${response.id}`)).answered, 0);
    await bar.getByRole("button").click();
    await v.page.locator("#item-a-1 .q-carried").waitFor();
    await v.page.locator("#item-a-2 .q-open").click();
    const offer = v.page.locator("#item-a-2 .q-carry");
    await offer.waitFor();
    await v.settled();
    await v.look("carry-offer");
    await offer.getByRole("button", { name: en ? "Take this answer" : "この回答を引き継ぐ" }).click();
    await v.page.locator("#item-a-2 .q-carried").waitFor();
    await v.look("carry-taken");
    const now = await shop.get(`/responses/${response.id}`);
    assert.deepEqual(now.answers.map((a: Json) => [a.item, a.value]), [["a-1", 4], ["a-2", "yearly"]]);
    await v.context.close();
  });

test("a press on a choice instead of the proposal is one's own answer", async () => {
  await shop.patch("/session", { lang: "ja" });
  const response = await newResponse();
  const v = await visit(server, `/responses/${response.id}`, {}, shop);
  await v.page.locator("#item-a-1 .q-carry").waitFor();
  await v.page.locator("#item-a-1 .q-choice").nth(1).click();
  await until("saved", async () => (await shop.get(`/responses/${response.id}`)).answered === 1);
  await v.page.locator("#item-a-1 .q-carry").waitFor({ state: "detached" });
  assert.equal((await shop.get(`/responses/${response.id}/carry-over`)).carried.length, 0);
  await v.context.close();
});

test("choices stand where they will be pressed from the first, however late proposals come", async () => {
  await shop.patch("/session", { lang: "ja" });
  const response = await newResponse();
  const v = await visit(server, "/sheets", {}, shop);
  await v.settled();
  const offers = await hold(v.page, `**/responses/${response.id}/carry-over`);
  const words = await hold(v.page, "**/sheet-versions/*/document");
  await v.page.evaluate((path) => {
    const tops: number[] = ((window as any).tops = []);
    const look = (): void => {
      const at = document.querySelector("#item-a-1 .q-choice")?.getBoundingClientRect();
      if (at && at.height > 0 && tops.at(-1) !== at.top + scrollY) tops.push(at.top + scrollY);
      requestAnimationFrame(look);
    };
    look();
    history.pushState({ index: 1 }, "", path);
    dispatchEvent(new PopStateEvent("popstate", { state: { index: 1 } }));
  }, `/responses/${response.id}`);
  words.letGo();
  await v.page.locator(".loading, #item-a-1 .q-choice").first().waitFor();
  offers.letGo();
  await v.page.locator("#item-a-1 .q-carry").waitFor();
  await v.settled();
  assert.equal(await v.page.evaluate(() => (window as any).tops.length), 1);
  await v.context.close();
});

test("what is answered while a proposal is taken stays on the page", async () => {
  const response = await newResponse();
  const v = await visit(server, `/responses/${response.id}`, {}, shop);
  await v.page.locator("#item-a-1 .q-carry").waitFor();
  const taken = await hold(v.page, "**/carry-over", "POST");
  await v.page.locator("#item-a-1 .q-carry").getByRole("button").click();
  await until("taken", async () => (await shop.get(`/responses/${response.id}`)).answered === 1);
  await v.page.locator("#item-a-2 .q-open").click();
  await v.page.locator("#item-a-2 .q-choice").first().click();
  await until("saved", async () => (await shop.get(`/responses/${response.id}`)).answered === 2);
  taken.letGo();
  await v.page.locator("#item-a-1 .q-open").click();
  await v.page.locator("#item-a-1 .q-carried").waitFor();
  await v.page.locator("#item-a-2 .q-answer").waitFor();
  await v.context.close();
});

for (const view of [{}, { width: 390 }, { lang: "en" as const }])
  test(`what another framework asks of the same is found from both sides (${JSON.stringify(view)})`, async () => {
    const en = "lang" in view;
    await shop.patch("/session", { lang: en ? "en" : "ja" });
    const v = await visit(server, "/sheets", view, shop);
    await v.page.getByRole("link", { name: en ? "40 items and NIST CSF 2.0" : "40項目とNIST CSF 2.0の対応" }).click();
    await v.page.getByRole("heading", { level: 1, name: "NIST CSF 2.0" }).waitFor();
    await v.page.getByText("GV.OC-01").first().waitFor();
    await v.look("mapping-csf");
    await v.page.goto("/mappings?key=csm40-nist-csf-2.0&group=none");
    await v.page.getByText("GV.RM-07").waitFor();
    assert.equal(await v.page.getByText("GV.OC-01").count(), 0);
    const sheet = (await shop.get("/sheets")).items.find((s: Json) => s.key === FORTY);
    await v.page.goto(`/sheets/${sheet.id}?related=csm40-nist-csf-2.0:RC`);
    await v.page.locator("#item-8-2").waitFor();
    await until("the rest is left out", async () => (await v.page.locator("#item-1-1").count()) === 0);
    await v.look("sheet-related");
    await v.context.close();
  });

test("every scale is answered on a phone, by touch", async () => {
  await shop.patch("/session", { lang: "ja" });
  const response = await newResponse();
  const v = await visit(server, `/responses/${response.id}`, { width: 390 }, shop);
  const { page } = v;
  const item = (key: string) => page.locator(`[id="item-${key}"]`);
  const open = async (key: string): Promise<void> => {
    await item(key).waitFor();
    // What was answered opens the next item by itself, perhaps at the moment of the tap, which then shuts it.
    await until(`${key} is open`, async () => {
      await v.settled();
      if (await item(key).locator(".q-body").isVisible()) return true;
      await item(key).locator(".q-open").tap();
      return null;
    });
    await v.settled();
  };
  const saved = (key: string, value: unknown) =>
    until(`${key} is saved`, async () => {
      const { answers } = await shop.get(`/responses/${response.id}`);
      return JSON.stringify(answers.find((a: Json) => a.item === key)?.value) === JSON.stringify(value);
    });
  await open("a-1");
  await item("a-1").locator(".q-choice").nth(3).tap();
  await saved("a-1", 4);
  await open("a-2");
  await item("a-2").locator(".q-choice").nth(1).tap();
  await saved("a-2", "yearly");
  await open("a-3");
  for (const n of [0, 2]) await item("a-3").locator('input[type="checkbox"]').nth(n).check({ force: true });
  await saved("a-3", ["x", "z"]);
  await v.look("phone-multi");
  await open("b-1");
  await item("b-1").locator(".q-choice").first().tap();
  await saved("b-1", "yes");
  await open("b-2");
  await v.look("phone-have");
  await item("b-2").locator(".q-choice").nth(1).tap();
  await saved("b-2", "none");
  await open("b-3");
  await item("b-3").locator("input").first().fill("42.5");
  await item("b-3").locator("input").first().blur();
  await saved("b-3", 42.5);
  await v.look("phone-number");
  await open("b-4");
  await item("b-4").locator("textarea").first().fill("店長が毎朝確かめる。");
  await saved("b-4", "店長が毎朝確かめる。");
  await v.look("phone-text");
  await open("b-5");
  const date = item("b-5").getByRole("spinbutton");
  await date.first().waitFor();
  for (const [i, digits] of ["2027", "03", "31"].entries()) await date.nth(i).pressSequentially(digits);
  await page.keyboard.press("Tab");
  await saved("b-5", "2027-03-31");
  await v.look("phone-date");
  const now = await shop.get(`/responses/${response.id}`);
  assert.deepEqual(now.missing, []);
  assert.equal(now.answered, 8);
  await page.locator("#answer-end").getByRole("button", { name: "提出する" }).tap();
  await until("it is submitted", async () => (await shop.get(`/responses/${response.id}`)).state === "submitted");
  v.quiet();
  await v.context.close();
});
