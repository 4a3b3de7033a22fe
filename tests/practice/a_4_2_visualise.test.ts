// Practice 4-2: company G, a clothing retailer of 500 people with a head office and six shops, some
// of them on the systems of firms it bought, assesses itself on the ten directives and reports to
// its president. The shops' figures are ours; the source gives none.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Book } from "../support/book.ts";
import { visit } from "../support/browser.ts";
import { Client, type Json } from "../support/client.ts";
import { today } from "../support/day.ts";
import { type Colleague, colleagueOf, setUp, signedInAs } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();

const ITEMS = [3, 3, 3, 5, 10, 3, 4, 3, 3, 3].flatMap((n, d) => Array.from({ length: n }, (_, i) => `${d + 1}-${i + 1}`));

// Levels of the head office in the order of the items; mean of directive 2 is (2 + 4 + 3) / 3.
const HEAD = "4332433233323243234333233423331322222322";
// A shop is like the head office but for these.
const SHOPS: { name: string; changes: Record<string, number> }[] = [
  { name: "青葉店", changes: { "5-7": 1 } },
  { name: "みなと店", changes: { "5-7": 1, "2-2": 1 } },
  { name: "さくら通り店", changes: { "5-6": 4, "7-4": 3 } }, // shop 3, on an older firm's system
  { name: "緑が丘店", changes: {} },
  { name: "ひかり台店", changes: { "6-2": 2 } },
  { name: "川辺店", changes: { "1-1": 1, "1-2": 1, "1-3": 1 } },
];
const AVERAGES: Record<string, number> = { "1": 2.9, "2": 2.7, "3": 2.6, "4": 2.5, "5": 2.8, "6": 2.4, "7": 2.6, "8": 2.4, "9": 2.2, "10": 2.1 };

const levels = (changes: Record<string, number>): number[] => ITEMS.map((key, i) => changes[key] ?? Number(HEAD[i]));
const halfUp = (tenths: number): number => Math.floor(tenths + 0.5 + 1e-9);

let ciso: Client; // the IT head, who is also in charge of security
let president: Client;
let planner: Colleague; // draws up plan and report, which the IT head checks and the president decides on
const units: { id: string; name: string; client: Client; levels: number[] }[] = [];
let campaign: Json;
let sheet: Json;
let measure: Json;

async function answer(client: Client, response: string, given: number[]): Promise<void> {
  for (const [i, key] of ITEMS.entries()) await client.put(`/responses/${response}/answers/${key}`, { value: given[i] }, "*");
}

// Offline: the sheet is taken out, its yellow cells are filled in, and it is brought back.
async function answerInExcel(client: Client, response: string, given: number[]): Promise<void> {
  const taken = await client.call("GET", `/responses/${response}/book`);
  assert.equal(taken.status, 200, taken.text);
  const book = new Book(taken.bytes);
  assert.match(book.cells()[`C${book.line("2-2")}`] ?? "", /年1回以上/, "the clarification stands beside the item");
  for (const [i, key] of ITEMS.entries()) book.fill(key, given[i]!);
  book.fill("2-2", 6);
  const bring = async (take: string): Promise<Json> => {
    const form = new FormData();
    form.append("file", book.blob(), "回答票.xlsx");
    return client.call("POST", `/responses/${response}/book?take=${take}`, { body: form });
  };
  const wrong = await bring("all");
  assert.equal(wrong.status, 422);
  assert.deepEqual(wrong.json.errors.map((e: Json) => e.pointer), [`回答!E${book.line("2-2")}`]);
  book.fill("2-2", given[ITEMS.indexOf("2-2")]!, { comment: "Excelで回答" });
  assert.equal((await bring("check")).json.added, 40);
  assert.equal((await bring("all")).json.taken, true);
}

// In the browser: a digit for each item, then the button.
async function answerInBrowser(client: Client, response: string, given: number[]): Promise<void> {
  const visitor = await visit(server, `/responses/${response}`, {}, client);
  const { page } = visitor;
  for (const [i, key] of ITEMS.entries()) {
    await page.locator(`#item-${key}.active`).waitFor();
    await page.keyboard.press(String(given[i]));
    await page.locator(`#item-${key} .q-level.level-${given[i]}`).waitFor();
  }
  await page.locator(".save-line").getByText("保存しました").waitFor();
  await page.locator("#answer-end").getByRole("button", { name: "提出" }).click();
  await page.getByText("提出済み").first().waitFor();
  visitor.quiet();
  await visitor.context.close();
}

