// The sample company in the language it was asked for.
import assert from "node:assert/strict";
import { test } from "node:test";
import { newDatabase } from "../support/database.ts";
import type { Json } from "../support/client.ts";
import { enterBy } from "../support/people.ts";
import { attempt, command, prepare, startServer } from "../support/server.ts";

const WRITTEN = ["/campaigns", "/industry-average-sets", "/industry-averages", "/accounts", "/approvals?box=sent", "/approval-routes"];
const JAPANESE = /[\u3040-\u30ff\u4e00-\u9fff]/;

// A round without a route is called what the program calls it, in both languages.
const written = (item: Json): Json => (item.route?.set === false ? { ...item, route: null, step_name: null } : item);

test("an English company has written nothing in Japanese", async () => {
  const database = newDatabase();
  prepare(database);
  const links = command(database, ["demo", "--language", "en"]);
  const server = await startServer({ database });
  const ciso = await enterBy(server, links, "ciso");
  const registers: string[] = (await ciso.get("/describe")).registers.map((r: Json) => `/${r.name}`);
  assert.ok(registers.length > 15);
  for (const path of [...WRITTEN, ...registers]) assert.doesNotMatch(JSON.stringify((await ciso.get(path)).items.map(written)), JAPANESE, path);
  const session = await ciso.get("/session");
  assert.deepEqual([session.organisation.name, session.lang], ["G-Mode Co., Ltd. (sample)", "en"]);
  for (const { id } of (await ciso.get("/responses")).items) assert.doesNotMatch(JSON.stringify((await ciso.get(`/responses/${id}`)).answers), JAPANESE);
});

test("a language that the program does not have is refused before anything is made", () => {
  const database = newDatabase();
  prepare(database);
  const run = attempt(["demo", "--language", "fr"], { env: { KANAME_DATABASE: database.url } });
  assert.equal(run.status, 2);
});

test("nothing was put on record before it happened, and time never goes back", async () => {
  const database = newDatabase();
  prepare(database);
  const links = command(database, ["demo"]);
  const server = await startServer({ database });
  const ciso = await enterBy(server, links, "ciso");
  const registers: Json[] = (await ciso.get("/describe")).registers;
  const ahead = ["back_on", "ends_on", "next_on", "review_on"]; // days that are planned
  const since = { components: ["scored_on"], indicators: ["measured_on"], tasks: ["reminded_on"], "supplier-censuses": ["reminded_on"] } as Record<string, string[]>; // days that the program fills in later
  const changed = { risks: ["rated_on"], "customer-requests": ["answered_on"], "manual-pages": ["approved_on"] } as Record<string, string[]>; // days of a later change
  let dates = 0;
  for (const register of registers) {
    const past = register.fields.filter((f: Json) => f.type === "date" && /_on$/.test(f.key) && !ahead.includes(f.key)).map((f: Json) => f.key);
    for (const record of (await ciso.get(`/${register.name}`)).items)
      for (const key of past.filter((k: string) => record[k] && !since[register.name]?.includes(k))) {
        dates++;
        const told = changed[register.name]?.includes(key) ? record.updated_at : record.created_at;
        assert.ok(record[key] <= told.slice(0, 10), `${register.name} ${record.number}: ${key} ${record[key]}, told ${told}`);
      }
  }
  assert.ok(dates > 20, `${dates}`);
  const entries: Json[] = (await ciso.get("/audit?limit=500")).items;
  const times = entries.toSorted((a, b) => a.seq - b.seq).map((e) => e.at);
  assert.deepEqual(times, times.toSorted());
  const report = (await ciso.get("/report-issues")).items.find((i: Json) => i.type === "assessment");
  const president = await enterBy(server, links, "president");
  const [round] = (await president.get("/approvals?box=inbox")).items;
  assert.deepEqual([round.record.number, round.step, round.state], [report.number, 2, "open"]);
});

test("the register of risks shows practice 4-1's table with what is done about it", async () => {
  const database = newDatabase();
  prepare(database);
  const links = command(database, ["demo"]);
  const server = await startServer({ database });
  const ciso = await enterBy(server, links, "ciso");
  const risks: Json[] = (await ciso.get("/risks?sort=number")).items;
  assert.deepEqual(risks.map((r) => r.value), [1, 3, 1, 3, 3, 3, 3, 3, 3, 2, 3, 2, 2, 3, 3]);
  assert.ok(risks.every((r) => r.owner && r.treatment && r.scenario && r.review_on));
  const accepted = risks.filter((r) => r.state === "accepted");
  assert.equal(accepted.length, 1);
  assert.ok(accepted[0].acceptance_reason && accepted[0].accepted_until > accepted[0].accepted_on);
  const ransom = risks.find((r) => r.threat.title === "ランサムウェアによる窃取と脅迫");
  assert.deepEqual([ransom?.value, ransom?.residual_value], [3, 2]);
  assert.equal((await ciso.get(`/risks/${ransom?.id}/links`)).items.filter((l: Json) => l.register === "measures").length, 2);

  // It was kept before, and has moved since.
  const kept: Json[] = (await ciso.get("/risk-snapshots")).items;
  assert.ok(kept.length >= 2);
  const [byHand, quarter] = [...kept].reverse() as [Json, Json];
  assert.deepEqual([byHand.by_hand, byHand.count, quarter.by_hand, quarter.count], [true, 14, false, 15]);
  assert.match(quarter.period, /^FY\d{4}-Q1$/);
  assert.match(quarter.as_of, /-06-30$/);
  const between = await ciso.get(`/risk-movement?from=${byHand.id}&to=${quarter.id}`);
  assert.deepEqual([between.counts.down, between.counts.new, between.counts.same], [1, 1, 13]);
  const since = await ciso.get(`/risk-movement?from=${quarter.id}`);
  assert.deepEqual(since.counts, { new: 0, gone: 0, up: 2, down: 3, rated: 0, same: 10 });
});

