// Campaigns: from the draft to the closing.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Json } from "../support/client.ts";
import { query } from "../support/database.ts";
import { dayFromNow } from "../support/day.ts";
import { until } from "../support/environment.ts";
import { setUp, signedInAs } from "../support/people.ts";
import { startServer } from "../support/server.ts";
import { answerForty, FORTY, makeShops, newestVersion, openCampaign, put, step } from "../support/sheet.ts";

const server = await startServer();
const ciso = await setUp(server);
const shops = await makeShops(ciso);
const forty = (await newestVersion(ciso, FORTY)).id as string;
const east = await signedInAs(ciso, "manager", shops.east);
const west = await signedInAs(ciso, "member", shops.west);
const auditor = await signedInAs(ciso, "auditor");
const accountOf = async (client: typeof east): Promise<string> => (await client.get("/session")).account.id;

const draft = (more: object = {}): Promise<Json> =>
  ciso.post("/campaigns", { name: "年次評価", sheet_version: forty, period: "FY2026", due: "2027-03-31", ...more }, 201);

test("a campaign has a number, keeps its state and says what is wrong with it", async () => {
  const made = await draft({ opens: "2026-12-01" });
  assert.match(made.number, /^K-\d{4}-\d{4}$/);
  assert.equal(made.state, "draft");
  assert.deepEqual(await ciso.get(`/campaigns/${made.number}`), await ciso.get(`/campaigns/${made.id}`));
  await ciso.refused("POST", "/campaigns", 422, {
    json: { name: "x", sheet_version: forty, period: "FY2026", opens: "2027-04-01", due: "2027-03-31" },
    pointer: "/due",
  });
  await ciso.refused("POST", "/campaigns", 422, {
    json: { name: "x", sheet_version: "01939f3e-7b1c-7c3a-8f00-000000000001", period: "FY2026", due: "2027-03-31" },
    pointer: "/sheet_version",
  });
  await ciso.refused("POST", "/campaigns", 422, { json: { name: "x", sheet_version: forty, period: "2026", due: "soon" }, pointer: "/period" });
});

test("a change needs the version it changes", async () => {
  const made = await draft();
  await ciso.refused("PATCH", `/campaigns/${made.id}`, 428, { json: { name: "y" } });
  const changed = await ciso.patch(`/campaigns/${made.id}`, { name: "改めた名前", note: "全店舗" }, `"${made.version}"`);
  assert.equal(changed.name, "改めた名前");
  await ciso.refused("PATCH", `/campaigns/${made.id}`, 412, { json: { name: "z" }, etag: `"${made.version}"` });
  const cleared = await ciso.patch(`/campaigns/${made.id}`, { note: null }, `"${changed.version}"`);
  assert.equal(cleared.note, null);
});

test("units are chosen by id or number, with somebody who may answer there", async () => {
  const made = await draft();
  const numbers = (await ciso.get("/units?limit=100")).items as Json[];
  const westNumber = numbers.find((u) => u.id === shops.west)?.number;
  const list = await ciso.put(`/campaigns/${made.id}/units`, { units: [{ unit: shops.east, assignee: await accountOf(east) }, { unit: westNumber }] }, `"${made.version}"`);
  assert.equal(list.total, 2);
  const now = await ciso.get(`/campaigns/${made.id}`);
  await ciso.refused("PUT", `/campaigns/${made.id}/units`, 422, {
    json: { units: [{ unit: shops.west, assignee: await accountOf(east) }] },
    etag: `"${now.version}"`,
    pointer: "/units",
  });
  await ciso.refused("PUT", `/campaigns/${made.id}/units`, 422, {
    json: { units: [{ unit: shops.west }, { unit: "U-0000-0000" }, { unit: shops.west }] },
    etag: `"${now.version}"`,
    pointer: "/units/1/unit",
  });
  assert.equal((await ciso.get(`/campaigns/${made.id}/units`)).total, 2, "nothing is half taken");
});

test("those who may answer for a unit are offered, its own people first", async () => {
  const offered = (await ciso.get(`/answerers?unit=${shops.east}`)).items as Json[];
  assert.equal(offered[0].own_unit, true);
  assert.equal(offered[0].account.id, await accountOf(east));
  assert.ok(!offered.some((o) => o.role === "auditor"));
  await west.refused("GET", `/answerers?unit=${shops.east}`, 403);
});

