// Nobody reads the program's standard error (a stuck log collector): the program goes on answering, and
// says how many lines it had to drop as soon as somebody reads again.
import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { after, test } from "node:test";
import { newDatabase } from "../support/database.ts";
import { freePort, program, until } from "../support/environment.ts";
import { prepare } from "../support/server.ts";

// More bytes of log than the pipe, this process's stream and the program's own buffers hold together.
const REQUESTS = 8000;
const TOGETHER = 16;
const ANSWER_MS = 5000;

// Like Server of tests/support, except that its standard error is not read.
async function startUnread(): Promise<{ child: ChildProcess; url: string; ended: Promise<number | null> }> {
  const database = newDatabase();
  const port = await freePort();
  prepare(database);
  const env = { ...process.env, KANAME_DATABASE: database.url, KANAME_PORT: String(port), KANAME_KEY_FILE: join(database.folder, "kaname.key"), KANAME_SPOOL_DIR: database.folder };
  const child = spawn(program, ["serve"], { env, stdio: ["ignore", "ignore", "pipe"] });
  after(() => void child.kill("SIGKILL"));
  const ended = new Promise<number | null>((done) => child.on("exit", (code) => done(code)));
  const url = `http://127.0.0.1:${port}`;
  await until("the server is ready", () => fetch(`${url}/ready`).then((answer) => answer.ok, () => false));
  return { child, url, ended };
}

async function ask(url: string): Promise<string> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(ANSWER_MS) });
  assert.equal(answer.status, 200);
  return answer.text();
}

async function askMany(url: string): Promise<void> {
  let left = REQUESTS;
  const one = async (): Promise<void> => {
    while (left-- > 0) await ask(url);
  };
  await Promise.all(Array.from({ length: TOGETHER }, one));
}

test("a log that nobody reads stops neither answers nor the end", { timeout: 120_000 }, async () => {
  const { child, url, ended } = await startUnread();
  await askMany(`${url}/health`);
  const dropped = Number(/^kaname_log_dropped_total (\d+)$/m.exec(await ask(`${url}/metrics`))?.[1]);
  assert.ok(dropped > 0, "nothing had to be dropped: the test asks too little");
  child.kill("SIGTERM");
  const code = await Promise.race([ended, new Promise((done) => setTimeout(done, 20_000, "it hangs"))]);
  assert.equal(code, 0);
});

test("dropped lines are counted and told", { timeout: 120_000 }, async () => {
  const { child, url, ended } = await startUnread();
  await askMany(`${url}/health`);
  let log = "";
  child.stderr?.on("data", (data: Buffer) => void (log += data.toString()));
  const told = await until("the log tells of dropped lines", () => /"event":"log_dropped","lines":(\d+)/.exec(log)?.[1] ?? null);
  child.kill("SIGTERM");
  assert.equal(await ended, 0);
  await until("the end of the log is read", () => child.stderr?.readableEnded ?? true);
  const lines = log.split("\n").filter((line) => line.includes('"op":"health"'));
  assert.equal(lines.length + Number(told), REQUESTS);
  assert.match(log, /"event":"stopping"/);
});
