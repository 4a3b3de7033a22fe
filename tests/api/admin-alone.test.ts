// Who is administrator and nothing else, in a company full of business data, by the routes that
// everybody may call.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Client, type Json } from "../support/client.ts";
import { newDatabase } from "../support/database.ts";
import { until } from "../support/environment.ts";
import { enterBy } from "../support/people.ts";
import { command, prepare, startServer } from "../support/server.ts";

const database = newDatabase();
prepare(database);
const links = command(database, ["demo"]);
command(database, ["user", "add", "adm", "管理 一郎", "--role", "admin"]);
const link = command(database, ["user", "link", "adm"]);
const server = await startServer({ database });
const ciso = await enterBy(server, links, "ciso");

test("search, changes, tasks and notices show an administrator alone people and units at the most", async () => {
  const admin = new Client(server);
  admin.enter(await admin.post("/session/link", { token: /#(\S+)/.exec(link)?.[1] }));
  const measure = (await ciso.get("/measures")).items[0];
  const word = encodeURIComponent(measure.title.slice(0, 4));
  const found = async (client: typeof admin): Promise<string[]> => (await client.get(`/search?q=${word}`)).items.map((i: Json) => i.kind);
  await until("the word is found by somebody", async () => (await found(ciso)).length > 0);
  for (const kind of await found(admin)) assert.match(kind, /^(units|people)$/);
  const before = (await admin.get("/changes?since=0")).items ?? [];
  for (const change of before) assert.match(change.subject ?? change.register ?? "", /^(unit|person|units|people|account)?$/);
  assert.deepEqual((await admin.get("/tasks/mine")).items ?? [], []);
  await admin.refused("GET", `/measures/${measure.id}`, 403);
  await admin.refused("GET", "/measures?limit=1", 403);
});
