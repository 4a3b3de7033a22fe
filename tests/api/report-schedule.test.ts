// Reports that draft themselves: days, drafts that exist once, who is asked for words, told and reminded.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { after, describe, test } from "node:test";
import { Client, type Json } from "../support/client.ts";
import { query } from "../support/database.ts";
import { dayFromNow } from "../support/day.ts";
import { freePort, until } from "../support/environment.ts";
import { mailSettings, openMailbox } from "../support/mailbox.ts";
import { type Colleague, colleagueOf, setUp, signedInAs, topUnit } from "../support/people.ts";
import { Server, startServer } from "../support/server.ts";

const mailbox = await openMailbox();
const server = await startServer({ env: mailSettings(mailbox) });
const ciso = await setUp(server);
const unit = await topUnit(ciso);
const owner = await colleagueOf(ciso, "担当", "課長", ["security"], unit);
const writer = await colleagueOf(ciso, "執筆", "部長", ["executive"], unit);
const president = await colleagueOf(ciso, "社長", "社長", ["executive"], unit);
await ciso.call("PATCH", `/people/${writer.person}`, { json: { email: "writer@example.jp" }, etag: "*" });
const auditor = await signedInAs(ciso, "auditor");
const member = await signedInAs(ciso, "member");

const here = (): number => Number(dayFromNow(0).slice(8));
const later = (): number => (here() >= 27 ? 14 : 28); // neither today nor tomorrow
const PLAN = { title: "経営会議への月次報告", type: "management_meeting", cycle: "month", rule: "day", day: 28, covers: "previous" };
const schedule = (more: Json = {}): Promise<Json> => ciso.post("/report-schedules", { ...PLAN, day: later(), owner: owner.person, ...more }, 201);
const issuesOf = async (s: Json): Promise<Json[]> => (await ciso.get(`/report-issues?filter[schedule][eq]=${s.id}`)).items;
const noticesOf = async (who: Colleague, kind: string): Promise<Json[]> => (await who.client.get("/notices")).items.filter((n: Json) => n.kind === kind);
const press = (path: string, action: string): Promise<Json> => ciso.call("POST", `${path}/transitions`, { json: { action }, etag: "*" });

// The job has run at the start; taken away, it runs again at the next look at the queue.
const work = (): void => void query(server.database, "DELETE FROM job WHERE kind = 'report_schedules' AND state <> 'running'");
// Its day has come.
function come(s: Json, day = dayFromNow(0)): void {
  query(server.database, `UPDATE report_schedule SET next_on = '${day}' WHERE number = '${s.number}'`);
  work();
}
async function drafted(s: Json): Promise<Json> {
  return until("a draft is made", async () => (await issuesOf(s))[0] ?? null);
}
// Until the job has been run once more, from its beginning to its end.
async function worked(): Promise<void> {
  const jobs = (state: string): number => Number(query(server.database, `SELECT count(*) FROM job WHERE kind = 'report_schedules' AND state = '${state}'`)[0]);
  await until("those that had begun have ended and are taken away", () => {
    const busy = jobs("running");
    work();
    return busy === 0;
  });
  await until("the job is done", () => jobs("done") > 0);
}

test("a schedule knows its next day and says what is wrong with it", async () => {
  const made = await schedule({ rule: "working_day", day: 1 });
  assert.match(made.number, /^RS-\d{4}-\d{4}$/);
  assert.equal(made.state, "running");
  assert.ok(made.next_on >= dayFromNow(0), made.next_on);
  assert.equal(made.words_days, 7);
  assert.equal((await schedule({ rule: "last_working_day" })).day, null);
  const refused = (more: Json, pointer: string): Promise<Json> => ciso.refused("POST", "/report-schedules", 422, { json: { ...PLAN, owner: owner.person, ...more }, pointer });
  await refused({ day: null }, "/day");
  await refused({ day: 32 }, "/day");
  await refused({ cycle: "quarter", month: 4 }, "/month");
  await refused({ cycle: "half", month: 7 }, "/month");
  await refused({ owner: null }, "/owner");
  await refused({ remind_every: 31 }, "/remind_every");
  await refused({ type: "no_such" }, "/type");
  assert.equal((await schedule({ cycle: "quarter", month: 3 })).month, 3);
});

