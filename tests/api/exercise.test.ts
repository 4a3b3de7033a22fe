// An exercise from its plan to what participants were told: who is invited as what, the scenario that players do not see before it is
// delivered, the clock, the drill case, results and measures, and what people write who have no right in the unit.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Client, Json } from "../support/client.ts";
import { query } from "../support/database.ts";
import { dayFromNow, today } from "../support/day.ts";
import { until } from "../support/environment.ts";
import { colleagueOf, setUp, signedInAs, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const ciso = await setUp(server);
const unit = await topUnit(ciso);
const shop = await ciso.post("/units", { name: "青葉店", kind: "shop", parent: unit }, 201);
const security = await colleagueOf(ciso, "進行", "セキュリティ担当", ["security"], unit);
const csirt = await colleagueOf(ciso, "初動", "CSIRT", ["csirt"], unit);
const second = await colleagueOf(ciso, "交代", "CSIRT", ["csirt"], unit);
const member = await colleagueOf(ciso, "店員", "販売", ["member"], shop.id);
const stranger = await colleagueOf(ciso, "部外", "販売", ["member"], shop.id);

let count = 0;
const exercise = (more: Json = {}): Promise<Json> =>
  security.client.post("/exercises", { unit, title: `机上演習${++count}`, kind: "tabletop", planned_on: today(), style: "decide", minutes: 180, ...more }, 201);
const boardOf = (id: string, by: Client = security.client): Promise<Json> => by.get(`/exercises/${id}/board`);
const ownOf = (id: string, by: Client): Promise<Json> => by.get(`/own-exercises/${id}`);

async function invite(id: string, items: Json[]): Promise<void> {
  const { status, text } = await security.client.call("PUT", `/exercises/${id}/people`, { json: { items }, etag: "*" });
  assert.equal(status, 204, text);
}
const line = (id: string, kind: string, more: Json, by: Client = security.client): Promise<Json> => by.post(`/exercises/${id}/lines`, { kind, ...more }, 201);
const press = (id: string, button: string, by: Client = security.client): Promise<Json> => by.post(`/exercises/${id}/clock`, { press: button });
const titles = (lines: Json[], kind: string): string[] => lines.filter((l) => l.kind === kind).map((l) => l.title);

async function held(more: Json, items: Json[]): Promise<Json> {
  const made = await exercise(more);
  await invite(made.id, items);
  await press(made.id, "start");
  await press(made.id, "end");
  return made;
}

test("an exercise lasts half a day at most, and what is asked beforehand is asked before it", async () => {
  const body = { unit, title: "長い演習", kind: "tabletop", planned_on: today() };
  await security.client.refused("POST", "/exercises", 422, { json: { ...body, minutes: 241 }, pointer: "/minutes" });
  await security.client.refused("POST", "/exercises", 422, { json: { ...body, report_due: dayFromNow(1) }, pointer: "/report_due" });
  await security.client.refused("POST", "/exercises", 422, { json: { ...body, dummy_mail_on: dayFromNow(1) }, pointer: "/dummy_mail_on" });
  const made = await exercise({ minutes: 240, area: "ot", place: "模擬環境", report_due: today(), dummy_mail_on: dayFromNow(-3) });
  assert.deepEqual([made.area, made.style, made.minutes, made.exercise_day], ["ot", "decide", 240, false]);
  await security.client.refused("PATCH", `/exercises/${made.id}`, 422, { json: { planned_on: dayFromNow(-1) }, etag: "*", pointer: "/report_due" });
});

test("everybody with a role in emergencies is missed until invited, with another role than last time", async () => {
  const roles = { unit, title: "CSIRT要員", role: "csirt_member", phase: "emergency", person: csirt.person, deputy: second.person };
  await ciso.post("/role-assignments", roles, 201);
  await ciso.post("/role-assignments", { ...roles, title: "平時の役割", phase: "peace", person: stranger.person, deputy: null }, 201);
  await held({ planned_on: dayFromNow(-30) }, [{ person: csirt.person, role: "command", came: true }, { person: second.person, role: "sits_out" }]);
  const { id } = await exercise();
  const { missing, people, last_on, year_count } = await boardOf(id);
  const seen = Object.fromEntries(missing.map((m: Json) => [m.person.id, [m.last_role, m.role]]));
  assert.deepEqual(Object.keys(seen).sort(), [csirt.person, second.person].sort());
  assert.equal(seen[csirt.person][0], "command");
  assert.notEqual(seen[csirt.person][1], "command", "not the same role again");
  assert.equal(seen[second.person][0], "sits_out");
  assert.notEqual(seen[second.person][1], "sits_out", "who sat out takes part");
  assert.notEqual(seen[csirt.person][1], seen[second.person][1]);
  assert.deepEqual([people.length, last_on], [0, dayFromNow(-30)]);
  assert.ok(year_count >= 1);
  const small = await exercise({ unit: shop.id });
  assert.deepEqual((await boardOf(small.id)).missing, [], "a shop's exercise is for those with roles in the shop");
  await held({ planned_on: dayFromNow(-60) }, [{ person: csirt.person, role: "record", came: true }]);
  await held({ planned_on: dayFromNow(-10) }, [{ person: csirt.person, role: "technical", came: false }]);
  const again = (await boardOf(id)).missing.find((m: Json) => m.person.id === csirt.person);
  assert.deepEqual([again.last_role, again.last_on], ["command", dayFromNow(-30)], "the last one that he came to");
  await invite(id, missing.map((m: Json) => ({ person: m.person.id, role: m.role })));
  const now = await boardOf(id);
  assert.deepEqual(now.missing, []);
  assert.ok(now.people.every((p: Json) => p.emergency && p.came === null));
});

test("the list of people is set as a whole, counts into the record, and tells those who are new", async () => {
  const { id } = await exercise();
  const path = `/exercises/${id}/people`;
  const all = [{ person: csirt.person, role: "technical" }, { person: member.person, role: "business" }, { person: second.person, role: "sits_out" }];
  await invite(id, all);
  const invited = (client: Client) => client.get("/notices").then((n) => n.items.filter((x: Json) => x.kind === "exercise_invited" && x.path.endsWith(id)).length);
  assert.equal(await invited(member.client), 1);
  assert.equal(await invited(second.client), 0, "who sits out is not asked to come");
  assert.deepEqual((({ invited: i, attended }) => [i, attended])(await security.client.get(`/exercises/${id}`)), [2, null], "who sits out does not count");
  await invite(id, [{ ...all[0], came: true }, { ...all[1], came: false }, { person: second.person, role: "record" }]);
  assert.equal(await invited(second.client), 1, "now he is");
  await invite(id, [{ ...all[0], came: true }, { ...all[1], came: false }, all[2]!]);
  assert.equal(await invited(member.client), 1, "told once");
  await invite(id, [{ ...all[0], came: true }, { ...all[1], came: false }]);
  const told = (await security.client.get(`/exercises/${id}/history`)).items.filter((x: Json) => x.action === "exercise_people").map((x: Json) => x.after);
  assert.deepEqual(told[0], { added: [], removed: [second.name], changed: [] }, "the newest: who was taken off the list");
  assert.deepEqual(told.at(-1), { added: [csirt.name, member.name, second.name], removed: [], changed: [] });
  await invite(id, [{ ...all[0], came: true }, { ...all[1], came: false }, all[2]!]);
  const record = await security.client.get(`/exercises/${id}`);
  assert.deepEqual([record.invited, record.attended], [2, 1]);
  await security.client.refused("PUT", path, 422, { json: { items: [all[0], all[0]] }, etag: "*", pointer: "/items/1/person" });
  await security.client.refused("PUT", path, 422, { json: { items: [{ person: unit, role: "command" }] }, etag: "*", pointer: "/items/0/person" });
  await security.client.refused("PUT", path, 412, { json: { items: [] }, etag: '"1"' });
  await security.client.refused("PUT", path, 428, { json: { items: [] } });
  await member.client.refused("PUT", path, 403, { json: { items: [] }, etag: "*" });
  await member.client.patch(`/own-exercises/${id}`, { report: "鍵の置き場所" });
  const { detail } = await security.client.refused("PUT", path, 409, { json: { items: [all[0]] }, etag: "*" });
  assert.ok(detail?.includes("店員"), "what he has written would be lost");
});

test("each kind of line has its own members and results", async () => {
  const { id } = await exercise();
  const path = `/exercises/${id}/lines`;
  const refused = (json: Json, pointer: string) => security.client.refused("POST", path, 422, { json, pointer });
  await refused({ kind: "inject", title: "通報" }, "/minute");
  await refused({ kind: "inject", title: "通報", minute: 181 }, "/minute");
  await refused({ kind: "goal", title: "報告できる", minute: 3 }, "/minute");
  await refused({ kind: "goal", title: "報告できる", result: "stopped" }, "/result");
  await refused({ kind: "point", title: " " }, "/title");
  await refused({ kind: "step", title: "メールを送る", measure: unit }, "/measure");
  await refused({ kind: "wish", title: "情報の流出", unit: csirt.person }, "/unit");
  const first = await exercise({ style: "walk" });
  await security.client.refused("POST", `/exercises/${first.id}/lines`, 422, { json: { kind: "inject", title: "どうするか", minute: 1, asks: true }, pointer: "/asks" });
  const made = await line(id, "inject", { title: "通報が入る", minute: 5, asks: true, expected: "司令塔に知らせる" });
  assert.deepEqual([made.minute, made.by_hand, made.asks, made.expected, made.delivered_at], [5, false, true, "司令塔に知らせる", null]);
  const changed = await security.client.put(`${path}/${made.id}`, { title: "通報が入る", minute: 10 }, `"${made.version}"`);
  assert.deepEqual([changed.minute, changed.asks, changed.version], [10, false, 2]);
  await security.client.refused("PUT", `${path}/${made.id}`, 412, { json: { title: "別", minute: 1 }, etag: '"1"' });
  await member.client.refused("POST", path, 403, { json: { kind: "point", title: "x" } });
  await member.client.refused("PUT", `${path}/${made.id}`, 403, { json: { title: "x", minute: 1 }, etag: '"2"' });
  await member.client.refused("DELETE", `${path}/${made.id}`, 403, { etag: '"2"' });
  await security.client.delete(`${path}/${made.id}`, '"2"', 204);
  await security.client.refused("DELETE", `${path}/${made.id}`, 404, { etag: "*" });
});

test("players see what has been delivered to them and nothing before, whatever they may write elsewhere", async () => {
  const { id } = await exercise();
  await invite(id, [{ person: security.person, role: "facilitator" }, { person: csirt.person, role: "technical" }, { person: member.person, role: "detect" }]);
  await line(id, "inject", { title: "画面が固まる", minute: 0, role: "detect", expected: "すぐ知らせる" });
  const later = await line(id, "inject", { title: "暗号化が広がる", minute: 60, expected: "切り離す" });
  const hand = await line(id, "inject", { title: "記者からの電話", by_hand: true });
  assert.deepEqual(titles((await boardOf(id)).lines, "inject"), ["画面が固まる", "暗号化が広がる", "記者からの電話"]);
  const shut = await boardOf(id, csirt.client);
  assert.deepEqual([shut.runs, shut.role, titles(shut.lines, "inject")], [false, "technical", []]);
  await csirt.client.refused("POST", `/exercises/${id}/lines`, 403, { json: { kind: "inject", title: "x", minute: 0 } });
  await csirt.client.refused("POST", `/exercises/${id}/clock`, 403, { json: { press: "start" } });
  const step = await line(id, "step", { title: "添付ファイルを送る" });
  await line(id, "goal", { title: "10分以内に知らせる" });
  const { items } = await csirt.client.get(`/exercises/${id}/history`);
  const told = JSON.stringify(items);
  assert.ok(!told.includes("暗号化が広がる") && !told.includes("添付ファイルを送る"), "the history does not tell it");
  assert.deepEqual(items.filter((x: Json) => x.action === "exercise_line_add").map((x: Json) => x.after), [{ line: "goal", item: "10分以内に知らせる" }, { line: "step" }, ...Array(3).fill({ line: "inject" })], "nor that the exercise got another title");
  const steps = async (): Promise<string[]> => titles((await ownOf(id, member.client)).lines, "step");
  assert.deepEqual([await steps(), titles((await boardOf(id, csirt.client)).lines, "step")], [[], []], "a step that was not played");
  await security.client.put(`/exercises/${id}/lines/${step.id}`, { title: step.title, result: "stopped" }, "*");
  assert.deepEqual(await steps(), [step.title], "it was");

  const deliver = (l: Json) => `/exercises/${id}/lines/${l.id}/deliver`;
  await security.client.refused("POST", deliver(hand), 409);
  assert.equal((await press(id, "start")).time.clock, "running");
  assert.deepEqual(titles((await ownOf(id, member.client)).lines, "inject"), ["画面が固まる"]);
  assert.deepEqual(titles((await ownOf(id, csirt.client)).lines, "inject"), [], "it was for those who detect");
  await csirt.client.refused("POST", deliver(hand), 403);
  await security.client.post(deliver(hand));
  await security.client.refused("POST", deliver(hand), 409);
  const [shown] = (await ownOf(id, csirt.client)).lines;
  assert.deepEqual([shown.title, shown.expected], ["記者からの電話", null]);
  await security.client.refused("PUT", `/exercises/${id}/lines/${hand.id}`, 409, { json: { title: "別の話", by_hand: true }, etag: "*" });
  await security.client.refused("DELETE", `/exercises/${id}/lines/${hand.id}`, 409, { etag: "*" });
  await press(id, "end");
  assert.deepEqual(titles((await boardOf(id, csirt.client)).lines, "inject"), ["記者からの電話"]);
  assert.equal((await boardOf(id)).lines.find((l: Json) => l.id === later.id).delivered_at, null, "what was not reached stays undelivered");
});

test("the clock takes the buttons that fit where it stands, and its end holds the exercise", async () => {
  const { id } = await exercise();
  const path = `/exercises/${id}/clock`;
  const refused = (button: string) => security.client.refused("POST", path, 409, { json: { press: button } });
  for (const button of ["pause", "resume", "end"]) await refused(button);
  await press(id, "start");
  for (const button of ["start", "resume"]) await refused(button);
  assert.equal((await press(id, "pause")).time.clock, "paused");
  const stopped = (await boardOf(id)).time.elapsed_ms;
  assert.equal((await boardOf(id)).time.elapsed_ms, stopped, "nothing passes while it is paused");
  await press(id, "resume");
  const { time } = await press(id, "end");
  assert.equal(time.clock, "ended");
  assert.ok(time.ended_at >= time.started_at);
  for (const button of ["start", "pause", "resume", "end"]) await refused(button);
  assert.deepEqual((({ state, held_on }) => [state, held_on])(await security.client.get(`/exercises/${id}`)), ["held", today()]);
  await security.client.refused("POST", path, 422, { json: { press: "stop" }, pointer: "/press" });
  const off = await exercise();
  await security.client.call("POST", `/exercises/${off.id}/transitions`, { json: { action: "call_off", reason: "延期" }, etag: "*" });
  await security.client.refused("POST", `/exercises/${off.id}/clock`, 409, { json: { press: "start" } });
  await invite(off.id, [{ person: member.person, role: "business" }]);
  await member.client.refused("PATCH", `/own-exercises/${off.id}`, 422, { json: { answer: "comes", report: "x" }, pointer: "/report" });
});

test("two presses at once: one of them counts", async () => {
  const { id } = await exercise();
  const answers = await Promise.all(Array.from({ length: 6 }, () => security.client.call("POST", `/exercises/${id}/clock`, { json: { press: "start" } })));
  assert.deepEqual(answers.map((a) => a.status).sort(), [200, 409, 409, 409, 409, 409]);
});

test("the drill case is marked as one, is made once, and is in no figure", async () => {
  const indicator = await ciso.post("/indicators", { title: "重大な案件", perspective: "process", source: "grave_incidents", cycle: "fiscal_year" }, 201);
  const { id, title } = await exercise();
  const path = `/exercises/${id}/case`;
  const { number } = await security.client.post(path, { severity: "critical", threat_key: "ransomware" }, 201);
  const made = await security.client.get(`/incidents/${number}`);
  assert.deepEqual([made.title, made.drill, made.state, made.threat_key], [`【演習】${title}`, true, "report", "ransomware"]);
  assert.equal((await boardOf(id)).case, number);
  assert.equal((await ciso.get(`/scorecard?indicator=${indicator.id}`)).items[0].value, 0);
  await security.client.post("/incidents", { unit, title: "本物の案件", severity: "critical", detected_at: new Date().toISOString() }, 201);
  assert.equal((await ciso.get(`/scorecard?indicator=${indicator.id}`)).items[0].value, 1, "a real one is");
  await security.client.refused("POST", path, 409, { json: { severity: "low" } });
  await security.client.refused("POST", path, 422, { json: {}, pointer: "/severity" });
  await member.client.refused("POST", path, 403, { json: { severity: "low" } });
});

test("participants write before, on the day and after, wherever they are; others find nothing", async () => {
  const { id } = await exercise({ report_due: today() });
  await invite(id, [{ person: member.person, role: "business" }]);
  const path = `/own-exercises/${id}`;
  const list = await member.client.get("/own-exercises");
  assert.deepEqual(list.items.filter((x: Json) => x.id === id).map((x: Json) => [x.role, x.answered, x.reported, x.report_due]), [["business", false, false, today()]]);
  await member.client.patch(path, { answer: "comes" });
  await member.client.patch(path, { report: "出荷の画面を共用している" });
  await member.client.refused("PATCH", path, 422, { json: { reflection: "早い" }, pointer: "/reflection" });
  const wish = await member.client.post(`${path}/lines`, { kind: "wish", title: "受注サイトの情報流出" }, 201);
  await member.client.refused("POST", `${path}/lines`, 409, { json: { kind: "point", title: "早い" } });
  await member.client.refused("POST", `${path}/answers`, 409, { json: { text: "早い" } });
  const before = await ownOf(id, member.client);
  assert.deepEqual([before.me.answer, before.me.report, before.time.clock], ["comes", "出荷の画面を共用している", "not_started"]);
  assert.equal((await boardOf(id)).lines[0].id, wish.id);

  await line(id, "inject", { title: "不審な画面", minute: 0, asks: true });
  await press(id, "start");
  const [inject] = (await ownOf(id, member.client)).lines.filter((l: Json) => l.kind === "inject");
  await member.client.post(`${path}/answers`, { line: inject.id, text: "LANを抜く" }, 204);
  await member.client.post(`${path}/answers`, { text: "店長に知らせる" }, 204);
  await member.client.refused("POST", `${path}/answers`, 422, { json: { line: wish.id, text: "x" }, pointer: "/line" });
  await member.client.refused("POST", `${path}/answers`, 422, { json: { text: " " }, pointer: "/text" });
  assert.ok(!JSON.stringify(await csirt.client.get(`/exercises/${id}/history`)).includes("LANを抜く"), "the history does not say what");
  assert.deepEqual((await boardOf(id)).answers.map((a: Json) => [a.by, a.line, a.text]), [[member.name, inject.id, "LANを抜く"], [member.name, null, "店長に知らせる"]]);
  for (let i = 2; i < 50; i++) await member.client.post(`${path}/answers`, { text: `回答${i}` }, 204);
  assert.match((await member.client.refused("POST", `${path}/answers`, 409, { json: { text: "51件目" } })).detail!, /50/, "nobody uses up the others' room");
  await press(id, "end");

  await member.client.post(`${path}/lines`, { kind: "point", title: "連絡先が古い" }, 201);
  await member.client.refused("PATCH", path, 422, { json: { report: "遅い" }, pointer: "/report" });
  await member.client.patch(path, { learned: true, reflection: "流れが分かった" });
  await member.client.refused("PATCH", path, 422, { json: { site_result: "朝礼で注意する" }, pointer: "/site_on" });
  await member.client.patch(path, { site_due: dayFromNow(7), site_on: today(), site_result: "朝礼で注意する" });
  await member.client.patch(path, { site_due: null });
  const { me } = await ownOf(id, member.client);
  assert.deepEqual([me.learned, me.reflection, me.site_due, me.site_on, me.site_result], [true, "流れが分かった", null, today(), "朝礼で注意する"]);
  const [row] = (await boardOf(id)).people;
  assert.deepEqual([row.report, row.reflection, row.learned], ["出荷の画面を共用している", "流れが分かった", true]);

  await stranger.client.refused("GET", path, 404);
  await stranger.client.refused("PATCH", path, 404, { json: { report: "x" } });
  await stranger.client.refused("POST", `${path}/answers`, 404, { json: { text: "x" } });
  await stranger.client.refused("POST", `${path}/lines`, 404, { json: { kind: "wish", title: "x" } });
  await stranger.client.refused("GET", `/exercises/${id}/board`, 404);
  const auditor = await signedInAs(ciso, "auditor");
  const read = (await boardOf(id, auditor)).people[0];
  assert.deepEqual([read.report, read.reflection, read.reported_at !== null], [null, null, true], "that it was written, not what");
});

test("goals that are judged say how the exercise came out; points and gaps become measures once", async () => {
  const { id, number } = await exercise();
  const path = `/exercises/${id}/lines`;
  const met = await line(id, "goal", { title: "10分以内に知らせる" });
  const missed = await line(id, "goal", { title: "切り離しを判断する" });
  assert.equal((await boardOf(id)).outcome, null);
  await security.client.put(`${path}/${met.id}`, { title: met.title, result: "met" }, "*");
  await security.client.put(`${path}/${missed.id}`, { title: missed.title, result: "missed" }, "*");
  assert.equal((await boardOf(id)).outcome, "partly");
  const point = await line(id, "point", { title: "夜間の連絡先が古い", text: "昨年の異動が反映されていない" });
  const { measure } = await security.client.post(`${path}/${point.id}/measure`, { title: "連絡先を四半期ごとに見直す", priority: "high", due: dayFromNow(60) }, 201);
  const made = await security.client.get(`/measures/${measure.id}`);
  assert.deepEqual([made.title, made.unit.id, made.priority, made.state], ["連絡先を四半期ごとに見直す", unit, "high", "proposed"]);
  assert.ok(made.source.includes(number) && made.purpose.includes("夜間の連絡先が古い"));
  assert.ok((await security.client.get(`/exercises/${id}/links`)).items.some((l: Json) => l.record.id === measure.id));
  const shown = (await boardOf(id)).lines.find((l: Json) => l.id === point.id);
  assert.deepEqual([shown.made.id, shown.made.state], [measure.id, "proposed"]);
  await security.client.refused("POST", `${path}/${point.id}/measure`, 409, { json: { title: "もう一度", priority: "low" } });
  await security.client.refused("POST", `${path}/${met.id}/measure`, 409, { json: { title: "要らない", priority: "low" } });
  await security.client.refused("DELETE", `${path}/${point.id}`, 409, { etag: "*" });
  await csirt.client.refused("POST", `${path}/${missed.id}/measure`, 403, { json: { title: "権限がない", priority: "low" } });
});

test("attack steps are played against measures of the register", async () => {
  const measure = await ciso.post("/measures", { unit, title: "メールゲートウェイ", priority: "high" }, 201);
  const { id } = await exercise();
  const step = await line(id, "step", { title: "添付ファイルを送る", text: "ゲートウェイで隔離する", measure: measure.id, result: "detected" });
  assert.deepEqual([step.measure.id, step.measure.title, step.result], [measure.id, `${measure.number} メールゲートウェイ`, "detected"]);
  const stopped = await line(id, "step", { title: "管理者の権限を得る", result: "stopped" });
  await security.client.refused("POST", `/exercises/${id}/lines/${stopped.id}/measure`, 409, { json: { title: "x", priority: "low" } });
  await security.client.post(`/exercises/${id}/lines/${step.id}/measure`, { title: "隔離に変える", priority: "middle" }, 201);
});

test("participants are told what became of it, once it was held", async () => {
  const { id } = await exercise();
  await invite(id, [{ person: member.person, role: "business" }]);
  const path = `/exercises/${id}/feedback`;
  await security.client.refused("POST", path, 409, { json: { text: "早い" } });
  const point = await line(id, "point", { title: "報告先が分からない" });
  await security.client.post(`/exercises/${id}/lines/${point.id}/measure`, { title: "報告先を掲示する", priority: "high" }, 201);
  await press(id, "start");
  await press(id, "end");
  await security.client.refused("POST", path, 422, { json: { text: " " }, pointer: "/text" });
  await member.client.refused("POST", path, 403, { json: { text: "x" } });
  await security.client.post(path, { text: "全店に報告先を掲示しました" }, 204);
  const own = await ownOf(id, member.client);
  assert.equal(own.feedback, "全店に報告先を掲示しました");
  const [told] = own.lines.filter((l: Json) => l.kind === "point");
  assert.ok(told.made.title.includes("報告先を掲示する"));
  assert.equal(told.made.state, "proposed", "of the measure he sees how far it is");
  assert.ok((await member.client.get("/notices")).items.some((x: Json) => x.kind === "exercise_fed_back" && x.path === `/own-exercises/${id}`));
});

test("the exercise day is in everybody's calendar, other exercises in those of who takes part", async () => {
  const day = await exercise({ title: "演習の日", exercise_day: true, planned_on: dayFromNow(20) });
  const other = await exercise({ title: "CSIRTの演習", planned_on: dayFromNow(21), report_due: dayFromNow(9) });
  await invite(other.id, [{ person: member.person, role: "detect" }]);
  const calendarOf = async (client: Client): Promise<string> => {
    const { url } = await client.post("/calendar-feed", undefined, 201);
    return (await client.call("GET", `/${new URL(url).pathname}`)).text.replaceAll("\r\n ", "");
  };
  const mine = await calendarOf(member.client);
  assert.ok(mine.includes("演習の日") && mine.includes("CSIRTの演習"));
  assert.ok(mine.includes("演習の事前レポートの期限：CSIRTの演習"));
  await member.client.patch(`/own-exercises/${other.id}`, { report: "書いた" });
  assert.ok(!(await calendarOf(member.client)).includes("演習の事前レポートの期限：CSIRTの演習"), "it is written");
  const theirs = await calendarOf(stranger.client);
  assert.ok(theirs.includes("演習の日") && !theirs.includes("CSIRTの演習"));
  assert.equal((await stranger.client.get("/own-exercises")).day.title, day.title);
});

test("whose pre-report is due tomorrow and not written is told, once", async () => {
  const { id } = await exercise({ planned_on: dayFromNow(5), report_due: dayFromNow(1) });
  const far = await exercise({ planned_on: dayFromNow(30), report_due: dayFromNow(20) });
  await invite(id, [{ person: member.person, role: "business" }, { person: csirt.person, role: "technical" }, { person: second.person, role: "sits_out" }]);
  await invite(far.id, [{ person: member.person, role: "business" }]);
  await csirt.client.patch(`/own-exercises/${id}`, { report: "書いた" });
  const told = async (client: Client): Promise<string[]> => (await client.get("/notices?limit=200")).items.filter((x: Json) => x.kind === "exercise_report_soon").map((x: Json) => x.path);
  const look = async (): Promise<void> => {
    query(server.database, "DELETE FROM job WHERE kind = 'exercise_remind'");
    await until("the job is done", () => query(server.database, "SELECT count(*) FROM job WHERE kind = 'exercise_remind' AND state = 'done'")[0] === "1" || null);
  };
  await look();
  assert.deepEqual(await told(member.client), [`/own-exercises/${id}`]);
  assert.deepEqual([await told(csirt.client), await told(second.client)], [[], []]);
  await look();
  assert.equal((await told(member.client)).length, 1);
});

test("an exercise that leaves for good takes what was written of it along", async () => {
  const { id } = await exercise();
  await invite(id, [{ person: member.person, role: "business" }]);
  await line(id, "point", { title: "消える課題" });
  await security.client.delete(`/exercises/${id}`, "*", 204);
  await member.client.refused("GET", `/own-exercises/${id}`, 404);
  assert.ok(!(await member.client.get("/own-exercises")).items.some((x: Json) => x.id === id));
  await security.client.call("POST", `/exercises/${id}/restore`, { etag: "*" });
  assert.deepEqual(titles((await ownOf(id, member.client)).lines, "point"), ["消える課題"]);
});
