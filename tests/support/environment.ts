// What script/test tells the tests, with defaults for `node --test` by hand after script/test has
// built everything. Paths are from the top folder, where the tests run.
import { mkdirSync, mkdtempSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

export type Engine = "sqlite" | "postgres";

export const engine: Engine = process.env["KANAME_TEST_ENGINE"] === "postgres" ? "postgres" : "sqlite";
export const program = process.env["KANAME_TEST_PROGRAM"] ?? "build/src/app/kaname";
// Superuser's URL of the run's own PostgreSQL; "" when there is none.
export const postgresUrl = process.env["KANAME_TEST_POSTGRES"] ?? "";
export const shotsFolder = "build/shots";
// A whole run of script/test takes no pictures, unless it is asked for them.
export const pictures = process.env["KANAME_TEST_WHOLE"] !== "1" || Boolean(process.env["KANAME_TEST_SHOTS"]);
// "300", or "300/7" with a seed: how long requests of pages and their answers wait (slow.ts). "": not at all.
export const slow = process.env["KANAME_TEST_SLOW"] ?? "";

// A new folder of this test file's own; script/test takes it away at the end.
export function newFolder(name: string): string {
  const parent = process.env["KANAME_TEST_WORK"] ?? tmpdir();
  mkdirSync(parent, { recursive: true });
  return mkdtempSync(join(parent, `${name}-`));
}

export function freePort(): Promise<number> {
  return new Promise((done, failed) => {
    const server = createServer();
    server.on("error", failed);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => (typeof address === "object" && address ? done(address.port) : failed(new Error("no port"))));
    });
  });
}

// Asks again until the answer is neither null nor false; the condition is looked at every 20 ms.
export async function until<T>(what: string, ask: () => Promise<T | null | false> | T | null | false, seconds = 20): Promise<T> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (answer !== null && answer !== false) return answer;
    if (Date.now() > end) throw new Error(`waited ${seconds} s in vain for: ${what}`);
    await new Promise((next) => setTimeout(next, 20));
  }
}