async function responseOf(client: Client, unit: string): Promise<Json> {
  const list = await client.get(`/responses?campaign=${campaign.id}`);
  const found = list.items.find((r: Json) => r.unit.id === unit);
  assert.ok(found, `no response for ${unit}`);
  return client.get(`/responses/${found.id}`);
}

const step = async (client: Client, response: Json, name: string, body?: Json): Promise<Json> => {
  const now = await client.call("GET", `/responses/${response.id}`);
  const got = await client.call("POST", `/responses/${response.id}/${name}`, { ...(body === undefined ? {} : { json: body }), etag: now.headers.get("etag") ?? "" });
  assert.ok(got.status < 300, `${name}: ${got.status} ${got.text}`);
  return got.json;
};

test("the IT head sets up head office and six shops", async () => {
  ciso = await setUp(server, { organisation: "株式会社ジーモード" });
  const top = (await ciso.get("/units")).items[0];
  president = (await colleagueOf(ciso, "大野", "代表取締役社長", ["executive"], top.id)).client;
  planner = await colleagueOf(ciso, "田中", "情報システム部主任", ["security"], top.id);
  const head = await ciso.post("/units", { name: "本社", kind: "head_office", parent: top.id, head_office: true }, 201);
  units.push({ id: head.id, name: "本社", client: await signedInAs(ciso, "manager", head.id), levels: levels({}) });
  for (const shop of SHOPS) {
    const unit = await ciso.post("/units", { name: shop.name, kind: "shop", parent: top.id }, 201);
    units.push({ id: unit.id, name: shop.name, client: await signedInAs(ciso, "manager", unit.id), levels: levels(shop.changes) });
  }
});

test("the framework has forty items with the numbers the source names", async () => {
  const found = (await ciso.get("/sheets")).items.find((s: Json) => s.key === "kaname-csm40");
  assert.ok(found, "no sheet kaname-csm40");
  const versions = await ciso.get(`/sheets/${found.id}`);
  sheet = await ciso.get(`/sheet-versions/${versions.versions[0].id}`);
  assert.equal(sheet.document.wording, "own");
  assert.deepEqual(sheet.document.items.map((i: Json) => i.key), ITEMS);
  for (const item of sheet.document.items) {
    assert.equal(item.scale, "maturity5");
    for (const lang of ["ja", "en"]) {
      assert.ok(item.text[lang], `${item.key}: no text in ${lang}`);
      assert.equal(item.levels.filter((l: Json) => l[lang]).length, 5, `${item.key}: five levels in ${lang}`);
      assert.equal(item.criteria.filter((l: Json) => l[lang]).length, 5, `${item.key}: five criteria in ${lang}`);
    }
  }
});

test("a campaign over all units with a supplement to 2-2 is opened", async () => {
  campaign = await ciso.post(
    "/campaigns",
    { name: "2026年度 自己評価", sheet_version: sheet.id, period: "FY2026", due: "2030-03-31", units: units.map((u) => ({ unit: u.id })) },
    201,
  );
  const supplement = { ja: "「定期的」は年1回以上、「継続的」は四半期以上の反映遅れが直近3年以内にないこと。", en: "Regularly: at least once a year." };
  await ciso.put(`/campaigns/${campaign.id}/supplements/2-2`, { text: supplement });
  const etag = (await ciso.call("GET", `/campaigns/${campaign.id}`)).headers.get("etag") ?? "";
  const opened = await ciso.call("POST", `/campaigns/${campaign.id}/open`, { etag });
  assert.ok(opened.status < 300, opened.text);
  const seen = await responseOf(units[1]!.client, units[1]!.id);
  assert.deepEqual(seen.supplements.find((s: Json) => s.item === "2-2").text, supplement);
});

test("a shop sees only its own sheet", async () => {
  const shop = units[1]!.client;
  const list = await shop.get(`/responses?campaign=${campaign.id}`);
  assert.deepEqual(list.items.map((r: Json) => r.unit.id), [units[1]!.id]);
  const other = await responseOf(ciso, units[2]!.id);
  await shop.refused("GET", `/responses/${other.id}`, 404);
  await shop.refused("PUT", `/responses/${other.id}/answers/2-2`, 404, { json: { value: 5 } });
});