test("units with nobody of their own are named", async () => {
  const names = async (): Promise<string[]> => (await ciso.get("/answerers/lacking")).items.map((i: Json) => i.unit.title);
  const depot = (await ciso.post("/units", { name: "倉庫", parent: shops.top, kind: "shop" }, 201)).id;
  assert.ok((await names()).includes("倉庫"));
  assert.ok(!(await names()).includes("東店"));
  await signedInAs(ciso, "auditor", depot);
  assert.ok((await names()).includes("倉庫"), "an auditor does not answer");
  await signedInAs(ciso, "member", depot);
  assert.ok(!(await names()).includes("倉庫"));
  await west.refused("GET", "/answerers/lacking", 403);
});

test("nothing is overdue where everything has been handed in", async () => {
  const { campaign, responses } = await openCampaign(ciso, forty, [shops.east, shops.west], { due: "2020-04-01" });
  const overdue = async (): Promise<boolean> => (await ciso.get(`/campaigns/${campaign.id}`)).overdue;
  assert.equal(await overdue(), true);
  for (const [client, unit] of [[east, shops.east], [west, shops.west]] as const) {
    await answerForty(client, responses[unit]?.id, "3".repeat(40));
    assert.equal(await overdue(), true);
    await step(client, responses[unit]?.id, "submit");
  }
  assert.equal(await overdue(), false);
  await step(ciso, responses[shops.west]?.id, "return", { reason: "根拠を確かめてください。" });
  assert.equal(await overdue(), true);
});

test("opening makes a response for each unit and gives it to the unit's own people", async () => {
  const { campaign, responses } = await openCampaign(ciso, forty, [shops.head, shops.east, shops.west]);
  assert.equal(campaign.state, "open");
  assert.equal(campaign.counts.units, 3);
  assert.equal(responses[shops.east].assignee.id, await accountOf(east));
  assert.equal(responses[shops.west].assignee.id, await accountOf(west));
  assert.equal(responses[shops.head].assignee, null);
  assert.equal(responses[shops.east].asked, 40);
});

test("a campaign without units does not open", async () => {
  const made = await draft();
  await ciso.refused("POST", `/campaigns/${made.id}/open`, 409, { etag: `"${made.version}"` });
  assert.equal((await ciso.get(`/campaigns/${made.id}`)).state, "draft");
});

test("what is asked is fixed once it is open; when it is due may still change", async () => {
  const { campaign } = await openCampaign(ciso, forty, [shops.east]);
  const etag = `"${campaign.version}"`;
  await ciso.refused("PATCH", `/campaigns/${campaign.id}`, 422, { json: { period: "FY2027" }, etag, pointer: "/period" });
  await ciso.refused("PUT", `/campaigns/${campaign.id}/units`, 409, { json: { units: [] }, etag });
  await ciso.refused("DELETE", `/campaigns/${campaign.id}`, 409, { etag });
  const later = await ciso.patch(`/campaigns/${campaign.id}`, { due: "2027-04-30" }, etag);
  assert.equal(later.due, "2027-04-30");
});

test("supplements stand beside the item for all who answer", async () => {
  const { campaign, responses } = await openCampaign(ciso, forty, [shops.east]);
  const text = { ja: "「定期的」は年1回以上とする。", en: "“Regularly” means at least once a year." };
  await ciso.put(`/campaigns/${campaign.id}/supplements/2-2`, { text });
  await ciso.put(`/campaigns/${campaign.id}/supplements/5-6`, { text: { ja: "POSレジも含める。" } });
  const seen = await east.get(`/responses/${responses[shops.east].id}`);
  assert.deepEqual(seen.supplements, [
    { item: "2-2", text },
    { item: "5-6", text: { ja: "POSレジも含める。" } },
  ]);
  await ciso.refused("PUT", `/campaigns/${campaign.id}/supplements/99-9`, 404, { json: { text } });
  await ciso.delete(`/campaigns/${campaign.id}/supplements/5-6`);
  assert.equal((await ciso.get(`/campaigns/${campaign.id}/supplements`)).items.length, 1);
  await east.refused("PUT", `/campaigns/${campaign.id}/supplements/2-2`, 403, { json: { text } });
});

