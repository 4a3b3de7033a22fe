// From a supplier's answers to what we conclude: marks confirmed, rating and plan, approved by somebody else, advice sent and
// read by the supplier.
import assert from "node:assert/strict";
import { test } from "node:test";
import { type View, visit } from "../support/browser.ts";
import { until } from "../support/environment.ts";
import { askOne, comeIn, isCode } from "../support/guest.ts";
import { mailSettings, openMailbox } from "../support/mailbox.ts";
import { colleagueOf, setUp, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";
import { newestVersion } from "../support/sheet.ts";

const mailbox = await openMailbox();
const server = await startServer({ env: mailSettings(mailbox) });
const ciso = await setUp(server);
const unit = await topUnit(ciso);
const lead = (await colleagueOf(ciso, "田中", "情報システム部 主任", ["security"], unit)).client;
const president = (await colleagueOf(ciso, "大野", "代表取締役社長", ["executive"], unit)).client;
const check = (await newestVersion(ciso, "kaname-supplier-check")).id;

const views: View[] = [{}, { width: 390, theme: "dark" }];

for (const view of views)
  test(`answers are reviewed, approved and answered with advice (${JSON.stringify(view)})`, async () => {
    const asked = await askOne(lead, mailbox, { sheet_version: check });
    const guest = await comeIn(server, mailbox, asked.token, asked.address);
    for (const item of ["1-1", "1-2", "1-3", "2-1", "2-2", "2-3", "2-4"]) await guest.put(`/guest/answers/${item}`, { value: item === "2-4" || item === "1-3" ? "none" : "have" });
    await guest.put("/guest/answers/1-4", { value: "no" });
    await guest.call("POST", "/guest/submit", { etag: `"${(await guest.get("/guest/response")).version}"` });

    const v = await visit(server, `/campaigns/${asked.campaign.number}`, view, lead);
    await v.page.getByRole("link", { name: `${asked.supplier.name}を評価する` }).click();
    await v.page.getByRole("heading", { name: "取引先の評価の新規登録" }).waitFor();
    await v.page.getByRole("button", { name: "登録する", exact: true }).click();
    const marks = v.page.getByRole("group", { name: "確認したものを選んでください" });
    await marks.getByText(/^2-4 /).click();
    await v.page.getByRole("button", { name: "注意点を確認済みにする", exact: true }).click();
    const made = await until("the marks are kept", async () => {
      const { items } = await lead.get(`/supplier-reviews?filter[supplier][eq]=${asked.supplier.id}`);
      return items[0]?.marks ? items[0] : null;
    });
    assert.match(made.marks, /^2-4 [^\n]+$/);
    await v.page.evaluate(() => window.scrollTo(0, 0));
    await v.look("supplier-review-marks");

    await v.page.getByRole("button", { name: "下書きを作る", exact: true }).click();
    const letter = v.page.getByRole("dialog").getByLabel("本文");
    await letter.waitFor();
    await letter.fill(`${await letter.inputValue()}\n\nAoi Tanaka`);
    await v.look("supplier-review-letter");
    await v.page.getByRole("dialog").getByRole("button", { name: "保存する", exact: true }).click();
    await v.page.getByRole("dialog").waitFor({ state: "detached" }); // its field holds the name, too
    await v.page.getByText("Aoi Tanaka").first().waitFor();
    await lead.patch(`/supplier-reviews/${made.id}`, { grade: "poor", concern: "none" }, "*");
    await v.page.reload();
    await v.page.getByRole("button", { name: "承認待ちにする", exact: true }).click();
    const state = async (): Promise<string> => (await lead.get(`/supplier-reviews/${made.id}`)).state;
    await until("it is asked for", async () => (await state()) === "asked");
    await v.page.getByText("承認待ち", { exact: true }).first().waitFor();
    await v.context.close();

    const p = await visit(server, `/supplier-reviews/${made.number}`, view, president);
    await p.page.getByRole("button", { name: "承認", exact: true }).click();
    await until("it is approved", async () => (await state()) === "approved"); // the page names this state before, too
    await p.page.getByText("承認済み", { exact: true }).first().waitFor();
    await p.context.close();

    const w = await visit(server, `/supplier-reviews/${made.number}`, view, lead);
    await w.page.getByRole("button", { name: "助言を送る", exact: true }).click();
    await w.page.getByRole("dialog").getByRole("button", { name: "助言を送る", exact: true }).click();
    await w.page.getByText(`${asked.address}へ送付`).waitFor();
    await w.page.evaluate(() => window.scrollTo(0, 0));
    await w.look("supplier-review-sent");
    await w.page.goto(`${server.url}/suppliers/${asked.supplier.number}`);
    await w.page.getByRole("link", { name: made.title }).waitFor();
    await w.look("supplier-review-of");
    await w.context.close();
    await until("the letter arrives", () => mailbox.mails.find((m) => m.to === asked.address && m.text.includes("Aoi Tanaka")) ?? null);

    const g = await visit(server, `/answer#${asked.token}`, { ...view, lang: "en" });
    await g.page.getByRole("button", { name: "Send me a code" }).waitFor();
    const before = mailbox.mails.length;
    await g.page.getByRole("button", { name: "Send me a code" }).click();
    const mail = await until("a code", () => mailbox.mails.slice(before).find((m) => m.to === asked.address && isCode(m)) ?? null);
    await g.page.getByLabel("Code").fill(/\d{4} \d{4}/.exec(mail.text)?.[0] ?? "");
    await g.page.getByRole("button", { name: "Start answering" }).click();
    await g.page.getByRole("heading", { name: "Advice we sent you" }).waitFor();
    await g.page.getByText("Aoi Tanaka").first().waitFor();
    await g.look("supplier-review-guest");
    await g.context.close();
  });
