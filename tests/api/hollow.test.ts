// Checks that have become a matter of form: full marks over two periods with nothing shown, and full
// marks while records on the same topic go on (practice 6-1).
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Client, Json } from "../support/client.ts";
import { today } from "../support/day.ts";
import { setUp, signedInAs } from "../support/people.ts";
import { startServer } from "../support/server.ts";
import { answerForty, FORTY, importSheet, makeShops, newestVersion, openCampaign, put, step } from "../support/sheet.ts";

const server = await startServer();
const ciso = await setUp(server);
const shops = await makeShops(ciso);
const auditor = await signedInAs(ciso, "auditor");
const security = await signedInAs(ciso, "security");
const manager = await signedInAs(ciso, "manager", shops.east);
const units = [shops.head, shops.east, shops.west];

const text = (en: string): object => ({ en, ja: `「${en}」` });
function yesSheet(key: string): Json {
  return {
    format: "kaname-sheet/1",
    key,
    version: "1.0",
    wording: "own",
    name: text(key),
    languages: ["en", "ja"],
    score: { min: 0, max: 1 },
    sections: [
      { key: "a", name: text("Doors") },
      { key: "b", name: text("Screens") },
    ],
    items: ["a-1", "a-2", "b-1", "b-2"].map((item) => ({ key: item, section: item[0], scale: "yes_no_na", text: text(item) })),
  };
}

// One period: all units answer "yes" throughout, but for what `but` says.
async function period(version: string, name: string, asked: string[], but: Record<string, Json> = {}): Promise<{ campaign: Json; responses: Record<string, Json> }> {
  const opened = await openCampaign(ciso, version, asked, { period: name });
  for (const unit of asked) {
    for (const item of ["a-1", "a-2", "b-1", "b-2"]) await put(ciso, opened.responses[unit].id, item, but[`${unit} ${item}`] ?? { value: "yes" });
    await step(ciso, opened.responses[unit].id, "submit");
  }
  return opened;
}

async function marks(campaign: Json, client: Client = ciso): Promise<Json[]> {
  return (await client.get(`/campaigns/${campaign.id}/claims`)).hollow;
}
async function silent(campaign: Json, client: Client = ciso): Promise<Record<string, string[]>> {
  const found = (await marks(campaign, client)).filter((m) => m.reason === "silent");
  return Object.fromEntries(found.map((m) => [m.section, m.units.map((u: Json) => u.unit.id)]));
}
async function going(campaign: Json, client: Client = ciso): Promise<string[]> {
  return (await marks(campaign, client)).filter((m) => m.reason === "goes_on").map((m) => `${m.record.number}: ${m.items.join(" ")}`);
}
async function attach(response: Json, item: string): Promise<void> {
  const form = new FormData();
  form.append("file", new File(["seen"], "seen.txt", { type: "text/plain" }));
  const answer = await ciso.call("POST", `/responses/${response.id}/answers/${item}/files`, { body: form });
  assert.ok(answer.status < 300, answer.text);
}

const version = (await importSheet(ciso, yesSheet("doors"))).id;
const first = await period(version, "FY2025", units);
let second: Awaited<ReturnType<typeof period>>;

test("one period of full marks says nothing", async () => {
  assert.deepEqual(await marks(first.campaign), []);
});

test("two campaigns of one period are one period", async () => {
  const again = await period(version, "FY2025", [shops.west]);
  assert.deepEqual(await marks(again.campaign), []);
});

test("full marks over two periods with nothing shown are marked, by section, with the periods", async () => {
  second = await period(version, "FY2026", units, { [`${shops.west} b-2`]: { value: "no" } });
  assert.deepEqual(await silent(second.campaign), { a: [shops.head, shops.east, shops.west], b: [shops.head, shops.east] });
  const [mark] = await marks(second.campaign);
  assert.deepEqual([mark.reason, mark.periods, mark.record, mark.items, mark.n_units], ["silent", ["FY2025", "FY2026"], null, [], 3]);
  assert.equal(mark.units[1].response, second.responses[shops.east].id);
});

test("the reviewer of a response sees its marks, whoever answers does not", async () => {
  const path = `/responses/${second.responses[shops.west].id}/hollow`;
  for (const client of [ciso, auditor]) {
    const { items } = await client.get(path);
    assert.deepEqual(items.map((m: Json) => [m.section, m.n_units]), [["a", 1]]);
  }
  await manager.refused("GET", path, 403);
  await manager.refused("GET", `/responses/${second.responses[shops.east].id}/hollow`, 403);
});

