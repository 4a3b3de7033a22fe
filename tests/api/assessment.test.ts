// What a finished campaign says: results, gaps, good practice, floors; targets and averages beside it.
// Read from the sample company, which has two years behind it.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Client } from "../support/client.ts";
import { newDatabase } from "../support/database.ts";
import { enterBy } from "../support/people.ts";
import { command, prepare, startServer } from "../support/server.ts";

const database = newDatabase();
prepare(database);
const links = command(database, ["demo"]);
const server = await startServer({ database });

const ciso = await enterBy(server, links, "ciso");
const campaign = (await ciso.get("/campaigns")).items.find((c: { state: string }) => c.state === "closed") ?? (await ciso.get("/campaigns")).items[0];
const at = `/campaigns/${campaign.id}`;
const sheetKey: string = (await ciso.get(`${at}/results`)).sheet_key;

test("results name the ten directives, and there are gaps, good practices and floors to read", async () => {
  const results = await ciso.get(`${at}/results`);
  assert.equal(results.sections.length, 10);
  const gaps = await ciso.get(`${at}/gaps`);
  assert.ok(gaps.items.length > 0);
  const good = await ciso.get(`${at}/good-practices`);
  assert.ok(good.items.length > 0);
  const floors = await ciso.get(`${at}/floors?limit=5`);
  assert.ok(floors.items.length > 0 && floors.items.length <= 5);
});

test("a target level is shown in the results, and null takes it away", async () => {
  const section = "1";
  const period: string = (await ciso.get(at)).period;
  const set = (level: number | null): Promise<unknown> => ciso.put("/target-levels", { sheet_key: sheetKey, period, levels: [{ section, level }] });
  const target = async (): Promise<unknown> => (await ciso.get("/targets?limit=500")).items.find((t: { section_key: string; period: string }) => t.section_key === section && t.period === period)?.level;
  await set(40); // tenths
  assert.equal(await target(), 40);
  await set(null);
  assert.equal(await target(), undefined);
  await ciso.refused("PUT", "/target-levels", 422, { json: { sheet_key: sheetKey, period, levels: [{ section: "no", level: 30 }] } });
});

test("industry averages come from a table: tried first, then kept, or refused as a whole", async () => {
  const path = `/industry-averages/import?sheet=${sheetKey}&source=%E8%AA%BF%E6%9F%BB&as_of=2026-03-31&format=csv`;
  const send = (body: string, query = ""): ReturnType<Client["call"]> => ciso.call("POST", path + query, { body, headers: { "content-type": "application/octet-stream" } });
  const rows = async (): Promise<number> => (await ciso.get("/industry-averages?total=exact&limit=1")).total;
  const before = await rows();
  const good = "industry,section,mean,n\r\nfinance,1,3.4,120\r\nfinance,2,2.9,120\r\n";
  assert.equal((await send(good, "&dry_run=true")).status, 200);
  assert.equal(await rows(), before);
  const kept = await send(good);
  assert.equal(kept.status, 200, kept.text);
  assert.equal(await rows(), before + 2);
  const wrong = await send("industry,section,mean\r\nfinance,3,3.1\r\nnowhere,4,9.9\r\n");
  assert.equal(wrong.status, 422, wrong.text);
  assert.equal(await rows(), before + 2);
});
