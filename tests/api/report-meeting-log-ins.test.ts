// Part 1 of the paper for the meeting counts what was out of the ordinary in the log of log-ins, without a name.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Client, type Json } from "../support/client.ts";
import { query } from "../support/database.ts";
import { dayFromNow } from "../support/day.ts";
import { setUp, signedInAs } from "../support/people.ts";
import { startServer } from "../support/server.ts";

const server = await startServer({ env: { KANAME_PROXIES: "127.0.0.1" } });
const admin = await setUp(server);
const ciso = await signedInAs(admin, "ciso");
const issue = await ciso.post("/report-issues", { type: "management_meeting", title: "経営会議への報告" }, 201);
const PASSWORD = "brass kettle on snow";
const USUAL = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0";

async function counts(): Promise<[number, number][]> {
  const doc = await ciso.get(`/report-issues/${issue.id}/document`);
  const table = doc.sections[0].blocks.find((b: Json) => b.type === "table" && b.caption.ja.startsWith("ログインの異常"));
  return table.rows.map((r: Json) => [r.cells[1], r.cells[2]]);
}

async function come(login: string, from: string, agent: string, password: string): Promise<number> {
  const answer = await new Client(server).call("POST", "/session", { json: { login, password }, headers: { "x-forwarded-for": from, "user-agent": agent } });
  return answer.status;
}

test("odd log-ins, lock-outs and refusals are counted with their accounts, and no name is told", async () => {
  const person = await signedInAs(admin, "member");
  person.enter(await person.put("/session/password", { password: PASSWORD }));
  const { login, name } = (await person.get("/session")).account;
  query(server.database, "DELETE FROM sign_in");
  assert.deepEqual(await counts(), [[0, 0], [0, 0], [0, 0]]);
  for (let i = 0; i < 3; i++) assert.equal(await come(login, `192.0.2.${i}`, USUAL, PASSWORD), 200);
  assert.equal(await come(login, "203.0.113.9", "curl/8.1", PASSWORD), 200);
  assert.deepEqual(await counts(), [[1, 1], [0, 0], [0, 0]]);
  for (let i = 0; i < 10; i++) assert.equal(await come(login, `198.51.100.${i}`, USUAL, "wrong"), 401);
  assert.equal(await come("nobody-at-all", "198.51.100.77", USUAL, "wrong"), 401);
  assert.deepEqual(await counts(), [[1, 1], [1, 1], [11, 1]]);
  const part = JSON.stringify((await ciso.get(`/report-issues/${issue.id}/document`)).sections[0]);
  assert.ok(!part.includes(login) && !part.includes(name));
});

test("the table says the days that it counts, up to the meeting's, and that the log does not go further back", async () => {
  const blocksOn = async (day: string): Promise<Json[]> => {
    const { id } = await ciso.post("/report-issues", { type: "management_meeting", title: `${day}の会議`, meeting_date: day }, 201);
    return (await ciso.get(`/report-issues/${id}/document`)).sections[0].blocks;
  };
  const caption = async (day: string): Promise<string> => (await blocksOn(day)).find((b: Json) => b.caption?.ja.startsWith("ログインの異常"))?.caption.ja ?? "";
  const slashed = (day: string): string => day.replaceAll("-", "/");
  assert.ok((await caption(dayFromNow(-10))).endsWith(`～${slashed(dayFromNow(-10))}）`), "of a meeting that has been");
  assert.ok((await caption(dayFromNow(10))).endsWith(`～${slashed(dayFromNow(0))}）`), "of one to come: until now");
  assert.equal(await caption(dayFromNow(-200)), "");
  assert.match(JSON.stringify(await blocksOn(dayFromNow(-200))), /ログインの記録は180日分しか残らない/);
});
