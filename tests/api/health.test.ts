import assert from "node:assert/strict";
import { test } from "node:test";
import { Client } from "../support/client.ts";
import { startServer } from "../support/server.ts";

const server = await startServer();
const nobody = new Client(server);

test("health and readiness are told to anybody", async () => {
  assert.equal((await nobody.call("GET", "//health")).status, 200);
  assert.equal((await nobody.call("GET", "//ready")).status, 200);
});

test("a path that does not exist answers a problem in the caller's language", async () => {
  nobody.lang = "ja";
  const problem = await nobody.refused("GET", "/no-such-thing", 404, { code: "not_found" });
  assert.match(problem.title, /[\u3040-\u9fff]/);
  nobody.lang = "en";
});

test("a known path with another method answers 405 and says which are there", async () => {
  const answer = await nobody.call("DELETE", "//health");
  assert.equal(answer.status, 405);
  assert.match(answer.headers.get("allow") ?? "", /GET/);
});

test("metrics and the OpenAPI document are told to anybody on this machine", async () => {
  assert.match((await nobody.call("GET", "//metrics")).text, /^kaname_/m);
  assert.equal((await nobody.get("/openapi.json")).openapi, "3.1.0");
});
