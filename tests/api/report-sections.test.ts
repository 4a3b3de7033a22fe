// Every section that a report can be made of, over the demonstration company, in every form.
import assert from "node:assert/strict";
import { test } from "node:test";
import { unzip } from "../support/book.ts";
import type { Json } from "../support/client.ts";
import { newDatabase, query } from "../support/database.ts";
import { today } from "../support/day.ts";
import { enterBy, signedInAs } from "../support/people.ts";
import { command, prepare, startServer } from "../support/server.ts";

const database = newDatabase();
prepare(database);
const links = command(database, ["demo"]);
const server = await startServer({ database });
const ciso = await enterBy(server, links, "ciso");

const president = await signedInAs(ciso, "executive");

const campaign: string = (await ciso.get("/campaigns?limit=100")).items.find((c: Json) => c.state === "closed").number;
const kinds: Json[] = (await ciso.get("/report-sections")).items.filter((k: Json) => !k.incident); // those of one case are in no type of one's own
const year: string = (await ciso.get("/budget-overview")).fiscal_year;
const type = await ciso.post("/report-types", { title: "すべての章", sections: kinds.map((k) => ({ builder: k.key, words: false })) }, 201);
const issue = await ciso.post("/report-issues", { type: "own", own_type: type.id, title: "すべての章", title_en: "Every section", campaign, period: year }, 201);
const doc = await ciso.get(`/report-issues/${issue.id}/document`);
const blocks = (key: string, of: string): Json[] => doc.sections.find((s: Json) => s.key === key).blocks.filter((b: Json) => b.type === of);
const table = (key: string): Json => blocks(key, "table")[0]!;
const first = (key: string): Json[] => table(key).rows.map((r: Json) => r.cells[0]);

test("every section says something, under its own heading", () => {
  assert.deepEqual(doc.sections.map((s: Json) => s.key), kinds.map((k) => k.key));
  for (const s of doc.sections) assert.ok(s.blocks.length > 0, s.key);
  assert.equal(new Set(doc.sections.map((s: Json) => s.heading.ja)).size, kinds.length, "no two headings are alike");
});

for (const format of ["html", "pdf", "xlsx"])
  for (const language of ["ja", "en"])
    test(`all of them are given as ${format} in ${language}`, async () => {
      const answer = await ciso.call("GET", `/report-issues/${issue.id}/document?format=${format}&language=${language}`);
      assert.equal(answer.status, 200, answer.text.slice(0, 500));
      if (format === "html") assert.doesNotMatch(answer.text, />(report|reg|enum)\.[a-z_.]+</, "no message is missing");
    });

test("what the sample company has agreed on is what outsiders are told, in both languages", () => {
  const pairs = table("disclosure_pair");
  assert.equal(pairs.rows.length, 3);
  for (const cell of pairs.rows.flatMap((r: Json) => r.cells)) assert.ok(cell.ja && cell.en, JSON.stringify(cell));
  assert.equal(blocks("disclosure_appeal", "paragraph").length, 2);
});

// Every Japanese text of a document that the program wrote in both languages, with the English beside it.
function pairsOf(value: Json): [string, string][] {
  if (Array.isArray(value)) return value.flatMap(pairsOf);
  if (value === null || typeof value !== "object") return [];
  if (typeof value.ja === "string") return typeof value.en === "string" ? [[value.ja, value.en]] : [];
  return Object.values(value).flatMap(pairsOf);
}