test("whoever visits the sample as the CISO brings a report of his own to its end: the president decides, nobody is stuck", async () => {
  const database = newDatabase();
  prepare(database);
  const links = command(database, ["demo"]);
  const server = await startServer({ database });
  const ciso = await enterBy(server, links, "ciso");
  const president = await enterBy(server, links, "president");
  const issues: Json[] = (await ciso.get("/report-issues")).items;
  const meeting = issues.find((i) => i.type === "management_meeting" && i.state === "draft") as Json;
  const round = await ciso.post("/approvals", { register: "report-issues", record: meeting.id }, 201);
  const now = await president.get(`/approvals/${round.id}`);
  const answer = await president.call("POST", `/approvals/${round.id}/decision`, { json: { decision: "approve" }, etag: `"${now.version}"` });
  assert.deepEqual([answer.status, answer.json.state], [200, "approved"]);
  assert.notEqual((await ciso.get(`/report-issues/${meeting.id}`)).state, "draft");

  // Of any type, whoever in charge of security has drafted it: each step has somebody else to ask.
  const campaign = issues.find((i) => i.type === "assessment")?.campaign;
  const security = await enterBy(server, links, "security");
  for (const by of [ciso, security])
    for (const more of [{ type: "assessment", campaign: campaign.id ?? campaign }, { type: "management_meeting" }]) {
      const draft = await by.post("/report-issues", { ...more, title: "見本" }, 201);
      const plan = await by.get(`/approval-plan?register=report-issues&record=${draft.id}`);
      assert.ok(plan.steps.length > 0 && plan.steps.every((s: Json) => s.seats.length > 0), more.type);
    }

  const [run] = (await ciso.get("/loss-runs")).items;
  assert.ok(Date.parse(run.ended_at) >= Date.parse(run.created_at) && Date.parse(run.ended_at) - Date.parse(run.created_at) < 600_000, "the estimate ends in the days of the story");
  const classes = new Set((await ciso.get("/suppliers?limit=100")).items.map((s: Json) => s.class));
  for (const known of ["a", "b", "c", "d"]) assert.ok(classes.has(known), `a supplier of class ${known}`);
});

test("suppliers were asked: some have answered, one was asked back, one is not through and one has not begun", async () => {
  const database = newDatabase();
  prepare(database);
  const links = command(database, ["demo"]);
  const server = await startServer({ database });
  const ciso = await enterBy(server, links, "ciso");
  const campaign = (await ciso.get("/campaigns")).items.find((c: Json) => c.outside === "supplier");
  assert.equal(campaign.state, "open");
  const { items, counts } = await ciso.get(`/campaigns/${campaign.id}/respondents`);
  assert.deepEqual(items.map((i: Json) => i.state).toSorted(), ["accepted", "accepted", "draft", "draft", "returned", "submitted"]);
  assert.deepEqual([counts.all, counts.contacted, counts.opened, counts.accepted], [6, 6, 5, 2]);
  const of = (state: string): Json => items.find((i: Json) => i.state === state && (state !== "draft" || i.opens > 0));
  assert.deepEqual([of("draft").answered, items.filter((i: Json) => i.opens === 0).length], [3, 1]);
  const back = await ciso.get(`/responses/${of("returned").response}`);
  assert.ok(back.return_reason && back.questions.length === 1);
  const { items: invited } = await ciso.get(`/responses/${of("accepted").response}/guests`);
  assert.deepEqual(invited.map((g: Json) => [g.opens, typeof g.entered_at]), [[1, "string"]]);

  // What two of them declared waits for a person: a firm on record, and one that is new.
  const waiting: Json[] = (await ciso.get("/supplier-declared")).items;
  assert.deepEqual(waiting.map((w) => [w.known !== null, w.business]).toSorted(), [[false, "ECサイトでの販売"], [true, "ECサイトでの販売"], [true, null]].toSorted());
  assert.equal((await ciso.get("/jobs")).items.filter((j: Json) => j.state === "failed").length, 0);
});

test("the sample shows what is found of continuity, a manual with a second edition, and a round of contacts", async () => {
  const database = newDatabase();
  prepare(database);
  const links = command(database, ["demo"]);
  const server = await startServer({ database });
  const ciso = await enterBy(server, links, "ciso");
  const kinds = async (path: string): Promise<Set<string>> => new Set((await ciso.get(path)).findings.map((f: Json) => f.kind));
  const backups = await kinds("/continuity/backups");
  for (const kind of ["same_system", "missed_cycle", "untested", "restore_slow", "no_backup", "none_off"]) assert.ok(backups.has(kind), kind);
  const objectives = await kinds("/continuity");
  for (const kind of ["objective_long", "no_limit", "no_cyber", "unexercised", "exercise_slow"]) assert.ok(objectives.has(kind), kind);
  const { pages } = await ciso.get("/csirt-manual");
  assert.deepEqual(pages.map((p: Json) => p.edition), [1, 2, 1, 1]);
  assert.deepEqual((await ciso.get("/manual-feedbacks?sort=said_on")).items.map((f: Json) => [f.state, f.settled_edition]), [["taken", 2], ["declined", null], ["open", null]]);
  const [round] = (await ciso.get("/contact-rounds")).items;
  const { items, lists } = await ciso.get(`/contact-rounds/${round.id}/progress`);
  assert.deepEqual([items.length, lists.length], [6, 4]);
  assert.ok(items.some((c: Json) => c.in_scenario) && items.some((c: Json) => !c.in_scenario));
});
