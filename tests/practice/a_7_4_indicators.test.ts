// Practice 7-4, company R: what one case has found out helps the next on duty. The part that is here: addresses and sums of an attack
// are kept with how far they may be told, are found again in a later case, and what hangs on a system is pulled from the ledgers.
import assert from "node:assert/strict";
import { test } from "node:test";
import { visit } from "../support/browser.ts";
import type { Json } from "../support/client.ts";
import { colleagueOf, setUp, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server, { organisation: "R社" });
const unit = await topUnit(ciso);
const senior = await colleagueOf(ciso, "古参", "CSIRT", ["csirt"], unit);
const junior = await colleagueOf(ciso, "新人", "CSIRT", ["csirt"], unit);
const incident = (title: string): Promise<Json> => senior.client.post("/incidents", { unit, title, severity: "high", detected_at: new Date().toISOString() }, 201);

test("what the senior found in one case, the junior meets in the next", async () => {
  const first = await incident("取引先を装うメール");
  await senior.client.post(`/incidents/${first.id}/iocs`, { text: "hxxps://login[.]evil[.]example/a\nc2.evil.example", tlp: "amber", note: "SOCの報告" }, 201);
  const second = await incident("見慣れない通信");
  const look = await visit(server, `/incidents/${second.number}`, {}, junior.client);
  await look.page.getByRole("button", { name: "痕跡を追加", exact: true }).click();
  const dialog = look.page.getByRole("dialog", { name: "痕跡を追加" });
  await dialog.getByRole("textbox", { name: /^痕跡（1行に1件）/ }).fill("c2[.]evil[.]example\n192.0.2.7");
  await dialog.getByRole("button", { name: "登録する", exact: true }).click();
  await look.page.getByText("c2[.]evil[.]example", { exact: true }).waitFor();
  await look.page.getByText(`ほかの案件にもあります: ${first.number}`, { exact: true }).waitFor();
  assert.equal(await look.page.getByText("c2.evil.example", { exact: true }).count(), 0, "nothing to press on by accident");
  for (const view of [{ width: 1440, theme: "light" }, { width: 390, theme: "dark" }] as const) {
    await look.as(view);
    await look.accessible();
  }
  await look.context.close();
});

test("what hangs on the system of a case is there without anybody searching for it", async () => {
  const system = await ciso.post("/systems", { name: "受注システム", kind: "server", unit }, 201);
  await ciso.post("/information-assets", { unit, name: "取引先の口座", system: system.id }, 201);
  const partner = await ciso.post("/partners", { name: "見本商社", kind: "customer", connection: "api" }, 201);
  await ciso.post(`/systems/${system.id}/links`, { kind: "relates", register: "partners", record: partner.id }, 201);
  const made = await incident("受注システムへの侵入");
  await ciso.post(`/incidents/${made.id}/links`, { kind: "relates", register: "systems", record: system.id }, 201);
  const { items } = await junior.client.get(`/incidents/${made.id}/affected`);
  assert.deepEqual(items.map((i: Json) => [i.title, i.via]), [["受注システム", null], ["取引先の口座", "受注システム"], ["見本商社", "受注システム"]]);
});