test("by the era no date of the Japanese edition is left as it was, in any section or form; English stays", async () => {
  const wanted = { type: "own", own_type: type.id, title: "和暦", campaign, period: year };
  const western = await ciso.post("/report-issues", wanted, 201);
  const made = await ciso.post("/report-issues", { ...wanted, era: true }, 201);
  const names: string[] = (await ciso.get("/campaigns?limit=100")).items.map((c: Json) => c.name); // people's own words stay
  const bare = (text: string): string => names.reduce((t, name) => t.replaceAll(name, ""), text);
  const said = async (id: string): Promise<(readonly [string, string])[]> => pairsOf((await ciso.get(`/report-issues/${id}/document`)).sections.map((s: Json) => s.blocks)).map(([ja, en]) => [bare(ja), en] as const);
  const [plain, era] = [await said(western.id), await said(made.id)];
  assert.equal(plain.length, era.length);
  const dated = plain.map((p, i) => [p, era[i]!] as const).filter(([p]) => /\d{4}(年|\/\d)/.test(p[0]));
  assert.ok(dated.length > 20, `${dated.length} texts with dates`);
  for (const [p, e] of dated) {
    assert.equal(p[1], e[1]);
    assert.match(e[0], /(令和|平成)(元|\d+)年|[RH]\d+\.\d+\.\d+/, p[0]);
    assert.doesNotMatch(e[0], /\d{4}(年|\/\d)/);
  }
  const page = async (language: string): Promise<string> => (await ciso.call("GET", `/report-issues/${made.id}/document?format=html&language=${language}`)).text;
  const [ja, en] = [await page("ja"), await page("en")];
  assert.match(ja, />令和\d+年\d+月\d+日（.）</, "the day it was made");
  assert.match(ja, new RegExp(`令和${Number(year.slice(2)) - 2018}年度`));
  assert.doesNotMatch(ja, />\d{4}\/\d\d?\/\d\d</);
  assert.doesNotMatch(en, /令和|>R\d+\.\d/);
  const { bytes: book } = await ciso.call("GET", `/report-issues/${made.id}/document?format=xlsx&language=ja`);
  const part = (name: string): string => unzip(book).find((p) => p.name === name)!.data.toString();
  assert.match(part("xl/worksheets/sheet1.xml"), />令和\d+年\d+月\d+日（.）</);
  assert.match(part("xl/styles.xml"), /\[\$-411\]ge\.m\.d/);
  assert.equal((await ciso.call("GET", `/report-issues/${made.id}/document?format=pdf&language=ja`)).status, 200);
});

test("a report keeps the calendar it was approved with", async () => {
  const made = await ciso.post("/report-issues", { type: "training", title: "訓練と教育", period: year }, 201);
  const change = (era: boolean, status: number): Promise<void> => ciso.call("PATCH", `/report-issues/${made.id}`, { json: { era }, etag: "*" }).then((a) => assert.equal(a.status, status, a.text));
  assert.equal((await ciso.get(`/report-issues/${made.id}/document`)).calendar, undefined);
  await change(true, 200);
  for (const route of (await ciso.get("/approval-routes")).items) await ciso.delete(`/approval-routes/${route.id}`, `"${route.version}"`);
  const approved = await president.call("POST", `/report-issues/${made.id}/approval`, { json: {}, etag: "*" });
  assert.equal(approved.status, 200, approved.text);
  await change(false, 409);
  const frozen = await ciso.get(`/report-issues/${made.id}/document`);
  assert.equal(frozen.calendar, "japanese");
  const page = (await ciso.call("GET", `/report-issues/${made.id}/document?format=html&language=ja`)).text;
  assert.match(page.slice(page.indexOf("承認の記録")), />R\d+\.\d+\.\d+</, "the approval sheet too");
});

test("the top risks are those worth most, and the map counts every risk that is not closed", async () => {
  const risks = await ciso.get("/risks?filter[state][ne]=closed&sort=-value_now&limit=20");
  assert.deepEqual(first("risk_top"), risks.items.map((r: Json) => r.number));
  const heat = await ciso.get("/risk-heat-map");
  const cells = table("risk_map").rows.flatMap((r: Json) => r.cells.slice(1)).map((c: Json) => Number(c.label.ja));
  assert.equal(cells.reduce((a: number, b: number) => a + b, 0), heat.residual.reduce((a: number, c: Json) => a + c.count, 0));
  const units = await ciso.get("/risk-figures?by=unit");
  assert.deepEqual(first("risk_units"), units.items.slice(0, 30).map((u: Json) => u.name));
});

test("risks are called in lists and counts what the method in force calls them", async () => {
  const bands: Json[] = (await ciso.get("/risk-methods/now")).document.bands;
  const names = bands.map((b) => b.name.ja);
  const head = table("risk_units").columns.map((c: Json) => c.label.ja);
  assert.deepEqual(head.slice(2, -1), names.toReversed());
  for (const row of table("risk_units").rows) assert.equal(row.cells.length, head.length);
  const at = table("risk_top").columns.findIndex((c: Json) => c.kind === "state");
  for (const row of table("risk_top").rows) assert.ok(names.includes(row.cells[at].label.ja), JSON.stringify(row.cells[at]));
});

