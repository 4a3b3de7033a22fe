// Claims and what supports them, as people see it: the one who answers, the auditor, the results.
import assert from "node:assert/strict";
import { test } from "node:test";
import { visit } from "../support/browser.ts";
import type { Json } from "../support/client.ts";
import { today } from "../support/day.ts";
import { setUp, signedInAs } from "../support/people.ts";
import { startServer } from "../support/server.ts";
import { answerForty, FORTY, makeShops, newestVersion, openCampaign, put, step } from "../support/sheet.ts";

const server = await startServer();
const ciso = await setUp(server);
const shops = await makeShops(ciso);
const auditor = await signedInAs(ciso, "auditor");
const manager = await signedInAs(ciso, "manager", shops.head);
const { campaign, responses } = await openCampaign(ciso, (await newestVersion(ciso, FORTY)).id, [shops.head, shops.east]);
const head: Json = responses[shops.head];
const east: Json = responses[shops.east];
for (const title of ["セキュリティ担当役員", "対応責任者"])
  await ciso.post("/role-assignments", { unit: shops.head, title, role: "ciso", phase: "both", duties: "決める", published: "all", reviewed_on: "2024-04-01" }, 201);

for (const view of [{}, { width: 390 }, { lang: "en" as const }])
  test(`who claims more than the records show sees at once what is missing (${JSON.stringify(view)})`, async () => {
    await put(ciso, head.id, "2-2", { value: 4 }, "*");
    const v = await visit(server, `/responses/${head.id}#item-2-2`, view, manager);
    await v.settled();
    await v.page.locator("#item-2-2 .q-open").click();
    const note = v.page.locator("#item-2-2 .note.tone-warn");
    await note.waitFor();
    assert.match(await note.innerText(), /12/);
    assert.equal(await note.getByRole("link").getAttribute("href"), "/role-assignments");
    await v.look("claims-answering");
    await v.page.locator('#item-2-2 input[name="answer-2-2"]').nth(2).check({ force: true });
    await v.page.locator("#item-2-2 .verified").waitFor();
    await v.context.close();
  });

for (const view of [{}, { width: 390 }])
  test(`the auditor gives a second opinion beside an answer (${JSON.stringify(view)})`, async () => {
    if (east.state === "draft") {
      await answerForty(ciso, east.id, "4".repeat(40));
      await step(ciso, east.id, "submit");
      east.state = "submitted";
    }
    const v = await visit(server, `/responses/${east.id}`, view, auditor);
    await v.settled();
    await v.page.locator("#item-2-2").getByRole("button").first().click();
    const dialog = v.page.getByRole("dialog");
    await dialog.waitFor();
    await v.look("claims-second-dialog");
    await dialog.locator('input[name="answer-2-2"]').nth(1).check({ force: true });
    await dialog.locator("textarea").fill("評価の記録を見られなかった。");
    await dialog.getByRole("button", { name: "保存" }).click();
    await v.page.locator("#item-2-2 .q-second").waitFor();
    await v.look("claims-review");
    await v.context.close();
  });

for (const view of [{}, { width: 390 }, { lang: "en" as const }])
  test(`results list what nothing supports and where the auditor differs (${JSON.stringify(view)})`, async () => {
    await auditor.put(`/responses/${east.id}/second-answers/2-2`, { value: 2, comment: "評価の記録を見られなかった。" });
    const v = await visit(server, `/campaigns/${campaign.number}/results?tab=claims`, view, ciso);
    await v.settled();
    await v.page.getByText("評価の記録を見られなかった。").first().waitFor();
    await v.look("claims-results");
    await v.context.close();
  });

// The unit west answers at full marks in two periods and shows nothing; an exercise of its missed its goal.
const perfect: Json[] = [];
for (const period of ["FY2027", "FY2028"]) {
  const opened = await openCampaign(ciso, (await newestVersion(ciso, FORTY)).id, [shops.west], { period });
  await answerForty(ciso, opened.responses[shops.west].id, "5".repeat(40));
  await step(ciso, opened.responses[shops.west].id, "submit");
  perfect.push(opened);
}
const drill = await ciso.post("/exercises", { unit: shops.west, title: "停電からの復旧", kind: "recovery", planned_on: today(), outcome: "missed" }, 201);
await ciso.call("POST", `/exercises/${drill.id}/transitions`, { json: { action: "hold" }, etag: `"${drill.version}"` });

for (const view of [{}, { width: 390 }, { lang: "en" as const }, { theme: "dark" as const }]) {
  test(`the reviewer sees which sections may be hollow, why and what to do (${JSON.stringify(view)})`, async () => {
    const v = await visit(server, `/responses/${perfect[1]!.responses[shops.west].id}`, view, auditor);
    await v.settled();
    const note = v.page.locator(".note.tone-warn").filter({ hasText: drill.number });
    await note.waitFor();
    assert.equal(await note.getByRole("link").getAttribute("href"), `/exercises/${drill.number}`);
    assert.ok((await v.page.locator(".answer-section-head .badge").count()) >= 1);
    await v.look("claims-hollow-review");
    await v.context.close();
  });

  test(`results tell of hollow sections and lead to the reason (${JSON.stringify(view)})`, async () => {
    const v = await visit(server, `/campaigns/${perfect[1]!.campaign.number}/results`, view, ciso);
    await v.settled();
    await v.page.locator(".result .note.tone-warn").getByRole("link").click();
    await v.page.getByRole("link", { name: new RegExp(drill.number) }).waitFor();
    await v.settled();
    await v.look("claims-hollow-results");
    await v.context.close();
  });
}
