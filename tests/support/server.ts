// Starts the program for a test file, waits until it is ready, ends it by its pid.
import assert from "node:assert/strict";
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { join, resolve } from "node:path";
import { after } from "node:test";
import { type Database, migratedDatabase } from "./database.ts";
import { freePort, program, until } from "./environment.ts";

export interface ServerOptions {
  database?: Database; // one made before; a fresh one with its schema when absent
  env?: Record<string, string>; // settings beside the usual ones
}

export class Server {
  readonly database: Database;
  readonly port: number;
  readonly url: string;
  log = "";
  logFile = ""; // where standard error goes instead of `log` (under load nobody could read it here)
  #env: NodeJS.ProcessEnv;
  #child: ChildProcess | null = null;
  #ended: Promise<{ code: number | null; signal: string | null }> = Promise.resolve({ code: 0, signal: null });

  constructor(database: Database, port: number, env: Record<string, string>) {
    this.database = database;
    this.port = port;
    this.url = `http://127.0.0.1:${port}`;
    this.#env = {
      ...process.env,
      KANAME_DATABASE: database.url,
      KANAME_PORT: String(port),
      KANAME_KEY_FILE: join(database.folder, "kaname.key"),
      KANAME_SPOOL_DIR: database.folder,
      ...env,
    };
  }

  get pid(): number {
    assert.ok(this.#child?.pid, "the server is not running");
    return this.#child.pid;
  }

  // Starts the program on the same database and port; resolves when it says it is ready.
  async start(): Promise<void> {
    const errors = this.logFile === "" ? "pipe" : openSync(this.logFile, "a");
    const child = spawn(program, ["serve"], { env: this.#env, stdio: ["ignore", "pipe", errors] });
    if (typeof errors === "number") closeSync(errors);
    // A test file that breaks off before its `after` leaves no server behind.
    process.once("exit", () => child.kill("SIGKILL"));
    this.#child = child;
    const keep = (data: Buffer): void => void (this.log += data.toString());
    child.stdout?.on("data", keep);
    child.stderr?.on("data", keep);
    let over = false;
    this.#ended = new Promise((done) => {
      child.on("error", (e) => done({ code: 127, signal: String(e) }));
      child.on("close", (code, signal) => {
        over = true;
        done({ code, signal });
      });
    });
    await until("the server is ready", async () => {
      if (over) throw new Error(`the server ended at its start:\n${this.log}`);
      return fetch(`${this.url}/ready`).then((answer) => answer.ok, () => false);
    }, 60);
  }

  // Ends it as an administrator would; a crash, a leak or undefined behaviour fails the test.
  async stop(): Promise<void> {
    if (!this.#child) return;
    this.#child.kill("SIGTERM");
    const { code, signal } = await this.#ended;
    this.#child = null;
    assert.ok(code === 0, `the server ended with ${code ?? signal}:\n${this.log.slice(-20000)}`);
    assert.doesNotMatch(this.log, /runtime error:|Sanitizer:/, "a sanitizer spoke");
  }

  // Ends it as a power cut would.
  async kill(): Promise<void> {
    this.#child?.kill("SIGKILL");
    await this.#ended;
    this.#child = null;
  }
}

// A server for the calling test file; stopped after its last test.
export async function startServer(options: ServerOptions = {}): Promise<Server> {
  if (options.database) prepare(options.database);
  const database = options.database ?? migratedDatabase((empty) => command(empty, ["migrate"]));
  const server = new Server(database, await freePort(), options.env ?? {});
  after(() => server.stop());
  await server.start();
  return server;
}

// On PostgreSQL the schema is only ever changed by command.
export function prepare(database: Database): void {
  if (database.url.startsWith("postgres:")) command(database, ["migrate"]);
}

export interface Run {
  status: number | null;
  out: string;
  err: string;
}

// Runs the program with arguments; how it ends is the caller's to judge.
export function attempt(args: string[], { env = {}, cwd = ".", input = "" }: { env?: Record<string, string>; cwd?: string; input?: string } = {}): Run {
  const run = spawnSync(resolve(program), args, { env: { ...process.env, ...env }, cwd, encoding: "utf8", input });
  return { status: run.status, out: run.stdout, err: run.stderr };
}

// Runs the program with arguments on a database; fails the test unless it ends with `status`.
export function command(database: Database, args: string[], { status = 0, input = "" } = {}): string {
  const env = { KANAME_DATABASE: database.url, KANAME_KEY_FILE: join(database.folder, "kaname.key") };
  const run = attempt(args, { env, input });
  assert.equal(run.status, status, `kaname ${args.join(" ")}:\n${run.out}\n${run.err}`);
  return run.out;
}