test("what has become of the risks is told between two times of the register, with reasons", async () => {
  const snapshots: Json[] = (await ciso.get("/risk-snapshots")).items.sort((a: Json, b: Json) => (a.as_of < b.as_of ? -1 : 1));
  const from = snapshots.findLast((s) => s.as_of < `${year.slice(2)}-04-01`) ?? snapshots[0]!;
  const m = await ciso.get(`/risk-movement?from=${from.id}`);
  const figures = Object.fromEntries(blocks("risk_movement", "figures")[0]!.items.map((i: Json) => [i.label.en, i.value]));
  const { up, down, new: come, gone, rated, same } = m.counts;
  assert.deepEqual(figures, { Risen: up, Fallen: down, New: come, Gone: gone, "Rated or no longer rated": rated, "The same": same });
  const [bands, movers] = blocks("risk_movement", "table") as [Json, Json];
  const counted = bands.rows.flatMap((r: Json) => r.cells.slice(1)).reduce((n: number, c: Json) => n + Number(c.label.ja), 0);
  assert.equal(counted, m.cells.reduce((n: number, c: Json) => n + c.count, 0));
  assert.ok(up + down + come + gone > 0, "the demonstration company has risks that moved");
  const told = async (kind: string): Promise<string[]> => (await ciso.get(`/risk-movement/risks?kind=${kind}&from=${from.id}`)).items.map((r: Json) => r.number);
  const all = [...(await told("up")), ...(await told("new")), ...(await told("down")), ...(await told("gone"))];
  assert.deepEqual(movers.rows.map((r: Json) => r.cells[0]).sort(), all.sort());
  for (const r of movers.rows) assert.notEqual(r.cells[6].ja, "", `${r.cells[0]} has no reason`);
});

test("lists hold the records that they say they hold", async () => {
  const numbers = async (path: string): Promise<string[]> => (await ciso.get(path)).items.map((r: Json) => r.number);
  for (const key of ["findings", "protections", "insurance", "trainings"]) assert.ok(table(key).rows.length > 0, key);
  assert.deepEqual(first("findings"), await numbers("/audit-findings?filter[state][ne]=verified&sort=due&limit=50"));
  assert.deepEqual(first("protections"), await numbers("/protections?filter[status][in]=missing,planned&sort=name&limit=50"));
  assert.equal(table("insurance").rows.length, (await ciso.get("/insurance-policies?limit=50")).items.length);
  const from = Number(year.slice(2));
  for (const row of table("trainings").rows) assert.ok(row.cells[4] >= `${from}-04-01` && row.cells[4] <= `${from + 1}-03-31`, row.cells[4]);
  assert.ok(table("exercises").rows.length > 0);
});

test("how things stand is said with its day, and what happened with the days it happened in", () => {
  const small = (key: string): string[] => blocks(key, "paragraph").filter((b) => b.style === "small").map((b) => b.text.en);
  const long = (day: string): string => new Date(day).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
  const from = Number(year.slice(2));
  for (const key of ["risk_top", "risk_map", "findings", "meeting_measures", "measures_state", "investment_budget"])
    assert.ok(small(key).some((t) => t.startsWith("As of ") && t.includes(long(today()))), `${key}: ${small(key)}`);
  for (const key of ["exercises", "trainings"])
    assert.ok(small(key).some((t) => t.includes(long(`${from}-04-01`)) && t.includes(long(`${from + 1}-03-31`))), `${key}: ${small(key)}`);
  assert.ok(small("loss_year").some((t) => /^As simulated on .*\(\S+\)/.test(t)));
});