test("half a sheet cannot be submitted, and what is open is named", async () => {
  const shop = units[1]!;
  const response = await responseOf(shop.client, shop.id);
  await shop.client.put(`/responses/${response.id}/answers/1-1`, { value: 3 });
  const etag = (await shop.client.call("GET", `/responses/${response.id}`)).headers.get("etag") ?? "";
  const problem = await shop.client.refused("POST", `/responses/${response.id}/submit`, 422, { etag, pointer: "/answers/2-2" });
  assert.equal(problem.errors?.length, 39);
  await shop.client.refused("PUT", `/responses/${response.id}/answers/2-2`, 422, { json: { value: 6 } });
});

test("the roles are on file, made known to all, and were last reviewed years ago", async () => {
  const people = (await ciso.get("/people")).items;
  for (const [role, title] of [["ciso", "セキュリティ担当役員"], ["csirt_lead", "対応責任者"]])
    await ciso.post(
      "/role-assignments",
      { unit: units[0]!.id, title, role, phase: "both", person: people[0].id, duties: "任された範囲を決め、結果に責任を負う。", published: "all", reviewed_on: "2024-04-01" },
      201,
    );
});

test("all units answer, one in Excel, one in the browser; one is sent back with a question, mends it, and all are accepted", async () => {
  for (const [i, unit] of units.entries()) {
    const response = await responseOf(unit.client, unit.id);
    if (i === 3) {
      await answerInBrowser(unit.client, response.id, unit.levels);
      continue;
    }
    await (i === 2 ? answerInExcel : answer)(unit.client, response.id, unit.levels);
    await step(unit.client, response, "submit");
  }
  const excel = await responseOf(units[2]!.client, units[2]!.id);
  assert.deepEqual(excel.answers.map((a: Json) => a.value), units[2]!.levels);
  const browser = await responseOf(units[3]!.client, units[3]!.id);
  assert.deepEqual([browser.state, browser.answers.map((a: Json) => a.value)], ["submitted", units[3]!.levels]);
  const last = units[6]!;
  const response = await responseOf(ciso, last.id);
  await step(ciso, response, "return", { reason: "根拠を確かめてください。", questions: [{ item: "1-1", kind: "evidence", text: "方針の写しをお願いします。" }] });
  const returned = await last.client.get(`/responses/${response.id}`);
  assert.equal(returned.state, "returned");
  assert.equal(returned.questions[0].item, "1-1");
  await last.client.put(`/responses/${response.id}/answers/1-1`, { value: 1, comment: "方針は未策定です。" }, "*");
  await step(last.client, response, "submit");
  for (const unit of units) await step(ciso, await responseOf(ciso, unit.id), "accept");
  const progress = await ciso.get(`/campaigns/${campaign.id}/progress`);
  assert.ok(progress.units.every((u: Json) => u.response.state === "accepted"));
});

const evidenceOf = async (client: Client, response: Json, item: string): Promise<Json> =>
  (await client.get(`/responses/${response.id}/evidence`)).evidence.items.find((i: Json) => i.item === item);

test("2-2 answered 4 while no role was reviewed in 12 months is flagged, with what is missing", async () => {
  const head = units[0]!;
  const response = await responseOf(ciso, head.id);
  const answer = await ciso.call("GET", `/responses/${response.id}/evidence`);
  assert.equal(answer.json.frozen, true);
  const item = await evidenceOf(ciso, response, "2-2");
  assert.deepEqual([item.claimed, item.supported, item.state], [4, 3, "unsupported"]);
  const failed = item.rules.filter((r: Json) => !r.holds);
  assert.deepEqual(failed.map((r: Json) => [r.level, r.register, r.met, r.of]), [[4, "role-assignments", 0, 2]]);
  assert.match(failed[0].missing.ja, /12か月/);
  // A shop that claims 1 claims nothing that records would have to show.
  assert.equal((await evidenceOf(ciso, await responseOf(ciso, units[2]!.id), "2-2")).state, "not_judged");
  // Reviewing the roles afterwards changes what is so, not what was claimed then.
  for (const role of (await ciso.get("/role-assignments")).items) await ciso.patch(`/role-assignments/${role.id}`, { reviewed_on: today() }, `"${role.version}"`);
  assert.equal((await evidenceOf(ciso, response, "2-2")).state, "unsupported");
});

