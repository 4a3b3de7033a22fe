// The sample company in the language it was asked for.
import assert from "node:assert/strict";
import { test } from "node:test";
import { newDatabase } from "../support/database.ts";
import { enterBy } from "../support/people.ts";
import { attempt, command, prepare, startServer } from "../support/server.ts";

const WRITTEN = ["/units", "/people", "/measures", "/campaigns", "/industry-average-sets", "/industry-averages", "/accounts"];
const JAPANESE = /[\u3040-\u30ff\u4e00-\u9fff]/;

test("an English company has written nothing in Japanese", async () => {
  const database = newDatabase();
  prepare(database);
  const links = command(database, ["demo", "--language", "en"]);
  const server = await startServer({ database });
  const ciso = await enterBy(server, links, "ciso");
  for (const path of WRITTEN) assert.doesNotMatch(JSON.stringify((await ciso.get(path)).items), JAPANESE, path);
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