test("a report of a quarter counts what happened in it, and nothing else", async () => {
  const first = Number(year.slice(2));
  const draft = await ciso.post("/report-issues", { type: "own", own_type: type.id, title: "第1四半期", campaign, period: year }, 201);
  query(database, `UPDATE report_issue SET covers_from = '${first}-04-01', covers_to = '${first}-06-30' WHERE number = '${draft.number}'`);
  const of: Json = await ciso.get(`/report-issues/${draft.id}/document`);
  const part = (key: string): Json[] => of.sections.find((s: Json) => s.key === key).blocks;
  const within = (day: string): boolean => day >= `${first}-04-01` && day <= `${first}-06-30`;
  for (const [key, at] of [["trainings", 4], ["exercises", 3]] as const)
    for (const row of part(key).find((b: Json) => b.type === "table")!.rows) assert.ok(within(row.cells[at]), `${key} ${row.cells[at]}`);
  const months = part("meeting_attacks").find((b: Json) => b.type === "bars")?.items.map((i: Json) => i.label.en) ?? [];
  assert.deepEqual(months, [`April ${first}`, `May ${first}`, `June ${first}`]);
  const seen = (await ciso.get(`/attack-counts?filter[month][ge]=${first}-04&filter[month][le]=${first}-06&limit=200`)).items.reduce((n: number, c: Json) => n + (c.seen ?? 0), 0);
  assert.match(part("meeting_attacks")[0].text.ja, new RegExp(`検知した攻撃は${seen.toLocaleString("en")}件`));
  const cases = (await ciso.get("/outside-cases?limit=200")).items.filter((c: Json) => c.response !== "undecided");
  const told = part("meeting_cases").find((b: Json) => b.type === "table")?.rows.map((r: Json) => r.cells[0]) ?? [];
  const then = cases.filter((c: Json) => (c.happened && c.happened.slice(0, 7) >= `${first}-04` && c.happened.slice(0, 7) <= `${first}-06`) || within(c.created_at.slice(0, 10)));
  assert.deepEqual(told.sort(), then.map((c: Json) => c.number).sort());
  assert.ok(told.length < cases.length, "there are cases of other times");
  const movement = part("risk_movement")[0].text.en;
  assert.match(movement, new RegExp(`30 June ${first}`), movement);
});

test("measures are counted by state", async () => {
  const bars: Json[] = blocks("measures_state", "bars")[0]!.items;
  assert.equal(blocks("measures_state", "bars")[0]!.unit.en, "measures");
  assert.ok(blocks("risk_movement", "figures")[0]!.items.every((i: Json) => i.unit.en === "risks"));
  const all = await ciso.get("/measures?limit=200");
  assert.equal(bars.reduce((a, b) => a + b.value, 0), all.items.length);
});

test("exercises and training of the year are counted as the registers have them, and types of reports are made of them", async () => {
  const start = Number(year.slice(2));
  const days = (key: string): string => `filter[${key}][ge]=${start}-04-01&filter[${key}][le]=${start + 1}-03-31&limit=500`;
  const exercises: Json[] = (await ciso.get(`/exercises?${days("planned_on")}`)).items;
  const held = exercises.filter((e) => e.state === "held");
  const values = (of: Json, key: string): Json => Object.fromEntries(of.sections.find((s: Json) => s.key === key).blocks.find((b: Json) => b.type === "figures").items.map((i: Json) => [i.label.ja, i.value]));
  const told = values(doc, "exercises_state");
  assert.ok(exercises.length > 0);
  assert.deepEqual([told["計画した演習"], told["実施した演習"], told["目標を達成した演習"]], [exercises.length, held.length, held.filter((e) => e.outcome === "met").length]);
  const trainings: Json[] = (await ciso.get(`/trainings?${days("held_on")}`)).items;
  const audiences = new Set(trainings.map((t) => t.audience));
  assert.equal(table("trainings_state").rows.length, audiences.size);
  for (const [kind, key] of [["exercise", "exercises_state"], ["training", "trainings_state"], ["yearly_review", "exercises_state"]] as const) {
    const made = await ciso.post("/report-issues", { type: kind, title: kind, period: year }, 201);
    const its = await ciso.get(`/report-issues/${made.id}/document`);
    assert.deepEqual(values(its, key), values(doc, key));
    for (const format of ["html", "pdf", "xlsx"]) assert.equal((await ciso.call("GET", `/report-issues/${made.id}/document?format=${format}&language=en`)).status, 200);
  }
});