test("a change of the day moves the next one; paused there is none", async () => {
  const made = await schedule({ day: 31 });
  const last = (day: string): boolean => new Date(Date.parse(day) + 86400000).getUTCDate() === 1;
  assert.ok(last(made.next_on), made.next_on);
  const moved = await ciso.patch(`/report-schedules/${made.id}`, { day: 15 }, `"${made.version}"`);
  assert.equal(moved.next_on.slice(8), "15");
  assert.equal((await press(`/report-schedules/${made.id}`, "pause")).status, 200);
  const paused = await ciso.get(`/report-schedules/${made.id}`);
  assert.deepEqual([paused.state, paused.next_on], ["paused", null]);
  assert.equal((await press(`/report-schedules/${made.id}`, "resume")).status, 200);
  assert.equal((await ciso.get(`/report-schedules/${made.id}`)).next_on, moved.next_on);
});

test("on its day it drafts a report as a person would, once, and moves on", async () => {
  const made = await schedule({ day: here(), words_days: 5, meeting_days: 10, audience: "代表取締役社長", meeting: "経営会議", distribution: "取締役", issue_title_en: "Monthly report ([period])" });
  assert.equal(made.next_on, dayFromNow(0));
  await worked();
  const issue = await drafted(made);
  const before = new Date(Date.UTC(Number(dayFromNow(0).slice(0, 4)), Number(dayFromNow(0).slice(5, 7)) - 2, 1));
  assert.equal(issue.title, `経営会議への月次報告（${before.getUTCFullYear()}年${before.getUTCMonth() + 1}月）`);
  assert.match(issue.title_en, /^Monthly report \([A-Z]\w+ \d{4}\)$/);
  assert.deepEqual([issue.state, issue.type, issue.audience, issue.meeting, issue.distribution], ["draft", "management_meeting", "代表取締役社長", "経営会議", "取締役"]);
  assert.deepEqual([issue.words_due, issue.meeting_date], [dayFromNow(5), dayFromNow(10)]);
  assert.equal(issue.covers_from, before.toISOString().slice(0, 10));
  assert.equal(issue.schedule.number, made.number);
  const document = await ciso.get(`/report-issues/${issue.number}/document?format=json`);
  assert.equal(document.sections.length, 4);
  assert.match(JSON.stringify(document.author ?? document), /担当 太郎/, "by who is in charge");
  const now = await ciso.get(`/report-schedules/${made.id}`);
  assert.ok(now.next_on > dayFromNow(0));
  const [entry] = (await ciso.get(`/report-schedules/${made.id}/history`)).items;
  assert.deepEqual([entry.action, entry.account, entry.after.issue], ["draft", null, issue.number]);
  assert.ok((await noticesOf(owner, "report_drafted")).some((n) => n.path === `/report-issues/${issue.number}`));
  // The same day comes once more: the period has been drafted, also when its draft was deleted.
  await ciso.call("DELETE", `/report-issues/${issue.id}`, { etag: "*" });
  come(made);
  await until("the day has moved on", async () => (await ciso.get(`/report-schedules/${made.id}`)).next_on > dayFromNow(0));
  assert.deepEqual(await issuesOf(made), []);
});

test("what it drafts is by the era where that is chosen, its title too", async () => {
  const made = await schedule({ title: "和暦の月次報告", era: true });
  come(made);
  const draft = await drafted(made);
  assert.equal(draft.era, true);
  assert.match(draft.title, /令和\d+年\d+月/);
  assert.equal((await ciso.get(`/report-issues/${draft.id}/document`)).calendar, "japanese");
});

test("what was missed is made up for once, by the newest", async () => {
  const late = await schedule({ day: here() === 1 ? 2 : 1, covers: "current" });
  come(late, dayFromNow(-95));
  await until("the day has moved on", async () => (await ciso.get(`/report-schedules/${late.id}`)).next_on > dayFromNow(0));
  assert.equal((await issuesOf(late)).length, 1);
});

test("a paused or deleted schedule drafts nothing", async () => {
  const paused = await schedule();
  const gone = await schedule();
  await press(`/report-schedules/${paused.id}`, "pause");
  await ciso.call("DELETE", `/report-schedules/${gone.id}`, { etag: "*" });
  come(paused);
  come(gone);
  const running = await schedule();
  come(running);
  await drafted(running);
  for (const s of [paused, gone]) assert.deepEqual(query(server.database, `SELECT i.id FROM report_issue i JOIN report_schedule s ON s.id = i.schedule_id WHERE s.number = '${s.number}'`), []);
});

