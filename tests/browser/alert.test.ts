// An alert in the list, on its page, and the report that a press makes of it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { visit } from "../support/browser.ts";
import { colleagueOf, setUp, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server);
const csirt = await colleagueOf(ciso, "初動", "CSIRT", ["csirt"], await topUnit(ciso));
const ALERT = { title: "社外から管理者IDへのログインの失敗が続いている", source: "SIEM", severity: "high", device: "VPN-01", reference: "20418", detail: "10分間に120回の失敗。" };
for (let i = 0; i < 3; i++) await csirt.client.post("/alert-intake", ALERT);
await csirt.client.post("/alert-intake", { ...ALERT, title: "更新されていない端末", severity: "low", device: "PC-12" });

for (const width of [1440, 390])
  test(`alerts stand in their list, ${width} wide`, async () => {
    const v = await visit(server, "/alerts", { width }, csirt.client);
    await v.page.getByText(ALERT.title).first().waitFor();
    await v.look(`alerts-${width}`);
    v.quiet();
    await v.context.close();
  });

test("a press makes a report of one", async () => {
  const { number } = (await csirt.client.get("/alerts")).items.find((a: { title: string }) => a.title === ALERT.title);
  const v = await visit(server, `/alerts/${number}`, {}, csirt.client);
  await v.page.getByText("10分間に120回の失敗。").waitFor();
  await v.look("alert");
  await v.page.getByRole("button", { name: "異常の連絡にする", exact: true }).click();
  await v.page.getByText("連絡にした").first().waitFor();
  const { report } = await csirt.client.get(`/alerts/${number}`);
  assert.equal((await csirt.client.get(`/incident-reports/${report}`)).source_name, "SIEM");
  v.quiet();
  await v.context.close();
});
