// Practice 7-6, telling others: travel agency T told its partners too late once. It now names who sees to it, tells the booking site at the
// first sign ("cause unknown, slow"), the other partners by a form with what each has to expect once something is known, and the
// public by the president's approval. That was drilled with partners first, and the form was improved by what the drill showed.
import assert from "node:assert/strict";
import { test } from "node:test";
import { visit } from "../support/browser.ts";
import type { Json } from "../support/client.ts";
import { mailSettings, openMailbox } from "../support/mailbox.ts";
import { colleagueOf, setUp, signedInAs, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const mailbox = await openMailbox();
const server = await startServer({ env: mailSettings(mailbox) });
const ciso = await setUp(server, { organisation: "T社" });
const unit = await topUnit(ciso);
const csirt = await colleagueOf(ciso, "初動", "エスカレーション担当", ["csirt"], unit);
const president = await signedInAs(ciso, "executive", unit);

const BOOKING = "booking@reservation.example", HOTEL = "desk@hotel.example";
const site = await ciso.post("/partners", { name: "予約・発券サイト", kind: "booking_site", coupled: true, coupled_reason: "応答が悪いと真っ先に影響する", contact_name: "鈴木", contact_email: BOOKING }, 201);
const hotel = await ciso.post("/partners", { name: "見本ホテル", kind: "other", contact_email: HOTEL }, 201);
const incident = (title: string, more: Json = {}): Promise<Json> => csirt.client.post("/incidents", { unit, title, severity: "critical", detected_at: new Date().toISOString(), ...more }, 201);
const template = async (audience: string, title: RegExp): Promise<Json> => (await csirt.client.get(`/telling-templates?filter[audience][eq]=${audience}&filter[lang][eq]=ja&limit=100`)).items.find((t: Json) => title.test(t.title));
const write = async (id: string, audience: string, title: RegExp, tlp: string): Promise<Json> => {
  const { subject, body } = await template(audience, title);
  return csirt.client.post(`/incidents/${id}/tellings`, { audience, tlp, lang: "ja", subject, body }, 201);
};
const send = async (id: string, no: number): Promise<Json> => {
  const { status, json, text } = await csirt.client.call("POST", `/incidents/${id}/tellings/${no}/sending`, { etag: "*" });
  assert.equal(status, 201, text);
  return json;
};

test("step 1 and 2: who is told in which class stands ready, with templates, a person in charge and terms", async () => {
  await ciso.post("/telling-templates/starter", undefined, 201);
  await ciso.put("/telling-rule", { close_minutes: 30, partner_minutes: 1440, owner: csirt.person }, '"0"');
  assert.equal((await csirt.client.get("/partners?filter[coupled][eq]=true")).items[0].id, site.id);
});

test("the drill: the same screens, nothing leaves the company, and the form is improved", async () => {
  const { id } = await incident("訓練：予約システムの停止", { drill: true });
  await write(id, "partner", /取引先/, "amber");
  await csirt.client.post(`/incidents/${id}/tellings/1/recipients`, { partners: [hotel.id], impact: "宿泊の照会に答えられません" }, 201);
  assert.deepEqual(await send(id, 1), { sent: 0, would: 1, by_hand: 0 });
  const form = await template("partner", /取引先/);
  await ciso.patch(`/telling-templates/${form.id}`, { body: `${form.body}\n13. 夜間の窓口：` }, "*");
  assert.match((await template("partner", /取引先/)).body, /夜間の窓口/);
});

let made: Json;

test("class 1: the booking site is told at the first sign, confirms by the link, and the clock shows it", async () => {
  made = await incident("予約システムの応答の遅れ");
  await write(made.id, "close", /第一報/, "amber");
  await csirt.client.post(`/incidents/${made.id}/tellings/1/recipients`, { coupled: true, impact: "予約の応答が遅れます" }, 201);
  const look = await visit(server, `/incidents/${made.number}/tellings/1`, {}, csirt.client);
  await look.page.getByRole("button", { name: "送る", exact: true }).click();
  await look.page.getByRole("alertdialog").or(look.page.getByRole("dialog")).getByRole("button", { name: "送る", exact: true }).click();
  await look.page.getByText("1件にメールを送りました").waitFor();
  await look.accessible();
  await look.context.close();
  const mail = await mailbox.mailTo(BOOKING, (m) => m.text.includes("/confirm-telling#"));
  assert.match(mail.text, /原因：不明（調査中）[\s\S]*予約の応答が遅れます/);
  assert.ok(!mailbox.mails.some((m) => m.to === HOTEL), "the drill has sent nothing");
  const guest = await visit(server, /\/confirm-telling#\S+/.exec(mail.text)?.[0] ?? assert.fail(mail.text), { width: 390 });
  await guest.page.getByRole("button", { name: "受け取りました", exact: true }).click();
  await guest.page.getByText("受領を確認しました").waitFor();
  await guest.accessible();
  await guest.context.close();
  const board = await csirt.client.get(`/incidents/${made.id}/tellings`);
  assert.deepEqual([board.owner.name, board.items[0].n_unconfirmed, board.clocks[0].late], ["初動 太郎", 0, false]);
});

test("class 2: partners get the form with what each has to expect, and nothing that is marked for others", async () => {
  await csirt.client.post(`/incidents/${made.id}/pieces`, { title: "予約サイトの障害の様子", value: "api.reservation.example", tlp: "red", allowed: ["予約・発券サイト"] }, 201);
  await write(made.id, "partner", /取引先/, "amber");
  const path = `/incidents/${made.id}/tellings/2`;
  await csirt.client.post(`${path}/recipients`, { partners: [hotel.id] }, 201);
  await csirt.client.refused("POST", `${path}/sending`, 422, { etag: "*", pointer: "/to/1/impact" });
  await csirt.client.put(`${path}/recipients/1`, { address: HOTEL, impact: "api.reservation.example が止まり、宿泊の照会に答えられません" });
  await csirt.client.refused("POST", `${path}/sending`, 422, { etag: "*", pointer: "/to/1/impact" });
  await csirt.client.put(`${path}/recipients/1`, { address: HOTEL, impact: "宿泊の照会に答えられません" });
  assert.deepEqual(await send(made.id, 2), { sent: 1, would: 0, by_hand: 0 });
  assert.match((await mailbox.mailTo(HOTEL, (m) => m.text.includes("/confirm-telling#"))).text, /6\. 貴社への影響の見通し：宿泊の照会に答えられません[\s\S]*夜間の窓口/);
  await csirt.client.post(`${path}/recipients/1/confirmation`, { way: "phone", confirmed_by: "見本ホテル 支配人" }, 201);
});

test("class 3: the public is told what the president has approved, and who checks afterwards sees all of it", async () => {
  const { subject, body } = await template("public", /^公表文$/);
  const decision = await csirt.client.post("/publication-decisions", { title: subject, kind: "attack", incident: made.number, happened_on: "2026-11-02", decision: "publish", reason: "海外ツアー中の顧客に影響がある", text: body.replaceAll("【自社名】", "T社") }, 201);
  const path = `/publication-decisions/${decision.id}/transitions`;
  await csirt.client.refused("POST", path, 403, { json: { action: "decide" }, etag: "*" });
  assert.equal((await president.call("POST", path, { json: { action: "decide" }, etag: "*" })).status, 200);
  await csirt.client.patch(`/publication-decisions/${decision.id}`, { place: "広報室 報道発表" }, "*");
  assert.equal((await csirt.client.call("POST", path, { json: { action: "publish" }, etag: "*" })).status, 200);
  const auditor = await signedInAs(ciso, "auditor", unit);
  const lines: Json[] = (await auditor.get(`/incidents/${made.id}/timeline`)).items;
  assert.equal(lines.filter((l) => l.kind === "outside").length, 3, "two texts and the publication");
  assert.equal(lines.filter((l) => l.kind === "decision" && l.text.includes(decision.number)).length, 1);
  assert.equal((await auditor.get(`/incidents/${made.id}/tellings/2/recipients/1`)).confirmed_by, "見本ホテル 支配人");
});