test("a report on an assessment is not drafted while none has begun, and somebody is told", async () => {
  const made = await schedule({ type: "assessment", title: "診断の報告" });
  come(made);
  await until("it is told", async () => (await noticesOf(owner, "report_not_drafted")).length > 0);
  assert.deepEqual(await issuesOf(made), []);
  assert.ok((await ciso.get(`/report-schedules/${made.id}`)).next_on > dayFromNow(0));
});

test("one of an own type drafts its sections, asks for their words, and nothing once the type is retired", async () => {
  const sections = [{ builder: "meeting_attacks", words: false }, { heading: { ja: "来月の予定" }, words: true }];
  const type = await ciso.post("/report-types", { title: "月次の概況", sections }, 201);
  const refused = (more: Json): Promise<Json> => ciso.refused("POST", "/report-schedules", 422, { json: { ...PLAN, owner: owner.person, ...more }, pointer: "/own_type" });
  await refused({ type: "own" });
  await refused({ own_type: type.id });
  const made = await schedule({ type: "own", own_type: type.id, title: "自社の月次" });
  const offered: Json[] = (await ciso.get(`/report-schedules/${made.id}/authors`)).items;
  assert.deepEqual(offered.map((s) => s.heading), [{ ja: "来月の予定" }], "words are asked for where they can be written");
  await ciso.put(`/report-schedules/${made.id}/authors`, { items: [{ section: offered[0]?.section, people: [writer.person] }] });
  come(made);
  const issue = await drafted(made);
  assert.deepEqual([issue.type, issue.own_type.number], ["own", type.number]);
  await until("they are asked", async () => (await noticesOf(writer, "report_words_asked")).some((n) => n.path.endsWith(issue.number) && /来月の予定/.test(n.text)));
  await press(`/report-types/${type.id}`, "retire");
  const before = (await noticesOf(owner, "report_not_drafted")).length;
  query(server.database, `UPDATE report_issue SET covers_from = '2000-01-01' WHERE number = '${issue.number}'`);
  come(made);
  await until("it is told", async () => (await noticesOf(owner, "report_not_drafted")).length > before);
  assert.equal((await issuesOf(made)).length, 1);
});

test("what a schedule drafts its owner cannot approve alone at one press; another can", async () => {
  const chief = await colleagueOf(ciso, "統括", "執行役員", ["security", "executive"], unit);
  const made = await schedule({ owner: chief.person, title: "自分では決められない報告" });
  come(made);
  const issue = await drafted(made);
  const problem = await chief.client.refused("POST", `/report-issues/${issue.number}/approval`, 409, { json: {}, etag: "*" });
  assert.match(problem.detail ?? "", /自分が起案したもの/);
  assert.equal((await president.client.call("POST", `/report-issues/${issue.number}/approval`, { json: {}, etag: "*" })).status, 200);
  const [round] = (await ciso.get(`/approvals?register=report-issues&record=${issue.id}`)).items;
  assert.deepEqual([round.drafter.name, round.alone], [`${chief.name}`, false]);
});

test("what nobody with an account drafted is approved by another, in its round as on its sheet", async () => {
  const { id: person } = await ciso.post("/people", { family_name: "無口", given_name: "座", unit }, 201);
  const made = await schedule({ owner: person, title: "アカウントのない担当者の報告" });
  come(made);
  const issue = await drafted(made);
  assert.equal((await president.client.call("POST", `/report-issues/${issue.number}/approval`, { json: {}, etag: "*" })).status, 200);
  const [round] = (await ciso.get(`/approvals?register=report-issues&record=${issue.id}`)).items;
  assert.equal(round.alone, false);
});

test("a deleted own type, or another refusal, stops nothing: who is in charge is told and the next day moves on", async () => {
  const told = async (s: Json): Promise<boolean> => (await noticesOf(owner, "report_not_drafted")).some((n) => n.path.endsWith(s.number));
  const moved = async (s: Json): Promise<boolean> => (await ciso.get(`/report-schedules/${s.id}`)).next_on > dayFromNow(0);
  const type = await ciso.post("/report-types", { title: "消える種類", sections: [{ heading: { ja: "概況" }, words: true }] }, 201);
  const orphan = await schedule({ type: "own", own_type: type.id, title: "種類を失った報告" });
  await ciso.call("DELETE", `/report-types/${type.id}`, { etag: "*" });
  const refused = await schedule({ title: "受け付けられない報告" });
  query(server.database, `UPDATE report_schedule SET issue_title = '${"長".repeat(400)}' WHERE number = '${refused.number}'`);
  for (const s of [orphan, refused]) {
    come(s);
    await until("it is told", () => told(s));
    assert.ok(await moved(s), s.title);
    assert.deepEqual(await issuesOf(s), []);
    const [entry] = (await ciso.get(`/report-schedules/${s.id}/history`)).items;
    assert.deepEqual([entry.action, entry.after.issue], ["draft", null]);
  }
});