test("progress counts what is answered; a manager sees the own unit only", async () => {
  const { campaign, responses } = await openCampaign(ciso, forty, [shops.head, shops.east, shops.west]);
  await put(east, responses[shops.east].id, "1-1", { value: 3 });
  await put(east, responses[shops.east].id, "1-2", { na_reason: "該当する事業がない" });
  await put(east, responses[shops.east].id, "1-3", { comment: "確認中" });
  const all = await ciso.get(`/campaigns/${campaign.id}/progress`);
  assert.equal(all.units.length, 3);
  assert.equal(all.asked, 120);
  assert.equal(all.answered, 2, "a comment alone answers nothing");
  assert.equal(all.units.filter((u: Json) => u.head_office).length, 1);
  const own = await east.get(`/campaigns/${campaign.id}/progress`);
  assert.deepEqual(own.units.map((u: Json) => u.unit.id), [shops.east]);
  assert.equal(own.campaign.counts, null);
});

test("the snapshot keeps what a unit was called when the campaign opened", async () => {
  const unit = (await ciso.post("/units", { name: "旧店名", parent: shops.top, kind: "shop" }, 201)) as Json;
  const { campaign } = await openCampaign(ciso, forty, [unit.id]);
  await ciso.patch(`/units/${unit.id}`, { name: "新店名" }, `"${unit.version}"`);
  const progress = await ciso.get(`/campaigns/${campaign.id}/progress`);
  assert.equal(progress.units[0].unit.title, "旧店名");
});

test("a closed campaign takes no answers until it is opened again", async () => {
  const { campaign, responses } = await openCampaign(ciso, forty, [shops.east]);
  const id = responses[shops.east].id;
  const closed = (await ciso.call("POST", `/campaigns/${campaign.id}/close`, { etag: `"${campaign.version}"` })).json;
  assert.equal(closed.state, "closed");
  await east.refused("PUT", `/responses/${id}/answers/1-1`, 409, { json: { value: 3 } });
  const again = (await ciso.call("POST", `/campaigns/${campaign.id}/open`, { etag: `"${closed.version}"` })).json;
  assert.equal(again.state, "open");
  await put(east, id, "1-1", { value: 3 });
  assert.equal((await ciso.get(`/campaigns/${campaign.id}/responses`)).total, 1, "no second response was made");
});

test("lists are filtered and paged newest first", async () => {
  const page = await ciso.get("/campaigns?limit=2&state=open");
  assert.equal(page.items.length, 2);
  assert.ok(page.items.every((k: Json) => k.state === "open" && k.counts.units >= 1));
  const rest = await ciso.get(`/campaigns?limit=500&state=open&cursor=${page.next}`);
  assert.equal(rest.next, null);
  assert.equal(page.items.length + rest.items.length, page.total);
  assert.ok(!rest.items.some((k: Json) => page.items.some((p: Json) => p.id === k.id)));
  assert.equal((await ciso.get("/campaigns?period=FY2019")).total, 0);
  assert.equal((await ciso.get(`/campaigns?sheet=${FORTY}&limit=1`)).items.length, 1);
  await ciso.refused("GET", "/campaigns?cursor=01939f3e-7b1c-7c3a-8f00-000000000001", 422, { pointer: "/query/cursor" });
});

test("drafts are deleted; only those who run security make campaigns", async () => {
  const made = await draft();
  await ciso.delete(`/campaigns/${made.id}`, `"${made.version}"`);
  await ciso.refused("GET", `/campaigns/${made.id}`, 404);
  for (const client of [east, west, auditor]) await client.refused("POST", "/campaigns", 403, { json: { name: "x", sheet_version: forty, period: "FY2026", due: "2027-03-31" } });
});

test("the history of a campaign tells each step", async () => {
  const { campaign } = await openCampaign(ciso, forty, [shops.east]);
  const history = await auditor.get(`/campaigns/${campaign.id}/history`);
  assert.deepEqual(history.items.map((e: Json) => e.action), ["open", "create"]);
  await east.refused("GET", `/campaigns/${campaign.id}/history`, 403);
});

