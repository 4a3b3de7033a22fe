// Mini-practice 3, as a maker with sites abroad does it: the officers meet once a year and show their own compliance, the
// best is praised, and each other site is visited, called or asked to come, whichever fits its state.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Json } from "../support/client.ts";
import { colleagueOf, setUp, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server);
const top = await topUnit(ciso);
const teacher = await colleagueOf(ciso, "研修", "担当", ["security"], top);

async function siteOf(name: string, more: object): Promise<Json> {
  const unit = (await ciso.post("/units", { name, parent: top, kind: "overseas_site" }, 201)).id;
  return ciso.post("/sites", { unit, name, ...more }, 201);
}
const officer = async (name: string): Promise<string> => (await ciso.post("/people", { unit: top, family_name: name, given_name: "責任者" }, 201)).id;
const sites = {
  good: await siteOf("上海", { officer: await officer("李"), security_state: "good", state_note: "全項目を守っている。" }),
  weak: await siteOf("ハノイ", { officer: await officer("グエン"), security_state: "weak", state_note: "責任者の意識が低い。" }),
  watch: await siteOf("マニラ", { officer: await officer("サントス"), security_state: "watch", state_note: "遠く、訪問が難しい。" }),
  alone: await siteOf("プネー", { security_state: "weak", state_note: "責任者を置けていない。" }),
};

test("the officers of all sites meet, show their compliance, and the best site is praised", async () => {
  const meeting = await ciso.post("/meetings", { title: "セキュリティ連絡会", kind: "sites", held_on: "2026-11-20" }, 201);
  assert.equal((await ciso.post("/site-attendances/invitations", { meeting: meeting.id }, 201)).made, 4);
  const places = (await ciso.get(`/site-attendances?filter[meeting][eq]=${meeting.id}`)).items;
  const best = places.find((p: Json) => p.site.id === sites.good.id);
  const shown = await ciso.patch(`/site-attendances/${best.id}`, { attendance: "present", compliance: 98, presented: "グローバルポリシーの遵守状況", award: "最優秀拠点" }, "*");
  assert.deepEqual([shown.attendee, shown.compliance, shown.award], ["李 責任者", 98, "最優秀拠点"]);
});

test("visit, training at home or call is proposed by the state of the site, and a person decides", async () => {
  await ciso.post("/site-follow-ups/proposals", undefined, 201);
  const all = (await ciso.get("/site-follow-ups")).items;
  const kinds = Object.fromEntries(all.map((f: Json) => [f.name, f.kind]));
  assert.deepEqual(kinds, { ハノイ: "recall", マニラ: "call", プネー: "visit" });
  const recall = all.find((f: Json) => f.kind === "recall");
  await ciso.patch(`/site-follow-ups/${recall.id}`, { owner: teacher.person, due: "2027-02-28" }, "*");
  const decided = await ciso.call("POST", `/site-follow-ups/${recall.id}/transitions`, { json: { action: "decide" }, etag: "*" });
  assert.equal(decided.json.state, "decided");
  const tasks = (await teacher.client.get("/tasks")).items;
  assert.deepEqual(tasks.map((t: Json) => [t.title, t.due]), [["本社に招いての研修：ハノイ", "2027-02-28"]]);
});