test("where nobody is in charge any more, those who may write reports are told", async () => {
  const leaver = await colleagueOf(ciso, "退職", "主任", ["security"], unit);
  const made = await schedule({ owner: leaver.person, title: "引き継ぎのない報告" });
  await ciso.call("DELETE", `/accounts/${leaver.account}`, { etag: "*" });
  query(server.database, `UPDATE account SET person_id = NULL WHERE login LIKE 'p%' AND name = '${leaver.name}'`);
  come(made);
  const issue = await drafted(made);
  await until("others are told", async () => (await noticesOf(owner, "report_drafted")).some((n) => n.path.endsWith(issue.number)));
});

describe("authors", () => {
  const authors = (people: Record<string, string[]>): Json => ({ items: Object.entries(people).map(([section, list]) => ({ section, people: list })) });

  test("are named for sections of the type, by those who may write reports", async () => {
    const made = await schedule();
    const path = `/report-schedules/${made.id}/authors`;
    const put = await ciso.put(path, authors({ attacks: [writer.person], trends: [writer.person, owner.person] }));
    assert.deepEqual(put.items.map((i: Json) => [i.section, i.people.length]), [["attacks", 1], ["measures", 0], ["cases", 0], ["trends", 2]]);
    assert.equal(put.items[0].heading.ja.length > 0, true);
    assert.deepEqual(await auditor.get(path), put);
    await ciso.refused("PUT", path, 422, { json: authors({ no_such: [writer.person] }), pointer: "/items/0/section" });
    await ciso.refused("PUT", path, 422, { json: authors({ attacks: [writer.person, "01939f3e-7b1c-7c3a-8f00-000000000001"] }), pointer: "/items/0/people/1" });
    await ciso.refused("PUT", path, 422, { json: authors({ attacks: Array.from({ length: 11 }, () => writer.person) }), pointer: "/items/0/people" });
    assert.deepEqual(await ciso.get(path), put, "nothing is half taken");
    await auditor.refused("PUT", path, 403, { json: authors({}) });
    await member.refused("GET", path, 403);
    const powerless = await colleagueOf(ciso, "無権", "店員", ["member"], unit);
    const able = (await ciso.put(path, authors({ attacks: [powerless.person, writer.person] }))).items[0].people;
    assert.deepEqual(Object.fromEntries(able.map((p: Json) => [p.id, p.able])), { [powerless.person]: false, [writer.person]: true });
  });

  test("are asked with the draft, by mail too, reminded before and after the day, until their words are in", async () => {
    const made = await schedule({ words_days: 3, remind_before: 2, remind_every: 4, title: "執筆者のいる報告" });
    await ciso.put(`/report-schedules/${made.id}/authors`, authors({ attacks: [writer.person], trends: [writer.person] }));
    come(made);
    const issue = await drafted(made);
    const asked = await until("they are asked", async () => (await noticesOf(writer, "report_words_asked")).find((n) => n.path === `/report-issues/${issue.number}`) ?? null);
    assert.match(asked.text, /執筆者のいる報告[\s\S]*(\n.+){2}$/);
    await mailbox.mailTo("writer@example.jp", (mail) => /執筆者のいる報告/.test(mail.text));
    const path = `/report-issues/${issue.number}/authors`;
    const now = await ciso.get(path);
    assert.equal(now.due, dayFromNow(3));
    assert.equal(now.items[0].people[0].id, writer.person);
    // Two days before, on the day after, four days later: each once.
    const overdue = async (kind: string): Promise<number> => (await noticesOf(writer, kind)).filter((n) => n.path.endsWith(issue.number)).length;
    const dueOn = (day: string): void => void query(server.database, `UPDATE report_issue SET words_due = '${day}', created_at = created_at - 864000000 WHERE number = '${issue.number}'`);
    const forget = (): void => void query(server.database, `UPDATE report_asked SET reminded_on = '${dayFromNow(-30)}' WHERE issue_id = (SELECT id FROM report_issue WHERE number = '${issue.number}')`);
    dueOn(dayFromNow(2));
    work();
    await until("they are reminded", async () => (await overdue("report_words_reminder")) === 1);
    await worked();
    assert.equal(await overdue("report_words_reminder"), 1, "once a day");
    dueOn(dayFromNow(-1));
    forget();
    work();
    await until("they are told that it is late", async () => (await overdue("report_words_overdue")) === 1);
    const history = (await ciso.get(`/report-issues/${issue.id}/history`)).items;
    assert.ok(history.some((h: Json) => h.action === "remind_words" && h.after.waiting === 2));
    // Words of one section, then of the other: who may approve is told once, when all are in.
    const say = (section: string, text: string, version: number): Promise<Json> =>
      writer.client.call("PUT", `/report-issues/${issue.number}/words/${section}`, { json: { language: "ja", text }, etag: `"${version}"` });
    assert.equal((await say("attacks", "増えています。", 0)).status, 200);
    assert.equal((await noticesOf(president, "report_words_in")).length, 0);
    assert.equal((await say("trends", "注意が要ります。", 0)).status, 200);
    assert.equal((await say("trends", "引き続き注意が要ります。", 1)).status, 200);
    assert.equal((await noticesOf(president, "report_words_in")).length, 1);
    assert.equal((await noticesOf(owner, "report_words_in")).length, 1);
    forget();
    await worked();
    assert.equal(await overdue("report_words_overdue"), 1, "nobody owes words any more");
    assert.deepEqual((await ciso.get(path)).items.map((i: Json) => i.written), [true, false, false, true]);
  });

  test("are named on a report made by hand, with a day; newcomers alone are asked", async () => {
    const issue = await ciso.post("/report-issues", { type: "management_meeting", title: "臨時の報告" }, 201);
    const path = `/report-issues/${issue.number}/authors`;
    const count = async (who: Colleague): Promise<number> => (await noticesOf(who, "report_words_asked")).filter((n) => n.path.endsWith(issue.number)).length;
    assert.equal((await ciso.put(path, authors({ attacks: [writer.person] }))).due, dayFromNow(7));
    await ciso.put(path, { ...authors({ attacks: [writer.person, owner.person] }), due: dayFromNow(4) });
    assert.deepEqual([await count(writer), await count(owner)], [1, 1]);
    assert.equal((await ciso.get(`/report-issues/${issue.number}`)).words_due, dayFromNow(4));
    assert.equal((await ciso.put(path, authors({}))).due, null);
    await writer.client.refused("PUT", path, 403, { json: authors({}) });
    await ciso.put(path, authors({ attacks: [writer.person] }));
    assert.equal((await president.client.call("POST", `/report-issues/${issue.number}/approval`, { json: {}, etag: "*" })).status, 200);
    await ciso.refused("PUT", path, 409, { json: authors({}) });
  });

  const told = async (issue: Json, kind: string): Promise<number> => (await noticesOf(writer, kind)).filter((n) => n.path.endsWith(issue.number)).length;
  // Words are due on that day, of a draft that was made long ago and that nobody was reminded of for long.
  const dueOn = (issue: Json, day: string): void => {
    query(server.database, `UPDATE report_issue SET words_due = '${day}', created_at = created_at - 864000000 WHERE number = '${issue.number}'`);
    query(server.database, `UPDATE report_asked SET reminded_on = '${dayFromNow(-30)}' WHERE issue_id = (SELECT id FROM report_issue WHERE number = '${issue.number}')`);
    work();
  };

  test("are reminded of a report made by hand, too: three days before, on the day after and a week later", async () => {
    const issue = await ciso.post("/report-issues", { type: "management_meeting", title: "手で作った報告" }, 201);
    await ciso.put(`/report-issues/${issue.number}/authors`, { ...authors({ attacks: [writer.person] }), due: dayFromNow(4) });
    await worked();
    assert.equal(await told(issue, "report_words_reminder"), 0, "four days before");
    dueOn(issue, dayFromNow(3));
    await until("they are reminded", async () => (await told(issue, "report_words_reminder")) === 1);
    for (const [day, times] of [[-1, 1], [-8, 2]] as const) {
      dueOn(issue, dayFromNow(day));
      await until("they are told that it is late", async () => (await told(issue, "report_words_overdue")) === times);
    }
  });

  test("are reminded on the day and on the day after where the schedule says no more", async () => {
    const made = await schedule({ title: "催促の間隔のない報告" });
    await ciso.put(`/report-schedules/${made.id}/authors`, authors({ attacks: [writer.person] }));
    come(made);
    const issue = await drafted(made);
    dueOn(issue, dayFromNow(1));
    await worked();
    assert.equal(await told(issue, "report_words_reminder"), 0, "not before the day");
    dueOn(issue, dayFromNow(0));
    await until("they are reminded", async () => (await told(issue, "report_words_reminder")) === 1);
    dueOn(issue, dayFromNow(-1));
    await until("they are told that it is late", async () => (await told(issue, "report_words_overdue")) === 1);
    query(server.database, `UPDATE report_asked SET reminded_on = '${dayFromNow(-1)}' WHERE issue_id = (SELECT id FROM report_issue WHERE number = '${issue.number}')`);
    query(server.database, `UPDATE report_issue SET words_due = '${dayFromNow(-9)}' WHERE number = '${issue.number}'`);
    await worked();
    assert.equal(await told(issue, "report_words_overdue"), 1, "once after it");
  });

  test("see the day in their calendar, and who is in charge the next drafting day", async () => {
    const calendarOf = async (who: Colleague): Promise<string> => {
      const { url } = await who.client.post("/calendar-feed", undefined, 201);
      return (await new Client(server).call("GET", `/${new URL(url).pathname}`)).text.replaceAll("\r\n ", "");
    };
    const made = await schedule({ title: "暦に載る報告" });
    await ciso.put(`/report-schedules/${made.id}/authors`, authors({ cases: [writer.person] }));
    assert.match(await calendarOf(owner), new RegExp(`DTSTART;VALUE=DATE:${made.next_on.replaceAll("-", "")}[\\s\\S]*SUMMARY;LANGUAGE=ja:次回の起案日：暦に載る報告`));
    come(made);
    const issue = await drafted(made);
    const text = await calendarOf(writer);
    assert.match(text, new RegExp(`SUMMARY;LANGUAGE=ja:所見の期限：${issue.title}`));
    await writer.client.call("PUT", `/report-issues/${issue.number}/words/cases`, { json: { language: "ja", text: "なし" }, etag: '"0"' });
    assert.ok(!(await calendarOf(writer)).includes(`所見の期限：${issue.title}`));
  });
});