test("who sees one unit's results sees its marks alone", async () => {
  assert.deepEqual(await silent(second.campaign, manager), { a: [shops.east], b: [shops.east] });
});

test("a second opinion, a question back and a file each revive the check", async () => {
  await auditor.put(`/responses/${second.responses[shops.head].id}/second-answers/a-1`, { value: "yes" });
  assert.deepEqual((await silent(second.campaign)).a, [shops.east, shops.west]);
  const east = second.responses[shops.east];
  await step(security, east.id, "return", { reason: "見せてください。", questions: [{ item: "b-1", kind: "question", text: "いつですか。" }] });
  assert.deepEqual((await silent(second.campaign)).a, [shops.west], "what was given back is not counted");
  const { questions } = await ciso.get(`/responses/${east.id}`);
  await ciso.put(`/responses/${east.id}/questions/${questions[0].id}`, { reply: "毎朝です。" });
  await step(ciso, east.id, "submit");
  assert.deepEqual(await silent(second.campaign), { a: [shops.east, shops.west], b: [shops.head] });
  await step(ciso, east.id, "withdraw");
  await attach(east, "a-2");
  await step(ciso, east.id, "submit");
  assert.deepEqual(await silent(second.campaign), { a: [shops.west], b: [shops.head] });
});

test("a finding about the section, from before or after, shows that somebody looked", async () => {
  const finding = { unit: shops.west, title: "扉が開いていた", audit_kind: "internal", severity: "minor", found_on: today(), sheet_key: "doors", section_key: "a" };
  const made = await ciso.post("/audit-findings", finding, 201);
  assert.deepEqual(await silent(second.campaign), { b: [shops.head] });
  assert.deepEqual(await going(second.campaign), [`${made.number}: a-1 a-2`], "and the answers do not agree with it");
  await ciso.delete(`/audit-findings/${made.id}`, `"${made.version}"`, 204);
  assert.deepEqual((await silent(second.campaign)).a, [shops.west]);
});

// ---- the forty items against exercises and findings ----

const forty = await openCampaign(ciso, (await newestVersion(ciso, FORTY)).id, [shops.head, shops.east]);
const head: Json = forty.responses[shops.head];
const held = { unit: shops.head, kind: "incident", planned_on: today() };
async function transition(path: string, record: Json, action: string): Promise<Json> {
  const answer = await ciso.call("POST", `${path}/${record.id}/transitions`, { json: { action }, etag: `"${record.version}"` });
  assert.equal(answer.status, 200, answer.text);
  return answer.json;
}
async function exercise(more: Json): Promise<Json> {
  return transition("/exercises", await ciso.post("/exercises", { ...held, ...more }, 201), "hold");
}

test("full marks while an exercise on the topic missed its goal are marked, with what to do", async () => {
  await answerForty(ciso, head.id, `${"3".repeat(27)}5553${"3".repeat(9)}`);
  await step(ciso, head.id, "submit");
  await answerForty(ciso, forty.responses[shops.east].id, "5".repeat(40));
  await step(ciso, forty.responses[shops.east].id, "submit");
  assert.deepEqual(await going(forty.campaign), []);
  const made = await exercise({ title: "ランサムウェア演習", outcome: "missed" });
  const [mark, ...others] = await marks(forty.campaign);
  assert.deepEqual(others, []);
  assert.deepEqual([mark.section, mark.items, mark.periods], ["7", ["7-1", "7-2"], ["FY2026"]]);
  assert.deepEqual([mark.record.register, mark.record.id, mark.record.title, mark.record.day], ["exercises", made.id, "ランサムウェア演習", made.held_on]);
  assert.match(mark.record.says.ja, /達成できません/);
  assert.match(mark.record.remedy.en, /again/);
  assert.deepEqual(mark.units.map((u: Json) => u.unit.id), [shops.head], "the east shop is not on the exercise's line");
});