describe("a campaign keeps its dates by itself", () => {
  // The day's job has run at the start; taken away, it runs again at the next look at the queue.
  const newDay = (): void => void query(server.database, "DELETE FROM job WHERE kind = 'campaign_days'");

  test("it opens on the day that was set, and the trail says that no person did it", async () => {
    const made = await draft({ opens: dayFromNow(3), due: dayFromNow(30), units: [{ unit: shops.east }] });
    assert.equal(made.scheduled, true);
    query(server.database, `UPDATE campaign SET opens = '${dayFromNow(0)}' WHERE number = '${made.number}'`); // three days go by
    newDay();
    await until("the campaign has opened", async () => (await ciso.get(`/campaigns/${made.id}`)).state === "open");
    const [entry] = (await ciso.get(`/campaigns/${made.id}/history`)).items;
    assert.deepEqual([entry.action, entry.account], ["open", null]);
    assert.match(entry.via, /^job:/);
  });

  test("a date that is taken back, or is here already, opens nothing", async () => {
    const made = await draft({ opens: dayFromNow(3), due: dayFromNow(30), units: [{ unit: shops.east }] });
    const back = await ciso.patch(`/campaigns/${made.id}`, { opens: null }, `"${made.version}"`);
    assert.equal(back.scheduled, false);
    assert.equal((await draft({ opens: dayFromNow(0), due: dayFromNow(30) })).scheduled, false);
  });

  test("who has not answered is listed with the days left and a text to remind them", async () => {
    const { campaign, responses } = await openCampaign(ciso, forty, [shops.head, shops.east, shops.west], { due: dayFromNow(5), remind_before: 5, remind_every: 2 });
    await put(west, responses[shops.west].id, "1-1", { value: 2 });
    const waiting = await ciso.get(`/campaigns/${campaign.id}/waiting?lang=en`);
    assert.deepEqual([waiting.total, waiting.days_left], [3, 5]);
    const row = waiting.items.find((i: Json) => i.response.unit.id === shops.west);
    assert.deepEqual([row.response.days_left, row.response.notice], [5, "soon"]);
    assert.match(row.reminder.subject, /^Please answer: .* \(due \d+ \w+ \d{4}\)$/);
    assert.match(row.reminder.text, /Dear member-\d+,[\s\S]*西店[\s\S]*5 days left[\s\S]*1 of 40[\s\S]*\/responses\/[0-9a-f-]{36}/);
    const nobody = waiting.items.find((i: Json) => i.response.unit.id === shops.head);
    assert.match(nobody.reminder.text, /nobody has been named/);
    assert.match((await ciso.get(`/campaigns/${campaign.id}/waiting?lang=ja`)).reminder.text, /皆様[\s\S]*あと5日/);
    assert.equal((await east.get(`/campaigns/${campaign.id}/waiting`)).total, 1, "a manager sees the own unit");
    await west.refused("GET", `/campaigns/${campaign.id}/waiting`, 403);
    assert.ok((await west.get("/tasks/mine")).to_answer.some((r: Json) => r.id === responses[shops.west].id && r.notice === "soon"));
  });

  test("on the day of a reminder the trail counts who was waiting, once a day", async () => {
    const { campaign } = await openCampaign(ciso, forty, [shops.east, shops.west], { due: dayFromNow(20), remind_before: 5 });
    query(server.database, `UPDATE campaign SET due = '${dayFromNow(0)}' WHERE number = '${campaign.number}'`); // twenty days go by
    newDay();
    const reminded = async (): Promise<Json[]> => (await ciso.get(`/campaigns/${campaign.id}/history`)).items.filter((e: Json) => e.action === "remind");
    await until("people are reminded", async () => (await reminded()).length > 0);
    assert.deepEqual((await reminded())[0]?.after, { waiting: 2, days_left: 0 });
    assert.equal((await ciso.get(`/campaigns/${campaign.id}`)).reminded_on, dayFromNow(0));
    assert.equal((await reminded()).length, 1);
  });

  test("settings have their limits, and none is no reminder", async () => {
    await ciso.refused("POST", "/campaigns", 422, { json: { name: "x", sheet_version: forty, period: "FY2026", due: dayFromNow(9), remind_before: 0 }, pointer: "/remind_before" });
    await ciso.refused("POST", "/campaigns", 422, { json: { name: "x", sheet_version: forty, period: "FY2026", due: dayFromNow(9), remind_every: 31 }, pointer: "/remind_every" });
    const made = await draft({ remind_before: 7, remind_every: 3 });
    const cleared = await ciso.patch(`/campaigns/${made.id}`, { remind_before: null }, `"${made.version}"`);
    assert.deepEqual([cleared.remind_before, cleared.remind_every], [null, 3]);
  });
});
