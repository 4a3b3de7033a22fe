// Practice 6-1, the part of exercises: company M, a retailer of 1,500, saw its shops tick check sheets while staff went on opening
// suspicious emails. It held table-top exercises and group discussions (figure 2-6.2): dummy emails and a pre-report beforehand, role
// play on the day, then each participant discusses it at the own shop; other people every year.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Json } from "../support/client.ts";
import { type Colleague, colleagueOf, setUp, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const head = await setUp(server, { organisation: "M社" });
const unit = await topUnit(head);
const shops: Colleague[] = [];
for (const name of ["東店", "西店"]) {
  const { id } = await head.post("/units", { name, kind: "shop", parent: unit }, 201);
  shops.push(await colleagueOf(head, name, "店長", ["manager"], id));
}
const [east, west] = [shops[0]!, shops[1]!];
const plan = (title: string, planned_on: string): Promise<Json> => head.post("/exercises", { unit, title, kind: "tabletop", planned_on, style: "decide", minutes: 240, dummy_mail_on: planned_on.replace(/\d\d$/, "01"), report_due: planned_on.replace(/\d\d$/, "05") }, 201);
const { id } = await plan("店舗の机上演習とグループ討議", "2026-10-14");

test("beforehand dummy emails go out and each shop reports where it is weak", async () => {
  const record = await head.get(`/exercises/${id}`);
  assert.deepEqual([record.dummy_mail_on, record.report_due], ["2026-10-01", "2026-10-05"]);
  await head.put(`/exercises/${id}/people`, { items: [{ person: east.person, role: "business" }] }, "*");
  await east.client.patch(`/own-exercises/${id}`, { answer: "comes", report: "業務用PCを無許可で持ち出すことがある" });
  const [row] = (await head.get(`/exercises/${id}/board`)).people;
  assert.deepEqual([row.answer, row.report], ["comes", "業務用PCを無許可で持ち出すことがある"]);
});

test("on the day roles are played, and each one brings the discussion to the own shop", async () => {
  for (const [i, title] of ["マルウェア感染が疑われた場合の報告方法", "顧客情報が流出した場合の対応方法"].entries()) await head.post(`/exercises/${id}/lines`, { kind: "inject", title, minute: i, asks: true }, 201);
  for (const press of ["start", "end"]) await head.post(`/exercises/${id}/clock`, { press });
  const result = "多額の送金は、メールのみの依頼では対応せず、依頼先に電話確認するルールを策定した";
  await east.client.patch(`/own-exercises/${id}`, { site_due: "2026-10-30", site_on: "2026-10-28", site_result: result });
  const [row] = (await head.get(`/exercises/${id}/board`)).people;
  assert.deepEqual([row.site_due, row.site_on, row.site_result], ["2026-10-30", "2026-10-28", result]);
  await east.client.post(`/own-exercises/${id}/lines`, { kind: "point", title: "社外メールを開く前の確認が店ごとに違う" }, 201);
  const point = (await head.get(`/exercises/${id}/board`)).lines.find((l: Json) => l.kind === "point");
  await head.post(`/exercises/${id}/lines/${point.id}/measure`, { title: "社外メールの開封ルールの策定", priority: "high" }, 201);
});

test("the year after other people take part: who did before is seen", async () => {
  const next = await plan("翌年の机上演習", "2027-10-13");
  await head.put(`/exercises/${next.id}/people`, { items: [east, west].map((s) => ({ person: s.person, role: "business" })) }, "*");
  const { people } = await head.get(`/exercises/${next.id}/board`);
  const seen = Object.fromEntries(people.map((p: Json) => [p.person.id, p.last_on]));
  assert.deepEqual(seen, { [east.person]: "2026-10-14", [west.person]: null });
});