test("an exercise of the whole company is about every unit, one of another kind about none of it", async () => {
  const company = await exercise({ title: "全社演習", outcome: "missed", unit: shops.top });
  const other = await exercise({ title: "その他", outcome: "missed", kind: "other", unit: shops.top });
  const all = await marks(forty.campaign);
  const mark = all.find((m) => m.record.id === company.id)!;
  assert.deepEqual([mark.items, mark.n_units], [["7-1", "7-2", "7-4"], 2]);
  assert.ok(all.every((m) => m.record.id !== other.id));
});

test("an exercise that reached its goal later ends it", async () => {
  await exercise({ title: "再演習", outcome: "met", unit: shops.top });
  assert.deepEqual(await going(forty.campaign), []);
});

test("an open audit finding on an item contradicts full marks until it is verified", async () => {
  const finding = { unit: shops.head, title: "連絡網が古い", audit_kind: "internal", severity: "major", found_on: "2020-01-01", correction: "直した", sheet_key: FORTY, item_key: "7-2" };
  const made = await ciso.post("/audit-findings", finding, 201);
  assert.deepEqual(await going(forty.campaign), [`${made.number}: 7-2`]);
  await transition("/audit-findings", await transition("/audit-findings", made, "correct"), "verify");
  assert.deepEqual(await going(forty.campaign), []);
});

test("a confidential finding makes no mark and takes none away for those who are not its readers", async () => {
  const finding = { unit: shops.head, title: "調査中", audit_kind: "internal", severity: "major", found_on: today(), sheet_key: FORTY, item_key: "7-1" };
  const made = await ciso.post("/audit-findings", finding, 201);
  await ciso.put(`/audit-findings/${made.id}/readers`, { confidential: true, people: [], roles: ["ciso"] }, "*");
  assert.deepEqual(await going(forty.campaign), [`${made.number}: 7-1`]);
  for (const client of [security, auditor]) assert.deepEqual(await going(forty.campaign, client), []);
  const quiet = await ciso.post("/audit-findings", { ...finding, sheet_key: "doors", item_key: "b-1" }, 201);
  assert.equal((await silent(second.campaign, security)).b, undefined, "known to all: somebody looked");
  await ciso.put(`/audit-findings/${quiet.id}/readers`, { confidential: true, people: [], roles: ["ciso"] }, "*");
  assert.deepEqual((await silent(second.campaign, security)).b, [shops.head]);
  assert.equal((await silent(second.campaign)).b, undefined);
});

test("what records bore out on submission is no matter of form", async () => {
  const roles = { title: "責任者", role: "ciso", phase: "both", duties: "決める", published: "all", reviewed_on: today() };
  const version = (await newestVersion(ciso, FORTY)).id;
  const periods = [];
  for (const name of ["FY2030", "FY2031"]) {
    const opened = await openCampaign(ciso, version, [shops.west], { period: name });
    if (name === "FY2031") await ciso.post("/role-assignments", { unit: shops.west, ...roles }, 201);
    await answerForty(ciso, opened.responses[shops.west].id, "5".repeat(40));
    await step(ciso, opened.responses[shops.west].id, "submit");
    periods.push(opened.campaign);
  }
  const found = Object.keys(await silent(periods[1]!));
  assert.ok(found.includes("1") && !found.includes("2"), found.join(" "));
});

test("the report tells of it beside the claims, in Excel too, and leaves confidential findings out", async () => {
  const claims = async (campaign: Json): Promise<[string, string]> => {
    const issue = await ciso.post("/report-issues", { type: "assessment", campaign: campaign.number, title: "診断" }, 201);
    const { sections } = await ciso.get(`/report-issues/${issue.id}/document`);
    const excel = await ciso.call("GET", `/report-issues/${issue.id}/document?format=xlsx`);
    assert.equal(excel.status, 200);
    return [JSON.stringify(sections.find((s: Json) => s.key === "claims")), excel.text];
  };
  const [doors, excel] = await claims(second.campaign);
  assert.match(doors, /2025年度から2026年度まで全項目が満点/);
  assert.match(doors, /Full marks in every item from FY2025 to FY2026/);
  assert.ok(excel.startsWith("PK"));
  const made = await exercise({ title: "連絡訓練", kind: "contact", outcome: "missed" });
  const [all] = await claims(forty.campaign);
  assert.ok(all.includes(`${made.number} 連絡訓練`));
  assert.ok(!all.includes("調査中"), "a confidential finding is not for everybody who reads the report");
});