test("industry averages are loaded with their source, and wrong rows are named", async () => {
  const csv = "業種,区分,平均,件数\n" + Object.entries(AVERAGES).map(([key, mean]) => `retail,${key},${mean},120`).join("\n");
  const query = "sheet=kaname-csm40&source=%E8%A6%8B%E6%9C%AC&as_of=2026-04-01&sample=true";
  const bad = await ciso.refused("POST", `/industry-averages/import?${query}`, 422, { body: csv.replace("retail,3,2.6", "retial,3,9.9"), headers: { "content-type": "text/csv" } });
  assert.deepEqual(bad.errors?.map((e) => e.pointer).sort(), ["line 4, column industry", "line 4, column mean"]);
  assert.equal((await ciso.get("/industry-averages")).items.length, 0);
  const got = await ciso.call("POST", `/industry-averages/import?${query}`, { body: csv, headers: { "content-type": "text/csv" } });
  assert.equal(got.status, 200, got.text);
  assert.equal(got.json.created, 10);
  await ciso.put("/target-levels", { sheet_key: "kaname-csm40", period: "FY2026", levels: Object.keys(AVERAGES).map((section) => ({ section, level: 30 })) });
});

test("the radar shows means half up against target and industry", async () => {
  const results = await president.get(`/campaigns/${campaign.id}/results?industry=retail`);
  assert.equal(results.counted_units, 7);
  for (const section of results.sections) {
    const at = ITEMS.flatMap((key, i) => (key.split("-")[0] === section.key ? [i] : []));
    const means = units.map((u) => at.reduce((sum, i) => sum + u.levels[i]!, 0) / at.length);
    const own = means.reduce((a, b) => a + b, 0) / means.length;
    assert.ok(Math.abs(section.own.raw - own) < 1e-9, `directive ${section.key}: ${section.own.raw}, expected ${own}`);
    assert.equal(section.own.tenths, halfUp(own * 10));
    assert.equal(section.head_office.tenths, halfUp(means[0]! * 10));
    assert.equal(section.target.tenths, 30);
    assert.equal(section.industry.mean, AVERAGES[section.key]);
    assert.equal(section.industry.sample, true);
  }
  const rows = results.units.map((u: Json) => u.unit.title);
  assert.equal(rows[0], "本社");
  assert.equal(rows.length, 7);
});

test("shop 3 is seen above the head office on two items, floors are gathered", async () => {
  const good = await ciso.get(`/campaigns/${campaign.id}/good-practices`);
  assert.deepEqual(good.items.map((i: Json) => `${i.unit.title} ${i.key}`).sort(), ["さくら通り店 5-6", "さくら通り店 7-4"]);
  const floors = await ciso.get(`/campaigns/${campaign.id}/floors`);
  assert.ok(floors.items.some((i: Json) => i.unit.title === "川辺店" && i.key === "1-1"));
});

test("items under the industry average are gaps; a gap becomes a measure", async () => {
  const gaps = await ciso.get(`/campaigns/${campaign.id}/gaps?industry=retail`);
  const gap = gaps.items.find((g: Json) => g.key === "7-4");
  assert.ok(gap.below_industry > 0 && gap.below_target > 0, "7-4 is below both");
  assert.equal(gap.industry.of_section, true);
  const owner = (await ciso.get("/people")).items[0];
  measure = await planner.client.post(
    "/measures",
    {
      unit: (await ciso.get("/units")).items[0].id,
      title: "全店合同の対応演習",
      priority: "high",
      owner: owner.id,
      due: "2027-01-29",
      cause: "演習の責任者がいない",
      sheet_key: "kaname-csm40",
      section_key: "7",
      item_key: "7-4",
      campaign: campaign.number,
      level_now: 1,
      level_to_reach: 3,
    },
    201,
  );
  assert.match(measure.number, /^M-\d{4}-\d{4}$/);
  const again = await ciso.get(`/campaigns/${campaign.id}/gaps?industry=retail`);
  assert.deepEqual(again.items.find((g: Json) => g.key === "7-4").measures.map((m: Json) => m.number), [measure.number]);
});

test("a manager sees the own shop's row and the company's means, nothing of other shops", async () => {
  const results = await units[3]!.client.get(`/campaigns/${campaign.id}/results`);
  assert.deepEqual(results.units.map((u: Json) => u.unit.title), ["さくら通り店"]);
  assert.ok(results.sections[0].own);
});

// ---- the plan and the report go round ----

const STEPS = [
  { name: "IT部長", need: "all", who: [{ kind: "role", role: "ciso" }] },
  { name: "社長", need: "all", who: [{ kind: "post", post: "代表取締役社長" }] },
];

