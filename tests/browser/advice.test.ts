// The reviewer sees what an answer shows by rules, and asks about it with the words offered.
import assert from "node:assert/strict";
import { test } from "node:test";
import { visit } from "../support/browser.ts";
import { setUp } from "../support/people.ts";
import { startServer } from "../support/server.ts";
import { makeShops, newestVersion, openCampaign, put, step } from "../support/sheet.ts";

const server = await startServer();
const ciso = await setUp(server);
const shops = await makeShops(ciso);
const { responses } = await openCampaign(ciso, (await newestVersion(ciso, "kaname-supplier-check")).id, [shops.east, shops.west]);

for (const [unit, view] of [[shops.east, {}], [shops.west, { width: 390, theme: "dark" as const }]] as const)
  test(`marks stand at the answers, and a question comes with its words (${JSON.stringify(view)})`, async () => {
    const id = responses[unit]!.id;
    for (const item of ["1-1", "1-2", "1-3", "2-1", "2-2", "2-3", "2-4"]) await put(ciso, id, item, { value: item === "2-4" || item === "1-3" ? "none" : "have", comment: "規程による" });
    await put(ciso, id, "1-4", { value: "no" });
    await step(ciso, id, "submit");
    const v = await visit(server, `/responses/${id}`, view, ciso);
    await v.settled();
    await v.page.locator(".segments").getByText("気になる点 2").click();
    await v.page.locator("#item-1-1").waitFor({ state: "detached" });
    const marked = v.page.locator("#item-2-4");
    await v.look("advice-marks");
    await marked.getByRole("button", { name: "この点を尋ねる" }).click();
    const words = await v.page.getByRole("dialog").locator("textarea").inputValue();
    assert.match(words, /バックアップ/);
    await v.page.getByRole("dialog").getByRole("button").last().click();
    await marked.getByText(words).waitFor();
    await v.context.close();
  });