test("a reader reads schedules and changes none", async () => {
  const made = await schedule();
  assert.equal((await auditor.get(`/report-schedules/${made.number}`)).number, made.number);
  await auditor.refused("POST", "/report-schedules", 403, { json: { ...PLAN, owner: owner.person } });
  await auditor.refused("PATCH", `/report-schedules/${made.id}`, 403, { json: { day: 3 }, etag: '"1"' });
  await member.refused("GET", "/report-schedules", 403);
  await ciso.refused("PATCH", `/report-schedules/${made.id}`, 422, { json: { next_on: dayFromNow(1) }, etag: '"1"', pointer: "/next_on" });
});

test("two nodes on one database draft once", { skip: server.database.url.startsWith("sqlite:") && "a file has one node" }, async () => {
  const other = new Server(server.database, await freePort(), mailSettings(mailbox));
  after(() => other.stop());
  await other.start();
  const made = await schedule({ title: "二重にならない報告" });
  query(server.database, `UPDATE report_schedule SET next_on = '${dayFromNow(0)}' WHERE number = '${made.number}'`);
  // Both have looked and want to begin, held up by a lock on the schedule; let go at the same moment.
  const lock = spawn("psql", ["-qXAt", server.database.url], { stdio: ["pipe", "pipe", "inherit"] });
  after(() => lock.kill());
  let held = "";
  lock.stdout.on("data", (data: Buffer) => void (held += data.toString()));
  lock.stdin.write(`BEGIN; SELECT 'held' FROM report_schedule WHERE number = '${made.number}' FOR UPDATE;\n`);
  await until("the schedule is locked", () => held.includes("held"));
  query(
    server.database,
    `INSERT INTO job (org_id, uid, kind, state, account_id, payload, run_at, created_at, updated_at)
     SELECT id, decode(md5(n::text || random()::text), 'hex'), 'report_schedules', 'queued', 0, '{}', 1, 1, 1 FROM org, generate_series(1, 2) n`,
  );
  const waiting = (): number => Number(query(server.database, "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE 'UPDATE report_schedule%'")[0]);
  await until("both nodes wait for it", () => waiting() === 2);
  lock.stdin.end("COMMIT;\n");
  const left = (): number => Number(query(server.database, "SELECT count(*) FROM job WHERE kind = 'report_schedules' AND state IN ('queued', 'running') AND run_at <= 1")[0]);
  await until("both have run", () => left() === 0);
  assert.equal((await issuesOf(made)).length, 1);
  assert.equal(query(server.database, "SELECT id FROM job WHERE kind = 'report_schedules' AND state = 'failed'").length, 0);
});