async function decide(client: Client, round: Json, decision: string, comment?: string): Promise<Json> {
  const now = await client.get(`/approvals/${round.id}`);
  const json = { decision, ...(comment ? { comment } : {}), ...(decision === "return" ? { to_step: 0 } : {}) };
  const answer = await client.call("POST", `/approvals/${round.id}/decision`, { json, etag: `"${now.version}"` });
  assert.equal(answer.status, 200, answer.text);
  return answer.json;
}

test("the plan goes to the IT head and the president, is sent back for its cost, and is approved", async () => {
  await ciso.post("/approval-routes", { name: "対策の承認", subject: "measures", active: true, on_change: "end", steps: STEPS }, 201);
  const round = await planner.client.post("/approvals", { register: "measures", record: measure.id, note: "業界平均を下回る演習を立て直します。" }, 201);
  await president.refused("POST", `/approvals/${round.id}/decision`, 409, { json: { decision: "approve" }, etag: `"${round.version}"` });
  assert.equal((await decide(ciso, round, "approve")).step, 2);
  assert.equal((await decide(president, round, "return", "費用はいくらですか。")).state, "returned");
  const now = await ciso.get(`/measures/${measure.id}`);
  await planner.client.patch(`/measures/${measure.id}`, { cost_initial: { amount: 600000, currency: "JPY" } }, `"${now.version}"`);
  const sent = await planner.client.get(`/approvals/${round.id}`);
  const again = await planner.client.call("POST", `/approvals/${round.id}/resending`, { json: { comment: "60万円です。" }, etag: `"${sent.version}"` });
  assert.equal(again.status, 200, again.text);
  await decide(ciso, round, "approve");
  const done = await decide(president, round, "approve", "了承します。");
  assert.equal(done.state, "approved");
  assert.deepEqual(done.events.map((e: Json) => e.kind), ["send", "approve", "return", "resend", "approve", "approve"]);
  assert.equal((await ciso.get(`/measures/${measure.id}`)).state, "approved");
});

test("the report to the president says what is claimed without support and who approved it, as PDF and Excel", async () => {
  await ciso.post("/approval-routes", { name: "報告書の承認", subject: "report-issues", active: true, on_change: "end", steps: STEPS }, 201);
  const issue = await planner.client.post("/report-issues", { type: "assessment", campaign: campaign.number, title: "2026年度 評価結果報告", title_en: "Assessment FY2026", audience: "代表取締役社長" }, 201);
  const path = `/report-issues/${issue.number}`;
  await planner.client.put(`${path}/words/words`, { language: "ja", text: "演習と復旧に集中します。" }, '"0"');
  await president.refused("POST", `${path}/approval`, 409, { json: {}, etag: `"${issue.version}"` });
  const round = await planner.client.post("/approvals", { register: "report-issues", record: issue.id }, 201);
  await decide(ciso, round, "approve", "数値を確かめました。");
  assert.equal((await decide(president, round, "approve", "了承します。")).state, "approved");

  const document = await president.get(`${path}/document`);
  assert.match(document.approver.name, /大野/);
  assert.deepEqual([document.coverage.partial, document.coverage.text.ja], [false, "7組織すべてが回答"]);
  const section = (key: string): Json => document.sections.find((s: Json) => s.key === key);
  const claim = section("claims").blocks[1].rows.find((r: Json) => r.cells[0] === "2-2" && r.cells[2].ja === "本社");
  assert.deepEqual(claim.cells.slice(3, 5), [40, 30]);
  assert.match(claim.cells[5].ja, /12か月/);
  assert.ok(section("measures").blocks[0].rows.some((r: Json) => r.cells[0] === measure.number));
  const paper = document.sections.at(-1);
  assert.equal(paper.key, "approval");
  assert.deepEqual(paper.blocks[1].rows.map((r: Json) => [r.cells[0].ja, r.cells[4]]), [["IT部長", "数値を確かめました。"], ["社長", "了承します。"]]);
  for (const [form, head] of [["pdf", "%PDF-"], ["xlsx", "PK"], ["html", "<!DOCTYPE html>"]] as const)
    for (const language of ["ja", "en"]) {
      const file = await president.call("GET", `${path}/document?format=${form}&language=${language}`);
      assert.equal(file.status, 200);
      assert.ok(file.text.toLowerCase().startsWith(head.toLowerCase()), `${form} ${language}`);
    }
});
